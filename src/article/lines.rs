//! Raw text → logical lines: the lines as their author meant them, hard wraps undone.
//!
//! Text wrapped at a fixed width breaks in the middle of sentences; a blank line, a list item, an indent or a line that
//! stops well before the margin ends a paragraph there. Text that is not wrapped keeps its lines.
//!
//! `"Trump met Xi in\nBusan on Thursday.\n\nThey …"` (wrapped) → `["Trump met Xi in Busan on Thursday.", "They …"]`.

use super::draft::squeeze;
use super::shape::item_marker;

/// A line of text with what stood after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Not empty, white space squeezed.
    pub text: String,
    /// Whether a blank line followed.
    pub blank_follows: bool,
}

/// Widths, in characters, at which people and programs wrap text.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;

/// The lines of a text whose newlines separate paragraphs.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for raw in split_lines(text) {
        let squeezed = squeeze(raw);
        if !squeezed.is_empty() {
            lines.push(Line { text: squeezed, blank_follows: false });
        } else if let Some(last) = lines.last_mut() {
            last.blank_follows = true;
        }
    }
    lines
}

/// The lines of a text that may be hard-wrapped.
pub(super) fn unwrapped_lines(text: &str) -> Vec<Line> {
    let raw: Vec<RawLine> = split_lines(text).map(RawLine::new).collect();
    let Some(margin) = wrap_margin(&raw) else { return lines(text) };
    let mut joined: Vec<Line> = Vec::new();
    let mut previous: Option<&RawLine> = None;
    for line in &raw {
        if line.text.is_empty() {
            if let Some(last) = joined.last_mut() {
                last.blank_follows = true;
            }
        } else if let Some(last) = joined.last_mut().filter(|_| previous.is_some_and(|p| p.runs_on(line, margin))) {
            // A hyphen at the margin belongs to the word: "Franco-" and "German".
            if !ends_in_hyphenated_word(&last.text) {
                last.text.push(' ');
            }
            last.text.push_str(&line.text);
        } else {
            joined.push(Line { text: line.text.clone(), blank_follows: false });
        }
        previous = Some(line);
    }
    joined
}

/// Splits at every kind of line break: `\n`, `\r\n`, `\r`, form feed, Unicode line and paragraph separators.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
    })
}

/// A line as it stands in the file, measured.
struct RawLine {
    text: String,
    indented: bool,
    width: usize,
}

impl RawLine {
    fn new(line: &str) -> Self {
        let text = squeeze(line);
        Self { indented: line.starts_with("  ") || line.starts_with('\t'), width: text.chars().count(), text }
    }

    /// Whether the paragraph goes on in `next`, text being wrapped so that full lines reach `margin`.
    fn runs_on(&self, next: &RawLine, margin: usize) -> bool {
        if self.text.is_empty() || next.text.is_empty() || item_marker(&next.text).is_some() {
            return false;
        }
        let item = item_marker(&self.text).is_some();
        if next.indented && !self.indented && !item {
            return false;
        }
        self.is_full(next, margin) || (self.stops_mid_sentence() && next.starts_in_lower_case())
    }

    /// Whether the next line's first word would have crossed the margin on this line.
    fn is_full(&self, next: &RawLine, margin: usize) -> bool {
        let word = next.text.split(' ').next().unwrap_or("").chars().count();
        self.width + 1 + word > margin
    }

    fn stops_mid_sentence(&self) -> bool {
        !self.text.ends_with(['.', '!', '?', ':', '"', '”', '’', '»', ')'])
    }

    fn starts_in_lower_case(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_lowercase)
    }
}

/// The width that full lines reach, where the text is hard-wrapped.
///
/// Wrapped English has two marks that lists and headlines lack: most lines are full (the next word did not fit), and
/// many of the lines after them start in lower case.
fn wrap_margin(raw: &[RawLine]) -> Option<usize> {
    let pairs: Vec<(&RawLine, &RawLine)> = raw
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] if !one.text.is_empty() && !next.text.is_empty() => Some((one, next)),
            _ => None,
        })
        .filter(|(_, next)| item_marker(&next.text).is_none())
        .collect();
    // A long address stands alone on its line, beyond the margin.
    let width = pairs.iter().filter(|(line, _)| line.text.contains(' ')).map(|(line, _)| line.width).max()?;
    if !WRAP_WIDTHS.contains(&width) {
        return None;
    }
    // Editors differ in where they break; a word's length of slack covers them.
    let margin = width - width / 10;
    let full = pairs.iter().filter(|(line, next)| line.is_full(next, margin)).count();
    let mid = pairs.iter().filter(|(line, next)| line.stops_mid_sentence() && next.starts_in_lower_case()).count();
    (full * 10 >= pairs.len() * 6 && mid * 10 >= pairs.len() * 4).then_some(margin)
}

fn ends_in_hyphenated_word(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|stem| stem.ends_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: Vec<Line>) -> Vec<String> {
        lines.into_iter().map(|line| line.text).collect()
    }

    const WRAPPED: &str = "\
Summit in Busan

The presidents of the United States and China met in the South
Korean city of Busan on Thursday and agreed to lower some of the
tariffs that each had put on the other, in the first Franco-
German style communiqué of its kind.
Both sides praised the talks.

- Fentanyl tariffs fall to ten per cent, the White House said in
  a statement after the talks.
- Soybeans.
";

    #[test]
    fn wrapped_text_is_made_whole() {
        let lines = texts(unwrapped_lines(WRAPPED));
        assert_eq!(lines.len(), 5, "{lines:#?}");
        assert_eq!(lines[0], "Summit in Busan");
        assert!(lines[1].starts_with("The presidents") && lines[1].contains("the South Korean city"));
        assert!(lines[1].ends_with("the first Franco-German style communiqué of its kind."));
        assert_eq!(lines[2], "Both sides praised the talks.");
        assert_eq!(
            lines[3],
            "- Fentanyl tariffs fall to ten per cent, the White House said in a statement after the talks."
        );
        assert_eq!(lines[4], "- Soybeans.");
    }

    #[test]
    fn a_line_for_each_paragraph_stays() {
        let text = "Trump met Xi in Busan on Thursday.\nThey spoke about tariffs.\nBoth praised the talks.";
        assert_eq!(texts(unwrapped_lines(text)).len(), 3);
        let headlines = "Macron receives Scholz at the Élysée Palace\nLula hosts the leaders of the Group of Twenty\n\
                         Modi travels to Moscow for talks with Putin";
        assert_eq!(texts(unwrapped_lines(headlines)).len(), 3);
    }

    #[test]
    fn every_line_break_breaks() {
        let lines = lines("a\r\nb\rc\u{2028}d\n \n\ne");
        assert_eq!(lines.iter().map(|line| line.blank_follows).collect::<Vec<_>>(), [false, false, false, true, false]);
        assert_eq!(texts(lines), ["a", "b", "c", "d", "e"]);
    }
}
