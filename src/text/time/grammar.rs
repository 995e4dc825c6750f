//! The grammar's frame: which rule is tried at which word, and what a rule that holds becomes.
//!
//! Tokens of a sentence → [`TimeExpression`]s, left to right, not overlapping. The rules themselves stand in the files
//! beside this one, each as methods of [`Parser`].

use super::calendar::Readings;
use super::expression::{Bound, Granularity, TimeExpression, TimeKind};
use super::scan::{Token, scan};
use super::words::Term;
use crate::vocabulary::Span;
use jiff::civil::Date;

/// Finds the time expressions of a sentence that begins at byte `offset` of its article.
///
/// `anchor` is the day of publication; without it only full dates have readings.
pub fn find(sentence: &str, offset: usize, anchor: Option<Date>) -> Vec<TimeExpression> {
    let tokens = scan(sentence);
    let parser = Parser { text: sentence, tokens: &tokens, anchor };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match parser.expression(at) {
            Some(phrase) => {
                found.push(parser.finish(&phrase, at, offset));
                at = phrase.next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// What a rule found: its meaning, and the first token behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    pub next: usize,
    pub readings: Readings,
    pub granularity: Granularity,
    pub kind: TimeKind,
    pub weak: bool,
}

impl Phrase {
    /// A phrase that is counted from the anchor.
    pub fn relative(next: usize, granularity: Granularity, readings: Readings) -> Self {
        Self { next, readings, granularity, kind: TimeKind::Relative, weak: false }
    }

    /// A phrase that names its year.
    pub fn absolute(next: usize, granularity: Granularity, readings: Readings) -> Self {
        Self { next, readings, granularity, kind: TimeKind::Absolute, weak: false }
    }

    /// A phrase from which no date follows.
    pub fn vague(next: usize) -> Self {
        Self { next, readings: Readings::NONE, granularity: Granularity::Unknown, kind: TimeKind::Vague, weak: false }
    }

    /// The same as a guess.
    pub fn guessed(self, weak: bool) -> Self {
        Self { weak: self.weak || weak, ..self }
    }
}

/// The rules' view of a sentence.
pub(super) struct Parser<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub anchor: Option<Date>,
}

impl Parser<'_> {
    /// The rules by the word that they begin with; within a line, the first that holds.
    fn expression(&self, at: usize) -> Option<Phrase> {
        match self.term(at) {
            Term::Month(_) | Term::ShortMonth(_) => self.date(at).or_else(|| self.bare_month(at)),
            Term::Weekday(_) | Term::ShortWeekday(_) => self.weekday(at),
            Term::Number(..) => {
                self.date(at).or_else(|| self.iso_date(at)).or_else(|| self.offset(at)).or_else(|| self.year(at))
            }
            Term::Numeral(_) | Term::Article => self.offset(at),
            Term::Ordinal(_) => self.date(at).or_else(|| self.part(at)),
            Term::The => self.after_the(at),
            Term::Last => self.part(at).or_else(|| self.pointed(at)),
            // "following" without "the" is a preposition.
            Term::This | Term::Next | Term::Past | Term::Previous | Term::Coming | Term::Current => self.pointed(at),
            Term::Today | Term::Yesterday | Term::Tomorrow | Term::Tonight | Term::Overnight => self.adverb(at),
            Term::Early | Term::Late | Term::Mid | Term::Beginning | Term::Middle | Term::End => self.part(at),
            Term::Earlier | Term::Later => self.earlier(at),
            Term::In | Term::Within => self.ahead(at),
            Term::Unit(_) => self.unit_ago(at),
            Term::Season(_) => self.season(at),
            Term::Holiday(_) => self.holiday(at),
            Term::Near if self.term(at + 1) == Term::Future => Some(Phrase::vague(at + 2)),
            Term::Vague => Some(Phrase::vague(at + 1)),
            _ => None,
        }
    }

    /// What "the" may introduce: "the 4th of May", "the end of 2026", "the past week", "the day before", "the weekend".
    fn after_the(&self, at: usize) -> Option<Phrase> {
        match self.term(at + 1) {
            Term::Number(..) => self.date(at + 1),
            Term::Ordinal(_) => self.date(at + 1).or_else(|| self.part(at + 1)),
            Term::Beginning | Term::Middle | Term::End | Term::Mid | Term::Early => self.part(at + 1),
            Term::Last => self.part(at + 1).or_else(|| self.pointed(at + 1)),
            Term::Past | Term::Previous | Term::Coming | Term::Following | Term::Current | Term::Next => {
                self.pointed(at + 1)
            }
            Term::Unit(_) => self.neighbour(at + 1).or_else(|| self.the_weekend(at + 1)),
            Term::Near if self.term(at + 2) == Term::Future => Some(Phrase::vague(at + 3)),
            Term::Season(_) => self.season(at + 1),
            _ => None,
        }
    }

    fn finish(&self, phrase: &Phrase, from: usize, offset: usize) -> TimeExpression {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let end = self.tokens.get(phrase.next.saturating_sub(1)).map_or(start, |token| token.end);
        let bound = self.bound(from);
        let Readings { past, future } = phrase.readings;
        TimeExpression {
            span: Span::new(offset + start, offset + end),
            kind: phrase.kind,
            granularity: phrase.granularity,
            bound,
            past,
            // What has gone on since some day looks back, whatever the tense.
            future: if bound == Bound::Since { past } else { future },
            weak: phrase.weak,
            anchor: self.anchor,
        }
    }

    /// The preposition before token `from`, past words that do not matter ("since about", "by the").
    fn bound(&self, from: usize) -> Bound {
        let skipped = |term| matches!(term, Term::The | Term::About | Term::Adverb | Term::On | Term::In);
        let Some(at) = (0..from).rev().take(3).find(|&at| !skipped(self.term(at))) else {
            return Bound::Within;
        };
        match self.term(at) {
            Term::Since => Bound::Since,
            Term::From | Term::Starting | Term::Beginning => Bound::From,
            Term::By | Term::Until | Term::Through => Bound::By,
            Term::Before => Bound::Before,
            Term::After | Term::Following => Bound::After,
            Term::Of if self.word(at.wrapping_sub(1)) == "as" => Bound::From,
            Term::Word if self.word(at) == "than" && self.before(at) == Term::Later => Bound::By,
            _ => Bound::Within,
        }
    }

    /// The term at a token; behind the last one, a mere sign.
    pub fn term(&self, at: usize) -> Term {
        self.tokens.get(at).map_or(Term::Sign, |token| token.term)
    }

    /// The term before a token; before the first one, a mere sign.
    pub fn before(&self, at: usize) -> Term {
        at.checked_sub(1).map_or(Term::Sign, |at| self.term(at))
    }

    /// The text of a token; empty outside the sentence.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or("")
    }

    /// Whether a token begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// Whether nothing, not even a space, stands between a token and the next.
    pub fn touches_next(&self, at: usize) -> bool {
        matches!((self.tokens.get(at), self.tokens.get(at + 1)), (Some(a), Some(b)) if a.end == b.start)
    }
}
