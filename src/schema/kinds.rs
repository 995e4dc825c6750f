//! The kinds of nodes and edges of the graph. All in `schemas/kinds.ron`.

use serde::{Deserialize, Serialize};

/// A kind of node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeType {
    /// Name as in snapshots and exports ("person").
    pub name: String,
    /// One sentence.
    pub meaning: String,
    /// The file it was read from, as messages name it.
    #[serde(skip_deserializing)]
    pub file: String,
    /// The line at which the entry starts.
    #[serde(skip_deserializing)]
    pub line: usize,
}

/// A kind of edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EdgeType {
    /// Name as in snapshots and exports ("hosts", "meets").
    pub name: String,
    /// One sentence.
    pub meaning: String,
    /// Where it comes from.
    pub group: EdgeGroup,
    /// Kinds of nodes that it may start at.
    pub from: Vec<String>,
    /// Kinds of nodes that it may end at.
    pub to: Vec<String>,
    /// Whether both directions say the same.
    #[serde(default)]
    pub symmetric: bool,
    /// The file it was read from, as messages name it.
    #[serde(skip_deserializing)]
    pub file: String,
    /// The line at which the entry starts.
    #[serde(skip_deserializing)]
    pub line: usize,
}

impl EdgeType {
    /// Whether the edge is computed from events and points back to them, rather than stated.
    pub fn is_derived(&self) -> bool {
        self.group == EdgeGroup::Tie
    }
}

/// Where an edge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeGroup {
    /// Joins an event with its parties, place and topics.
    Event,
    /// A standing relation that a text states.
    Standing,
    /// Derived from events, between their parties (or a party and a policy area).
    Tie,
}
