//! The whole graph as JSON in the node-link form that networkx, D3 and others read.
//!
//! [`Graph`] → `{"nodes": […], "edges": […]}`. A node is all of [`Node`], an edge all of [`Edge`] behind an `id` of its own and the
//! ids of its two ends. Nodes are sorted by id, edges by source, target, kind and content, so that equal graphs give equal
//! bytes. `directed` and `multigraph` tell networkx what to build: `node_link_graph(data, edges="edges")`.
//!
//! ```json
//! {"directed": true, "multigraph": true, "graph": {"generator": "summitry", "version": 1},
//!  "nodes": [{"id": "country:US", "kind": "country", "name": "United States", …}],
//!  "edges": [{"id": "person:gustavo petro|represents|country:CO|0", "source": "person:gustavo petro", "target": "country:CO",
//!             "kind": "represents", "status": null, "role": "President", "articles": 2, "evidence": […], …}]}
//! ```

use super::{ExportOptions, Exported, Exporter};
use crate::graph::{Edge, Graph, Node};
use crate::{Problem, Result};
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use serde::Serialize;

/// Raised when a field changes its meaning.
const VERSION: u32 = 1;

/// Writes JSON.
pub(super) struct Json;

impl Exporter for Json {
    fn export(&self, graph: &Graph, _: &ExportOptions) -> Result<Exported> {
        let mut bytes = serde_json::to_vec_pretty(&document(graph))
            .map_err(|error| Problem::new("json", format!("cannot hold the graph: {error}")))?;
        bytes.push(b'\n');
        Ok(Exported { bytes, hints: Vec::new() })
    }
}

#[derive(Serialize)]
struct Document<'g> {
    directed: bool,
    multigraph: bool,
    graph: Head,
    nodes: Vec<&'g Node>,
    edges: Vec<Link<'g>>,
}

#[derive(Serialize)]
struct Head {
    generator: &'static str,
    version: u32,
}

#[derive(Serialize)]
struct Link<'g> {
    id: String,
    source: &'g str,
    target: &'g str,
    #[serde(flatten)]
    edge: &'g Edge,
}

fn document(graph: &Graph) -> Document<'_> {
    let mut nodes: Vec<&Node> = graph.graph.node_weights().collect();
    nodes.sort_by(|one, two| one.id.cmp(&two.id));
    let id = |index: NodeIndex| graph.graph[index].id.0.as_str();
    let mut edges: Vec<Link<'_>> = graph
        .graph
        .edge_references()
        .map(|edge| Link {
            id: String::new(),
            source: id(edge.source()),
            target: id(edge.target()),
            edge: edge.weight(),
        })
        .collect();
    edges.sort_by_cached_key(|link| {
        // The content orders parallel edges; it has no order of its own, its JSON has.
        let content = serde_json::to_string(link.edge).unwrap_or_default();
        (link.source, link.target, link.edge.kind.clone(), content)
    });
    number(&mut edges);
    let graph = Head { generator: "summitry", version: VERSION };
    Document { directed: true, multigraph: true, graph, nodes, edges }
}

/// Gives each edge an id: its ends and kind, and a number that tells parallel edges apart.
fn number(edges: &mut [Link<'_>]) {
    let mut parallel = 0;
    for i in 0..edges.len() {
        let same = i > 0 && {
            let (one, two) = (&edges[i - 1], &edges[i]);
            (one.source, one.target, &one.edge.kind) == (two.source, two.target, &two.edge.kind)
        };
        parallel = if same { parallel + 1 } else { 0 };
        let link = &mut edges[i];
        link.id = format!("{}|{}|{}|{parallel}", link.source, link.edge.kind.0, link.target);
    }
}
