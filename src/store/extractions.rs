//! JSON Lines → extraction records: good lines are kept, each bad one is reported with file and line.

use crate::error::{Error, Problem, Result};
use crate::extract::Extraction;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The records of a file, one a line, and what is wrong with the other lines. Blank lines do not count.
pub fn read_extractions(path: impl AsRef<Path>) -> Result<(Vec<Extraction>, Vec<Problem>)> {
    let path = path.as_ref();
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    read_extractions_from(BufReader::new(file), &path.display().to_string())
}

/// The records of a stream; `name` stands for it in messages.
pub fn read_extractions_from(mut stream: impl BufRead, name: &str) -> Result<(Vec<Extraction>, Vec<Problem>)> {
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if stream.read_until(b'\n', &mut line).map_err(|e| Error::io(name, e))? == 0 {
            break;
        }
        let content = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        if content.trim_ascii().is_empty() {
            continue;
        }
        match record(content) {
            Ok(extraction) => records.push(extraction),
            Err((message, remedy)) => problems.push(Problem::new(name, message).at_line(number).remedy(remedy)),
        }
        if number == 1 && is_snapshot(content) {
            break;
        }
    }
    Ok((records, problems))
}

fn is_snapshot(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.starts_with(b"#![enable") || line.starts_with(b"(")
}

fn record(line: &[u8]) -> std::result::Result<Extraction, (String, &'static str)> {
    if is_snapshot(line) {
        return Err(("a graph snapshot, no extraction records".into(), "give the files that 'summitry extract' wrote"));
    }
    let remedy = "give one JSON object of an extraction a line, as 'summitry extract' writes it";
    let text = std::str::from_utf8(line).map_err(|e| (format!("no UTF-8: {e}"), remedy))?;
    let extraction: Extraction =
        serde_json::from_str(text).map_err(|e| (format!("no extraction record: {}", without_line(&e)), remedy))?;
    if extraction.doc.trim().is_empty() {
        return Err(("the record's 'doc' is empty".into(), "name the article that it is from"));
    }
    Ok(extraction)
}

/// The parser's message without its "at line 1 column 5": the line is always the first, of a record's own line.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((what, _)) if error.column() > 0 => format!("{what} at column {}", error.column()),
        Some((what, _)) => what.into(),
        None => message,
    }
}
