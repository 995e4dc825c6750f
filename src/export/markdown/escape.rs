//! The one place where text becomes Markdown.

use crate::export::diagram;

/// Text as one line of Markdown that shows it as it is: no mark, link, HTML or entity of it means anything.
pub(super) fn escape(text: &str) -> String {
    let line = diagram::text::clean(text);
    let mut escaped = String::with_capacity(line.len() + line.len() / 8);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        // CommonMark lets every ASCII punctuation mark be escaped; sentences stay readable if only those are that can mean something.
        if "\\`*_{}[]<>()#+|~&$^=@:/".contains(c) && !is_plain(&escaped, c, chars.peek()) {
            escaped.push('\\');
        }
        // The beginning of a line can make it a list, a heading or a rule.
        if escaped.is_empty() && c == '-' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    numbered(escaped)
}

/// Marks that mean nothing where they stand: parentheses, equals signs and slashes within a line, as long as nothing is a link.
fn is_plain(before: &str, c: char, next: Option<&char>) -> bool {
    match c {
        '(' => !before.ends_with(']'),
        ')' | '=' | '+' => !before.is_empty() && !before.chars().all(|digit| digit.is_ascii_digit()),
        '/' => !before.ends_with(['/', ':']),
        // "https:", "mailto:" and "www." are links to some readers.
        ':' => !before.is_empty() && next.is_none_or(|next| *next == ' '),
        _ => false,
    }
}

/// "1. Petro" would be a list.
fn numbered(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line.as_bytes().get(digits) == Some(&b'.') {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line
    }
}

/// A link to an address of the web; without one, the text alone. The text is escaped already.
pub(super) fn link(text: &str, url: Option<&str>) -> String {
    // Round brackets would end the address.
    match url.and_then(diagram::link) {
        Some(url) => format!("[{text}](<{url}>)"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// What a reader shows of Markdown, and whether it is nothing but text.
    fn shown(markdown: &str) -> (String, bool) {
        let mut text = String::new();
        let mut is_text = true;
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                _ => is_text = false,
            }
        }
        (text, is_text)
    }

    #[test]
    fn sentences_stay_readable() {
        assert_eq!(escape("He said (twice): no."), "He said (twice): no.");
        assert_eq!(escape("1. Petro"), "1\\. Petro");
        assert_eq!(escape("<b>[x](y)</b>"), "\\<b\\>\\[x\\]\\(y)\\</b\\>");
    }

    proptest! {
        #[test]
        fn text_is_shown_as_it_is(text in "\\PC{0,40}") {
            let line = diagram::text::clean(&text);
            let (text, is_text) = shown(&escape(&line));
            prop_assert!(is_text, "{} {}", line, escape(&line));
            prop_assert_eq!(text.trim(), line.trim());
        }

        #[test]
        fn marks_are_shown_as_they_are(text in "[-*_`<>#\\[\\]()!|~&$^=+.:/1a \\\\\"']{0,20}") {
            let line = diagram::text::clean(&text);
            let (text, is_text) = shown(&escape(&line));
            prop_assert!(is_text, "{} {}", line, escape(&line));
            prop_assert_eq!(text.trim(), line.trim());
        }
    }
}
