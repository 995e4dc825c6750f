//! Features → the rows of weights of those that a model knows.

/// Number of an unused slot.
const NONE: u32 = u32::MAX;

/// Bits of the filter for each feature that is known: one in sixteen unknown features passes.
const FILTER: usize = 16;

/// Features looked up together.
const TOGETHER: usize = 32;

/// The features that a model knows, by which their rows are found.
///
/// Models know about half of what they are asked about, and fill more than a processor's nearest caches. So that it waits for many
/// features at a time and not for one after the other, each step is taken for several features before the next one, without branches that
/// cannot be foreseen: a bit tells what is unknown; the rest stands at its hash, or close behind it.
#[derive(Debug)]
pub(super) struct Rows {
    filter: Vec<u64>,
    /// Features with their rows: a table with open addressing, at most half full.
    slots: Vec<(u32, u32)>,
}

impl Rows {
    /// Features whose rows stand in their order.
    pub(super) fn new(features: impl ExactSizeIterator<Item = u32>) -> Self {
        let count = features.len().max(1);
        let mut rows = Self {
            filter: vec![0; (FILTER * count).next_power_of_two().div_ceil(64)],
            slots: vec![(0, NONE); (2 * count).next_power_of_two()],
        };
        for (feature, row) in features.zip(0..) {
            let (word, bit) = rows.bit(feature);
            rows.filter[word] |= bit;
            let slot = rows.slot(feature);
            rows.slots[slot] = (feature, row);
        }
        rows
    }

    /// The row of a feature.
    pub(super) fn find(&self, feature: u32) -> Option<usize> {
        let (_, row) = self.slots[self.slot(feature)];
        (row != NONE).then_some(row as usize)
    }

    /// Calls `each` for the row of every feature that is known, in the order of the features.
    pub(super) fn for_each(&self, features: &[u32], mut each: impl FnMut(usize)) {
        for features in features.chunks(TOGETHER) {
            let mut likely = [0; TOGETHER];
            let mut count = 0;
            for &feature in features {
                let (word, bit) = self.bit(feature);
                likely[count] = feature;
                count += usize::from(self.filter[word] & bit != 0);
            }
            let mut known = [0; TOGETHER];
            let mut found = 0;
            for &feature in &likely[..count] {
                if let Some(row) = self.find(feature) {
                    known[found] = row;
                    found += 1;
                }
            }
            known[..found].iter().for_each(|&row| each(row));
        }
    }

    /// Where a feature stands, or would.
    fn slot(&self, feature: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = spread(feature) as usize & mask;
        while self.slots[at].1 != NONE && self.slots[at].0 != feature {
            at = (at + 1) & mask;
        }
        at
    }

    /// The word of the filter and the bit in it that stand for a feature.
    fn bit(&self, feature: u32) -> (usize, u64) {
        let hash = spread(feature);
        (hash as usize >> 6 & (self.filter.len() - 1), 1 << (hash & 63))
    }
}

/// Mixes the bits of a feature, so that any of them can choose a place.
fn spread(feature: u32) -> u32 {
    let hash = (feature ^ (feature >> 16)).wrapping_mul(0x9e37_79b1);
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_features_are_found_in_their_order() {
        let known: Vec<u32> = (0..5000).map(|i: u32| i.wrapping_mul(2_654_435_761)).collect();
        let rows = Rows::new(known.iter().copied());
        let asked: Vec<u32> = (0..10_000).map(|i: u32| i.wrapping_mul(2_654_435_761)).rev().collect();
        let mut found = Vec::new();
        rows.for_each(&asked, |row| found.push(row));
        assert!(found.iter().copied().eq((0..5000).rev()));
        assert!(known.iter().enumerate().all(|(row, &feature)| rows.find(feature) == Some(row)));
        assert_eq!(rows.find(1), None);
    }

    #[test]
    fn an_empty_model_knows_nothing() {
        let rows = Rows::new(std::iter::empty());
        rows.for_each(&[0, 1, u32::MAX], |_| panic!("nothing is known"));
    }
}
