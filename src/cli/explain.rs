//! `summitry explain GRAPH FACT`: why the graph says so.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::{query, store};

/// Explain a fact: evidence, patterns, history of status, and which articles' claims were merged
#[derive(Debug, Clone, clap::Args)]
pub struct ExplainArgs {
    /// A graph that `build` or `merge` wrote
    pub graph: PathBuf,
    /// An event ("event:376ee9ba31f47fc4"), a name ("petro"), or two names with a comma between them ("trump, petro")
    pub fact: String,
}

/// Reads the graph and prints the explanation.
pub fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let graph = store::read_graph(&args.graph)?;
    let text = query::explain(&graph, &args.fact)?;
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
