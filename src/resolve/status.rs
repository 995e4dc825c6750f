//! What articles say over time of an event → the status that it has now.

use crate::vocabulary::Status;
use jiff::civil::Date;

/// The status after all reports. The latest report decides, with two exceptions: what has happened is not made a plan
/// again by a later, vaguer article, and of several reports of one day the most decided one counts.
///
/// `reports` are day and status, in any order; undated ones count as the oldest.
pub(super) fn settle(reports: impl IntoIterator<Item = (Option<Date>, Status)>) -> Status {
    let mut reports: Vec<_> = reports.into_iter().collect();
    reports.sort_by_key(|(day, status)| (*day, decidedness(*status)));
    let mut settled: Option<Status> = None;
    for (_, status) in reports {
        let undone = matches!(settled, Some(Status::Happened | Status::Ongoing))
            && matches!(status, Status::Planned | Status::Possible);
        if !undone {
            settled = Some(status);
        }
    }
    settled.unwrap_or(Status::Possible)
}

/// How far a status goes beyond mere prospect: among reports of the same day the highest holds.
const fn decidedness(status: Status) -> u8 {
    match status {
        Status::Possible => 0,
        Status::Planned => 1,
        Status::Denied => 2,
        Status::Cancelled => 3,
        Status::Ongoing => 4,
        Status::Happened => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;
    use jiff::civil::date;

    fn after(reports: &[(i8, Status)]) -> Status {
        settle(reports.iter().map(|(day, status)| (Some(date(2026, 2, *day)), *status)))
    }

    #[test]
    fn a_later_report_moves_the_event_on() {
        assert_eq!(after(&[(3, Happened), (1, Planned)]), Happened);
        assert_eq!(after(&[(1, Planned), (2, Cancelled)]), Cancelled);
        assert_eq!(after(&[(1, Cancelled), (2, Planned)]), Planned);
        assert_eq!(after(&[(1, Ongoing), (2, Happened)]), Happened);
        assert_eq!(after(&[(1, Happened), (2, Denied)]), Denied);
    }

    #[test]
    fn a_vaguer_report_does_not_undo_what_happened() {
        assert_eq!(after(&[(1, Happened), (2, Possible), (3, Planned)]), Happened);
    }

    #[test]
    fn on_one_day_the_most_decided_report_counts() {
        assert_eq!(after(&[(1, Planned), (1, Cancelled), (1, Possible)]), Cancelled);
        assert_eq!(settle([(None, Cancelled), (Some(date(2026, 1, 1)), Planned)]), Planned);
    }
}
