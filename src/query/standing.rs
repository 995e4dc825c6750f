//! Who is most connected, and who connects the others.

use super::live;
use super::rows::{Named, StandingRow};
use crate::graph::{EdgeKind, Filter, Graph};
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many rows are given when the filter does not say.
const TOP: usize = 20;
/// Up to this many steps the brokers are computed exactly; beyond, from a sample of starting points.
const EXACT: usize = 200_000_000;
/// Starting points of a sample.
const SAMPLE: usize = 400;

/// What standing is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// With how many others somebody is tied.
    Connected,
    /// On how many shortest paths between others somebody lies (betweenness, Brandes 2001), as a share of all pairs.
    Broker,
}

/// The parties with the highest standing among the ties that the filter admits.
///
/// In large graphs brokers are estimated from shortest paths that begin at an evenly spaced sample of the parties
/// (Brandes and Pich 2007).
pub fn standing(graph: &Graph, by: Standing, filter: &Filter) -> Vec<StandingRow> {
    let mut filter = live(filter);
    let count = filter.top.take().unwrap_or(TOP);
    let view = filter.apply(graph);
    let neighbours = neighbours(&view);
    let shares = match by {
        Standing::Connected => None,
        Standing::Broker => Some(betweenness(&neighbours)),
    };
    let mut rows: Vec<StandingRow> = neighbours
        .iter()
        .filter_map(|(at, others)| {
            let share = shares.as_ref().map(|all| all.get(at).copied().unwrap_or(0.0));
            let node = view.graph.node_weight(*at)?;
            Some(StandingRow {
                who: Named::at(&view, *at)?,
                kind: node.kind,
                tied_with: others.len(),
                between: share.map(|share| (share * 1e6).round() / 1e6),
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        let rank = |row: &StandingRow| row.between.unwrap_or(row.tied_with as f64);
        rank(b).total_cmp(&rank(a)).then_with(|| a.who.id.cmp(&b.who.id))
    });
    rows.truncate(count);
    rows
}

/// Who is tied with whom, each party once.
fn neighbours(view: &Graph) -> BTreeMap<NodeIndex, BTreeSet<NodeIndex>> {
    let mut all: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> = BTreeMap::new();
    let ties = view.graph.edge_references().filter(|e| e.weight().is_tie());
    for edge in ties.filter(|e| e.weight().kind.as_str() != EdgeKind::COOPERATES_ON) {
        all.entry(edge.source()).or_default().insert(edge.target());
        all.entry(edge.target()).or_default().insert(edge.source());
    }
    all
}

/// The share of pairs of others on whose shortest paths each party lies.
fn betweenness(neighbours: &BTreeMap<NodeIndex, BTreeSet<NodeIndex>>) -> BTreeMap<NodeIndex, f64> {
    let nodes: Vec<NodeIndex> = neighbours.keys().copied().collect();
    let place: BTreeMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(i, at)| (*at, i)).collect();
    let links: Vec<Vec<usize>> =
        neighbours.values().map(|others| others.iter().filter_map(|at| place.get(at).copied()).collect()).collect();
    let edges: usize = links.iter().map(Vec::len).sum();
    let step = if nodes.len().saturating_mul(edges) <= EXACT { 1 } else { nodes.len().div_ceil(SAMPLE) };
    let starts: Vec<usize> = (0..nodes.len()).step_by(step.max(1)).collect();
    let mut sums = vec![0.0; nodes.len()];
    for start in &starts {
        add_dependencies(&links, *start, &mut sums);
    }
    let pairs = (nodes.len().saturating_sub(1) * nodes.len().saturating_sub(2)).max(1) as f64;
    let scale = nodes.len() as f64 / starts.len().max(1) as f64 / pairs;
    nodes.into_iter().zip(sums.into_iter().map(|sum: f64| sum * scale)).collect()
}

/// Adds what paths from `start` depend on each node, by one breadth-first search and the way back (Brandes 2001).
fn add_dependencies(links: &[Vec<usize>], start: usize, sums: &mut [f64]) {
    let mut distance = vec![usize::MAX; links.len()];
    let mut paths = vec![0.0_f64; links.len()];
    let mut order = Vec::new();
    let mut open = VecDeque::from([start]);
    distance[start] = 0;
    paths[start] = 1.0;
    while let Some(at) = open.pop_front() {
        order.push(at);
        for next in &links[at] {
            if distance[*next] == usize::MAX {
                distance[*next] = distance[at] + 1;
                open.push_back(*next);
            }
            if distance[*next] == distance[at] + 1 {
                paths[*next] += paths[at];
            }
        }
    }
    let mut dependency = vec![0.0_f64; links.len()];
    for at in order.into_iter().rev() {
        for before in links[at].iter().filter(|before| distance[**before] + 1 == distance[at]) {
            dependency[*before] += paths[*before] / paths[at] * (1.0 + dependency[at]);
        }
        if at != start {
            sums[at] += dependency[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_between_all_others_has_all_paths() {
        // 0 - 1 - 2 and 1 - 3: every path between two of the others leads over 1.
        let links = [vec![1], vec![0, 2, 3], vec![1], vec![1]];
        let mut sums = vec![0.0; 4];
        (0..4).for_each(|start| add_dependencies(&links, start, &mut sums));
        assert_eq!(sums, [0.0, 6.0, 0.0, 0.0]);
    }

    #[test]
    fn equal_paths_share() {
        // A square: between opposite corners two paths each.
        let links = [vec![1, 3], vec![0, 2], vec![1, 3], vec![0, 2]];
        let mut sums = vec![0.0; 4];
        (0..4).for_each(|start| add_dependencies(&links, start, &mut sums));
        assert_eq!(sums, [1.0; 4]);
    }
}
