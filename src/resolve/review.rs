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
    same: BTreeMap<EntityKey, EntityKey>,
    others: BTreeMap<(String, EntityKey), EntityKey>,
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
        for decided in standing {
            review.take(&decided.decision);
        }
        review
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn take(&mut self, decision: &Decision) {
        let key = |text: &str| EntityKey(text.into());
        match decision {
            Decision::MergeEntities { kept, gone } => {
                let (kept, gone) = (self.identity(&key(kept)).clone(), self.identity(&key(gone)).clone());
                if kept != gone {
                    self.same.values_mut().filter(|now| **now == gone).for_each(|now| *now = kept.clone());
                    self.same.insert(gone, kept);
                }
            }
            Decision::SplitEntity { entity, articles, name } => {
                let kind = entity.split(':').next().filter(|kind| entity.len() > kind.len()).unwrap_or("entity");
                let other = EntityKey(format!("{kind}:{} (not {entity})", super::name::fold(name)).into());
                self.names.insert(other.clone(), name.clone());
                self.others.extend(articles.iter().map(|doc| ((doc.clone(), key(entity)), other.clone())));
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
    pub(crate) fn identity<'a>(&'a self, key: &'a EntityKey) -> &'a EntityKey {
        self.same.get(key).unwrap_or(key)
    }

    /// Who an entity of an article is, after all.
    pub(crate) fn identity_in(&self, doc: &str, key: EntityKey) -> EntityKey {
        if self.others.is_empty() && self.same.is_empty() {
            return key;
        }
        let key = self.identity(&key).clone();
        self.others.get(&(doc.to_owned(), key.clone())).cloned().unwrap_or(key)
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
