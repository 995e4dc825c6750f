//! Feasts that news writes instead of dates: Christmas, New Year's Day, Good Friday, Easter.

use super::calendar::{day, easter, plus_days};
use super::expression::{Granularity, Interval};
use super::grammar::{Parser, Phrase};
use super::words::{Holiday, Term};
use jiff::civil::Weekday;

/// When a feast falls.
#[derive(Clone, Copy)]
enum Feast {
    Fixed {
        month: i8,
        day: i8,
    },
    /// Days from Easter Sunday.
    Easter(i64),
}

impl Feast {
    fn in_year(self, year: i16) -> Option<Interval> {
        match self {
            Self::Fixed { month, day: number } => day(year, month, number),
            Self::Easter(days) => plus_days(easter(year)?, days).map(Interval::day),
        }
    }
}

impl Parser<'_> {
    /// A feast, with its year or the nearest.
    pub fn holiday(&self, at: usize) -> Option<Phrase> {
        let (feast, next) = self.feast(at).filter(|_| self.capital(at))?;
        // "Easter Island", "Christmas Charity".
        if self.capital(next) {
            return None;
        }
        let (readings, kind, next) = self.of_year_or_nearest(next, |year| feast.in_year(year));
        Some(Phrase { kind, ..Phrase::relative(next, Granularity::Day, readings) })
    }

    fn feast(&self, at: usize) -> Option<(Feast, usize)> {
        let Term::Holiday(word) = self.term(at) else {
            return None;
        };
        let weekday = match self.term(at + 1) {
            Term::Weekday(name) if self.capital(at + 1) => Some(name),
            _ => None,
        };
        match (word, weekday, self.word(at + 1)) {
            (Holiday::Christmas, _, "Eve") => Some((Feast::Fixed { month: 12, day: 24 }, at + 2)),
            (Holiday::Christmas, _, "Day") => Some((Feast::Fixed { month: 12, day: 25 }, at + 2)),
            (Holiday::Christmas, ..) => Some((Feast::Fixed { month: 12, day: 25 }, at + 1)),
            (Holiday::Easter, Some(Weekday::Monday), _) => Some((Feast::Easter(1), at + 2)),
            (Holiday::Easter, Some(Weekday::Sunday), _) => Some((Feast::Easter(0), at + 2)),
            (Holiday::Easter, None, _) => Some((Feast::Easter(0), at + 1)),
            (Holiday::Good, Some(Weekday::Friday), _) => Some((Feast::Easter(-2), at + 2)),
            (Holiday::New, None, "Year") => self.new_year(at + 2),
            _ => None,
        }
    }

    /// "'s Day", "'s Eve" behind "New Year".
    fn new_year(&self, at: usize) -> Option<(Feast, usize)> {
        match (self.term(at), self.word(at + 1)) {
            (Term::Possessive, "Eve") => Some((Feast::Fixed { month: 12, day: 31 }, at + 2)),
            (Term::Possessive, "Day") => Some((Feast::Fixed { month: 1, day: 1 }, at + 2)),
            _ => None,
        }
    }
}
