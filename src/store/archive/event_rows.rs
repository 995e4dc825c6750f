//! Events and their claims ↔ the rows that stand for them.

use super::fault::Attempt;
use super::load::LoadedClaim;
use super::rows::EventId;
use crate::resolve::{Claim, EventFact};
use jiff::civil::Date;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The rows of claims, by what tells the claims apart. Claims that nothing tells apart are as good one as the other.
pub(super) struct Rows(FxHashMap<Handle, Vec<Place>>);

/// What tells a claim apart: article, id, trigger, quote.
type Handle = (String, String, String, String);

/// A claim's row, and what stands in it.
pub(super) struct Place {
    pub(super) id: i64,
    pub(super) event: Option<EventId>,
    pub(super) rule: Option<String>,
}

impl Rows {
    pub(super) fn of(loaded: &[LoadedClaim]) -> Self {
        let mut rows: FxHashMap<Handle, Vec<Place>> = FxHashMap::default();
        for l in loaded.iter().rev() {
            rows.entry(handle(&l.claim)).or_default().push(Place { id: l.id, event: l.event, rule: l.rule.clone() });
        }
        Self(rows)
    }

    pub(super) fn take(&mut self, claim: &Claim) -> Option<Place> {
        self.0.get_mut(&handle(claim))?.pop()
    }
}

fn handle(claim: &Claim) -> Handle {
    (claim.article.doc.clone(), claim.id.clone(), claim.trigger.clone(), claim.quote.clone())
}

/// Writes an event's row; whether it says anything new.
pub(super) fn write_event(db: &Connection, id: EventId, bucket: &str, event: &EventFact) -> Attempt<bool> {
    let articles: BTreeSet<&str> = event.claims.iter().map(|j| j.claim.article.doc.as_str()).collect();
    let days = event.days();
    let day = |of: fn((Date, Date)) -> Date| days.map(|days| of(days).to_string());
    let written = db
        .prepare_cached(
            "INSERT INTO event (id, code, bucket, key, type, mode, status, date, first_day, last_day, articles)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET bucket = ?3, key = ?4, type = ?5, mode = ?6, status = ?7, date = ?8,
                 first_day = ?9, last_day = ?10, articles = ?11
             WHERE (bucket, key, type, mode, status, date, first_day, last_day, articles)
                 IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            id,
            event.id,
            bucket,
            event.key,
            event.kind,
            event.mode.map(|m| m.as_str()),
            event.status.as_str(),
            event.date.map(|d| d.to_string()),
            day(|(first, _)| first),
            day(|(_, last)| last),
            i64::try_from(articles.len()).unwrap_or(i64::MAX),
        ])?;
    Ok(written > 0)
}
