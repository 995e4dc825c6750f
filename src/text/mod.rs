//! To be written.

pub mod time;
