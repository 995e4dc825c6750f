//! Short questions that extraction asks of the knowledge base.

use super::{Entry, Kb};
use crate::vocabulary::EntityKind;

impl Kb {
    /// Index of the country with an ISO code.
    pub fn country_index(&self, iso: &str) -> Option<usize> {
        self.country_by_iso.get(iso).copied()
    }

    /// What a whole name stands for, if that is of the kind.
    pub fn entry_of_kind(&self, name: &str, kind: EntityKind) -> Option<Entry> {
        self.find(name).iter().copied().find(|entry| entry.kind() == kind)
    }
}
