//! `summitry extract`: articles → one extraction record a line.

use super::input::InputArgs;
use anyhow::Context;
use clap::Args;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summitry::extract::Extraction;
use tempfile::NamedTempFile;

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

/// Writes to a temporary file beside the target and renames it, so that nothing half written is ever seen.
fn to_file(args: &ExtractArgs, path: &Path) -> anyhow::Result<usize> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = || format!("{}: cannot be written (does its folder exist?)", path.display());
    let mut file = NamedTempFile::new_in(folder).with_context(cannot)?;
    let done = write_records(args, &mut BufWriter::new(&mut file))?;
    if done > 0 {
        file.persist(path).with_context(cannot)?;
    }
    Ok(done)
}

fn write_records(args: &ExtractArgs, out: &mut impl Write) -> anyhow::Result<usize> {
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
