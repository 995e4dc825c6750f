//! A question to a graph that `summitry build` or `examples/build_graph.rs` wrote, a snapshot or a store.
//!
//! `cargo run --example ask_question -- graph.ron petro`

use std::error::Error;
use std::path::Path;
use summitry::graph::Filter;
use summitry::query;
use summitry::store::{Detail, Scope, Source};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [graph, name] = arguments.as_slice() else {
        return Err("say which graph, and about whom".into());
    };
    print!("{}", run(Path::new(graph), name)?);
    Ok(())
}

/// Whom somebody meets, with the sentences that say so.
pub fn run(graph: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let source = Source::open(graph)?;

    // Names match as people write them; one that fits several nodes, or none, is an error that lists what there is.
    let names = source.names(name)?;
    let who = names.graph[query::node_named(&names, name)?].id.clone();

    // What was called off or denied is no meeting. Of a store, only the events around that node are read.
    let filter = query::live(&Filter::default());
    let scope = Scope { detail: Detail::Events, ..Scope::events([who.clone()], &filter) };
    let graph = source.graph(&scope)?;
    let Some(&node) = graph.index.get(&who) else { return Ok("nothing found\n".to_owned()) };

    let mut lines = String::new();
    for meeting in query::who_meets(&graph, node, &filter) {
        let with: Vec<&str> = meeting.with.iter().map(|other| other.name.as_str()).collect();
        lines += &format!("{} {}: {}\n", meeting.date.as_deref().unwrap_or("undated"), meeting.status, with.join(", "));
        for quote in meeting.evidence.iter().take(1) {
            lines += &format!("    \"{}\" ({})\n", quote.quote, quote.doc);
        }
    }
    Ok(lines)
}
