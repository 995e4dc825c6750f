//! The JSON export of a graph → the graph, checked as a snapshot is: format and version, no dangling ids, no edge without evidence.
//!
//! What `summitry export -f json` wrote is read back without loss, so that other programs can change a graph and give it back.
//! Fields that are missing are none or empty; fields that are not ours are passed over.

use super::reading::REBUILD;
use crate::error::{Problem, Result};
use crate::graph::{Edge, Graph, Node, NodeId};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The version of the format that is read.
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Document {
    nodes: Vec<Node>,
    edges: Vec<Row>,
}

#[derive(Deserialize)]
struct Head {
    generator: String,
    version: u32,
}

#[derive(Deserialize)]
struct Row {
    source: NodeId,
    target: NodeId,
    #[serde(flatten)]
    edge: Edge,
}

/// Only the head of a graph in JSON, of whatever version.
#[derive(Deserialize)]
struct Outline {
    graph: Head,
}

/// Reads a graph from JSON text; `file` names it in error messages.
pub(super) fn from_json(text: &str, file: &str) -> Result<Graph> {
    match serde_json::from_str::<Outline>(text).ok().filter(|outline| outline.graph.generator == "summitry") {
        Some(Outline { graph: Head { version: VERSION, .. } }) => {}
        Some(Outline { graph: Head { version, .. } }) => {
            let message = format!("version {version} of the JSON; this summitry reads version {VERSION}");
            return Err(Problem::new(file, message).remedy("make the graph anew with 'summitry merge'").into());
        }
        None => {
            return Err(Problem::new(file, "JSON, but no graph that 'summitry export' wrote")
                .remedy("make a graph of extraction records with 'summitry merge'")
                .into());
        }
    }
    let document: Document = serde_json::from_str(text)
        .map_err(|e| Problem::new(file, format!("broken graph: {e}")).at_line(e.line()).remedy(REBUILD))?;
    assemble(document, file)
}

fn assemble(document: Document, file: &str) -> Result<Graph> {
    let problem = |id: &NodeId, message: &str| {
        let problem = Problem::new(file, format!("'{}': {message}", id.0));
        Err(problem.remedy(REBUILD).into())
    };
    let mut ids = BTreeSet::new();
    for node in &document.nodes {
        if !ids.insert(&node.id) {
            return problem(&node.id, "node id given twice");
        }
        if node.event.as_ref().is_some_and(|event| event.evidence.is_empty()) {
            return problem(&node.id, "an event without evidence");
        }
    }
    for row in &document.edges {
        if let Some(id) = [&row.source, &row.target].into_iter().chain(&row.edge.events).find(|id| !ids.contains(id)) {
            return problem(id, "an edge names a node that the graph lacks");
        }
        if row.edge.evidence.is_empty() {
            return problem(&row.source, "an edge without evidence");
        }
    }
    let links = document.edges.into_iter().map(|row| (row.source, row.target, row.edge)).collect();
    Ok(Graph::assemble(document.nodes, links))
}
