//! Bad input through the command line: the message names file, line and remedy, the good articles are kept, and the exit
//! code is 0 while something usable remains, 1 when nothing does, 2 for bad usage.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const GOOD: &str =
    r#"{"doc": "good", "date": "2025-10-31", "text": "Xi Jinping met Donald Trump in Busan on Thursday."}"#;

/// A folder of files, each with its content.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, content) in files {
            fs::write(folder.path(name), content).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `summitry extract` with the folder as working directory.
    fn extract(&self, inputs: &[&str]) -> Command {
        let mut command = cargo_bin_cmd!("summitry");
        command.current_dir(self.0.path()).arg("extract").args(inputs).timeout(Duration::from_secs(120));
        command
    }
}

/// One record, of the article `doc`.
fn record_of(doc: &str) -> impl Predicate<str> + use<> {
    let start = format!("{{\"doc\":\"{doc}\"");
    predicate::function(move |output: &str| output.lines().count() == 1 && output.starts_with(&start))
}

#[test]
fn a_missing_file() {
    let folder = Folder::with(&[("good.jsonl", GOOD.as_bytes())]);
    let message = contains("gone.txt: there is no such file or folder (check the path)");
    folder.extract(&["gone.txt"]).assert().code(1).stdout("").stderr(message.clone());
    folder.extract(&["gone.txt", "good.jsonl"]).assert().code(0).stdout(record_of("good")).stderr(message);
}

#[test]
fn a_folder_without_articles() {
    let folder = Folder::with(&[("picture.png", b"\x89PNG"), ("README.md", b"# About")]);
    folder
        .extract(&["."])
        .assert()
        .code(1)
        .stdout("")
        .stderr(contains(".: there is no article in this folder (articles are files ending in .txt, "));
}

#[test]
fn a_glob_without_matches() {
    let folder = Folder::with(&[]);
    folder.extract(&["*.html"]).assert().code(1).stderr(contains("*.html: no file matches this pattern"));
}

#[test]
fn a_broken_line_of_json_lines() {
    let lines = format!("{GOOD}\n{{\"text\": \"cut\n{{\"title\": \"no text\"}}\n{{\"text\": 5}}\n");
    let folder = Folder::with(&[("news.jsonl", lines.as_bytes())]);
    folder
        .extract(&["news.jsonl"])
        .assert()
        .code(0)
        .stdout(record_of("good"))
        .stderr(contains("news.jsonl:2: column 13: broken JSON: EOF while parsing a string"))
        .stderr(contains("news.jsonl:3: field text is missing (a record is an object such as "))
        .stderr(contains("news.jsonl:4: column 10: field text: invalid type: integer `5`, expected a string"));
}

#[test]
fn a_binary_file() {
    let folder = Folder::with(&[
        ("a.txt", b"%PDF-1.7\n..."),
        ("b.txt", b"Trump\0met\0Xi."),
        ("c.html", b"PK\x03\x04..."),
        ("good.jsonl", GOOD.as_bytes()),
    ]);
    folder
        .extract(&["."])
        .assert()
        .code(0)
        .stdout(record_of("good"))
        .stderr(contains("a.txt: this is no text but a PDF document (save its text as .txt or .html and give that)"))
        .stderr(contains("b.txt: this is no text but a binary file: it has NUL bytes"))
        .stderr(contains("c.html: this is no text but a ZIP archive or an office document"));
    folder.extract(&["a.txt", "b.txt"]).assert().code(1).stdout("");
}

#[test]
fn an_empty_file() {
    let folder = Folder::with(&[("a.txt", b""), ("b.jsonl", b"\n\n"), ("c.md", b" \n"), ("d.html", b"<html></html>")]);
    folder
        .extract(&["."])
        .assert()
        .code(1)
        .stdout("")
        .stderr(contains("a.txt: the input is empty"))
        .stderr(contains("b.jsonl: there is no record in this file (give one JSON object a line)"))
        .stderr(contains("c.md: there is no text to read"))
        .stderr(contains("d.html: this page has no readable main text"));
    folder.extract(&["-"]).write_stdin("").assert().code(1).stderr(contains("standard input: the input is empty"));
}

#[test]
fn a_single_line_of_50_megabytes() {
    let sentence = "Xi Jinping met Donald Trump in Busan on Thursday. ";
    let text = sentence.repeat(50_000_000 / sentence.len());
    let line = format!("{{\"doc\": \"huge\", \"text\": \"{text}\"}}\n{GOOD}\n");
    let folder = Folder::with(&[("huge.jsonl", line.as_bytes()), ("huge.txt", text.as_bytes())]);
    let started = Instant::now();
    folder
        .extract(&["huge.jsonl", "huge.txt"])
        .assert()
        .code(0)
        .stdout(record_of("good"))
        .stderr(contains("huge.jsonl:1: the text has 50.0 MB, an article at most 4.1 MB (split it into articles)"))
        .stderr(contains("huge.txt: the text has 50.0 MB, an article at most 4.1 MB (split it into articles)"));
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn bytes_that_are_no_utf8() {
    let folder = Folder::with(&[("a.txt", b"Gustavo Petro met Donald Trump in Bogot\xE1 on Monday.\n")]);
    folder.extract(&["a.txt"]).assert().code(0).stdout(record_of("a")).stderr("");
    let line = b"{\"doc\": \"b\", \"text\": \"Jos\xC3\xA9, Andr\xC3\xA9 \xFF\xFE and Emmanuel Macron met in Bogot\xC3\xA1.\"}\n";
    folder.extract(&["-"]).write_stdin(line.to_vec()).assert().code(0).stdout(record_of("b")).stderr("");
}

#[test]
fn standard_input_in_any_format() {
    let folder = Folder::with(&[]);
    for input in [
        "Xi Jinping met Donald Trump.",
        "# Talks\n\nXi Jinping met Donald Trump.",
        "{\n\"text\": \"Xi Jinping met Trump.\"\n}",
    ] {
        folder.extract(&["-"]).write_stdin(input).assert().code(0).stdout(record_of("stdin")).stderr("");
    }
}

#[test]
fn bad_usage() {
    let folder = Folder::with(&[]);
    folder.extract(&[]).assert().code(2).stderr(contains("INPUT"));
    folder.extract(&["a.txt", "--date", "soon"]).assert().code(2).stderr(contains("--date"));
}
