//! [`Document`](crate::text::Document) → claims → [`Extraction`]: the entities, events and relations of one article.
//!
//! Mentions become the cast of the article, offices say who represents whom, frames of the schema find events in the
//! parse, claims bind them to the cast, and claims about the same happening are merged. Claims come from several sources: the
//! frames, the event model, programs of the user ([`ExternalProgram`]), and what implements [`ClaimSource`].

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
mod proposal;
mod record;
mod reference;
mod relation;
mod setting;
mod source;
mod status;
mod title;
mod trace;

pub use claim::Claim;
pub use external::ExternalProgram;
pub use extractor::Extractor;
pub use learned::{Circumstances, DocumentFeatures};
pub use proposal::{Objection, Proposal, Trigger};
pub use record::{ArticleInfo, Entity, Event, Extraction, Relation};
pub use source::{ClaimSource, NamedAt, NamedEntity, Reading};
