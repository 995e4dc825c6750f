//! `summitry review STORE …`: what people decide about the facts of a store.

use super::add::report;
use super::filters::named;
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::graph::{Filter, Node, NodeId, NodeKind};
use summitry::resolve::{ClaimId, Decision};
use summitry::store::{self, Archive, Scope, Source};
use summitry::vocabulary::RelationKind;

/// Decide what is one, what is wrong, what is right
///
/// Decisions are kept beside the data as a log with who and when, are replayed whenever facts are computed, and can be undone.
/// Facts are named as in questions: "petro", an event by the first digits of its id.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// A store that `build -o graph.db` made
    store: PathBuf,
    /// Who decides [default: the user's name]
    #[arg(long, value_name = "NAME", global = true)]
    by: Option<String>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Two entities are one, or several events are
    Merge {
        /// The one that stays
        kept: String,
        /// Those that are the same
        #[arg(required = true)]
        gone: Vec<String>,
    },
    /// What these articles tell is another event, or another entity of the name given by --name
    Split {
        /// An event or entity
        fact: String,
        /// Ids of articles
        #[arg(required = true)]
        articles: Vec<String>,
        /// What the other entity is called
        #[arg(long)]
        name: Option<String>,
    },
    /// An entity is called so
    Rename {
        /// The entity
        entity: String,
        /// Its name
        name: String,
    },
    /// An event is wrong; or with --relation, that SOURCE represents, belongs to or lies in --to TARGET
    Reject {
        /// The event, or the source of the relation
        fact: String,
        /// represents, member_of, part_of, located_in, ally_of
        #[arg(long, requires = "to")]
        relation: Option<RelationKind>,
        /// The target of the relation
        #[arg(long, requires = "relation")]
        to: Option<String>,
    },
    /// An event is right
    Confirm {
        /// The event
        event: String,
    },
    /// An earlier decision does not hold any more
    Undo {
        /// Its number in the log
        number: u64,
    },
    /// The decisions, one JSON object a line
    Log,
    /// Take the decisions of a log that the store does not have yet
    Replay {
        /// A file that `review STORE log` wrote
        log: PathBuf,
    },
}

/// Runs the subcommand.
pub fn run(args: &ReviewArgs) -> anyhow::Result<ExitCode> {
    let decisions = match &args.action {
        Action::Log => {
            let mut out = std::io::stdout().lock();
            for decided in Archive::open_to_read(&args.store)?.decisions()? {
                writeln!(out, "{}", serde_json::to_string(&decided)?)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        Action::Replay { log } => return replay(args, log),
        action => decisions(&Source::open(&args.store)?, action)?,
    };
    let mut archive = Archive::open(&args.store)?;
    let (at, who) = (now(), args.by.clone().unwrap_or_else(user));
    for decision in decisions {
        let (number, changes) = archive.decide(&at, &who, &decision)?;
        eprintln!("decision {number}");
        report(&args.store, &changes);
    }
    Ok(ExitCode::SUCCESS)
}

fn replay(args: &ReviewArgs, log: &std::path::Path) -> anyhow::Result<ExitCode> {
    let mut archive = Archive::open(&args.store)?;
    let known = archive.decisions()?;
    let mut taken = 0;
    for decided in store::read_decisions(log)? {
        let same = |one: &summitry::resolve::Decided| {
            (&one.at, &one.who, &one.decision) == (&decided.at, &decided.who, &decided.decision)
        };
        if !known.iter().any(same) {
            archive.decide(&decided.at, &decided.who, &decided.decision)?;
            taken += 1;
        }
    }
    eprintln!("{}: {} taken", args.store.display(), summitry::count::counted(taken, "decision"));
    Ok(ExitCode::SUCCESS)
}

/// What an action means, its names looked up.
fn decisions(source: &Source, action: &Action) -> anyhow::Result<Vec<Decision>> {
    let decision = match action {
        Action::Merge { kept, gone } => return merges(source, kept, gone),
        Action::Split { fact, articles, name } => split(source, fact, articles, name.as_deref())?,
        Action::Rename { entity, name } => Decision::Rename { entity: named(source, entity)?.0, name: name.clone() },
        Action::Reject { fact, relation: Some(relation), to: Some(to) } => Decision::RejectRelation {
            source: named(source, fact)?.0,
            relation: *relation,
            target: named(source, to)?.0,
        },
        Action::Reject { fact, .. } => Decision::RejectEvent { claims: claims(&event(source, fact)?) },
        Action::Confirm { event: fact } => Decision::ConfirmEvent { claims: claims(&event(source, fact)?) },
        Action::Undo { number } => Decision::Undo { undone: *number },
        Action::Log | Action::Replay { .. } => return Ok(Vec::new()),
    };
    Ok(vec![decision])
}

fn merges(source: &Source, kept: &str, gone: &[String]) -> anyhow::Result<Vec<Decision>> {
    let id = named(source, kept)?;
    let others = gone.iter().map(|name| named(source, name)).collect::<anyhow::Result<Vec<_>>>()?;
    if others.iter().all(|other| is_event(other) == is_event(&id)) {
        if is_event(&id) {
            let mut together = claims(&node(source, &id)?);
            for other in &others {
                together.extend(claims(&node(source, other)?));
            }
            return Ok(vec![Decision::MergeEvents { claims: together }]);
        }
        return Ok(others
            .into_iter()
            .map(|gone| Decision::MergeEntities { kept: id.0.clone(), gone: gone.0 })
            .collect());
    }
    bail!("an event and an entity cannot be one")
}

fn split(source: &Source, fact: &str, articles: &[String], name: Option<&str>) -> anyhow::Result<Decision> {
    let id = named(source, fact)?;
    let articles: BTreeSet<String> = articles.iter().cloned().collect();
    if is_event(&id) {
        let mut leaving = claims(&node(source, &id)?);
        leaving.retain(|claim| articles.contains(&claim.doc));
        if leaving.is_empty() {
            bail!("none of these articles tells of {}; 'summitry explain' lists those that do", id.0);
        }
        return Ok(Decision::SplitEvent { claims: leaving });
    }
    let name = name.context("say with --name what the other one is called")?;
    Ok(Decision::SplitEntity { entity: id.0, articles, name: name.to_owned() })
}

fn is_event(id: &NodeId) -> bool {
    id.0.starts_with("event:")
}

/// The event that is meant.
fn event(source: &Source, name: &str) -> anyhow::Result<Node> {
    let id = named(source, name)?;
    if !is_event(&id) {
        bail!("'{name}' is no event; name one by the first digits of its id, which the answers to questions show");
    }
    node(source, &id)
}

fn node(source: &Source, id: &NodeId) -> anyhow::Result<Node> {
    let graph = source.graph(&Scope::events([id.clone()], &Filter::default()))?;
    let node = graph.index.get(id).and_then(|at| graph.graph.node_weight(*at));
    Ok(node.filter(|node| node.kind == NodeKind::Event).context("the event is not there any more")?.clone())
}

/// The claims behind an event.
fn claims(node: &Node) -> BTreeSet<ClaimId> {
    let joins = node.event.iter().flat_map(|event| &event.joins);
    joins.map(|join| ClaimId { doc: join.doc.clone(), claim: join.claim.clone() }).collect()
}

/// The time of a decision; the only clock in the program.
pub fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).map_or_else(|_| String::new(), |now| now.to_string())
}

/// The name of whoever runs the program.
pub fn user() -> String {
    ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "unknown".into())
}
