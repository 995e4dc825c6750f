//! The ties that events of a store give: who meets, visits, accuses whom.

use super::fault::Attempt;
use super::load::claims;
use super::refresh::Known;
use super::rows::{EntityId, EventId, all, entity_id};
use crate::graph::{Represented, event_ties};
use crate::resolve::{Claim, EntityKey, EventTypes};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Computes the ties of events anew whose parties stand for others than before.
pub(super) fn tie_events(
    db: &Connection,
    types: &EventTypes,
    known: &mut Known<'_>,
    events: &BTreeSet<EventId>,
) -> Attempt<()> {
    for id in events {
        let claims = claims(db, &mut known.entities, "c.event = ?1", [id])?;
        let Some(kind) = claims.first().map(|first| first.claim.kind.clone()) else { continue };
        tie_event(db, types, known, *id, &kind, claims.iter().map(|l| &l.claim))?;
    }
    Ok(())
}

/// Writes the ties that an event gives, in the place of those that it gave before.
pub(super) fn tie_event<'c>(
    db: &Connection,
    types: &EventTypes,
    known: &mut Known<'_>,
    id: EventId,
    kind: &str,
    claims: impl Iterator<Item = &'c Claim> + Clone,
) -> Attempt<()> {
    db.prepare_cached("DELETE FROM tie WHERE event = ?1")?.execute([id])?;
    let parties: BTreeSet<&EntityKey> = claims.clone().flat_map(Claim::parties).collect();
    let represented = represented(db, known, &parties)?;
    for (source, tie, target) in event_ties(kind, claims, types, &represented) {
        let (source, target) = (entity_id(db, source.as_str())?, entity_id(db, target.as_str())?);
        db.prepare_cached("INSERT OR IGNORE INTO tie (event, source, target, kind) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, source, target, tie])?;
    }
    Ok(())
}

/// Whom these parties stand for at present.
fn represented(db: &Connection, known: &mut Known<'_>, parties: &BTreeSet<&EntityKey>) -> Attempt<Represented> {
    let mut represented = Represented::default();
    for party in parties {
        let mut asked = db.prepare_cached(
            "SELECT r.target FROM relation r JOIN entity e ON e.id = r.source
             WHERE e.key = ?1 AND +r.kind = 'represents' AND r.former = 0",
        )?;
        for target in all(&mut asked, [party.as_str()], |row| Ok(row.get::<_, EntityId>(0)?))? {
            represented.note((*party).clone(), known.entities.key(db, target)?);
        }
    }
    Ok(represented)
}
