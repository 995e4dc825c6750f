//! Where and when an event takes place: the locative phrases and time expressions that belong to its trigger.

use super::cast::{Cast, MemberId};
use super::clause::Clauses;
use super::place::is_circumstance;
use crate::text::time::{self, Bound, Granularity, Tense, TimeExpression};
use crate::text::{Document, SentenceId, TokenId, Tree, Upos};
use crate::vocabulary::EntityKind;

/// Prepositions of place.
pub(crate) const LOCATIVE: &[&str] = &[
    "in",
    "at",
    "near",
    "off",
    "outside",
    "inside",
    "around",
    "across",
    "throughout",
    "into",
    "to",
    "toward",
    "towards",
    "from",
    "through",
    "over",
    "on",
    "within",
    "along",
    "outside of",
    "in front of",
    "north of",
    "south of",
    "east of",
    "west of",
];

/// Prepositions that tell where something happens, not whither or whence.
#[rustfmt::skip]
const STANDING: &[&str] = &[
    "in", "at", "near", "off", "outside", "inside", "around", "across", "throughout", "on", "within", "along",
    "over",
];

/// The settings of one sentence's events.
pub struct Settings<'a> {
    doc: &'a Document,
    tree: &'a Tree,
    cast: &'a Cast,
    times: Vec<(TimeExpression, TokenId)>,
}

/// The expressions of time in a sentence, each with the word on which the others of it hang. Those in names are none: "the March 23
/// Movement".
pub(crate) fn times_in(doc: &Document, cast: &Cast, sentence: SentenceId) -> Vec<(TimeExpression, TokenId)> {
    let span = doc.sentence(sentence).span;
    time::find(doc.quote(sentence), span.start, doc.article.date)
        .into_iter()
        .filter_map(|time| Some((time.clone(), last_token_in(doc, sentence, &time)?)))
        .filter(|(_, token)| cast.at(*token).is_none())
        .collect()
}

impl<'a> Settings<'a> {
    /// Reads a sentence's time expressions.
    pub fn new(doc: &'a Document, tree: &'a Tree, cast: &'a Cast, sentence: SentenceId) -> Self {
        let times = times_in(doc, cast, sentence);
        Self { doc, tree, cast, times }
    }

    /// The ISO date of the event: that of its expression of time.
    pub fn date(&self, trigger: TokenId, clause: TokenId, tense: Tense) -> Option<String> {
        self.time(trigger, clause, tense)?.0.iso_for(tense)
    }

    /// Of the expressions of time that belong to the event's clause, the one nearest to the trigger.
    pub fn time(&self, trigger: TokenId, clause: TokenId, tense: Tense) -> Option<&(TimeExpression, TokenId)> {
        let hosts = [self.hosts(trigger), self.hosts(clause)].concat();
        self.times
            .iter()
            .filter(|(time, token)| {
                // A year that names an event dates that event: "the 2006 riots".
                let own = !time.weak || self.doc.token(*token).head == Some(trigger);
                // "Attacks since March 2" go on; "the first visit since 2016" does not date back.
                let since = time.bound == Bound::Since && time.granularity != Granularity::Day;
                own && !since && !matches!(time.bound, Bound::Before | Bound::After)
            })
            .filter(|(_, token)| !self.is_elsewhere(*token, &hosts))
            .filter_map(|dated| {
                let (time, token) = dated;
                let host = self
                    .host_of_time(*token, &hosts)
                    .or_else(|| self.is_beside(*token, trigger).then_some(hosts.len()))?;
                let iso = time.iso_for(tense)?;
                Some(((host, token.0.abs_diff(trigger.0), iso), dated))
            })
            .min_by(|(a, _), (b, _)| a.cmp(b))
            .map(|(_, dated)| dated)
    }

    /// The words whose modifiers of time and place are the event's: the trigger, and of a noun or infinitive what governs it.
    fn hosts(&self, trigger: TokenId) -> Vec<TokenId> {
        let mut hosts = vec![trigger];
        let mut at = trigger;
        for _ in 0..3 {
            let Some(head) = self.doc.token(at).head else { break };
            let relation = self.doc.relation(at);
            let verbal = self.doc.token(trigger).upos == Upos::Verb;
            let shares = if verbal {
                relation == "xcomp" || (relation == "conj" && self.tree.with(self.doc, at, "nsubj").next().is_none())
            } else {
                matches!(relation, "obj" | "nsubj" | "obl" | "conj" | "appos" | "compound")
                    || self.doc.token(at).deprel == "nmod:of"
            };
            if !shares {
                break;
            }
            hosts.push(head);
            if !verbal && self.doc.token(head).upos == Upos::Verb {
                break;
            }
            at = head;
        }
        hosts
    }

    /// Which of the hosts an expression of time hangs on, without another verb in between.
    fn host_of_time(&self, token: TokenId, hosts: &[TokenId]) -> Option<usize> {
        let mut at = token;
        for _ in 0..6 {
            if let Some(rank) = hosts.iter().position(|host| *host == at) {
                return Some(rank);
            }
            if at != token && self.doc.token(at).upos == Upos::Verb && !self.modifies(at, hosts) {
                return None;
            }
            at = self.doc.token(at).head?;
        }
        None
    }

    /// Whether the verb is a participle at one of the nouns: "a strike *conducted* on Tuesday".
    fn modifies(&self, verb: TokenId, nouns: &[TokenId]) -> bool {
        self.doc.token(verb).deprel == "acl" && self.doc.token(verb).head.is_some_and(|head| nouns.contains(&head))
    }

    /// Whether the expression dates another happening, told as a circumstance: "after clashes *last night*".
    fn is_elsewhere(&self, token: TokenId, hosts: &[TokenId]) -> bool {
        let clauses = Clauses::new(self.doc, self.tree);
        let mut at = token;
        for _ in 0..6 {
            if hosts.contains(&at) {
                return false;
            }
            if at != token && is_circumstance(&clauses, at) {
                return true;
            }
            match self.doc.token(at).head {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// Whether no other verb stands between the expression and the trigger: parsers often attach such phrases wrongly.
    fn is_beside(&self, token: TokenId, trigger: TokenId) -> bool {
        let (first, last) = (token.min(trigger), token.max(trigger));
        let between = first.0 + 1..last.0;
        between.len() <= 14 && between.map(TokenId).all(|at| self.doc.token(at).upos != Upos::Verb)
    }

    /// The most specific named place of a locative phrase at the trigger or at the verb of its clause, else anywhere below it.
    pub fn place(&self, trigger: TokenId, clause: TokenId) -> Option<MemberId> {
        let hosts = [self.hosts(clause), self.hosts(trigger)].concat();
        hosts.iter().find_map(|&host| self.place_at(host)).or_else(|| self.place_below(trigger))
    }

    /// A locative phrase deeper in the trigger's own phrase: "an airstrike on a school *in Jabalia*".
    fn place_below(&self, trigger: TokenId) -> Option<MemberId> {
        let mut level = vec![trigger];
        for _ in 0..4 {
            let inner = |child: &TokenId| {
                !matches!(self.doc.relation(*child), "nsubj" | "ccomp" | "advcl" | "parataxis" | "conj")
            };
            let next: Vec<TokenId> =
                level.iter().flat_map(|&head| self.tree.children(head)).copied().filter(inner).collect();
            if let Some(place) = next.iter().find_map(|&head| self.place_at(head)) {
                return Some(place);
            }
            level = next;
        }
        None
    }

    fn place_at(&self, head: TokenId) -> Option<MemberId> {
        self.tree.children(head).iter().copied().find_map(|phrase| {
            let standing = matches!(self.doc.relation(phrase), "obl" | "nmod")
                && self.tree.case(self.doc, phrase).is_some_and(|case| STANDING.contains(&case.as_str()));
            if standing { self.named_place(phrase, 0) } else { None }
        })
    }

    /// The place that a phrase names: "Geneva", "the city of Geneva", "the Geneva headquarters".
    pub fn named_place(&self, phrase: TokenId, depth: usize) -> Option<MemberId> {
        let is_place =
            |member: &MemberId| matches!(self.cast.member(*member).kind, EntityKind::Place | EntityKind::Country);
        if let Some(member) = self.cast.at(phrase).filter(is_place) {
            return Some(member);
        }
        if depth > 2 || matches!(self.doc.token(phrase).upos, Upos::Pron) {
            return None;
        }
        self.tree.children(phrase).iter().copied().find_map(|child| {
            let case = self.tree.case(self.doc, child);
            let inside = match self.doc.relation(child) {
                "nmod" => case.is_none_or(|case| matches!(case.as_str(), "of" | "in" | "at" | "near")),
                "compound" | "amod" | "appos" | "flat" => true,
                _ => false,
            };
            if inside { self.named_place(child, depth + 1) } else { None }
        })
    }
}

/// The last token of the expression that has content: its head lies there in English.
fn last_token_in(doc: &Document, sentence: SentenceId, time: &TimeExpression) -> Option<TokenId> {
    let inside = |token: &TokenId| time.span.contains(doc.token(*token).span);
    let tokens: Vec<TokenId> = doc.token_ids(sentence).filter(inside).collect();
    let outside = |token: &&TokenId| doc.token(**token).head.is_none_or(|head| !tokens.contains(&head));
    tokens.iter().find(outside).copied()
}
