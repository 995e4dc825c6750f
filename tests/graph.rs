//! Extractions → graph → snapshot: what merges, what stays apart, and that nothing hangs on the order of the input.

mod common;

use common::records;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use summitry::extract::{Event, Extraction};
use summitry::graph::{Edge, Filter, Found, Graph, Node};
use summitry::resolve::{Bucket, Claim, EventTypes, Places, Review, States, bucket, merge_bucket, resolve};
use summitry::store;
use summitry::vocabulary::Status;

const VISIT: &str = "tests/fixtures/graph/visit.jsonl";

fn visit() -> Vec<Extraction> {
    let (extractions, problems) = store::read_extractions(VISIT).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    extractions
}

fn graph(extractions: Vec<Extraction>) -> Graph {
    Graph::from_facts(&resolve(extractions, &EventTypes::default()).0, &EventTypes::default())
}

fn edges(graph: &Graph) -> Vec<(&Node, &Edge, &Node)> {
    let g = &graph.graph;
    g.edge_references().map(|e| (&g[e.source()], e.weight(), &g[e.target()])).collect()
}

fn lines(graph: &Graph) -> Vec<String> {
    edges(graph).iter().map(|(a, e, b)| format!("{} {} {}", a.name, e.kind.0, b.name)).collect()
}

#[test]
fn a_plan_and_two_reports_are_one_meeting() {
    let graph = graph(visit());
    let meetings: Vec<_> = graph
        .graph
        .node_weights()
        .filter_map(|n| n.event.as_ref())
        .filter(|e| e.kind == "CONSULT" && e.key.contains("Q22686"))
        .collect();
    assert_eq!(meetings.len(), 1);
    let meeting = meetings[0];
    assert_eq!((meeting.status, meeting.date.as_deref()), (Status::Happened, Some("2026-02-03")));
    assert_eq!(meeting.key, "CONSULT | Q22686, Q3124646 | 2026-02-03");
    let history: Vec<_> = meeting.history.iter().map(|h| (h.doc.as_str(), h.status)).collect();
    assert_eq!(
        history,
        [("gazette-0108", Status::Planned), ("wire-0203", Status::Happened), ("courier-0204", Status::Happened)]
    );
    assert_eq!(meeting.joins[1].rule, "undated plan, the only candidate follows within 30 days");
}

#[test]
fn edges_of_the_fixture() {
    insta::assert_snapshot!(lines(&graph(visit())).join("\n"));
}

#[test]
fn every_edge_has_evidence_and_counts_it() {
    for (a, edge, b) in edges(&graph(visit())) {
        assert!(!edge.evidence.is_empty(), "{} {} {}", a.id.0, edge.kind.0, b.id.0);
        assert!(edge.sources >= 1 && edge.sources <= edge.articles, "{edge:?}");
    }
}

#[test]
fn a_snapshot_read_and_written_is_the_same_bytes() {
    let graph = graph(visit());
    let text = store::to_ron(&graph).unwrap();
    let again = store::from_ron(&text, "graph.ron").unwrap();
    assert_eq!(store::to_ron(&again).unwrap(), text);
    assert_eq!(edges(&again).len(), edges(&graph).len());
    insta::assert_snapshot!(text);
}

#[test]
fn a_view_is_a_graph_that_round_trips() {
    let view = Filter { top: Some(1), ..Filter::default() }.apply(&graph(visit()));
    let text = store::to_ron(&view).unwrap();
    assert_eq!(store::to_ron(&store::from_ron(&text, "view").unwrap()).unwrap(), text);
}

// --- Which claims are about one event -------------------------------------------------------------------------------

/// An article of one event: `"id report type status date place topic"`, `-` for nothing, parties `A` and `B`.
fn article(line: &str) -> Extraction {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [doc, report, kind, status, date, place, topic] = words[..] else { panic!("seven words: {line}") };
    let (kind, mode) = kind.split_once('/').map_or((kind, None), |(kind, mode)| (kind, Some(mode)));
    let given = |word: &str| (word != "-").then(|| word.to_owned());
    let mut entities = vec![
        json!({"id": "a", "kind": "country", "name": "Aland", "mentions": []}),
        json!({"id": "b", "kind": "country", "name": "Borduria", "mentions": []}),
    ];
    entities.extend(given(place).map(|p| json!({"id": "p", "kind": "place", "name": p, "mentions": []})));
    let event = json!({
        "id": "v1", "type": kind, "mode": mode, "status": status, "actors": ["a"], "recipients": ["b"],
        "place": given(place).map(|_| "p"), "date": given(date), "topics": given(topic).into_iter().collect::<Vec<_>>(),
        "trigger": "word", "evidence": format!("Sentence of {doc}."),
    });
    let record = json!({"doc": doc, "article": {"date": given(report)}, "entities": entities, "events": [event]});
    serde_json::from_value(record).unwrap()
}

/// The articles of each event, joined by `+`, sorted.
fn merged(lines: &[&str]) -> Vec<String> {
    let graph = graph(lines.iter().map(|line| article(line)).collect());
    let mut events: Vec<String> = graph
        .graph
        .node_weights()
        .filter_map(|n| n.event.as_ref())
        .map(|e| e.joins.iter().map(|j| j.doc.as_str()).collect::<Vec<_>>().join("+"))
        .collect();
    events.sort();
    events
}

#[test]
fn claims_of_one_day_are_one_meeting_whatever_the_form() {
    let lines = [
        "x 2026-02-04 CONSULT/meeting happened 2026-02-03 Hall trade",
        "y 2026-01-04 CONSULT/visit planned 2026-02-03 - -",
        "z - CONSULT/talks happened 2026-02-03 Palace -",
        "w 2026-02-05 CONSULT/meeting happened 2026-02-04 Hall trade",
    ];
    assert_eq!(merged(&lines), ["w", "x+y+z"]);
}

#[test]
fn a_month_joins_its_only_meeting_and_no_one_of_two() {
    let only = "x 2026-02-04 CONSULT happened 2026-02-03 - -";
    let vague = "y 2026-01-04 CONSULT planned 2026-02 - -";
    assert_eq!(merged(&[only, vague]), ["x+y"]);
    assert_eq!(merged(&[only, vague, "z 2026-02-20 CONSULT happened 2026-02-19 - -"]), ["x", "y", "z"]);
}

#[test]
fn an_undated_plan_joins_the_only_meeting_that_follows_in_thirty_days() {
    let plan = "x 2026-01-08 CONSULT planned - - -";
    assert_eq!(merged(&[plan, "y 2026-02-04 CONSULT happened 2026-02-03 - -"]), ["x+y"]);
    assert_eq!(merged(&[plan, "y 2026-02-03 CONSULT happened - - -"]), ["x+y"]);
    assert_eq!(merged(&[plan, "y 2026-02-10 CONSULT happened 2026-02-09 - -"]), ["x", "y"]);
    assert_eq!(merged(&[plan, "y 2026-01-07 CONSULT happened 2026-01-06 - -"]), ["x", "y"]);
    let two = [plan, "y 2026-01-12 CONSULT happened 2026-01-11 - -", "z 2026-02-04 CONSULT happened 2026-02-03 - -"];
    assert_eq!(merged(&two), ["x", "y", "z"]);
}

#[test]
fn a_plan_called_off_is_not_followed_by_the_next_meeting() {
    let lines = [
        "x 2026-01-08 CONSULT planned - - -",
        "y 2026-01-10 CONSULT cancelled - - -",
        "z 2026-01-20 CONSULT happened 2026-01-19 - -",
    ];
    assert_eq!(merged(&lines), ["x+y", "z"]);
}

#[test]
fn an_undated_cancellation_calls_off_the_only_planned_meeting() {
    let plan = "x 2026-01-08 CONSULT planned 2026-01-25 - -";
    let off = "y 2026-01-20 CONSULT cancelled - - -";
    assert_eq!(merged(&[plan, off]), ["x+y"]);
    assert_eq!(merged(&["x 2026-01-08 CONSULT planned 2026-01 - -", off]), ["x+y"]);
    assert_eq!(merged(&[plan, off, "z 2026-01-08 CONSULT planned 2026-01-30 - -"]), ["x", "y", "z"]);
    assert_eq!(merged(&["x 2026-01-26 CONSULT happened 2026-01-25 - -", off]), ["x", "y"]);
}

#[test]
fn undated_reports_of_the_same_days_are_one_meeting_calls_apart() {
    let lines = [
        "x 2026-01-08 CONSULT/meeting happened - Hall -",
        "y 2026-01-10 CONSULT/meeting happened - - -",
        "z 2026-01-09 CONSULT/call happened - - -",
        "w 2026-01-20 CONSULT/meeting happened - - -",
    ];
    assert_eq!(merged(&lines), ["w", "x+y", "z"]);
}

#[test]
fn attacks_of_one_day_are_told_apart_by_place() {
    let lines = [
        "x 2026-01-08 ASSAULT happened 2026-01-08 Klow -",
        "y 2026-01-08 ASSAULT happened 2026-01-08 Zileheroum -",
        "z 2026-01-08 ASSAULT happened 2026-01-08 Klow -",
        "w 2026-01-08 ASSAULT happened 2026-01-08 - -",
    ];
    assert_eq!(merged(&lines), ["w", "x+z", "y"]);
    assert_eq!(merged(&lines[..1]), ["x"]);
    assert_eq!(merged(&[lines[0], lines[3]]), ["w+x"]);
}

#[test]
fn accusations_of_other_topics_days_and_directions_stay_apart() {
    let lines = ["x 2026-01-08 ACCUSE happened - - trade", "y 2026-01-09 ACCUSE happened - - trade"];
    assert_eq!(merged(&lines), ["x", "y"]);
    let mut back = article("y 2026-01-08 ACCUSE happened 2026-01-08 - trade");
    let event = &mut back.events[0];
    std::mem::swap(&mut event.actors, &mut event.recipients);
    let there = article("x 2026-01-08 ACCUSE happened 2026-01-08 - trade");
    let events = |g: &Graph| g.graph.node_weights().filter(|n| n.event.is_some()).count();
    assert_eq!(events(&graph(vec![there, back])), 2);
}

#[test]
fn one_article_under_one_id_counts_once() {
    let one = article("x 2026-01-08 CONSULT happened - - -");
    let other = Extraction { events: vec![], ..one.clone() };
    let (facts, problems) = resolve(vec![other.clone(), one.clone(), one.clone()], &EventTypes::default());
    assert_eq!(facts.events.len(), 1);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.contains("2 different extractions"), "{}", problems[0]);
}

#[test]
fn what_a_record_lacks_is_reported_and_left_out() {
    let mut broken = article("x 2026-01-08 CONSULT happened soon - -");
    broken.events[0].recipients.push("e9".into());
    broken.events.push(Event { id: "v2".into(), evidence: " ".into(), ..broken.events[0].clone() });
    broken.events.push(Event { id: "v3".into(), actors: vec![], recipients: vec![], ..broken.events[0].clone() });
    let (facts, problems) = resolve(vec![broken], &EventTypes::default());
    assert_eq!(facts.events.len(), 1);
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for part in ["'soon' is no date", "names 'e9'", "'v2' quotes no sentence", "'v3' has no party"] {
        assert!(all.iter().any(|p| p.contains(part)), "{part} in {all:?}");
    }
}

// --- Ties and views -------------------------------------------------------------------------------------------------

fn tie<'a>(graph: &'a Graph, kind: &str, from: &str, to: &str) -> Option<&'a Edge> {
    let found = |(a, e, b): &(&Node, &'a Edge, &Node)| e.kind.as_str() == kind && a.name == from && b.name == to;
    edges(graph).into_iter().find(found).map(|(_, e, _)| e)
}

#[test]
fn what_was_called_off_is_a_tie_of_its_own() {
    let lines = ["x 2026-01-08 CONSULT cancelled 2026-01-09 - -", "y 2026-03-08 CONSULT happened 2026-03-08 - -"];
    let graph = graph(lines.map(article).to_vec());
    let statuses: Vec<_> =
        edges(&graph).into_iter().filter(|(_, e, _)| e.kind.as_str() == "meets").map(|(_, e, _)| e.status).collect();
    assert_eq!(statuses, [Some(Status::Happened), Some(Status::Cancelled)]);
}

#[test]
fn cooperation_is_folded_onto_the_country_that_a_leader_represents() {
    let mut all = visit();
    let deal = json!({"id": "v9", "type": "AGREE", "status": "happened", "actors": ["e1", "e2"], "topics": ["energy"],
        "trigger": "agreed", "evidence": "Trump and Petro agreed on energy."});
    all[0].events.push(serde_json::from_value(deal).unwrap());
    let graph = graph(all);
    for party in ["Donald Trump", "Gustavo Petro", "United States", "Colombia"] {
        let tie = tie(&graph, "cooperates_on", party, "energy").unwrap_or_else(|| panic!("{party}"));
        assert_eq!(tie.evidence[0].quote, "Trump and Petro agreed on energy.");
    }
    assert!(tie(&graph, "cooperates_on", "Donald Trump", "trade").is_none());
}

#[test]
fn a_view_counts_anew_what_is_left() {
    let lines = [
        "x 2026-01-08 CONSULT happened 2026-01-08 - trade",
        "y 2026-03-08 CONSULT planned 2026-04-01 - energy",
        "z 2026-03-08 ACCUSE happened - - trade",
    ];
    let graph = graph(lines.map(article).to_vec());
    assert_eq!(
        tie(&graph, "meets", "Aland", "Borduria").map(|t| (t.articles, t.status)),
        Some((2, Some(Status::Happened)))
    );
    let planned = Filter { status: [Status::Planned].into(), ..Filter::default() }.apply(&graph);
    let meets = tie(&planned, "meets", "Aland", "Borduria").unwrap();
    assert_eq!((meets.articles, meets.status, meets.first.as_deref()), (1, Some(Status::Planned), Some("2026-04-01")));
    assert!(tie(&planned, "accuses", "Aland", "Borduria").is_none());
    let trade = Filter { about: ["trade".to_owned()].into(), ..Filter::default() }.apply(&graph);
    assert_eq!(tie(&trade, "meets", "Aland", "Borduria").map(|t| t.articles), Some(1));
    let early = Filter { until: Some(jiff::civil::date(2026, 1, 31)), ..Filter::default() }.apply(&graph);
    assert_eq!(early.graph.node_weights().filter(|n| n.event.is_some()).count(), 1);
    let accusing = Filter { kinds: ["accuses".to_owned()].into(), ..Filter::default() }.apply(&graph);
    assert!(tie(&accusing, "meets", "Aland", "Borduria").is_none());
    assert!(tie(&accusing, "accuses", "Aland", "Borduria").is_some());
}

#[test]
fn the_strongest_tie_is_the_best_attested() {
    let view = Filter { top: Some(1), ..Filter::default() }.apply(&graph(visit()));
    let ties: Vec<_> =
        edges(&view).into_iter().filter(|(_, e, _)| e.is_tie()).map(|(_, e, _)| e.kind.0.clone()).collect();
    assert_eq!(ties, ["meets"]);
    assert!(lines(&view).contains(&"Gustavo Petro represents Colombia".to_owned()));
    assert!(!lines(&view).iter().any(|line| line.contains("Brazil")));
}

#[test]
fn names_match_as_people_write_them() {
    let graph = graph(visit());
    let found = |name: &str| match graph.find(name) {
        Found::One(at) => graph.graph[at].name.clone(),
        other => format!("{other:?}"),
    };
    for (written, name) in [
        ("petro", "Gustavo Petro"),
        ("President Petro", "Gustavo Petro"),
        ("TRUMP", "Donald Trump"),
        ("Q22686", "Donald Trump"),
        ("us", "United States"),
        ("u.s.", "United States"),
        ("the U.S.", "United States"),
        ("united", "United States"),
        ("brazil", "Brazil"),
        ("white house", "White House"),
        ("area:trade", "trade"),
        ("trade", "trade"),
    ] {
        assert_eq!(found(written), name, "{written}");
    }
    assert!(matches!(graph.find("Petra"), Found::None(alike) if alike.len() == 1));
    assert!(matches!(graph.find(""), Found::None(_)));
}

// --- Snapshots that are broken --------------------------------------------------------------------------------------

#[test]
fn a_broken_snapshot_names_line_and_remedy() {
    let text = store::to_ron(&graph(visit())).unwrap();
    for (old, new, message) in [
        ("version: 1", "version: 9", "version 9 of the format"),
        ("format: \"summitry-graph\"", "format: \"other\"", "its format is 'other'"),
        ("kind: person", "kind: robot", "graph.ron:7: broken snapshot"),
        ("iso: \"BR\"", "colour: \"green\"", "graph.ron:12: broken snapshot"),
        ("target: \"country:CO\", role", "target: \"country:ZZ\", role", "a node that the snapshot lacks"),
        ("evidence: [\"gazette-0108#1\"]", "evidence: []", "without evidence"),
        ("evidence: [\"gazette-0108#1\"]", "evidence: [\"gazette-0108#9\"]", "evidence that the snapshot lacks"),
        ("(id: \"area:trade\"", "(id: \"area:drugs\"", "given twice"),
    ] {
        assert!(text.contains(old), "{old}");
        let error = store::from_ron(&text.replacen(old, new, 1), "graph.ron").unwrap_err().to_string();
        assert!(error.contains(message) && error.contains("summitry"), "{error}");
    }
    for text in ["", "{\"doc\": 1}", "(format: 3)", "\u{0}", "((((((((("] {
        assert!(store::from_ron(text, "graph.ron").is_err(), "{text}");
    }
}

// --- Properties -----------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_associative_and_idempotent(
        (records, shuffled) in records().prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
    ) {
        let once = store::to_ron(&graph(records.clone())).unwrap();
        // The same records in another order, in two files, and the first file given twice.
        let (first, second) = shuffled.split_at(cut.index(shuffled.len() + 1));
        let again = [second, first, first].concat();
        prop_assert_eq!(&store::to_ron(&graph(again)).unwrap(), &once);
    }

    #[test]
    fn each_bucket_is_decided_by_its_own_claims_in_any_order(records in records()) {
        let types = EventTypes::default();
        let (facts, _) = resolve(records, &types);
        let (states, places) = (States::from_relations(&facts.relations), Places::from_relations(&facts.relations));
        let mut buckets: BTreeMap<Bucket, Vec<Claim>> = BTreeMap::new();
        for joined in facts.events.iter().flat_map(|e| &e.claims).rev() {
            buckets.entry(bucket(&joined.claim, &states, &types)).or_default().push(joined.claim.clone());
        }
        let alone = buckets.into_iter().flat_map(|(b, claims)| merge_bucket(&b, claims, &types, &Review::default(), &states, &places));
        let mut alone: Vec<_> = alone.map(|e| (e.id, e.key, e.claims.len())).collect();
        alone.sort();
        let together: Vec<_> = facts.events.into_iter().map(|e| (e.id, e.key, e.claims.len())).collect();
        prop_assert!(together.windows(2).all(|pair| pair[0].0 < pair[1].0), "an id twice");
        prop_assert_eq!(alone, together);
    }

    #[test]
    fn a_graph_keeps_every_claim_and_all_evidence(records in records()) {
        let (facts, _) = resolve(records.clone(), &EventTypes::default());
        let graph = graph(records);
        let events: Vec<_> = graph.graph.node_weights().filter_map(|n| n.event.as_ref()).collect();
        let claims: usize = facts.events.iter().map(|e| e.claims.len()).sum();
        prop_assert_eq!(events.iter().map(|e| e.joins.len()).sum::<usize>(), claims);
        for (_, edge, _) in edges(&graph) {
            prop_assert!(!edge.evidence.is_empty());
            prop_assert!(edge.sources >= 1 && edge.sources <= edge.articles);
            prop_assert!((0.0..=0.99).contains(&edge.confidence));
            prop_assert!(edge.events.iter().all(|id| graph.index.contains_key(id)));
        }
        let text = store::to_ron(&graph).unwrap();
        prop_assert_eq!(store::to_ron(&store::from_ron(&text, "graph").unwrap()).unwrap(), text);
    }

    #[test]
    fn a_view_is_a_part_of_the_graph(records in records(), top in 0..6usize, status in 0..Status::ALL.len()) {
        let graph = graph(records);
        let filter = Filter { top: Some(top), status: [Status::ALL[status]].into(), ..Filter::default() };
        let view = filter.apply(&graph);
        for node in view.graph.node_weights() {
            prop_assert!(graph.index.contains_key(&node.id));
            prop_assert!(node.event.as_ref().is_none_or(|e| e.status == Status::ALL[status]));
        }
        let ties = edges(&view).iter().filter(|(_, e, _)| e.is_tie() && e.kind.as_str() != "cooperates_on").count();
        prop_assert!(ties <= top);
        let text = store::to_ron(&view).unwrap();
        prop_assert_eq!(store::to_ron(&store::from_ron(&text, "view").unwrap()).unwrap(), text);
    }
}
