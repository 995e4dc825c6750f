//! JSON Lines → drafts, line by line: a broken line is a problem of its own and the others go on.
//!
//! Only one line is held at a time, and no more of it than the limit.

use super::encoding::decode;
use super::reader::{Found, ReadOptions};
use super::record::read_record;
use crate::count::size;
use crate::error::Problem;
use crate::stream::{ReadLine, read_line, unreadable};
use std::io::{self, BufRead};

/// The records of one file or stream, in order.
pub(super) struct RecordLines {
    reader: Box<dyn BufRead + Send>,
    /// Name of the file in messages.
    name: String,
    /// Id of the file, from which records without an id get theirs.
    id: String,
    options: ReadOptions,
    /// Lines read so far.
    line: usize,
    /// Whether any line was not blank.
    any: bool,
    done: bool,
}

impl RecordLines {
    pub fn new(reader: Box<dyn BufRead + Send>, name: String, id: String, options: &ReadOptions) -> Self {
        Self { reader, name, id, options: options.clone(), line: 0, any: false, done: false }
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(&self.name, message).at_line(self.line)
    }

    fn read_line(&mut self) -> io::Result<ReadLine> {
        let line = read_line(&mut self.reader, self.options.max_input_bytes)?;
        self.line += usize::from(line != ReadLine::End);
        Ok(line)
    }

    fn read_draft(&self, line: &str) -> Result<Found, Problem> {
        match read_record(line, self.options.max_text_bytes) {
            Ok(draft) => Ok(Found {
                draft,
                id: format!("{}:{}", self.id, self.line),
                place: format!("{}:{}", self.name, self.line),
            }),
            Err(error) => Err(self.problem(error.message).remedy(error.remedy)),
        }
    }
}

impl Iterator for RecordLines {
    type Item = Result<Found, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.read_line() {
                Ok(ReadLine::Line(bytes)) => {
                    let line = decode(bytes);
                    if line.trim().is_empty() {
                        continue;
                    }
                    self.any = true;
                    // Without its line break, so that columns of what is missing at its end are those of the line.
                    return Some(self.read_draft(line.trim_end()));
                }
                Ok(ReadLine::TooLong(length)) => {
                    self.any = true;
                    let message = format!(
                        "the line has {}, at most {} are read",
                        size(length),
                        size(self.options.max_input_bytes)
                    );
                    return Some(Err(self.problem(message).remedy("split it into several articles, one a line")));
                }
                Ok(ReadLine::Endless(length)) => {
                    self.done = true;
                    let message = format!("the line has more than {}, and the file is read no further", size(length));
                    return Some(Err(self.problem(message).remedy("give one JSON object a line")));
                }
                Ok(ReadLine::End) => {
                    self.done = true;
                    if !self.any {
                        return Some(Err(Problem::new(&self.name, "there is no record in this file")
                            .remedy("give one JSON object a line")));
                    }
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(unreadable(&self.name, &error).at_line(self.line + 1)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static [u8], limit: usize) -> Vec<Result<String, String>> {
        let options = ReadOptions { max_input_bytes: limit, ..ReadOptions::default() };
        RecordLines::new(Box::new(text), "f.jsonl".into(), "f".into(), &options)
            .map(|found| found.map(|found| found.id).map_err(|problem| problem.to_string()))
            .collect()
    }

    #[test]
    fn a_broken_line_leaves_the_others() {
        let found = read(b"{\"text\": \"a\"}\r\n\n{\"text\": \n{\"title\": \"b\"}\n{\"text\": \"c\"}", 1000);
        assert_eq!(found[0], Ok("f:1".into()));
        assert!(found[1].as_ref().unwrap_err().starts_with("f.jsonl:3: column"), "{found:?}");
        assert!(found[2].as_ref().unwrap_err().starts_with("f.jsonl:4: field text is missing"), "{found:?}");
        assert_eq!(found[3], Ok("f:5".into()));
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_line_beyond_the_limit_is_skipped_whole() {
        let found = read(b"{\"text\": \"a long line\"}\n{\"text\": \"\"}\n", 15);
        assert!(found[0].as_ref().unwrap_err().starts_with("f.jsonl:1: the line has 24 bytes"), "{found:?}");
        assert_eq!(found[1], Ok("f:2".into()));
    }

    #[test]
    fn no_record_is_a_problem() {
        assert!(read(b" \n\n", 100)[0].as_ref().unwrap_err().contains("no record"));
    }

    #[test]
    fn bytes_that_are_no_utf8_are_read() {
        assert_eq!(read(b"{\"text\": \"Bogot\xE1\"}\n", 100), [Ok("f:1".into())]);
    }
}
