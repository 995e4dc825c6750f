//! Refuses pages that would take unreasonably long to parse, before they are parsed.
//!
//! Building the tree of a page takes, for each start tag, time and nodes in proportion to the elements then open: hostile
//! pages nest without end, or leave thousands of formatting elements open, which the parser must reopen in each paragraph
//! (HTML Standard, "reconstruct the active formatting elements"). A linear scan of the tags bounds both.

/// Deepest nesting; the pages that people write stay below a hundred.
const MAX_DEPTH: usize = 400;
/// Most start tags, each weighed with the elements open around it. A long encyclopedia article has some 500,000.
const MAX_WEIGHT: usize = 2_000_000;

/// Elements without content, and those whose end tag is often left out and which close each other.
const NOT_NESTING: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "option", "optgroup", "rt",
];

/// Elements whose content is text, whatever tags it seems to hold.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "noscript", "iframe", "xmp"];

/// Whether the page can be parsed at a reasonable cost; what is wrong with it where not.
pub(super) fn check_cost(html: &str) -> Result<(), &'static str> {
    let (mut depth, mut weight) = (0usize, 0usize);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closing, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let name = tag_name(tag);
        if name.is_empty() {
            continue;
        }
        rest = &tag[name.len()..];
        let name = name.to_ascii_lowercase();
        if !closing {
            weight += 1 + depth;
            if RAW.contains(&name.as_str()) {
                rest = skip_raw(rest, &name);
                continue;
            }
        }
        if !NOT_NESTING.contains(&name.as_str()) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        if depth > MAX_DEPTH {
            return Err("its elements are nested too deeply");
        }
        if weight > MAX_WEIGHT {
            return Err("it has too many elements");
        }
    }
    Ok(())
}

fn tag_name(tag: &str) -> &str {
    let end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(tag.len());
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) { &tag[..end] } else { "" }
}

/// The page from the end tag of a raw element on.
fn skip_raw<'a>(inside: &'a str, name: &str) -> &'a str {
    let end = inside.match_indices("</").find(|(at, _)| {
        inside.as_bytes().get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
    });
    end.map_or("", |(at, _)| &inside[at + 2 + name.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_pass() {
        assert_eq!(
            check_cost("<!doctype html><p>a<p>b < c<br><script>'<div>'.repeat(1 </ 2)</script><!-- <b> -->"),
            Ok(())
        );
        assert_eq!(check_cost(&"<p>text <b>bold</b><br>".repeat(50_000)), Ok(()));
        assert_eq!(check_cost(&"<script>'<div>'</script>".repeat(1000)), Ok(()));
        assert_eq!(check_cost("<"), Ok(()));
        assert_eq!(check_cost("é<é</é<script>"), Ok(()));
    }

    #[test]
    fn hostile_pages_do_not() {
        assert!(check_cost(&"<div>".repeat(500)).is_err());
        let unclosed = (0..300).map(|size| format!("<font size={size}>")).collect::<String>();
        assert!(check_cost(&(unclosed + &"<p>text".repeat(10_000))).is_err());
    }
}
