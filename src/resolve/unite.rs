//! Groups of one bucket whose claims name the parties otherwise → one event, where it can be but one.
//!
//! [`group`](super::group) sorts claims that name the same parties. Here "Trump met Xi" finds "the meeting of the United
//! States and China": groups whose casts, times, forms and places agree are one, if all of them agree with one another. Where
//! they do not, the state's claim could belong to two meetings of its persons, and belongs to neither.

use super::cast::Cast;
use super::events::Unit;
use super::facts::JoinRule;
use super::places::Places;
use super::timing::{self, Gaps, WINDOW};
use std::collections::{BTreeMap, BTreeSet};

/// Unites what can only be one event. The units are all there are of a bucket.
pub(super) fn unite(units: Vec<Unit>, gaps: &Gaps, places: &Places) -> Vec<Unit> {
    let links = links(&units, gaps, places);
    let parts = parts(&units, &links);
    let mut units: Vec<Option<Unit>> = units.into_iter().map(Some).collect();
    let mut united = Vec::with_capacity(parts.len());
    for part in parts {
        let mut members: Vec<(usize, Unit)> = Vec::with_capacity(part.len());
        members.extend(part.iter().filter_map(|i| Some((*i, units.get_mut(*i)?.take()?))));
        united.extend(one(members, &links));
    }
    united
}

/// Which units agree, and by which rule; each pair once, the smaller index first.
type Links = BTreeMap<(usize, usize), JoinRule>;

fn links(units: &[Unit], gaps: &Gaps, places: &Places) -> Links {
    let mut spans: Vec<_> = units.iter().enumerate().filter_map(|(i, u)| Some((u.group.span()?, i))).collect();
    spans.sort();
    let mut links = Links::new();
    for (at, ((_, end), i)) in spans.iter().enumerate() {
        let last = super::dates::shift(*end, WINDOW);
        for (_, j) in spans.iter().skip(at + 1).take_while(|((start, _), _)| *start <= last) {
            if let (Some(a), Some(b)) = (units.get(*i), units.get(*j))
                && let Some(rule) = agree(a, b, gaps, places)
            {
                links.insert((*i.min(j), *i.max(j)), rule);
            }
        }
    }
    links
}

/// The rule by which two units can be one event.
fn agree(a: &Unit, b: &Unit, gaps: &Gaps, places: &Places) -> Option<JoinRule> {
    if !a.cast.agrees(&b.cast) || !a.group.outline.is_like(&b.group.outline, gaps.telling, places) {
        return None;
    }
    let same = a.cast == b.cast;
    let rule = timing::relation(&a.group, &b.group, gaps, same)?;
    // With a party more or less it takes the day, and no other place.
    let narrow = matches!(rule, JoinRule::PartiesSameDay | JoinRule::PartiesReported)
        && (a.group.date.is_some() || b.group.date.is_some())
        && a.group.outline.venue_agrees(&b.group.outline, places);
    (a.cast.same_others(&b.cast) || narrow).then_some(rule)
}

/// Sorts the units into parts that are one event each.
fn parts(units: &[Unit], links: &Links) -> Vec<BTreeSet<usize>> {
    let all: BTreeSet<usize> = (0..units.len()).collect();
    let mut parts = Vec::new();
    for component in components(&all, links) {
        if is_clique(&component, links) {
            parts.push(component);
        } else {
            parts.extend(take_apart(units, &component, links));
        }
    }
    parts
}

/// Units that agree in chains, but not all with all: the fullest casts decide, and a vaguer one goes with the only
/// part that it agrees with.
fn take_apart(units: &[Unit], component: &BTreeSet<usize>, links: &Links) -> Vec<BTreeSet<usize>> {
    let cast = |i: usize| units.get(i).map(|u| &u.cast);
    let vaguer = |i: usize, j: usize| matches!((cast(i), cast(j)), (Some(a), Some(b)) if Cast::is_vaguer(a, b));
    let (vague, full): (BTreeSet<usize>, BTreeSet<usize>) =
        component.iter().partition(|i| component.iter().any(|j| linked(**i, *j, links) && vaguer(**i, *j)));
    let mut parts: Vec<BTreeSet<usize>> = Vec::new();
    for part in components(&full, links) {
        if is_clique(&part, links) {
            parts.push(part);
        } else {
            parts.extend(part.into_iter().map(|i| BTreeSet::from([i])));
        }
    }
    // By the part that they join; those that none will have stay alone.
    let mut joining: BTreeMap<Option<usize>, BTreeSet<usize>> = BTreeMap::new();
    for i in vague {
        let mut near = parts.iter().enumerate().filter(|(_, part)| part.iter().any(|j| linked(i, *j, links)));
        let only = near.next().filter(|(_, part)| near.next().is_none() && part.iter().all(|j| linked(i, *j, links)));
        joining.entry(only.map(|(at, _)| at)).or_default().insert(i);
    }
    let mut alone = BTreeSet::new();
    for (at, vague) in joining {
        match at.and_then(|at| parts.get_mut(at)) {
            Some(part) if is_clique(&vague, links) => part.extend(vague),
            _ => alone.extend(vague),
        }
    }
    parts.extend(alone.into_iter().map(|i| BTreeSet::from([i])));
    parts
}

fn linked(i: usize, j: usize, links: &Links) -> bool {
    links.contains_key(&(i.min(j), i.max(j)))
}

fn is_clique(part: &BTreeSet<usize>, links: &Links) -> bool {
    part.iter().all(|i| part.range(i + 1..).all(|j| linked(*i, *j, links)))
}

/// What hangs together, by smallest member.
fn components(members: &BTreeSet<usize>, links: &Links) -> Vec<BTreeSet<usize>> {
    let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, j) in links.keys().filter(|(i, j)| members.contains(i) && members.contains(j)) {
        near.entry(*i).or_default().push(*j);
        near.entry(*j).or_default().push(*i);
    }
    let mut open: BTreeSet<usize> = members.clone();
    let mut components = Vec::new();
    while let Some(first) = open.pop_first() {
        let mut component = BTreeSet::from([first]);
        let mut stack = vec![first];
        while let Some(i) = stack.pop() {
            for j in near.get(&i).into_iter().flatten() {
                if open.remove(j) {
                    component.insert(*j);
                    stack.push(*j);
                }
            }
        }
        components.push(component);
    }
    components
}

/// The units of a part as one: the best dated, then the fullest, gives its date, and the others say why they join.
fn one(mut members: Vec<(usize, Unit)>, links: &Links) -> Option<Unit> {
    members.sort_by_key(|(i, unit)| (timing::precision(unit.group.date), usize::MAX - unit.cast.names(), *i));
    let fullest =
        members.iter().max_by_key(|(i, unit)| (unit.cast.names(), usize::MAX - i)).map(|(_, u)| u.signature.clone());
    let mut members = members.into_iter();
    let (base, mut unit) = members.next()?;
    unit.signature = fullest?;
    for (i, other) in members {
        let rule = links.get(&(i.min(base), i.max(base))).copied().unwrap_or(JoinRule::PartiesReported);
        unit.claims.extend(other.claims.into_iter().map(|joined| super::facts::JoinedClaim { rule, ..joined }));
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(pairs: &[(usize, usize)]) -> Links {
        pairs.iter().map(|pair| (*pair, JoinRule::PartiesSameDay)).collect()
    }

    #[test]
    fn what_hangs_together_is_found_and_only_what_agrees_all_round_is_a_clique() {
        let links = links(&[(0, 1), (1, 2), (3, 4)]);
        let all = components(&(0..6).collect(), &links);
        assert_eq!(all, [BTreeSet::from([0, 1, 2]), BTreeSet::from([3, 4]), BTreeSet::from([5])]);
        assert!(!is_clique(&all[0], &links));
        assert!(is_clique(&all[1], &links) && is_clique(&all[2], &links));
    }
}
