//! The whole schema → what is wrong with it: duplicates, dangling names, frames that can never fire, missing examples.
//!
//! What a single file says wrongly in itself (an unknown field, bad RON) is found earlier, while reading.

use super::areas::PolicyArea;
use super::event::EventType;
use super::kinds::{EdgeGroup, EdgeType};
use super::load::Schema;
use super::{check_frame, status::StatusCues};
use crate::error::Problem;
use crate::vocabulary::Status;
use std::collections::BTreeMap;

/// Entries of one layer that have the same id. Across layers the later one replaces the earlier, which is no mistake.
pub(super) fn duplicates(layer: &Schema) -> Vec<Problem> {
    let mut problems = Vec::new();
    twice("event type", layer.events.iter().map(|e| (e.id.clone(), &*e.file, e.line)), &mut problems);
    twice("policy area", layer.areas.iter().map(|a| (a.id.clone(), &*a.file, a.line)), &mut problems);
    twice("edge kind", layer.edges.iter().map(|e| (e.name.clone(), &*e.file, e.line)), &mut problems);
    twice("node kind", layer.nodes.iter().map(|n| (n.name.clone(), &*n.file, n.line)), &mut problems);
    twice("status", layer.statuses.iter().map(|s| (s.status.to_string(), &*s.file, s.line)), &mut problems);
    problems
}

fn twice<'a>(what: &str, entries: impl Iterator<Item = (String, &'a str, usize)>, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for (id, file, line) in entries {
        if let Some((first_file, first_line)) = seen.get(&id) {
            let message = format!("the {what} `{id}` is already defined at {first_file}:{first_line}");
            problems.push(Problem::new(file, message).at_line(line).remedy("rename or remove one of the two"));
        } else {
            seen.insert(id, (file, line));
        }
    }
}

/// Everything that can only be seen when all files are read.
pub(super) fn whole(schema: &Schema) -> Vec<Problem> {
    let mut problems = Vec::new();
    for edge in &schema.edges {
        check_edge(schema, edge, &mut problems);
    }
    for area in &schema.areas {
        check_area(area, &mut problems);
    }
    check_statuses(&schema.statuses, &mut problems);
    for event in &schema.events {
        check_event(schema, event, &mut problems);
        check_examples(schema, event, &mut problems);
        for frame in &event.frames {
            check_frame::check(schema, event, frame, &mut problems);
        }
    }
    problems
}

fn check_edge(schema: &Schema, edge: &EdgeType, problems: &mut Vec<Problem>) {
    for kind in edge.from.iter().chain(&edge.to) {
        if schema.node(kind).is_none() {
            let known: Vec<_> = schema.nodes.iter().map(|node| &*node.name).collect();
            problems.push(
                Problem::new(&edge.file, format!("the edge kind `{}` names an unknown node kind `{kind}`", edge.name))
                    .at_line(edge.line)
                    .remedy(format!("write one of: {}", known.join(", "))),
            );
        }
    }
    if edge.from.is_empty() || edge.to.is_empty() {
        problems.push(
            Problem::new(&edge.file, format!("the edge kind `{}` joins nothing", edge.name))
                .at_line(edge.line)
                .remedy("name at least one node kind in `from` and in `to`"),
        );
    }
}

fn check_area(area: &PolicyArea, problems: &mut Vec<Problem>) {
    if area.strong.is_empty() {
        problems.push(
            Problem::new(&area.file, format!("the policy area `{}` has no strong word", area.id))
                .at_line(area.line)
                .remedy("give at least one word that alone speaks for the area"),
        );
    }
    let mut known: BTreeMap<&str, ()> = BTreeMap::new();
    for word in area.strong.iter().chain(&area.weak) {
        if known.insert(word, ()).is_some() {
            problems.push(
                Problem::new(&area.file, format!("the policy area `{}` lists \"{word}\" twice", area.id))
                    .at_line(area.line)
                    .remedy("keep one of the two"),
            );
        }
    }
    let words = area.strong.iter().chain(&area.weak);
    check_words(words, &area.file, area.line, problems);
}

fn check_statuses(statuses: &[StatusCues], problems: &mut Vec<Problem>) {
    for status in Status::ALL {
        if !statuses.iter().any(|cues| cues.status == *status) {
            let message = format!("the status `{status}` has no entry");
            problems.push(Problem::new("schemas/statuses.ron", message).remedy(format!("add one for {status}")));
        }
    }
    for cues in statuses {
        let words = cues.governors.iter().chain(&cues.modals).chain(&cues.modifiers);
        check_words(words, &cues.file, cues.line, problems);
    }
}

fn check_event(schema: &Schema, event: &EventType, problems: &mut Vec<Problem>) {
    let mut report = |message: String, remedy: String| {
        problems.push(Problem::new(&event.file, message).at_line(event.line).remedy(remedy));
    };
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if event.id.is_empty() || !event.id.chars().all(capital) {
        report(format!("the id `{}` is not in capitals", event.id), "write it like CONSULT or TRADE_DEAL".into());
    }
    if event.meaning.trim().is_empty() {
        report(format!("{} has no meaning", event.id), "say in one sentence what it means".into());
    }
    match schema.edge(&event.tie) {
        Some(edge) if edge.group == EdgeGroup::Tie => {}
        Some(_) => report(
            format!("the tie `{}` of {} is an edge kind, but not of the group tie", event.tie, event.id),
            format!("use one of: {}", ties(schema)),
        ),
        None => report(
            format!("the tie `{}` of {} is not defined", event.tie, event.id),
            format!("use one of: {}; or define it in kinds.ron", ties(schema)),
        ),
    }
    if let Some(topic) = event.default_topic.as_deref().filter(|topic| schema.area(topic).is_none()) {
        report(format!("the default topic `{topic}` of {} is no policy area", event.id), areas(schema));
    }
    if event.frames.is_empty() {
        report(format!("{} has no frame", event.id), "give at least one way to say it".into());
    }
}

fn check_examples(schema: &Schema, event: &EventType, problems: &mut Vec<Problem>) {
    let examples = &event.examples;
    for (missing, which, how) in [
        (examples.fires.is_empty(), "fires", "a sentence that must give the event, with its actors"),
        (examples.silent.is_empty(), "silent", "a sentence that looks like the event and is none"),
    ] {
        if missing {
            problems.push(
                Problem::new(&event.file, format!("{} has no example under `{which}`", event.id))
                    .at_line(event.line)
                    .remedy(format!("add {how}")),
            );
        }
    }
    for firing in &examples.fires {
        let mut report = |message: String, remedy: String| {
            problems.push(Problem::new(&event.file, message).at_line(firing.line).remedy(remedy));
        };
        if firing.text.trim().is_empty() {
            report("an example without a sentence".into(), "write the sentence".into());
        }
        if firing.actors.is_empty() && firing.recipients.is_empty() {
            report("an example without any party".into(), "name its actors or recipients".into());
        }
        for topic in firing.topics.iter().filter(|topic| schema.area(topic).is_none()) {
            report(format!("the topic `{topic}` is no policy area"), areas(schema));
        }
    }
}

/// Words that could never match: capitals, stray or double white space, nothing at all.
pub(super) fn check_words<'a>(
    words: impl Iterator<Item = &'a String>,
    file: &str,
    line: usize,
    problems: &mut Vec<Problem>,
) {
    for word in words {
        let clean =
            !word.is_empty() && word.split(' ').all(|part| !part.is_empty() && !part.contains(char::is_whitespace));
        if !clean || word.chars().any(char::is_uppercase) {
            problems.push(
                Problem::new(file, format!("\"{word}\" can never match"))
                    .at_line(line)
                    .remedy("write lemmas in lower case, with single spaces between them"),
            );
        }
    }
}

fn ties(schema: &Schema) -> String {
    let ties: Vec<_> = schema.edges.iter().filter(|edge| edge.is_derived()).map(|edge| &*edge.name).collect();
    ties.join(", ")
}

/// The remedy for an unknown policy area.
pub(super) fn areas(schema: &Schema) -> String {
    let ids: Vec<_> = schema.areas.iter().map(|area| &*area.id).collect();
    format!("use one of: {}; or define it in policy-areas.ron", ids.join(", "))
}
