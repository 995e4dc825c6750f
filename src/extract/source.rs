//! Sources of claims: what reads an article's events, each in its own way, side by side.
//!
//! [`Reading`] → [`Claim`]s. The frames of the schema ([`FrameIndex`]), the event model ([`EventModel`]), programs of the user
//! ([`ExternalProgram`](super::ExternalProgram)) and what a program in Rust adds are sources; [`Extractor`](super::Extractor)
//! composes what they say. `examples/custom_extractor.rs` adds one.

use super::cast::MemberId;
use super::claim::{Binder, Claim};
use super::extractor::entity_id;
use super::frame::FrameIndex;
use super::learned::{Decoder, EventModel, Scene};
use super::relation::Standing;
use crate::schema::Schema;
use crate::text::{Document, SentenceId, TokenId};
use crate::vocabulary::{EntityKind, Span};
use std::fmt::Debug;

/// An article read: its words, who is in it, and what the frames claim, which is advice to other sources.
pub struct Reading<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) binder: &'a Binder<'a>,
    pub(super) standing: &'a [Standing],
    pub(super) schema: &'a Schema,
}

/// Somebody or something that the article names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEntity<'a> {
    /// Its id in the record.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// Full name.
    pub name: &'a str,
    /// Where it is named, in the order of the text.
    pub mentions: Vec<NamedAt>,
}

/// A name where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedAt {
    /// The name.
    pub span: Span,
    /// Its sentence.
    pub sentence: SentenceId,
}

impl<'a> Reading<'a> {
    /// The analyzed article.
    pub fn doc(&self) -> &'a Document {
        self.scene.doc()
    }

    /// Who is in the article, in the order of the ids.
    pub fn entities(&self) -> Vec<NamedEntity<'a>> {
        let (doc, cast) = (self.doc(), self.scene.cast());
        let entity = |(id, member): (MemberId, &'a super::cast::Member)| NamedEntity {
            id: entity_id(id),
            kind: member.kind,
            name: &member.name,
            mentions: Vec::new(),
        };
        let mut entities: Vec<NamedEntity<'a>> = cast.ids().zip(&cast.members).map(entity).collect();
        for (mention, id) in &cast.mentions {
            let tokens = doc.tokens.get(mention.tokens.start as usize..mention.tokens.end as usize);
            let (Some([first, .., last] | [first @ last]), Some(entity)) = (tokens, entities.get_mut(id.0 as usize))
            else {
                continue;
            };
            let sentence = doc.sentence_of(TokenId(mention.tokens.start));
            entity.mentions.push(NamedAt { span: Span::new(first.span.start, last.span.end), sentence });
        }
        entities
    }

    /// The event model at work on this article.
    pub(super) fn decoder<'s>(&'s self, model: &'s EventModel) -> Decoder<'s, 's> {
        Decoder { model, schema: self.schema, scene: &self.scene, binder: self.binder }
    }
}

/// Something that claims events. Articles are worked on side by side, so it is asked by several threads at a time.
pub trait ClaimSource: Debug + Send + Sync {
    /// What the article tells of, by this source, in the order of the text. [`Reading::claim`] makes claims of proposals.
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim>;
}

/// The frames have spoken when the article was read.
impl ClaimSource for FrameIndex<'_> {
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        reading.scene.claims.to_vec()
    }
}

impl ClaimSource for EventModel {
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        reading.decoder(self).claims()
    }
}
