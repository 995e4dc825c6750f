//! Claims of one type and one set of parties → groups, each about one happening.
//!
//! In order of how well the date tells: claims of the same day are one; claims of a month join the only day in it;
//! undated ones join the only dated event next to their report, or form a chain of reports close in time. An undated
//! plan joins the only event that follows within thirty days. Whatever could go to two groups goes to neither.
//! Every step weighs all its claims against the groups of the steps before, never against one another in the order of
//! arrival, so the result hangs on the set of claims alone.

use super::calendar::Calendar;
use super::dates::{EventDate, shift};
use super::facts::{Claim, EntityKey, JoinRule};
use super::outline::{Outline, is_real};
use super::partition::{by_article, by_form, by_place, by_sentence, by_trace};
use super::places::Places;
use super::timing::{Gaps, PLAN_DAYS};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Claims about one happening.
pub(super) struct Group {
    /// Indices of the claims, ascending, with the rule that brought each in.
    pub(super) members: Vec<(usize, JoinRule)>,
    /// The day or month that tells the event from others; none where only the reports do.
    pub(super) date: Option<EventDate>,
    /// The place, where events of the same date are told apart by it.
    pub(super) venue: Option<String>,
    pub(super) outline: Outline,
}

impl Group {
    /// A group of claims, in canonical order, that people hold for one happening.
    pub(super) fn decided<'a>(claims: impl Iterator<Item = &'a Claim> + Clone) -> Self {
        let date = claims.clone().filter_map(|claim| claim.date).find(|date| !matches!(date, EventDate::Year(_)));
        Self { members: Vec::new(), date, venue: None, outline: Outline::of(claims) }
    }

    /// The event's day, where it is known.
    fn day(&self) -> Option<Date> {
        match self.date {
            Some(EventDate::Day(day)) => Some(day),
            _ => None,
        }
    }

    /// The days between which the event took place: of its date, else of its reports.
    pub(super) fn span(&self) -> Option<(Date, Date)> {
        self.date.map(|date| (date.first_day(), date.last_day())).or(self.outline.reports)
    }
}

/// Sorts the claims, which are in canonical order, into groups.
pub(super) fn groups(claims: &[Claim], gaps: &Gaps, places: &Places) -> Vec<Group> {
    let mut grouping = Grouping { claims, gaps, places, groups: Vec::new() };
    grouping.days();
    grouping.months();
    let loose = |i: &usize| !matches!(claims[*i].date, Some(EventDate::Day(_) | EventDate::Month(..)));
    let (reported, unreported): (Vec<_>, Vec<_>) =
        (0..claims.len()).filter(loose).partition(|i| claims[*i].article.date.is_some());
    let (real, plans): (Vec<_>, Vec<_>) = reported.into_iter().partition(|i| is_real(&claims[*i]));
    grouping.reports(real);
    grouping.plans(plans);
    for (rule, same) in by_sentence(claims, unreported) {
        grouping.add(same, rule, None, None);
    }
    for group in &mut grouping.groups {
        group.members.sort_unstable();
        if let [(_, rule)] = group.members.as_mut_slice() {
            *rule = JoinRule::Itself;
        }
    }
    grouping.groups
}

struct Grouping<'a> {
    claims: &'a [Claim],
    gaps: &'a Gaps,
    places: &'a Places,
    groups: Vec<Group>,
}

impl Grouping<'_> {
    /// Claims of the same day.
    fn days(&mut self) {
        for (date, members) in self.dated(|date| matches!(date, EventDate::Day(_))) {
            if self.gaps.telling {
                self.add(members, JoinRule::SameDay, Some(date), None);
            } else {
                let parts = by_place(self.claims, &members, self.places);
                self.add_parts(parts, JoinRule::SameDay, date);
            }
        }
    }

    /// Claims that name a month only: they join its only event, or are one of their own.
    fn months(&mut self) {
        let calendar = self.calendar(|g| g.day().is_some());
        let mut apart = Vec::new();
        let mut joins = Vec::new();
        for (date, members) in self.dated(|date| matches!(date, EventDate::Month(..))) {
            let mut parts = by_place(self.claims, &members, self.places);
            parts.retain(|(_, members)| {
                let found = self.only_candidate(calendar.within(date.first_day(), date.last_day()), members);
                joins.extend(found.map(|group| (group, members.clone())));
                found.is_none()
            });
            apart.push((date, parts));
        }
        self.join_all(joins, JoinRule::DayInMonth);
        for (date, parts) in apart {
            self.add_parts(parts, JoinRule::SameMonth, date);
        }
    }

    /// Undated claims that it happened: at a dated event just before the report, or a chain of close reports.
    fn reports(&mut self, members: Vec<usize>) {
        let gaps = self.gaps;
        let calendar = self.calendar(|g| g.day().is_some());
        let mut rest = Vec::new();
        // By group and article, to see which articles have more than one claim for a group.
        let mut joining: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
        for i in members {
            let Some(report) = self.claims[i].article.date else { continue };
            match self.only_candidate(calendar.within(shift(report, -gaps.behind), report), &[i]) {
                Some(group) => joining.entry((group, &self.claims[i].article.doc)).or_default().push(i),
                None => rest.push(i),
            }
        }
        let mut joins = Vec::new();
        for ((group, _), claims) in joining {
            match claims.as_slice() {
                [_] => joins.push((group, claims)),
                _ => rest.extend(claims),
            }
        }
        self.join_all(joins, JoinRule::ReportedAtDate);
        rest.sort_unstable();
        for chain in self.chains(rest, gaps.reports, &Calendar::default()) {
            for (rule, part) in self.alike(chain) {
                let parts = if gaps.telling { vec![part] } else { by_trace(self.claims, &part, gaps.single) };
                for part in parts {
                    self.add(part, rule, None, None);
                }
            }
        }
    }

    /// Undated plans, hopes and cancellations: chains of reports, which join the only event that follows, or the only
    /// planned one that they call off.
    fn plans(&mut self, members: Vec<usize>) {
        let calendar = self.calendar(|_| true);
        let mut joins = Vec::new();
        let mut apart = Vec::new();
        for chain in self.chains(members, self.gaps.plans, &calendar) {
            for (rule, part) in self.alike(chain) {
                match self.fate_of(&part, &calendar) {
                    Some((group, rule)) => joins.push((group, rule, part)),
                    None => apart.push((rule, part)),
                }
            }
        }
        for (group, rule, part) in joins {
            self.join_all(vec![(group, part)], rule);
        }
        for (rule, part) in apart {
            // A single party's plans have nothing but the type in common.
            let parts = if self.gaps.single { by_sentence(self.claims, part) } else { vec![(rule, part)] };
            for (rule, part) in parts {
                self.add(part, rule, None, None);
            }
        }
    }

    /// The only event that a plan can have become, or that a cancellation can speak of. A plan called off is followed
    /// by no event: the next one is a new plan's. Nor is a plan of which only one party is named.
    fn fate_of(&self, plan: &[usize], calendar: &Calendar) -> Option<(usize, JoinRule)> {
        let last = plan.iter().max_by_key(|i| self.claims[**i].article.date)?;
        let report = self.claims[*last].article.date?;
        if self.gaps.single {
            return None;
        }
        if self.claims[*last].status.is_void() {
            // The planned day may just have passed when it is told that nothing came of it.
            let days = calendar.within(shift(report, -self.gaps.behind), shift(report, PLAN_DAYS));
            let planned = |g: &Group| !g.outline.real && g.outline.reports.is_some_and(|(first, _)| first <= report);
            let candidates = days.filter(|group| self.groups.get(*group).is_some_and(planned));
            return Some((self.only_candidate(candidates, plan)?, JoinRule::CalledOff));
        }
        let days = calendar.within(report, shift(report, PLAN_DAYS));
        Some((self.only_candidate(days, plan)?, JoinRule::PlanFollowed))
    }

    /// Claims by their date, of the dates asked for.
    fn dated(&self, asked: impl Fn(&EventDate) -> bool) -> BTreeMap<EventDate, Vec<usize>> {
        let mut dated: BTreeMap<EventDate, Vec<usize>> = BTreeMap::new();
        for (i, claim) in self.claims.iter().enumerate() {
            if let Some(date) = claim.date.filter(&asked) {
                dated.entry(date).or_default().push(i);
            }
        }
        dated
    }

    fn calendar(&self, asked: impl Fn(&Group) -> bool) -> Calendar {
        let spans = self.groups.iter().enumerate().filter(|(_, g)| asked(g));
        Calendar::of(spans.filter_map(|(i, g)| Some((i, g.span()?))))
    }

    /// The one candidate that all of the claims can belong to; none if there are more.
    fn only_candidate(&self, candidates: impl Iterator<Item = usize>, members: &[usize]) -> Option<usize> {
        let mut fitting = candidates.filter(|group| self.groups.get(*group).is_some_and(|g| self.fits(g, members)));
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }

    fn fits(&self, group: &Group, members: &[usize]) -> bool {
        members.iter().map(|i| &self.claims[*i]).all(|claim| {
            let year = match (claim.date, group.day()) {
                (Some(year @ EventDate::Year(_)), Some(day)) => year.contains(day),
                _ => true,
            };
            year && group.outline.agrees(claim, self.gaps.telling, self.places)
        })
    }

    /// Runs of claims whose reports lie no more than `gap` days apart, broken where an event comes between.
    fn chains(&self, members: Vec<usize>, gap: i32, events: &Calendar) -> Vec<Vec<usize>> {
        let mut chains: Vec<Vec<usize>> = Vec::new();
        let mut last: Option<Date> = None;
        for i in members {
            let Some(report) = self.claims[i].article.date else { continue };
            let near = last.is_some_and(|last| report <= shift(last, gap) && !events.starts_between(last, report));
            match chains.last_mut() {
                Some(chain) if near => chain.push(i),
                _ => chains.push(vec![i]),
            }
            last = Some(report);
        }
        chains
    }

    /// Parts of a chain that agree in form and place.
    fn alike(&self, chain: Vec<usize>) -> Vec<super::partition::Part> {
        let mut parts = Vec::new();
        for same_form in by_form(self.claims, chain) {
            for (_, same_place) in by_place(self.claims, &same_form, self.places) {
                parts.extend(by_article(self.claims, same_place, JoinRule::ReportedTogether));
            }
        }
        parts
    }

    /// One group for each place, named by it where there are several.
    fn add_parts(&mut self, parts: Vec<(Option<EntityKey>, Vec<usize>)>, rule: JoinRule, date: EventDate) {
        let several = parts.len() > 1;
        for (venue, members) in parts {
            let venue = several.then(|| venue.map_or_else(|| "no named place".into(), |v| v.to_string()));
            for (rule, part) in by_article(self.claims, members, rule) {
                self.add(part, rule, Some(date), venue.clone());
            }
        }
    }

    fn add(&mut self, members: Vec<usize>, rule: JoinRule, date: Option<EventDate>, venue: Option<String>) {
        let outline = Outline::of(members.iter().map(|i| &self.claims[*i]));
        let members = members.into_iter().map(|i| (i, rule)).collect();
        self.groups.push(Group { members, date, venue, outline });
    }

    fn join_all(&mut self, joins: Vec<(usize, Vec<usize>)>, rule: JoinRule) {
        for (group, members) in joins {
            if let Some(group) = self.groups.get_mut(group) {
                group.members.extend(members.into_iter().map(|i| (i, rule)));
            }
        }
    }
}
