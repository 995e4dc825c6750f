//! A store on disk as a [`Source`]: every answer reads its part, and decisions go into the store's log.
//!
//! ```no_run
//! use summitry::serve::{Options, Server, Stored};
//!
//! let source = Stored::open("graph.db", "ann", || "2026-05-04T10:00:00Z".to_owned()).unwrap();
//! Server::bind(source, &Options::default()).unwrap();
//! ```

mod log;
mod meaning;
mod names;

use super::decision::{Action, Decision, NewDecision};
use super::source::{Asked, Hit, Outcome, Part, Slice, Source};
use crate::Result;
use crate::export::page::{self, Brief, Month, Named, Summary};
use crate::graph::{Filter, Graph, NodeId, NodeKind};
use crate::store::{Archive, Detail, Listed, Scope};
use log::Log;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A part with more events than these shows the best attested.
const MOST_EVENTS: usize = 3000;
/// So many events are weighed at a time where the confidence is asked for.
const WEIGHED: usize = 2000;

/// A store on disk.
pub struct Stored {
    path: PathBuf,
    name: String,
    /// Texts of articles, by id, beside those of the store.
    articles: BTreeMap<String, String>,
    has_texts: bool,
    /// Open all the time, since it tells what others have written meanwhile.
    watch: Mutex<Archive>,
    /// Held while a decision is taken.
    log: Mutex<Log>,
}

impl Stored {
    /// A source of the store at `path`; `who` decides, and `now` tells when (ISO).
    ///
    /// # Errors
    /// When the file is no store, or cannot be read.
    pub fn open(path: impl AsRef<Path>, who: &str, now: fn() -> String) -> Result<Self> {
        let path = path.as_ref().to_path_buf();
        let watch = Archive::open_to_read(&path)?;
        let has_texts = watch.has_texts()?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self {
            path,
            name,
            articles: BTreeMap::new(),
            has_texts,
            watch: Mutex::new(watch),
            log: Mutex::new(Log::new(who, now)),
        })
    }

    /// With texts of articles, by id, which go before the store's own.
    #[must_use]
    pub fn with_articles(mut self, articles: BTreeMap<String, String>) -> Self {
        self.articles = articles;
        self
    }

    /// A reader of its own for each question, so that none waits for another.
    fn reader(&self) -> Result<Archive> {
        Archive::open_to_read(&self.path)
    }

    /// The log of this run only remembers what stands in the store, so a panic elsewhere leaves it right.
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source for Stored {
    fn version(&self) -> Result<Option<u64>> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner).version().map(Some)
    }

    fn summary(&self) -> Result<Summary> {
        let counts = self.reader()?.counts()?;
        let mut nodes: BTreeMap<NodeKind, usize> =
            counts.entities.iter().map(|(kind, n)| ((*kind).into(), *n)).collect();
        let events: usize = counts.statuses.values().sum();
        nodes.extend([(NodeKind::Event, events), (NodeKind::PolicyArea, counts.areas.len())]);
        nodes.retain(|_, n| *n > 0);
        let area = |(id, name, _)| Named { name, id, kind: NodeKind::PolicyArea };
        let mut areas: Vec<Named> = counts.areas.into_iter().map(area).collect();
        areas.sort();
        Ok(Summary {
            name: self.name.clone(),
            articles: counts.articles,
            nodes,
            edges: counts.edges,
            first: counts.days.map(|(first, _)| first),
            last: counts.days.map(|(_, last)| last),
            statuses: counts.statuses,
            types: counts.types,
            areas,
        })
    }

    fn search(&self, typed: &str, most: usize) -> Result<Vec<Hit>> {
        names::search(&self.reader()?, typed, most)
    }

    fn entities(&self, kind: NodeKind, most: usize) -> Result<Vec<Hit>> {
        names::entities(&self.reader()?, kind, most)
    }

    fn part(&self, asked: &Asked) -> Result<Part> {
        let archive = self.reader()?;
        let all = Scope::near(&asked.around, &asked.filter);
        let chosen = archive.strongest(&all, MOST_EVENTS)?;
        let left_out = chosen.all - chosen.events.len().min(chosen.all);
        let scope = if chosen.cut { only(&all, chosen.events) } else { all };
        let scope = Scope { detail: Detail::Picture, ..scope };
        let mut graph = graph(&archive, &scope)?;
        if chosen.cut {
            // An edge is given whole or not at all; ties to policy areas are not counted, so they stay out.
            graph = graph.without(&BTreeSet::new(), |source, edge, target| {
                let key = || (source.clone(), edge.kind.0.clone(), target.clone());
                edge.is_tie() && (target.0.starts_with("area:") || chosen.partial.contains(&key()))
            });
        }
        let graph = match *asked == Asked::default() {
            true => graph,
            false => asked.filter.apply_around(&graph, &asked.around),
        };
        Ok(Part { graph: Arc::new(graph), left_out })
    }

    fn around(&self, nodes: &[NodeId]) -> Result<Option<Arc<Graph>>> {
        // Of two nodes, what both have to do with is all that a page of the pair shows.
        // An event has no standing relations; its parties are shown with their offices.
        let only_events = nodes.iter().all(|id| id.0.starts_with("event:"));
        let detail = if only_events { Detail::Offices } else { Detail::Full };
        let scope = Scope { around: nodes.to_vec(), detail, ..Scope::default() };
        let archive = self.reader()?;
        let mut graph = graph(&archive, &scope)?;
        for id in nodes.iter().filter(|id| !graph.index.contains_key(id)).cloned().collect::<Vec<_>>() {
            // The two may have nothing to do with one another, and yet be there.
            let names = archive.names(&id.0)?;
            let Some(node) = names.index.get(&id).and_then(|at| names.graph.node_weight(*at)) else { return Ok(None) };
            graph.add_alone(node.clone());
        }
        Ok(Some(Arc::new(graph)))
    }

    fn events(&self, asked: &Asked, plans: bool, from: usize, most: usize) -> Result<Slice> {
        let archive = self.reader()?;
        let mut listed = archive.list(&Scope::near(&asked.around, &asked.filter), plans)?;
        if let Some(least) = asked.filter.min_confidence {
            listed = surer(&archive, listed, least)?;
        }
        let ids: Vec<&Listed> = listed.iter().skip(from).take(most).collect();
        Ok(Slice { all: listed.len(), months: months(&listed), events: briefs(&archive, &ids)? })
    }

    fn article(&self, doc: &str) -> Result<Option<String>> {
        match self.articles.get(doc) {
            Some(text) => Ok(Some(text.clone())),
            None => self.reader()?.text(doc),
        }
    }

    fn has_articles(&self) -> bool {
        self.has_texts || !self.articles.is_empty()
    }

    fn actions(&self) -> &'static [Action] {
        &[Action::Reject, Action::Confirm, Action::Merge]
    }

    fn decisions(&self) -> Result<Vec<Decision>> {
        self.log().in_force(&self.reader()?)
    }

    fn decide(&self, new: NewDecision) -> Result<Outcome> {
        self.log().decide(&self.path, new)
    }

    fn undo(&self, id: u64) -> Result<Outcome> {
        self.log().undo(&self.path, id)
    }
}

fn graph(archive: &Archive, scope: &Scope) -> Result<Graph> {
    Ok(Graph::from_facts(&archive.facts(scope)?, archive.types()))
}

/// The scope with these events and no others.
fn only(scope: &Scope, events: BTreeSet<NodeId>) -> Scope {
    let filter = Filter { only: Some(events), ..scope.filter.clone() };
    Scope { filter, ..scope.clone() }
}

/// The events as lists show them, in their order.
fn briefs(archive: &Archive, events: &[&Listed]) -> Result<Vec<Brief>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let ids = events.iter().map(|event| event.id.clone()).collect();
    let scope = Scope { detail: Detail::Offices, ..only(&Scope::default(), ids) };
    let graph = graph(archive, &scope)?;
    let brief = |event: &&Listed| page::brief(&graph, *graph.index.get(&event.id)?);
    Ok(events.iter().filter_map(brief).collect())
}

/// The events at least this sure; their evidence is weighed some at a time.
fn surer(archive: &Archive, listed: Vec<Listed>, least: f32) -> Result<Vec<Listed>> {
    let mut sure = Vec::new();
    for some in listed.chunks(WEIGHED) {
        let known = briefs(archive, &some.iter().collect::<Vec<_>>())?;
        let known: BTreeSet<&str> =
            known.iter().filter(|one| one.confidence >= least).map(|one| one.id.as_str()).collect();
        sure.extend(some.iter().filter(|one| known.contains(one.id.0.as_str())).cloned());
    }
    Ok(sure)
}

/// As [`page::months`] counts.
fn months(events: &[Listed]) -> Vec<Month> {
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for event in events.iter().filter(|event| event.date.as_ref().is_none_or(|date| date.len() != 4)) {
        let Some(last) = event.last else { continue };
        let month: String = last.to_string().chars().take(7).collect();
        let new = || Month { month: month.clone(), counts: BTreeMap::new() };
        *months.entry(month.clone()).or_insert_with(new).counts.entry(event.status).or_default() += 1;
    }
    months.into_values().collect()
}
