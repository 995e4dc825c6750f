//! The rows of answers, as JSON gives them; tables and CSV show a selection of their fields.

use crate::graph::{Evidence, Graph, Node, NodeKind};
use crate::vocabulary::{Mode, Status};
use petgraph::stable_graph::NodeIndex;
use serde::Serialize;

/// A node in an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// Name to show.
    pub name: String,
    /// Stable id.
    pub id: String,
}

impl Named {
    pub(super) fn of(node: &Node) -> Self {
        Self { name: node.name.clone(), id: node.id.0.clone() }
    }

    pub(super) fn at(graph: &Graph, at: NodeIndex) -> Option<Self> {
        graph.graph.node_weight(at).map(Self::of)
    }
}

/// A sentence that says so, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quote {
    /// The sentence, whole.
    pub quote: String,
    /// The article.
    pub doc: String,
    /// Who published it.
    pub source: Option<String>,
    /// When, ISO day.
    pub reported: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The words that express it.
    pub trigger: Option<String>,
    /// The status that the sentence gives.
    pub status: Option<Status>,
    /// Who claims it, where the text says so.
    pub claimed_by: Option<String>,
}

impl Quote {
    /// The quotes of evidence: those of the given status first, so that the first one bears out what the row says; then
    /// the latest report first.
    pub(super) fn all(evidence: &[Evidence], status: Option<Status>) -> Vec<Self> {
        let mut sorted: Vec<_> = evidence.iter().collect();
        sorted.sort_by_key(|e| (status.is_some() && e.status != status, std::cmp::Reverse(e.date)));
        sorted.into_iter().map(Self::of).collect()
    }

    pub(super) fn of(e: &Evidence) -> Self {
        Self {
            quote: e.quote.clone(),
            doc: e.doc.clone(),
            source: e.source.clone(),
            reported: e.date.map(|d| d.to_string()),
            url: e.url.clone(),
            trigger: e.trigger.clone(),
            status: e.status,
            claimed_by: e.claimed_by.clone(),
        }
    }

    /// "They met." (Gazette, 2026-02-04)
    pub(super) fn cited(&self) -> String {
        let origin = self.source.as_deref().unwrap_or(&self.doc);
        match &self.reported {
            Some(day) => format!("\"{}\" ({origin}, {day})", self.quote),
            None => format!("\"{}\" ({origin})", self.quote),
        }
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// When it happened or shall, ISO day, month or year.
    pub date: Option<String>,
    /// First and last report, ISO days.
    pub reported: Option<(String, String)>,
    /// Event type ("CONSULT").
    #[serde(rename = "type")]
    pub kind: String,
    /// Form of a consultation.
    pub mode: Option<Mode>,
    /// The latest status.
    pub status: Status,
    /// Of mutual events the parties on the side of who was asked for; of the others those who act.
    pub who: Vec<Named>,
    /// The other parties; of events that are not mutual those acted on. A country that is merely the host is one where nobody else is.
    pub with: Vec<Named>,
    /// Who acts, of events that are not mutual ("threatened").
    pub actors: Vec<Named>,
    /// Who is acted on, of events that are not mutual.
    pub recipients: Vec<Named>,
    /// Who hosts.
    pub host: Vec<Named>,
    /// Where.
    pub place: Vec<Named>,
    /// Policy areas.
    pub topics: Vec<String>,
    /// Number of articles.
    pub articles: usize,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Event id.
    pub event: String,
    /// The sentences, those of the row's status first, then latest first.
    pub evidence: Vec<Quote>,
}

/// One tie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieRow {
    /// From whom.
    pub source: Named,
    /// Which tie ("meets").
    pub tie: String,
    /// To whom.
    pub target: Named,
    /// Most real status of its events.
    pub status: Option<Status>,
    /// Number of independent sources.
    pub sources: u32,
    /// Number of articles.
    pub articles: u32,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Earliest date.
    pub first: Option<String>,
    /// Latest date.
    pub last: Option<String>,
    /// Event ids.
    pub events: Vec<String>,
    /// The sentences, those of the row's status first, then latest first.
    pub evidence: Vec<Quote>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathRow {
    /// One-based.
    pub step: usize,
    /// Where the step starts.
    pub from: Named,
    /// The edge's kind; `← kind` when it is walked against its direction.
    pub by: String,
    /// Where it ends.
    pub to: Named,
    /// Office, of `represents`.
    pub role: Option<String>,
    /// Most real status of its events.
    pub status: Option<Status>,
    /// Latest date.
    pub last: Option<String>,
    /// Number of articles.
    pub articles: u32,
    /// Ids of the events behind the step.
    pub events: Vec<String>,
    /// The sentences, those of the row's status first, then latest first.
    pub evidence: Vec<Quote>,
}

/// What became of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It took place, or has begun.
    Held,
    /// It was cancelled or denied.
    CalledOff,
    /// Its day is to come, or none was named.
    Open,
    /// Its day has passed, and no article tells what became of it.
    Unheard,
}

/// A plan and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeRow {
    /// First report of the plan, ISO day.
    pub planned: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// First report of that, ISO day.
    pub told: Option<String>,
    /// The event as it stands.
    #[serde(flatten)]
    pub event: EventRow,
}

/// Somebody's standing among the ties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandingRow {
    /// Who.
    pub who: Named,
    /// What it is.
    pub kind: NodeKind,
    /// With how many others it is tied.
    pub tied_with: usize,
    /// The share of pairs of others on whose shortest paths it lies, where that was asked for.
    pub between: Option<f64>,
}

/// A sentence found by its words, and an event that it speaks of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundRow {
    /// The event; none of a sentence that states a standing relation.
    pub event: Option<String>,
    /// What the event is called.
    pub name: Option<String>,
    /// The sentence and where it stands.
    #[serde(flatten)]
    pub quote: Quote,
}

/// What a table or CSV file can show.
pub trait Row: Serialize {
    /// Titles of the columns.
    const COLUMNS: &'static [&'static str];
    /// Text of the cells, one for each column; the last is the quote.
    fn cells(&self) -> Vec<String>;
    /// Ids of the events that the row speaks of.
    fn events(&self) -> Vec<&str>;
}

fn names(all: &[Named]) -> String {
    all.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn cited(quotes: &[Quote]) -> String {
    quotes.first().map(Quote::cited).unwrap_or_default()
}

fn shown<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

impl Row for EventRow {
    const COLUMNS: &'static [&'static str] =
        &["date", "what", "status", "who", "with", "place", "topics", "articles", "event", "quote"];

    fn cells(&self) -> Vec<String> {
        // Of an undated event the reports tell roughly when; the tilde says that it is no date of the event.
        let date = match (&self.date, &self.reported) {
            (Some(date), _) => date.clone(),
            (None, Some((_, last))) => format!("~{last}"),
            (None, None) => String::new(),
        };
        vec![
            date,
            self.mode.map_or_else(|| self.kind.to_lowercase(), |m| m.to_string()),
            self.status.to_string(),
            names(&self.who),
            names(&self.with),
            names(&self.place),
            self.topics.join("; "),
            self.articles.to_string(),
            self.event.clone(),
            cited(&self.evidence),
        ]
    }

    fn events(&self) -> Vec<&str> {
        vec![&self.event]
    }
}

impl Row for ChangeRow {
    const COLUMNS: &'static [&'static str] =
        &["planned", "date", "what", "who", "with", "outcome", "told", "articles", "event", "quote"];

    fn cells(&self) -> Vec<String> {
        let event = &self.event;
        let outcome = match self.outcome {
            Outcome::Held => "held",
            Outcome::CalledOff => "called off",
            Outcome::Open => "open",
            Outcome::Unheard => "no word",
        };
        vec![
            shown(&self.planned),
            shown(&event.date),
            event.mode.map_or_else(|| event.kind.to_lowercase(), |m| m.to_string()),
            names(&event.who),
            names(&event.with),
            outcome.into(),
            shown(&self.told),
            event.articles.to_string(),
            event.event.clone(),
            cited(&event.evidence),
        ]
    }

    fn events(&self) -> Vec<&str> {
        vec![&self.event.event]
    }
}

impl Row for StandingRow {
    const COLUMNS: &'static [&'static str] = &["who", "kind", "tied with", "between", "id"];

    fn cells(&self) -> Vec<String> {
        let kind = format!("{:?}", self.kind).to_lowercase();
        vec![self.who.name.clone(), kind, self.tied_with.to_string(), shown(&self.between), self.who.id.clone()]
    }

    fn events(&self) -> Vec<&str> {
        Vec::new()
    }
}

impl Row for FoundRow {
    const COLUMNS: &'static [&'static str] = &["reported", "event", "name", "quote"];

    fn cells(&self) -> Vec<String> {
        vec![shown(&self.quote.reported), shown(&self.event), shown(&self.name), self.quote.cited()]
    }

    fn events(&self) -> Vec<&str> {
        self.event.iter().map(String::as_str).collect()
    }
}

impl Row for TieRow {
    const COLUMNS: &'static [&'static str] =
        &["from", "tie", "to", "status", "sources", "articles", "first", "last", "quote"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.source.name.clone(),
            self.tie.clone(),
            self.target.name.clone(),
            shown(&self.status),
            self.sources.to_string(),
            self.articles.to_string(),
            shown(&self.first),
            shown(&self.last),
            cited(&self.evidence),
        ]
    }

    fn events(&self) -> Vec<&str> {
        self.events.iter().map(String::as_str).collect()
    }
}

impl Row for PathRow {
    const COLUMNS: &'static [&'static str] = &["step", "from", "by", "to", "status", "last", "articles", "quote"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.step.to_string(),
            self.from.name.clone(),
            self.by.clone(),
            self.to.name.clone(),
            shown(&self.status),
            shown(&self.last),
            self.articles.to_string(),
            cited(&self.evidence),
        ]
    }

    fn events(&self) -> Vec<&str> {
        self.events.iter().map(String::as_str).collect()
    }
}
