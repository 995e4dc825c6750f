//! Edges → FollowTheMoney's links, and what nodes need to know of their edges.

use super::entity::{Entity, id};
use super::facts::{can_act, proof, schema};
use crate::export::listing::{Link, Listing, iso};
use crate::graph::{EdgeKind, Node, NodeId, NodeKind};
use crate::vocabulary::RelationKind;
use std::collections::BTreeMap;

/// The edges of events and the offices of persons, by node.
pub(super) struct Parts<'g> {
    events: BTreeMap<&'g NodeId, Vec<(&'g str, &'g Node)>>,
    offices: BTreeMap<&'g NodeId, Vec<(Option<&'g str>, &'g Node)>>,
}

impl<'g> Parts<'g> {
    pub fn of(listing: &Listing<'g>) -> Self {
        let mut parts = Self { events: BTreeMap::new(), offices: BTreeMap::new() };
        for link in &listing.links {
            let kind = link.edge.kind.as_str();
            if link.edge.kind.is_of_event() {
                let (event, other) =
                    if link.source.event.is_some() { (link.source, link.target) } else { (link.target, link.source) };
                parts.events.entry(&event.id).or_default().push((kind, other));
            } else if kind == RelationKind::Represents.as_str() && !link.edge.former {
                parts.offices.entry(&link.source.id).or_default().push((link.edge.role.as_deref(), link.target));
            }
        }
        parts
    }

    /// The event's parties, places and policy areas, with the kind of the edge.
    pub fn of_event(&self, event: &Node) -> &[(&'g str, &'g Node)] {
        self.events.get(&event.id).map_or(&[], Vec::as_slice)
    }

    /// Whom the person represents at present, with the office.
    pub fn offices(&self, person: &Node) -> &[(Option<&'g str>, &'g Node)] {
        self.offices.get(&person.id).map_or(&[], Vec::as_slice)
    }
}

/// The link that an edge is; none where the event or a keyword says it already.
pub(super) fn link(link: &Link<'_>) -> Option<Entity> {
    let (source, target) = (link.source, link.target);
    let (_, _) = (schema(source.kind)?, schema(target.kind)?);
    let both_act = can_act(source.kind) && can_act(target.kind);
    let body = matches!(target.kind, NodeKind::Country | NodeKind::Organization);
    let (schema, from, to) = match link.edge.kind.as_str() {
        "represents" if both_act => ("Representation", "agent", "client"),
        "member_of" if both_act && body => ("Membership", "member", "organization"),
        EdgeKind::HELD_IN => return None,
        EdgeKind::HOSTS | EdgeKind::ATTENDS if can_act(source.kind) => return None,
        _ => ("UnknownLink", "subject", "object"),
    };
    let edge = link.edge;
    let mut entity = Entity::new(id(&link.id()), schema);
    entity.entity(from, id(&source.id.0));
    entity.entity(to, id(&target.id.0));
    entity.line("recordId", &link.id());
    match &edge.role {
        Some(role) => entity.line("role", role),
        None => entity.line("role", &edge.kind.as_str().replace('_', " ")),
    }
    if edge.former {
        entity.line("status", "former");
    }
    edge.status.iter().for_each(|status| entity.line("status", status.as_str()));
    if edge.kind.is_standing() {
        // When it was said, which is not since when it holds.
        entity.date("date", iso(edge.first.as_ref()));
        entity.date("date", iso(edge.last.as_ref()));
    } else {
        entity.date("startDate", iso(edge.first.as_ref()));
        entity.date("endDate", iso(edge.last.as_ref()));
    }
    proof(&mut entity, &edge.evidence);
    Some(entity)
}
