//! The one place where text becomes XML.

/// Escapes text for an attribute's value or an element's content; reading it back gives the same text, line ends and tabs
/// included. Characters that XML 1.0 does not allow become U+FFFD, the replacement character.
pub(super) fn escape(raw: &str) -> String {
    let mut escaped = String::with_capacity(raw.len() + raw.len() / 16);
    for c in raw.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // As they are, a reader would make them spaces or drop them.
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            c if is_allowed(c) => escaped.push(c),
            _ => escaped.push('\u{FFFD}'),
        }
    }
    escaped
}

/// Whether XML 1.0 allows the character (its production `Char`).
const fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use resvg::usvg::roxmltree::Document;

    proptest! {
        #[test]
        fn whatever_is_escaped_is_read_back(text in any::<String>()) {
            let allowed: String = text.chars().map(|c| if is_allowed(c) { c } else { '\u{FFFD}' }).collect();
            let xml = format!("<a b=\"{0}\">{0}</a>", escape(&text));
            let document = Document::parse(&xml).unwrap();
            prop_assert_eq!(document.root_element().attribute("b"), Some(allowed.as_str()));
            prop_assert_eq!(document.root_element().text().unwrap_or_default(), allowed);
        }
    }
}
