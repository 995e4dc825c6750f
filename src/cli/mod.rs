//! The command line: one file a subcommand, no domain logic.

mod analyze;
mod build;
mod explain;
mod export;
mod extract;
mod filters;
mod input;
mod merge;
mod query;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Turns news articles into a knowledge graph: who met whom, who hosts, who cooperates on what, planned or done, each
/// with the sentence that says so.
#[derive(Debug, Parser)]
#[command(name = "summitry", version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Articles → graph: the main job.
    Build(build::BuildArgs),
    /// The linguistic analysis: tokens, tags, trees, names.
    Analyze(analyze::AnalyzeArgs),
    /// Articles → one extraction record a line; stdin → stdout as a filter.
    Extract(extract::ExtractArgs),
    /// Extraction records → graph; order and grouping do not matter.
    Merge(merge::MergeArgs),
    /// Graph → diagram or data.
    Export(export::ExportArgs),
    /// Answers about a graph: who meets whom, what is between two.
    Query(query::QueryArgs),
    /// Why the graph says so: evidence, patterns, merges.
    Explain(explain::ExplainArgs),
}

/// Runs the subcommand: exit code 0 done, 1 nothing usable or a failed check, 2 bad usage (clap's own).
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Analyze(args) => analyze::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Export(args) => export::run(args),
        Command::Query(args) => query::run(args),
        Command::Explain(args) => explain::run(args),
    }
}
