//! Where the viewer gets its data: a trait, so that a graph in memory and a store that is never read whole look the same.
//!
//! A source answers with small graphs and rows; pages and pictures are made of them by
//! [`export::page`](crate::export::page).

use super::decision::{Action, Decision, NewDecision};
use crate::Result;
use crate::export::page::{Brief, Month, Summary};
use crate::graph::{Filter, Graph, NodeId, NodeKind};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Answers what the viewer asks.
pub trait Source: Send + Sync {
    /// A number that changes whenever an answer could, or none where it is not known or answers cost nothing: then none
    /// is kept.
    ///
    /// # Errors
    /// Of all methods: when the store cannot be read or written.
    fn version(&self) -> Result<Option<u64>> {
        Ok(None)
    }

    /// The graph as a whole, counted.
    fn summary(&self) -> Result<Summary>;

    /// Nodes whose names fit what was typed, best first, at most `most`.
    fn search(&self, typed: &str, most: usize) -> Result<Vec<Hit>>;

    /// Nodes of a kind, those with the most events first, at most `most`.
    fn entities(&self, kind: NodeKind, most: usize) -> Result<Vec<Hit>>;

    /// The part of the graph that was asked for. A large source may leave out what is weakly attested, but never a
    /// part of an edge that it gives.
    fn part(&self, asked: &Asked) -> Result<Part>;

    /// A node, all its edges whole, and their other ends: enough for its page and, of two nodes, that of the pair.
    /// Nothing when a node is unknown or rejected.
    fn around(&self, nodes: &[NodeId]) -> Result<Option<Arc<Graph>>>;

    /// Events that meet the conditions, latest first; `plans` asks for those that an article reported beforehand.
    fn events(&self, asked: &Asked, plans: bool, from: usize, most: usize) -> Result<Slice>;

    /// An article's text, where the source has it.
    fn article(&self, doc: &str) -> Result<Option<String>> {
        let _ = doc;
        Ok(None)
    }

    /// Whether articles' texts can be asked for.
    fn has_articles(&self) -> bool {
        false
    }

    /// What reviewers may decide here.
    fn actions(&self) -> &'static [Action];

    /// The decisions in force, oldest first.
    fn decisions(&self) -> Result<Vec<Decision>>;

    /// Takes a decision; from now on all answers follow it.
    fn decide(&self, new: NewDecision) -> Result<Outcome>;

    /// Takes a decision back.
    fn undo(&self, id: u64) -> Result<Outcome>;
}

/// A part of the graph.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The part.
    pub graph: Arc<Graph>,
    /// How many events that were asked for are left out, since better attested ones are enough for a picture.
    pub left_out: usize,
}

/// A part of the graph that is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// The conditions; its `around` is not used.
    pub filter: Filter,
    /// What has to do with any of these; everything if empty.
    pub around: BTreeSet<NodeId>,
}

/// A node that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Stable id.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Name to show.
    pub name: String,
    /// What tells namesakes apart: an office, the alias that fits.
    pub detail: String,
    /// Number of events.
    pub events: usize,
}

/// Some of the events that were asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Slice {
    /// How many there are in all.
    pub all: usize,
    /// All of them counted by month, oldest first.
    pub months: Vec<Month>,
    /// Those of the slice.
    pub events: Vec<Brief>,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken, or taken back.
    Done(Box<Decision>),
    /// Its target, or the decision to take back, is not there.
    Unknown,
    /// The source cannot do that.
    Unsupported,
}
