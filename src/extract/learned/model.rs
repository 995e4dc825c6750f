//! The weights: linear models over hashed features, for triggers, parties, status, date, place and policy areas, for standing
//! relations and for who belongs in the record.
//!
//! `trainer/events.py` writes the file. Sections, in the format of `text::engine::container`: `types` (names of the event types
//! in the order of the outputs), `areas` (ids of policy areas, likewise), `trigger.keys`, `trigger.rows`, `trigger.bias` and the
//! same for `role`, `status`, `date`, `place`, `topics`, `bond` and `relevance`; `verdict` (weights and bias);
//! `bond.thresholds`, `relevance.thresholds`, and `thresholds` of the others.

use super::bond::RELATIONS;
use super::circumstance::STATUSES;
use super::feature::{Features, with_type};
use super::rows::Rows;
use super::verdict::Verdict;
use crate::error::Problem;
use crate::text::engine::container::Container;

/// A linear model: the scores of a few outputs are sums of the rows of features.
#[derive(Debug)]
pub(super) struct Linear {
    rows: Rows,
    /// Kept as small as in the file, so that a row is one line of the processor's cache.
    weights: Vec<i8>,
    /// What one step of the weights of each row is worth.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    fn read(container: &Container<'_>, name: &str) -> Result<Self, Problem> {
        let keys = container.bytes(&format!("{name}.keys"))?;
        let rows = container.rows(&format!("{name}.rows"))?;
        let bias = container.floats(&format!("{name}.bias"))?.to_vec();
        if rows.columns() != bias.len() || keys.len() != 4 * rows.rows() {
            let message = format!("the parts of `{name}` do not fit together");
            return Err(Problem::new("events.bin", message).remedy("train the model again"));
        }
        let keys = keys.as_chunks::<4>().0.iter().map(|key| u32::from_le_bytes(*key));
        Ok(Self { rows: Rows::new(keys), weights: rows.values(), scales: rows.scales(), bias })
    }

    /// Number of outputs.
    fn width(&self) -> usize {
        self.bias.len()
    }

    /// Probabilities of the outputs. `features` holds each feature once.
    pub(super) fn probabilities(&self, features: &[u32]) -> Vec<f32> {
        let mut scores = self.scores(features);
        softmax(&mut scores);
        scores
    }

    /// Probabilities of outputs that do not exclude one another.
    pub(super) fn shares(&self, features: &[u32]) -> Vec<f32> {
        let mut scores = self.scores(features);
        scores.iter_mut().for_each(|score| *score = 1.0 / (1.0 + (-*score).exp()));
        scores
    }

    fn scores(&self, features: &[u32]) -> Vec<f32> {
        let mut scores = self.bias.clone();
        self.rows.for_each(features, |row| {
            let scale = self.scales[row];
            let weights = &self.weights[row * self.width()..(row + 1) * self.width()];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += scale * f32::from(*weight);
            }
        });
        scores
    }

    /// How much a feature speaks for an output and against the first one, which stands for "none of them".
    fn favour(&self, feature: u32, output: usize) -> f32 {
        let Some(row) = self.rows.find(feature) else { return 0.0 };
        let weights = &self.weights[row * self.width()..(row + 1) * self.width()];
        self.scales[row] * (f32::from(weights[output]) - f32::from(weights[0]))
    }
}

/// When a probability is enough.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thresholds {
    /// That a word expresses an event, to look at it further.
    pub trigger: f32,
    /// That an event is right, all in all.
    pub event: f32,
    /// That a member acts, or takes part in something mutual.
    pub actor: f32,
    /// The same, where nobody passes `actor`.
    pub only_actor: f32,
    /// That a member is acted on.
    pub recipient: f32,
    /// The same, where nobody passes `recipient`.
    pub only_recipient: f32,
    /// That an expression of time dates an event.
    pub date: f32,
    /// That a member is where it takes place.
    pub place: f32,
    /// That it is about a policy area.
    pub topic: f32,
    /// The same, where no area passes `topic`.
    pub only_topic: f32,
}

/// The models of what else is said of an event.
#[derive(Debug)]
pub(super) struct CircumstanceModels {
    /// How real it is, in the order of `STATUSES`.
    pub status: Linear,
    /// Whether an expression of time dates it.
    pub date: Linear,
    /// Whether a member is where it takes place.
    pub place: Linear,
    /// What it is about, in the order of `areas`.
    pub topics: Linear,
    /// Ids of policy areas.
    pub areas: Vec<String>,
}

impl CircumstanceModels {
    fn read(container: &Container<'_>) -> Result<Self, Problem> {
        let areas: Vec<String> = container.strings("areas")?.iter().map(|id| (*id).to_owned()).collect();
        let read = |name| Linear::read(container, name);
        let models = Self {
            status: read("status")?,
            date: read("date")?,
            place: read("place")?,
            topics: read("topics")?,
            areas,
        };
        let widths = [&models.status, &models.date, &models.place, &models.topics].map(Linear::width);
        if widths == [STATUSES.len(), 2, 2, models.areas.len()] { Ok(models) } else { Err(misfit()) }
    }
}

/// A model and, for each of its outputs but the first, which stands for "none of them", the probability that is enough.
#[derive(Debug)]
pub(super) struct Gate {
    model: Linear,
    least: Vec<f32>,
}

impl Gate {
    /// Reads the sections `name` and `name.thresholds`; `answers` is how many outputs are wanted besides the first.
    fn read(container: &Container<'_>, name: &str, answers: usize) -> Result<Self, Problem> {
        let model = Linear::read(container, name)?;
        let least = container.floats(&format!("{name}.thresholds"))?.to_vec();
        if least.len() == answers && model.width() == answers + 1 { Ok(Self { model, least }) } else { Err(misfit()) }
    }

    /// For each output but the first, whether it is probable enough.
    pub(super) fn passes(&self, features: Features) -> Vec<bool> {
        let probabilities = self.model.probabilities(&features.into_hashes());
        probabilities[1..].iter().zip(&self.least).map(|(probability, least)| probability >= least).collect()
    }
}

fn misfit() -> Problem {
    Problem::new("events.bin", "outputs and what they stand for do not fit together").remedy("train the model again")
}

/// The event model.
#[derive(Debug)]
pub struct EventModel {
    /// Names of the event types it knows.
    pub(super) types: Vec<String>,
    trigger: Linear,
    role: Linear,
    pub(super) verdict: Verdict,
    /// Which relation two members have, in the order of `RELATIONS`, that the rules do not tell.
    pub(super) bonds: Gate,
    /// Whether a member belongs in the record.
    pub(super) relevance: Gate,
    pub(super) circumstances: CircumstanceModels,
    pub(super) thresholds: Thresholds,
}

/// What a word may express.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judgement {
    /// Index of the most probable event type.
    pub event_type: usize,
    /// Probability that it expresses any event.
    pub any: f32,
    /// Probability of that type.
    pub probability: f32,
}

impl EventModel {
    /// Reads a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Problem> {
        let container = Container::read(bytes)?;
        let types: Vec<String> = container.strings("types")?.iter().map(|name| (*name).to_owned()).collect();
        let (trigger, role) = (Linear::read(&container, "trigger")?, Linear::read(&container, "role")?);
        let verdict = Verdict::new(container.floats("verdict")?).ok_or_else(misfit)?;
        let bonds = Gate::read(&container, "bond", RELATIONS.len())?;
        let relevance = Gate::read(&container, "relevance", 1)?;
        let circumstances = CircumstanceModels::read(&container)?;
        let thresholds = container.floats("thresholds")?;
        match *thresholds {
            [at, event, actor, only_actor, recipient, only_recipient, date, place, topic, only_topic]
                if trigger.width() == types.len() + 1 && role.width() == 3 =>
            {
                let thresholds = Thresholds {
                    trigger: at,
                    event,
                    actor,
                    only_actor,
                    recipient,
                    only_recipient,
                    date,
                    place,
                    topic,
                    only_topic,
                };
                Ok(Self { types, trigger, role, verdict, bonds, relevance, circumstances, thresholds })
            }
            _ => Err(misfit()),
        }
    }

    /// Whether it judges events of this type.
    pub fn knows(&self, event_type: &str) -> bool {
        self.types.iter().any(|known| known == event_type)
    }

    /// What a word with these features expresses most probably.
    pub(super) fn trigger(&self, features: &[u32]) -> Judgement {
        let probabilities = self.trigger.probabilities(features);
        let types = probabilities[1..].iter().copied().enumerate();
        let best = types.fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
        Judgement { event_type: best.0, any: 1.0 - probabilities[0], probability: best.1 }
    }

    /// Probabilities that a member with these features acts and is acted on, in an event of a type.
    pub(super) fn role(&self, features: &[u32], event_type: usize) -> (f32, f32) {
        let typed = features.iter().map(|&feature| with_type(feature, event_type as u32 + 1));
        let both: Vec<u32> = features.iter().copied().chain(typed).collect();
        let probabilities = self.role.probabilities(&both);
        (probabilities[1], probabilities[2])
    }

    /// What speaks for and against a word's expressing an event of a type, the strongest first, in log-odds.
    pub(super) fn trigger_reasons<'f>(&self, features: &'f Features, event_type: usize) -> Vec<(&'f str, f32)> {
        reasons(features, |feature| self.trigger.favour(feature, event_type + 1))
    }

    /// What speaks for and against a member's acting (else being acted on) in an event of a type.
    pub(super) fn role_reasons<'f>(
        &self,
        features: &'f Features,
        event_type: usize,
        acting: bool,
    ) -> Vec<(&'f str, f32)> {
        let output = if acting { 1 } else { 2 };
        reasons(features, |feature| {
            let typed = with_type(feature, event_type as u32 + 1);
            self.role.favour(feature, output) + self.role.favour(typed, output)
        })
    }
}

fn reasons(features: &Features, favour: impl Fn(u32) -> f32) -> Vec<(&str, f32)> {
    let mut reasons: Vec<(&str, f32)> = features.with_names().map(|(feature, name)| (name, favour(feature))).collect();
    reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    reasons
}

fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - highest).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}
