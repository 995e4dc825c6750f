//! Articles in, a graph on disk and a picture of it out.
//!
//! `cargo run --example build_graph -- data/articles graph.ron graph.svg`

use std::error::Error;
use std::path::Path;
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::export::{ExportOptions, Format, export_to};
use summitry::graph::Graph;
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::resolve::{EventTypes, resolve};
use summitry::schema::Schema;
use summitry::store;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [articles, graph, picture] = arguments.as_slice() else {
        return Err("say which articles, and where the graph and its picture go".into());
    };
    print!("{}", run(articles, Path::new(graph), Path::new(picture))?);
    Ok(())
}

/// Builds, writes and draws; says what there is now.
pub fn run(articles: &str, file: &Path, picture: &Path) -> Result<String, Box<dyn Error>> {
    let schema = Schema::embedded();
    let pipeline = Pipeline::new(schema, Kb::embedded());

    // Batches are worked on by all cores. What cannot be read is a problem with file, line and remedy; the rest goes on.
    let mut extractions = Vec::new();
    for outcome in pipeline.run(read_inputs(&[Input::from(articles)], &ReadOptions::default())).flatten() {
        match outcome {
            Ok(extraction) => extractions.push(extraction),
            Err(problem) => eprintln!("{problem}"),
        }
    }

    // The order of the extractions makes no difference, so they may come from as many machines as you like.
    let types = EventTypes::from_schema(schema.events.iter()).with_areas(schema.areas.iter());
    let articles = extractions.len();
    let (facts, _problems) = resolve(extractions, &types);
    let graph = Graph::from_facts(&facts, &types);

    // Both files appear whole or not at all.
    store::write_graph(file, &graph)?;
    export_to(&graph, Format::Svg, &ExportOptions::default(), picture)?;
    let (nodes, edges) = (graph.graph.node_count(), graph.graph.edge_count());
    Ok(format!("{articles} articles, {nodes} nodes, {edges} edges\n"))
}
