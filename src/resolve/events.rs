//! Claims → [`EventFact`]s: the claims of a bucket are sorted into happenings by their parties and dates, and every
//! happening gets a stable id.

use super::bucket::{Bucket, bucket};
use super::cast::Cast;
use super::entities::most_frequent;
use super::event_types::EventTypes;
use super::facts::{Claim, EntityKey, EventFact, JoinedClaim};
use super::group::{self, Group};
use super::places::Places;
use super::rearrange::rearranged;
use super::review::{ClaimId, Review};
use super::states::States;
use super::status;
use super::stretch::{days, stretches};
use super::timing::Gaps;
use super::unite::unite;
use std::collections::{BTreeMap, BTreeSet};

/// Type and parties as they are named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signature {
    kind: String,
    /// Everyone, of symmetric types; else who acts.
    parties: BTreeSet<EntityKey>,
    /// Who is acted on, of directed types.
    targets: BTreeSet<EntityKey>,
}

impl Signature {
    pub(super) fn of(claim: &Claim, types: &EventTypes) -> Self {
        let (parties, targets) = claim.sides(types);
        Self { kind: claim.kind.clone(), parties, targets }
    }

    /// As part of an event's key.
    fn text(&self) -> String {
        let list = |keys: &BTreeSet<EntityKey>| keys.iter().map(EntityKey::as_str).collect::<Vec<_>>().join(", ");
        match self.targets.is_empty() {
            true => format!("{} | {}", self.kind, list(&self.parties)),
            false => format!("{} | {} -> {}", self.kind, list(&self.parties), list(&self.targets)),
        }
    }
}

/// Merges the claims of all articles into events, sorted by id.
pub(super) fn merge(
    claims: Vec<Claim>,
    types: &EventTypes,
    review: &Review,
    states: &States,
    places: &Places,
) -> Vec<EventFact> {
    let mut sorted: BTreeMap<Bucket, Vec<Claim>> = BTreeMap::new();
    let found = buckets(&claims, review, states, types);
    for (claim, bucket) in claims.into_iter().zip(found) {
        sorted.entry(bucket).or_default().push(claim);
    }
    let mut events: Vec<EventFact> = sorted
        .into_iter()
        .flat_map(|(bucket, claims)| merge_bucket(&bucket, claims, types, review, states, places))
        .collect();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// The buckets of claims: each its own, but claims that people hold for one event all go to the bucket of the first of
/// them that is there. The claims of such a set must be given together.
pub(crate) fn buckets(claims: &[Claim], review: &Review, states: &States, types: &EventTypes) -> Vec<Bucket> {
    let mut found: Vec<Bucket> = claims.iter().map(|claim| bucket(claim, states, types)).collect();
    if review.together().is_empty() {
        return found;
    }
    let mut at: BTreeMap<ClaimId, Vec<usize>> = BTreeMap::new();
    for (i, claim) in claims.iter().enumerate() {
        at.entry(ClaimId::of(claim)).or_default().push(i);
    }
    for set in review.together() {
        let mut members = set.iter().filter_map(|id| at.get(id)).flatten().copied();
        let Some(shared) = members.next().and_then(|first| found.get(first)).cloned() else { continue };
        for member in members {
            if let Some(bucket) = found.get_mut(member) {
                *bucket = shared.clone();
            }
        }
    }
    found
}

/// Merges the claims of one bucket, which are all there are of it (or all of some stretches of time, where nobody has decided
/// on a claim of the bucket), into events. Their order does not matter. No other bucket's claims bear on the result, nor on the ids.
pub fn merge_bucket(
    shared: &Bucket,
    mut claims: Vec<Claim>,
    types: &EventTypes,
    review: &Review,
    states: &States,
    places: &Places,
) -> Vec<EventFact> {
    claims.sort_by(|a, b| claim_order(a).cmp(&claim_order(b)));
    // Claims that only people's decisions brought here take no part in the sorting by parties and dates.
    let (own, guests): (Vec<_>, Vec<_>) = claims.into_iter().partition(|claim| bucket(claim, states, types) == *shared);
    let gaps = Gaps::of(shared, types);
    let mut units = Vec::new();
    for claims in by_stretch(own) {
        units.extend(unite(named_alike(claims, shared, types, states, &gaps, places), &gaps, places));
    }
    let mut ids = Ids::of(shared);
    rearranged(units, guests, review, types).into_iter().filter_map(|unit| event(unit, &mut ids)).collect()
}

/// The claims of each stretch of time.
fn by_stretch(claims: Vec<Claim>) -> Vec<Vec<Claim>> {
    let stretches = stretches(&claims.iter().map(days).collect::<Vec<_>>());
    // Handed out without copying.
    let mut claims: Vec<Option<Claim>> = claims.into_iter().map(Some).collect();
    let mut of = |stretch: Vec<usize>| stretch.into_iter().filter_map(|i| claims.get_mut(i)?.take()).collect();
    stretches.into_iter().map(&mut of).collect()
}

/// Claims in canonical order → those that name the same parties, sorted by time and place into units.
fn named_alike(
    claims: Vec<Claim>,
    shared: &Bucket,
    types: &EventTypes,
    states: &States,
    gaps: &Gaps,
    places: &Places,
) -> Vec<Unit> {
    let mut named: BTreeMap<Signature, Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        named.entry(Signature::of(&claim, types)).or_default().push(claim);
    }
    let mut units = Vec::new();
    for (signature, claims) in named {
        let cast = Cast::of(&signature.parties, shared, states);
        let groups = group::groups(&claims, gaps, places);
        // The sorted claims are handed out to their groups without copying.
        let mut claims: Vec<Option<Claim>> = claims.into_iter().map(Some).collect();
        for group in groups {
            let joined: Vec<_> = group
                .members
                .iter()
                .filter_map(|(i, rule)| Some(JoinedClaim { claim: claims.get_mut(*i)?.take()?, rule: *rule }))
                .collect();
            let (signature, cast) = (signature.clone(), cast.clone());
            units.push(Unit { signature, cast, group, claims: joined, decided: false });
        }
    }
    units
}

/// Claims of the same parties about one happening.
pub(super) struct Unit {
    pub(super) signature: Signature,
    pub(super) cast: Cast,
    pub(super) group: Group,
    pub(super) claims: Vec<JoinedClaim>,
    /// Whether people put the claims together.
    pub(super) decided: bool,
}

/// The canonical order of claims: by report, article and place in the text.
pub(crate) fn claim_order(c: &Claim) -> impl Ord + '_ {
    (c.article.date, &c.article.doc, c.span, &c.quote, &c.trigger, &c.id)
}

fn event(unit: Unit, ids: &mut Ids) -> Option<EventFact> {
    let Unit { signature, group, mut claims, .. } = unit;
    claims.sort_by(|a, b| claim_order(&a.claim).cmp(&claim_order(&b.claim)));
    let first = &claims.first()?.claim;
    let when = match (&group.date, &group.venue) {
        (Some(date), None) => date.to_string(),
        (Some(date), Some(venue)) => format!("{date} at {venue}"),
        (None, _) => format!("{} \"{}\"", first.article.doc, first.trigger),
    };
    let (id, key) = ids.assign(format!("{} | {when}", signature.text()));
    let mut modes = BTreeMap::new();
    for mode in claims.iter().filter_map(|j| j.claim.mode) {
        *modes.entry(mode).or_default() += 1;
    }
    Some(EventFact {
        id,
        key,
        kind: signature.kind.clone(),
        mode: most_frequent(&modes).copied(),
        status: status::settle(claims.iter().map(|j| (j.claim.article.date, j.claim.status))),
        date: group.date.or_else(|| claims.iter().find_map(|j| j.claim.date)),
        claims,
    })
}

/// Gives out the ids of one bucket, none twice.
struct Ids {
    bucket: String,
    keys: BTreeMap<String, usize>,
}

impl Ids {
    fn of(bucket: &Bucket) -> Self {
        Self { bucket: bucket.to_string(), keys: BTreeMap::new() }
    }

    /// The id of a key, and the key as it had to be numbered to be the only one of the bucket.
    fn assign(&mut self, key: String) -> (String, String) {
        let n = self.keys.entry(key.clone()).or_default();
        *n += 1;
        let key = if *n == 1 { key } else { format!("{key} ({n})") };
        (format!("event:{:016x}", hash(&format!("{}\n{key}", self.bucket))), key)
    }
}

/// FNV-1a of 64 bits: the same in every run, on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::super::dates::{EventDate, shift};
    use super::super::facts::ArticleRef;
    use super::*;
    use crate::vocabulary::{Mode, Status};
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::sync::Arc;

    /// Days of report and (from there) of the event, how exactly it is told, status, parties, place and sentence.
    type Choices = (i32, i32, usize, usize, usize, usize, usize);

    /// A claim of a type about two states or their presidents.
    fn claim(n: usize, kind: &str, (report, ahead, exact, status, party, place, quote): Choices) -> Claim {
        let reported = shift(date(2026, 1, 1), report);
        let day = shift(reported, ahead);
        let keys = |names: &[&str]| names.iter().map(|name| EntityKey((*name).into())).collect::<BTreeSet<_>>();
        let parties = [["country:XA", "country:XB"], ["person:a", "country:XB"], ["person:a", "person:b"]];
        let dates = [None, None, Some(EventDate::Day(day)), Some(EventDate::Month(day.year(), day.month()))];
        Claim {
            article: Arc::new(ArticleRef {
                doc: format!("d{n}"),
                date: Some(reported),
                source: None,
                url: None,
                fingerprint: None,
            }),
            id: "v1".into(),
            kind: kind.into(),
            mode: [None, Some(Mode::Call), Some(Mode::Visit)][quote % 3],
            status: Status::ALL[status],
            actors: keys(&parties[party][..1]),
            recipients: keys(&parties[party][1..]),
            host: None,
            place: [None, Some(EntityKey("place:x".into())), Some(EntityKey("place:y".into()))][place].clone(),
            date: if exact == 4 { Some(EventDate::Year(day.year())) } else { dates[exact] },
            topics: BTreeSet::new(),
            claimed_by: None,
            trigger: "did".into(),
            quote: format!("They said in sentence {quote} that the two of them did it all over again."),
            span: None,
            pattern: None,
            confidence: 0.5,
        }
    }

    /// The articles of each event, with the rules.
    fn told(units: Vec<Unit>) -> BTreeSet<Vec<(String, &'static str)>> {
        let joined = |unit: Unit| {
            let mut all: Vec<_> = unit.claims.iter().map(|j| (j.claim.article.doc.clone(), j.rule.as_str())).collect();
            all.sort();
            all
        };
        units.into_iter().map(joined).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

        #[test]
        fn what_lies_in_other_stretches_of_time_bears_on_nothing(
            kind in prop::sample::select(&["CONSULT", "ASSAULT", "COOPERATE"][..]),
            chosen in prop::collection::vec(
                (0..150i32, -8..40i32, 0..5usize, 0..Status::ALL.len(), 0..3usize, 0..3usize, 0..4usize), 1..12),
        ) {
            let types = EventTypes::default();
            let mut states = States::default();
            states.note(EntityKey("person:a".into()), EntityKey("country:XA".into()));
            states.note(EntityKey("person:b".into()), EntityKey("country:XB".into()));
            let mut claims: Vec<_> = chosen.into_iter().enumerate().map(|(n, it)| claim(n, kind, it)).collect();
            claims.sort_by(|a, b| claim_order(a).cmp(&claim_order(b)));
            let mut of_bucket: BTreeMap<Bucket, Vec<Claim>> = BTreeMap::new();
            for claim in claims {
                of_bucket.entry(bucket(&claim, &states, &types)).or_default().push(claim);
            }
            for (shared, claims) in of_bucket {
                let (gaps, places) = (Gaps::of(&shared, &types), Places::default());
                let united =
                    |claims| unite(named_alike(claims, &shared, &types, &states, &gaps, &places), &gaps, &places);
                let parted = by_stretch(claims.clone()).into_iter().flat_map(united).collect();
                prop_assert_eq!(told(parted), told(united(claims)));
            }
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn equal_keys_get_ids_of_their_own_and_so_do_equal_keys_of_other_buckets() {
        let bucket = |kind: &str| Bucket { kind: kind.into(), parties: BTreeSet::new(), targets: BTreeSet::new() };
        let mut ids = Ids::of(&bucket("CONSULT"));
        let (first, _) = ids.assign("key".into());
        let (second, key) = ids.assign("key".into());
        assert_ne!(first, second);
        assert_eq!(key, "key (2)");
        assert_ne!(Ids::of(&bucket("AGREE")).assign("key".into()).0, first);
    }
}
