//! Which places lie in which, as far as the articles say: a claim that names the city and one that names the building
//! agree.

use super::facts::{EntityKey, RelationFact};
use crate::vocabulary::RelationKind;
use std::collections::{BTreeMap, BTreeSet};

/// Places and the larger ones around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Every place around a place, near or far.
    around: BTreeMap<EntityKey, BTreeSet<EntityKey>>,
}

impl Places {
    /// From the stated `located_in` relations, taken over any number of steps.
    pub fn from_relations(relations: &[RelationFact]) -> Self {
        let stated = relations.iter().filter(|r| r.kind == RelationKind::LocatedIn);
        Self::from_pairs(stated.map(|r| (&r.source, &r.target)))
    }

    /// From pairs of a place and one around it, taken over any number of steps.
    pub(crate) fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a EntityKey, &'a EntityKey)>) -> Self {
        let mut direct: BTreeMap<&EntityKey, Vec<&EntityKey>> = BTreeMap::new();
        for (inner, outer) in pairs {
            direct.entry(inner).or_default().push(outer);
        }
        let around = direct.keys().map(|place| ((*place).clone(), reachable(place, &direct))).collect();
        Self { around }
    }

    /// Notes every place around a place, near or far.
    pub(crate) fn note(&mut self, inner: EntityKey, around: impl IntoIterator<Item = EntityKey>) {
        self.around.entry(inner).or_default().extend(around);
    }

    /// Whether it was noted what lies around a place.
    pub(crate) fn knows(&self, place: &EntityKey) -> bool {
        self.around.contains_key(place)
    }

    /// Whether `inner` is known to lie in `outer`.
    pub(super) fn lies_in(&self, inner: &EntityKey, outer: &EntityKey) -> bool {
        inner != outer && self.around.get(inner).is_some_and(|all| all.contains(outer))
    }

    /// Whether both may be the same venue: one is not named, they are equal, or one lies in the other.
    pub(super) fn agree(&self, a: Option<&EntityKey>, b: Option<&EntityKey>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => a == b || self.lies_in(a, b) || self.lies_in(b, a),
            _ => true,
        }
    }
}

fn reachable(from: &EntityKey, direct: &BTreeMap<&EntityKey, Vec<&EntityKey>>) -> BTreeSet<EntityKey> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(place) = open.pop() {
        for next in direct.get(place).into_iter().flatten() {
            if seen.insert((*next).clone()) {
                open.push(next);
            }
        }
    }
    seen
}
