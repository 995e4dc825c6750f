//! The command line of graphs: merge, query, explain, with their exit codes and messages.

use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const VISIT: &str = "tests/fixtures/graph/visit.jsonl";

fn summitry(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("summitry").unwrap();
    command.args(args);
    command
}

/// A graph of the fixture in a folder of its own.
fn graph(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("graph.ron");
    summitry(&["merge", VISIT, "-o"]).arg(&path).assert().success();
    path
}

/// Standard output of a question to the fixture's graph.
fn ask(question: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let output = summitry(&["query"]).arg(graph(&folder)).args(question).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

fn write(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn order_and_grouping_of_extractions_do_not_matter() {
    let folder = TempDir::new().unwrap();
    let whole = fs::read(graph(&folder)).unwrap();
    let text = fs::read_to_string(VISIT).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let a = write(&folder, "a.jsonl", lines[2..].join("\n"));
    let b = write(&folder, "b.jsonl", [lines[1], lines[0], lines[2]].join("\r\n\n"));
    let out = folder.path().join("again.ron");
    summitry(&["merge"]).args([&a, &b, &a]).arg("-o").arg(&out).assert().success();
    assert_eq!(fs::read(&out).unwrap(), whole);
    let output = summitry(&["merge", "-"]).write_stdin(text).assert().success();
    assert_eq!(output.get_output().stdout, whole);
}

#[test]
fn bad_records_are_reported_by_line_and_the_good_ones_kept() {
    let folder = TempDir::new().unwrap();
    let good = fs::read_to_string(VISIT).unwrap();
    let mut bytes = b"{\"doc\": 1\n\xff\xfe\n".to_vec();
    bytes.extend(good.as_bytes());
    let mixed = write(&folder, "mixed.jsonl", bytes);
    let out = folder.path().join("graph.ron");
    summitry(&["merge"])
        .args([&mixed, Path::new("missing.jsonl")])
        .arg("-o")
        .arg(&out)
        .assert()
        .success()
        .stderr(predicate::str::contains("mixed.jsonl:1: no extraction record"))
        .stderr(predicate::str::contains("mixed.jsonl:2: no UTF-8"))
        .stderr(predicate::str::contains("missing.jsonl"))
        .stderr(predicate::str::contains("4 records"));
}

#[test]
fn nothing_usable_fails_and_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let empty = write(&folder, "empty.jsonl", "");
    let out = folder.path().join("graph.ron");
    summitry(&["merge"])
        .arg(&empty)
        .arg("-o")
        .arg(&out)
        .assert()
        .code(1)
        .stderr(predicate::str::contains("no extraction record"));
    assert!(!out.exists());
    summitry(&["merge"]).assert().code(2);
    let snapshot = graph(&folder);
    summitry(&["merge"])
        .arg(&snapshot)
        .assert()
        .code(1)
        .stderr(predicate::str::contains("a graph snapshot, no extraction records"));
}

#[test]
fn who_meets_tells_with_whom_when_where_and_who_says_so() {
    insta::assert_snapshot!(ask(&["who-meets", "petro"]));
}

#[test]
fn a_country_meets_through_its_leader_and_not_what_was_called_off() {
    let live = ask(&["who-meets", "Colombia", "-f", "csv"]);
    assert_eq!(live.lines().count(), 2, "{live}");
    assert!(live.contains("Gustavo Petro,Donald Trump"), "{live}");
    let all = ask(&["who-meets", "Colombia", "-f", "csv", "--status", "all"]);
    assert_eq!(all.lines().count(), 3, "{all}");
    assert!(all.contains("cancelled"), "{all}");
}

#[test]
fn json_gives_whole_quotes_with_their_source() {
    let rows: serde_json::Value = serde_json::from_str(&ask(&["between", "trump", "petro", "-f", "json"])).unwrap();
    let meeting = &rows[0];
    assert_eq!(meeting["articles"], 3);
    assert_eq!(meeting["date"], "2026-02-03");
    assert_eq!(meeting["host"][0]["name"], "Donald Trump");
    let quote = &meeting["evidence"][0];
    assert_eq!(quote["quote"], "Gustavo Petro met Donald Trump at the White House on Tuesday and spoke of drugs.");
    assert_eq!((&quote["source"], &quote["reported"]), (&"Courier".into(), &"2026-02-04".into()));
}

#[test]
fn timeline_path_about_and_top() {
    let answers = [
        ask(&["timeline", "brazil", "--status", "all"]),
        ask(&["path", "brazil", "trump"]),
        ask(&["about", "environment"]),
        ask(&["top", "--top", "3"]),
        ask(&["top", "--kind", "accuses", "-f", "csv"]),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn filters_narrow_the_answer() {
    for (filter, lines) in [
        (["--since", "2026-02"], 2),
        (["--since", "2026-03"], 1),
        (["--until", "2026-01-31"], 1),
        (["--about", "trade"], 2),
        (["--kind", "summit"], 1),
        (["--min-confidence", "0.999"], 1),
        (["--top", "0"], 1),
    ] {
        let answer = ask(&[&["who-meets", "petro", "-f", "csv"], &filter[..]].concat());
        assert_eq!(answer.lines().count(), lines, "{filter:?}\n{answer}");
    }
}

#[test]
fn a_name_that_fits_nothing_or_several_says_so() {
    let folder = TempDir::new().unwrap();
    let graph = graph(&folder);
    let fails = |args: &[&str], message: &str| {
        summitry(&["query"])
            .arg(&graph)
            .args(args)
            .assert()
            .code(1)
            .stderr(predicate::str::contains(message.to_owned()));
    };
    fails(&["who-meets", "petra"], "do you mean Gustavo Petro (Q3124646)?");
    fails(&["about", "cheese"], "it has: drugs, environment, trade");
    summitry(&["query"]).arg(&graph).args(["top", "--status", "maybe"]).assert().code(2);
    summitry(&["query"]).arg(&graph).args(["top", "--since", "yesterday"]).assert().code(2);
    summitry(&["query", "missing.ron", "top"]).assert().code(1).stderr(predicate::str::contains("missing.ron"));
}

#[test]
fn explain_shows_evidence_history_and_merges() {
    let folder = TempDir::new().unwrap();
    let graph = graph(&folder);
    let explain = |fact: &str| {
        let output = summitry(&["explain"]).arg(&graph).arg(fact).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    let pair = explain("trump, petro");
    let event = pair.split_whitespace().find(|word| word.starts_with("event:")).unwrap().to_owned();
    insta::assert_snapshot!([explain(&event), pair, explain("Brazil")].join("\n"));
    summitry(&["explain"])
        .arg(&graph)
        .arg("trump, nobody")
        .assert()
        .code(1)
        .stderr(predicate::str::contains("'nobody'"));
}

#[test]
fn what_articles_say_commands_neither_terminal_nor_spreadsheet() {
    let folder = TempDir::new().unwrap();
    let hostile = r#"{"doc":"=1+1","entities":[{"id":"a","kind":"country","name":"=cmd|' /C calc'!A0","mentions":[]},{"id":"b","kind":"country","name":"\u001b[31mRed\n\u202eLand","mentions":[]}],"events":[{"id":"v1","type":"CONSULT","status":"happened","actors":["a","b"],"trigger":"met","evidence":"They \"met\",\nsaid \u001b]0;x\u0007 all."}]}"#;
    let records = write(&folder, "hostile.jsonl", hostile);
    let out = folder.path().join("graph.ron");
    summitry(&["merge"]).arg(&records).arg("-o").arg(&out).assert().success();
    let answer = |format: &str| {
        let output = summitry(&["query"]).arg(&out).args(["top", "-f", format]).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    assert!(!answer("table").contains('\u{1b}') && !answer("table").contains('\u{202e}'));
    assert_eq!(answer("table").lines().count(), 2);
    let csv = answer("csv");
    assert!(csv.contains("\"'=cmd|' /C calc'!A0\""), "{csv}");
    let rows: serde_json::Value = serde_json::from_str(&answer("json")).unwrap();
    assert_eq!(rows[0]["evidence"][0]["quote"], "They \"met\",\nsaid \u{1b}]0;x\u{7} all.");
}

/// A graph of records given as lines.
fn graph_of(folder: &TempDir, records: &str) -> PathBuf {
    let out = folder.path().join("of.ron");
    summitry(&["merge"]).arg(write(folder, "of.jsonl", records)).arg("-o").arg(&out).assert().success();
    out
}

/// The first row of an answer.
fn first_row(graph: &Path, question: &[&str]) -> serde_json::Value {
    let output = summitry(&["query"]).arg(graph).args(question).args(["-f", "json"]).assert().success();
    let rows: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    rows[0].clone()
}

#[test]
fn who_acts_on_whom_is_kept_whoever_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let record = r#"{"doc":"a","entities":[{"id":"a","kind":"person","name":"Ann","mentions":[]},{"id":"b","kind":"person","name":"Bob","mentions":[]}],"events":[{"id":"v1","type":"THREATEN","status":"happened","actors":["a"],"recipients":["b"],"trigger":"threatened","evidence":"Ann threatened Bob."}]}"#;
    let graph = graph_of(&folder, record);
    for question in [&["between", "Bob", "Ann"][..], &["timeline", "Bob"], &["timeline", "Ann"]] {
        let row = first_row(&graph, question);
        for (field, name) in [("who", "Ann"), ("actors", "Ann"), ("with", "Bob"), ("recipients", "Bob")] {
            assert_eq!(row[field][0]["name"], name, "{question:?} {field}");
            assert_eq!(row[field].as_array().map(Vec::len), Some(1), "{question:?} {field}");
        }
    }
}

#[test]
fn whose_room_it_is_nobody_meets_but_who_comes_for_a_visit() {
    let folder = TempDir::new().unwrap();
    let entity = |id: &str, kind: &str| format!(r#"{{"id":"{id}","kind":"{kind}","name":"{id}","mentions":[]}}"#);
    let entities = [entity("Ann", "person"), entity("Bob", "person"), entity("Fiji", "country")].join(",");
    let record = |doc: &str, parties: &str| {
        format!(
            r#"{{"doc":"{doc}","entities":[{entities}],"events":[{{"id":"v1","type":"CONSULT","status":"happened","actors":[{parties}],"host":"Fiji","trigger":"met","evidence":"They met."}}]}}"#
        )
    };
    for (parties, with) in [(r#""Ann","Bob""#, "Bob"), (r#""Ann""#, "Fiji")] {
        let row = first_row(&graph_of(&folder, &record("a", parties)), &["who-meets", "Ann"]);
        assert_eq!(row["with"].as_array().map(Vec::len), Some(1), "{row}");
        assert_eq!((&row["with"][0]["name"], &row["host"][0]["name"]), (&with.into(), &"Fiji".into()));
        let row = first_row(&graph_of(&folder, &record("a", parties)), &["timeline", "Fiji"]);
        assert_eq!(row["who"][0]["name"], "Fiji", "asked for, it is one of them: {row}");
        let row = first_row(&graph_of(&folder, &record("a", parties).replace("happened", "planned")), &["changes"]);
        let who: Vec<_> = row["who"].as_array().unwrap().iter().map(|who| who["name"].as_str().unwrap()).collect();
        assert_eq!(who, ["Ann", with], "nobody asked for");
    }
}

#[test]
fn the_first_quote_has_the_status_of_its_row() {
    let folder = TempDir::new().unwrap();
    let record = |doc: &str, day: &str, status: &str, quote: &str| {
        format!(
            r#"{{"doc":"{doc}","article":{{"date":"{day}"}},"entities":[{{"id":"a","kind":"person","name":"Ann","mentions":[]}},{{"id":"b","kind":"person","name":"Bob","mentions":[]}}],"events":[{{"id":"v1","type":"CONSULT","status":"{status}","actors":["a","b"],"trigger":"met","date":"{day}","evidence":"{quote}"}}]}}"#
        )
    };
    let lines = [
        record("a", "2026-01-05", "happened", "Ann met Bob."),
        record("b", "2026-03-09", "planned", "Ann is to meet Bob."),
    ];
    let graph = graph_of(&folder, &lines.join("\n"));
    let top = first_row(&graph, &["top", "--kind", "meets"]);
    assert_eq!(top["status"], "happened");
    assert_eq!(top["evidence"][0]["quote"], "Ann met Bob.");
}

#[test]
fn outputs_that_cannot_be_are_refused_before_the_work() {
    let folder = TempDir::new().unwrap();
    let text = write(&folder, "t.txt", "Ann met Bob.");
    let refused = |args: &[&str], message: &str| {
        summitry(args)
            .current_dir(folder.path())
            .assert()
            .code(2)
            .stderr(predicate::str::contains(message.to_owned()))
            .stderr(predicate::str::contains(".summitry-").not());
    };
    let text = text.to_str().unwrap();
    refused(&["build", text, "--diagram", "x.pdf"], ".svg, .png or .dot");
    write(&folder, "there.db", "");
    refused(&["build", text, "-o", "there.db"], "summitry add");
    refused(&["build", text, "-o", "none/g.ron"], "the folder 'none' does not exist");
    refused(&["merge", text, "-o", "there.db"], "summitry add");
    refused(&["merge", text, "-o", "none/g.ron"], "the folder 'none' does not exist");
    refused(&["export", "g.ron", "-o", "none/g.svg"], "the folder 'none' does not exist");
    assert!(!folder.path().join("graph.ron").exists());
}
