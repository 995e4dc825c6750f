//! The part of a store in which the shortest paths between two entities lie.

use super::fault::Attempt;
use super::load::facts_of;
use super::rows::{EntityId, all, entity_id};
use super::scope;
use super::{Archive, Scope};
use crate::error::Result;
use crate::graph::{Filter, Graph, NodeId};
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// Longer paths say nothing: everybody is connected with everybody.
const LONGEST: usize = 8;

impl Archive {
    /// A graph of all entities on shortest paths between two, with what connects them. Ties count whose events the
    /// filter admits.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn paths(&self, from: &NodeId, to: &NodeId, filter: &Filter) -> Result<Graph> {
        let told_by_index =
            Filter { since: filter.since, until: filter.until, status: filter.status.clone(), ..Filter::default() };
        if *filter != told_by_index {
            return Ok(Graph::from_facts(&self.facts(&Scope::default())?, &self.types));
        }
        self.attempt(|db| {
            let (Some(from), Some(to)) = (entity_id(db, &from.0)?, entity_id(db, &to.0)?) else {
                return Ok(Graph::default());
            };
            let tx = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Deferred)?;
            let scope = Scope { filter: filter.clone(), ..Scope::default() };
            let admitted = scope::condition(&tx, &scope)?;
            let on_paths = between(&tx, from, to, &admitted)?;
            scope::clear(&tx)?;
            tx.execute_batch(
                "CREATE TEMP TABLE IF NOT EXISTS on_path (id INTEGER PRIMARY KEY, step INTEGER); DELETE FROM temp.on_path;",
            )?;
            for (id, step) in &on_paths {
                tx.prepare_cached("INSERT INTO temp.on_path VALUES (?1, ?2)")?
                    .execute(rusqlite::params![id, i64::try_from(*step).unwrap_or(i64::MAX)])?;
            }
            tx.execute_batch(
                "INSERT INTO temp.wanted_entity SELECT id FROM temp.on_path; INSERT INTO temp.wanted_centre SELECT id FROM temp.on_path;",
            )?;
            // Only what leads on: ties between two that are equally far away are on no shortest path.
            let select = format!(
                "INSERT OR IGNORE INTO temp.wanted_event SELECT e.id FROM temp.on_path s CROSS JOIN tie t ON t.source = s.id
                 CROSS JOIN temp.on_path g ON g.id = t.target CROSS JOIN event e ON e.id = t.event
                 WHERE abs(s.step - g.step) = 1 AND {}",
                admitted.sql
            );
            tx.prepare_cached(&select)?.execute(rusqlite::params_from_iter(admitted.values.iter()))?;
            let facts = facts_of(&tx, &scope, false)?;
            Ok(Graph::from_facts(&facts, &self.types))
        })
    }
}

/// All entities on shortest paths, those whose distances from both ends add up to the shortest one, with their distance
/// from the first.
fn between(
    db: &Connection,
    from: EntityId,
    to: EntityId,
    admitted: &scope::Condition,
) -> Attempt<FxHashMap<EntityId, usize>> {
    let query = format!(
        "SELECT t.target FROM tie t JOIN event e ON e.id = t.event WHERE t.source = ?{0} AND {1}
         UNION SELECT t.source FROM tie t JOIN event e ON e.id = t.event WHERE t.target = ?{0} AND {1}
         UNION SELECT target FROM relation WHERE source = ?{0} UNION SELECT source FROM relation WHERE target = ?{0}",
        admitted.values.len() + 1,
        admitted.sql
    );
    let mut asked = db.prepare_cached(&query)?;
    let mut neighbours = |id: EntityId| -> Attempt<Vec<EntityId>> {
        let bound = admitted.values.iter().cloned().chain([id.into()]);
        all(&mut asked, rusqlite::params_from_iter(bound), |row| Ok(row.get(0)?))
    };
    let mut sides = [Side::at(from), Side::at(to)];
    let mut shortest = usize::from(from != to) * usize::MAX;
    while shortest == usize::MAX {
        // The side with fewer open ends goes on.
        let [a, b] = &mut sides;
        let (side, other) = if a.open.len() <= b.open.len() { (a, b) } else { (b, a) };
        if side.open.is_empty() || side.steps + other.steps >= LONGEST {
            return Ok(FxHashMap::default());
        }
        side.steps += 1;
        let mut next = Vec::new();
        for id in std::mem::take(&mut side.open) {
            for to in neighbours(id)? {
                if !side.distance.contains_key(&to) {
                    side.distance.insert(to, side.steps);
                    next.push(to);
                    if let Some(rest) = other.distance.get(&to) {
                        shortest = shortest.min(side.steps + rest);
                    }
                }
            }
        }
        side.open = next;
    }
    let [a, b] = sides;
    trace(a, b, shortest, &mut neighbours)
}

/// One end of the search.
struct Side {
    distance: FxHashMap<EntityId, usize>,
    open: Vec<EntityId>,
    steps: usize,
}

impl Side {
    fn at(id: EntityId) -> Self {
        Self { distance: FxHashMap::from_iter([(id, 0)]), open: vec![id], steps: 0 }
    }
}

/// From where the two searches met, back to both ends.
fn trace(
    a: Side,
    b: Side,
    shortest: usize,
    neighbours: &mut impl FnMut(EntityId) -> Attempt<Vec<EntityId>>,
) -> Attempt<FxHashMap<EntityId, usize>> {
    let meet: Vec<EntityId> = a
        .distance
        .iter()
        .filter(|(id, steps)| b.distance.get(id).is_some_and(|rest| **steps + rest == shortest))
        .map(|(id, _)| *id)
        .collect();
    let far = |id: &EntityId| match (a.distance.get(id), b.distance.get(id)) {
        (Some(steps), _) => *steps,
        (None, rest) => shortest.saturating_sub(rest.copied().unwrap_or_default()),
    };
    let mut on_paths: FxHashMap<EntityId, usize> = meet.iter().map(|id| (*id, far(id))).collect();
    for side in [&a, &b] {
        let mut open = meet.clone();
        while let Some(id) = open.pop() {
            let Some(steps) = side.distance.get(&id).copied().filter(|steps| *steps > 0) else { continue };
            for to in neighbours(id)? {
                if side.distance.get(&to) == Some(&(steps - 1)) && on_paths.insert(to, far(&to)).is_none() {
                    open.push(to);
                }
            }
        }
    }
    Ok(on_paths)
}
