//! What resolving and tie-making need to know of the schema's event types.

use crate::schema::{EventType, PolicyArea};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The traits of one event type that matter once its events are extracted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTypeInfo {
    /// Whether actors and recipients play the same part, so that "A meets B" and "B meets A" say the same.
    pub symmetric: bool,
    /// Edge kind of the tie between the parties ("meets", "accuses").
    pub tie: String,
}

/// Event types by id. The default is the seventeen types of the annotation guidelines; a type that is not listed is
/// directed, and its tie is its id in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTypes {
    types: BTreeMap<String, EventTypeInfo>,
    areas: BTreeMap<String, String>,
}

impl EventTypes {
    /// The types of a loaded schema; where it is silent, the defaults hold.
    pub fn from_schema<'a>(types: impl IntoIterator<Item = &'a EventType>) -> Self {
        let mut all = Self::default();
        for t in types {
            all.types.insert(t.id.clone(), EventTypeInfo { symmetric: t.symmetric, tie: t.tie.clone() });
        }
        all
    }

    /// Adds the names under which policy areas are shown.
    #[must_use]
    pub fn with_areas<'a>(mut self, areas: impl IntoIterator<Item = &'a PolicyArea>) -> Self {
        self.areas.extend(areas.into_iter().map(|a| (a.id.clone(), a.name.clone())));
        self
    }

    /// Whether the parties of events of this type are interchangeable.
    pub fn is_symmetric(&self, kind: &str) -> bool {
        self.types.get(kind).is_some_and(|t| t.symmetric)
    }

    /// The ids of the types whose parties are interchangeable.
    pub fn symmetric(&self) -> impl Iterator<Item = &str> {
        self.types.iter().filter(|(_, info)| info.symmetric).map(|(id, _)| id.as_str())
    }

    /// Edge kind of the tie that events of this type give.
    pub fn tie(&self, kind: &str) -> String {
        self.types.get(kind).map_or_else(|| kind.to_lowercase(), |t| t.tie.clone())
    }

    /// Name of a policy area to show; of an unknown one its id, with spaces.
    pub fn area_name(&self, area: &str) -> String {
        self.areas.get(area).cloned().unwrap_or_else(|| area.replace('-', " "))
    }
}

impl Default for EventTypes {
    fn default() -> Self {
        let directed = [
            ("SUPPORT", "supports"),
            ("CONCEDE", "concedes_to"),
            ("AID", "aids"),
            ("RETREAT", "retreats_from"),
            ("REQUEST", "requests_of"),
            ("REJECT", "rejects"),
            ("ACCUSE", "accuses"),
            ("THREATEN", "threatens"),
            ("PROTEST", "protests_against"),
            ("SANCTION", "sanctions"),
            ("MOBILIZE", "mobilizes_against"),
            ("COERCE", "coerces"),
            ("ASSAULT", "assaults"),
            ("LEADERSHIP", "takes_or_leaves_office_of"),
        ];
        let symmetric = [("CONSULT", "meets"), ("AGREE", "agrees_with"), ("COOPERATE", "cooperates_with")];
        let info = |symmetric| {
            move |(id, tie): &(&str, &str)| (id.to_string(), EventTypeInfo { symmetric, tie: tie.to_string() })
        };
        let types = directed.iter().map(info(false)).chain(symmetric.iter().map(info(true))).collect();
        Self { types, areas: BTreeMap::new() }
    }
}
