//! What pages in a browser show: [`Graph`](crate::graph::Graph) → records that serialize as JSON, and the page's own files.
//!
//! The viewer (`serve`) sends the records one by one; the HTML export embeds them all. Both show them with the same scripts,
//! [`assets`], so that they look alike.
//!
//! ```
//! use summitry::export::page;
//! use summitry::graph::Graph;
//!
//! let picture = page::picture(&Graph::default(), 40);
//! assert!(picture.nodes.is_empty());
//! ```

pub mod assets;

mod entity;
mod event;
mod layout;
mod parts;
mod picture;
mod summary;

pub use entity::{EntityPage, PairPage, Relation, entity_page, pair_page};
pub use event::{Brief, EventPage, Month, Named, Party, Report, Sentence, brief, briefs, event_page, months};
pub use picture::{Dot, Link, Part, Picture, picture};
pub use summary::{Palette, Summary, colours, summary};
