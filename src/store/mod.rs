//! Graphs and extractions on disk: the RON snapshot of a graph, and files of extraction records.
//!
//! ```
//! use summitry::graph::Graph;
//! use summitry::store;
//!
//! let text = store::to_ron(&Graph::default()).unwrap();
//! let again = store::from_ron(&text, "graph.ron").unwrap();
//! assert_eq!(store::to_ron(&again).unwrap(), text);
//! ```

mod archive;
mod atomic;
mod decisions;
mod extractions;
mod json;
mod reading;
mod records;
mod source;
mod writing;

pub use archive::{
    Answer, Archive, Cast, Changes, Counts, Detail, Entry, Listed, Member, Scope, Sentences, Side, Strongest, Tally,
    Value,
};
pub use atomic::{write_atomically, write_atomically_with};
pub use decisions::{parse_decisions, read_decisions};
pub use extractions::{read_extractions, read_extractions_from};
pub use reading::{from_ron, read_graph};
pub use source::Source;
pub use writing::{to_ron, write_graph};
