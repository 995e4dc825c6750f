//! Rows → claims and facts, of a bucket or of a scope.

use super::Archive;
use super::fault::{Attempt, Fault};
use super::rows::{ArticleId, Entities, EntityId, EventId, all, day, optional_word, word};
use super::scope::{Detail, Scope};
use crate::error::Result;
use crate::resolve::{
    ArticleRef, Claim, EntityFact, EntityKey, EventDate, EventFact, Facts, JoinRule, JoinedClaim, RelationFact,
    Statement, claim_order,
};
use crate::vocabulary::Span;
use jiff::civil::Date;
use rusqlite::{Connection, Params, Row};
use rustc_hash::FxHashMap;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The columns of a claim of `claim c` with its sentence `s` and article `a`, as [`claim_row`] reads them.
pub(super) const CLAIM_COLUMNS: &str =
    "c.id, c.local, c.type, c.mode, c.status, c.date, c.host, c.place, c.claimed_by, c.trigger, c.pattern,
     c.confidence, c.event, c.rule, s.start, s.stop, s.quote, a.id, a.doc, a.date, a.source, a.url, a.fingerprint, c.bucket";
/// Which of them is the event.
pub(super) const EVENT_COLUMN: usize = 12;
/// Which of them is the last.
pub(super) const LAST_CLAIM_COLUMN: usize = 23;

/// A claim with its row's number, and to which event it was counted by which rule.
pub(super) struct LoadedClaim {
    pub(super) id: i64,
    pub(super) claim: Claim,
    pub(super) event: Option<EventId>,
    pub(super) rule: Option<String>,
    pub(super) bucket: String,
}

impl LoadedClaim {
    /// Adds a party in its role, a word of the table.
    pub(super) fn add_party(&mut self, party: EntityKey, role: &str) {
        let side = if role == "actor" { &mut self.claim.actors } else { &mut self.claim.recipients };
        side.insert(party);
    }

    /// The claim as one of its event; none if it was counted to no event.
    pub(super) fn joined(self) -> Option<JoinedClaim> {
        let rule = self.rule.as_deref().and_then(JoinRule::from_words)?;
        self.event.is_some().then_some(JoinedClaim { claim: self.claim, rule })
    }
}

impl Archive {
    /// The facts of a part of the store; with [`Scope::default`] all of them, the same as resolving all records at once.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn facts(&self, scope: &Scope) -> Result<Facts> {
        self.attempt(|db| facts(db, scope))
    }
}

impl Archive {
    /// The day of the latest report of any event.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn latest_report(&self) -> Result<Option<Date>> {
        self.attempt(|db| {
            let mut asked = db.prepare_cached(
                "SELECT a.date FROM article a WHERE EXISTS (SELECT 1 FROM claim c WHERE c.article = a.id AND c.event IS NOT NULL)
                 AND a.date IS NOT NULL ORDER BY a.date DESC LIMIT 1",
            )?;
            Ok(all(&mut asked, [], |row| day("article", row.get(0)?))?.into_iter().flatten().next())
        })
    }
}

/// The facts of a scope.
fn facts(db: &Connection, scope: &Scope) -> Attempt<Facts> {
    // One transaction, so that a writer beside us does not change what is being read.
    let tx = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Deferred)?;
    scope.select(&tx)?;
    facts_of(&tx, scope, scope.is_all())
}

/// The facts of what is wanted already, or all of them.
pub(super) fn facts_of(db: &Connection, scope: &Scope, everything: bool) -> Attempt<Facts> {
    let mut entities = Entities::default();
    let events = events(db, &mut entities)?;
    if !everything {
        // Whoever is named in the events is part of the scope, and so are their relations.
        let mut wanted = db.prepare_cached("INSERT OR IGNORE INTO temp.wanted_entity VALUES (?1)")?;
        for id in entities.ids() {
            wanted.execute([id])?;
        }
    }
    let relations = relations(db, &mut entities, scope, everything)?;
    let entities = entity_facts(db, scope.detail, everything)?;
    Ok(Facts { entities, events, relations })
}

/// The wanted events with their claims, by code.
fn events(db: &Connection, entities: &mut Entities) -> Attempt<Vec<EventFact>> {
    let mut asked = db.prepare_cached(
        "SELECT e.id, e.code, e.key, e.type, e.mode, e.status, e.date
         FROM temp.wanted_event w CROSS JOIN event e ON e.id = w.id",
    )?;
    let mut found: FxHashMap<EventId, EventFact> = FxHashMap::default();
    for (id, fact) in all(&mut asked, [], |row| Ok((row.get(0)?, event_row(row, 1)?)))? {
        found.insert(id, fact);
    }
    for loaded in claims(db, entities, "c.event IN (SELECT id FROM temp.wanted_event)", [])? {
        let (id, event) = (loaded.id, loaded.event.and_then(|id| found.get_mut(&id)));
        let (Some(event), Some(joined)) = (event, loaded.joined()) else {
            return Err(Fault::row("claim", format!("{id} belongs to no event")));
        };
        event.claims.push(joined);
    }
    let mut events: Vec<_> = found.into_values().collect();
    for event in &mut events {
        event.claims.sort_by(|a, b| claim_order(&a.claim).cmp(&claim_order(&b.claim)));
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(events)
}

/// The columns `code, key, type, mode, status, date`, beginning with the given one.
pub(super) fn event_row(row: &Row<'_>, first: usize) -> Attempt<EventFact> {
    let date: Option<String> = row.get(first + 5)?;
    Ok(EventFact {
        id: row.get(first)?,
        key: row.get(first + 1)?,
        kind: row.get(first + 2)?,
        mode: optional_word("event", row.get(first + 3)?)?,
        status: word("event", &row.get::<_, String>(first + 4)?)?,
        date: date.as_deref().and_then(EventDate::parse),
        claims: Vec::new(),
    })
}

/// The claims that meet a condition on `claim c`, in the order of their rows.
pub(super) fn claims(
    db: &Connection,
    entities: &mut Entities,
    condition: &str,
    params: impl Params + Clone,
) -> Attempt<Vec<LoadedClaim>> {
    let mut articles: FxHashMap<ArticleId, Arc<ArticleRef>> = FxHashMap::default();
    let mut asked = db.prepare_cached(&format!(
        "SELECT {CLAIM_COLUMNS} FROM claim c JOIN sentence s ON s.id = c.sentence JOIN article a ON a.id = c.article
         WHERE {condition} ORDER BY c.id"
    ))?;
    let mut found = all(&mut asked, params.clone(), |row| claim_row(db, entities, &mut articles, row))?;
    let index: FxHashMap<i64, usize> = found.iter().enumerate().map(|(i, loaded)| (loaded.id, i)).collect();
    let at = |claim: i64| index.get(&claim).copied().ok_or_else(|| Fault::row("party", "its claim is missing"));
    let mut asked = db.prepare_cached(&format!(
        "SELECT p.claim, p.entity, p.role FROM claim c JOIN party p ON p.claim = c.id WHERE {condition}"
    ))?;
    let parties =
        all(&mut asked, params.clone(), |row| Ok((row.get(0)?, row.get::<_, EntityId>(1)?, row.get::<_, String>(2)?)))?;
    for (claim, entity, role) in parties {
        let key = entities.key(db, entity)?;
        if let Some(loaded) = found.get_mut(at(claim)?) {
            loaded.add_party(key, &role);
        }
    }
    let mut asked = db.prepare_cached(&format!(
        "SELECT t.claim, t.area FROM claim c JOIN topic t ON t.claim = c.id WHERE {condition}"
    ))?;
    for (claim, area) in all(&mut asked, params, |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
        if let Some(loaded) = found.get_mut(at(claim)?) {
            loaded.claim.topics.insert(area);
        }
    }
    Ok(found)
}

/// A claim, its parties and topics aside.
pub(super) fn claim_row(
    db: &Connection,
    entities: &mut Entities,
    articles: &mut FxHashMap<ArticleId, Arc<ArticleRef>>,
    row: &Row<'_>,
) -> Attempt<LoadedClaim> {
    let article = match articles.get(&row.get(17)?) {
        Some(article) => article.clone(),
        None => {
            let article = Arc::new(article_row(row, 18)?);
            articles.insert(row.get(17)?, article.clone());
            article
        }
    };
    let date: Option<String> = row.get(5)?;
    let claim = Claim {
        article,
        id: row.get(1)?,
        kind: row.get(2)?,
        mode: optional_word("claim", row.get(3)?)?,
        status: word("claim", &row.get::<_, String>(4)?)?,
        actors: BTreeSet::new(),
        recipients: BTreeSet::new(),
        host: entities.optional(db, row.get(6)?)?,
        place: entities.optional(db, row.get(7)?)?,
        date: date.as_deref().and_then(EventDate::parse),
        topics: BTreeSet::new(),
        claimed_by: entities.optional(db, row.get(8)?)?,
        trigger: row.get(9)?,
        quote: row.get(16)?,
        span: span(row.get(14)?, row.get(15)?),
        pattern: row.get(10)?,
        confidence: row.get::<_, f64>(11)? as f32,
    };
    Ok(LoadedClaim {
        id: row.get(0)?,
        claim,
        event: row.get(EVENT_COLUMN)?,
        rule: row.get(13)?,
        bucket: row.get(LAST_CLAIM_COLUMN)?,
    })
}

fn span(start: Option<i64>, stop: Option<i64>) -> Option<Span> {
    Some(Span::new(usize::try_from(start?).ok()?, usize::try_from(stop?).ok()?))
}

/// The relations of the scope with their statements; of a scope that is asked for events only, each with its first
/// statement.
fn relations(db: &Connection, entities: &mut Entities, scope: &Scope, everything: bool) -> Attempt<Vec<RelationFact>> {
    let wanted = match everything {
        true => "1",
        false if scope.detail == Detail::Events => {
            "r.target IN (SELECT id FROM temp.wanted_centre) AND +r.kind = 'represents'"
        }
        false if scope.detail == Detail::Among => {
            "r.source IN (SELECT id FROM temp.wanted_centre) AND r.target IN (SELECT id FROM temp.wanted_centre)"
        }
        false if scope.detail == Detail::Sentences => {
            "(r.id IN (SELECT relation FROM statement WHERE sentence IN (SELECT id FROM temp.wanted_sentence))
              OR r.target IN (SELECT id FROM temp.wanted_centre) AND +r.kind = 'represents')"
        }
        false if scope.detail == Detail::Offices => {
            "r.source IN (SELECT id FROM temp.wanted_entity) AND +r.kind = 'represents'"
        }
        false if scope.detail == Detail::Picture => {
            "(r.source IN (SELECT id FROM temp.wanted_entity)
                AND (r.kind IN ('represents', 'part_of', 'located_in') OR r.target IN (SELECT id FROM temp.wanted_entity))
              OR r.kind IN (SELECT kind FROM temp.wanted_kind))"
        }
        false => {
            "(r.source IN (SELECT id FROM temp.wanted_entity) OR r.target IN (SELECT id FROM temp.wanted_entity)
                   OR r.kind IN (SELECT kind FROM temp.wanted_kind))"
        }
    };
    let chosen = match scope.detail {
        Detail::Full | Detail::Among | Detail::Offices | Detail::Picture => "1",
        Detail::Sentences => {
            "(t.sentence IN (SELECT id FROM temp.wanted_sentence)
              OR t.rowid = (SELECT min(f.rowid) FROM statement f WHERE f.relation = r.id))"
        }
        Detail::Events => "t.rowid = (SELECT min(f.rowid) FROM statement f WHERE f.relation = r.id)",
    };
    let mut asked = db.prepare_cached(&format!(
        "SELECT r.id, r.source, r.target, r.kind, r.former, t.role, s.start, s.stop, s.quote, a.doc, a.date, a.source, a.url, a.fingerprint
         FROM relation r JOIN statement t ON t.relation = r.id JOIN sentence s ON s.id = t.sentence
         JOIN article a ON a.id = t.article WHERE {wanted} AND {chosen} ORDER BY r.id"
    ))?;
    let mut gathered: BTreeMap<i64, (RelationFact, BTreeMap<String, usize>)> = BTreeMap::new();
    let mut rows = asked.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (fact, roles) = match gathered.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let fact = RelationFact {
                    source: entities.key(db, row.get(1)?)?,
                    target: entities.key(db, row.get(2)?)?,
                    kind: word("relation", &row.get::<_, String>(3)?)?,
                    former: row.get(4)?,
                    role: None,
                    statements: Vec::new(),
                };
                new.insert((fact, BTreeMap::new()))
            }
        };
        if let Some(role) = row.get::<_, Option<String>>(5)? {
            *roles.entry(role).or_default() += 1;
        }
        let article = Arc::new(article_row(row, 9)?);
        fact.statements.push(Statement { article, quote: row.get(8)?, span: span(row.get(6)?, row.get(7)?) });
    }
    let mut facts: Vec<_> = gathered.into_values().map(|(fact, roles)| fact.with_role(&roles)).collect();
    facts.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(facts)
}

/// The entities of the scope with their names, by identity.
fn entity_facts(db: &Connection, detail: Detail, everything: bool) -> Attempt<Vec<EntityFact>> {
    let wanted = match everything {
        true => "1",
        false if detail == Detail::Among => "e.id IN (SELECT id FROM temp.wanted_entity)",
        false if matches!(detail, Detail::Events | Detail::Sentences) => {
            "e.id IN (SELECT id FROM temp.wanted_entity UNION SELECT source FROM relation
                   WHERE target IN (SELECT id FROM temp.wanted_centre) AND +kind = 'represents')"
        }
        false if detail == Detail::Offices => {
            "e.id IN (SELECT id FROM temp.wanted_entity UNION SELECT target FROM relation
                   WHERE source IN (SELECT id FROM temp.wanted_entity) AND +kind = 'represents')"
        }
        false if detail == Detail::Picture => {
            "e.id IN (SELECT id FROM temp.wanted_entity
                   UNION SELECT target FROM relation WHERE source IN (SELECT id FROM temp.wanted_entity)
                   UNION SELECT source FROM relation WHERE kind IN (SELECT kind FROM temp.wanted_kind)
                   UNION SELECT target FROM relation WHERE kind IN (SELECT kind FROM temp.wanted_kind))"
        }
        // Whoever stands at the other end of a relation is named, too.
        false => {
            "e.id IN (SELECT id FROM temp.wanted_entity
                   UNION SELECT source FROM relation WHERE target IN (SELECT id FROM temp.wanted_entity)
                   UNION SELECT target FROM relation WHERE source IN (SELECT id FROM temp.wanted_entity)
                   UNION SELECT source FROM relation WHERE kind IN (SELECT kind FROM temp.wanted_kind)
                   UNION SELECT target FROM relation WHERE kind IN (SELECT kind FROM temp.wanted_kind))"
        }
    };
    let mut found: BTreeMap<EntityId, EntityFact> = BTreeMap::new();
    let mut asked = db.prepare_cached(&format!(
        "SELECT e.id, e.key, e.kind, e.name, e.wikidata, e.iso FROM entity e WHERE {wanted}"
    ))?;
    let facts = all(&mut asked, [], entity_row)?;
    found.extend(facts);
    let mut asked = db.prepare_cached(&format!(
        "SELECT l.entity, l.name FROM alias l JOIN entity e ON e.id = l.entity WHERE {wanted} AND l.name <> e.name"
    ))?;
    for (id, name) in all(&mut asked, [], |row| Ok((row.get::<_, EntityId>(0)?, row.get::<_, String>(1)?)))? {
        if let Some(fact) = found.get_mut(&id) {
            fact.aliases.insert(name);
        }
    }
    let mut facts: Vec<_> = found.into_values().collect();
    facts.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(facts)
}

/// A row of `id, key, kind, name, wikidata, iso`.
pub(super) fn entity_row(row: &Row<'_>) -> Attempt<(EntityId, EntityFact)> {
    let fact = EntityFact {
        key: EntityKey(row.get::<_, String>(1)?.into()),
        kind: word("entity", &row.get::<_, String>(2)?)?,
        name: row.get(3)?,
        aliases: BTreeSet::new(),
        wikidata: row.get(4)?,
        iso: row.get(5)?,
    };
    Ok((row.get(0)?, fact))
}

/// The columns `doc, date, source, url, fingerprint`, beginning with the given one.
fn article_row(row: &Row<'_>, first: usize) -> Attempt<ArticleRef> {
    Ok(ArticleRef {
        doc: row.get(first)?,
        date: day("article", row.get(first + 1)?)?,
        source: row.get(first + 2)?,
        url: row.get(first + 3)?,
        fingerprint: optional_word("article", row.get(first + 4)?)?,
    })
}
