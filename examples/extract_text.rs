//! One text in, its record out: who is in it, what happened, and the sentence that says so.
//!
//! `cargo run --example extract_text`

use std::error::Error;
use summitry::article::{ReadOptions, read_bytes};
use summitry::extract::Extraction;
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::Schema;

const TEXT: &str = "President Emmanuel Macron met Chancellor Friedrich Merz in Berlin on Tuesday. \
    They agreed to build a railway. Poland will host the next meeting in June.";

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

/// What the text says, line by line.
pub fn run() -> Result<String, Box<dyn Error>> {
    // The name's ending tells the format. "On Tuesday" is read against the day of publication.
    let options = ReadOptions { date: Some("2026-05-07".parse()?), ..ReadOptions::default() };
    let article = read_bytes("railway.txt", TEXT.as_bytes().to_vec(), &options).next().ok_or("no article")??;

    // The schema says what event types there are, the knowledge base what names mean. Both are part of the library.
    let pipeline = Pipeline::new(Schema::embedded(), Kb::embedded());
    let record = pipeline.extract(article);

    let mut lines = String::new();
    for event in &record.events {
        let (actors, recipients) = (names(&record, &event.actors), names(&record, &event.recipients));
        let date = event.date.as_deref().unwrap_or("no date");
        lines += &format!("{} ({}, {date}): {actors} → {recipients}\n", event.kind, event.status);
        // Evidence is verbatim: the same bytes stand in the text.
        lines += &format!("    \"{}\"\n", event.evidence);
    }
    Ok(lines)
}

/// Entities have ids of their own in each record.
fn names(record: &Extraction, ids: &[String]) -> String {
    let named = record.entities.iter().filter(|entity| ids.contains(&entity.id));
    named.map(|entity| entity.name.as_str()).collect::<Vec<_>>().join(", ")
}
