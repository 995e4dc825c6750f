//! `summitry query GRAPH QUESTION`: answers about a graph.

use super::filters::{FilterArgs, named};
use anyhow::Context;
use petgraph::stable_graph::NodeIndex;
use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::export::{self, ExportOptions, export};
use summitry::graph::{Filter, Graph, NodeId};
use summitry::query::{self, Asked, Format, Row, Standing, area_named, render, render_answer};
use summitry::store::{Detail, Scope, Sentences, Source};

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
    pub format: AnswerFormat,
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
    /// The strongest ties, or who is most connected
    Top {
        /// By what: the strength of single ties, the number of others tied with, or lying between others
        #[arg(long, value_enum, default_value_t)]
        by: TopBy,
    },
    /// What became of what was planned
    Changes {
        /// Only plans of this person, country or organization
        name: Option<String>,
    },
    /// Sentences that hold all these words; a word may end in *
    Search {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// A SELECT over the tables of a store (README.md lists them)
    Sql {
        /// One statement that only reads
        statement: String,
    },
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum AnswerFormat {
    /// Aligned columns of plain text, quotes cut to the width of the terminal
    #[default]
    Table,
    /// A list of objects with all fields, quotes whole
    Json,
    /// Comma-separated values with a header, quotes whole
    Csv,
    /// A diagram of the answer's events for Graphviz
    Dot,
}

impl AnswerFormat {
    /// The format of rows; none where the answer is drawn.
    const fn of_rows(self) -> Option<Format> {
        match self {
            Self::Table => Some(Format::Table),
            Self::Json => Some(Format::Json),
            Self::Csv => Some(Format::Csv),
            Self::Dot => None,
        }
    }
}

/// What `top` goes by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum TopBy {
    /// The strongest ties between two
    #[default]
    Ties,
    /// With how many others somebody is tied
    Connected,
    /// On how many shortest paths between others somebody lies
    Brokers,
}

/// Reads what the question needs of the graph and prints the answer; nothing found is an answer too.
pub fn run(args: &QueryArgs) -> anyhow::Result<ExitCode> {
    let mut source = Source::open(&args.graph)?;
    let answer = match &args.question {
        Question::Sql { statement } => sql(&mut source, statement, args)?,
        _ => answer(&source, args, &args.filters.filter(&source)?)?,
    };
    let mut out = std::io::stdout().lock();
    // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
    match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn answer(source: &Source, args: &QueryArgs, filter: &Filter) -> anyhow::Result<String> {
    let format = args.format;
    let live = query::live(filter);
    // A diagram shows what stands around the events, too.
    let detail = if format == AnswerFormat::Dot { Detail::Full } else { Detail::Events };
    let scope = |scope: Scope| source.events(&Scope { detail, ..scope });
    let events = |around: &[&NodeId]| scope(Scope::events(around.iter().copied().cloned(), &live));
    // Rows come from a store's tables at once, without a graph, where none is drawn.
    let stored = |asked: Asked<'_>| match (source, format.of_rows()) {
        (Source::Archive(archive), Some(format)) => {
            Ok(query::stored(archive, asked, filter)?.map(|rows| written(&rows, format)))
        }
        _ => anyhow::Ok(None),
    };
    match &args.question {
        Question::WhoMeets { name } => {
            let id = named(source, name)?;
            if let Some(answer) = stored(Asked::WhoMeets(&id))? {
                return Ok(answer);
            }
            let consultations = Some("CONSULT".to_owned());
            let graph = scope(Scope { of_type: consultations, ..Scope::events([id.clone()], &live) })?;
            show(&graph, &at(&graph, &id).map(|at| query::who_meets(&graph, at, filter)).unwrap_or_default(), format)
        }
        Question::Timeline { name } => {
            let id = named(source, name)?;
            if let Some(answer) = stored(Asked::Timeline(&id))? {
                return Ok(answer);
            }
            let graph = events(&[&id])?;
            show(&graph, &at(&graph, &id).map(|at| query::timeline(&graph, at, filter)).unwrap_or_default(), format)
        }
        Question::Between { a, b } => {
            let (a, b) = (named(source, a)?, named(source, b)?);
            if let Some(answer) = stored(Asked::Between(&a, &b))? {
                return Ok(answer);
            }
            let graph = events(&[&a, &b])?;
            let ends = at(&graph, &a).zip(at(&graph, &b));
            show(&graph, &ends.map(|(a, b)| query::between(&graph, a, b, filter)).unwrap_or_default(), format)
        }
        Question::Path { a, b } => {
            let (a, b) = (named(source, a)?, named(source, b)?);
            let graph = source.paths(&a, &b, &live)?;
            let ends = at(&graph, &a).zip(at(&graph, &b));
            show(&graph, &ends.map(|(a, b)| query::path(&graph, a, b, filter)).unwrap_or_default(), format)
        }
        Question::About { area } => {
            let area = area_named(&*source.names(area)?, area)?;
            let graph = scope(Scope::events([], &Filter { about: [area.clone()].into(), ..live.clone() }))?;
            show(&graph, &query::about(&graph, &area, filter), format)
        }
        Question::Top { by } => {
            // A store has the strongest ties without the others, which a diagram would show beside them.
            let strongest = match source {
                Source::Archive(archive) if *by == TopBy::Ties && format.of_rows().is_some() => {
                    archive.top_ties(&live, filter.top.unwrap_or(query::TOP))?
                }
                _ => None,
            };
            let graph = match strongest {
                Some(graph) => Cow::Owned(graph),
                None => source.graph(&Scope::of(&live))?,
            };
            match by {
                TopBy::Ties => show(&graph, &query::top(&graph, filter), format),
                TopBy::Connected => show(&graph, &query::standing(&graph, Standing::Connected, filter), format),
                TopBy::Brokers => show(&graph, &query::standing(&graph, Standing::Broker, filter), format),
            }
        }
        Question::Changes { name } => {
            let around = name.as_deref().map(|name| named(source, name)).transpose()?.or(filter.around.clone());
            let filter = Filter { around, ..filter.clone() };
            let graph = scope(Scope::events([], &filter))?;
            show(&graph, &query::changes(&graph, &filter, source.latest_report()?), format)
        }
        Question::Search { words } => match source {
            Source::Snapshot(graph) => show(graph, &query::search(graph, &words.join(" "), filter), format),
            Source::Archive(archive) => {
                let count = filter.top.unwrap_or(query::SENTENCES);
                let rows = |graph: &Graph, found: &Sentences| query::sentences(graph, found, filter);
                let (graph, rows) = archive.search(&words.join(" "), &live, count, rows)?;
                show(&graph, &rows, format)
            }
        },
        // Answered before; it asks tables and no graph.
        Question::Sql { .. } => Ok(String::new()),
    }
}

fn sql(source: &mut Source, statement: &str, args: &QueryArgs) -> anyhow::Result<String> {
    let format =
        args.format.of_rows().context("an answer to SQL is a table and cannot be drawn; take -f table, json or csv")?;
    match source {
        Source::Archive(archive) => Ok(render_answer(&archive.sql(statement)?, format, width())),
        Source::Snapshot(_) => anyhow::bail!(
            "{} is a snapshot, and only a store has tables; make one with 'summitry merge EXTRACTIONS -o graph.db'",
            args.graph.display()
        ),
    }
}

/// Where a node stands; nowhere if the part of a store that was read does not hold it.
fn at(graph: &Graph, id: &NodeId) -> Option<NodeIndex> {
    graph.index.get(id).copied()
}

/// Rows as a table, JSON or CSV.
fn written<R: Row>(rows: &[R], format: Format) -> String {
    if rows.is_empty() && format != Format::Json {
        eprintln!("nothing found");
    }
    render(rows, format, width())
}

fn show<R: Row>(graph: &Graph, rows: &[R], format: AnswerFormat) -> anyhow::Result<String> {
    match format.of_rows() {
        Some(format) => Ok(written(rows, format)),
        None => {
            if rows.is_empty() {
                eprintln!("nothing found");
            }
            let only = rows.iter().flat_map(Row::events).map(|id| NodeId(id.to_owned())).collect();
            let view = Filter { only: Some(only), ..Filter::default() }.apply(graph);
            let drawn = export(&view, export::Format::Dot, &ExportOptions::default())?;
            Ok(String::from_utf8(drawn.bytes)?)
        }
    }
}

fn width() -> usize {
    let terminal = std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(PIPED_WIDTH, |(width, _)| usize::from(width.0))
}
