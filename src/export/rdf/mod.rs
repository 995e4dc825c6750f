//! Graph → RDF: [`facts`] says it as resources with properties, [`TriG`] and [`JsonLd`] write the same resources.
//!
//! In the default graph stand the facts: people and events in terms of schema.org and the Simple Event Model, and every edge as a
//! statement of its own that carries status, dates and confidence, and derives (PROV-O) from the sentences that say so. Each
//! article has a named graph, which holds what *it* says: its sentences. What happened or stands is stated as a plain triple besides,
//! so that `?a sum:meets ?b` finds it; what is planned, called off or over is found by its statement only.

mod facts;
mod json_ld;
mod term;
mod trig;
mod vocabulary;

pub(super) use json_ld::JsonLd;
pub(super) use trig::TriG;
