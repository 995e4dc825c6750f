//! The viewer: a web server on this machine's own address that shows a graph in a browser and takes review decisions.
//!
//! [`Source`] (a graph in memory, or a store) → [`Server`] → pages and a JSON API. Nothing but the loopback address is
//! listened on, and every request must name it as its host, come from the viewer's own pages and bear the token of this
//! run. Only files embedded in the program are served; no path reaches the disk.
//!
//! ```
//! use summitry::graph::Graph;
//! use summitry::serve::{Memory, Options, Server};
//!
//! let server = Server::bind(Memory::new(Graph::default(), "empty"), &Options::default()).unwrap();
//! assert!(server.address().starts_with("http://127.0.0.1:"));
//! ```

mod answers;
mod api;
mod archive;
mod decision;
mod guard;
mod memory;
mod query;
mod request;
mod response;
mod routes;
mod server;
mod source;

pub use archive::Stored;
pub use decision::{Action, Decision, NewDecision, Target};
pub use memory::Memory;
pub use routes::{OPENAPI, documented};
pub use server::{Limits, Options, Server};
pub use source::{Asked, Hit, Outcome, Part, Slice, Source};
