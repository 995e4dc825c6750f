//! Parameters of a request → what is asked of the source.

use super::request::Request;
use super::source::Asked;
use crate::graph::{Filter, NodeId};
use crate::resolve::EventDate;
use crate::vocabulary::Status;
use std::collections::BTreeSet;
use std::str::FromStr;

/// Most nodes around which a picture is drawn.
const MOST_CENTRES: usize = 50;

/// The conditions that a request states.
///
/// # Errors
/// A message for the client when a value is none of its parameter's.
pub(super) fn asked(request: &Request) -> Result<Asked, String> {
    let day = |name: &str| match request.parameter(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => EventDate::parse(value).map(Some).ok_or(format!("{name}: write 2026-02-03, 2026-02 or 2026")),
    };
    let around: BTreeSet<NodeId> = list(request, "around").map(|id| NodeId(id.to_owned())).collect();
    if around.len() > MOST_CENTRES {
        return Err(format!("around: at most {MOST_CENTRES} nodes"));
    }
    let sure = optional::<f32>(request, "min_confidence")?;
    if sure.is_some_and(|sure| !(0.0..=1.0).contains(&sure)) {
        return Err("min_confidence: write a number from 0 to 1".to_owned());
    }
    let filter = Filter {
        since: day("since")?.map(EventDate::first_day),
        until: day("until")?.map(EventDate::last_day),
        status: list(request, "status").map(Status::from_str).collect::<Result<_, _>>()?,
        about: list(request, "about").map(|area| area.trim_start_matches("area:").to_owned()).collect(),
        kinds: list(request, "kind").map(str::to_owned).collect(),
        min_confidence: sure,
        around: None,
        only: None,
        top: None,
    };
    Ok(Asked { filter, around })
}

/// A number between bounds; `otherwise` where it is not given.
pub(super) fn number(request: &Request, name: &str, otherwise: usize, most: usize) -> Result<usize, String> {
    Ok(optional::<usize>(request, name)?.unwrap_or(otherwise).min(most))
}

fn optional<T: FromStr>(request: &Request, name: &str) -> Result<Option<T>, String> {
    match request.parameter(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => value.parse().map(Some).map_err(|_| format!("{name}: write a number")),
    }
}

/// The values of a parameter that may be given several times.
fn list<'a>(request: &'a Request, name: &'a str) -> impl Iterator<Item = &'a str> {
    request.parameters(name).filter(|value| !value.is_empty())
}
