//! Decisions of people about the facts, and what they come to.
//!
//! A log of decisions → [`Review`] → what [`resolve`](super::resolve_reviewed) does otherwise: who is one and who is
//! not, what an entity is called, which claims are one event, which are wrong and which are sure. The log stands beside
//! the data and is replayed on every build; a decision about what is no longer there does nothing.
//!
//! ```
//! use summitry::resolve::{Decided, Decision, Review};
//!
//! let rename = Decision::Rename { entity: "country:CZ".into(), name: "Czechia".into() };
//! let log = vec![Decided { id: 1, at: "2026-05-04T10:00:00Z".into(), who: "ann".into(), decision: rename }];
//! assert!(!Review::of(&log).is_empty());
//! ```

use super::facts::{Claim, EntityKey};
use crate::vocabulary::RelationKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A claim by its article and its id there. Events are decided by their claims, for an event's id changes as it grows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClaimId {
    /// The article.
    pub doc: String,
    /// The event's id in the article's record ("v1").
    pub claim: String,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Two entities are one, which goes by the identity of the first.
    MergeEntities {
        /// The identity that stays.
        kept: String,
        /// The one that goes.
        gone: String,
    },
    /// In these articles it is another one of the same kind.
    SplitEntity {
        /// The identity that the articles' entity has.
        entity: String,
        /// The articles.
        articles: BTreeSet<String>,
        /// What the other one is called.
        name: String,
    },
    /// An entity is called so.
    Rename {
        /// Its identity.
        entity: String,
        /// The name to show.
        name: String,
    },
    /// These claims are about one event.
    MergeEvents {
        /// The claims of all the events.
        claims: BTreeSet<ClaimId>,
    },
    /// These claims are about an event of their own.
    SplitEvent {
        /// The claims that leave their event together.
        claims: BTreeSet<ClaimId>,
    },
    /// These claims are wrong. The same told by another article later is not decided with them.
    RejectEvent {
        /// The claims.
        claims: BTreeSet<ClaimId>,
    },
    /// These claims are right.
    ConfirmEvent {
        /// The claims.
        claims: BTreeSet<ClaimId>,
    },
    /// A standing relation is wrong, whoever states it.
    RejectRelation {
        /// Identity of who represents, belongs, lies.
        source: String,
        /// Which relation.
        relation: RelationKind,
        /// Identity of whom or where.
        target: String,
    },
    /// An earlier decision does not hold any more.
    Undo {
        /// Its number.
        undone: u64,
    },
}

/// A decision with its number, and who took it when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Counted from one.
    pub id: u64,
    /// When, ISO.
    pub at: String,
    /// By whom.
    pub who: String,
    /// What.
    #[serde(flatten)]
    pub decision: Decision,
}

/// What all decisions come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// The identity that took over another one, with the place of the decision among those that hold, from 1.
    merged: BTreeMap<EntityKey, (usize, EntityKey)>,
    /// What an identity is in an article instead, with the places of the decisions, in their order.
    others: BTreeMap<(String, EntityKey), Vec<(usize, EntityKey)>>,
    names: BTreeMap<EntityKey, String>,
    rejected: BTreeSet<ClaimId>,
    confirmed: BTreeSet<ClaimId>,
    /// Sets of claims that are one event each, no claim in two.
    together: Vec<BTreeSet<ClaimId>>,
    apart: Vec<BTreeSet<ClaimId>>,
    relations: BTreeSet<(EntityKey, RelationKind, EntityKey)>,
}

impl Review {
    /// What a log comes to, its decisions taken in the order of their numbers.
    pub fn of(log: &[Decided]) -> Self {
        let undone: BTreeSet<u64> = log
            .iter()
            .filter_map(|d| match d.decision {
                Decision::Undo { undone } => Some(undone),
                _ => None,
            })
            .collect();
        let mut standing: Vec<&Decided> = log.iter().filter(|d| !undone.contains(&d.id)).collect();
        standing.sort_by_key(|d| d.id);
        let mut review = Self::default();
        for (place, decided) in (1..).zip(standing) {
            review.take(place, &decided.decision);
        }
        review
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn take(&mut self, place: usize, decision: &Decision) {
        let key = |text: &str| EntityKey(text.into());
        match decision {
            Decision::MergeEntities { kept, gone } => {
                let (kept, gone) = (self.identity(&key(kept)).clone(), self.identity(&key(gone)).clone());
                if kept != gone {
                    self.merged.insert(gone, (place, kept));
                }
            }
            Decision::SplitEntity { entity, articles, name } => {
                let other = split_off(entity, name);
                self.names.insert(other.clone(), name.clone());
                let entity = self.identity(&key(entity)).clone();
                for doc in articles {
                    self.others.entry((doc.clone(), entity.clone())).or_default().push((place, other.clone()));
                }
            }
            Decision::Rename { entity, name } => drop(self.names.insert(key(entity), name.clone())),
            Decision::MergeEvents { claims } => {
                let mut joined = claims.clone();
                self.together.retain(|set| {
                    let apart = set.is_disjoint(&joined);
                    if !apart {
                        joined.extend(set.iter().cloned());
                    }
                    apart
                });
                self.together.push(joined);
            }
            Decision::SplitEvent { claims } => {
                for set in self.together.iter_mut().chain(&mut self.apart) {
                    set.retain(|claim| !claims.contains(claim));
                }
                self.apart.push(claims.clone());
            }
            Decision::RejectEvent { claims } => self.rejected.extend(claims.iter().cloned()),
            Decision::ConfirmEvent { claims } => {
                self.rejected.retain(|claim| !claims.contains(claim));
                self.confirmed.extend(claims.iter().cloned());
            }
            Decision::RejectRelation { source, relation, target } => {
                self.relations.insert((key(source), *relation, key(target)));
            }
            Decision::Undo { .. } => {}
        }
    }

    /// The identity that an identity stands for now.
    pub(crate) fn identity<'a>(&'a self, mut key: &'a EntityKey) -> &'a EntityKey {
        // Ends, for what takes over another identity is taken over itself only later.
        while let Some((_, kept)) = self.merged.get(key) {
            key = kept;
        }
        key
    }

    /// Who an entity of an article is, after all: decisions apply in their order, each to what the earlier ones left. What was
    /// split off stays apart when the rest is merged, and can be merged itself.
    pub(crate) fn identity_in(&self, doc: &str, mut key: EntityKey) -> EntityKey {
        if self.others.is_empty() && self.merged.is_empty() {
            return key;
        }
        let mut after = 0;
        loop {
            let splits = self.others.get(&(doc.to_owned(), key.clone()));
            // An identity is split only as long as nothing has taken it over, so splits come before its merge.
            let split = splits.into_iter().flatten().find(|(place, _)| *place > after);
            let Some((place, now)) = split.or_else(|| self.merged.get(&key)) else { return key };
            after = after.max(*place);
            key = now.clone();
        }
    }

    /// What an entity is called by decision.
    pub(crate) fn name(&self, key: &EntityKey) -> Option<&str> {
        self.names.get(key).map(String::as_str)
    }

    /// Whether a claim is wrong by decision.
    pub(crate) fn rejects(&self, claim: &ClaimId) -> bool {
        self.rejected.contains(claim)
    }

    /// Whether a claim is right by decision.
    pub(crate) fn confirms(&self, claim: &ClaimId) -> bool {
        self.confirmed.contains(claim)
    }

    /// Whether a relation is wrong by decision.
    pub(crate) fn rejects_relation(&self, source: &EntityKey, kind: RelationKind, target: &EntityKey) -> bool {
        !self.relations.is_empty() && self.relations.contains(&(source.clone(), kind, target.clone()))
    }

    /// Sets of claims that are one event each.
    pub(crate) fn together(&self) -> &[BTreeSet<ClaimId>] {
        &self.together
    }

    /// Sets of claims that are an event of their own each.
    pub(crate) fn apart(&self) -> &[BTreeSet<ClaimId>] {
        &self.apart
    }
}

/// The identity of what is split off an entity and called so.
pub(crate) fn split_off(entity: &str, name: &str) -> EntityKey {
    let kind = entity.split(':').next().filter(|kind| entity.len() > kind.len()).unwrap_or("entity");
    EntityKey(format!("{kind}:{} (not {entity})", super::name::fold(name)).into())
}

/// Whoever the decisions of a log have to do with, directly or by others, together with an identity: merging and splitting,
/// whether they hold or not.
pub(crate) fn entangled(log: &[Decided], with: &str) -> BTreeSet<EntityKey> {
    let linked: Vec<[EntityKey; 2]> = log
        .iter()
        .filter_map(|decided| match &decided.decision {
            Decision::MergeEntities { kept, gone } => Some([EntityKey(kept.into()), EntityKey(gone.into())]),
            Decision::SplitEntity { entity, name, .. } => Some([EntityKey(entity.into()), split_off(entity, name)]),
            _ => None,
        })
        .collect();
    let mut found = BTreeSet::from([EntityKey(with.into())]);
    loop {
        let before = found.len();
        for pair in &linked {
            if pair.iter().any(|key| found.contains(key)) {
                found.extend(pair.iter().cloned());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

impl ClaimId {
    /// Of a claim.
    pub(crate) fn of(claim: &Claim) -> Self {
        Self { doc: claim.article.doc.clone(), claim: claim.id.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(decisions: Vec<Decision>) -> Vec<Decided> {
        let numbered = (1..).zip(decisions);
        numbered.map(|(id, decision)| Decided { id, at: String::new(), who: String::new(), decision }).collect()
    }

    fn merge(kept: &str, gone: &str) -> Decision {
        Decision::MergeEntities { kept: kept.into(), gone: gone.into() }
    }

    #[test]
    fn merges_chain_and_can_be_undone() {
        let mut decisions = vec![merge("b", "a"), merge("c", "b")];
        let now = |decisions: &[Decision]| {
            Review::of(&log(decisions.to_vec())).identity_in("d", EntityKey("a".into())).to_string()
        };
        assert_eq!(now(&decisions), "c");
        decisions.push(merge("a", "c"));
        assert_eq!(now(&decisions), "c", "they are one already");
        decisions.push(Decision::Undo { undone: 1 });
        assert_eq!(now(&decisions), "a");
    }

    #[test]
    fn what_is_split_off_stays_apart_and_can_be_merged() {
        let split = |entity: &str, name: &str| Decision::SplitEntity {
            entity: entity.into(),
            articles: ["d"].map(Into::into).into(),
            name: name.into(),
        };
        let now = |decisions: &[Decision], doc: &str, key: &str| {
            Review::of(&log(decisions.to_vec())).identity_in(doc, EntityKey(key.into())).to_string()
        };
        let mut decisions = vec![split("place:a", "Other"), merge("b", "place:a")];
        assert_eq!(now(&decisions, "d", "place:a"), "place:other (not place:a)");
        assert_eq!(now(&decisions, "e", "place:a"), "b");
        decisions.push(merge("c", "place:other (not place:a)"));
        assert_eq!(now(&decisions, "d", "place:a"), "c");
        decisions.push(split("c", "Third"));
        assert_eq!(now(&decisions, "d", "place:a"), "entity:third (not c)");
        assert_eq!(now(&decisions, "d", "place:other (not place:a)"), "entity:third (not c)");
        // Whatever leads round in a circle ends.
        let circle =
            [split("place:a", "Other"), merge("place:a", "place:other (not place:a)"), split("place:a", "Other")];
        assert_eq!(now(&circle[..2], "d", "place:a"), "place:a");
        assert_eq!(now(&circle, "d", "place:a"), "place:a");
        // Another name of what was merged means the same.
        assert_eq!(now(&[merge("b", "a"), split("a", "Other")], "d", "b"), "entity:other (not a)");
    }

    #[test]
    fn events_merged_twice_are_one_and_what_is_split_leaves() {
        let claims = |ids: &[&str]| ids.iter().map(|id| ClaimId { doc: (*id).into(), claim: "v1".into() }).collect();
        let review = Review::of(&log(vec![
            Decision::MergeEvents { claims: claims(&["a", "b"]) },
            Decision::MergeEvents { claims: claims(&["b", "c"]) },
            Decision::SplitEvent { claims: claims(&["a"]) },
        ]));
        assert_eq!(review.together(), [claims(&["b", "c"])]);
        assert_eq!(review.apart(), [claims(&["a"])]);
    }

    #[test]
    fn a_decision_is_one_line_of_json() {
        let decided = &log(vec![Decision::Undo { undone: 3 }])[0];
        let line = serde_json::to_string(decided).unwrap();
        assert_eq!(line, r#"{"id":1,"at":"","who":"","decision":"undo","undone":3}"#);
        assert_eq!(&serde_json::from_str::<Decided>(&line).unwrap(), decided);
    }
}
