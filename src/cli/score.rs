//! `summitry score`: the figures of an extraction against an annotation.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::score::{Records, Scores, json, read_records, read_texts, score, table};

/// Score extractions against annotated ones.
#[derive(Debug, clap::Args)]
pub struct ScoreArgs {
    /// Annotated records, one JSON object a line
    gold: PathBuf,
    /// Extracted records, one JSON object a line; fields that are not scored may be there
    system: PathBuf,
    /// The texts (`doc`, `title`, `text`), to check that every quote stands in its text
    #[arg(long, value_name = "FILE")]
    texts: Option<PathBuf>,
    /// Add a line for each event type
    #[arg(long)]
    per_type: bool,
    /// Add a table for each kind of text, told by its id up to the first hyphen
    #[arg(long)]
    by_group: bool,
    /// Print so many of the missed events
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// Print JSON instead of the table
    #[arg(long)]
    json: bool,
}

/// Prints the figures; lines that could not be read are named on stderr and make the exit code 1.
///
/// # Errors
/// When a file cannot be read.
pub fn run(args: &ScoreArgs) -> anyhow::Result<ExitCode> {
    let (gold, mut problems) = read_records(&args.gold)?;
    let (system, more) = read_records(&args.system)?;
    problems.extend(more);
    let texts = match &args.texts {
        Some(path) => {
            let (texts, more) = read_texts(path)?;
            problems.extend(more);
            Some(texts)
        }
        None => None,
    };
    for problem in &problems {
        eprintln!("{problem}");
    }
    let lacking = gold.iter().filter(|record| system.get(&record.doc).is_none()).count();
    if lacking > 0 {
        eprintln!("{lacking} of {} texts are not in {} and count as empty", gold.len(), args.system.display());
    }
    if gold.is_empty() {
        eprintln!("{}: no annotated text to score against", args.gold.display());
        return Ok(ExitCode::FAILURE);
    }
    print(args, &gold, &system, texts.as_ref())?;
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(
    args: &ScoreArgs,
    gold: &Records,
    system: &Records,
    texts: Option<&BTreeMap<String, String>>,
) -> anyhow::Result<()> {
    let whole = score(gold, system, texts);
    let groups = if args.by_group { gold.groups() } else { BTreeMap::new() };
    let groups: Vec<(String, usize, Scores)> =
        groups.into_iter().map(|(name, group)| (name, group.len(), score(&group, system, texts))).collect();
    let mut out = String::new();
    if args.json {
        let mut object = json(&whole);
        if args.by_group {
            object["groups"] = groups.iter().map(|(name, _, scores)| (name.clone(), json(scores))).collect();
        }
        out = serde_json::to_string_pretty(&object)? + "\n";
    } else {
        out += &table(&whole, args.per_type, args.misses);
        for (name, texts, scores) in &groups {
            out += &format!("\n{name}: {texts} texts\n{}", table(scores, args.per_type, 0));
        }
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    Ok(())
}
