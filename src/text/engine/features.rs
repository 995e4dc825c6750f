//! Words to the numbers that the network takes: a word → one row in each embedding table.
//!
//! The keys are the lowercase word, its prefix and suffixes, and its shape; static vectors are found by a
//! fingerprint of the word. `trainer/features.py` and `trainer/text.py` define the same keys.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::container::Container;
use crate::error::Problem;

/// The input vocabularies, in the order in which their vectors stand beside each other.
pub(super) const INPUTS: [&str; 6] = ["word", "prefix3", "suffix2", "suffix3", "suffix4", "shape"];

/// Rows of a word: one an input vocabulary (0 = unknown), the last in the table of static vectors (0 = none).
pub(super) type WordRows = [u32; INPUTS.len() + 1];

/// The input vocabularies of a model.
#[derive(Debug)]
pub(super) struct Features<'m> {
    vocabularies: [FxHashMap<&'m str, u32>; INPUTS.len()],
    vectors: VectorKeys<'m>,
}

impl<'m> Features<'m> {
    pub(super) fn read(container: &Container<'m>) -> Result<Self, Problem> {
        let mut vocabularies: [FxHashMap<&'m str, u32>; INPUTS.len()] = Default::default();
        for (vocabulary, name) in vocabularies.iter_mut().zip(INPUTS) {
            let strings = container.strings(&format!("input.{name}"))?;
            *vocabulary = strings.iter().zip(0..).map(|(string, row)| (*string, row)).collect();
        }
        Ok(Self { vocabularies, vectors: VectorKeys::read(container.bytes("vector.keys")?)? })
    }

    /// The rows of a word as it stands in the text.
    pub(super) fn rows(&self, word: &str) -> WordRows {
        let word = normalize(word);
        let lower = word.to_lowercase();
        let keys: [&str; INPUTS.len()] = [
            &zero_digits(&lower),
            first_chars(&lower, 3),
            last_chars(&lower, 2),
            last_chars(&lower, 3),
            last_chars(&lower, 4),
            &shape(&word),
        ];
        let mut rows = WordRows::default();
        for ((row, vocabulary), key) in rows.iter_mut().zip(&self.vocabularies).zip(keys) {
            *row = vocabulary.get(key).copied().unwrap_or(0);
        }
        rows[INPUTS.len()] = self.vectors.row(&lower);
        rows
    }
}

/// Typographic quotes, dashes and ellipses as ASCII: the treebanks have mostly those.
fn normalize(word: &str) -> Cow<'_, str> {
    if word == "''" {
        return Cow::Borrowed("\"");
    }
    if !word.contains(|c| ascii(c).is_some()) {
        return Cow::Borrowed(word);
    }
    let mut normalized = String::with_capacity(word.len());
    for char in word.chars() {
        match ascii(char) {
            Some(replacement) => normalized.push_str(replacement),
            None => normalized.push(char),
        }
    }
    if normalized == "''" { Cow::Borrowed("\"") } else { Cow::Owned(normalized) }
}

fn ascii(char: char) -> Option<&'static str> {
    Some(match char {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2bc}' | '`' | '\u{b4}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2010}'..='\u{2013}' | '\u{2212}' => "-",
        '\u{2014}' | '\u{2015}' => "--",
        '\u{2026}' => "...",
        _ => return None,
    })
}

fn zero_digits(lower: &str) -> Cow<'_, str> {
    if lower.bytes().any(|byte| byte.is_ascii_digit()) {
        Cow::Owned(lower.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect())
    } else {
        Cow::Borrowed(lower)
    }
}

fn first_chars(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(end, _)| &word[..end])
}

fn last_chars(word: &str, count: usize) -> &str {
    word.char_indices().rev().nth(count - 1).map_or(word, |(start, _)| &word[start..])
}

/// Classes of the characters, runs cut at three: `Obama` → `Xxxx`, `U.S.` → `X.X.`.
fn shape(word: &str) -> String {
    let mut shape = String::with_capacity(word.len());
    let (mut last, mut run) = ('\0', 0);
    for char in word.chars() {
        let kind = match char {
            _ if char.is_uppercase() => 'X',
            _ if char.is_alphabetic() => 'x',
            _ if char.is_numeric() => 'd',
            _ => char,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 3 {
            shape.push(kind);
        }
    }
    shape
}

const BUCKETS: usize = 1 << 16;

/// The words that have a static vector, as fingerprints in buckets: four bytes a word.
///
/// The upper 16 bits of a word's hash choose a bucket, the next 16 tell it from the others there. One in some 15,000
/// words without a vector is mistaken for another, which does no harm that a wrong vector would not.
#[derive(Debug)]
struct VectorKeys<'m> {
    starts: Vec<u32>,
    fingerprints: &'m [u8],
    rows: &'m [u8],
}

impl<'m> VectorKeys<'m> {
    fn read(bytes: &'m [u8]) -> Result<Self, Problem> {
        let damaged = || Problem::new("model", "section `vector.keys` has the wrong size").remedy("train again");
        let (sizes, entries) = bytes.split_at_checked(BUCKETS).ok_or_else(damaged)?;
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut start = 0u32;
        for size in sizes {
            starts.push(start);
            start += u32::from(*size);
        }
        starts.push(start);
        if entries.len() != 4 * start as usize {
            return Err(damaged());
        }
        let (fingerprints, rows) = entries.split_at(2 * start as usize);
        Ok(Self { starts, fingerprints, rows })
    }

    fn row(&self, lower: &str) -> u32 {
        let hash = key_hash(lower);
        let bucket = (hash >> 48) as usize;
        let fingerprint = ((hash >> 32) as u16).to_le_bytes();
        let range = 2 * self.starts[bucket] as usize..2 * self.starts[bucket + 1] as usize;
        let found = self.fingerprints[range.clone()].as_chunks::<2>().0.iter().position(|f| *f == fingerprint);
        found.map_or(0, |at| {
            let at = range.start + 2 * at;
            u32::from(u16::from_le_bytes([self.rows[at], self.rows[at + 1]]))
        })
    }
}

/// 64-bit FNV-1a, its bits then mixed (the finalizer of MurmurHash3).
fn key_hash(word: &str) -> u64 {
    let mut hash =
        word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_cut_runs() {
        assert_eq!(shape("Obama"), "Xxxx");
        assert_eq!(shape("U.S."), "X.X.");
        assert_eq!(shape("2026"), "ddd");
        assert_eq!(shape("BOGOTÁ"), "XXX");
        assert_eq!(shape(""), "");
    }

    #[test]
    fn typography_becomes_ascii() {
        assert_eq!(normalize("’s"), "'s");
        assert_eq!(normalize("—"), "--");
        assert_eq!(normalize("’’"), "\"");
        assert_eq!(normalize("Bogotá"), "Bogotá");
    }

    #[test]
    fn affixes_count_characters() {
        assert_eq!((first_chars("élan", 3), last_chars("élan", 2)), ("éla", "an"));
        assert_eq!((first_chars("a", 3), last_chars("a", 4)), ("a", "a"));
    }
}
