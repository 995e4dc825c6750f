//! The formats that hold all of a graph: their text over the fixture, and what holds of them on any graph. Whether others' programs
//! read them is tried by `tests/readers/check.py`.

#[path = "export/hostile.rs"]
mod hostile;
#[path = "export/month.rs"]
mod month;
#[path = "export/samples.rs"]
mod samples;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use resvg::usvg::roxmltree::Document;
use std::collections::BTreeSet;
use summitry::export::{ExportOptions, Format, Renderer, ViewOptions, export, export_to};
use summitry::graph::{Graph, NodeId};
use summitry::resolve::{EventTypes, resolve};
use summitry::store;

/// The formats that hold all of the graph in one file.
const WHOLE: [Format; 9] = [
    Format::Json,
    Format::GraphMl,
    Format::Gexf,
    Format::Cypher,
    Format::Ftm,
    Format::TriG,
    Format::JsonLd,
    Format::Plover,
    Format::Ron,
];

/// Three articles about one meeting, and one about another country.
fn visit() -> Graph {
    let (extractions, problems) = store::read_extractions("tests/fixtures/graph/visit.jsonl").unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let types = EventTypes::default();
    Graph::from_facts(&resolve(extractions, &types).0, &types)
}

fn graphs() -> Vec<(&'static str, Graph)> {
    vec![
        ("empty", Graph::default()),
        ("visit", visit()),
        ("small", samples::small()),
        ("month", month::graph()),
        ("hostile", hostile::graph()),
    ]
}

fn about(id: &str) -> ExportOptions {
    let view = ViewOptions { title: None, top: 40 };
    ExportOptions { view, renderer: Renderer::BuiltIn, about: Some(NodeId(id.into())) }
}

fn text(graph: &Graph, format: Format) -> String {
    let exported = export(graph, format, &about("Q22686")).unwrap_or_else(|error| panic!("{format}: {error}"));
    String::from_utf8(exported.bytes).expect("UTF-8")
}

/// The parts of a format that is several files, as they are written beside a path.
fn parts(graph: &Graph, format: Format) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("graph.{format}"));
    export_to(graph, format, &ExportOptions::default(), &path).unwrap_or_else(|error| panic!("{format}: {error}"));
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("lists")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), std::fs::read(folder.path().join(&name)).expect("reads"))).collect()
}

#[test]
fn every_format_of_the_fixture() {
    let graph = visit();
    for format in WHOLE.into_iter().filter(|format| *format != Format::Ron).chain([Format::Mermaid, Format::Markdown]) {
        insta::assert_snapshot!(format.name(), text(&graph, format));
    }
    for (name, bytes) in parts(&graph, Format::Csv) {
        insta::assert_snapshot!(name, String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n"));
    }
}

#[test]
fn json_is_read_back_without_loss() {
    for (name, graph) in graphs() {
        let json = text(&graph, Format::Json);
        let again = store::from_ron(&json, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(text(&again, Format::Ron) == text(&graph, Format::Ron), "{name}: another snapshot");
        assert!(text(&again, Format::Json) == json, "{name}: another JSON");
    }
}

#[test]
fn broken_json_is_refused_with_a_reason() {
    let json = text(&visit(), Format::Json);
    for (from, to, reason) in [
        ("\"generator\": \"summitry\"", "\"generator\": \"other\"", "no graph that 'summitry export' wrote"),
        ("\"version\": 1", "\"version\": 99", "version 99 of the JSON"),
        ("\"source\": \"Q22686\"", "\"source\": \"Q1\"", "'Q1': an edge names a node that the graph lacks"),
        ("\"id\": \"Q22686\"", "\"id\": \"Q3124646\"", "'Q3124646': node id given twice"),
        ("\"directed\": true", "\"directed\": true ?", "no graph that"),
        ("\"confidence\": ", "\"confidence\": \"sure\", \"x\": ", "broken graph"),
    ] {
        let broken = json.replacen(from, to, 1);
        assert_ne!(broken, json, "{from} stands in the JSON");
        let error = store::from_ron(&broken, "g.json").map(|_| ()).expect_err(reason).to_string();
        assert!(error.starts_with("g.json") && error.contains(reason), "{error}");
    }
    let mut value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    value["edges"][0]["evidence"] = serde_json::json!([]);
    let error = store::from_ron(&value.to_string(), "g.json").map(|_| ()).expect_err("no evidence").to_string();
    assert!(error.contains("an edge without evidence"), "{error}");
}

#[test]
fn xml_is_well_formed_and_complete_whatever_the_names() {
    for (name, graph) in graphs() {
        for format in [Format::GraphMl, Format::Gexf] {
            let xml = text(&graph, format);
            let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{name}.{format}: {error}"));
            let count = |tag| document.descendants().filter(|node| node.tag_name().name() == tag).count();
            assert_eq!(count("node"), graph.graph.node_count(), "{name}.{format}");
            assert_eq!(count("edge"), graph.graph.edge_count(), "{name}.{format}");
        }
    }
}

#[test]
fn formats_of_lines_have_one_record_a_line() {
    for (name, graph) in graphs() {
        for line in text(&graph, Format::Ftm).lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
        }
        let rows = text(&graph, Format::Plover);
        let widths: BTreeSet<usize> = rows.lines().map(|row| row.split('\t').count()).collect();
        assert_eq!(widths.len(), 1, "{name}: {widths:?}");
    }
}

#[test]
fn several_files_are_written_side_by_side_or_as_one_archive() {
    for (format, names) in [
        (Format::Csv, ["graph.edges.csv", "graph.nodes.csv"]),
        (Format::Parquet, ["graph.edges.parquet", "graph.nodes.parquet"]),
    ] {
        let files = parts(&hostile::graph(), format);
        assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names);
        assert!(files == parts(&hostile::graph(), format), "{format}: the same bytes every time");
        let zip = export(&visit(), format, &ExportOptions::default()).expect("writes").bytes;
        assert!(zip.starts_with(b"PK\x03\x04"), "{format}");
    }
}

#[test]
fn piece_by_piece_is_the_same_as_at_once() {
    for format in Format::ALL.iter().filter(|format| **format != Format::Png) {
        let mut written = Vec::new();
        format
            .exporter()
            .write(&visit(), &about("Q22686"), &mut written)
            .unwrap_or_else(|error| panic!("{format}: {error}"));
        assert!(written == export(&visit(), *format, &about("Q22686")).expect("writes").bytes, "{format}");
    }
}

#[test]
fn a_dossier_needs_somebody_and_shows_no_markup_of_others() {
    let nobody = export(&visit(), Format::Markdown, &ExportOptions::default());
    assert!(nobody.is_err_and(|error| error.to_string().contains("--around")));
    let graph = hostile::graph();
    let country = String::from_utf8(export(&graph, Format::Markdown, &about("country:US")).expect("writes").bytes);
    let country = country.expect("UTF-8");
    let html = pulldown_cmark::Parser::new_ext(&country, pulldown_cmark::Options::all())
        .any(|event| matches!(event, pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_)));
    assert!(!html && country.contains("\\<script\\>"));
}

#[test]
fn the_command_line_writes_files_and_reads_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    store::write_graph(at("graph.ron"), &visit()).expect("writes");
    let summitry = || Command::cargo_bin("summitry").expect("is built");
    let export = |graph: &str, to: &str| summitry().arg("export").arg(at(graph)).arg("-o").arg(at(to)).assert();
    export("graph.ron", "out.csv").success().stderr(contains("out.nodes.csv, ").and(contains("out.edges.csv")));
    export("graph.ron", "graph.json").success();
    export("graph.json", "again.ron").success();
    assert!(std::fs::read(at("graph.ron")).expect("reads") == std::fs::read(at("again.ron")).expect("reads"));
    export("graph.ron", "dossier.md").code(1).stderr(contains("--around"));
    let dossier = summitry().arg("export").arg(at("graph.json")).args(["-f", "markdown", "--around", "petro"]).assert();
    dossier.success().stdout(contains("# Gustavo Petro"));
}
