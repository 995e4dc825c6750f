//! Ways to take a list of claims apart: by place, by form, by article, by sentence.

use super::facts::{Claim, EntityKey, JoinRule};
use super::name::fold;
use super::outline::is_call;
use super::places::Places;
use std::collections::{BTreeMap, BTreeSet};

/// A list of claims by index, with the rule that holds it together.
pub(super) type Part = (JoinRule, Vec<usize>);

/// Parts by place, each with its innermost place. Claims that name no place, or a place around several, go with the
/// others where there is but one place to go with.
pub(super) fn by_place(claims: &[Claim], members: &[usize], places: &Places) -> Vec<(Option<EntityKey>, Vec<usize>)> {
    let place = |i: usize| claims[i].place.as_ref();
    let named: BTreeSet<&EntityKey> = members.iter().filter_map(|i| place(*i)).collect();
    let inner: Vec<&EntityKey> =
        named.iter().copied().filter(|p| !named.iter().any(|q| places.lies_in(q, p))).collect();
    // Looked up once for each place, of which there are few, and not for each claim.
    let home = |p: Option<&EntityKey>| {
        let mut homes = inner.iter().filter(|inner| places.agree(Some(inner), p));
        match (homes.next(), homes.next()) {
            (Some(only), None) => Some((*only).clone()),
            _ => p.cloned(),
        }
    };
    let homes: BTreeMap<Option<&EntityKey>, Option<EntityKey>> =
        named.iter().map(|p| Some(*p)).chain([None]).map(|p| (p, home(p))).collect();
    let mut parts: BTreeMap<Option<EntityKey>, Vec<usize>> = BTreeMap::new();
    for i in members {
        parts.entry(homes.get(&place(*i)).cloned().flatten()).or_default().push(*i);
    }
    parts.into_iter().collect()
}

/// Calls, and everything else.
pub(super) fn by_form(claims: &[Claim], members: Vec<usize>) -> [Vec<usize>; 2] {
    let (calls, others) = members.into_iter().partition(|i| is_call(&claims[*i]));
    [calls, others]
}

/// Articles with one claim each together, held by `rule`; the claims of articles with several, which their extraction
/// told apart, only with copies of their sentence.
pub(super) fn by_article(claims: &[Claim], members: Vec<usize>, rule: JoinRule) -> Vec<Part> {
    let mut claims_of: BTreeMap<&str, usize> = BTreeMap::new();
    for i in &members {
        *claims_of.entry(&claims[*i].article.doc).or_default() += 1;
    }
    let alone = |i: &usize| claims_of.get(claims[*i].article.doc.as_str()) == Some(&1);
    let (single, repeated): (Vec<_>, Vec<_>) = members.into_iter().partition(alone);
    let mut parts = by_sentence(claims, repeated);
    if !single.is_empty() {
        parts.insert(0, (rule, single));
    }
    parts
}

/// Parts that have something to show for being one: a place in common or, unless `single`, a word of their triggers. Attacks
/// of one day by the same on the same are many, and so are a government's doings.
pub(super) fn by_trace(claims: &[Claim], members: &[usize], single: bool) -> Vec<Vec<usize>> {
    let mut parts: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    for i in members {
        let mut traces: BTreeSet<String> = claims[*i].place.iter().map(ToString::to_string).collect();
        if !single {
            traces.extend(stems(&claims[*i].trigger));
        }
        let (with, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(known, _)| !known.is_disjoint(&traces));
        let mut part = vec![*i];
        for (known, claims) in with {
            traces.extend(known);
            part.extend(claims);
        }
        part.sort_unstable();
        parts = apart;
        parts.push((traces, part));
    }
    let mut parts: Vec<_> = parts.into_iter().map(|(_, part)| part).collect();
    parts.sort();
    parts
}

/// The beginnings of the longer words, in which "arrested" and "arrest" agree.
fn stems(trigger: &str) -> BTreeSet<String> {
    const LETTERS: usize = 4;
    let stem = |word: &str| word.chars().take(LETTERS).collect::<String>();
    fold(trigger)
        .split(' ')
        .map(stem)
        .filter(|stem| stem.chars().count() == LETTERS)
        .map(|s| format!("\"{s}\""))
        .collect()
}

/// Claims of different articles that quote the same sentence for the same trigger, as copies of a report do. Where a
/// sentence gives several claims, the first goes with the first, the second with the second.
pub(super) fn by_sentence(claims: &[Claim], members: Vec<usize>) -> Vec<Part> {
    let mut seen: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    let mut parts: BTreeMap<(String, String, usize), Vec<usize>> = BTreeMap::new();
    for i in members {
        let claim = &claims[i];
        let (quote, trigger) = (fold(&claim.quote), fold(&claim.trigger));
        let nth = seen.entry((&claim.article.doc, quote.clone(), trigger.clone())).or_default();
        parts.entry((quote, trigger, *nth)).or_default().push(i);
        *nth += 1;
    }
    parts.into_values().map(|same| (JoinRule::SameSentence, same)).collect()
}
