//! Text as a picture can show it: cleaned of what does not print, shortened, broken into lines.
//!
//! A name or sentence of an article, which may hold anything → text that XML and every renderer accept. Nothing is
//! escaped here: each format escapes for itself.

/// Stands for a name that has nothing to show.
const UNNAMED: &str = "(unnamed)";

/// One line of printable text: white space becomes single spaces, what does not print goes.
///
/// Control characters and noncharacters are not allowed in XML; characters that override the direction of writing
/// could make one name look like another. Marks that right-to-left scripts need stay.
pub fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(4096));
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        let start = line.len();
        line.extend(word.chars().filter(|&c| prints(c)));
        if line.len() > start && start > 0 {
            line.insert(start, ' ');
        }
    }
    line
}

/// A name to show: cleaned, at most `most` characters, never empty.
pub fn name(text: &str, most: usize) -> String {
    let line = shorten(&clean(text), most);
    if line.is_empty() { UNNAMED.to_owned() } else { line }
}

/// At most `most` characters; what is longer ends in an ellipsis, at a word's end where one is near.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let room = text.char_indices().nth(most.saturating_sub(1)).map_or(cut, |(at, _)| at);
    let head = &text[..room];
    let head = match head.rfind(' ') {
        Some(space) if space * 4 > head.len() * 3 => &head[..space],
        _ => head,
    };
    format!("{}…", head.trim_end_matches([' ', ',', ';', ':']))
}

/// Breaks a line at spaces so that no line has more than `width` characters; words longer than that are cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let chars: Vec<char> = word.chars().collect();
        for (i, piece) in chars.chunks(width).enumerate() {
            match lines.last_mut() {
                Some(line) if i == 0 && length + 1 + piece.len() <= width => {
                    line.push(' ');
                    line.extend(piece);
                    length += 1 + piece.len();
                }
                _ => {
                    lines.push(piece.iter().collect());
                    length = piece.len();
                }
            }
        }
    }
    lines
}

/// Whether a character may stand in a picture.
fn prints(c: char) -> bool {
    let code = u32::from(c);
    let noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    let overrides = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !(c.is_control() || noncharacter || overrides || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_leaves_one_printable_line() {
        assert_eq!(clean("  Gustavo\n\tPetro\u{0}\r\n "), "Gustavo Petro");
        assert_eq!(clean("\u{202E}nilmerK\u{202C} \u{FFFF}"), "nilmerK");
        assert_eq!(clean("محمد بن سلمان 🤝"), "محمد بن سلمان 🤝");
        assert_eq!(clean("\u{7}\u{1b}[31m"), "[31m");
        assert_eq!(name(" \n", 10), "(unnamed)");
    }

    #[test]
    fn shortening_counts_characters_and_prefers_words() {
        assert_eq!(shorten("Petro", 5), "Petro");
        assert_eq!(shorten("Société générale", 9), "Société…");
        assert_eq!(shorten("ééééééééé", 4), "ééé…");
        assert_eq!(shorten("abc", 0), "…");
        assert_eq!(shorten("", 0), "");
    }

    #[test]
    fn wrapping_never_exceeds_the_width() {
        assert_eq!(wrap("trade, drugs, environment", 12), ["trade,", "drugs,", "environment"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert!(wrap("", 3).is_empty());
        assert_eq!(wrap("é é", 0), ["é", "é"]);
    }
}
