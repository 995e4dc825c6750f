//! Names as people write them → nodes, or an error that says what to write instead.

use crate::error::{Problem, Result};
use crate::graph::{Found, Graph, NodeId, NodeKind};
use petgraph::stable_graph::NodeIndex;

/// The node that is meant ([`Graph::find`] says how names match).
///
/// # Errors
/// When several nodes fit or none does; the message lists the candidates with their ids.
pub fn node_named(graph: &Graph, name: &str) -> Result<NodeIndex> {
    match graph.find(name) {
        Found::One(at) => Ok(at),
        Found::Many(nodes) => Err(Problem::new(quoted(name), format!("fits several: {}", list(graph, &nodes)))
            .remedy("write the id, or more of the name")
            .into()),
        Found::None(nodes) if nodes.is_empty() => {
            Err(Problem::new(quoted(name), "nobody and nothing in the graph is called so")
                .remedy("'summitry query GRAPH top' lists who is in it")
                .into())
        }
        Found::None(nodes) => Err(Problem::new(quoted(name), "nobody and nothing in the graph is called so")
            .remedy(format!("do you mean {}?", list(graph, &nodes)))
            .into()),
    }
}

/// The id of the policy area that is meant: "trade", "area:trade", "Arms control".
///
/// # Errors
/// When no event of the graph is about such an area; the message lists the areas that there are.
pub fn area_named(graph: &Graph, name: &str) -> Result<String> {
    let wanted = name.trim().to_lowercase();
    let wanted = wanted.strip_prefix("area:").unwrap_or(&wanted);
    let areas = graph
        .index
        .values()
        .filter_map(|at| graph.graph.node_weight(*at))
        .filter(|n| n.kind == NodeKind::PolicyArea)
        .filter_map(|n| Some((n.id.0.strip_prefix("area:")?, n.name.to_lowercase())));
    let all: Vec<_> = areas.collect();
    match all.iter().find(|(id, shown)| *id == wanted || shown == wanted || id.replace('-', " ") == wanted) {
        Some((id, _)) => Ok((*id).to_owned()),
        None => {
            let ids: Vec<_> = all.iter().map(|(id, _)| *id).collect();
            Err(Problem::new(quoted(name), "no policy area of the graph")
                .remedy(format!("it has: {}", ids.join(", ")))
                .into())
        }
    }
}

fn quoted(name: &str) -> String {
    format!("'{}'", super::table::plain(name))
}

fn list(graph: &Graph, nodes: &[NodeIndex]) -> String {
    let node = |at: &NodeIndex| graph.graph.node_weight(*at);
    let mut shown: Vec<String> = nodes
        .iter()
        .take(10)
        .filter_map(node)
        .map(|n| format!("{} ({})", super::table::plain(&n.name), id(&n.id)))
        .collect();
    if nodes.len() > shown.len() {
        shown.push(format!("{} more", nodes.len() - shown.len()));
    }
    shown.join(", ")
}

fn id(id: &NodeId) -> String {
    super::table::plain(&id.0)
}
