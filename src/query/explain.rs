//! Why the graph says what it says: evidence, patterns, triggers, history of status, and which claims were merged.

use super::names::node_named;
use super::table::plain;
use crate::count::counted;
use crate::error::Result;
use crate::graph::{Edge, EventNode, Evidence, Graph, Node};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;
use std::fmt::Display;

/// Explains a fact in plain text. `fact` names an event or another node, or two nodes with a comma between them, whose
/// edges are then explained.
///
/// # Errors
/// When a name fits no node or several.
pub fn explain(graph: &Graph, fact: &str) -> Result<String> {
    let mut page = Page { graph, text: String::new() };
    match node_named(graph, fact) {
        Ok(at) => page.node(at),
        Err(error) => {
            // A name may hold a comma itself ("Washington, D.C."), so every comma is tried.
            let pair = fact.match_indices(',').find_map(|(comma, _)| {
                let (a, b) = (fact.get(..comma)?, fact.get(comma + 1..)?);
                node_named(graph, a).ok().zip(node_named(graph, b).ok())
            });
            match (pair, fact.split_once(',')) {
                (Some((a, b)), _) => page.pair(a, b),
                (None, Some((a, b))) => {
                    node_named(graph, a)?;
                    node_named(graph, b)?;
                }
                (None, None) => return Err(error),
            }
        }
    }
    Ok(page.text)
}

/// A page that fills up with lines.
struct Page<'a> {
    graph: &'a Graph,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, depth: usize, text: impl Display) {
        let text = plain(&text.to_string());
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(&text);
        self.text.push('\n');
    }

    fn field(&mut self, title: &str, value: impl Display) {
        let value = plain(&value.to_string());
        if !value.is_empty() {
            self.text.push_str(&format!("  {title:<11} {value}\n"));
        }
    }

    fn node(&mut self, at: NodeIndex) {
        let graph = self.graph;
        let Some(node) = graph.graph.node_weight(at) else { return };
        self.line(0, &node.name);
        self.field("id", &node.id.0);
        match &node.event {
            Some(event) => self.event(at, event),
            None => self.entity(at, node),
        }
    }

    fn event(&mut self, at: NodeIndex, event: &EventNode) {
        let mode = event.mode.map(|m| format!(" ({m})")).unwrap_or_default();
        self.field("type", format!("{}{mode}", event.kind));
        self.field("status", event.status);
        self.field("date", event.date.as_deref().unwrap_or("none stated"));
        self.field("confidence", event.confidence);
        for (kind, names) in self.ends(at) {
            self.field(&kind, names);
        }
        self.field("key", &event.key);
        self.line(0, "Status, by report");
        for change in &event.history {
            let day = change.reported.map_or_else(|| "undated".into(), |d| d.to_string());
            self.line(1, format!("{day}  {}  {}", change.status, change.doc));
        }
        self.line(0, format!("Claims counted to it: {}", event.joins.len()));
        for join in &event.joins {
            self.line(1, format!("{} {}: {}", join.doc, join.claim, join.rule));
        }
        self.evidence(0, &event.evidence);
    }

    /// Names at the ends of an event's edges, by kind of edge, with the number of articles that say so.
    fn ends(&self, at: NodeIndex) -> Vec<(String, String)> {
        let mut ends = BTreeSet::new();
        for direction in [Direction::Incoming, Direction::Outgoing] {
            for edge in self.graph.graph.edges_directed(at, direction).filter(|e| e.weight().kind.is_of_event()) {
                let other = if direction == Direction::Incoming { edge.source() } else { edge.target() };
                if let Some(node) = self.graph.graph.node_weight(other) {
                    ends.insert((edge.weight().kind.0.clone(), node.name.clone(), edge.weight().articles));
                }
            }
        }
        let mut lines: Vec<(String, String)> = Vec::new();
        for (kind, name, articles) in ends {
            let text = if articles == 1 { name } else { format!("{name} ({articles} articles)") };
            match lines.last_mut() {
                Some((last, names)) if *last == kind => *names = format!("{names}; {text}"),
                _ => lines.push((kind, text)),
            }
        }
        lines
    }

    fn entity(&mut self, at: NodeIndex, node: &Node) {
        self.field("kind", format!("{:?}", node.kind).to_lowercase());
        self.field("wikidata", node.wikidata.as_deref().unwrap_or_default());
        self.field("iso", node.iso.as_deref().unwrap_or_default());
        self.field("also", node.aliases.join("; "));
        let mut edges: Vec<EdgeIndex> = Vec::new();
        for direction in [Direction::Outgoing, Direction::Incoming] {
            let shown = |e: &Edge| e.is_tie() || e.kind.is_standing();
            edges.extend(self.graph.graph.edges_directed(at, direction).filter(|e| shown(e.weight())).map(|e| e.id()));
        }
        edges.sort();
        for edge in edges {
            self.edge(edge, false);
        }
    }

    fn pair(&mut self, a: NodeIndex, b: NodeIndex) {
        let mut edges: Vec<EdgeIndex> = self.graph.graph.edges_connecting(a, b).map(|e| e.id()).collect();
        edges.extend(self.graph.graph.edges_connecting(b, a).map(|e| e.id()));
        edges.sort();
        edges.dedup();
        let name = |at| self.graph.graph.node_weight(at).map_or("", |n: &Node| n.name.as_str());
        let (a, b) = (name(a).to_owned(), name(b).to_owned());
        if edges.is_empty() {
            self.line(
                0,
                format!(
                    "Nothing joins {a} and {b} directly; 'summitry query GRAPH path' shows how they are connected."
                ),
            );
        }
        for edge in edges {
            self.edge(edge, true);
        }
    }

    /// One edge: what it says and on what it stands; with all evidence, or only counted.
    fn edge(&mut self, edge: EdgeIndex, whole: bool) {
        let graph = self.graph;
        let (Some((a, b)), Some(edge)) = (graph.graph.edge_endpoints(edge), graph.graph.edge_weight(edge)) else {
            return;
        };
        let name = |at| graph.graph.node_weight(at).map_or("", |n| n.name.as_str());
        let role = edge
            .role
            .as_ref()
            .map(|r| format!(" ({}{r})", if edge.former { "former " } else { "" }))
            .unwrap_or_default();
        let status = edge.status.map(|s| format!(", {s}")).unwrap_or_default();
        let counts = format!(
            "{}, {}, confidence {}",
            counted(edge.articles as usize, "article"),
            counted(edge.sources as usize, "independent source"),
            edge.confidence
        );
        self.line(0, format!("{} {} {}{role}{status}: {counts}", name(a), edge.kind.0, name(b)));
        for id in &edge.events {
            let shown = graph.index.get(id).and_then(|at| graph.graph.node_weight(*at)).map_or("", |n| n.name.as_str());
            self.line(1, format!("{} {shown}", id.0));
        }
        if whole {
            self.evidence(1, &edge.evidence);
        } else if let Some(first) = edge.evidence.iter().min_by_key(|e| e.status != edge.status) {
            self.line(1, format!("\"{}\" ({})", first.quote, first.doc));
        }
    }

    fn evidence(&mut self, depth: usize, evidence: &[Evidence]) {
        self.line(depth, format!("Evidence: {}", counted(evidence.len(), "sentence")));
        for e in evidence {
            self.line(depth + 1, format!("\"{}\"", e.quote));
            let mut notes = vec![e.doc.clone()];
            notes.extend(e.source.clone());
            notes.extend(e.date.map(|d| d.to_string()));
            notes.extend(e.span.map(|s| format!("bytes {}..{}", s.start, s.end)));
            notes.extend(e.status.map(|s| s.to_string()));
            notes.extend(e.trigger.as_ref().map(|t| format!("trigger \"{t}\"")));
            notes.extend(e.pattern.as_deref().map(found_by));
            notes.extend(e.claimed_by.as_ref().map(|c| format!("claimed by {c}")));
            notes.extend(e.url.clone());
            self.line(depth + 2, notes.join(" · "));
        }
    }
}

/// What found a piece of evidence: "CONSULT/meet" names a frame, "CONSULT/" no frame, so that the event model alone found it,
/// and what is no type with a frame is the name of a program.
fn found_by(pattern: &str) -> String {
    match pattern.split_once('/') {
        Some((_, "")) => "found by the event model, no frame fits".to_owned(),
        Some(_) => format!("pattern {pattern}"),
        None => format!("found by the program {pattern}"),
    }
}

#[cfg(test)]
mod tests {
    use super::found_by;

    #[test]
    fn evidence_says_what_found_it() {
        assert_eq!(found_by("CONSULT/hold+talk"), "pattern CONSULT/hold+talk");
        assert_eq!(found_by("CONSULT/"), "found by the event model, no frame fits");
        assert_eq!(found_by("llm.py"), "found by the program llm.py");
    }
}
