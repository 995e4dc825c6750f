//! `summitry add STORE INPUT…`, `remove` and `upgrade`: a store that grows, shrinks and is brought up to date.

use super::input::{InputArgs, Tally};
use super::schemas::{SchemasArg, event_types};
use clap::Args;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use summitry::article::Article;
use summitry::resolve::EventTypes;
use summitry::schema::Schema;
use summitry::store::{Archive, Changes, Entry};

/// Articles in one transaction. More make one run cheaper, and lose more when it is stopped in the middle.
pub const BATCH: usize = 1000;

/// Add articles to a store
///
/// Articles whose id the store knows are skipped. Each batch of articles is added whole or not at all; after an interruption,
/// run the same command again.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// A store that `build -o graph.db` made
    store: PathBuf,
    #[command(flatten)]
    input: InputArgs,
}

/// Runs `add`.
pub fn run(args: &AddArgs) -> anyhow::Result<ExitCode> {
    let schema = args.input.schemas.load()?;
    let archive = Archive::open(&args.store)?;
    if *archive.types() != event_types(&schema) {
        eprintln!(
            "summitry: {} was made with other event types; give the same --schemas, or change it with 'summitry upgrade'",
            args.store.display()
        );
        return Ok(ExitCode::from(2));
    }
    drop(archive);
    let tally = into_store(&args.store, &args.input, &schema)?;
    Ok(if tally.failed > 0 && tally.done == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Extracts what the store does not know yet, and adds it batch by batch. Says what changed.
pub fn into_store(store: &Path, input: &InputArgs, schema: &Schema) -> anyhow::Result<Tally> {
    let archive = Rc::new(RefCell::new(Archive::open(store)?));
    let known = Rc::new(Cell::new(0));
    let (mut batch, mut changes) = (Vec::new(), Changes::default());
    let (asked, skipped) = (archive.clone(), known.clone());
    let wanted = move |article: &Article| {
        let new = !asked.borrow().knows(&article.doc).unwrap_or(false);
        skipped.set(skipped.get() + usize::from(!new));
        new
    };
    let tally = input.extract_with_text(schema, wanted, |(record, text)| {
        batch.push(Entry { record, text: Some(text) });
        if batch.len() >= BATCH {
            changes.extend(archive.borrow_mut().add(std::mem::take(&mut batch))?);
        }
        Ok(())
    })?;
    changes.extend(archive.borrow_mut().add(batch)?);
    changes.known += known.get();
    report(store, &changes);
    Ok(tally)
}

/// Take articles out of a store, with all that came from them alone
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// A store
    store: PathBuf,
    /// Ids of articles
    #[arg(required = true)]
    articles: Vec<String>,
}

/// Runs `remove`.
pub fn remove(args: &RemoveArgs) -> anyhow::Result<ExitCode> {
    let changes = Archive::open(&args.store)?.remove(&args.articles)?;
    report(&args.store, &changes);
    Ok(if changes.removed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Compute all facts of a store anew: for another schema, or after a change of the program
#[derive(Debug, Args)]
pub struct UpgradeArgs {
    /// A store
    store: PathBuf,
    #[command(flatten)]
    schemas: SchemasArg,
}

/// Runs `upgrade`.
pub fn upgrade(args: &UpgradeArgs) -> anyhow::Result<ExitCode> {
    let types = event_types(&*args.schemas.load()?);
    let (_, changes) = Archive::upgrade(&args.store, Some(&types))?;
    report(&args.store, &changes);
    Ok(ExitCode::SUCCESS)
}

/// Says what changed, and what could not be used.
pub fn report(store: &Path, changes: &Changes) {
    for problem in &changes.problems {
        eprintln!("{problem}");
    }
    eprintln!("{}: {changes}", store.display());
}

/// Makes a store; one that could not be made is not left behind.
pub fn create(store: &Path, types: &EventTypes) -> summitry::Result<Archive> {
    let there = store.exists();
    Archive::create(store, types).inspect_err(|_| {
        if !there {
            delete(store);
        }
    })
}

/// Deletes a new store that has come to nothing, so that the same command can be given again. What holds articles stays: each
/// batch in it is whole, and `add` goes on from there.
pub fn delete_if_empty(store: &Path) {
    let articles = Archive::open_to_read(store).and_then(|mut archive| archive.sql("SELECT 1 FROM article LIMIT 1"));
    if articles.is_ok_and(|answer| answer.rows.is_empty()) {
        delete(store);
    }
}

/// Deletes a store with its companion files.
pub fn delete(store: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = store.as_os_str().to_owned();
        name.push(suffix);
        // Files that are not there need no deleting.
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}
