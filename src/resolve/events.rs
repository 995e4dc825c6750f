//! Claims → [`EventFact`]s: claims of the same type and the same parties are sorted into happenings by their dates, and
//! every happening gets a stable id.

use super::entities::most_frequent;
use super::event_types::EventTypes;
use super::facts::{Claim, EntityKey, EventFact, JoinedClaim};
use super::group::{self, Group};
use super::places::Places;
use super::status;
use std::collections::{BTreeMap, BTreeSet};

/// Type and parties: only claims that agree in both can be about one event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signature {
    kind: String,
    /// Everyone, of symmetric types; else who acts.
    parties: BTreeSet<EntityKey>,
    /// Who is acted on, of directed types.
    targets: BTreeSet<EntityKey>,
}

impl Signature {
    fn of(claim: &Claim, types: &EventTypes) -> Self {
        let (mut parties, mut targets) = (claim.actors.clone(), claim.recipients.clone());
        if types.is_symmetric(&claim.kind) {
            parties.append(&mut targets);
        }
        Self { kind: claim.kind.clone(), parties, targets }
    }

    /// Whether it takes no more than a date to tell the event: two parties do not usually consult twice a day.
    pub(super) fn is_telling(&self) -> bool {
        self.kind == "CONSULT" && self.parties.len() > 1
    }

    /// Whether it names but one party, so that nothing but the type tells it from the party's other doings.
    pub(super) fn is_single(&self) -> bool {
        self.parties.len() + self.targets.len() < 2
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
pub(super) fn merge(claims: Vec<Claim>, types: &EventTypes, places: &Places) -> Vec<EventFact> {
    let mut buckets: BTreeMap<Signature, Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        buckets.entry(Signature::of(&claim, types)).or_default().push(claim);
    }
    let mut events: Vec<_> = buckets.into_iter().flat_map(|(s, claims)| of_bucket(&s, claims, places)).collect();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// The bucket of a claim: only claims of one bucket can be about one event, and the events of a bucket hang on nothing
/// but its claims and on what is known of their places.
pub(crate) fn bucket_of(claim: &Claim, types: &EventTypes) -> String {
    Signature::of(claim, types).text()
}

/// The events of a bucket, given all its claims in any order.
pub(crate) fn events_of_bucket(claims: Vec<Claim>, types: &EventTypes, places: &Places) -> Vec<EventFact> {
    let Some(signature) = claims.first().map(|claim| Signature::of(claim, types)) else { return Vec::new() };
    of_bucket(&signature, claims, places)
}

fn of_bucket(signature: &Signature, mut claims: Vec<Claim>, places: &Places) -> Vec<EventFact> {
    claims.sort_by(|a, b| claim_order(a).cmp(&claim_order(b)));
    let mut ids = Ids::default();
    let groups = group::groups(&claims, signature, places);
    // The sorted claims are handed out to their groups without copying.
    let mut claims: Vec<Option<Claim>> = claims.into_iter().map(Some).collect();
    let mut events = Vec::with_capacity(groups.len());
    for group in groups {
        let joined: Vec<_> = group
            .members
            .iter()
            .filter_map(|(i, rule)| Some(JoinedClaim { claim: claims.get_mut(*i)?.take()?, rule: *rule }))
            .collect();
        events.extend(event(signature, &group, joined, &mut ids));
    }
    events
}

/// The canonical order of claims: by report, article and place in the text.
pub(crate) fn claim_order(c: &Claim) -> impl Ord + '_ {
    (c.article.date, &c.article.doc, c.span, &c.quote, &c.trigger, &c.id)
}

fn event(signature: &Signature, group: &Group, claims: Vec<JoinedClaim>, ids: &mut Ids) -> Option<EventFact> {
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

/// Gives out ids, none twice.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// The id of a key, and the key as it had to be numbered to be the only one.
    fn assign(&mut self, key: String) -> (String, String) {
        let mut numbered = key.clone();
        for n in 2.. {
            let id = format!("event:{:016x}", hash64(&numbered));
            if self.0.insert(id.clone()) {
                return (id, numbered);
            }
            numbered = format!("{key} ({n})");
        }
        (key.clone(), key)
    }
}

/// FNV-1a of 64 bits: the same in every run, on every machine.
fn hash64(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // FNV-1a, 64 bits, of "a" is af63dc4c8601ec8c.
        assert_eq!(hash64("a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn equal_keys_get_ids_of_their_own() {
        let mut ids = Ids::default();
        let (first, _) = ids.assign("key".into());
        let (second, key) = ids.assign("key".into());
        assert_ne!(first, second);
        assert_eq!(key, "key (2)");
    }
}
