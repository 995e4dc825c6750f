//! [`Document`](crate::text::Document) → claims → [`Extraction`]: the entities, events and relations of one article.
//!
//! Mentions become the cast of the article, offices say who represents whom, frames of the schema find events in the
//! parse, claims bind them to the cast, and claims about the same happening are merged.

mod alias;
mod belonging;
mod boundary;
mod bystander;
mod cast;
mod claim;
mod clause;
mod extractor;
mod frame;
mod headline;
mod learned;
mod location;
mod mention;
mod merge;
mod metonym;
mod naming;
mod office;
mod parties;
mod place;
mod predicate;
mod record;
mod reference;
mod relation;
mod setting;
mod status;
mod title;

pub use extractor::Extractor;
pub use learned::DocumentFeatures;
pub use record::{ArticleInfo, Entity, Event, Extraction, Relation};
