//! A graph in memory as a [`Source`]: decisions are kept as long as the program runs.

use super::decision::{Action, Decision, NewDecision, Target};
use super::source::{Asked, Hit, Outcome, Part, Slice, Source};
use crate::Result;
use crate::export::page::{self, Brief, Summary};
use crate::graph::{EdgeKind, Graph, Node, NodeId, NodeKind};
use crate::resolve::fold;
use crate::vocabulary::{RelationKind, Status};
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A graph in memory, with a log of decisions.
pub struct Memory {
    name: String,
    /// As it was read.
    whole: Graph,
    /// Texts of articles, by id.
    articles: BTreeMap<String, String>,
    state: Mutex<State>,
}

struct State {
    /// What is shown: the whole without what was rejected.
    shown: Arc<Graph>,
    decisions: Vec<Decision>,
    /// The number of the next decision; numbers are not used twice.
    next: u64,
}

impl Memory {
    /// A source of the graph; `name` is shown as what it is called.
    pub fn new(graph: Graph, name: &str) -> Self {
        let state = State { shown: Arc::new(graph.clone()), decisions: Vec::new(), next: 1 };
        Self { name: name.to_owned(), whole: graph, articles: BTreeMap::new(), state: Mutex::new(state) }
    }

    /// With the articles' texts, by id, so that a sentence can be read where it stands.
    #[must_use]
    pub fn with_articles(mut self, articles: BTreeMap<String, String>) -> Self {
        self.articles = articles;
        self
    }

    /// A panic elsewhere leaves the state whole: it is replaced in one piece.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown(&self) -> Arc<Graph> {
        Arc::clone(&self.state().shown)
    }

    /// The whole graph without what decisions reject.
    fn reviewed(&self, decisions: &[Decision]) -> Arc<Graph> {
        let rejected: BTreeSet<&Target> =
            decisions.iter().filter(|one| one.what.action == Action::Reject).map(|one| &one.what.target).collect();
        let events = rejected.iter().filter_map(|target| match target {
            Target::Node { node } => Some(node.clone()),
            Target::Edge { .. } => None,
        });
        let edge = |source: &NodeId, edge: &crate::graph::Edge, target: &NodeId| {
            let named = |source: &NodeId, target: &NodeId| {
                let (source, target, kind) = (source.clone(), target.clone(), edge.kind.0.clone());
                rejected.contains(&Target::Edge { source, kind, target })
            };
            named(source, target)
        };
        Arc::new(self.whole.without(&events.collect(), edge))
    }

    /// What the target of a decision is called; nothing if it is not there.
    fn label(graph: &Graph, target: &Target) -> Option<String> {
        let name = |id: &NodeId| Some(graph.graph.node_weight(*graph.index.get(id)?)?.name.clone());
        match target {
            Target::Node { node } => name(node),
            Target::Edge { source, kind, target } => {
                let (from, to) = (*graph.index.get(source)?, *graph.index.get(target)?);
                let known = graph.graph.edges_connecting(from, to).any(|edge| edge.weight().kind.0 == *kind);
                known.then_some(format!("{} {} {}", name(source)?, kind.replace('_', " "), name(target)?))
            }
        }
    }
}

impl Source for Memory {
    fn summary(&self) -> Result<Summary> {
        Ok(page::summary(&self.shown(), &self.name))
    }

    fn search(&self, typed: &str, most: usize) -> Result<Vec<Hit>> {
        let graph = self.shown();
        let typed = fold(typed);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let fits = |at: &NodeIndex| {
            let node = graph.graph.node_weight(*at).filter(|node| node.event.is_none())?;
            let names = std::iter::once(&node.name).chain(&node.aliases);
            let (rank, alias) = names.filter_map(|name| Some((likeness(&fold(name), &typed)?, name))).min()?;
            let alias = if *alias == node.name { String::new() } else { alias.clone() };
            Some((rank, hit(&graph, *at, node, alias)))
        };
        let mut hits: Vec<(u8, Hit)> = graph.index.values().filter_map(fits).collect();
        hits.sort_by(|(one, a), (two, b)| (one, Reverse(a.events), &a.id).cmp(&(two, Reverse(b.events), &b.id)));
        Ok(hits.into_iter().map(|(_, hit)| hit).take(most).collect())
    }

    fn entities(&self, kind: NodeKind, most: usize) -> Result<Vec<Hit>> {
        let graph = self.shown();
        let of_kind = |at: &NodeIndex| {
            let node = graph.graph.node_weight(*at).filter(|node| node.kind == kind)?;
            Some(hit(&graph, *at, node, String::new()))
        };
        let mut hits: Vec<Hit> = graph.index.values().filter_map(of_kind).collect();
        hits.sort_by(|one, two| (Reverse(one.events), &one.id).cmp(&(Reverse(two.events), &two.id)));
        hits.truncate(most);
        Ok(hits)
    }

    fn part(&self, asked: &Asked) -> Result<Part> {
        let whole = self.shown();
        let graph = match *asked == Asked::default() {
            true => whole,
            false => Arc::new(asked.filter.apply_around(&whole, &asked.around)),
        };
        Ok(Part { graph, left_out: 0 })
    }

    fn around(&self, nodes: &[NodeId]) -> Result<Option<Arc<Graph>>> {
        let graph = self.shown();
        let known = nodes.iter().all(|id| graph.index.contains_key(id));
        Ok(known.then_some(graph))
    }

    fn events(&self, asked: &Asked, plans: bool, from: usize, most: usize) -> Result<Slice> {
        let graph = self.shown();
        let events = asked.filter.events_around(&graph, &asked.around);
        let mut briefs = page::briefs(&graph, events);
        briefs.retain(|brief| !plans || was_planned(brief));
        let all = briefs.len();
        let months = page::months(&briefs);
        Ok(Slice { all, months, events: briefs.into_iter().skip(from).take(most).collect() })
    }

    fn article(&self, doc: &str) -> Result<Option<String>> {
        Ok(self.articles.get(doc).cloned())
    }

    fn has_articles(&self) -> bool {
        !self.articles.is_empty()
    }

    fn actions(&self) -> &'static [Action] {
        &[Action::Reject, Action::Confirm]
    }

    fn decisions(&self) -> Result<Vec<Decision>> {
        Ok(self.state().decisions.clone())
    }

    fn decide(&self, new: NewDecision) -> Result<Outcome> {
        let mut state = self.state();
        if !self.actions().contains(&new.action) {
            return Ok(Outcome::Unsupported);
        }
        let Some(label) = Self::label(&state.shown, &new.target) else { return Ok(Outcome::Unknown) };
        let decision = Decision { id: state.next, what: new, label };
        let mut decisions = state.decisions.clone();
        decisions.push(decision.clone());
        let shown = self.reviewed(&decisions);
        *state = State { shown, decisions, next: state.next + 1 };
        Ok(Outcome::Done(Box::new(decision)))
    }

    fn undo(&self, id: u64) -> Result<Outcome> {
        let mut state = self.state();
        let Some(at) = state.decisions.iter().position(|decision| decision.id == id) else {
            return Ok(Outcome::Unknown);
        };
        let mut decisions = state.decisions.clone();
        let taken_back = decisions.remove(at);
        let shown = self.reviewed(&decisions);
        *state = State { shown, decisions, next: state.next };
        Ok(Outcome::Done(Box::new(taken_back)))
    }
}

/// Whether an article spoke of the event as to come.
fn was_planned(brief: &Brief) -> bool {
    brief.history.iter().any(|report| matches!(report.status, Status::Planned | Status::Possible))
}

/// How well a folded name fits what was typed: 0 wholly, 1 from its beginning, 2 from the beginning of a word, 3 inside.
pub(super) fn likeness(name: &str, typed: &str) -> Option<u8> {
    if name == typed {
        Some(0)
    } else if name.starts_with(typed) {
        Some(1)
    } else {
        let word = name.match_indices(typed).any(|(at, _)| name[..at].ends_with(' '));
        if word { Some(2) } else { (typed.chars().count() > 2 && name.contains(typed)).then_some(3) }
    }
}

/// A node found under an alias, if under another than its name.
fn hit(graph: &Graph, at: NodeIndex, node: &Node, alias: String) -> Hit {
    let events: BTreeSet<NodeIndex> = graph
        .graph
        .neighbors_undirected(at)
        .filter(|other| graph.graph.node_weight(*other).is_some_and(|other| other.event.is_some()))
        .collect();
    let detail = office(graph, at).unwrap_or(alias);
    Hit { id: node.id.0.clone(), kind: node.kind, name: node.name.clone(), detail, events: events.len() }
}

/// The best attested present office: "President, Colombia".
pub(super) fn office(graph: &Graph, at: NodeIndex) -> Option<String> {
    let kind = EdgeKind::from(RelationKind::Represents.as_str());
    let offices = graph.graph.edges(at).filter(|edge| edge.weight().kind == kind && !edge.weight().former);
    let best = offices.max_by_key(|edge| (edge.weight().articles, Reverse(edge.target())))?;
    let of = &graph.graph.node_weight(best.target())?.name;
    Some(best.weight().role.as_ref().map_or_else(|| of.clone(), |role| format!("{role}, {of}")))
}
