//! The diagram as DOT, Graphviz's language, through graphviz-rust's types and printer.
//!
//! [`Diagram`] → statements → text. All names and values pass through [`quote`](super::quote). The header and the legend are the graph's
//! label, so that every layout program shows them.

use super::diagram::palette::{self, FADED, GREY, INK, PAPER};
use super::diagram::{self, Diagram, Group, Line, LineKind, Row, Shape, ShapeKind, Style, Tone};
use super::quote::{Quote, html, quote};
use super::{ExportOptions, Exported, Exporter};
use crate::Result;
use crate::graph::Graph;
use crate::vocabulary::Status;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph as Dot_, GraphAttributes, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
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

/// The diagram in DOT.
pub(super) fn print(diagram: &Diagram) -> String {
    let mut stmts = defaults(diagram);
    for (at, group) in diagram.groups.iter().enumerate() {
        stmts.push(Stmt::Subgraph(cluster(diagram, at, group)));
    }
    stmts.extend(diagram.shapes.iter().filter(|shape| shape.group.is_none()).map(|shape| Stmt::Node(node(shape))));
    stmts.extend(edges(diagram));
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

/// From this many shapes on, layout by forces reads better than layout by ranks: ranks make lines long.
const MANY: usize = 18;

/// The layout program for the diagram, with its settings. Both keep clusters together.
fn layout(diagram: &Diagram) -> Vec<Attribute> {
    if diagram.shapes.len() < MANY {
        vec![value("layout", "dot"), value("rankdir", "LR"), value("nodesep", 0.25), value("ranksep", 0.6)]
    } else {
        vec![
            value("layout", "fdp"),
            value("K", 0.6),
            value("sep", "+6"),
            // The seed of the starting positions: any will do, but it has to be the same every time.
            value("start", 5),
            value("splines", "true"),
            value("overlap", "false"),
        ]
    }
}

fn defaults(diagram: &Diagram) -> Vec<Stmt> {
    let mut graph = layout(diagram);
    graph.extend([
        value("bgcolor", PAPER),
        value("fontname", FONT),
        value("fontcolor", INK),
        value("labelloc", "t"),
        value("labeljust", "l"),
        value("pad", 0.3),
        value("outputorder", "edgesfirst"),
        value("tooltip", &diagram.title),
        markup("label", &header(diagram)),
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

fn cluster(diagram: &Diagram, at: usize, group: &Group) -> Subgraph {
    let tint = group.tint;
    let label = format!("<B>{}</B>", html(&group.label));
    let mut stmts = vec![Stmt::GAttribute(GraphAttributes::Graph(vec![
        markup("label", &label),
        value("style", "rounded,filled"),
        value("color", tint.fill),
        value("fillcolor", tint.fill),
        value("fontcolor", tint.ink),
        value("fontsize", 13),
        value("margin", 10),
        value("tooltip", &group.label),
    ]))];
    let members = diagram.shapes.iter().filter(|shape| shape.group == Some(at));
    stmts.extend(members.map(|shape| Stmt::Node(node(shape))));
    Subgraph { id: quote(Quote::Name(&format!("cluster {}", group.id))), stmts }
}

fn node(shape: &Shape) -> Node {
    let (outline, style, fill, ink) = match shape.kind {
        ShapeKind::Leader => ("box", "rounded,filled", PAPER, INK),
        ShapeKind::Country => ("box", "filled", shape.tint.line, PAPER),
        ShapeKind::Organization => ("hexagon", "filled", shape.tint.fill, shape.tint.ink),
        ShapeKind::Place => ("invhouse", "filled", shape.tint.fill, shape.tint.ink),
        ShapeKind::Meeting => ("ellipse", "filled", shape.tint.fill, shape.tint.ink),
        ShapeKind::Area => ("note", "filled", shape.tint.fill, shape.tint.ink),
    };
    let style = shape.status.and_then(stroke).map_or_else(|| style.to_owned(), |stroke| format!("{style},{stroke}"));
    let struck = shape.status.is_some_and(is_off);
    let mut attributes = vec![
        markup("label", &rows(&shape.rows, struck)),
        value("shape", outline),
        value("style", style),
        value("color", shape.tint.line),
        value("fillcolor", fill),
        value("fontcolor", ink),
        value("penwidth", 1.2),
        value("tooltip", &shape.tooltip),
    ];
    attributes.extend(link(shape.url.as_deref()));
    Node { id: id(shape), attributes }
}

fn id(shape: &Shape) -> NodeId {
    NodeId(quote(Quote::Name(&shape.id)), None)
}

fn link(url: Option<&str>) -> Vec<Attribute> {
    url.map_or_else(Vec::new, |url| vec![value("URL", url), value("target", "_blank")])
}

fn rows(rows: &[Row], struck: bool) -> String {
    let set = |row: &Row| {
        let text = html(&row.text);
        match row.style {
            Style::Name if struck => format!("<S><B>{text}</B></S>"),
            Style::Name => format!("<B>{text}</B>"),
            Style::Detail => format!("<FONT POINT-SIZE=\"10\">{text}</FONT>"),
            Style::Small => format!("<FONT POINT-SIZE=\"9\"><I>{text}</I></FONT>"),
        }
    };
    rows.iter().map(set).collect::<Vec<_>>().join("<BR/>")
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
fn edges(diagram: &Diagram) -> Vec<Stmt> {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, line) in diagram.lines.iter().enumerate() {
        if matches!(line.kind, LineKind::Hosts | LineKind::Attends) {
            first.entry(line.to).or_insert(at);
        }
    }
    let turned = |at: usize, line: &Line| first.get(&line.to).is_some_and(|first| *first != at) && line.tint.is_some();
    diagram.lines.iter().enumerate().map(|(at, line)| Stmt::Edge(edge(diagram, line, turned(at, line)))).collect()
}

fn edge(diagram: &Diagram, line: &Line, turned: bool) -> Edge {
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
        value("color", colour),
        value("fontcolor", ink),
        value("penwidth", line.width()),
        value("arrowhead", head),
        value("tooltip", &line.tooltip),
    ];
    if let Some(stroke) = line.status.and_then(stroke) {
        attributes.push(value("style", stroke));
    }
    if !line.labels.is_empty() {
        let set = |label: &String| if struck { format!("<S>{}</S>", html(label)) } else { html(label) };
        let lines: Vec<String> = line.labels.iter().map(set).collect();
        attributes.push(markup("label", &plate(&lines.join("<BR/>"))));
        attributes.push(value("labeltooltip", &line.tooltip));
    }
    attributes.extend(link(line.url.as_deref()));
    let (from, to) = if turned { (line.to, line.from) } else { (line.from, line.to) };
    let ends = EdgeTy::Pair(Vertex::N(id(&diagram.shapes[from])), Vertex::N(id(&diagram.shapes[to])));
    Edge { ty: ends, attributes }
}

/// A label on a plate of the page's colour: lines that pass below do not cross the words.
fn plate(label: &str) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" BGCOLOR=\"{PAPER}\">\
         <TR><TD>{label}</TD></TR></TABLE>"
    )
}

/// Title, subtitle and legend, as one table.
fn header(diagram: &Diagram) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\
         <TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"20\"><B>{}</B></FONT></TD></TR>\
         <TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"11\" COLOR=\"{GREY}\">{}</FONT></TD></TR>\
         <TR><TD ALIGN=\"LEFT\">{}</TD></TR><TR><TD HEIGHT=\"12\"></TD></TR></TABLE>",
        html(&diagram.title),
        html(&diagram.subtitle),
        legend()
    )
}

/// The legend: a strip of samples.
fn legend() -> String {
    let line = |width: u32, colour: &str, style: &str, text: &str| {
        format!(
            "<TD><TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD SIDES=\"B\" BORDER=\"{width}\" COLOR=\"{colour}\"{style} \
             WIDTH=\"32\" HEIGHT=\"7\"></TD></TR><TR><TD HEIGHT=\"6\"></TD></TR></TABLE></TD>\
             <TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"10\" COLOR=\"{GREY}\">{text}  </FONT></TD>"
        )
    };
    let cells = [
        line(3, palette::MEETING.line, "", "hosts"),
        line(1, GREY, "", "happened"),
        line(1, GREY, " STYLE=\"dashed\"", "planned"),
        line(1, GREY, " STYLE=\"dotted\"", "possible"),
        line(1, Tone::Cooperation.ink(), "", "cooperation"),
        line(1, Tone::Conflict.ink(), "", "conflict"),
    ];
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"1\"><TR>{}\
         <TD><FONT POINT-SIZE=\"10\" COLOR=\"{FADED}\"><S>called off or denied</S></FONT></TD></TR></TABLE>",
        cells.join("")
    )
}
