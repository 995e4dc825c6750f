//! Claims of one article → events: all sentences about the same happening become one.

use super::cast::MemberId;
use super::claim::Claim;
use super::office::Office;
use crate::vocabulary::Status;
use std::collections::BTreeSet;

/// Merges claims that tell of the same happening. The first claim keeps its evidence unless a later one names more parties.
pub fn merge(claims: Vec<Claim>, offices: &[Office]) -> Vec<Claim> {
    let mut events: Vec<Claim> = Vec::new();
    for claim in claims {
        match events.iter_mut().find(|event| is_same(event, &claim) || is_same_trip(event, &claim, offices)) {
            Some(event) => absorb(event, claim, offices),
            None => events.push(claim),
        }
    }
    events
}

fn parties(claim: &Claim) -> BTreeSet<MemberId> {
    claim.actors.iter().chain(&claim.recipients).copied().collect()
}

/// Same type and compatible parties, dates, statuses and triggers.
fn is_same(event: &Claim, claim: &Claim) -> bool {
    if event.kind != claim.kind || differ(event.date.as_deref(), claim.date.as_deref()) {
        return false;
    }
    let (a, b) = (parties(event), parties(claim));
    if !(a.is_subset(&b) || b.is_subset(&a)) {
        return false;
    }
    if event.kind == "CONSULT" {
        return (a == b || a.len().min(b.len()) > 1 || event.sentence == claim.sentence || event.lemma == claim.lemma)
            && is_real(event.status) == is_real(claim.status);
    }
    let same_sides = event.actors.iter().any(|actor| claim.actors.contains(actor));
    same_sides
        && (event.lemma == claim.lemma
            || (a == b
                && event.sentence != claim.sentence
                && event.status == claim.status
                && a.len() > 1
                && (event.topics.is_empty() || event.topics.iter().any(|topic| claim.topics.contains(topic)))))
}

/// A trip and the talks during it are one: "visits Saudi Arabia to meet its crown prince".
fn is_same_trip(event: &Claim, claim: &Claim, offices: &[Office]) -> bool {
    let consult = event.kind == "CONSULT" && claim.kind == "CONSULT" && event.sentence == claim.sentence;
    if !consult || is_real(event.status) != is_real(claim.status) {
        return false;
    }
    let (a, b) = (parties(event), parties(claim));
    if a.is_disjoint(&b) {
        return false;
    }
    let tied = |x: &MemberId, y: &MemberId| {
        offices.iter().any(|o| (o.person == *x && o.of == *y) || (o.person == *y && o.of == *x))
    };
    let mut only_a = a.difference(&b);
    only_a.all(|x| b.difference(&a).all(|y| tied(x, y)))
}

fn is_real(status: Status) -> bool {
    !matches!(status, Status::Cancelled | Status::Denied)
}

/// Two dates that cannot be the same: neither is a prefix of the other.
fn differ(a: Option<&str>, b: Option<&str>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if !a.starts_with(b) && !b.starts_with(a))
}

/// Takes over what the later claim adds.
fn absorb(event: &mut Claim, claim: Claim, offices: &[Office]) {
    let (mine, theirs) = (parties(event), parties(&claim));
    if !theirs.is_subset(&mine) && !mine.is_subset(&theirs) {
        join_parties(event, &claim, offices);
    }
    if parties(&claim).len() > parties(event).len() {
        let topics = std::mem::take(&mut event.topics);
        let mut fuller = claim;
        fuller.date = longer(event.date.take(), fuller.date);
        fuller.place = fuller.place.or(event.place);
        fuller.host = fuller.host.or(event.host);
        fuller.mode = fuller.mode.or(event.mode);
        fuller.status = settled(event.status, fuller.status);
        add_topics(&mut fuller.topics, topics);
        *event = fuller;
    } else {
        event.date = longer(event.date.take(), claim.date);
        event.place = event.place.or(claim.place);
        event.host = event.host.or(claim.host);
        event.status = settled(event.status, claim.status);
        add_topics(&mut event.topics, claim.topics);
    }
}

/// The parties of both; a leader stands for his or her country.
fn join_parties(event: &mut Claim, claim: &Claim, offices: &[Office]) {
    let all: BTreeSet<MemberId> = parties(event).union(&parties(claim)).copied().collect();
    let led = |member: &MemberId| offices.iter().any(|o| !o.former && o.of == *member && all.contains(&o.person));
    event.actors.retain(|member| !led(member));
    event.recipients = all.iter().copied().filter(|member| !led(member) && !event.actors.contains(member)).collect();
    if event.host.is_some_and(|host| led(&host)) {
        event.host = claim.host.filter(|host| !led(host)).or_else(|| {
            let of = event.host;
            offices.iter().find(|o| Some(o.of) == of && all.contains(&o.person)).map(|o| o.person)
        });
    }
}

fn longer(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.len() > a.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// What is planned in one sentence and possible in the next is planned; the first sentence is the surer one.
fn settled(first: Status, later: Status) -> Status {
    match (first, later) {
        (Status::Possible, Status::Planned) => Status::Planned,
        _ => first,
    }
}

fn add_topics(topics: &mut Vec<String>, more: Vec<String>) {
    for topic in more {
        if topics.len() < 4 && !topics.contains(&topic) {
            topics.push(topic);
        }
    }
}
