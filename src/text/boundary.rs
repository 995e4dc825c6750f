//! Where a sentence may end: a logistic regression over what stands around a gap between two chunks of text.
//!
//! Chunks (runs without white space) of a block → a score for each gap. Every feature is a template with a few values, hashed
//! to one weight of an embedded table; `trainer/sentences.py` makes the table, and hashes in the same way.

use super::abbreviation::plain_mark;

/// Scale and bias as little-endian `f32`, then one signed byte a weight.
static MODEL: &[u8] = include_bytes!("../../data/models/sentences.bin");

const BITS: u32 = 19;
const HEADER: usize = 8;
/// Lengths that are told apart.
const BUCKETS: [usize; 10] = [1, 2, 3, 4, 6, 9, 13, 20, 30, 50];
/// What is said of the distance to a full stop where there is none ahead.
const FAR: usize = 99;

/// Hashes of a chunk's parts.
#[derive(Debug, Clone, Copy)]
struct Chunk {
    /// Marks before the word.
    open: u32,
    /// The word, in lower case, digits as 0.
    word: u32,
    /// Marks behind the word.
    close: u32,
    shape: u32,
    /// The last three characters of the word.
    tail: u32,
    /// The word if it is short.
    short: u32,
    /// The word if marks stand before it.
    quoted: u32,
    /// Whether a full stop, question or exclamation mark is among the marks behind.
    terminal: bool,
    /// Quotation marks open, brackets open, up to and with this chunk.
    quote: bool,
    bracket: bool,
}

/// The gaps of a block of text.
#[derive(Debug)]
pub(super) struct Gaps {
    chunks: Vec<Chunk>,
    outside: Chunk,
    /// Chunks to the next one with a terminal mark.
    distance: Vec<usize>,
    style: u32,
}

impl Gaps {
    pub(super) fn new(chunks: &[&str]) -> Self {
        let mut quote = false;
        let mut depth = 0usize;
        let mut capitals = 0;
        let mut buffer = String::new();
        let chunks: Vec<Chunk> = chunks
            .iter()
            .map(|text| {
                for c in text.chars() {
                    match plain_mark(c) {
                        '"' => quote = !quote,
                        '(' => depth += 1,
                        ')' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
                let (mut chunk, shape) = read(text, &mut buffer);
                capitals += usize::from(matches!(shape, "Xx" | "XX" | "X"));
                (chunk.quote, chunk.bracket) = (quote, depth > 0);
                chunk
            })
            .collect();
        let mut distance = vec![FAR; chunks.len() + 1];
        for at in (0..chunks.len()).rev() {
            distance[at] = if chunks[at].terminal { 0 } else { FAR.min(distance[at + 1] + 1) };
        }
        let style = (4 * capitals / chunks.len().max(1)).min(3) as u32;
        Self { chunks, outside: outside(), distance, style }
    }

    /// Whether a sentence that began with the chunk `start` ends behind the chunk `at`.
    pub(super) fn ends(&self, start: usize, at: usize) -> bool {
        let float = |from: usize| f32::from_le_bytes([MODEL[from], MODEL[from + 1], MODEL[from + 2], MODEL[from + 3]]);
        self.score(start, at) as f32 * float(0) + float(4) > 0.0
    }

    fn chunk(&self, at: usize, offset: isize) -> &Chunk {
        at.checked_add_signed(offset).and_then(|at| self.chunks.get(at)).unwrap_or(&self.outside)
    }

    /// Sum of the weights of all templates. Their order is that of the trainer.
    fn score(&self, start: usize, at: usize) -> i32 {
        let [y, z, a, b, c, d] = [-2, -1, 0, 1, 2, 3].map(|offset| self.chunk(at, offset));
        let first = self.chunk(start, 0);
        let end = a.close;
        let length = bucket(at - start + 1);
        let rest = bucket(self.chunks.len() - 1 - at);
        let ahead = bucket(self.distance.get(at + 1).copied().unwrap_or(FAR) + 1);
        let mut sum = Sum::default();
        sum.add(&[end]);
        sum.add(&[end, b.open, b.shape]);
        sum.add(&[a.word, end]);
        sum.add(&[b.word, end]);
        sum.add(&[b.word, b.open, b.shape]);
        sum.add(&[a.shape, end, b.shape]);
        sum.add(&[z.shape, a.shape, end, b.shape, c.shape]);
        sum.add(&[z.word, a.word]);
        sum.add(&[a.word, b.word]);
        sum.add(&[b.word, c.word]);
        sum.add(&[length, end]);
        sum.add(&[rest, end]);
        sum.add(&[a.quote.into(), end, b.open]);
        sum.add(&[a.bracket.into(), end]);
        sum.add(&[z.close, end, b.shape]);
        sum.add(&[length, a.shape, b.shape, end]);
        sum.add(&[first.word, end]);
        sum.add(&[a.tail, end]);
        sum.add(&[b.tail, end, b.shape]);
        sum.add(&[ahead, end, b.shape]);
        sum.add(&[self.style, end, b.shape]);
        sum.add(&[first.shape, first.close, length, end]);
        sum.add(&[b.close, b.shape, end]);
        sum.add(&[b.shape, b.close, c.shape, c.close, end]);
        sum.add(&[y.shape, z.shape, z.close, a.shape, end]);
        sum.add(&[length, rest, end]);
        sum.add(&[b.open, b.quoted, c.shape]);
        sum.add(&[b.shape, c.shape, d.shape, end, b.close, c.close]);
        sum.add(&[first.word, b.word]);
        sum.add(&[a.shape, a.short, b.shape, b.short]);
        sum.total
    }
}

/// Weights added up, a template after the other.
#[derive(Default)]
struct Sum {
    template: u32,
    total: i32,
}

impl Sum {
    fn add(&mut self, values: &[u32]) {
        self.template += 1;
        let hash =
            values.iter().fold(self.template, |hash, value| (hash.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B1));
        self.total += i32::from(MODEL[HEADER + (hash >> (32 - BITS)) as usize] as i8);
    }
}

fn bucket(number: usize) -> u32 {
    BUCKETS.partition_point(|&most| most < number) as u32
}

/// FNV-1a of 32 bits.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn outside() -> Chunk {
    let (empty, edge) = (hash(""), hash("<s>"));
    Chunk {
        open: empty,
        word: edge,
        close: empty,
        shape: edge,
        tail: edge,
        short: edge,
        quoted: empty,
        terminal: false,
        quote: false,
        bracket: false,
    }
}

/// The parts of a chunk, hashed, and its shape; `buffer` is scratch.
fn read(text: &str, buffer: &mut String) -> (Chunk, &'static str) {
    let empty = hash("");
    let start = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let core = text[start..].trim_end_matches(|c: char| !c.is_alphanumeric());
    let (open, close) = (&text[..start], &text[start + core.len()..]);
    if core.is_empty() {
        squeeze(open, buffer);
        let marks = &buffer[..nth(buffer, 5)];
        let terminal = marks.contains(['.', '!', '?']);
        let chunk = Chunk {
            open: empty,
            word: empty,
            close: hash(marks),
            shape: empty,
            tail: empty,
            short: empty,
            terminal,
            ..outside()
        };
        return (Chunk { quoted: empty, ..chunk }, "");
    }
    squeeze(open, buffer);
    let from = buffer.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    let open = (hash(&buffer[from..]), buffer.is_empty());
    squeeze(close, buffer);
    let marks = &buffer[..nth(buffer, 4)];
    let (close, terminal) = (hash(marks), marks.contains(['.', '!', '?']));
    let shape = shape(core);
    buffer.clear();
    for c in core.chars().flat_map(char::to_lowercase) {
        match c {
            '0'..='9' => buffer.push('0'),
            '…' => buffer.push_str("..."),
            c => buffer.push(plain_mark(c)),
        }
    }
    let word = hash(buffer);
    let tail = buffer.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    let chunk = Chunk {
        open: open.0,
        word,
        close,
        shape: hash(shape),
        tail: hash(&buffer[tail..]),
        short: if buffer.len() < 5 { word } else { empty },
        quoted: if open.1 { empty } else { word },
        terminal,
        quote: false,
        bracket: false,
    };
    (chunk, shape)
}

/// Byte position of the `count`th character, or the end.
fn nth(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
}

/// Plain marks, runs of one mark cut at three.
fn squeeze(marks: &str, out: &mut String) {
    out.clear();
    let mut run = (' ', 0);
    let mut push = |c: char| {
        run = if run.0 == c { (c, run.1 + 1) } else { (c, 1) };
        if run.1 <= 3 {
            out.push(c);
        }
    };
    for c in marks.chars() {
        if c == '…' { (0..3).for_each(|_| push('.')) } else { push(plain_mark(c)) }
    }
}

fn shape(word: &str) -> &'static str {
    if word.contains('@') || word.contains("://") || word.starts_with("www.") {
        return "@";
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return if letters > 0 { "0x" } else { "0" };
    }
    match (word.contains('.'), upper) {
        (true, 0) => "x.",
        (true, _) => "X.",
        (false, 0) => "x",
        (false, 1) if letters == 1 => "X",
        (false, upper) if upper == letters => "XX",
        _ if word.starts_with(char::is_uppercase) => "Xx",
        _ => "xX",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_weight_for_every_hash() {
        assert_eq!(MODEL.len(), HEADER + (1 << BITS));
    }

    #[test]
    fn hashes_are_those_of_the_trainer() {
        assert_eq!(hash("a"), 0xE40C_292C);
        assert_eq!(bucket(1), 0);
        assert_eq!(bucket(51), 10);
    }

    #[test]
    fn shapes() {
        let shapes = ["Oslo", "NATO", "U.S", "e.g", "met", "A", "iPad", "2026", "5pm", "a@b.example"].map(shape);
        assert_eq!(shapes, ["Xx", "XX", "X.", "x.", "x", "X", "xX", "0", "0x", "@"]);
    }
}
