//! What was typed, or a kind → the entities of a store that are meant, with their offices.

use super::super::memory::{likeness, office};
use super::super::source::Hit;
use crate::Result;
use crate::graph::{NodeId, NodeKind};
use crate::resolve::fold;
use crate::store::{Archive, Tally};
use crate::vocabulary::EntityKind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Of more candidates than these, the events are not counted one by one; those that most articles name come first.
const MOST_COUNTED: usize = 200;

/// How well a name fits, and the name.
type Fit = (u8, String);

/// Entities and policy areas whose names fit what was typed, best first.
pub(super) fn search(archive: &Archive, typed: &str, most: usize) -> Result<Vec<Hit>> {
    let typed = fold(typed);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut fits: BTreeMap<NodeId, (Fit, usize)> = BTreeMap::new();
    for (id, name, articles) in archive.names_with(&typed)? {
        let Some(rank) = likeness(&fold(&name), &typed) else { continue };
        let fit = (rank, name);
        let known = fits.entry(id).or_insert_with(|| (fit.clone(), 0));
        known.0 = known.0.clone().min(fit);
        known.1 += articles;
    }
    let mut candidates: Vec<(NodeId, Fit, usize)> = fits.into_iter().map(|(id, (fit, n))| (id, fit, n)).collect();
    candidates.sort_by(|(a, one, n), (b, two, m)| (one.0, Reverse(n), a).cmp(&(two.0, Reverse(m), b)));
    candidates.truncate(MOST_COUNTED.max(most));
    let mut ranked: Vec<(u8, Tally, String)> = Vec::new();
    for (id, (rank, name), _) in candidates {
        ranked.push((rank, Tally { events: archive.events_of(&id)?, id }, name));
    }
    for (id, name) in archive.area_names()? {
        if let Some(rank) = likeness(&fold(&name), &typed) {
            let tally = Tally { events: archive.events_of(&id)?, id };
            ranked.extend((tally.events > 0).then_some((rank, tally, name)));
        }
    }
    ranked.sort_by(|(one, a, _), (two, b, _)| (one, Reverse(a.events), &a.id).cmp(&(two, Reverse(b.events), &b.id)));
    ranked.truncate(most);
    hits(archive, ranked.into_iter().map(|(_, tally, name)| (tally, name)).collect())
}

/// Entities of a kind, those with the most events first.
pub(super) fn entities(archive: &Archive, kind: NodeKind, most: usize) -> Result<Vec<Hit>> {
    let kind = match kind {
        NodeKind::Person => EntityKind::Person,
        NodeKind::Country => EntityKind::Country,
        NodeKind::Organization => EntityKind::Organization,
        NodeKind::Place => EntityKind::Place,
        NodeKind::Event => return Ok(Vec::new()),
        NodeKind::PolicyArea => {
            let mut areas = areas(archive)?;
            areas.sort_by(|(a, _), (b, _)| (Reverse(a.events), &a.id).cmp(&(Reverse(b.events), &b.id)));
            areas.truncate(most);
            return hits(archive, areas);
        }
    };
    hits(archive, archive.busiest(kind, most)?.into_iter().map(|tally| (tally, String::new())).collect())
}

fn areas(archive: &Archive) -> Result<Vec<(Tally, String)>> {
    let areas = archive.areas()?.into_iter();
    Ok(areas.map(|(id, name, events)| (Tally { id: NodeId(id), events }, name)).collect())
}

/// Rows of entities, each with the name that fits, or none.
fn hits(archive: &Archive, tallies: Vec<(Tally, String)>) -> Result<Vec<Hit>> {
    let ids: Vec<NodeId> = tallies.iter().map(|(tally, _)| tally.id.clone()).collect();
    let graph = archive.office_holders(&ids)?;
    let row = |(Tally { id, events }, fit): (Tally, String)| {
        if id.0.starts_with("area:") {
            return Some(Hit { id: id.0, kind: NodeKind::PolicyArea, name: fit, detail: String::new(), events });
        }
        let at = *graph.index.get(&id)?;
        let node = graph.graph.node_weight(at)?;
        let detail = office(&graph, at).unwrap_or(if fit == node.name { String::new() } else { fit });
        Some(Hit { id: id.0, kind: node.kind, name: node.name.clone(), detail, events })
    };
    Ok(tallies.into_iter().filter_map(row).collect())
}
