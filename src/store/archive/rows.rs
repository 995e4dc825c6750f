//! Values of the domain ↔ values of rows: entities by number, days and vocabulary as text.

use super::fault::{Attempt, Fault};
use crate::resolve::EntityKey;
use crate::vocabulary::EntityKind;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};
use rustc_hash::FxHashMap;
use std::fmt::Display;
use std::str::FromStr;

/// The number of a row of `article`.
pub(super) type ArticleId = i64;
/// The number of a row of `entity`.
pub(super) type EntityId = i64;
/// The number of a row of `event`: the digits of its code.
pub(super) type EventId = i64;

/// Who or what stands in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name to show.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
}

/// Members by identity.
pub type Cast = FxHashMap<EntityKey, Member>;

/// Entities by number, looked up once each.
#[derive(Debug, Default)]
pub(super) struct Entities {
    keys: FxHashMap<EntityId, EntityKey>,
    /// Who they are, if that is kept.
    cast: Cast,
    keeps_cast: bool,
}

impl Entities {
    /// The same, which also keeps who they are.
    pub(super) fn with_cast() -> Self {
        Self { keeps_cast: true, ..Self::default() }
    }

    /// Who was looked up, if that is kept.
    pub(super) const fn cast(&self) -> &Cast {
        &self.cast
    }

    /// The identity of the entity with this number.
    pub(super) fn key(&mut self, db: &Connection, id: EntityId) -> Attempt<EntityKey> {
        if let Some(key) = self.keys.get(&id) {
            return Ok(key.clone());
        }
        let mut asked = db.prepare_cached("SELECT key, name, kind FROM entity WHERE id = ?1")?;
        let mut rows = asked.query([id])?;
        let row = rows.next()?.ok_or_else(|| Fault::row("claim", format!("entity {id} is missing")))?;
        let key = EntityKey(row.get::<_, String>(0)?.into());
        if self.keeps_cast {
            let member = Member { name: row.get(1)?, kind: word("entity", &row.get::<_, String>(2)?)? };
            self.cast.insert(key.clone(), member);
        }
        self.keys.insert(id, key.clone());
        Ok(key)
    }

    /// The same of a column that may be empty.
    pub(super) fn optional(&mut self, db: &Connection, id: Option<EntityId>) -> Attempt<Option<EntityKey>> {
        id.map(|id| self.key(db, id)).transpose()
    }

    /// All that were looked up.
    pub(super) fn ids(&self) -> impl Iterator<Item = EntityId> {
        self.keys.keys().copied()
    }
}

/// The number of the entity with this identity, if it is in the store.
pub(super) fn entity_id(db: &Connection, key: &str) -> Attempt<Option<EntityId>> {
    Ok(db.prepare_cached("SELECT id FROM entity WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?)
}

/// The number of an event, from its code.
pub(super) fn event_number(code: &str) -> Attempt<EventId> {
    let digits = code.strip_prefix("event:").unwrap_or(code);
    u64::from_str_radix(digits, 16).map(u64::cast_signed).map_err(|error| Fault::row("event", error))
}

/// A word of a vocabulary.
pub(super) fn word<T: FromStr<Err: Display>>(table: &str, text: &str) -> Attempt<T> {
    text.parse().map_err(|error| Fault::row(table, error))
}

/// The same of a column that may be empty.
pub(super) fn optional_word<T: FromStr<Err: Display>>(table: &str, text: Option<String>) -> Attempt<Option<T>> {
    text.map(|text| word(table, &text)).transpose()
}

/// A day.
pub(super) fn day(table: &str, text: Option<String>) -> Attempt<Option<Date>> {
    text.map(|text| text.parse().map_err(|error| Fault::row(table, error))).transpose()
}

/// All rows of a statement's answer, each read by `read`, which may fail in ways of ours.
pub(super) fn all<T>(
    statement: &mut rusqlite::Statement<'_>,
    params: impl rusqlite::Params,
    mut read: impl FnMut(&Row<'_>) -> Attempt<T>,
) -> Attempt<Vec<T>> {
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}
