//! Edges → FollowTheMoney's links.

use super::entity::{Entity, id};
use super::facts::{can_act, proof, schema};
use crate::export::listing::{Link, iso};
use crate::graph::{EdgeKind, NodeKind};

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
