//! Front matter of Markdown → title, date, source, address; simple `key: value` lines between two lines of `---`.

use super::dates::parse_day;
use super::draft::Header;

/// Splits a text into what its front matter says and the body behind it. A text without front matter is all body.
pub(super) fn split_front_matter(text: &str) -> (Header, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let mut rest = text;
    let mut fields = Vec::new();
    let mut opened = false;
    while let Some((line, after)) = next_line(rest) {
        rest = after;
        match (line.trim_end(), opened) {
            ("---", false) => opened = true,
            ("---" | "...", true) => return (header_of(&fields), rest),
            (line, true) => fields.push(line),
            (_, false) => break,
        }
    }
    (Header::default(), text)
}

fn next_line(text: &str) -> Option<(&str, &str)> {
    (!text.is_empty()).then(|| text.split_once('\n').unwrap_or((text, "")))
}

fn header_of(fields: &[&str]) -> Header {
    let mut header = Header::default();
    for (key, value) in fields.iter().filter_map(|line| line.split_once(':')) {
        let value = unquote(value.trim());
        if value.is_empty() {
            continue;
        }
        let text = Some(value.to_owned());
        header.complete_with(match key.trim().to_lowercase().as_str() {
            "title" => Header { title: text, ..Header::default() },
            "date" | "published" => Header { date: parse_day(value), ..Header::default() },
            "source" | "publisher" => Header { source: text, ..Header::default() },
            "url" | "link" => Header { url: text, ..Header::default() },
            _ => Header::default(),
        });
    }
    header
}

fn unquote(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote).and_then(|inner| inner.strip_suffix(*quote)))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fields_and_body() {
        let (header, body) = split_front_matter(
            "---\r\ntitle: 'Talks: day one'\r\ndate: 3 November 2025\r\ntags:\r\n  - a\r\n---\r\nBody",
        );
        assert_eq!(header.title.as_deref(), Some("Talks: day one"));
        assert_eq!(header.date, Some(date(2025, 11, 3)));
        assert_eq!(body, "Body");
    }

    #[test]
    fn what_is_no_front_matter_is_body() {
        for text in ["They met.", "---\ntitle: never closed", "--- \u{2014}", "", "a\n---\nb\n---\n"] {
            assert_eq!(split_front_matter(text), (Header::default(), text), "{text}");
        }
    }
}
