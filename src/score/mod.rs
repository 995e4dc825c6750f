//! Scores extractions against annotated ones: gold and system records of the same texts → [`Scores`].
//!
//! All figures are sums over all texts of the gold; a text that the system lacks counts as empty.
//!
//! - **entities**: same kind, and a shared name or mention; one to one (`entities`).
//! - **events** (`events`): *exact*: same type, actors and recipients; *core*: same type, a shared actor, and a shared
//!   recipient where the gold has one (of symmetric types two shared parties), at least half of the system's parties being
//!   the gold's; *dyad*: core, with persons folded into whom they represent; *any*: core, whatever the type.
//! - **attributes**: accuracy of status, date, place, host, claimant on core-matched events; precision and recall of topics.
//! - **ties** (`ties`): who meets, who hosts whom, who cooperates on what, who represents whom.
//! - **evidence**: the share of the system's events whose quote stands verbatim in its text.
//!
//! [`read_records`] reads both sides leniently: fields that it does not know are passed over, optional ones may be missing.

mod entities;
mod events;
mod names;
mod record;
mod report;
mod tally;
mod ties;

pub use record::{EntityRecord, EventRecord, Records, RelationRecord, TextRecord, read_records, read_texts};
pub use report::{json, table};
pub use tally::{Accuracy, Missed, Scores, Tally};

use entities::Counterparts;
use events::Event;
use std::collections::BTreeMap;
use ties::{Folding, Ties};

/// Scores `system` against `gold`, text by text in the gold's order. With `texts` (title and text by id) the quotes are
/// checked too.
pub fn score(gold: &Records, system: &Records, texts: Option<&BTreeMap<String, String>>) -> Scores {
    let empty = TextRecord::default();
    let mut scores = Scores::default();
    for wanted in gold.iter() {
        let got = system.get(&wanted.doc).unwrap_or(&empty);
        let counterparts = Counterparts::of(&wanted.entities, &got.entities);
        let folding = Folding::of(&wanted.relations);
        let wanted_events: Vec<_> = wanted.events.iter().map(Event::of_gold).collect();
        let got_events: Vec<_> = got.events.iter().map(|event| Event::of_system(event, &counterparts)).collect();

        counterparts.count(&wanted.entities, &got.entities, &mut scores);
        events::count(&wanted.doc, &wanted_events, &got_events, &folding, &mut scores);
        let ties = (Ties::of(&wanted_events, &folding), Ties::of(&got_events, &folding));
        ties::count(&ties.0, &ties.1, &mut scores);
        ties::count_relations(&wanted.relations, &got.relations, &counterparts, &mut scores);
        if let Some(text) = texts.and_then(|texts| texts.get(&wanted.doc)) {
            events::count_quotes(text, &got.events, &mut scores);
        }
    }
    scores
}
