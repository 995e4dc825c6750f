//! Names in the text → [`Mention`]s: the recognizer's spans and the knowledge base's names, reconciled.

use super::office::is_office;
use crate::kb::{Entry, Kb};
use crate::text::{Document, Name, NameKind, SentenceId, TokenId};
use crate::vocabulary::EntityKind;
use std::ops::Range;

/// A name at its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its tokens, as positions in the document.
    pub tokens: Range<u32>,
    /// What it is taken for.
    pub kind: EntityKind,
    /// What the knowledge base knows under the name, best first; empty for names it does not know.
    pub entries: Vec<Entry>,
    /// Whether it is an adjective or a noun for a people ("Colombian", "Kenyans").
    pub demonym: bool,
    /// Whether it stands inside a longer name ("Israel" in "Israel Defense Forces").
    pub nested: bool,
}

/// Words that head the names of treaties, wars, awards and the like: such names are no entities, nor are the names in them.
const EVENT_HEADS: &[&str] = &[
    "war",
    "wars",
    "agreement",
    "agreements",
    "treaty",
    "accord",
    "accords",
    "act",
    "cup",
    "games",
    "olympics",
    "prize",
    "protocol",
    "pact",
    "convention",
    "festival",
    "championship",
    "championships",
    "day",
    "plan",
    "bill",
    "resolution",
    "constitution",
    "declaration",
    "summit",
    "conference",
    "forum",
    "dialogue",
    "award",
    "amendment",
    "contest",
    "crisis",
    "revolution",
    "uprising",
    "genocide",
    "earthquake",
    "hurricane",
    "typhoon",
    "cyclone",
    "storm",
    "initiative",
];

/// Heads of bodies without a name of their own: "Russian Foreign Ministry" is Russia.
const GENERIC_BODIES: &[&str] = &[
    "ministry",
    "government",
    "army",
    "navy",
    "military",
    "police",
    "cabinet",
    "administration",
    "regime",
    "embassy",
    "forces",
    "force",
    "troops",
    "marines",
    "authorities",
    "coast guard",
    "air force",
];

/// Finds all mentions of a document, in the order of the text; only nested ones overlap.
pub fn mentions(doc: &Document, kb: &Kb) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in doc.sentence_ids() {
        let known = known_names(doc, kb, sentence);
        let tokens = &doc.sentence(sentence).tokens;
        let seen = doc.names.iter().filter(|name| tokens.contains(&name.tokens.start));
        reconcile(doc, known, seen, &mut found);
    }
    found.sort_by_key(|mention| (mention.tokens.start, mention.nested, mention.tokens.end));
    found
}

/// The knowledge base's names in a sentence, longest first at each place, not overlapping.
fn known_names(doc: &Document, kb: &Kb, sentence: SentenceId) -> Vec<Mention> {
    let words: Vec<&str> = doc.token_ids(sentence).map(|token| doc.word(token)).collect();
    let first = doc.sentence(sentence).tokens.start;
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((len, entries)) = kb.longest_match(&words[at..]) else {
            at += 1;
            continue;
        };
        let tokens = first + at as u32..first + (at + len) as u32;
        let entries: Vec<Entry> = entries.iter().copied().filter(|&e| plausible(doc, kb, &tokens, e)).collect();
        match entries.first() {
            Some(&best) => {
                let demonym = matches!(best, Entry::Demonym(_));
                found.push(Mention { tokens, kind: best.kind(), entries, demonym, nested: false });
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a known name can be meant where it stands: "Reading" and "Of" are cities only behind a locative preposition.
fn plausible(doc: &Document, kb: &Kb, tokens: &Range<u32>, entry: Entry) -> bool {
    let text = doc.text_of(tokens);
    if !text.chars().any(char::is_uppercase) {
        return false;
    }
    if matches!(entry, Entry::Place(place) if kb.places()[place].risky) {
        return locative(doc, tokens);
    }
    true
}

/// Whether a locative preposition stands before, or a comma and a country behind.
fn locative(doc: &Document, tokens: &Range<u32>) -> bool {
    tokens.start.checked_sub(1).is_some_and(|before| {
        let word = doc.word(TokenId(before)).to_ascii_lowercase();
        matches!(word.as_str(), "in" | "at" | "near" | "from" | "to" | "outside" | "around" | "toward" | "towards")
    })
}

/// Joins what the knowledge base knows with what the recognizer saw.
fn reconcile<'a>(
    doc: &Document,
    mut known: Vec<Mention>,
    seen: impl Iterator<Item = &'a Name>,
    found: &mut Vec<Mention>,
) {
    for name in seen {
        let Some(span) = trimmed(doc, name) else { continue };
        let inside = |mention: &Mention| span.start <= mention.tokens.start && mention.tokens.end <= span.end;
        let overlaps = |mention: &Mention| span.start < mention.tokens.end && mention.tokens.start < span.end;
        if known.iter().any(|m| m.tokens.start <= span.start && span.end <= m.tokens.end) {
            continue;
        }
        if known.iter().any(|m| overlaps(m) && !inside(m)) {
            continue;
        }
        let Some(span) = without_office(doc, span.clone()) else { continue };
        let head = doc.word(TokenId(span.end - 1)).to_lowercase();
        match name.kind {
            NameKind::Other => {
                if EVENT_HEADS.contains(&head.as_str()) {
                    known.retain(|m| !inside(m));
                }
            }
            _ if EVENT_HEADS.contains(&head.as_str()) => {}
            NameKind::Nationality => {}
            NameKind::Person => {
                let start = peeled(&known, &span);
                known.retain(|m| !(inside(m) && m.tokens.start >= start));
                found.push(unknown(start..span.end, EntityKind::Person));
            }
            NameKind::Organization | NameKind::Location => {
                let kind = if name.kind == NameKind::Location { EntityKind::Place } else { EntityKind::Organization };
                let nation = known.iter().any(|m| inside(m) && m.kind == EntityKind::Country);
                if nation && GENERIC_BODIES.contains(&head.as_str()) && kind == EntityKind::Organization {
                    continue;
                }
                for mention in known.iter_mut().filter(|m| inside(m)) {
                    mention.nested = true;
                }
                known.retain(|m| !m.nested || m.kind == EntityKind::Country);
                found.push(unknown(span, kind));
            }
        }
    }
    found.extend(known);
}

fn unknown(tokens: Range<u32>, kind: EntityKind) -> Mention {
    Mention { tokens, kind, entries: Vec::new(), demonym: false, nested: false }
}

/// Where a person's name starts once a nationality before it is taken off: "Russian Sergey Lavrov".
fn peeled(known: &[Mention], span: &Range<u32>) -> u32 {
    known
        .iter()
        .filter(|m| m.tokens.start == span.start && m.tokens.end < span.end && m.demonym)
        .map(|m| m.tokens.end)
        .next()
        .unwrap_or(span.start)
}

/// The recognizer's span without an article before it and a possessive behind it.
fn trimmed(doc: &Document, name: &Name) -> Option<Range<u32>> {
    let mut span = name.tokens.clone();
    while span.start < span.end && is_edge(doc.word(TokenId(span.start))) {
        span.start += 1;
    }
    while span.start < span.end && is_edge(doc.word(TokenId(span.end - 1))) {
        span.end -= 1;
    }
    let has_letter = doc.text_of(&span).chars().any(char::is_uppercase);
    (span.start < span.end && has_letter).then_some(span)
}

/// The name without an office at its start; `None` where the office is all there is ("President of Switzerland").
fn without_office(doc: &Document, mut span: Range<u32>) -> Option<Range<u32>> {
    while span.start < span.end && is_office(doc.word(TokenId(span.start))) {
        span.start += 1;
    }
    let of = span.start < span.end && matches!(doc.word(TokenId(span.start)), "of" | "for");
    (span.start < span.end && !of).then_some(span)
}

fn is_edge(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "the" | "a" | "an" | "'s" | "’s" | "'" | "’" | "," | "." | "\"" | "“" | "”"
    )
}
