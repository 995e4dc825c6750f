//! What a program is asked: one article as a line of JSON.

use super::super::extractor::entity_id;
use super::super::source::Reading;
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
        let (doc, cast) = (reading.doc(), reading.scene.cast());
        let sentences = doc.sentences.iter().map(|sentence| {
            let Span { start, end } = sentence.span;
            Sentence { start, end, text: sentence.span.of(&doc.article.text) }
        });
        let mut entities: Vec<Entity<'a>> = Vec::with_capacity(cast.members.len());
        for (id, member) in cast.ids().zip(&cast.members) {
            entities.push(Entity { id: entity_id(id), kind: member.kind, name: &member.name, mentions: Vec::new() });
        }
        for (mention, id) in &cast.mentions {
            let tokens = doc.tokens.get(mention.tokens.start as usize..mention.tokens.end as usize);
            let (Some([first, .., last] | [first @ last]), Some(entity)) = (tokens, entities.get_mut(id.0 as usize))
            else {
                continue;
            };
            let sentence = doc.sentence_of(crate::text::TokenId(mention.tokens.start)).0;
            let text = doc.text_of(&mention.tokens);
            entity.mentions.push(Mention { start: first.span.start, end: last.span.end, text, sentence });
        }
        Self {
            doc: &doc.article.doc,
            date: doc.article.date,
            title: doc.article.title.as_deref(),
            text: &doc.article.text,
            sentences: sentences.collect(),
            entities,
        }
    }

    /// The line, with its newline.
    pub fn line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}
