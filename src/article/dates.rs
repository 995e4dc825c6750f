//! Days as articles and their metadata write them → a calendar day.
//!
//! `"2025-11-03T10:00:00Z"`, `"Monday, 3 November 2025"`, `"Nov. 3rd, 2025 10:30 GMT"` → 2025-11-03. Orders that two
//! readers would take differently (`03/11/2025`) are not guessed.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads a day that fills `text`: nothing but the day, a weekday and a time of day may stand there.
pub(super) fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    leading_iso_day(text).or_else(|| numeric_day(text)).or_else(|| day_in_words(text))
}

/// `2025-11-03`, `2025/11/03`, `20251103`, alone or before a time.
fn leading_iso_day(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let digits = text.get(range)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let (year, month, day, rest) = match text.as_bytes().get(4)? {
        separator @ (b'-' | b'/') if text.as_bytes().get(7) == Some(separator) => {
            (digits(0..4)?, digits(5..7)?, digits(8..10)?, text.get(10..)?)
        }
        _ => (digits(0..4)?, digits(4..6)?, digits(6..8)?, text.get(8..)?),
    };
    let rest_is_time = rest.chars().next().is_none_or(|c| c == 'T' || c.is_whitespace());
    if rest_is_time { civil(year, month, day) } else { None }
}

/// `25/12/2025` or `12/25/2025` where one number cannot be a month; `3.11.2025`, which is day first everywhere.
fn numeric_day(text: &str) -> Option<Date> {
    let (separator, parts): (char, Vec<&str>) =
        ['/', '.', '-'].into_iter().find(|c| text.contains(*c)).map(|c| (c, text.split(c).collect()))?;
    let [first, second, year] = parts[..] else { return None };
    if year.len() != 4 || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?);
    match (separator, first, second) {
        ('.', day, month) => civil(year, month, day),
        (_, day, month) if day > 12 || day == month => civil(year, month, day),
        (_, month, day) if day > 12 => civil(year, month, day),
        _ => None,
    }
}

/// `Monday, 3 November 2025`, `Nov. 3rd, 2025`, `Mon, 03 Nov 2025 10:00:00 GMT`.
fn day_in_words(text: &str) -> Option<Date> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split([' ', ',', '\u{a0}', '\t', '|', '·']).filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches('.').to_lowercase();
        if let Some(number) = month_of(&word) {
            // "May" may not follow a whole date, and a second month is no date at all.
            if month.replace(number).is_some() {
                return None;
            }
        } else if month.is_some() && day.is_some() && year.is_some() {
            if !is_time(&word) {
                return None;
            }
        } else if let Some(number) = whole_number(&word) {
            let slot = if number > 31 { &mut year } else { &mut day };
            if slot.replace(number).is_some() {
                return None;
            }
        } else if !is_weekday(&word) && !matches!(word.as_str(), "on" | "the" | "of") {
            return None;
        }
    }
    civil(year?, month?, day?)
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `3`, `03`, `3rd`, `2025`.
fn whole_number(word: &str) -> Option<i16> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// One-based month of a name or its abbreviation ("Nov", "Sept").
fn month_of(word: &str) -> Option<i16> {
    let position = MONTHS.iter().position(|month| abbreviates(word, month))?;
    i16::try_from(position + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|weekday| abbreviates(word, weekday))
}

fn abbreviates(word: &str, name: &str) -> bool {
    word == name || ((3..=4).contains(&word.len()) && name.starts_with(word))
}

/// `10:30`, `at`, `GMT`, `+0100`, `a.m`: what may follow a day on its line.
fn is_time(word: &str) -> bool {
    const WORDS: [&str; 14] =
        ["at", "am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "et", "cet", "cest", "bst", "z"];
    WORDS.contains(&word) || word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '+' | '-' | '.' | 'h'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_as_they_are_written() {
        for text in [
            "2025-11-03",
            "2025-11-03T23:30:00-05:00",
            "2025/11/03 10:00",
            "20251103",
            "3 November 2025",
            "Nov. 3, 2025",
            "Monday, November 3rd, 2025",
            "Mon, 03 Nov 2025 10:00:00 +0000",
            "November 3, 2025 at 10:30 a.m. GMT",
            "3.11.2025",
        ] {
            assert_eq!(parse_day(text), Some(date(2025, 11, 3)), "{text}");
        }
        assert_eq!(parse_day("12/25/2025"), Some(date(2025, 12, 25)));
        assert_eq!(parse_day("4 May 2026"), Some(date(2026, 5, 4)));
    }

    #[test]
    fn what_is_no_day_or_could_be_two() {
        for text in [
            "03/11/2025",
            "November 2025",
            "2025",
            "31 November 2025",
            "May 4, 2026 was a Monday",
            "Macron met Scholz on 3 May 2024",
            "2025-11-03abc",
            "",
            "é025-11-03",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
