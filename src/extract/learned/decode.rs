//! Judgements → claims: which words are triggers, and who of the cast takes part.

use super::super::cast::MemberId;
use super::super::claim::{Binder, Claim, Parties};
use super::super::frame::Match;
use super::super::setting::Settings;
use super::feature::Features;
use super::model::{EventModel, Judgement, Thresholds};
use super::moment::Moments;
use super::scene::Scene;
use super::verdict::Surroundings;
use super::{eligible, role, trigger};
use crate::schema::{EventType, Frame, Schema};
use crate::text::TokenId;
use rustc_hash::FxHashMap;

/// How far up the tree a party's governing predicates are looked at.
pub(super) const LEVELS: usize = 3;

/// A member with the probabilities of its roles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub member: MemberId,
    pub actor: f32,
    pub recipient: f32,
}

/// What a word tells of, before it is asked how sure that is.
#[derive(Debug)]
pub(super) struct Telling<'s> {
    /// The word.
    pub token: TokenId,
    /// What it expresses.
    pub judgement: Judgement,
    /// The most probable type.
    pub event: &'s EventType,
    /// Those weighed as its parties.
    pub weighed: Vec<Weighed>,
    /// Those taken; somebody acts.
    pub parties: Parties,
}

/// What the words of an article tell of, in their order.
#[derive(Debug)]
pub struct Tellings<'s> {
    tellings: Vec<Telling<'s>>,
    /// Number of sentences of the article.
    sentences: usize,
    /// Number of words that may express events.
    words: usize,
    /// Which telling is the most probable, and which the most probable of those of other events.
    likeliest: [Option<usize>; 2],
}

impl<'s> Telling<'s> {
    fn is_same_event(&self, other: &Telling<'_>) -> bool {
        self.event.id == other.event.id && self.parties == other.parties
    }
}

impl<'s> Tellings<'s> {
    fn new(tellings: Vec<Telling<'s>>, sentences: usize, words: usize) -> Self {
        // Of several words for one event, the one whose type is surest speaks for it.
        let mut events: FxHashMap<(&str, &Parties), usize> = FxHashMap::default();
        for (at, telling) in tellings.iter().enumerate() {
            let best = events.entry((&telling.event.id, &telling.parties)).or_insert(at);
            if telling.judgement.probability > tellings[*best].judgement.probability {
                *best = at;
            }
        }
        let mut ranked: Vec<usize> = events.into_values().collect();
        ranked.sort_by(|&a, &b| tellings[b].judgement.any.total_cmp(&tellings[a].judgement.any).then(a.cmp(&b)));
        let likeliest = [ranked.first().copied(), ranked.get(1).copied()];
        Self { tellings, sentences, words, likeliest }
    }

    /// What the word tells of.
    pub(super) fn at(&self, token: TokenId) -> Option<&Telling<'s>> {
        let at = self.tellings.binary_search_by_key(&token, |telling| telling.token).ok()?;
        self.tellings.get(at)
    }

    /// Where one of them stands.
    pub(super) fn around(&self, telling: &Telling<'_>) -> Surroundings {
        let likeliest = self.likeliest.iter().flatten().map(|&at| &self.tellings[at]);
        let other = likeliest.filter(|other| !other.is_same_event(telling)).map(|other| other.judgement.any).next();
        Surroundings { sentences: self.sentences, words: self.words, other }
    }
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

impl<'s> Decoder<'_, 's> {
    /// The events that the article tells of, in the order of their triggers.
    pub fn claims(&self) -> Vec<Claim> {
        let tellings = self.tellings();
        let moments = Moments::new(self.scene);
        let doc = self.scene.doc();
        let mut found = Vec::new();
        for of_sentence in tellings.tellings.chunk_by(|a, b| doc.sentence_of(a.token) == doc.sentence_of(b.token)) {
            let mut settings = None;
            for telling in of_sentence {
                let confidence = self.model.verdict.probability(telling, tellings.around(telling));
                if confidence < self.model.thresholds.event {
                    continue;
                }
                let sentence = doc.sentence_of(telling.token);
                let settings =
                    settings.get_or_insert_with(|| Settings::new(doc, self.scene.tree(), self.scene.cast(), sentence));
                let mut claim = self.claim(telling, settings, &moments);
                claim.confidence = confidence;
                found.push(claim);
            }
        }
        found
    }

    fn claim(&self, telling: &Telling<'_>, settings: &Settings<'_>, moments: &Moments) -> Claim {
        let Telling { token, judgement, event, ref parties, .. } = *telling;
        let frame = Frame::default();
        let bare = Match::bare(event, &frame, token);
        let fit = self.fit(token, &event.id).unwrap_or(&bare);
        let told = self.judged(fit, judgement.event_type, settings, moments);
        let mut claim = self.binder.describe(self.scene.doc().sentence_of(token), fit, parties.clone(), told);
        claim.token = token;
        claim
    }

    /// What the words of the article tell of, each more or less probably.
    pub fn tellings(&self) -> Tellings<'s> {
        let (mut found, mut words) = (Vec::new(), 0);
        for token in self.scene.sentences().flat_map(|sentence| self.scene.candidates(sentence)) {
            words += 1;
            found.extend(self.telling(token));
        }
        Tellings::new(found, self.scene.doc().sentences.len(), words)
    }

    fn telling(&self, token: TokenId) -> Option<Telling<'s>> {
        let judgement = self.judge(token);
        if judgement.any < self.model.thresholds.trigger {
            return None;
        }
        let event = self.schema.event(&self.model.types[judgement.event_type])?;
        let weighed = self.weigh(token, judgement.event_type);
        let parties = self.parties(&weighed, event);
        (!parties.actors.is_empty()).then_some(Telling { token, judgement, event, weighed, parties })
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
    fn another_event_is_one_of_other_type_or_parties() {
        let schema = Schema::embedded();
        let telling = |token: u32, kind: &str, actor: u32, any: f32, probability: f32| Telling {
            token: TokenId(token),
            judgement: Judgement { event_type: 0, any, probability },
            event: schema.event(kind).unwrap(),
            weighed: Vec::new(),
            parties: Parties { actors: vec![MemberId(actor)], recipients: Vec::new() },
        };
        let words = vec![
            telling(0, "ACCUSE", 0, 0.9, 0.5),
            telling(1, "ACCUSE", 0, 0.8, 0.7),
            telling(2, "ACCUSE", 1, 0.6, 0.6),
            telling(3, "REJECT", 0, 0.3, 0.2),
        ];
        let tellings = Tellings::new(words, 1, 4);
        let others = [0, 1, 2, 3].map(|at| tellings.around(tellings.at(TokenId(at)).unwrap()).other);
        assert_eq!(others, [Some(0.6), Some(0.6), Some(0.8), Some(0.8)]);
        let alone = Tellings::new(vec![telling(0, "ACCUSE", 0, 0.9, 0.5), telling(1, "ACCUSE", 0, 0.8, 0.7)], 1, 2);
        assert_eq!(alone.around(alone.at(TokenId(0)).unwrap()).other, None);
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
