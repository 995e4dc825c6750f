//! Groups of claims by the days they span: which lie in a stretch of time, without looking at all others.

use super::dates::shift;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Spans of days with the indices of their groups.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    by_start: BTreeMap<Date, Vec<(Date, usize)>>,
    /// Days of the longest span.
    longest: i32,
}

impl Calendar {
    /// Of groups by index, each from its first to its last day.
    pub(super) fn of(spans: impl IntoIterator<Item = (usize, (Date, Date))>) -> Self {
        let mut calendar = Self::default();
        for (group, (start, end)) in spans {
            calendar.by_start.entry(start).or_default().push((end, group));
            // Dates lie within ten thousand years, whose days are far fewer than i32 can hold.
            let days = start.until(end).map_or(0, |span| span.get_days());
            calendar.longest = calendar.longest.max(days);
        }
        calendar
    }

    /// The groups that share a day with the stretch, by start.
    pub(super) fn within(&self, first: Date, last: Date) -> impl Iterator<Item = usize> + '_ {
        let earliest = shift(first, -self.longest).min(last);
        self.by_start
            .range(earliest..=last.max(earliest))
            .flat_map(|(_, ends)| ends)
            .filter(move |(end, _)| *end >= first)
            .map(|(_, group)| *group)
    }

    /// Whether a group starts on or after the first day and before the last.
    pub(super) fn starts_between(&self, first: Date, last: Date) -> bool {
        first < last && self.by_start.range(first..last).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn finds_what_shares_a_day() {
        let day = |d| date(2026, 2, d);
        let calendar = Calendar::of([(0, (day(1), day(10))), (1, (day(5), day(5))), (2, (day(20), day(21)))]);
        assert_eq!(calendar.within(day(6), day(8)).collect::<Vec<_>>(), [0]);
        assert_eq!(calendar.within(day(5), day(20)).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(calendar.within(day(11), day(19)).count(), 0);
        assert!(calendar.starts_between(day(5), day(6)));
        assert!(!calendar.starts_between(day(6), day(6)));
        assert!(!calendar.starts_between(day(6), day(20)));
    }
}
