//! Sources of claims: what reads an article's events, each in its own way, side by side.
//!
//! [`Reading`] → [`Claim`]s. The frames of the schema ([`FrameIndex`]), the event model ([`EventModel`]) and programs of the user
//! ([`ExternalProgram`](super::ExternalProgram)) are sources; [`Extractor`](super::Extractor) composes what they say.

use super::claim::{Binder, Claim};
use super::frame::FrameIndex;
use super::headline;
use super::learned::{Decoder, EventModel, Moments, Scene};
use super::relation::Standing;
use crate::schema::Schema;
use crate::text::Document;

/// An article read: its words, who is in it, and what the frames claim, which is advice to other sources.
pub(super) struct Reading<'a> {
    pub scene: Scene<'a>,
    pub binder: &'a Binder<'a>,
    pub standing: &'a [Standing],
    pub schema: &'a Schema,
}

impl<'a> Reading<'a> {
    /// The analyzed article.
    pub fn doc(&self) -> &'a Document {
        self.scene.doc()
    }

    /// The event model at work on this article.
    pub fn decoder<'s>(&'s self, model: &'s EventModel) -> Decoder<'s, 's> {
        Decoder { model, schema: self.schema, scene: &self.scene, binder: self.binder }
    }
}

/// Something that claims events.
pub(super) trait ClaimSource {
    /// What the article tells of, by this source, in the order of the text.
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
        let (doc, decoder) = (reading.doc(), reading.decoder(self));
        let sentences = doc.sentence_ids().filter(|&sentence| !headline::is_title_case(doc, sentence));
        let moments = Moments::new(&reading.scene);
        sentences.flat_map(|sentence| decoder.claims(sentence, &moments)).collect()
    }
}
