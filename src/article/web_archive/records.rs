//! The records of a web archive (WARC 1.0 and 1.1, ISO 28500) → header and block, one at a time; broken ones are told and
//! passed over.
//!
//! The length that a record states is believed as long as the next record begins where it says. Where none does, the reading
//! goes on at the next place that looks like the beginning of a record, if need be inside of what was taken for a block.

use super::fields::Fields;
use std::io::{self, BufRead, Read};

/// One record: its header, and as much of its block as was asked for.
#[derive(Debug)]
pub(super) struct Record {
    pub fields: Fields,
    pub block: Vec<u8>,
    /// Whether the block is longer than what was read of it.
    pub cut: bool,
}

/// What was found where a record was to begin.
pub(super) enum Next {
    Record(Record),
    /// No record, or a broken one; what is wrong.
    Broken(String),
    End,
}

/// Longest header of a record, in bytes.
const MAX_HEADER_BYTES: usize = 128 * 1024;
/// How often what was taken for a block is read again: each time costs a block.
const MAX_REREADS: usize = 100;
/// What begins a record inside of bytes that were taken for something else.
const MARK: &[u8] = b"\nWARC/1.";

/// The records of an archive.
pub(super) struct Records {
    source: Box<dyn BufRead + Send>,
    /// Bytes that are read again before those of the source.
    again: Vec<u8>,
    again_at: usize,
    rereads: usize,
    /// Records begun so far.
    pub number: usize,
}

impl Records {
    pub fn new(source: Box<dyn BufRead + Send>) -> Self {
        Self { source, again: Vec::new(), again_at: 0, rereads: 0, number: 0 }
    }

    /// The next record; `wanted` says how many bytes of its block are wanted.
    ///
    /// # Errors
    /// When the archive cannot be read any further.
    pub fn next(&mut self, wanted: impl Fn(&Fields) -> usize) -> io::Result<Next> {
        let fields = match self.read_header()? {
            Some(Ok(fields)) => fields,
            Some(Err(what)) => {
                self.skip_to_mark()?;
                return Ok(Next::Broken(what));
            }
            None => return Ok(Next::End),
        };
        let Some(length) = fields.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            self.skip_to_mark()?;
            return Ok(Next::Broken("it states no length".to_owned()));
        };
        let most = length.min(wanted(&fields) as u64);
        let mut block = Vec::new();
        self.by_ref().take(most).read_to_end(&mut block)?;
        let skipped = io::copy(&mut self.by_ref().take(length - most), &mut io::sink())?;
        let whole = block.len() as u64 + skipped == length;
        if whole && self.at_boundary()? {
            return Ok(Next::Record(Record { fields, cut: most < length, block }));
        }
        self.recover(block, whole)?;
        Ok(Next::Broken(if whole {
            format!("its length is not the {length} bytes that it states")
        } else {
            format!("the archive ends before the {length} bytes that it states")
        }))
    }

    /// The header of the next record; what is wrong with it; `None` at the end.
    fn read_header(&mut self) -> io::Result<Option<Result<Fields, String>>> {
        let mut header = Vec::new();
        loop {
            let start = header.len();
            self.by_ref().take((MAX_HEADER_BYTES - start) as u64).read_until(b'\n', &mut header)?;
            let line = &header[start..];
            let blank = line.trim_ascii().is_empty();
            if line.is_empty() {
                return Ok((!header.is_empty()).then(|| Err("its header is cut off or too long".to_owned())));
            }
            if start == 0 {
                if blank {
                    // Records end with two empty lines, some with more.
                    header.clear();
                    continue;
                }
                self.number += 1;
                if !line.starts_with(b"WARC/") {
                    return Ok(Some(Err("no record begins where one should".to_owned())));
                }
            } else if blank {
                let lines = String::from_utf8_lossy(&header);
                return Ok(Some(Ok(Fields::parse(lines.split_once('\n').map_or("", |(_, lines)| lines)))));
            }
        }
    }

    /// Whether a block ends here: two empty lines follow, as they must, or one and then a record, or nothing.
    fn at_boundary(&mut self) -> io::Result<bool> {
        let mut seen = Vec::new();
        self.by_ref().take(16).read_to_end(&mut seen)?;
        let rest = seen.trim_ascii_start();
        let line = seen.starts_with(b"\r\n") || seen.starts_with(b"\n");
        let lines = seen.starts_with(b"\r\n\r\n") || seen.starts_with(b"\n\n");
        let boundary = rest.is_empty() || lines || (line && rest.starts_with(b"WARC/"));
        self.read_again(seen);
        Ok(boundary)
    }

    /// Goes on at the next record inside of a block whose length is wrong, else behind it.
    fn recover(&mut self, block: Vec<u8>, whole: bool) -> io::Result<()> {
        if self.rereads < MAX_REREADS && find_mark(&block).is_some() {
            self.rereads += 1;
            let mut block = block;
            let at = find_mark(&block).map_or(0, |at| at + 1);
            self.read_again(block.split_off(at));
        } else if whole {
            self.skip_to_mark()?;
        }
        Ok(())
    }

    /// Passes over everything before the next line that begins a record.
    fn skip_to_mark(&mut self) -> io::Result<()> {
        let mut window: Vec<u8> = Vec::new();
        loop {
            let available = self.fill_buf()?;
            let taken = available.len();
            if taken == 0 {
                return Ok(());
            }
            window.extend_from_slice(available);
            self.consume(taken);
            if let Some(at) = find_mark(&window) {
                self.read_again(window.split_off(at + 1));
                return Ok(());
            }
            // A mark may stand across the seam.
            let kept = window.len().saturating_sub(MARK.len());
            window.drain(..kept);
        }
    }

    /// Puts bytes before those that come next.
    fn read_again(&mut self, mut bytes: Vec<u8>) {
        // Bytes that were read again already still stand there: without this, each look ahead would move all that follows.
        if self.again[..self.again_at].ends_with(&bytes) {
            self.again_at -= bytes.len();
            return;
        }
        bytes.extend_from_slice(&self.again[self.again_at..]);
        self.again = bytes;
        self.again_at = 0;
    }
}

fn find_mark(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == MARK[0]) {
        if bytes[from + at..].starts_with(MARK) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

impl BufRead for Records {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again_at < self.again.len() { Ok(&self.again[self.again_at..]) } else { self.source.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.again_at < self.again.len() {
            self.again_at += amount;
            if self.again_at >= self.again.len() {
                self.again = Vec::new();
                self.again_at = 0;
            }
        } else {
            self.source.consume(amount);
        }
    }
}

impl Read for Records {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let read = available.read(target)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(length: usize, block: &str) -> String {
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n")
    }

    fn read(archive: &str) -> Vec<String> {
        let mut records = Records::new(Box::new(io::Cursor::new(archive.to_owned())));
        let mut found = Vec::new();
        loop {
            match records.next(|_| 1000).unwrap() {
                Next::Record(record) => found.push(String::from_utf8(record.block).unwrap()),
                Next::Broken(what) => found.push(format!("{}: {what}", records.number)),
                Next::End => return found,
            }
        }
    }

    #[test]
    fn records_one_after_the_other() {
        assert_eq!(read(&(record(3, "one") + &record(0, "") + &record(3, "two"))), ["one", "", "two"]);
        assert_eq!(read("WARC/1.1\nContent-Length: 1\n\na\n\nWARC/1.1\nContent-Length: 1\n\nb"), ["a", "b"]);
        assert!(read("").is_empty() && read("\r\n\r\n").is_empty());
    }

    #[test]
    fn what_a_page_says_begins_no_record() {
        let page = format!("page\r\n\r\n{}", record(3, "lie"));
        assert_eq!(read(&(record(page.len(), &page) + &record(3, "two"))), [&page, "two"]);
    }

    #[test]
    fn wrong_lengths_cost_one_record() {
        for length in [1, 2, 60, 90, 100_000, usize::MAX] {
            let found = read(&(record(3, "one") + &record(length, "bad") + &record(3, "two") + &record(5, "three")));
            let good: Vec<&String> = found.iter().filter(|it| !it.starts_with(|c: char| c.is_ascii_digit())).collect();
            assert_eq!(good, ["one", "two", "three"], "{length}: {found:?}");
            assert_eq!(found.len(), 4, "{length}: {found:?}");
        }
    }

    #[test]
    fn broken_headers_cost_one_record() {
        let good = record(3, "two");
        for (bad, what) in [
            ("junk\r\njunk\r\n".to_owned(), "1: no record begins where one should"),
            ("WARC/1.0\r\nContent-Length: -5\r\n\r\njunk\r\n\r\n".to_owned(), "1: it states no length"),
            ("WARC/1.0\r\nWARC-Type: response\r\n\r\njunk\r\n\r\n".to_owned(), "1: it states no length"),
            (format!("WARC/1.0\r\nX: {}\r\n\r\n", "a".repeat(200_000)), "1: its header is cut off or too long"),
        ] {
            assert_eq!(read(&(bad + &good)), [what, "two"]);
        }
        assert_eq!(read("WARC/1.0\r\nContent-Length: 5"), ["1: its header is cut off or too long"]);
    }
}
