//! Days and months of the calendar: "4 May 2026", "May 4", "the 4th of May", "May 4–6", "2026-05-04", "in March".

use super::calendar::{Readings, day, month, yearly};
use super::expression::{Granularity, Interval};
use super::grammar::{Parser, Phrase};
use super::words::{Term, Unit};
use jiff::civil::Date;

/// A date as written: a month, perhaps with a day or two, perhaps with a year.
#[derive(Debug, Clone, Copy)]
struct Written {
    year: Option<i16>,
    /// Whether the year stands there as a number, not as "last year".
    spelled: bool,
    month: i8,
    /// First and last day.
    days: Option<(i8, i8)>,
    next: usize,
}

impl Written {
    fn in_year(self, year: i16) -> Option<Interval> {
        match self.days {
            None => month(year, self.month),
            Some((first, last)) => {
                let (first, last) = (day(year, self.month, first)?.start?, day(year, self.month, last)?.start?);
                (first <= last).then_some(Interval::new(first, last))
            }
        }
    }

    fn readings(self, anchor: Option<Date>) -> Readings {
        match (self.year, anchor) {
            (Some(year), _) => Readings::both(self.in_year(year)),
            (None, Some(anchor)) => yearly(anchor, |year| self.in_year(year)),
            (None, None) => Readings::NONE,
        }
    }

    const fn granularity(self) -> Granularity {
        match self.days {
            None => Granularity::Month,
            Some((first, last)) if first == last => Granularity::Day,
            Some(_) => Granularity::Stretch,
        }
    }
}

impl Parser<'_> {
    /// A date with a day or a year, or a stretch from one to another.
    pub fn date(&self, at: usize) -> Option<Phrase> {
        let first = self.written(at)?;
        if let Some(stretch) = self.stretch(at, first) {
            return Some(stretch);
        }
        if first.days.is_none() && !first.spelled {
            return None;
        }
        Some(self.phrase_of(first, first.readings(self.anchor), first.granularity()))
    }

    /// A month alone. Those that are also verbs or names of people want a preposition before them.
    pub fn bare_month(&self, at: usize) -> Option<Phrase> {
        let written = self.written(at)?;
        let doubtful = match self.term(at) {
            // "in Mar del Plata"
            Term::ShortMonth(_) if !self.word(at).ends_with('.') => return None,
            Term::ShortMonth(_) => true,
            Term::Month(month) => matches!(month, 3..=6 | 8),
            _ => return None,
        };
        if doubtful && !self.month_is_cued(at) {
            return None;
        }
        Some(self.phrase_of(written, written.readings(self.anchor), Granularity::Month))
    }

    /// "2026-05-04", "2026-05".
    pub fn iso_date(&self, at: usize) -> Option<Phrase> {
        let glued = |at: usize| self.term(at + 1) == Term::Dash && self.touches_next(at) && self.touches_next(at + 1);
        let (Some(year), true) = (self.year_at(at), glued(at)) else {
            return None;
        };
        let Term::Number(month_number, 2) = self.term(at + 2) else {
            return None;
        };
        let month_number = i8::try_from(month_number).ok()?;
        if let (true, Term::Number(number, 2)) = (glued(at + 2), self.term(at + 4)) {
            let interval = day(year, month_number, i8::try_from(number).ok()?)?;
            return Some(Phrase::absolute(at + 5, Granularity::Day, Readings::both(Some(interval))));
        }
        // "2025-26" is two years; "2026-05" cannot be.
        if i16::from(month_number) > year % 100 {
            return None;
        }
        Some(Phrase::absolute(at + 3, Granularity::Month, Readings::both(Some(month(year, month_number)?))))
    }

    fn phrase_of(&self, written: Written, readings: Readings, granularity: Granularity) -> Phrase {
        if written.spelled {
            Phrase::absolute(written.next, granularity, readings)
        } else {
            Phrase::relative(written.next, granularity, readings)
        }
    }

    /// "May 4 to June 6", "January to March 2026", "between May 4 and May 6".
    fn stretch(&self, at: usize, first: Written) -> Option<Phrase> {
        if !self.joins(first.next, self.opens_stretch(at)) {
            return None;
        }
        let last = self.written(first.next + 1)?;
        if first.days.is_some() != last.days.is_some() {
            return None;
        }
        let of_year = |year: i16| {
            let begin = first.in_year(first.year.unwrap_or(year))?;
            let end = last.in_year(last.year.unwrap_or(year)).filter(|end| begin.start <= end.end).or_else(|| {
                // "from November to February" ends in the next year.
                if last.year.is_none() { last.in_year(year.checked_add(1)?) } else { None }
            })?;
            Some(Interval { start: begin.start, end: end.end })
        };
        let readings = match (last.year.or(first.year), self.anchor) {
            (Some(year), _) => Readings::both(of_year(year)),
            (None, Some(anchor)) => yearly(anchor, of_year),
            (None, None) => Readings::NONE,
        };
        let spelled = Written { spelled: first.spelled || last.spelled, ..last };
        Some(self.phrase_of(spelled, readings, Granularity::Stretch))
    }

    /// Whether the token joins the two ends of a stretch; "and" only after "between".
    pub fn joins(&self, at: usize, between: bool) -> bool {
        match self.term(at) {
            Term::To | Term::Dash | Term::Through | Term::Until => true,
            Term::And => between,
            _ => false,
        }
    }

    /// Whether "between" stands before the token.
    pub fn opens_stretch(&self, at: usize) -> bool {
        let previous = self.before(at);
        previous == Term::Between || (previous == Term::The && self.before(at.saturating_sub(1)) == Term::Between)
    }

    fn written(&self, at: usize) -> Option<Written> {
        match self.month_at(at) {
            Some(month) => Some(self.month_first(at, month)),
            None => self.day_first(at),
        }
    }

    fn month_first(&self, at: usize, month: i8) -> Written {
        let mut next = at + 1;
        let mut days = None;
        if let Some(first) = self.day_at(next) {
            (days, next) = (Some((first, first)), next + 1);
            if let Some(last) = self.last_day(next) {
                (days, next) = (Some((first, last)), next + 2);
            }
        }
        self.with_year(Written { year: None, spelled: false, month, days, next })
    }

    /// The second day of "May 4–6" or "May 4 and 5"; not that of "May 4 to June 6".
    fn last_day(&self, at: usize) -> Option<i8> {
        let last = self.day_at(at + 1).filter(|_| self.month_at(at + 2).is_none())?;
        // "May 4 and 5" before what is counted is one day and five of something.
        let counted = self.term(at) == Term::And
            && matches!(self.term(at + 2), Term::Word | Term::Unit(_))
            && !self.capital(at + 2);
        (self.joins(at, true) && !counted).then_some(last)
    }

    fn day_first(&self, at: usize) -> Option<Written> {
        let first = self.day_at(at)?;
        let last = self.day_at(at + 2).filter(|_| self.joins(at + 1, true));
        let behind = if last.is_some() { at + 3 } else { at + 1 };
        let behind = behind + usize::from(self.term(behind) == Term::Of);
        let month = self.month_at(behind)?;
        let days = Some((first, last.unwrap_or(first)));
        Some(self.with_year(Written { year: None, spelled: false, month, days, next: behind + 1 }))
    }

    /// Adds the year that follows: "2026", ", 2026", "of 2026", "last year", "of next year".
    fn with_year(&self, written: Written) -> Written {
        let at = written.next + usize::from(matches!(self.term(written.next), Term::Comma | Term::Of));
        if let Some(year) = self.year_at(at) {
            return Written { year: Some(year), spelled: true, next: at + 1, ..written };
        }
        let turn = match self.term(at) {
            Term::Last => -1,
            Term::This => 0,
            Term::Next => 1,
            _ => return written,
        };
        match self.anchor {
            Some(anchor) if self.term(at + 1) == Term::Unit(Unit::Year) && self.term(at - 1) != Term::Comma => {
                Written { year: anchor.year().checked_add(turn), next: at + 2, ..written }
            }
            _ => written,
        }
    }

    fn month_at(&self, at: usize) -> Option<i8> {
        match self.term(at) {
            Term::Month(month) | Term::ShortMonth(month) if self.capital(at) => Some(month),
            _ => None,
        }
    }

    fn day_at(&self, at: usize) -> Option<i8> {
        match self.term(at) {
            // "May first", but not the "March First Movement".
            Term::Ordinal(day @ 1..=31) if !self.capital(at) => i8::try_from(day).ok(),
            Term::Number(day @ 1..=31, 1..=2) => i8::try_from(day).ok(),
            _ => None,
        }
    }

    fn month_is_cued(&self, at: usize) -> bool {
        let name_follows = self.term(at + 1) == Term::Word && self.capital(at + 1);
        match self.before(at) {
            Term::In | Term::Since | Term::Until | Term::During | Term::Through | Term::Early | Term::Late => true,
            Term::Last | Term::Next | Term::This | Term::Past | Term::Coming => true,
            Term::By | Term::From | Term::Before | Term::After | Term::Starting | Term::Between | Term::Of => {
                !name_follows && self.term(at + 1) != Term::Possessive
            }
            // "mid-May"; "in March and April", "March–May".
            Term::Dash => self.before(at - 1) == Term::Mid || self.month_before(at),
            Term::And | Term::Or | Term::To | Term::Comma => !name_follows && self.month_before(at),
            _ => false,
        }
    }

    fn month_before(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|at| self.month_at(at).is_some())
    }
}
