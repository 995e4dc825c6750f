//! Sentences of a store by their words, through SQLite's full-text index.

use super::fault::Attempt;
use super::load::facts_of;
use super::rows::all;
use super::scope;
use super::{Archive, Detail, Scope};
use crate::error::Result;
use crate::graph::{Filter, Graph};
use crate::resolve::Facts;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// So many sentences are looked at, the latest first.
const MOST: usize = 2000;
/// So many are looked at first for every one that is asked for: some may speak only of what the filter leaves out.
const AT_FIRST: usize = 2;
/// How many times more are looked at when those did not suffice.
const MORE: usize = 5;

/// Sentences as (article, sentence).
pub type Sentences = BTreeSet<(String, String)>;

impl Archive {
    /// Sentences that hold all the words (a word may end in `*`), latest reports first, as the answers that `rows` makes
    /// of them and a graph of what they speak of: as many as are asked for, if there are so many among the latest two
    /// thousand. The graph that comes back is the one that the answers were made of.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search<R>(
        &self,
        words: &str,
        filter: &Filter,
        count: usize,
        rows: impl Fn(&Graph, &Sentences) -> Vec<R>,
    ) -> Result<(Graph, Vec<R>)> {
        self.attempt(|db| {
            let tx = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Deferred)?;
            let matching = match expression(words) {
                Some(expression) => matching(&tx, &expression)?,
                None => Vec::new(),
            };
            let mut looked_at = count.saturating_mul(AT_FIRST);
            loop {
                let some = matching.get(..looked_at).unwrap_or(&matching);
                let graph = Graph::from_facts(&self.spoken_of(&tx, some, filter)?, &self.types);
                let found = rows(&graph, &some.iter().map(|hit| hit.sentence.clone()).collect());
                if found.len() >= count || some.len() == matching.len() {
                    return Ok((graph, found));
                }
                looked_at = looked_at.saturating_mul(MORE);
            }
        })
    }

    /// What some sentences speak of.
    fn spoken_of(&self, db: &Connection, hits: &[Hit], filter: &Filter) -> Attempt<Facts> {
        scope::clear(db)?;
        let mut wanted = db.prepare_cached("INSERT OR IGNORE INTO temp.wanted_sentence VALUES (?1)")?;
        for hit in hits {
            wanted.execute([hit.id])?;
        }
        // How sure and how well attested a relation is hangs on all that is said of it.
        let detail = if filter.min_confidence.is_some() { Detail::Full } else { Detail::Sentences };
        let scope = Scope { detail, ..Scope::of(filter) };
        let condition = scope::condition(db, &scope)?;
        let events = format!(
            "INSERT OR IGNORE INTO temp.wanted_event
             SELECT e.id FROM temp.wanted_sentence w CROSS JOIN claim c ON c.sentence = w.id
             CROSS JOIN event e ON e.id = c.event WHERE {}",
            condition.sql
        );
        db.prepare_cached(&events)?.execute(params_from_iter(condition.values.iter()))?;
        db.execute_batch(
            "INSERT OR IGNORE INTO temp.wanted_entity
             SELECT r.source FROM temp.wanted_sentence w CROSS JOIN statement t ON t.sentence = w.id
             CROSS JOIN relation r ON r.id = t.relation;
             INSERT OR IGNORE INTO temp.wanted_entity
             SELECT r.target FROM temp.wanted_sentence w CROSS JOIN statement t ON t.sentence = w.id
             CROSS JOIN relation r ON r.id = t.relation;",
        )?;
        facts_of(db, &scope, false)
    }
}

/// A sentence that was found.
struct Hit {
    id: i64,
    sentence: (String, String),
}

/// The matching sentences, in the order in which answers are given.
fn matching(db: &Connection, expression: &str) -> Attempt<Vec<Hit>> {
    let mut asked = db.prepare_cached(&format!(
        "SELECT s.id, a.doc, s.quote FROM sentence_text t JOIN sentence s ON s.id = t.rowid JOIN article a ON a.id = s.article
         WHERE sentence_text MATCH ?1 ORDER BY a.date DESC, a.doc, s.quote LIMIT {MOST}"
    ))?;
    all(&mut asked, [expression], |row| Ok(Hit { id: row.get(0)?, sentence: (row.get(1)?, row.get(2)?) }))
}

/// The words as an expression of FTS5, every word quoted so that none is taken for an operator; none without words. Control
/// characters part words: FTS5 takes the first NUL for the end of the expression, within quotes too.
fn expression(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| {
            let stem = word.trim_end_matches('*');
            format!("\"{}\"{}", stem.replace('"', "\"\""), if stem.len() < word.len() { "*" } else { "" })
        })
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn no_word_is_an_operator() {
        assert_eq!(expression("cease* NEAR \"talks OR").as_deref(), Some("\"cease\"* \"NEAR\" \"\"\"talks\" \"OR\""));
        assert_eq!(expression(" - \" * "), None);
        assert_eq!(expression("cease\0fire \0").as_deref(), Some("\"cease\" \"fire\""));
    }
}
