//! What a time expression says: one or two intervals of days, how fine they are, and how sure the reading is.
//!
//! [`TimeExpression`] → ISO day, month or year, as events carry it.

use crate::vocabulary::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A stretch of days; both ends belong to it, `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

impl Interval {
    /// From `start` to `end`, both included.
    pub const fn new(start: Date, end: Date) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// One day.
    pub const fn day(date: Date) -> Self {
        Self::new(date, date)
    }

    /// Whether `date` lies inside.
    pub fn contains(self, date: Date) -> bool {
        self.start.is_none_or(|start| start <= date) && self.end.is_none_or(|end| date <= end)
    }

    /// Days between `date` and the nearest day of the interval; 0 inside it.
    pub fn distance(self, date: Date) -> i64 {
        let days = |from: Date, to: Date| from.duration_until(to).as_hours() / 24;
        match (self.start, self.end) {
            (Some(start), _) if date < start => days(date, start),
            (_, Some(end)) if end < date => days(end, date),
            _ => 0,
        }
    }
}

/// Where the expression gets its meaning from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// From itself: it names its year ("4 May 2026").
    Absolute,
    /// From the day of publication ("on Tuesday", "May 4", "two weeks ago").
    Relative,
    /// From nowhere: no date follows ("soon", "in the near future").
    Vague,
}

/// The unit in which the expression speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    /// One day, or a part of it.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A calendar month, or a part of it.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Spring, summer, autumn (three months each from March on) or winter (December to February).
    Season,
    /// A calendar year, or a part of it.
    Year,
    /// A stretch from one date to another ("May 4–6", "the past three days").
    Stretch,
    /// Nothing that a calendar knows.
    Unknown,
}

/// How the happening lies to the interval, by the preposition before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Within it ("on", "in", "at", or nothing).
    #[default]
    Within,
    /// It began there and has gone on until the article's day ("since").
    Since,
    /// It begins there ("from", "starting", "effective", "as of").
    From,
    /// It ends there at the latest ("by", "until", "no later than").
    By,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// The direction in which the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    /// Back ("met on Tuesday").
    Past,
    /// Neither: the nearest such time counts, the earlier of two that are equally near.
    #[default]
    Present,
    /// Ahead ("will meet on Tuesday").
    Future,
}

/// A stretch of text that says when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Where it stands in the article, without the preposition before it ("Tuesday", "two weeks ago").
    pub span: Span,
    /// Where its meaning comes from.
    pub kind: TimeKind,
    /// Its unit.
    pub granularity: Granularity,
    /// How the happening lies to it.
    pub bound: Bound,
    /// The reading where the clause looks back; none where it is vague or there was no day to count from.
    pub past: Option<Interval>,
    /// The reading where the clause looks ahead; differs from `past` for "on Tuesday" and "in May".
    pub future: Option<Interval>,
    /// A guess: a year that names an event ("the 2026 World Cup"), or a time counted from another happening that is taken
    /// to be of the article's day ("a day after talks in Oslo", "the following day").
    pub weak: bool,
    /// The day of publication that it was read against.
    pub anchor: Option<Date>,
}

impl TimeExpression {
    /// The interval in a clause of this tense.
    pub fn reading(&self, tense: Tense) -> Option<Interval> {
        let (Some(past), Some(future), Some(anchor)) = (self.past, self.future, self.anchor) else {
            return match tense {
                Tense::Past => self.past,
                Tense::Present => self.past.or(self.future),
                Tense::Future => self.future,
            };
        };
        let (back, ahead) = (past.distance(anchor), future.distance(anchor));
        let dated = matches!(self.granularity, Granularity::Day | Granularity::Stretch);
        let looks_ahead = match tense {
            Tense::Past => dated && outweighs(ahead, back),
            Tense::Present => ahead < back,
            Tense::Future => !(dated && outweighs(back, ahead)),
        };
        Some(if looks_ahead { future } else { past })
    }

    /// Whether the tense of the clause decides what it means.
    pub fn is_ambiguous(&self) -> bool {
        self.past != self.future
    }

    /// First day of the nearest reading.
    pub fn start(&self) -> Option<Date> {
        self.reading(Tense::Present)?.start
    }

    /// Last day of the nearest reading.
    pub fn end(&self) -> Option<Date> {
        self.reading(Tense::Present)?.end
    }

    /// [`Self::iso_for`] the nearest reading.
    pub fn iso(&self) -> Option<String> {
        self.iso_for(Tense::Present)
    }

    /// ISO day, month or year, whichever is the finest that holds the whole interval: a week gives the month that most of
    /// it lies in, a season the year it begins in, "since March 2" the month or year that has passed since.
    ///
    /// None where no single day, month or year follows from the text.
    pub fn iso_for(&self, tense: Tense) -> Option<String> {
        let interval = self.reading(tense)?;
        let (start, end) = match (interval.start, interval.end) {
            (Some(start), Some(end)) => (start, end),
            (Some(day), None) | (None, Some(day)) => (day, day),
            (None, None) => return None,
        };
        match self.granularity {
            Granularity::Unknown => None,
            Granularity::Day if self.bound == Bound::Since => match self.anchor {
                Some(anchor) if start < anchor => common(start, anchor, 0).or_else(|| Some(day(start))),
                _ => Some(day(start)),
            },
            // Saturday for a weekend, Thursday for a week: the month that holds most of it.
            Granularity::Weekend => Some(month(start)),
            Granularity::Week => Some(month(start.checked_add(jiff::Span::new().days(3)).unwrap_or(end))),
            Granularity::Month => Some(month(start)),
            Granularity::Quarter | Granularity::Season | Granularity::Year => Some(year(start)),
            Granularity::Day | Granularity::Stretch => common(start, end, FORTNIGHT),
        }
    }
}

/// Whether a reading so many days away beats one that has the tense on its side: who writes "February 10" on the fourth
/// means next week, even after a past tense ("tariffs, effective February 10, were announced").
const fn outweighs(days: i64, others: i64) -> bool {
    days <= 31 && others > 300
}

/// The longest stretch that is given to one month although it reaches into another.
const FORTNIGHT: i64 = 14;

/// The day, else the month, else the year that both days share. A stretch of at most `short` days is of the month of its
/// middle.
fn common(start: Date, end: Date, short: i64) -> Option<String> {
    let days = start.duration_until(end).as_hours() / 24;
    match () {
        () if start == end => Some(day(start)),
        () if days <= short => Some(month(start.checked_add(jiff::Span::new().days(days / 2)).unwrap_or(start))),
        () if start.year() != end.year() => None,
        () if start.month() == end.month() => Some(month(start)),
        () => Some(year(start)),
    }
}

fn day(date: Date) -> String {
    date.to_string()
}

fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

fn year(date: Date) -> String {
    format!("{:04}", date.year())
}
