//! The command line: one file a subcommand, no domain logic.

mod analyze;
mod build;
mod extract;
mod input;

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
}

/// Runs the subcommand: exit code 0 done, 1 nothing usable or a failed check, 2 bad usage (clap's own).
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Analyze(args) => analyze::run(args),
        Command::Extract(args) => extract::run(args),
    }
}
