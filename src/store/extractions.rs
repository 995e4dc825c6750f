//! JSON Lines, compressed or not → extraction records: good lines are kept, each bad one is reported with file and line.

use crate::article::MAX_INPUT_BYTES;
use crate::count::size;
use crate::error::{Error, Problem, Result};
use crate::extract::Extraction;
use crate::stream::{ReadLine, Unpacked, is_damage, read_line, unreadable};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// The records of a file, one a line, and what is wrong with the other lines. Blank lines do not count.
pub fn read_extractions(path: impl AsRef<Path>) -> Result<(Vec<Extraction>, Vec<Problem>)> {
    let path = path.as_ref();
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    read_extractions_from(file, &path.display().to_string())
}

/// The records of a stream, gzip and zstd unpacked; `name` stands for it in messages.
pub fn read_extractions_from(stream: impl Read, name: &str) -> Result<(Vec<Extraction>, Vec<Problem>)> {
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    let mut stream = BufReader::new(Unpacked::new(stream).map_err(|e| Error::io(name, e))?);
    for number in 1.. {
        let line = match read_line(&mut stream, MAX_INPUT_BYTES) {
            Ok(ReadLine::Line(line)) => line,
            Ok(ReadLine::End) => break,
            Ok(ReadLine::TooLong(length)) => {
                let message = format!("no extraction record: the line has {}", size(length));
                problems.push(Problem::new(name, message).at_line(number).remedy(REMEDY));
                continue;
            }
            Ok(ReadLine::Endless(length)) => {
                let message = format!("the line has more than {}, and the file is read no further", size(length));
                problems.push(Problem::new(name, message).at_line(number).remedy(REMEDY));
                break;
            }
            Err(error) if is_damage(&error) => {
                problems.push(unreadable(name, &error).at_line(number));
                break;
            }
            Err(error) => return Err(Error::io(name, error)),
        };
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

const REMEDY: &str = "give one JSON object of an extraction a line, as 'summitry extract' writes it";

fn is_snapshot(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.starts_with(b"#![enable") || line.starts_with(b"(")
}

fn record(line: &[u8]) -> std::result::Result<Extraction, (String, &'static str)> {
    if is_snapshot(line) {
        return Err(("a graph snapshot, no extraction records".into(), "give the files that 'summitry extract' wrote"));
    }
    let text = std::str::from_utf8(line).map_err(|e| (format!("no UTF-8: {e}"), REMEDY))?;
    let extraction: Extraction =
        serde_json::from_str(text).map_err(|e| (format!("no extraction record: {}", without_line(&e)), REMEDY))?;
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
