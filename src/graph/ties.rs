//! Ties: who meets, visits, cooperates with, accuses whom, derived from events and pointing back to them.
//!
//! Events that were called off or denied give ties of their own, beside those of the others, so that a diagram can
//! strike them and a count can leave them out.

use super::build::{Link, area_id, entity_id};
use super::evidence::{self, any_of, weigh};
use super::model::{Edge, EdgeKind, EventNode, Evidence, Graph, Node, NodeId};
use crate::resolve::{Claim, EntityKey, EventFact, EventTypes, Facts};
use crate::vocabulary::{Mode, RelationKind};
use std::collections::{BTreeMap, BTreeSet};

/// What ties are told apart by: source, kind, target, and whether nothing came of the events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TieKey {
    pub(super) source: NodeId,
    pub(super) kind: String,
    pub(super) target: NodeId,
    pub(super) void: bool,
}

/// Ties with the events that they stand on.
pub(super) type Derived = BTreeMap<TieKey, BTreeSet<NodeId>>;

/// Derives the ties of all events.
pub(super) fn derive(facts: &Facts, types: &EventTypes) -> Derived {
    let represented = Represented::of(facts);
    let mut ties = Derived::new();
    for event in &facts.events {
        let mut tie = |source: &EntityKey, kind: &str, target: NodeId| {
            let source = entity_id(source);
            if source != target {
                let key = TieKey { source, kind: kind.into(), target, void: event.status.is_void() };
                ties.entry(key).or_default().insert(NodeId(event.id.clone()));
            }
        };
        for (source, kind, target) in event_ties(&event.kind, claims(event), types, &represented) {
            tie(source, &kind, entity_id(target));
        }
        if matches!(event.kind.as_str(), "COOPERATE" | "AGREE") {
            for claim in claims(event) {
                for party in claim.parties().into_iter().flat_map(|p| represented.with_represented(p)) {
                    for topic in &claim.topics {
                        tie(party, EdgeKind::COOPERATES_ON, area_id(topic));
                    }
                }
            }
        }
    }
    ties
}

fn claims(event: &EventFact) -> impl Iterator<Item = &Claim> + Clone {
    event.claims.iter().map(|j| &j.claim)
}

/// The ties between parties that an event of type `kind` gives by its claims: source, kind of tie, target.
pub(crate) fn event_ties<'c>(
    kind: &str,
    claims: impl Iterator<Item = &'c Claim> + Clone,
    types: &EventTypes,
    represented: &Represented,
) -> Vec<(&'c EntityKey, String, &'c EntityKey)> {
    let of_parties = pairs(claims.clone(), types.is_symmetric(kind)).into_iter().map(|(a, b)| (a, types.tie(kind), b));
    let of_guests = visits(claims).into_iter().map(|(guest, visited)| (guest, EdgeKind::VISITS.to_owned(), visited));
    of_parties.chain(of_guests).filter(|(a, _, b)| a != b && !represented.one_side(a, b)).collect()
}

/// Who is tied to whom: of symmetric types every two parties once, in the order of their keys; else actor → recipient.
fn pairs<'c>(claims: impl Iterator<Item = &'c Claim>, symmetric: bool) -> BTreeSet<(&'c EntityKey, &'c EntityKey)> {
    let mut pairs = BTreeSet::new();
    for claim in claims {
        if symmetric {
            let parties: Vec<_> = claim.parties().into_iter().collect();
            for (i, a) in parties.iter().enumerate() {
                pairs.extend(parties[i + 1..].iter().map(|b| (*a, *b)));
            }
        } else {
            pairs.extend(claim.actors.iter().flat_map(|a| claim.recipients.iter().map(move |b| (a, b))));
        }
    }
    pairs
}

/// Who visits whom or what: the guests the host; without a host, who goes (the actors, if the others are named too, or
/// the only party) the place.
fn visits<'c>(claims: impl Iterator<Item = &'c Claim>) -> BTreeSet<(&'c EntityKey, &'c EntityKey)> {
    let mut visits = BTreeSet::new();
    for claim in claims.filter(|c| c.kind == "CONSULT" && c.mode == Some(Mode::Visit)) {
        match (&claim.host, &claim.place) {
            (Some(host), _) => visits.extend(claim.parties().into_iter().map(|guest| (guest, host))),
            (None, Some(place)) if !claim.recipients.is_empty() || claim.actors.len() == 1 => {
                visits.extend(claim.actors.iter().map(|guest| (guest, place)));
            }
            _ => {}
        }
    }
    visits
}

/// Whom persons stand for at present.
#[derive(Debug, Default)]
pub(crate) struct Represented(BTreeMap<EntityKey, BTreeSet<EntityKey>>);

impl Represented {
    fn of(facts: &Facts) -> Self {
        let mut all = Self::default();
        for r in facts.relations.iter().filter(|r| r.kind == RelationKind::Represents && !r.former) {
            all.note(r.source.clone(), r.target.clone());
        }
        all
    }

    /// Notes that `person` stands for `target`.
    pub(crate) fn note(&mut self, person: EntityKey, target: EntityKey) {
        self.0.entry(person).or_default().insert(target);
    }

    /// Whether one of the two stands for the other: a leader does not meet the own country.
    fn one_side(&self, a: &EntityKey, b: &EntityKey) -> bool {
        let stands_for = |x, y| self.0.get(x).is_some_and(|all| all.contains(y));
        stands_for(a, b) || stands_for(b, a)
    }

    /// The party, and whom it represents.
    fn with_represented<'b>(&'b self, party: &'b EntityKey) -> impl Iterator<Item = &'b EntityKey> {
        std::iter::once(party).chain(self.0.get(party).into_iter().flatten())
    }
}

/// The edges of derived ties, summed up from the graph's event nodes. Ties whose events the graph lacks are left out.
pub(super) fn links(graph: &Graph, ties: Derived) -> Vec<Link> {
    ties.into_iter()
        .filter_map(|(key, events)| {
            let edge = summary(graph, &key, events)?;
            Some((key.source, key.target, edge))
        })
        .collect()
}

/// What stands behind a tie at one of its events: all the event's evidence or, of a tie to a policy area, only the
/// sentences that speak of the area.
struct Support<'a> {
    event: &'a EventNode,
    evidence: &'a [Evidence],
    confidence: f32,
}

impl<'a> Support<'a> {
    fn of(graph: &'a Graph, event: &NodeId, key: &TieKey) -> Option<Self> {
        let at = *graph.index.get(event)?;
        let node: &Node = graph.graph.node_weight(at)?;
        let event = node.event.as_ref()?;
        if key.kind != EdgeKind::COOPERATES_ON {
            return Some(Self { event, evidence: &event.evidence, confidence: event.confidence });
        }
        let area = *graph.index.get(&key.target)?;
        let concerns =
            graph.graph.edges_connecting(at, area).find(|e| e.weight().kind.as_str() == EdgeKind::CONCERNS)?;
        Some(Self { event, evidence: &concerns.weight().evidence, confidence: concerns.weight().confidence })
    }

    fn dates(&self) -> Vec<String> {
        match &self.event.date {
            Some(date) => vec![date.clone()],
            None => self.event.history.iter().filter_map(|h| h.reported).map(|d| d.to_string()).collect(),
        }
    }
}

fn summary(graph: &Graph, key: &TieKey, events: BTreeSet<NodeId>) -> Option<Edge> {
    let support: Vec<_> = events.iter().filter_map(|event| Support::of(graph, event, key)).collect();
    let status = support.iter().map(|s| s.event.status).min()?;
    let mut evidence: Vec<Evidence> = support.iter().flat_map(|s| s.evidence.iter().cloned()).collect();
    evidence::sort(&mut evidence);
    let weight = weigh(evidence.iter().map(|e| (e, 1.0)));
    let dates: BTreeSet<String> = support.iter().flat_map(Support::dates).collect();
    Some(Edge {
        kind: key.kind.as_str().into(),
        status: Some(status),
        role: None,
        former: false,
        first: dates.first().cloned(),
        last: dates.last().cloned(),
        articles: weight.articles,
        sources: weight.sources,
        confidence: any_of(support.iter().map(|s| s.confidence)),
        events: events.into_iter().collect(),
        evidence,
    })
}
