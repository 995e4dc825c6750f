//! The policy areas and how a stretch of text is found to speak of them. All in `schemas/policy-areas.ron`.
//!
//! Lemmas and forms of tokens → [`AreaHit`]s, best first.
//!
//! ```
//! use summitry::schema::Schema;
//!
//! let words = [("discuss", "discussed"), ("new", "new"), ("tariff", "tariffs"), ("and", "and"), ("cocaine", "cocaine")];
//! let hits = Schema::embedded().area_index().find(&words);
//! let areas: Vec<_> = hits.iter().map(|hit| hit.area.as_str()).collect();
//! assert_eq!(areas, ["trade", "drugs"]);
//! ```

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// One policy area with the words that speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyArea {
    /// Id ("arms-control").
    pub id: String,
    /// Name to show.
    pub name: String,
    /// One sentence.
    pub meaning: String,
    /// Lemmas and phrases of lemmas ("tariff", "free trade agreement"): one is enough.
    pub strong: Vec<String>,
    /// Words that speak for the area only together with another of its words.
    #[serde(default)]
    pub weak: Vec<String>,
    /// The file it was read from, as messages name it.
    #[serde(skip_deserializing)]
    pub file: String,
    /// The line at which the entry starts.
    #[serde(skip_deserializing)]
    pub line: usize,
}

/// Finds the policy areas that a stretch of text speaks of.
///
/// At each token the longest phrase of any area is taken and its words are used up, so that "trade union" is not
/// "trade". A strong word counts two, a weak one counts one, each once however often it stands; an area is found from
/// two upwards.
#[derive(Debug, Clone, Default)]
pub struct AreaIndex {
    /// Ids, in the order of the schema.
    ids: Vec<String>,
    /// Phrases by their first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    words: Vec<String>,
    area: usize,
    weight: u32,
}

/// A policy area that a text speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaHit {
    /// Id of the area.
    pub area: String,
    /// Two for each strong word, one for each weak one.
    pub score: u32,
    /// Index of the first token that speaks of it.
    pub token: usize,
    /// The first token of each of its words with the word's weight, for those who rank by nearness.
    pub words: Vec<(usize, u32)>,
}

impl AreaIndex {
    /// Builds the index of the areas' words.
    pub fn new(areas: &[PolicyArea]) -> Self {
        let mut index = Self { ids: areas.iter().map(|area| area.id.clone()).collect(), ..Self::default() };
        for (number, area) in areas.iter().enumerate() {
            for (list, weight) in [(&area.strong, 2), (&area.weak, 1)] {
                for phrase in list {
                    let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
                    if let Some(first) = words.first().cloned() {
                        index.phrases.entry(first).or_default().push(Phrase { words, area: number, weight });
                    }
                }
            }
        }
        for phrases in index.phrases.values_mut() {
            phrases.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.cmp(b)));
        }
        index
    }

    /// The areas that the tokens speak of, best first; of equal ones the first that is named. Each token is its lemma
    /// and its form in lower case; a word of a phrase matches either.
    pub fn find(&self, tokens: &[(&str, &str)]) -> Vec<AreaHit> {
        let mut found: Vec<(&Phrase, usize)> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let longest = self.longest_at(&tokens[at..]);
            at += longest.first().map_or(1, |phrase| phrase.words.len());
            for phrase in longest {
                if !found.iter().any(|(known, _)| *known == phrase) {
                    found.push((phrase, at - phrase.words.len()));
                }
            }
        }
        self.rank(&found)
    }

    /// All phrases of the greatest length that stand at the start of `tokens`.
    fn longest_at(&self, tokens: &[(&str, &str)]) -> Vec<&Phrase> {
        let (lemma, form) = tokens[0];
        let starting = |word: &str| self.phrases.get(word).into_iter().flatten();
        let other_form = (form != lemma).then_some(form);
        let candidates = starting(lemma).chain(other_form.into_iter().flat_map(starting));
        let mut phrases: Vec<&Phrase> = candidates.filter(|phrase| phrase.fits(tokens)).collect();
        let longest = phrases.iter().map(|phrase| phrase.words.len()).max().unwrap_or(0);
        phrases.retain(|phrase| phrase.words.len() == longest);
        phrases
    }

    fn rank(&self, found: &[(&Phrase, usize)]) -> Vec<AreaHit> {
        let mut hits: Vec<AreaHit> = Vec::new();
        for (phrase, token) in found {
            let area = &self.ids[phrase.area];
            match hits.iter_mut().find(|hit| hit.area == *area) {
                Some(hit) => {
                    hit.score += phrase.weight;
                    hit.words.push((*token, phrase.weight));
                }
                None => hits.push(AreaHit {
                    area: area.clone(),
                    score: phrase.weight,
                    token: *token,
                    words: vec![(*token, phrase.weight)],
                }),
            }
        }
        hits.retain(|hit| hit.score >= 2);
        hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.token.cmp(&b.token)).then_with(|| a.area.cmp(&b.area)));
        hits
    }
}

impl Phrase {
    /// Whether the phrase stands at the start of `tokens`.
    fn fits(&self, tokens: &[(&str, &str)]) -> bool {
        self.words.len() <= tokens.len()
            && self.words.iter().zip(tokens).all(|(word, (lemma, form))| word == lemma || word == form)
    }
}
