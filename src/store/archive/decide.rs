//! Decisions of people in the store: kept as a log, and the facts that they concern computed anew.

use super::Archive;
use super::add::exchange;
use super::changes::Changes;
use super::fault::{Attempt, Fault};
use super::record::{self, Stored};
use super::rows::{ArticleId, all};
use crate::error::Result;
use crate::resolve::{Decided, Decision, EntityKey, Review, entangled, split_off};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

impl Archive {
    /// Adds a decision to the log, and computes anew what it concerns. `at` is when (ISO), `who` by whom. Gives its
    /// number.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as it was before.
    pub fn decide(&mut self, at: &str, who: &str, decision: &Decision) -> Result<(u64, Changes)> {
        let types = self.types.clone();
        let mut number = 0;
        let changes = self.change(|db| {
            let log = decisions(db)?;
            number = log.iter().map(|decided| decided.id).max().unwrap_or(0) + 1;
            // What is concerned is found by the facts as they are, so before the decision stands, and after: what was
            // split or rejected may be seen again.
            let mut concerned = concerned(db, &Review::of(&log), &log, decision)?;
            let json = serde_json::to_string(decision).map_err(|error| Fault::row("decision", error))?;
            db.execute(
                "INSERT INTO decision (id, at, who, what) VALUES (?1, ?2, ?3, ?4)",
                params![number.cast_signed(), at, who, json],
            )?;
            concerned.sort_unstable();
            concerned.dedup();
            let load = |id: &ArticleId| Ok(Stored { id: *id, record: record::read(db, *id)? });
            let leaving = concerned.iter().map(load).collect::<Attempt<Vec<_>>>()?;
            let coming = concerned.iter().map(load).collect::<Attempt<Vec<_>>>()?;
            exchange(db, &types, &leaving, &coming)
        })?;
        Ok((number, changes))
    }

    /// The log of decisions, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>> {
        self.attempt(decisions)
    }
}

/// The log, by number.
pub(super) fn decisions(db: &Connection) -> Attempt<Vec<Decided>> {
    let mut asked = db.prepare_cached("SELECT id, at, who, what FROM decision ORDER BY id")?;
    all(&mut asked, [], |row| {
        let decision =
            serde_json::from_str(&row.get::<_, String>(3)?).map_err(|error| Fault::row("decision", error))?;
        Ok(Decided { id: row.get::<_, i64>(0)?.cast_unsigned(), at: row.get(1)?, who: row.get(2)?, decision })
    })
}

/// The articles whose facts a decision can change, by the review and the log as they are before it.
fn concerned(db: &Connection, review: &Review, log: &[Decided], decision: &Decision) -> Attempt<Vec<ArticleId>> {
    let mut found = Vec::new();
    let mut with = |query: &str, values: &[&str]| -> Attempt<()> {
        let mut asked = db.prepare_cached(query)?;
        found.extend(all(&mut asked, rusqlite::params_from_iter(values), |row| Ok(row.get::<_, ArticleId>(0)?))?);
        Ok(())
    };
    const OF_ENTITY: &str =
        "SELECT DISTINCT a.article FROM entity e JOIN appearance a ON a.entity = e.id WHERE e.key = ?1";
    const OF_DOC: &str = "SELECT id FROM article WHERE doc = ?1";
    match decision {
        // Whoever was merged before goes by the identity that was kept.
        Decision::MergeEntities { kept: _, gone } => {
            with(OF_ENTITY, &[review.identity(&EntityKey(gone.into())).as_str()])?;
        }
        Decision::Rename { entity, .. } => with(OF_ENTITY, &[entity])?,
        Decision::SplitEntity { entity, articles, name } => {
            articles.iter().try_for_each(|doc| with(OF_DOC, &[doc]))?;
            // It may be there already, by another name.
            with(OF_ENTITY, &[split_off(entity, name).as_str()])?;
        }
        Decision::MergeEvents { claims }
        | Decision::SplitEvent { claims }
        | Decision::RejectEvent { claims }
        | Decision::ConfirmEvent { claims } => {
            let docs: BTreeSet<&str> = claims.iter().map(|claim| claim.doc.as_str()).collect();
            docs.into_iter().try_for_each(|doc| with(OF_DOC, &[doc]))?;
        }
        Decision::RejectRelation { source, .. } => with(OF_ENTITY, &[source])?,
        Decision::Undo { undone } => match log.iter().find(|decided| decided.id == *undone).map(|it| &it.decision) {
            // To undo an undoing changes nothing.
            None | Some(Decision::Undo { .. }) => {}
            // Later decisions meant what was one by then, so that they may mean another one now.
            Some(Decision::MergeEntities { gone, .. }) => {
                entangled(log, gone).iter().try_for_each(|key| with(OF_ENTITY, &[key.as_str()]))?;
            }
            Some(decision) => found.append(&mut concerned(db, review, log, decision)?),
        },
    }
    Ok(found)
}
