//! Questions that are answered by events, put to a store: row by row from its tables, without a graph.

use super::events::{Party, Told, latest};
use super::live;
use super::rows::{EventRow, Named};
use crate::error::Result;
use crate::graph::{EdgeKind, Filter, Names, NodeId, ends, event_data};
use crate::resolve::{EventFact, EventTypes};
use crate::store::{Archive, Scope, Side};
use crate::vocabulary::EntityKind;
use std::collections::BTreeSet;

/// A question that is answered by events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// As [`super::who_meets`].
    WhoMeets(&'a NodeId),
    /// As [`super::between`].
    Between(&'a NodeId, &'a NodeId),
    /// As [`super::timeline`].
    Timeline(&'a NodeId),
}

impl Asked<'_> {
    fn who(&self) -> Vec<&NodeId> {
        match self {
            Self::WhoMeets(who) | Self::Timeline(who) => vec![who],
            Self::Between(a, b) => vec![a, b],
        }
    }
}

/// The rows that the same question to the store's graph would give. None for filters that only a graph can tell: by ties, or
/// around somebody else.
///
/// # Errors
/// When the store cannot be read.
pub fn stored(archive: &Archive, asked: Asked<'_>, filter: &Filter) -> Result<Option<Vec<EventRow>>> {
    if !filter.kinds.is_empty() || filter.around.is_some() || filter.only.is_some() {
        return Ok(None);
    }
    let filter = live(filter);
    let who = asked.who();
    let of_type = matches!(asked, Asked::WhoMeets(_)).then(|| "CONSULT".to_owned());
    let scope = Scope { of_type, ..Scope::events(who.iter().copied().cloned(), &filter) };
    // Where the scope is all of the answer, the store can tell which rows are the latest.
    let exact = matches!(asked, Asked::Timeline(_)) && filter.min_confidence.is_none();
    let mut found = Vec::new();
    archive.each_event(&scope, filter.top.filter(|_| exact), &who, |event, sides, cast| {
        let ends: BTreeSet<_> =
            event.claims.iter().flat_map(|j| ends(&event.kind, &j.claim, archive.types())).collect();
        // The scope has those, too, that only take place at one of them.
        let takes_part =
            |side: &Side| ends.iter().any(|(kind, key)| EdgeKind::is_of_party(kind) && side.contains(*key));
        if !matches!(asked, Asked::Timeline(_)) && !sides.iter().all(takes_part) {
            return;
        }
        let names: Names<'_> = event
            .claims
            .iter()
            .filter_map(|joined| joined.claim.claimed_by.as_ref())
            .filter_map(|key| Some((key, cast.get(key)?.name.as_str())))
            .collect();
        let data = event_data(event, &names);
        if filter.admits(&data) {
            let (mut parties, mut places) = (Vec::new(), Vec::new());
            for (kind, key) in ends {
                let Some(member) = cast.get(key) else { continue };
                let named = Named { name: member.name.clone(), id: key.to_string() };
                if EdgeKind::is_of_party(kind) {
                    let asked_for = sides.first().map(|side| side.contains(key));
                    parties.push(Party { who: named, kind, is_country: member.kind == EntityKind::Country, asked_for });
                } else {
                    places.push(named);
                }
            }
            parties.sort_by(|a, b| (&a.who, a.kind).cmp(&(&b.who, b.kind)));
            places.sort();
            let areas = areas(event, archive.types());
            let row = Told { id: &event.id, event: &data, parties, places, areas }.row();
            found.push((data.days().map(|(first, _)| first), row));
        }
    })?;
    Ok(Some(latest(found, &filter)))
}

/// What an event is about, by name.
fn areas(event: &EventFact, types: &EventTypes) -> Vec<Named> {
    let areas: BTreeSet<&String> = event.claims.iter().flat_map(|joined| &joined.claim.topics).collect();
    let mut named: Vec<Named> =
        areas.into_iter().map(|area| Named { name: types.area_name(area), id: format!("area:{area}") }).collect();
    named.sort();
    named
}
