//! Parts of longer times: "early next year", "mid-May", "the end of 2026", "the first half of March", "the last week of June".

use super::calendar::{self, Readings, plus_days, plus_months, third};
use super::expression::{Granularity, Interval, TimeKind};
use super::grammar::{Parser, Phrase};
use super::words::{Term, Unit};

impl Parser<'_> {
    /// A part of a month, year, week or season; the unit of the whole stays the expression's unit.
    pub fn part(&self, at: usize) -> Option<Phrase> {
        match self.term(at) {
            Term::Early if self.word(at + 1) == "hours" => self.early_hours(at + 2),
            Term::Early => self.third_of(self.bare_whole(at + 1)?, 0),
            Term::Late => self.third_of(self.bare_whole(at + 1)?, 2),
            Term::Mid => self.third_of(self.bare_whole(at + 1 + usize::from(self.term(at + 1) == Term::Dash))?, 1),
            Term::Beginning => self.third_of(self.whole_of(at + 1)?, 0),
            Term::Middle => self.third_of(self.whole_of(at + 1)?, 1),
            Term::End => self.third_of(self.whole_of(at + 1)?, 2),
            Term::Ordinal(number) => match self.term(at + 1) {
                Term::Half => self.half_of(self.whole_of(at + 2)?, number),
                Term::Unit(Unit::Quarter) => self.quarter_of(self.whole_of(at + 2)?, number),
                Term::Unit(Unit::Week | Unit::Weekend) => self.month_at_least(at + 2),
                _ => None,
            },
            Term::Last => match self.term(at + 1) {
                Term::Unit(Unit::Week | Unit::Weekend | Unit::Day) => self.month_at_least(at + 2),
                _ => None,
            },
            _ => None,
        }
    }

    /// "early hours of Tuesday", "early hours (of the morning)": of that day, else of the article's.
    fn early_hours(&self, at: usize) -> Option<Phrase> {
        match (self.term(at), self.term(at + 1)) {
            (Term::Of, Term::The) if self.term(at + 2) == Term::DayPart => Some(self.days_away(at + 3, 0)),
            (Term::Of, Term::The) => None,
            (Term::Of, _) => self.weekday(at + 1).or_else(|| self.adverb(at + 1)).or_else(|| self.date(at + 1)),
            _ => Some(self.days_away(at, 0)),
        }
    }

    /// What "early" and "late" may stand before.
    fn bare_whole(&self, at: usize) -> Option<Phrase> {
        match self.term(at) {
            Term::Month(_) | Term::ShortMonth(_) => {
                self.date(at).or_else(|| self.bare_month(at)).filter(|phrase| phrase.granularity == Granularity::Month)
            }
            Term::Number(..) => self.year(at),
            Term::This | Term::Last | Term::Next => self.pointed(at),
            Term::Weekday(_) => self.weekday(at),
            Term::Yesterday | Term::Today | Term::Tomorrow => self.adverb(at),
            _ => None,
        }
    }

    /// What may follow "the end of": a month, a year, "this week", "the year".
    fn whole_of(&self, at: usize) -> Option<Phrase> {
        if self.term(at) != Term::Of {
            return None;
        }
        match (self.term(at + 1), self.term(at + 2)) {
            (Term::The, Term::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year))) => {
                self.whole(at + 3, unit, 0)
            }
            (Term::The, _) => None,
            (Term::Weekday(_) | Term::Yesterday | Term::Today | Term::Tomorrow, _) => None,
            _ => self.bare_whole(at + 1),
        }
    }

    fn third_of(&self, whole: Phrase, index: i64) -> Option<Phrase> {
        let split = matches!(whole.granularity, Granularity::Month | Granularity::Quarter | Granularity::Year);
        let readings = if split { whole.readings.map(|i| third(i, index)) } else { whole.readings };
        Some(Phrase { readings, weak: false, ..whole })
    }

    fn half_of(&self, whole: Phrase, number: u32) -> Option<Phrase> {
        let half = |i: Interval| {
            let (start, end) = (i.start?, i.end?);
            let middle = match whole.granularity {
                Granularity::Month => plus_days(start, 14)?,
                _ => plus_days(plus_months(start, 6)?, -1)?,
            };
            match number {
                1 => Some(Interval::new(start, middle)),
                _ => Some(Interval::new(plus_days(middle, 1)?, end)),
            }
        };
        let splits = matches!(whole.granularity, Granularity::Month | Granularity::Year) && (1..=2).contains(&number);
        splits.then(|| Phrase { readings: whole.readings.map(half), weak: false, ..whole })
    }

    fn quarter_of(&self, whole: Phrase, number: u32) -> Option<Phrase> {
        let number = i8::try_from(number).ok().filter(|number| (1..=4).contains(number))?;
        let of = |i: Interval| calendar::quarter(i.start?.year(), number);
        (whole.granularity == Granularity::Year).then(|| Phrase {
            granularity: Granularity::Quarter,
            readings: whole.readings.map(of),
            weak: false,
            ..whole
        })
    }

    /// "first week of May": the month, which is all that an event's date needs.
    fn month_at_least(&self, at: usize) -> Option<Phrase> {
        let whole = self.whole_of(at)?;
        matches!(whole.granularity, Granularity::Month | Granularity::Year).then_some(whole)
    }

    /// Both readings of what recurs each year, or the one of the year that is written behind it.
    pub fn of_year_or_nearest(&self, at: usize, of: impl Fn(i16) -> Option<Interval>) -> (Readings, TimeKind, usize) {
        match (self.year_at(at), self.anchor) {
            (Some(year), _) => (Readings::both(of(year)), TimeKind::Absolute, at + 1),
            (None, Some(anchor)) => (calendar::yearly(anchor, of), TimeKind::Relative, at),
            (None, None) => (Readings::NONE, TimeKind::Relative, at),
        }
    }
}
