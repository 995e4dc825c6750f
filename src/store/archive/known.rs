//! What the store knows of names and ids: counts of what articles give together, and where namesakes belong.

use super::fault::Attempt;
use super::rows::{ArticleId, all, day, word};
use crate::extract::Extraction;
use crate::resolve::{self, EntityKey, KnownIds, fold, home, proper, wikidata};
use crate::vocabulary::EntityKind;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

/// A name of a kind of entities, folded.
pub(super) type Name = (EntityKind, String);

/// What is known of the ids and names in a record.
pub(super) fn ids_of(db: &Connection, record: &Extraction) -> Attempt<KnownIds> {
    let mut ids = KnownIds::default();
    for entity in &record.entities {
        if let Some(wikidata) = wikidata(entity) {
            load_isos(db, &mut ids, wikidata)?;
        }
        load_names(db, &mut ids, (entity.kind, fold(&entity.name)))?;
    }
    Ok(ids)
}

/// Loads the ISO codes that go with a Wikidata id.
pub(super) fn load_isos(db: &Connection, ids: &mut KnownIds, wikidata: &str) -> Attempt<()> {
    let mut asked = db.prepare_cached("SELECT iso FROM known_iso WHERE wikidata = ?1 AND times > 0")?;
    for iso in all(&mut asked, [wikidata], |row| Ok(row.get::<_, String>(0)?))? {
        ids.note_iso(wikidata, &iso);
    }
    Ok(())
}

fn load_names(db: &Connection, ids: &mut KnownIds, (kind, folded): Name) -> Attempt<()> {
    let mut asked = db.prepare_cached("SELECT key FROM known_name WHERE kind = ?1 AND folded = ?2 AND times > 0")?;
    for key in all(&mut asked, params![kind.as_str(), folded], |row| Ok(row.get::<_, String>(0)?))? {
        ids.note_name(kind, folded.clone(), EntityKey(key.into()));
    }
    Ok(())
}

/// The names that an article gives together with an identity, as they were counted.
pub(super) fn names_given(db: &Connection, article: ArticleId) -> Attempt<Vec<(Name, String)>> {
    let mut asked =
        db.prepare_cached("SELECT kind, folded, strong FROM appearance WHERE article = ?1 AND strong IS NOT NULL")?;
    all(&mut asked, [article], |row| Ok(((word("appearance", &row.get::<_, String>(0)?)?, row.get(1)?), row.get(2)?)))
}

/// Adds to the count of an ISO code with a Wikidata id; whether it is the first or the last time.
pub(super) fn count_iso(db: &Connection, wikidata: &str, iso: &str, times: i64) -> Attempt<bool> {
    count(db, "known_iso (wikidata, iso, times) VALUES (?2, ?3, ?1)", &[wikidata, iso], times)
}

/// Adds to the count of an identity with a name; whether it is the first or the last time.
pub(super) fn count_name(db: &Connection, (kind, folded): &Name, key: &str, times: i64) -> Attempt<bool> {
    count(db, "known_name (kind, folded, key, times) VALUES (?2, ?3, ?4, ?1)", &[kind.as_str(), folded, key], times)
}

fn count(db: &Connection, row: &str, values: &[&str], times: i64) -> Attempt<bool> {
    let upsert = format!("INSERT INTO {row} ON CONFLICT DO UPDATE SET times = times + ?1 RETURNING times");
    let bound = [Value::from(times)].into_iter().chain(values.iter().map(|text| Value::from((*text).to_owned())));
    let now: i64 = db.prepare_cached(&upsert)?.query_row(params_from_iter(bound), |row| row.get(0))?;
    // A count can pass zero for a moment, when an article leaves and comes back in one batch.
    Ok(now == times && times > 0 || now == 0)
}

/// To which country an entity of an article belongs.
pub(super) struct HomeRow {
    pub(super) name: Name,
    local: String,
    home: EntityKey,
    day: Option<Date>,
}

/// The homes of the entities of a record that no id tells, as `resolve/homes.rs` sees them.
pub(super) fn homes_of(db: &Connection, record: &Extraction) -> Attempt<Vec<HomeRow>> {
    let ids = ids_of(db, record)?;
    let key = |entity: &_| ids.key(entity);
    let entities = proper(record, &mut Vec::new()).into_iter().filter(|entity| ids.key(entity).is_none());
    let row = |entity: &crate::extract::Entity| {
        let home = home(entity, record, key)?;
        let name = (entity.kind, fold(&entity.name));
        Some(HomeRow { name, local: entity.id.clone(), home, day: record.article.date })
    };
    Ok(entities.filter_map(row).collect())
}

/// The names whose homes an article gives, as they were written.
pub(super) fn homes_written(db: &Connection, article: ArticleId) -> Attempt<Vec<Name>> {
    let mut asked = db.prepare_cached("SELECT kind, folded FROM home WHERE article = ?1")?;
    all(&mut asked, [article], |row| Ok((word("home", &row.get::<_, String>(0)?)?, row.get(1)?)))
}

/// Writes the homes that an article gives in the place of those that it gave before.
pub(super) fn write_homes(db: &Connection, article: ArticleId, rows: &[HomeRow]) -> Attempt<()> {
    db.prepare_cached("DELETE FROM home WHERE article = ?1")?.execute([article])?;
    let mut insert = db
        .prepare_cached("INSERT INTO home (article, local, kind, folded, home, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for HomeRow { name: (kind, folded), local, home, day } in rows {
        let day = day.map(|day| day.to_string());
        insert.execute(params![article, local, kind.as_str(), folded, home.as_str(), day])?;
    }
    Ok(())
}

/// Whether a name is one of several entities, as it was found last.
pub(super) fn is_shared(db: &Connection, (kind, folded): &Name) -> Attempt<bool> {
    let mut asked = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM shared_name WHERE kind = ?1 AND folded = ?2)")?;
    Ok(asked.query_row(params![kind.as_str(), folded], |row| row.get(0))?)
}

/// Finds anew whether a name is one of several entities; whether that has changed.
pub(super) fn share(db: &Connection, name: &Name) -> Attempt<bool> {
    let (kind, folded) = name;
    // Articles without a date can be of any time.
    let mut asked = db.prepare_cached(
        "SELECT CASE WHEN count(*) = count(day) THEN min(day) END, CASE WHEN count(*) = count(day) THEN max(day) END
         FROM home WHERE kind = ?1 AND folded = ?2 GROUP BY home",
    )?;
    let periods = all(&mut asked, params![kind.as_str(), folded], |row| {
        Ok((day("home", row.get(0)?)?.unwrap_or(Date::MIN), day("home", row.get(1)?)?.unwrap_or(Date::MAX)))
    })?;
    let now = resolve::is_of_several(*kind, periods.into_iter());
    if is_shared(db, name)? == now {
        return Ok(false);
    }
    let change = match now {
        true => "INSERT INTO shared_name (kind, folded) VALUES (?1, ?2)",
        false => "DELETE FROM shared_name WHERE kind = ?1 AND folded = ?2",
    };
    db.prepare_cached(change)?.execute(params![kind.as_str(), folded])?;
    Ok(true)
}
