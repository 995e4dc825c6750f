//! A text → 48 hexadecimal digits that tell whether another text is a copy of it, cut, edited or under another headline.
//!
//! MinHash (Broder 1997) over runs of three words: of each of 24 orders of all possible runs the digits keep the last byte of the
//! text's first. Two texts agree in about as many of the 24 as the share of runs that they have in common. The hash is fixed, so that fingerprints made
//! anywhere can be compared.
//!
//! ```
//! use summitry::fingerprint::Fingerprint;
//!
//! let report = "The two presidents met in the capital on Monday and agreed to open the border to trade before the end of the year.";
//! let copy = report.replace("on Monday", "yesterday");
//! let other = "Three people died when a bus left the road in the mountains, the police of the province said, and ten were hurt.";
//! let of = |text| Fingerprint::of(text).unwrap();
//! assert!(of(report).resembles(&of(&copy)));
//! assert!(!of(report).resembles(&of(other)));
//! ```

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Values of a fingerprint.
const VALUES: usize = 24;
/// Values that agree by chance in one of 256; so many never do, and copies of a text have them.
const ALIKE: usize = 10;
/// Words of a run.
const RUN: usize = 3;
/// Texts of fewer words say too little to be copies of one another.
const WORDS: usize = 16;

/// The fingerprint of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; VALUES]);

impl Fingerprint {
    /// Of a text; none of one too short to be told from others.
    pub fn of(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        if words.len() < WORDS {
            return None;
        }
        let mut least = [u64::MAX; VALUES];
        for run in words.windows(RUN) {
            let hash = run.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| fnv(fnv(hash, word.as_bytes()), b" "));
            for (order, value) in (1..).zip(&mut least) {
                *value = mix(hash ^ mix(order)).min(*value);
            }
        }
        Some(Self(least.map(|value| value.to_le_bytes()[0])))
    }

    /// Whether the texts are copies of one another, as far as one can tell.
    pub fn resembles(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }

    /// Parts of which copies have at least one in common, nearly always; other texts hardly ever.
    pub(crate) fn bands(&self) -> impl Iterator<Item = (usize, [u8; 2])> + '_ {
        self.0.as_chunks::<2>().0.iter().copied().enumerate()
    }
}

/// FNV-1a of 64 bits, carried on.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// The mixing step of SplitMix64 (Steele, Lea, Flood 2014).
const fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What is no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 48 hexadecimal digits, this is '{0}'")]
pub struct NoFingerprint(String);

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NoFingerprint(text.chars().take(60).collect());
        let (digits, rest) = text.as_bytes().as_chunks::<2>();
        if digits.len() != VALUES || !rest.is_empty() {
            return Err(no());
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let mut values = [0; VALUES];
        for (value, [high, low]) in values.iter_mut().zip(digits) {
            *value = digit(*high).zip(digit(*low)).map(|(high, low)| 16 * high + low).ok_or_else(no)?;
        }
        Ok(Self(values))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NoFingerprint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Seventeen ministers came to the lake on Friday and left it on Sunday without a common paper, though all of them \
        had praised the draft when they arrived and none of them would say which sentence had been too much.";

    #[test]
    fn is_the_same_everywhere_and_is_read_as_it_is_written() {
        let fingerprint = Fingerprint::of(TEXT).unwrap();
        assert_eq!(fingerprint.to_string().len(), 48);
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        assert_eq!(Fingerprint::of(&TEXT.to_uppercase().replace(',', " -")), Some(fingerprint));
        assert_eq!(fingerprint.to_string(), "fc0855f14d62d864c38829f88d65e9144b899aa51caed217");
    }

    #[test]
    fn what_is_too_short_or_no_fingerprint_has_none() {
        assert_eq!(Fingerprint::of("They met on Monday."), None);
        for text in ["", "12", "é", &"0".repeat(47), &"g".repeat(48), &"é".repeat(24)] {
            assert!(text.parse::<Fingerprint>().is_err(), "{text}");
        }
    }
}
