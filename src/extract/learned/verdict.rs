//! How sure an event is, all in all: how probable its word, its type and its parties are → how probably it is right.
//!
//! Logistic regression over a handful of numbers; `trainer/verdict.py` learns it from what the other models say of texts that
//! they have not seen, so that the result is a probability one can rely on.

use super::decode::Weighed;
use super::model::Judgement;
use crate::extract::claim::Parties;

/// Probabilities nearer to zero or one than this count as this near.
const LEAST: f32 = 1e-4;

/// So many numbers the verdict goes by.
const INPUTS: usize = 6;

/// The weights of the numbers and the bias.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict([f32; INPUTS + 1]);

/// What the verdict on an event goes by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'a> {
    /// What its word expresses.
    pub judgement: Judgement,
    /// Those weighed as its parties.
    pub weighed: &'a [Weighed],
    /// Those taken.
    pub parties: &'a Parties,
    /// Whether all take part in the same way.
    pub mutual: bool,
    /// Number of sentences of the article.
    pub sentences: usize,
}

impl Verdict {
    /// Weights and bias as the model file has them, if they are as many as needed.
    pub(super) fn new(values: &[f32]) -> Option<Self> {
        values.try_into().ok().map(Self)
    }

    /// How probably the event is right.
    pub(super) fn probability(&self, telling: &Telling<'_>) -> f32 {
        let [weights @ .., bias] = self.0;
        let score: f32 = weights.iter().zip(telling.inputs()).map(|(weight, input)| weight * input).sum();
        1.0 / (1.0 + (-(score + bias)).exp())
    }
}

impl Telling<'_> {
    fn inputs(&self) -> [f32; INPUTS] {
        let Self { judgement, weighed, parties, mutual, sentences } = *self;
        let acting = weighed.iter().filter(|w| parties.actors.contains(&w.member));
        let actors = mean(acting.map(|w| if mutual { w.actor + w.recipient } else { w.actor }));
        let acted_on = mean(weighed.iter().filter(|w| parties.recipients.contains(&w.member)).map(|w| w.recipient));
        [
            log_odds(judgement.any),
            log_odds(judgement.probability),
            actors.map_or(0.0, log_odds),
            acted_on.map_or(0.0, log_odds),
            if acted_on.is_some() { 1.0 } else { 0.0 },
            (sentences.max(1) as f32).ln(),
        ]
    }
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

    #[test]
    fn means_are_over_the_parties_taken() {
        let judgement = Judgement { event_type: 0, any: 0.5, probability: 0.5 };
        let weighed = [(0, 0.5, 0.1), (1, 0.9, 0.0), (2, 0.1, 0.5)];
        let weighed = weighed.map(|(id, actor, recipient)| Weighed { member: MemberId(id), actor, recipient });
        let parties = Parties { actors: vec![MemberId(0)], recipients: vec![MemberId(2)] };
        let telling = Telling { judgement, weighed: &weighed, parties: &parties, mutual: false, sentences: 1 };
        assert_eq!(telling.inputs(), [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
        assert_eq!(Verdict([0.0; INPUTS + 1]).probability(&telling), 0.5);
    }

    #[test]
    fn a_verdict_needs_all_its_weights() {
        assert!(Verdict::new(&[0.0; INPUTS]).is_none());
    }
}
