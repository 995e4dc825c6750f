//! Graph → RON snapshot: one record a line, sorted by id, so that a person can review the difference of two.

use super::atomic::write_atomically;
use super::records::{EdgeRecord, EventRecord, EvidenceRecord, FORMAT, NodeRecord, Snapshot, VERSION};
use crate::error::{Error, Problem, Result};
use crate::graph::{Edge, Evidence, Graph, Node, NodeId, evidence_order, link_order};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Writes the snapshot of a graph to a file, whole or not at all.
pub fn write_graph(path: impl AsRef<Path>, graph: &Graph) -> Result<()> {
    write_atomically(path, to_ron(graph)?.as_bytes())
}

/// The snapshot of a graph. The same graph gives the same bytes.
pub fn to_ron(graph: &Graph) -> Result<String> {
    let table = EvidenceTable::of(graph);
    let snapshot = Snapshot {
        format: FORMAT.into(),
        version: VERSION,
        summitry: env!("CARGO_PKG_VERSION").into(),
        nodes: nodes(graph, &table),
        edges: edges(graph, &table),
        evidence: table.records(),
    };
    // Three levels deep are laid out in lines: the snapshot and its lists; what lies deeper shares the record's line.
    let layout = PrettyConfig::new()
        .depth_limit(2)
        .new_line("\n")
        .indentor("  ")
        .extensions(Extensions::IMPLICIT_SOME)
        .struct_names(false);
    let mut text = ron::ser::to_string_pretty(&snapshot, layout)
        .map_err(|e| Error::from(Problem::new("graph snapshot", format!("cannot be written: {e}"))))?;
    text.push('\n');
    Ok(text)
}

fn nodes(graph: &Graph, table: &EvidenceTable) -> Vec<NodeRecord> {
    graph.index.values().filter_map(|at| graph.graph.node_weight(*at)).map(|n| node(n, table)).collect()
}

fn node(node: &Node, table: &EvidenceTable) -> NodeRecord {
    NodeRecord {
        id: node.id.clone(),
        kind: node.kind,
        name: node.name.clone(),
        aliases: node.aliases.clone(),
        wikidata: node.wikidata.clone(),
        iso: node.iso.clone(),
        event: node.event.as_ref().map(|event| EventRecord {
            kind: event.kind.clone(),
            mode: event.mode,
            status: event.status,
            date: event.date.clone(),
            confidence: event.confidence,
            key: event.key.clone(),
            history: event.history.clone(),
            joins: event.joins.clone(),
            evidence: table.ids(&event.evidence),
        }),
    }
}

fn edges(graph: &Graph, table: &EvidenceTable) -> Vec<EdgeRecord> {
    let id = |at| graph.graph.node_weight(at).map(|n: &Node| &n.id);
    let mut edges: Vec<(&NodeId, &NodeId, &Edge)> =
        graph.graph.edge_references().filter_map(|e| Some((id(e.source())?, id(e.target())?, e.weight()))).collect();
    edges.sort_by(|a, b| link_order(a.0, a.1, a.2).cmp(&link_order(b.0, b.1, b.2)));
    edges.into_iter().map(|(source, target, e)| edge(source, target, e, table)).collect()
}

fn edge(source: &NodeId, target: &NodeId, edge: &Edge, table: &EvidenceTable) -> EdgeRecord {
    EdgeRecord {
        source: source.clone(),
        kind: edge.kind.clone(),
        target: target.clone(),
        status: edge.status,
        role: edge.role.clone(),
        former: edge.former,
        first: edge.first.clone(),
        last: edge.last.clone(),
        articles: edge.articles,
        sources: edge.sources,
        confidence: edge.confidence,
        events: edge.events.clone(),
        evidence: table.ids(&edge.evidence),
    }
}

/// Every quote of the graph once, with an id.
struct EvidenceTable<'a> {
    sorted: Vec<(String, &'a Evidence)>,
    by_content: HashMap<&'a Evidence, usize>,
}

impl<'a> EvidenceTable<'a> {
    fn of(graph: &'a Graph) -> Self {
        let of_events = graph.graph.node_weights().filter_map(|n| n.event.as_ref()).flat_map(|e| &e.evidence);
        let of_edges = graph.graph.edge_weights().flat_map(|e| &e.evidence);
        let distinct: std::collections::HashSet<&Evidence> = of_events.chain(of_edges).collect();
        let mut distinct: Vec<&Evidence> = distinct.into_iter().collect();
        distinct.sort_by(|a, b| evidence_order(a).cmp(&evidence_order(b)));
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sorted = Vec::with_capacity(distinct.len());
        for evidence in distinct {
            let number = numbers.entry(&evidence.doc).or_default();
            *number += 1;
            sorted.push((format!("{}#{number}", evidence.doc), evidence));
        }
        let by_content = sorted.iter().enumerate().map(|(i, (_, evidence))| (*evidence, i)).collect();
        Self { sorted, by_content }
    }

    fn ids(&self, evidence: &[Evidence]) -> Vec<String> {
        evidence.iter().filter_map(|e| self.by_content.get(e)).map(|i| self.sorted[*i].0.clone()).collect()
    }

    fn records(&self) -> Vec<EvidenceRecord> {
        self.sorted
            .iter()
            .map(|(id, e)| EvidenceRecord {
                id: id.clone(),
                doc: e.doc.clone(),
                source: e.source.clone(),
                date: e.date,
                url: e.url.clone(),
                span: e.span,
                quote: e.quote.clone(),
                trigger: e.trigger.clone(),
                pattern: e.pattern.clone(),
                claimed_by: e.claimed_by.clone(),
                status: e.status,
            })
            .collect()
    }
}
