//! How sure an event is, all in all: how probable its word, its type and its parties are → how probably it is right.
//!
//! Logistic regression over a handful of numbers; `trainer/verdict.py` learns it from what the other models say of texts that
//! they have not seen, so that the result is a probability one can rely on.

use super::decode::Telling;

/// Probabilities nearer to zero or one than this count as this near.
const LEAST: f32 = 1e-4;

/// Stands for the probability of any other event, as log odds, where the article tells of no other.
const NO_OTHER: f32 = -3.0;

/// So many numbers the verdict goes by.
const INPUTS: usize = 8;

/// The weights of the numbers and the bias.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict([f32; INPUTS + 1]);

/// Where an event is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings {
    /// Number of sentences of the article.
    pub sentences: usize,
    /// Number of its words that may express events.
    pub words: usize,
    /// How probable the most probable of its other events is.
    pub other: Option<f32>,
}

impl Verdict {
    /// Weights and bias as the model file has them, if they are as many as needed.
    pub(super) fn new(values: &[f32]) -> Option<Self> {
        values.try_into().ok().map(Self)
    }

    /// How probably an event is right.
    pub(super) fn probability(&self, telling: &Telling<'_>, around: Surroundings) -> f32 {
        let [weights @ .., bias] = self.0;
        let score: f32 = weights.iter().zip(inputs(telling, around)).map(|(weight, input)| weight * input).sum();
        1.0 / (1.0 + (-(score + bias)).exp())
    }
}

fn inputs(telling: &Telling<'_>, around: Surroundings) -> [f32; INPUTS] {
    let Telling { judgement, weighed, parties, event, .. } = telling;
    let acting = weighed.iter().filter(|w| parties.actors.contains(&w.member));
    let actors = mean(acting.map(|w| if event.symmetric { w.actor + w.recipient } else { w.actor }));
    let acted_on = mean(weighed.iter().filter(|w| parties.recipients.contains(&w.member)).map(|w| w.recipient));
    [
        log_odds(judgement.any),
        log_odds(judgement.probability),
        actors.map_or(0.0, log_odds),
        acted_on.map_or(0.0, log_odds),
        if acted_on.is_some() { 1.0 } else { 0.0 },
        (around.sentences.max(1) as f32).ln(),
        (around.words.max(1) as f32).ln(),
        around.other.map_or(NO_OTHER, log_odds),
    ]
}

fn mean(shares: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = shares.fold((0.0, 0.0), |(sum, count), share| (sum + share, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(LEAST, 1.0 - LEAST);
    (probability / (1.0 - probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::cast::MemberId;
    use crate::extract::claim::Parties;
    use crate::extract::learned::decode::Weighed;
    use crate::extract::learned::model::Judgement;
    use crate::schema::Schema;
    use crate::text::TokenId;

    #[test]
    fn means_are_over_the_parties_taken() {
        let weighed = [(0, 0.5, 0.1), (1, 0.9, 0.0), (2, 0.1, 0.5)];
        let telling = Telling {
            token: TokenId(0),
            judgement: Judgement { event_type: 0, any: 0.5, probability: 0.5 },
            event: Schema::embedded().event("ACCUSE").unwrap(),
            weighed: weighed.map(|(id, actor, recipient)| Weighed { member: MemberId(id), actor, recipient }).to_vec(),
            parties: Parties { actors: vec![MemberId(0)], recipients: vec![MemberId(2)] },
        };
        let around = Surroundings { sentences: 1, words: 1, other: None };
        assert_eq!(inputs(&telling, around), [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, NO_OTHER]);
        assert_eq!(Verdict([0.0; INPUTS + 1]).probability(&telling, around), 0.5);
    }

    #[test]
    fn a_verdict_needs_all_its_weights() {
        assert!(Verdict::new(&[0.0; INPUTS]).is_none());
    }
}
