//! Years, and what belongs to one: "in 2019", "2014–2016", "the 2026 summit", "summer 2026", "in the spring".

use super::calendar::{Readings, Season, season, year, yearly};
use super::expression::{Granularity, Interval};
use super::grammar::{Parser, Phrase};
use super::words::Term;

/// The years that a bare number is taken for.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2099;

impl Parser<'_> {
    /// A number of four digits that can be a year.
    pub fn year_at(&self, at: usize) -> Option<i16> {
        match self.term(at) {
            Term::Number(number, 4) if YEARS.contains(&number) => i16::try_from(number).ok(),
            _ => None,
        }
    }

    /// A year by itself: sure behind a preposition, a guess where it only names something.
    pub fn year(&self, at: usize) -> Option<Phrase> {
        let first = self.year_at(at)?;
        let sure = self.year_is_cued(at);
        if self.counts_things(at, first, sure) || !(sure || self.may_name_an_event(at)) {
            return None;
        }
        if let Some((last, next)) = self.last_year(at, first) {
            let interval = Interval { start: year(first)?.start, end: year(last)?.end };
            return Some(Phrase::absolute(next, Granularity::Stretch, Readings::both(Some(interval))));
        }
        let whole = Readings::both(year(first));
        Some(Phrase::absolute(at + 1, Granularity::Year, whole).guessed(!sure))
    }

    /// The second year of "2014–2016", "2024–25", "2014 to 2016", and the token behind it.
    fn last_year(&self, at: usize, first: i16) -> Option<(i16, usize)> {
        if !self.joins(at + 1, self.opens_stretch(at)) {
            return None;
        }
        let last = match self.term(at + 2) {
            Term::Number(short, 2) if self.term(at + 1) == Term::Dash => {
                first - first % 100 + i16::try_from(short).ok()?
            }
            _ => self.year_at(at + 2)?,
        };
        (first < last).then_some((last, at + 3))
    }

    fn year_is_cued(&self, at: usize) -> bool {
        let before =
            (0..at).rev().find(|&at| !matches!(self.term(at), Term::Early | Term::Late | Term::About | Term::Adverb));
        let Some(before) = before else {
            return false;
        };
        match self.term(before) {
            Term::In | Term::Since | Term::Until | Term::By | Term::From | Term::During | Term::Through => true,
            Term::Between | Term::Of | Term::Before | Term::After | Term::Over | Term::Starting => true,
            Term::Dash => self.before(before) == Term::Mid,
            // "in 2010, 2014 and 2018"
            Term::And | Term::Or | Term::Comma | Term::To => {
                before.checked_sub(1).is_some_and(|at| self.year_at(at).is_some())
            }
            _ => false,
        }
    }

    /// "the 2026 summit", "his 2016 arrest", "took office 1965", "(1995)"; not "Resolution 1701", "$2000", "No. 2015".
    fn may_name_an_event(&self, at: usize) -> bool {
        let word_follows =
            matches!(self.term(at + 1), Term::Word | Term::Month(_) | Term::Season(_) | Term::Holiday(_));
        match self.before(at) {
            Term::The | Term::Possessive | Term::This | Term::Article | Term::Coming | Term::Following => word_follows,
            Term::Word => !self.capital(at - 1),
            Term::Sign => at == 0 && word_follows || at > 0 && self.word(at - 1) == "(",
            _ => false,
        }
    }

    /// "2000 troops", "of 1900 dead": a round number before what is counted. "in 2000" is a year all the same.
    fn counts_things(&self, at: usize, number: i16, sure: bool) -> bool {
        let certain = sure && matches!(self.before(at), Term::In | Term::Since | Term::During);
        let thing = self.term(at + 1) == Term::Word && !self.capital(at + 1);
        !certain && number % 50 == 0 && thing
    }

    /// A season with its year ("summer 2026", "the spring of 2017") or, after "in", the nearest.
    pub fn season(&self, at: usize) -> Option<Phrase> {
        let Term::Season(name) = self.term(at) else {
            return None;
        };
        if self.names_something(at) {
            return None;
        }
        let year_at = at + 1 + usize::from(self.term(at + 1) == Term::Of);
        if let Some(number) = self.year_at(year_at) {
            return Some(Phrase::absolute(year_at + 1, Granularity::Season, Readings::both(season(number, name))));
        }
        let the = usize::from(self.before(at) == Term::The);
        let cued =
            matches!(self.before(at.checked_sub(the)?), Term::In | Term::Since | Term::By | Term::During | Term::Until);
        // "in fall" and "in spring" are said; "in the fall of Kabul" is another fall.
        (cued && self.term(at + 1) != Term::Of)
            .then(|| Phrase::relative(at + 1, Granularity::Season, self.nearest_season(name)))
    }

    /// "Fall River", "the Winter Paralympics".
    pub fn names_something(&self, at: usize) -> bool {
        self.capital(at) && self.capital(at + 1) && self.term(at + 1) == Term::Word
    }

    /// The nearest such seasons on both sides.
    pub fn nearest_season(&self, name: Season) -> Readings {
        self.anchor.map_or(Readings::NONE, |anchor| yearly(anchor, |number| season(number, name)))
    }
}
