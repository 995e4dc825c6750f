//! [`Scores`] → a table for people, or JSON for programs.

use super::tally::{Scores, Tally};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The table: a line a measure, then the attributes and the share of verbatim quotes; with `per_type` a line an event type;
/// then at most `misses` missed events. Every line ends with a newline.
pub fn table(scores: &Scores, per_type: bool, misses: usize) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_table(&mut out, scores, per_type, misses);
    out
}

fn write_table(out: &mut String, scores: &Scores, per_type: bool, misses: usize) -> std::fmt::Result {
    writeln!(out, "{:24}{:>7}{:>7}{:>7}{:>7}{:>8}{:>7}", "", "P", "R", "F1", "found", "system", "gold")?;
    for (name, tally) in &scores.measures {
        write!(out, "{name:24}")?;
        write_tally(out, *tally)?;
    }
    for (name, accuracy) in &scores.attributes {
        writeln!(out, "accuracy {name:22}{:7.3}   n={}", accuracy.share(), accuracy.all)?;
    }
    if let Some(evidence) = scores.evidence {
        writeln!(out, "evidence verbatim {:.4}", evidence.share())?;
    }
    if per_type {
        for (kind, tally) in &scores.per_type {
            write!(out, "  {kind:22}")?;
            write_tally(out, *tally)?;
        }
    }
    for missed in scores.missed.iter().take(misses) {
        writeln!(out, "missed {} {} {}: {}", missed.doc, missed.kind, missed.status, missed.evidence)?;
    }
    Ok(())
}

fn write_tally(out: &mut String, tally: Tally) -> std::fmt::Result {
    let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
    writeln!(out, "{p:7.3}{r:7.3}{f1:7.3}{:7}{:8}{:7}", tally.found, tally.system, tally.gold)
}

/// One object: each measure with `p`, `r`, `f1`, `tp`, `sys`, `gold`; `attributes` with `accuracy` and `n`; `per_type`; and
/// `evidence_verbatim` where there was a text. Keys are sorted.
pub fn json(scores: &Scores) -> Value {
    let tallies = |all: &std::collections::BTreeMap<String, Tally>| {
        all.iter().map(|(name, tally)| (name.clone(), tally_json(*tally))).collect::<Map<_, _>>()
    };
    let mut object = tallies(&scores.measures);
    let attributes = scores.attributes.iter();
    let attributes = attributes.map(|(name, a)| (name.clone(), json!({ "accuracy": a.share(), "n": a.all })));
    object.insert("attributes".into(), Value::Object(attributes.collect()));
    object.insert("per_type".into(), Value::Object(tallies(&scores.per_type)));
    if let Some(evidence) = scores.evidence {
        object.insert("evidence_verbatim".into(), evidence.share().into());
    }
    Value::Object(object)
}

fn tally_json(tally: Tally) -> Value {
    json!({
        "p": tally.precision(), "r": tally.recall(), "f1": tally.f1(),
        "tp": tally.found, "sys": tally.system, "gold": tally.gold,
    })
}
