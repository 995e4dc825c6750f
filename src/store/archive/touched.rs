//! What articles bring to a store or take from it, and what must be computed anew because of it.

use super::fault::Attempt;
use super::rows::{EntityId, EventId, all, day};
use crate::Problem;
use crate::resolve::Days;
use rusqlite::{Connection, Params, Row};
use std::collections::{BTreeMap, BTreeSet};

/// What articles brought or took.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Buckets that lost claims or get some, or must be computed anew.
    pub(super) buckets: BTreeMap<String, Around>,
    /// Claims whose bucket is not known yet.
    pub(super) claims: BTreeSet<i64>,
    pub(super) entities: BTreeSet<EntityId>,
    pub(super) new_entities: BTreeSet<EntityId>,
    pub(super) relations: BTreeSet<i64>,
    pub(super) new_relations: BTreeSet<i64>,
    /// Persons who may speak for another state than before.
    pub(super) persons: BTreeSet<EntityId>,
    /// Events whose ties must be computed anew.
    pub(super) events: BTreeSet<EventId>,
    pub(super) problems: Vec<Problem>,
}

/// Around what a bucket must be computed anew.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Days of claims that came or went, or are seen otherwise.
    pub(super) days: Vec<Days>,
    /// Events that claims have left.
    pub(super) left: BTreeSet<EventId>,
}

impl Touched {
    /// Notes that the claims that meet a condition leave their buckets, or may be seen otherwise there.
    pub(super) fn leave(&mut self, db: &Connection, condition: &str, params: impl Params) -> Attempt<()> {
        let mut asked = db.prepare_cached(&format!(
            "SELECT c.bucket, c.first_day, c.last_day, c.event FROM claim c WHERE +c.bucket <> '' AND {condition}"
        ))?;
        let rows = all(&mut asked, params, |row| {
            Ok((row.get::<_, String>(0)?, days_row(row, 1)?, row.get::<_, Option<EventId>>(3)?))
        })?;
        for (bucket, days, event) in rows {
            self.note(bucket, days, event);
        }
        Ok(())
    }

    pub(super) fn note(&mut self, bucket: String, days: Days, event: Option<EventId>) {
        let around = self.buckets.entry(bucket).or_default();
        // Many claims of the same days make no more work than one.
        if !around.days.contains(&days) {
            around.days.push(days);
        }
        around.left.extend(event);
    }
}

/// The days of a claim, from two columns.
pub(super) fn days_row(row: &Row<'_>, first: usize) -> Attempt<Days> {
    Ok(day("claim", row.get(first)?)?.zip(day("claim", row.get(first + 1)?)?))
}
