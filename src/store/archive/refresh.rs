//! From the rows that articles brought or took to facts: relations settled, claims counted to events, events tied,
//! entities named. Only what can have changed is computed anew.

use super::buckets::{decided_buckets, refresh_bucket, sort_claims};
use super::changes::Changes;
use super::entities::settle_entities;
use super::fault::Attempt;
use super::relations::{settle_relations, settle_sides};
use super::rows::Entities;
use super::ties::tie_events;
use super::touched::Touched;
use crate::resolve::{EventTypes, Places, Review};
use rusqlite::Connection;

/// Computes all facts anew that hang on what was touched.
pub(super) fn refresh(db: &Connection, types: &EventTypes, review: &Review, mut touched: Touched) -> Attempt<Changes> {
    settle_relations(db, &mut touched)?;
    let mut known = Known { review, entities: Entities::default(), places: Places::default() };
    settle_sides(db, &mut known, &mut touched)?;
    sort_claims(db, types, &mut known, &mut touched)?;
    let mut changes = Changes::default();
    let decided = decided_buckets(db, review)?;
    for (bucket, mut around) in std::mem::take(&mut touched.buckets) {
        if decided.contains(&bucket) {
            around.days.push(None);
        }
        refresh_bucket(db, types, &mut known, (&bucket, &around), &mut touched, &mut changes)?;
    }
    tie_events(db, types, &mut known, &touched.events)?;
    changes.entities = settle_entities(db, review, &touched)?;
    changes.problems = touched.problems;
    Ok(changes)
}

/// What is looked up again and again.
pub(super) struct Known<'a> {
    pub(super) review: &'a Review,
    pub(super) entities: Entities,
    /// What lies around the places that were asked for so far.
    pub(super) places: Places,
}
