//! The store on the command line: it answers as a snapshot does, takes decisions, and survives being killed.

use assert_cmd::Command;
use predicates::prelude::*;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_summitry");

fn summitry(args: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(args);
    command
}

fn answer(args: &[&str]) -> String {
    String::from_utf8(summitry(args).assert().success().get_output().stdout.clone()).unwrap()
}

/// The sample articles as a snapshot and as a store, built once.
struct Sample {
    _folder: TempDir,
    ron: String,
    db: String,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (ron, db) = (path("graph.ron"), path("graph.db"));
    for output in [&ron, &db] {
        summitry(&["build", "data/articles", "-o", output]).assert().success();
    }
    Sample { _folder: folder, ron, db }
});

/// A copy of the sample's store to write to.
fn copied(folder: &TempDir) -> String {
    let path = folder.path().join("copy.db");
    std::fs::copy(&SAMPLE.db, &path).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_store_answers_as_a_snapshot_does() {
    let questions: &[&[&str]] = &[
        &["who-meets", "petro"],
        &["who-meets", "us", "--status", "planned"],
        &["timeline", "colombia"],
        &["timeline", "ukraine", "--since", "2026-01"],
        &["timeline", "us", "--top", "3"],
        &["timeline", "us", "--kind", "visit"],
        &["timeline", "trade"],
        &["between", "trump", "petro"],
        &["path", "petro", "macron"],
        &["path", "us", "kenya"],
        &["about", "trade"],
        &["about", "defence", "--top", "3"],
        &["top"],
        &["top", "--top", "3"],
        &["top", "--status", "all", "--since", "2026"],
        &["top", "--by", "connected"],
        &["top", "--by", "brokers"],
        &["changes"],
        &["changes", "trump"],
    ];
    for question in questions {
        for format in ["json", "table", "csv", "dot"] {
            let ask = |graph: &str| {
                let args = [&["query", graph], *question, &["-f", format]].concat();
                let output = summitry(&args).output().unwrap();
                (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
            };
            assert_eq!(ask(&SAMPLE.ron), ask(&SAMPLE.db), "{question:?} -f {format}");
        }
    }
}

#[test]
fn a_store_is_exported_as_a_snapshot_is() {
    let filters: &[&[&str]] =
        &[&[], &["--around", "colombia"], &["--since", "2026"], &["--about", "trade", "--top", "5"]];
    for filter in filters {
        for format in ["ron", "json", "svg"] {
            let write = |graph: &str| {
                let args = [&["export", graph, "-f", format, "--renderer", "built-in"], *filter].concat();
                summitry(&args).output().unwrap().stdout
            };
            assert!(write(&SAMPLE.ron) == write(&SAMPLE.db), "{filter:?} -f {format}");
        }
    }
}

#[test]
fn facts_are_explained_from_a_store() {
    for fact in ["petro", "trump, petro", "colombia"] {
        assert_eq!(answer(&["explain", &SAMPLE.ron, fact]), answer(&["explain", &SAMPLE.db, fact]), "{fact}");
    }
    summitry(&["explain", &SAMPLE.db, "nobody at all"])
        .assert()
        .failure()
        .stderr(predicate::str::contains("called so"));
}

#[test]
fn sentences_are_found_by_their_words() {
    let found = answer(&["query", &SAMPLE.db, "search", "visit*", "-f", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&found).unwrap();
    assert!(!rows.is_empty());
    for row in &rows {
        assert!(row["quote"].as_str().unwrap().to_lowercase().contains("visit"), "{row}");
    }
    assert_eq!(answer(&["query", &SAMPLE.db, "search", "zyzzyva", "-f", "json"]).trim(), "[]");
}

#[test]
fn sql_reads_and_does_not_write() {
    let met = "SELECT event, group_concat(party, ' and ') AS who FROM meeting WHERE status = 'happened' GROUP BY event";
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&answer(&["query", &SAMPLE.db, "sql", met, "-f", "json"])).unwrap();
    assert!(rows.iter().any(|row| row["who"].as_str().unwrap().contains("Petro")), "{rows:?}");
    for bad in [
        "DELETE FROM article",
        "ATTACH 'x.db' AS x",
        "PRAGMA journal_mode = DELETE",
        "SELEC",
        "SELECT 1; DROP TABLE claim",
    ] {
        summitry(&["query", &SAMPLE.db, "sql", bad]).assert().failure().stderr(predicate::str::contains("SELECT"));
    }
    summitry(&["query", &SAMPLE.ron, "sql", met]).assert().failure().stderr(predicate::str::contains("snapshot"));
}

#[test]
fn what_is_known_is_skipped_and_what_is_removed_comes_back() {
    let folder = TempDir::new().unwrap();
    let store = copied(&folder);
    let whole = answer(&["export", &store, "-f", "ron"]);
    let add = |store: &str| summitry(&["add", store, "data/articles"]).assert().success().get_output().stderr.clone();
    assert!(String::from_utf8(add(&store)).unwrap().contains("known already"));
    let docs = answer(&["query", &store, "sql", "SELECT doc FROM article ORDER BY doc LIMIT 2", "-f", "csv"]);
    let docs: Vec<&str> = docs.lines().skip(1).collect();
    summitry(&[&["remove", &store], docs.as_slice()].concat()).assert().success();
    assert_ne!(answer(&["export", &store, "-f", "ron"]), whole);
    summitry(&["remove", &store, docs[0]]).assert().code(1).stderr(predicate::str::contains("no article"));
    add(&store);
    assert_eq!(answer(&["export", &store, "-f", "ron"]), whole);
    summitry(&["upgrade", &store]).assert().success();
    assert_eq!(answer(&["export", &store, "-f", "ron"]), whole);
}

/// What a question draws is the picture of the events that answer it: the same bytes as an export under the same
/// conditions. Questions leave out what was called off or denied.
#[test]
fn a_question_and_an_export_draw_the_same_picture() {
    let real = ["--status", "happened,ongoing,planned,possible"];
    let pairs: &[(&[&str], &[&str])] = &[
        (&["about", "trade"], &["--about", "trade"]),
        (&["timeline", "trump"], &["--around", "trump"]),
        (
            &["who-meets", "trump", "--since", "2025-10"],
            &["--around", "trump", "--kind", "CONSULT", "--since", "2025-10"],
        ),
    ];
    for graph in [&SAMPLE.ron, &SAMPLE.db] {
        for (question, conditions) in pairs {
            let asked = answer(&[&["query", graph], *question, &["-f", "dot"]].concat());
            let exported = answer(&[&["export", graph, "-f", "dot"], *conditions, &real].concat());
            assert!(asked.contains("arrowhead"), "{question:?} draws something");
            assert!(asked == exported, "{graph}: {question:?}");
        }
    }
}

#[test]
fn decisions_are_kept_undone_and_replayed() {
    let folder = TempDir::new().unwrap();
    let store = copied(&folder);
    let whole = answer(&["export", &store, "-f", "ron"]);
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&answer(&["query", &store, "between", "trump", "petro", "-f", "json"])).unwrap();
    let event = rows[0]["event"].as_str().unwrap();
    let review = |args: &[&str]| summitry(&[&["review", &store], args].concat()).assert().success();
    review(&["reject", event, "--by", "ann"]);
    assert!(!answer(&["query", &store, "between", "trump", "petro", "-f", "json"]).contains(event));
    review(&["rename", "petro", "President Petro"]);
    assert!(answer(&["query", &store, "timeline", "petro"]).contains("President Petro"));
    let log = answer(&["review", &store, "log"]);
    assert!(log.lines().count() == 2 && log.contains("\"who\":\"ann\""), "{log}");
    // The same decisions on the same articles elsewhere: the same graph.
    let (file, again) = (folder.path().join("log.jsonl"), folder.path().join("again.ron"));
    std::fs::write(&file, &log).unwrap();
    let (file, again) = (file.to_str().unwrap(), again.to_str().unwrap());
    summitry(&["build", "data/articles", "--decisions", file, "-o", again]).assert().success();
    assert_eq!(std::fs::read_to_string(again).unwrap(), answer(&["export", &store, "-f", "ron"]));
    review(&["undo", "1"]);
    review(&["undo", "2"]);
    assert_eq!(answer(&["export", &store, "-f", "ron"]), whole);
    review(&["replay", file]).stderr(predicate::str::contains("0 decisions taken"));
    summitry(&["review", &store, "reject", "petro"]).assert().failure().stderr(predicate::str::contains("no event"));
}

/// Short articles in one file: one batch, whose extraction takes most of the time.
fn articles(folder: &Path) -> PathBuf {
    let names = ["Ann Lee", "Bob Rao", "Cid Moro", "Dan Okoye"];
    let lines = (0..240).map(|n| {
        let (a, b) = (names[n % 4], names[(n / 4 + 1 + n) % 4]);
        let text = format!(
            "President {a} of France met Prime Minister {b} of Kenya in Paris on {} May 2026. They discussed trade.",
            n % 28 + 1
        );
        serde_json::json!({"doc": format!("n{n}"), "date": "2026-05-29", "text": text}).to_string() + "\n"
    });
    let path = folder.join("articles.jsonl");
    std::fs::write(&path, lines.collect::<String>()).unwrap();
    path
}

/// Kills `add` at moments spread over its whole run; the store opens each time, and in the end holds what it should. The
/// number of kills can be set with `SUMMITRY_KILLS`.
#[test]
fn a_store_survives_being_killed() {
    let kills: u32 = std::env::var("SUMMITRY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let folder = TempDir::new().unwrap();
    let articles = articles(folder.path());
    let articles = articles.to_str().unwrap();
    let undisturbed = folder.path().join("undisturbed.db").to_str().unwrap().to_owned();
    let begun = Instant::now();
    summitry(&["build", articles, "-o", &undisturbed]).assert().success();
    let run = begun.elapsed();
    let store = folder.path().join("killed.db").to_str().unwrap().to_owned();
    let seed = articles.replace("articles.jsonl", "seed.jsonl");
    std::fs::write(&seed, std::fs::read_to_string(articles).unwrap().lines().next().unwrap()).unwrap();
    summitry(&["build", &seed, "-o", &store]).assert().success();
    for n in 0..kills {
        let mut child =
            std::process::Command::new(BINARY).args(["add", &store, articles]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(run * (2 * n + 1) / (2 * kills) + Duration::from_millis(u64::from(n * 7 % 11)));
        child.kill().unwrap();
        child.wait().unwrap();
        let ok = answer(&[
            "query",
            &store,
            "sql",
            "SELECT count(*) FROM article WHERE id IN (SELECT article FROM appearance)",
            "-f",
            "csv",
        ]);
        assert!(ok.lines().nth(1).is_some_and(|count| count.parse::<u32>().unwrap() >= 1), "{ok}");
    }
    summitry(&["add", &store, articles]).assert().success();
    assert_eq!(answer(&["export", &store, "-f", "ron"]), answer(&["export", &undisturbed, "-f", "ron"]));
}
