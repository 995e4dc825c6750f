//! Judgements → claims: which words are triggers, and who of the cast takes part.

use super::super::cast::MemberId;
use super::super::claim::{Binder, Claim, Parties};
use super::super::frame::Match;
use super::super::setting::Settings;
use super::feature::Features;
use super::model::{EventModel, Judgement, Thresholds};
use super::moment::Moments;
use super::scene::Scene;
use super::verdict::Telling;
use super::{eligible, role, trigger};
use crate::schema::{EventType, Frame, Schema};
use crate::text::{SentenceId, TokenId};

/// How far up the tree a party's governing predicates are looked at.
pub(super) const LEVELS: usize = 3;

/// A member with the probabilities of its roles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub member: MemberId,
    pub actor: f32,
    pub recipient: f32,
}

/// Applies the model to an article.
pub struct Decoder<'a, 's> {
    /// The weights.
    pub model: &'a EventModel,
    /// The event types.
    pub schema: &'s Schema,
    /// The article.
    pub scene: &'a Scene<'a>,
    /// Describes events: status, place, date, topics.
    pub binder: &'a Binder<'a>,
}

impl Decoder<'_, '_> {
    /// The events that a sentence tells of, in the order of their triggers. `moments` are the article's expressions of
    /// time.
    pub fn claims(&self, sentence: SentenceId, moments: &Moments) -> Vec<Claim> {
        let mut found = Vec::new();
        let mut settings = None;
        for token in self.scene.candidates(sentence) {
            let judgement = self.judge(token);
            if judgement.any < self.model.thresholds.trigger {
                continue;
            }
            let Some(event) = self.schema.event(&self.model.types[judgement.event_type]) else { continue };
            let weighed = self.weigh(token, judgement.event_type);
            let parties = self.parties(&weighed, event);
            if parties.actors.is_empty() {
                continue;
            }
            let confidence = self.verdict(judgement, &weighed, &parties, event);
            if confidence < self.model.thresholds.event {
                continue;
            }
            let settings = settings
                .get_or_insert_with(|| Settings::new(self.scene.doc(), self.scene.tree(), self.scene.cast(), sentence));
            let frame = Frame::default();
            let bare = Match::bare(event, &frame, token);
            let fit = self.fit(token, &event.id).unwrap_or(&bare);
            let told = self.judged(fit, judgement.event_type, settings, moments);
            let mut claim = self.binder.describe(sentence, fit, parties, told);
            claim.confidence = confidence;
            claim.token = token;
            found.push(claim);
        }
        found
    }

    /// The frame of this type that fits at the word or has it among its words.
    pub(super) fn fit(&self, token: TokenId, event: &str) -> Option<&Match<'_>> {
        let sentence = self.scene.doc().sentence_of(token);
        let fits = self.scene.matches[sentence.0 as usize].iter();
        let mut fits =
            fits.flat_map(|fit| std::iter::once(fit).chain(&fit.alternatives)).filter(|fit| fit.event.id == event);
        fits.clone().find(|fit| fit.trigger == token).or_else(|| fits.find(|fit| fit.words.contains(&token)))
    }

    /// What a word expresses most probably.
    pub(super) fn judge(&self, token: TokenId) -> Judgement {
        let mut features = Features::default();
        trigger::features(self.scene, token, &mut features);
        self.model.trigger(&features.into_hashes())
    }

    /// How probably members take part in what a word expresses.
    pub(super) fn weigh(&self, token: TokenId, event_type: usize) -> Vec<Weighed> {
        let arguments = self.scene.arguments(token, LEVELS);
        let members = eligible(self.scene, token, &arguments).into_iter();
        let weighed = members.map(|member| {
            let mut features = Features::default();
            role::features(self.scene, token, &arguments, member, &mut features);
            let (actor, recipient) = self.model.role(&features.into_hashes(), event_type);
            Weighed { member, actor, recipient }
        });
        weighed.collect()
    }

    /// How probably an event is right, all in all.
    pub(super) fn verdict(
        &self,
        judgement: Judgement,
        weighed: &[Weighed],
        parties: &Parties,
        event: &EventType,
    ) -> f32 {
        let sentences = self.scene.doc().sentences.len();
        let telling = Telling { judgement, weighed, parties, mutual: event.symmetric, sentences };
        self.model.verdict.probability(&telling)
    }

    /// Who takes part.
    pub(super) fn parties(&self, weighed: &[Weighed], event: &EventType) -> Parties {
        let thresholds = &self.model.thresholds;
        let mut parties = if event.symmetric { mutual(weighed, thresholds) } else { directed(weighed, thresholds) };
        // A leader and the state he or she acts for are not both parties of one side: the leader stays.
        for side in [&mut parties.actors, &mut parties.recipients] {
            let led = |member: &MemberId| {
                let mut offices = self.scene.refs.offices.iter();
                offices.any(|office| !office.former && office.of == *member && side.contains(&office.person))
            };
            let kept: Vec<MemberId> = side.iter().copied().filter(|member| !led(member)).collect();
            *side = kept;
        }
        parties
    }
}

/// All who take part; the two most probable where fewer are sure.
fn mutual(weighed: &[Weighed], thresholds: &Thresholds) -> Parties {
    let takes_part = |w: &Weighed| w.actor + w.recipient;
    let mut weighed = weighed.to_vec();
    weighed.sort_by(|a, b| takes_part(b).total_cmp(&takes_part(a)).then(a.member.cmp(&b.member)));
    let sure = weighed.iter().filter(|w| takes_part(w) > thresholds.actor).count();
    let likely = weighed.iter().take(2).filter(|w| takes_part(w) > thresholds.only_actor).count();
    let mut actors: Vec<MemberId> = weighed[..sure.max(likely)].iter().map(|w| w.member).collect();
    actors.sort_unstable();
    Parties { actors, recipients: Vec::new() }
}

/// Who acts and who is acted on; the most probable where nobody is sure.
fn directed(weighed: &[Weighed], thresholds: &Thresholds) -> Parties {
    let best = |score: fn(&Weighed) -> f32, taken: &[MemberId], least: f32| {
        let free = weighed.iter().filter(|w| !taken.contains(&w.member));
        let best = free.max_by(|a, b| score(a).total_cmp(&score(b)).then(b.member.cmp(&a.member)));
        best.filter(|w| score(w) > least).map(|w| w.member)
    };
    let acting = weighed.iter().filter(|w| w.actor > thresholds.actor && w.actor > w.recipient);
    let mut actors: Vec<MemberId> = acting.map(|w| w.member).collect();
    if actors.is_empty() {
        actors.extend(best(|w| w.actor, &[], thresholds.only_actor));
    }
    let acted_on = weighed.iter().filter(|w| w.recipient > thresholds.recipient && w.recipient >= w.actor);
    let mut recipients: Vec<MemberId> = acted_on.map(|w| w.member).filter(|m| !actors.contains(m)).collect();
    if recipients.is_empty() {
        recipients.extend(best(|w| w.recipient, &actors, thresholds.only_recipient));
    }
    Parties { actors, recipients }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THRESHOLDS: Thresholds = Thresholds {
        trigger: 0.15,
        event: 0.25,
        actor: 0.5,
        only_actor: 0.2,
        recipient: 0.5,
        only_recipient: 0.1,
        date: 0.3,
        place: 0.3,
        topic: 0.3,
        only_topic: 0.2,
    };

    fn weighed(parts: &[(f32, f32)]) -> Vec<Weighed> {
        let members = (0..).map(MemberId);
        parts.iter().zip(members).map(|(&(actor, recipient), member)| Weighed { member, actor, recipient }).collect()
    }

    #[test]
    fn the_most_probable_stands_in_where_nobody_is_sure() {
        let parties = directed(&weighed(&[(0.3, 0.1), (0.1, 0.2), (0.05, 0.05)]), &THRESHOLDS);
        assert_eq!(parties.actors, [MemberId(0)]);
        assert_eq!(parties.recipients, [MemberId(1)]);
    }

    #[test]
    fn nobody_acts_where_nobody_is_likely_to() {
        assert!(directed(&weighed(&[(0.1, 0.9)]), &THRESHOLDS).actors.is_empty());
    }

    #[test]
    fn something_mutual_has_two_sides_if_a_second_is_likely() {
        assert_eq!(
            mutual(&weighed(&[(0.1, 0.0), (0.7, 0.1), (0.2, 0.1)]), &THRESHOLDS).actors,
            [MemberId(1), MemberId(2)]
        );
        assert_eq!(mutual(&weighed(&[(0.1, 0.0), (0.7, 0.1)]), &THRESHOLDS).actors, [MemberId(1)]);
    }
}
