//! Standing relations of a store settled: those that nobody states any more dropped, whom each person speaks for, and which
//! place lies in which.

use super::fault::Attempt;
use super::refresh::Known;
use super::rows::{Entities, EntityId, EventId, all, entity_id};
use super::touched::Touched;
use crate::resolve::{EntityKey, Places, strongest_state};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// Drops relations that nobody states any more, and finds what those that came or went change elsewhere.
pub(super) fn settle_relations(db: &Connection, touched: &mut Touched) -> Attempt<()> {
    let mut inside = Vec::new();
    for id in &touched.relations {
        let (source, target, kind, former): (EntityId, EntityId, String, bool) = db
            .prepare_cached("SELECT source, target, kind, former FROM relation WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let stated: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM statement WHERE relation = ?1)")?
            .query_row([id], |row| row.get(0))?;
        touched.entities.extend([source, target]);
        if kind == "represents" && !former {
            touched.persons.insert(source);
        }
        if stated && !touched.new_relations.contains(id) {
            continue;
        }
        if !stated {
            db.prepare_cached("DELETE FROM relation WHERE id = ?1")?.execute([id])?;
        }
        match kind.as_str() {
            "located_in" => inside.push(source),
            "represents" if !former => {
                let mut asked = db.prepare_cached(
                    "SELECT DISTINCT c.event FROM party p JOIN claim c ON c.id = p.claim
                     WHERE p.entity = ?1 AND c.event IS NOT NULL",
                )?;
                touched.events.extend(all(&mut asked, [source], |row| Ok(row.get::<_, EventId>(0)?))?);
            }
            _ => {}
        }
    }
    for place in inside {
        // Claims at the place or anywhere inside it may now agree, or no longer.
        touched.leave(
            db,
            "c.place IN (WITH RECURSIVE inside (id) AS (
                 SELECT ?1 UNION SELECT r.source FROM relation r JOIN inside i ON r.target = i.id WHERE r.kind = 'located_in')
             SELECT id FROM inside)",
            place,
        )?;
    }
    Ok(())
}

/// Finds whom persons speak for now. Where that is another than before, their claims are of other buckets, and the
/// claims that share a bucket with them are seen otherwise.
pub(super) fn settle_sides(db: &Connection, known: &mut Known<'_>, touched: &mut Touched) -> Attempt<()> {
    let mut moved = Vec::new();
    for person in &touched.persons {
        let mut asked = db.prepare_cached(
            "SELECT r.target, count(DISTINCT t.sentence) FROM relation r JOIN statement t ON t.relation = r.id
             WHERE r.source = ?1 AND +r.kind = 'represents' AND r.former = 0 GROUP BY r.id",
        )?;
        let mut targets: BTreeMap<EntityKey, usize> = BTreeMap::new();
        for (target, sentences) in all(&mut asked, [person], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))? {
            *targets.entry(known.entities.key(db, target)?).or_default() += usize::try_from(sentences).unwrap_or(0);
        }
        let state = match strongest_state(targets) {
            Some(state) => entity_id(db, state.as_str())?,
            None => None,
        };
        let before: Option<EntityId> = db
            .prepare_cached("SELECT state FROM side WHERE entity = ?1")?
            .query_row([person], |row| row.get(0))
            .optional()?;
        if before == state {
            continue;
        }
        match state {
            Some(state) => db
                .prepare_cached("INSERT OR REPLACE INTO side (entity, state) VALUES (?1, ?2)")?
                .execute([person, &state])?,
            None => db.prepare_cached("DELETE FROM side WHERE entity = ?1")?.execute([person])?,
        };
        let mut asked = db.prepare_cached("SELECT claim FROM party WHERE entity = ?1")?;
        touched.claims.extend(all(&mut asked, [person], |row| Ok(row.get::<_, i64>(0)?))?);
        moved.push(*person);
    }
    for person in moved {
        touched.leave(db, "c.id IN (SELECT claim FROM party WHERE entity = ?1)", person)?;
    }
    Ok(())
}

/// Which places lie in which.
pub(super) fn places(db: &Connection) -> Attempt<Places> {
    let mut entities = Entities::default();
    let mut asked = db.prepare_cached("SELECT DISTINCT source, target FROM relation WHERE kind = 'located_in'")?;
    let pairs = all(&mut asked, [], |row| Ok((entities.key(db, row.get(0)?)?, entities.key(db, row.get(1)?)?)))?;
    Ok(Places::from_pairs(pairs.iter().map(|(inner, outer)| (inner, outer))))
}
