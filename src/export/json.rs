//! The whole graph as JSON in the node-link form that networkx, D3 and others read.
//!
//! Graph → `{"nodes": […], "edges": […]}`. A node is all of [`Node`], an edge all of [`Edge`] behind an `id` of its own and the
//! ids of its two ends. Nodes are sorted by id, edges by source, target, kind and content, so that equal graphs give equal
//! bytes. `directed` and `multigraph` tell networkx what to build: `node_link_graph(data, edges="edges")`.
//!
//! ```json
//! {"directed": true, "multigraph": true, "graph": {"generator": "summitry", "version": 1},
//!  "nodes": [{"id": "country:US", "kind": "country", "name": "United States", …}],
//!  "edges": [{"id": "person:gustavo petro|represents|country:CO|0", "source": "person:gustavo petro", "target": "country:CO",
//!             "kind": "represents", "status": null, "role": "President", "articles": 2, "evidence": […], …}]}
//! ```

use super::listing::Listing;
use super::stream::Streamed;
use crate::graph::{Edge, Node};
use serde::Serialize;
use std::io::{self, Write};

/// Raised when a field changes its meaning.
pub(super) const VERSION: u32 = 1;

/// Writes JSON.
pub(super) struct Json;

impl Streamed for Json {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &document(listing))?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Document<'g> {
    directed: bool,
    multigraph: bool,
    graph: Head,
    nodes: &'g [&'g Node],
    edges: Vec<Row<'g>>,
}

#[derive(Serialize)]
struct Head {
    generator: &'static str,
    version: u32,
}

#[derive(Serialize)]
struct Row<'g> {
    id: String,
    source: &'g str,
    target: &'g str,
    #[serde(flatten)]
    edge: &'g Edge,
}

fn document<'g>(listing: &'g Listing<'g>) -> Document<'g> {
    let row = |link: &super::listing::Link<'g>| Row {
        id: link.id(),
        source: &link.source.id.0,
        target: &link.target.id.0,
        edge: link.edge,
    };
    Document {
        directed: true,
        multigraph: true,
        graph: Head { generator: "summitry", version: VERSION },
        nodes: &listing.nodes,
        edges: listing.links.iter().map(row).collect(),
    }
}
