//! `summitry merge EXTRACTIONS… -o GRAPH`: extraction records → graph.

use super::schemas::{SchemasArg, event_types};
use super::{add, output};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::count::counted;
use summitry::extract::Extraction;
use summitry::graph::Graph;
use summitry::resolve::{Decided, Review, resolve_reviewed};
use summitry::store::{self, Archive, Changes, Entry};

/// Merge extraction records into a graph
///
/// The order of the records and their grouping into files do not matter: the same records give the same bytes.
#[derive(Debug, Clone, clap::Args)]
pub struct MergeArgs {
    /// Files of extraction records, one JSON object a line, as `extract` writes them; `-` is the standard input
    #[arg(required = true)]
    pub extractions: Vec<PathBuf>,
    /// Where the graph goes: a snapshot (.ron) or a store (.db); the snapshot to standard output if not given, or with `-`
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Decisions of people, as `review STORE log` prints them, to be heeded
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    schemas: SchemasArg,
}

/// Reads all records, reports the bad ones, and writes the graph of the good ones; fails when there is none.
pub fn run(args: &MergeArgs) -> anyhow::Result<ExitCode> {
    let file = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(usage) = file.and_then(|path| output::check_graph(path).err()) {
        return Ok(output::bad_usage("merge", &usage));
    }
    let types = event_types(&*args.schemas.load()?);
    let extractions = read(&args.extractions);
    if extractions.is_empty() {
        eprintln!("no extraction record in {}, no graph written", counted(args.extractions.len(), "file"));
        return Ok(ExitCode::FAILURE);
    }
    let log = args.decisions.as_deref().map(store::read_decisions).transpose()?.unwrap_or_default();
    if let Some(store) = file.filter(|path| output::is_store(path)) {
        let archive = add::create(store, &types)?;
        let filled = fill(archive, extractions, &log).inspect_err(|_| add::delete_if_empty(store))?;
        add::report(store, &filled);
        return Ok(ExitCode::SUCCESS);
    }
    let records = extractions.len();
    let (facts, problems) = resolve_reviewed(extractions, &Review::of(&log), &types);
    for problem in &problems {
        eprintln!("{problem}");
    }
    let graph = Graph::from_facts(&facts, &types);
    match file {
        Some(path) => {
            store::write_graph(path, &graph)?;
            let (nodes, edges) = (graph.graph.node_count(), graph.graph.edge_count());
            eprintln!(
                "{}: {}, {}, {}",
                path.display(),
                counted(records, "record"),
                counted(nodes, "node"),
                counted(edges, "edge")
            );
        }
        None => io::stdout().lock().write_all(store::to_ron(&graph)?.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Decisions and records into a new store, batch by batch.
fn fill(mut archive: Archive, extractions: Vec<Extraction>, log: &[Decided]) -> summitry::Result<Changes> {
    let mut changes = Changes::default();
    for decided in log {
        archive.decide(&decided.at, &decided.who, &decided.decision)?;
    }
    let mut rest = extractions.into_iter().map(Entry::from).peekable();
    while rest.peek().is_some() {
        changes.extend(archive.add(rest.by_ref().take(add::BATCH).collect())?);
    }
    Ok(changes)
}

/// The good records of all inputs; what cannot be read is reported, and the rest goes on.
fn read(inputs: &[PathBuf]) -> Vec<Extraction> {
    let mut all = Vec::new();
    for input in inputs {
        let read = match input.as_os_str() == "-" {
            true => store::read_extractions_from(io::stdin().lock(), "standard input"),
            false => store::read_extractions(input),
        };
        match read {
            Ok((records, problems)) => {
                all.extend(records);
                problems.iter().for_each(|problem| eprintln!("{problem}"));
            }
            Err(error) => eprintln!("{error}"),
        }
    }
    all
}
