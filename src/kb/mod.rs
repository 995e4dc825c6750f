//! The knowledge base: what the world is. Countries, office-holders with dated tenures, organizations, seats of
//! government, places and titles, compiled from open data into TSV tables under `data/kb/` and embedded in the binary.
//!
//! Tables (embedded, perhaps with an overlay of the user's own) → [`Records`] → [`Kb`], which answers three kinds of
//! question: what a name may stand for ([`Kb::find`], [`Kb::longest_match`]), who held an office when ([`Kb::holders`],
//! [`Kb::office_holder`]), and which title stands here ([`Kb::title`]).
//!
//! ```
//! use summitry::kb::{Kb, Office};
//! let kb = Kb::embedded();
//! let date = jiff::civil::date(2011, 6, 1);
//! let president = kb.holders("FR", Office::HeadOfState, Some(date))[0];
//! assert_eq!(kb.people()[president.person].name, "Nicolas Sarkozy");
//! ```

mod base;
mod check;
mod dates;
mod describe;
mod fold;
mod index;
mod leaders;
mod load;
mod lookup;
mod model;
mod parse;
mod records;
mod table;

mod titles;
mod trie;
mod wikidata;

pub use base::Kb;
pub use check::check;
pub use fold::{fold, without_diacritics};
pub use model::{Country, Entry, Office, Organization, Person, Place, Seat, Tenure, Title};
pub use records::Records;
pub use titles::TitleMatch;
pub use wikidata::import;
