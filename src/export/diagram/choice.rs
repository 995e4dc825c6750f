//! What a picture shows: the graph's meetings and ties, strongest first.
//!
//! [`Graph`] → [`Choice`]: units that are drawn or left out as a whole. A meeting with its parties is one unit; so are
//! all ties of one sort from one party to another. Ties that only repeat a meeting are not units: the meeting shows
//! them.

use super::palette::Tone;
use crate::graph::{Edge, EdgeKind, EventNode, Graph, NodeId, NodeKind};
use crate::vocabulary::{Mode, Status};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The units that are drawn.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Strongest first.
    pub units: Vec<Unit>,
    /// How many units the graph has.
    pub all: usize,
}

/// What is drawn or left out as a whole.
#[derive(Debug)]
pub(super) enum Unit {
    Gathering(Gathering),
    Tie(Tie),
}

/// A meeting, or a joint act of several parties, drawn as a shape of its own.
#[derive(Debug)]
pub(super) struct Gathering {
    pub event: NodeIndex,
    /// Hosts first, then by id; none twice.
    pub parties: Vec<Party>,
    pub places: Vec<NodeIndex>,
    pub topics: Vec<NodeIndex>,
}

/// Someone who takes part, with the edge that says so.
#[derive(Debug)]
pub(super) struct Party {
    pub node: NodeIndex,
    pub edge: EdgeIndex,
    pub hosts: bool,
}

/// The ties of one tone and status from one party to another, drawn as one line.
#[derive(Debug)]
pub(super) struct Tie {
    pub from: NodeIndex,
    pub to: NodeIndex,
    pub mutual: bool,
    pub tone: Tone,
    pub status: Option<Status>,
    /// Strongest first.
    pub edges: Vec<EdgeIndex>,
}

/// Ties without a direction.
const MUTUAL: [&str; 4] = ["meets", "cooperates_with", "agrees_with", "ally_of"];

/// Chooses the `top` strongest units.
pub(super) fn choose(graph: &Graph, top: usize) -> Choice {
    let gatherings: Vec<Gathering> = graph.index.values().filter_map(|&event| gathering(graph, event)).collect();
    let shown: BTreeSet<&NodeId> = gatherings.iter().map(|gathering| &graph.graph[gathering.event].id).collect();
    let ties = ties(graph, &shown);
    let mut units: Vec<Unit> =
        gatherings.into_iter().map(Unit::Gathering).chain(ties.into_iter().map(Unit::Tie)).collect();
    let mut degrees: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    units.iter().flat_map(Unit::parties).for_each(|party| *degrees.entry(party).or_default() += 1);
    units.sort_by_cached_key(|unit| rank(graph, unit, &degrees));
    let all = units.len();
    Choice { units: pick(graph, units, top), all }
}

/// What a unit is about. Each sort has a share of the picture, or the many ties to policy areas would crowd out the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Meeting,
    Tie,
    Area,
}

impl Choice {
    /// All nodes that are drawn for the units, some of them more than once.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        self.units.iter().flat_map(|unit| {
            let event = match unit {
                Unit::Gathering(gathering) => Some(gathering.event),
                Unit::Tie(_) => None,
            };
            event.into_iter().chain(unit.parties())
        })
    }

    /// All edges that the lines of the units stand for.
    pub fn edges(&self) -> impl Iterator<Item = EdgeIndex> + Clone {
        self.units.iter().flat_map(|unit| match unit {
            Unit::Gathering(gathering) => gathering.parties.iter().map(|party| party.edge).collect(),
            Unit::Tie(tie) => tie.edges.clone(),
        })
    }
}

impl Unit {
    /// The parties that the unit joins.
    fn parties(&self) -> Vec<NodeIndex> {
        match self {
            Self::Gathering(gathering) => gathering.parties.iter().map(|party| party.node).collect(),
            Self::Tie(tie) => vec![tie.from, tie.to],
        }
    }

    fn sort(&self, graph: &Graph) -> Sort {
        let meets = |edge: &EdgeIndex| matches!(graph.graph[*edge].kind.as_str(), "meets" | EdgeKind::VISITS);
        match self {
            Self::Gathering(_) => Sort::Meeting,
            Self::Tie(tie) if graph.graph[tie.to].kind == NodeKind::PolicyArea => Sort::Area,
            Self::Tie(tie) if tie.edges.iter().all(meets) => Sort::Meeting,
            Self::Tie(_) => Sort::Tie,
        }
    }
}

/// The first `top` of ranked units: half for meetings, an eighth for policy areas, the rest for other ties; what one sort
/// does not need the others get, areas last.
fn pick(graph: &Graph, units: Vec<Unit>, top: usize) -> Vec<Unit> {
    let sorts: Vec<Sort> = units.iter().map(|unit| unit.sort(graph)).collect();
    let (meetings, areas) = (top.div_ceil(2), top / 8);
    let shares =
        [(Sort::Meeting, meetings), (Sort::Tie, top - meetings - areas.min(top - meetings)), (Sort::Area, areas)];
    let mut taken = vec![false; units.len()];
    let mut free = top;
    let mut take = |wanted: &dyn Fn(Sort) -> bool, share: usize| {
        let open: Vec<usize> =
            (0..sorts.len()).filter(|&at| !taken[at] && wanted(sorts[at])).take(share.min(free)).collect();
        free -= open.len();
        open.into_iter().for_each(|at| taken[at] = true);
    };
    for (sort, share) in shares {
        take(&|other| other == sort, share);
    }
    take(&|sort| sort != Sort::Area, top);
    take(&|_| true, top);
    units.into_iter().zip(taken).filter_map(|(unit, taken)| taken.then_some(unit)).collect()
}

/// The order of units: many articles, then many sources, then parties with many ties (or a picture of equals would fall
/// into pieces), then the more real, then by id.
type Rank = (Reverse<usize>, Reverse<usize>, Reverse<usize>, Option<Status>, NodeId, NodeId, Vec<String>);

fn rank(graph: &Graph, unit: &Unit, degrees: &BTreeMap<NodeIndex, usize>) -> Rank {
    let id = |node: NodeIndex| graph.graph[node].id.clone();
    let (evidence, status, last) = match unit {
        Unit::Gathering(gathering) => {
            let event = graph.graph[gathering.event].event.as_ref();
            let evidence: Vec<_> = event.iter().flat_map(|event| &event.evidence).collect();
            let last = (id(gathering.event), id(gathering.event), Vec::new());
            (evidence, event.map(|event| event.status), last)
        }
        Unit::Tie(tie) => {
            let evidence = tie.edges.iter().flat_map(|&edge| &graph.graph[edge].evidence).collect();
            let kinds = tie.edges.iter().map(|&edge| graph.graph[edge].kind.0.clone()).collect();
            (evidence, tie.status, (id(tie.from), id(tie.to), kinds))
        }
    };
    let articles: BTreeSet<&str> = evidence.iter().map(|evidence| evidence.doc.as_str()).collect();
    let sources: BTreeSet<&str> = evidence.iter().filter_map(|evidence| evidence.source.as_deref()).collect();
    let mut known: Vec<usize> = unit.parties().iter().filter_map(|party| degrees.get(party).copied()).collect();
    known.sort_unstable_by_key(|degree| Reverse(*degree));
    let prominence: usize = known.iter().take(2).sum();
    (Reverse(articles.len()), Reverse(sources.len()), Reverse(prominence), status, last.0, last.1, last.2)
}

/// The event as a shape of its own, where it is worth one: it has a place, date or topics, or more than two parties.
/// A bare meeting of two reads better as a line between them.
fn gathering(graph: &Graph, index: NodeIndex) -> Option<Gathering> {
    let event = graph.graph[index].event.as_ref()?;
    let mut parties: BTreeMap<(bool, &NodeId), Party> = BTreeMap::new();
    let (mut places, mut topics, mut targets) = (BTreeMap::new(), BTreeMap::new(), 0);
    for (edge, other) in touching(graph, index) {
        let id = &graph.graph[other].id;
        match graph.graph[edge].kind.as_str() {
            EdgeKind::HOSTS => {
                parties.insert((false, id), Party { node: other, edge, hosts: true });
            }
            EdgeKind::ATTENDS | EdgeKind::ACTOR_IN => {
                parties.insert((true, id), Party { node: other, edge, hosts: false });
            }
            EdgeKind::TARGETS => targets += 1,
            EdgeKind::HELD_IN => {
                places.insert(id, other);
            }
            EdgeKind::CONCERNS => {
                topics.insert(id, other);
            }
            _ => {}
        }
    }
    let hosts: BTreeSet<NodeIndex> = parties.values().filter(|party| party.hosts).map(|party| party.node).collect();
    let parties: Vec<Party> =
        parties.into_values().filter(|party| party.hosts || !hosts.contains(&party.node)).collect();
    let worthy = is_worth_a_shape(event, parties.len(), targets, !places.is_empty(), !topics.is_empty());
    let (places, topics) = (places.into_values().collect(), topics.into_values().collect());
    worthy.then_some(Gathering { event: index, parties, places, topics })
}

fn is_worth_a_shape(event: &EventNode, parties: usize, targets: usize, place: bool, topics: bool) -> bool {
    match event.kind.as_str() {
        "CONSULT" => match parties {
            0 => false,
            1 => place,
            2 => place || topics || event.date.is_some() || event.mode == Some(Mode::Summit),
            _ => true,
        },
        // A joint declaration of many would be a thicket of lines.
        "AGREE" | "COOPERATE" => parties > 2 && targets == 0,
        _ => false,
    }
}

/// All edges at a node with the node at their other end, in the order of kind and stable ids.
pub(super) fn touching(graph: &Graph, index: NodeIndex) -> Vec<(EdgeIndex, NodeIndex)> {
    let graph = &graph.graph;
    let out = graph.edges(index).map(|edge| (edge.id(), edge.target()));
    let into = graph.edges_directed(index, Direction::Incoming).map(|edge| (edge.id(), edge.source()));
    let mut edges: Vec<(EdgeIndex, NodeIndex)> = out.chain(into.filter(|(_, other)| *other != index)).collect();
    edges.sort_by(|one, two| {
        let key =
            |&(edge, other): &(EdgeIndex, NodeIndex)| (&graph[edge].kind, &graph[other].id, first_doc(&graph[edge]));
        key(one).cmp(&key(two))
    });
    edges
}

fn first_doc(edge: &Edge) -> Option<(&str, &str)> {
    edge.evidence.first().map(|evidence| (evidence.doc.as_str(), evidence.quote.as_str()))
}

/// The order of the edges behind a tie, strongest first.
pub(super) fn order(edge: &Edge) -> impl Ord + use<> {
    let first = first_doc(edge).map(|(doc, quote)| (doc.to_owned(), quote.to_owned()));
    (Reverse(edge.articles), edge.kind.0.clone(), first)
}

/// The ties that no gathering shows, those of one tone and status between the same parties together.
pub(super) fn ties(graph: &Graph, shown: &BTreeSet<&NodeId>) -> Vec<Tie> {
    type Key<'a> = (&'a NodeId, &'a NodeId, bool, Tone, Option<Status>);
    let mut bundles: BTreeMap<Key<'_>, Tie> = BTreeMap::new();
    for reference in graph.graph.edge_references() {
        let edge = reference.weight();
        let kind = edge.kind.0.as_str();
        let (source, target) = (&graph.graph[reference.source()], &graph.graph[reference.target()]);
        let drawn = !edge.events.is_empty() && edge.events.iter().all(|event| shown.contains(event));
        let of_event = source.kind == NodeKind::Event || target.kind == NodeKind::Event;
        let to_itself = reference.source() == reference.target();
        if drawn || of_event || to_itself || edge.kind.is_of_event() || edge.kind.is_standing() {
            continue;
        }
        if is_said_better(graph, reference.source(), reference.target(), edge) {
            continue;
        }
        let mutual = MUTUAL.contains(&kind);
        let turned = mutual && target.id < source.id;
        let (from, to) =
            if turned { (reference.target(), reference.source()) } else { (reference.source(), reference.target()) };
        let (tone, status) = (tone(graph, edge), edge.status);
        bundles
            .entry((&graph.graph[from].id, &graph.graph[to].id, mutual, tone, status))
            .or_insert_with(|| Tie { from, to, mutual, tone, status, edges: Vec::new() })
            .edges
            .push(reference.id());
    }
    for tie in bundles.values_mut() {
        tie.edges.sort_by_cached_key(|&edge| order(&graph.graph[edge]));
    }
    bundles.into_values().collect()
}

/// Whether another tie says the same and more: that a leader cooperates, not just the country; that one visits the other,
/// not just that they meet.
fn is_said_better(graph: &Graph, source: NodeIndex, target: NodeIndex, edge: &Edge) -> bool {
    let graph = &graph.graph;
    let covers =
        |other: &Edge| edge.status == other.status && edge.events.iter().all(|event| other.events.contains(event));
    match edge.kind.0.as_str() {
        EdgeKind::COOPERATES_ON => graph
            .edges_directed(source, Direction::Incoming)
            .filter(|office| office.weight().kind.0 == "represents" && !office.weight().former)
            .flat_map(|office| graph.edges_connecting(office.source(), target))
            .any(|other| other.weight().kind == edge.kind && covers(other.weight())),
        "meets" => graph
            .edges_connecting(source, target)
            .chain(graph.edges_connecting(target, source))
            .any(|other| other.weight().kind.as_str() == EdgeKind::VISITS && covers(other.weight())),
        _ => false,
    }
}

/// What a tie means, by the type of the first event that it is derived from.
fn tone(graph: &Graph, edge: &Edge) -> Tone {
    let event = edge.events.iter().find_map(|id| graph.graph[*graph.index.get(id)?].event.as_ref());
    match (event, edge.kind.0.as_str()) {
        (Some(event), _) => Tone::of_event(&event.kind),
        (None, "meets" | "visits" | "cooperates_with" | "cooperates_on") => Tone::Cooperation,
        (None, _) => Tone::Neutral,
    }
}
