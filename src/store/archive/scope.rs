//! Which part of a store a question needs, so that it need not read the rest.
//!
//! A scope is a rough sieve by indices: it holds at least what the question is about. The graph that is made of its
//! facts is then asked as any other.

use super::fault::Attempt;
use super::rows::entity_id;
use crate::graph::{Filter, NodeId};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// So many events can be named one by one; SQLite takes few more parameters than that.
const MOST_NAMED: usize = 30_000;

/// How much of standing relations is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Every statement of every relation.
    #[default]
    Full,
    /// Only who represents the nodes that are asked for, with one statement each: enough for questions that are
    /// answered by events.
    Events,
    /// Only relations between the nodes that are asked for.
    Among,
    /// Only whom the wanted persons speak for, with every statement: enough for lists.
    Offices,
    /// Only relations between the nodes of the events, and where those belong: enough for a picture.
    Picture,
    /// Only what the wanted sentences state, and who represents the nodes that are asked for.
    Sentences,
}

/// A part of a store. The default is all of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// Events that all of these have to do with (a country or organization through its representatives, too); empty
    /// for all events.
    pub around: Vec<NodeId>,
    /// Events that any of these has to do with, in the same way; empty for all events.
    pub near: BTreeSet<NodeId>,
    /// Only events of these days.
    pub filter: Filter,
    /// Only events of this type (CONSULT).
    pub of_type: Option<String>,
    /// How much of standing relations is read.
    pub detail: Detail,
}

impl Scope {
    /// What a filter can show.
    pub fn of(filter: &Filter) -> Self {
        Self { around: filter.around.iter().cloned().collect(), filter: filter.clone(), ..Self::default() }
    }

    /// What a filter can show around any of the nodes; of all events if there are none.
    pub fn near(nodes: &BTreeSet<NodeId>, filter: &Filter) -> Self {
        Self { near: nodes.clone(), ..Self::of(filter) }
    }

    /// What a question about events needs that are around all of the given nodes.
    pub fn events(around: impl IntoIterator<Item = NodeId>, filter: &Filter) -> Self {
        let around = around.into_iter().chain(filter.around.clone()).collect();
        Self { around, filter: filter.clone(), detail: Detail::Events, ..Self::default() }
    }

    /// Whether nothing is left out.
    pub(super) fn is_all(&self) -> bool {
        self.around.is_empty() && self.near.is_empty() && self.of_type.is_none() && self.filter == Filter::default()
    }

    /// Fills the temporary tables `wanted_event`, `wanted_entity` and `wanted_kind`.
    pub(super) fn select(&self, db: &Connection) -> Attempt<()> {
        clear(db)?;
        let condition = condition(db, self)?;
        let select = format!("INSERT INTO temp.wanted_event SELECT e.id FROM event e WHERE {}", condition.sql);
        db.prepare_cached(&select)?.execute(params_from_iter(condition.values.iter()))?;
        for kind in &self.filter.kinds {
            db.execute("INSERT OR IGNORE INTO temp.wanted_kind VALUES (?1)", [kind.to_lowercase()])?;
        }
        Ok(())
    }
}

/// Empties the temporary tables that say what is wanted.
pub(super) fn clear(db: &Connection) -> Attempt<()> {
    db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS wanted_event (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS wanted_entity (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS wanted_centre (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS wanted_sentence (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS wanted_kind (kind TEXT PRIMARY KEY);
         DELETE FROM temp.wanted_sentence;
         DELETE FROM temp.wanted_event; DELETE FROM temp.wanted_entity; DELETE FROM temp.wanted_centre; DELETE FROM temp.wanted_kind;",
    )?;
    Ok(())
}

/// A condition on `event e`, with the values of its parameters.
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

/// What the events of a scope meet. Nodes that it is around become wanted entities.
pub(super) fn condition(db: &Connection, scope: &Scope) -> Attempt<Condition> {
    let mut conditions = vec!["1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        values.len()
    };
    for node in &scope.around {
        conditions.push(around(db, node, &mut bind)?);
    }
    if !scope.near.is_empty() {
        let any = scope.near.iter().map(|node| around(db, node, &mut bind)).collect::<Attempt<Vec<_>>>()?;
        conditions.push(format!("({})", any.join(" OR ")));
    }
    if let Some(kind) = &scope.of_type {
        // `+`: not by the index of types, which would go through the events of everybody.
        conditions.push(format!("+e.type = ?{}", bind(kind.clone().into())));
    }
    let filter = &scope.filter;
    if let Some(since) = filter.since {
        conditions.push(format!("e.last_day >= ?{}", bind(since.to_string().into())));
    }
    if let Some(until) = filter.until {
        conditions.push(format!("e.first_day <= ?{}", bind(until.to_string().into())));
    }
    if !filter.about.is_empty() {
        let areas: Vec<_> = filter.about.iter().map(|area| format!("?{}", bind(area.clone().into()))).collect();
        conditions.push(format!(
            "e.id IN (SELECT c.event FROM topic t JOIN claim c ON c.id = t.claim WHERE t.area IN ({}))",
            areas.join(", ")
        ));
    }
    if !filter.status.is_empty() {
        let words: Vec<_> = filter.status.iter().map(|s| format!("?{}", bind(s.as_str().to_owned().into()))).collect();
        conditions.push(format!("e.status IN ({})", words.join(", ")));
    }
    if let Some(only) = filter.only.as_ref().filter(|only| only.len() <= MOST_NAMED) {
        let codes: Vec<_> = only.iter().map(|id| format!("?{}", bind(id.0.clone().into()))).collect();
        conditions.push(format!("e.code IN ({})", codes.join(", ")));
    }
    Ok(Condition { sql: conditions.join(" AND "), values })
}

/// The condition that an event has to do with a node, which becomes a wanted entity, and so do its representatives.
fn around(db: &Connection, node: &NodeId, bind: &mut impl FnMut(Value) -> usize) -> Attempt<String> {
    if let Some(area) = node.0.strip_prefix("area:") {
        return Ok(format!(
            "e.id IN (SELECT c.event FROM topic t JOIN claim c ON c.id = t.claim WHERE t.area = ?{})",
            bind(area.to_owned().into())
        ));
    }
    if node.0.starts_with("event:") {
        return Ok(format!("e.code = ?{}", bind(node.0.clone().into())));
    }
    let Some(id) = entity_id(db, &node.0)? else { return Ok("0".into()) };
    for table in ["wanted_entity", "wanted_centre"] {
        db.execute(&format!("INSERT OR IGNORE INTO temp.{table} VALUES (?1)"), [id])?;
    }
    let side = format!(
        "(SELECT ?{0} UNION SELECT source FROM relation WHERE target = ?{0} AND kind = 'represents' AND former = 0)",
        bind(id.into())
    );
    Ok(format!(
        "e.id IN (SELECT c.event FROM party p JOIN claim c ON c.id = p.claim WHERE p.entity IN {side}
                  UNION SELECT event FROM claim WHERE host IN {side}
                  UNION SELECT event FROM claim WHERE place IN {side})"
    ))
}
