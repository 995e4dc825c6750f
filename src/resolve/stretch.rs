//! Claims → stretches of time that have nothing to do with one another, so that of a bucket of years only the weeks
//! around a new claim need be decided anew.
//!
//! A claim covers the time from its event to its report and, behind it, as many days as any rule reaches from it to a later
//! claim: a plan may come true weeks later, what has happened is told again within days. Of two claims it is the earlier
//! that must reach the later, so nothing is added before.

use super::dates::{EventDate, shift};
use super::facts::Claim;
use super::timing::reach;
use jiff::civil::Date;

/// From the first to the last day on which a claim or several bear; none of a claim that may be of any time.
pub(crate) type Days = Option<(Date, Date)>;

/// The days on which other claims of the bucket may be about the same event.
pub(crate) fn days(claim: &Claim) -> Days {
    let report = claim.article.date.map(|day| (day, day));
    // A year tells no event from others: of what is reported the report does.
    let dated = claim.date.filter(|date| report.is_none() || !matches!(date, EventDate::Year(_)));
    let event = dated.map(|date| (date.first_day(), date.last_day()));
    let (first, last) = match (event, report) {
        (Some((a, b)), Some((c, d))) => (a.min(c), b.max(d)),
        (event, report) => event.or(report)?,
    };
    Some((first, shift(last, reach(claim))))
}

/// Whether what bears on these days may bear on those.
pub(crate) fn touch(a: Days, b: Days) -> bool {
    match (a, b) {
        (Some((a, b)), Some((c, d))) => c <= b && a <= d,
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
        match stretches.last_mut().filter(|_| end.is_some_and(|end| first <= end)) {
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
    fn what_does_not_overlap_is_of_other_stretches() {
        let days = |from: i8, to: i8| Some((date(2026, 1, from), date(2026, 1, to)));
        assert_eq!(stretches(&[days(20, 25), days(1, 6), days(5, 9)]), [vec![1, 2], vec![0]]);
        assert_eq!(stretches(&[days(1, 4), days(3, 20), days(18, 19), days(30, 31)]), [vec![0, 1, 2], vec![3]]);
        assert_eq!(stretches(&[days(1, 2), None, days(30, 31)]), [vec![0, 1, 2]]);
        assert!(stretches(&[]).is_empty());
        assert!(touch(days(1, 6), days(6, 9)) && !touch(days(1, 5), days(6, 9)) && touch(None, days(6, 9)));
    }
}
