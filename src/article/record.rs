//! JSON records → drafts: one article an object, with the fields `doc`, `date`, `title`, `text`, `url`, `source`.
//!
//! `text` is required; the others may be missing or null; fields of other names are ignored. The characters of `text` are
//! left as they are, white space aside.

use super::dates::parse_day;
use super::draft::Draft;
use super::limits::{SPLIT_REMEDY, check_text_size};
use super::text::read_record_text;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RecordError {
    /// One-based line within the text that was parsed, where one can be named.
    pub line: Option<usize>,
    pub message: String,
    pub remedy: &'static str,
}

const FIELDS_REMEDY: &str =
    "a record is an object such as {\"doc\": \"a-1\", \"date\": \"2025-11-03\", \"title\": \"…\", \"text\": \"…\"}";

const MERGE_REMEDY: &str = "this is an extraction, not an article: summitry merge reads it";

/// Reads one record from one line; its text may have `most` bytes.
pub(super) fn read_record(line: &str, most: usize) -> Result<Draft, RecordError> {
    let record: Record = serde_json::from_str(line).map_err(RecordError::from)?;
    record.into_draft(most).map_err(|(message, remedy)| RecordError { line: None, message, remedy })
}

/// Reads a JSON file: a record, an array of records, or several of these one after the other.
///
/// A syntax error ends the reading; the records before it stand.
pub(super) fn read_records(text: &str, most: usize) -> Vec<Result<Draft, RecordError>> {
    let mut drafts = Vec::new();
    let mut values = serde_json::Deserializer::from_str(text);
    while values.end().is_err() {
        if let Err(error) = (Records { found: &mut drafts, most }).deserialize(&mut values) {
            drafts.push(Err(RecordError::from(error)));
            break;
        }
    }
    drafts
}

impl From<serde_json::Error> for RecordError {
    fn from(error: serde_json::Error) -> Self {
        let full = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = full.strip_suffix(&place).unwrap_or(&full);
        let what = if error.is_data() { "" } else { "broken JSON: " };
        let column = if error.column() > 0 { format!("column {}: ", error.column()) } else { String::new() };
        Self {
            line: Some(error.line()),
            message: format!("{column}{what}{message}"),
            remedy: if error.is_data() { FIELDS_REMEDY } else { "each record must be one complete JSON object" },
        }
    }
}

/// The fields of a record, as they stand.
#[derive(Debug, Default)]
struct Record {
    doc: Option<String>,
    date: Option<String>,
    title: Option<String>,
    text: Option<String>,
    url: Option<String>,
    source: Option<String>,
    /// Whether the object is an extraction, which people easily give in place of the articles.
    is_extraction: bool,
}

impl Record {
    fn into_draft(self, most: usize) -> Result<Draft, (String, &'static str)> {
        let Some(text) = self.text else {
            let remedy = if self.is_extraction { MERGE_REMEDY } else { FIELDS_REMEDY };
            return Err(("field text is missing".into(), remedy));
        };
        // Before anything is done to the text: most of what is too long is no article at all.
        check_text_size(text.len(), most).map_err(|message| (message, SPLIT_REMEDY))?;
        let date = match self.date.as_deref().map(str::trim).filter(|date| !date.is_empty()) {
            Some(written) => Some(parse_day(written).ok_or_else(|| {
                (format!("field date: {written:?} is no day"), "write it as 2025-11-03, or leave it out")
            })?),
            None => None,
        };
        let filled = |field: Option<String>| field.filter(|text| !text.trim().is_empty());
        let mut draft = read_record_text(&text, filled(self.title).as_deref());
        draft.doc = filled(self.doc).map(|doc| doc.trim().to_owned());
        // What the record says counts more than what the text's first lines say.
        draft.date = date.or(draft.date);
        draft.url = filled(self.url).or(draft.url);
        draft.source = filled(self.source).or(draft.source);
        Ok(draft)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

/// Reads the fields by hand, so that a wrong type is reported with the field's name.
struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with the article's fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(key) = map.next_key::<String>()? {
            let field = match key.as_str() {
                "doc" => &mut record.doc,
                "date" => &mut record.date,
                "title" => &mut record.title,
                "text" => &mut record.text,
                "url" => &mut record.url,
                "source" => &mut record.source,
                _ => {
                    record.is_extraction |= key == "entities";
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *field = if key == "doc" {
                map.next_value::<Option<Id>>().map(|id| id.map(|id| id.0))
            } else {
                map.next_value::<Option<String>>()
            }
            .map_err(|error| in_field(&key, error))?;
        }
        Ok(record)
    }
}

/// Names the field in an error of its value's type; syntax errors stay as they are.
fn in_field<E: de::Error>(key: &str, error: E) -> E {
    let message = error.to_string();
    if message.starts_with("invalid type") { E::custom(format!("field {key}: {message}")) } else { error }
}

/// An id: a string, or a number as databases give it.
struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl Visitor<'_> for IdVisitor {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string or a whole number")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<Id, E> {
                Ok(Id(id.to_owned()))
            }
            fn visit_u64<E: de::Error>(self, id: u64) -> Result<Id, E> {
                Ok(Id(id.to_string()))
            }
            fn visit_i64<E: de::Error>(self, id: i64) -> Result<Id, E> {
                Ok(Id(id.to_string()))
            }
        }
        deserializer.deserialize_any(IdVisitor)
    }
}

/// Collects the records of a value that is one record or an array of them.
struct Records<'a> {
    /// Most bytes of an article's text.
    most: usize,
    found: &'a mut Vec<Result<Draft, RecordError>>,
}

impl Records<'_> {
    fn push(&mut self, record: Record) {
        let number = self.found.len() + 1;
        self.found.push(record.into_draft(self.most).map_err(|(message, remedy)| RecordError {
            line: None,
            message: format!("record {number}: {message}"),
            remedy,
        }));
    }
}

impl<'de> DeserializeSeed<'de> for Records<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Records<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with the article's fields, or an array of such objects")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        self.push(RecordVisitor.visit_map(map)?);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while let Some(record) = seq.next_element::<Record>()? {
            self.push(record);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_record() {
        let draft = read_record(
            r#"{"doc": 17, "date": "2025-11-03", "title": "T", "text": "A  b.\nC.", "url": null, "x": {"y": [1]}}"#,
            1000,
        )
        .unwrap();
        assert_eq!(draft.doc.as_deref(), Some("17"));
        assert_eq!(draft.date, Some(date(2025, 11, 3)));
        assert_eq!(draft.into_article("a".into(), None).unwrap().text, "T\nA b.\nC.");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let message = |line: &str| read_record(line, 1000).unwrap_err().message;
        assert_eq!(message(r#"{"title": "T"}"#), "field text is missing");
        assert_eq!(message(r#"{"text": null}"#), "field text is missing");
        assert_eq!(read_record(r#"{"doc": "a", "entities": []}"#, 1000).unwrap_err().remedy, MERGE_REMEDY);
        assert_eq!(message(r#"{"text": "a", "date": "soon"}"#), "field date: \"soon\" is no day");
        assert!(message(r#"{"text": 5}"#).starts_with("column 10: field text: invalid type: integer `5`"));
        assert!(message(r#"{"text": "a"#).starts_with("column 11: broken JSON: EOF"));
        assert!(message("[1]").contains("expected an object with the article's fields"));
        assert!(message(r#"{"text": "a"} x"#).contains("trailing characters"));
        assert!(message(r#"{"text": "a" "url": 1}"#).starts_with("column 14: broken JSON: expected `,` or `}`"));
    }

    #[test]
    fn a_file_of_records() {
        let texts = |text: &str| -> Vec<bool> { read_records(text, 1000).iter().map(Result::is_ok).collect() };
        assert_eq!(texts("{\n \"text\": \"a\"\n}\n"), [true]);
        assert_eq!(texts(r#"[{"text": "a"}, {"title": "b"}, {"text": "c"}]"#), [true, false, true]);
        assert_eq!(texts("{\"text\": \"a\"}\n{\"text\": \"b\"}"), [true, true]);
        assert_eq!(texts("{\"text\": \"a\"}\n{\"text\": "), [true, false]);
        assert!(texts("[]").is_empty());
        assert!(texts(" ").is_empty());
        assert_eq!(read_records("{\"text\": \"a\"}\n{\"text\": 5}", 1000)[1].clone().unwrap_err().line, Some(2));
    }
}
