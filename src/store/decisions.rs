//! Logs of decisions as files: one JSON object a line, as `summitry review STORE log` prints them.

use crate::error::{Error, Problem, Result};
use crate::resolve::Decided;
use std::path::Path;

/// Reads a log; empty lines are skipped.
///
/// # Errors
/// When the file cannot be read, or a line is no decision: nothing is taken then, for a later decision may build on it.
pub fn read_decisions(path: impl AsRef<Path>) -> Result<Vec<Decided>> {
    let path = path.as_ref();
    let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(n, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            Problem::new(path.display().to_string(), format!("no decision: {error}"))
                .at_line(n + 1)
                .remedy("lines are as 'summitry review STORE log' prints them")
                .into()
        })
    };
    lines.map(read).collect()
}
