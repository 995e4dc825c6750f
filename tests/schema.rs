//! The embedded schemas are sound, every kind of mistake is told with file, line and remedy, and a folder of the user's
//! adds to them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use summitry::Problem;
use summitry::schema::{Role, Schema, Slot};
use summitry::vocabulary::Status;
use tempfile::TempDir;

/// A sound event type, to be spoilt.
const SOUND: &str = r#"(
    id: "TOAST",
    meaning: "Raises a glass to somebody.",
    tie: "supports",
    frames: [
        (verbs: ["toast", "drink to"], roles: {"subject": [Actor], "object": [Recipient]}),
        (verbs: ["give"], objects: ["toast"], roles: {"subject": [Actor], "to": [Recipient]}),
    ],
    examples: (
        fires: [
            (text: "Emmanuel Macron toasted Giorgia Meloni.", actors: ["Emmanuel Macron"], recipients: ["Giorgia Meloni"]),
        ],
        silent: ["The bread was toasted in Canada."],
    ),
)
"#;

/// A folder with one event type.
fn overlay(text: &str) -> TempDir {
    folder(&[("events/toast.ron", text)])
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("its folders");
        fs::write(path, text).expect("its files");
    }
    folder
}

/// The problems of the sound event type with `from` replaced by `to`.
fn spoilt(from: &str, to: &str) -> Vec<Problem> {
    assert!(SOUND.contains(from), "{from} is not in the sample");
    Schema::with_overlay(overlay(&SOUND.replace(from, to)).path()).expect_err("it is spoilt")
}

/// Asserts that exactly one problem stands at `line` of toast.ron, says `message` and offers `remedy`.
#[track_caller]
fn assert_one(problems: &[Problem], line: usize, message: &str, remedy: &str) {
    let [problem] = problems else { panic!("not one problem: {problems:#?}") };
    assert!(problem.file.ends_with("toast.ron"), "{problem}");
    assert_eq!(problem.line, Some(line), "{problem}");
    assert!(problem.message.contains(message), "{problem}");
    assert!(problem.remedy.as_deref().unwrap_or_default().contains(remedy), "{problem}");
}

#[test]
fn the_embedded_schema_is_sound() {
    if let Err(problems) = Schema::load() {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn the_embedded_schema_has_what_the_guidelines_name() {
    let schema = Schema::embedded();
    let types: Vec<_> = schema.events.iter().map(|event| event.id.as_str()).collect();
    let expected = [
        "ACCUSE",
        "AGREE",
        "AID",
        "ASSAULT",
        "COERCE",
        "CONCEDE",
        "CONSULT",
        "COOPERATE",
        "LEADERSHIP",
        "MOBILIZE",
        "PROTEST",
        "REJECT",
        "REQUEST",
        "RETREAT",
        "SANCTION",
        "SUPPORT",
        "THREATEN",
    ];
    assert_eq!(types, expected);
    assert_eq!(schema.areas.len(), 28);
    assert_eq!(schema.statuses.len(), Status::ALL.len());
    for event in &schema.events {
        assert!(event.examples.fires.len() >= 5, "{} has too few sentences that fire", event.id);
        assert!(event.examples.silent.len() >= 6, "{} has too few silent sentences", event.id);
    }
}

#[test]
fn node_kinds_are_those_of_the_graph() {
    use summitry::graph::NodeKind::{Country, Event, Organization, Person, Place, PolicyArea};
    let name = |kind| serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned));
    let of_graph: BTreeSet<_> =
        [Person, Country, Organization, Place, Event, PolicyArea].into_iter().filter_map(name).collect();
    let of_schema: BTreeSet<_> = Schema::embedded().nodes.iter().map(|node| node.name.clone()).collect();
    assert_eq!(of_graph, of_schema);
}

#[test]
fn an_overlay_adds_an_event_type_with_one_file() {
    let schema = Schema::with_overlay(overlay(SOUND).path()).expect("it is sound");
    assert_eq!(schema.events.len(), Schema::embedded().events.len() + 1);
    let toast = schema.event("TOAST").expect("it was added");
    assert_eq!(toast.frames[0].line, 6);
    assert_eq!(toast.frames[0].roles[&Slot::Object], [Role::Recipient]);
    assert_eq!(toast.frames[0].roles[&Slot::Prep("to".into())], [Role::Recipient], "the verb's own preposition");
}

#[test]
fn an_overlay_replaces_by_id() {
    let schema = Schema::with_overlay(overlay(&SOUND.replace("TOAST", "SUPPORT")).path()).expect("it is sound");
    assert_eq!(schema.events.len(), Schema::embedded().events.len());
    assert_eq!(schema.event("SUPPORT").map(|event| event.frames.len()), Some(2));

    let area = r#"[(id: "trade", name: "Trade", meaning: "Barter.", strong: ["barter"])]"#;
    let schema = Schema::with_overlay(folder(&[("policy-areas.ron", area)]).path()).expect("it is sound");
    assert_eq!(schema.areas.len(), 28);
    assert_eq!(schema.area("trade").map(|area| area.strong.clone()), Some(vec!["barter".to_owned()]));
}

#[test]
fn an_overlay_may_bring_its_own_tie() {
    let kinds = r#"(edges: [(name: "toasts", group: tie, from: ["person"], to: ["person"], meaning: "Drinks to."),])"#;
    let event = SOUND.replace("\"supports\"", "\"toasts\"");
    let folder = folder(&[("kinds.ron", kinds), ("events/toast.ron", &event)]);
    let schema = Schema::with_overlay(folder.path()).expect("it is sound");
    assert!(schema.edge("toasts").is_some_and(|edge| edge.is_derived()));
}

#[test]
fn an_unknown_field_is_told() {
    assert_one(&spoilt("verbs: [\"toast\"", "verb: [\"toast\""), 6, "unknown field `verb`", "verbs");
    assert_one(&spoilt("    tie:", "    tiee: 1,\n    tie:"), 4, "unknown field `tiee`", "tie");
}

#[test]
fn a_missing_field_is_told() {
    let problems = spoilt("    meaning: \"Raises a glass to somebody.\",\n", "");
    assert_one(&problems, 14, "`meaning` is missing", "meaning");
}

#[test]
fn an_unknown_slot_or_role_is_told() {
    assert_one(&spoilt("\"object\":", "\"objekt\":"), 6, "unknown slot `objekt`", "");
    assert_one(&spoilt("\"to\": [Recipient]", "\"to\": [Guest]"), 7, "unknown word `Guest`", "Recipient");
}

#[test]
fn a_dangling_name_is_told() {
    assert_one(&spoilt("\"supports\"", "\"toasts\""), 2, "the tie `toasts` of TOAST is not defined", "kinds.ron");
    assert_one(&spoilt("\"supports\"", "\"hosts\""), 2, "not of the group tie", "supports");
    let frame = spoilt("(verbs: [\"give\"]", "(topics: [\"wine\"], verbs: [\"give\"]");
    assert_one(&frame, 7, "`wine` is no policy area", "trade");
    let event = spoilt("    frames", "    default_topic: \"wine\",\n    frames");
    assert_one(&event, 2, "default topic `wine`", "trade");
}

#[test]
fn a_frame_needs_exactly_one_kind_of_trigger() {
    let verbs = "(verbs: [\"toast\", \"drink to\"], ";
    assert_one(&spoilt(verbs, "("), 6, "without trigger words", "verbs");
    assert_one(&spoilt(verbs, "(verbs: [\"toast\"], adjectives: [\"fond\"], "), 6, "several kinds", "one frame");
}

#[test]
fn a_light_verb_needs_objects() {
    assert_one(&spoilt("objects: [\"toast\"], ", ""), 7, "light verb \"give\"", "objects");
}

#[test]
fn what_can_never_match_is_told() {
    assert_one(&spoilt("\"drink to\"", "\"Drink to\""), 6, "\"Drink to\" can never match", "lower case");
    assert_one(&spoilt("\"drink to\"", "\"drink  to\""), 6, "can never match", "single spaces");
    let noun =
        spoilt("verbs: [\"toast\", \"drink to\"], roles: {\"subject\": [Actor], ", "nouns: [\"toast\"], roles: {");
    assert_one(&noun, 6, "the slot \"object\" can never be filled", "another slot");
}

#[test]
fn a_word_twice_is_told() {
    assert_one(&spoilt("\"drink to\"", "\"toast\""), 6, "a frame lists \"toast\" twice", "keep one");
}

#[test]
fn missing_examples_are_told() {
    let silent = "\"The bread was toasted in Canada.\"";
    assert_one(&spoilt(silent, ""), 2, "no example under `silent`", "add a sentence");
    let start = SOUND.find("            (text").unwrap_or_default();
    let end = SOUND.find("        ],\n        silent").unwrap_or_default();
    assert_one(&spoilt(&SOUND[start..end], ""), 2, "no example under `fires`", "add a sentence");
}

#[test]
fn a_duplicate_is_told_with_both_places() {
    let folder = folder(&[("events/a.ron", SOUND), ("events/b.ron", SOUND)]);
    let problems = Schema::with_overlay(folder.path()).expect_err("one id twice");
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].file.ends_with("b.ron"), "{}", problems[0]);
    assert!(problems[0].message.contains("already defined"), "{}", problems[0]);
    assert!(problems[0].message.contains("a.ron:2"), "{}", problems[0]);
    assert_eq!(problems[0].line, Some(2));
}

#[test]
fn all_problems_are_told_at_once() {
    let bad = SOUND
        .replace("\"supports\"", "\"toasts\"")
        .replace("objects: [\"toast\"], ", "")
        .replace("verbs: [\"toast\"", "verb: [\"toast\"");
    let area = r#"[(id: "wine", name: "Wine", meaning: "Wine.", strong: []), (id: "beer", nam: "Beer")]"#;
    let folder = folder(&[("events/toast.ron", &bad), ("policy-areas.ron", area), ("notes.ron", "()")]);
    let problems = Schema::with_overlay(folder.path()).expect_err("much is wrong");
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    let parts = [
        "`toasts`",
        "light verb",
        "unknown field `verb`",
        "no strong word",
        "unknown field `nam`",
        "not a file of the schema",
    ];
    for part in parts {
        assert!(told.iter().any(|line| line.contains(part)), "{part} is not among {told:#?}");
    }
    assert_eq!(told.len(), parts.len(), "{told:#?}");
    assert!(problems.iter().all(|problem| problem.remedy.is_some()), "{told:#?}");
}

#[test]
fn a_folder_that_is_not_there_or_empty_is_told() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let problems = Schema::with_overlay(empty.path()).expect_err("nothing in it");
    assert!(problems[0].message.contains("no .ron file"), "{}", problems[0]);
    let problems = Schema::with_overlay(&empty.path().join("nowhere")).expect_err("not there");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].file.ends_with("nowhere"), "{}", problems[0]);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let folder = folder(&[]);
    fs::write(folder.path().join("kinds.ron"), [0xff, 0xfe, 0x00]).expect("a file");
    let problems = Schema::with_overlay(folder.path()).expect_err("not UTF-8");
    assert!(problems[0].remedy.as_deref().unwrap_or_default().contains("UTF-8"), "{}", problems[0]);
}

#[test]
fn areas_are_found_by_the_longest_phrase() {
    let index = Schema::embedded().area_index();
    let areas = |words: &[(&str, &str)]| index.find(words).into_iter().map(|hit| hit.area).collect::<Vec<_>>();
    assert_eq!(areas(&[("trade", "trade"), ("union", "unions")]), ["labour-welfare"]);
    assert_eq!(areas(&[("trade", "trade"), ("deal", "deal")]), ["trade"]);
    assert_eq!(areas(&[("prisoner", "prisoners")]), [] as [&str; 0], "a weak word alone");
    assert_eq!(areas(&[]), [] as [&str; 0]);
}
