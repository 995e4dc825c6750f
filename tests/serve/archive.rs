//! The viewer over a store: it answers as over the same graph in memory, and what is decided stays.

use crate::viewer::{Viewer, graph};
use serde_json::{Value, json};
use std::path::Path;
use summitry::graph::NodeId;
use summitry::resolve::{ClaimId, Decision, EventTypes};
use summitry::serve::{Limits, Memory, Stored};
use summitry::store::{self, Archive, Entry};
use tempfile::TempDir;

fn fill(path: &Path) {
    let (records, _) = store::read_extractions("tests/fixtures/graph/visit.jsonl").unwrap();
    let with_text = |record| Entry { record, text: Some("Before. Said. After – é.".into()) };
    Archive::create(path, &EventTypes::default()).unwrap().add(records.into_iter().map(with_text).collect()).unwrap();
}

fn serve(folder: &TempDir) -> Viewer {
    let stored = Stored::open(folder.path().join("visit.db"), "ann", || "2026-05-04T10:00:00Z".into()).unwrap();
    Viewer::of(stored, Limits::default())
}

fn start() -> (TempDir, Viewer) {
    let folder = tempfile::tempdir().unwrap();
    fill(&folder.path().join("visit.db"));
    let viewer = serve(&folder);
    (folder, viewer)
}

#[test]
fn a_store_answers_as_its_graph_in_memory_does() {
    let (_folder, stored) = start();
    let memory = Viewer::of(Memory::new(graph(), "visit.db"), Limits::default());
    let mut targets: Vec<String> =
        ["graph", "events", "events?plans=true", "events?min_confidence=0.8", "events?from=1&limit=1"]
            .map(|target| format!("/api/v1/{target}"))
            .to_vec();
    for conditions in [
        "kind=visit",
        "kind=meets",
        "kind=MEETS",
        "kind=cooperates_on",
        "status=planned",
        "since=2026-02",
        "until=2026-01",
        "about=trade",
        "min_confidence=0.9",
        "around=Q3124646&around=Q22686",
    ] {
        targets.extend([format!("/api/v1/graph?{conditions}"), format!("/api/v1/events?{conditions}")]);
    }
    for typed in ["pet", "p", "trump", "united", "op", "trade", "Q1", "%25", ""] {
        targets.push(format!("/api/v1/search?q={typed}"));
    }
    for kind in ["person", "country", "organization", "place", "policy_area"] {
        let listed = format!("/api/v1/entities?kind={kind}");
        for entity in memory.get(&listed).json().as_array().unwrap() {
            let id = entity["id"].as_str().unwrap().replace(' ', "%20");
            targets.extend(
                ["entity?id", "events?around", "graph?around", "pair?a=Q22686&b"]
                    .map(|page| format!("/api/v1/{page}={id}")),
            );
        }
        targets.push(listed);
    }
    for event in memory.events() {
        targets.push(format!("/api/v1/event?id={}", event["id"].as_str().unwrap()));
    }
    for target in targets {
        let (here, there) = (stored.get(&target), memory.get(&target));
        assert_eq!((here.status, here.json()), (there.status, there.json()), "{target}");
    }
    let summary = |viewer: &Viewer| {
        let mut summary = viewer.get("/api/v1/summary").json();
        let differing = ["actions", "articles_readable"];
        summary.as_object_mut().unwrap().retain(|name, _| !differing.contains(&name.as_str()));
        summary
    };
    assert_eq!(summary(&stored), summary(&memory));
    let parts = stored.get("/api/v1/article?doc=gazette-0108&start=8&end=13").json();
    assert_eq!(parts["quote"], "Said.");
    assert_eq!(stored.get("/api/v1/entity?id=Q0").status, 404);
}

#[test]
fn a_rejected_event_stays_rejected_when_the_store_is_served_again() {
    let (folder, viewer) = start();
    let before = viewer.events();
    let id = before.iter().find(|event| event["type"] == "CONSULT").unwrap()["id"].clone();
    assert_eq!(viewer.decide(&json!({"action": "reject", "target": {"node": id}})).status, 201);
    let label = viewer.get("/api/v1/decisions").json()[0]["label"].clone();

    let again = serve(&folder);
    let page = format!("/api/v1/event?id={}", id.as_str().unwrap());
    let gone = again.get(&page);
    assert_eq!((gone.status, &gone.json()["decision"]["label"]), (410, &label));
    assert!(!again.get("/api/v1/graph").body.contains(id.as_str().unwrap()));
    assert_eq!(again.events().len(), before.len() - 1);
    assert_eq!(again.ask("DELETE", "/api/v1/decisions?id=1", "", "").status, 200);
    assert_eq!(again.events(), before);
    assert_eq!(again.get("/api/v1/decisions").json(), json!([]));
    assert_eq!(again.ask("DELETE", "/api/v1/decisions?id=1", "", "").status, 404, "it does not hold any more");

    let log = Archive::open_to_read(folder.path().join("visit.db")).unwrap().decisions().unwrap();
    let log: Vec<Value> = log.iter().map(|decided| serde_json::to_value(decided).unwrap()).collect();
    assert_eq!(log[0]["decision"], "reject_event");
    assert_eq!(log[1], json!({"id": 2, "at": "2026-05-04T10:00:00Z", "who": "ann", "decision": "undo", "undone": 1}));
}

/// Renames, splits and merges of events come from the command line; the viewer shows them and takes them back.
#[test]
fn decisions_of_other_kinds_are_shown_and_taken_back() {
    let (folder, viewer) = start();
    let before = viewer.events();
    let claims = |events: &[&Value]| -> std::collections::BTreeSet<ClaimId> {
        let ids: Vec<NodeId> = events.iter().map(|event| NodeId(event["id"].as_str().unwrap().to_owned())).collect();
        let graph = graph();
        let nodes = ids.iter().map(|id| graph.graph[graph.index[id]].event.clone().unwrap());
        nodes.flat_map(|event| event.joins).map(|join| ClaimId { doc: join.doc, claim: join.claim }).collect()
    };
    let visits: Vec<&Value> = before.iter().filter(|event| event["type"] == "CONSULT").collect();
    let mut archive = Archive::open(folder.path().join("visit.db")).unwrap();
    let one = visits[0]["articles"].as_u64().unwrap();
    for decision in [
        Decision::Rename { entity: "country:US".into(), name: "America".into() },
        Decision::MergeEvents { claims: claims(&visits[..2]) },
        Decision::SplitEntity {
            entity: "country:US".into(),
            articles: ["gazette-0108".into()].into(),
            name: "Usonia".into(),
        },
    ] {
        archive.decide("2026-05-04T10:00:00Z", "bob", &decision).unwrap();
    }
    let shown = viewer.get("/api/v1/decisions").json();
    let told: Vec<(&str, &str)> = shown
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["action"].as_str().unwrap(), one["label"].as_str().unwrap()))
        .collect();
    assert_eq!(told[0], ("rename", "country:US is America"));
    assert_eq!((told.len(), told[1].0, told[2]), (3, "merge", ("split", "Usonia, in 1 article, not America")));
    let merged = shown[1]["target"]["node"].as_str().unwrap();
    assert!(
        viewer.events().iter().any(|event| event["id"] == merged && event["articles"].as_u64() > Some(one)),
        "{shown}"
    );
    for id in 1..=3 {
        assert_eq!(viewer.ask("DELETE", &format!("/api/v1/decisions?id={id}"), "", "").status, 200);
    }
    assert_eq!(viewer.events(), before);
}

#[test]
fn ties_are_rejected_by_their_events_and_relations_by_themselves() {
    let (_folder, viewer) = start();
    let page = "/api/v1/entity?id=Q3124646";
    let before = viewer.get(page).json();
    for list in ["ties", "standing"] {
        let fact = &before[list][0];
        let (own, other) = (json!("Q3124646"), &fact["other"]["id"]);
        let (source, target) = if fact["back"] == true { (other, &own) } else { (&own, other) };
        let taken = viewer
            .decide(&json!({"action": "reject", "target": {"source": source, "kind": fact["kind"], "target": target}}));
        assert_eq!(taken.status, 201, "{}", taken.body);
        let after = viewer.get(page).json();
        let same =
            |one: &Value| (&one["kind"], &one["other"], &one["back"]) == (&fact["kind"], &fact["other"], &fact["back"]);
        assert!(!after[list].as_array().unwrap().iter().any(same), "{after}");
        let id = taken.json()["id"].clone();
        assert_eq!(viewer.ask("DELETE", &format!("/api/v1/decisions?id={id}"), "", "").status, 200);
        assert_eq!(viewer.get(page).json(), before);
    }
}

#[test]
fn two_entities_become_one() {
    let (_folder, viewer) = start();
    let merge =
        |target: &str| json!({"action": "merge", "target": {"source": "Q22686", "kind": "same_as", "target": target}});
    assert_eq!(viewer.decide(&merge("Q22686")).status, 501);
    assert_eq!(viewer.decide(&merge("Q0")).status, 404);
    assert_eq!(viewer.decide(&merge("Q3124646")).status, 201);
    assert_eq!(viewer.get("/api/v1/entity?id=Q3124646").status, 404);
    assert_eq!(viewer.get("/api/v1/entity?id=Q22686").status, 200);
}
