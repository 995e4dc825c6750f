//! The store's log of decisions as the viewer shows and extends it.

use super::super::decision::{Decision, NewDecision};
use super::super::source::Outcome;
use super::meaning::{Meaning, meaning, told};
use crate::Result;
use crate::resolve::{self, Decided};
use crate::store::Archive;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Who decides, and what the decisions of the log are about.
pub(super) struct Log {
    who: String,
    now: fn() -> String,
    /// Decisions by number, as they were taken here or found in the store; none for those that have nothing to show.
    /// A store's numbers are never used twice.
    known: BTreeMap<u64, Option<Decision>>,
}

impl Log {
    pub(super) fn new(who: &str, now: fn() -> String) -> Self {
        Self { who: who.to_owned(), now, known: BTreeMap::new() }
    }

    /// The decisions that hold, oldest first.
    pub(super) fn in_force(&mut self, archive: &Archive) -> Result<Vec<Decision>> {
        let log = archive.decisions()?;
        let undone: BTreeSet<u64> = log.iter().filter_map(undoes).collect();
        let mut shown = Vec::new();
        for decided in log.iter().filter(|decided| !undone.contains(&decided.id)) {
            let decision = match self.known.get(&decided.id) {
                Some(known) => known.clone(),
                None => {
                    let told = told(archive, &log, decided)?;
                    let decision = told.map(|(what, label)| Decision { id: decided.id, what, label });
                    self.known.insert(decided.id, decision.clone());
                    decision
                }
            };
            shown.extend(decision);
        }
        Ok(shown)
    }

    /// Writes a decision into the store.
    pub(super) fn decide(&mut self, path: &Path, new: NewDecision) -> Result<Outcome> {
        let mut archive = Archive::open(path)?;
        let (decision, label) = match meaning(&archive, &new)? {
            Meaning::Means(decision, label) => (decision, label),
            Meaning::Unknown => return Ok(Outcome::Unknown),
            Meaning::Unsupported => return Ok(Outcome::Unsupported),
        };
        let (id, _) = archive.decide(&(self.now)(), &self.who, &decision)?;
        let taken = Decision { id, what: new, label };
        self.known.insert(id, Some(taken.clone()));
        Ok(Outcome::Done(Box::new(taken)))
    }

    /// Writes into the store that a decision does not hold any more.
    pub(super) fn undo(&mut self, path: &Path, id: u64) -> Result<Outcome> {
        let mut archive = Archive::open(path)?;
        let Some(decision) = self.in_force(&archive)?.into_iter().find(|decision| decision.id == id) else {
            return Ok(Outcome::Unknown);
        };
        archive.decide(&(self.now)(), &self.who, &resolve::Decision::Undo { undone: id })?;
        Ok(Outcome::Done(Box::new(decision)))
    }
}

fn undoes(decided: &Decided) -> Option<u64> {
    match decided.decision {
        resolve::Decision::Undo { undone } => Some(undone),
        _ => None,
    }
}
