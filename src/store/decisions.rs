//! Logs of decisions as files: one JSON object a line, as `summitry review STORE log` prints them.

use crate::error::{Error, Problem, Result};
use crate::resolve::Decided;
use std::path::Path;

/// What to do with a line that is no decision.
const REMEDY: &str = "lines are as 'summitry review STORE log' prints them";

/// Reads a log; empty lines are skipped.
///
/// # Errors
/// When the file cannot be read, or a line is no decision: nothing is taken then, for a later decision may build on it.
pub fn read_decisions(path: impl AsRef<Path>) -> Result<Vec<Decided>> {
    let path = path.as_ref();
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Problem::new(&file, "no UTF-8 text, so no log of decisions").at_line(line).remedy(REMEDY)
    })?;
    parse_decisions(&text, &file)
}

/// Reads a log from its text; `file` names it in messages.
///
/// # Errors
/// When a line is no decision.
pub fn parse_decisions(text: &str, file: &str) -> Result<Vec<Decided>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(n, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|error| Problem::new(file, format!("no decision: {error}")).at_line(n + 1).remedy(REMEDY).into())
    };
    lines.map(read).collect()
}
