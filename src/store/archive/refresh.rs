//! From the rows that articles brought or took to facts: entities named, relations settled, claims counted to events,
//! events tied. Only what can have changed is computed anew.

use super::changes::Changes;
use super::fault::Attempt;
use super::load::{LoadedClaim, claims};
use super::rows::{Entities, EntityId, EventId, all, day, entity_id, event_number, word};
use crate::Problem;
use crate::graph::{Represented, event_ties};
use crate::resolve::{
    Bucket, Claim, Days, EntityKey, EventFact, EventTypes, Places, Review, States, bucket, buckets, days, fold,
    merge_bucket, most_frequent, stretches, strongest_state, touch,
};
use crate::vocabulary::{EntityKind, Status};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What articles brought or took.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Buckets that lost claims or get some, or must be computed anew.
    buckets: BTreeMap<String, Around>,
    /// Claims whose bucket is not known yet.
    pub(super) claims: BTreeSet<i64>,
    pub(super) entities: BTreeSet<EntityId>,
    pub(super) new_entities: BTreeSet<EntityId>,
    pub(super) relations: BTreeSet<i64>,
    pub(super) new_relations: BTreeSet<i64>,
    /// Persons who may speak for another state than before.
    persons: BTreeSet<EntityId>,
    /// Events whose ties must be computed anew.
    events: BTreeSet<EventId>,
    pub(super) problems: Vec<Problem>,
}

/// Around what a bucket must be computed anew.
#[derive(Debug, Default)]
struct Around {
    /// Days of claims that came or went, or are seen otherwise.
    days: Vec<Days>,
    /// Events that claims have left.
    left: BTreeSet<EventId>,
}

impl Touched {
    /// Notes that the claims that meet a condition leave their buckets, or may be seen otherwise there.
    pub(super) fn leave(&mut self, db: &Connection, condition: &str, value: i64) -> Attempt<()> {
        let mut asked = db.prepare_cached(&format!(
            "SELECT c.bucket, c.first_day, c.last_day, c.event FROM claim c WHERE c.bucket <> '' AND {condition}"
        ))?;
        let rows = all(&mut asked, [value], |row| {
            Ok((row.get::<_, String>(0)?, days_row(row, 1)?, row.get::<_, Option<EventId>>(3)?))
        })?;
        for (bucket, days, event) in rows {
            self.note(bucket, days, event);
        }
        Ok(())
    }

    fn note(&mut self, bucket: String, days: Days, event: Option<EventId>) {
        let around = self.buckets.entry(bucket).or_default();
        // Many claims of the same days make no more work than one.
        if !around.days.contains(&days) {
            around.days.push(days);
        }
        around.left.extend(event);
    }
}

/// The days of a claim, from two columns.
fn days_row(row: &Row<'_>, first: usize) -> Attempt<Days> {
    Ok(day("claim", row.get(first)?)?.zip(day("claim", row.get(first + 1)?)?))
}

/// Computes all facts anew that hang on what was touched.
pub(super) fn refresh(db: &Connection, types: &EventTypes, review: &Review, mut touched: Touched) -> Attempt<Changes> {
    settle_relations(db, &mut touched)?;
    let mut known = Known { review, entities: Entities::default() };
    settle_sides(db, &mut known, &mut touched)?;
    sort_claims(db, types, &mut known, &mut touched)?;
    let mut changes = Changes::default();
    let places = places(db)?;
    let decided = decided_buckets(db, review)?;
    for (bucket, mut around) in std::mem::take(&mut touched.buckets) {
        if decided.contains(&bucket) {
            around.days.push(None);
        }
        refresh_bucket(db, types, &places, &mut known, (&bucket, &around), &mut touched, &mut changes)?;
    }
    tie_events(db, types, &mut known, &touched.events)?;
    changes.entities = settle_entities(db, review, &touched)?;
    for table in ["known_name", "known_iso", "vote"] {
        db.execute(&format!("DELETE FROM {table} WHERE times = 0"), [])?;
    }
    changes.problems = touched.problems;
    Ok(changes)
}

/// What is looked up again and again.
struct Known<'a> {
    review: &'a Review,
    entities: Entities,
}

/// Drops relations that nobody states any more, and finds what those that came or went change elsewhere.
fn settle_relations(db: &Connection, touched: &mut Touched) -> Attempt<()> {
    let mut inside = Vec::new();
    for id in &touched.relations {
        let (source, target, kind, former): (EntityId, EntityId, String, bool) = db
            .prepare_cached("SELECT source, target, kind, former FROM relation WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let stated: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM statement WHERE relation = ?1)")?
            .query_row([id], |row| row.get(0))?;
        touched.entities.extend([source, target]);
        if kind == "represents" && !former {
            touched.persons.insert(source);
        }
        if stated && !touched.new_relations.contains(id) {
            continue;
        }
        if !stated {
            db.prepare_cached("DELETE FROM relation WHERE id = ?1")?.execute([id])?;
        }
        match kind.as_str() {
            "located_in" => inside.push(source),
            "represents" if !former => {
                let mut asked = db.prepare_cached(
                    "SELECT DISTINCT c.event FROM party p JOIN claim c ON c.id = p.claim
                     WHERE p.entity = ?1 AND c.event IS NOT NULL",
                )?;
                touched.events.extend(all(&mut asked, [source], |row| Ok(row.get::<_, EventId>(0)?))?);
            }
            _ => {}
        }
    }
    for place in inside {
        // Claims at the place or anywhere inside it may now agree, or no longer.
        touched.leave(
            db,
            "c.place IN (WITH RECURSIVE inside (id) AS (
                 SELECT ?1 UNION SELECT r.source FROM relation r JOIN inside i ON r.target = i.id WHERE r.kind = 'located_in')
             SELECT id FROM inside)",
            place,
        )?;
    }
    Ok(())
}

/// Finds whom persons speak for now. Where that is another than before, their claims are of other buckets, and the
/// claims that share a bucket with them are seen otherwise.
fn settle_sides(db: &Connection, known: &mut Known<'_>, touched: &mut Touched) -> Attempt<()> {
    let mut moved = Vec::new();
    for person in &touched.persons {
        let mut asked = db.prepare_cached(
            "SELECT r.target, count(DISTINCT t.sentence) FROM relation r JOIN statement t ON t.relation = r.id
             WHERE r.source = ?1 AND r.kind = 'represents' AND r.former = 0 GROUP BY r.id",
        )?;
        let mut targets: BTreeMap<EntityKey, usize> = BTreeMap::new();
        for (target, sentences) in all(&mut asked, [person], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))? {
            *targets.entry(known.entities.key(db, target)?).or_default() += usize::try_from(sentences).unwrap_or(0);
        }
        let state = match strongest_state(targets) {
            Some(state) => entity_id(db, state.as_str())?,
            None => None,
        };
        let before: Option<EntityId> = db
            .prepare_cached("SELECT state FROM side WHERE entity = ?1")?
            .query_row([person], |row| row.get(0))
            .optional()?;
        if before == state {
            continue;
        }
        match state {
            Some(state) => db
                .prepare_cached("INSERT OR REPLACE INTO side (entity, state) VALUES (?1, ?2)")?
                .execute([person, &state])?,
            None => db.prepare_cached("DELETE FROM side WHERE entity = ?1")?.execute([person])?,
        };
        let mut asked = db.prepare_cached("SELECT claim FROM party WHERE entity = ?1")?;
        touched.claims.extend(all(&mut asked, [person], |row| Ok(row.get::<_, i64>(0)?))?);
        moved.push(*person);
    }
    for person in moved {
        touched.leave(db, "c.id IN (SELECT claim FROM party WHERE entity = ?1)", person)?;
    }
    Ok(())
}

/// Which places lie in which.
fn places(db: &Connection) -> Attempt<Places> {
    let mut entities = Entities::default();
    let mut asked = db.prepare_cached("SELECT DISTINCT source, target FROM relation WHERE kind = 'located_in'")?;
    let pairs = all(&mut asked, [], |row| Ok((entities.key(db, row.get(0)?)?, entities.key(db, row.get(1)?)?)))?;
    Ok(Places::from_pairs(pairs.iter().map(|(inner, outer)| (inner, outer))))
}

/// Finds the buckets of claims; both the old and the new one must be computed anew.
fn sort_claims(db: &Connection, types: &EventTypes, known: &mut Known<'_>, touched: &mut Touched) -> Attempt<()> {
    db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS loose_claim (id INTEGER PRIMARY KEY); DELETE FROM temp.loose_claim;",
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
fn refresh_bucket(
    db: &Connection,
    types: &EventTypes,
    places: &Places,
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
    // At least one claim is here of its own accord.
    let own = loaded.iter().map(|l| bucket(&l.claim, &states, types)).find(|own| own.to_string() == name);
    let claims = loaded.into_iter().map(|l| l.claim).collect();
    let merged = |own: Bucket| merge_bucket(&own, claims, types, known.review, &states, places);
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
    db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS near_claim (id INTEGER PRIMARY KEY); DELETE FROM temp.near_claim;",
    )?;
    let mut insert = db.prepare_cached("INSERT INTO temp.near_claim VALUES (?1)")?;
    for (id, _) in wanted.into_iter().filter_map(|i| rows.get(i)) {
        insert.execute([id])?;
    }
    claims(db, &mut known.entities, "c.id IN (SELECT id FROM temp.near_claim)", [])
}

/// The buckets with claims on which people have decided that they are one event or another one.
fn decided_buckets(db: &Connection, review: &Review) -> Attempt<BTreeSet<String>> {
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

/// The rows of claims, by what tells the claims apart. Claims that nothing tells apart are as good one as the other.
struct Rows(FxHashMap<Handle, Vec<Place>>);

/// What tells a claim apart: article, id, trigger, quote.
type Handle = (String, String, String, String);

/// A claim's row, and what stands in it.
struct Place {
    id: i64,
    event: Option<EventId>,
    rule: Option<String>,
}

impl Rows {
    fn of(loaded: &[LoadedClaim]) -> Self {
        let mut rows: FxHashMap<Handle, Vec<Place>> = FxHashMap::default();
        for l in loaded.iter().rev() {
            rows.entry(handle(&l.claim)).or_default().push(Place { id: l.id, event: l.event, rule: l.rule.clone() });
        }
        Self(rows)
    }

    fn take(&mut self, claim: &Claim) -> Option<Place> {
        self.0.get_mut(&handle(claim))?.pop()
    }
}

fn handle(claim: &Claim) -> Handle {
    (claim.article.doc.clone(), claim.id.clone(), claim.trigger.clone(), claim.quote.clone())
}

/// Writes an event's row; whether it says anything new.
fn write_event(db: &Connection, id: EventId, bucket: &str, event: &EventFact) -> Attempt<bool> {
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

/// Computes the ties of events anew whose parties stand for others than before.
fn tie_events(db: &Connection, types: &EventTypes, known: &mut Known<'_>, events: &BTreeSet<EventId>) -> Attempt<()> {
    for id in events {
        let claims = claims(db, &mut known.entities, "c.event = ?1", [id])?;
        let Some(kind) = claims.first().map(|first| first.claim.kind.clone()) else { continue };
        tie_event(db, types, known, *id, &kind, claims.iter().map(|l| &l.claim))?;
    }
    Ok(())
}

/// Writes the ties that an event gives, in the place of those that it gave before.
fn tie_event<'c>(
    db: &Connection,
    types: &EventTypes,
    known: &mut Known<'_>,
    id: EventId,
    kind: &str,
    claims: impl Iterator<Item = &'c Claim> + Clone,
) -> Attempt<()> {
    db.prepare_cached("DELETE FROM tie WHERE event = ?1")?.execute([id])?;
    let parties: BTreeSet<&EntityKey> = claims.clone().flat_map(Claim::parties).collect();
    let represented = represented(db, known, &parties)?;
    for (source, tie, target) in event_ties(kind, claims, types, &represented) {
        let (source, target) = (entity_id(db, source.as_str())?, entity_id(db, target.as_str())?);
        db.prepare_cached("INSERT OR IGNORE INTO tie (event, source, target, kind) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, source, target, tie])?;
    }
    Ok(())
}

/// Whom these parties stand for at present.
fn represented(db: &Connection, known: &mut Known<'_>, parties: &BTreeSet<&EntityKey>) -> Attempt<Represented> {
    let mut represented = Represented::default();
    for party in parties {
        let mut asked = db.prepare_cached(
            "SELECT r.target FROM relation r JOIN entity e ON e.id = r.source
             WHERE e.key = ?1 AND r.kind = 'represents' AND r.former = 0",
        )?;
        for target in all(&mut asked, [party.as_str()], |row| Ok(row.get::<_, EntityId>(0)?))? {
            represented.note((*party).clone(), known.entities.key(db, target)?);
        }
    }
    Ok(represented)
}

/// Names the touched entities by what most articles call them, and drops those that no article names any more. The
/// number of new ones that stay.
fn settle_entities(db: &Connection, review: &Review, touched: &Touched) -> Attempt<usize> {
    let mut new = 0;
    for id in &touched.entities {
        db.prepare_cached("DELETE FROM alias WHERE entity = ?1 AND names = 0 AND mentions = 0")?.execute([id])?;
        let name: Option<String> = db
            .prepare_cached("SELECT name FROM alias WHERE entity = ?1 AND names > 0 ORDER BY names DESC, name LIMIT 1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let Some(name) = name else {
            for table in ["vote", "alias", "side"] {
                db.execute(&format!("DELETE FROM {table} WHERE entity = ?1"), [id])?;
            }
            db.prepare_cached("DELETE FROM entity WHERE id = ?1")?.execute([id])?;
            continue;
        };
        let key = known_key(db, *id)?;
        let name = review.name(&key).map_or(name, str::to_owned);
        new += usize::from(touched.new_entities.contains(id));
        let kinds: BTreeMap<EntityKind, usize> = votes(db, *id, "kind")?
            .into_iter()
            .map(|(kind, n)| Ok((word("vote", &kind)?, n)))
            .collect::<Attempt<_>>()?;
        let ids: BTreeMap<String, usize> = votes(db, *id, "wikidata")?.into_iter().collect();
        let folded = fold(&name);
        db.prepare_cached(
            "UPDATE entity SET kind = coalesce(?2, kind), name = ?3, wikidata = ?4, folded = ?5, reversed = ?6,
                 iso = CASE WHEN key GLOB 'country:[A-Z][A-Z]' THEN substr(key, 9) END WHERE id = ?1",
        )?
        .execute(params![
            id,
            most_frequent(&kinds).map(|kind| kind.as_str()),
            name,
            most_frequent(&ids),
            folded,
            folded.chars().rev().collect::<String>(),
        ])?;
    }
    Ok(new)
}

fn known_key(db: &Connection, id: EntityId) -> Attempt<EntityKey> {
    Entities::default().key(db, id)
}

fn votes(db: &Connection, id: EntityId, what: &str) -> Attempt<Vec<(String, usize)>> {
    let mut asked = db.prepare_cached("SELECT value, times FROM vote WHERE entity = ?1 AND what = ?2 AND times > 0")?;
    all(&mut asked, params![id, what], |row| Ok((row.get(0)?, usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0))))
}
