//! Graph and [`Filter`] → the part of the graph that is asked for, as a graph.

use super::build::Link;
use super::filter::Filter;
use super::model::{Edge, EdgeKind, Graph, Node, NodeId};
use super::ties::{self, Derived, TieKey};
use crate::vocabulary::RelationKind;
use petgraph::Direction;
use petgraph::stable_graph::{EdgeReference, NodeIndex};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Cuts the view out.
pub(super) fn view(graph: &Graph, filter: &Filter) -> Graph {
    of_events(graph, filter, events(graph, filter))
}

/// Cuts out the view that shows just these events.
pub(super) fn of_events(graph: &Graph, filter: &Filter, mut events: Vec<NodeIndex>) -> Graph {
    let cut = Cut { graph, filter };
    let mut ties = cut.ties(&events);
    if let Some(top) = filter.top {
        ties = strongest(ties, top);
        let behind: FxHashSet<_> = ties.iter().flat_map(|(_, _, tie)| &tie.events).collect();
        events.retain(|at| cut.node(*at).is_some_and(|n| behind.contains(&n.id)));
    }
    let mut links = cut.event_links(&events);
    links.extend(ties);
    let mut shown: BTreeSet<NodeId> = links.iter().flat_map(|(a, b, _)| [a.clone(), b.clone()]).collect();
    shown.extend(events.iter().filter_map(|at| cut.node(*at)).map(|n| n.id.clone()));
    shown.extend(filter.around.iter().filter(|id| graph.index.contains_key(id)).cloned());
    links.extend(cut.standing_links(&mut shown));
    let nodes = shown.iter().filter_map(|id| cut.node(*graph.index.get(id)?)).cloned().collect();
    Graph::assemble(nodes, links)
}

/// The events that the view would show, all ties counting.
pub(super) fn events(graph: &Graph, filter: &Filter) -> Vec<NodeIndex> {
    Cut { graph, filter }.events()
}

/// The strongest ties between parties; ties to policy areas stay with their parties and events.
fn strongest(ties: Vec<Link>, top: usize) -> Vec<Link> {
    let (areas, mut ties): (Vec<_>, Vec<_>) =
        ties.into_iter().partition(|(_, _, t)| t.kind.as_str() == EdgeKind::COOPERATES_ON);
    ties.sort_by(|(a1, b1, a), (a2, b2, b)| {
        let rank = |t: &Edge| (Reverse(t.sources), Reverse((t.confidence * 1000.0) as i32));
        rank(a).cmp(&rank(b)).then_with(|| (a1, b1, &a.kind, a.status).cmp(&(a2, b2, &b.kind, b.status)))
    });
    ties.truncate(top);
    let parties: BTreeSet<NodeId> = ties.iter().flat_map(|(a, b, _)| [a.clone(), b.clone()]).collect();
    let events: BTreeSet<NodeId> = ties.iter().flat_map(|(_, _, t)| t.events.clone()).collect();
    ties.extend(
        areas
            .into_iter()
            .filter(|(party, _, t)| parties.contains(party) && t.events.iter().any(|e| events.contains(e))),
    );
    ties
}

struct Cut<'a> {
    graph: &'a Graph,
    filter: &'a Filter,
}

impl<'a> Cut<'a> {
    fn node(&self, at: NodeIndex) -> Option<&'a Node> {
        self.graph.graph.node_weight(at)
    }

    fn edges(&self) -> impl Iterator<Item = EdgeReference<'a, Edge>> {
        self.graph.graph.edge_references()
    }

    /// The ids of the edge's ends.
    fn ends(&self, edge: EdgeReference<'a, Edge>) -> Option<(&'a NodeId, &'a NodeId)> {
        Some((&self.node(edge.source())?.id, &self.node(edge.target())?.id))
    }

    fn link(&self, edge: EdgeReference<'a, Edge>) -> Option<Link> {
        let (source, target) = self.ends(edge)?;
        Some((source.clone(), target.clone(), edge.weight().clone()))
    }

    /// The events that meet all conditions, in the order of their ids.
    fn events(&self) -> Vec<NodeIndex> {
        let by_tie: FxHashSet<&NodeId> = self
            .edges()
            .filter(|e| e.weight().is_tie() && self.filter.names_kind(e.weight().kind.as_str()))
            .flat_map(|e| &e.weight().events)
            .collect();
        let centre = self.filter.around.as_ref().map(|id| self.centre(id));
        let fits = |at: &NodeIndex| {
            let Some(Node { id, event: Some(event), .. }) = self.node(*at) else { return false };
            let kind = self.filter.kinds.is_empty() || self.filter.names_kind_of(event) || by_tie.contains(id);
            kind && self.filter.admits(event)
                && self.filter.only.as_ref().is_none_or(|only| only.contains(id))
                && self.is_about(*at)
                && centre.as_ref().is_none_or(|centre| self.touches(*at, centre))
        };
        self.graph.index.values().copied().filter(fits).collect()
    }

    fn is_about(&self, event: NodeIndex) -> bool {
        self.filter.about.is_empty()
            || self.graph.graph.edges(event).filter(|e| e.weight().kind.as_str() == EdgeKind::CONCERNS).any(|e| {
                let area = self.node(e.target()).and_then(|n| n.id.0.strip_prefix("area:"));
                area.is_some_and(|area| self.filter.about.iter().any(|a| a.eq_ignore_ascii_case(area)))
            })
    }

    /// The node asked for, and who represents it.
    fn centre(&self, id: &NodeId) -> FxHashSet<NodeIndex> {
        let mut centre = FxHashSet::default();
        if let Some(at) = self.graph.index.get(id) {
            centre.insert(*at);
            centre.extend(
                self.graph
                    .graph
                    .edges_directed(*at, Direction::Incoming)
                    .filter(|e| e.weight().kind.as_str() == RelationKind::Represents.as_str() && !e.weight().former)
                    .map(|e| e.source()),
            );
        }
        centre
    }

    fn touches(&self, event: NodeIndex, centre: &FxHashSet<NodeIndex>) -> bool {
        centre.contains(&event) || self.graph.graph.neighbors_undirected(event).any(|at| centre.contains(&at))
    }

    /// The ties that the events still bear.
    fn ties(&self, events: &[NodeIndex]) -> Vec<Link> {
        let kept: FxHashSet<&NodeId> = events.iter().filter_map(|at| self.node(*at)).map(|n| &n.id).collect();
        let of_kind: FxHashSet<&NodeId> = events
            .iter()
            .filter_map(|at| self.node(*at))
            .filter(|n| n.event.as_ref().is_some_and(|e| self.filter.names_kind_of(e)))
            .map(|n| &n.id)
            .collect();
        let mut whole = Vec::new();
        let mut parts = Derived::new();
        for edge in self.edges().filter(|e| e.weight().is_tie()) {
            let tie = edge.weight();
            let named = self.filter.kinds.is_empty() || self.filter.names_kind(tie.kind.as_str());
            let stays = |id: &&NodeId| kept.contains(id) && (named || of_kind.contains(id));
            let staying: BTreeSet<NodeId> = tie.events.iter().filter(stays).cloned().collect();
            if staying.len() == tie.events.len() {
                whole.extend(self.link(edge));
            } else if let Some((source, target)) = self.ends(edge).filter(|_| !staying.is_empty()) {
                let (source, target) = (source.clone(), target.clone());
                let key = TieKey { source, kind: tie.kind.0.clone(), target, void: tie.is_void() };
                parts.insert(key, staying);
            }
        }
        whole.extend(ties::links(self.graph, parts));
        whole.retain(|(_, _, tie)| self.is_sure(tie));
        whole
    }

    fn is_sure(&self, edge: &Edge) -> bool {
        self.filter.min_confidence.is_none_or(|least| edge.confidence >= least)
    }

    fn event_links(&self, events: &[NodeIndex]) -> Vec<Link> {
        let of_event = |e: &EdgeReference<'a, Edge>| e.weight().kind.is_of_event();
        let both = [Direction::Outgoing, Direction::Incoming];
        events
            .iter()
            .flat_map(|at| both.into_iter().flat_map(|d| self.graph.graph.edges_directed(*at, d)))
            .filter(of_event)
            .filter_map(|e| self.link(e))
            .collect()
    }

    /// Standing relations of what is shown. Whom a shown person represents is shown with it, and so is what stands in
    /// relation to the node that was asked for; other relations need both ends, unless their kind was asked for.
    fn standing_links(&self, shown: &mut BTreeSet<NodeId>) -> Vec<Link> {
        let before = shown.clone();
        let brings_ends = |edge: &EdgeReference<'a, Edge>, (source, target): (&NodeId, &NodeId)| {
            let kind = edge.weight().kind.as_str();
            let named = !self.filter.kinds.is_empty() && self.filter.names_kind(kind);
            let represents = kind == RelationKind::Represents.as_str() && before.contains(source);
            let around = self.filter.around.as_ref().is_some_and(|id| id == source || id == target);
            named || represents || around && self.filter.kinds.is_empty()
        };
        let standing = || self.edges().filter(|e| e.weight().kind.is_standing() && self.is_sure(e.weight()));
        for edge in standing() {
            if let Some(ends) = self.ends(edge).filter(|ends| brings_ends(&edge, *ends)) {
                shown.extend([ends.0.clone(), ends.1.clone()]);
            }
        }
        standing()
            .filter(|e| self.ends(*e).is_some_and(|(a, b)| shown.contains(a) && shown.contains(b)))
            .filter_map(|e| self.link(e))
            .collect()
    }
}
