//! An event type that the program does not know (the README's), added as one file in a folder: it works in `extract`, `query` and `export`, and
//! its frames have the last word on their triggers.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use summitry::extract::Extraction;
use tempfile::TempDir;

const EXTRADITION: &str = include_str!("new_type/extradition.ron");
const KINDS: &str = include_str!("new_type/kinds.ron");
const TEXT: &str = "Spain extradited the banker to Peru on Monday. Emmanuel Macron met Friedrich Merz in Berlin.";

fn run(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::cargo_bin("summitry").unwrap();
    let output = command.current_dir(folder).args(args).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

/// A folder with the schemas and an article.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("schemas/events")).unwrap();
    fs::write(folder.path().join("schemas/events/extradition.ron"), EXTRADITION).unwrap();
    fs::write(folder.path().join("schemas/kinds.ron"), KINDS).unwrap();
    fs::write(folder.path().join("news.txt"), TEXT).unwrap();
    folder
}

#[test]
fn a_type_in_a_folder_works_from_extract_to_export() {
    let folder = folder();
    let folder = folder.path();
    run(folder, &["schema", "check", "--schemas", "schemas"]);

    let line = run(folder, &["extract", "news.txt", "--date", "2026-05-06", "--schemas", "schemas"]);
    let record: Extraction = serde_json::from_str(&line).unwrap();
    let name = |id: &String| record.entities.iter().find(|entity| entity.id == *id).unwrap().name.clone();
    let kinds: Vec<&str> = record.events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["EXTRADITION", "CONSULT"]);
    let event = &record.events[0];
    assert_eq!(event.actors.iter().map(name).collect::<Vec<_>>(), ["Spain"]);
    assert_eq!(event.recipients.iter().map(name).collect::<Vec<_>>(), ["Peru"]);
    assert_eq!(event.pattern.as_deref(), Some("EXTRADITION/extradite"));

    run(folder, &["build", "news.txt", "--date", "2026-05-06", "--schemas", "schemas", "-o", "graph.ron"]);
    let answer = run(folder, &["query", "graph.ron", "between", "spain", "peru", "--kind", "EXTRADITION"]);
    assert!(answer.contains("2026-05-04") && answer.contains("Peru"), "{answer}");
    let ties = run(folder, &["query", "graph.ron", "top"]);
    assert!(ties.contains("extradites_to"), "{ties}");

    run(folder, &["export", "graph.ron", "-o", "graph.json", "--kind", "EXTRADITION"]);
    let graph: Value = serde_json::from_slice(&fs::read(folder.join("graph.json")).unwrap()).unwrap();
    assert!(graph.to_string().contains("EXTRADITION") && !graph.to_string().contains("CONSULT"), "{graph}");
    run(folder, &["export", "graph.ron", "-o", "graph.dot", "--kind", "EXTRADITION"]);
    let drawing = fs::read_to_string(folder.join("graph.dot")).unwrap();
    assert!(drawing.contains("Spain") && drawing.contains("Peru") && !drawing.contains("Macron"), "{drawing}");
}

#[test]
fn a_policy_area_of_the_user_is_found_by_its_words() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("schemas")).unwrap();
    let area =
        r#"[(id: "viticulture", name: "Viticulture", meaning: "Wine and vines.", strong: ["wine", "vineyard"])]"#;
    fs::write(folder.path().join("schemas/policy-areas.ron"), area).unwrap();
    fs::write(folder.path().join("news.txt"), "Emmanuel Macron met Friedrich Merz in Berlin to discuss wine.").unwrap();
    let line = run(folder.path(), &["extract", "news.txt", "--date", "2026-05-06", "--schemas", "schemas"]);
    let record: Extraction = serde_json::from_str(&line).unwrap();
    assert_eq!(record.events[0].topics.first().map(String::as_str), Some("viticulture"), "{line}");
}
