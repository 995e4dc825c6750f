//! Facts → nodes and edges in canonical order.

use super::evidence::{self, weigh};
use super::model::{Edge, EdgeKind, EventNode, Evidence, Graph, Join, Node, NodeId, StatusChange};
use super::ties;
use crate::resolve::{ArticleRef, Claim, EntityFact, EntityKey, EventFact, EventTypes, Facts, RelationFact};
use crate::vocabulary::Status;
use std::collections::{BTreeMap, BTreeSet};

/// The confidence of a stated relation; its record carries none.
const STATED: f32 = 0.7;

/// An edge with the ids of its ends.
pub(super) type Link = (NodeId, NodeId, Edge);

impl Graph {
    /// Builds the graph: entities, events and policy areas as nodes; parts in events, standing relations and derived
    /// ties as edges.
    pub fn from_facts(facts: &Facts, types: &EventTypes) -> Self {
        let names = names_of(facts);
        let nodes = nodes(facts, types, &names);
        let mut links: Vec<Link> = facts.relations.iter().map(relation_link).collect();
        for event in &facts.events {
            links.extend(event_links(event, types, &names));
        }
        let mut graph = Self::assemble(nodes, links);
        let derived = ties::derive(facts, types);
        let ties = ties::links(&graph, derived);
        graph.add_in_order(ties);
        graph
    }

    /// The same without derived ties, and with the evidence of events at their nodes alone, not at their edges again: enough
    /// for questions that are answered by events. Its edges hold no evidence, so it is nothing to be written or drawn.
    pub fn of_events(facts: &Facts, types: &EventTypes) -> Self {
        let names = names_of(facts);
        let mut links: Vec<Link> = facts.relations.iter().map(relation_link).collect();
        for event in &facts.events {
            let bare = |(source, target, kind)| (source, target, bare_edge(kind, event.status));
            links.extend(sayings(event, types).into_keys().map(bare));
        }
        Self::assemble(nodes(facts, types, &names), links)
    }

    /// A graph of the given nodes and edges, both brought into canonical order. Edges of unknown nodes are left out.
    pub(crate) fn assemble(mut nodes: Vec<Node>, links: Vec<Link>) -> Self {
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        nodes.dedup_by(|a, b| a.id == b.id);
        let mut graph = Self::default();
        for node in nodes {
            let id = node.id.clone();
            let at = graph.graph.add_node(node);
            graph.index.insert(id, at);
        }
        graph.add_links(links);
        graph
    }

    /// Adds a node that no edge leads to; one that is there stays.
    pub(crate) fn add_alone(&mut self, node: Node) {
        if !self.index.contains_key(&node.id) {
            let id = node.id.clone();
            let at = self.graph.add_node(node);
            self.index.insert(id, at);
        }
    }

    /// Adds edges to those that are there, all of them in canonical order, as reading a snapshot gives them.
    fn add_in_order(&mut self, mut links: Vec<Link>) {
        let before = links.len();
        // The last first: a node finds its latest edge at once, but walks through all the later ones to an early one, and hubs
        // have hundreds of thousands.
        for edge in self.graph.edge_indices().rev().collect::<Vec<_>>() {
            let ends = self.graph.edge_endpoints(edge).and_then(|(source, target)| {
                let id = |at| self.graph.node_weight(at).map(|node: &Node| node.id.clone());
                id(source).zip(id(target))
            });
            links.extend(ends.zip(self.graph.remove_edge(edge)).map(|((source, target), edge)| (source, target, edge)));
        }
        // In their order again, which holds where the canonical one does not tell them apart.
        if let Some(taken) = links.get_mut(before..) {
            taken.reverse();
        }
        self.graph.clear_edges();
        self.add_links(links);
    }

    fn add_links(&mut self, mut links: Vec<Link>) {
        links.sort_by(|a, b| link_order(&a.0, &a.1, &a.2).cmp(&link_order(&b.0, &b.1, &b.2)));
        for (source, target, edge) in links {
            if let (Some(source), Some(target)) = (self.index.get(&source), self.index.get(&target)) {
                self.graph.add_edge(*source, *target, edge);
            }
        }
    }
}

/// The canonical order of edges.
pub(crate) fn link_order<'a>(source: &'a NodeId, target: &'a NodeId, edge: &'a Edge) -> impl Ord + 'a {
    (source, &edge.kind, target, &edge.role, edge.former, edge.status, &edge.events)
}

/// The node id of an entity.
pub(super) fn entity_id(key: &EntityKey) -> NodeId {
    NodeId(key.as_str().into())
}

/// The node id of a policy area.
pub(super) fn area_id(area: &str) -> NodeId {
    NodeId(format!("area:{area}"))
}

impl Node {
    /// The node of an entity.
    pub(crate) fn of_entity(entity: &EntityFact) -> Self {
        Self {
            id: entity_id(&entity.key),
            kind: entity.kind.into(),
            name: entity.name.clone(),
            aliases: entity.aliases.iter().cloned().collect(),
            wikidata: entity.wikidata.clone(),
            iso: entity.iso.clone(),
            event: None,
        }
    }

    /// The node of a policy area, by its id in the schema.
    pub(crate) fn of_area(area: &str, name: String) -> Self {
        let kind = super::NodeKind::PolicyArea;
        Self { id: area_id(area), kind, name, aliases: Vec::new(), wikidata: None, iso: None, event: None }
    }
}

/// Entities, policy areas and events.
fn nodes(facts: &Facts, types: &EventTypes, names: &Names) -> Vec<Node> {
    let entities = facts.entities.iter().map(Node::of_entity);
    let events = facts.events.iter().map(|event| event_node(event, types, names));
    entities.chain(area_nodes(facts, types)).chain(events).collect()
}

fn area_nodes(facts: &Facts, types: &EventTypes) -> Vec<Node> {
    let areas: BTreeSet<&String> =
        facts.events.iter().flat_map(|e| &e.claims).flat_map(|joined| &joined.claim.topics).collect();
    areas.into_iter().map(|area| Node::of_area(area, types.area_name(area))).collect()
}

fn event_node(event: &EventFact, types: &EventTypes, names: &Names) -> Node {
    Node {
        id: NodeId(event.id.clone()),
        kind: super::NodeKind::Event,
        name: event_name(event, types, names),
        aliases: Vec::new(),
        wikidata: None,
        iso: None,
        event: Some(event_data(event, names)),
    }
}

/// What the node of an event carries. The names are those of who claims anything.
pub(crate) fn event_data(event: &EventFact, names: &Names) -> EventNode {
    let mut history: Vec<_> = event
        .claims
        .iter()
        .map(|j| StatusChange {
            reported: j.claim.article.date,
            status: j.claim.status,
            doc: j.claim.article.doc.clone(),
        })
        .collect();
    history.sort();
    history.dedup();
    let mut joins: Vec<_> = event
        .claims
        .iter()
        .map(|j| Join { doc: j.claim.article.doc.clone(), claim: j.claim.id.clone(), rule: j.rule.as_str().into() })
        .collect();
    joins.sort();
    let (evidence, weight) = body_of(event.claims.iter().map(|j| &j.claim), names);
    EventNode {
        kind: event.kind.clone(),
        mode: event.mode,
        status: event.status,
        date: event.date.map(|d| d.to_string()),
        history,
        confidence: weight.confidence,
        key: event.key.clone(),
        joins,
        evidence,
    }
}

/// "Visit: Donald Trump, Gustavo Petro (2026-02-03)" or "Accuse: Russia → Ukraine"; at most four names a side.
fn event_name(event: &EventFact, types: &EventTypes, names: &Names) -> String {
    let side = |of: fn(&Claim) -> &BTreeSet<EntityKey>| {
        event.claims.iter().flat_map(|j| of(&j.claim)).collect::<BTreeSet<_>>()
    };
    let (mut actors, mut recipients) = (side(|c| &c.actors), side(|c| &c.recipients));
    if types.is_symmetric(&event.kind) {
        actors.append(&mut recipients);
    }
    let list = |keys: &BTreeSet<&EntityKey>| {
        let mut shown: Vec<_> = keys.iter().take(4).map(|k| name_of(k, names)).collect();
        shown.sort();
        let more = keys.len().saturating_sub(shown.len());
        if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
    };
    let what = event.mode.map_or_else(|| event.kind.to_lowercase(), |m| m.to_string());
    let mut name: String = what.chars().take(1).flat_map(char::to_uppercase).chain(what.chars().skip(1)).collect();
    name.push_str(": ");
    name.push_str(&list(&actors));
    if !recipients.is_empty() {
        name.push_str(" → ");
        name.push_str(&list(&recipients));
    }
    if let Some(date) = event.date {
        name.push_str(&format!(" ({date})"));
    }
    name
}

/// Names by key.
pub(crate) type Names<'a> = BTreeMap<&'a EntityKey, &'a str>;

fn names_of(facts: &Facts) -> Names<'_> {
    facts.entities.iter().map(|e| (&e.key, e.name.as_str())).collect()
}

fn name_of(key: &EntityKey, names: &Names) -> String {
    names.get(key).copied().unwrap_or(key.as_str()).to_owned()
}

fn evidence_of(article: &ArticleRef) -> Evidence {
    Evidence {
        doc: article.doc.clone(),
        source: article.source.clone(),
        date: article.date,
        url: article.url.clone(),
        fingerprint: article.fingerprint,
        span: None,
        quote: String::new(),
        trigger: None,
        pattern: None,
        claimed_by: None,
        status: None,
    }
}

/// The evidence of claims in canonical order, and what it amounts to.
fn body_of<'a>(claims: impl Iterator<Item = &'a Claim>, names: &Names) -> (Vec<Evidence>, evidence::Weight) {
    let pieces: Vec<_> = claims
        .map(|claim| {
            let piece = Evidence {
                span: claim.span,
                quote: claim.quote.clone(),
                trigger: Some(claim.trigger.clone()).filter(|t| !t.is_empty()),
                pattern: claim.pattern.clone(),
                claimed_by: claim.claimed_by.as_ref().map(|key| name_of(key, names)),
                status: Some(claim.status),
                ..evidence_of(&claim.article)
            };
            (piece, claim.confidence)
        })
        .collect();
    let weight = weigh(pieces.iter().map(|(piece, confidence)| (piece, *confidence)));
    let mut evidence = pieces.into_iter().map(|(piece, _)| piece).collect();
    evidence::sort(&mut evidence);
    (evidence, weight)
}

fn relation_link(relation: &RelationFact) -> Link {
    let mut evidence: Vec<_> = relation
        .statements
        .iter()
        .map(|s| Evidence { quote: s.quote.clone(), span: s.span, ..evidence_of(&s.article) })
        .collect();
    let weight = weigh(evidence.iter().map(|e| (e, STATED)));
    evidence::sort(&mut evidence);
    let day = |e: &Evidence| e.date.map(|d| d.to_string());
    let edge = Edge {
        kind: relation.kind.as_str().into(),
        status: None,
        role: relation.role.clone(),
        former: relation.former,
        first: evidence.iter().filter_map(day).min(),
        last: evidence.iter().filter_map(day).max(),
        articles: weight.articles,
        sources: weight.sources,
        confidence: weight.confidence,
        events: Vec::new(),
        evidence,
    };
    (entity_id(&relation.source), entity_id(&relation.target), edge)
}

/// The edges between an event and its parties, hosts, places and policy areas; each carries the claims that say it.
fn event_links(event: &EventFact, types: &EventTypes, names: &Names) -> Vec<Link> {
    let dates = Dates::of(event);
    sayings(event, types)
        .into_iter()
        .map(|((source, target, kind), claims)| {
            let (evidence, weight) = body_of(claims.into_iter(), names);
            (source, target, dates.edge(kind, event.status, evidence, weight))
        })
        .collect()
}

/// What claims say of the two ends of an edge of an event: source, target and kind of the edge, with the claims.
type Sayings<'c> = BTreeMap<(NodeId, NodeId, &'static str), Vec<&'c Claim>>;

fn sayings<'c>(event: &'c EventFact, types: &EventTypes) -> Sayings<'c> {
    let here = NodeId(event.id.clone());
    let mut saying = Sayings::new();
    for claim in event.claims.iter().map(|j| &j.claim) {
        let mut say = |other: NodeId, kind: &'static str| {
            let (source, target) =
                if EdgeKind::LEADING_AWAY.contains(&kind) { (here.clone(), other) } else { (other, here.clone()) };
            saying.entry((source, target, kind)).or_default().push(claim);
        };
        for (kind, key) in ends(&event.kind, claim, types) {
            say(entity_id(key), kind);
        }
        for topic in &claim.topics {
            say(area_id(topic), EdgeKind::CONCERNS);
        }
    }
    saying
}

/// Who and what a claim names that an event of this type has to do with, each with the kind of its edge.
pub(crate) fn ends<'c>(
    kind: &str,
    claim: &'c Claim,
    types: &EventTypes,
) -> impl Iterator<Item = (&'static str, &'c EntityKey)> {
    let acts = if kind == "CONSULT" { EdgeKind::ATTENDS } else { EdgeKind::ACTOR_IN };
    let is_acted_on = if types.is_symmetric(kind) { acts } else { EdgeKind::TARGETS };
    let actors = claim.actors.iter().map(move |key| (acts, key));
    let recipients = claim.recipients.iter().map(move |key| (is_acted_on, key));
    let host = claim.host.iter().map(|key| (EdgeKind::HOSTS, key));
    let place = claim.place.iter().map(|key| (EdgeKind::HELD_IN, key));
    actors.chain(recipients).chain(host).chain(place)
}

/// An edge of an event that says no more than what the event's node says.
fn bare_edge(kind: &str, status: Status) -> Edge {
    Edge {
        kind: kind.into(),
        status: Some(status),
        role: None,
        former: false,
        first: None,
        last: None,
        articles: 0,
        sources: 0,
        confidence: 0.0,
        events: Vec::new(),
        evidence: Vec::new(),
    }
}

/// The first and last date of an event's edges: its own, else those of the reports.
struct Dates {
    first: Option<String>,
    last: Option<String>,
}

impl Dates {
    fn of(event: &EventFact) -> Self {
        let own = event.date.map(|d| d.to_string());
        let mut reports: Vec<_> = event.claims.iter().filter_map(|j| j.claim.article.date).collect();
        reports.sort();
        let day = |d: Option<&jiff::civil::Date>| d.map(ToString::to_string);
        Self { first: own.clone().or_else(|| day(reports.first())), last: own.or_else(|| day(reports.last())) }
    }

    fn edge(&self, kind: &str, status: Status, evidence: Vec<Evidence>, weight: evidence::Weight) -> Edge {
        Edge {
            kind: kind.into(),
            status: Some(status),
            role: None,
            former: false,
            first: self.first.clone(),
            last: self.last.clone(),
            articles: weight.articles,
            sources: weight.sources,
            confidence: weight.confidence,
            events: Vec::new(),
            evidence,
        }
    }
}
