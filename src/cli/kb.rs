//! `summitry kb`: looks names up in the knowledge base, checks its tables, counts them, brings them up to date.

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::count::counted;
use summitry::kb::{Entry, Kb, Records, check, import};
use summitry::store;

/// Questions to the knowledge base.
#[derive(Debug, Args)]
pub struct KbArgs {
    #[command(subcommand)]
    command: KbCommand,
}

#[derive(Debug, Subcommand)]
enum KbCommand {
    /// Show what a name may stand for, and who held which office when.
    Lookup(LookupArgs),
    /// Check the tables: overlapping or open-ended tenures, dangling ids, duplicate names, bad dates.
    Check(OverlayArgs),
    /// Count the rows of each table.
    Stats(OverlayArgs),
    /// Make an overlay of what the Wikidata query service answers to the query in data/kb/leaders.rq.
    Import(ImportArgs),
}

#[derive(Debug, Args)]
struct LookupArgs {
    /// Name as people write it: "petro", "US", "IAEA"; or an office: "the French president".
    name: String,
    /// Show only the offices held on this day (ISO: 2026-01-31).
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    #[command(flatten)]
    overlay: OverlayArgs,
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// The answer, saved as TSV, CSV or JSON.
    #[arg(value_name = "ANSWER")]
    answer: PathBuf,
    /// Folder for the overlay; its tenures.tsv must not be there yet.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

#[derive(Debug, Args)]
struct OverlayArgs {
    /// Folder of tables (TSV) that add to the embedded ones or replace rows of theirs.
    #[arg(long, value_name = "DIR")]
    kb: Option<PathBuf>,
}

/// Runs the subcommand. Exit code 1 where nothing is found or the check fails.
pub fn run(args: &KbArgs) -> anyhow::Result<ExitCode> {
    match &args.command {
        KbCommand::Lookup(args) => lookup(args),
        KbCommand::Check(args) => check_tables(args),
        KbCommand::Stats(args) => stats(args),
        KbCommand::Import(args) => import_answer(args),
    }
}

fn import_answer(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let shown = args.answer.display().to_string();
    let text = fs::read_to_string(&args.answer).with_context(|| format!("{shown}: cannot be read"))?;
    let (table, rows, problems) = import(Kb::embedded(), &shown, &text)?;
    for problem in &problems {
        eprintln!("{problem}");
    }
    let target = args.output.join("tenures.tsv");
    if target.exists() {
        anyhow::bail!("{}: is there already; name another folder, or delete it", target.display());
    }
    if rows > 0 {
        fs::create_dir_all(&args.output).with_context(|| format!("{}: cannot be made", args.output.display()))?;
        store::write_atomically(&target, table.as_bytes())?;
        writeln!(io::stdout(), "{}: {} that the knowledge base does not know", target.display(), counted(rows, "row"))?;
    } else {
        writeln!(io::stdout(), "nothing that the knowledge base does not know")?;
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn lookup(args: &LookupArgs) -> anyhow::Result<ExitCode> {
    let overlaid;
    let kb = match &args.overlay.kb {
        Some(folder) => {
            overlaid = Kb::with_overlay(folder).context("cannot use the overlay")?;
            &overlaid
        }
        None => Kb::embedded(),
    };
    let mut entries = kb.find_folded(&args.name).to_vec();
    if entries.is_empty() {
        entries = kb.by_surname(&args.name, args.date).into_iter().map(Entry::Person).collect();
    }
    if entries.is_empty() {
        entries.extend(kb.phrase_holder(&args.name, args.date).map(|tenure| Entry::Person(tenure.person)));
    }
    if entries.is_empty() {
        eprintln!("'{}' is not in the knowledge base", args.name);
        return Ok(ExitCode::FAILURE);
    }
    for entry in entries {
        write!(io::stdout(), "{}", kb.describe(entry, args.date))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check_tables(args: &OverlayArgs) -> anyhow::Result<ExitCode> {
    let (mut records, mut problems) = Records::embedded();
    if let Some(folder) = &args.kb {
        problems.extend(records.overlay(folder)?);
    }
    problems.extend(check(&records));
    for problem in &problems {
        writeln!(io::stdout(), "{problem}")?;
    }
    let rows: usize = records.counts().iter().map(|(_, rows)| rows).sum();
    eprintln!("{} in {}", counted(problems.len(), "problem"), counted(rows, "row"));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn stats(args: &OverlayArgs) -> anyhow::Result<ExitCode> {
    let (mut records, mut problems) = Records::embedded();
    if let Some(folder) = &args.kb {
        problems.extend(records.overlay(folder)?);
    }
    for problem in &problems {
        eprintln!("{problem}");
    }
    for (table, rows) in records.counts() {
        writeln!(io::stdout(), "{rows:>7}  {table}")?;
    }
    Ok(ExitCode::SUCCESS)
}
