//! The incremental store: whatever is added and removed in whatever order, its facts are those of all its records at once.

mod common;

use common::records;
use proptest::prelude::*;
use std::path::PathBuf;
use summitry::extract::Extraction;
use summitry::graph::{Filter, Graph};
use summitry::query::{self, Asked};
use summitry::resolve::{ClaimId, Decided, Decision, EventTypes, Review, resolve_reviewed};
use summitry::store::{self, Archive, Entry, Scope};
use summitry::vocabulary::{RelationKind, Status};
use tempfile::TempDir;

/// An empty store in a folder of its own.
fn empty() -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::create(folder.path().join("graph.db"), &EventTypes::default()).unwrap();
    (folder, archive)
}

fn entries(records: &[Extraction]) -> Vec<Entry> {
    records.iter().cloned().map(Entry::from).collect()
}

/// The snapshot of all that is in the store.
fn snapshot(archive: &Archive) -> String {
    let facts = archive.facts(&Scope::default()).unwrap();
    store::to_ron(&Graph::from_facts(&facts, archive.types())).unwrap()
}

/// The snapshot of the same records resolved at once.
fn at_once(records: &[Extraction]) -> String {
    reviewed_at_once(records, &[])
}

/// The same with decisions.
fn reviewed_at_once(records: &[Extraction], log: &[Decided]) -> String {
    let types = EventTypes::default();
    let (facts, _) = resolve_reviewed(records.to_vec(), &Review::of(log), &types);
    store::to_ron(&Graph::from_facts(&facts, &types)).unwrap()
}

/// Decisions about the entities and claims of random records.
fn decisions() -> impl Strategy<Value = Vec<Decision>> {
    const ENTITIES: [&str; 9] = [
        "Q7",
        "Q8",
        "country:XA",
        "country:XB",
        "place:hall",
        "place:town",
        "person:sam sow",
        // What is split off two of them.
        "place:other (not place:town)",
        "entity:other (not Q7)",
    ];
    let claim = (0..12u8, 0..4u8).prop_map(|(doc, n)| ClaimId { doc: format!("d{doc}"), claim: format!("v{n}") });
    let claims = prop::collection::btree_set(claim, 1..5);
    let decision =
        (0..9usize, prop::sample::select(&ENTITIES[..]), prop::sample::select(&ENTITIES[..]), claims, 1..6u64)
            .prop_map(|(kind, a, b, claims, undone)| {
                let (a, b) = (a.to_owned(), b.to_owned());
                match kind {
                    0 => Decision::MergeEntities { kept: a, gone: b },
                    1 => Decision::SplitEntity {
                        entity: a,
                        articles: ["d1", "d5"].map(Into::into).into(),
                        name: "Other".into(),
                    },
                    2 => Decision::Rename { entity: a, name: "Called So".into() },
                    3 => Decision::MergeEvents { claims },
                    4 => Decision::SplitEvent { claims },
                    5 => Decision::RejectEvent { claims },
                    6 => Decision::ConfirmEvent { claims },
                    7 => Decision::RejectRelation { source: a, relation: RelationKind::Represents, target: b },
                    _ => Decision::Undo { undone },
                }
            });
    prop::collection::vec(decision, 1..6)
}

fn read(path: &str) -> Vec<Extraction> {
    store::read_extractions(PathBuf::from(path)).unwrap().0
}

#[test]
fn a_store_says_what_changed() {
    let (_folder, mut archive) = empty();
    let records = read("tests/fixtures/graph/visit.jsonl");
    let first = archive.add(entries(&records[..1])).unwrap();
    assert_eq!((first.added, first.known), (1, 0));
    let rest = archive.add(entries(&records)).unwrap();
    assert_eq!((rest.added, rest.known), (records.len() - 1, 1));
    assert!(rest.moved.iter().any(|(_, before, now)| before.as_str() == "planned" && now.as_str() == "happened"));
    assert_eq!(snapshot(&archive), at_once(&records));
    let removed = archive.remove(&[records[0].doc.clone(), "no such article".into()]).unwrap();
    assert_eq!((removed.removed, removed.problems.len()), (1, 1));
    assert_eq!(snapshot(&archive), at_once(&records[1..]));
}

#[test]
fn an_upgrade_computes_the_same_facts_anew() {
    let (folder, mut archive) = empty();
    archive.add(entries(&read("tests/fixtures/graph/visit.jsonl"))).unwrap();
    let before = (snapshot(&archive), archive.dump().unwrap());
    drop(archive);
    let (archive, changes) = Archive::upgrade(folder.path().join("graph.db"), None).unwrap();
    assert!(changes.events > 0, "{changes:?}");
    assert_eq!((snapshot(&archive), archive.dump().unwrap()), before);
}

#[test]
fn what_is_no_store_is_told_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.db");
    for (bytes, message) in [(&b"SQLite format 3\0 and then rubbish"[..], "no store"), (b"(format: 3)", "no store")] {
        std::fs::write(&path, bytes).unwrap();
        let error = Archive::open(&path).unwrap_err().to_string();
        assert!(error.contains(message) && error.contains("graph.db"), "{error}");
    }
    assert!(Archive::open(folder.path().join("missing.db")).is_err());
    let store = folder.path().join("store.db");
    drop(Archive::create(&store, &EventTypes::default()).unwrap());
    let error = Archive::create(&store, &EventTypes::default()).unwrap_err().to_string();
    assert!(error.contains("summitry add"), "{error}");
}

/// What is split off stays apart, in a store that was added to as in a graph made at once, when the rest is merged, the merge undone,
/// and what was split off merged, too.
#[test]
fn what_was_split_off_stays_apart() {
    let (_folder, mut archive) = empty();
    let records: Vec<Extraction> = ["d1", "d2"]
        .map(|doc| {
            let town = serde_json::json!({"id": "y", "kind": "place", "name": "Town", "mentions": ["Town"]});
            serde_json::from_value(serde_json::json!({"doc": doc, "entities": [town], "events": [], "relations": []}))
        })
        .into_iter()
        .collect::<Result<_, _>>()
        .unwrap();
    archive.add(entries(&records)).unwrap();
    let merge = |kept: &str, gone: &str| Decision::MergeEntities { kept: kept.into(), gone: gone.into() };
    let split =
        Decision::SplitEntity { entity: "place:town".into(), articles: ["d1".into()].into(), name: "Other".into() };
    let steps = [
        (split, vec!["place:other (not place:town)", "place:town"]),
        (merge("Q7", "place:town"), vec!["Q7", "place:other (not place:town)"]),
        (merge("Q8", "Q7"), vec!["Q8", "place:other (not place:town)"]),
        (merge("Q9", "place:other (not place:town)"), vec!["Q8", "Q9"]),
        (Decision::Undo { undone: 1 }, vec!["Q8"]),
        (Decision::Undo { undone: 2 }, vec!["place:town"]),
    ];
    for (decision, expected) in steps {
        archive.decide("2026-05-04T10:00:00Z", "ann", &decision).unwrap();
        let facts = archive.facts(&Scope::default()).unwrap();
        let found: Vec<&str> = facts.entities.iter().map(|entity| entity.key.as_str()).collect();
        assert_eq!(found, expected, "{decision:?}");
        assert_eq!(snapshot(&archive), reviewed_at_once(&records, &archive.decisions().unwrap()), "{decision:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn adding_one_by_one_is_building_at_once(
        (records, shuffled) in records().prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
    ) {
        let (_folder, mut archive) = empty();
        let (batch, singly) = shuffled.split_at(cut.index(shuffled.len() + 1));
        archive.add(entries(batch)).unwrap();
        for record in singly {
            archive.add(entries(std::slice::from_ref(record))).unwrap();
        }
        prop_assert_eq!(snapshot(&archive), at_once(&records));
    }

    #[test]
    fn what_is_removed_was_never_added(records in records(), gone in prop::collection::btree_set(0..12u8, 0..8)) {
        let (_folder, mut archive) = empty();
        archive.add(entries(&records)).unwrap();
        let gone: Vec<String> = gone.into_iter().map(|n| format!("d{n}")).collect();
        archive.remove(&gone).unwrap();
        let (_folder, mut other) = empty();
        let stay: Vec<_> = records.into_iter().filter(|r| !gone.contains(&r.doc)).collect();
        other.add(entries(&stay)).unwrap();
        prop_assert_eq!(snapshot(&archive), at_once(&stay));
        prop_assert_eq!(archive.dump().unwrap(), other.dump().unwrap());
    }

    #[test]
    fn what_is_answered_by_events_needs_no_evidence_at_edges(records in records()) {
        let types = EventTypes::default();
        let (facts, _) = resolve_reviewed(records, &Review::of(&[]), &types);
        let (whole, light) = (Graph::from_facts(&facts, &types), Graph::of_events(&facts, &types));
        let filter = Filter::default();
        for (id, at) in &whole.index {
            let there = light.index.get(id).copied();
            prop_assert!(there.is_some(), "{id:?} is missing");
            let Some(there) = there else { continue };
            prop_assert_eq!(query::timeline(&whole, *at, &filter), query::timeline(&light, there, &filter));
            prop_assert_eq!(query::who_meets(&whole, *at, &filter), query::who_meets(&light, there, &filter));
        }
        prop_assert_eq!(query::changes(&whole, &filter, None), query::changes(&light, &filter, None));
    }

    #[test]
    fn rows_of_a_store_are_those_of_its_graph(records in records(), top in prop::option::of(1..6usize), since in any::<bool>()) {
        let (_folder, mut archive) = empty();
        archive.add(entries(&records)).unwrap();
        let graph = Graph::from_facts(&archive.facts(&Scope::default()).unwrap(), archive.types());
        let since = since.then(|| "2026-01-15".parse().unwrap());
        let statuses = [Vec::new(), vec![Status::Planned, Status::Cancelled]];
        for status in statuses {
            let status = status.into_iter().collect();
            let filter = Filter { top, since, status, min_confidence: top.map(|_| 0.7), ..Filter::default() };
            for filter in [&filter, &Filter { min_confidence: None, ..filter.clone() }] {
                let stored = |asked| query::stored(&archive, asked, filter).unwrap();
                for (one, at) in &graph.index {
                    prop_assert_eq!(stored(Asked::Timeline(one)), Some(query::timeline(&graph, *at, filter)), "{:?}", one);
                    prop_assert_eq!(stored(Asked::WhoMeets(one)), Some(query::who_meets(&graph, *at, filter)), "{:?}", one);
                    for (other, there) in &graph.index {
                        let rows = query::between(&graph, *at, *there, filter);
                        prop_assert_eq!(stored(Asked::Between(one, other)), Some(rows), "{:?} {:?}", one, other);
                    }
                }
            }
        }
    }

    #[test]
    fn the_strongest_ties_of_a_store_are_those_of_its_graph(records in records(), top in 1..6usize) {
        let (_folder, mut archive) = empty();
        archive.add(entries(&records)).unwrap();
        let graph = Graph::from_facts(&archive.facts(&Scope::default()).unwrap(), archive.types());
        for status in [Vec::new(), Status::ALL.to_vec()] {
            let filter = Filter { top: Some(top), status: status.into_iter().collect(), ..Filter::default() };
            let part = archive.top_ties(&query::live(&filter), top).unwrap();
            prop_assert_eq!(part.map(|part| query::top(&part, &filter)), Some(query::top(&graph, &filter)));
        }
    }

    #[test]
    fn decisions_hold_whatever_comes_after_them(
        records in records(), decisions in decisions(), cut in any::<prop::sample::Index>(),
    ) {
        let (folder, mut archive) = empty();
        let (before, after) = records.split_at(cut.index(records.len() + 1));
        archive.add(entries(before)).unwrap();
        for decision in &decisions {
            archive.decide("2026-05-04T10:00:00Z", "ann", decision).unwrap();
        }
        archive.add(entries(after)).unwrap();
        let log = archive.decisions().unwrap();
        prop_assert_eq!(log.len(), decisions.len());
        let whole = reviewed_at_once(&records, &log);
        prop_assert_eq!(&snapshot(&archive), &whole);
        drop(archive);
        let (again, _) = Archive::upgrade(folder.path().join("graph.db"), None).unwrap();
        prop_assert_eq!(&snapshot(&again), &whole);
    }
}
