//! Days of the week: "Tuesday", "Tuesday morning", "Tuesday, May 5", "Monday to Wednesday", "Tuesday of next week".

use super::calendar::{self, Readings, plus_days};
use super::expression::{Granularity, Interval};
use super::grammar::{Parser, Phrase};
use super::words::{Term, Unit};
use jiff::civil::Weekday;

/// Second words of newspapers' names: the "Sunday Times" is no Sunday.
const PAPERS: [&str; 7] = ["Times", "Telegraph", "Mail", "Mirror", "Express", "Herald", "Guardian"];

impl Parser<'_> {
    /// An expression that begins with a day of the week.
    pub fn weekday(&self, at: usize) -> Option<Phrase> {
        if let Some(dated) = self.weekday_with_date(at) {
            return Some(dated);
        }
        let name = self.weekday_at(at)?;
        if let Some(stretch) = self.weekdays(at, name) {
            return Some(stretch);
        }
        let next = self.skip_day_part(at + 1);
        if let Some(of_week) = self.of_week(next, name) {
            return Some(of_week);
        }
        let readings = self.anchor.map_or(Readings::NONE, |anchor| calendar::weekday(anchor, name));
        Some(Phrase::relative(next, Granularity::Day, readings))
    }

    /// The day of the week at a token, where it is one and no name.
    pub fn weekday_at(&self, at: usize) -> Option<Weekday> {
        let Term::Weekday(name) = self.term(at) else {
            return None;
        };
        let named = self.before(at) == Term::NamedDay && self.capital(at - 1);
        (self.capital(at) && !named && !PAPERS.contains(&self.word(at + 1))).then_some(name)
    }

    /// Past "morning", "night" and their like.
    pub fn skip_day_part(&self, at: usize) -> usize {
        at + usize::from(matches!(self.term(at), Term::DayPart | Term::Night))
    }

    /// "Tuesday, May 5", "Tue 5 May 2026": the date decides.
    pub fn weekday_with_date(&self, at: usize) -> Option<Phrase> {
        let mut next = self.skip_day_part(at + 1);
        next += usize::from(self.term(next) == Term::Comma);
        next += usize::from(self.term(next) == Term::The);
        self.date(next).filter(|date| date.granularity == Granularity::Day)
    }

    /// "Monday to Wednesday", "between Monday and Wednesday".
    fn weekdays(&self, at: usize, first: Weekday) -> Option<Phrase> {
        if !self.joins(at + 1, self.opens_stretch(at)) {
            return None;
        }
        let last = self.weekday_at(at + 2)?;
        let length = i64::from(first.until(last));
        let whole = |day: Interval| Some(Interval { start: day.start, end: Some(plus_days(day.start?, length)?) });
        let readings = self.anchor.map_or(Readings::NONE, |anchor| calendar::weekday(anchor, first).map(whole));
        Some(Phrase::relative(at + 3, Granularity::Stretch, readings))
    }

    /// "(of) next week", "last week" behind a day of the week.
    fn of_week(&self, at: usize, name: Weekday) -> Option<Phrase> {
        let at = at + usize::from(self.term(at) == Term::Of);
        let turn = match self.term(at) {
            Term::Last => -7,
            Term::This => 0,
            Term::Next => 7,
            _ => return None,
        };
        if self.term(at + 1) != Term::Unit(Unit::Week) {
            return None;
        }
        let day = self.anchor.and_then(|anchor| {
            let monday = calendar::week_of(plus_days(anchor, turn)?)?.start?;
            plus_days(monday, i64::from(name.to_monday_zero_offset()))
        });
        Some(Phrase::relative(at + 2, Granularity::Day, Readings::both(day.map(Interval::day))))
    }
}
