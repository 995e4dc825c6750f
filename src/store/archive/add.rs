//! Articles into the store and out of it, a batch a transaction.

use super::changes::Changes;
use super::decide::decisions;
use super::fault::{Attempt, Fault};
use super::record::{self, Stored};
use super::refresh::refresh;
use super::rows::all;
use super::touched::Touched;
use super::{Archive, identity};
use crate::error::{Problem, Result};
use crate::extract::Extraction;
use crate::resolve::{EventTypes, Review, fullness};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;

/// How many records are held in memory at a time while all facts are computed anew.
const UPGRADE_BATCH: usize = 2000;

/// What the store is given of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What was extracted from it.
    pub record: Extraction,
    /// Its whole text, to show evidence in; spans of the record are byte ranges of it.
    pub text: Option<String>,
}

impl From<Extraction> for Entry {
    fn from(record: Extraction) -> Self {
        Self { record, text: None }
    }
}

impl Archive {
    /// Adds articles, all of them or, on an error, none. Of several records of one article the fullest is kept, as
    /// [`resolve`](crate::resolve::resolve) keeps it.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as it was before.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<Changes> {
        let types = self.types.clone();
        self.change(|db| add(db, &types, entries))
    }

    /// Whether the store has an article of this id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn knows(&self, doc: &str) -> Result<bool> {
        self.attempt(|db| {
            let mut asked = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM article WHERE doc = ?1)")?;
            Ok(asked.query_row([doc], |row| row.get(0))?)
        })
    }

    /// Takes articles out, with all that came from them alone. Ids that the store does not know are reported.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as it was before.
    pub fn remove(&mut self, docs: &[String]) -> Result<Changes> {
        let types = self.types.clone();
        let file = self.path.display().to_string();
        self.change(|db| {
            let (mut leaving, mut problems) = (BTreeMap::new(), Vec::new());
            for doc in docs {
                match record::find(db, doc)? {
                    Some(stored) => drop(leaving.insert(stored.id, stored)),
                    None => problems.push(
                        Problem::new(&file, format!("there is no article '{doc}'"))
                            .remedy("'summitry query STORE sql \"SELECT doc FROM article\"' lists them"),
                    ),
                }
            }
            let leaving: Vec<_> = leaving.into_values().collect();
            let mut changes = exchange(db, &types, &leaving, &[])?;
            changes.removed = leaving.len();
            changes.problems.extend(problems);
            Ok(changes)
        })
    }

    /// Runs a change as one transaction.
    pub(super) fn change(&mut self, work: impl FnOnce(&Connection) -> Attempt<Changes>) -> Result<Changes> {
        let run = || -> Attempt<Changes> {
            let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
            let changes = work(&tx)?;
            tx.commit()?;
            Ok(changes)
        };
        run().map_err(|fault| fault.at(&self.path))
    }
}

fn add(db: &Connection, types: &EventTypes, entries: Vec<Entry>) -> Attempt<Changes> {
    let mut counts = Changes::default();
    let mut best: BTreeMap<String, Entry> = BTreeMap::new();
    for entry in entries {
        match best.get_mut(&entry.record.doc) {
            Some(known) if fullness(&entry.record) < fullness(&known.record) => *known = entry,
            Some(_) => counts.known += 1,
            None => drop(best.insert(entry.record.doc.clone(), entry)),
        }
    }
    let (mut leaving, mut coming) = (Vec::new(), Vec::new());
    for (doc, entry) in best {
        match record::find(db, &doc)? {
            Some(stored) if fullness(&entry.record) < fullness(&stored.record) => {
                write_article(db, Some(stored.id), &entry)?;
                coming.push(Stored { id: stored.id, record: entry.record });
                leaving.push(stored);
                counts.replaced += 1;
            }
            Some(_) => counts.known += 1,
            None => {
                coming.push(Stored { id: write_article(db, None, &entry)?, record: entry.record });
                counts.added += 1;
            }
        }
    }
    let mut changes = exchange(db, types, &leaving, &coming)?;
    changes.extend(counts);
    Ok(changes)
}

/// Writes an article's own row, over the one of the given number or as a new one; its number.
fn write_article(db: &Connection, over: Option<i64>, entry: &Entry) -> Attempt<i64> {
    let json = serde_json::to_string(&entry.record).map_err(|error| Fault::row("article", error))?;
    let info = &entry.record.article;
    db.prepare_cached(
        "INSERT OR REPLACE INTO article (id, doc, date, source, url, title, fingerprint, engine, text, extraction)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        over,
        entry.record.doc,
        info.date.map(|d| d.to_string()),
        info.source,
        info.url,
        info.title,
        info.fingerprint.map(|f| f.to_string()),
        env!("CARGO_PKG_VERSION"),
        entry.text,
        json,
    ])?;
    Ok(db.last_insert_rowid())
}

/// Puts the rows of the coming articles into the place of those of the leaving ones, and computes anew what hangs on them. An article
/// that is among both changes its record.
pub(super) fn exchange(db: &Connection, types: &EventTypes, leaving: &[Stored], coming: &[Stored]) -> Attempt<Changes> {
    let review = Review::of(&decisions(db)?);
    let mut touched = Touched::default();
    let others = identity::shifted(db, leaving, coming)?;
    for stored in leaving {
        record::unapply(db, stored, &mut touched)?;
    }
    for id in others.iter().copied() {
        let stored = Stored { id, record: record::read(db, id)? };
        let identified = identity::identify(db, &stored.record, &review, &mut Vec::new())?;
        if !record::stands(db, id, &identified)? {
            record::unapply(db, &stored, &mut touched)?;
            record::apply(db, &stored, &identified, &review, &mut touched)?;
        }
    }
    for stored in coming {
        let identified = identity::identify(db, &stored.record, &review, &mut touched.problems)?;
        record::apply(db, stored, &identified, &review, &mut touched)?;
    }
    for stored in leaving.iter().filter(|gone| coming.iter().all(|stays| stays.id != gone.id)) {
        db.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([stored.id])?;
    }
    let changes = refresh(db, types, &review, touched)?;
    // What only comes leaves no count at zero, and to look for one takes as long as the store is large.
    if !leaving.is_empty() || !others.is_empty() {
        drop_empty_counts(db)?;
    }
    Ok(changes)
}

fn drop_empty_counts(db: &Connection) -> Attempt<()> {
    for table in ["known_name", "known_iso", "vote"] {
        db.execute(&format!("DELETE FROM {table} WHERE times = 0"), [])?;
    }
    Ok(())
}

/// Computes the facts of all records in the store, where nothing is computed yet.
pub(super) fn apply_all(db: &Connection, types: &EventTypes) -> Attempt<Changes> {
    let mut asked = db.prepare("SELECT id FROM article ORDER BY id")?;
    let ids = all(&mut asked, [], |row| Ok(row.get::<_, i64>(0)?))?;
    let mut changes = Changes::default();
    for batch in ids.chunks(UPGRADE_BATCH) {
        let coming = batch
            .iter()
            .map(|id| Ok(Stored { id: *id, record: record::read(db, *id)? }))
            .collect::<Attempt<Vec<_>>>()?;
        changes.extend(exchange(db, types, &[], &coming)?);
    }
    Ok(changes)
}
