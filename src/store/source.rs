//! A graph on disk, whichever way it is kept: a RON snapshot, read whole, or a store, of which a question reads its part.

use super::archive::{Archive, Detail, Scope};
use super::reading::read_graph;
use crate::error::Result;
use crate::graph::{Filter, Graph, NodeId};
use jiff::civil::Date;
use std::borrow::Cow;
use std::path::Path;

/// Something that can be asked.
#[derive(Debug)]
pub enum Source {
    /// A snapshot.
    Snapshot(Box<Graph>),
    /// A store.
    Archive(Archive),
}

impl Source {
    /// Opens a snapshot or a store, told by the file's content.
    ///
    /// # Errors
    /// When the file is neither, or cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        if Archive::is_one(&path) {
            return Ok(Self::Archive(Archive::open_to_read(path)?));
        }
        Ok(Self::Snapshot(Box::new(read_graph(path)?)))
    }

    /// A graph in which a written name can be looked up ([`Graph::find`]); its nodes have no edges where it is a store's.
    ///
    /// # Errors
    /// When a store cannot be read.
    pub fn names(&self, written: &str) -> Result<Cow<'_, Graph>> {
        Ok(match self {
            Self::Snapshot(graph) => Cow::Borrowed(graph),
            Self::Archive(archive) => Cow::Owned(archive.names(written)?),
        })
    }

    /// A graph that holds at least what the scope asks for.
    ///
    /// # Errors
    /// When a store cannot be read.
    pub fn graph(&self, scope: &Scope) -> Result<Cow<'_, Graph>> {
        Ok(match self {
            Self::Snapshot(graph) => Cow::Borrowed(graph),
            Self::Archive(archive) => Cow::Owned(Graph::from_facts(&archive.facts(scope)?, archive.types())),
        })
    }

    /// A graph for a question that is answered by events ([`Graph::of_events`]): of a snapshot all of it, of a store what the
    /// scope asks for, without what no such question looks at.
    ///
    /// # Errors
    /// When a store cannot be read.
    pub fn events(&self, scope: &Scope) -> Result<Cow<'_, Graph>> {
        // Kinds may be those of derived ties.
        if scope.detail != Detail::Events || !scope.filter.kinds.is_empty() {
            return self.graph(scope);
        }
        Ok(match self {
            Self::Snapshot(graph) => Cow::Borrowed(graph),
            Self::Archive(archive) => Cow::Owned(Graph::of_events(&archive.facts(scope)?, archive.types())),
        })
    }

    /// The day of the latest report of any event.
    ///
    /// # Errors
    /// When a store cannot be read.
    pub fn latest_report(&self) -> Result<Option<Date>> {
        match self {
            Self::Snapshot(graph) => {
                let events = graph.graph.node_weights().filter_map(|node| node.event.as_ref());
                Ok(events.flat_map(|event| &event.history).filter_map(|change| change.reported).max())
            }
            Self::Archive(archive) => archive.latest_report(),
        }
    }

    /// A graph that holds every shortest path between two nodes.
    ///
    /// # Errors
    /// When a store cannot be read.
    pub fn paths(&self, from: &NodeId, to: &NodeId, filter: &Filter) -> Result<Cow<'_, Graph>> {
        Ok(match self {
            Self::Snapshot(graph) => Cow::Borrowed(graph),
            Self::Archive(archive) => Cow::Owned(archive.paths(from, to, filter)?),
        })
    }
}
