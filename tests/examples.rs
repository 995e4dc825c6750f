//! The schemas' own examples. They are the contract of the *frames*: alone, these find every sentence that must fire, with its
//! parties and status, and none that must stay silent. All failures are reported at once. The event model, which has the last word
//! on the types it knows, is held to a share of them; that it stays silent is tested in `silence.rs`.

use std::collections::BTreeSet;
use summitry::article::{Article, Block, BlockKind};
use summitry::extract::{Event, Extraction, Extractor};
use summitry::kb::Kb;
use summitry::schema::{EventType, Firing, Schema};
use summitry::text::Analyzer;
use summitry::vocabulary::{Span, Status};

/// Share of the examples that must fire which the whole extractor finds, whatever the weights of the day.
const LEAST_SHARE: f64 = 0.80;

fn article(text: &str) -> Article {
    Article {
        doc: "example".to_owned(),
        title: None,
        date: None,
        source: None,
        url: None,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
    }
}

fn extract(extractor: &Extractor<'_>, text: &str) -> Extraction {
    extractor.extract(&Analyzer::embedded().analyze(article(text)))
}

fn names(extraction: &Extraction, ids: &[String]) -> BTreeSet<String> {
    extraction.entities.iter().filter(|entity| ids.contains(&entity.id)).map(|entity| entity.name.clone()).collect()
}

/// Whether the event says what the example wants: the parties as one set where they play the same part.
fn fits(event: &Event, extraction: &Extraction, kind: &EventType, wanted: &Firing) -> bool {
    let (actors, recipients) = (names(extraction, &event.actors), names(extraction, &event.recipients));
    let wanted_actors: BTreeSet<String> = wanted.actors.iter().cloned().collect();
    let wanted_recipients: BTreeSet<String> = wanted.recipients.iter().cloned().collect();
    let parties = if kind.symmetric {
        &actors | &recipients == &wanted_actors | &wanted_recipients
    } else {
        actors == wanted_actors && recipients == wanted_recipients
    };
    event.kind == kind.id && parties && event.status == wanted.status.unwrap_or(Status::Happened)
}

fn told(extraction: &Extraction) -> String {
    let tell = |event: &Event| {
        let (a, r) = (names(extraction, &event.actors), names(extraction, &event.recipients));
        format!("{} {} {a:?} {r:?} ({})", event.kind, event.status, event.pattern.as_deref().unwrap_or(""))
    };
    extraction.events.iter().map(tell).collect::<Vec<_>>().join("; ")
}

#[test]
fn by_the_frames_sentences_that_must_fire_do_and_the_others_stay_silent() {
    let schema = Schema::embedded();
    let extractor = Extractor::new(schema, Kb::embedded()).with_frames_only();
    let (mut failures, mut total) = (Vec::new(), 0);
    for kind in &schema.events {
        for example in &kind.examples.fires {
            total += 1;
            let extraction = extract(&extractor, &example.text);
            if !extraction.events.iter().any(|event| fits(event, &extraction, kind, example)) {
                failures.push(missed(kind, example, &extraction));
            }
        }
        for text in &kind.examples.silent {
            total += 1;
            let extraction = extract(&extractor, text);
            if extraction.events.iter().any(|event| event.kind == kind.id) {
                let got = told(&extraction);
                failures.push(format!("{}: {} must stay silent: {text}\n      got {got}", kind.file, kind.id));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {total} examples fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn with_the_model_most_sentences_that_must_fire_do() {
    let schema = Schema::embedded();
    let extractor = Extractor::new(schema, Kb::embedded());
    let (mut failures, mut total) = (Vec::new(), 0);
    for kind in &schema.events {
        for example in &kind.examples.fires {
            total += 1;
            let extraction = extract(&extractor, &example.text);
            if !extraction.events.iter().any(|event| fits(event, &extraction, kind, example)) {
                failures.push(missed(kind, example, &extraction));
            }
        }
    }
    let share = 1.0 - failures.len() as f64 / f64::from(total);
    println!("{share:.3} of {total} found; missed:\n{}", failures.join("\n"));
    assert!(share >= LEAST_SHARE, "{} of {total} are missed:\n{}", failures.len(), failures.join("\n"));
}

fn missed(kind: &EventType, example: &Firing, extraction: &Extraction) -> String {
    let (file, line, id, text) = (&kind.file, example.line, &kind.id, &example.text);
    format!("{file}:{line}: {id} must fire: {text}\n      got {}", told(extraction))
}
