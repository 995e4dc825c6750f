//! `summitry query GRAPH QUESTION`: answers about a graph.

use super::filters::FilterArgs;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::graph::{Filter, Graph};
use summitry::query::{self, Format, Row, area_named, node_named, render};
use summitry::store;

/// Width of a table that goes to no terminal.
const PIPED_WIDTH: usize = 160;

/// Ask the graph a question
///
/// Names match as people write them: "petro", "Macron", "us", "u.s."; a name that fits several gives the list of them.
/// Events that were called off or denied are left out unless --status asks for them.
#[derive(Debug, Clone, clap::Args)]
pub struct QueryArgs {
    /// A graph that `build` or `merge` wrote
    pub graph: PathBuf,
    /// What to ask
    #[command(subcommand)]
    pub question: Question,
    /// How to write the answer
    #[arg(short, long, global = true, value_enum, default_value_t)]
    pub format: Format,
    /// Which part of the graph to ask
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// The questions.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Question {
    /// Whom somebody meets, visits, calls: when, where, about what, and the sentence that says so
    WhoMeets {
        /// A person, country or organization
        name: String,
    },
    /// All events between two
    Between {
        /// One
        a: String,
        /// The other
        b: String,
    },
    /// All events of somebody, oldest first
    Timeline {
        /// A person, country, organization, place or event
        name: String,
    },
    /// How two are connected
    Path {
        /// From whom
        a: String,
        /// To whom
        b: String,
    },
    /// All events about a policy area
    About {
        /// The area ("trade")
        area: String,
    },
    /// The strongest ties
    Top,
}

/// Reads the graph and prints the answer; nothing found is an answer too.
pub fn run(args: &QueryArgs) -> anyhow::Result<ExitCode> {
    let graph = store::read_graph(&args.graph)?;
    let filter = args.filters.filter(&graph)?;
    let answer = answer(&graph, args, &filter)?;
    let mut out = std::io::stdout().lock();
    // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
    match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn answer(graph: &Graph, args: &QueryArgs, filter: &Filter) -> anyhow::Result<String> {
    let node = |name: &str| node_named(graph, name);
    Ok(match &args.question {
        Question::WhoMeets { name } => show(&query::who_meets(graph, node(name)?, filter), args.format),
        Question::Between { a, b } => show(&query::between(graph, node(a)?, node(b)?, filter), args.format),
        Question::Timeline { name } => show(&query::timeline(graph, node(name)?, filter), args.format),
        Question::Path { a, b } => show(&query::path(graph, node(a)?, node(b)?, filter), args.format),
        Question::About { area } => show(&query::about(graph, &area_named(graph, area)?, filter), args.format),
        Question::Top => show(&query::top(graph, filter), args.format),
    })
}

fn show<R: Row>(rows: &[R], format: Format) -> String {
    if rows.is_empty() && format == Format::Table {
        eprintln!("nothing found");
    }
    render(rows, format, width())
}

fn width() -> usize {
    let terminal = std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(PIPED_WIDTH, |(width, _)| usize::from(width.0))
}
