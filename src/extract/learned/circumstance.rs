//! When, where, how real, about what: what the rules say of an event, and what speaks for each possible answer.

use super::super::cast::MemberId;
use super::super::claim::{MAX_TOPICS, Told, tense_of};
use super::super::frame::Match;
use super::super::setting::Settings;
use super::decode::{Decoder, LEVELS};
use super::feature::{Features, with_type};
use super::model::EventModel;
use super::moment::{Moment, Moments};
use super::scene::Argument;
use super::{moment, reality, role, topic, trigger, venue};
use crate::schema::Frame;
use crate::text::TokenId;
use crate::vocabulary::{EntityKind, Status};
use serde::Serialize;

/// What can be said of an event besides its parties, each answer with the hashes of its features.
#[derive(Debug, Serialize)]
pub struct Circumstances {
    /// Features of how real it is.
    pub status: Vec<u32>,
    /// Features of its policy areas.
    pub topics: Vec<u32>,
    /// Expressions of time: the date in a clause that looks back, and in one that looks ahead; features.
    pub moments: Vec<(Option<String>, Option<String>, Vec<u32>)>,
    /// Places and countries of the cast, with their features.
    pub places: Vec<(u32, Vec<u32>)>,
}

/// What the event model knows of an event at a word.
struct Asked<'m> {
    trigger: TokenId,
    event_type: usize,
    told: Told,
    /// The word of the expression of time that the rules choose.
    timed: Option<TokenId>,
    moments: Vec<Moment<'m>>,
    /// The phrases around the trigger.
    arguments: Vec<Argument>,
}

impl Decoder<'_, '_> {
    /// What a sentence says of an event besides its parties, by the model.
    pub(super) fn judged(
        &self,
        fit: &Match<'_>,
        event_type: usize,
        settings: &Settings<'_>,
        moments: &Moments,
    ) -> Told {
        let asked = self.asked(fit, event_type, settings, moments);
        let model = self.model;
        let status = model.status(&self.status_features(&asked), asked.told.status);
        let tense = tense_of(status);
        let dated = asked.moments.iter().filter_map(|moment| Some((moment.time.iso_for(tense)?, moment)));
        let dates = dated.map(|(date, moment)| (model.dates(&self.moment_features(&asked, moment)), date));
        let placed = self.venues(&asked).map(|member| (model.places(&self.place_features(&asked, member)), member));
        Told {
            status,
            date: likeliest(dates, model.thresholds.date),
            venue: asked.told.venue,
            place: likeliest(placed, model.thresholds.place),
            topics: self.topics(&asked),
        }
    }

    /// Policy areas: those that the rules find and the model has never heard of, as a user's own, then what the model says.
    fn topics(&self, asked: &Asked<'_>) -> Vec<String> {
        let known = &self.model.circumstances.areas;
        let mut topics: Vec<String> = asked.told.topics.iter().filter(|area| !known.contains(area)).cloned().collect();
        topics.extend(self.model.topics(&self.topic_features(asked), MAX_TOPICS));
        topics.truncate(MAX_TOPICS);
        topics
    }

    /// The same taken apart, for the trainer: of events at given words (byte offset) of given types.
    pub fn circumstances(&self, events: &[(usize, String)]) -> Vec<Option<Circumstances>> {
        let doc = self.scene.doc();
        let moments = Moments::new(self.scene);
        let of = |(start, event): &(usize, String)| {
            let at = doc.tokens.partition_point(|token| token.span.start < *start);
            let token =
                TokenId(u32::try_from(at).ok().filter(|_| doc.tokens.get(at).is_some_and(|t| t.span.start == *start))?);
            let event_type = self.model.types.iter().position(|known| known == event)?;
            let event = self.schema.event(event)?;
            let sentence = doc.sentence_of(token);
            let settings = Settings::new(doc, self.scene.tree(), self.scene.cast(), sentence);
            let frame = Frame::default();
            let bare = Match::bare(event, &frame, token);
            let fit = self.fit(token, &event.id).unwrap_or(&bare);
            let asked = self.asked(fit, event_type, &settings, &moments);
            let times = asked.moments.iter().map(|moment| {
                let date = |status| moment.time.iso_for(tense_of(status));
                (date(Status::Happened), date(Status::Planned), self.moment_features(&asked, moment))
            });
            Some(Circumstances {
                status: self.status_features(&asked),
                topics: self.topic_features(&asked),
                moments: times.collect(),
                places: self.venues(&asked).map(|member| (member.0, self.place_features(&asked, member))).collect(),
            })
        };
        events.iter().map(of).collect()
    }

    fn asked<'m>(
        &self,
        fit: &Match<'_>,
        event_type: usize,
        settings: &Settings<'_>,
        moments: &'m Moments,
    ) -> Asked<'m> {
        let trigger = fit.trigger;
        let told = self.binder.told(self.scene.doc().sentence_of(trigger), fit, settings);
        let timed = settings.time(trigger, fit.clause, tense_of(told.status)).map(|(_, token)| *token);
        let moments = moments.around(self.scene, trigger);
        Asked { trigger, event_type, told, timed, moments, arguments: self.scene.arguments(trigger, LEVELS) }
    }

    /// The places and countries that may be where the event takes place.
    fn venues(&self, asked: &Asked<'_>) -> impl Iterator<Item = MemberId> + '_ {
        let members = super::eligible(self.scene, asked.trigger, &asked.arguments).into_iter();
        members
            .filter(|member| matches!(self.scene.cast().member(*member).kind, EntityKind::Place | EntityKind::Country))
    }

    fn status_features(&self, asked: &Asked<'_>) -> Vec<u32> {
        let (mut word, mut own) = (Features::default(), Features::default());
        trigger::features(self.scene, asked.trigger, &mut word);
        reality::features(self.scene, asked.trigger, asked.told.status, &asked.moments, &mut own);
        joined(word.into_hashes(), own.into_hashes(), asked.event_type)
    }

    fn topic_features(&self, asked: &Asked<'_>) -> Vec<u32> {
        let (mut sentence, mut own) = (Features::default(), Features::default());
        let here = self.scene.doc().sentence_of(asked.trigger);
        topic::of_sentence(self.scene, here, &self.binder.areas, &mut sentence);
        topic::of_trigger(self.scene, asked.trigger, &asked.told.topics, &mut own);
        joined(sentence.into_hashes(), own.into_hashes(), asked.event_type)
    }

    fn moment_features(&self, asked: &Asked<'_>, moment: &Moment<'_>) -> Vec<u32> {
        let mut own = Features::default();
        moment::features(self.scene, asked.trigger, moment, asked.timed, &mut own);
        joined(Vec::new(), own.into_hashes(), asked.event_type)
    }

    fn place_features(&self, asked: &Asked<'_>, member: MemberId) -> Vec<u32> {
        let mut own = Features::default();
        role::features(self.scene, asked.trigger, &asked.arguments, member, &mut own);
        let inside = |member: MemberId| self.binder.country_of(member).filter(|country| *country != member);
        venue::features(self.scene, asked.trigger, member, asked.told.place, inside, &mut own);
        joined(Vec::new(), own.into_hashes(), asked.event_type)
    }
}

/// Some features, and others both by themselves and as they hold of the event type; each once.
fn joined(mut features: Vec<u32>, typed: Vec<u32>, event_type: usize) -> Vec<u32> {
    features.extend(typed.iter().map(|&feature| with_type(feature, event_type as u32 + 1)));
    features.extend(typed);
    features.sort_unstable();
    features.dedup();
    features
}

/// The most probable answer, the first of equals, if it is probable enough.
fn likeliest<T>(answers: impl Iterator<Item = (f32, T)>, least: f32) -> Option<T> {
    let best = answers.fold(None, |best: Option<(f32, T)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(probability, _)| *probability >= least).map(|(_, answer)| answer)
}

/// How many times more probable an event is called off or denied if the rules say so: they know English negation, of which news
/// have too little to learn it from.
const VOID: f32 = 20.0;

/// The statuses, in the order of the model's outputs.
pub(super) const STATUSES: [Status; 6] =
    [Status::Happened, Status::Ongoing, Status::Planned, Status::Possible, Status::Cancelled, Status::Denied];

impl EventModel {
    fn status(&self, features: &[u32], told: Status) -> Status {
        let mut outputs = self.circumstances.status.probabilities(features);
        if told.is_void() {
            let known = STATUSES.iter().zip(&mut outputs).find(|(status, _)| **status == told);
            known.into_iter().for_each(|(_, share)| *share *= VOID);
        }
        let best = (1..outputs.len()).fold(0, |best, at| if outputs[at] > outputs[best] { at } else { best });
        STATUSES.get(best).copied().unwrap_or(Status::Happened)
    }

    fn dates(&self, features: &[u32]) -> f32 {
        self.circumstances.date.probabilities(features)[1]
    }

    fn places(&self, features: &[u32]) -> f32 {
        self.circumstances.place.probabilities(features)[1]
    }

    /// The areas that are probable enough, the most probable first; if none is, the most probable one, unless it is
    /// improbable.
    fn topics(&self, features: &[u32], most: usize) -> Vec<String> {
        let outputs = self.circumstances.topics.shares(features);
        let mut ranked: Vec<(f32, &String)> = outputs.into_iter().zip(&self.circumstances.areas).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let sure = ranked.iter().filter(|(share, _)| *share >= self.thresholds.topic).count();
        let likely = ranked.iter().take(1).filter(|(share, _)| *share >= self.thresholds.only_topic).count();
        ranked.into_iter().take(sure.max(likely).min(most)).map(|(_, area)| area.clone()).collect()
    }
}
