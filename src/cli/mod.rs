//! The command line: one file a subcommand, no domain logic.

mod add;
mod analyze;
mod build;
mod completions;
mod explain;
mod export;
mod extract;
mod extractors;
mod filters;
mod input;
mod kb;
mod man;
mod merge;
mod output;
mod query;
mod review;
mod schema;
mod schemas;
mod score;
mod serve;

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

/// Where the arguments say more than a line, they say all of it: a line here would take its place.
#[derive(Debug, Subcommand)]
enum Command {
    /// Articles → graph: the main job.
    Build(build::BuildArgs),
    Add(add::AddArgs),
    /// Articles out of a store.
    Remove(add::RemoveArgs),
    /// All facts of a store computed anew.
    Upgrade(add::UpgradeArgs),
    /// Articles → one extraction record a line; stdin → stdout as a filter.
    Extract(extract::ExtractArgs),
    Merge(merge::MergeArgs),
    Query(query::QueryArgs),
    Review(review::ReviewArgs),
    /// Graph → diagram or file for other tools.
    Export(export::ExportArgs),
    Serve(serve::ServeArgs),
    /// Evidence, pattern and merges of a fact.
    Explain(explain::ExplainArgs),
    /// The linguistic analysis: tokens, tags, trees, names.
    Analyze(analyze::AnalyzeArgs),
    /// The measures of extraction against annotated texts.
    Score(score::ScoreArgs),
    /// The event types, policy areas and cues.
    Schema(schema::SchemaArgs),
    /// The knowledge base: countries, leaders, organizations.
    Kb(kb::KbArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Runs the subcommand: exit code 0 done, 1 nothing usable or a failed check, 2 bad usage (clap's own).
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Add(args) => add::run(args),
        Command::Remove(args) => add::remove(args),
        Command::Upgrade(args) => add::upgrade(args),
        Command::Extract(args) => extract::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Query(args) => query::run(args),
        Command::Review(args) => review::run(args),
        Command::Export(args) => export::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Analyze(args) => analyze::run(args),
        Command::Score(args) => score::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Kb(args) => kb::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}
