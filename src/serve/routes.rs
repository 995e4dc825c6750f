//! All that can be asked for: one line an operation, from which requests are answered and which the description must
//! match.

use super::api::Api;
use super::request::Request;
use super::response::Response;

/// The description of the API after OpenAPI 3.1, as it is served.
pub const OPENAPI: &str = include_str!("openapi.json");

/// An operation of the API.
pub(super) struct Route {
    pub method: &'static str,
    pub path: &'static str,
    /// The parameters that it knows; others are refused.
    pub parameters: &'static [&'static str],
    pub answer: fn(&Api, &Request) -> Result<Response, Response>,
    /// Whether the answer depends on the version of the source and the parameters alone, and takes long enough to be
    /// kept.
    pub kept: bool,
}

const CONDITIONS: &[&str] = &["around", "since", "until", "status", "about", "kind", "min_confidence", "top"];
const EVENTS: &[&str] =
    &["around", "since", "until", "status", "about", "kind", "min_confidence", "plans", "from", "limit"];

/// All operations.
pub(super) const ROUTES: &[Route] = &[
    Route { method: "GET", path: "/api/v1/summary", parameters: &[], answer: Api::summary, kept: true },
    Route { method: "GET", path: "/api/v1/search", parameters: &["q", "limit"], answer: Api::search, kept: true },
    Route {
        method: "GET",
        path: "/api/v1/entities",
        parameters: &["kind", "limit"],
        answer: Api::entities,
        kept: true,
    },
    Route { method: "GET", path: "/api/v1/graph", parameters: CONDITIONS, answer: Api::graph, kept: true },
    Route { method: "GET", path: "/api/v1/events", parameters: EVENTS, answer: Api::events, kept: true },
    Route { method: "GET", path: "/api/v1/event", parameters: &["id"], answer: Api::event, kept: true },
    Route { method: "GET", path: "/api/v1/entity", parameters: &["id"], answer: Api::entity, kept: true },
    Route { method: "GET", path: "/api/v1/pair", parameters: &["a", "b"], answer: Api::pair, kept: true },
    Route {
        method: "GET",
        path: "/api/v1/article",
        parameters: &["doc", "start", "end"],
        answer: Api::article,
        kept: false,
    },
    Route { method: "GET", path: "/api/v1/decisions", parameters: &[], answer: Api::decisions, kept: false },
    Route { method: "POST", path: "/api/v1/decisions", parameters: &[], answer: Api::decide, kept: false },
    Route { method: "DELETE", path: "/api/v1/decisions", parameters: &["id"], answer: Api::undo, kept: false },
    Route { method: "GET", path: "/api/v1/openapi.json", parameters: &[], answer: Api::openapi, kept: false },
];

/// Method, path and parameters of every operation, for a comparison with the description.
pub fn documented() -> impl Iterator<Item = (&'static str, &'static str, &'static [&'static str])> {
    ROUTES.iter().map(|route| (route.method, route.path, route.parameters))
}
