//! Time expressions: what is found, what it resolves to, what is none. The article's day is Tuesday, 5 May 2026.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use summitry::text::time::{Bound, Granularity, Tense, TimeExpression, TimeKind, find};

const DAY: Date = date(2026, 5, 5);

fn on_day(sentence: &str) -> Vec<TimeExpression> {
    find(sentence, 0, Some(DAY))
}

/// Words found, and their dates after a past and after a future tense; "-" for none.
type Wanted<'a> = &'a [(&'a str, &'a str, &'a str)];

/// Checks sentences and reports all failures at once.
#[track_caller]
fn check(cases: &[(&str, Wanted<'_>)]) {
    let mut failures = Vec::new();
    for (sentence, wanted) in cases {
        let found = on_day(sentence);
        let shown: Vec<_> = found
            .iter()
            .map(|e| {
                let iso = |tense| e.iso_for(tense).unwrap_or_else(|| "-".into());
                (e.span.of(sentence), iso(Tense::Past), iso(Tense::Future))
            })
            .collect();
        let same = shown.len() == wanted.len()
            && shown.iter().zip(*wanted).all(|(a, b)| (a.0, a.1.as_str(), a.2.as_str()) == *b);
        if !same {
            failures.push(format!("{sentence}\n    found  {shown:?}\n    wanted {wanted:?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} sentences:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn full_dates_in_every_order() {
    for words in [
        "4 November 2025",
        "November 4, 2025",
        "November 4 2025",
        "the 4th of November 2025",
        "November 4th, 2025",
        "Nov. 4, 2025",
        "Tuesday, November 4, 2025",
        "Tue 4 Nov 2025",
        "2025-11-04",
        "November 4 of last year",
    ] {
        check(&[(&format!("They met on {words}, in Oslo."), &[(words, "2025-11-04", "2025-11-04")])]);
    }
}

#[test]
fn days_and_months_without_a_year_follow_the_tense() {
    check(&[
        ("The envoys met on 12 March.", &[("12 March", "2026-03-12", "2027-03-12")]),
        ("The summit is due on September 9.", &[("September 9", "2025-09-09", "2026-09-09")]),
        ("The envoys met on May 5.", &[("May 5", "2026-05-05", "2026-05-05")]),
        ("He left in October.", &[("October", "2025-10", "2026-10")]),
        ("In May the two spoke twice.", &[("May", "2026-05", "2026-05")]),
        (
            "It was closed last March and reopens next June.",
            &[("last March", "2026-03", "2026-03"), ("next June", "2026-06", "2026-06")],
        ),
        ("He left this past October.", &[("this past October", "2025-10", "2025-10")]),
        // Nobody means last year by a day of next week.
        ("Duties, effective May 11, were announced.", &[("May 11", "2026-05-11", "2026-05-11")]),
    ]);
}

#[test]
fn days_of_the_week() {
    check(&[
        ("They met on Friday.", &[("Friday", "2026-05-01", "2026-05-08")]),
        ("They met on Tuesday.", &[("Tuesday", "2026-05-05", "2026-05-05")]),
        ("They met last Tuesday.", &[("last Tuesday", "2026-04-28", "2026-04-28")]),
        ("They meet next Tuesday morning.", &[("next Tuesday morning", "2026-05-12", "2026-05-12")]),
        ("They met late Sunday night.", &[("late Sunday night", "2026-05-03", "2026-05-10")]),
        ("Friday’s summit failed.", &[("Friday", "2026-05-01", "2026-05-08")]),
        ("They meet on Friday of next week.", &[("Friday of next week", "2026-05-15", "2026-05-15")]),
        ("They met from Friday to Sunday.", &[("Friday to Sunday", "2026-05", "2026-05")]),
        ("They met the preceding Saturday, May 2.", &[("the preceding Saturday, May 2", "2026-05-02", "2026-05-02")]),
        ("They met following Friday's vote.", &[("Friday", "2026-05-01", "2026-05-08")]),
    ]);
}

#[test]
fn words_that_point_from_the_article() {
    check(&[
        (
            "Today the two met, as yesterday morning.",
            &[("Today", "2026-05-05", "2026-05-05"), ("yesterday morning", "2026-05-04", "2026-05-04")],
        ),
        ("They speak tomorrow.", &[("tomorrow", "2026-05-06", "2026-05-06")]),
        ("An overnight strike hit the port.", &[("overnight", "2026-05-05", "2026-05-05")]),
        ("A strike hit the port last night.", &[("last night", "2026-05-04", "2026-05-04")]),
        ("They fled in the early hours of Monday.", &[("the early hours of Monday", "2026-05-04", "2026-05-11")]),
        (
            "He visited last week, and will next month.",
            &[("last week", "2026-04", "2026-04"), ("next month", "2026-06", "2026-06")],
        ),
        ("They meet later this year.", &[("later this year", "2026", "2026")]),
        ("It was signed earlier this month.", &[("earlier this month", "2026-05", "2026-05")]),
        ("They spoke over the weekend.", &[("the weekend", "2026-05", "2026-05")]),
        ("A summit follows next spring.", &[("next spring", "2027", "2027")]),
        ("It was agreed last summer.", &[("last summer", "2025", "2025")]),
        ("Talks begin early next year.", &[("early next year", "2027", "2027")]),
        ("Thirty died during the past 24 hours.", &[("the past 24 hours", "2026-05", "2026-05")]),
        ("It lasted for the past three years.", &[("the past three years", "-", "-")]),
    ]);
}

#[test]
fn counted_from_a_day() {
    check(&[
        ("They met two days ago.", &[("two days ago", "2026-05-03", "2026-05-03")]),
        ("They met two weeks ago.", &[("two weeks ago", "2026-04", "2026-04")]),
        ("They met a year ago.", &[("a year ago", "2025", "2025")]),
        ("They met twenty-one days ago.", &[("twenty-one days ago", "2026-04-14", "2026-04-14")]),
        ("They meet in three days.", &[("in three days", "-", "2026-05-08")]),
        ("They meet a month from now.", &[("a month from now", "2026-06", "2026-06")]),
        ("It starts 21 days after August 7.", &[("21 days after August 7", "2025-08-28", "2026-08-28")]),
        ("It comes a day after talks.", &[("a day after", "2026-05-04", "2026-05-04")]),
        ("It comes a day before talks.", &[("a day before", "2026-05-06", "2026-05-06")]),
        ("She signed it the following day.", &[("the following day", "2026-05-06", "2026-05-06")]),
        ("They met in Oslo the day before.", &[("the day before", "2026-05-04", "2026-05-04")]),
        ("They met the day before yesterday.", &[("the day before yesterday", "2026-05-03", "2026-05-03")]),
    ]);
}

#[test]
fn stretches_give_the_month_or_the_year() {
    check(&[
        ("The summit of March 4-6 failed.", &[("March 4-6", "2026-03", "2027-03")]),
        ("The summit, March 4 and 5, failed.", &[("March 4 and 5", "2026-03", "2027-03")]),
        ("He is to travel from June 4 to June 6.", &[("June 4 to June 6", "2026-06", "2026-06")]),
        ("He travelled on 4–6 April 2016.", &[("4–6 April 2016", "2016-04", "2016-04")]),
        ("It ran from January to March 2025.", &[("January to March 2025", "2025", "2025")]),
        ("It ran between 2014 and 2016.", &[("2014 and 2016", "-", "-")]),
        ("Since March 2 a thousand died.", &[("March 2", "2026", "2026")]),
        (
            "It was in mid-March, at the end of 2019.",
            &[("mid-March", "2026-03", "2027-03"), ("the end of 2019", "2019", "2019")],
        ),
        ("It ends in the first half of 2027.", &[("the first half of 2027", "2027", "2027")]),
        ("It ends in the last week of June.", &[("the last week of June", "2025-06", "2026-06")]),
    ]);
}

#[test]
fn years_want_a_cue() {
    check(&[
        ("He won in 2019.", &[("2019", "2019", "2019")]),
        (
            "He won in 2010, 2014 and 2018.",
            &[("2010", "2010", "2010"), ("2014", "2014", "2014"), ("2018", "2018", "2018")],
        ),
        ("The units deployed 2000 troops and 2,000 police.", &[]),
        ("Resolution 1701 cost $2000.", &[]),
        ("It was the spring of 2017.", &[("the spring of 2017", "2017", "2017")]),
        ("It began in the 1990s.", &[]),
    ]);
    let named = on_day("Canada hosts the 2026 World Cup.");
    assert!(named[0].weak && named[0].iso().as_deref() == Some("2026"));
    assert!(!on_day("It has held since 2014.")[0].weak);
}

#[test]
fn what_is_no_time() {
    check(&[
        ("They may meet; May said that he would march to the sea.", &[]),
        ("Theresa May's deal failed, and March for Peace called.", &[]),
        ("The Sun, the Sunday Times and Super Tuesday.", &[]),
        ("Talks lasted for two weeks, from 10:30 until 4 p.m.", &[]),
        ("A second round, the largest in the fall of Kabul, near Fall River.", &[]),
        ("The last two met the next of kin.", &[]),
        ("He sat in the sun on Easter Island in Mar del Plata.", &[]),
    ]);
}

#[test]
fn vague_times_have_no_date() {
    for sentence in [
        "They will meet soon.",
        "They will meet in the near future.",
        "They will meet in the coming weeks.",
        "They met recently.",
        "They met years ago.",
    ] {
        let found = on_day(sentence);
        assert_eq!(found.len(), 1, "{sentence}");
        assert_eq!((found[0].kind, found[0].iso()), (TimeKind::Vague, None), "{sentence}");
    }
}

#[test]
fn feasts() {
    check(&[
        ("He died on Easter Monday.", &[("Easter Monday", "2026-04-06", "2026-04-06")]),
        ("They met on Good Friday 2025.", &[("Good Friday 2025", "2025-04-18", "2025-04-18")]),
        ("It burned on New Year's Eve.", &[("New Year's Eve", "2025-12-31", "2026-12-31")]),
    ]);
}

#[test]
fn bounds_and_kinds() {
    let one = |sentence: &str| on_day(sentence).into_iter().next().expect("one expression");
    assert_eq!(one("by the end of 2026").bound, Bound::By);
    assert_eq!(one("no later than August 18").bound, Bound::By);
    assert_eq!(one("since 2014").bound, Bound::Since);
    assert_eq!(one("starting September").bound, Bound::From);
    assert_eq!(one("after the May 4 talks").bound, Bound::After);
    assert_eq!(one("on 4 May 2026").kind, TimeKind::Absolute);
    assert_eq!(one("on 4 May").kind, TimeKind::Relative);
    assert_eq!(one("the second quarter of 2026").granularity, Granularity::Quarter);
    assert_eq!(one("late May 2026").start(), Some(date(2026, 5, 21)));
}

#[test]
fn without_an_anchor_only_full_dates_resolve() {
    let found = find("On Tuesday, and on 4 April, as on 4 April 2016.", 0, None);
    let dates: Vec<_> = found.iter().map(TimeExpression::iso).collect();
    assert_eq!(dates, [None, None, Some("2016-04-04".to_owned())]);
}

#[test]
fn spans_count_from_the_article() {
    let found = find("Élysée, yesterday", 100, Some(DAY));
    assert_eq!((found[0].span.start, found[0].span.end), (110, 119));
}

/// Sentences made of the grammar's own words, in any order.
fn words_of_time() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "in",
        "on",
        "the",
        "of",
        "last",
        "next",
        "this",
        "past",
        "May",
        "March 4",
        "Tuesday",
        "Sun",
        "week",
        "weeks",
        "days",
        "year",
        "2026",
        "2026-05",
        "-04",
        "31",
        "4th",
        "99",
        "first",
        "half",
        "end",
        "early",
        "mid-",
        "to",
        "and",
        "between",
        ",",
        "–",
        "ago",
        "after",
        "day",
        "before",
        "two",
        "twenty",
        "-",
        "one",
        "Easter",
        "Monday",
        "New Year",
        "’s",
        "Day",
        "spring",
        "decade",
        "999",
        "years",
        "within",
        "from",
        "now",
        "weekend",
        "quarter",
        "later",
        "earlier",
        "é",
        "\u{a0}",
        "hours",
        "night",
        "Nov.",
        "second",
        "future",
        "near",
        "Super",
        "yesterday",
        "since",
        "by",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

fn sound(text: &str, anchor: Option<Date>) {
    let mut behind = 0;
    for e in find(text, 0, anchor) {
        assert!(behind <= e.span.start && e.span.start < e.span.end, "spans of {text:?} overlap or are empty");
        assert!(text.get(e.span.start..e.span.end).is_some(), "a span of {text:?} cuts a character");
        behind = e.span.end;
        for tense in [Tense::Past, Tense::Present, Tense::Future] {
            if let Some((Some(start), Some(end))) = e.reading(tense).map(|i| (i.start, i.end)) {
                assert!(start <= end, "{:?} in {text:?} ends before it starts", e.span.of(text));
            }
            let _ = e.iso_for(tense);
        }
    }
}

fn any_day() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![
        Just(None),
        Just(Some(Date::MIN)),
        Just(Some(Date::MAX)),
        (1800_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Some(date(y, m, d))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn random_text_is_taken(text in "\\PC{0,60}", anchor in any_day()) {
        sound(&text, anchor);
    }

    #[test]
    fn random_words_of_time_are_taken(text in words_of_time(), anchor in any_day()) {
        sound(&text, anchor);
    }
}
