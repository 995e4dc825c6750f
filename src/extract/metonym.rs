//! Capitals and seats of government that act are their country: "Washington accused Tehran", "the Kremlin said"; the same
//! names behind "in" or "at" stay places.

use super::claim::is_locative;
use super::mention::Mention;
use super::office::is_office;
use crate::kb::{Entry, Kb};
use crate::text::{Document, TokenId, Tree, Upos};
use crate::vocabulary::EntityKind;

/// Turns the mentions of capitals and seats that act into mentions of their countries.
pub fn resolve(doc: &Document, tree: &Tree, kb: &Kb, mentions: &mut [Mention]) {
    for mention in mentions {
        let seat = matches!(mention.entries.first(), Some(Entry::Seat(_)));
        let owns = seat && owns_office(doc, mention);
        if mention.kind != EntityKind::Place || !(owns || acts(doc, tree, mention)) {
            continue;
        }
        if let Some(country) = mention.entries.iter().find_map(|&entry| government(kb, entry)) {
            mention.kind = EntityKind::Country;
            mention.entries = vec![Entry::Country(country)];
        }
    }
}

/// Whether the title of one who speaks for it follows: "White House press secretary".
fn owns_office(doc: &Document, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let words = doc.tokens[end as usize..].iter().take(3).map(|token| token.span.of(&doc.article.text));
    words.take_while(|word| word.chars().all(|c| c.is_alphabetic() || c == '-')).any(is_office)
}

/// The country whose government a place stands for.
fn government(kb: &Kb, entry: Entry) -> Option<usize> {
    match entry {
        Entry::Seat(seat) => kb.country_index(&kb.seats()[seat].country),
        Entry::Place(place) => {
            let place = &kb.places()[place];
            if place.class == "capital" { kb.country_index(place.country.as_deref()?) } else { None }
        }
        _ => None,
    }
}

/// Whether the place is the subject of a verb, a possessor, or a party to relations ("between Moscow and Kyiv").
fn acts(doc: &Document, tree: &Tree, mention: &Mention) -> bool {
    let inside = |token: TokenId| mention.tokens.contains(&token.0);
    let mut head = TokenId(mention.tokens.start);
    while let Some(next) = doc.token(head).head.filter(|&next| inside(next)) {
        head = next;
    }
    // What is coordinated shares the part of the first.
    for _ in 0..4 {
        match doc.token(head).head {
            Some(first) if doc.relation(head) == "conj" && tree.case(doc, head).is_none() => head = first,
            _ => break,
        }
    }
    match tree.case(doc, head) {
        Some(case) if is_locative(&case) => false,
        Some(case) => matches!(case.as_str(), "by" | "with" | "between" | "against" | "for"),
        None => match doc.token(head).deprel {
            "nsubj" | "nsubj:outer" => governs_action(doc, head),
            "obj" | "iobj" => governs_action(doc, head) && !moves(doc, head),
            "nmod:poss" => false,
            _ => false,
        },
    }
}

fn governs_action(doc: &Document, token: TokenId) -> bool {
    doc.token(token).head.is_some_and(|head| doc.token(head).upos == Upos::Verb)
}

/// Verbs whose object is where one goes or what one hits.
fn moves(doc: &Document, token: TokenId) -> bool {
    const PLACES: &[&str] = &[
        "visit",
        "leave",
        "reach",
        "enter",
        "hit",
        "strike",
        "attack",
        "bomb",
        "shell",
        "capture",
        "seize",
        "target",
        "tour",
        "retake",
        "besiege",
        "surround",
        "control",
        "depart",
        "devastate",
        "shake",
    ];
    doc.token(token).head.is_some_and(|head| PLACES.contains(&doc.token(head).lemma.as_str()))
}
