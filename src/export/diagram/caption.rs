//! What stands below the headline: how much of the graph a picture shows, what it leaves out, and of which time it is.

use super::choice::Choice;
use super::overview::{Overview, STRONGEST};
use super::wording;
use crate::count::{counted, grouped};
use crate::graph::Graph;
use petgraph::stable_graph::EdgeIndex;

/// "40 of 132 meetings and ties, strongest first · March 2026 – 4 May 2026".
pub(super) fn detailed(graph: &Graph, choice: &Choice) -> Vec<String> {
    let (shown, all) = (choice.units.len(), choice.all);
    let amount = match shown {
        _ if shown < all => format!("{} of {} meetings and ties, strongest first", grouped(shown), grouped(all)),
        1 => "1 meeting or tie".to_owned(),
        _ => format!("{} meetings and ties", grouped(shown)),
    };
    vec![amount + &range(graph, choice.edges())]
}

/// "Overview: 300 of 2,614 ties between two parties, strongest first · …"; then what a line is; then what is left out.
pub(super) fn overview(graph: &Graph, overview: &Overview) -> Vec<String> {
    let (shown, all) = (overview.bundles.len(), overview.all);
    let amount = if shown < all { format!("{} of {}", grouped(shown), grouped(all)) } else { grouped(shown) };
    let edges = overview.bundles.iter().flat_map(|bundle| bundle.tie.edges.iter().copied());
    let amount = format!("Overview: {amount} ties between two parties, strongest first{}", range(graph, edges));
    let line = "A line stands for all meetings and acts of its colour between the two, drawn as the most real of them; \
                where there is room, it has their number";
    vec![amount, line.to_owned(), format!("Left out: {}", left_out(overview).join(", "))]
}

/// What an overview leaves out beside the weakest ties.
fn left_out(overview: &Overview) -> Vec<String> {
    let passed = (overview.passed > 0).then(|| {
        format!("{} between parties that both have {STRONGEST} stronger ones", counted(overview.passed, "tie"))
    });
    let areas = overview.without_areas.then(|| "policy areas".to_owned());
    let always = ["ties within a country", "memberships and alliances"].map(str::to_owned);
    passed.into_iter().chain(areas).chain(always).collect()
}

/// Of which time the edges are: " · March 2026 – 4 May 2026"; nothing where none is dated.
fn range(graph: &Graph, edges: impl Iterator<Item = EdgeIndex> + Clone) -> String {
    let first = edges.clone().filter_map(|edge| graph.graph[edge].first.as_deref()).min();
    let last = edges.filter_map(|edge| graph.graph[edge].last.as_deref()).max();
    let (Some(first), Some(last)) = (first, last) else { return String::new() };
    let (first, last) = (wording::date(first), wording::date(last));
    if first == last { format!(" · {first}") } else { format!(" · {first} – {last}") }
}
