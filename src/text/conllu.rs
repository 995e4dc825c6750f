//! CoNLL-U: text ↔ sentences of ten-column rows, comments and multiword-token ranges kept.
//!
//! Input: a file's text. Output: [`Sentence`]s whose `Display` is CoNLL-U again; what was read is printed unchanged.
//!
//! ```
//! use summitry::text::conllu;
//!
//! let text = "# text = Don't go\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
//!     1\tDo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n3\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
//! let sentences = conllu::parse(text, "example.conllu")?;
//! assert_eq!(sentences[0].words().map(|row| row.form.as_str()).collect::<Vec<_>>(), ["Do", "n't", "go"]);
//! assert_eq!(sentences[0].to_string(), text);
//! # Ok::<(), summitry::Error>(())
//! ```
//!
//! Source of the format: <https://universaldependencies.org/format.html>.

use std::fmt;

use super::engine::Analysis;
use crate::error::{Problem, Result};

/// A sentence: its comments without line ends, and its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Lines that begin with `#`, whole.
    pub comments: Vec<String>,
    /// Words, ranges and empty nodes in the order of the file.
    pub rows: Vec<Row>,
}

/// The first column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowId {
    /// A syntactic word, numbered from 1.
    Word(usize),
    /// A token of several words, first and last: `1-2`.
    Range(usize, usize),
    /// An empty node of enhanced dependencies: `8.1`.
    Empty(usize, usize),
}

/// A line of ten columns; an empty column is `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the word, or of the words covered.
    pub id: RowId,
    /// The word as written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Part of speech of the language.
    pub xpos: String,
    /// Morphological features.
    pub feats: String,
    /// Number of the head, 0 for the root.
    pub head: String,
    /// Relation to the head.
    pub deprel: String,
    /// Enhanced dependencies.
    pub deps: String,
    /// Anything else: `SpaceAfter=No`, …
    pub misc: String,
}

impl Row {
    /// A word about which nothing is known yet.
    pub fn word(number: usize, form: impl Into<String>) -> Self {
        Self { form: form.into(), ..Self::blank(RowId::Word(number)) }
    }

    /// A token of several words, from number `first` to `last`.
    pub fn range(first: usize, last: usize, form: impl Into<String>) -> Self {
        Self { form: form.into(), ..Self::blank(RowId::Range(first, last)) }
    }

    fn blank(id: RowId) -> Self {
        let empty = || "_".to_owned();
        Self {
            id,
            form: empty(),
            lemma: empty(),
            upos: empty(),
            xpos: empty(),
            feats: empty(),
            head: empty(),
            deprel: empty(),
            deps: empty(),
            misc: empty(),
        }
    }

    /// Adds a `Name=Value` to the last column.
    pub fn add_misc(&mut self, entry: &str) {
        if self.misc == "_" {
            self.misc.clear();
        } else {
            self.misc.push('|');
        }
        self.misc.push_str(entry);
    }
}

impl Sentence {
    /// The rows that are syntactic words.
    pub fn words(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| matches!(row.id, RowId::Word(_)))
    }

    /// The rows that are syntactic words, to be changed.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.rows.iter_mut().filter(|row| matches!(row.id, RowId::Word(_)))
    }

    /// Replaces tags, features, heads and labels by those of an analysis; names go to the last column, as `Name=PER`
    /// on the first word of a name and `Name=PER-` on the others. Enhanced dependencies, no longer true, are emptied.
    pub fn annotate(&mut self, analysis: &Analysis) {
        for (row, word) in self.words_mut().zip(&analysis.words) {
            row.upos = word.upos.to_string();
            row.xpos = word.xpos.to_owned();
            row.feats = word.feats.to_string();
            row.head = word.head.map_or(0, |head| head + 1).to_string();
            row.deprel = word.deprel.to_owned();
            row.deps = "_".to_owned();
        }
        let mut rows: Vec<&mut Row> = self.words_mut().collect();
        for name in &analysis.names {
            for at in name.start..name.end {
                if let Some(row) = rows.get_mut(at) {
                    row.add_misc(&format!("Name={}{}", name.kind, if at == name.start { "" } else { "-" }));
                }
            }
        }
    }
}

/// Reads CoNLL-U; `file` names it in messages.
///
/// # Errors
/// A row without ten columns, or words that are not numbered one after the other from 1.
pub fn parse(text: &str, file: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut words = 0;
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            if !sentence.rows.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            words = 0;
        } else if line.starts_with('#') {
            sentence.comments.push(line.to_owned());
        } else {
            let row = row(line).map_err(|message| problem(file, number, &message))?;
            if let RowId::Word(id) = row.id {
                words += 1;
                if id != words {
                    return Err(problem(file, number, &format!("word {id} where word {words} was expected")).into());
                }
            }
            sentence.rows.push(row);
        }
    }
    if !sentence.rows.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

fn problem(file: &str, line: usize, message: &str) -> Problem {
    Problem::new(file, message).at_line(line + 1).remedy("rows have ten columns parted by tabs; words count from 1")
}

fn row(line: &str) -> Result<Row, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, feats, head, deprel, deps, misc] = columns[..] else {
        return Err(format!("{} columns instead of ten", columns.len()));
    };
    Ok(Row {
        id: row_id(id).ok_or_else(|| format!("`{id}` is no number of a word, range or empty node"))?,
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.to_owned(),
        xpos: xpos.to_owned(),
        feats: feats.to_owned(),
        head: head.to_owned(),
        deprel: deprel.to_owned(),
        deps: deps.to_owned(),
        misc: misc.to_owned(),
    })
}

fn row_id(id: &str) -> Option<RowId> {
    if let Some((first, last)) = id.split_once('-') {
        return Some(RowId::Range(first.parse().ok()?, last.parse().ok()?));
    }
    if let Some((word, node)) = id.split_once('.') {
        return Some(RowId::Empty(word.parse().ok()?, node.parse().ok()?));
    }
    id.parse().ok().map(RowId::Word)
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{word}"),
            Self::Range(first, last) => write!(f, "{first}-{last}"),
            Self::Empty(word, node) => write!(f, "{word}.{node}"),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, form, lemma, upos, xpos, feats, head, deprel, deps, misc } = self;
        write!(f, "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t{deps}\t{misc}")
    }
}

impl fmt::Display for Sentence {
    /// The comments, the rows, and the empty line that ends a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for comment in &self.comments {
            writeln!(f, "{comment}")?;
        }
        for row in &self.rows {
            writeln!(f, "{row}")?;
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "\t_\t_\t_\t_\t_\t_\t_\t_";

    #[test]
    fn words_are_counted_without_ranges_and_empty_nodes() {
        let text = format!("1-2\tcannot{EMPTY}\n1\tcan{EMPTY}\n2\tnot{EMPTY}\n2.1\twin{EMPTY}\n");
        let sentences = parse(&text, "t").unwrap();
        assert_eq!(sentences[0].words().count(), 2);
        assert_eq!(sentences[0].to_string(), text + "\n");
    }

    #[test]
    fn mistakes_are_located() {
        for (text, message) in [
            (format!("1\ta{EMPTY}\n3\tb{EMPTY}\n"), "t:2: word 3 where word 2 was expected"),
            ("# x\n1\ta\n".to_owned(), "t:2: 2 columns instead of ten"),
            (format!("x\ta{EMPTY}\n"), "t:1: `x` is no number"),
        ] {
            let error = parse(&text, "t").unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn misc_entries_are_added() {
        let mut row = Row::word(1, "Oslo");
        row.add_misc("Name=LOC");
        row.add_misc("SpaceAfter=No");
        assert!(row.to_string().ends_with("\tName=LOC|SpaceAfter=No"));
    }
}
