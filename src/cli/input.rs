//! What `build` and `extract` share: options for reading articles, the run over them, and the count of what went wrong.

use super::schemas::SchemasArg;
use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::count::counted;
use summitry::extract::Extraction;
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::Schema;

/// Articles, and what to read them with.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders, globs or `-` for standard input: plain text, HTML, Markdown, JSON Lines.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<Input>,

    /// Day of publication of articles that do not tell their own (2026-05-04).
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,

    #[command(flatten)]
    pub schemas: SchemasArg,

    /// A folder of knowledge base tables that add to or override the built-in ones.
    #[arg(long, value_name = "DIR")]
    kb: Option<PathBuf>,

    /// Forget everybody who came into an office after this day, to measure how well unknown leaders are understood.
    #[arg(long, value_name = "DAY", hide_short_help = true)]
    kb_until: Option<Date>,
}

/// How a run over articles went.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Articles read and extracted.
    pub done: usize,
    /// Articles that could not be read.
    pub failed: usize,
}

impl InputArgs {
    /// Extracts every article and hands the records to `sink` in the order of the input. Problems go to standard error, each
    /// with file, line and remedy, and the run goes on.
    pub fn extract(
        &self,
        schema: &Schema,
        mut sink: impl FnMut(Extraction) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        let kb = self.kb_overlay()?;
        let pipeline = Pipeline::new(schema, kb.as_ref().unwrap_or_else(|| Kb::embedded()));
        let options = ReadOptions { date: self.date, ..ReadOptions::default() };
        let mut progress = Progress::new();
        let mut tally = Tally::default();
        for batch in pipeline.run(read_inputs(&self.inputs, &options)) {
            for outcome in batch {
                match outcome {
                    Ok(extraction) => {
                        tally.done += 1;
                        sink(extraction)?;
                    }
                    Err(problem) => {
                        tally.failed += 1;
                        progress.clear();
                        eprintln!("{problem}");
                    }
                }
            }
            progress.show(tally.done);
        }
        progress.clear();
        if tally.failed > 0 {
            eprintln!(
                "summitry: {} read, {} not usable",
                counted(tally.done, "article"),
                counted(tally.failed, "input")
            );
        }
        Ok(tally)
    }

    /// The user's tables over the built-in ones, where there are any.
    fn kb_overlay(&self) -> anyhow::Result<Option<Kb>> {
        if self.kb.is_none() && self.kb_until.is_none() {
            return Ok(None);
        }
        let kb = Kb::assembled(self.kb.as_deref(), self.kb_until);
        Ok(Some(kb.context("the knowledge base's overlay is not usable")?))
    }
}

/// A line on the terminal that counts articles; nothing in a pipe.
struct Progress {
    shown: bool,
    terminal: bool,
}

impl Progress {
    fn new() -> Self {
        Self { shown: false, terminal: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, done: usize) {
        if self.terminal && done >= 64 {
            eprint!("\r{done} articles");
            let _ = std::io::stderr().flush();
            self.shown = true;
        }
    }

    fn clear(&mut self) {
        if self.shown {
            eprint!("\r\x1b[K");
            self.shown = false;
        }
    }
}
