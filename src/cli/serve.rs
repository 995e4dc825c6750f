//! `summitry serve GRAPH`: the viewer on this machine's own address.

use super::review::{now, user};
use anyhow::Context;
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::serve::{Memory, Options, Server, Stored};
use summitry::store::{self, Archive};

/// The port unless another is named: the same every time, so that links keep.
const PORT: u16 = 4870;

/// Look at a graph in a browser
///
/// Prints the address to open, and answers until it is stopped (Ctrl-C). Only this machine can reach it, and only with the
/// token in that address. Decisions of a review go into the log of a store; those on a snapshot last as long as the program runs.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The graph: a snapshot or a store, written by `build` or `merge`
    graph: PathBuf,
    /// The articles it was built from: sentences can then be read where they stand
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    articles: Vec<Input>,
    /// The port; 0 takes any that is free [default: 4870, or any that is free if that is taken]
    #[arg(long, value_name = "NUMBER")]
    port: Option<u16>,
}

/// Serves until stopped: 1 when the graph cannot be read or the port is taken.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let articles = texts(&args.articles);
    let ports = args.port.map_or_else(|| vec![PORT, 0], |port| vec![port]);
    let options = Options { ports, ..Options::default() };
    let server = if Archive::is_one(&args.graph) {
        Server::bind(Stored::open(&args.graph, &user(), now)?.with_articles(articles), &options)?
    } else {
        let name = args.graph.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Server::bind(Memory::new(store::read_graph(&args.graph)?, &name).with_articles(articles), &options)?
    };
    writeln!(io::stdout(), "{}", server.address()).context("standard output")?;
    eprintln!("{}: open this address in a browser; Ctrl-C stops", args.graph.display());
    server.run()?;
    Ok(ExitCode::SUCCESS)
}

/// The texts of articles by id; what cannot be read is reported.
fn texts(inputs: &[Input]) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for article in read_inputs(inputs, &ReadOptions { any_language: true, ..ReadOptions::default() }) {
        match article {
            Ok(article) => {
                texts.insert(article.doc, article.text);
            }
            Err(problem) => eprintln!("{problem}"),
        }
    }
    texts
}
