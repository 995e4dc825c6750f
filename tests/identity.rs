//! Which claims of different articles are about one event: a hand-made set of pairs, resolved together as one archive.

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use summitry::extract::Extraction;
use summitry::fingerprint::Fingerprint;
use summitry::resolve::{EventTypes, resolve};

const PAIRS: &str = include_str!("fixtures/identity/pairs.jsonl");

/// Two records of one event each, and whether a person holds the events to be one.
#[derive(Deserialize)]
struct Pair {
    pair: String,
    case: String,
    same: bool,
    why: String,
    a: Extraction,
    b: Extraction,
}

fn pairs() -> Vec<Pair> {
    PAIRS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The id of the event that each article's only claim was counted to.
fn events(records: Vec<Extraction>) -> BTreeMap<String, String> {
    let (facts, problems) = resolve(records, &EventTypes::default());
    assert!(problems.is_empty(), "{problems:?}");
    let joined = facts.events.iter().flat_map(|e| e.claims.iter().map(|j| (j.claim.article.doc.clone(), e.id.clone())));
    joined.collect()
}

#[test]
fn pairs_are_told_apart_as_a_person_does() {
    let pairs = pairs();
    let events = events(pairs.iter().flat_map(|p| [p.a.clone(), p.b.clone()]).collect());
    let (mut right, mut missed, mut wrong) = (0, 0, 0);
    for Pair { pair, case, same, why, a, b } in &pairs {
        let merged = events[&a.doc] == events[&b.doc];
        match (same, merged) {
            (true, true) => right += 1,
            (true, false) => missed += 1,
            (false, true) => wrong += 1,
            (false, false) => {}
        }
        if *same != merged {
            let verdict = if merged { "merged" } else { "apart" };
            println!("{pair} {verdict}, {case}: {why}");
            for record in [a, b] {
                println!("    {} {}", record.article.date.unwrap(), record.events[0].evidence);
            }
        }
    }
    let ratio = |n: i32, of: i32| f64::from(n) / f64::from(of.max(1));
    let (precision, recall) = (ratio(right, right + wrong), ratio(right, right + missed));
    let f1 = ratio(2 * right, 2 * right + wrong + missed);
    println!("{} pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}", pairs.len());
    assert!(precision >= 0.95 && f1 >= 0.85, "precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
}

#[test]
fn the_set_is_balanced_and_well_formed() {
    let pairs = pairs();
    let same = pairs.iter().filter(|p| p.same).count();
    assert!(pairs.len() >= 90 && same * 10 >= pairs.len() * 4 && same * 10 <= pairs.len() * 6, "{same}");
    for pair in &pairs {
        for record in [&pair.a, &pair.b] {
            let [event] = record.events.as_slice() else { panic!("{}: one event each", pair.pair) };
            assert!(event.evidence.contains(&event.trigger), "{}: {}", pair.pair, event.trigger);
            for entity in &record.entities {
                assert!(entity.mentions.iter().all(|m| event.evidence.contains(m)), "{}: {}", pair.pair, entity.name);
                assert!(!entity.mentions.is_empty(), "{}: {}", pair.pair, entity.name);
            }
        }
    }
}

// --- Persons and states, one case each -------------------------------------------------------------------------------

/// An article: `"report type status date parties"`; parties are `p` and `q`, who lead `A`, `r` and `s`, who lead `B`, the
/// countries `A` and `B`, and the body `o`; `@x` and `@y` are places.
fn told(doc: usize, line: &str) -> Extraction {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [report, kind, status, date, ref parties @ ..] = words[..] else { panic!("four words: {line}") };
    let place = parties.iter().find_map(|word| word.strip_prefix('@'));
    let parties: Vec<&str> = parties.iter().copied().filter(|word| !word.starts_with('@')).collect();
    let (kind, mode) = kind.split_once('/').map_or((kind, None), |(kind, mode)| (kind, Some(mode)));
    let person = |id: &str, name: &str| serde_json::json!({"id": id, "kind": "person", "name": name, "mentions": []});
    let country =
        |id: &str, iso: &str| serde_json::json!({"id": id, "kind": "country", "name": id, "iso": iso, "mentions": []});
    let leads = |who: &str, of: &str| serde_json::json!({"type": "represents", "source": who, "target": of, "evidence": format!("{who} leads {of}.")});
    serde_json::from_value(serde_json::json!({
        "doc": format!("d{doc}"),
        "article": {"date": report},
        "entities": [person("p", "Pia Poe"), person("q", "Quin Quo"), person("r", "Ria Roe"), person("s", "Sam Sow"),
            country("A", "XA"), country("B", "XB"), {"id": "o", "kind": "organization", "name": "Union", "mentions": []},
            {"id": "x", "kind": "place", "name": "Xanten", "mentions": []}, {"id": "y", "kind": "place", "name": "Yerba", "mentions": []}],
        "events": [{"id": "v1", "type": kind, "mode": mode, "status": status, "actors": parties, "place": place,
            "date": (date != "-").then_some(date), "trigger": "word", "evidence": format!("Sentence {doc}.")}],
        "relations": [leads("p", "A"), leads("q", "A"), leads("r", "B"), leads("s", "B")],
    }))
    .unwrap()
}

/// The articles of each event, by their place in the list, and the rules that joined them.
fn merged(lines: &[&str]) -> (Vec<String>, Vec<&'static str>) {
    let records: Vec<_> = lines.iter().enumerate().map(|(i, line)| told(i, line)).collect();
    let backward = records.iter().rev().cloned().collect();
    let (facts, _) = resolve(records, &EventTypes::default());
    assert_eq!(resolve(backward, &EventTypes::default()).0.events.len(), facts.events.len());
    let docs = |e: &summitry::resolve::EventFact| {
        e.claims.iter().map(|j| &j.claim.article.doc[1..]).collect::<Vec<_>>().join("+")
    };
    let mut events: Vec<_> = facts.events.iter().map(docs).collect();
    events.sort();
    (events, facts.events.iter().flat_map(|e| e.claims.iter().map(|j| j.rule.as_str())).collect())
}

#[test]
fn a_state_stands_for_its_person_and_the_rule_says_so() {
    let (events, rules) =
        merged(&["2026-01-08 CONSULT happened 2026-01-07 p r", "2026-01-08 CONSULT happened 2026-01-07 A B"]);
    assert_eq!(events, ["0+1"]);
    assert!(rules.iter().any(|r| r.starts_with("same day, parties named otherwise")), "{rules:?}");
    assert_eq!(merged(&["2026-01-08 CONSULT happened - p r", "2026-01-07 CONSULT planned 2026-01-08 A r"]).0, ["1+0"]);
}

#[test]
fn a_state_of_two_meetings_of_its_persons_is_of_neither() {
    let two = ["2026-01-08 CONSULT happened - p r", "2026-01-08 CONSULT happened - q s"];
    assert_eq!(merged(&two).0, ["0", "1"]);
    assert_eq!(merged(&[two[0], two[1], "2026-01-09 CONSULT happened - A B"]).0, ["0", "1", "2"]);
    assert_eq!(merged(&[two[0], "2026-01-09 CONSULT happened - A B"]).0, ["0+1"]);
}

#[test]
fn persons_of_one_state_are_one_side_if_a_claim_names_both() {
    let lines = ["2026-01-08 CONSULT happened - p q r", "2026-01-09 CONSULT happened - q B"];
    assert_eq!(merged(&lines).0, ["0+1"]);
}

#[test]
fn a_call_is_no_meeting_of_the_states() {
    assert_eq!(
        merged(&["2026-01-08 CONSULT/call happened - p r", "2026-01-09 CONSULT/talks happened - A B"]).0,
        ["0", "1"]
    );
    assert_eq!(
        merged(&["2026-01-08 CONSULT/call happened - p r", "2026-01-09 CONSULT/call happened - A B"]).0,
        ["0+1"]
    );
}

#[test]
fn a_plan_for_elsewhere_is_not_what_came_about() {
    let met = "2026-01-08 CONSULT happened 2026-01-08 p r @x";
    assert_eq!(merged(&["2026-01-07 CONSULT planned - p r @x", met]).0, ["0+1"]);
    assert_eq!(merged(&["2026-01-07 CONSULT planned - p r @y", met]).0, ["0", "1"]);
    assert_eq!(merged(&["2026-01-07 CONSULT planned 2026-01-08 A r @y", met]).0, ["0", "1"]);
}

#[test]
fn a_body_more_is_no_matter_on_a_known_day_only() {
    let more = "2026-01-08 CONSULT happened - A B o";
    assert_eq!(merged(&[more, "2026-01-09 CONSULT happened 2026-01-08 A B"]).0, ["0+1"]);
    assert_eq!(merged(&[more, "2026-01-09 CONSULT happened - A B"]).0, ["0", "1"]);
}

#[test]
fn a_month_planned_is_joined_by_the_reports_in_it() {
    let plan = "2026-01-08 AGREE planned 2026-03 p r";
    assert_eq!(merged(&[plan, "2026-03-20 AGREE happened - p r"]).0, ["0+1"]);
    assert_eq!(merged(&[plan, "2026-03-20 AGREE happened - A B"]).0, ["0+1"]);
    assert_eq!(merged(&[plan, "2026-04-20 AGREE happened - A B"]).0, ["0", "1"]);
    assert_eq!(
        merged(&[plan, "2026-03-20 AGREE happened - A B", "2026-03-29 AGREE happened - A B"]).0,
        ["0", "1", "2"]
    );
}

#[test]
fn what_two_agree_on_is_told_the_day_after_and_what_one_does_repeats_daily() {
    let told = |kind: &str, day: &str| {
        format!("2026-01-{day} {kind} happened {} A B", if day == "07" { "2026-01-07" } else { "-" })
    };
    assert_eq!(merged(&[&told("AGREE", "07"), &told("AGREE", "08")]).0, ["0+1"]);
    assert_eq!(merged(&[&told("AGREE", "07"), &told("AGREE", "09")]).0, ["0", "1"]);
    assert_eq!(merged(&[&told("ASSAULT", "07"), &told("ASSAULT", "08")]).0, ["0", "1"]);
}

#[test]
fn leaders_of_one_state_who_meet_each_other_are_not_their_state() {
    assert_eq!(merged(&["2026-01-08 CONSULT happened - p q", "2026-01-08 CONSULT happened - A"]).0, ["0", "1"]);
}

// --- Copies of articles ---------------------------------------------------------------------------------------------

/// Paragraphs of an article, as numbers of words.
fn article() -> impl Strategy<Value = Vec<Vec<u16>>> {
    prop::collection::vec(prop::collection::vec(0..3000u16, 30..60), 5..12)
}

fn text(paragraphs: &[Vec<u16>]) -> String {
    let paragraph = |p: &Vec<u16>| p.iter().map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    paragraphs.iter().map(paragraph).collect::<Vec<_>>().join(".\n\n")
}

fn resemble(a: &[Vec<u16>], b: &[Vec<u16>]) -> bool {
    let of = |paragraphs| Fingerprint::of(&text(paragraphs)).unwrap();
    of(a).resembles(&of(b))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_article_resembles_the_original(
        original in article(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3000u16), 0..6),
        cut in any::<prop::sample::Index>(),
        added in prop::collection::vec(0..3000u16, 0..40),
        headline in prop::collection::vec(0..3000u16, 3..10),
    ) {
        let mut edited = original.clone();
        for (paragraph, word, new) in edits {
            let paragraph = paragraph.get_mut(&mut edited);
            *word.get_mut(paragraph) = new;
        }
        prop_assert!(resemble(&original, &edited), "a few words");
        let mut shorter = original.clone();
        shorter.remove(cut.index(shorter.len()));
        prop_assert!(resemble(&original, &shorter), "a paragraph cut");
        let mut longer = original.clone();
        longer.insert(cut.index(longer.len() + 1), added);
        prop_assert!(resemble(&original, &longer), "a paragraph added");
        let titled = [vec![headline], original.clone()].concat();
        prop_assert!(resemble(&original, &titled), "a headline");
    }

    #[test]
    fn another_article_does_not(a in article(), b in article()) {
        prop_assert!(!resemble(&a, &b));
    }

    #[test]
    fn nor_does_one_that_shares_a_paragraph(a in article(), mut b in article()) {
        b[0] = a[0].clone();
        prop_assert!(!resemble(&a, &b));
    }
}
