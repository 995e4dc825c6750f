//! What each sentence of an article gave and why, in plain text for people: `summitry extract --trace`.
//!
//! For every sentence: the names in it; the frames that fit, and whom they bind; the words that the event model weighs, with
//! probabilities and reasons; and the claims, or that there are none.

use super::cast::MemberId;
use super::claim::{Claim, pattern_name};
use super::frame::Match;
use super::headline;
use super::learned::{Decoder, EventModel, Tellings};
use super::source::Reading;
use crate::text::SentenceId;

/// The trace of an article whose sources claim `claims`.
pub(super) fn trace(reading: &Reading<'_>, model: Option<&EventModel>, claims: &[Claim]) -> String {
    let model = model.map(|model| reading.decoder(model)).map(|decoder| (decoder.tellings(), decoder));
    let (doc, page) = (reading.doc(), Page { reading, model });
    let mut text = format!("== {}\n", plain(&doc.article.doc));
    for sentence in doc.sentence_ids() {
        let span = doc.sentence(sentence).span;
        text += &format!("[{}] \"{}\" (bytes {}..{})\n", sentence.0, plain(doc.quote(sentence)), span.start, span.end);
        for line in page.sentence(sentence, claims) {
            text += &format!("    {}\n", plain(&line));
        }
    }
    text
}

struct Page<'a, 'r> {
    reading: &'a Reading<'r>,
    model: Option<(Tellings<'a>, Decoder<'a, 'a>)>,
}

impl Page<'_, '_> {
    fn sentence(&self, sentence: SentenceId, claims: &[Claim]) -> Vec<String> {
        let scene = &self.reading.scene;
        let mut lines = Vec::new();
        let members = scene.members_in(sentence);
        if !members.is_empty() {
            let kinds = members.iter().map(|&id| format!("{} ({})", self.name(id), scene.cast().member(id).kind));
            lines.push(format!("names    {}", kinds.collect::<Vec<_>>().join("; ")));
        }
        let heading = headline::is_title_case(self.reading.doc(), sentence);
        if heading {
            lines.push("heading  in title case, where only programs look for events".to_owned());
        } else {
            lines.extend(scene.matches[sentence.0 as usize].iter().map(|fit| self.frame(fit)));
            lines.extend(self.model.iter().flat_map(|(tellings, decoder)| decoder.trace(sentence, tellings)));
        }
        let given: Vec<&Claim> = claims.iter().filter(|claim| claim.sentence == sentence).collect();
        lines.extend(given.iter().map(|claim| self.claim(claim)));
        if given.is_empty() {
            lines.push("nothing".to_owned());
        }
        lines
    }

    /// A frame that fits, and what it would claim by itself.
    fn frame(&self, fit: &Match<'_>) -> String {
        let (scene, doc) = (&self.reading.scene, self.reading.doc());
        let words: Vec<&str> = fit.words.iter().map(|&word| doc.word(word)).collect();
        let binds = match scene.claim_at(fit.trigger) {
            None => "but claims nothing: it binds nobody named, or another frame's claim holds it".to_owned(),
            Some(claim) if claim.kind == fit.event.id => format!("with {} · {}", self.parties(claim), claim.status),
            Some(claim) => format!("as {} with {} · {}", claim.pattern, self.parties(claim), claim.status),
        };
        format!("frame    {} fits at \"{}\", {binds}", pattern_name(fit), words.join(" "))
    }

    fn claim(&self, claim: &Claim) -> String {
        let doc = self.reading.doc();
        let mut notes = vec![format!("gives    {} {}: {}", claim.kind, claim.status, self.parties(claim))];
        notes.extend(claim.host.map(|host| format!("host {}", self.name(host))));
        notes.extend(claim.place.map(|place| format!("in {}", self.name(place))));
        notes.extend(claim.date.clone());
        notes.extend((!claim.topics.is_empty()).then(|| format!("about {}", claim.topics.join(", "))));
        notes.extend(claim.claimed_by.map(|who| format!("claimed by {}", self.name(who))));
        notes.push(format!("trigger \"{}\"", claim.trigger.of(&doc.article.text)));
        notes.push(format!("pattern {}", claim.pattern));
        notes.push(format!("confidence {:.2}", claim.confidence));
        notes.join(" · ")
    }

    fn parties(&self, claim: &Claim) -> String {
        let names = |side: &[MemberId]| side.iter().map(|&id| self.name(id)).collect::<Vec<_>>().join(", ");
        if claim.recipients.is_empty() {
            return names(&claim.actors);
        }
        format!("{} → {}", names(&claim.actors), names(&claim.recipients))
    }

    fn name(&self, member: MemberId) -> &str {
        &self.reading.scene.cast().member(member).name
    }
}

/// One line that cannot command a terminal.
fn plain(text: &str) -> String {
    let harmful = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if harmful(c) { ' ' } else { c }).collect()
}
