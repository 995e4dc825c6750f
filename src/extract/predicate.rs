//! Offices that a sentence says somebody has, gets or loses: "X is the mayor of Lima", "was sworn in as president of Portugal",
//! "Y replaces X as prime minister".

use super::cast::{Cast, MemberId};
use super::title::{Title, Titles};
use crate::text::{Document, SentenceId, TokenId, Tree};
use crate::vocabulary::EntityKind;
use std::ops::Range;

/// Verbs whose object gets the office.
#[rustfmt::skip]
const GIVING: &[&str] = &[
    "appoint", "name", "elect", "choose", "pick", "install", "swear", "declare", "proclaim", "inaugurate", "reelect",
    "re-elect", "reappoint", "confirm", "select", "crown",
];

/// Verbs that join a subject and its office without "as".
const BECOMING: &[&str] = &["become", "remain", "be"];

/// Verbs of one who comes after another.
const FOLLOWING: &[&str] = &["replace", "succeed"];

/// Verbs of losing an office.
#[rustfmt::skip]
const LOSING: &[&str] = &[
    "resign", "remove", "dismiss", "sack", "fire", "oust", "retire", "step", "quit", "depose", "suspend", "leave",
];

/// Verbs that say somebody may get an office: it is not held.
#[rustfmt::skip]
const WISHING: &[&str] = &[
    "nominate", "run", "propose", "consider", "want", "seek", "recommend", "endorse", "vote", "campaign", "stand",
];

/// Who leads what, where a verb says so instead of a title: "the party, led by X". The span is that of the verb.
pub(super) fn leaders(doc: &Document, cast: &Cast, sentence: SentenceId) -> Vec<(MemberId, MemberId, Range<u32>)> {
    let bounds = doc.sentence(sentence).tokens.clone();
    let kind = |member: MemberId| cast.member(member).kind;
    let led = |at: u32| {
        let verb = matches!(doc.word(TokenId(at)), "led" | "headed" | "chaired");
        let by = at + 2 < bounds.end && doc.word(TokenId(at + 1)) == "by";
        let person = (verb && by).then(|| cast.at(TokenId(at + 2))).flatten()?;
        let before = (bounds.start.max(at.saturating_sub(5))..at).rev().find_map(|at| cast.at(TokenId(at)))?;
        let fits = kind(person) == EntityKind::Person && kind(before) == EntityKind::Organization;
        fits.then_some((person, before, at..at + 2))
    };
    bounds.clone().filter_map(led).collect()
}

/// Persons with the titles that a sentence predicates of them.
pub(super) fn predicated(doc: &Document, tree: &Tree, cast: &Cast, sentence: SentenceId) -> Vec<(MemberId, Title)> {
    let bounds = doc.sentence(sentence).tokens.clone();
    let titles = Titles { doc, cast };
    let reader = Reader { doc, tree, cast };
    let mut found = Vec::new();
    let mut at = bounds.start;
    while at < bounds.end {
        if let Some(title) = titles.at(at, &bounds) {
            at = title.phrase.end.max(at + 1);
            found.extend(reader.holders(&title, &bounds));
        } else {
            at += 1;
        }
    }
    found
}

struct Reader<'a> {
    doc: &'a Document,
    tree: &'a Tree,
    cast: &'a Cast,
}

impl Reader<'_> {
    fn holders(&self, title: &Title, bounds: &Range<u32>) -> Vec<(MemberId, Title)> {
        // A title that a name follows is that person's.
        if title.phrase.end < bounds.end && self.person(TokenId(title.phrase.end)).is_some() {
            return Vec::new();
        }
        let Some(noun) = self.top(title) else { return Vec::new() };
        if let Some(subject) = self.dependent(noun, "nsubj") {
            return vec![(subject, title.clone())];
        }
        let Some(verb) = self.doc.token(noun).head else { return Vec::new() };
        let lemma = self.doc.token(verb).lemma.as_str();
        let as_office = self.tree.case(self.doc, noun).as_deref() == Some("as")
            || self.tree.with(self.doc, noun, "mark").any(|mark| self.doc.word(mark) == "as");
        let bare = (BECOMING.contains(&lemma) || GIVING.contains(&lemma))
            && matches!(self.doc.relation(noun), "xcomp" | "obj")
            && self.tree.case(self.doc, noun).is_none();
        if WISHING.contains(&lemma) || !(as_office || bare) {
            return Vec::new();
        }
        let former = title.former || LOSING.contains(&lemma);
        let title = Title { former, ..title.clone() };
        let (subject, object) = (self.subject(verb), self.dependent(verb, "obj"));
        if FOLLOWING.contains(&lemma) {
            let before = object.map(|person| (person, Title { former: true, ..title.clone() }));
            return subject.map(|person| (person, title)).into_iter().chain(before).collect();
        }
        let holder = if GIVING.contains(&lemma) || LOSING.contains(&lemma) { object.or(subject) } else { subject };
        let holder = holder.map(|person| (person, title.clone()));
        holder
            .into_iter()
            .chain(self.predecessor(verb).map(|person| (person, Title { former: true, ..title })))
            .collect()
    }

    /// Who is the subject of a verb, or of the first of coordinated ones.
    fn subject(&self, verb: TokenId) -> Option<MemberId> {
        let first = self.doc.token(verb).head.filter(|_| self.doc.relation(verb) == "conj");
        self.dependent(verb, "nsubj").or_else(|| self.dependent(first?, "nsubj"))
    }

    /// "…, succeeding X".
    fn predecessor(&self, verb: TokenId) -> Option<MemberId> {
        let mut clauses = self.tree.with(self.doc, verb, "advcl");
        let following = clauses.find(|&clause| FOLLOWING.contains(&self.doc.token(clause).lemma.as_str()))?;
        self.dependent(following, "obj")
    }

    /// The word of a title on which the others depend; of a coordinated title, the first one's.
    fn top(&self, title: &Title) -> Option<TokenId> {
        let outside = |token: &TokenId| self.doc.token(*token).head.is_none_or(|h| !title.phrase.contains(&h.0));
        let mut top = title.phrase.clone().map(TokenId).find(outside)?;
        for _ in 0..3 {
            match self.doc.token(top).head {
                Some(first) if self.doc.relation(top) == "conj" && self.person(first).is_none() => top = first,
                _ => break,
            }
        }
        Some(top)
    }

    fn dependent(&self, head: TokenId, relation: &str) -> Option<MemberId> {
        self.tree.with(self.doc, head, relation).find_map(|child| self.person(child))
    }

    /// The person that a word names, itself or by a name that depends on it.
    fn person(&self, token: TokenId) -> Option<MemberId> {
        let named =
            |token: TokenId| self.cast.at(token).filter(|&member| self.cast.member(member).kind == EntityKind::Person);
        named(token).or_else(|| {
            let children = self.tree.children(token).iter().copied();
            children.filter(|&child| matches!(self.doc.relation(child), "flat" | "appos")).find_map(named)
        })
    }
}
