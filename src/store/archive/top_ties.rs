//! The strongest ties of a store, without reading the others.
//!
//! How many independent sources a tie has is told by all its evidence (`graph/evidence.rs`), but never more than it has publishers. So
//! ties are read in the order of their publishers, until those that are left have fewer than the last that is wanted has sources.

use super::counts::count;
use super::fault::Attempt;
use super::load::facts_of;
use super::rows::{EntityId, all};
use super::scope::{self, Condition, Detail};
use super::{Archive, Scope};
use crate::error::Result;
use crate::graph::{EdgeKind, Filter, Graph};
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};

/// A tie by its ends and kind, of events that came to nothing or of the others, with the number of its publishers.
struct Bounded {
    source: EntityId,
    target: EntityId,
    kind: String,
    void: bool,
    publishers: usize,
}

impl Archive {
    /// A graph in which so many of the strongest ties between parties are as in the graph of all, and no other tie is stronger than
    /// there. None for filters that more than days and statuses of events meet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn top_ties(&self, filter: &Filter, most: usize) -> Result<Option<Graph>> {
        let told_by_index =
            Filter { since: filter.since, until: filter.until, status: filter.status.clone(), ..Filter::default() };
        if (Filter { top: None, ..filter.clone() }) != told_by_index {
            return Ok(None);
        }
        self.attempt(|db| {
            let tx = Transaction::new_unchecked(db, TransactionBehavior::Deferred)?;
            let scope = Scope { filter: told_by_index, detail: Detail::Offices, ..Scope::default() };
            let admitted = scope::condition(&tx, &scope)?;
            let ties = bounded(&tx, &admitted)?;
            let mut read = most.saturating_mul(2);
            loop {
                let (some, others) = ties.split_at(read.min(ties.len()));
                want(&tx, some, &admitted)?;
                let graph = Graph::from_facts(&facts_of(&tx, &scope, false)?, &self.types);
                let least = sources_of_last(&graph, most);
                let stronger = others.iter().take_while(|tie| tie.publishers >= least).count();
                if stronger == 0 {
                    return Ok(Some(graph));
                }
                read = some.len() + stronger;
            }
        })
    }
}

/// All ties of admitted events, those with the most publishers first.
fn bounded(db: &Connection, admitted: &Condition) -> Attempt<Vec<Bounded>> {
    // Letter case and accents aside, publishers can only be fewer. One without a letter that is surely kept counts as none, and its
    // articles by themselves.
    let mut asked = db.prepare_cached(&format!(
        "SELECT t.source, t.target, t.kind, e.status IN ('cancelled', 'denied') AS void,
                count(DISTINCT CASE WHEN a.source GLOB '*[A-Za-z0-9]*' THEN a.source ELSE -a.id END) AS publishers
         FROM tie t CROSS JOIN event e ON e.id = t.event CROSS JOIN claim c ON c.event = e.id CROSS JOIN article a ON a.id = c.article
         WHERE {} GROUP BY t.source, t.target, t.kind, void ORDER BY publishers DESC",
        admitted.sql
    ))?;
    all(&mut asked, params_from_iter(admitted.values.iter()), |row| {
        Ok(Bounded {
            source: row.get(0)?,
            target: row.get(1)?,
            kind: row.get(2)?,
            void: row.get(3)?,
            publishers: count(row.get(4)?),
        })
    })
}

/// Makes the admitted events of these ties wanted, and nothing else.
fn want(db: &Connection, ties: &[Bounded], admitted: &Condition) -> Attempt<()> {
    scope::clear(db)?;
    let next = admitted.values.len();
    let mut insert = db.prepare_cached(&format!(
        "INSERT OR IGNORE INTO temp.wanted_event SELECT e.id FROM tie t CROSS JOIN event e ON e.id = t.event
         WHERE t.source = ?{} AND t.target = ?{} AND t.kind = ?{} AND (e.status IN ('cancelled', 'denied')) = ?{} AND {}",
        next + 1,
        next + 2,
        next + 3,
        next + 4,
        admitted.sql
    ))?;
    for tie in ties {
        let key: [Value; 4] = [tie.source.into(), tie.target.into(), tie.kind.clone().into(), tie.void.into()];
        insert.execute(params_from_iter(admitted.values.iter().cloned().chain(key)))?;
    }
    Ok(())
}

/// How many sources the last of so many strongest ties has; none if there are fewer ties.
fn sources_of_last(graph: &Graph, most: usize) -> usize {
    let ties = graph.graph.edge_weights().filter(|e| e.is_tie() && e.kind.as_str() != EdgeKind::COOPERATES_ON);
    let mut sources: Vec<usize> = ties.map(|tie| tie.sources as usize).collect();
    sources.sort_unstable_by(|a, b| b.cmp(a));
    most.checked_sub(1).and_then(|last| sources.get(last)).copied().unwrap_or(0)
}
