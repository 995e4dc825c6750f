//! Lemmas: a word and its Penn tag → its dictionary form.
//!
//! The table of endings and exceptions in `data/models/lemmas.tsv` was learned from the treebanks by
//! `trainer/lemmas.py`: the longest ending with a rule decides, a whole word above all.
//!
//! ```
//! use summitry::text::Lemmatizer;
//!
//! let lemmatizer = Lemmatizer::embedded();
//! assert_eq!(lemmatizer.lemma("met", "VBD"), "meet");
//! assert_eq!(lemmatizer.lemma("Talks", "NNS"), "talk");
//! assert_eq!(lemmatizer.lemma("Netherlands", "NNP"), "Netherlands");
//! ```

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::error::{Problem, Result};

static TABLE: &str = include_str!("../../data/models/lemmas.tsv");

static EMBEDDED: LazyLock<Lemmatizer> =
    LazyLock::new(|| Lemmatizer::parse(TABLE).expect("the embedded table is intact: a test reads it"));

/// Endings longer than this, in characters, have no rules of their own.
const LONGEST: usize = 6;

/// Rules by tag and ending.
#[derive(Debug)]
pub struct Lemmatizer {
    tags: FxHashMap<&'static str, Rules>,
}

#[derive(Debug, Default)]
struct Rules {
    words: FxHashMap<&'static str, Rule>,
    endings: FxHashMap<&'static str, Rule>,
}

/// What becomes of a word: characters cut off its end, and what is put there.
#[derive(Debug, Clone, Copy)]
struct Rule {
    cut: usize,
    add: &'static str,
}

impl Lemmatizer {
    /// The lemmatizer with the embedded table.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a table: lines of tag, ending (`^word` for a whole word), characters to cut, string to add, parted by tabs.
    ///
    /// # Errors
    /// A line without four columns or whose third is no number.
    pub fn parse(table: &'static str) -> Result<Self> {
        let mut tags: FxHashMap<&'static str, Rules> = FxHashMap::default();
        for (number, line) in table.lines().enumerate() {
            let problem = || Problem::new("lemmas.tsv", "not tag, ending, number and string").at_line(number + 1);
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [tag, ending, cut, add] = columns[..] else { return Err(problem().into()) };
            let rule = Rule { cut: cut.parse().map_err(|_| problem())?, add };
            let rules = tags.entry(tag).or_default();
            match ending.strip_prefix('^') {
                Some(word) if !word.is_empty() => rules.words.insert(word, rule),
                _ => rules.endings.insert(ending, rule),
            };
        }
        Ok(Self { tags })
    }

    /// The lemma of `word`, tagged `xpos`: lowercase, but for proper nouns, which keep their case.
    pub fn lemma(&self, word: &str, xpos: &str) -> SmolStr {
        let form = normalize(word, matches!(xpos, "NNP" | "NNPS"));
        match self.tags.get(xpos).and_then(|rules| rules.decide(&form)) {
            Some((stem, "")) => SmolStr::new(stem),
            Some((stem, add)) => SmolStr::from_iter([stem, add]),
            None => SmolStr::new(form),
        }
    }
}

impl Rules {
    /// What is left of the word, and what is added to it.
    fn decide<'w>(&self, word: &'w str) -> Option<(&'w str, &'static str)> {
        let apply = |rule: &Rule| match rule.cut {
            0 => Some((word, rule.add)),
            cut => word.char_indices().rev().nth(cut - 1).map(|(end, _)| (&word[..end], rule.add)),
        };
        if let Some(rule) = self.words.get(word) {
            return apply(rule);
        }
        let starts: Vec<usize> = word.char_indices().rev().map(|(start, _)| start).take(LONGEST).collect();
        let endings = starts.iter().rev().map(|start| &word[*start..]).chain([""]);
        endings.filter_map(|ending| self.endings.get(ending)).find_map(apply)
    }
}

/// The form under which the table knows a word: lowercase where the tag asks for it, apostrophes in ASCII.
fn normalize(word: &str, keeps_case: bool) -> Cow<'_, str> {
    let ascii = word.is_ascii();
    if ascii && (keeps_case || !word.bytes().any(|byte| byte.is_ascii_uppercase())) {
        return Cow::Borrowed(word);
    }
    let word = if ascii { Cow::Borrowed(word) } else { Cow::Owned(word.replace(['\u{2018}', '\u{2019}'], "'")) };
    if keeps_case { word } else { Cow::Owned(word.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_words() {
        for (word, xpos, lemma) in [
            ("hosts", "VBZ", "host"),
            ("hosted", "VBN", "host"),
            ("agreed", "VBD", "agree"),
            ("met", "VBN", "meet"),
            ("visiting", "VBG", "visit"),
            ("countries", "NNS", "country"),
            ("’s", "VBZ", "be"),
            ("n't", "RB", "not"),
            ("is", "VBZ", "be"),
            ("Talks", "NNS", "talk"),
            ("Washington", "NNP", "Washington"),
            ("larger", "JJR", "large"),
            ("worst", "JJS", "bad"),
        ] {
            assert_eq!(Lemmatizer::embedded().lemma(word, xpos), lemma, "{word}/{xpos}");
        }
    }

    #[test]
    fn odd_words_are_left_alone() {
        for word in ["", "\u{301}", "𝔘s", "ſſ"] {
            for xpos in ["NNS", "VBD", "no tag", ""] {
                let _ = Lemmatizer::embedded().lemma(word, xpos);
            }
        }
        assert_eq!(Lemmatizer::embedded().lemma("Őr", "no tag"), "őr");
    }

    #[test]
    fn broken_tables_are_refused() {
        assert!(Lemmatizer::parse("NNS\ts\tx\t").is_err());
        assert!(Lemmatizer::parse("NNS\ts\t1").unwrap_err().to_string().starts_with("lemmas.tsv:1"));
    }
}
