//! What a store says of itself: its format and version, and the event types that its facts were computed with.

use super::fault::{Attempt, Fault};
use crate::error::Problem;
use crate::resolve::EventTypes;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// What `format` says.
const FORMAT: &str = "summitry-store";
/// The version of the tables that is written, and the only one read.
const VERSION: &str = "1";
/// The tables.
const TABLES: &str = include_str!("tables.sql");

/// Makes the tables in an empty database.
pub(super) fn prepare(db: &Connection, types: &EventTypes) -> Attempt<()> {
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")?;
    let tx = rusqlite::Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Err(Problem::new(file(db), "there is a database already")
            .remedy("add to it with 'summitry add', or name another file")
            .into());
    }
    tx.execute_batch(TABLES)?;
    for (key, value) in
        [("format", FORMAT), ("version", VERSION), ("summitry", env!("CARGO_PKG_VERSION")), ("types", &written(types)?)]
    {
        tx.execute("INSERT INTO meta (key, value) VALUES (?1, ?2)", params![key, value])?;
    }
    tx.commit()?;
    Ok(())
}

/// Whether the database is a store of this version; its event types.
pub(super) fn check(db: &Connection) -> Attempt<EventTypes> {
    let has_meta: bool =
        db.query_row("SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'meta'", [], |row| row.get(0))?;
    let format = if has_meta { value(db, "format")? } else { None };
    if format.as_deref() != Some(FORMAT) {
        return Err(Problem::new(file(db), "a SQLite database, but no store of Summitry")
            .remedy("name a file that 'summitry build -o graph.db' wrote")
            .into());
    }
    let version = value(db, "version")?.unwrap_or_default();
    if version != VERSION {
        let by = value(db, "summitry")?.unwrap_or_default();
        let message = format!("version {version} of the tables, written by summitry {by}; this one reads {VERSION}");
        return Err(Problem::new(file(db), message)
            .remedy("use that version, or build the store anew from the articles")
            .into());
    }
    types(db)
}

/// The event types that the facts were computed with.
pub(super) fn types(db: &Connection) -> Attempt<EventTypes> {
    let text = value(db, "types")?.ok_or_else(|| Fault::row("meta", "no event types"))?;
    serde_json::from_str(&text).map_err(|error| Fault::row("meta", error))
}

/// Sets other event types; the facts must then be computed anew.
pub(super) fn set_types(db: &Connection, types: &EventTypes) -> Attempt<()> {
    set(db, "types", &written(types)?)
}

/// A value of `meta`.
pub(super) fn value(db: &Connection, key: &str) -> Attempt<Option<String>> {
    Ok(db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional()?)
}

/// Sets a value of `meta`.
pub(super) fn set(db: &Connection, key: &str, value: &str) -> Attempt<()> {
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value])?;
    Ok(())
}

fn written(types: &EventTypes) -> Attempt<String> {
    serde_json::to_string(types).map_err(|error| Fault::row("meta", error))
}

fn file(db: &Connection) -> String {
    db.path().unwrap_or("store").to_owned()
}
