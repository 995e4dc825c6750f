//! Where an event takes place: of the places that its sentence names, the one whose phrase stands nearest to the trigger.
//!
//! Event types that consist in words take place nowhere in particular, unless a place is told right beside the trigger;
//! those that consist in deeds take place wherever the sentence looks.

use super::cast::MemberId;
use super::claim::Binder;
use super::clause::Clauses;
use super::frame::Match;
use super::setting::Settings;
use crate::schema::Role;
use crate::text::{TokenId, Upos};
use crate::vocabulary::EntityKind;

/// Prepositions that tell where something happens.
#[rustfmt::skip]
const STANDING: &[&str] = &[
    "in", "at", "near", "off", "outside", "inside", "around", "across", "throughout", "within", "along", "into",
    "through", "over", "toward", "towards", "on", "against", "onto", "north of", "south of", "east of", "west of",
];

/// Those of them behind which a country is a target or topic.
const TARGETING: &[&str] = &["on", "against", "over", "into", "toward", "towards", "through"];

/// Words before the circumstances of a happening, which take place elsewhere: "amid protests in Peru".
#[rustfmt::skip]
const CIRCUMSTANCE: &[&str] = &[
    "after", "following", "amid", "amidst", "despite", "before", "over", "since", "because", "due", "until",
    "besides", "without", "against", "if", "than", "prior", "ahead",
];

/// Event types that consist in words or decisions.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "ACCUSE", "LEADERSHIP", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "AGREE", "THREATEN", "CONCEDE",
];

/// Event types whose place a sentence names even where it is not attached to the trigger.
const DEEDS: &[&str] = &["ASSAULT", "COERCE", "PROTEST"];

/// Verbs whose object is where their subject comes to be.
const ARRIVAL: &[&str] = &["visit", "tour", "enter", "leave", "attend"];

/// Distances from which on a place is not the event's, in tenths of a step.
const FAR: u32 = 30;
const BESIDE: u32 = 10;

/// How a phrase tells of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// "in Geneva".
    Within,
    /// "strikes on Yemen".
    Target,
    /// "to Geneva".
    Whither,
    /// "bombed Kharkiv".
    Object,
    /// "Kharkiv was bombed".
    Subject,
}

impl Binder<'_> {
    /// The place of the event: what its sentence says, or the frame.
    pub(super) fn venue(&self, fit: &Match<'_>, settings: &Settings<'_>) -> Option<MemberId> {
        let bound = fit.arguments.iter().filter(|(role, _)| *role == Role::Place);
        let named = bound.filter_map(|&(_, phrase)| settings.named_place(phrase, 0)).next();
        let found = self.nearest_place(fit);
        match (named, found) {
            // "visits China … in Beijing": the more specific one.
            (Some(a), Some((b, distance))) if distance < BESIDE || self.country_of(b) == Some(a) => Some(b),
            (Some(a), _) => Some(a),
            (None, found) => found.map(|(place, _)| place),
        }
    }

    fn nearest_place(&self, fit: &Match<'_>) -> Option<(MemberId, u32)> {
        let doc = self.refs.doc;
        let bounds = &doc.sentence(doc.sentence_of(fit.trigger)).tokens;
        let hosts = hosts(&self.clauses, fit.trigger);
        let mentions = self.refs.cast.mentions.iter();
        let here = mentions.filter(|(mention, _)| !mention.nested && bounds.contains(&mention.tokens.start));
        here.filter_map(|(mention, member)| {
            let inside = |token: TokenId| mention.tokens.contains(&token.0);
            let head = mention.tokens.clone().map(TokenId).find(|&at| !doc.token(at).head.is_some_and(inside))?;
            let distance = self.distance(fit, &hosts, head, *member)?;
            Some((distance, head.0.abs_diff(fit.trigger.0), *member))
        })
        .min()
        .map(|(distance, _, member)| (member, distance))
    }

    /// How far a named place lies from the event, in tenths of a step; none if it is not where the event takes place.
    fn distance(&self, fit: &Match<'_>, hosts: &[TokenId], name: TokenId, member: MemberId) -> Option<u32> {
        let doc = self.refs.doc;
        let kind = self.refs.cast.member(member).kind;
        let (event, trigger) = (fit.event.id.as_str(), fit.trigger);
        let country = match kind {
            EntityKind::Country => true,
            EntityKind::Place => false,
            _ => return None,
        };
        let (phrase, link) = self.link(name, country)?;
        let beside = doc.token(phrase).head == Some(trigger);
        let consult = event == "CONSULT";
        let arrives = consult && ARRIVAL.contains(&doc.token(trigger).lemma.as_str());
        let extra = match link {
            Link::Within => 0,
            Link::Whither if consult => 3,
            Link::Whither if !country => 20,
            Link::Object if consult && !arrives => return None,
            Link::Object if beside && (arrives || !country) => 6 * u32::from(country),
            Link::Subject if beside && !country && !consult => 0,
            Link::Target if matches!(event, "ASSAULT" | "MOBILIZE") => 12,
            _ => return None,
        };
        let against = || matches!(self.clauses.tree.case(doc, phrase).as_deref(), Some("against" | "over" | "through"));
        if matches!(event, "PROTEST" | "CONSULT") && (link == Link::Object && !arrives || against()) {
            return None;
        }
        let distance = self.attachment(hosts, phrase, link) + extra;
        if WORDS.contains(&event) {
            let stands = matches!(self.clauses.tree.case(doc, phrase).as_deref(), Some("in" | "at"));
            return (distance == 0 && stands && !country).then_some(0);
        }
        let distance = distance + 4 * u32::from(country);
        (distance < FAR || DEEDS.contains(&event)).then_some(distance)
    }

    /// The phrase that locates by a name, and how: "Geneva", "the city of Geneva", "the Geneva headquarters".
    fn link(&self, name: TokenId, country: bool) -> Option<(TokenId, Link)> {
        let doc = self.refs.doc;
        if doc.token(name).upos == Upos::Adj {
            return None;
        }
        let mut at = name;
        for _ in 0..4 {
            let relation = doc.relation(at);
            let modifies = matches!(relation, "compound" | "amod");
            match self.clauses.tree.case(doc, at) {
                Some(case) if STANDING.contains(&case.as_str()) => {
                    let target = country && at == name && TARGETING.contains(&case.as_str());
                    return Some((at, if target { Link::Target } else { Link::Within }));
                }
                Some(case) if case == "to" && at == name => return Some((at, Link::Whither)),
                Some(case) if case == "of" && !country => {}
                Some(_) => return None,
                None if doc.token(at).deprel == "nmod:poss" || (country && modifies) => return None,
                None if matches!(relation, "compound" | "flat" | "appos" | "nmod" | "conj" | "amod") => {}
                None if relation == "obj" => return Some((at, Link::Object)),
                None if doc.token(at).deprel == "nsubj:pass" => return Some((at, Link::Subject)),
                None => return None,
            }
            at = doc.token(at).head?;
        }
        None
    }

    /// Tenths of a step from the phrase up to the trigger or to what the trigger hangs on.
    fn attachment(&self, hosts: &[TokenId], phrase: TokenId, link: Link) -> u32 {
        let doc = self.refs.doc;
        let (mut at, mut verbs, mut loose) = (phrase, false, false);
        for _ in 0..30 {
            if let Some(rank) = hosts.iter().position(|&host| host == at) {
                return 10 * u32::from(rank > 0) + 20 * u32::from(loose) + 5 * u32::from(verbs);
            }
            if at != phrase {
                verbs |= doc.token(at).upos == Upos::Verb;
                loose |= matches!(doc.relation(at), "ccomp" | "parataxis" | "advcl")
                    || doc.token(at).deprel == "acl:relcl"
                    || is_circumstance(&self.clauses, at);
            } else if link != Link::Within {
                loose |= is_circumstance(&self.clauses, at);
            }
            match doc.token(at).head {
                Some(head) => at = head,
                None => break,
            }
        }
        FAR
    }
}

/// The trigger and the words above it whose circumstances it shares.
fn hosts(clauses: &Clauses<'_>, trigger: TokenId) -> Vec<TokenId> {
    let doc = clauses.doc;
    let verbal = matches!(doc.token(trigger).upos, Upos::Verb | Upos::Aux);
    let mut hosts = vec![trigger];
    let mut at = trigger;
    for _ in 0..4 {
        let Some(head) = doc.token(at).head else { break };
        let relation = doc.relation(at);
        let shares = if verbal {
            matches!(relation, "xcomp" | "advcl")
                || (relation == "conj" && clauses.tree.with(doc, at, "nsubj").next().is_none())
        } else {
            matches!(
                relation,
                "obj" | "nsubj" | "obl" | "conj" | "appos" | "compound" | "nmod" | "xcomp" | "acl" | "advcl"
            )
        };
        if !shares || (matches!(relation, "obl" | "nmod" | "advcl") && is_circumstance(clauses, at)) {
            break;
        }
        hosts.push(head);
        if !verbal && doc.token(head).upos == Upos::Verb {
            break;
        }
        at = head;
    }
    hosts
}

/// Whether a phrase or clause tells of another happening, which has a time and place of its own.
pub(super) fn is_circumstance(clauses: &Clauses<'_>, phrase: TokenId) -> bool {
    let doc = clauses.doc;
    let opening = clauses.tree.children(phrase).iter().find(|&&child| matches!(doc.relation(child), "case" | "mark"));
    opening.is_some_and(|&child| CIRCUMSTANCE.contains(&doc.word(child).to_lowercase().as_str()))
}
