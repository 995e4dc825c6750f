//! Prints what the event model learns from: for every article, the features of its words and of the members as parties.
//!
//! `trainer/events.py` reads it: `cargo run --release --example event_features -- texts.jsonl > features.jsonl`.

use std::error::Error;
use std::io::Write;
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::extract::Extractor;
use summitry::kb::Kb;
use summitry::schema::Schema;
use summitry::text::Analyzer;

fn main() -> Result<(), Box<dyn Error>> {
    let inputs: Vec<Input> = std::env::args_os().skip(1).map(Input::from).collect();
    let extractor = Extractor::new(Schema::embedded(), Kb::embedded());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for article in read_inputs(&inputs, &ReadOptions::default()) {
        let article = article.map_err(|problem| problem.to_string())?;
        let doc = Analyzer::embedded().analyze(article);
        serde_json::to_writer(&mut out, &extractor.features(&doc))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}
