//! Why the event model judges as it does: probabilities, what is missing to a threshold, and the strongest features in words.

use super::super::cast::MemberId;
use super::decode::{Decoder, LEVELS, Tellings, Weighed};
use super::feature::Features;
use super::model::Judgement;
use super::{role, trigger};
use crate::schema::EventType;
use crate::text::{SentenceId, TokenId};

/// Words below this probability are not worth a line, unless none of the sentence is above.
const FAINT: f32 = 0.05;
/// So many features are shown on each side.
const REASONS: usize = 4;
/// So many members are shown.
const MEMBERS: usize = 6;

impl Decoder<'_, '_> {
    /// Lines on the words of a sentence that may express events; each line starts with a word that says what it is about.
    /// `tellings` are those of the article.
    pub fn trace(&self, sentence: SentenceId, tellings: &Tellings<'_>) -> Vec<String> {
        let judged: Vec<(TokenId, Judgement)> =
            self.scene.candidates(sentence).map(|token| (token, self.judge(token))).collect();
        let best = judged.iter().map(|(_, judgement)| judgement.any).fold(0.0, f32::max);
        let mut lines = Vec::new();
        for (token, judgement) in &judged {
            let top = judgement.any >= best;
            if top || judgement.any >= FAINT {
                lines.push(self.word(*token, judgement));
            }
            if top || judgement.any >= self.model.thresholds.trigger {
                lines.extend(self.reasons(*token, judgement));
            }
            if judgement.any >= self.model.thresholds.trigger {
                self.members(*token, judgement, tellings, &mut lines);
            }
        }
        lines
    }

    fn word(&self, token: TokenId, judgement: &Judgement) -> String {
        let Judgement { event_type, any, probability } = judgement;
        let (word, least) = (self.scene.doc().word(token), self.model.thresholds.trigger);
        let verdict = if *any < least { format!(", needs {least:.2}") } else { String::new() };
        format!(
            "word     \"{word}\": an event {any:.2}{verdict}; likeliest {} {probability:.2}",
            self.model.types[*event_type]
        )
    }

    fn reasons(&self, token: TokenId, judgement: &Judgement) -> Vec<String> {
        let mut features = Features::named();
        trigger::features(self.scene, token, &mut features);
        let reasons = self.model.trigger_reasons(&features, judgement.event_type);
        let (favour, against): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|(_, weight)| *weight > 0.0);
        let sides = [("for", favour), ("against", against)].into_iter().filter(|(_, side)| !side.is_empty());
        sides.map(|(side, reasons)| format!("  {side:<8} {}", in_words(&reasons, REASONS))).collect()
    }

    fn members(&self, token: TokenId, judgement: &Judgement, tellings: &Tellings<'_>, lines: &mut Vec<String>) {
        let name = &self.model.types[judgement.event_type];
        let Some(event) = self.schema.event(name) else {
            lines.push(format!("  missed   the schema has no event type {name}"));
            return;
        };
        let weighed = self.weigh(token, judgement.event_type);
        let parties = self.parties(&weighed, event);
        let mut shown = weighed.clone();
        shown.sort_by(|a, b| (b.actor + b.recipient).total_cmp(&(a.actor + a.recipient)));
        for weighed in shown.iter().take(MEMBERS).filter(|w| w.actor + w.recipient >= FAINT) {
            let side = match weighed.member {
                member if parties.actors.contains(&member) && event.symmetric => "  → takes part",
                member if parties.actors.contains(&member) => "  → acts",
                member if parties.recipients.contains(&member) => "  → is acted on",
                _ => "",
            };
            lines.push(self.member(token, judgement, weighed, event) + side);
        }
        if let Some(telling) = tellings.at(token) {
            let sure = self.model.verdict.probability(telling, tellings.around(telling));
            let least = self.model.thresholds.event;
            let (label, needs) =
                if sure < least { ("missed", format!(", needs {least:.2}")) } else { ("sure", String::new()) };
            lines.push(format!("  {label:<8} right in type and parties {sure:.2}{needs}"));
        } else {
            let verb = if event.symmetric { "take part" } else { "act" };
            lines.push(format!("  missed   nobody is likely enough to {verb}"));
        }
        lines.push(self.needs(event));
    }

    fn member(&self, token: TokenId, judgement: &Judgement, weighed: &Weighed, event: &EventType) -> String {
        let Weighed { member, actor, recipient } = *weighed;
        let probable = if event.symmetric {
            format!("takes part {:.2}", actor + recipient)
        } else {
            format!("acts {actor:.2}, is acted on {recipient:.2}")
        };
        let features = self.member_features(token, member);
        let reasons = self.model.role_reasons(&features, judgement.event_type, actor >= recipient);
        format!(
            "  party    {}: {probable} ({})",
            self.scene.cast().member(member).name,
            in_words(&reasons, REASONS - 1)
        )
    }

    fn member_features(&self, token: TokenId, member: MemberId) -> Features {
        let mut features = Features::named();
        role::features(self.scene, token, &self.scene.arguments(token, LEVELS), member, &mut features);
        features
    }

    fn needs(&self, event: &EventType) -> String {
        let least = &self.model.thresholds;
        if event.symmetric {
            format!("  needs    taking part {:.2}; of the two likeliest {:.2}", least.actor, least.only_actor)
        } else {
            format!(
                "  needs    acting {:.2}, where nobody does {:.2}; being acted on {:.2}, where nobody is {:.2}",
                least.actor, least.only_actor, least.recipient, least.only_recipient
            )
        }
    }
}

/// "lemma-argument host subj person +1.20 · frame CONSULT +0.85".
fn in_words(reasons: &[(&str, f32)], most: usize) -> String {
    let reasons = reasons.iter().take(most).filter(|(_, weight)| weight.abs() >= 0.005);
    reasons.map(|(name, weight)| format!("{name} {weight:+.2}")).collect::<Vec<_>>().join(" · ")
}
