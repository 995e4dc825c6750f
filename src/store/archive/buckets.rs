//! Claims of a store sorted into buckets, and the claims of a bucket counted to events.

use super::changes::Changes;
use super::event_rows::{Rows, write_event};
use super::fault::Attempt;
use super::load::{LoadedClaim, claims};
use super::refresh::Known;
use super::relations::look_up_places;
use super::rows::{EntityId, EventId, all, event_number, word};
use super::ties::tie_event;
use super::touched::{Around, Touched, days_row};
use crate::resolve::{
    Bucket, Claim, Days, EntityKey, EventTypes, Review, States, bucket, buckets, days, merge_bucket, stretches, touch,
};
use crate::vocabulary::Status;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the buckets of claims; both the old and the new one must be computed anew.
pub(super) fn sort_claims(
    db: &Connection,
    types: &EventTypes,
    known: &mut Known<'_>,
    touched: &mut Touched,
) -> Attempt<()> {
    // Both tables are made here, once a batch, so that what asks them stays prepared.
    db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS loose_claim (id INTEGER PRIMARY KEY); DELETE FROM temp.loose_claim;
         CREATE TEMP TABLE IF NOT EXISTS near_claim (id INTEGER PRIMARY KEY);",
    )?;
    for id in &touched.claims {
        db.prepare_cached("INSERT INTO temp.loose_claim VALUES (?1)")?.execute([id])?;
    }
    add_together(db, known.review)?;
    let loose = claims(db, &mut known.entities, "c.id IN (SELECT id FROM temp.loose_claim)", [])?;
    let states = states(db, known, &loose)?;
    let only: Vec<Claim> = loose.iter().map(|loaded| loaded.claim.clone()).collect();
    let found = buckets(&only, known.review, &states, types);
    for (loaded, now) in loose.into_iter().zip(found) {
        let now = now.to_string();
        if loaded.bucket == now {
            continue;
        }
        db.prepare_cached("UPDATE claim SET bucket = ?2 WHERE id = ?1")?.execute(params![loaded.id, now])?;
        let days = days(&loaded.claim);
        for bucket in [loaded.bucket, now].into_iter().filter(|bucket| !bucket.is_empty()) {
            touched.note(bucket, days, loaded.event);
        }
    }
    Ok(())
}

/// Adds to the loose claims all those that people hold for one event with one of them.
fn add_together(db: &Connection, review: &Review) -> Attempt<()> {
    for set in review.together() {
        let mut numbers = Vec::new();
        for id in set {
            let mut asked = db.prepare_cached(
                "SELECT c.id FROM article a JOIN claim c ON c.article = a.id WHERE a.doc = ?1 AND c.local = ?2",
            )?;
            numbers.extend(all(&mut asked, [&id.doc, &id.claim], |row| Ok(row.get::<_, i64>(0)?))?);
        }
        let mut is_loose = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM temp.loose_claim WHERE id = ?1)")?;
        let mut any = false;
        for number in &numbers {
            any |= is_loose.query_row([number], |row| row.get::<_, bool>(0))?;
        }
        for number in numbers.iter().filter(|_| any) {
            db.prepare_cached("INSERT OR IGNORE INTO temp.loose_claim VALUES (?1)")?.execute([number])?;
        }
    }
    Ok(())
}

/// Counts the claims of a bucket to events, and writes what differs from what stands there.
pub(super) fn refresh_bucket(
    db: &Connection,
    types: &EventTypes,
    known: &mut Known<'_>,
    (name, around): (&str, &Around),
    touched: &mut Touched,
    changes: &mut Changes,
) -> Attempt<()> {
    let loaded = claims_around(db, known, name, &around.days)?;
    let events = loaded.iter().filter_map(|l| l.event).chain(around.left.iter().copied()).collect();
    let mut before = events_before(db, name, &events)?;
    let mut rows = Rows::of(&loaded);
    let states = states(db, known, &loaded)?;
    look_up_places(db, known, &loaded)?;
    // At least one claim is here of its own accord.
    let own = loaded.iter().map(|l| bucket(&l.claim, &states, types)).find(|own| own.to_string() == name);
    let claims = loaded.into_iter().map(|l| l.claim).collect();
    let merged = |own: Bucket| merge_bucket(&own, claims, types, known.review, &states, &known.places);
    let events = own.map(merged).unwrap_or_default();
    // Events that are gone, and the one that took over their claims.
    let mut successors: BTreeMap<EventId, (String, Status)> = BTreeMap::new();
    for event in events {
        let id = event_number(&event.id)?;
        let mut changed = write_event(db, id, name, &event)?;
        let mut of_others = BTreeSet::new();
        for joined in &event.claims {
            let Some(row) = rows.take(&joined.claim) else { continue };
            of_others.extend(row.event.filter(|before| *before != id));
            if row.event != Some(id) || row.rule.as_deref() != Some(joined.rule.as_str()) {
                db.prepare_cached("UPDATE claim SET event = ?2, rule = ?3 WHERE id = ?1")?.execute(params![
                    row.id,
                    id,
                    joined.rule.as_str()
                ])?;
                changed = true;
            }
        }
        match before.remove(&id) {
            None if of_others.is_empty() => changes.events += 1,
            Some(status) if status != event.status => changes.moved.push((event.id.clone(), status, event.status)),
            _ => {}
        }
        successors.extend(of_others.into_iter().map(|other| (other, (event.id.clone(), event.status))));
        if changed {
            tie_event(db, types, known, id, &event.kind, event.claims.iter().map(|j| &j.claim))?;
            touched.events.remove(&id);
        }
    }
    for (id, status) in before {
        db.prepare_cached("DELETE FROM event WHERE id = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM tie WHERE event = ?1")?.execute([id])?;
        match successors.remove(&id) {
            Some((code, now)) if now != status => changes.moved.push((code, status, now)),
            Some(_) => {}
            None => changes.gone += 1,
        }
    }
    Ok(())
}

/// Whom the parties of claims speak for.
fn states(db: &Connection, known: &mut Known<'_>, claims: &[LoadedClaim]) -> Attempt<States> {
    let mut states = States::default();
    let parties: BTreeSet<&EntityKey> = claims.iter().flat_map(|loaded| loaded.claim.parties()).collect();
    let mut asked =
        db.prepare_cached("SELECT s.state FROM entity e JOIN side s ON s.entity = e.id WHERE e.key = ?1")?;
    for party in parties {
        for state in all(&mut asked, [party.as_str()], |row| Ok(row.get::<_, EntityId>(0)?))? {
            states.note(party.clone(), known.entities.key(db, state)?);
        }
    }
    Ok(states)
}

/// The claims of a bucket in all stretches of time that the given days touch.
fn claims_around(db: &Connection, known: &mut Known<'_>, bucket: &str, around: &[Days]) -> Attempt<Vec<LoadedClaim>> {
    let mut asked = db.prepare_cached("SELECT id, first_day, last_day FROM claim WHERE bucket = ?1")?;
    let rows: Vec<(i64, Days)> = all(&mut asked, [bucket], |row| Ok((row.get(0)?, days_row(row, 1)?)))?;
    let spans: Vec<Days> = rows.iter().map(|(_, days)| *days).collect();
    let near = |stretch: &Vec<usize>| {
        let mut members = stretch.iter().filter_map(|i| spans.get(*i));
        members.any(|span| around.iter().any(|days| touch(*span, *days)))
    };
    let wanted: Vec<usize> = stretches(&spans).into_iter().filter(near).flatten().collect();
    if wanted.len() == rows.len() {
        return claims(db, &mut known.entities, "c.bucket = ?1", [bucket]);
    }
    db.prepare_cached("DELETE FROM temp.near_claim")?.execute([])?;
    let mut insert = db.prepare_cached("INSERT INTO temp.near_claim VALUES (?1)")?;
    for (id, _) in wanted.into_iter().filter_map(|i| rows.get(i)) {
        insert.execute([id])?;
    }
    claims(db, &mut known.entities, "c.id IN (SELECT id FROM temp.near_claim)", [])
}

/// The buckets with claims on which people have decided that they are one event or another one.
pub(super) fn decided_buckets(db: &Connection, review: &Review) -> Attempt<BTreeSet<String>> {
    let mut buckets = BTreeSet::new();
    for id in review.together().iter().chain(review.apart()).flatten() {
        let mut asked = db.prepare_cached(
            "SELECT c.bucket FROM article a JOIN claim c ON c.article = a.id WHERE a.doc = ?1 AND c.local = ?2",
        )?;
        buckets.extend(all(&mut asked, [&id.doc, &id.claim], |row| Ok(row.get::<_, String>(0)?))?);
    }
    Ok(buckets)
}

/// Those of the events that stand in a bucket, with their status.
fn events_before(db: &Connection, bucket: &str, events: &BTreeSet<EventId>) -> Attempt<BTreeMap<EventId, Status>> {
    let mut found = BTreeMap::new();
    let mut asked = db.prepare_cached("SELECT status FROM event WHERE id = ?1 AND bucket = ?2")?;
    for id in events {
        for status in all(&mut asked, params![id, bucket], |row| word("event", &row.get::<_, String>(0)?))? {
            found.insert(*id, status);
        }
    }
    Ok(found)
}
