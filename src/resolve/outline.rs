//! What the claims of a group have in common, so that a further claim is held against the whole at once.

use super::dates::EventDate;
use super::facts::{Claim, EntityKey};
use super::name::fold;
use super::places::Places;
use crate::vocabulary::{Mode, Status};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The outline of a group of claims.
#[derive(Debug, Default)]
pub(super) struct Outline {
    docs: BTreeSet<String>,
    places: BTreeSet<EntityKey>,
    topics: BTreeSet<String>,
    /// Whether a claim says that they telephoned, and whether one gives another form.
    call: bool,
    no_call: bool,
    /// Whether a claim says that it came about.
    pub(super) real: bool,
    /// Whether the latest claim says that nothing came of it.
    pub(super) void: bool,
    /// First and last report.
    pub(super) reports: Option<(Date, Date)>,
    /// Years that claims without a day or month name.
    pub(super) years: BTreeSet<i16>,
    /// The sentences, folded.
    sentences: BTreeSet<String>,
}

/// Sentences of fewer pairs of words are alike by chance.
const PAIRS: usize = 8;

impl Outline {
    /// Of the given claims, the latest last.
    pub(super) fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut outline = Self::default();
        for claim in claims {
            outline.docs.insert(claim.article.doc.clone());
            outline.places.extend(claim.place.clone());
            outline.topics.extend(claim.topics.iter().cloned());
            outline.call |= is_call(claim);
            outline.no_call |= is_no_call(claim);
            outline.real |= is_real(claim);
            outline.void = claim.status.is_void();
            outline.sentences.insert(fold(&claim.quote));
            if let Some(EventDate::Year(year)) = claim.date {
                outline.years.insert(year);
            }
            if let Some(day) = claim.article.date {
                let (first, last) = outline.reports.unwrap_or((day, day));
                outline.reports = Some((first.min(day), last.max(day)));
            }
        }
        outline
    }

    /// Whether the claim can be about the same event: of another article, of no other form and, unless type and
    /// parties tell enough, of no other place and no wholly different topics. Even then, a plan for elsewhere is not what came
    /// about.
    pub(super) fn agrees(&self, claim: &Claim, telling: bool, places: &Places) -> bool {
        let form = !(self.call && is_no_call(claim) || self.no_call && is_call(claim));
        let topics = self.topics.is_empty() || claim.topics.is_empty() || !self.topics.is_disjoint(&claim.topics);
        let venue = || self.places.iter().all(|place| places.agree(Some(place), claim.place.as_ref()));
        let somewhere =
            || self.places.is_empty() || self.places.iter().any(|at| places.agree(Some(at), claim.place.as_ref()));
        let telling = telling && (self.real == is_real(claim) || somewhere());
        form && !self.docs.contains(&claim.article.doc) && (telling || topics && venue())
    }

    /// Whether claims that name the parties otherwise can be about the same event: of other articles, calls with
    /// calls only, and the rest as of a single claim.
    pub(super) fn is_like(&self, other: &Self, telling: bool, places: &Places) -> bool {
        let topics = self.topics.is_empty() || other.topics.is_empty() || !self.topics.is_disjoint(&other.topics);
        let somewhere = || {
            let agree = |a| other.places.iter().any(|b| places.agree(Some(a), Some(b)));
            self.places.is_empty() || other.places.is_empty() || self.places.iter().any(agree)
        };
        let telling = telling && (self.real == other.real || somewhere());
        self.call == other.call
            && self.docs.is_disjoint(&other.docs)
            && (telling || topics && self.venue_agrees(other, places))
    }

    /// Whether no place of the one is elsewhere than a place of the other.
    pub(super) fn venue_agrees(&self, other: &Self, places: &Places) -> bool {
        self.places.iter().all(|a| other.places.iter().all(|b| places.agree(Some(a), Some(b))))
    }

    /// Whether a claim names a place.
    pub(super) fn names_place(&self) -> bool {
        !self.places.is_empty()
    }

    /// Whether a sentence of the one is almost a sentence of the other.
    pub(super) fn quotes_alike(&self, other: &Self) -> bool {
        self.sentences.iter().any(|a| other.sentences.iter().any(|b| alike(a, b)))
    }
}

/// Whether two folded sentences are one but for a few words: the same numbers, and three quarters of the pairs of
/// neighbouring words. Reports of daily attacks differ in little else than the numbers.
fn alike(a: &str, b: &str) -> bool {
    fn pairs(words: &str) -> BTreeSet<(&str, &str)> {
        words.split(' ').zip(words.split(' ').skip(1)).collect()
    }
    fn numbers(words: &str) -> Vec<&str> {
        words.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).collect()
    }
    let (x, y) = (pairs(a), pairs(b));
    let common = x.intersection(&y).count();
    x.len().min(y.len()) >= PAIRS && 8 * common >= 3 * (x.len() + y.len()) && numbers(a) == numbers(b)
}

/// Whether the claim says that the event came about.
pub(super) const fn is_real(claim: &Claim) -> bool {
    matches!(claim.status, Status::Happened | Status::Ongoing)
}

/// Whether the claim speaks of a telephone call.
pub(super) fn is_call(claim: &Claim) -> bool {
    claim.mode == Some(Mode::Call)
}

/// Whether the claim gives another form.
fn is_no_call(claim: &Claim) -> bool {
    claim.mode.is_some() && !is_call(claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_differs_in_few_words_and_in_no_number() {
        let told = "israel has recognised somaliland as a state of its own the first country that does so";
        for (other, same) in [
            ("israel has recognised somaliland as a state of its own the first country to do so", true),
            ("israel has recognised somaliland as a state", false),
            ("somaliland was recognised by israel as the first country that does so in its own state", false),
        ] {
            assert_eq!(alike(told, other), same, "{other}");
        }
        let toll = |n: u8| format!("at least {n} people are killed by air raids on the northern districts of the city");
        assert!(alike(&toll(82), &toll(82)));
        assert!(!alike(&toll(82), &toll(80)));
        assert!(!alike("they met", "they met"));
    }
}
