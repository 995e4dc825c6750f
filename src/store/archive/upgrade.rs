//! All facts computed anew from the records: after a change of the schema's event types or of how facts are computed.

use super::changes::Changes;
use super::{Archive, add, meta};
use crate::error::Result;
use crate::resolve::EventTypes;
use std::path::Path;

/// What is computed, and so is emptied first.
const COMPUTED: [&str; 17] = [
    "tie",
    "topic",
    "party",
    "statement",
    "claim",
    "event",
    "relation",
    "sentence",
    "appearance",
    "alias",
    "vote",
    "entity",
    "known_name",
    "known_iso",
    "home",
    "shared_name",
    "side",
];

impl Archive {
    /// Opens a store and computes all its facts anew, with other event types where they are given.
    ///
    /// # Errors
    /// When it is no store that this version can bring up to date; it is then as it was before.
    pub fn upgrade(path: impl AsRef<Path>, types: Option<&EventTypes>) -> Result<(Self, Changes)> {
        let mut archive = Self::open(path)?;
        if let Some(types) = types {
            archive.types = types.clone();
        }
        let types = archive.types.clone();
        let changes = archive.change(|db| {
            for table in COMPUTED {
                db.execute(&format!("DELETE FROM {table}"), [])?;
            }
            meta::set_types(db, &types)?;
            meta::set(db, "summitry", env!("CARGO_PKG_VERSION"))?;
            add::apply_all(db, &types)
        })?;
        Ok((archive, changes))
    }
}
