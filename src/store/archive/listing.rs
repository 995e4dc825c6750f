//! Events of a scope as short rows, the strongest of very many, and entities with their offices.
//!
//! ```text
//! Scope::near({person:…}) ──list──▶ [event:7109745e18d4c2aa, happened, 2026-02-03], …
//! ```

use super::counts::{count, want};
use super::fault::Attempt;
use super::load::facts_of;
use super::rows::{EventId, all, day, word};
use super::scope::{self, Detail};
use super::{Archive, Scope};
use crate::error::Result;
use crate::graph::{Filter, Graph, NodeId};
use crate::vocabulary::Status;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// An event in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: NodeId,
    /// The latest status.
    pub status: Status,
    /// When: ISO day, month or year.
    pub date: Option<String>,
    /// Last day: of the date, else of the reports.
    pub last: Option<Date>,
}

/// The best attested events of a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strongest {
    /// The events.
    pub events: BTreeSet<NodeId>,
    /// Ties of which the events are only a part, as (source, kind, target).
    pub partial: BTreeSet<(NodeId, String, NodeId)>,
    /// How many events the scope has.
    pub all: usize,
    /// Whether events were left out.
    pub cut: bool,
}

type TieKey = (i64, String, i64);

impl Archive {
    /// The events of a scope, of the filter's kinds too, latest first and then by id; `plans` asks for those that an
    /// article reported beforehand. The filter's confidence is not looked at.
    ///
    /// # Errors
    /// Of all methods: when the store cannot be read.
    pub fn list(&self, scope: &Scope, plans: bool) -> Result<Vec<Listed>> {
        self.attempt(|db| {
            let tx = Transaction::new_unchecked(db, TransactionBehavior::Deferred)?;
            select(&tx, scope)?;
            let planned = if plans {
                "EXISTS (SELECT 1 FROM claim c WHERE c.event = e.id AND c.status IN ('planned', 'possible'))"
            } else {
                "1"
            };
            let mut asked = tx.prepare_cached(&format!(
                "SELECT e.code, e.status, e.date, e.last_day FROM temp.wanted_event w CROSS JOIN event e ON e.id = w.id
                 WHERE {planned} ORDER BY e.last_day DESC, e.code"
            ))?;
            all(&mut asked, [], |row| {
                Ok(Listed {
                    id: NodeId(row.get(0)?),
                    status: word("event", &row.get::<_, String>(1)?)?,
                    date: row.get(2)?,
                    last: day("event", row.get(3)?)?,
                })
            })
        })
    }

    /// The events behind the best attested ties of a scope, then the other ones: all, or somewhat more than `most`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn strongest(&self, scope: &Scope, most: usize) -> Result<Strongest> {
        self.attempt(|db| {
            let tx = Transaction::new_unchecked(db, TransactionBehavior::Deferred)?;
            select(&tx, scope)?;
            strongest(&tx, most)
        })
    }

    /// A graph of entities without events, with their present and former offices.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn office_holders(&self, ids: &[NodeId]) -> Result<Graph> {
        self.attempt(|db| {
            let tx = Transaction::new_unchecked(db, TransactionBehavior::Deferred)?;
            scope::clear(&tx)?;
            want(&tx, ids)?;
            let scope = Scope { detail: Detail::Offices, ..Scope::default() };
            Ok(Graph::from_facts(&facts_of(&tx, &scope, false)?, &self.types))
        })
    }
}

/// Makes the events of a scope wanted that are of the filter's kinds.
fn select(db: &Connection, scope: &Scope) -> Attempt<()> {
    scope.select(db)?;
    let Some((condition, values)) = of_kinds(&scope.filter) else { return Ok(()) };
    let drop = format!("DELETE FROM temp.wanted_event WHERE id NOT IN (SELECT e.id FROM event e WHERE {condition})");
    db.prepare_cached(&drop)?.execute(params_from_iter(values))?;
    Ok(())
}

/// The condition that an event is of the filter's kinds: by its type, its form, or a tie that it gives.
fn of_kinds(filter: &Filter) -> Option<(String, Vec<Value>)> {
    if filter.kinds.is_empty() {
        return None;
    }
    let list = (1..=filter.kinds.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    let on_areas = "e.type IN ('COOPERATE', 'AGREE') AND EXISTS (
        SELECT 1 FROM claim c JOIN topic t ON t.claim = c.id JOIN party p ON p.claim = c.id WHERE c.event = e.id)";
    let condition = format!(
        "lower(e.type) IN ({list}) OR lower(e.mode) IN ({list})
         OR e.id IN (SELECT event FROM tie WHERE lower(kind) IN ({list}))
         OR 'cooperates_on' IN ({list}) AND {on_areas}"
    );
    Some((condition, filter.kinds.iter().map(|kind| kind.to_lowercase().into()).collect()))
}

fn strongest(db: &Connection, most: usize) -> Attempt<Strongest> {
    let mut asked = db.prepare_cached(
        "SELECT e.id, e.code, e.articles, e.last_day FROM temp.wanted_event w CROSS JOIN event e ON e.id = w.id",
    )?;
    let rows = all(&mut asked, [], |row| {
        Ok((row.get(0)?, (NodeId(row.get(1)?), count(row.get(2)?), row.get::<_, Option<String>>(3)?)))
    })?;
    let events: BTreeMap<EventId, (NodeId, usize, Option<String>)> = rows.into_iter().collect();
    let all = events.len();
    if all <= most {
        let events = events.into_values().map(|(id, ..)| id).collect();
        return Ok(Strongest { events, all, ..Strongest::default() });
    }
    let ties = ties(db)?;
    let strength = |tie: &[EventId]| {
        let behind = || tie.iter().filter_map(|id| events.get(id));
        (behind().map(|(_, articles, _)| articles).sum::<usize>(), behind().filter_map(|(.., last)| last.clone()).max())
    };
    let mut ranked: Vec<(&TieKey, &Vec<EventId>)> = ties.iter().collect();
    ranked.sort_by_cached_key(|(key, tie)| (Reverse(strength(tie)), (*key).clone()));
    let mut others: Vec<EventId> = events.keys().copied().collect();
    others.sort_by_cached_key(|id| {
        Reverse(events.get(id).map(|(code, n, last)| (*n, last.clone(), Reverse(code.clone()))))
    });
    let mut taken: BTreeSet<EventId> = BTreeSet::new();
    for tie in ranked.iter().map(|(_, tie)| tie.as_slice()).chain(others.chunks(1)) {
        if taken.len() >= most {
            break;
        }
        taken.extend(tie);
    }
    let mut partial = BTreeSet::new();
    for (source, kind, target) in
        ties.iter().filter(|(_, tie)| !tie.iter().all(|id| taken.contains(id))).map(|(k, _)| k)
    {
        partial.insert((key(db, *source)?, kind.clone(), key(db, *target)?));
    }
    let events = taken.iter().filter_map(|id| Some(events.get(id)?.0.clone())).collect();
    Ok(Strongest { events, partial, all, cut: true })
}

/// The ties of the wanted events, each with these events.
fn ties(db: &Connection) -> Attempt<BTreeMap<TieKey, Vec<EventId>>> {
    let mut asked = db.prepare_cached(
        "SELECT t.source, t.kind, t.target, t.event FROM temp.wanted_event w CROSS JOIN tie t ON t.event = w.id",
    )?;
    let mut ties: BTreeMap<TieKey, Vec<EventId>> = BTreeMap::new();
    for (source, kind, target, event) in
        all(&mut asked, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
    {
        ties.entry((source, kind, target)).or_default().push(event);
    }
    Ok(ties)
}

fn key(db: &Connection, entity: i64) -> Attempt<NodeId> {
    let mut asked = db.prepare_cached("SELECT key FROM entity WHERE id = ?1")?;
    Ok(NodeId(asked.query_row([entity], |row| row.get(0))?))
}
