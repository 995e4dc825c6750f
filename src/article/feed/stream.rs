//! Bytes of any encoding → UTF-8 for the XML parser, in bounded steps, lines counted.

use encoding_rs::{CoderResult, Decoder, Encoding};
use std::io::{self, BufRead, Read};

/// Bytes decoded at a time.
const STEP: usize = 16 * 1024;

/// A stream of text. The parser holds what it reads of one tag or one stretch of text; [`allow`](Self::allow) says how much
/// that may be, and reading fails beyond it.
pub(super) struct TextStream<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Part of `raw` that is not yet decoded.
    pending: std::ops::Range<usize>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
    allowed: usize,
    lines: usize,
}

impl<R: Read> TextStream<R> {
    pub fn new(source: R, encoding: &'static Encoding, allowed: usize) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder(),
            raw: vec![0; STEP],
            pending: 0..0,
            text: Vec::new(),
            at: 0,
            ended: false,
            allowed,
            lines: 0,
        }
    }

    /// Allows that many more bytes to be read.
    pub fn allow(&mut self, bytes: usize) {
        self.allowed = bytes;
    }

    /// Whether all that was allowed has been read.
    pub const fn is_spent(&self) -> bool {
        self.allowed == 0
    }

    /// One-based number of the line up to which was read.
    pub const fn line(&self) -> usize {
        self.lines + 1
    }

    /// Decodes the next step; at the end of the source, what the decoder still holds.
    fn decode_step(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            let read = self.source.read(&mut self.raw)?;
            self.pending = 0..read;
        }
        self.at = 0;
        self.text.resize(STEP * 3 + 16, 0);
        let last = self.pending.is_empty();
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(&self.raw[self.pending.clone()], &mut self.text, last);
        self.text.truncate(written);
        self.pending.start += read;
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> BufRead for TextStream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.allowed == 0 {
            return Err(io::Error::other("more than may be held"));
        }
        while self.at == self.text.len() && !self.ended {
            self.decode_step()?;
        }
        let end = self.text.len().min(self.at.saturating_add(self.allowed));
        Ok(&self.text[self.at..end])
    }

    fn consume(&mut self, amount: usize) {
        let end = self.text.len().min(self.at + amount);
        self.lines += self.text[self.at..end].iter().filter(|byte| **byte == b'\n').count();
        self.allowed = self.allowed.saturating_sub(end - self.at);
        self.at = end;
    }
}

impl<R: Read> Read for TextStream<R> {
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
    use encoding_rs::{UTF_8, WINDOWS_1251};

    #[test]
    fn encodings_and_lines() {
        let text = "Путин\nи Си\n".repeat(10_000);
        let (bytes, ..) = WINDOWS_1251.encode(&text);
        let mut read = String::new();
        let mut stream = TextStream::new(&*bytes, WINDOWS_1251, usize::MAX);
        stream.read_to_string(&mut read).unwrap();
        assert_eq!((read == text, stream.line()), (true, 20_001));

        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("Bogotá".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let mut read = String::new();
        TextStream::new(&*utf16, UTF_8, usize::MAX).read_to_string(&mut read).unwrap();
        assert_eq!(read, "Bogotá");
    }

    #[test]
    fn no_more_is_read_than_is_allowed() {
        let mut stream = TextStream::new(&b"abcdef"[..], UTF_8, 4);
        let mut read = Vec::new();
        assert!(stream.read_to_end(&mut read).is_err());
        assert_eq!((read.as_slice(), stream.is_spent()), (&b"abcd"[..], true));
        stream.allow(10);
        stream.read_to_end(&mut read).unwrap();
        assert_eq!(read, b"abcdef");
    }
}
