//! Where and when an event takes place: the locative phrases and time expressions that belong to its trigger.

use super::cast::{Cast, MemberId};
use crate::text::time::{self, Tense, TimeExpression};
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
const STANDING: &[&str] = &[
    "in",
    "at",
    "near",
    "off",
    "outside",
    "inside",
    "around",
    "across",
    "throughout",
    "on",
    "within",
    "along",
    "over",
];

/// The settings of one sentence's events.
pub struct Settings<'a> {
    doc: &'a Document,
    tree: &'a Tree,
    cast: &'a Cast,
    times: Vec<(TimeExpression, TokenId)>,
}

impl<'a> Settings<'a> {
    /// Reads a sentence's time expressions.
    pub fn new(doc: &'a Document, tree: &'a Tree, cast: &'a Cast, sentence: SentenceId) -> Self {
        let span = doc.sentence(sentence).span;
        let times = time::find(doc.quote(sentence), span.start, doc.article.date)
            .into_iter()
            .filter_map(|time| Some((time.clone(), last_token_in(doc, sentence, &time)?)))
            .collect();
        Self { doc, tree, cast, times }
    }

    /// The ISO date of the event: of the expressions of time, the one nearest to the trigger in the parse.
    pub fn date(&self, trigger: TokenId, clause: TokenId, tense: Tense) -> Option<String> {
        self.times
            .iter()
            .filter_map(|(time, token)| {
                let far = self.distance(*token, trigger).min(self.distance(*token, clause));
                let iso = time.iso_for(tense)?;
                (far <= 4).then_some((time.weak, far, token.0.abs_diff(trigger.0), iso))
            })
            .min()
            .map(|(.., iso)| iso)
    }

    /// The most specific named place of a locative phrase at the trigger or at the verb of its clause.
    pub fn place(&self, trigger: TokenId, clause: TokenId) -> Option<MemberId> {
        let mut heads = vec![clause];
        if trigger != clause {
            heads.push(trigger);
        }
        // A noun's place may hang on the verb above: "holds talks in Riyadh".
        let mut at = trigger;
        for _ in 0..3 {
            match self.doc.token(at).head {
                Some(head) if self.doc.token(at).deprel != "acl:relcl" && self.doc.relation(at) != "conj" => {
                    heads.push(head);
                    at = head;
                }
                _ => break,
            }
        }
        heads.into_iter().find_map(|head| self.place_at(head))
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

    /// Steps between two tokens in the parse.
    fn distance(&self, a: TokenId, b: TokenId) -> usize {
        let path = |mut at: TokenId| {
            let mut path = vec![at];
            while let Some(head) = self.doc.token(at).head.filter(|_| path.len() < 64) {
                path.push(head);
                at = head;
            }
            path
        };
        let (from, to) = (path(a), path(b));
        from.iter()
            .enumerate()
            .find_map(|(up, token)| to.iter().position(|other| other == token).map(|down| up + down))
            .unwrap_or(usize::MAX)
    }
}

/// The last token of the expression that has content: its head lies there in English.
fn last_token_in(doc: &Document, sentence: SentenceId, time: &TimeExpression) -> Option<TokenId> {
    let inside = |token: &TokenId| time.span.contains(doc.token(*token).span);
    let tokens: Vec<TokenId> = doc.token_ids(sentence).filter(inside).collect();
    let outside = |token: &&TokenId| doc.token(**token).head.is_none_or(|head| !tokens.contains(&head));
    tokens.iter().find(outside).copied()
}
