//! What a line is, told by its shape: list items, titles, headings.
//!
//! Plain text marks none of them, so shape has to do: `"- Trade"` is an item, `"What comes next"` before a longer
//! paragraph is a heading.

/// Longest line, in words, that is still taken for a title.
const TITLE_WORDS: usize = 25;
/// Longest line, in words, that is still taken for a heading: headings are shorter than headlines.
const HEADING_WORDS: usize = 12;

/// Bytes of the bullet or number that opens a list item, with the space behind it; `None` for other lines.
///
/// `-`, `*`, `•`, `–` and the like, `1.`, `2)`, `(a)`.
pub(super) fn item_marker(line: &str) -> Option<usize> {
    let (marker, rest) = line.split_once(' ')?;
    let rest = rest.trim_start();
    if rest.is_empty() || !(is_bullet(marker) || is_enumerator(marker)) {
        return None;
    }
    Some(line.len() - rest.len())
}

fn is_bullet(marker: &str) -> bool {
    matches!(marker, "-" | "*" | "+" | "•" | "◦" | "▪" | "‣" | "·" | "–" | "—" | "●" | "○" | "■")
}

/// `1.`, `12)`, `(3)`, `a)`, `(b)`; a bare `a.` would also be an initial.
fn is_enumerator(marker: &str) -> bool {
    let (open, inner) = marker.strip_prefix('(').map_or((false, marker), |inner| (true, inner));
    let Some(closing) = inner.chars().next_back() else { return false };
    let label = &inner[..inner.len() - closing.len_utf8()];
    let number = (1..=2).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    match closing {
        ')' => number || letter,
        '.' => number && !open,
        _ => false,
    }
}

/// Whether the first line of a text looks like its title, given the line after it (if any) and whether a blank line
/// stands between them: short, no final full stop, followed by a blank line or by longer text.
pub(super) fn looks_like_title(line: &str, blank_follows: bool, next: Option<&str>) -> bool {
    let Some(next) = next else { return false };
    word_count(line) <= TITLE_WORDS
        && has_name_like_start(line)
        && !ends_like_a_sentence(line)
        && (blank_follows || next.len() > line.len())
}

/// Whether a line inside a text looks like a heading, given the line after it.
pub(super) fn looks_like_heading(line: &str, next: Option<&str>) -> bool {
    let Some(next) = next else { return false };
    word_count(line) <= HEADING_WORDS
        && has_name_like_start(line)
        && !line.ends_with(['.', ':', ';', ',', '!', '…', '"', '”', '\'', '’', ')', '»'])
        && next.len() > line.len()
}

/// Whether the line ends as sentences do. A question or an exclamation may be a headline, and so may "… in the U.S."
fn ends_like_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    match line.strip_suffix('.') {
        Some(stem) => !ends_in_initials(stem),
        None => line.ends_with([':', ';', ',', '…']),
    }
}

/// "U.S" of "U.S."
fn ends_in_initials(stem: &str) -> bool {
    let last = stem.rsplit(' ').next().unwrap_or("");
    last.contains('.') && last.split('.').all(|part| part.chars().count() == 1)
}

/// Whether the line starts as titles do: with a capital, a figure or a quotation mark.
fn has_name_like_start(line: &str) -> bool {
    line.chars().next().is_some_and(|c| {
        c.is_uppercase()
            || c.is_ascii_digit()
            || matches!(c, '"' | '“' | '‘' | '\'' | '«' | '¿' | '¡')
            || (c.is_alphabetic() && !c.is_lowercase())
    })
}

fn word_count(line: &str) -> usize {
    line.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_open_items() {
        assert_eq!(item_marker("- Trade"), Some(2));
        assert_eq!(item_marker("•  Trade"), Some("•  ".len()));
        assert_eq!(item_marker("12) Trade"), Some(4));
        assert_eq!(item_marker("(a) Trade"), Some(4));
        assert_eq!(item_marker("3. Trade"), Some(3));
    }

    #[test]
    fn other_lines_open_no_item() {
        for line in ["2024. was long", "-5 degrees", "J. Smith said", "a. m.", "-", "- ", "(Reuters) Trade", "é) x"] {
            assert_eq!(item_marker(line), None, "{line}");
        }
    }

    #[test]
    fn titles() {
        let text = "The two presidents met in Busan on Thursday and agreed on a truce in trade.";
        assert!(looks_like_title("Trump and Xi meet in Busan", true, Some(text)));
        assert!(looks_like_title("Trump and Xi meet in Busan", false, Some(text)));
        assert!(looks_like_title("Xi returns to the U.S.", true, Some(text)));
        assert!(looks_like_title("Will they meet?", true, Some("Maybe.")));
        assert!(!looks_like_title("Trump met Xi.", true, Some(text)));
        assert!(!looks_like_title("“We met.”", true, Some(text)));
        assert!(!looks_like_title("Trump and Xi meet in Busan", true, None));
        assert!(!looks_like_title("and then they left", true, Some(text)));
    }

    #[test]
    fn headings() {
        let text = "The two presidents met in Busan on Thursday.";
        assert!(looks_like_heading("What comes next", Some(text)));
        assert!(!looks_like_heading("The president said:", Some(text)));
        assert!(!looks_like_heading("What comes next", None));
        assert!(!looks_like_heading("What comes next", Some("Talks.")));
    }
}
