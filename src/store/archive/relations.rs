//! Standing relations of a store settled: those that nobody states any more dropped, whom each person speaks for, and which
//! place lies in which.

use super::fault::Attempt;
use super::load::LoadedClaim;
use super::refresh::Known;
use super::rows::{EntityId, EventId, all, entity_id};
use super::touched::Touched;
use crate::resolve::{EntityKey, strongest_state};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// Drops relations that nobody states any more, and finds what those that came or went change elsewhere.
pub(super) fn settle_relations(db: &Connection, touched: &mut Touched) -> Attempt<()> {
    let mut gone = Vec::new();
    for id in touched.relations.clone() {
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
        if !stated {
            gone.push(id);
        } else if !touched.new_relations.contains(&id) {
            continue;
        }
        match kind.as_str() {
            "located_in" => leave_places(db, source, target, touched)?,
            "represents" if !former => touched.events.extend(tied_otherwise(db, source, target, stated)?),
            _ => {}
        }
    }
    // Not before: where several go at once, places are looked for around one another as they were.
    for id in gone {
        db.prepare_cached("DELETE FROM relation WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

/// Claims at the one place or inside it, and at the other or around it, may now agree, or no longer. Only a bucket that
/// has both sees any of them otherwise.
fn leave_places(db: &Connection, inner: EntityId, outer: EntityId, touched: &mut Touched) -> Attempt<()> {
    touched.leave(
        db,
        "c.place IN (WITH RECURSIVE inside (id) AS (
             SELECT ?1 UNION SELECT r.source FROM relation r JOIN inside i ON r.target = i.id WHERE r.kind = 'located_in')
             SELECT id FROM inside)
         AND EXISTS (SELECT 1 FROM claim d WHERE d.bucket = c.bucket AND d.place IN (WITH RECURSIVE around (id) AS (
             SELECT ?2 UNION SELECT r.target FROM relation r JOIN around a ON r.source = a.id WHERE +r.kind = 'located_in')
             SELECT id FROM around))",
        [inner, outer],
    )
}

/// Events whose ties change because a person comes to stand for somebody, or no longer does: who stands for the other is not
/// tied to them.
fn tied_otherwise(db: &Connection, person: EntityId, state: EntityId, comes: bool) -> Attempt<Vec<EventId>> {
    if comes {
        let mut asked = db.prepare_cached(
            "SELECT event FROM tie WHERE source = ?1 AND target = ?2
             UNION SELECT event FROM tie WHERE source = ?2 AND target = ?1",
        )?;
        return all(&mut asked, [person, state], |row| Ok(row.get(0)?));
    }
    // There may be ties now where there were none, in whatever the person has to do with.
    let mut asked = db.prepare_cached(
        "SELECT c.event FROM party p JOIN claim c ON c.id = p.claim WHERE p.entity = ?1 AND c.event IS NOT NULL
         UNION SELECT event FROM claim WHERE host = ?1 AND event IS NOT NULL",
    )?;
    all(&mut asked, [person], |row| Ok(row.get(0)?))
}

/// Finds whom persons speak for now. Where that is another than before, their claims are of other buckets, and the
/// claims that share a bucket with them are seen otherwise.
pub(super) fn settle_sides(db: &Connection, known: &mut Known<'_>, touched: &mut Touched) -> Attempt<()> {
    let mut moved = Vec::new();
    for person in &touched.persons {
        let state = match strongest_state(spoken_for(db, known, *person)?) {
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
        touched.leave(db, "c.id IN (SELECT claim FROM party WHERE entity = ?1)", [person])?;
    }
    Ok(())
}

/// For whom a person speaks, each with the number of sentences that say so. They are counted only where there are several
/// to choose from: of a leader of whom everybody writes the count would take longer with every batch.
fn spoken_for(db: &Connection, known: &mut Known<'_>, person: EntityId) -> Attempt<BTreeMap<EntityKey, usize>> {
    let mut asked = db.prepare_cached(
        "SELECT id, target FROM relation WHERE source = ?1 AND +kind = 'represents' AND former = 0 ORDER BY target",
    )?;
    let relations = all(&mut asked, [person], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, EntityId>(1)?)))?;
    let several = relations.first().map(|(_, target)| target) != relations.last().map(|(_, target)| target);
    let mut asked = db.prepare_cached("SELECT count(DISTINCT sentence) FROM statement WHERE relation = ?1")?;
    let mut sentences: BTreeMap<EntityKey, usize> = BTreeMap::new();
    for (relation, target) in relations {
        let said = if several { asked.query_row([relation], |row| row.get::<_, i64>(0))? } else { 1 };
        *sentences.entry(known.entities.key(db, target)?).or_default() += usize::try_from(said).unwrap_or(0);
    }
    Ok(sentences)
}

/// Looks up what lies around the places of claims, each place once: not all places of the world, which would be read for every
/// batch.
pub(super) fn look_up_places(db: &Connection, known: &mut Known<'_>, claims: &[LoadedClaim]) -> Attempt<()> {
    let mut asked = db.prepare_cached(
        "WITH RECURSIVE around (id) AS (
             SELECT r.target FROM entity e JOIN relation r ON r.source = e.id WHERE e.key = ?1 AND +r.kind = 'located_in'
             UNION SELECT r.target FROM around a JOIN relation r ON r.source = a.id WHERE +r.kind = 'located_in')
         SELECT e.key FROM around a JOIN entity e ON e.id = a.id",
    )?;
    for place in claims.iter().filter_map(|loaded| loaded.claim.place.as_ref()) {
        if !known.places.knows(place) {
            let around = all(&mut asked, [place.as_str()], |row| Ok(EntityKey(row.get::<_, String>(0)?.into())))?;
            known.places.note(place.clone(), around);
        }
    }
    Ok(())
}
