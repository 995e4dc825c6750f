//! What a page says of a graph as a whole, and what its filters offer: [`Graph`] → [`Summary`].

use super::super::diagram::{Tone, palette};
use super::event::Named;
use crate::graph::{Graph, NodeKind};
use crate::vocabulary::Status;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The graph as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// What the graph is called: its file's name.
    pub name: String,
    /// Number of articles.
    pub articles: usize,
    /// Number of nodes of each kind.
    pub nodes: BTreeMap<NodeKind, usize>,
    /// Number of edges.
    pub edges: usize,
    /// First day of an event or report.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// Number of events of each status.
    pub statuses: BTreeMap<Status, usize>,
    /// Number of events of each type.
    pub types: BTreeMap<String, usize>,
    /// The policy areas, by name.
    pub areas: Vec<Named>,
}

/// Counts a graph.
pub fn summary(graph: &Graph, name: &str) -> Summary {
    let mut summary = Summary { name: name.to_owned(), edges: graph.graph.edge_count(), ..Summary::default() };
    let mut articles: BTreeSet<&str> = BTreeSet::new();
    for node in graph.graph.node_weights() {
        *summary.nodes.entry(node.kind).or_default() += 1;
        if node.kind == NodeKind::PolicyArea {
            summary.areas.push(Named::of(node));
        }
        let Some(event) = &node.event else { continue };
        *summary.statuses.entry(event.status).or_default() += 1;
        *summary.types.entry(event.kind.clone()).or_default() += 1;
        articles.extend(event.evidence.iter().map(|evidence| evidence.doc.as_str()));
        if let Some((first, last)) = event.days() {
            summary.first = Some(summary.first.map_or(first, |known| known.min(first)));
            summary.last = Some(summary.last.map_or(last, |known| known.max(last)));
        }
    }
    let edges = graph.graph.edge_weights().flat_map(|edge| &edge.evidence);
    articles.extend(edges.map(|evidence| evidence.doc.as_str()));
    summary.articles = articles.len();
    summary.areas.sort();
    summary
}

/// Fill, line and ink, by name of the tint; of tones only ink.
pub type Colours = BTreeMap<String, [String; 3]>;

/// The colours of a page by day and by night.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Palette {
    /// On white.
    pub light: Colours,
    /// On a dark page.
    pub dark: Colours,
}

/// The colours that pictures name.
pub fn colours() -> Palette {
    let own = |text: &str| text.to_owned();
    let mut light: Colours =
        palette::all().map(|(name, tint)| (name, [tint.fill, tint.line, tint.ink].map(own))).collect();
    let mut dark: Colours = palette::all()
        .map(|(name, tint)| (name, palette::dark(&tint)))
        .map(|(name, tint)| (name, [tint.fill, tint.line, tint.ink]))
        .collect();
    for (name, tone) in [("cooperation", Tone::Cooperation), ("conflict", Tone::Conflict), ("neutral", Tone::Neutral)] {
        light.insert(own(name), [palette::PAPER, tone.ink(), tone.ink()].map(own));
        dark.insert(own(name), [palette::DARK_PAPER, tone.dark_ink(), tone.dark_ink()].map(own));
    }
    light.insert(own("paper"), [palette::PAPER, palette::GREY, palette::INK].map(own));
    dark.insert(own("paper"), [palette::DARK_PAPER, palette::DARK_GREY, palette::DARK_INK].map(own));
    Palette { light, dark }
}
