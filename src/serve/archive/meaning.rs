//! What a reviewer points at in the viewer ↔ what the store's log says: events by their claims, ties by their events.

use super::super::decision::{Action, NewDecision, Target};
use crate::Result;
use crate::count::counted;
use crate::graph::{Filter, Graph, Node, NodeId};
use crate::resolve::{ClaimId, Decided, Decision, Review, resolve_reviewed};
use crate::store::{Archive, Scope};
use std::collections::BTreeSet;

/// What a decision of the viewer means in the store.
pub(super) enum Meaning {
    /// This, of what is called so.
    Means(Decision, String),
    /// Its target is not there.
    Unknown,
    /// The log has no word for it.
    Unsupported,
}

/// What is to be written into the log.
pub(super) fn meaning(archive: &Archive, new: &NewDecision) -> Result<Meaning> {
    match &new.target {
        Target::Node { node } => {
            let graph = around(archive, node)?;
            let Some(known) = node_of(&graph, node) else { return Ok(Meaning::Unknown) };
            let claims = claims([known]);
            Ok(of_events(new.action, claims, known.name.clone()))
        }
        Target::Edge { source, target, .. } if new.action == Action::Merge => merge(archive, source, target),
        Target::Edge { source, kind, target } => edge(archive, new.action, source, kind, target),
    }
}

fn of_events(action: Action, claims: BTreeSet<ClaimId>, label: String) -> Meaning {
    match action {
        Action::Reject if !claims.is_empty() => Meaning::Means(Decision::RejectEvent { claims }, label),
        Action::Confirm if !claims.is_empty() => Meaning::Means(Decision::ConfirmEvent { claims }, label),
        _ => Meaning::Unsupported,
    }
}

fn merge(archive: &Archive, kept: &NodeId, gone: &NodeId) -> Result<Meaning> {
    let (one, other) = (around(archive, kept)?, around(archive, gone)?);
    let (Some(a), Some(b)) = (node_of(&one, kept), node_of(&other, gone)) else { return Ok(Meaning::Unknown) };
    let label = format!("{} same as {}", a.name, b.name);
    let is_area = |id: &NodeId| id.0.starts_with("area:");
    Ok(match (&a.event, &b.event) {
        (Some(_), Some(_)) if kept != gone => Meaning::Means(Decision::MergeEvents { claims: claims([a, b]) }, label),
        (None, None) if kept != gone && !is_area(kept) && !is_area(gone) => {
            Meaning::Means(Decision::MergeEntities { kept: kept.0.clone(), gone: gone.0.clone() }, label)
        }
        _ => Meaning::Unsupported,
    })
}

/// A standing relation by its ends, a tie by the events behind it.
fn edge(archive: &Archive, action: Action, source: &NodeId, kind: &str, target: &NodeId) -> Result<Meaning> {
    let scope = Scope { around: vec![source.clone(), target.clone()], ..Scope::default() };
    let graph = super::graph(archive, &scope)?;
    let (Some(from), Some(to)) = (graph.index.get(source), graph.index.get(target)) else {
        return Ok(Meaning::Unknown);
    };
    let edges: Vec<_> =
        graph.graph.edges_connecting(*from, *to).filter(|edge| edge.weight().kind.as_str() == kind).collect();
    let (Some(a), Some(b)) = (node_of(&graph, source), node_of(&graph, target)) else { return Ok(Meaning::Unknown) };
    let label = format!("{} {} {}", a.name, kind.replace('_', " "), b.name);
    if edges.is_empty() {
        return Ok(Meaning::Unknown);
    }
    if let (Ok(relation), Action::Reject) = (kind.parse(), action) {
        let (source, target) = (source.0.clone(), target.0.clone());
        return Ok(Meaning::Means(Decision::RejectRelation { source, relation, target }, label));
    }
    let behind = edges.iter().flat_map(|edge| &edge.weight().events);
    Ok(of_events(action, claims(behind.filter_map(|id| node_of(&graph, id))), label))
}

/// What a decision of the log is about, as the viewer says it, and what that is called; none where the store has it no
/// more, and none of one that takes another back.
pub(super) fn told(archive: &Archive, log: &[Decided], decided: &Decided) -> Result<Option<(NewDecision, String)>> {
    let new = |action, target| NewDecision { action, target, note: String::new() };
    let node = |node: &Node| Target::Node { node: node.id.clone() };
    let of_id = |id: &str| Target::Node { node: NodeId(id.to_owned()) };
    // What was rejected is shown as it was when the decision was taken.
    let without = || -> Vec<Decided> { log.iter().filter(|other| other.id != decided.id).cloned().collect() };
    let edge = |source: &str, kind: &str, target: &str| Target::Edge {
        source: NodeId(source.to_owned()),
        kind: kind.to_owned(),
        target: NodeId(target.to_owned()),
    };
    let named = |source: &str, what: &str, target: &str| -> Result<String> {
        Ok(format!("{} {} {}", name(archive, source)?, what.replace('_', " "), name(archive, target)?))
    };
    Ok(match &decided.decision {
        Decision::RejectEvent { claims } => {
            event_of(archive, &without(), claims)?.map(|event| (new(Action::Reject, node(&event)), event.name))
        }
        Decision::ConfirmEvent { claims } => {
            event_of(archive, &without(), claims)?.map(|event| (new(Action::Confirm, node(&event)), event.name))
        }
        Decision::MergeEvents { claims } => {
            event_of(archive, log, claims)?.map(|event| (new(Action::Merge, node(&event)), event.name))
        }
        Decision::SplitEvent { claims } => {
            event_of(archive, log, claims)?.map(|event| (new(Action::Split, node(&event)), event.name))
        }
        Decision::SplitEntity { entity, articles, name } => {
            let articles = counted(articles.len(), "article");
            let label = format!("{name}, in {articles}, not {}", self::name(archive, entity)?);
            Some((new(Action::Split, of_id(entity)), label))
        }
        Decision::Rename { entity, name } => Some((new(Action::Rename, of_id(entity)), format!("{entity} is {name}"))),
        Decision::MergeEntities { kept, gone } => {
            Some((new(Action::Merge, edge(kept, "same_as", gone)), named(kept, "same_as", gone)?))
        }
        Decision::RejectRelation { source, relation, target } => {
            let kind = relation.as_str();
            Some((new(Action::Reject, edge(source, kind, target)), named(source, kind, target)?))
        }
        Decision::Undo { .. } => None,
    })
}

/// The event that the claims are if these decisions hold, computed from their articles.
fn event_of(archive: &Archive, log: &[Decided], claims: &BTreeSet<ClaimId>) -> Result<Option<Node>> {
    let docs: BTreeSet<&str> = claims.iter().map(|claim| claim.doc.as_str()).collect();
    let (facts, _) = resolve_reviewed(archive.records(docs)?, &Review::of(log), archive.types());
    let graph = Graph::from_facts(&facts, archive.types());
    let is_it = |node: &&Node| !self::claims([*node]).is_disjoint(claims);
    let by_id = graph.index.values().filter_map(|at| graph.graph.node_weight(*at));
    Ok(by_id.filter(is_it).max_by_key(|node| self::claims([*node]).intersection(claims).count()).cloned())
}

/// The name of an entity; its id where the store has none of that id any more.
fn name(archive: &Archive, id: &str) -> Result<String> {
    let id = NodeId(id.to_owned());
    let graph = archive.office_holders(std::slice::from_ref(&id))?;
    Ok(node_of(&graph, &id).map_or(id.0.clone(), |node| node.name.clone()))
}

fn around(archive: &Archive, id: &NodeId) -> Result<Graph> {
    if id.0.starts_with("event:") {
        return super::graph(archive, &Scope::events([id.clone()], &Filter::default()));
    }
    archive.office_holders(std::slice::from_ref(id))
}

fn node_of<'g>(graph: &'g Graph, id: &NodeId) -> Option<&'g Node> {
    graph.graph.node_weight(*graph.index.get(id)?)
}

/// The claims behind events.
fn claims<'n>(events: impl IntoIterator<Item = &'n Node>) -> BTreeSet<ClaimId> {
    let joins = events.into_iter().filter_map(|node| node.event.as_ref()).flat_map(|event| &event.joins);
    joins.map(|join| ClaimId { doc: join.doc.clone(), claim: join.claim.clone() }).collect()
}
