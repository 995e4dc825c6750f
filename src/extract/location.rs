//! Places and what is named around them → `located_in`: "Geneva, Switzerland"; "the Greek island of Samos"; "Mexico's Sonora".

use super::alias::told_with;
use super::cast::{Cast, MemberId};
use super::mention::Mention;
use super::office::is_office;
use super::relation::{Standing, standing};
use crate::text::{Document, TokenId, Upos};
use crate::vocabulary::{EntityKind, RelationKind};

/// All places that a text puts somewhere.
pub(super) fn located_in(doc: &Document, cast: &Cast) -> Vec<Standing> {
    let reader = Reader { doc, cast };
    let mut found: Vec<Standing> = Vec::new();
    for at in (0..cast.mentions.len()).filter(|&at| cast.mentions[at].0.kind == EntityKind::Place) {
        let target = reader.behind(at).or_else(|| reader.before(at));
        if let Some(target) = target.or_else(|| reader.shared(at)) {
            let (mention, place) = &cast.mentions[at];
            let sentence = doc.sentence_of(TokenId(mention.tokens.start));
            found.push(standing(RelationKind::LocatedIn, *place, target, sentence));
        }
    }
    found
}

struct Reader<'a> {
    doc: &'a Document,
    cast: &'a Cast,
}

impl Reader<'_> {
    fn word(&self, at: u32) -> &str {
        self.doc.tokens.get(at as usize).map_or("", |token| token.span.of(&self.doc.article.text))
    }

    /// Where a mention ends, with the noun that it is told with: "Kidal region".
    fn end(&self, mention: &Mention) -> u32 {
        told_with(self.doc, mention).map_or(mention.tokens.end, |told| told.end)
    }

    /// The next mention of the sentence that is no part of this one.
    fn next(&self, at: usize) -> Option<usize> {
        let end = self.cast.mentions[at].0.tokens.end;
        let next = (at + 1..self.cast.mentions.len()).find(|&next| self.cast.mentions[next].0.tokens.start >= end)?;
        let start = self.cast.mentions[next].0.tokens.start;
        (self.doc.sentence_of(TokenId(start)) == self.doc.sentence_of(TokenId(end - 1))).then_some(next)
    }

    /// "X, Y", "X in western Y", "X, the capital of Y".
    fn behind(&self, at: usize) -> Option<MemberId> {
        let next = self.next(at)?;
        let (mention, target) = &self.cast.mentions[next];
        if mention.demonym || !matches!(mention.kind, EntityKind::Place | EntityKind::Country) {
            return None;
        }
        let end = self.end(&self.cast.mentions[at].0);
        let between: Vec<String> = (end..mention.tokens.start).map(|at| self.word(at).to_ascii_lowercase()).collect();
        let between: Vec<&str> = between.iter().map(String::as_str).filter(|word| !is_direction(word)).collect();
        let comma = between.as_slice() == [","];
        let joined = comma
            || matches!(
                between.as_slice(),
                [",", "the"]
                    | ["in"]
                    | ["in", "the"]
                    | [",", "in"]
                    | ["of"]
                    | [",", "capital", "of"]
                    | [",", "the", "capital", "of"]
                    | [",", "a", "city", "in"]
                    | [",", "a", "town", "in"]
            );
        let listed = comma && (self.is_list(next) || is_office(self.word(mention.tokens.end)));
        (joined && !listed).then_some(*target)
    }

    /// Whether a chain of names joined by commas ends in "and": such names lie side by side. One that ends with a country does not.
    fn is_list(&self, mut at: usize) -> bool {
        for _ in 0..12 {
            let (mention, _) = &self.cast.mentions[at];
            let end = self.end(mention);
            let and = if self.word(end) == "," { end + 1 } else { end };
            if matches!(self.word(and), "and" | "or") {
                return self.word(and + 1).starts_with(char::is_uppercase) || self.word(and + 1) == "the";
            }
            match self.next(at).filter(|_| self.word(end) == ",") {
                Some(next) if self.cast.mentions[next].0.tokens.start == end + 1 => at = next,
                _ => return false,
            }
        }
        true
    }

    /// "Mexico's Sonora", "the Canadian province of Alberta".
    fn before(&self, at: usize) -> Option<MemberId> {
        let start = self.cast.mentions[at].0.tokens.start;
        let mut back = start.checked_sub(1)?;
        let possessive = matches!(self.word(back), "'s" | "’s");
        if self.word(back) == "of" {
            back = back.checked_sub(1)?;
            while back > 0 && self.doc.token(TokenId(back)).upos == Upos::Noun {
                back -= 1;
            }
        } else if possessive {
            back = back.checked_sub(1)?;
        } else {
            return None;
        }
        let (mention, country) = self.cast.mentions[..at].iter().rev().find(|(m, _)| m.tokens.contains(&back))?;
        let owns = mention.kind == EntityKind::Country && (possessive || (mention.demonym && back + 2 < start));
        owns.then_some(*country)
    }

    /// "The Bay and Bakool regions of Somalia": of coordinated places, the last says for all where they lie.
    fn shared(&self, at: usize) -> Option<MemberId> {
        let mut last = at;
        let mut closed = false;
        for _ in 0..6 {
            let next = self.next(last)?;
            let (mention, _) = &self.cast.mentions[next];
            let end = self.end(&self.cast.mentions[last].0);
            let joint: Vec<&str> = (end..mention.tokens.start).map(|at| self.word(at)).collect();
            if mention.kind != EntityKind::Place || !matches!(joint.as_slice(), [","] | ["and"] | [",", "and"]) {
                break;
            }
            closed = joint.last() == Some(&"and");
            last = next;
        }
        closed.then(|| self.behind(last)).flatten()
    }
}

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "western"
            | "eastern"
            | "northern"
            | "southern"
            | "central"
            | "northwestern"
            | "northeastern"
            | "southwestern"
            | "southeastern"
            | "neighboring"
            | "nearby"
            | "occupied"
    )
}
