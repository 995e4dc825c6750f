//! The schemas: event types, policy areas, statuses, node and edge kinds, read from RON, checked as a whole, embedded.
//!
//! `schemas/**.ron` (embedded) and perhaps a folder of the user's → [`Schema`], or every [`crate::Problem`] at once.
//!
//! ```
//! use summitry::schema::Schema;
//!
//! let schema = Schema::embedded();
//! let consult = schema.event("CONSULT").expect("CONSULT is embedded");
//! assert_eq!(consult.tie, "meets");
//! assert!(schema.edge(&consult.tie).is_some());
//! ```

mod areas;
mod check;
mod check_frame;
mod event;
mod folder;
mod kinds;
mod load;
mod source;
mod status;

pub use areas::{AreaHit, AreaIndex, PolicyArea};
pub use event::{EventType, Examples, Firing, Frame, Role, Slot};
pub use kinds::{EdgeGroup, EdgeType, NodeType};
pub use load::Schema;
pub use status::StatusCues;
