//! Events and relations of a text → the ties that the graph would draw.

use super::entities::{Counterparts, Party};
use super::events::Event;
use super::record::RelationRecord;
use super::tally::Scores;
use std::collections::{BTreeMap, BTreeSet};

/// The relations that are counted.
const RELATIONS: [&str; 5] = ["represents", "member_of", "part_of", "located_in", "ally_of"];

/// Whom each person represents, by the gold: the first that is not a former office.
pub(super) struct Folding<'a> {
    represents: BTreeMap<&'a str, &'a str>,
}

impl<'a> Folding<'a> {
    /// Reads it from the gold's relations.
    pub fn of(relations: &'a [RelationRecord]) -> Self {
        let mut represents = BTreeMap::new();
        for relation in relations.iter().filter(|r| r.kind == "represents" && !r.former) {
            represents.entry(relation.source.as_str()).or_insert(relation.target.as_str());
        }
        Self { represents }
    }

    /// Whom the party represents, else the party itself.
    pub fn party(&self, party: Party<'a>) -> Party<'a> {
        match party {
            Party::Gold(id) => Party::Gold(self.represents.get(id).copied().unwrap_or(id)),
            Party::System(_) => party,
        }
    }
}

/// The ties of one text.
#[derive(Default)]
pub(super) struct Ties<'a> {
    /// Unordered pairs, the smaller first.
    meets: BTreeSet<(Party<'a>, Party<'a>)>,
    /// Host and guest.
    hosts: BTreeSet<(Party<'a>, Party<'a>)>,
    /// Whom a party stands for, and the policy area.
    cooperates_on: BTreeSet<(Party<'a>, &'a str)>,
}

impl<'a> Ties<'a> {
    /// Derives them from all events that are not called off or denied.
    pub fn of(events: &[Event<'a>], folding: &Folding<'a>) -> Self {
        let mut ties = Self::default();
        for event in events.iter().filter(|e| !matches!(e.record.status.as_str(), "cancelled" | "denied")) {
            let parties = event.parties();
            match event.record.kind.as_str() {
                "CONSULT" => ties.consult(event.host, &parties),
                "COOPERATE" | "AGREE" => {
                    for topic in &event.record.topics {
                        ties.cooperates_on.extend(parties.iter().map(|&party| (folding.party(party), topic.as_str())));
                    }
                }
                _ => {}
            }
        }
        ties
    }

    fn consult(&mut self, host: Option<Party<'a>>, parties: &BTreeSet<Party<'a>>) {
        for (at, &first) in parties.iter().enumerate() {
            self.meets.extend(parties.iter().skip(at + 1).map(|&second| (first, second)));
        }
        if let Some(host) = host {
            self.hosts.extend(parties.iter().filter(|&&guest| guest != host).map(|&guest| (host, guest)));
        }
    }
}

/// Counts the ties of one text.
pub(super) fn count(gold: &Ties<'_>, system: &Ties<'_>, scores: &mut Scores) {
    add("meets", &gold.meets, &system.meets, scores);
    add("hosts", &gold.hosts, &system.hosts, scores);
    add("cooperates_on", &gold.cooperates_on, &system.cooperates_on, scores);
}

/// Counts the standing relations of one text.
pub(super) fn count_relations<'a>(
    gold: &'a [RelationRecord],
    system: &'a [RelationRecord],
    counterparts: &Counterparts<'a>,
    scores: &mut Scores,
) {
    for kind in RELATIONS {
        let pairs = |relations: &'a [RelationRecord], party: &dyn Fn(&'a str) -> Party<'a>| {
            let ends = relations.iter().filter(|r| r.kind == kind).map(|r| (party(&r.source), party(&r.target)));
            // An alliance has no direction.
            ends.map(|(a, b)| if kind == "ally_of" && b < a { (b, a) } else { (a, b) }).collect::<BTreeSet<_>>()
        };
        add(kind, &pairs(gold, &|id| Party::Gold(id)), &pairs(system, &|id| counterparts.party(id)), scores);
    }
}

fn add<T: Ord>(tie: &str, gold: &BTreeSet<T>, system: &BTreeSet<T>, scores: &mut Scores) {
    scores.measure(&format!("tie.{tie}")).add(gold.intersection(system).count(), system.len(), gold.len());
}
