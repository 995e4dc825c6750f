//! Which claims of different articles are about one event: a hand-made set of pairs, resolved together as one archive.

use serde::Deserialize;
use std::collections::BTreeMap;
use summitry::extract::Extraction;
use summitry::resolve::{EventTypes, resolve};

const PAIRS: &str = include_str!("fixtures/identity/pairs.jsonl");

/// Two records of one event each, and whether a person holds the events to be one.
#[derive(Deserialize)]
struct Pair {
    pair: String,
    case: String,
    same: bool,
    why: String,
    a: Extraction,
    b: Extraction,
}

fn pairs() -> Vec<Pair> {
    PAIRS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The id of the event that each article's only claim was counted to.
fn events(records: Vec<Extraction>) -> BTreeMap<String, String> {
    let (facts, problems) = resolve(records, &EventTypes::default());
    assert!(problems.is_empty(), "{problems:?}");
    let joined = facts.events.iter().flat_map(|e| e.claims.iter().map(|j| (j.claim.article.doc.clone(), e.id.clone())));
    joined.collect()
}

#[test]
fn pairs_are_told_apart_as_a_person_does() {
    let pairs = pairs();
    let events = events(pairs.iter().flat_map(|p| [p.a.clone(), p.b.clone()]).collect());
    let (mut right, mut missed, mut wrong) = (0, 0, 0);
    for Pair { pair, case, same, why, a, b } in &pairs {
        let merged = events[&a.doc] == events[&b.doc];
        match (same, merged) {
            (true, true) => right += 1,
            (true, false) => missed += 1,
            (false, true) => wrong += 1,
            (false, false) => {}
        }
        if *same != merged {
            let verdict = if merged { "merged" } else { "apart" };
            println!("{pair} {verdict}, {case}: {why}");
            for record in [a, b] {
                println!("    {} {}", record.article.date.unwrap(), record.events[0].evidence);
            }
        }
    }
    let ratio = |n: i32, of: i32| f64::from(n) / f64::from(of.max(1));
    let (precision, recall) = (ratio(right, right + wrong), ratio(right, right + missed));
    let f1 = ratio(2 * right, 2 * right + wrong + missed);
    println!("{} pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}", pairs.len());
    assert!(precision >= 0.95 && f1 >= 0.85, "precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
}

#[test]
fn the_set_is_balanced_and_well_formed() {
    let pairs = pairs();
    let same = pairs.iter().filter(|p| p.same).count();
    assert!(pairs.len() >= 90 && same * 10 >= pairs.len() * 4 && same * 10 <= pairs.len() * 6, "{same}");
    for pair in &pairs {
        for record in [&pair.a, &pair.b] {
            let [event] = record.events.as_slice() else { panic!("{}: one event each", pair.pair) };
            assert!(event.evidence.contains(&event.trigger), "{}: {}", pair.pair, event.trigger);
            for entity in &record.entities {
                assert!(entity.mentions.iter().all(|m| event.evidence.contains(m)), "{}: {}", pair.pair, entity.name);
                assert!(!entity.mentions.is_empty(), "{}: {}", pair.pair, entity.name);
            }
        }
    }
}
