//! Who takes part in an event, side by side: the states, and the persons named for each. Tells whether two sets of
//! parties can be those of one event: `{Trump, Xi}` and `{United States, China}` can, `{Rubio, Lavrov}` and
//! `{Trump, Putin}` cannot.

use super::bucket::Bucket;
use super::facts::EntityKey;
use super::states::States;
use std::collections::{BTreeMap, BTreeSet};

/// The parties of claims of one bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cast {
    /// The sides of the bucket, each with the persons named for it.
    sides: BTreeMap<EntityKey, BTreeSet<EntityKey>>,
    /// Parties that the bucket leaves out.
    others: BTreeSet<EntityKey>,
}

impl Cast {
    /// Of the parties as they are named.
    pub(super) fn of(named: &BTreeSet<EntityKey>, bucket: &Bucket, states: &States) -> Self {
        let mut cast = Self { sides: BTreeMap::new(), others: BTreeSet::new() };
        for key in named {
            let side = states.side(key);
            if bucket.parties.contains(key) {
                cast.sides.entry(key.clone()).or_default();
            } else if bucket.parties.contains(side) {
                cast.sides.entry(side.clone()).or_default().insert(key.clone());
            } else {
                cast.others.insert(key.clone());
            }
        }
        cast
    }

    /// Whether both can be the parties of one event: on each side one names the state only, or they have a person in
    /// common; and of the other parties, one names no others than the other does.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let side = |(state, persons): (&EntityKey, &BTreeSet<EntityKey>)| {
            other
                .sides
                .get(state)
                .is_none_or(|theirs| persons.is_empty() || theirs.is_empty() || !persons.is_disjoint(theirs))
        };
        self.sides.iter().all(side) && (self.others.is_subset(&other.others) || other.others.is_subset(&self.others))
    }

    /// Whether it names nobody whom the other does not name, and is not the same.
    pub(super) fn is_vaguer(&self, other: &Self) -> bool {
        let empty = BTreeSet::new();
        self != other
            && self.others.is_subset(&other.others)
            && self.sides.iter().all(|(state, persons)| persons.is_subset(other.sides.get(state).unwrap_or(&empty)))
    }

    /// Whether both have the same parties beside the sides of the bucket.
    pub(super) fn same_others(&self, other: &Self) -> bool {
        self.others == other.others
    }

    /// How many persons and other parties it names.
    pub(super) fn names(&self) -> usize {
        self.others.len() + self.sides.values().map(BTreeSet::len).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words are states in capitals, with persons in brackets: `"US(trump,vance) RU"`; `+who` is another party.
    fn cast(text: &str) -> Cast {
        let key = |word: &str| EntityKey(word.into());
        let mut cast = Cast { sides: BTreeMap::new(), others: BTreeSet::new() };
        for word in text.split(' ') {
            if let Some(other) = word.strip_prefix('+') {
                cast.others.insert(key(other));
                continue;
            }
            let (state, persons) = word.trim_end_matches(')').split_once('(').unwrap_or((word, ""));
            cast.sides.insert(key(state), persons.split(',').filter(|p| !p.is_empty()).map(key).collect());
        }
        cast
    }

    #[test]
    fn a_state_agrees_with_its_person_and_two_persons_do_not() {
        for (a, b, agree) in [
            ("US(trump) RU(putin)", "US RU", true),
            ("US(trump) RU", "US RU(putin)", true),
            ("US(trump,vance) RU", "US(trump) RU", true),
            ("US(trump) RU(putin)", "US(rubio) RU(lavrov)", false),
            ("US(trump) RU", "US(rubio) RU", false),
            ("SK UA +EC", "SK UA", true),
            ("SK UA +EC", "SK UA +NATO", false),
        ] {
            assert_eq!(cast(a).agrees(&cast(b)), agree, "{a} / {b}");
            assert_eq!(cast(b).agrees(&cast(a)), agree, "{b} / {a}");
        }
    }

    #[test]
    fn who_names_fewer_is_vaguer() {
        assert!(cast("US RU").is_vaguer(&cast("US(trump) RU")));
        assert!(cast("US RU").is_vaguer(&cast("US RU +UN")));
        assert!(!cast("US RU").is_vaguer(&cast("US RU")));
        assert!(!cast("US(trump) RU").is_vaguer(&cast("US RU(putin)")));
    }
}
