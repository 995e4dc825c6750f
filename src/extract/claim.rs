//! Matches of frames → [`Claim`]s: what one sentence says, with its roles bound to members of the cast.

use super::cast::MemberId;
use super::clause::Clauses;
use super::frame::Match;
use super::place::is_circumstance;
use super::reference::References;
use super::setting::{LOCATIVE, Settings};
use super::status::StatusIndex;
use crate::kb::Entry;
use crate::schema::{AreaIndex, Role};
use crate::text::time::Tense;
use crate::text::{Document, SentenceId, TokenId, lower};
use crate::vocabulary::{EntityKind, Mode, Span, Status};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

/// One event as one sentence tells it, checked: sources outside of the library make one by [`Reading::claim`](super::Reading::claim).
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Event type.
    pub(super) kind: String,
    /// Form of a consultation.
    pub(super) mode: Option<Mode>,
    /// How real.
    pub(super) status: Status,
    /// Who acts.
    pub(super) actors: Vec<MemberId>,
    /// Who is acted on.
    pub(super) recipients: Vec<MemberId>,
    /// Who hosts.
    pub(super) host: Option<MemberId>,
    /// Where.
    pub(super) place: Option<MemberId>,
    /// When, as ISO day, month or year.
    pub(super) date: Option<String>,
    /// Policy areas, at most four.
    pub(super) topics: Vec<String>,
    /// Who says so, if not the parties themselves.
    pub(super) claimed_by: Option<MemberId>,
    /// The sentence.
    pub(super) sentence: SentenceId,
    /// The trigger's main word.
    pub(super) token: TokenId,
    /// The trigger words, in the article's text.
    pub(super) trigger: Span,
    /// Lemma of the trigger's main word.
    pub(super) lemma: String,
    /// Frame that fired: event type and line of its file.
    pub(super) pattern: String,
    /// How sure.
    pub(super) confidence: f32,
}

/// Who takes part in an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Parties {
    /// Who acts.
    pub actors: Vec<MemberId>,
    /// Who is acted on.
    pub recipients: Vec<MemberId>,
}

/// What else a sentence says of an event: how real it is, where, when, about what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub status: Status,
    /// A place that the sentence names.
    pub place: Option<MemberId>,
    /// The place that tells who hosts: where the parties come together, by the grammar of the sentence.
    pub venue: Option<MemberId>,
    /// Day, month or year.
    pub date: Option<String>,
    /// Policy areas.
    pub topics: Vec<String>,
}

/// The direction in which somebody looks who tells of an event of this status.
pub(super) const fn tense_of(status: Status) -> Tense {
    match status {
        Status::Planned | Status::Possible => Tense::Future,
        _ => Tense::Past,
    }
}

/// Binds matches to members.
pub(super) struct Binder<'a> {
    pub refs: References<'a>,
    /// What the text says lies where, by place.
    pub located: FxHashMap<MemberId, MemberId>,
    pub clauses: Clauses<'a>,
    pub statuses: &'a StatusIndex,
    pub areas: Areas<'a>,
}

/// Verbs whose clause reports what somebody claims.
#[rustfmt::skip]
const CLAIMING: &[&str] = &[
    "say", "claim", "allege", "state", "report", "accuse", "assert", "tell", "add", "believe", "estimate",
    "suspect", "blame", "insist", "argue",
];

/// At most so many policy areas are given to an event.
pub(super) const MAX_TOPICS: usize = 4;

impl Binder<'_> {
    /// The claims of a sentence. Matches without a named party give none; what is only asked, promised or threatened in
    /// another match is not claimed a second time.
    pub fn claims(
        &self,
        sentence: SentenceId,
        matches: &[Match<'_>],
        settings: &Settings<'_>,
        before: &[Claim],
    ) -> Vec<Claim> {
        let mut taken: FxHashSet<TokenId> = FxHashSet::default();
        let mut found = Vec::new();
        for fit in matches {
            let content = matches.iter().any(|over| self.is_content_of(fit, over));
            if content || taken.contains(&fit.clause) || taken.contains(&fit.trigger) {
                continue;
            }
            let mut frames = std::iter::once(fit).chain(&fit.alternatives);
            if let Some(claim) = frames.find_map(|fit| self.claim(sentence, fit, settings, before)) {
                taken.extend(fit.words.iter().copied());
                found.push((fit.trigger, claim));
            }
        }
        found.sort_by_key(|(trigger, _)| *trigger);
        found.into_iter().map(|(_, claim)| claim).collect()
    }

    /// Whether `fit` is what `over` asks, promises, threatens or refuses: "agreed to *meet*", "called for *talks*".
    fn is_content_of(&self, fit: &Match<'_>, over: &Match<'_>) -> bool {
        const EMBEDDING: &[&str] = &["AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"];
        if fit.trigger == over.trigger || !EMBEDDING.contains(&over.event.id.as_str()) {
            return false;
        }
        let doc = self.refs.doc;
        let mut at = fit.trigger;
        for _ in 0..3 {
            let Some(head) = doc.token(at).head else { return false };
            let relation = doc.relation(at);
            let dependent = matches!(relation, "xcomp" | "obj" | "obl" | "nmod" | "acl" | "ccomp")
                && doc.token(at).deprel != "acl:relcl";
            if !dependent || (relation == "obl" && !self.is_governed(at)) {
                return false;
            }
            if over.words.contains(&head) {
                return true;
            }
            at = head;
        }
        false
    }

    fn is_governed(&self, phrase: TokenId) -> bool {
        let case = self.refs.tree.case(self.refs.doc, phrase);
        matches!(case.as_deref(), Some("for" | "to" | "on" | "of" | "about"))
    }

    fn claim(&self, sentence: SentenceId, fit: &Match<'_>, settings: &Settings<'_>, before: &[Claim]) -> Option<Claim> {
        let place = self.place(fit, settings);
        let status = self.status(fit);
        let (mut actors, recipients) = self.parties(fit, place);
        if actors.is_empty() && recipients.is_empty() && !fit.frame.nouns.is_empty() {
            actors = match fit.event.id.as_str() {
                "CONSULT" => self.last_consultation(before),
                // What the two might do together; what they do is said of somebody.
                "COOPERATE" if matches!(status, Status::Planned | Status::Possible) => self.pair_in_focus(),
                _ => Vec::new(),
            };
        }
        let lacking = fit.frame.needs_recipient && recipients.is_empty() && actors.len() < 2;
        if actors.is_empty() || lacking {
            return None;
        }
        let told = Told { status, ..self.told(sentence, fit, settings) };
        Some(self.describe(sentence, fit, Parties { actors, recipients }, told))
    }

    /// What the rules make of the sentence.
    pub fn told(&self, sentence: SentenceId, fit: &Match<'_>, settings: &Settings<'_>) -> Told {
        let status = self.status(fit);
        let venue = self.venue(fit, settings);
        Told {
            status,
            place: venue,
            venue,
            date: settings.date(fit.trigger, fit.clause, tense_of(status)),
            topics: self.topics(sentence, fit),
        }
    }

    /// The claim of an event, given who takes part and what else is said of it: adds who hosts and who claims it.
    pub fn describe(&self, sentence: SentenceId, fit: &Match<'_>, parties: Parties, told: Told) -> Claim {
        let Parties { actors, recipients } = parties;
        let Told { status, place, venue, date, topics } = told;
        let doc = self.refs.doc;
        let consult = fit.event.id == "CONSULT";
        let host = if consult { self.venue_host(self.host(fit), venue, &actors, &recipients) } else { None };
        let claimed_by = self.claimant(fit, &actors, &recipients);
        Claim {
            kind: fit.event.id.clone(),
            mode: fit.frame.mode,
            status,
            host,
            place: place.or_else(|| host.filter(|&host| self.refs.cast.member(host).kind == EntityKind::Country)),
            date,
            topics,
            claimed_by,
            sentence,
            token: fit.trigger,
            trigger: trigger_span(fit, doc),
            lemma: doc.token(fit.clause).lemma.to_string(),
            pattern: pattern_name(fit),
            confidence: self.confidence(fit, &actors, &recipients),
            actors,
            recipients,
        }
    }

    fn status(&self, fit: &Match<'_>) -> Status {
        let stated = || self.statuses.status(&self.clauses, fit.trigger, fit.clause, &fit.event.id);
        fit.frame.status.unwrap_or_else(stated)
    }

    fn host(&self, fit: &Match<'_>) -> Option<MemberId> {
        let hosts = self.members(fit, Role::Host);
        hosts.into_iter().find(|&m| matches!(self.refs.cast.member(m).kind, EntityKind::Person | EntityKind::Country))
    }

    /// The leader of the venue's country who takes part; else the venue's country, if the text names it.
    fn venue_host(
        &self,
        host: Option<MemberId>,
        place: Option<MemberId>,
        actors: &[MemberId],
        recipients: &[MemberId],
    ) -> Option<MemberId> {
        let cast = self.refs.cast;
        let country = match host {
            Some(host) if cast.member(host).kind == EntityKind::Country => Some(host),
            Some(_) => return host,
            None => place.and_then(|place| self.country_of(place)),
        }?;
        let leader = actors.iter().chain(recipients).copied().find(|&party| {
            self.refs.offices.iter().any(|office| office.person == party && office.of == country && !office.former)
        });
        leader.or(Some(country))
    }

    /// The country that a place is or lies in, where the text names it.
    pub(super) fn country_of(&self, place: MemberId) -> Option<MemberId> {
        let cast = self.refs.cast;
        let mut at = place;
        for _ in 0..3 {
            if cast.member(at).kind == EntityKind::Country {
                return Some(at);
            }
            match self.located.get(&at) {
                Some(&wider) => at = wider,
                None => break,
            }
        }
        let iso = match cast.member(place).entry? {
            Entry::Place(index) => self.refs.kb.places()[index].country.as_deref()?,
            Entry::Seat(index) => &self.refs.kb.seats()[index].country,
            _ => return None,
        };
        cast.country(self.refs.kb.country_index(iso)?)
    }

    /// The place that the parties of a frame are inferred from.
    fn place(&self, fit: &Match<'_>, settings: &Settings<'_>) -> Option<MemberId> {
        let bound = fit.arguments.iter().filter(|(role, _)| *role == Role::Place);
        let named = bound.filter_map(|&(_, phrase)| settings.named_place(phrase, 0)).next();
        let struck = fit.arguments.iter().filter(|(role, _)| *role == Role::Recipient).find_map(|&(_, phrase)| {
            settings.named_place(phrase, 0).filter(|&m| self.refs.cast.member(m).kind == EntityKind::Place)
        });
        let standing = settings.place(fit.trigger, fit.clause).or(struck);
        // The more specific of the two: "visits China … in Beijing".
        match (named, standing) {
            (Some(a), Some(b)) if self.country_of(b) == Some(a) => Some(b),
            (Some(a), _) => Some(a),
            (None, b) => b,
        }
    }

    /// To whom the text attributes the claim: the subject of the verb of saying over the trigger, unless a party itself.
    fn claimant(&self, fit: &Match<'_>, actors: &[MemberId], recipients: &[MemberId]) -> Option<MemberId> {
        let doc = self.refs.doc;
        let mut at = fit.trigger;
        for _ in 0..8 {
            if let Some(source) = self.source(at) {
                return (!actors.contains(&source)).then_some(source);
            }
            // What is mentioned in passing is not what is claimed.
            if doc.token(at).deprel == "acl:relcl" || is_circumstance(&self.clauses, at) {
                return None;
            }
            let head = doc.token(at).head?;
            let relation = doc.relation(at);
            let reported = matches!(relation, "ccomp" | "parataxis" | "xcomp" | "advcl" | "obl");
            if reported && CLAIMING.contains(&doc.token(head).lemma.as_str()) {
                let speakers = self.clauses.of_verb(head).subject;
                let speaker = speakers.iter().flat_map(|&phrase| self.refs.parties(phrase)).next()?;
                let party = |member: MemberId| {
                    actors.contains(&member) || (fit.event.symmetric && recipients.contains(&member))
                };
                let own = party(speaker)
                    || self.refs.offices.iter().any(|office| {
                        (office.person == speaker && party(office.of)) || (office.of == speaker && party(office.person))
                    });
                return (!own).then_some(speaker);
            }
            at = head;
        }
        None
    }

    /// Whom the clause of a word names as its source: "according to the United Nations".
    fn source(&self, word: TokenId) -> Option<MemberId> {
        let (doc, tree) = (self.refs.doc, self.refs.tree);
        let phrases =
            tree.children(word).iter().copied().filter(|&child| matches!(doc.relation(child), "obl" | "nmod"));
        let according = |phrase: &TokenId| tree.case(doc, *phrase).is_some_and(|case| case.starts_with("according"));
        phrases.filter(according).flat_map(|phrase| self.refs.parties(phrase)).next()
    }

    /// Policy areas: what the frame's words speak of, then what the sentence speaks of.
    fn topics(&self, sentence: SentenceId, fit: &Match<'_>) -> Vec<String> {
        let mut topics = fit.frame.topics.clone();
        for area in self.areas.of(sentence) {
            if !topics.contains(area) {
                topics.push(area.clone());
            }
        }
        if topics.is_empty() {
            topics.extend(fit.event.default_topic.clone());
        }
        topics.truncate(MAX_TOPICS);
        topics
    }

    fn confidence(&self, fit: &Match<'_>, actors: &[MemberId], recipients: &[MemberId]) -> f32 {
        let mut sure: f32 = if fit.frame.nouns.is_empty() { 0.7 } else { 0.55 };
        if !recipients.is_empty() || actors.len() > 1 {
            sure += 0.15;
        }
        if !fit.frame.objects.is_empty() || !fit.frame.complements.is_empty() {
            sure += 0.05;
        }
        sure
    }
}

/// The policy areas of an article's sentences, each looked up when it is first asked for.
pub(super) struct Areas<'a> {
    doc: &'a Document,
    index: &'a AreaIndex,
    by_sentence: Vec<OnceCell<Vec<String>>>,
}

impl<'a> Areas<'a> {
    /// Nothing looked up yet.
    pub fn new(doc: &'a Document, index: &'a AreaIndex) -> Self {
        Self { doc, index, by_sentence: doc.sentences.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The areas whose words a sentence has, in their order.
    pub fn of(&self, sentence: SentenceId) -> &[String] {
        self.by_sentence[sentence.0 as usize].get_or_init(|| {
            let tokens = || self.doc.token_ids(sentence);
            let forms: Vec<_> = tokens().map(|token| lower(self.doc.word(token))).collect();
            let words = tokens().zip(&forms).map(|(token, form)| (self.doc.token(token).lemma.as_str(), &**form));
            let words: Vec<(&str, &str)> = words.collect();
            self.index.find(&words).into_iter().map(|hit| hit.area).collect()
        })
    }
}

/// The frame's name in evidence: its event type and its first trigger, "CONSULT/hold+talk"; "CONSULT/" where no frame fits.
pub(super) fn pattern_name(fit: &Match<'_>) -> String {
    let frame = fit.frame;
    let trigger = [&frame.verbs, &frame.nouns, &frame.adjectives].into_iter().find_map(|words| words.first());
    let object = frame.objects.first().map(|object| format!("+{object}")).unwrap_or_default();
    format!("{}/{}{object}", fit.event.id, trigger.map_or("", String::as_str))
}

/// From the first to the last word of the trigger, if they stand close; else the main word alone.
fn trigger_span(fit: &Match<'_>, doc: &crate::text::Document) -> Span {
    let main = doc.token(fit.trigger).span;
    match (fit.words.first(), fit.words.last()) {
        (Some(&first), Some(&last)) if last.0 - first.0 <= 4 => {
            Span::new(doc.token(first).span.start, doc.token(last).span.end)
        }
        _ => main,
    }
}

/// Whether a preposition makes a capital a place rather than a government.
pub(super) fn is_locative(case: &str) -> bool {
    LOCATIVE.contains(&case)
}
