//! Events of extractions → [`Claim`]s: parties by identity, dates and confidence checked, dangling references reported.

use super::articles;
use super::dates::EventDate;
use super::entities::{Keys, LocalKeys};
use super::facts::{ArticleRef, Claim, EntityKey};
use super::review::{ClaimId, Review};
use crate::error::Problem;
use crate::extract::{Event, Extraction};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The confidence of a claim whose extractor gives none.
pub(super) const DEFAULT_CONFIDENCE: f32 = 0.7;

/// All events of all articles, as claims. An event without a quote or without any known party is reported, left out.
pub(super) fn gather(
    extractions: &[Extraction],
    keys: &Keys,
    review: &Review,
    problems: &mut Vec<Problem>,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for extraction in extractions {
        if let Some(keys) = keys.of(&extraction.doc) {
            claims.extend(of_record(extraction, keys, review, problems));
        }
    }
    claims
}

/// The events of one article, as claims.
pub(crate) fn of_record(
    extraction: &Extraction,
    keys: &LocalKeys,
    review: &Review,
    problems: &mut Vec<Problem>,
) -> Vec<Claim> {
    let article = articles::reference(extraction);
    let mut reader = Reader { doc: &extraction.doc, article: &article, keys, problems };
    let claims = extraction.events.iter().filter_map(|event| reader.claim(event));
    claims.filter_map(|claim| reviewed(claim, review)).collect()
}

/// The claim as people have decided on it; none if it is wrong.
fn reviewed(mut claim: Claim, review: &Review) -> Option<Claim> {
    let id = ClaimId::of(&claim);
    if review.confirms(&id) {
        claim.confidence = 1.0;
    }
    (!review.rejects(&id)).then_some(claim)
}

/// Turns the events of one article into claims.
struct Reader<'a> {
    doc: &'a str,
    article: &'a Arc<ArticleRef>,
    keys: &'a LocalKeys,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn claim(&mut self, event: &Event) -> Option<Claim> {
        if event.evidence.trim().is_empty() {
            self.report(event, "quotes no sentence, left out", "give each event its 'evidence'");
            return None;
        }
        let actors: BTreeSet<_> = event.actors.iter().filter_map(|id| self.entity(event, id)).collect();
        let recipients: BTreeSet<_> = event
            .recipients
            .iter()
            .filter_map(|id| self.entity(event, id))
            .filter(|key| !actors.contains(key))
            .collect();
        if actors.is_empty() && recipients.is_empty() {
            self.report(event, "has no party, left out", "name at least one actor among the record's 'entities'");
            return None;
        }
        let date = event.date.as_deref().and_then(|text| {
            let date = EventDate::parse(text);
            if date.is_none() {
                self.report(event, &format!("'{text}' is no date, not used"), "write 2026-05-04, 2026-05 or 2026");
            }
            date
        });
        Some(Claim {
            article: self.article.clone(),
            id: event.id.clone(),
            kind: event.kind.clone(),
            mode: event.mode,
            status: event.status,
            actors,
            recipients,
            host: event.host.as_ref().and_then(|id| self.entity(event, id)),
            place: event.place.as_ref().and_then(|id| self.entity(event, id)),
            date,
            topics: event.topics.iter().filter(|t| !t.trim().is_empty()).cloned().collect(),
            claimed_by: event.claimed_by.as_ref().and_then(|id| self.entity(event, id)),
            trigger: event.trigger.clone(),
            quote: event.evidence.clone(),
            span: event.span,
            pattern: event.pattern.clone(),
            confidence: event.confidence.filter(|c| c.is_finite()).unwrap_or(DEFAULT_CONFIDENCE).clamp(0.0, 1.0),
        })
    }

    fn entity(&mut self, event: &Event, id: &str) -> Option<EntityKey> {
        let key = self.keys.get(id).cloned();
        if key.is_none() {
            let what = format!("names '{id}', which is no entity of the record; not used");
            self.report(event, &what, "list it among the record's 'entities'");
        }
        key
    }

    fn report(&mut self, event: &Event, what: &str, remedy: &str) {
        self.problems.push(Problem::new(self.doc, format!("event '{}' {what}", event.id)).remedy(remedy));
    }
}
