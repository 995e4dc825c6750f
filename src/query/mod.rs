//! Read-only questions to a graph: who met whom and when, what happened between two, how two are connected.
//!
//! Graph and a name → rows, in a table for people, as JSON or CSV for programs. Events that were called off or denied
//! are left out unless the filter asks for their status.
//!
//! ```
//! use summitry::graph::{Filter, Graph};
//! use summitry::query;
//!
//! let rows = query::top(&Graph::default(), &Filter::default());
//! assert!(rows.is_empty());
//! ```

mod changes;
mod csv;
mod events;
mod explain;
mod format;
mod names;
mod path;
mod rows;
mod search;
mod standing;
mod stored;
mod table;
mod ties;

pub use changes::changes;
pub(crate) use csv::cell as csv_cell;
pub use events::{about, between, timeline, who_meets};
pub use explain::explain;
pub use format::{Format, render, render_answer};
pub use names::{area_named, node_named};
pub use path::path;
pub use rows::{ChangeRow, EventRow, FoundRow, Named, Outcome, PathRow, Quote, Row, StandingRow, TieRow};
pub use search::{SENTENCES, search, sentences};
pub use standing::{Standing, standing};
pub use stored::{Asked, stored};
pub use ties::{TOP, top};

use crate::graph::Filter;
use crate::vocabulary::Status;

/// The filter, without what was called off or denied unless it asks for statuses by name.
pub fn live(filter: &Filter) -> Filter {
    let mut filter = filter.clone();
    if filter.status.is_empty() {
        filter.status = Status::ALL.iter().copied().filter(|s| !s.is_void()).collect();
    }
    filter
}
