//! Nodes and edges as rows of typed cells: what the formats that are tables or have typed attributes share.
//!
//! [`Node`] → [`node_cells`], [`Link`] → [`edge_cells`]: one cell for each of [`NODE_COLUMNS`] and [`EDGE_COLUMNS`]. GraphML, GEXF, CSV, Cypher
//! and Parquet write the same cells, each in its own syntax, so a figure is the same in all of them.

use super::listing::{Link, docs, leading};
use crate::graph::{Evidence, Node, NodeKind};
use serde::Serialize;

/// What cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// Several texts.
    Texts,
    /// A number from 0 to 1.
    Number,
    /// How many.
    Count,
    /// Yes or no.
    Flag,
}

impl Kind {
    /// The type of an attribute in GraphML and GEXF.
    pub(super) const fn xml_type(self) -> &'static str {
        match self {
            Self::Text | Self::Texts => "string",
            Self::Number => "double",
            Self::Count => "long",
            Self::Flag => "boolean",
        }
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name, a word.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing is known.
    Empty,
    Text(String),
    Texts(Vec<String>),
    Number(f32),
    Count(u32),
    Flag(bool),
}

/// The column that holds all evidence, as a JSON list: what the formats for drawing leave out.
pub(super) const EVIDENCE: &str = "evidence";

/// The columns of nodes; the first is the id.
pub(super) const NODE_COLUMNS: &[Column] = &[
    column("id", Kind::Text),
    column("kind", Kind::Text),
    column("name", Kind::Text),
    column("aliases", Kind::Texts),
    column("wikidata", Kind::Text),
    column("iso", Kind::Text),
    column("type", Kind::Text),
    column("mode", Kind::Text),
    column("status", Kind::Text),
    column("date", Kind::Text),
    column("first", Kind::Text),
    column("last", Kind::Text),
    column("articles", Kind::Count),
    column("confidence", Kind::Number),
    column("quote", Kind::Text),
    column("docs", Kind::Texts),
    column(EVIDENCE, Kind::Text),
];

/// The columns of edges; the first three are the id and the ids of the ends.
pub(super) const EDGE_COLUMNS: &[Column] = &[
    column("id", Kind::Text),
    column("source", Kind::Text),
    column("target", Kind::Text),
    column("kind", Kind::Text),
    column("status", Kind::Text),
    column("role", Kind::Text),
    column("former", Kind::Flag),
    column("first", Kind::Text),
    column("last", Kind::Text),
    column("articles", Kind::Count),
    column("sources", Kind::Count),
    column("confidence", Kind::Number),
    column("events", Kind::Texts),
    column("quote", Kind::Text),
    column("docs", Kind::Texts),
    column(EVIDENCE, Kind::Text),
];

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// The word for a kind of nodes, as JSON and RON write it.
pub(super) const fn kind_name(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "person",
        NodeKind::Country => "country",
        NodeKind::Organization => "organization",
        NodeKind::Place => "place",
        NodeKind::Event => "event",
        NodeKind::PolicyArea => "policy_area",
    }
}

/// The cells of a node, in the order of [`NODE_COLUMNS`].
pub(super) fn node_cells(node: &Node) -> Vec<Cell> {
    let event = node.event.as_ref();
    let days = event.and_then(|event| event.days());
    let evidence: &[Evidence] = event.map_or(&[], |event| &event.evidence);
    vec![
        text(&node.id.0),
        text(kind_name(node.kind)),
        text(&node.name),
        texts(&node.aliases),
        maybe(node.wikidata.as_ref()),
        maybe(node.iso.as_ref()),
        maybe(event.map(|event| &event.kind)),
        maybe(event.and_then(|event| event.mode)),
        maybe(event.map(|event| event.status)),
        maybe(event.and_then(|event| event.date.as_ref())),
        maybe(days.map(|(first, _)| first)),
        maybe(days.map(|(_, last)| last)),
        event.map_or(Cell::Empty, |_| Cell::Count(u32::try_from(docs(evidence).len()).unwrap_or(u32::MAX))),
        event.map_or(Cell::Empty, |event| Cell::Number(event.confidence)),
        maybe(leading(evidence, event.map(|event| event.status)).map(|quote| &quote.quote)),
        texts(&docs(evidence)),
        if event.is_some() { json(evidence) } else { Cell::Empty },
    ]
}

/// The cells of an edge, in the order of [`EDGE_COLUMNS`].
pub(super) fn edge_cells(link: &Link<'_>) -> Vec<Cell> {
    let edge = link.edge;
    vec![
        Cell::Text(link.id()),
        text(&link.source.id.0),
        text(&link.target.id.0),
        text(&edge.kind.0),
        maybe(edge.status),
        maybe(edge.role.as_ref()),
        Cell::Flag(edge.former),
        maybe(edge.first.as_ref()),
        maybe(edge.last.as_ref()),
        Cell::Count(edge.articles),
        Cell::Count(edge.sources),
        Cell::Number(edge.confidence),
        texts(&edge.events.iter().map(|event| &event.0).collect::<Vec<_>>()),
        maybe(leading(&edge.evidence, edge.status).map(|quote| &quote.quote)),
        texts(&docs(&edge.evidence)),
        json(&edge.evidence),
    ]
}

impl Cell {
    /// The cell as text, lists joined with "; "; nothing of an empty one.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.clone()),
            Self::Texts(texts) if texts.is_empty() => None,
            Self::Texts(texts) => Some(texts.join("; ")),
            Self::Number(number) => Some(number.to_string()),
            Self::Count(count) => Some(count.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
        }
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn maybe(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Text(value.to_string()))
}

fn texts(texts: &[impl ToString]) -> Cell {
    Cell::Texts(texts.iter().map(ToString::to_string).collect())
}

/// Evidence is plain data, whose serialization does not fail.
fn json(value: &(impl Serialize + ?Sized)) -> Cell {
    Cell::Text(serde_json::to_string(value).unwrap_or_default())
}
