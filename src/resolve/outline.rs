//! What the claims of a group have in common, so that a further claim is held against the whole at once.

use super::facts::{Claim, EntityKey};
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
    /// Whether a claim says that they telephoned, and whether one says that they met.
    call: bool,
    in_person: bool,
    /// Whether a claim says that it came about.
    pub(super) real: bool,
    /// First and last report.
    pub(super) reports: Option<(Date, Date)>,
}

impl Outline {
    /// Of the given claims.
    pub(super) fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut outline = Self::default();
        for claim in claims {
            outline.docs.insert(claim.article.doc.clone());
            outline.places.extend(claim.place.clone());
            outline.topics.extend(claim.topics.iter().cloned());
            outline.call |= is_call(claim);
            outline.in_person |= is_in_person(claim);
            outline.real |= is_real(claim);
            if let Some(day) = claim.article.date {
                let (first, last) = outline.reports.unwrap_or((day, day));
                outline.reports = Some((first.min(day), last.max(day)));
            }
        }
        outline
    }

    /// Whether the claim can be about the same event: of another article, of no other form and, unless type and
    /// parties tell enough, of no other place and no wholly different topics.
    pub(super) fn agrees(&self, claim: &Claim, telling: bool, places: &Places) -> bool {
        let form = !(self.call && is_in_person(claim) || self.in_person && is_call(claim));
        let topics = self.topics.is_empty() || claim.topics.is_empty() || !self.topics.is_disjoint(&claim.topics);
        let venue = || self.places.iter().all(|place| places.agree(Some(place), claim.place.as_ref()));
        form && !self.docs.contains(&claim.article.doc) && (telling || topics && venue())
    }
}

/// Whether the claim says that the event came about.
pub(super) const fn is_real(claim: &Claim) -> bool {
    matches!(claim.status, Status::Happened | Status::Ongoing)
}

/// Whether the claim speaks of a telephone call.
pub(super) fn is_call(claim: &Claim) -> bool {
    claim.mode == Some(Mode::Call)
}

/// Whether the claim says that people are in one place; talks and mediation may be either.
fn is_in_person(claim: &Claim) -> bool {
    matches!(claim.mode, Some(Mode::Meeting | Mode::Visit | Mode::Summit))
}
