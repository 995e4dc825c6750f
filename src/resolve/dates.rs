//! ISO days, months and years of events, compared as the stretches of time that they are.

use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;

/// When an event happened or shall, as exactly as the text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventDate {
    /// A day: `2026-05-04`.
    Day(Date),
    /// A month: `2026-05`.
    Month(i16, i8),
    /// A year: `2026`.
    Year(i16),
}

impl EventDate {
    /// Reads `2026-05-04`, `2026-05` or `2026`; anything else is none.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let bytes = text.as_bytes();
        match text.len() {
            4 if digits(text) => Some(Self::Year(text.parse().ok()?)),
            7 if bytes[4] == b'-' && digits(text.get(..4)?) && digits(text.get(5..)?) => {
                let (year, month) = (text.get(..4)?.parse().ok()?, text.get(5..)?.parse().ok()?);
                Date::new(year, month, 1).ok()?;
                Some(Self::Month(year, month))
            }
            10 => Some(Self::Day(text.parse().ok()?)),
            _ => None,
        }
    }

    /// First day of the stretch.
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::ZERO),
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::ZERO),
        }
    }

    /// Last day of the stretch.
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(..) => self.first_day().last_of_month(),
            Self::Year(_) => self.first_day().last_of_year(),
        }
    }

    /// Whether all of the other stretch lies in this one.
    pub fn contains_all_of(self, other: Self) -> bool {
        self.contains(other.first_day()) && self.contains(other.last_day())
    }

    /// Whether the day lies in the stretch.
    pub fn contains(self, day: Date) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }
}

impl fmt::Display for EventDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// The day `days` later (or earlier, when negative); the calendar's end where it would be left.
pub(super) fn shift(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_all_three_precisions() {
        for text in ["2026-05-04", "2026-05", "2026"] {
            assert_eq!(EventDate::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "2026-13", "2026-02-30", "May", "20260504", "2026-5", "二零二六", "+202", "2026-+1"] {
            assert_eq!(EventDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_contains_its_last_day() {
        let month = EventDate::Month(2024, 2);
        assert!(month.contains(jiff::civil::date(2024, 2, 29)));
        assert!(!month.contains(jiff::civil::date(2024, 3, 1)));
    }
}
