//! JSON Lines → the records that are scored, leniently: what only one side needs may be missing on the other.

use crate::error::{Error, Problem, Result};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::path::Path;

/// The records of a file by their text, in the order in which the texts first appear; a later line of a text replaces an
/// earlier one.
#[derive(Debug, Default)]
pub struct Records {
    records: Vec<TextRecord>,
    by_doc: BTreeMap<String, usize>,
}

impl Records {
    /// The records in order.
    pub fn iter(&self) -> impl Iterator<Item = &TextRecord> {
        self.records.iter()
    }

    /// The record of a text.
    pub fn get(&self, doc: &str) -> Option<&TextRecord> {
        self.by_doc.get(doc).and_then(|&at| self.records.get(at))
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The texts by what their ids begin with, up to the first hyphen ("wikinews-2019-…": `wikinews`).
    pub fn groups(&self) -> BTreeMap<String, Self> {
        let mut groups: BTreeMap<String, Self> = BTreeMap::new();
        for record in &self.records {
            let group = record.doc.split('-').next().unwrap_or_default();
            groups.entry(group.to_owned()).or_default().insert(record.clone());
        }
        groups
    }

    fn insert(&mut self, record: TextRecord) {
        match self.by_doc.get(&record.doc) {
            Some(&at) => self.records[at] = record,
            None => {
                self.by_doc.insert(record.doc.clone(), self.records.len());
                self.records.push(record);
            }
        }
    }
}

impl FromIterator<TextRecord> for Records {
    fn from_iter<I: IntoIterator<Item = TextRecord>>(records: I) -> Self {
        let mut all = Self::default();
        records.into_iter().for_each(|record| all.insert(record));
        all
    }
}

/// What was extracted from, or annotated in, one text.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TextRecord {
    /// Id of the text.
    pub doc: String,
    /// Its entities.
    #[serde(default, deserialize_with = "or_default")]
    pub entities: Vec<EntityRecord>,
    /// Its events.
    #[serde(default, deserialize_with = "or_default")]
    pub events: Vec<EventRecord>,
    /// Its standing relations.
    #[serde(default, deserialize_with = "or_default")]
    pub relations: Vec<RelationRecord>,
}

/// An entity of a text.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct EntityRecord {
    /// Unique within the record.
    pub id: String,
    /// `person`, `country`, `organization`, `place`; others are matched and not counted.
    #[serde(default, deserialize_with = "or_default")]
    pub kind: String,
    /// The full name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// What the text calls it.
    #[serde(default, deserialize_with = "or_default")]
    pub mentions: Vec<String>,
    /// Further names.
    #[serde(default, deserialize_with = "or_default")]
    pub aliases: Vec<String>,
}

/// An event of a text; entities are named by id.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct EventRecord {
    /// Event type.
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    pub kind: String,
    /// How real it is.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// Who acts.
    #[serde(default, deserialize_with = "or_default")]
    pub actors: Vec<String>,
    /// Who is acted on.
    #[serde(default, deserialize_with = "or_default")]
    pub recipients: Vec<String>,
    /// Who hosts; empty for nobody, as in the following fields.
    #[serde(default, deserialize_with = "or_default")]
    pub host: String,
    /// Where it happens.
    #[serde(default, deserialize_with = "or_default")]
    pub place: String,
    /// ISO day, month or year.
    #[serde(default, deserialize_with = "or_default")]
    pub date: String,
    /// Policy areas.
    #[serde(default, deserialize_with = "or_default")]
    pub topics: Vec<String>,
    /// Who claims that it took place.
    #[serde(default, deserialize_with = "or_default")]
    pub claimed_by: String,
    /// The words that express it.
    #[serde(default, deserialize_with = "or_default")]
    pub trigger: String,
    /// The sentence that shows it.
    #[serde(default, deserialize_with = "or_default")]
    pub evidence: String,
}

/// A standing relation of a text.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RelationRecord {
    /// `represents`, `member_of`, ….
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    pub kind: String,
    /// Id of the first entity.
    pub source: String,
    /// Id of the second.
    pub target: String,
    /// Whether it is over.
    #[serde(default, deserialize_with = "or_default")]
    pub former: bool,
}

/// `null` is as good as a missing field.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(field: D) -> Result<T, D::Error> {
    Option::deserialize(field).map(Option::unwrap_or_default)
}

/// Reads a file of records, one a line. Lines that cannot be read are left out and named.
///
/// # Errors
/// When the file itself cannot be read.
pub fn read_records(path: &Path) -> Result<(Records, Vec<Problem>)> {
    let (records, problems) = read_lines(path)?;
    Ok((records.into_iter().collect(), problems))
}

/// Reads a file of texts, one a line: id → title, newline, text. Lines that cannot be read are left out and named.
///
/// # Errors
/// When the file itself cannot be read.
pub fn read_texts(path: &Path) -> Result<(BTreeMap<String, String>, Vec<Problem>)> {
    #[derive(Deserialize)]
    struct Text {
        doc: String,
        #[serde(default, deserialize_with = "or_default")]
        title: String,
        text: String,
    }
    let (texts, problems) = read_lines::<Text>(path)?;
    Ok((texts.into_iter().map(|t| (t.doc, format!("{}\n{}", t.title, t.text))).collect(), problems))
}

fn read_lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<(Vec<T>, Vec<Problem>)> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_slice(line) {
            Ok(value) => read.push(value),
            // The line that the reader of JSON counts is always the first: ours is the file's.
            Err(error) => problems.push(
                Problem::new(
                    path.display().to_string(),
                    format!("not a record: {error}").replace(" at line 1 column ", ", column "),
                )
                .at_line(at + 1)
                .remedy("one JSON object a line, with at least `doc`; the line is left out"),
            ),
        }
    }
    Ok((read, problems))
}
