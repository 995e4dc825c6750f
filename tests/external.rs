//! Programs given by `--extractor`: their claims stand in the record under the program's name, and what a program does wrong costs
//! its own claims and is said, once, with a remedy. The program is `external/extractor.sh`.
#![cfg(unix)]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROGRAM: &str = concat!("sh '", env!("CARGO_MANIFEST_DIR"), "/tests/external/extractor.sh'");

/// `summitry extract` on one article for each word: "Emmanuel Macron toasted Friedrich Merz over WORD."
fn extract(folder: &TempDir, words: &[&str]) -> Command {
    let line = |(at, word): (usize, &&str)| {
        let text = format!("Emmanuel Macron toasted Friedrich Merz over {word}.");
        json!({"doc": format!("{at}-{}", word.chars().take(8).collect::<String>()), "text": text}).to_string() + "\n"
    };
    let lines: String = words.iter().enumerate().map(line).collect();
    fs::write(folder.path().join("news.jsonl"), lines).expect("the folder is ours");
    let mut command = cargo_bin_cmd!("summitry");
    command.current_dir(folder.path()).args(["extract", "news.jsonl"]).timeout(Duration::from_secs(300));
    command
}

/// Ids of the articles in which the program found something, of all articles.
fn found(output: &[u8]) -> (Vec<String>, usize) {
    let records: Vec<Value> =
        String::from_utf8_lossy(output).lines().map(|line| serde_json::from_str(line).expect("a record")).collect();
    let ours = |record: &&Value| {
        let events = record["events"].as_array();
        events.is_some_and(|events| events.iter().any(|event| event["pattern"] == "extractor.sh"))
    };
    (
        records.iter().filter(ours).map(|record| record["doc"].as_str().unwrap_or_default().to_owned()).collect(),
        records.len(),
    )
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn claims_stand_in_the_record_under_the_programs_name() {
    let folder = folder();
    let output =
        extract(&folder, &["wine"]).args(["--extractor", PROGRAM]).assert().code(0).stderr("").get_output().clone();
    let record: Value = serde_json::from_slice(&output.stdout).expect("one record");
    let events = record["events"].as_array().cloned().unwrap_or_default();
    let event = events.iter().find(|event| event["pattern"] == "extractor.sh").expect("the program's event");
    assert_eq!(event["type"], "SUPPORT");
    assert_eq!((&event["actors"], &event["recipients"]), (&json!(["e1"]), &json!(["e2"])));
    assert_eq!((&event["trigger"], &event["topics"]), (&json!("toasted"), &json!(["trade"])));
    assert_eq!((&event["status"], &event["confidence"]), (&json!("happened"), &json!(0.75)));
    assert_eq!(event["evidence"], "Emmanuel Macron toasted Friedrich Merz over wine.");
}

#[test]
fn crash_and_rubbish_cost_their_articles_alone() {
    let folder = folder();
    let words = ["wine", "CRASH", "tea", "RUBBISH", "STRAY", "beer"];
    let assert = extract(&folder, &words).args(["--extractor", PROGRAM]).assert().code(0);
    let assert = assert
        .stderr(contains(
            "extractor.sh:2: article 1-CRASH: it ended (exit status: 3), saying \"out of luck\" (run it by hand",
        ))
        .stderr(contains("RUBBISH").not())
        .stderr(contains("summitry: extractor.sh: 2 articles without its claims"));
    let (docs, all) = found(&assert.get_output().stdout);
    assert_eq!((docs, all), (["0-wine", "2-tea", "4-STRAY", "5-beer"].map(str::to_owned).to_vec(), 6));
}

#[test]
fn a_hang_costs_its_article_and_the_time_limit() {
    let folder = folder();
    let started = Instant::now();
    let mut command = extract(&folder, &["HANG", "wine"]);
    let assert = command.args(["--extractor", PROGRAM, "--extractor-timeout", "2"]).assert().code(0);
    let assert =
        assert.stderr(contains("extractor.sh:1: article 0-HANG: no answer within 2 seconds (give it more time"));
    assert_eq!(found(&assert.get_output().stdout), (vec!["1-wine".to_owned()], 2));
    assert!(started.elapsed() < Duration::from_secs(50), "{:?}", started.elapsed());
}

#[test]
fn a_program_that_always_fails_is_left_alone() {
    let folder = folder();
    let assert = extract(&folder, &["CRASH"; 5]).args(["--extractor", PROGRAM]).assert().code(0);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("extractor.sh:3: article 2-CRASH") && said.contains("is not asked again"), "{said}");
    assert!(said.contains("5 articles without its claims") && said.lines().count() == 3, "{said}");
}

#[test]
fn what_does_not_stand_is_dropped_and_named() {
    let folder = folder();
    let assert = extract(&folder, &["UNKNOWN", "wine"]).args(["--extractor", PROGRAM]).assert().code(0);
    let assert = assert
        .stderr(contains("extractor.sh:1: article 0-UNKNOWN, claim 2 is dropped: no event type is called `TOAST` ("))
        .stderr(contains("claim 3 is dropped: no entity of the article has the id `e77` ("))
        .stderr(contains("claim 4 is dropped: the trigger 3..90000 does not lie within the sentence ("))
        .stderr(contains("claim 5 is dropped: the trigger \"roasted\" does not stand in the sentence ("))
        .stderr(contains("claim 6 is dropped: the article has no sentence 9 ("))
        .stderr(contains("claim 7 is dropped: unknown variant `perhaps`"))
        .stderr(contains("claim 8 is dropped: `May` is no date ("))
        .stderr(contains("claim 9 is dropped: no policy area is called `wine` ("))
        .stderr(contains("claim 10 is dropped: unknown field `recipient`"))
        .stderr(contains("summitry: extractor.sh: 9 claims dropped"));
    assert_eq!(found(&assert.get_output().stdout).0.len(), 2);
}

#[test]
fn large_articles_and_many_pass_in_order() {
    let folder = folder();
    let large = "wine. The tea in Paris was good. It was strong and ".repeat(1_500);
    let mut words = vec!["tea"; 70];
    words.push(&large);
    let output = extract(&folder, &words).args(["--extractor", PROGRAM]).assert().code(0).get_output().clone();
    let (docs, all) = found(&output.stdout);
    assert_eq!((docs.len(), all), (71, 71));
    assert!(docs.windows(2).all(|pair| {
        let number = |doc: &str| doc.split('-').next().and_then(|number| number.parse::<usize>().ok());
        number(&pair[0]) < number(&pair[1])
    }));
}

#[test]
fn a_program_that_is_not_there_stops_the_run() {
    let folder = folder();
    let mut command = extract(&folder, &["wine"]);
    let message = contains("no-such-program: the extractor cannot be started: ").and(contains("(is it installed, "));
    command.args(["--extractor", "./no-such-program"]).assert().code(1).stdout("").stderr(message);
}

#[test]
fn the_trace_says_why_each_sentence_gave_what_it_gave() {
    let folder = folder();
    let text = "Emmanuel Macron met Friedrich Merz in Berlin. The weather in Paris was fine.";
    fs::write(folder.path().join("a.txt"), text).expect("the folder is ours");
    let mut command = cargo_bin_cmd!("summitry");
    command.current_dir(folder.path()).args(["extract", "a.txt", "--trace"]);
    command
        .assert()
        .code(0)
        .stdout(contains("\"doc\":\"a\""))
        .stderr(contains("[0] \"Emmanuel Macron met Friedrich Merz in Berlin.\" (bytes 0..45)"))
        .stderr(contains("names    Emmanuel Macron (person); Friedrich Merz (person); Berlin (place)"))
        .stderr(contains("frame    CONSULT/meet fits at \"met\", with Emmanuel Macron → Friedrich Merz · happened"))
        .stderr(contains("word     \"met\": an event 0."))
        .stderr(contains("party    Friedrich Merz: takes part"))
        .stderr(contains("gives    CONSULT happened: Emmanuel Macron, Friedrich Merz · "))
        .stderr(contains("(bytes 46..76)"))
        .stderr(contains("\n    nothing\n"));
}
