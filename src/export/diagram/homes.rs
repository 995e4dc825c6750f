//! Where people, organizations and places belong, and so how countries become the groups and colours of a diagram.

use super::model::Group;
use super::palette::{self, Tint};
use super::text;
use crate::graph::{Graph, NodeKind};
use petgraph::stable_graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Where somebody belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    /// The edge that says so.
    pub edge: EdgeIndex,
    /// The country or organization.
    pub of: NodeIndex,
}

/// Where a person, organization or place belongs: the present office before former ones, the better attested first.
pub(super) fn home(graph: &Graph, index: NodeIndex) -> Option<Home> {
    let wanted = match graph.graph[index].kind {
        NodeKind::Person => "represents",
        NodeKind::Organization => "part_of",
        NodeKind::Place => "located_in",
        _ => return None,
    };
    let edges = graph.graph.edges(index).filter(|edge| {
        let to = graph.graph[edge.target()].kind;
        let person = graph.graph[index].kind == NodeKind::Person;
        edge.weight().kind.0 == wanted && (to == NodeKind::Country || (person && to == NodeKind::Organization))
    });
    edges
        .min_by_key(|reference| {
            let edge = reference.weight();
            let of = &graph.graph[reference.target()];
            (
                edge.former,
                Reverse(edge.articles),
                of.kind != NodeKind::Country,
                Reverse(edge.last.clone()),
                of.id.clone(),
                edge.role.clone(),
            )
        })
        .map(|reference| Home { edge: reference.id(), of: reference.target() })
}

/// The country as whose part a node is drawn: the one that it belongs to, else the node itself.
pub(super) fn group(graph: &Graph, index: NodeIndex) -> NodeIndex {
    home(graph, index).filter(|home| graph.graph[home.of].kind == NodeKind::Country).map_or(index, |home| home.of)
}

/// The colours of the countries that are drawn or have somebody drawn.
pub(super) fn tints(
    graph: &Graph,
    nodes: impl Iterator<Item = NodeIndex>,
    homes: &BTreeMap<NodeIndex, Home>,
) -> BTreeMap<NodeIndex, Tint> {
    let belongs = nodes.map(|index| homes.get(&index).map_or(index, |home| home.of));
    let countries: BTreeMap<&str, NodeIndex> = belongs
        .filter(|&index| graph.graph[index].kind == NodeKind::Country)
        .map(|index| (graph.graph[index].id.0.as_str(), index))
        .collect();
    let ids: Vec<&str> = countries.keys().copied().collect();
    let tints = palette::tints(&ids);
    countries.into_values().zip(tints).collect()
}

/// The countries that get a group: those of which more than the country's own node is drawn.
pub(super) fn groups(
    graph: &Graph,
    homes: &BTreeMap<NodeIndex, Home>,
    tints: &BTreeMap<NodeIndex, Tint>,
) -> Vec<Group> {
    let peopled: BTreeSet<NodeIndex> = homes.values().map(|home| home.of).collect();
    let mut groups: Vec<Group> = tints
        .iter()
        .filter(|(index, _)| peopled.contains(index))
        .map(|(&index, &tint)| {
            let node = &graph.graph[index];
            Group { id: node.id.0.clone(), label: text::name(&node.name, 40), tint }
        })
        .collect();
    groups.sort_by(|one, two| one.id.cmp(&two.id));
    groups
}
