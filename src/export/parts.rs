//! A listing → what events and persons have to do with: the edges of events and the offices of persons, by node.

use super::listing::Listing;
use crate::graph::{Node, NodeId};
use crate::vocabulary::RelationKind;
use std::collections::BTreeMap;

/// The edges of events and the offices of persons, by node.
pub(super) struct Parts<'g> {
    events: BTreeMap<&'g NodeId, Vec<(&'g str, &'g Node)>>,
    offices: BTreeMap<&'g NodeId, Vec<(Option<&'g str>, &'g Node)>>,
}

impl<'g> Parts<'g> {
    pub(super) fn of(listing: &Listing<'g>) -> Self {
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
    pub(super) fn of_event(&self, event: &Node) -> &[(&'g str, &'g Node)] {
        self.events.get(&event.id).map_or(&[], Vec::as_slice)
    }

    /// Whom the person represents at present, with the office.
    pub(super) fn offices(&self, person: &Node) -> &[(Option<&'g str>, &'g Node)] {
        self.offices.get(&person.id).map_or(&[], Vec::as_slice)
    }
}
