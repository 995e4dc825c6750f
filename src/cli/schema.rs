//! `summitry schema`: checks the schemas, lists the event types.

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::schema::Schema;

/// Check or list the schemas.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check the schemas as a whole; report every problem with file, line and remedy.
    Check {
        /// Folder whose files add to or replace the embedded schemas.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
    },
    /// List the event types with their codes, ties and sizes.
    List {
        /// Folder whose files add to or replace the embedded schemas.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
        /// How to write the list.
        #[arg(short, long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns.
    Table,
    /// The whole schema as JSON.
    Json,
}

/// Runs the subcommand: 0 done, 1 the schemas have problems.
pub fn run(args: &SchemaArgs) -> Result<ExitCode> {
    let (Action::Check { schemas } | Action::List { schemas, .. }) = &args.action;
    let loaded = match schemas {
        Some(folder) => Schema::with_overlay(folder),
        None => Schema::load(),
    };
    let schema = match loaded {
        Ok(schema) => schema,
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("{} in the schemas", count(problems.len(), "problem"));
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut out = std::io::stdout().lock();
    match &args.action {
        Action::Check { .. } => write_summary(&mut out, &schema)?,
        Action::List { format: Format::Table, .. } => write_table(&mut out, &schema)?,
        Action::List { format: Format::Json, .. } => {
            serde_json::to_writer_pretty(&mut out, &schema)?;
            writeln!(out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write_summary(out: &mut impl Write, schema: &Schema) -> std::io::Result<()> {
    let frames = schema.events.iter().map(|event| event.frames.len()).sum();
    let examples = schema.events.iter().map(|event| event.examples.fires.len() + event.examples.silent.len()).sum();
    writeln!(
        out,
        "The schemas are sound: {}, {}, {}, {}, {}, {}.",
        count(schema.events.len(), "event type"),
        count(frames, "frame"),
        count(examples, "example"),
        count(schema.areas.len(), "policy area"),
        count(schema.nodes.len(), "node kind"),
        count(schema.edges.len(), "edge kind"),
    )
}

fn write_table(out: &mut impl Write, schema: &Schema) -> std::io::Result<()> {
    writeln!(out, "{:<12} {:<18} {:<9} {:>6} {:>8}  MEANING", "TYPE", "TIE", "CAMEO", "FRAMES", "EXAMPLES")?;
    for event in &schema.events {
        writeln!(
            out,
            "{:<12} {:<18} {:<9} {:>6} {:>8}  {}",
            event.id,
            event.tie,
            event.cameo.join(","),
            event.frames.len(),
            event.examples.fires.len() + event.examples.silent.len(),
            event.meaning
        )?;
    }
    Ok(())
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
