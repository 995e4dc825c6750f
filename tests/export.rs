//! Graphs through every format: what is written is well-formed, complete, safe to open, and the same every time.

#[path = "export/crowd.rs"]
mod crowd;
#[path = "export/hostile.rs"]
mod hostile;
#[path = "export/month.rs"]
mod month;
#[path = "export/samples.rs"]
mod samples;

use petgraph::stable_graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use resvg::usvg::roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::process::Command;
use summitry::export::diagram::{Diagram, Line, LineKind, ShapeKind, Tone, diagram};
use summitry::export::{ExportOptions, Format, Renderer, ViewOptions, export};
use summitry::graph::Graph;
use summitry::store;
use summitry::vocabulary::Status;

fn options(top: usize, renderer: Renderer) -> ExportOptions {
    ExportOptions { view: ViewOptions { title: None, top }, renderer, about: None }
}

fn bytes(graph: &Graph, format: Format, options: &ExportOptions) -> Vec<u8> {
    export(graph, format, options).unwrap_or_else(|error| panic!("{format}: {error}")).bytes
}

fn text(graph: &Graph, format: Format, options: &ExportOptions) -> String {
    String::from_utf8(bytes(graph, format, options)).expect("UTF-8")
}

/// Whether the tests that need Graphviz can run here.
fn has_graphviz() -> bool {
    let found = Command::new("dot").arg("-V").output().is_ok();
    if !found {
        eprintln!("Graphviz is not installed: its part of the test is left out");
    }
    found
}

/// The samples by name, from empty to hostile.
fn graphs() -> Vec<(&'static str, Graph)> {
    vec![
        ("empty", Graph::default()),
        ("small", samples::small()),
        ("large", month::graph()),
        ("crowd", crowd::graph()),
        ("hostile", hostile::graph()),
    ]
}

/// The hostile texts, a few at a time, so that they are drawn in full: pictures of all of them are overviews, which have no
/// meetings and policy areas.
fn hostile_in_full() -> Vec<Graph> {
    let parts: Vec<Graph> = hostile::texts().chunks(10).map(hostile::of).collect();
    for part in &parts {
        let meetings = part.graph.node_weights().filter(|node| node.event.is_some()).count();
        let drawn = diagram(part, &ViewOptions { title: None, top: 1000 }).shapes;
        assert_eq!(drawn.iter().filter(|shape| shape.kind == ShapeKind::Meeting).count(), meetings, "in full");
    }
    parts
}

/// All samples, and the hostile one in full, too.
fn drawn() -> impl Iterator<Item = (&'static str, Graph)> {
    graphs().into_iter().chain(hostile_in_full().into_iter().map(|part| ("hostile in full", part)))
}

/// The same graph with nodes and edges inserted the other way round.
fn reversed(graph: &Graph) -> Graph {
    let mut reversed = Graph::default();
    for index in graph.graph.node_indices().rev() {
        let node = graph.graph[index].clone();
        reversed.index.insert(node.id.clone(), reversed.graph.add_node(node));
    }
    let edges: Vec<_> = graph.graph.edge_references().collect();
    for edge in edges.into_iter().rev() {
        let index = |at: NodeIndex| reversed.index[&graph.graph[at].id];
        let (source, target) = (index(edge.source()), index(edge.target()));
        reversed.graph.add_edge(source, target, edge.weight().clone());
    }
    reversed
}

/// Well-formed, without anything that runs, and with links to the web only.
fn assert_safe(name: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let allowed = ["svg", "g", "a", "title", "text", "rect", "path", "ellipse", "polygon", "polyline", "style"];
    let is_style = |node: &Node<'_, '_>| node.tag_name().name() == "style";
    let styles: Vec<&str> = document.descendants().filter(is_style).filter_map(|node| node.text()).collect();
    assert_eq!(styles, [night().as_str()], "{name}: the only style is ours, whatever the graph");
    for element in document.descendants().filter(|node| node.is_element()) {
        let tag = element.tag_name().name();
        assert!(allowed.contains(&tag), "{name}: <{tag}>");
        for attribute in element.attributes() {
            let (key, value) = (attribute.name(), attribute.value().trim().to_lowercase());
            assert!(!key.to_lowercase().starts_with("on") && key != "style", "{name}: {key}");
            if key == "href" {
                assert!(value.starts_with("https://") || value.starts_with("http://"), "{name}: {value}");
            }
        }
    }
}

/// The style sheet of a picture of nothing.
fn night() -> String {
    let svg = text(&Graph::default(), Format::Svg, &options(40, Renderer::BuiltIn));
    let (_, sheet) = svg.split_once("<style>").expect("a style sheet");
    let (sheet, _) = sheet.split_once("</style>").expect("its end");
    assert!(sheet.trim_start().starts_with("@media (prefers-color-scheme: dark)"), "{sheet}");
    assert!(!["url(", "@import", "expression", "\\"].iter().any(|bad| sheet.contains(bad)), "{sheet}");
    sheet.to_owned()
}

fn label(diagram: &Diagram, at: usize) -> String {
    let rows: Vec<&str> = diagram.shapes[at].rows.iter().map(|row| row.text.as_str()).collect();
    rows.join(" / ")
}

#[test]
fn a_diagram_says_who_meets_whom_where_and_when() {
    let diagram = diagram(&samples::small(), &ViewOptions::default());
    let meetings: Vec<usize> =
        (0..diagram.shapes.len()).filter(|&at| diagram.shapes[at].kind == ShapeKind::Meeting).collect();
    let labels: Vec<String> = meetings.iter().map(|&at| label(&diagram, at)).collect();
    assert_eq!(
        labels,
        [
            "Planned visit / 3 February 2026 · White House / conflict and peace, drugs, / environment, trade",
            "Call / 7 January 2026",
            "Meeting, called off / January 2026 · Bogotá",
        ]
    );
    let hosts: Vec<&str> = diagram
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Hosts)
        .map(|line| diagram.shapes[line.from].id.as_str())
        .collect();
    assert_eq!(hosts, ["person:donald trump"]);
    let said = diagram.shapes[meetings[0]].tooltip.lines().next();
    assert_eq!(
        said,
        Some("“Donald Trump and Gustavo Petro sat down together, officials said.” — Sample Gazette 0, 2 March 2026")
    );
}

#[test]
fn leaders_stand_in_their_countries_with_their_office() {
    let diagram = diagram(&samples::small(), &ViewOptions::default());
    let groups: Vec<&str> = diagram.groups.iter().map(|group| group.label.as_str()).collect();
    assert_eq!(groups, ["Colombia", "United States"], "Venezuela has no leader here and needs no group");
    let of = |name: &str| {
        let at = diagram.shapes.iter().position(|shape| shape.id == name).expect("is drawn");
        (label(&diagram, at), diagram.shapes[at].group.map(|group| diagram.groups[group].label.clone()))
    };
    assert_eq!(of("person:gustavo petro"), ("Gustavo Petro / President".into(), Some("Colombia".into())));
    assert_eq!(of("country:US"), ("United States".into(), Some("United States".into())));
    assert_eq!(of("country:VE"), ("Venezuela".into(), None));
}

#[test]
fn ties_that_a_meeting_shows_are_not_drawn_again() {
    let diagram = diagram(&samples::small(), &ViewOptions::default());
    let labels: BTreeSet<&str> = diagram.lines.iter().flat_map(|line| &line.labels).map(String::as_str).collect();
    assert_eq!(labels, BTreeSet::from(["accuses", "hosts", "requests", "sanctions"]));
    let large = summitry::export::diagram::diagram(&month::graph(), &ViewOptions::default());
    assert!(large.lines.iter().any(|line| line.labels == ["meets"]), "a bare meeting of two is a line");
}

#[test]
fn areas_with_the_same_parties_share_a_note() {
    let diagram = diagram(&samples::small(), &ViewOptions::default());
    let notes: Vec<usize> =
        (0..diagram.shapes.len()).filter(|&at| diagram.shapes[at].kind == ShapeKind::Area).collect();
    assert_eq!(notes.iter().map(|&at| label(&diagram, at)).collect::<Vec<_>>(), ["Drugs / Trade"]);
    let lines: Vec<&Line> = diagram.lines.iter().filter(|line| line.to == notes[0]).collect();
    assert_eq!(lines.len(), 2, "one from each party");
    assert!(lines.iter().all(|line| line.tooltip.lines().count() == 2), "with the sentences of both areas");
}

#[test]
fn the_strongest_come_first_and_the_rest_is_counted() {
    let large = month::graph();
    let diagram = diagram(&large, &ViewOptions { title: Some("April".into()), top: 2 });
    assert_eq!(diagram.title, "April");
    assert_eq!(diagram.subtitle, ["2 of 41 meetings and ties, strongest first · 11 February 2026 – 12 March 2026"]);
    let meetings = diagram.shapes.iter().filter(|shape| shape.kind == ShapeKind::Meeting).count();
    assert_eq!(meetings, 1, "half of a picture is for meetings");
    assert!(diagram.lines.iter().any(|line| line.labels == ["assaults"]), "then come the other ties");
    assert!(summitry::export::diagram::diagram(&large, &ViewOptions { title: None, top: 0 }).shapes.is_empty());
}

/// The overview of [`crowd`] with so many lines.
fn overview(top: usize) -> Diagram {
    diagram(&crowd::graph(), &ViewOptions { title: None, top })
}

#[test]
fn many_ties_become_an_overview_with_one_line_a_pair_and_tone() {
    let overview = overview(300);
    assert!(overview.shapes.iter().all(|shape| shape.kind != ShapeKind::Meeting && shape.kind != ShapeKind::Area));
    let ends = |line: &Line| {
        (line.from.min(line.to), line.from.max(line.to), line.tone, line.status == Some(Status::Cancelled))
    };
    let drawn: BTreeSet<_> = overview.lines.iter().map(ends).collect();
    assert_eq!(drawn.len(), overview.lines.len(), "no two lines say the same");
    let at = |id: &str| overview.shapes.iter().position(|shape| shape.id == id).expect("is drawn");
    let between = |a: &str, b: &str, tone: Tone| {
        let (a, b) = (at(a), at(b));
        overview.lines.iter().find(|line| [line.from, line.to] == [a, b] && line.tone == tone)
    };
    let met = between("country:00", "country:09", Tone::Cooperation).expect("two meetings");
    assert_eq!((met.labels.as_slice(), met.status), (["2".to_owned()].as_slice(), Some(Status::Happened)));
    assert_eq!(met.events.len(), 2);
    assert!(met.tooltip.starts_with("meets: 2 meetings and acts in "), "{}", met.tooltip);
    let home = [at("person:ann lee"), at("country:00")];
    assert!(!overview.lines.iter().any(|line| home.contains(&line.from) && home.contains(&line.to)), "a group says so");
}

#[test]
fn of_an_overview_every_party_keeps_its_strongest_lines() {
    let (all, some) = (overview(10_000), overview(120));
    assert_eq!((some.shown, some.lines.len(), some.all), (120, 120, all.all));
    assert!(some.lines.windows(2).all(|two| two[0].articles >= two[1].articles), "strongest first");
    // Each line is among the three strongest of one of its ends.
    let mut ranks = vec![0; all.shapes.len()];
    for line in &all.lines {
        assert!(ranks[line.from] < 3 || ranks[line.to] < 3);
        ranks[line.from] += 1;
        ranks[line.to] += 1;
    }
    assert!(all.lines.len() < all.all, "hubs have more lines than are drawn");
    assert!(all.lines.iter().any(|line| line.faint) && all.lines.iter().any(|line| !line.faint));
}

#[test]
fn the_caption_of_an_overview_says_what_is_left_out() {
    let overview = overview(120);
    let [amount, lines, left_out] = overview.subtitle.as_slice() else { panic!("{:?}", overview.subtitle) };
    assert!(
        amount.starts_with(&format!("Overview: 120 of {} ties between two parties, strongest first", overview.all))
    );
    assert!(lines.contains("their number"));
    assert!(left_out.contains(" between parties that both have 3 stronger ones"), "{left_out}");
    assert!(left_out.ends_with("policy areas, ties within a country, memberships and alliances"), "{left_out}");
    let svg = text(&crowd::graph(), Format::Svg, &options(120, Renderer::BuiltIn));
    assert!(overview.subtitle.iter().all(|line| svg.contains(line.as_str())));
}

/// Numbers at lines stand nowhere on each other, or they could not be told apart.
#[test]
fn labels_of_an_overview_do_not_collide() {
    let svg = text(&crowd::graph(), Format::Svg, &options(300, Renderer::BuiltIn));
    let document = Document::parse(&svg).expect("well-formed");
    let number = |node: Node<'_, '_>, key: &str| node.attribute(key).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    let plates: Vec<[f64; 4]> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect" && node.attribute("fill-opacity").is_some())
        .map(|node| {
            let [x, y, width, height] = ["x", "y", "width", "height"].map(|key| number(node, key));
            [x, y, x + width, y + height]
        })
        .collect();
    assert!(plates.len() > 20, "{}", plates.len());
    for (i, one) in plates.iter().enumerate() {
        for two in &plates[i + 1..] {
            // Coordinates are rounded to tenths.
            let apart =
                one[2] <= two[0] + 0.2 || two[2] <= one[0] + 0.2 || one[3] <= two[1] + 0.2 || two[3] <= one[1] + 0.2;
            assert!(apart, "{one:?} {two:?}");
        }
    }
}

#[test]
fn statuses_show_in_the_strokes() {
    let dot = text(&samples::small(), Format::Dot, &ExportOptions::default());
    let line_with = |what: &str| dot.lines().find(|line| line.contains(what)).expect("is written").to_owned();
    assert!(line_with("<B>Planned visit").contains("dashed"));
    assert!(line_with("\"country:US\" -> \"area:drugs\"").contains("dotted"));
    assert!(line_with("Meeting, called off").contains("<S><B>"));
    let svg = text(&samples::small(), Format::Svg, &options(40, Renderer::BuiltIn));
    assert!(svg.contains("line-through") && svg.contains("stroke-dasharray"));
}

#[test]
fn dot_is_parsed_again_and_has_every_shape() {
    for (name, graph) in drawn() {
        let dot = text(&graph, Format::Dot, &options(1000, Renderer::Auto));
        let parsed = graphviz_rust::parse(&dot).unwrap_or_else(|error| panic!("{name}: {error}"));
        let printed = graphviz_rust::print(parsed, &mut graphviz_rust::printer::PrinterContext::default());
        assert_eq!(printed.trim(), dot.trim(), "{name}");
        let diagram = diagram(&graph, &ViewOptions { title: None, top: 1000 });
        assert_eq!(dot.matches("shape=").count(), diagram.shapes.len(), "{name}");
        assert_eq!(dot.matches("arrowhead=").count(), diagram.lines.len(), "{name}");
    }
}

#[test]
fn graphviz_draws_everything_without_a_complaint() {
    if !has_graphviz() {
        return;
    }
    for (name, graph) in graphs() {
        // Layout by force takes its time; what is asked here is whether the text is understood.
        let top = if name == "crowd" { 300 } else { 60 };
        let options = options(top, Renderer::Graphviz);
        let exported = export(&graph, Format::Svg, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(exported.hints.is_empty(), "{name}: {:?}", exported.hints);
        assert_safe(name, std::str::from_utf8(&exported.bytes).expect("UTF-8"));
    }
}

#[test]
fn every_hostile_text_is_understood_by_graphviz() {
    if !has_graphviz() {
        return;
    }
    for graph in hostile_in_full().into_iter().chain([hostile::graph()]) {
        let dot = text(&graph, Format::Dot, &options(10_000, Renderer::Auto));
        let file = tempfile::NamedTempFile::with_suffix(".dot").expect("a temporary file");
        std::fs::write(file.path(), dot).expect("writes");
        // nop reads and prints, and lays nothing out.
        let output = Command::new("nop").arg(file.path()).output().expect("nop comes with dot");
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_built_in_picture_is_safe_to_open() {
    for (name, graph) in drawn() {
        let svg = text(&graph, Format::Svg, &options(1000, Renderer::BuiltIn));
        assert_safe(name, &svg);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
    }
    let shown = |graph: &Graph| -> String {
        let svg = text(graph, Format::Svg, &options(1000, Renderer::BuiltIn));
        let document = Document::parse(&svg).expect("well-formed");
        document.descendants().filter_map(|node| node.text()).collect()
    };
    let (overview, full) = (shown(&hostile::graph()), hostile_in_full().iter().map(shown).collect::<String>());
    for expected in ["<img src=x onerror=alert(1)>", "محمد بن سلمان", "习近平", "🤝👩‍⚖️🇺🇳", "(unnamed)", "a\\"]
    {
        assert!(overview.contains(expected) && full.contains(expected), "{expected} shows as itself");
    }
}

#[test]
fn shapes_of_the_built_in_picture_do_not_cover_each_other() {
    let svg = text(&month::graph(), Format::Svg, &options(60, Renderer::BuiltIn));
    let document = Document::parse(&svg).expect("well-formed");
    let number = |node: Node<'_, '_>, key: &str| node.attribute(key).and_then(|n| n.parse::<f64>().ok());
    let boxes: Vec<[f64; 4]> = document
        .descendants()
        .filter_map(|node| match node.tag_name().name() {
            "ellipse" => {
                let [x, y, rx, ry] = ["cx", "cy", "rx", "ry"].map(|key| number(node, key).unwrap_or(0.0));
                Some([x - rx, y - ry, x + rx, y + ry])
            }
            "rect" if node.attribute("stroke").is_some() => {
                let [x, y, width, height] = ["x", "y", "width", "height"].map(|key| number(node, key).unwrap_or(0.0));
                Some([x, y, x + width, y + height])
            }
            _ => None,
        })
        .collect();
    assert!(boxes.len() > 40);
    for (i, one) in boxes.iter().enumerate() {
        for two in &boxes[i + 1..] {
            let apart = one[2] <= two[0] || two[2] <= one[0] || one[3] <= two[1] || two[3] <= one[1];
            assert!(apart, "{one:?} {two:?}");
        }
    }
}

#[test]
fn pixels_are_drawn_by_either_renderer() {
    for renderer in [Renderer::BuiltIn, Renderer::Auto] {
        for (name, graph) in [("empty", Graph::default()), ("small", samples::small())] {
            let png = bytes(&graph, Format::Png, &options(40, renderer));
            let pixmap = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(pixmap.width() > 300 && pixmap.height() > 50, "{name}");
        }
    }
}

#[test]
fn only_those_who_did_not_ask_for_it_are_told_about_the_built_in_renderer() {
    let asked = export(&samples::small(), Format::Svg, &options(40, Renderer::BuiltIn)).expect("draws");
    assert!(asked.hints.is_empty());
    let auto = export(&samples::small(), Format::Svg, &options(40, Renderer::Auto)).expect("draws");
    assert_eq!(auto.hints.is_empty(), has_graphviz());
}

#[test]
fn the_order_of_the_graph_changes_no_byte() {
    for (name, graph) in graphs() {
        let reversed = reversed(&graph);
        // A dossier is about somebody, and PNG is drawn from the SVG.
        let all = Format::ALL.iter().copied().filter(|format| ![Format::Markdown, Format::Png].contains(format));
        for format in all {
            let options = options(60, Renderer::BuiltIn);
            assert!(bytes(&graph, format, &options) == bytes(&reversed, format, &options), "{name}.{format}");
        }
    }
    if has_graphviz() {
        for graph in [month::graph(), crowd::graph()] {
            let draw = || bytes(&graph, Format::Svg, &options(300, Renderer::Graphviz));
            assert!(draw() == draw(), "Graphviz draws the same picture twice");
        }
    }
}

#[test]
fn json_holds_the_whole_graph() {
    for (name, graph) in graphs() {
        let json: serde_json::Value =
            serde_json::from_slice(&bytes(&graph, Format::Json, &ExportOptions::default())).expect("JSON");
        let (nodes, edges) = (json["nodes"].as_array().expect("nodes"), json["edges"].as_array().expect("edges"));
        assert_eq!((nodes.len(), edges.len()), (graph.graph.node_count(), graph.graph.edge_count()), "{name}");
        let ids: BTreeSet<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
        let edge_ids: BTreeSet<&str> = edges.iter().filter_map(|edge| edge["id"].as_str()).collect();
        assert_eq!((ids.len(), edge_ids.len()), (nodes.len(), edges.len()), "{name}: ids are unique");
        for edge in edges {
            assert!(ids.contains(edge["source"].as_str().expect("source")));
            assert!(ids.contains(edge["target"].as_str().expect("target")));
            assert!(edge["evidence"].as_array().is_some_and(|quotes| !quotes.is_empty()), "{name}: no edge without it");
        }
    }
    let json: serde_json::Value =
        serde_json::from_slice(&bytes(&hostile::graph(), Format::Json, &ExportOptions::default())).expect("JSON");
    let names: BTreeSet<&str> =
        json["nodes"].as_array().into_iter().flatten().filter_map(|node| node["name"].as_str()).collect();
    for text in hostile::texts() {
        assert!(names.contains(text.as_str()), "{text:?} is kept as it is");
    }
}

#[test]
fn the_snapshot_is_read_back_without_loss() {
    for (name, graph) in graphs() {
        let ron = text(&graph, Format::Ron, &ExportOptions::default());
        let again = store::from_ron(&ron, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(text(&again, Format::Ron, &ExportOptions::default()), ron, "{name}");
        let nodes = |graph: &Graph| graph.graph.node_weights().map(|node| node.name.clone()).collect::<BTreeSet<_>>();
        assert_eq!(nodes(&again), nodes(&graph), "{name}");
    }
}

#[test]
fn every_status_and_shape_can_be_drawn() {
    let drawn = |graph: &Graph| {
        let diagram = diagram(graph, &ViewOptions { title: None, top: 10_000 });
        let kinds: BTreeSet<ShapeKind> = diagram.shapes.iter().map(|shape| shape.kind).collect();
        let statuses: BTreeSet<Status> = diagram.lines.iter().filter_map(|line| line.status).collect();
        (kinds, statuses)
    };
    let all: BTreeSet<Status> = Status::ALL.iter().copied().collect();
    let full = hostile_in_full();
    let (kinds, statuses) = drawn(&full[0]);
    assert_eq!((kinds.len(), &statuses), (6, &all));
    // In an overview, meetings and policy areas are no shapes.
    let (mut kinds, statuses) = drawn(&hostile::graph());
    assert_eq!((kinds.len(), &statuses), (4, &all));
    kinds.extend([ShapeKind::Meeting, ShapeKind::Area]);
    assert_eq!(kinds.len(), 6);
}

/// Draws the samples into `target/diagrams`, to be looked at: `cargo test --test export -- --ignored`.
#[test]
#[ignore = "writes pictures to be looked at"]
fn draws_samples() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/diagrams");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, graph) in graphs() {
        for format in Format::ALL.iter().filter(|format| **format != Format::Markdown) {
            let drawn = bytes(&graph, *format, &options(60, Renderer::Auto));
            std::fs::write(folder.join(format!("{name}.{format}")), drawn).expect("writes");
        }
        for format in [Format::Svg, Format::Png] {
            let drawn = bytes(&graph, format, &options(60, Renderer::BuiltIn));
            std::fs::write(folder.join(format!("{name}-built-in.{format}")), drawn).expect("writes");
        }
    }
}

#[test]
fn pages_are_the_same_whatever_the_order_and_run_nothing_but_their_own_script() {
    for (name, graph) in graphs() {
        let page = text(&graph, Format::Html, &options(40, Renderer::BuiltIn));
        assert_eq!(page, text(&reversed(&graph), Format::Html, &options(40, Renderer::BuiltIn)), "{name}");
        assert_eq!(page.matches("<script").count(), 2, "{name}: the data and the script");
        assert_eq!(page.matches("</script").count(), 2, "{name}");
        assert!(page.contains("script-src 'sha256-") && page.contains("default-src 'none'"), "{name}");
        for outside in [" src=", "@import", "url(", "<link", "<iframe", "<img"] {
            let data = page.find("id=\"data\"").expect("data");
            assert!(!page[..data].contains(outside), "{name}: {outside}");
        }
        let start = page.find("id=\"data\">").expect("data") + "id=\"data\">".len();
        let end = start + page[start..].find("</script").expect("an end");
        let data: serde_json::Value = serde_json::from_str(&page[start..end]).expect("JSON");
        let (nodes, edges) = (&data["picture"]["nodes"], &data["picture"]["edges"]);
        let ids = |list: &serde_json::Value| -> BTreeSet<String> {
            list.as_array().into_iter().flatten().filter_map(|one| Some(one["id"].as_str()?.to_owned())).collect()
        };
        let known: BTreeSet<String> = ids(&data["events"]).union(&ids(&data["entities"])).cloned().collect();
        assert!(ids(nodes).is_subset(&known), "{name}: every node can be opened");
        for edge in edges.as_array().expect("edges") {
            for part in edge["parts"].as_array().expect("parts") {
                let events = part["events"].as_array().expect("events");
                assert!(events.iter().all(|id| known.contains(id.as_str().unwrap_or_default())), "{name}: {part}");
            }
        }
    }
}
