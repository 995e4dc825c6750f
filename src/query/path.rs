//! How two nodes are connected: the shortest path over ties and standing relations.

use super::live;
use super::rows::{Named, PathRow, Quote};
use crate::graph::{Edge, EdgeKind, Filter, Graph, NodeId};
use petgraph::Direction;
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

/// The steps of a shortest path, directions aside; empty when there is none. The ties are those of the events that the
/// filter admits; standing relations all count. Of paths of equal length the one over better attested edges is taken
/// (breadth first, at each node by independent sources, then id).
pub fn path(graph: &Graph, from: NodeIndex, to: NodeIndex, filter: &Filter) -> Vec<PathRow> {
    let filter = live(filter);
    let ways = Ways { graph, ties: &filter.apply(graph), least: filter.min_confidence.unwrap_or(0.0) };
    let id = |at: NodeIndex| graph.graph.node_weight(at).map(|node| &node.id);
    let (Some(from), Some(to)) = (id(from), id(to)) else { return Vec::new() };
    let mut came: BTreeMap<&NodeId, Step> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        if at == to {
            break;
        }
        for step in ways.from(at) {
            if step.to != from && !came.contains_key(step.to) {
                open.push_back(step.to);
                came.insert(step.to, step);
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = to;
    while let Some(step) = came.get(at).filter(|_| at != from) {
        steps.push(*step);
        at = step.from;
    }
    steps.reverse();
    steps.into_iter().enumerate().filter_map(|(i, step)| row(graph, i + 1, step)).collect()
}

/// One edge, walked in one of its directions.
#[derive(Clone, Copy)]
struct Step<'a> {
    from: &'a NodeId,
    edge: &'a Edge,
    forward: bool,
    to: &'a NodeId,
}

/// Where one can go: over the standing relations of the graph, and the ties of its part that was asked for.
struct Ways<'a> {
    graph: &'a Graph,
    ties: &'a Graph,
    /// The least confidence of relations.
    least: f32,
}

impl<'a> Ways<'a> {
    /// The steps from a node, best attested first.
    fn from(&self, at: &'a NodeId) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        // Not over places and topics: that two events are about trade connects nobody.
        let tie = |e: &Edge| e.is_tie() && e.kind.as_str() != EdgeKind::COOPERATES_ON;
        add_steps(self.ties, at, tie, &mut steps);
        add_steps(self.graph, at, |e| e.kind.is_standing() && e.confidence >= self.least, &mut steps);
        steps.sort_by_key(|step| (Reverse(step.edge.sources), step.to, &step.edge.kind, step.forward));
        steps
    }
}

fn add_steps<'a>(graph: &'a Graph, at: &'a NodeId, walkable: impl Fn(&Edge) -> bool, steps: &mut Vec<Step<'a>>) {
    let Some(here) = graph.index.get(at) else { return };
    for (direction, forward) in [(Direction::Outgoing, true), (Direction::Incoming, false)] {
        for edge in graph.graph.edges_directed(*here, direction).filter(|e| walkable(e.weight())) {
            let end = if forward { edge.target() } else { edge.source() };
            let to = graph.graph.node_weight(end).map(|node| &node.id);
            steps.extend(to.map(|to| Step { from: at, edge: edge.weight(), forward, to }));
        }
    }
}

fn row(graph: &Graph, step: usize, Step { from, edge, forward, to }: Step) -> Option<PathRow> {
    let named = |id: &NodeId| Named::at(graph, *graph.index.get(id)?);
    Some(PathRow {
        step,
        from: named(from)?,
        by: if forward { edge.kind.0.clone() } else { format!("← {}", edge.kind.0) },
        to: named(to)?,
        role: edge.role.clone(),
        status: edge.status,
        last: edge.last.clone(),
        articles: edge.articles,
        events: edge.events.iter().map(|id| id.0.clone()).collect(),
        evidence: Quote::all(&edge.evidence, edge.status),
    })
}
