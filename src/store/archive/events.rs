//! The events of a scope, one after the other, with those who stand in them: what rows about events need, without a graph.

use super::fault::{Attempt, Fault};
use super::load::{CLAIM_COLUMNS, EVENT_COLUMN, LAST_CLAIM_COLUMN, claim_row, event_row};
use super::rows::{Cast, Entities, EventId, all};
use super::{Archive, Scope, scope};
use crate::error::Result;
use crate::graph::NodeId;
use crate::resolve::{EntityKey, EventFact, claim_order};
use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Somebody who is asked about, with all who represent it at present.
pub type Side = BTreeSet<EntityKey>;

impl Archive {
    /// Hands over every event of the scope (or so many of the latest by their first days), in no order, with those who stand in it
    /// and the sides of `who`. Each is gone before the next is read, so that thousands need no memory.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn each_event(
        &self,
        scope: &Scope,
        latest: Option<usize>,
        who: &[&NodeId],
        mut take: impl FnMut(&EventFact, &[Side], &Cast),
    ) -> Result<()> {
        self.attempt(|db| {
            let tx = Transaction::new_unchecked(db, TransactionBehavior::Deferred)?;
            let sides = who.iter().map(|id| side(&tx, id)).collect::<Attempt<Vec<_>>>()?;
            each(&tx, scope, latest, |event, cast| take(event, &sides, cast))
        })
    }
}

fn side(db: &Connection, id: &NodeId) -> Attempt<Side> {
    let mut asked = db.prepare_cached(
        "SELECT e.key FROM entity t JOIN relation r ON r.target = t.id JOIN entity e ON e.id = r.source
         WHERE t.key = ?1 AND +r.kind = 'represents' AND r.former = 0",
    )?;
    let mut side: Side =
        all(&mut asked, [&id.0], |row| Ok(EntityKey(row.get::<_, String>(0)?.into())))?.into_iter().collect();
    side.insert(EntityKey(id.0.as_str().into()));
    Ok(side)
}

fn each(db: &Connection, scope: &Scope, latest: Option<usize>, mut take: impl FnMut(&EventFact, &Cast)) -> Attempt<()> {
    scope::clear(db)?;
    let mut condition = scope::condition(db, scope)?;
    if let Some(latest) = latest {
        condition.sql = format!(
            "e.id IN (SELECT e.id FROM event e WHERE {} ORDER BY e.first_day DESC, e.date DESC, e.code DESC LIMIT {latest})",
            condition.sql
        );
    }
    // Joined in this order, claims of one event follow one another.
    let mut asked = db.prepare_cached(&format!(
        "SELECT {CLAIM_COLUMNS}, e.code, e.key, e.type, e.mode, e.status, e.date
         FROM event e CROSS JOIN claim c ON c.event = e.id CROSS JOIN sentence s ON s.id = c.sentence
         CROSS JOIN article a ON a.id = c.article WHERE {}",
        condition.sql
    ))?;
    let mut parties = db.prepare_cached("SELECT entity, role FROM party WHERE claim = ?1")?;
    let mut topics = db.prepare_cached("SELECT area FROM topic WHERE claim = ?1")?;
    let mut entities = Entities::with_cast();
    let mut articles = FxHashMap::default();
    let mut open: Option<(EventId, EventFact)> = None;
    let mut rows = asked.query(params_from_iter(condition.values.iter()))?;
    loop {
        let row = rows.next()?;
        let id: Option<EventId> = row.map(|row| row.get(EVENT_COLUMN)).transpose()?;
        if let Some((_, mut event)) = open.take_if(|(open, _)| Some(*open) != id) {
            event.claims.sort_by(|a, b| claim_order(&a.claim).cmp(&claim_order(&b.claim)));
            take(&event, entities.cast());
            articles.clear();
        }
        let Some(row) = row else { return Ok(()) };
        let mut loaded = claim_row(db, &mut entities, &mut articles, row)?;
        for (entity, role) in all(&mut parties, [loaded.id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
            loaded.add_party(entities.key(db, entity)?, &role);
        }
        loaded.claim.topics.extend(all(&mut topics, [loaded.id], |row| Ok(row.get::<_, String>(0)?))?);
        let (Some(id), Some(joined)) = (id, loaded.joined()) else {
            return Err(Fault::row("claim", "one belongs to no event"));
        };
        let (_, event) = match open.take() {
            Some(event) => open.insert(event),
            None => open.insert((id, event_row(row, LAST_CLAIM_COLUMN + 1)?)),
        };
        event.claims.push(joined);
    }
}
