//! `summitry explain GRAPH FACT`: why the graph says so.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::graph::Filter;
use summitry::query::{self, node_named};
use summitry::store::{Scope, Source};

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
    let source = Source::open(&args.graph)?;
    let text = query::explain(&*source.graph(&scope(&source, &args.fact)?)?, &args.fact)?;
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// What a store must read to explain a fact: all about the node named, or about the first of two.
fn scope(source: &Source, fact: &str) -> anyhow::Result<Scope> {
    let pairs = fact.match_indices(',').filter_map(|(comma, _)| fact.get(..comma));
    let mut failed = None;
    for name in std::iter::once(fact).chain(pairs) {
        let names = source.names(name)?;
        match node_named(&names, name) {
            Ok(at) => {
                let around = names.graph.node_weight(at).map(|node| node.id.clone());
                return Ok(Scope::of(&Filter { around, ..Filter::default() }));
            }
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Err(failed.map_or_else(|| anyhow::anyhow!("name a fact"), Into::into))
}
