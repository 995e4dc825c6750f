//! Events as pages and lists show them: [`Graph`] and an event's node → [`Brief`], [`EventPage`].

use super::super::diagram::wording;
use crate::graph::{EdgeKind, EventNode, Evidence, Graph, Node};
use crate::vocabulary::{Mode, Span, Status};
use jiff::civil::Date;
use petgraph::Direction;
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A node that is named in passing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// Name to show.
    pub name: String,
    /// Stable id.
    pub id: String,
    /// person, country, organization, place, event, policy_area.
    pub kind: crate::graph::NodeKind,
}

impl Named {
    /// Of a node.
    pub fn of(node: &Node) -> Self {
        Self { name: node.name.clone(), id: node.id.0.clone(), kind: node.kind }
    }

    pub(super) fn at(graph: &Graph, at: NodeIndex) -> Option<Self> {
        graph.graph.node_weight(at).map(Self::of)
    }
}

/// Who takes part in an event, and as what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Party {
    /// hosts, attends, actor_in, targets.
    pub role: String,
    /// Who.
    #[serde(flatten)]
    pub who: Named,
}

/// An event in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Brief {
    /// Stable id.
    pub id: String,
    /// What it is, with its status: "Planned visit".
    pub what: String,
    /// Event type ("CONSULT").
    #[serde(rename = "type")]
    pub kind: String,
    /// Form of a consultation.
    pub mode: Option<Mode>,
    /// The latest status.
    pub status: Status,
    /// When it happened or shall: ISO day, month or year.
    pub date: Option<String>,
    /// First and last day: of the date, else of the reports.
    pub days: Option<(Date, Date)>,
    /// Who takes part: hosts, those who act, those acted on; each once a role.
    pub parties: Vec<Party>,
    /// Where.
    pub places: Vec<Named>,
    /// About what.
    pub areas: Vec<Named>,
    /// What each article said of its status, oldest first.
    pub history: Vec<Report>,
    /// Number of articles.
    pub articles: usize,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// What one article said of an event's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Its day.
    pub day: Option<Date>,
    /// The status.
    pub status: Status,
    /// The article.
    pub doc: String,
}

/// An event with all its sentences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventPage {
    /// What lists show.
    #[serde(flatten)]
    pub brief: Brief,
    /// The sentences, oldest report first.
    pub evidence: Vec<Sentence>,
}

/// A sentence that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Verbatim.
    pub quote: String,
    /// The words of it that express the event.
    pub trigger: Option<String>,
    /// The article.
    pub doc: String,
    /// Byte range of the quote in the article's text.
    pub span: Option<Span>,
    /// Who published it.
    pub source: Option<String>,
    /// When.
    pub day: Option<Date>,
    /// Its address, if it is one of the web.
    pub url: Option<String>,
    /// The status that the sentence gives.
    pub status: Option<Status>,
    /// Who claims it, where the text says so.
    pub claimed_by: Option<String>,
    /// Frame or extractor that found it.
    pub pattern: Option<String>,
}

impl Sentence {
    fn of(evidence: &Evidence) -> Self {
        Self {
            quote: evidence.quote.clone(),
            trigger: evidence.trigger.clone(),
            doc: evidence.doc.clone(),
            span: evidence.span,
            source: evidence.source.clone(),
            day: evidence.date,
            url: evidence.url.as_deref().and_then(wording::link),
            status: evidence.status,
            claimed_by: evidence.claimed_by.clone(),
            pattern: evidence.pattern.clone(),
        }
    }

    /// The sentences of evidence, oldest report first.
    pub(super) fn all(evidence: &[Evidence]) -> Vec<Self> {
        let mut sentences: Vec<Self> = evidence.iter().map(Self::of).collect();
        sentences.sort_by_key(|sentence| (sentence.day, sentence.doc.clone(), sentence.span));
        sentences
    }
}

/// The event at a node, as lists show it; nothing if it is no event.
pub fn brief(graph: &Graph, at: NodeIndex) -> Option<Brief> {
    let node = graph.graph.node_weight(at)?;
    let event = node.event.as_ref()?;
    let report = |change: &crate::graph::StatusChange| Report {
        day: change.reported,
        status: change.status,
        doc: change.doc.clone(),
    };
    Some(Brief {
        id: node.id.0.clone(),
        what: wording::meeting(event),
        kind: event.kind.clone(),
        mode: event.mode,
        status: event.status,
        date: event.date.clone(),
        days: event.days(),
        parties: parties(graph, at),
        places: ends(graph, at, EdgeKind::HELD_IN),
        areas: ends(graph, at, EdgeKind::CONCERNS),
        history: event.history.iter().map(report).collect(),
        articles: event.evidence.iter().map(|evidence| &evidence.doc).collect::<BTreeSet<_>>().len(),
        confidence: event.confidence,
    })
}

/// The event at a node with all its sentences.
pub fn event_page(graph: &Graph, at: NodeIndex) -> Option<EventPage> {
    let event: &EventNode = graph.graph.node_weight(at)?.event.as_ref()?;
    Some(EventPage { brief: brief(graph, at)?, evidence: Sentence::all(&event.evidence) })
}

/// All events that pass, the latest first; undated ones last.
pub fn briefs(graph: &Graph, events: impl IntoIterator<Item = NodeIndex>) -> Vec<Brief> {
    let mut briefs: Vec<Brief> = events.into_iter().filter_map(|at| brief(graph, at)).collect();
    briefs
        .sort_by(|one, two| (two.days.map(|(_, last)| last), &one.id).cmp(&(one.days.map(|(_, last)| last), &two.id)));
    briefs
}

/// The events of one month, by status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// "2026-02".
    pub month: String,
    /// Number of events of each status.
    pub counts: BTreeMap<Status, usize>,
}

/// Events counted by the month of their last day, oldest month first; those of which only the year is known are not counted.
pub fn months(events: &[Brief]) -> Vec<Month> {
    let mut months: BTreeMap<String, BTreeMap<Status, usize>> = BTreeMap::new();
    for event in events {
        let year_only = event.date.as_ref().is_some_and(|date| date.len() == 4);
        let Some((_, last)) = event.days.filter(|_| !year_only) else { continue };
        let month = last.to_string().chars().take(7).collect();
        *months.entry(month).or_default().entry(event.status).or_default() += 1;
    }
    months.into_iter().map(|(month, counts)| Month { month, counts }).collect()
}

fn parties(graph: &Graph, event: NodeIndex) -> Vec<Party> {
    let into = graph.graph.edges_directed(event, Direction::Incoming).map(|edge| (edge.source(), edge.weight()));
    let out = graph.graph.edges(event).map(|edge| (edge.target(), edge.weight()));
    let parties: BTreeSet<(usize, Party)> = into
        .chain(out)
        .filter(|(_, edge)| edge.kind.is_party())
        .filter_map(|(at, edge)| {
            let order = EdgeKind::OF_EVENTS.iter().position(|kind| *kind == edge.kind.as_str())?;
            Some((order, Party { role: edge.kind.0.clone(), who: Named::at(graph, at)? }))
        })
        .collect();
    let hosts: BTreeSet<Named> =
        parties.iter().filter(|(_, party)| party.role == EdgeKind::HOSTS).map(|(_, party)| party.who.clone()).collect();
    // A host takes part; it need not be said twice.
    let said = |party: &Party| party.role == EdgeKind::ATTENDS && hosts.contains(&party.who);
    parties.into_iter().map(|(_, party)| party).filter(|party| !said(party)).collect()
}

fn ends(graph: &Graph, event: NodeIndex, kind: &str) -> Vec<Named> {
    let ends = graph.graph.edges(event).filter(|edge| edge.weight().kind.as_str() == kind);
    ends.filter_map(|edge| Named::at(graph, edge.target())).collect::<BTreeSet<_>>().into_iter().collect()
}
