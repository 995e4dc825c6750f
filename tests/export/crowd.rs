//! A graph of several hundred ties: a few hubs that have to do with everybody, and parties at the edge. The happenings
//! are invented.

use super::samples::{Meeting, Sample};
use summitry::graph::Graph;
use summitry::vocabulary::{Mode, Status};

/// How many countries there are.
const COUNTRIES: usize = 60;
/// How many of them have to do with all others.
const HUBS: usize = 5;

/// The graph: each hub meets each country, each country accuses the next one; three countries plan a summit that is
/// then called off.
pub fn graph() -> Graph {
    let mut sample = Sample::default();
    let ids: Vec<String> = (0..COUNTRIES).map(|at| format!("country:{at:02}")).collect();
    for at in 0..COUNTRIES {
        sample.country(&format!("{at:02}"), &format!("Land {at}"));
    }
    sample.leader("Ann Lee", "President", "country:00");
    for (hub, other) in (0..HUBS).flat_map(|hub| (hub + 1..COUNTRIES).map(move |other| (hub, other))) {
        let articles = 1 + u32::try_from((hub * 7 + other * 3) % 11).unwrap_or_default();
        meet(&mut sample, &[&ids[hub], &ids[other]], Status::Planned, articles);
        meet(&mut sample, &[&ids[hub], &ids[other]], Status::Happened, 1);
    }
    for at in 0..COUNTRIES {
        sample.tie(&ids[at], "accuses", &ids[(at + 1) % COUNTRIES], "ACCUSE", Status::Happened, 2);
    }
    meet(&mut sample, &["Ann Lee", &ids[7]], Status::Happened, 3);
    meet(&mut sample, &["Ann Lee", &ids[0]], Status::Happened, 3);
    meet(&mut sample, &[&ids[20], &ids[30], &ids[40]], Status::Cancelled, 9);
    sample.cooperates_on("country:00", &["Trade"], Status::Happened);
    sample.finish()
}

fn meet(sample: &mut Sample, parties: &[&str], status: Status, articles: u32) {
    let meeting =
        Meeting { mode: Mode::Meeting, status, date: None, place: None, host: None, parties, topics: &[], articles };
    sample.meeting(&meeting);
}
