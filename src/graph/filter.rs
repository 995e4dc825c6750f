//! Which part of a graph is asked for: the filters that questions and exports share.

use super::model::{EventNode, Graph, NodeId};
use super::view;
use crate::resolve::EventDate;
use crate::vocabulary::Status;
use jiff::civil::Date;
use petgraph::stable_graph::NodeIndex;
use std::collections::BTreeSet;

/// Conditions on what a view shows; all must hold, and an empty one always does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Events of this day or later (of events without a date: their reports).
    pub since: Option<Date>,
    /// Events of this day or earlier.
    pub until: Option<Date>,
    /// Events of one of these statuses.
    pub status: BTreeSet<Status>,
    /// Events about one of these policy areas (ids: "trade").
    pub about: BTreeSet<String>,
    /// Events of one of these types or modes ("CONSULT", "visit"), or behind ties of these kinds ("meets"); also
    /// standing relations of these kinds ("ally_of").
    pub kinds: BTreeSet<String>,
    /// Events, ties and relations at least this sure.
    pub min_confidence: Option<f32>,
    /// Only what has to do with this node: events that it is a party, the place or a topic of. A country or
    /// organization stands for those who represent it, too.
    pub around: Option<NodeId>,
    /// Only these events.
    pub only: Option<BTreeSet<NodeId>>,
    /// Only the strongest ties between parties: by independent sources, then confidence, then id. Questions that are
    /// answered by events take it as the number of latest events.
    pub top: Option<usize>,
}

impl Filter {
    /// The part of the graph that meets the conditions, as a graph of its own: the events, the ties they still bear
    /// (dates, statuses, counts and evidence counted anew), whoever is at an end of these, and for whom they stand.
    /// Without conditions, the graph as it is.
    pub fn apply(&self, graph: &Graph) -> Graph {
        if *self == Self::default() { graph.clone() } else { view::view(graph, self) }
    }

    /// The same around several nodes at once, in place of `around`: what has to do with any of them; all of it if there
    /// are none.
    pub fn apply_around(&self, graph: &Graph, centres: &BTreeSet<NodeId>) -> Graph {
        match centres.iter().collect::<Vec<_>>()[..] {
            [] => self.at(None).apply(graph),
            [only] => self.at(Some(only)).apply(graph),
            _ => view::of_events(graph, &self.at(None), self.events_around(graph, centres)),
        }
    }

    /// The events that meet all conditions and have to do with any of the nodes, in the order of their ids.
    pub fn events_around(&self, graph: &Graph, centres: &BTreeSet<NodeId>) -> Vec<NodeIndex> {
        if centres.is_empty() {
            return self.at(None).events(graph);
        }
        let near: BTreeSet<NodeIndex> = centres.iter().flat_map(|id| self.at(Some(id)).events(graph)).collect();
        graph.index.values().copied().filter(|at| near.contains(at)).collect()
    }

    fn at(&self, around: Option<&NodeId>) -> Self {
        Self { around: around.cloned(), ..self.clone() }
    }

    /// The events that meet all conditions (`top`, which counts ties, aside), in the order of their ids.
    pub fn events(&self, graph: &Graph) -> Vec<NodeIndex> {
        view::events(graph, self)
    }

    /// Whether date, status and confidence of an event meet the conditions.
    pub fn admits(&self, event: &EventNode) -> bool {
        (self.status.is_empty() || self.status.contains(&event.status))
            && self.min_confidence.is_none_or(|least| event.confidence >= least)
            && self.admits_days(event)
    }

    /// Whether type or mode of the event is one of the kinds asked for.
    pub(super) fn names_kind_of(&self, event: &EventNode) -> bool {
        self.names_kind(&event.kind) || event.mode.is_some_and(|mode| self.names_kind(mode.as_str()))
    }

    /// Whether the kind is one of those asked for, letter case aside.
    pub(super) fn names_kind(&self, kind: &str) -> bool {
        self.kinds.iter().any(|k| k.eq_ignore_ascii_case(kind))
    }

    fn admits_days(&self, event: &EventNode) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        event.days().is_some_and(|(first, last)| {
            self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until)
        })
    }
}

impl EventNode {
    /// The days between which the event took place: of its date, else of its reports; none if neither is known.
    pub fn days(&self) -> Option<(Date, Date)> {
        if let Some(date) = self.date.as_deref().and_then(EventDate::parse) {
            return Some((date.first_day(), date.last_day()));
        }
        let reports = || self.history.iter().filter_map(|h| h.reported);
        Some((reports().min()?, reports().max()?))
    }
}
