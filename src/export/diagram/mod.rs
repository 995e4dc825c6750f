//! [`Graph`](crate::graph::Graph) → [`Diagram`]: the part of a graph that a picture shows, and how it shows it.
//!
//! The whole graph is too much for a picture. A diagram has the strongest ties, the parties to them, and each country
//! as a group of its leaders; it knows shapes, words and colours but no positions. Both renderers, DOT for
//! Graphviz and the built-in one, draw the same diagram. Beyond [`ViewOptions::MOST_DETAILED`] meetings and ties it is an
//! overview, in which one line stands for all that two parties have to do with each other.

mod caption;
mod choice;
mod homes;
mod model;
mod notes;
mod overview;
pub(crate) mod palette;
pub mod text;
mod view;
pub(super) mod wording;

pub use model::{Diagram, Group, Line, LineKind, Row, Shape, ShapeKind, Style};
pub use palette::{Tint, Tone};
pub(crate) use text::shorten;
pub(super) use view::unmerged;
pub use view::{ViewOptions, diagram};
pub(crate) use wording::link;
