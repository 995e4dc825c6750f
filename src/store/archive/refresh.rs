//! From the rows that articles brought or took to facts: relations settled, claims counted to events, events tied,
//! entities named. Only what can have changed is computed anew.

use super::buckets::{decided_buckets, refresh_bucket, sort_claims};
use super::changes::Changes;
use super::entities::settle_entities;
use super::fault::Attempt;
use super::relations::{places, settle_relations, settle_sides};
use super::rows::Entities;
use super::ties::tie_events;
use super::touched::Touched;
use crate::resolve::{EventTypes, Review};
use rusqlite::Connection;

/// Computes all facts anew that hang on what was touched.
pub(super) fn refresh(db: &Connection, types: &EventTypes, review: &Review, mut touched: Touched) -> Attempt<Changes> {
    settle_relations(db, &mut touched)?;
    let mut known = Known { review, entities: Entities::default() };
    settle_sides(db, &mut known, &mut touched)?;
    sort_claims(db, types, &mut known, &mut touched)?;
    let mut changes = Changes::default();
    let places = places(db)?;
    let decided = decided_buckets(db, review)?;
    for (bucket, mut around) in std::mem::take(&mut touched.buckets) {
        if decided.contains(&bucket) {
            around.days.push(None);
        }
        refresh_bucket(db, types, &places, &mut known, (&bucket, &around), &mut touched, &mut changes)?;
    }
    tie_events(db, types, &mut known, &touched.events)?;
    changes.entities = settle_entities(db, review, &touched)?;
    for table in ["known_name", "known_iso", "vote"] {
        db.execute(&format!("DELETE FROM {table} WHERE times = 0"), [])?;
    }
    changes.problems = touched.problems;
    Ok(changes)
}

/// What is looked up again and again.
pub(super) struct Known<'a> {
    pub(super) review: &'a Review,
    pub(super) entities: Entities,
}
