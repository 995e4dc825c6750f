//! The words of a diagram: what is written in shapes, at lines and in tooltips.
//!
//! Nodes, edges and their evidence → short English; `2026-05-04` → "4 May 2026".

use super::text;
use crate::count::counted;
use crate::graph::{EventNode, Evidence};
use crate::vocabulary::{Mode, Status};

/// Longest sentence in a tooltip, in characters.
const LONGEST_QUOTE: usize = 320;
/// Most sentences in a tooltip.
const MOST_QUOTES: usize = 3;

/// A date as people write it: ISO day, month or year → "4 May 2026", "May 2026", "2026". Anything else stays as it is.
pub fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.splitn(3, '-');
    let year = parts.next().unwrap_or("");
    let month =
        parts.next().and_then(|month| month.parse::<usize>().ok()).and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (month, parts.next().map(str::parse::<u8>)) {
        (Some(month), Some(Ok(day))) => format!("{day} {month} {year}"),
        (Some(month), None) => format!("{month} {year}"),
        _ => text::clean(iso),
    }
}

/// What a meeting is called: "Meeting", "Planned visit", "Possible summit".
pub fn meeting(event: &EventNode) -> String {
    let noun = match event.mode {
        Some(mode) => match mode {
            Mode::Meeting => "meeting",
            Mode::Visit => "visit",
            Mode::Summit => "summit",
            Mode::Call => "call",
            Mode::Talks => "talks",
            Mode::Mediation => "mediation",
        },
        None => match event.kind.as_str() {
            "CONSULT" => "meeting",
            "AGREE" => "agreement",
            "COOPERATE" => "cooperation",
            other => &text::name(&other.to_lowercase().replace('_', " "), 24),
        },
    };
    let phrase = match event.status {
        Status::Happened => noun.to_owned(),
        Status::Ongoing => format!("{noun}, under way"),
        Status::Planned => format!("planned {noun}"),
        Status::Possible => format!("possible {noun}"),
        Status::Cancelled => format!("{noun}, called off"),
        Status::Denied => format!("{noun}, denied"),
    };
    capitalized(&phrase)
}

/// What a tie says: `cooperates_with` → "cooperates with".
pub fn tie(kind: &str) -> String {
    text::name(&kind.replace('_', " "), 32)
}

/// How much is behind a line of an overview: "14 meetings and acts in 20 articles".
pub fn behind(events: usize, articles: usize) -> String {
    let noun = if events == 1 { "meeting or act" } else { "meetings and acts" };
    format!("{events} {noun} in {}", counted(articles, "article"))
}

/// An office at the head of a line: "foreign minister" → "Foreign minister".
pub fn office(role: &str, former: bool) -> String {
    let role = capitalized(&text::name(role, 60));
    if former && !role.to_lowercase().starts_with("former") { format!("Former {}", uncapitalized(&role)) } else { role }
}

/// The sentences behind something, each with its source and date, one a line.
pub fn quotes<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut more = 0;
    for evidence in evidence {
        let line = quote(evidence);
        if lines.contains(&line) {
            continue;
        }
        if lines.len() < MOST_QUOTES { lines.push(line) } else { more += 1 }
    }
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}

/// One sentence: “…” — Reuters, 4 May 2026, claimed by Russia.
fn quote(evidence: &Evidence) -> String {
    let source = evidence.source.as_deref().unwrap_or(&evidence.doc);
    let mut line =
        format!("“{}” — {}", text::shorten(&text::clean(&evidence.quote), LONGEST_QUOTE), text::name(source, 60));
    if let Some(day) = evidence.date {
        line.push_str(&format!(", {}", date(&day.to_string())));
    }
    if let Some(claimant) = &evidence.claimed_by {
        line.push_str(&format!(", claimed by {}", text::name(claimant, 60)));
    }
    line
}

/// An address that is safe to link to: `http` or `https`, of printable ASCII without quotes and brackets.
pub fn link(url: &str) -> Option<String> {
    let scheme = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    });
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\`{}|^".contains(&byte));
    (scheme && plain && url.len() <= 2000).then(|| url.to_owned())
}

/// The text with its first letter in capitals.
fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text with its first letter small, unless it starts with an acronym.
fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        assert_eq!(date("2026-05-04"), "4 May 2026");
        assert_eq!(date("2026-12"), "December 2026");
        assert_eq!(date("2026"), "2026");
        assert_eq!(date("2026-13-01"), "2026-13-01");
        assert_eq!(date("soon\n"), "soon");
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(link("https://example.org/a?b=c&d=e").as_deref(), Some("https://example.org/a?b=c&d=e"));
        assert_eq!(link("HTTP://example.org").as_deref(), Some("HTTP://example.org"));
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "https://a b",
            "http://a\"onload=",
            "data:text/html,x",
            "ähttps://a",
            "",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn offices_start_large() {
        assert_eq!(office("foreign minister", false), "Foreign minister");
        assert_eq!(office("President", true), "Former president");
        assert_eq!(office("former president", true), "Former president");
        assert_eq!(office("UN envoy", true), "Former UN envoy");
    }
}
