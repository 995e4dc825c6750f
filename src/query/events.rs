//! Questions that are answered by events: who meets whom, what is between two, what became of one, what is about an area.

use super::live;
use super::rows::{EventRow, Named, Quote};
use crate::graph::{EdgeKind, EventNode, Filter, Graph, Node, NodeId, NodeKind};
use crate::vocabulary::RelationKind;
use jiff::civil::Date;
use petgraph::Direction;
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// The consultations of a person, country or organization, oldest first. Of a country or organization also those of
/// its representatives.
pub fn who_meets(graph: &Graph, who: NodeIndex, filter: &Filter) -> Vec<EventRow> {
    let side = side(graph, who);
    rows(graph, filter, |event, node| node.kind == "CONSULT" && takes_part(graph, event, &side), Some(&side))
}

/// All events that both take part in, oldest first.
pub fn between(graph: &Graph, a: NodeIndex, b: NodeIndex, filter: &Filter) -> Vec<EventRow> {
    let (one, other) = (side(graph, a), side(graph, b));
    rows(graph, filter, |event, _| takes_part(graph, event, &one) && takes_part(graph, event, &other), Some(&one))
}

/// All events that somebody takes part in, oldest first; of a place what happened there, of a policy area what is
/// about it.
pub fn timeline(graph: &Graph, who: NodeIndex, filter: &Filter) -> Vec<EventRow> {
    let side = side(graph, who);
    let touches = |event| graph.graph.neighbors_undirected(event).any(|at| side.contains(&at));
    rows(graph, filter, |event, _| event == who || touches(event), Some(&side))
}

/// All events about a policy area, oldest first. `area` is its id without prefix ("trade").
pub fn about(graph: &Graph, area: &str, filter: &Filter) -> Vec<EventRow> {
    let mut filter = filter.clone();
    // Further areas of the filter narrow the answer instead of widening it.
    let asked = BTreeSet::from([area.to_owned()]);
    let also = std::mem::replace(&mut filter.about, asked);
    let mut found = rows(graph, &filter, |_, _| true, None);
    found.retain(|row| also.is_empty() || row.topics.iter().any(|t| also.contains(t)));
    found
}

/// A node, and who stands for it.
fn side(graph: &Graph, who: NodeIndex) -> BTreeSet<NodeIndex> {
    let stands_for = graph
        .graph
        .edges_directed(who, Direction::Incoming)
        .filter(|e| e.weight().kind.as_str() == RelationKind::Represents.as_str() && !e.weight().former)
        .map(|e| e.source());
    stands_for.chain([who]).collect()
}

fn takes_part(graph: &Graph, event: NodeIndex, side: &BTreeSet<NodeIndex>) -> bool {
    parties(graph, event).iter().any(|(party, _)| side.contains(party))
}

/// Who takes part in an event, each with the edge's kind, sorted by name.
fn parties(graph: &Graph, event: NodeIndex) -> Vec<(NodeIndex, &str)> {
    let ends = |direction| graph.graph.edges_directed(event, direction).filter(|e| e.weight().kind.is_party());
    let incoming = ends(Direction::Incoming).map(|e| (e.source(), e.weight().kind.as_str()));
    let outgoing = ends(Direction::Outgoing).map(|e| (e.target(), e.weight().kind.as_str()));
    let mut all: Vec<_> = incoming.chain(outgoing).collect();
    all.sort_by(|a, b| (name(graph, a.0), a.1).cmp(&(name(graph, b.0), b.1)));
    all
}

fn name(graph: &Graph, at: NodeIndex) -> Option<(&str, &NodeId)> {
    graph.graph.node_weight(at).map(|n| (n.name.as_str(), &n.id))
}

/// The rows of all events that pass the filter and the question, sorted by date, else first report; with `top`, only
/// the latest.
fn rows(
    graph: &Graph,
    filter: &Filter,
    asked: impl Fn(NodeIndex, &EventNode) -> bool,
    side: Option<&BTreeSet<NodeIndex>>,
) -> Vec<EventRow> {
    let filter = live(filter);
    let found = filter
        .events(graph)
        .into_iter()
        .filter_map(|at| Some((at, graph.graph.node_weight(at)?)))
        .filter_map(|(at, node)| Some((at, node, node.event.as_ref()?)))
        .filter(|(at, _, event)| asked(*at, event))
        .map(|(at, node, event)| (event.days().map(|(first, _)| first), row(graph, at, node, event, side)))
        .collect();
    latest(found, &filter)
}

/// Rows with the first days of their events, sorted; with `top`, only the latest.
pub(super) fn latest(mut found: Vec<(Option<Date>, EventRow)>, filter: &Filter) -> Vec<EventRow> {
    found.sort_by(|(a, x), (b, y)| (a, &x.date, &x.event).cmp(&(b, &y.date, &y.event)));
    let earlier = filter.top.map_or(0, |top| found.len().saturating_sub(top));
    found.into_iter().skip(earlier).map(|(_, row)| row).collect()
}

/// The row of one event, nobody having been asked for.
pub(super) fn event_row(graph: &Graph, at: NodeIndex) -> Option<EventRow> {
    let node = graph.graph.node_weight(at)?;
    Some(row(graph, at, node, node.event.as_ref()?, None))
}

fn row(graph: &Graph, at: NodeIndex, node: &Node, event: &EventNode, side: Option<&BTreeSet<NodeIndex>>) -> EventRow {
    let is_country = |at: NodeIndex| graph.graph.node_weight(at).is_some_and(|node| node.kind == NodeKind::Country);
    let party = |(at, kind)| {
        let asked_for = side.map(|side| side.contains(&at));
        Some(Party { who: Named::at(graph, at)?, kind, is_country: is_country(at), asked_for })
    };
    let ends = |kind: &str| {
        let mut ends: Vec<_> = graph
            .graph
            .edges(at)
            .filter(|e| e.weight().kind.as_str() == kind)
            .filter_map(|e| Named::at(graph, e.target()))
            .collect();
        ends.sort();
        ends
    };
    Told {
        id: &node.id.0,
        event,
        parties: parties(graph, at).into_iter().filter_map(party).collect(),
        places: ends(EdgeKind::HELD_IN),
        areas: ends(EdgeKind::CONCERNS),
    }
    .row()
}

/// A party of an event.
pub(super) struct Party<'a> {
    pub(super) who: Named,
    /// The kind of its edge.
    pub(super) kind: &'a str,
    pub(super) is_country: bool,
    /// Whether it is on the side of who was asked for, if somebody was.
    pub(super) asked_for: Option<bool>,
}

/// An event and what it has to do with, as a graph or a store tells it.
pub(super) struct Told<'a> {
    pub(super) id: &'a str,
    pub(super) event: &'a EventNode,
    /// By name, id and kind.
    pub(super) parties: Vec<Party<'a>>,
    /// By name and id.
    pub(super) places: Vec<Named>,
    /// By name and id.
    pub(super) areas: Vec<Named>,
}

/// Adds a party, once.
fn add(list: &mut Vec<Named>, named: &Named) {
    if !list.contains(named) {
        list.push(named.clone());
    }
}

impl Told<'_> {
    /// The row that says so.
    pub(super) fn row(self) -> EventRow {
        let event = self.event;
        // Mutual events have no targets; of the others, who acts on whom matters more than who was asked for.
        let directed = self.parties.iter().any(|party| party.kind == EdgeKind::TARGETS);
        let mut lists: [Vec<Named>; 5] = Default::default();
        let [who, with, host, actors, recipients] = &mut lists;
        let (mut hosts, mut somebody_asked_for) = (Vec::new(), false);
        for Party { who: named, kind, is_country, asked_for } in self.parties {
            let asked_for = asked_for.filter(|_| !directed);
            somebody_asked_for |= asked_for.is_some();
            match kind {
                EdgeKind::HOSTS if is_country && asked_for != Some(true) => hosts.push(named.clone()),
                _ if asked_for.unwrap_or(kind != EdgeKind::TARGETS) => add(who, &named),
                _ => add(with, &named),
            }
            match kind {
                EdgeKind::HOSTS => add(host, &named),
                EdgeKind::ACTOR_IN if directed => add(actors, &named),
                EdgeKind::TARGETS => add(recipients, &named),
                _ => {}
            }
        }
        // The country in which others meet is not whom they meet, unless they meet nobody else.
        match somebody_asked_for {
            true if with.is_empty() => hosts.iter().for_each(|named| add(with, named)),
            false if who.len() + with.len() < 2 => hosts.iter().for_each(|named| add(who, named)),
            _ => {}
        }
        let [who, with, host, actors, recipients] = lists;
        let reports = || event.history.iter().filter_map(|h| h.reported);
        EventRow {
            date: event.date.clone(),
            reported: reports().min().zip(reports().max()).map(|(a, b)| (a.to_string(), b.to_string())),
            kind: event.kind.clone(),
            mode: event.mode,
            status: event.status,
            who,
            with,
            actors,
            recipients,
            host,
            place: self.places,
            topics: self.areas.into_iter().map(|n| n.id.trim_start_matches("area:").to_owned()).collect(),
            articles: event.evidence.iter().map(|e| &e.doc).collect::<BTreeSet<_>>().len(),
            confidence: event.confidence,
            event: self.id.to_owned(),
            evidence: Quote::all(&event.evidence, Some(event.status)),
        }
    }
}
