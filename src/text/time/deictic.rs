//! Words that point from the day of publication: "yesterday", "this month", "last Tuesday", "next spring", "the past two days".

use super::calendar::{self, Readings, month_of, plus_days, plus_months};
use super::expression::{Granularity, Interval, TimeKind};
use super::grammar::{Parser, Phrase};
use super::words::{Term, Unit};
use jiff::civil::Date;

impl Parser<'_> {
    /// "today", "yesterday morning", "overnight".
    pub fn adverb(&self, at: usize) -> Option<Phrase> {
        let days = match self.term(at) {
            Term::Yesterday => -1,
            Term::Tomorrow => 1,
            Term::Today | Term::Tonight | Term::Overnight => 0,
            _ => return None,
        };
        Some(self.days_away(self.skip_day_part(at + 1), days))
    }

    /// The day that lies so many days from the anchor.
    pub fn days_away(&self, next: usize, days: i64) -> Phrase {
        let day = self.anchor.and_then(|anchor| plus_days(anchor, days));
        Phrase::relative(next, Granularity::Day, Readings::both(day.map(Interval::day)))
    }

    /// "earlier this month", "later this year", "earlier today"; also "later in the week".
    pub fn earlier(&self, at: usize) -> Option<Phrase> {
        let later = self.term(at) == Term::Later;
        let phrase = match self.term(at + 1) {
            Term::This | Term::Last | Term::Next => self.pointed(at + 1)?,
            Term::In if self.term(at + 2) == Term::The => {
                let Term::Unit(unit) = self.term(at + 3) else {
                    return None;
                };
                self.whole(at + 4, unit, 0)?
            }
            _ => self.adverb(at + 1)?,
        };
        let Some(anchor) = self.anchor else {
            return Some(phrase);
        };
        let cut = |whole: Interval| match whole {
            _ if !whole.contains(anchor) => Some(whole),
            Interval { end, .. } if later => Some(Interval { start: Some(anchor), end }),
            Interval { start, .. } => Some(Interval { start, end: Some(anchor) }),
        };
        // A week is told by its middle: it stays whole.
        let narrow = !matches!(phrase.granularity, Granularity::Week | Granularity::Weekend | Granularity::Season);
        Some(if narrow { Phrase { readings: phrase.readings.map(cut), ..phrase } } else { phrase })
    }

    /// "this", "last", "next", "past", "coming", "previous", "following" and what they point at.
    pub fn pointed(&self, at: usize) -> Option<Phrase> {
        let (turn, sliding, weak) = match self.term(at) {
            Term::This if matches!(self.term(at + 1), Term::Past | Term::Coming) => {
                let turn = if self.term(at + 1) == Term::Past { -1 } else { 1 };
                return self.pointed_at(at + 2, turn, false);
            }
            Term::This | Term::Current => (0, false, false),
            Term::Last => (-1, false, false),
            Term::Next => (1, false, false),
            Term::Past => (-1, true, false),
            Term::Coming => (1, true, false),
            Term::Previous => (-1, false, true),
            Term::Following => (1, false, true),
            _ => return None,
        };
        if let Some(stretch) = self.counted(at + 1, turn) {
            return Some(stretch.guessed(weak));
        }
        let phrase = self.pointed_at(at + 1, turn, sliding)?;
        // "the next day" follows something that was told; "next week" does not.
        let told = turn != 0 && self.term(at + 1) == Term::Unit(Unit::Day);
        Some(phrase.guessed(weak || told))
    }

    fn pointed_at(&self, at: usize, turn: i64, sliding: bool) -> Option<Phrase> {
        match self.term(at) {
            Term::Unit(_) if self.word(at).ends_with('s') => (turn != 0).then(|| Phrase::vague(at + 1)),
            Term::Unit(unit) if sliding => self.sliding(at + 1, unit, turn, 1),
            // "the last day" is the last one of something.
            Term::Unit(Unit::Day) if turn < 0 && self.term(at - 1) == Term::Last => None,
            Term::Unit(unit) => self.whole(at + 1, unit, turn),
            Term::Night if turn <= 0 => Some(self.days_away(at + 1, turn)),
            Term::DayPart if turn <= 0 => Some(self.days_away(at + 1, turn)),
            Term::Weekday(_) => self.turned_weekday(at, turn),
            Term::Season(name) if !self.names_something(at) => {
                let readings = self.nearest_season(name);
                Some(Phrase::relative(at + 1, Granularity::Season, self.turned(readings, turn)))
            }
            Term::Month(_) | Term::ShortMonth(_) => self.turned_month(at, turn),
            _ => None,
        }
    }

    /// "last two weeks", "past 24 hours", "next three days".
    fn counted(&self, at: usize, turn: i64) -> Option<Phrase> {
        let (amount, next) = self.amount(at)?;
        match self.term(next) {
            Term::Unit(unit) if turn != 0 && amount > 0 => self.sliding(next + 1, unit, turn, amount),
            _ => None,
        }
    }

    /// So many units up to the anchor, or from it on.
    fn sliding(&self, next: usize, unit: Unit, turn: i64, amount: u32) -> Option<Phrase> {
        let reach = |anchor: Date| {
            let far = shift(anchor, unit, turn.checked_mul(i64::from(amount))?)?;
            Some(Interval::new(far.min(anchor), far.max(anchor)))
        };
        if matches!(unit, Unit::Weekend | Unit::Quarter) {
            return None;
        }
        Some(Phrase::relative(next, Granularity::Stretch, Readings::both(self.anchor.and_then(reach))))
    }

    /// The calendar unit that holds the anchor, or the one before or after it.
    pub fn whole(&self, next: usize, unit: Unit, turn: i64) -> Option<Phrase> {
        let (granularity, of) = calendar_unit(unit)?;
        let interval = self.anchor.and_then(|anchor| of(shift(anchor, unit, turn)?));
        let readings = match unit {
            Unit::Weekend if turn == 0 => self.weekend(),
            _ => Readings::both(interval),
        };
        Some(Phrase::relative(next, granularity, readings))
    }

    /// "the weekend" and "this weekend": the one at hand, else the last and the next.
    pub fn weekend(&self) -> Readings {
        let of = |anchor: Date, days: i64| calendar::weekend_of(plus_days(anchor, days)?);
        let Some(anchor) = self.anchor else {
            return Readings::NONE;
        };
        let at_hand = of(anchor, 0);
        match at_hand {
            Some(weekend) if weekend.contains(anchor) => Readings::both(at_hand),
            _ => Readings { past: of(anchor, -7), future: at_hand },
        }
    }

    /// "the weekend", behind "the".
    pub fn the_weekend(&self, at: usize) -> Option<Phrase> {
        (self.term(at) == Term::Unit(Unit::Weekend))
            .then(|| Phrase::relative(at + 1, Granularity::Weekend, self.weekend()))
    }

    /// "last Tuesday": the nearest before the anchor, never the anchor itself.
    fn turned_weekday(&self, at: usize, turn: i64) -> Option<Phrase> {
        if let Some(dated) = self.weekday_with_date(at) {
            return Some(dated);
        }
        let name = self.weekday_at(at)?;
        let readings = |anchor: Date| match turn {
            0 => calendar::weekday(anchor, name),
            _ => plus_days(anchor, turn).map_or(Readings::NONE, |day| calendar::weekday(day, name)),
        };
        let readings = self.turned(self.anchor.map_or(Readings::NONE, readings), turn);
        Some(Phrase::relative(self.skip_day_part(at + 1), Granularity::Day, readings))
    }

    /// "last March", "next January 20", "this May".
    fn turned_month(&self, at: usize, turn: i64) -> Option<Phrase> {
        // Seen from the month's or day's other side, the nearest occurrence is the one before or after.
        let seen_from = |anchor: Date, dated: bool| match (turn, dated) {
            (0, _) => Some(anchor),
            (_, true) => plus_days(anchor, turn),
            (..0, false) => plus_days(anchor.first_of_month(), -1),
            (_, false) => plus_days(anchor.last_of_month(), 1),
        };
        let dated = self.date(at).is_some();
        let moved = Parser { anchor: self.anchor.and_then(|anchor| seen_from(anchor, dated)), ..*self };
        let phrase = if dated { moved.date(at)? } else { moved.bare_month(at)? };
        if phrase.kind == TimeKind::Absolute {
            return Some(phrase);
        }
        let readings = match (turn, self.anchor) {
            // "this May" is the year's own.
            (0, Some(anchor)) => [phrase.readings.past, phrase.readings.future]
                .into_iter()
                .flatten()
                .find(|i| i.start.is_some_and(|start| start.year() == anchor.year()))
                .map_or(phrase.readings, |own| Readings::both(Some(own))),
            _ => self.turned(phrase.readings, turn),
        };
        Some(Phrase { readings, ..phrase })
    }

    /// The reading on the side that the word points to.
    fn turned(&self, readings: Readings, turn: i64) -> Readings {
        match turn {
            0 => readings,
            ..0 => {
                // A season that is still on is not the last one.
                let over = |i: &Interval| i.end < self.anchor;
                Readings::both(readings.past.filter(over).or_else(|| readings.past.and_then(a_year_before)))
            }
            _ => {
                let ahead = |i: &Interval| i.start > self.anchor;
                Readings::both(readings.future.filter(ahead).or_else(|| readings.future.and_then(a_year_after)))
            }
        }
    }
}

fn a_year_before(interval: Interval) -> Option<Interval> {
    moved(interval, -12)
}

fn a_year_after(interval: Interval) -> Option<Interval> {
    moved(interval, 12)
}

/// Whole months moved by so many months.
fn moved(interval: Interval, months: i64) -> Option<Interval> {
    let start = plus_months(interval.start?, months)?;
    let end = plus_months(interval.end?.first_of_month(), months)?.last_of_month();
    Some(Interval::new(start, end))
}

/// The day that lies so many units away.
pub(super) fn shift(day: Date, unit: Unit, amount: i64) -> Option<Date> {
    match unit {
        // Hours count from some hour of the day that is not known: 24 of them reach the day before.
        Unit::Hour => plus_days(day, amount.checked_div(24)?),
        Unit::Day => plus_days(day, amount),
        Unit::Week | Unit::Weekend => plus_days(day, amount.checked_mul(7)?),
        Unit::Fortnight => plus_days(day, amount.checked_mul(14)?),
        Unit::Month => plus_months(day, amount),
        Unit::Quarter => plus_months(day, amount.checked_mul(3)?),
        Unit::Year => plus_months(day, amount.checked_mul(12)?),
        Unit::Decade => plus_months(day, amount.checked_mul(120)?),
    }
}

/// The interval of a unit that holds a day.
type Around = fn(Date) -> Option<Interval>;

/// How a unit lies in the calendar; none for those that it does not know ("this hour", "this decade").
pub(super) fn calendar_unit(unit: Unit) -> Option<(Granularity, Around)> {
    Some(match unit {
        Unit::Day => (Granularity::Day, |day| Some(Interval::day(day))),
        Unit::Weekend => (Granularity::Weekend, calendar::weekend_of),
        Unit::Week => (Granularity::Week, calendar::week_of),
        Unit::Month => (Granularity::Month, |day| Some(month_of(day))),
        Unit::Quarter => (Granularity::Quarter, |day| calendar::quarter(day.year(), (day.month() - 1) / 3 + 1)),
        Unit::Year => (Granularity::Year, |day| calendar::year(day.year())),
        Unit::Hour | Unit::Fortnight | Unit::Decade => return None,
    })
}
