//! What `build` and `extract` share: options for reading articles, the run over them, and the count of what went wrong.

use super::extractors::{self, ExtractorArgs};
use super::schemas::SchemasArg;
use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use summitry::Problem;
use summitry::article::{Article, Articles, Input, LeftOut, ReadOptions, read_inputs};
use summitry::count::counted;
use summitry::extract::Extraction;
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::Schema;

/// Articles, and what to read them with.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders, globs or `-` for standard input: plain text, HTML, Markdown, JSON Lines, RSS, Atom, WARC, all of them
    /// also compressed with gzip or zstd.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<Input>,

    /// Day of publication of articles that do not tell their own (2026-05-04).
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,

    /// Read articles in other languages than English as well, which are left out otherwise.
    #[arg(long)]
    any_language: bool,

    #[command(flatten)]
    pub schemas: SchemasArg,

    /// A folder of knowledge base tables that add to or override the built-in ones.
    #[arg(long, value_name = "DIR")]
    kb: Option<PathBuf>,

    /// Forget everybody who came into an office after this day, to measure how well unknown leaders are understood.
    #[arg(long, value_name = "DAY", hide_short_help = true)]
    kb_until: Option<Date>,

    #[command(flatten)]
    extractors: ExtractorArgs,
}

/// What comes out of a pipeline, in the order of the articles; what could not be read in its place.
type Batches<'p, T> = Box<dyn Iterator<Item = Vec<Result<T, Problem>>> + 'p>;

/// How a run over articles went.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Articles read and extracted.
    pub done: usize,
    /// Articles that could not be read.
    pub failed: usize,
    /// Articles in other languages, which are left out.
    pub other_language: usize,
    /// Records of web archives that are no pages.
    pub no_page: usize,
}

impl Tally {
    /// With what was left out in reading.
    pub fn with(self, left_out: &LeftOut) -> Self {
        Self { other_language: left_out.other_language(), no_page: left_out.no_page(), ..self }
    }

    /// Says how many were read and how many were not, if any were not.
    pub fn report(self) {
        let mut parts = vec![format!("{} read", counted(self.done, "article"))];
        if self.failed > 0 {
            parts.push(format!("{} not usable", counted(self.failed, "input")));
        }
        if self.other_language > 0 {
            let articles = counted(self.other_language, "article");
            parts.push(format!("{articles} not in English left out (--any-language reads them)"));
        }
        if self.no_page > 0 {
            parts.push(format!("{} without a page left out", counted(self.no_page, "record")));
        }
        if parts.len() > 1 {
            eprintln!("summitry: {}", parts.join(", "));
        }
    }
}

impl InputArgs {
    /// Extracts every article and hands the records to `sink` in the order of the input. Problems go to standard error, each
    /// with file, line and remedy, and the run goes on.
    pub fn extract(
        &self,
        schema: &Schema,
        sink: impl FnMut(Extraction) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        self.each(schema, |pipeline, articles| Box::new(pipeline.run(articles)), sink)
    }

    /// The same of the articles that are wanted, each record with its article's text.
    pub fn extract_with_text(
        &self,
        schema: &Schema,
        wanted: impl Fn(&Article) -> bool + 'static,
        sink: impl FnMut((Extraction, String)) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        let wanted = move |article: &Result<Article, Problem>| article.as_ref().map_or(true, &wanted);
        self.each(schema, |pipeline, articles| Box::new(pipeline.run_with_text(articles.filter(wanted))), sink)
    }

    /// The same, one article after the other, with what each sentence gave.
    pub fn trace(
        &self,
        schema: &Schema,
        sink: impl FnMut((Extraction, String)) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        let trace =
            |pipeline: &'_ Pipeline<'_>, article: Result<Article, Problem>| article.map(|it| pipeline.trace(it));
        self.each(schema, |pipeline, articles| Box::new(articles.map(move |it| vec![trace(pipeline, it)])), sink)
    }

    /// Runs a pipeline over the articles, and hands what comes out to `sink`.
    fn each<T>(
        &self,
        schema: &Schema,
        run: impl for<'p> FnOnce(&'p Pipeline<'p>, Articles) -> Batches<'p, T>,
        mut sink: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        let kb = self.kb_overlay()?;
        let programs = self.extractors.start()?;
        let pipeline = Pipeline::new(schema, kb.as_ref().unwrap_or_else(|| Kb::embedded())).with_programs(programs);
        let options = ReadOptions { date: self.date, any_language: self.any_language, ..ReadOptions::default() };
        let articles = read_inputs(&self.inputs, &options);
        let left_out = articles.left_out();
        let mut progress = Progress::new();
        let mut tally = Tally::default();
        for batch in run(&pipeline, articles) {
            progress.clear();
            extractors::report_problems(&pipeline);
            for outcome in batch {
                match outcome {
                    Ok(extracted) => {
                        tally.done += 1;
                        sink(extracted)?;
                    }
                    Err(problem) => {
                        tally.failed += 1;
                        eprintln!("{problem}");
                    }
                }
            }
            progress.show(tally.done);
        }
        progress.clear();
        extractors::report_losses(&pipeline);
        tally = tally.with(&left_out);
        tally.report();
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
