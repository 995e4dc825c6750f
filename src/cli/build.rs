//! `summitry build`: articles → graph, and a diagram of it where asked.

use super::input::InputArgs;
use super::schemas::event_types;
use super::{add, output};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summitry::count::counted;
use summitry::export::{ExportOptions, Format, export};
use summitry::graph::Graph;
use summitry::resolve::{Decided, Review, resolve_reviewed};
use summitry::schema::Schema;
use summitry::store::{self, Archive, Scope};

/// Options of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    input: InputArgs,

    /// Where to write the graph: a RON snapshot (.ron), or a store to add to (.db).
    #[arg(short, long, value_name = "FILE", default_value = "graph.ron")]
    output: PathBuf,

    /// Decisions of people, as `review STORE log` prints them, to be heeded.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,

    /// Draw a diagram of who meets whom as well: a .svg, .png or .dot file.
    #[arg(long, value_name = "FILE")]
    diagram: Option<PathBuf>,
}

/// Runs `build`.
pub fn run(args: &BuildArgs) -> anyhow::Result<ExitCode> {
    let diagram = match check(args) {
        Ok(diagram) => diagram,
        Err(usage) => return Ok(output::bad_usage("build", &usage)),
    };
    let schema = args.input.schemas.load()?;
    let log = args.decisions.as_deref().map(store::read_decisions).transpose()?.unwrap_or_default();
    if output::is_store(&args.output) {
        return build_store(args, &schema, &log, diagram);
    }
    let mut extractions = Vec::new();
    let tally = args.input.extract(&schema, |extraction| {
        extractions.push(extraction);
        Ok(())
    })?;
    if tally.done == 0 {
        return Ok(ExitCode::FAILURE);
    }
    let types = event_types(&schema);
    let (facts, problems) = resolve_reviewed(extractions, &Review::of(&log), &types);
    for problem in &problems {
        eprintln!("{problem}");
    }
    let graph = Graph::from_facts(&facts, &types);
    store::write_graph(&args.output, &graph)?;
    let (nodes, edges) = (graph.graph.node_count(), graph.graph.edge_count());
    eprintln!(
        "{}: {}, {}, {}",
        args.output.display(),
        counted(tally.done, "article"),
        counted(nodes, "node"),
        counted(edges, "edge")
    );
    if let Some((path, format)) = diagram {
        draw(&graph, path, format)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds a store; the diagram is drawn of all of it. A store that could not be built is not left behind.
fn build_store(
    args: &BuildArgs,
    schema: &Schema,
    log: &[Decided],
    diagram: Option<(&Path, Format)>,
) -> anyhow::Result<ExitCode> {
    let types = event_types(schema);
    let mut archive = add::create(&args.output, &types)?;
    let mut fill = || {
        for decided in log {
            archive.decide(&decided.at, &decided.who, &decided.decision)?;
        }
        add::into_store(&args.output, &args.input, schema)
    };
    let tally = fill().inspect_err(|_| add::delete_if_empty(&args.output))?;
    drop(archive);
    if tally.done == 0 {
        add::delete(&args.output);
        return Ok(ExitCode::FAILURE);
    }
    if let Some((path, format)) = diagram {
        let archive = Archive::open_to_read(&args.output)?;
        draw(&Graph::from_facts(&archive.facts(&Scope::default())?, archive.types()), path, format)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with the outputs is said before the articles are read; else, where the diagram goes and its format.
fn check(args: &BuildArgs) -> Result<Option<(&Path, Format)>, String> {
    output::check_graph(&args.output)?;
    let Some(path) = args.diagram.as_deref() else { return Ok(None) };
    let format = Format::from_path(path)
        .filter(|format| format.is_picture())
        .ok_or_else(|| format!("'{}' is no known format of a diagram; name it .svg, .png or .dot", path.display()))?;
    output::check_folder(path)?;
    Ok(Some((path, format)))
}

fn draw(graph: &Graph, path: &Path, format: Format) -> anyhow::Result<()> {
    let drawn = export(graph, format, &ExportOptions::default())?;
    store::write_atomically(path, &drawn.bytes)?;
    for hint in drawn.hints {
        eprintln!("{hint}");
    }
    eprintln!("{}: drawn", path.display());
    Ok(())
}
