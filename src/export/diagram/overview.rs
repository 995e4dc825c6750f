//! What a picture of hundreds of ties shows: one line for all that two parties have to do with each other in one tone,
//! and of each party only its strongest lines.
//!
//! [`Graph`] → [`Overview`]. Drawn one by one, hundreds of meetings and ties are a thicket. Here a meeting is no shape:
//! it counts among the ties between its parties. The lines that stay are the backbone of the graph: each is among the
//! [`STRONGEST`] of at least one of its ends, so parties at the edge keep what binds them and the midst is thinned out.

use super::choice::{self, Tie};
use super::homes;
use super::palette::Tone;
use crate::graph::{Graph, NodeId, NodeKind};
use crate::vocabulary::Status;
use petgraph::stable_graph::NodeIndex;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many lines each party keeps, whatever the strength of the lines of others.
pub(super) const STRONGEST: usize = 3;

/// The lines of an overview and what it leaves out.
#[derive(Debug, Default)]
pub(super) struct Overview {
    /// Strongest first.
    pub bundles: Vec<Bundle>,
    /// How many bundles there are.
    pub all: usize,
    /// How many were passed over because both their parties have [`STRONGEST`] stronger ones, although weaker ones are
    /// shown.
    pub passed: usize,
    /// Whether ties to policy areas are left out.
    pub without_areas: bool,
}

/// All ties of one tone between two parties, in either direction; those that were called off or denied apart.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The ties as one: the most real of their statuses, mutual if they lead both ways.
    pub tie: Tie,
    /// Number of distinct meetings and acts behind them.
    pub events: usize,
    /// Number of distinct articles behind them.
    pub articles: usize,
    /// Number of distinct publishers of those.
    sources: usize,
}

/// Which bundle a tie belongs to: its parties, the lesser id first, its tone, and whether it was called off or denied.
type Key<'g> = (&'g NodeId, &'g NodeId, Tone, bool);

/// Chooses the `top` strongest bundles of the backbone. Ties between people and bodies of one country are none: its
/// group shows that they belong together.
pub(super) fn choose(graph: &Graph, top: usize) -> Overview {
    let is_area = |bundle: &Bundle| graph.graph[bundle.tie.to].kind == NodeKind::PolicyArea;
    let (areas, parties): (Vec<Bundle>, Vec<Bundle>) = bundles(graph).into_iter().partition(is_area);
    let without_areas = !parties.is_empty() && !areas.is_empty();
    let mut bundles = if parties.is_empty() { areas } else { parties };
    rank(graph, &mut bundles);
    let all = bundles.len();
    let (bundles, passed) = backbone(bundles, top);
    Overview { bundles, all, passed, without_areas }
}

/// All ties, gathered into bundles.
fn bundles(graph: &Graph) -> Vec<Bundle> {
    let mut gathered: BTreeMap<Key<'_>, Vec<Tie>> = BTreeMap::new();
    for tie in choice::ties(graph, &BTreeSet::new()) {
        if homes::group(graph, tie.from) == homes::group(graph, tie.to) {
            continue;
        }
        let (from, to) = (&graph.graph[tie.from].id, &graph.graph[tie.to].id);
        let off = tie.status.is_some_and(Status::is_void);
        gathered.entry((from.min(to), from.max(to), tie.tone, off)).or_default().push(tie);
    }
    gathered.into_values().filter_map(|ties| bundle(graph, ties)).collect()
}

/// Several ties between two parties as one; none of none.
fn bundle(graph: &Graph, ties: Vec<Tie>) -> Option<Bundle> {
    let both_ways = ties.iter().any(|tie| tie.mutual || tie.from != ties[0].from);
    // From most to least real.
    let status = ties.iter().filter_map(|tie| tie.status).min();
    let mut ties = ties.into_iter();
    let mut tie = ties.next()?;
    tie.edges.extend(ties.flat_map(|other| other.edges));
    tie.edges.sort_by_cached_key(|&edge| choice::order(&graph.graph[edge]));
    (tie.mutual, tie.status) = (both_ways, status);
    let edges = || tie.edges.iter().map(|&edge| &graph.graph[edge]);
    let evidence = || edges().flat_map(|edge| &edge.evidence);
    let events = edges().flat_map(|edge| &edge.events).collect::<BTreeSet<_>>().len();
    let articles = evidence().map(|evidence| evidence.doc.as_str()).collect::<BTreeSet<_>>().len();
    let sources = evidence().filter_map(|evidence| evidence.source.as_deref()).collect::<BTreeSet<_>>().len();
    Some(Bundle { tie, events, articles, sources })
}

/// The order of bundles: many articles, then many sources, then parties with many bundles (or a picture of equals would
/// fall into pieces), then the more real, then by id.
fn rank(graph: &Graph, bundles: &mut [Bundle]) {
    let mut degrees: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for bundle in bundles.iter() {
        bundle.parties().into_iter().for_each(|party| *degrees.entry(party).or_default() += 1);
    }
    bundles.sort_by_cached_key(|bundle| {
        let prominence: usize = bundle.parties().iter().filter_map(|party| degrees.get(party)).sum();
        let ids = bundle.parties().map(|party| graph.graph[party].id.clone());
        let strength = (Reverse(bundle.articles), Reverse(bundle.sources), Reverse(prominence));
        (strength, bundle.tie.status, ids, bundle.tie.tone)
    });
}

/// The first `top` of ranked bundles of which each is among the [`STRONGEST`] of one of its parties; and how many
/// before the last of them are not.
fn backbone(bundles: Vec<Bundle>, top: usize) -> (Vec<Bundle>, usize) {
    let mut ranks: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    let (mut kept, mut passed) = (Vec::new(), 0);
    for bundle in bundles {
        if kept.len() == top {
            break;
        }
        let mut strong = false;
        for party in bundle.parties() {
            let rank = ranks.entry(party).or_default();
            strong |= *rank < STRONGEST;
            *rank += 1;
        }
        if strong { kept.push(bundle) } else { passed += 1 }
    }
    (kept, passed)
}

impl Bundle {
    fn parties(&self) -> [NodeIndex; 2] {
        [self.tie.from, self.tie.to]
    }
}

/// The number of articles from which on a line is drawn in full colour: the average of the lines shown. A few strong
/// lines raise it above most of the others, which recede.
pub(super) fn average(bundles: &[Bundle]) -> usize {
    let sum: usize = bundles.iter().map(|bundle| bundle.articles).sum();
    sum.div_ceil(bundles.len().max(1))
}
