//! Evidence weighed: how many articles, how many independent sources, how sure all together.

use super::model::Evidence;
use crate::fingerprint::Fingerprint;
use crate::resolve::fold;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What a body of evidence amounts to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Number of articles.
    pub articles: u32,
    /// Number of independent sources.
    pub sources: u32,
    /// How sure all together, 0 to 1.
    pub confidence: f32,
}

/// Weighs evidence, given with the confidence of each piece.
///
/// Articles of one publisher count as one source, and so do articles that carry the same sentence or are copies by their
/// fingerprints, as an agency's report in many papers; an article without a named publisher is a source of its own. The confidence is the chance that
/// not all sources err (noisy-or over each source's surest claim).
pub fn weigh<'a>(evidence: impl IntoIterator<Item = (&'a Evidence, f32)>) -> Weight {
    let evidence: Vec<_> = evidence.into_iter().collect();
    if let [(_, confidence)] = evidence[..] {
        return Weight { articles: 1, sources: 1, confidence: any_of([confidence]) };
    }
    let mut groups = Groups::new(evidence.len());
    let mut first: FxHashMap<(u8, String), usize> = FxHashMap::default();
    for (i, (e, _)) in evidence.iter().enumerate() {
        let publisher = e.source.as_deref().map(fold).filter(|s| !s.is_empty());
        let by = publisher.map_or_else(|| (0, e.doc.clone()), |source| (1, source));
        for handle in [by, (2, fold(&e.quote))] {
            let j = *first.entry(handle).or_insert(i);
            groups.join(i, j);
        }
    }
    join_copies(&evidence, &mut groups);
    let mut surest: BTreeMap<usize, f32> = BTreeMap::new();
    for (i, (_, confidence)) in evidence.iter().enumerate() {
        let best = surest.entry(groups.root(i)).or_default();
        *best = best.max(*confidence);
    }
    Weight {
        articles: count(evidence.iter().map(|(e, _)| e.doc.as_str()).collect::<BTreeSet<_>>().len()),
        sources: count(surest.len()),
        confidence: any_of(surest.into_values()),
    }
}

/// Joins articles whose fingerprints resemble one another. Each is held against the first that shares a part with it, not
/// against all, so that many copies take no more time than many others.
fn join_copies(evidence: &[(&Evidence, f32)], groups: &mut Groups) {
    let mut first: FxHashMap<(usize, [u8; 2]), (usize, Fingerprint)> = FxHashMap::default();
    for (i, (e, _)) in evidence.iter().enumerate() {
        let Some(mine) = e.fingerprint else { continue };
        for band in mine.bands() {
            let (j, theirs) = *first.entry(band).or_insert((i, mine));
            if mine.resembles(&theirs) {
                groups.join(i, j);
            }
        }
    }
}

/// The chance that at least one of independent statements holds, rounded to thousandths and never certain.
pub(super) fn any_of(confidences: impl IntoIterator<Item = f32>) -> f32 {
    let doubt: f64 = confidences.into_iter().map(|c| 1.0 - f64::from(c.clamp(0.0, 1.0))).product();
    round((1.0 - doubt).min(0.99))
}

/// Brings evidence into its canonical order, by article and span, and drops repetitions.
pub(super) fn sort(evidence: &mut Vec<Evidence>) {
    evidence.sort_by(|a, b| order(a).cmp(&order(b)));
    evidence.dedup();
}

/// What evidence is sorted by.
pub(crate) fn order(e: &Evidence) -> impl Ord + '_ {
    (&e.doc, e.span, &e.quote, &e.trigger, &e.pattern, &e.claimed_by, e.status, &e.source, e.date, &e.url)
}

/// To thousandths, so that the figure reads well and does not hang on the last bit.
fn round(x: f64) -> f32 {
    ((x * 1000.0).round() / 1000.0) as f32
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Sets that grow together (union by smallest member, paths halved).
struct Groups(Vec<usize>);

impl Groups {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(doc: &str, source: Option<&str>, quote: &str) -> Evidence {
        Evidence {
            doc: doc.into(),
            source: source.map(Into::into),
            date: None,
            url: None,
            fingerprint: None,
            span: None,
            quote: quote.into(),
            trigger: None,
            pattern: None,
            claimed_by: None,
            status: None,
        }
    }

    #[test]
    fn wire_copies_and_one_publisher_count_once() {
        let evidence = [
            said("a", Some("Agency"), "They met."),
            said("b", Some("Gazette"), "They met!"),
            said("c", Some("agency"), "The two have met before."),
            said("d", None, "He received her."),
        ];
        let weight = weigh(evidence.iter().map(|e| (e, 0.7)));
        assert_eq!(weight, Weight { articles: 4, sources: 2, confidence: 0.91 });
    }

    #[test]
    fn copies_under_other_names_count_once_whatever_sentence_they_quote() {
        let text = |tail: &str| {
            let words: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
            Fingerprint::of(&format!("{} {tail}", words.join(" ")))
        };
        let other = Fingerprint::of(&(0..60).map(|n| format!("other{n} ")).collect::<String>());
        let evidence = [
            Evidence { fingerprint: text(""), ..said("a", Some("Gazette"), "They met.") },
            Evidence { fingerprint: other, ..said("b", Some("Herald"), "He received her.") },
            Evidence { fingerprint: text("and more of it"), ..said("c", Some("Courier"), "They spoke.") },
        ];
        let weight = weigh(evidence.iter().map(|e| (e, 0.7)));
        assert_eq!(weight, Weight { articles: 3, sources: 2, confidence: 0.91 });
    }

    #[test]
    fn no_number_of_sources_makes_certain() {
        assert_eq!(any_of([1.0]), 0.99);
        assert_eq!(any_of([0.0, 0.0]), 0.0);
        assert_eq!(any_of([0.7]), 0.7);
    }
}
