//! The names of edges that the program itself gives; the names of other ties come from the schema.

use super::model::{Edge, EdgeKind};
use crate::vocabulary::{RelationKind, Status};

impl EdgeKind {
    /// Party → event that it hosts.
    pub const HOSTS: &str = "hosts";
    /// Party → consultation that it takes part in.
    pub const ATTENDS: &str = "attends";
    /// Party → other event in which it acts.
    pub const ACTOR_IN: &str = "actor_in";
    /// Event → party that it is directed at.
    pub const TARGETS: &str = "targets";
    /// Event → place.
    pub const HELD_IN: &str = "held_in";
    /// Event → policy area.
    pub const CONCERNS: &str = "concerns";
    /// Guest → host, or country or place visited.
    pub const VISITS: &str = "visits";
    /// Party → policy area.
    pub const COOPERATES_ON: &str = "cooperates_on";

    /// All kinds of edges at events.
    pub const OF_EVENTS: [&str; 6] =
        [Self::HOSTS, Self::ATTENDS, Self::ACTOR_IN, Self::TARGETS, Self::HELD_IN, Self::CONCERNS];

    /// Those of them that lead away from the event.
    pub const LEADING_AWAY: [&str; 3] = [Self::TARGETS, Self::HELD_IN, Self::CONCERNS];

    /// The kind as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the edge joins an event with a party, place or policy area.
    pub fn is_of_event(&self) -> bool {
        Self::OF_EVENTS.contains(&self.as_str())
    }

    /// Whether the edge makes its entity a party of the event.
    pub fn is_party(&self) -> bool {
        Self::is_of_party(self.as_str())
    }

    /// The same of a kind as text.
    pub fn is_of_party(kind: &str) -> bool {
        [Self::HOSTS, Self::ATTENDS, Self::ACTOR_IN, Self::TARGETS].contains(&kind)
    }

    /// Whether the edge is a standing relation.
    pub fn is_standing(&self) -> bool {
        self.as_str().parse::<RelationKind>().is_ok()
    }
}

impl From<&str> for EdgeKind {
    fn from(kind: &str) -> Self {
        Self(kind.into())
    }
}

impl Edge {
    /// Whether the edge is a tie: derived from events, which it names.
    pub fn is_tie(&self) -> bool {
        !self.events.is_empty()
    }

    /// Whether all that stands behind the edge was called off or denied: drawn struck, and not counted.
    pub fn is_void(&self) -> bool {
        self.status.is_some_and(Status::is_void)
    }
}
