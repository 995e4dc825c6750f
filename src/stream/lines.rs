//! Lines of a stream, none of them held beyond a limit.

use std::io::{self, BufRead};

/// One line, as far as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ReadLine {
    /// The line with its line break.
    Line(Vec<u8>),
    /// Longer than the limit; its length in bytes.
    TooLong(usize),
    /// So long that nobody wrote it: its end was not looked for.
    Endless(usize),
    End,
}

/// A line so many times longer than the limit has no end, as far as we are concerned: of a bomb, the rest would take hours.
const ENDLESS: usize = 16;

/// The next line of a stream, if it has at most `most` bytes with its line break; of a longer one no more is held.
pub(crate) fn read_line(reader: &mut impl BufRead, most: usize) -> io::Result<ReadLine> {
    let (mut line, mut length) = (Vec::new(), 0);
    loop {
        let available = reader.fill_buf()?;
        if available.is_empty() && length == 0 {
            return Ok(ReadLine::End);
        }
        let newline = available.iter().position(|byte| *byte == b'\n');
        let taken = newline.map_or(available.len(), |at| at + 1);
        length += taken;
        if length <= most {
            line.extend_from_slice(&available[..taken]);
        } else {
            // The rest is only counted.
            line = Vec::new();
        }
        let ended = newline.is_some() || available.is_empty();
        reader.consume(taken);
        if ended {
            break;
        }
        if length / ENDLESS > most {
            return Ok(ReadLine::Endless(length));
        }
    }
    Ok(if length > most { ReadLine::TooLong(length) } else { ReadLine::Line(line) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_any_length() {
        let mut stream: &[u8] = b"one\na longer one\n\ntwo";
        let mut read = || read_line(&mut stream, 6).unwrap();
        assert_eq!(read(), ReadLine::Line(b"one\n".to_vec()));
        assert_eq!(read(), ReadLine::TooLong(13));
        assert_eq!(read(), ReadLine::Line(b"\n".to_vec()));
        assert_eq!(read(), ReadLine::Line(b"two".to_vec()));
        assert_eq!(read(), ReadLine::End);
    }

    #[test]
    fn a_line_without_end_is_given_up() {
        let mut stream = io::BufReader::new(io::repeat(b'a'));
        assert!(matches!(read_line(&mut stream, 10_000), Ok(ReadLine::Endless(160_000..200_000))));
    }
}
