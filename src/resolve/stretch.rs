//! Claims → stretches of time that have nothing to do with one another, so that of a bucket of years only the weeks
//! around a new claim need be decided anew.
//!
//! No rule joins what lies further apart than [`WINDOW`]; a claim covers the time from its event to its report.

use super::dates::shift;
use super::facts::Claim;
use super::timing::WINDOW;
use jiff::civil::Date;

/// From the first to the last day of a claim or of several; none of a claim that may be of any time.
pub(crate) type Days = Option<(Date, Date)>;

/// The days from a claim's event to its report.
pub(crate) fn days(claim: &Claim) -> Days {
    let event = claim.date.map(|date| (date.first_day(), date.last_day()));
    let report = claim.article.date.map(|day| (day, day));
    match (event, report) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (event, report) => event.or(report),
    }
}

/// Whether what happened in these days may bear on what happened in those.
pub(crate) fn touch(a: Days, b: Days) -> bool {
    match (a, b) {
        (Some((a, b)), Some((c, d))) => c <= shift(b, WINDOW) && a <= shift(d, WINDOW),
        _ => true,
    }
}

/// Sorts days into stretches, each with the indices of its members, ascending.
pub(crate) fn stretches(all: &[Days]) -> Vec<Vec<usize>> {
    if all.iter().any(Option::is_none) {
        return vec![(0..all.len()).collect()];
    }
    let mut order: Vec<(Date, Date, usize)> =
        all.iter().enumerate().filter_map(|(i, days)| days.map(|(first, last)| (first, last, i))).collect();
    order.sort_unstable();
    let mut stretches: Vec<Vec<usize>> = Vec::new();
    let mut end: Option<Date> = None;
    for (first, last, i) in order {
        match stretches.last_mut().filter(|_| end.is_some_and(|end| first <= shift(end, WINDOW))) {
            Some(stretch) => stretch.push(i),
            None => stretches.push(vec![i]),
        }
        end = end.max(Some(last));
    }
    stretches.iter_mut().for_each(|stretch| stretch.sort_unstable());
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_lies_far_apart_is_of_other_stretches() {
        let day = |month, day| Some((date(2026, month, day), date(2026, month, day)));
        let long = Some((date(2026, 1, 10), date(2026, 4, 1)));
        assert_eq!(stretches(&[day(6, 1), day(1, 1), day(1, 30)]), [vec![1, 2], vec![0]]);
        assert_eq!(stretches(&[day(1, 1), long, day(5, 1), day(9, 9)]), [vec![0, 1, 2], vec![3]]);
        assert_eq!(stretches(&[day(1, 1), None, day(9, 9)]), [vec![0, 1, 2]]);
        assert!(stretches(&[]).is_empty());
    }

    #[test]
    fn neighbours_touch() {
        let day = |month, day| Some((date(2026, month, day), date(2026, month, day)));
        assert!(touch(day(1, 1), day(2, 3)) && touch(day(2, 3), day(1, 1)));
        assert!(!touch(day(1, 1), day(2, 4)));
        assert!(touch(None, day(1, 1)));
    }
}
