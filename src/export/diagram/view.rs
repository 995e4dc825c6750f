//! [`Graph`] → [`Diagram`]: gives the chosen meetings and ties their shapes, lines, words and colours.

use super::choice::{self, Choice, Gathering, Tie, Unit};
use super::homes::{self, Home};
use super::model::{Diagram, Group, Line, LineKind, Row, Shape, ShapeKind, Style};
use super::overview::{self, Bundle};
use super::palette::{self, Tint, Tone};
use super::{caption, notes, text, wording};
use crate::graph::{Edge, Graph, NodeId, NodeKind};
use crate::vocabulary::Status;
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the caller decides about a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewOptions {
    /// The headline; "Who meets whom" unless given.
    pub title: Option<String>,
    /// How many meetings and ties are shown at most, strongest first; in an overview, how many lines.
    pub top: usize,
}

impl ViewOptions {
    /// As many ties as one look takes in.
    pub const DEFAULT_TOP: usize = 40;

    /// The most meetings and ties that are drawn one by one; where more are wanted and there, a picture is an overview.
    pub const MOST_DETAILED: usize = 100;
}

impl Default for ViewOptions {
    fn default() -> Self {
        Self { title: None, top: Self::DEFAULT_TOP }
    }
}

/// Longest name in a shape and longest line of one, in characters.
const LONGEST_NAME: usize = 60;
const NAME_WIDTH: usize = 24;
const DETAIL_WIDTH: usize = 30;
const SMALL_WIDTH: usize = 34;
/// Most labels that one line carries.
const MOST_LABELS: usize = 3;

/// Draws up the diagram of a graph. The same graph gives the same diagram, whatever the order of its indices. Policy
/// areas that the same parties share are one note. More than [`ViewOptions::MOST_DETAILED`] meetings and ties become an
/// overview.
pub fn diagram(graph: &Graph, options: &ViewOptions) -> Diagram {
    let choice = choice::choose(graph, options.top);
    if choice.units.len() > ViewOptions::MOST_DETAILED {
        return overview(graph, options);
    }
    let diagram = detailed(graph, &choice, options);
    let (shapes, lines) = notes::merge(diagram.shapes, diagram.lines);
    Diagram { shapes, lines, ..diagram }
}

/// The diagram with a shape for each policy area.
pub(in crate::export) fn unmerged(graph: &Graph, options: &ViewOptions) -> Diagram {
    detailed(graph, &choice::choose(graph, options.top), options)
}

/// The diagram in which each meeting is a shape.
fn detailed(graph: &Graph, choice: &Choice, options: &ViewOptions) -> Diagram {
    let mut view = View::new(graph, choice.nodes());
    for unit in &choice.units {
        match unit {
            Unit::Gathering(gathering) => view.draw_gathering(gathering),
            Unit::Tie(tie) => view.draw_tie(tie),
        }
    }
    view.draw_standing();
    let subtitle = caption::detailed(graph, choice);
    view.finish(options, subtitle, choice.units.len(), choice.all)
}

/// The diagram in which one line stands for all ties of one tone between two parties.
fn overview(graph: &Graph, options: &ViewOptions) -> Diagram {
    let overview = overview::choose(graph, options.top);
    let ties = || overview.bundles.iter().map(|bundle| &bundle.tie);
    let mut view = View::new(graph, ties().flat_map(|tie| [tie.from, tie.to]));
    let average = overview::average(&overview.bundles);
    overview.bundles.iter().for_each(|bundle| view.draw_bundle(bundle, average));
    view.finish(options, caption::overview(graph, &overview), overview.bundles.len(), overview.all)
}

/// A diagram in the making.
struct View<'g> {
    graph: &'g Graph,
    homes: BTreeMap<NodeIndex, Home>,
    /// The colours of all countries that are drawn or have somebody drawn.
    tints: BTreeMap<NodeIndex, Tint>,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
    lines: Vec<Line>,
    /// Where each node of the graph stands among `shapes`.
    places: BTreeMap<NodeIndex, usize>,
}

impl<'g> View<'g> {
    /// Sets out the shapes and groups of the nodes; some may come more than once.
    fn new(graph: &'g Graph, nodes: impl Iterator<Item = NodeIndex>) -> Self {
        let nodes: BTreeMap<&str, NodeIndex> = nodes.map(|index| (graph.graph[index].id.0.as_str(), index)).collect();
        let homes: BTreeMap<NodeIndex, Home> =
            nodes.values().filter_map(|&index| Some((index, homes::home(graph, index)?))).collect();
        let tints = homes::tints(graph, nodes.values().copied(), &homes);
        let groups = homes::groups(graph, &homes, &tints);
        let (shapes, lines, places) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut view = Self { graph, homes, tints, groups, shapes, lines, places };
        for &index in nodes.values() {
            view.places.insert(index, view.shapes.len());
            let shape = view.entity(index);
            view.shapes.push(shape);
        }
        view
    }

    /// The diagram, with its words.
    fn finish(self, options: &ViewOptions, subtitle: Vec<String>, shown: usize, all: usize) -> Diagram {
        let title =
            options.title.as_deref().map_or_else(|| "Who meets whom".to_owned(), |title| text::name(title, 120));
        let Self { groups, shapes, lines, .. } = self;
        Diagram { title, subtitle, shown, all, groups, shapes, lines }
    }

    /// The shape of an entity or policy area; of an event, its outline, to be filled by [`Self::draw_gathering`].
    fn entity(&self, index: NodeIndex) -> Shape {
        let node = &self.graph.graph[index];
        let country = self.homes.get(&index).map_or(index, |home| home.of);
        let group = self.groups.iter().position(|group| group.id == self.graph.graph[country].id.0);
        let kind = shape_kind(node.kind);
        let tint = self.tints.get(&country).copied().unwrap_or(match kind {
            ShapeKind::Organization => palette::ORGANIZATION,
            ShapeKind::Area => palette::AREA,
            ShapeKind::Meeting => palette::MEETING,
            ShapeKind::Leader | ShapeKind::Country | ShapeKind::Place => palette::OTHER,
        });
        let mut rows = rows(&text::name(&node.name, LONGEST_NAME), NAME_WIDTH, Style::Name);
        let office = self.office(index);
        if let Some(office) = &office {
            rows.extend(self::rows(office, DETAIL_WIDTH, Style::Detail));
        }
        let full = text::name(&node.name, 200);
        let tooltip = office.map_or_else(|| full.clone(), |office| format!("{full} — {office}"));
        let url = node.wikidata.as_deref().and_then(wikidata);
        Shape { id: node.id.0.clone(), kind, rows, group, tint, status: None, tooltip, url }
    }

    /// What a person is: "President", or "Secretary-General, United Nations" where no group tells of whom.
    fn office(&self, index: NodeIndex) -> Option<String> {
        let home = self.homes.get(&index)?;
        let edge = &self.graph.graph[home.edge];
        if self.graph.graph[index].kind != NodeKind::Person {
            return None;
        }
        let of = &self.graph.graph[home.of];
        let office = edge.role.as_deref().map(|role| wording::office(role, edge.former));
        match (office, of.kind) {
            (Some(office), NodeKind::Country) => Some(office),
            (None, NodeKind::Country) => None,
            (Some(office), _) => Some(format!("{office}, {}", text::name(&of.name, LONGEST_NAME))),
            (None, _) => Some(text::name(&of.name, LONGEST_NAME)),
        }
    }

    /// Fills a meeting's shape and ties its parties to it.
    fn draw_gathering(&mut self, gathering: &Gathering) {
        let (Some(&at), Some(event)) =
            (self.places.get(&gathering.event), self.graph.graph[gathering.event].event.as_ref())
        else {
            return;
        };
        let names = |nodes: &[NodeIndex]| -> Vec<String> {
            nodes.iter().map(|&node| text::name(&self.graph.graph[node].name, 40)).collect()
        };
        let mut rows = rows(&wording::meeting(event), NAME_WIDTH, Style::Name);
        let date = event.date.as_deref().map(wording::date).filter(|date| !date.is_empty());
        let when_and_where: Vec<String> = date.into_iter().chain(names(&gathering.places)).collect();
        rows.extend(self::rows(&when_and_where.join(" · "), DETAIL_WIDTH, Style::Detail));
        rows.extend(self::rows(&names(&gathering.topics).join(", ").to_lowercase(), SMALL_WIDTH, Style::Small));
        let off = matches!(event.status, Status::Cancelled | Status::Denied);
        let shape = &mut self.shapes[at];
        shape.rows = rows;
        shape.tint = if off { palette::CANCELLED } else { palette::MEETING };
        shape.status = Some(event.status);
        shape.tooltip = wording::quotes(event.evidence.iter());
        shape.url = event.evidence.iter().find_map(|evidence| wording::link(evidence.url.as_deref()?));
        for party in &gathering.parties {
            let Some(&from) = self.places.get(&party.node) else { continue };
            let kind = if party.hosts { LineKind::Hosts } else { LineKind::Attends };
            let edge = &self.graph.graph[party.edge];
            let tint = Some(self.shapes[from].tint);
            let labels = if party.hosts { vec!["hosts".to_owned()] } else { Vec::new() };
            let events = vec![self.shapes[at].id.clone()];
            let status = Some(event.status);
            let line = Line { labels, tint, status, events, ..line(from, at, kind, Tone::Neutral, &[edge]) };
            self.lines.push(line);
        }
    }

    /// Draws ties of one sort between two parties as one line.
    fn draw_tie(&mut self, tie: &Tie) {
        let (Some(&from), Some(&to)) = (self.places.get(&tie.from), self.places.get(&tie.to)) else { return };
        let edges: Vec<&Edge> = tie.edges.iter().map(|&edge| &self.graph.graph[edge]).collect();
        let kind = if tie.mutual { LineKind::Mutual } else { LineKind::Directed };
        let mut line = Line { status: tie.status, ..line(from, to, kind, tie.tone, &edges) };
        if self.shapes[to].kind == ShapeKind::Area {
            // The note at its end says what the line means; the words would only be repeated.
            line.labels.clear();
        }
        self.lines.push(line);
    }

    /// Draws all ties of one tone between two parties as one line with the number of meetings and acts behind it. It is
    /// faint if it has fewer articles than `average`.
    fn draw_bundle(&mut self, bundle: &Bundle, average: usize) {
        let at = self.lines.len();
        self.draw_tie(&bundle.tie);
        for line in self.lines.iter_mut().skip(at) {
            line.articles = u32::try_from(bundle.articles).unwrap_or(u32::MAX);
            line.faint = bundle.articles < average;
            line.tooltip = format!(
                "{}: {}\n{}",
                line.labels.join(", "),
                wording::behind(bundle.events, bundle.articles),
                line.tooltip
            );
            line.labels = if bundle.events > 1 { vec![bundle.events.to_string()] } else { Vec::new() };
        }
    }

    /// Draws the standing relations between shapes that are there anyway and that no group shows.
    fn draw_standing(&mut self) {
        let mut found = Vec::new();
        for reference in self.graph.graph.edge_references() {
            let (source, target, edge) = (reference.source(), reference.target(), reference.weight());
            let (Some(&from), Some(&to)) = (self.places.get(&source), self.places.get(&target)) else { continue };
            let at_home = self.shapes[to].group.is_some() && self.shapes[from].group == self.shapes[to].group;
            let shown = from == to || (at_home && edge.kind.as_str() != "ally_of");
            if edge.kind.is_standing() && !shown {
                // Whom somebody represents stands in the shape already.
                let said = self.homes.get(&source).is_some_and(|home| home.of == target);
                let order = (from, to, edge.kind.as_str(), edge.former, Reverse(edge.articles), edge.role.as_deref());
                found.push((order, said, edge));
            }
        }
        found.sort_by_key(|&(order, ..)| order);
        found.dedup_by_key(|&mut ((from, to, kind, ..), ..)| (from, to, kind));
        for ((from, to, kind, ..), said, edge) in found {
            let role = edge.role.as_deref().map(|role| text::name(role, 40));
            let labels = if said { Vec::new() } else { vec![role.unwrap_or_else(|| wording::tie(kind))] };
            self.lines.push(Line { labels, ..line(from, to, LineKind::Standing, Tone::Neutral, &[edge]) });
        }
    }
}

/// A line with the words, strength and sentences of its edges.
fn line(from: usize, to: usize, kind: LineKind, tone: Tone, edges: &[&Edge]) -> Line {
    let mut labels: Vec<String> = Vec::new();
    for label in edges.iter().map(|edge| wording::tie(&edge.kind.0)) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.len() > MOST_LABELS {
        labels.truncate(MOST_LABELS - 1);
        labels.push("…".to_owned());
    }
    let evidence = || edges.iter().flat_map(|edge| &edge.evidence);
    let events: BTreeSet<&NodeId> = edges.iter().flat_map(|edge| &edge.events).collect();
    Line {
        from,
        to,
        kind,
        labels,
        tone,
        tint: None,
        status: None,
        faint: false,
        articles: edges.iter().map(|edge| edge.articles).max().unwrap_or(1),
        events: events.into_iter().map(|id| id.0.clone()).collect(),
        tooltip: wording::quotes(evidence()),
        url: evidence().find_map(|evidence| wording::link(evidence.url.as_deref()?)),
    }
}

/// Lines of text for a shape.
fn rows(text: &str, width: usize, style: Style) -> Vec<Row> {
    text::wrap(text, width).into_iter().map(|text| Row { text, style }).collect()
}

/// The page of a Wikidata id.
fn wikidata(id: &str) -> Option<String> {
    let known =
        id.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    known.then(|| format!("https://www.wikidata.org/wiki/{id}"))
}

const fn shape_kind(kind: NodeKind) -> ShapeKind {
    match kind {
        NodeKind::Person => ShapeKind::Leader,
        NodeKind::Country => ShapeKind::Country,
        NodeKind::Organization => ShapeKind::Organization,
        NodeKind::Place => ShapeKind::Place,
        NodeKind::Event => ShapeKind::Meeting,
        NodeKind::PolicyArea => ShapeKind::Area,
    }
}
