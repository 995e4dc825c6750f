//! `summitry extract`: articles → one extraction record a line.

use super::input::InputArgs;
use clap::Args;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summitry::extract::Extraction;
use summitry::{Problem, store};

/// Options of `extract`.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    #[command(flatten)]
    input: InputArgs,

    /// Where to write the records; standard output unless given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Say on standard error, for every sentence, what it gave or why it gave nothing.
    #[arg(long)]
    trace: bool,
}

/// Runs `extract`.
pub fn run(args: &ExtractArgs) -> anyhow::Result<ExitCode> {
    let done = match &args.output {
        None => write_records(args, &mut BufWriter::new(std::io::stdout().lock()))?,
        Some(path) => to_file(args, path)?,
    };
    Ok(if done > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A file that holds all records, or is not there; nor is it when no article could be read.
fn to_file(args: &ExtractArgs, path: &Path) -> anyhow::Result<usize> {
    let mut outcome = None;
    let written = store::write_atomically_with(path, |out| {
        let records = outcome.insert(write_records(args, out));
        // Any error keeps the file from appearing; what went wrong is in the outcome.
        if matches!(records, Ok(1..)) { Ok(()) } else { Err(Problem::new("", "").into()) }
    });
    match outcome {
        Some(Ok(0)) => Ok(0),
        Some(Err(error)) => Err(error.context(format!("{}: not written", path.display()))),
        Some(Ok(done)) => Ok(written.map(|()| done)?),
        None => Ok(written.map(|()| 0)?),
    }
}

fn write_records(args: &ExtractArgs, out: &mut (impl Write + ?Sized)) -> anyhow::Result<usize> {
    let schema = args.input.schemas.load()?;
    let mut write = |record: Extraction| -> anyhow::Result<()> {
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
        Ok(())
    };
    let tally = if args.trace {
        args.input.trace(&schema, |(record, trace)| {
            eprint!("{trace}");
            write(record)
        })?
    } else {
        args.input.extract(&schema, write)?
    };
    out.flush()?;
    Ok(tally.done)
}
