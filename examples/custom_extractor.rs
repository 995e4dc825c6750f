//! An extractor of your own, in Rust: a source of claims beside the frames and the event model.
//!
//! This one finds toasts: "Macron toasted Merz". `cargo run --example custom_extractor`

use std::error::Error;
use summitry::article::{ReadOptions, read_bytes};
use summitry::extract::{Claim, ClaimSource, Extraction, NamedEntity, Proposal, Reading};
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::Schema;
use summitry::text::TokenId;

const TEXT: &str = "Emmanuel Macron toasted Friedrich Merz at a dinner in Berlin on Monday. Nobody toasted Poland.";

/// Reads "A toasted B" as support of A for B.
#[derive(Debug)]
struct Toasts;

impl ClaimSource for Toasts {
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        let (doc, entities) = (reading.doc(), reading.entities());
        let mut claims = Vec::new();
        for (at, token) in doc.tokens.iter().enumerate() {
            if token.span.of(&doc.article.text) != "toasted" {
                continue;
            }
            // Who toasts whom stands in the parse.
            let of = |relation: &str| argument(reading, &entities, TokenId(at as u32), relation);
            let (Some(host), Some(guest)) = (of("nsubj"), of("obj")) else { continue };

            // What a proposal leaves open (status, date, place, …) is read off the sentence, as for claims of the frames.
            let proposal = Proposal {
                recipients: Some(vec![guest]),
                confidence: Some(0.8),
                ..Proposal::new("SUPPORT", vec![host], token.span)
            };
            // A type or entity that there is not is refused with a remedy. Ours come from the reading, so none should be.
            match reading.claim("toasts", proposal) {
                Ok(claim) => claims.push(claim),
                Err(objection) => eprintln!("{objection}"),
            }
        }
        claims
    }
}

/// The entity whose name stands where the word has its subject or object.
fn argument(reading: &Reading<'_>, entities: &[NamedEntity<'_>], word: TokenId, relation: &str) -> Option<String> {
    let doc = reading.doc();
    let is_argument = |token: &TokenId| doc.token(*token).head == Some(word) && doc.relation(*token) == relation;
    let argument = doc.token_ids(doc.sentence_of(word)).find(is_argument)?;
    let span = doc.token(argument).span;
    let named = entities.iter().find(|entity| entity.mentions.iter().any(|mention| mention.span.contains(span)))?;
    Some(named.id.clone())
}

fn main() -> Result<(), Box<dyn Error>> {
    let record = run()?;
    for event in &record.events {
        let pattern = event.pattern.as_deref().unwrap_or_default();
        println!("{} {} on {:?}, found by {pattern}: {}", event.kind, event.status, event.date, event.evidence);
    }
    Ok(())
}

/// The record of the text, with what our source found.
pub fn run() -> Result<Extraction, Box<dyn Error>> {
    let options = ReadOptions { date: Some("2026-05-06".parse()?), ..ReadOptions::default() };
    let article = read_bytes("dinner.txt", TEXT.as_bytes().to_vec(), &options).next().ok_or("no article")??;
    let pipeline = Pipeline::new(Schema::embedded(), Kb::embedded()).with_source(Toasts);
    Ok(pipeline.extract(article))
}
