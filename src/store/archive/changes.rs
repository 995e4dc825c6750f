//! What adding or removing articles changed, told in a few lines.

use crate::count::counted;
use crate::error::Problem;
use crate::vocabulary::Status;
use std::fmt;

/// What a call changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Articles that are new.
    pub added: usize,
    /// Articles whose record was replaced by a fuller one.
    pub replaced: usize,
    /// Articles that were there already.
    pub known: usize,
    /// Articles taken out.
    pub removed: usize,
    /// Entities that are new.
    pub entities: usize,
    /// Events that are new.
    pub events: usize,
    /// Events that are gone, or told as another one.
    pub gone: usize,
    /// Events whose status changed: code, before, now.
    pub moved: Vec<(String, Status, Status)>,
    /// What of the records could not be used, sorted.
    pub problems: Vec<Problem>,
}

impl Changes {
    /// Adds what another batch changed.
    pub fn extend(&mut self, other: Self) {
        self.added += other.added;
        self.replaced += other.replaced;
        self.known += other.known;
        self.removed += other.removed;
        self.entities += other.entities;
        self.events += other.events;
        self.gone += other.gone;
        self.moved.extend(other.moved);
        self.problems.extend(other.problems);
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut part = |n: usize, one: &str, rest: &str| {
            if n > 0 {
                parts.push(format!("{}{rest}", counted(n, one)));
            }
        };
        part(self.added, "article", " added");
        part(self.replaced, "article", " replaced by fuller records");
        part(self.known, "article", " known already");
        part(self.removed, "article", " removed");
        part(self.entities, "new entity", "");
        part(self.events, "new event", "");
        part(self.gone, "event", " gone");
        part(self.moved.len(), "event", " with another status");
        if parts.is_empty() {
            return f.write_str("nothing changed");
        }
        f.write_str(&parts.join(", "))
    }
}
