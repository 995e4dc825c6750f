//! [`crate::text::Document`] → claims → [`Extraction`]: the entities, events and relations of one article.

mod record;

pub use record::{ArticleInfo, Entity, Event, Extraction, Relation};
