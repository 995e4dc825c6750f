//! Rows → a table of plain text, aligned by display width, the last column cut to the width of the terminal.

use super::rows::Row;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest that the last column gets, however narrow the terminal.
const NARROWEST: usize = 24;
/// The widest that any other column gets.
const WIDEST: usize = 32;

/// A line of titles and one line a row. Columns that are empty in all rows are left out.
pub(super) fn table<R: Row>(rows: &[R], width: usize) -> String {
    lines(R::COLUMNS, rows.iter().map(Row::cells), width)
}

/// The same of any titles and cells.
pub(super) fn lines(titles: &[&str], rows: impl Iterator<Item = Vec<String>>, width: usize) -> String {
    let cells: Vec<Vec<String>> = rows.map(|row| row.iter().map(|c| plain(c)).collect()).collect();
    let used: Vec<usize> =
        (0..titles.len()).filter(|c| cells.iter().any(|row| row.get(*c).is_some_and(|t| !t.is_empty()))).collect();
    let Some(last) = used.last().copied() else { return String::new() };
    let column_width = |c: usize| {
        let widest = cells.iter().filter_map(|row| row.get(c)).map(|t| width_of(t)).max().unwrap_or(0);
        widest.max(titles.get(c).map_or(0, |title| title.width())).min(WIDEST)
    };
    let mut widths: Vec<(usize, usize)> = used.iter().filter(|c| **c != last).map(|c| (*c, column_width(*c))).collect();
    let before: usize = widths.iter().map(|(_, w)| w + 2).sum();
    widths.push((last, width.saturating_sub(before).max(NARROWEST)));
    let titles: Vec<String> = titles.iter().map(|c| c.to_uppercase()).collect();
    let mut out = String::new();
    for row in std::iter::once(&titles).chain(&cells) {
        let mut line = String::new();
        for (c, w) in &widths {
            let text = cut(row.get(*c).map_or("", String::as_str), *w);
            line.push_str(&text);
            line.extend(std::iter::repeat_n(' ', (w + 2).saturating_sub(width_of(&text))));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The text on one line, without anything that a terminal would obey: control characters, escapes, and marks that
/// turn the direction of writing.
pub(super) fn plain(text: &str) -> String {
    let obeyed = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    // Nearly all texts are so already, and tables have thousands of them.
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) && !text.contains("  ") && text.trim_ascii().len() == text.len() {
        return text.to_owned();
    }
    let text: String = text.chars().map(|c| if obeyed(c) { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many columns a plain text takes.
fn width_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The text, with an ellipsis in place of what exceeds the width.
fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if width_of(text) <= width {
        return text.into();
    }
    let mut left = width.saturating_sub(1);
    let fits = |c: &char| {
        let w = c.width().unwrap_or(0);
        let fits = w <= left;
        left = left.saturating_sub(w);
        fits
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_display_width() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("習近平和普京", 7), "習近平…");
        assert!(cut("習近平和普京", 6).width() <= 6);
    }

    #[test]
    fn a_terminal_obeys_nothing_in_it() {
        assert_eq!(plain("a\u{1b}[31mb\nc\u{202e}d"), "a [31mb c d");
    }
}
