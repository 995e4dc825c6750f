//! When two groups of claims can speak of the same time: of one day, of a day and its report, of a plan and what came
//! of it.

use super::bucket::Bucket;
use super::dates::{EventDate, shift};
use super::event_types::EventTypes;
use super::facts::{Claim, JoinRule};
use super::group::Group;
use super::outline::is_real;
use jiff::civil::Date;

/// How many days after its report an undated plan may come true.
pub(super) const PLAN_DAYS: i32 = 30;
/// Groups further apart than this are never one.
pub(super) const WINDOW: i32 = PLAN_DAYS + 3;
/// The same for a plan of which only one party is named, but also the place.
const SINGLE_PLAN_DAYS: i32 = 7;
/// How many days later it is still told as news that two parties consulted.
const TELLING_DAYS: i32 = 3;
/// The same of anything else, and how far apart copies of a report appear.
const NEXT_DAY: i32 = 1;

/// How many days the last day of a claim can lie before the first day of another one that bears on it: no gap below is
/// wider, nor the day between copies.
pub(super) fn reach(claim: &Claim) -> i32 {
    match claim.kind.as_str() {
        _ if !is_real(claim) => PLAN_DAYS,
        "CONSULT" => TELLING_DAYS,
        _ => NEXT_DAY,
    }
}

/// How far reports of one event lie apart, in days.
#[derive(Debug)]
pub(super) struct Gaps {
    /// Whether type and parties tell so much that it takes no place or topic to tell the event.
    pub(super) telling: bool,
    /// Whether but one party is named.
    pub(super) single: bool,
    /// An undated report behind the day of the event.
    pub(super) behind: i32,
    /// Two undated reports that it happened.
    pub(super) reports: i32,
    /// Two undated reports that it is planned.
    pub(super) plans: i32,
}

impl Gaps {
    /// The same two rarely meet twice in three days, or agree on two days running; attacks and accusations repeat daily.
    pub(super) fn of(bucket: &Bucket, types: &EventTypes) -> Self {
        let single = bucket.is_single();
        if bucket.is_telling() {
            return Self { telling: true, single, behind: TELLING_DAYS, reports: TELLING_DAYS, plans: 14 };
        }
        let mutual = types.is_symmetric(&bucket.kind) && !single;
        Self { telling: false, single, behind: if mutual { NEXT_DAY } else { 0 }, reports: 0, plans: 3 }
    }
}

/// The rule by which two groups can be one event, if their times allow it. Of groups of the same parties only what
/// [`group`](super::group) does not decide: a month and a report in it, and copies a day apart.
pub(super) fn relation(a: &Group, b: &Group, gaps: &Gaps, same_parties: bool) -> Option<JoinRule> {
    // The better dated first.
    let (a, b) = if precision(a.date) <= precision(b.date) { (a, b) } else { (b, a) };
    if !years_agree(a, b) || !years_agree(b, a) {
        return None;
    }
    let rule = match (a.date, b.date) {
        (Some(EventDate::Month(..)), None) => in_month(a, b, gaps).then_some(JoinRule::ReportedInMonth)?,
        (None, None) if same_parties => copies(a, b).then_some(JoinRule::NearSentence)?,
        _ if same_parties => return None,
        (Some(EventDate::Day(x)), Some(EventDate::Day(y))) => (x == y).then_some(JoinRule::PartiesSameDay)?,
        (Some(x), Some(y)) => {
            (x == y || x.contains_all_of(y) || y.contains_all_of(x)).then_some(JoinRule::PartiesMonth)?
        }
        (Some(day), None) => at_day(day.first_day(), a, b, gaps)?,
        (None, _) => undated(a, b, gaps)?,
    };
    Some(rule)
}

/// Days before months before nothing.
pub(super) const fn precision(date: Option<EventDate>) -> u8 {
    match date {
        Some(EventDate::Day(_)) => 0,
        Some(EventDate::Month(..)) => 1,
        Some(EventDate::Year(_)) => 2,
        None => 3,
    }
}

/// A group of a known day, and an undated one.
fn at_day(day: Date, dated: &Group, other: &Group, gaps: &Gaps) -> Option<JoinRule> {
    let (first, last) = other.outline.reports?;
    if other.outline.real {
        return (day <= first && first <= shift(day, gaps.behind)).then_some(JoinRule::PartiesReported);
    }
    let called_off = || {
        let announced = dated.outline.reports.is_some_and(|(announced, _)| announced <= last);
        !dated.outline.real && announced && shift(last, -gaps.behind) <= day
    };
    let follows = || first <= day && !gaps.single;
    let fits = if other.outline.void { called_off() } else { follows() };
    (fits && day <= shift(last, PLAN_DAYS)).then_some(JoinRule::PartiesPlan)
}

/// Two groups without a date.
fn undated(a: &Group, b: &Group, gaps: &Gaps) -> Option<JoinRule> {
    let (a, b) = if a.outline.reports <= b.outline.reports { (a, b) } else { (b, a) };
    let ((_, last), (first, _)) = (a.outline.reports?, b.outline.reports?);
    let within = |days: i32| first <= shift(last, days);
    match (a.outline.real, b.outline.real) {
        (true, true) => within(gaps.reports).then_some(JoinRule::PartiesReported),
        (false, false) => within(gaps.plans).then_some(JoinRule::PartiesPlan),
        (false, true) => {
            let days = if !gaps.single {
                PLAN_DAYS
            } else if a.outline.names_place() && b.outline.names_place() {
                SINGLE_PLAN_DAYS
            } else {
                return None;
            };
            (!a.outline.void && last <= first && within(days)).then_some(JoinRule::PartiesPlan)
        }
        (true, false) => None,
    }
}

/// A plan for a month, and undated reports in the month that it came about. Where type and parties tell enough, the
/// month may also be told of afterwards.
fn in_month(month: &Group, other: &Group, gaps: &Gaps) -> bool {
    let reported = |date: EventDate| other.outline.reports.is_some_and(|(first, _)| date.contains(first));
    other.outline.real && (!month.outline.real || gaps.telling) && !gaps.single && month.date.is_some_and(reported)
}

/// Reports with almost the same sentence, a day apart at most: copies of one report.
fn copies(a: &Group, b: &Group) -> bool {
    let (a, b) = if a.outline.reports <= b.outline.reports { (a, b) } else { (b, a) };
    let near = match (a.outline.reports, b.outline.reports) {
        (Some((_, last)), Some((first, _))) => first <= shift(last, NEXT_DAY),
        _ => false,
    };
    near && a.outline.real == b.outline.real && a.outline.quotes_alike(&b.outline)
}

/// Whether the other's time lies in every year that claims of the group name.
fn years_agree(group: &Group, other: &Group) -> bool {
    let Some((first, last)) = other.span() else { return true };
    group.outline.years.iter().all(|year| (first.year()..=last.year()).contains(year))
}
