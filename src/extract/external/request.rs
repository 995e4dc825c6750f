//! What a program is asked: one article as a line of JSON.

use super::super::source::{NamedAt, NamedEntity, Reading};
use crate::vocabulary::{EntityKind, Span};
use jiff::civil::Date;
use serde::Serialize;

/// An article, as programs see it. All spans are byte ranges of `text`.
#[derive(Debug, Serialize)]
pub(super) struct Request<'a> {
    doc: &'a str,
    date: Option<Date>,
    title: Option<&'a str>,
    text: &'a str,
    sentences: Vec<Sentence<'a>>,
    entities: Vec<Entity<'a>>,
}

#[derive(Debug, Serialize)]
struct Sentence<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Entity<'a> {
    id: String,
    kind: EntityKind,
    name: &'a str,
    mentions: Vec<Mention<'a>>,
}

#[derive(Debug, Serialize)]
struct Mention<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    /// Index of its sentence.
    sentence: u32,
}

impl<'a> Request<'a> {
    /// The request for an article.
    pub fn of(reading: &Reading<'a>) -> Self {
        let doc = reading.doc();
        let sentences = doc.sentences.iter().map(|sentence| {
            let Span { start, end } = sentence.span;
            Sentence { start, end, text: sentence.span.of(&doc.article.text) }
        });
        let mention = |at: NamedAt| {
            let Span { start, end } = at.span;
            Mention { start, end, text: at.span.of(&doc.article.text), sentence: at.sentence.0 }
        };
        let entities = reading.entities().into_iter().map(|NamedEntity { id, kind, name, mentions }| Entity {
            id,
            kind,
            name,
            mentions: mentions.into_iter().map(mention).collect(),
        });
        Self {
            doc: &doc.article.doc,
            date: doc.article.date,
            title: doc.article.title.as_deref(),
            text: &doc.article.text,
            sentences: sentences.collect(),
            entities: entities.collect(),
        }
    }

    /// The line, with its newline.
    pub fn line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}
