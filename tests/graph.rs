//! Extractions → graph → snapshot: what merges, what stays apart, and that nothing hangs on the order of the input.

use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use summitry::extract::Extraction;
use summitry::graph::{Edge, Filter, Graph, Node};
use summitry::resolve::{EventTypes, resolve};
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
