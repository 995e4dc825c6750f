//! The knowledge base: what the world is. Countries, office-holders with dated tenures, organizations, seats of government,
//! places and titles, compiled from open data into TSV tables under `data/kb/` and embedded in the binary.

mod model;

pub use model::{Country, Entry, Office, Organization, Person, Place, Seat, Tenure};
