//! Good texts → bad ones: changes that keep the structure of a text (its lines, quotes, numbers, brackets), and some that do not.

/// What is put between the bytes of good texts: marks, cut characters, markup, things that look like dates and names.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xe2\x80",
    b"\n\n",
    b"\r",
    b"\t",
    b" ",
    b"'s",
    b"n't",
    b"...",
    b"?!",
    b":-)",
    b"(((",
    b"]]]",
    b"{{",
    b"\"",
    b"\\",
    b"\\N\\l",
    b"\\u{0}",
    b"<p>",
    b"</",
    b"<!--",
    b"&amp;",
    b"{\"text\": \"",
    b"---\n",
    b"# ",
    b"- ",
    b"1-2\t_",
    b"2.1\t_",
    b"99999-99999",
    b"Feb. 30, 2026",
    b"2026-02-30",
    b"-9999-01-01",
    b"U.S.-",
    b"http://",
    b"javascript:",
    b"@a.b",
    b"www.",
    b"--",
    b"*",
    b"NEAR(",
    b"\xe2\x80\x99",
    b"\xe2\x80\xa8",
    b"\xcc\x81",
    b"\xf0\x9f\x98\x80",
    b"\xe0\xa4\xa8\xe0\xa5\x8d",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xc4\xb0",
    b"\xc3\x9f",
    b"<rss><channel><item><title>",
    b"</title><description><![CDATA[",
    b"]]></description></item>",
    b"&lol;",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 70\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n2f\r\n",
    b"President ",
    b"met ",
    b"on Tuesday",
    b"Some(",
    b"null",
    b"()",
    b"#![enable(implicit_some)]",
];

/// Numbers at the limits of types.
const NUMBERS: &[&[u8]] = &[
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"255",
    b"65536",
    b"4294967296",
    b"9223372036854775808",
    b"18446744073709551616",
    b"0.1",
];

/// Xorshift: good enough to choose bytes, and the same everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A seed, or a stretch of it, changed in up to thirty places.
pub fn mutated(seeds: &[Vec<u8>], random: &mut Random, longest: usize) -> Vec<u8> {
    let source = random.one_of(seeds).clone();
    // Half of the inputs keep the head of their file: that is where formats are told.
    let start = if random.below(2) == 0 { 0 } else { random.below(source.len()) };
    // A quarter are the whole file: a cut one rarely gets past the first check.
    let end = if random.below(4) == 0 { source.len() } else { source.len().min(start + 1 + random.below(longest)) };
    let mut bytes = source[start..end].to_vec();
    bytes.truncate(4 * longest);
    let most = *random.one_of(&[4, 30]);
    for _ in 0..random.below(most) {
        change(&mut bytes, seeds, random);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(11) {
        0 | 1 => drop(bytes.splice(at..at, random.one_of(PIECES).iter().copied())),
        2 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        3 => drop(bytes.drain(at..bytes.len().min(at + random.below(20)))),
        4 => {
            let part = bytes[at..bytes.len().min(at + random.below(60))].repeat(1 + random.below(4));
            bytes.splice(at..at, part);
        }
        // A line goes, is doubled, or comes from another text.
        5 => drop(bytes.drain(line(bytes, at))),
        6 => {
            let (from, to) = (line(bytes, at), line(bytes, random.below(bytes.len() + 1)));
            let copy = bytes[from].to_vec();
            bytes.splice(to.start..to.start, copy);
        }
        7 => {
            let other = random.one_of(seeds);
            let copy = other[line(other, random.below(other.len() + 1))].to_vec();
            let to = line(bytes, at).start;
            bytes.splice(to..to, copy);
        }
        // A number becomes another one, a quoted text loses or changes its content, a word stands where another stood.
        8 => {
            let number = run(bytes, at, |b| b.is_ascii_digit());
            bytes.splice(number, random.one_of(NUMBERS).iter().copied());
        }
        9 => {
            let quoted = run(bytes, at, |b| b != b'"' && b != b'\n');
            let piece = random.one_of(PIECES).repeat(random.below(3));
            bytes.splice(quoted, piece);
        }
        _ => {
            let (one, other) = (run(bytes, at, is_word), run(bytes, random.below(bytes.len() + 1), is_word));
            let copy = bytes[other].to_vec();
            bytes.splice(one, copy);
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The line around a position, its newline included.
fn line(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let mut line = run(bytes, at, |b| b != b'\n');
    line.end = bytes.len().min(line.end + 1);
    line
}

/// The longest stretch around a position whose bytes all fit.
fn run(bytes: &[u8], at: usize, fits: impl Fn(u8) -> bool) -> std::ops::Range<usize> {
    let at = at.min(bytes.len());
    let start = bytes[..at].iter().rposition(|&b| !fits(b)).map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|&b| !fits(b)).map_or(bytes.len(), |after| at + after);
    start..end
}
