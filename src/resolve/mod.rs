//! Extractions → [`Facts`]: who is who, and which claims of different articles are about the same happening.
//!
//! The result is a pure function of the *set* of extractions: their order, their grouping into files and copies of the
//! same record change nothing. Where two readings are possible the claims stay apart; a missed merge can be mended by
//! a later article or an analyst, a wrong one hides what the articles said.
//!
//! ```
//! use summitry::resolve::{EventTypes, resolve};
//!
//! let line = r#"{"doc":"a","entities":[{"id":"e1","kind":"country","name":"France","iso":"FR","mentions":["France"]}],"events":[]}"#;
//! let extraction = serde_json::from_str(line).unwrap();
//! let (facts, problems) = resolve(vec![extraction], &EventTypes::default());
//! assert_eq!(facts.entities[0].key.as_str(), "country:FR");
//! assert!(problems.is_empty());
//! ```

mod articles;
mod bucket;
mod calendar;
mod cast;
mod claims;
mod dates;
mod entities;
mod event_types;
mod events;
mod facts;
mod group;
mod homes;
mod name;
mod outline;
mod partition;
mod places;
mod rearrange;
mod relations;
mod review;
mod states;
mod status;
mod stretch;
mod timing;
mod unite;

pub use bucket::{Bucket, bucket};
pub use dates::EventDate;
pub use event_types::{EventTypeInfo, EventTypes};
pub use events::merge_bucket;
pub use facts::{
    ArticleRef, Claim, EntityFact, EntityKey, EventFact, Facts, JoinRule, JoinedClaim, RelationFact, Statement,
};
pub use name::fold;
pub use places::Places;
pub use review::{ClaimId, Decided, Decision, Review};
pub(crate) use review::{entangled, split_off};
pub use states::States;
pub(crate) use states::strongest as strongest_state;
pub(crate) use stretch::{Days, days, stretches, touch};

pub(crate) use articles::fullness;
pub(crate) use claims::of_record as claims_of_record;
pub(crate) use entities::{KnownIds, LocalKeys, both_ids, identify_record, most_frequent, proper, wikidata};
pub(crate) use events::{buckets, claim_order};
pub(crate) use homes::{Homes, home, is_of_several};
pub(crate) use relations::{Stated, of_record as relations_of_record};

use crate::error::Problem;
use crate::extract::Extraction;

/// Settles identity across articles. The second result reports what was left out and why, sorted.
pub fn resolve(extractions: Vec<Extraction>, types: &EventTypes) -> (Facts, Vec<Problem>) {
    resolve_reviewed(extractions, &Review::default(), types)
}

/// The same with what people have decided.
pub fn resolve_reviewed(extractions: Vec<Extraction>, review: &Review, types: &EventTypes) -> (Facts, Vec<Problem>) {
    let mut problems = Vec::new();
    let extractions = articles::distinct(extractions, &mut problems);
    let (entities, keys) = entities::identify(&extractions, review, &mut problems);
    let relations = relations::gather(&extractions, &keys, review, &mut problems);
    let claims = claims::gather(&extractions, &keys, review, &mut problems);
    let (states, places) = (States::from_relations(&relations), Places::from_relations(&relations));
    let events = events::merge(claims, types, review, &states, &places);
    problems.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
    (Facts { entities, events, relations }, problems)
}
