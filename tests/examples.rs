//! The schemas' own examples: every sentence that must fire does, with its parties and status, and none that must stay silent
//! speaks. All failures are reported at once.

use std::collections::BTreeSet;
use summitry::article::{Article, Block, BlockKind};
use summitry::extract::{Event, Extraction};
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::{EventType, Firing, Schema};
use summitry::vocabulary::{Span, Status};

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
fn sentences_that_must_fire_do_and_the_others_stay_silent() {
    let schema = Schema::embedded();
    let pipeline = Pipeline::new(schema, Kb::embedded());
    let (mut failures, mut total) = (Vec::new(), 0);
    for kind in &schema.events {
        for example in &kind.examples.fires {
            total += 1;
            let extraction = pipeline.extract(article(&example.text));
            if !extraction.events.iter().any(|event| fits(event, &extraction, kind, example)) {
                failures.push(format!(
                    "{}:{}: {} must fire: {}\n      got {}",
                    kind.file,
                    example.line,
                    kind.id,
                    example.text,
                    told(&extraction)
                ));
            }
        }
        for text in &kind.examples.silent {
            total += 1;
            let extraction = pipeline.extract(article(text));
            if extraction.events.iter().any(|event| event.kind == kind.id) {
                failures.push(format!(
                    "{}: {} must stay silent: {text}\n      got {}",
                    kind.file,
                    kind.id,
                    told(&extraction)
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {total} examples fail:\n{}", failures.len(), failures.join("\n"));
}
