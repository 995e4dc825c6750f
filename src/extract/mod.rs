//! [`Document`](crate::text::Document) → claims → [`Extraction`]: the entities, events and relations of one article.
//!
//! Mentions become the cast of the article, offices say who represents whom, frames of the schema find events in the
//! parse, claims bind them to the cast, and claims about the same happening are merged. Claims come from several sources: the
//! frames, the event model, and programs of the user ([`ExternalProgram`]).

mod alias;
mod belonging;
mod boundary;
mod bystander;
mod cast;
mod claim;
mod clause;
mod external;
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
mod source;
mod status;
mod title;
mod trace;

pub use external::ExternalProgram;
pub use extractor::Extractor;
pub use learned::{Circumstances, DocumentFeatures};
pub use record::{ArticleInfo, Entity, Event, Extraction, Relation};
