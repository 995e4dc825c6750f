//! [`Graph`] → [`Picture`]: what the browser draws, with a place for every node.
//!
//! The same choice of meetings and ties as in a diagram ([`diagram`](super::super::diagram)), but every policy area is
//! a node of its own and all lines between two nodes are one, so that each can be pointed at.

use super::super::diagram::{self, Line, LineKind, Shape, ShapeKind, Style, Tone, ViewOptions, palette};
use super::super::sketch::geometry::Size;
use super::layout;
use crate::graph::{Graph, NodeId};
use crate::vocabulary::Status;
use serde::Serialize;
use std::collections::BTreeMap;

/// A picture with the places of its nodes; units are pixels, y grows downwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// How much of the graph it shows, and of which time.
    pub caption: String,
    /// How many meetings and ties are drawn.
    pub shown: usize,
    /// How many meet the conditions.
    pub all: usize,
    /// Sorted by id.
    pub nodes: Vec<Dot>,
    /// Strongest first.
    pub edges: Vec<Link>,
}

/// A node of the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// Stable id.
    pub id: String,
    /// person, country, organization, place, meeting, area.
    pub kind: &'static str,
    /// What is written at it first.
    pub name: String,
    /// And below: an office; date and place.
    pub detail: String,
    /// The country it stands for, by name.
    pub country: Option<String>,
    /// The name of its colours in the palette.
    pub tint: String,
    /// How real it is, of meetings.
    pub status: Option<Status>,
    /// Number of lines at it.
    pub degree: usize,
    /// Centre.
    pub x: f64,
    /// Centre.
    pub y: f64,
}

/// All that joins two nodes, drawn as one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Index of a node.
    pub source: usize,
    /// Index of a node.
    pub target: usize,
    /// Strongest first.
    pub parts: Vec<Part>,
}

/// Ties of one tone and status in one direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// hosts, attends, directed, mutual, standing.
    pub kind: &'static str,
    /// What it says: "accuses", "meets".
    pub label: String,
    /// Whether it leads from target to source.
    pub back: bool,
    /// cooperation, conflict, neutral.
    pub tone: &'static str,
    /// How real it is; none for standing relations.
    pub status: Option<Status>,
    /// Number of articles behind it.
    pub articles: u32,
    /// Ids of the events behind it.
    pub events: Vec<String>,
}

/// Draws up the picture of the `top` strongest meetings and ties.
pub fn picture(graph: &Graph, top: usize) -> Picture {
    let diagram = diagram::unmerged(graph, &ViewOptions { title: None, top });
    let links = bundle(&diagram.lines);
    let pairs: Vec<(usize, usize)> = links.iter().map(|link| (link.source, link.target)).collect();
    let mut dots: Vec<Dot> = diagram
        .shapes
        .iter()
        .map(|shape| dot(graph, shape, shape.group.map(|group| diagram.groups[group].label.as_str())))
        .collect();
    for &(one, two) in &pairs {
        dots[one].degree += 1;
        dots[two].degree += 1;
    }
    let rooms: Vec<Size> = dots.iter().map(|dot| room(dot, dots.len())).collect();
    for (dot, centre) in dots.iter_mut().zip(layout::place(&rooms, &pairs)) {
        (dot.x, dot.y) = (tenths(centre.x), tenths(centre.y));
    }
    Picture {
        caption: diagram.subtitle.join(" · "), shown: diagram.shown, all: diagram.all, nodes: dots, edges: links
    }
}

/// Tenths of a pixel are exact enough and short.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Room for a node with its words; in large pictures only for its outline, words come with zooming in.
fn room(dot: &Dot, count: usize) -> Size {
    let letters = dot.name.chars().count().max(dot.detail.chars().count() * 9 / 10).min(30) as f64;
    match count {
        0..=160 => Size { width: (letters * 7.0).max(40.0), height: 62.0 },
        161..=500 => Size { width: (letters * 4.5).max(36.0), height: 48.0 },
        _ => Size { width: 34.0, height: 34.0 },
    }
}

fn dot(graph: &Graph, shape: &Shape, country: Option<&str>) -> Dot {
    let words = |styles: &[Style]| {
        let rows = shape.rows.iter().filter(|row| styles.contains(&row.style));
        rows.map(|row| row.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let detail = words(&[Style::Detail]);
    let known = graph.index.contains_key(&NodeId(shape.id.clone()));
    debug_assert!(known, "shapes are nodes");
    Dot {
        id: shape.id.clone(),
        kind: kind(shape.kind),
        name: words(&[Style::Name]),
        detail,
        country: country.map(str::to_owned),
        tint: palette::name(&shape.tint),
        status: shape.status,
        degree: 0,
        x: 0.0,
        y: 0.0,
    }
}

const fn kind(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Leader => "person",
        ShapeKind::Country => "country",
        ShapeKind::Organization => "organization",
        ShapeKind::Place => "place",
        ShapeKind::Meeting => "meeting",
        ShapeKind::Area => "area",
    }
}

/// One link for each two shapes, with the lines between them as its parts, in the order of the first line.
fn bundle(lines: &[Line]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.from != line.to) {
        let pair = (line.from.min(line.to), line.from.max(line.to));
        let at = *known.entry(pair).or_insert_with(|| {
            links.push(Link { source: line.from, target: line.to, parts: Vec::new() });
            links.len() - 1
        });
        let back = links[at].source != line.from;
        links[at].parts.push(part(line, back));
    }
    for link in &mut links {
        link.parts.sort_by_key(|part| (part.kind == "standing", std::cmp::Reverse(part.articles)));
    }
    links
}

fn part(line: &Line, back: bool) -> Part {
    let kind = match line.kind {
        LineKind::Hosts => "hosts",
        LineKind::Attends => "attends",
        LineKind::Directed => "directed",
        LineKind::Mutual => "mutual",
        LineKind::Standing => "standing",
    };
    let tone = match line.tone {
        Tone::Cooperation => "cooperation",
        Tone::Conflict => "conflict",
        Tone::Neutral => "neutral",
    };
    let label = line.labels.join(", ");
    Part { kind, label, back, tone, status: line.status, articles: line.articles, events: line.events.clone() }
}
