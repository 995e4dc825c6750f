//! Graph → the graph without some events and edges, for what a person has rejected.

use super::build::Link;
use super::model::{Edge, Graph, Node, NodeId};
use super::ties::{self, Derived, TieKey};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use std::collections::BTreeSet;

impl Graph {
    /// The graph without `events` and without the edges that `rejected` names: ties are counted anew from the events
    /// that are left, and who stood in the graph only for what is gone, goes too.
    #[must_use]
    pub fn without(&self, events: &BTreeSet<NodeId>, rejected: impl Fn(&NodeId, &Edge, &NodeId) -> bool) -> Self {
        let (mut links, mut parts, mut touched) = (Vec::<Link>::new(), Derived::new(), BTreeSet::new());
        for reference in self.graph.edge_references() {
            let (Some(source), Some(target)) = (self.id_at(reference.source()), self.id_at(reference.target())) else {
                continue;
            };
            let edge = reference.weight();
            touched.extend([source, target]);
            if events.contains(source) || events.contains(target) || rejected(source, edge, target) {
                continue;
            }
            let left: BTreeSet<NodeId> = edge.events.iter().filter(|id| !events.contains(id)).cloned().collect();
            let (source, target) = (source.clone(), target.clone());
            if left.len() == edge.events.len() {
                links.push((source, target, edge.clone()));
            } else if !left.is_empty() {
                let key = TieKey { source, kind: edge.kind.0.clone(), target, void: edge.is_void() };
                parts.insert(key, left);
            }
        }
        links.extend(ties::links(self, parts));
        let held: BTreeSet<&NodeId> = links.iter().flat_map(|(source, target, _)| [source, target]).collect();
        let stays = |node: &&Node| {
            !events.contains(&node.id)
                && (held.contains(&node.id) || node.event.is_some() || !touched.contains(&node.id))
        };
        let nodes = self.graph.node_weights().filter(stays).cloned().collect();
        Self::assemble(nodes, links)
    }

    fn id_at(&self, at: petgraph::stable_graph::NodeIndex) -> Option<&NodeId> {
        self.graph.node_weight(at).map(|node| &node.id)
    }
}
