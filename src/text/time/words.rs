//! The words of time: a lower-case word → its [`Term`].

use super::calendar::Season;
use jiff::civil::Weekday;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
}

/// What a word, number or sign means to the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    Month(i8),
    /// "Jan", "Sept": a month only beside a day or a year.
    ShortMonth(i8),
    Weekday(Weekday),
    /// "Tue", "Sun": a weekday only before a date.
    ShortWeekday(Weekday),
    Season(Season),
    Unit(Unit),
    /// "morning", "afternoon", "evening".
    DayPart,
    Night,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Overnight,
    /// Plain digits: value and number of digits.
    Number(u32, u8),
    /// "two", "dozen".
    Numeral(u32),
    /// "4th", "first".
    Ordinal(u32),
    /// "a", "an".
    Article,
    The,
    This,
    Last,
    Next,
    /// "past", "recent".
    Past,
    /// "previous", "preceding".
    Previous,
    /// "coming", "upcoming".
    Coming,
    Following,
    Current,
    Ago,
    /// "earlier".
    Earlier,
    /// "later".
    Later,
    Early,
    Late,
    Mid,
    /// "beginning", "start".
    Beginning,
    /// "middle".
    Middle,
    End,
    Half,
    Of,
    In,
    On,
    Over,
    Within,
    /// "during", "throughout".
    During,
    At,
    By,
    /// "until", "till".
    Until,
    Since,
    From,
    /// "starting", "beginning" before a date, "effective".
    Starting,
    To,
    /// "through".
    Through,
    Between,
    And,
    Or,
    Before,
    After,
    Now,
    /// "about", "around", "nearly".
    About,
    /// "just", "only", "back".
    Adverb,
    /// "near", "foreseeable".
    Near,
    Future,
    /// "recently", "soon", "shortly".
    Vague,
    Time,
    Holiday(Holiday),
    /// The first word of a name that holds a weekday ("Super Tuesday").
    NamedDay,
    /// A comma.
    Comma,
    Dash,
    /// "'s".
    Possessive,
    /// Any other word.
    Word,
    /// Any other sign.
    Sign,
}

/// The first word of a feast's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holiday {
    Christmas,
    Easter,
    Good,
    New,
}

/// Longest entry of the lexicon, in bytes.
pub(super) const LONGEST: usize = 11;

/// The term of a word in lower case; [`Term::Word`] where time has no use for it.
pub(super) fn term(word: &str) -> Term {
    LEXICON.binary_search_by(|(entry, _)| (*entry).cmp(word)).map_or(Term::Word, |at| LEXICON[at].1)
}

/// Sorted by word.
static LEXICON: &[(&str, Term)] = &[
    ("a", Term::Article),
    ("about", Term::About),
    ("after", Term::After),
    ("afternoon", Term::DayPart),
    ("ago", Term::Ago),
    ("almost", Term::About),
    ("an", Term::Article),
    ("and", Term::And),
    ("apr", Term::ShortMonth(4)),
    ("april", Term::Month(4)),
    ("around", Term::About),
    ("at", Term::At),
    ("aug", Term::ShortMonth(8)),
    ("august", Term::Month(8)),
    ("autumn", Term::Season(Season::Autumn)),
    ("back", Term::Adverb),
    ("before", Term::Before),
    ("beginning", Term::Beginning),
    ("between", Term::Between),
    ("black", Term::NamedDay),
    ("bloody", Term::NamedDay),
    ("by", Term::By),
    ("christmas", Term::Holiday(Holiday::Christmas)),
    ("coming", Term::Coming),
    ("current", Term::Current),
    ("cyber", Term::NamedDay),
    ("day", Term::Unit(Unit::Day)),
    ("days", Term::Unit(Unit::Day)),
    ("dec", Term::ShortMonth(12)),
    ("decade", Term::Unit(Unit::Decade)),
    ("decades", Term::Unit(Unit::Decade)),
    ("december", Term::Month(12)),
    ("during", Term::During),
    ("earlier", Term::Earlier),
    ("early", Term::Early),
    ("easter", Term::Holiday(Holiday::Easter)),
    ("effective", Term::Starting),
    ("eight", Term::Numeral(8)),
    ("eighth", Term::Ordinal(8)),
    ("eleven", Term::Numeral(11)),
    ("end", Term::End),
    ("evening", Term::DayPart),
    ("fall", Term::Season(Season::Autumn)),
    ("feb", Term::ShortMonth(2)),
    ("february", Term::Month(2)),
    ("fifteen", Term::Numeral(15)),
    ("fifth", Term::Ordinal(5)),
    ("first", Term::Ordinal(1)),
    ("five", Term::Numeral(5)),
    ("following", Term::Following),
    ("foreseeable", Term::Near),
    ("fortnight", Term::Unit(Unit::Fortnight)),
    ("forty", Term::Numeral(40)),
    ("four", Term::Numeral(4)),
    ("fourteen", Term::Numeral(14)),
    ("fourth", Term::Ordinal(4)),
    ("fri", Term::ShortWeekday(Weekday::Friday)),
    ("friday", Term::Weekday(Weekday::Friday)),
    ("from", Term::From),
    ("future", Term::Future),
    ("good", Term::Holiday(Holiday::Good)),
    ("half", Term::Half),
    ("hour", Term::Unit(Unit::Hour)),
    ("hours", Term::Unit(Unit::Hour)),
    ("in", Term::In),
    ("jan", Term::ShortMonth(1)),
    ("january", Term::Month(1)),
    ("jul", Term::ShortMonth(7)),
    ("july", Term::Month(7)),
    ("jun", Term::ShortMonth(6)),
    ("june", Term::Month(6)),
    ("just", Term::Adverb),
    ("last", Term::Last),
    ("late", Term::Late),
    ("later", Term::Later),
    ("mar", Term::ShortMonth(3)),
    ("march", Term::Month(3)),
    ("may", Term::Month(5)),
    ("mid", Term::Mid),
    ("middle", Term::Middle),
    ("mon", Term::ShortWeekday(Weekday::Monday)),
    ("monday", Term::Weekday(Weekday::Monday)),
    ("month", Term::Unit(Unit::Month)),
    ("months", Term::Unit(Unit::Month)),
    ("morning", Term::DayPart),
    ("near", Term::Near),
    ("nearly", Term::About),
    ("new", Term::Holiday(Holiday::New)),
    ("next", Term::Next),
    ("night", Term::Night),
    ("nine", Term::Numeral(9)),
    ("nov", Term::ShortMonth(11)),
    ("november", Term::Month(11)),
    ("now", Term::Now),
    ("oct", Term::ShortMonth(10)),
    ("october", Term::Month(10)),
    ("of", Term::Of),
    ("on", Term::On),
    ("one", Term::Numeral(1)),
    ("only", Term::Adverb),
    ("or", Term::Or),
    ("over", Term::Over),
    ("overnight", Term::Overnight),
    ("palm", Term::NamedDay),
    ("past", Term::Past),
    ("preceding", Term::Previous),
    ("previous", Term::Previous),
    ("quarter", Term::Unit(Unit::Quarter)),
    ("recent", Term::Past),
    ("recently", Term::Vague),
    ("roughly", Term::About),
    ("sat", Term::ShortWeekday(Weekday::Saturday)),
    ("saturday", Term::Weekday(Weekday::Saturday)),
    ("second", Term::Ordinal(2)),
    ("sep", Term::ShortMonth(9)),
    ("sept", Term::ShortMonth(9)),
    ("september", Term::Month(9)),
    ("seven", Term::Numeral(7)),
    ("shortly", Term::Vague),
    ("since", Term::Since),
    ("six", Term::Numeral(6)),
    ("sixty", Term::Numeral(60)),
    ("soon", Term::Vague),
    ("spring", Term::Season(Season::Spring)),
    ("start", Term::Beginning),
    ("starting", Term::Starting),
    ("summer", Term::Season(Season::Summer)),
    ("sun", Term::ShortWeekday(Weekday::Sunday)),
    ("sunday", Term::Weekday(Weekday::Sunday)),
    ("super", Term::NamedDay),
    ("ten", Term::Numeral(10)),
    ("the", Term::The),
    ("third", Term::Ordinal(3)),
    ("thirty", Term::Numeral(30)),
    ("this", Term::This),
    ("three", Term::Numeral(3)),
    ("through", Term::Through),
    ("throughout", Term::During),
    ("thu", Term::ShortWeekday(Weekday::Thursday)),
    ("thurs", Term::ShortWeekday(Weekday::Thursday)),
    ("thursday", Term::Weekday(Weekday::Thursday)),
    ("till", Term::Until),
    ("time", Term::Time),
    ("to", Term::To),
    ("today", Term::Today),
    ("tomorrow", Term::Tomorrow),
    ("tonight", Term::Tonight),
    ("tue", Term::ShortWeekday(Weekday::Tuesday)),
    ("tues", Term::ShortWeekday(Weekday::Tuesday)),
    ("tuesday", Term::Weekday(Weekday::Tuesday)),
    ("twelve", Term::Numeral(12)),
    ("twenty", Term::Numeral(20)),
    ("two", Term::Numeral(2)),
    ("until", Term::Until),
    ("upcoming", Term::Coming),
    ("wed", Term::ShortWeekday(Weekday::Wednesday)),
    ("wednesday", Term::Weekday(Weekday::Wednesday)),
    ("week", Term::Unit(Unit::Week)),
    ("weekend", Term::Unit(Unit::Weekend)),
    ("weeks", Term::Unit(Unit::Week)),
    ("winter", Term::Season(Season::Winter)),
    ("within", Term::Within),
    ("year", Term::Unit(Unit::Year)),
    ("years", Term::Unit(Unit::Year)),
    ("yesterday", Term::Yesterday),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_is_sorted_and_fits_the_buffer() {
        for pair in LEXICON.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands before {}", pair[0].0, pair[1].0);
        }
        assert_eq!(LEXICON.iter().map(|(word, _)| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn unknown_words_mean_nothing() {
        assert_eq!(term("minister"), Term::Word);
        assert_eq!(term("wednesday"), Term::Weekday(Weekday::Wednesday));
    }
}
