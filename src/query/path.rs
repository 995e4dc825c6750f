//! How two nodes are connected: the shortest path over ties and standing relations.

use super::live;
use super::rows::{Named, PathRow, Quote};
use crate::graph::{Edge, Filter, Graph};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

/// The steps of a shortest path, directions aside; empty when there is none. Of paths of equal length the one over
/// better attested edges is taken (breadth first, at each node by independent sources, then id).
pub fn path(graph: &Graph, from: NodeIndex, to: NodeIndex, filter: &Filter) -> Vec<PathRow> {
    let view = live(filter).apply(graph);
    let there = |at: NodeIndex| view.index.get(&graph.graph.node_weight(at)?.id).copied();
    let (Some(from), Some(to)) = (there(from), there(to)) else { return Vec::new() };
    let mut came: BTreeMap<NodeIndex, (NodeIndex, EdgeIndex)> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        if at == to {
            break;
        }
        for (next, edge) in neighbours(&view, at) {
            if next != from && !came.contains_key(&next) {
                came.insert(next, (at, edge));
                open.push_back(next);
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = to;
    while let Some((before, edge)) = came.get(&at).filter(|_| at != from) {
        steps.push((*before, *edge, at));
        at = *before;
    }
    steps.reverse();
    steps.into_iter().enumerate().filter_map(|(i, step)| row(&view, i + 1, step)).collect()
}

/// Where one edge leads, best attested first. Not over places and topics: that two events are about trade connects
/// nobody.
fn neighbours(view: &Graph, at: NodeIndex) -> Vec<(NodeIndex, EdgeIndex)> {
    let walkable =
        |e: &Edge| (e.is_tie() || e.kind.is_standing()) && e.kind.as_str() != crate::graph::EdgeKind::COOPERATES_ON;
    let outgoing = view.graph.edges_directed(at, Direction::Outgoing).map(|e| (e.target(), e.id(), e.weight()));
    let incoming = view.graph.edges_directed(at, Direction::Incoming).map(|e| (e.source(), e.id(), e.weight()));
    let mut all: Vec<_> = outgoing.chain(incoming).filter(|(_, _, e)| walkable(e)).collect();
    all.sort_by_key(|(next, id, e)| (Reverse(e.sources), *next, *id));
    all.into_iter().map(|(next, id, _)| (next, id)).collect()
}

fn row(view: &Graph, step: usize, (from, edge, to): (NodeIndex, EdgeIndex, NodeIndex)) -> Option<PathRow> {
    let forward = view.graph.edge_endpoints(edge)?.0 == from;
    let edge = view.graph.edge_weight(edge)?;
    Some(PathRow {
        step,
        from: Named::at(view, from)?,
        by: if forward { edge.kind.0.clone() } else { format!("← {}", edge.kind.0) },
        to: Named::at(view, to)?,
        role: edge.role.clone(),
        status: edge.status,
        last: edge.last.clone(),
        articles: edge.articles,
        evidence: Quote::all(&edge.evidence, edge.status),
    })
}
