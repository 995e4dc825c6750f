//! Lines that say when, where and by whom an article was published → title, date, source, address.
//!
//! `"Published: 3 November 2025"` → the date; `"By Ana Ruiz"` → nothing, but no sentence either. Only what is unambiguous
//! is taken.

use super::dates::parse_day;
use super::draft::Header;

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
}
