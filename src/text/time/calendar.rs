//! Arithmetic on civil dates: numbers of days, months, weeks → intervals. Outside the calendar (years -9999 to 9999): `None`.

use super::expression::Interval;
use jiff::Span;
use jiff::civil::{Date, Weekday};

/// A season of the northern, meteorological year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The two readings of an expression: looking back, looking ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Readings {
    pub past: Option<Interval>,
    pub future: Option<Interval>,
}

impl Readings {
    /// No reading at all.
    pub const NONE: Self = Self { past: None, future: None };

    /// The same both ways.
    pub const fn both(interval: Option<Interval>) -> Self {
        Self { past: interval, future: interval }
    }

    /// Applies `change` to each reading.
    pub fn map(self, change: impl Fn(Interval) -> Option<Interval>) -> Self {
        Self { past: self.past.and_then(&change), future: self.future.and_then(&change) }
    }
}

pub(super) fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

pub(super) fn plus_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// The day with this number, if the month has it.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Interval> {
    Date::new(year, month, day).ok().map(Interval::day)
}

/// The calendar month of a day.
pub(super) fn month_of(day: Date) -> Interval {
    Interval::new(day.first_of_month(), day.last_of_month())
}

pub(super) fn month(year: i16, month: i8) -> Option<Interval> {
    Date::new(year, month, 1).ok().map(month_of)
}

pub(super) fn year(year: i16) -> Option<Interval> {
    let first = Date::new(year, 1, 1).ok()?;
    Some(Interval::new(first, first.last_of_year()))
}

/// The week, Monday to Sunday, of a day.
pub(super) fn week_of(day: Date) -> Option<Interval> {
    let monday = plus_days(day, -i64::from(day.weekday().to_monday_zero_offset()))?;
    Some(Interval::new(monday, plus_days(monday, 6)?))
}

/// The Saturday and Sunday of a day's week.
pub(super) fn weekend_of(day: Date) -> Option<Interval> {
    let sunday = week_of(day)?.end?;
    Some(Interval::new(plus_days(sunday, -1)?, sunday))
}

/// Quarter 1 to 4 of a year.
pub(super) fn quarter(year: i16, quarter: i8) -> Option<Interval> {
    let first = Date::new(year, quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?, 1).ok()?;
    Some(Interval::new(first, plus_months(first, 2)?.last_of_month()))
}

/// The season that begins in this year; winter reaches into the next.
pub(super) fn season(year: i16, season: Season) -> Option<Interval> {
    let first_month = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let first = Date::new(year, first_month, 1).ok()?;
    Some(Interval::new(first, plus_months(first, 2)?.last_of_month()))
}

/// A weekday without more: the nearest at or before, and at or after the anchor. An article of a Tuesday that says "on
/// Tuesday" means its own day.
pub(super) fn weekday(anchor: Date, weekday: Weekday) -> Readings {
    let back = i64::from(anchor.weekday().since(weekday));
    let ahead = i64::from(anchor.weekday().until(weekday));
    Readings { past: plus_days(anchor, -back).map(Interval::day), future: plus_days(anchor, ahead).map(Interval::day) }
}

/// What recurs once a year: its nearest occurrence that has begun at the anchor, and the nearest that is not yet over.
pub(super) fn yearly(anchor: Date, of_year: impl Fn(i16) -> Option<Interval>) -> Readings {
    // Eight years reach the next 29 February from anywhere.
    let near = |step: i16| (0..=8).filter_map(move |n: i16| anchor.year().checked_add(n.checked_mul(step)?));
    Readings {
        past: near(-1).filter_map(&of_year).find(|i| i.start.is_some_and(|start| start <= anchor)),
        future: (anchor.year().checked_sub(1).into_iter().chain(near(1)))
            .filter_map(&of_year)
            .find(|i| i.end.is_some_and(|end| anchor <= end)),
    }
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher's form).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// The part of an interval that "early", "mid" and "late" mean: a third each, by days.
pub(super) fn third(interval: Interval, index: i64) -> Option<Interval> {
    let (start, end) = (interval.start?, interval.end?);
    let days = start.duration_until(end).as_hours() / 24 + 1;
    let from = plus_days(start, days * index / 3)?;
    let to = plus_days(start, days * (index + 1) / 3 - 1)?;
    Some(Interval::new(from, to.max(from)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TUESDAY: Date = date(2026, 5, 5);

    #[test]
    fn easter_by_the_computus() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(date(year, month, day)), "Easter {year}");
        }
    }

    #[test]
    fn weekdays_lie_on_both_sides_and_today_is_both() {
        let readings = weekday(TUESDAY, Weekday::Friday);
        assert_eq!(readings.past, Some(Interval::day(date(2026, 5, 1))));
        assert_eq!(readings.future, Some(Interval::day(date(2026, 5, 8))));
        assert_eq!(weekday(TUESDAY, Weekday::Tuesday), Readings::both(Some(Interval::day(TUESDAY))));
    }

    #[test]
    fn winter_in_january_is_the_one_that_began_last_year() {
        let readings = yearly(date(2026, 1, 15), |y| season(y, Season::Winter));
        assert_eq!(readings.past, season(2025, Season::Winter));
        assert_eq!(readings.future, season(2025, Season::Winter));
    }

    #[test]
    fn leap_days_are_found_across_years() {
        let readings = yearly(date(2026, 1, 15), |y| day(y, 2, 29));
        assert_eq!(readings.past, day(2024, 2, 29));
        assert_eq!(readings.future, day(2028, 2, 29));
    }

    #[test]
    fn thirds_cover_a_month() {
        let may = month_of(TUESDAY);
        assert_eq!(third(may, 0), Some(Interval::new(date(2026, 5, 1), date(2026, 5, 10))));
        assert_eq!(third(may, 2).and_then(|i| i.end), Some(date(2026, 5, 31)));
    }
}
