//! `summitry query GRAPH QUESTION`: answers about a graph.

use super::filters::{FilterArgs, named};
use petgraph::stable_graph::NodeIndex;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::graph::{Filter, Graph, NodeId};
use summitry::query::{self, EventRow, Format, Row, area_named, render};
use summitry::store::{Scope, Source};

/// Width of a table that goes to no terminal.
const PIPED_WIDTH: usize = 160;

/// Ask the graph a question
///
/// Names match as people write them: "petro", "Macron", "us", "u.s."; a name that fits several gives the list of them.
/// Events that were called off or denied are left out unless --status asks for them.
#[derive(Debug, Clone, clap::Args)]
pub struct QueryArgs {
    /// A graph that `build` or `merge` wrote: a snapshot or a store
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

/// Reads what the question needs of the graph and prints the answer; nothing found is an answer too.
pub fn run(args: &QueryArgs) -> anyhow::Result<ExitCode> {
    let source = Source::open(&args.graph)?;
    let filter = args.filters.filter(&source)?;
    let answer = answer(&source, args, &filter)?;
    let mut out = std::io::stdout().lock();
    // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
    match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn answer(source: &Source, args: &QueryArgs, filter: &Filter) -> anyhow::Result<String> {
    let events = |around: &[&NodeId]| {
        let around = around.iter().copied().cloned();
        source.graph(&Scope::events(around, &query::live(filter)))
    };
    let show_events = |rows: Vec<EventRow>| show(&rows, args.format);
    Ok(match &args.question {
        Question::WhoMeets { name } => {
            let id = named(source, name)?;
            let graph = events(&[&id])?;
            show_events(at(&graph, &id).map(|at| query::who_meets(&graph, at, filter)).unwrap_or_default())
        }
        Question::Timeline { name } => {
            let id = named(source, name)?;
            let graph = events(&[&id])?;
            show_events(at(&graph, &id).map(|at| query::timeline(&graph, at, filter)).unwrap_or_default())
        }
        Question::Between { a, b } => {
            let (a, b) = (named(source, a)?, named(source, b)?);
            let graph = events(&[&a, &b])?;
            let ends = at(&graph, &a).zip(at(&graph, &b));
            show_events(ends.map(|(a, b)| query::between(&graph, a, b, filter)).unwrap_or_default())
        }
        Question::Path { a, b } => {
            let (a, b) = (named(source, a)?, named(source, b)?);
            let graph = source.paths(&a, &b, &query::live(filter))?;
            let ends = at(&graph, &a).zip(at(&graph, &b));
            show(&ends.map(|(a, b)| query::path(&graph, a, b, filter)).unwrap_or_default(), args.format)
        }
        Question::About { area } => {
            let area = area_named(&*source.names(area)?, area)?;
            let asked = Filter { about: [area.clone()].into(), ..query::live(filter) };
            show_events(query::about(&*source.graph(&Scope::events([], &asked))?, &area, filter))
        }
        Question::Top => show(&query::top(&*source.graph(&Scope::of(&query::live(filter)))?, filter), args.format),
    })
}

/// Where a node stands; nowhere if the part of a store that was read does not hold it.
fn at(graph: &Graph, id: &NodeId) -> Option<NodeIndex> {
    graph.index.get(id).copied()
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
