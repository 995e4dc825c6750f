//! Claims of one type and one set of parties → groups, each about one happening.
//!
//! In order of how well the date tells: claims of the same day are one; claims of a month join the only day in it;
//! undated ones join the only dated event next to their report, or form a chain of reports close in time. An undated
//! plan joins the only event that follows within thirty days. Whatever could go to two groups goes to neither.
//! Every step looks at the sorted whole, never at the order of arrival.

use super::dates::{EventDate, shift};
use super::events::Signature;
use super::facts::{Claim, EntityKey, JoinRule};
use super::name::fold;
use super::places::Places;
use crate::vocabulary::{Mode, Status};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How many days after its report a plan may come true.
const PLAN_DAYS: i32 = 30;

/// Claims about one happening.
pub(super) struct Group {
    /// Indices of the claims, ascending, with the rule that brought each in.
    pub(super) members: Vec<(usize, JoinRule)>,
    /// The day or month that tells the event from others; none where only the reports do.
    pub(super) date: Option<EventDate>,
    /// The place, where events of the same date are told apart by it.
    pub(super) venue: Option<String>,
}

/// Sorts the claims, which are in canonical order, into groups.
pub(super) fn groups(claims: &[Claim], signature: &Signature, places: &Places) -> Vec<Group> {
    let mut grouping = Grouping { claims, telling: signature.is_telling(), places, groups: Vec::new() };
    grouping.days();
    grouping.months();
    let (reported, unreported) = grouping.undated();
    let (real, plans): (Vec<_>, Vec<_>) = reported.into_iter().partition(|i| is_real(claims[*i].status));
    grouping.reports(real);
    grouping.plans(plans);
    grouping.sentences(unreported);
    for group in &mut grouping.groups {
        group.members.sort_unstable();
        if let [(_, rule)] = group.members.as_mut_slice() {
            *rule = JoinRule::Itself;
        }
    }
    grouping.groups
}

const fn is_real(status: Status) -> bool {
    matches!(status, Status::Happened | Status::Ongoing)
}

struct Grouping<'a> {
    claims: &'a [Claim],
    telling: bool,
    places: &'a Places,
    groups: Vec<Group>,
}

impl Grouping<'_> {
    /// Claims of the same day.
    fn days(&mut self) {
        let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (i, claim) in self.claims.iter().enumerate() {
            if let Some(EventDate::Day(day)) = claim.date {
                days.entry(day).or_default().push(i);
            }
        }
        for (day, members) in days {
            let parts = if self.telling { vec![(None, members)] } else { self.split_by_place(members) };
            let split = parts.len() > 1;
            for (venue, members) in parts {
                let venue = split.then(|| venue.map_or_else(|| "no named place".into(), |v| v.to_string()));
                self.add(members, JoinRule::SameDay, Some(EventDate::Day(day)), venue);
            }
        }
    }

    /// Claims that name a month only.
    fn months(&mut self) {
        let mut months: BTreeMap<(i16, i8), Vec<usize>> = BTreeMap::new();
        for (i, claim) in self.claims.iter().enumerate() {
            if let Some(EventDate::Month(year, month)) = claim.date {
                months.entry((year, month)).or_default().push(i);
            }
        }
        for ((year, month), members) in months {
            let date = EventDate::Month(year, month);
            let parts = self.split_by_place(members);
            let split = parts.len() > 1;
            for (venue, members) in parts {
                let in_month = |g: &Group| g.day().is_some_and(|day| date.contains(day));
                match self.only_candidate(&members, in_month) {
                    Some(group) => self.join(group, members, JoinRule::DayInMonth),
                    None => {
                        let venue = split.then(|| venue.map_or_else(|| "no named place".into(), |v| v.to_string()));
                        self.add(members, JoinRule::SameMonth, Some(date), venue);
                    }
                }
            }
        }
    }

    /// Claims without day or month: those of dated articles, and the others.
    fn undated(&self) -> (Vec<usize>, Vec<usize>) {
        let loose = |i: &usize| !matches!(self.claims[*i].date, Some(EventDate::Day(_) | EventDate::Month(..)));
        (0..self.claims.len()).filter(loose).partition(|i| self.claims[*i].article.date.is_some())
    }

    /// Undated claims that it happened: at a dated event just before the report, or a chain of close reports.
    fn reports(&mut self, members: Vec<usize>) {
        let days = if self.telling { 3 } else { 1 };
        let dated = self.groups.len();
        let mut rest = Vec::new();
        for i in members {
            let Some(report) = self.claims[i].article.date else { continue };
            let just_before = |g: &Group| g.day().is_some_and(|day| shift(report, -days) <= day && day <= report);
            match self.only_candidate(&[i], just_before) {
                // Chains are not yet among the groups, so every candidate is a dated one.
                Some(group) if group < dated => self.join(group, vec![i], JoinRule::ReportedAtDate),
                _ => rest.push(i),
            }
        }
        let gap = if self.telling { 3 } else { 0 };
        for chain in self.chains(rest, gap, &[]) {
            self.split_and_add(chain);
        }
    }

    /// Undated plans, hopes and cancellations: chains of reports, which join the only event that follows.
    fn plans(&mut self, members: Vec<usize>) {
        let events: Vec<Date> =
            self.groups.iter().filter_map(|g| g.span(self.claims)).map(|(start, _)| start).collect();
        let followable = self.groups.len();
        let gap = if self.telling { 14 } else { 3 };
        let mut parts = Vec::new();
        for chain in self.chains(members, gap, &events) {
            parts.extend(self.split(chain));
        }
        for (rule, members) in parts {
            let last = members.iter().filter_map(|i| self.claims[*i].article.date).max();
            let follows = |g: &Group| {
                g.span(self.claims)
                    .zip(last)
                    .is_some_and(|((start, end), last)| end >= last && start <= shift(last, PLAN_DAYS))
            };
            match self.only_candidate_among(followable, &members, follows) {
                Some(group) => self.join(group, members, JoinRule::PlanFollowed),
                None => self.add(members, rule, None, None),
            }
        }
    }

    /// Undated claims of undated articles: only the same sentence is the same claim.
    fn sentences(&mut self, members: Vec<usize>) {
        for same in self.by_sentence(members) {
            self.add(same, JoinRule::SameSentence, None, None);
        }
    }

    fn add(&mut self, members: Vec<usize>, rule: JoinRule, date: Option<EventDate>, venue: Option<String>) {
        let members = members.into_iter().map(|i| (i, rule)).collect();
        self.groups.push(Group { members, date, venue });
    }

    fn join(&mut self, group: usize, members: Vec<usize>, rule: JoinRule) {
        if let Some(group) = self.groups.get_mut(group) {
            group.members.extend(members.into_iter().map(|i| (i, rule)));
        }
    }

    /// The one group that fits and that all of the claims can belong to; none if there are more.
    fn only_candidate(&self, members: &[usize], fits: impl Fn(&Group) -> bool) -> Option<usize> {
        self.only_candidate_among(self.groups.len(), members, fits)
    }

    fn only_candidate_among(&self, first: usize, members: &[usize], fits: impl Fn(&Group) -> bool) -> Option<usize> {
        let mut candidates = self.groups[..first]
            .iter()
            .enumerate()
            .filter(|(_, g)| fits(g) && members.iter().all(|i| self.agrees(g, &self.claims[*i])));
        let only = candidates.next()?.0;
        candidates.next().is_none().then_some(only)
    }

    /// Whether place, form, year and topics of the claim speak against none of the group's.
    fn agrees(&self, group: &Group, claim: &Claim) -> bool {
        let year_agrees = match (claim.date, group.day()) {
            (Some(year @ EventDate::Year(_)), Some(day)) => year.contains(day),
            _ => true,
        };
        year_agrees
            && group.members.iter().map(|(i, _)| &self.claims[*i]).all(|other| {
                is_call(other) == is_call(claim)
                    && other.article.doc != claim.article.doc
                    && (self.telling
                        || self.places.agree(other.place.as_ref(), claim.place.as_ref())
                            && (other.topics.is_empty()
                                || claim.topics.is_empty()
                                || !other.topics.is_disjoint(&claim.topics)))
            })
    }

    /// Runs of claims whose reports lie no more than `gap` days apart, broken where an event comes between.
    fn chains(&self, members: Vec<usize>, gap: i32, events: &[Date]) -> Vec<Vec<usize>> {
        let mut chains: Vec<Vec<usize>> = Vec::new();
        let mut last: Option<Date> = None;
        for i in members {
            let Some(report) = self.claims[i].article.date else { continue };
            let near = last.is_some_and(|last| {
                report <= shift(last, gap) && !events.iter().any(|event| last <= *event && *event < report)
            });
            match chains.last_mut() {
                Some(chain) if near => chain.push(i),
                _ => chains.push(vec![i]),
            }
            last = Some(report);
        }
        chains
    }

    fn split_and_add(&mut self, members: Vec<usize>) {
        for (rule, members) in self.split(members) {
            self.add(members, rule, None, None);
        }
    }

    /// Parts that agree in form and place and hold no two claims of one article, which its extraction told apart.
    fn split(&self, members: Vec<usize>) -> Vec<(JoinRule, Vec<usize>)> {
        let (calls, others): (Vec<_>, Vec<_>) = members.into_iter().partition(|i| is_call(&self.claims[*i]));
        let mut parts = Vec::new();
        for same_form in [calls, others] {
            for (_, same_place) in self.split_by_place(same_form) {
                let mut per_doc: BTreeMap<&str, usize> = BTreeMap::new();
                for i in &same_place {
                    *per_doc.entry(&self.claims[*i].article.doc).or_default() += 1;
                }
                let (single, repeated): (Vec<_>, Vec<_>) =
                    same_place.iter().copied().partition(|i| per_doc[self.claims[*i].article.doc.as_str()] == 1);
                if !single.is_empty() {
                    parts.push((JoinRule::ReportedTogether, single));
                }
                parts.extend(self.by_sentence(repeated).into_iter().map(|same| (JoinRule::SameSentence, same)));
            }
        }
        parts
    }

    /// Parts by place, each with its innermost place. Claims that name none, or a place around several, go with the
    /// others where there is but one place to go with.
    fn split_by_place(&self, members: Vec<usize>) -> Vec<(Option<EntityKey>, Vec<usize>)> {
        let named: BTreeSet<&EntityKey> = members.iter().filter_map(|i| self.claims[*i].place.as_ref()).collect();
        let inner: Vec<&EntityKey> =
            named.iter().copied().filter(|p| !named.iter().any(|q| self.places.lies_in(q, p))).collect();
        let mut parts: BTreeMap<Option<EntityKey>, Vec<usize>> = BTreeMap::new();
        for i in members {
            let place = self.claims[i].place.as_ref();
            let mut homes = inner.iter().filter(|p| self.places.agree(Some(p), place));
            let home = match (homes.next(), homes.next()) {
                (Some(only), None) => Some((*only).clone()),
                _ => place.cloned(),
            };
            parts.entry(home).or_default().push(i);
        }
        parts.into_iter().collect()
    }

    /// Parts that quote the same sentence for the same trigger.
    fn by_sentence(&self, members: Vec<usize>) -> Vec<Vec<usize>> {
        let mut same: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for i in members {
            let claim = &self.claims[i];
            same.entry((fold(&claim.quote), fold(&claim.trigger))).or_default().push(i);
        }
        same.into_values().collect()
    }
}

impl Group {
    /// The event's day, where it is known.
    fn day(&self) -> Option<Date> {
        match self.date {
            Some(EventDate::Day(day)) => Some(day),
            _ => None,
        }
    }

    /// The days between which the event took place: of its date, else of its reports.
    fn span(&self, claims: &[Claim]) -> Option<(Date, Date)> {
        if let Some(date) = self.date {
            return Some((date.first_day(), date.last_day()));
        }
        let mut reports = self.members.iter().filter_map(|(i, _)| claims[*i].article.date);
        let first = reports.next()?;
        Some(reports.fold((first, first), |(start, end), day| (start.min(day), end.max(day))))
    }
}

fn is_call(claim: &Claim) -> bool {
    claim.mode == Some(Mode::Call)
}
