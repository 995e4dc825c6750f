//! The system's entities of a text → their counterparts in the gold, one to one.

use super::names::fold;
use super::record::EntityRecord;
use super::tally::Scores;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds that are counted.
const KINDS: [&str; 4] = ["person", "country", "organization", "place"];

/// An entity as both sides see it: by the gold's id where it has a counterpart there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party<'a> {
    /// The gold's entity of this id.
    Gold(&'a str),
    /// The system's entity of this id, which the gold lacks.
    System(&'a str),
}

/// Which entity of the gold each of the system's is.
pub(super) struct Counterparts<'a> {
    by_system: BTreeMap<&'a str, Counterpart<'a>>,
}

struct Counterpart<'a> {
    gold: &'a str,
    same_kind: bool,
}

/// Two entities that share a name. The best come first; of equally good ones, the first of the system's, then of the gold's.
struct Candidate<'a> {
    same_kind: bool,
    same_name: bool,
    shared: usize,
    system: &'a str,
    gold: &'a str,
}

impl<'a> Counterparts<'a> {
    /// Matches the best pairs first: of the same kind, then of the same full name, then with most names in common.
    pub fn of(gold: &'a [EntityRecord], system: &'a [EntityRecord]) -> Self {
        let mut candidates = candidates(gold, system);
        candidates.sort_by_key(|c| Reverse((c.same_kind, c.same_name, c.shared)));
        let mut by_system = BTreeMap::new();
        let mut used = BTreeSet::new();
        for Candidate { same_kind, system, gold, .. } in candidates {
            if !by_system.contains_key(system) && used.insert(gold) {
                by_system.insert(system, Counterpart { gold, same_kind });
            }
        }
        Self { by_system }
    }

    /// The system's entity `id` as the gold sees it.
    pub fn party(&self, id: &'a str) -> Party<'a> {
        self.by_system.get(id).map_or(Party::System(id), |counterpart| Party::Gold(counterpart.gold))
    }

    /// Counts matches of the same kind. An entity without a part in anything counts too: the graph shows it.
    pub fn count(&self, gold: &[EntityRecord], system: &[EntityRecord], scores: &mut Scores) {
        for kind in KINDS {
            let of_kind = |all: &[EntityRecord]| all.iter().filter(|e| e.kind == kind).count();
            let matched = |e: &&EntityRecord| self.by_system.get(e.id.as_str()).is_some_and(|c| c.same_kind);
            let found = system.iter().filter(|e| e.kind == kind).filter(matched).count();
            for measure in [format!("entity.{kind}").as_str(), "entity"] {
                scores.measure(measure).add(found, of_kind(system), of_kind(gold));
            }
        }
    }
}

fn candidates<'a>(gold: &'a [EntityRecord], system: &'a [EntityRecord]) -> Vec<Candidate<'a>> {
    let gold: Vec<_> = gold.iter().map(|e| (e, names(e), fold(&e.name))).collect();
    let mut candidates = Vec::new();
    for s in system {
        let (system_names, system_name) = (names(s), fold(&s.name));
        for (g, gold_names, gold_name) in &gold {
            let shared = system_names.intersection(gold_names).count();
            if shared > 0 {
                candidates.push(Candidate {
                    same_kind: s.kind == g.kind,
                    same_name: system_name == *gold_name,
                    shared,
                    system: &s.id,
                    gold: &g.id,
                });
            }
        }
    }
    candidates
}

/// All names of an entity; single characters name nothing.
fn names(entity: &EntityRecord) -> BTreeSet<String> {
    std::iter::once(&entity.name)
        .chain(&entity.mentions)
        .chain(&entity.aliases)
        .filter(|name| name.chars().nth(1).is_some())
        .map(|name| fold(name))
        .collect()
}
