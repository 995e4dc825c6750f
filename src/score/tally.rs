//! What is counted: hits against what the system gave and the gold wanted, and rights against wrongs.

use std::collections::BTreeMap;

/// Hits, and what they are measured against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// What both have.
    pub found: usize,
    /// What the system has.
    pub system: usize,
    /// What the gold has.
    pub gold: usize,
}

impl Tally {
    /// Adds the counts of one text.
    pub fn add(&mut self, found: usize, system: usize, gold: usize) {
        self.found += found;
        self.system += system;
        self.gold += gold;
    }

    /// Share of the system's that the gold has too; 0 where the system has none.
    pub fn precision(self) -> f64 {
        share(self.found, self.system)
    }

    /// Share of the gold's that the system has too; 0 where the gold has none.
    pub fn recall(self) -> f64 {
        share(self.found, self.gold)
    }

    /// Harmonic mean of precision and recall; 0 where both are.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// Rights of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub all: usize,
}

impl Accuracy {
    /// Adds one.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// Share of rights; 0 of none.
    pub fn share(self) -> f64 {
        share(self.right, self.all)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    // Counts of events: far below where f64 loses integers.
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// An event of the gold without a core match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Its text.
    pub doc: String,
    /// Event type.
    pub kind: String,
    /// Its status.
    pub status: String,
    /// Its sentence.
    pub evidence: String,
}

/// All figures. A measure without an occasion (no event matched: no topics) has no entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// `entity`, `entity.person`, …, `event.core`, …, `tie.meets`, …, `topics`.
    pub measures: BTreeMap<String, Tally>,
    /// `date`, `host`, `place`, `status`, ….
    pub attributes: BTreeMap<String, Accuracy>,
    /// Core matches by event type.
    pub per_type: BTreeMap<String, Tally>,
    /// Verbatim quotes; `None` where there was no text to look in, or no event.
    pub evidence: Option<Accuracy>,
    /// What was missed, in the gold's order.
    pub missed: Vec<Missed>,
}

impl Scores {
    /// The tally of a measure.
    pub fn measure(&mut self, name: &str) -> &mut Tally {
        self.measures.entry(name.to_owned()).or_default()
    }

    /// The accuracy of an attribute.
    pub fn attribute(&mut self, name: &str) -> &mut Accuracy {
        self.attributes.entry(name.to_owned()).or_default()
    }
}
