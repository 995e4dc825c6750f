//! A claim → its bucket: what must be equal for two claims to be about one event at all.
//!
//! A bucket is the event's type and its parties, persons replaced by whom they represent. It is computed from one claim
//! alone, and everything about events is decided within one bucket: a further article changes only the events of the
//! buckets that its claims fall into.

use super::event_types::EventTypes;
use super::facts::{Claim, EntityKey};
use super::states::{States, is_country};
use std::collections::BTreeSet;
use std::fmt;

/// Type and parties as states.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bucket {
    /// Event type.
    pub kind: String,
    /// Everyone, of symmetric types; else who acts.
    pub parties: BTreeSet<EntityKey>,
    /// Who is acted on, of directed types, as named: what is done to a person is not done to the state.
    pub targets: BTreeSet<EntityKey>,
}

/// The bucket of a claim.
///
/// Where seeing persons as states would leave but one side of several (a president and the own minister), they stay
/// as they are named. Beside two countries, organizations and persons without a country do not count: they are often left
/// unsaid.
pub fn bucket(claim: &Claim, states: &States, types: &EventTypes) -> Bucket {
    let sides = |keys: &BTreeSet<EntityKey>| keys.iter().map(|key| states.side(key).clone()).collect::<BTreeSet<_>>();
    let (named, targets) = claim.sides(types);
    let parties = sides(&named);
    let collapsed = parties.len() < 2 && named.len() > 1 || !sides(&targets).is_disjoint(&parties);
    let mut parties = if collapsed { named } else { parties };
    if parties.iter().filter(|key| is_country(key)).count() > 1 {
        parties.retain(is_country);
    }
    Bucket { kind: claim.kind.clone(), parties, targets }
}

impl Bucket {
    /// Whether it takes no more than a date to tell the event: two parties do not usually consult twice a day.
    pub(super) fn is_telling(&self) -> bool {
        self.kind == "CONSULT" && self.parties.len() > 1
    }

    /// Whether it names but one party, so that nothing but the type tells it from the party's other doings.
    pub(super) fn is_single(&self) -> bool {
        self.parties.len() + self.targets.len() < 2
    }
}

/// `CONSULT | country:RU, country:US` or `ACCUSE | country:RU -> country:UA`.
impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.kind, list(&self.parties))?;
        if !self.targets.is_empty() {
            write!(f, " -> {}", list(&self.targets))?;
        }
        Ok(())
    }
}

fn list(keys: &BTreeSet<EntityKey>) -> String {
    keys.iter().map(EntityKey::as_str).collect::<Vec<_>>().join(", ")
}
