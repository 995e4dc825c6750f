//! The graph as lists in one order that every format shares: nodes by id, edges by ends and kind, quotes by article.
//!
//! [`Graph`] → [`Listing`]: the same graph gives the same lists, however it was put together. An edge's id is made of its ends and
//! its kind, with a number that tells parallel edges apart: `Q22686|meets|Q15031|0`.

use crate::graph::{Edge, EventNode, Evidence, Graph, Node, NodeId, evidence_order, link_order};
use crate::resolve::EventDate;
use jiff::civil::Date;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// The nodes and edges of a graph, sorted.
pub(super) struct Listing<'g> {
    /// Sorted by id.
    pub nodes: Vec<&'g Node>,
    /// Sorted by source, target, kind and content.
    pub links: Vec<Link<'g>>,
    graph: &'g Graph,
}

/// An edge with its ends.
#[derive(Clone, Copy)]
pub(super) struct Link<'g> {
    pub source: &'g Node,
    pub target: &'g Node,
    pub edge: &'g Edge,
    /// Counts edges of the same ends and kind, from 0.
    parallel: usize,
}

/// What the graph knows of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Article<'g> {
    /// Who published it.
    pub source: Option<&'g str>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Its address.
    pub url: Option<&'g str>,
}

impl Link<'_> {
    /// The id of the edge, the same in every format.
    pub fn id(&self) -> String {
        format!("{}|{}|{}|{}", self.source.id.0, self.edge.kind.0, self.target.id.0, self.parallel)
    }

    fn order(&self, other: &Self) -> Ordering {
        let content = |link: &Self| serde_json::to_string(link.edge).unwrap_or_default();
        let here = link_order(&self.source.id, &self.target.id, self.edge);
        let there = link_order(&other.source.id, &other.target.id, other.edge);
        let by_ends = (&self.source.id, &self.target.id).cmp(&(&other.source.id, &other.target.id));
        // Edges of the library differ by now; others are told apart by what they hold.
        by_ends.then_with(|| here.cmp(&there)).then_with(|| content(self).cmp(&content(other)))
    }
}

impl<'g> Listing<'g> {
    /// Lists a graph.
    pub fn of(graph: &'g Graph) -> Self {
        let mut nodes: Vec<&Node> = graph.graph.node_weights().collect();
        nodes.sort_by(|one, two| one.id.cmp(&two.id));
        let node = |at| graph.graph.node_weight(at);
        let mut links: Vec<Link<'_>> = graph
            .graph
            .edge_references()
            .filter_map(|edge| {
                let (source, target) = (node(edge.source())?, node(edge.target())?);
                Some(Link { source, target, edge: edge.weight(), parallel: 0 })
            })
            .collect();
        links.sort_by(Link::order);
        number(&mut links);
        Self { nodes, links, graph }
    }

    /// The event's data, of an event that the graph has.
    pub fn event(&self, id: &NodeId) -> Option<&'g EventNode> {
        self.graph.graph.node_weight(*self.graph.index.get(id)?)?.event.as_ref()
    }

    /// The event that an edge joins with a party, place or policy area.
    pub fn event_of(&self, link: &Link<'g>) -> Option<&'g EventNode> {
        link.source.event.as_ref().or(link.target.event.as_ref()).filter(|_| link.edge.kind.is_of_event())
    }

    /// All quotes, each once, in canonical order: by article and span.
    pub fn quotes(&self) -> Vec<&'g Evidence> {
        let of_events = self.nodes.iter().filter_map(|node| node.event.as_ref()).flat_map(|event| &event.evidence);
        let of_edges = self.links.iter().flat_map(|link| &link.edge.evidence);
        let distinct: rustc_hash::FxHashSet<&Evidence> = of_events.chain(of_edges).collect();
        let mut quotes: Vec<&Evidence> = distinct.into_iter().collect();
        quotes.sort_by(|one, two| evidence_order(one).cmp(&evidence_order(two)));
        quotes
    }

    /// The articles by id, with what their quotes and reports say of them.
    pub fn articles(&self) -> BTreeMap<&'g str, Article<'g>> {
        let mut articles: BTreeMap<&str, Article<'_>> = BTreeMap::new();
        for quote in self.quotes() {
            let article = articles.entry(&quote.doc).or_default();
            article.source = article.source.or(quote.source.as_deref());
            article.date = article.date.or(quote.date);
            article.url = article.url.or(quote.url.as_deref());
        }
        for change in self.nodes.iter().filter_map(|node| node.event.as_ref()).flat_map(|event| &event.history) {
            let article = articles.entry(&change.doc).or_default();
            article.date = article.date.or(change.reported);
        }
        articles
    }

    /// The stretches of days, first and last, in which an edge holds: of ties the days of their events, of edges at events those
    /// of the event, sorted and without overlap. Standing relations have none: nobody says since when.
    pub fn days(&self, link: &Link<'g>) -> Vec<(Date, Date)> {
        let of_tie = link.edge.events.iter().filter_map(|id| self.event(id));
        merged(of_tie.chain(self.event_of(link)).filter_map(EventNode::days).collect())
    }
}

/// Numbers edges of the same ends and kind, which stand beside each other.
fn number(links: &mut [Link<'_>]) {
    let mut before: Option<(Link<'_>, usize)> = None;
    for link in links {
        let same = |one: &Link<'_>| {
            (&one.source.id, &one.target.id, &one.edge.kind) == (&link.source.id, &link.target.id, &link.edge.kind)
        };
        link.parallel = before.filter(|(one, _)| same(one)).map_or(0, |(_, number)| number + 1);
        before = Some((*link, link.parallel));
    }
}

/// Stretches of days, those that overlap made one.
fn merged(mut days: Vec<(Date, Date)>) -> Vec<(Date, Date)> {
    days.sort();
    let mut merged: Vec<(Date, Date)> = Vec::with_capacity(days.len());
    for (first, last) in days {
        match merged.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// The quote to show where there is room for one: of the given status, then the latest.
pub(super) fn leading(evidence: &[Evidence], status: Option<crate::vocabulary::Status>) -> Option<&Evidence> {
    evidence.iter().min_by_key(|quote| (status.is_some() && quote.status != status, Reverse(quote.date)))
}

/// Ids of the articles that the evidence comes from, each once, sorted.
pub(super) fn docs(evidence: &[Evidence]) -> Vec<&str> {
    let mut docs: Vec<&str> = evidence.iter().map(|quote| quote.doc.as_str()).collect();
    docs.sort_unstable();
    docs.dedup();
    docs
}

/// The date if it is one (ISO day, month or year): hand-made graphs may hold anything.
pub(super) fn iso(date: Option<&String>) -> Option<&str> {
    date.map(String::as_str).filter(|date| EventDate::parse(date).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_overlap_become_one() {
        let day = |day| jiff::civil::date(2026, 2, day);
        let days = vec![(day(9), day(9)), (day(1), day(4)), (day(3), day(6)), (day(9), day(9)), (day(7), day(7))];
        assert_eq!(merged(days), [(day(1), day(6)), (day(7), day(7)), (day(9), day(9))]);
    }
}
