//! Lines that say when, where and by whom an article was published → title, date, source, address.
//!
//! `"Published: 3 November 2025"` → the date; `"BOGOTÁ, Nov 3, 2025 (Agency) — Petro said …"` → date and source;
//! `"By Ana Ruiz"` → nothing, but no sentence either. Only what is unambiguous is taken.

use super::dates::parse_day;
use super::draft::Header;
use jiff::civil::Date;

/// Reads a line that carries nothing but metadata; `None` when it is text.
pub(super) fn metadata_line(line: &str) -> Option<Header> {
    if let Some(date) = parse_day(line) {
        return Some(Header { date: Some(date), ..Header::default() });
    }
    if is_address(line) {
        return Some(Header { url: Some(line.to_owned()), ..Header::default() });
    }
    labelled_line(line).or_else(|| is_byline(line).then(Header::default))
}

/// `Published: …`, `Source: …`, `URL: …`, `Title: …`, `Updated: …`.
fn labelled_line(line: &str) -> Option<Header> {
    let (label, value) = line.split_once(':').or_else(|| line.split_once(" on "))?;
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let text = || Some(value.to_owned());
    match label.trim().to_lowercase().as_str() {
        "published" | "published on" | "date" | "posted" | "posted on" | "publication date" => {
            Some(Header { date: Some(parse_day(value)?), ..Header::default() })
        }
        // The day of a later change is not the day of publication, but neither is the line a sentence.
        "updated" | "updated on" | "last updated" | "modified" => parse_day(value).map(|_| Header::default()),
        "source" | "publisher" | "agency" => Some(Header { source: text(), ..Header::default() }),
        "url" | "link" => is_address(value).then(|| Header { url: text(), ..Header::default() }),
        "title" | "headline" => Some(Header { title: text(), ..Header::default() }),
        "author" | "authors" => Some(Header::default()),
        _ => None,
    }
}

/// `By Ana Ruiz`, `By Ana Ruiz and Jo Park`, `By Ana Ruiz, Reuters`.
fn is_byline(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let words: Vec<&str> = names.split(' ').collect();
    // "By Monday" and "By 2030 …" open sentences; a byline holds names only and does not end like a sentence.
    (2..=10).contains(&words.len())
        && !line.ends_with(['.', ',', ':', '?', '!'])
        && words.iter().all(|word| {
            matches!(*word, "and" | "&" | "|" | "de" | "del" | "van" | "von" | "al" | "in")
                || word.chars().next().is_some_and(char::is_uppercase)
        })
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(' ')
}

/// Longest stretch, in bytes, before the dash that ends a dateline.
const DATELINE_BYTES: usize = 100;

/// Reads the dateline that opens a paragraph: place, day, agency in brackets, a dash. Empty when there is none.
pub(super) fn dateline(paragraph: &str) -> Header {
    dateline_head(paragraph).and_then(read_dateline).unwrap_or_default()
}

/// What stands before the first free-standing dash.
fn dateline_head(paragraph: &str) -> Option<&str> {
    let dash = paragraph.char_indices().take_while(|(at, _)| *at < DATELINE_BYTES).find(|(at, c)| {
        let after = &paragraph[at + c.len_utf8()..];
        match c {
            '—' | '–' => true,
            '-' => paragraph[..*at].ends_with([' ', ')']) && after.starts_with([' ', '-']),
            _ => false,
        }
    });
    dash.map(|(at, _)| paragraph[..at].trim_end()).filter(|head| !head.is_empty())
}

fn read_dateline(head: &str) -> Option<Header> {
    let (head, source) = match head.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((head, source)) => (head.trim_end().trim_end_matches(','), Some(source.trim())),
        None => (head, None),
    };
    let (place, date) = split_day(head);
    let source = source.filter(|source| !source.is_empty() && parse_day(source).is_none());
    // Without a day or an agency, "LONDON —" tells nothing; and a sentence with a dash must not pass for a dateline.
    if !is_place(place) || (date.is_none() && source.is_none()) {
        return None;
    }
    Some(Header { date, source: source.map(str::to_owned), ..Header::default() })
}

/// Splits `BOGOTÁ, Nov 3, 2025` before the longest tail that is a day.
fn split_day(head: &str) -> (&str, Option<Date>) {
    head.match_indices([',', ' '])
        .find_map(|(at, separator)| {
            parse_day(&head[at + separator.len()..]).map(|day| (head[..at].trim_end_matches([',', ' ']), Some(day)))
        })
        .unwrap_or((head, None))
}

/// Up to six words, the first in capitals, the others capitalized: `BOGOTÁ`, `NEW YORK`, `BÜRGENSTOCK, Switzerland`.
fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '/']).filter(|word| !word.is_empty()).collect();
    let capitals = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    (1..=6).contains(&words.len())
        && words.first().is_some_and(capitals)
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lines_of_metadata() {
        let day = Some(date(2025, 11, 3));
        for line in
            ["Published: 3 November 2025", "Monday, November 3, 2025", "Date: 2025-11-03", "Posted on Nov 3, 2025"]
        {
            assert_eq!(metadata_line(line).map(|header| header.date), Some(day), "{line}");
        }
        assert_eq!(metadata_line("Source: The Daily").unwrap().source.as_deref(), Some("The Daily"));
        assert_eq!(metadata_line("https://example.org/a").unwrap().url.as_deref(), Some("https://example.org/a"));
        assert_eq!(metadata_line("By Ana Ruiz and Jo Park"), Some(Header::default()));
        assert_eq!(metadata_line("Updated: 4 November 2025"), Some(Header::default()));
    }

    #[test]
    fn lines_of_text() {
        for line in [
            "By Monday they had left",
            "By then Trump",
            "The source: a diplomat",
            "On November 3, 2025 they met",
            "Macron: we must talk",
            "Published: soon",
        ] {
            assert_eq!(metadata_line(line), None, "{line}");
        }
    }

    #[test]
    fn datelines() {
        let read = |text: &str| {
            let header = dateline(text);
            (header.date, header.source)
        };
        let day = Some(date(2025, 11, 3));
        let agency = Some("Agency".to_owned());
        assert_eq!(read("BOGOTÁ, Nov 3, 2025 (Agency) — Petro said"), (day, agency.clone()));
        assert_eq!(read("BOGOTÁ (Agency) - Petro said"), (None, agency.clone()));
        assert_eq!(read("BOGOTÁ, Nov 3 (Agency) – Petro said"), (None, None), "a day without a year tells no date");
        assert_eq!(read("BÜRGENSTOCK, Switzerland, 3 November 2025 – The"), (day, None));
        assert_eq!(read("NEW YORK, Nov. 3, 2025 (Agency) -- The"), (day, agency));
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for text in [
            "Trump — who met Xi on Nov 3, 2025 — left",
            "The UN (United Nations) — founded in 1945 —",
            "NATO — an alliance",
            "LONDON — The",
            "",
            "—",
        ] {
            assert_eq!(dateline(text), Header::default(), "{text}");
        }
    }
}
