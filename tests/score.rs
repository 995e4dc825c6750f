//! The scorer: the same figures, to the last digit, as the reference scorer gives on the same files.
//!
//! `fixtures/score/expected*` were written by the reference scorer (`score.py GOLD SYSTEM …`), not by this program. The
//! fixtures hold what is easily got wrong: equally like candidates, whose order decides; case folding beyond ASCII; former
//! offices; signings; missing, null and unknown fields; texts that one side lacks; shares that lie on a half.

use proptest::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};
use summitry::score::{Accuracy, Records, Scores, Tally, TextRecord, json, read_records, read_texts, score, table};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/score").join(name)
}

fn expected(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).expect("the fixture is there")
}

fn records(name: &str) -> Records {
    let (records, problems) = read_records(&fixture(name)).expect("the fixture is there");
    assert_eq!(problems, []);
    records
}

fn record(text: serde_json::Value) -> Records {
    let record: TextRecord = serde_json::from_value(text).expect("a record");
    [record].into_iter().collect()
}

#[test]
fn the_table_is_the_reference_scorers() {
    let (texts, problems) = read_texts(&fixture("texts.jsonl")).expect("the fixture is there");
    assert_eq!(problems, []);
    let scores = score(&records("gold.jsonl"), &records("system.jsonl"), Some(&texts));
    assert_eq!(table(&scores, true, 4), expected("expected.txt"));
}

#[test]
fn the_table_is_the_reference_scorers_with_sides_swapped() {
    let scores = score(&records("system.jsonl"), &records("gold.jsonl"), None);
    assert_eq!(table(&scores, true, 0), expected("expected-swapped.txt"));
}

#[test]
fn the_json_is_the_reference_scorers() {
    let scores = score(&records("gold.jsonl"), &records("system.jsonl"), None);
    // Both go through the same reader of numbers, which rounds: what is compared are the digits.
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(read(&json(&scores).to_string()), read(&expected("expected.json")));
}

#[test]
fn the_gold_scores_full_marks_against_itself() {
    let gold = records("gold.jsonl");
    let scores = score(&gold, &gold, None);
    for (name, tally) in &scores.measures {
        assert_eq!((tally.found, tally.system), (tally.gold, tally.gold), "{name}");
    }
    assert!(scores.attributes.values().all(|accuracy| accuracy.right == accuracy.all));
    assert_eq!(scores.missed, []);
}

/// By hand: of three parties named, two are the gold's; the host is wrong; one of two topics is right; of three pairs that
/// met, one did.
#[test]
fn a_meeting_scored_by_hand() {
    let entities = serde_json::json!([
        {"id": "a", "kind": "person", "name": "Ada Berg", "mentions": ["Berg"]},
        {"id": "b", "kind": "country", "name": "Norland", "mentions": []},
        {"id": "c", "kind": "country", "name": "Ostmark", "mentions": []},
    ]);
    let event = |actors: &[&str], host: &str, topics: &[&str]| {
        serde_json::json!([{"type": "CONSULT", "status": "happened", "actors": actors, "host": host, "topics": topics,
            "trigger": "met", "evidence": "They met."}])
    };
    let gold = serde_json::json!({"doc": "t", "entities": entities, "events": event(&["a", "b"], "b", &["trade"])});
    let system = serde_json::json!({"doc": "t", "entities": entities, "events": event(&["a", "b", "c"], "a", &["trade", "energy"])});
    let scores = score(&record(gold), &record(system), None);

    let measure = |name: &str| scores.measures[name];
    assert_eq!(measure("entity"), Tally { found: 3, system: 3, gold: 3 });
    assert_eq!(measure("event.core"), Tally { found: 1, system: 1, gold: 1 });
    assert_eq!(measure("event.exact"), Tally { found: 0, system: 1, gold: 1 });
    assert_eq!(measure("tie.meets"), Tally { found: 1, system: 3, gold: 1 });
    assert_eq!(measure("tie.hosts"), Tally { found: 0, system: 2, gold: 1 });
    assert_eq!(measure("topics"), Tally { found: 1, system: 2, gold: 1 });
    assert_eq!(scores.attributes["host"], Accuracy { right: 0, all: 1 });
    assert_eq!(scores.attributes["status"], Accuracy { right: 1, all: 1 });
    assert!((measure("tie.meets").f1() - 0.5).abs() < 1e-12);
}

#[test]
fn groups_are_told_by_the_id() {
    let groups = records("gold.jsonl").groups();
    let sizes: Vec<_> = groups.iter().map(|(name, group)| (name.as_str(), group.len())).collect();
    assert_eq!(sizes, [("gov", 2), ("list", 1), ("news", 3)]);
}

#[test]
fn broken_lines_are_named_and_the_rest_is_read() {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(b"{\"doc\": \"a\"}\n\n{\"doc\": \n\xff\xfe\n{\"docs\": 1}\n{\"doc\": \"b\"}\r\n").expect("written");
    let (records, problems) = read_records(file.path()).expect("readable");
    assert_eq!(records.iter().map(|record| record.doc.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(3), Some(4), Some(5)]);
    assert!(problems[2].to_string().contains("missing field `doc`"), "{}", problems[2]);
}

#[test]
fn a_missing_file_is_an_error_with_its_name() {
    let error = read_records(Path::new("no-such-file.jsonl")).expect_err("there is none");
    assert!(error.to_string().starts_with("no-such-file.jsonl: "), "{error}");
}

#[test]
fn nothing_scored_is_nothing_divided() {
    let scores = score(&Records::default(), &Records::default(), None);
    assert_eq!(scores, Scores::default());
    assert_eq!(table(&scores, true, 9).lines().count(), 1);
}

/// A record over few ids, types and names, so that collisions are the rule.
fn any_record() -> impl Strategy<Value = Records> {
    let id = || prop::sample::select(vec!["a", "b", "c", "d", ""]);
    let ids = || prop::collection::vec(id(), 0..4);
    let name = prop::sample::select(vec!["Norland", "the norland", "Ostmark’s", "Ada Berg", "ß", "", "x"]);
    let kind = prop::sample::select(vec!["person", "country", "organization", "place", "thing"]);
    let entity =
        (id(), kind, name).prop_map(|(id, kind, name)| serde_json::json!({"id": id, "kind": kind, "name": name}));
    let event_kind = prop::sample::select(vec!["CONSULT", "AGREE", "SUPPORT", "ACCUSE"]);
    let status = prop::sample::select(vec!["happened", "denied", "planned"]);
    let trigger = prop::sample::select(vec!["signed", "met", ""]);
    let event = (event_kind, status, ids(), ids(), id(), trigger).prop_map(
        |(kind, status, actors, recipients, host, trigger)| {
            serde_json::json!({"type": kind, "status": status, "actors": actors, "recipients": recipients, "host": host,
            "trigger": trigger, "topics": actors})
        },
    );
    let relation_kind = prop::sample::select(vec!["represents", "ally_of"]);
    let relation = (relation_kind, id(), id(), any::<bool>()).prop_map(|(kind, source, target, former)| {
        serde_json::json!({"type": kind, "source": source, "target": target, "former": former})
    });
    let many = |n| 0..n;
    (
        prop::collection::vec(entity, many(6)),
        prop::collection::vec(event, many(6)),
        prop::collection::vec(relation, many(4)),
    )
        .prop_map(|(entities, events, relations)| {
            record(serde_json::json!({"doc": "t", "entities": entities, "events": events, "relations": relations}))
        })
}

proptest! {
    #[test]
    fn nothing_is_found_more_often_than_it_is_there(gold in any_record(), system in any_record()) {
        let scores = score(&gold, &system, None);
        for (name, tally) in scores.measures.iter().chain(&scores.per_type) {
            // Two entities of one id are two for the system and one for the gold.
            if !name.starts_with("entity") {
                prop_assert!(tally.found <= tally.system.min(tally.gold), "{name}: {tally:?}");
            }
            prop_assert!((0.0..=1.0).contains(&tally.f1()) || name.starts_with("entity"), "{name}: {tally:?}");
        }
        prop_assert!(scores.measures["event.exact"].found <= scores.measures["event.exact"].gold);
    }
}
