//! A schema file: RON text → its items, each with its line, and the problems of those that cannot be read.
//!
//! Items are first cut out of the file and then parsed one by one, so that one mistake does not hide the next, and so
//! that each item knows its line.

use crate::error::Problem;
use ron::Options;
use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// One file of a schema.
#[derive(Debug, Clone)]
pub(super) struct Source<'a> {
    /// Path relative to the schema's folder, with forward slashes ("events/consult.ron").
    pub path: Cow<'a, str>,
    /// How messages name the file.
    pub shown: String,
    /// Its RON.
    pub text: Cow<'a, str>,
}

impl Source<'_> {
    /// Parses the whole file as `T`.
    pub fn parse<'s, T: serde::Deserialize<'s>>(&'s self) -> Result<T, Problem> {
        options().from_str(&self.text).map_err(|error| self.problem(1, &error))
    }

    /// Parses an item that was cut out of this file; gives its line as well.
    pub fn item<T: DeserializeOwned>(&self, raw: &RawValue) -> Result<(T, usize), Problem> {
        let item = raw.trim();
        let line = self.line_of(item.get_ron());
        match options().from_str(item.get_ron()) {
            Ok(value) => Ok((value, line)),
            Err(error) => Err(self.problem(line, &error)),
        }
    }

    /// Parses all items, gathers the problems of those that cannot be.
    pub fn items<T: DeserializeOwned>(&self, raws: &[&RawValue], problems: &mut Vec<Problem>) -> Vec<(T, usize)> {
        let mut items = Vec::with_capacity(raws.len());
        for raw in raws {
            match self.item(raw) {
                Ok(item) => items.push(item),
                Err(problem) => problems.push(problem),
            }
        }
        items
    }

    /// One-based line of the first place where `needle` stands, else the first line.
    pub fn find(&self, needle: &str) -> usize {
        self.text.find(needle).map_or(1, |offset| self.line_at(offset))
    }

    /// One-based line of `part`, which is a slice of this file's text.
    fn line_of(&self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.line_at(offset)
    }

    fn line_at(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
    }

    /// What `ron` complains of in a part of the file that starts at `line`.
    fn problem(&self, line: usize, error: &SpannedError) -> Problem {
        let (message, remedy) = explain(&error.code);
        Problem::new(&self.shown, message).at_line(line + error.span.end.line.saturating_sub(1)).remedy(remedy)
    }
}

/// Fields that may be left out are written without `Some(…)`.
fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// What is wrong and what to do about it.
fn explain(error: &RonError) -> (String, String) {
    match error {
        RonError::NoSuchStructField { expected, found, .. } => {
            (format!("unknown field `{found}`"), format!("write one of: {}", expected.join(", ")))
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            (format!("unknown word `{found}`"), format!("write one of: {}", expected.join(", ")))
        }
        RonError::MissingStructField { field, .. } => {
            (format!("the field `{field}` is missing"), format!("add `{field}: …,`"))
        }
        RonError::DuplicateStructField { field, .. } => {
            (format!("the field `{field}` stands twice"), format!("keep one `{field}`"))
        }
        other => (other.to_string(), "correct the RON; the embedded schemas show the form".to_owned()),
    }
}
