//! Two short articles of our own, one snapshot a stage: first who is in them, then what happens, so that a diff shows
//! which stage moved.

use std::fmt::Write;
use summitry::article::{Article, Block, BlockKind};
use summitry::extract::Extraction;
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::Schema;
use summitry::vocabulary::Span;

/// The record of a story published on 6 May 2026: its first line is the title, every other line a paragraph.
fn story(text: &str) -> Extraction {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let kind = if start == 0 { BlockKind::Title } else { BlockKind::Paragraph };
        if !line.trim().is_empty() {
            blocks.push(Block { kind, span: Span::new(start, start + line.trim_end().len()) });
        }
        start += line.len();
    }
    let article = Article {
        doc: "story".to_owned(),
        title: text.lines().next().map(str::to_owned),
        date: Some(jiff::civil::date(2026, 5, 6)),
        source: None,
        url: None,
        text: text.to_owned(),
        blocks,
    };
    Pipeline::new(Schema::embedded(), Kb::embedded()).extract(article)
}

fn name<'a>(record: &'a Extraction, id: &str) -> &'a str {
    record.entities.iter().find(|entity| entity.id == id).map_or("?", |entity| &entity.name)
}

fn names(record: &Extraction, ids: &[String]) -> String {
    ids.iter().map(|id| name(record, id)).collect::<Vec<_>>().join(" + ")
}

/// One line an entity, then one a relation.
fn cast(record: &Extraction) -> String {
    let mut out = String::new();
    for entity in &record.entities {
        let _ = writeln!(out, "{} {}: {}", entity.kind, entity.name, entity.mentions.join(" | "));
    }
    for relation in &record.relations {
        let (source, target) = (name(record, &relation.source), name(record, &relation.target));
        let _ = writeln!(out, "{source} {} {target} ({})", relation.kind, relation.role.as_deref().unwrap_or("-"));
    }
    out
}

/// One line an event.
fn events(record: &Extraction) -> String {
    let mut out = String::new();
    for event in &record.events {
        let id = |id: &Option<String>| id.as_deref().map_or("-", |id| name(record, id)).to_owned();
        let (actors, recipients) = (names(record, &event.actors), names(record, &event.recipients));
        let _ = writeln!(
            out,
            "{} {} [{}] {actors} -> {recipients}; host {}; place {}; date {}; topics {}; by {}",
            event.kind,
            event.status,
            event.trigger,
            id(&event.host),
            id(&event.place),
            event.date.as_deref().unwrap_or("-"),
            event.topics.join(" "),
            id(&event.claimed_by),
        );
    }
    out
}

#[test]
fn a_visit_is_announced() {
    let record = story(include_str!("fixtures/story/visit.txt"));
    insta::assert_snapshot!("visit_cast", cast(&record));
    insta::assert_snapshot!("visit_events", events(&record));
}

#[test]
fn a_dispute_goes_on() {
    let record = story(include_str!("fixtures/story/dispute.txt"));
    insta::assert_snapshot!("dispute_cast", cast(&record));
    insta::assert_snapshot!("dispute_events", events(&record));
}
