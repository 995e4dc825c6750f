//! Scores of name tags → spans: the best sequence of tags in which every name that begins also ends.
//!
//! Tags are `O` and, for each kind, `B` (first), `I` (inside), `E` (last) and `S` (single word).
//!
//! Input: a row of scores a word. Output: [`NameSpan`]s with the mean probability of their tags.

use super::analysis::{NameKind, NameSpan};
use super::kernels::exp;

/// Number of tags: `O` and four a kind.
pub(super) const TAGS: usize = 1 + 4 * NameKind::ALL.len();

/// The tags' names in the order of the scores.
pub(super) fn tag_names() -> impl Iterator<Item = String> {
    let kinds = NameKind::ALL.iter().flat_map(|kind| ["B", "I", "E", "S"].map(|place| format!("{place}-{kind}")));
    std::iter::once("O".to_owned()).chain(kinds)
}

const BEGIN: usize = 0;
const INSIDE: usize = 1;
const END: usize = 2;
const SINGLE: usize = 3;

/// Kind and place of a tag; `None` for `O`.
fn parts(tag: usize) -> Option<(usize, usize)> {
    let tag = tag.checked_sub(1)?;
    Some((tag / 4, tag % 4))
}

/// Whether `tag` may stand after `previous`; `O` also stands for both ends of the sentence.
fn may_follow(previous: usize, tag: usize) -> bool {
    let open = parts(previous).filter(|(_, place)| matches!(*place, BEGIN | INSIDE)).map(|(kind, _)| kind);
    let continues = parts(tag).filter(|(_, place)| matches!(*place, INSIDE | END)).map(|(kind, _)| kind);
    open == continues
}

/// Finds the names of a sentence of `words` words; row `i` of the scores begins at `i * stride`.
pub(super) fn decode(scores: &[f32], words: usize, stride: usize) -> Vec<NameSpan> {
    let rows: Vec<&[f32]> = (0..words).map(|word| &scores[word * stride..][..TAGS]).collect();
    // Most sentences have long stretches without names: a sentence without any needs no search.
    if rows.iter().all(|row| row[1..].iter().all(|score| *score < row[0])) {
        return Vec::new();
    }
    spans(&best_tags(&rows), &rows)
}

/// Viterbi's algorithm over the permitted pairs of tags.
fn best_tags(rows: &[&[f32]]) -> Vec<usize> {
    let mut best = [f32::NEG_INFINITY; TAGS];
    best[0] = 0.0;
    let mut pointers = Vec::with_capacity(rows.len());
    for row in rows {
        let mut next = [f32::NEG_INFINITY; TAGS];
        let mut from = [0; TAGS];
        // Closed tags (O, E, S) are all followed by the same tags: only the best of them matters.
        let closed = best_of(&best, |tag| !parts(tag).is_some_and(|(_, place)| matches!(place, BEGIN | INSIDE)));
        for tag in 0..TAGS {
            let previous = match parts(tag) {
                Some((kind, INSIDE | END)) => {
                    let (begin, inside) = (1 + 4 * kind + BEGIN, 1 + 4 * kind + INSIDE);
                    if best[inside] > best[begin] { inside } else { begin }
                }
                _ => closed,
            };
            debug_assert!(may_follow(previous, tag));
            from[tag] = previous;
            next[tag] = best[previous] + row[tag];
        }
        pointers.push(from);
        best = next;
    }
    let mut tag = best_of(&best, |tag| may_follow(tag, 0));
    let mut tags = Vec::with_capacity(rows.len());
    for from in pointers.iter().rev() {
        tags.push(tag);
        tag = from[tag];
    }
    tags.reverse();
    tags
}

fn best_of(best: &[f32; TAGS], permitted: impl Fn(usize) -> bool) -> usize {
    (0..TAGS).filter(|tag| permitted(*tag)).fold(0, |so_far, tag| if best[tag] > best[so_far] { tag } else { so_far })
}

fn spans(tags: &[usize], rows: &[&[f32]]) -> Vec<NameSpan> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, &tag) in tags.iter().enumerate() {
        let Some((kind, place)) = parts(tag) else { continue };
        if matches!(place, BEGIN | SINGLE) {
            start = at;
        }
        if matches!(place, END | SINGLE) {
            let probabilities = (start..=at).map(|word| probability(rows[word], tags[word]));
            let score = probabilities.sum::<f32>() / (at + 1 - start) as f32;
            spans.push(NameSpan { start, end: at + 1, kind: NameKind::ALL[kind], score });
        }
    }
    spans
}

fn probability(row: &[f32], tag: usize) -> f32 {
    let total: f32 = row.iter().map(|score| exp(score - row[tag])).sum();
    1.0 / total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(best: &[&str]) -> Vec<f32> {
        let tags: Vec<String> = tag_names().collect();
        best.iter().flat_map(|best| tags.iter().map(move |tag| if tag == best { 5.0 } else { 0.0 })).collect()
    }

    fn found(best: &[&str]) -> Vec<(usize, usize, NameKind)> {
        decode(&scores(best), best.len(), TAGS).iter().map(|span| (span.start, span.end, span.kind)).collect()
    }

    #[test]
    fn names_are_spans_of_one_kind() {
        assert_eq!(found(&["O", "B-PER", "E-PER", "S-LOC"]), [(1, 3, NameKind::Person), (3, 4, NameKind::Location)]);
        assert_eq!(found(&["O", "O"]), []);
        assert_eq!(decode(&[], 0, TAGS), []);
    }

    #[test]
    fn broken_sequences_are_mended() {
        for broken in [["B-PER", "O"], ["I-ORG", "O"], ["O", "B-LOC"], ["B-PER", "E-ORG"]] {
            for (start, end, _) in found(&broken) {
                assert!(start < end && end <= 2);
            }
        }
        assert!(decode(&[f32::NAN; TAGS], 1, TAGS).len() <= 1);
    }

    #[test]
    fn scores_are_probabilities() {
        let spans = decode(&scores(&["S-NORP"]), 1, TAGS);
        assert!((spans[0].score - 0.88).abs() < 0.01);
    }
}
