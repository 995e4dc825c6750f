//! So many units from some day: "two weeks ago", "in three days", "a month from now", "a day after", "21 days after August 7".

use super::calendar::{Readings, plus_days};
use super::deictic::{calendar_unit, shift};
use super::expression::{Granularity, Interval};
use super::grammar::{Parser, Phrase};
use super::words::{Term, Unit};
use jiff::civil::Date;

impl Parser<'_> {
    /// "two weeks ago", "a year later", "ten days from now", "one day after".
    pub fn offset(&self, at: usize) -> Option<Phrase> {
        let (amount, next) = self.amount(at)?;
        let Term::Unit(unit) = self.term(next) else {
            return None;
        };
        let amount = i64::from(amount);
        match self.term(next + 1) {
            Term::Ago => self.units_away(next + 2, unit, -amount),
            Term::From if matches!(self.term(next + 2), Term::Now | Term::Today) => {
                self.units_away(next + 3, unit, amount)
            }
            Term::Earlier => Some(self.units_away(next + 2, unit, -amount)?.guessed(true)),
            Term::Later => Some(self.units_away(next + 2, unit, amount)?.guessed(true)),
            Term::Before | Term::After => self.beside(next + 1, unit, amount),
            _ => None,
        }
    }

    /// "in three days", "within two weeks": ahead only. Behind it a past tense speaks of a duration.
    pub fn ahead(&self, at: usize) -> Option<Phrase> {
        // "for the first time in five years"
        if self.before(at) == Term::Time {
            return None;
        }
        let about = usize::from(self.term(at + 1) == Term::About);
        let (amount, next) = self.amount(at + 1 + about)?;
        let Term::Unit(unit) = self.term(next) else {
            return None;
        };
        if matches!(self.term(next + 1), Term::Ago | Term::Possessive) {
            return None;
        }
        let phrase = if self.term(at) == Term::Within {
            let reach = |end| Some(Interval::new(self.anchor?, end));
            let end = self.anchor.and_then(|anchor| shift(anchor, unit, i64::from(amount)));
            Phrase::relative(next + 1, Granularity::Stretch, Readings::both(end.and_then(reach)))
        } else {
            self.units_away(next + 1, unit, i64::from(amount))?
        };
        // "the largest outbreak in ten years" looks back; years and months are more often counted so than ahead.
        let weak = self.term(at) == Term::In && matches!(unit, Unit::Year | Unit::Month | Unit::Decade);
        Some(Phrase { readings: Readings { past: None, ..phrase.readings }, ..phrase }.guessed(weak))
    }

    /// "years ago", "weeks earlier": so long that nobody counts.
    pub fn unit_ago(&self, at: usize) -> Option<Phrase> {
        (self.term(at + 1) == Term::Ago).then(|| Phrase::vague(at + 2))
    }

    /// "day before", "day after" behind "the": beside what follows, or else beside what was told.
    pub fn neighbour(&self, at: usize) -> Option<Phrase> {
        let (Term::Unit(unit), side @ (Term::Before | Term::After)) = (self.term(at), self.term(at + 1)) else {
            return None;
        };
        if matches!(self.term(at + 2), Term::Sign | Term::Comma) {
            let turn = if side == Term::After { 1 } else { -1 };
            return Some(self.units_away(at + 2, unit, turn)?.guessed(true));
        }
        self.beside(at + 1, unit, 1)
    }

    /// Beside a date ("21 days after August 7"), that many units from it. Beside a happening ("a day after talks"), the
    /// happening is dated, on the guess that what comes after it is of the article's day.
    fn beside(&self, at: usize, unit: Unit, amount: i64) -> Option<Phrase> {
        let sign = if self.term(at) == Term::After { 1 } else { -1 };
        let date =
            self.date(at + 1).or_else(|| self.adverb(at + 1)).filter(|date| date.granularity == Granularity::Day);
        if let Some(date) = date {
            let moved = |day: Interval| Some(Interval::day(shift(day.start?, unit, amount.checked_mul(sign)?)?));
            return Some(Phrase { readings: date.readings.map(moved), ..date });
        }
        Some(self.units_away(at + 1, unit, amount.checked_mul(-sign)?)?.guessed(true))
    }

    /// The unit's calendar interval around the day so many units from the anchor.
    fn units_away(&self, next: usize, unit: Unit, amount: i64) -> Option<Phrase> {
        let unit = match unit {
            Unit::Fortnight => return self.units_away(next, Unit::Week, amount.checked_mul(2)?),
            Unit::Hour if amount % 24 == 0 => return self.units_away(next, Unit::Day, amount / 24),
            Unit::Decade => return self.units_away(next, Unit::Year, amount.checked_mul(10)?),
            Unit::Hour | Unit::Weekend | Unit::Quarter => return None,
            other => other,
        };
        let (granularity, of) = calendar_unit(unit)?;
        let around = |day: Date| match unit {
            // The week around the day: its middle tells the month.
            Unit::Week => Some(Interval::new(plus_days(day, -3)?, plus_days(day, 3)?)),
            _ => of(day),
        };
        let interval = self.anchor.and_then(|anchor| around(shift(anchor, unit, amount)?));
        Some(Phrase::relative(next, granularity, Readings::both(interval)))
    }

    /// "two", "24", "a", "twenty-four", "one", and the token behind.
    pub fn amount(&self, at: usize) -> Option<(u32, usize)> {
        match self.term(at) {
            Term::Number(number, 1..=3) => Some((number, at + 1)),
            Term::Article => Some((1, at + 1)),
            Term::Numeral(tens) => match (self.term(at + 1), self.term(at + 2)) {
                (Term::Dash, Term::Numeral(ones)) if tens >= 20 && ones < 10 => Some((tens + ones, at + 3)),
                _ => Some((tens, at + 1)),
            },
            _ => None,
        }
    }
}
