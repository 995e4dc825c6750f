//! Sentences of a store by their words, through SQLite's full-text index.

use super::fault::Attempt;
use super::load::facts_of;
use super::rows::all;
use super::scope;
use super::{Archive, Scope};
use crate::error::Result;
use crate::graph::{Filter, Graph};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// So many sentences are looked at, the latest first.
const MOST: usize = 2000;

/// Sentences as (article, sentence).
pub type Sentences = BTreeSet<(String, String)>;

impl Archive {
    /// The sentences that hold all the words (a word may end in `*`), and a graph of what they speak of. Of very many
    /// the latest two thousand.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search(&self, words: &str, filter: &Filter) -> Result<(Graph, Sentences)> {
        self.attempt(|db| {
            let tx = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Deferred)?;
            scope::clear(&tx)?;
            let found = match expression(words) {
                Some(expression) => matching(&tx, &expression)?,
                None => Sentences::new(),
            };
            let scope = Scope { filter: filter.clone(), ..Scope::default() };
            let facts = facts_of(&tx, &scope, false)?;
            Ok((Graph::from_facts(&facts, &self.types), found))
        })
    }
}

/// The matching sentences; the events that they speak of become wanted, and so do the parties of their relations.
fn matching(db: &Connection, expression: &str) -> Attempt<Sentences> {
    let mut asked = db.prepare_cached(&format!(
        "SELECT s.id, a.doc, s.quote FROM sentence_text t JOIN sentence s ON s.id = t.rowid JOIN article a ON a.id = s.article
         WHERE sentence_text MATCH ?1 ORDER BY a.date DESC, a.doc, s.id LIMIT {MOST}"
    ))?;
    let rows = all(&mut asked, [expression], |row| Ok((row.get::<_, i64>(0)?, (row.get(1)?, row.get(2)?))))?;
    let mut found = Sentences::new();
    for (id, sentence) in rows {
        db.prepare_cached(
            "INSERT OR IGNORE INTO temp.wanted_event SELECT event FROM claim WHERE sentence = ?1 AND event IS NOT NULL",
        )?
        .execute([id])?;
        db.prepare_cached(
            "INSERT OR IGNORE INTO temp.wanted_entity
             SELECT r.source FROM statement t JOIN relation r ON r.id = t.relation WHERE t.sentence = ?1",
        )?
        .execute([id])?;
        found.insert(sentence);
    }
    Ok(found)
}

/// The words as an expression of FTS5, every word quoted so that none is taken for an operator; none without words.
fn expression(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split_whitespace()
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
    }
}
