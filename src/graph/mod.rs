//! Facts → [`Graph`]: nodes and edges on a petgraph `StableDiGraph`, every edge with its evidence.
//!
//! [`Graph::from_facts`] builds it, [`Filter`] cuts a view out of it, [`Graph::find`] tells which node a person means who
//! writes "petro" or "u.s.". A view is a graph again, so exporters and questions need to know but one type.
//!
//! ```
//! use summitry::graph::{Filter, Graph};
//!
//! let graph = Graph::default();
//! let strongest = Filter { top: Some(20), ..Filter::default() }.apply(&graph);
//! assert_eq!(strongest.graph.node_count(), 0);
//! ```

mod build;
mod edge_kind;
mod evidence;
mod filter;
mod model;
mod names;
mod ties;
mod view;
mod without;

pub(crate) use build::{Names, ends, event_data, link_order};
pub(crate) use evidence::order as evidence_order;
pub use evidence::{Weight, weigh};
pub use filter::Filter;
pub use model::{Edge, EdgeKind, EventNode, Evidence, Graph, Join, Node, NodeId, NodeKind, StatusChange};
pub use names::Found;
pub(crate) use ties::{Represented, event_ties};
