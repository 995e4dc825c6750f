//! `summitry build`: articles → graph, and a diagram of it where asked.

use super::input::InputArgs;
use super::schemas::event_types;
use anyhow::Context;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summitry::export::{ExportOptions, Format, export};
use summitry::graph::Graph;
use summitry::resolve::resolve;
use summitry::store;

/// Options of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    input: InputArgs,

    /// Where to write the graph, a RON snapshot.
    #[arg(short, long, value_name = "FILE", default_value = "graph.ron")]
    output: PathBuf,

    /// Draw a diagram of who meets whom as well: a .svg, .png or .dot file.
    #[arg(long, value_name = "FILE")]
    diagram: Option<PathBuf>,
}

/// Runs `build`.
pub fn run(args: &BuildArgs) -> anyhow::Result<ExitCode> {
    let mut extractions = Vec::new();
    let schema = args.input.schemas.load()?;
    let tally = args.input.extract(&schema, |extraction| {
        extractions.push(extraction);
        Ok(())
    })?;
    if tally.done == 0 {
        return Ok(ExitCode::FAILURE);
    }
    let types = event_types(&schema);
    let (facts, problems) = resolve(extractions, &types);
    for problem in &problems {
        eprintln!("{problem}");
    }
    let graph = Graph::from_facts(&facts, &types);
    store::write_graph(&args.output, &graph)?;
    let (nodes, edges) = (graph.graph.node_count(), graph.graph.edge_count());
    eprintln!("{}: {} articles, {nodes} nodes, {edges} edges", args.output.display(), tally.done);
    if let Some(path) = &args.diagram {
        draw(&graph, path)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn draw(graph: &Graph, path: &Path) -> anyhow::Result<()> {
    let format = Format::from_path(path)
        .with_context(|| format!("{}: no known format (name it .svg, .png or .dot)", path.display()))?;
    let drawn = export(graph, format, &ExportOptions::default())?;
    store::write_atomically(path, &drawn.bytes)?;
    for hint in drawn.hints {
        eprintln!("{hint}");
    }
    eprintln!("{}: drawn", path.display());
    Ok(())
}
