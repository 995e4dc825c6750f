//! The dateline that opens a paragraph → date and source, and where the sentence after it begins.
//!
//! `"BOGOTÁ, Nov 3, 2025 (Agency) — Petro said …"` → 2025-11-03, "Agency", and the offset of "Petro".

use super::dates::parse_day;
use super::draft::Header;
use jiff::civil::Date;

/// What a dateline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Date and source, where they are told.
    pub header: Header,
    /// Bytes up to the first word of the sentence.
    pub length: usize,
}

/// Longest stretch, in bytes, before the dash that ends a dateline.
const DATELINE_BYTES: usize = 100;

/// Reads the dateline of a paragraph: place, day, agency in brackets, a dash.
pub(super) fn dateline(paragraph: &str) -> Option<Dateline> {
    let (head, sentence) = split_at_dash(paragraph)?;
    let header = read_head(head)?;
    Some(Dateline { header, length: paragraph.len() - sentence.len() })
}

/// What stands before and after the first free-standing dash.
fn split_at_dash(paragraph: &str) -> Option<(&str, &str)> {
    let (at, _) = paragraph.char_indices().take_while(|(at, _)| *at < DATELINE_BYTES).find(|(at, c)| match c {
        '—' | '–' => true,
        '-' => paragraph[..*at].ends_with([' ', ')']) && paragraph[at + 1..].starts_with([' ', '-']),
        _ => false,
    })?;
    let sentence = paragraph[at..].trim_start_matches(['—', '–', '-', ' ']);
    let head = paragraph[..at].trim_end();
    (!head.is_empty() && !sentence.is_empty()).then_some((head, sentence))
}

fn read_head(head: &str) -> Option<Header> {
    let (head, source) = match head.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((head, source)) => (head.trim_end().trim_end_matches(','), Some(source.trim())),
        None => (head, None),
    };
    let (place, date) = split_day(head);
    let source = source.filter(|source| !source.is_empty() && parse_day(source).is_none());
    // A sentence with a dash must not pass for a dateline: "NATO — an alliance", "UN (United Nations) —", "US, China —".
    let names_country = place.split_once(',').is_some_and(|(city, _)| city.chars().count() >= 4);
    let is_dateline = is_place(place)
        && (date.is_some() || names_country || source.is_some_and(|source| !is_expansion(place, source)));
    is_dateline.then(|| Header { date, source: source.map(str::to_owned), ..Header::default() })
}

/// Splits `BOGOTÁ, Nov 3, 2025` before the longest tail that is a day.
fn split_day(head: &str) -> (&str, Option<Date>) {
    head.match_indices([',', ' '])
        .find_map(|(at, separator)| {
            parse_day(&head[at + separator.len()..]).map(|day| (head[..at].trim_end_matches([',', ' ']), Some(day)))
        })
        .unwrap_or((head, None))
}

/// Up to six words, the first in capitals, the others capitalized: `BOGOTÁ`, `NEW YORK`, `BÜRGENSTOCK, Switzerland`. A
/// day without a year may stand among them; it tells no date.
fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '/']).filter(|word| !word.is_empty()).collect();
    let capitals = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    (1..=6).contains(&words.len())
        && words.first().is_some_and(capitals)
        && words.iter().all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()))
}

/// Whether the words in brackets spell out the acronym before them: "UN" and "United Nations".
fn is_expansion(acronym: &str, words: &str) -> bool {
    let initials: String =
        words.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    initials == acronym
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn datelines() {
        let read = |text: &'static str| {
            let found = dateline(text).unwrap_or_else(|| panic!("{text}"));
            (found.header.date, found.header.source, &text[found.length..])
        };
        let day = Some(date(2025, 11, 3));
        let agency = || Some("Agency".to_owned());
        assert_eq!(read("BOGOTÁ, Nov 3, 2025 (Agency) — Petro said"), (day, agency(), "Petro said"));
        assert_eq!(read("BOGOTÁ (Agency) - Petro said"), (None, agency(), "Petro said"));
        assert_eq!(read("BOGOTÁ, Nov 3 (Agency) – Petro said"), (None, agency(), "Petro said"));
        assert_eq!(read("BÜRGENSTOCK, Switzerland, 3 November 2025 – The"), (day, None, "The"));
        assert_eq!(read("KAZAN, Russia – Putin"), (None, None, "Putin"));
        assert_eq!(read("NEW YORK, Nov. 3, 2025 (Agency) -- The"), (day, agency(), "The"));
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for text in [
            "Trump — who met Xi on Nov 3, 2025 — left",
            "The UN (United Nations) — founded in 1945 —",
            "UN (United Nations) — founded in 1945",
            "NATO — an alliance",
            "US, China – rivals since 1949 – met",
            "LONDON — The",
            "BOGOTÁ, Nov 3, 2025 (Agency) —",
            "",
            "—",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
