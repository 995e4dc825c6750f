//! Entities of a store named by what most articles call them.

use super::fault::Attempt;
use super::rows::{Entities, EntityId, all, word};
use super::touched::Touched;
use crate::resolve::{EntityKey, Review, fold, most_frequent};
use crate::vocabulary::EntityKind;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Names the touched entities by what most articles call them, and drops those that no article names any more. The
/// number of new ones that stay.
pub(super) fn settle_entities(db: &Connection, review: &Review, touched: &Touched) -> Attempt<usize> {
    let mut new = 0;
    for id in &touched.entities {
        db.prepare_cached("DELETE FROM alias WHERE entity = ?1 AND names = 0 AND mentions = 0")?.execute([id])?;
        let name: Option<String> = db
            .prepare_cached("SELECT name FROM alias WHERE entity = ?1 AND names > 0 ORDER BY names DESC, name LIMIT 1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let Some(name) = name else {
            for table in ["vote", "alias", "side"] {
                db.execute(&format!("DELETE FROM {table} WHERE entity = ?1"), [id])?;
            }
            db.prepare_cached("DELETE FROM entity WHERE id = ?1")?.execute([id])?;
            continue;
        };
        let key = known_key(db, *id)?;
        let name = review.name(&key).map_or(name, str::to_owned);
        new += usize::from(touched.new_entities.contains(id));
        let kinds: BTreeMap<EntityKind, usize> = votes(db, *id, "kind")?
            .into_iter()
            .map(|(kind, n)| Ok((word("vote", &kind)?, n)))
            .collect::<Attempt<_>>()?;
        let ids: BTreeMap<String, usize> = votes(db, *id, "wikidata")?.into_iter().collect();
        let folded = fold(&name);
        db.prepare_cached(
            "UPDATE entity SET kind = coalesce(?2, kind), name = ?3, wikidata = ?4, folded = ?5, reversed = ?6,
                 iso = CASE WHEN key GLOB 'country:[A-Z][A-Z]' THEN substr(key, 9) END WHERE id = ?1",
        )?
        .execute(params![
            id,
            most_frequent(&kinds).map(|kind| kind.as_str()),
            name,
            most_frequent(&ids),
            folded,
            folded.chars().rev().collect::<String>(),
        ])?;
    }
    Ok(new)
}

fn known_key(db: &Connection, id: EntityId) -> Attempt<EntityKey> {
    Entities::default().key(db, id)
}

fn votes(db: &Connection, id: EntityId, what: &str) -> Attempt<Vec<(String, usize)>> {
    let mut asked = db.prepare_cached("SELECT value, times FROM vote WHERE entity = ?1 AND what = ?2 AND times > 0")?;
    all(&mut asked, params![id, what], |row| Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0))))
}
