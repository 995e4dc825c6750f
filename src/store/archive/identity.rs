//! Which articles must be identified anew when others come or go.
//!
//! An entity's identity hangs on its own ids, on the ISO codes that go with its Wikidata id anywhere, and on the
//! identities that go with its name anywhere (`resolve/entities.rs`). The store counts both; only where one is seen
//! for the first or taken away for the last time can the identities of other articles change.

use super::fault::Attempt;
use super::record::{self, Stored};
use super::rows::{ArticleId, all};
use crate::extract::{Entity, Extraction};
use crate::resolve::{EntityKey, KnownIds, both_ids, fold, identify_record, proper, wikidata};
use crate::vocabulary::EntityKind;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A name of a kind of entities, folded.
type Name = (EntityKind, String);

/// What has been seen for the first, or taken away for the last time.
#[derive(Debug, Default)]
struct News {
    wikidata: BTreeSet<String>,
    names: BTreeSet<Name>,
}

/// Counts the ids of articles that come and go, and gives the other articles whose entities now have other identities,
/// sorted. The rows of the leaving articles must still be there; those of the coming ones need not.
pub(super) fn shifted(db: &Connection, leaving: &[Stored], coming: &[Stored]) -> Attempt<Vec<ArticleId>> {
    let known: BTreeSet<ArticleId> = leaving.iter().chain(coming).map(|stored| stored.id).collect();
    let mut news = News::default();
    for (stored, times) in leaving.iter().map(|s| (s, -1)).chain(coming.iter().map(|s| (s, 1))) {
        for (wikidata, iso) in proper(&stored.record, &mut Vec::new()).into_iter().filter_map(both_ids) {
            if count(db, "known_iso", ["wikidata", "iso"], &[wikidata, iso], times)? {
                news.wikidata.insert(wikidata.into());
            }
        }
    }
    let recoded = recoded(db, &news.wikidata, &known)?;
    for id in leaving.iter().map(|stored| &stored.id).chain(&recoded) {
        for (kind, folded, key) in strong_names(db, *id)? {
            name(db, &mut news, kind, folded, &key, -1)?;
        }
    }
    for stored in coming {
        note_names(db, &mut news, &stored.record)?;
    }
    for id in &recoded {
        note_names(db, &mut news, &record::read(db, *id)?)?;
    }
    let mut others = recoded;
    for (kind, folded) in &news.names {
        others.extend(named(db, *kind, folded)?.into_iter().filter(|id| !known.contains(id)));
    }
    Ok(others.into_iter().collect())
}

/// The identities of a record's entities, by all that the store knows.
pub(super) fn identify<'e>(
    db: &Connection,
    record: &'e Extraction,
    problems: &mut Vec<crate::Problem>,
) -> Attempt<(Vec<(&'e Entity, EntityKey)>, KnownIds)> {
    let mut ids = KnownIds::default();
    for entity in &record.entities {
        if let Some(wikidata) = wikidata(entity) {
            load_isos(db, &mut ids, wikidata)?;
        }
        load_names(db, &mut ids, entity.kind, &fold(&entity.name))?;
    }
    Ok((identify_record(record, &ids, problems), ids))
}

/// Other articles with a country of these Wikidata ids and no ISO code of its own.
fn recoded(db: &Connection, wikidata: &BTreeSet<String>, known: &BTreeSet<ArticleId>) -> Attempt<BTreeSet<ArticleId>> {
    let mut found = BTreeSet::new();
    let mut asked =
        db.prepare_cached("SELECT DISTINCT article FROM appearance WHERE wikidata = ?1 AND kind = 'country'")?;
    for id in wikidata {
        found.extend(all(&mut asked, [id], |row| Ok(row.get::<_, ArticleId>(0)?))?);
    }
    found.retain(|id| !known.contains(id));
    Ok(found)
}

/// The names that an article gives together with an id, as they were counted.
fn strong_names(db: &Connection, article: ArticleId) -> Attempt<Vec<(EntityKind, String, String)>> {
    let mut asked =
        db.prepare_cached("SELECT kind, folded, strong FROM appearance WHERE article = ?1 AND strong IS NOT NULL")?;
    all(&mut asked, [article], |row| {
        Ok((super::rows::word("appearance", &row.get::<_, String>(0)?)?, row.get(1)?, row.get(2)?))
    })
}

/// Counts the names that a record gives together with an id.
fn note_names(db: &Connection, news: &mut News, record: &Extraction) -> Attempt<()> {
    let mut ids = KnownIds::default();
    for entity in proper(record, &mut Vec::new()) {
        if let Some(wikidata) = wikidata(entity) {
            load_isos(db, &mut ids, wikidata)?;
        }
        if let Some(key) = ids.strong_key(entity) {
            name(db, news, entity.kind, fold(&entity.name), key.as_str(), 1)?;
        }
    }
    Ok(())
}

fn name(db: &Connection, news: &mut News, kind: EntityKind, folded: String, key: &str, times: i64) -> Attempt<()> {
    if count(db, "known_name", ["kind, folded", "key"], &[kind.as_str(), &folded, key], times)? {
        news.names.insert((kind, folded));
    }
    Ok(())
}

/// Adds to the count of a pair; whether it was seen for the first, or taken away for the last time.
fn count(db: &Connection, table: &str, [name, value]: [&str; 2], row: &[&str], times: i64) -> Attempt<bool> {
    let places = if row.len() == 3 { "?2, ?3, ?4" } else { "?2, ?3" };
    let upsert = format!(
        "INSERT INTO {table} ({name}, {value}, times) VALUES ({places}, ?1)
         ON CONFLICT DO UPDATE SET times = times + ?1 RETURNING times"
    );
    let bound = std::iter::once(rusqlite::types::Value::from(times))
        .chain(row.iter().map(|text| rusqlite::types::Value::from((*text).to_owned())));
    let now: i64 = db.prepare_cached(&upsert)?.query_row(rusqlite::params_from_iter(bound), |row| row.get(0))?;
    // A count can pass zero for a moment, when an article leaves and comes back in one batch.
    Ok(now == times && times > 0 || now == 0)
}

/// Articles that tell an entity by this name alone.
fn named(db: &Connection, kind: EntityKind, folded: &str) -> Attempt<Vec<ArticleId>> {
    let mut asked = db
        .prepare_cached("SELECT DISTINCT article FROM appearance WHERE kind = ?1 AND folded = ?2 AND strong IS NULL")?;
    all(&mut asked, params![kind.as_str(), folded], |row| Ok(row.get(0)?))
}

fn load_isos(db: &Connection, ids: &mut KnownIds, wikidata: &str) -> Attempt<()> {
    let mut asked = db.prepare_cached("SELECT iso FROM known_iso WHERE wikidata = ?1 AND times > 0")?;
    for iso in all(&mut asked, [wikidata], |row| Ok(row.get::<_, String>(0)?))? {
        ids.note_iso(wikidata, &iso);
    }
    Ok(())
}

fn load_names(db: &Connection, ids: &mut KnownIds, kind: EntityKind, folded: &str) -> Attempt<()> {
    let mut asked = db.prepare_cached("SELECT key FROM known_name WHERE kind = ?1 AND folded = ?2 AND times > 0")?;
    for key in all(&mut asked, params![kind.as_str(), folded], |row| Ok(row.get::<_, String>(0)?))? {
        ids.note_name(kind, folded.to_owned(), EntityKey(key.into()));
    }
    Ok(())
}
