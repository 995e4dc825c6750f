//! Prints what the event model learns from: for every article, the features of its words and of the members as parties; or,
//! given a list of events, the features of their circumstances.
//!
//! `trainer/events.py` reads it: `cargo run --release --example event_features -- texts.jsonl > features.jsonl`, and
//! `… -- texts.jsonl events.jsonl > circumstances.jsonl`, where `events.jsonl` has a line for each article, `[[byte offset, type], …]`.

use std::error::Error;
use std::io::{BufRead, Write};
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::extract::Extractor;
use summitry::kb::Kb;
use summitry::schema::Schema;
use summitry::text::Analyzer;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = std::env::args_os().skip(1);
    let inputs: Vec<Input> = files.next().into_iter().map(Input::from).collect();
    let mut events = match files.next() {
        Some(path) => Some(std::io::BufReader::new(std::fs::File::open(path)?).lines()),
        None => None,
    };
    let extractor = Extractor::new(Schema::embedded(), Kb::embedded());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for article in read_inputs(&inputs, &ReadOptions::default()) {
        let article = article.map_err(|problem| problem.to_string())?;
        let doc = Analyzer::embedded().analyze(article);
        match &mut events {
            None => serde_json::to_writer(&mut out, &extractor.features(&doc))?,
            Some(lines) => {
                let line = lines.next().ok_or("fewer lines of events than articles")??;
                let asked: Vec<(usize, String)> = serde_json::from_str(&line)?;
                serde_json::to_writer(&mut out, &extractor.circumstances(&doc, &asked))?;
            }
        }
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}
