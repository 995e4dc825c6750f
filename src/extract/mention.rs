//! Names in the text → [`Mention`]s: the recognizer's spans and the knowledge base's names, reconciled.

use super::boundary::{is_dateline, trimmed};
use super::naming::{
    GENERIC_BODIES, Settled, is_generic_body, is_nameless_body, names_else, names_role, names_ship, settled_kind,
};
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

impl Mention {
    /// How it stands in the text, in a word: "demonym", "nested" or "plain".
    pub(super) fn form(&self) -> &'static str {
        match (self.demonym, self.nested) {
            (true, _) => "demonym",
            (_, true) => "nested",
            _ => "plain",
        }
    }
}

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
        // "the Élysée" is a name, and so is the longer "Élysée Palace" in it.
        let without_article = words[at].eq_ignore_ascii_case("the") && at + 1 < words.len();
        if without_article && kb.longest_match(&words[at + 1..]).is_some_and(|(longer, _)| longer + 1 > len) {
            at += 1;
            continue;
        }
        let tokens = first + at as u32..first + (at + len) as u32;
        let entries: Vec<Entry> = entries.iter().copied().filter(|&e| plausible(doc, kb, &tokens, e)).collect();
        match entries.first() {
            Some(&best) => {
                let inner = if best.kind() == EntityKind::Organization {
                    inner_country(kb, &words[at..at + len])
                } else {
                    None
                };
                match inner {
                    // "Ukrainian Armed Forces" is Ukraine; "United States Department of State" is a body that names its country.
                    Some((from, to, country)) if is_generic_body(&words[at..at + len], from, to) => {
                        let tokens = first + (at + from) as u32..first + (at + to) as u32;
                        found.push(known(tokens, vec![country], false));
                    }
                    Some((from, to, country)) => {
                        let inner = first + (at + from) as u32..first + (at + to) as u32;
                        found.push(known(tokens, entries, false));
                        found.push(known(inner, vec![country], true));
                    }
                    None => found.push(known(tokens, entries, false)),
                }
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

fn known(tokens: Range<u32>, entries: Vec<Entry>, nested: bool) -> Mention {
    let demonym = matches!(entries.first(), Some(Entry::Demonym(_)));
    let kind = entries.first().map_or(EntityKind::Organization, |entry| entry.kind());
    Mention { tokens, kind, entries, demonym, nested }
}

/// The country that a longer name contains: its words, counted from the first, and its entry.
fn inner_country(kb: &Kb, words: &[&str]) -> Option<(usize, usize, Entry)> {
    (0..words.len()).find_map(|from| {
        // The whole name begins with its first word, too: without the last word it cannot be found.
        let end = if from == 0 { words.len() - 1 } else { words.len() };
        let (len, entries) = kb.longest_match(&words[from..end])?;
        let country = *entries.first().filter(|entry| entry.kind() == EntityKind::Country)?;
        Some((from, from + len, country))
    })
}

/// Whether a known name can be meant where it stands: "Reading" and "Of" are cities only behind a locative preposition.
fn plausible(doc: &Document, kb: &Kb, tokens: &Range<u32>, entry: Entry) -> bool {
    let text = doc.text_of(tokens);
    if !text.chars().any(char::is_uppercase) || text == "Us" {
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
        let Some(span) = trimmed(doc, name).filter(|span| !is_dateline(doc, span)) else { continue };
        let inside = |mention: &Mention| span.start <= mention.tokens.start && mention.tokens.end <= span.end;
        let overlaps = |mention: &Mention| span.start < mention.tokens.end && mention.tokens.start < span.end;
        let covered = known.iter().any(|m| m.tokens.start <= span.start && span.end <= m.tokens.end);
        let crossed = known.iter().any(|m| overlaps(m) && !inside(m));
        let named = known.iter().any(|m| inside(m) && m.kind == EntityKind::Person);
        if covered || crossed || (named && name.kind != NameKind::Person) {
            continue;
        }
        let whole = known.iter().filter(|m| inside(m)).map(|m| m.tokens.len()).sum::<usize>() == span.len();
        if names_role(doc, &span) || (whole && name.kind != NameKind::Person) {
            continue;
        }
        match settled_kind(doc, name.kind, &span) {
            Settled::NoEntity => {}
            Settled::Event => known.retain(|m| !inside(m)),
            Settled::Kind(EntityKind::Person) => {
                let start = peeled(doc, &known, &span);
                known.retain(|m| !(inside(m) && m.tokens.start >= start));
                found.push(unknown(start..span.end, EntityKind::Person));
            }
            Settled::Kind(kind) => {
                let head = doc.word(TokenId(span.end - 1)).to_lowercase();
                let nation = known.iter().any(|m| inside(m) && m.kind == EntityKind::Country);
                let generic = GENERIC_BODIES.contains(&head.as_str());
                if (nation && (generic || head == "district")) || is_nameless_body(doc, &span) {
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
    known.retain(|mention| !names_other(doc, mention));
    found.extend(known);
}

/// Whether a known name only names a war ("the Iran war", "Syrian civil war"), a medium, a ship or a currency ("US$").
fn names_other(doc: &Document, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let dollars = doc.tokens.get(end as usize).is_some_and(|next| {
        next.span.of(&doc.article.text) == "$" && next.span.start == doc.token(TokenId(end - 1)).span.end
    });
    let voice = mention.tokens.start > 1 && doc.word(TokenId(mention.tokens.start - 2)) == "Voice";
    dollars
        || voice
        || names_else(doc, end, mention.kind == EntityKind::Place)
        || (mention.kind == EntityKind::Place && names_ship(doc, &mention.tokens))
}

fn unknown(tokens: Range<u32>, kind: EntityKind) -> Mention {
    Mention { tokens, kind, entries: Vec::new(), demonym: false, nested: false }
}

/// Where a person's name starts once a nationality or country before it is taken off: "Russian Sergey Lavrov", "President of
/// Peru José Jerí". A country is part of the name unless "of" stands before it ("Jordan Bardella").
fn peeled(doc: &Document, known: &[Mention], span: &Range<u32>) -> u32 {
    let behind_of = span.start > 0 && matches!(doc.word(TokenId(span.start - 1)), "of" | "for");
    known
        .iter()
        .filter(|m| m.tokens.start == span.start && m.tokens.end < span.end)
        .filter(|m| m.demonym || (behind_of && m.tokens.end + 1 < span.end))
        .map(|m| m.tokens.end)
        .next()
        .unwrap_or(span.start)
}
