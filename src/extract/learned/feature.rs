//! What holds of a word or of a member, as numbers: a feature is the hash of its template and the words in it.

use rustc_hash::FxHashSet;

/// Features of one thing to be judged.
///
/// A feature is a 32-bit FNV-1a hash, the same on every machine; the model stores its weights by it. Names are kept
/// only where somebody wants to read them.
#[derive(Debug, Clone)]
pub struct Features {
    hashes: Vec<u32>,
    names: Option<Vec<String>>,
}

const OFFSET: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;
/// Stands between the parts of a feature; no text has it.
const SEPARATOR: u8 = 0x1f;

/// As many features as nearly everything has at most.
const USUAL: usize = 128;

impl Default for Features {
    fn default() -> Self {
        Self { hashes: Vec::with_capacity(USUAL), names: None }
    }
}

impl Features {
    /// Features that remember what they mean.
    pub fn named() -> Self {
        Self { names: Some(Vec::new()), ..Self::default() }
    }

    /// Adds the feature of a template with its words.
    pub fn put(&mut self, template: &str, parts: &[&str]) {
        let hash = parts.iter().fold(mix(OFFSET, template), |hash, part| mix(step(hash, SEPARATOR), part));
        self.hashes.push(hash);
        if let Some(names) = &mut self.names {
            names.push(parts.iter().fold(template.to_owned(), |name, part| name + " " + part));
        }
    }

    /// The hashes, each once, in ascending order.
    pub fn into_hashes(mut self) -> Vec<u32> {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes
    }

    /// The features with their names, each once, in the order in which they were added; none unless they are
    /// [`named`](Self::named).
    pub fn with_names(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut seen = FxHashSet::default();
        let names = self.names.iter().flatten().map(String::as_str);
        self.hashes.iter().copied().zip(names).filter(move |(hash, _)| seen.insert(*hash))
    }
}

/// The feature as it holds of one event type: a hash of both.
pub fn with_type(feature: u32, event_type: u32) -> u32 {
    (feature ^ (event_type + 1).wrapping_mul(0x9e37_79b1)).wrapping_mul(PRIME)
}

fn mix(hash: u32, text: &str) -> u32 {
    text.bytes().fold(hash, step)
}

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(PRIME)
}
