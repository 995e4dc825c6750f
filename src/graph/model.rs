//! The types of the graph: what a node and an edge carry.

use crate::fingerprint::Fingerprint;
use crate::vocabulary::{EntityKind, Mode, Span, Status};
use jiff::civil::Date;
use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The knowledge graph. Built once from extractions, then only read.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// Nodes and edges; parallel edges are normal.
    pub graph: StableDiGraph<Node, Edge>,
    /// Finds a node by its stable id.
    pub index: BTreeMap<NodeId, NodeIndex>,
}

/// A stable id: `Q22686`, `country:US`, `person:gustavo petro`, `event:…`, `area:trade`. The same in every run and every file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A named individual.
    Person,
    /// A sovereign state.
    Country,
    /// An organization.
    Organization,
    /// A place.
    Place,
    /// An event; a meeting is the event of type CONSULT.
    Event,
    /// A policy area.
    PolicyArea,
}

impl From<EntityKind> for NodeKind {
    fn from(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Country => Self::Country,
            EntityKind::Organization => Self::Organization,
            EntityKind::Place => Self::Place,
        }
    }
}

/// A node: an entity, an event or a policy area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Stable id.
    pub id: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// Name to show.
    pub name: String,
    /// Other names under which the articles mention it, sorted.
    pub aliases: Vec<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// ISO code, of countries.
    pub iso: Option<String>,
    /// What only events have.
    pub event: Option<EventNode>,
}

/// The event's own data; its parties, place and topics are edges.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventNode {
    /// Event type ("CONSULT").
    #[serde(rename = "type")]
    pub kind: String,
    /// Form of a consultation.
    pub mode: Option<Mode>,
    /// The latest status that the articles give.
    pub status: Status,
    /// When it happened or shall, ISO day, month or year.
    pub date: Option<String>,
    /// Status by article, oldest first.
    pub history: Vec<StatusChange>,
    /// How sure, 0 to 1, all its articles taken together.
    pub confidence: f32,
    /// What makes claims of several articles this event: type, parties, and date or first article.
    pub key: String,
    /// Why each claim was counted to this event, in the order of the evidence's articles.
    pub joins: Vec<Join>,
    /// The claims that were merged into this fact.
    pub evidence: Vec<Evidence>,
}

/// Why a claim of an article belongs to an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Join {
    /// The article.
    pub doc: String,
    /// Id of the event in the article's extraction ("v1").
    pub claim: String,
    /// The rule that joined it, in words ("same day").
    pub rule: String,
}

/// What one article said of the event's status.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatusChange {
    /// The article's date.
    pub reported: Option<Date>,
    /// The status it gives.
    pub status: Status,
    /// The article.
    pub doc: String,
}

/// Which relation an edge states. Names as in the design: `hosts`, `attends`, `meets`, `represents`, ….
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EdgeKind(pub String);

/// An edge with all that speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Which relation.
    pub kind: EdgeKind,
    /// Most real status of the events behind it; none for standing relations.
    pub status: Option<Status>,
    /// Office as written, of `represents`.
    pub role: Option<String>,
    /// Whether a standing relation is over.
    pub former: bool,
    /// Earliest date, of the events or else of the articles, ISO day, month or year.
    pub first: Option<String>,
    /// Latest date, likewise.
    pub last: Option<String>,
    /// Number of articles.
    pub articles: u32,
    /// Number of independent sources (wire copies count once).
    pub sources: u32,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Of ties: the events they are derived from, sorted.
    pub events: Vec<NodeId>,
    /// The quotes, never empty, sorted by article and span.
    pub evidence: Vec<Evidence>,
}

/// Where it stands: the article, the verbatim sentence and what found it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The article's id.
    pub doc: String,
    /// Who published it.
    pub source: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Its address.
    pub url: Option<String>,
    /// Tells copies of the article's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
    /// Byte range of the quote in the article's text.
    pub span: Option<Span>,
    /// The sentence, verbatim.
    pub quote: String,
    /// The words that express it.
    pub trigger: Option<String>,
    /// Frame or extractor that found it.
    pub pattern: Option<String>,
    /// Who claims it, where the text says so (name of the entity).
    pub claimed_by: Option<String>,
    /// Status that this sentence gives.
    pub status: Option<Status>,
}
