//! The strongest ties of a graph.

use super::live;
use super::rows::{Named, Quote, TieRow};
use crate::graph::{Edge, EdgeKind, Filter, Graph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};

/// How many ties are given when the filter does not say.
pub const TOP: usize = 20;

/// The strongest ties between parties, strongest first: by independent sources, then confidence, then id.
pub fn top(graph: &Graph, filter: &Filter) -> Vec<TieRow> {
    let mut filter = live(filter);
    let count = *filter.top.get_or_insert(TOP);
    let view = filter.apply(graph);
    let mut rows: Vec<TieRow> = view
        .graph
        .edge_references()
        .filter(|e| e.weight().is_tie() && e.weight().kind.as_str() != EdgeKind::COOPERATES_ON)
        .filter_map(|e| Some(row(Named::at(&view, e.source())?, e.weight(), Named::at(&view, e.target())?)))
        .collect();
    rows.sort_by(|a, b| {
        b.sources
            .cmp(&a.sources)
            .then_with(|| b.confidence.total_cmp(&a.confidence))
            .then_with(|| (&a.source.id, &a.target.id, &a.tie).cmp(&(&b.source.id, &b.target.id, &b.tie)))
    });
    rows.truncate(count);
    rows
}

fn row(source: Named, tie: &Edge, target: Named) -> TieRow {
    TieRow {
        source,
        tie: tie.kind.0.clone(),
        target,
        status: tie.status,
        sources: tie.sources,
        articles: tie.articles,
        confidence: tie.confidence,
        first: tie.first.clone(),
        last: tie.last.clone(),
        events: tie.events.iter().map(|id| id.0.clone()).collect(),
        evidence: Quote::all(&tie.evidence, tie.status),
    }
}
