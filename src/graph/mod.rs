//! Facts → [`Graph`]: nodes and edges on a petgraph `StableDiGraph`, every edge with its evidence.

mod model;

pub use model::{Edge, EdgeKind, EventNode, Evidence, Graph, Node, NodeId, NodeKind, StatusChange};
