//! Sentences by their words.

use super::live;
use super::rows::{FoundRow, Quote};
use crate::graph::{Edge, Evidence, Filter, Graph, NodeId};
use crate::resolve::fold;
use petgraph::stable_graph::EdgeReference;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use std::collections::BTreeSet;

/// How many sentences are given when the filter does not say.
pub const SENTENCES: usize = 50;

/// The sentences that hold all the words, case and accents aside, latest report first; a word may end in `*`. Each is
/// given with an event that it speaks of, where there is one.
pub fn search(graph: &Graph, words: &str, filter: &Filter) -> Vec<FoundRow> {
    let wanted = Words::of(words);
    found(graph, |evidence| wanted.are_in(&evidence.quote), filter)
}

/// The same of sentences that were found by other means, as (article, sentence).
pub fn sentences(graph: &Graph, wanted: &BTreeSet<(String, String)>, filter: &Filter) -> Vec<FoundRow> {
    found(graph, |evidence| wanted.contains(&(evidence.doc.clone(), evidence.quote.clone())), filter)
}

fn found(graph: &Graph, fits: impl Fn(&Evidence) -> bool, filter: &Filter) -> Vec<FoundRow> {
    let mut filter = live(filter);
    let count = filter.top.take().unwrap_or(SENTENCES);
    let mut seen = BTreeSet::new();
    let mut rows: Vec<FoundRow> = Vec::new();
    let mut add = |evidence: &Evidence, event: Option<(&str, &str)>| {
        if fits(evidence) && seen.insert((evidence.doc.clone(), evidence.quote.clone())) {
            let (event, name) = event.map(|(id, name)| (id.to_owned(), name.to_owned())).unzip();
            rows.push(FoundRow { event, name, quote: Quote::of(evidence) });
        }
    };
    for node in filter.events(graph).into_iter().filter_map(|at| graph.graph.node_weight(at)) {
        for evidence in node.event.iter().flat_map(|event| &event.evidence) {
            add(evidence, Some((&node.id.0, &node.name)));
        }
    }
    for edge in graph.graph.edge_references().filter(|edge| states(graph, edge, &filter)) {
        let in_time = |evidence: &&Evidence| {
            filter.since.is_none_or(|since| evidence.date.is_some_and(|day| day >= since))
                && filter.until.is_none_or(|until| evidence.date.is_some_and(|day| day <= until))
        };
        edge.weight().evidence.iter().filter(in_time).for_each(|evidence| add(evidence, None));
    }
    rows.sort_by(|a, b| {
        let place = |row: &FoundRow| (row.quote.doc.clone(), row.quote.quote.clone());
        b.quote.reported.cmp(&a.quote.reported).then_with(|| place(a).cmp(&place(b)))
    });
    rows.truncate(count);
    rows
}

/// Whether the edge is a standing relation that the filter admits.
fn states(graph: &Graph, edge: &EdgeReference<'_, Edge>, filter: &Filter) -> bool {
    let relation = edge.weight();
    let is = |id: &NodeId| [edge.source(), edge.target()].iter().any(|end| graph.index.get(id) == Some(end));
    relation.kind.is_standing()
        && (filter.kinds.is_empty()
            || filter.kinds.iter().any(|kind| kind.eq_ignore_ascii_case(relation.kind.as_str())))
        && filter.min_confidence.is_none_or(|least| relation.confidence >= least)
        && filter.about.is_empty()
        && filter.only.is_none()
        && filter.around.as_ref().is_none_or(is)
}

/// Words that a sentence must hold.
struct Words(Vec<(String, bool)>);

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Vec::new();
        for written in text.split_whitespace() {
            // "US-led" is two words, as in the sentences.
            let folded = fold(written);
            words.extend(folded.split(' ').filter(|word| !word.is_empty()).map(|word| (word.to_owned(), false)));
            if let Some((_, open)) = words.last_mut() {
                *open |= written.ends_with('*');
            }
        }
        Self(words)
    }

    /// Whether the sentence holds them all; nothing holds no words.
    fn are_in(&self, sentence: &str) -> bool {
        let folded = fold(sentence);
        let holds = |(word, open): &(String, bool)| {
            folded.split(' ').any(|own| own == word || *open && own.starts_with(word.as_str()))
        };
        !self.0.is_empty() && self.0.iter().all(holds)
    }
}
