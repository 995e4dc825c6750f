//! The schemas: event types, policy areas, statuses and edge kinds, read from RON, checked as a whole, embedded.

mod model;

pub use model::{EventType, Examples, Firing, Frame, PolicyArea, Role, Slot, StatusCues};
