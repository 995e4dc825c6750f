//! The whole way through as a library: articles in, a question answered, each answer with its sentence.
//!
//! Run it with `cargo run --example who_meets_whom`, or on articles of your own:
//! `cargo run --example who_meets_whom -- news/*.html`.

use std::error::Error;
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::graph::{Filter, Graph};
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::query;
use summitry::resolve::{EventTypes, resolve};
use summitry::schema::Schema;
use summitry::store;

fn main() -> Result<(), Box<dyn Error>> {
    let mut inputs: Vec<Input> = std::env::args_os().skip(1).map(Input::from).collect();
    if inputs.is_empty() {
        inputs.push(Input::from("data/articles"));
    }

    // What event types there are, and what the world is. Both are embedded in the library; `Schema::with_overlay` and
    // `Kb::with_overlay` lay files of your own over them.
    let schema = Schema::embedded();
    let kb = Kb::embedded();

    // Articles → extractions. The iterator gives batches, worked on by all cores, in the order of the input. What
    // cannot be read comes through as a problem with its file and line, and does not stop the rest.
    let pipeline = Pipeline::new(schema, kb);
    let mut extractions = Vec::new();
    for outcome in pipeline.run(read_inputs(&inputs, &ReadOptions::default())).flatten() {
        match outcome {
            Ok(extraction) => extractions.push(extraction),
            Err(problem) => eprintln!("{problem}"),
        }
    }

    // An extraction quotes its article, so it can be read without it. This is the record that `summitry extract` writes.
    for extraction in &extractions {
        println!("{}: {} entities, {} events", extraction.doc, extraction.entities.len(), extraction.events.len());
    }

    // Extractions → facts: who is who across articles, and which claims are about the same happening. The order of the
    // extractions makes no difference, so they may come from as many processes and machines as you like.
    let types = EventTypes::from_schema(schema.events.iter()).with_areas(schema.areas.iter());
    let (facts, problems) = resolve(extractions, &types);
    problems.iter().for_each(|problem| eprintln!("{problem}"));

    // Facts → graph. `graph.graph` is a petgraph `StableDiGraph`: all of petgraph's algorithms work on it.
    let graph = Graph::from_facts(&facts, &types);
    println!("\n{} nodes, {} edges", graph.graph.node_count(), graph.graph.edge_count());

    // Graph → answers. The rows carry whole quotes; `query::render` makes tables, JSON or CSV of them.
    for tie in query::top(&graph, &Filter { top: Some(5), ..Filter::default() }) {
        println!("\n{} {} {}, in {} articles", tie.source.name, tie.tie, tie.target.name, tie.articles);
        for quote in tie.evidence.iter().take(2) {
            println!("    \"{}\" ({})", quote.quote, quote.doc);
        }
    }

    // A snapshot for later: text, sorted, the same bytes for the same graph. `store::from_ron` reads it back.
    let snapshot = store::to_ron(&graph)?;
    println!("\nas a snapshot: {} kB", snapshot.len() / 1000);
    Ok(())
}
