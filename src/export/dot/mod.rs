//! The diagram as DOT, Graphviz's language, through graphviz-rust's types and printer.
//!
//! [`Diagram`] → statements → text. All names and values pass through [`quote`](super::quote). The header and the
//! legend are the graph's label, so that every layout program shows them.

mod label;
mod placement;

use super::diagram::palette::{FADED, FAINT, INK, PAPER};
use super::diagram::{self, Diagram, Group, Line, LineKind, Shape, ShapeKind};
use super::quote::{Quote, html, quote};
use super::{ExportOptions, Exported, Exporter};
use crate::Result;
use crate::graph::Graph;
use crate::vocabulary::Status;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph as Dot_, GraphAttributes, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use placement::Placement;
use std::collections::BTreeMap;

/// Writes DOT.
pub(super) struct Dot;

impl Exporter for Dot {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let dot = print(&diagram::diagram(graph, &options.view));
        Ok(Exported { bytes: dot.into_bytes(), hints: Vec::new() })
    }
}

/// The typeface: the first that is there.
const FONT: &str = "Helvetica,Arial,sans-serif";

/// Length of an arrowhead in points: Graphviz's ten at the size that [`defaults`] sets.
const ARROW: f64 = 7.0;

/// The diagram in DOT.
pub(super) fn print(diagram: &Diagram) -> String {
    let placement = Placement::of(diagram);
    let mut stmts = defaults(diagram, &placement);
    for (at, group) in diagram.groups.iter().enumerate() {
        stmts.push(Stmt::Subgraph(cluster(diagram, at, group, &placement)));
    }
    stmts.extend(nodes(diagram, None, &placement));
    stmts.extend(edges(diagram, &placement));
    let graph = Dot_::DiGraph { id: quote(Quote::Name("summitry")), strict: false, stmts };
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

/// `key=value` with the value as it is shown.
fn value(key: &str, value: impl ToString) -> Attribute {
    Attribute(quote(Quote::Word(key)), quote(Quote::Value(&value.to_string())))
}

/// `key=<markup>`.
fn markup(key: &str, markup: &str) -> Attribute {
    Attribute(quote(Quote::Word(key)), quote(Quote::Html(markup)))
}

fn defaults(diagram: &Diagram, placement: &Placement) -> Vec<Stmt> {
    let mut graph = placement.graph();
    graph.extend([
        value("bgcolor", PAPER),
        value("fontname", FONT),
        value("fontcolor", INK),
        value("labelloc", "t"),
        value("labeljust", "l"),
        value("pad", 0.3),
        value("outputorder", "edgesfirst"),
        value("tooltip", &diagram.title),
        markup("label", &label::header(diagram)),
    ]);
    let node =
        vec![value("fontname", FONT), value("fontsize", 12), value("fontcolor", INK), value("margin", "0.14,0.07")];
    let edge = vec![value("fontname", FONT), value("fontsize", 10), value("arrowsize", 0.7)];
    vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph)),
        Stmt::GAttribute(GraphAttributes::Node(node)),
        Stmt::GAttribute(GraphAttributes::Edge(edge)),
    ]
}

fn cluster(diagram: &Diagram, at: usize, group: &Group, placement: &Placement) -> Subgraph {
    let tint = group.tint;
    let label = format!("<B>{}</B>", html(&group.label));
    let mut attributes = vec![
        markup("label", &label),
        value("style", "rounded,filled"),
        value("color", tint.fill),
        value("fillcolor", tint.fill),
        value("fontcolor", tint.ink),
        value("fontsize", 13),
        value("margin", 10),
        value("tooltip", &group.label),
    ];
    attributes.extend(placement.cluster(at));
    let mut stmts = vec![Stmt::GAttribute(GraphAttributes::Graph(attributes))];
    stmts.extend(nodes(diagram, Some(at), placement));
    Subgraph { id: quote(Quote::Name(&format!("cluster {}", group.id))), stmts }
}

/// The nodes that stand in a group, or in none.
fn nodes(diagram: &Diagram, group: Option<usize>, placement: &Placement) -> Vec<Stmt> {
    let shapes = diagram.shapes.iter().enumerate().filter(|(_, shape)| shape.group == group);
    shapes.map(|(at, shape)| Stmt::Node(node(shape, placement.node(at)))).collect()
}

fn node(shape: &Shape, position: Vec<Attribute>) -> Node {
    let (outline, style, fill, ink) = match shape.kind {
        ShapeKind::Leader => ("box", "rounded,filled", PAPER, INK),
        ShapeKind::Country => ("box", "filled", shape.tint.line, PAPER),
        ShapeKind::Organization => ("hexagon", "filled", shape.tint.fill, shape.tint.ink),
        ShapeKind::Place => ("box", "filled,diagonals", shape.tint.fill, shape.tint.ink),
        ShapeKind::Meeting => ("ellipse", "filled", shape.tint.fill, shape.tint.ink),
        ShapeKind::Area => ("note", "filled", shape.tint.fill, shape.tint.ink),
    };
    let style = shape.status.and_then(stroke).map_or_else(|| style.to_owned(), |stroke| format!("{style},{stroke}"));
    let struck = shape.status.is_some_and(is_off);
    let mut attributes = vec![
        markup("label", &label::rows(&shape.rows, struck)),
        value("shape", outline),
        value("style", style),
        value("color", shape.tint.line),
        value("fillcolor", fill),
        value("fontcolor", ink),
        value("penwidth", 1.2),
        value("tooltip", &shape.tooltip),
    ];
    if matches!(shape.kind, ShapeKind::Meeting | ShapeKind::Organization) {
        // Their outlines leave room around the text as it is.
        attributes.push(value("margin", "0.05,0.03"));
    }
    attributes.extend(position);
    attributes.extend(link(shape.url.as_deref()));
    Node { id: id(shape), attributes }
}

fn id(shape: &Shape) -> NodeId {
    NodeId(quote(Quote::Name(&shape.id)), None)
}

fn link(url: Option<&str>) -> Vec<Attribute> {
    url.map_or_else(Vec::new, |url| vec![value("URL", url), value("target", "_blank")])
}

/// A colour `#RRGGBB` with the opacity of faint lines.
fn faint(colour: &str) -> String {
    format!("{colour}{:02X}", (FAINT * 255.0) as u8)
}

/// How a status is stroked; plain when it is real.
const fn stroke(status: Status) -> Option<&'static str> {
    match status {
        Status::Happened | Status::Ongoing => None,
        Status::Planned => Some("dashed"),
        Status::Possible => Some("dotted"),
        Status::Cancelled | Status::Denied => None,
    }
}

const fn is_off(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Denied)
}

/// The edges. A meeting stands between its host and the others, so that layouts by rank spread out.
fn edges(diagram: &Diagram, placement: &Placement) -> Vec<Stmt> {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, line) in diagram.lines.iter().enumerate() {
        if matches!(line.kind, LineKind::Hosts | LineKind::Attends) {
            first.entry(line.to).or_insert(at);
        }
    }
    let turned = |at: usize, line: &Line| first.get(&line.to).is_some_and(|first| *first != at) && line.tint.is_some();
    diagram
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| Stmt::Edge(edge(diagram, placement, at, turned(at, line))))
        .collect()
}

fn edge(diagram: &Diagram, placement: &Placement, at: usize, turned: bool) -> Edge {
    let line = &diagram.lines[at];
    let struck = line.status.is_some_and(is_off);
    let colour = if struck { FADED } else { line.tint.map_or(line.tone.ink(), |tint| tint.line) };
    let head = match line.kind {
        _ if struck && line.tint.is_none() => "tee",
        LineKind::Directed => "normal",
        LineKind::Standing => "vee",
        LineKind::Hosts | LineKind::Attends | LineKind::Mutual => "none",
    };
    let ink = if struck { FADED } else { line.tint.map_or(line.tone.ink(), |tint| tint.ink) };
    let mut attributes = vec![
        value("color", if line.faint { faint(colour) } else { colour.to_owned() }),
        value("fontcolor", ink),
        value("penwidth", line.width()),
        value("arrowhead", head),
        value("tooltip", &line.tooltip),
    ];
    if let Some(stroke) = line.status.and_then(stroke) {
        attributes.push(value("style", stroke));
    }
    let arrow = (head != "none").then_some(ARROW);
    let place = placement.edge(at, turned, arrow);
    if let Some(place) = &place {
        attributes.push(value("pos", &place.way));
        attributes.extend(place.label.as_ref().map(|label| value("lp", label)));
    }
    let has_room = place.is_none_or(|place| place.label.is_some());
    if has_room && !line.labels.is_empty() {
        let set = |label: &String| if struck { format!("<S>{}</S>", html(label)) } else { html(label) };
        let lines: Vec<String> = line.labels.iter().map(set).collect();
        attributes.push(markup("label", &label::plate(&lines.join("<BR/>"))));
        attributes.push(value("labeltooltip", &line.tooltip));
    }
    attributes.extend(link(line.url.as_deref()));
    let (from, to) = if turned { (line.to, line.from) } else { (line.from, line.to) };
    let ends = EdgeTy::Pair(Vertex::N(id(&diagram.shapes[from])), Vertex::N(id(&diagram.shapes[to])));
    Edge { ty: ends, attributes }
}
