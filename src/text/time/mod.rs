//! Time expressions: a sentence and the day of publication → intervals of days, each with its span.
//!
//! A hand-written grammar over the words of time: `scan` splits the sentence, `words` says what each word means,
//! `grammar` tries its rules at every token and takes the first that holds, `calendar` counts. Clock times and durations
//! ("at 10:30", "for two weeks") are no expressions, nor are numbers that are not years ("2,000 troops").
//!
//! ```
//! use jiff::civil::date;
//! use summitry::text::time::{Tense, find};
//!
//! let found = find("They will meet on Friday; the last summit was in 2019.", 0, Some(date(2026, 5, 5)));
//! assert_eq!(found[0].iso_for(Tense::Future).as_deref(), Some("2026-05-08"));
//! assert_eq!(found[0].iso_for(Tense::Past).as_deref(), Some("2026-05-01"));
//! assert_eq!(found[1].iso().as_deref(), Some("2019"));
//! ```

mod calendar;
mod dates;
mod deictic;
mod expression;
mod grammar;
mod holidays;
mod offsets;
mod parts;
mod scan;
mod weekdays;
mod words;
mod years;

pub use expression::{Bound, Granularity, Interval, Tense, TimeExpression, TimeKind};
pub use grammar::find;
