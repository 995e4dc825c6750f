//! Which articles must be identified anew when others come or go.
//!
//! An entity's identity hangs on its own ids, on the ISO codes that go with its Wikidata id anywhere, on the identities
//! that go with its name anywhere, and on whether its name is one of several entities (`resolve/entities.rs`,
//! `homes.rs`). The store counts all three (`known.rs`); only where one is seen for the first or taken away for the last
//! time can the identities of other articles change.

use super::fault::Attempt;
use super::known::{self, Name, homes_of};
use super::record::{self, Stored};
use super::rows::{ArticleId, all};
use crate::Problem;
use crate::extract::{Entity, Extraction};
use crate::resolve::{EntityKey, Homes, KnownIds, Review, both_ids, fold, identify_record, proper, wikidata};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// A record's entities with their identities.
pub(super) struct Identified<'e> {
    pub(super) entities: Vec<(&'e Entity, EntityKey)>,
    /// What is known of the ids and names in the record.
    pub(super) ids: KnownIds,
}

/// Counts the ids of articles that come and go, and gives the other articles whose entities may now have other
/// identities, sorted. The rows of the leaving articles must still be there; those of the coming ones need not.
pub(super) fn shifted(db: &Connection, leaving: &[Stored], coming: &[Stored]) -> Attempt<Vec<ArticleId>> {
    let known: BTreeSet<ArticleId> = leaving.iter().chain(coming).map(|stored| stored.id).collect();
    let recoded = recoded(db, &count_isos(db, leaving, coming)?, &known)?;
    let mut others = BTreeSet::new();
    for name in count_names(db, leaving, coming, &recoded)? {
        others.extend(named(db, &name)?);
    }
    others.extend(recoded);
    others.retain(|id| !known.contains(id));
    for name in place_homes(db, leaving, coming, &others)? {
        others.extend(named(db, &name)?.into_iter().filter(|id| !known.contains(id)));
    }
    Ok(others.into_iter().collect())
}

/// The identities of a record's entities, by all that the store knows.
pub(super) fn identify<'e>(
    db: &Connection,
    record: &'e Extraction,
    review: &Review,
    problems: &mut Vec<Problem>,
) -> Attempt<Identified<'e>> {
    let ids = known::ids_of(db, record)?;
    let mut homes = Homes::default();
    for entity in record.entities.iter().filter(|entity| ids.key(entity).is_none()) {
        let name = (entity.kind, fold(&entity.name));
        if known::is_shared(db, &name)? {
            homes.note(name.0, name.1);
        }
    }
    Ok(Identified { entities: identify_record(record, &ids, &homes, review, problems), ids })
}

/// Counts the ISO codes that go with Wikidata ids; the ids that have another set of codes than before.
fn count_isos(db: &Connection, leaving: &[Stored], coming: &[Stored]) -> Attempt<BTreeSet<String>> {
    let mut news = BTreeSet::new();
    for (stored, times) in leaving.iter().map(|s| (s, -1)).chain(coming.iter().map(|s| (s, 1))) {
        for (wikidata, iso) in proper(&stored.record, &mut Vec::new()).into_iter().filter_map(both_ids) {
            if known::count_iso(db, wikidata, iso, times)? {
                news.insert(wikidata.into());
            }
        }
    }
    Ok(news)
}

/// Other articles with a country of these Wikidata ids.
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

/// Counts the identities that go with names; the names that have another set of identities than before.
fn count_names(
    db: &Connection,
    leaving: &[Stored],
    coming: &[Stored],
    recoded: &BTreeSet<ArticleId>,
) -> Attempt<BTreeSet<Name>> {
    let mut news = BTreeSet::new();
    for id in leaving.iter().map(|stored| &stored.id).chain(recoded) {
        for (name, key) in known::names_given(db, *id)? {
            if known::count_name(db, &name, &key, -1)? {
                news.insert(name);
            }
        }
    }
    let mut note = |record: &Extraction| -> Attempt<()> {
        for entity in proper(record, &mut Vec::new()) {
            let mut ids = KnownIds::default();
            if let Some(wikidata) = wikidata(entity) {
                known::load_isos(db, &mut ids, wikidata)?;
            }
            let Some(key) = ids.strong_key(entity) else { continue };
            let name = (entity.kind, fold(&entity.name));
            if known::count_name(db, &name, key.as_str(), 1)? {
                news.insert(name);
            }
        }
        Ok(())
    };
    coming.iter().try_for_each(|stored| note(&stored.record))?;
    for id in recoded {
        note(&record::read(db, *id)?)?;
    }
    Ok(news)
}

/// Writes to which countries the entities of articles belong; the names that have become those of several entities, or of
/// one again.
fn place_homes(
    db: &Connection,
    leaving: &[Stored],
    coming: &[Stored],
    others: &BTreeSet<ArticleId>,
) -> Attempt<BTreeSet<Name>> {
    let mut rows = BTreeMap::new();
    for stored in leaving {
        rows.insert(stored.id, Vec::new());
    }
    for id in others {
        rows.insert(*id, homes_of(db, &record::read(db, *id)?)?);
    }
    for stored in coming {
        rows.insert(stored.id, homes_of(db, &stored.record)?);
    }
    let mut names: BTreeSet<Name> = rows.values().flatten().map(|row| row.name.clone()).collect();
    for id in rows.keys() {
        names.extend(known::homes_written(db, *id)?);
    }
    for (article, rows) in &rows {
        known::write_homes(db, *article, rows)?;
    }
    let mut changed = BTreeSet::new();
    for name in names {
        if known::share(db, &name)? {
            changed.insert(name);
        }
    }
    Ok(changed)
}

/// Articles that tell an entity by this name alone.
fn named(db: &Connection, (kind, folded): &Name) -> Attempt<Vec<ArticleId>> {
    let mut asked = db
        .prepare_cached("SELECT DISTINCT article FROM appearance WHERE kind = ?1 AND folded = ?2 AND strong IS NULL")?;
    all(&mut asked, params![kind.as_str(), folded], |row| Ok(row.get(0)?))
}
