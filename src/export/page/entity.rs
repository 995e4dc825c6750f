//! Entities and pairs of them as pages show them: [`Graph`] and nodes → [`EntityPage`], [`PairPage`].

use super::event::{Brief, EventPage, Named, Sentence, briefs, event_page};
use crate::graph::{Edge, Graph, NodeId};
use crate::vocabulary::{RelationKind, Status};
use petgraph::Direction;
use petgraph::stable_graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A person, country, organization, place or policy area with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityPage {
    /// Who it is.
    #[serde(flatten)]
    pub who: Named,
    /// Other names.
    pub aliases: Vec<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Standing relations: offices, memberships, alliances.
    pub standing: Vec<Relation>,
    /// Ties with others, best attested first.
    pub ties: Vec<Relation>,
    /// Its events and those of its representatives, latest first.
    pub events: Vec<Brief>,
}

/// An edge as seen from one of its ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    /// The one at the other end.
    pub other: Named,
    /// represents, member_of, meets, accuses, ….
    pub kind: String,
    /// Whether it comes from the other.
    pub back: bool,
    /// The office.
    pub role: Option<String>,
    /// Whether it is over.
    pub former: bool,
    /// How real; none for standing relations.
    pub status: Option<Status>,
    /// First date.
    pub first: Option<String>,
    /// Last date.
    pub last: Option<String>,
    /// Number of articles.
    pub articles: u32,
    /// Number of independent sources.
    pub sources: u32,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The events behind a tie.
    pub events: Vec<NodeId>,
    /// The sentences of a standing relation; those of a tie stand at its events.
    pub evidence: Vec<Sentence>,
}

/// All that joins two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairPage {
    /// The one.
    pub a: Named,
    /// The other.
    pub b: Named,
    /// Ties and standing relations, as seen from `a`.
    pub relations: Vec<Relation>,
    /// The events behind the ties and those that both take part in, with their sentences, latest first.
    pub events: Vec<EventPage>,
}

/// The page of an entity or policy area; nothing of events.
pub fn entity_page(graph: &Graph, at: NodeIndex) -> Option<EntityPage> {
    let node = graph.graph.node_weight(at).filter(|node| node.event.is_none())?;
    let (mut ties, mut standing): (Vec<_>, Vec<_>) =
        relations(graph, at).filter(|relation| !is_of_event(&relation.kind)).partition(|tie| !tie.events.is_empty());
    ties.sort_by_key(|tie| (Reverse(tie.sources), Reverse(tie.articles), order(tie)));
    standing
        .sort_by_key(|one| (one.former, one.kind != "represents", one.kind.clone(), Reverse(one.articles), order(one)));
    Some(EntityPage {
        who: Named::of(node),
        aliases: node.aliases.clone(),
        wikidata: node.wikidata.clone(),
        standing,
        ties,
        events: briefs(graph, events_of(graph, &side(graph, at))),
    })
}

/// All that joins two nodes.
pub fn pair_page(graph: &Graph, a: NodeIndex, b: NodeIndex) -> Option<PairPage> {
    let other = Named::at(graph, b)?;
    let mut relations: Vec<_> = relations(graph, a).filter(|relation| relation.other == other).collect();
    relations.sort_by_key(|one| (one.events.is_empty(), Reverse(one.articles), order(one)));
    let behind = relations.iter().flat_map(|relation| &relation.events);
    let mut events: BTreeSet<NodeIndex> = behind.filter_map(|id| graph.index.get(id).copied()).collect();
    let theirs = events_of(graph, &BTreeSet::from([b]));
    events.extend(events_of(graph, &BTreeSet::from([a])).intersection(&theirs));
    let mut events: Vec<EventPage> = events.into_iter().filter_map(|at| event_page(graph, at)).collect();
    events.sort_by(|one, two| (two.brief.days, &one.brief.id).cmp(&(one.brief.days, &two.brief.id)));
    Some(PairPage { a: Named::at(graph, a)?, b: other, relations, events })
}

/// What tells relations apart, so that equals stand in the same order whatever that of the edges.
fn order(one: &Relation) -> impl Ord + use<> {
    let end = (one.other.clone(), one.kind.clone(), one.back);
    (end, one.status, one.role.clone(), one.former, one.first.clone(), one.last.clone(), one.events.clone())
}

fn is_of_event(kind: &str) -> bool {
    crate::graph::EdgeKind::OF_EVENTS.contains(&kind)
}

/// The node, and who represents it.
fn side(graph: &Graph, at: NodeIndex) -> BTreeSet<NodeIndex> {
    let for_it = |edge: &EdgeReference<'_, Edge>| {
        edge.weight().kind.as_str() == RelationKind::Represents.as_str() && !edge.weight().former
    };
    let stand = graph.graph.edges_directed(at, Direction::Incoming).filter(for_it).map(|edge| edge.source());
    stand.chain([at]).collect()
}

fn events_of(graph: &Graph, side: &BTreeSet<NodeIndex>) -> BTreeSet<NodeIndex> {
    let is_event = |at: &NodeIndex| graph.graph.node_weight(*at).is_some_and(|node| node.event.is_some());
    side.iter().flat_map(|at| graph.graph.neighbors_undirected(*at)).filter(is_event).collect()
}

/// All edges at a node as seen from it, events' edges included.
fn relations(graph: &Graph, at: NodeIndex) -> impl Iterator<Item = Relation> {
    let out = graph.graph.edges(at).map(|edge| (edge.target(), edge.weight(), false));
    let into = graph.graph.edges_directed(at, Direction::Incoming).map(|edge| (edge.source(), edge.weight(), true));
    out.chain(into).filter_map(move |(other, edge, back)| Some(relation(Named::at(graph, other)?, edge, back)))
}

fn relation(other: Named, edge: &Edge, back: bool) -> Relation {
    Relation {
        other,
        kind: edge.kind.0.clone(),
        back,
        role: edge.role.clone(),
        former: edge.former,
        status: edge.status,
        first: edge.first.clone(),
        last: edge.last.clone(),
        articles: edge.articles,
        sources: edge.sources,
        confidence: edge.confidence,
        events: edge.events.clone(),
        evidence: if edge.is_tie() { Vec::new() } else { Sentence::all(&edge.evidence) },
    }
}
