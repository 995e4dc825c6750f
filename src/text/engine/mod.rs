//! The analysis engine: words of sentences → part-of-speech tags, features, dependency trees and names.
//!
//! One small network, trained by `trainer/` on open treebanks and embedded in the program, gives all of it in one
//! pass. Words follow the English Universal Dependencies (`do` `n't`, `U.S.` `-` `Colombia`). The result for a
//! sentence depends on nothing but its words: not on the other sentences, nor on their order.
//!
//! Input: sentences as slices of words. Output: one [`Analysis`] a sentence.
//!
//! ```
//! use summitry::text::engine::{Engine, Upos};
//!
//! let analyses = Engine::embedded().analyze(&[&["Macron", "met", "Sánchez", "in", "Paris", "."]]);
//! let met = analyses[0].words[1];
//! assert_eq!((met.upos, met.head, met.deprel), (Upos::Verb, None, "root"));
//! assert_eq!(analyses[0].words[0].deprel, "nsubj");
//! assert_eq!(analyses[0].names.len(), 3);
//! ```
//!
//! From there: `container` reads the model file, `features` turns words into numbers, `batch` groups sentences,
//! `network` encodes, `heads` predicts (with `tree` and `names`), `kernels` multiplies.

mod analysis;
mod batch;
pub(crate) mod container;
mod features;
mod heads;
mod kernels;
mod names;
mod network;
mod scratch;
mod tree;

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::LazyLock;

pub use analysis::{Analysis, AnalyzedWord, Feats, NameKind, NameSpan, UnknownUpos, Upos};

use crate::error::Result;
use batch::{Batch, Piece};
use container::Container;
use features::Features;
use heads::Heads;
use network::Network;

/// The model that `python -m trainer` wrote; its card lies beside it.
static MODEL: &[u8] = include_bytes!("../../../data/models/english.bin");

static EMBEDDED: LazyLock<Engine> =
    LazyLock::new(|| Engine::from_bytes(MODEL).expect("the embedded model is intact: a test loads it"));

thread_local! {
    static WORK: RefCell<(network::Work, heads::Work)> = RefCell::default();
}

/// The relation by which later parts of an overlong sentence hang on its first one.
const CONTINUATION: &str = "parataxis";

/// A loaded model.
#[derive(Debug)]
pub struct Engine {
    features: Features<'static>,
    network: Network<'static>,
    heads: Heads,
}

impl Engine {
    /// The engine with the embedded model, loaded at the first call.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// An engine with another model of the same format.
    ///
    /// # Errors
    /// The bytes are no model file of this version, are damaged, or their parts do not fit together.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self> {
        let container = Container::read(bytes)?;
        let network = Network::read(&container)?;
        let heads = Heads::read(&container, network.outputs())?;
        let features = Features::read(&container)?;
        Ok(Self { features, network, heads })
    }

    /// Analyzes sentences, each a slice of words; sentences of any length, also empty ones.
    ///
    /// Sentences of more than 256 words are analyzed in parts; the roots of the later parts then hang on the first
    /// one's as `parataxis`.
    pub fn analyze(&self, sentences: &[&[&str]]) -> Vec<Analysis> {
        let mut found: Vec<(Piece, Analysis)> = Vec::new();
        for batch in batch::batches(sentences) {
            let analyses = self.analyze_batch(&batch, sentences);
            found.extend(batch.pieces.into_iter().zip(analyses));
        }
        found.sort_by_key(|(piece, _)| (piece.sentence, piece.first));
        let mut analyses = vec![Analysis::default(); sentences.len()];
        for (piece, analysis) in found {
            append(&mut analyses[piece.sentence], analysis);
        }
        analyses
    }
    fn analyze_batch(&self, batch: &Batch, sentences: &[&[&str]]) -> Vec<Analysis> {
        let words = batch.pieces.iter().flat_map(|piece| &sentences[piece.sentence][piece.first..][..piece.words]);
        let (mut known, mut rows) = (FxHashMap::default(), Vec::new());
        let which: Vec<usize> = words
            .map(|word| {
                *known.entry(*word).or_insert_with(|| {
                    rows.push(self.features.rows(word));
                    rows.len() - 1
                })
            })
            .collect();
        WORK.with_borrow_mut(|(of_network, of_heads)| {
            let encoded = self.network.encode(batch, &rows, &which, of_network);
            self.heads.analyze(batch, encoded, self.network.outputs(), of_heads)
        })
    }
}

/// Puts the analysis of the next part of a sentence behind that of the parts before.
fn append(whole: &mut Analysis, part: Analysis) {
    let shift = whole.words.len();
    let first_root = whole.words.iter().position(|word| word.head.is_none());
    whole.words.extend(part.words.into_iter().map(|word| match (word.head, first_root) {
        (None, Some(root)) => AnalyzedWord { head: Some(root), deprel: CONTINUATION, ..word },
        (head, _) => AnalyzedWord { head: head.map(|head| head + shift), ..word },
    }));
    whole.names.extend(part.names.into_iter().map(|name| NameSpan {
        start: name.start + shift,
        end: name.end + shift,
        ..name
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::conllu;

    #[test]
    fn odd_input_is_analyzed_all_the_same() {
        let long = vec!["a,b\u{0}"; 3000];
        let sentences: [&[&str]; 5] = [&[], &[""], &["\u{fffd}\u{200d}", "𝔘"], &long, &["''"]];
        let analyses = Engine::embedded().analyze(&sentences);
        for (words, analysis) in sentences.iter().zip(&analyses) {
            assert_eq!(words.len(), analysis.words.len());
            let roots = analysis.words.iter().filter(|word| word.head.is_none()).count();
            assert_eq!(roots, usize::from(!words.is_empty()));
        }
        assert!(Engine::embedded().analyze(&[]).is_empty());
    }

    /// The trainer wrote what its network says about these sentences (`trainer/fixture.py`).
    #[test]
    fn equals_the_trainer() {
        let expected = include_str!("../../../tests/fixtures/engine/expected.conllu");
        let expected = conllu::parse(expected, "expected.conllu").unwrap();
        let words: Vec<Vec<&str>> = expected.iter().map(|s| s.words().map(|row| row.form.as_str()).collect()).collect();
        let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        for (expected, analysis) in expected.iter().zip(Engine::embedded().analyze(&slices)) {
            let mut found = expected.clone();
            found.rows.iter_mut().for_each(|row| "_".clone_into(&mut row.misc));
            found.annotate(&analysis);
            assert_eq!(found.to_string(), expected.to_string());
        }
    }

    #[test]
    fn company_changes_nothing() {
        let sentences: [&[&str]; 4] =
            [&["He", "left", "."], &["Petro", "meets", "Trump", "in", "Washington"], &["Yes"], &["He", "left", "."]];
        let together = Engine::embedded().analyze(&sentences);
        for (sentence, analysis) in sentences.iter().zip(&together) {
            assert_eq!(&Engine::embedded().analyze(&[sentence])[0], analysis);
        }
    }

    #[test]
    fn damaged_models_are_refused() {
        for cut in [0, 10, 24, 5000, MODEL.len() - 1] {
            assert!(Engine::from_bytes(&MODEL[..cut]).is_err());
        }
    }
}
