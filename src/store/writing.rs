//! Graph → RON snapshot: one record a line, sorted by id, so that a person can review the difference of two.

use super::atomic::write_atomically;
use super::records::{EdgeRecord, EventRecord, EvidenceRecord, FORMAT, NodeRecord, VERSION};
use crate::error::{Problem, Result};
use crate::graph::{Edge, Evidence, Graph, Node, NodeId, evidence_order, link_order};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// Writes the snapshot of a graph to a file, whole or not at all.
pub fn write_graph(path: impl AsRef<Path>, graph: &Graph) -> Result<()> {
    write_atomically(path, to_ron(graph)?.as_bytes())
}

/// The snapshot of a graph. The same graph gives the same bytes.
///
/// # Errors
/// None on any graph that this library builds; the serializer's own, otherwise.
pub fn to_ron(graph: &Graph) -> Result<String> {
    let table = EvidenceTable::of(graph);
    let mut out = Lines::new();
    out.text.push_str("#![enable(implicit_some)]\n(\n");
    out.field("format", &FORMAT)?;
    out.field("version", &VERSION)?;
    out.field("summitry", &env!("CARGO_PKG_VERSION"))?;
    out.list("nodes", nodes(graph, &table).map(|record| (None, record)))?;
    out.list("edges", edges(graph, &table).into_iter().map(|(says, record)| (Some(says), record)))?;
    out.list("evidence", table.records().map(|record| (None, record)))?;
    out.text.push_str(")\n");
    Ok(out.text)
}

/// The text of a snapshot as it grows, one record a line.
struct Lines {
    text: String,
    options: ron::Options,
    layout: PrettyConfig,
}

impl Lines {
    fn new() -> Self {
        Self {
            text: String::new(),
            options: ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME),
            // Nothing is laid out in lines of its own; spaces behind commas and colons remain.
            layout: PrettyConfig::new().depth_limit(0).struct_names(false),
        }
    }

    fn field(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        let value = self.record(value)?;
        self.text.push_str(&format!("  {name}: {value},\n"));
        Ok(())
    }

    /// A list of records, each perhaps with a line before it that says in words what its ids do not.
    fn list<R: Serialize>(&mut self, name: &str, records: impl Iterator<Item = (Option<String>, R)>) -> Result<()> {
        self.text.push_str(&format!("  {name}: [\n"));
        for (says, record) in records {
            if let Some(says) = says {
                self.text.push_str(&format!("    // {}\n", one_line(&says)));
            }
            let record = self.record(&record)?;
            self.text.push_str(&format!("    {record},\n"));
        }
        self.text.push_str("  ],\n");
        Ok(())
    }

    fn record(&self, value: &impl Serialize) -> Result<String> {
        let record = self.options.to_string_pretty(value, self.layout.clone());
        record.map_err(|e| Problem::new("graph snapshot", format!("cannot be written: {e}")).into())
    }
}

/// The text as one line of a comment: names come from articles, and a line break would end the comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}

fn nodes<'a>(graph: &'a Graph, table: &'a EvidenceTable) -> impl Iterator<Item = NodeRecord> + 'a {
    graph.index.values().filter_map(|at| graph.graph.node_weight(*at)).map(|n| node(n, table))
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

/// The edges in canonical order, each with its ends by name.
fn edges(graph: &Graph, table: &EvidenceTable) -> Vec<(String, EdgeRecord)> {
    let node = |at| graph.graph.node_weight(at);
    let mut edges: Vec<(&Node, &Node, &Edge)> = graph
        .graph
        .edge_references()
        .filter_map(|e| Some((node(e.source())?, node(e.target())?, e.weight())))
        .collect();
    edges.sort_by(|a, b| link_order(&a.0.id, &a.1.id, a.2).cmp(&link_order(&b.0.id, &b.1.id, b.2)));
    let says = |(a, b, e): &(&Node, &Node, &Edge)| format!("{} {} {}", a.name, e.kind.as_str(), b.name);
    edges.iter().map(|link| (says(link), edge(&link.0.id, &link.1.id, link.2, table))).collect()
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
        let distinct: HashSet<&Evidence> = of_events.chain(of_edges).collect();
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

    fn records(&self) -> impl Iterator<Item = EvidenceRecord> + '_ {
        self.sorted.iter().map(|(id, e)| EvidenceRecord {
            id: id.clone(),
            doc: e.doc.clone(),
            source: e.source.clone(),
            date: e.date,
            url: e.url.clone(),
            fingerprint: e.fingerprint,
            span: e.span,
            quote: e.quote.clone(),
            trigger: e.trigger.clone(),
            pattern: e.pattern.clone(),
            claimed_by: e.claimed_by.clone(),
            status: e.status,
        })
    }
}
