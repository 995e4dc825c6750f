//! What became of what was planned: held, called off, still open, or never heard of again.

use super::events::event_row;
use super::rows::{ChangeRow, Outcome};
use crate::graph::{EventNode, Filter, Graph};
use crate::vocabulary::Status;
use jiff::civil::Date;
use petgraph::stable_graph::NodeIndex;

/// All events that were first reported as planned or possible, oldest plan first, with what became of them; with
/// `top`, only the latest. `today` is the day up to which reports are known: plans of days before it should have been heard of.
pub fn changes(graph: &Graph, filter: &Filter, today: Option<Date>) -> Vec<ChangeRow> {
    let mut rows: Vec<_> = events(graph, filter).filter_map(|(at, event)| row(graph, at, event, today)).collect();
    rows.sort_by(|a, b| (&a.planned, &a.event.event).cmp(&(&b.planned, &b.event.event)));
    let earlier = filter.top.map_or(0, |top| rows.len().saturating_sub(top));
    rows.split_off(earlier)
}

fn events<'a>(graph: &'a Graph, filter: &Filter) -> impl Iterator<Item = (NodeIndex, &'a EventNode)> {
    let event = |at: NodeIndex| Some((at, graph.graph.node_weight(at)?.event.as_ref()?));
    filter.events(graph).into_iter().filter_map(event)
}

fn row(graph: &Graph, at: NodeIndex, event: &EventNode, today: Option<Date>) -> Option<ChangeRow> {
    let first = event.history.first().filter(|first| is_plan(first.status))?;
    // The history is sorted by report, so the first report of the settled status is when the change was told.
    let told = event.history.iter().find(|h| h.status == event.status).and_then(|h| h.reported);
    Some(ChangeRow {
        planned: first.reported.map(|day| day.to_string()),
        outcome: outcome(event, today),
        told: told.filter(|_| !is_plan(event.status)).map(|day| day.to_string()),
        event: event_row(graph, at)?,
    })
}

const fn is_plan(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Possible)
}

fn outcome(event: &EventNode, today: Option<Date>) -> Outcome {
    match event.status {
        Status::Happened | Status::Ongoing => Outcome::Held,
        Status::Cancelled | Status::Denied => Outcome::CalledOff,
        Status::Planned | Status::Possible => {
            let last = event.date.is_some().then(|| event.days()).flatten().map(|(_, last)| last);
            match last.zip(today) {
                Some((last, today)) if last < today => Outcome::Unheard,
                _ => Outcome::Open,
            }
        }
    }
}
