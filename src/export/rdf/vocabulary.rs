//! The names of our things in RDF, and the words for kinds and statuses.

use super::term::{Iri, Value};
use crate::graph::{NodeId, NodeKind};
use crate::vocabulary::Status;

/// The name of a node.
pub(super) fn node(id: &NodeId) -> Iri {
    Iri::own("node", &id.0)
}

/// The name of an article.
pub(super) fn article(doc: &str) -> Iri {
    Iri::own("article", doc)
}

/// The name of the graph of what an article says.
pub(super) fn claims(doc: &str) -> Iri {
    Iri::own("claims", doc)
}

/// What a node of the kind is.
pub(super) const fn types(kind: NodeKind) -> &'static [&'static str] {
    match kind {
        NodeKind::Person => &["schema:Person", "sem:Actor"],
        NodeKind::Country => &["schema:Country", "sem:Actor"],
        NodeKind::Organization => &["schema:Organization", "sem:Actor"],
        NodeKind::Place => &["schema:Place", "sem:Place"],
        NodeKind::Event => &["schema:Event", "sem:Event"],
        NodeKind::PolicyArea => &["schema:DefinedTerm", "sum:PolicyArea"],
    }
}

/// The word for a status.
pub(super) const fn status(status: Status) -> Value {
    Value::Is(Iri::Word(match status {
        Status::Happened => "sum:happened",
        Status::Ongoing => "sum:ongoing",
        Status::Planned => "sum:planned",
        Status::Possible => "sum:possible",
        Status::Cancelled => "sum:cancelled",
        Status::Denied => "sum:denied",
    }))
}

/// Wikidata's name of a thing, if the id is one.
pub(super) fn wikidata(id: &str) -> Option<Iri> {
    let known = id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()));
    known.then(|| Iri::Web(format!("http://www.wikidata.org/entity/{id}")))
}
