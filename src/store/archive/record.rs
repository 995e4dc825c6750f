//! One article's record ↔ the rows that it brings: entities, sentences, claims, statements.

use super::fault::{Attempt, Fault};
use super::identity::Identified;
use super::rows::{ArticleId, EntityId, all, entity_id};
use super::touched::Touched;
use crate::extract::{Entity, Extraction};
use crate::resolve::{
    Claim, EntityKey, LocalKeys, Review, Stated, claims_of_record, days, fold, proper, relations_of_record, wikidata,
};
use crate::vocabulary::Span;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// An article of the store with its record.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) id: ArticleId,
    pub(super) record: Extraction,
}

/// The record of an article.
pub(super) fn read(db: &Connection, id: ArticleId) -> Attempt<Extraction> {
    let json: String =
        db.prepare_cached("SELECT extraction FROM article WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    serde_json::from_str(&json).map_err(|error| Fault::row("article", error))
}

/// The article of this id, with its record.
pub(super) fn find(db: &Connection, doc: &str) -> Attempt<Option<Stored>> {
    let id: Option<ArticleId> =
        db.prepare_cached("SELECT id FROM article WHERE doc = ?1")?.query_row([doc], |row| row.get(0)).optional()?;
    id.map(|id| Ok(Stored { id, record: read(db, id)? })).transpose()
}

/// Writes what the record brings, its entities having the given identities.
pub(super) fn apply(
    db: &Connection,
    stored: &Stored,
    Identified { entities, ids }: &Identified<'_>,
    review: &Review,
    touched: &mut Touched,
) -> Attempt<()> {
    let mut local = LocalKeys::new();
    for (entity, key) in entities {
        let number = entity_number(db, key, entity, touched)?;
        let strong = ids.strong_key(entity).map(|key| key.to_string());
        db.prepare_cached(
            "INSERT INTO appearance (article, local, entity, kind, folded, wikidata, strong)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            stored.id,
            entity.id,
            number,
            entity.kind.as_str(),
            fold(&entity.name),
            wikidata(entity),
            strong
        ])?;
        count_names(db, number, entity, 1)?;
        local.insert(entity.id.clone(), key.clone());
    }
    let mut sentences = Sentences { db, article: stored.id, written: Vec::new() };
    for stated in relations_of_record(&stored.record, &local, review, &mut touched.problems) {
        write_statement(db, &mut sentences, &stated, touched)?;
    }
    for claim in claims_of_record(&stored.record, &local, review, &mut touched.problems) {
        write_claim(db, &mut sentences, &claim, touched)?;
    }
    Ok(())
}

/// Takes out what the record brought.
pub(super) fn unapply(db: &Connection, stored: &Stored, touched: &mut Touched) -> Attempt<()> {
    let id = stored.id;
    touched.leave(db, "c.article = ?1", [id])?;
    let mut asked = db.prepare_cached("SELECT DISTINCT relation FROM statement WHERE article = ?1")?;
    touched.relations.extend(all(&mut asked, [id], |row| Ok(row.get::<_, i64>(0)?))?);
    let mut asked = db.prepare_cached("SELECT local, entity FROM appearance WHERE article = ?1")?;
    let numbers: FxHashMap<String, EntityId> =
        all(&mut asked, [id], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    for entity in proper(&stored.record, &mut Vec::new()) {
        let Some(number) = numbers.get(&entity.id) else { continue };
        touched.entities.insert(*number);
        count_names(db, *number, entity, -1)?;
    }
    for statement in [
        "DELETE FROM party WHERE claim IN (SELECT id FROM claim WHERE article = ?1)",
        "DELETE FROM topic WHERE claim IN (SELECT id FROM claim WHERE article = ?1)",
        "DELETE FROM claim WHERE article = ?1",
        "DELETE FROM statement WHERE article = ?1",
        "DELETE FROM sentence WHERE article = ?1",
        "DELETE FROM appearance WHERE article = ?1",
    ] {
        db.prepare_cached(statement)?.execute([id])?;
    }
    Ok(())
}

/// Whether the stored rows of an article give its entities the same identities.
pub(super) fn stands(
    db: &Connection,
    article: ArticleId,
    Identified { entities, ids }: &Identified<'_>,
) -> Attempt<bool> {
    let mut asked = db.prepare_cached(
        "SELECT a.local, e.key, a.strong FROM appearance a JOIN entity e ON e.id = a.entity WHERE a.article = ?1",
    )?;
    let rows: BTreeSet<(String, String, Option<String>)> =
        all(&mut asked, [article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.into_iter().collect();
    let now = entities
        .iter()
        .map(|(e, key)| (e.id.clone(), key.to_string(), ids.strong_key(e).map(|key| key.to_string())))
        .collect();
    Ok(rows == now)
}

/// The number of an entity, which is made where it is new. Its name is settled when all records are in.
fn entity_number(db: &Connection, key: &EntityKey, entity: &Entity, touched: &mut Touched) -> Attempt<EntityId> {
    let number = match entity_id(db, key.as_str())? {
        Some(number) => number,
        None => {
            db.prepare_cached("INSERT INTO entity (key, kind, name, folded, reversed) VALUES (?1, ?2, '', '', '')")?
                .execute(params![key.as_str(), entity.kind.as_str()])?;
            touched.new_entities.insert(db.last_insert_rowid());
            db.last_insert_rowid()
        }
    };
    touched.entities.insert(number);
    Ok(number)
}

/// Counts, or takes back, the names and ids that an article gives an entity.
fn count_names(db: &Connection, number: EntityId, entity: &Entity, times: i64) -> Attempt<()> {
    let vote = |what: &str, value: &str| -> Attempt<()> {
        db.prepare_cached(
            "INSERT INTO vote (entity, what, value, times) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET times = times + ?4",
        )?
        .execute(params![number, what, value, times])?;
        Ok(())
    };
    vote("kind", entity.kind.as_str())?;
    if let Some(id) = wikidata(entity) {
        vote("wikidata", id)?;
    }
    let alias = |name: &str, names: i64, mentions: i64| -> Attempt<()> {
        db.prepare_cached(
            "INSERT INTO alias (entity, name, folded, names, mentions) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET names = names + ?4, mentions = mentions + ?5",
        )?
        .execute(params![number, name, fold(name), names, mentions])?;
        Ok(())
    };
    alias(entity.name.trim(), times, 0)?;
    let mentions: BTreeSet<&str> = entity.mentions.iter().map(|m| m.trim()).filter(|m| !m.is_empty()).collect();
    mentions.into_iter().try_for_each(|mention| alias(mention, 0, times))
}

/// The sentences of one article, each written once.
struct Sentences<'a> {
    db: &'a Connection,
    article: ArticleId,
    written: Vec<((Option<Span>, String), i64)>,
}

impl Sentences<'_> {
    /// The number of the sentence, which is written where it is new.
    fn number(&mut self, span: Option<Span>, quote: &str) -> Attempt<i64> {
        if let Some((_, number)) = self.written.iter().find(|((s, q), _)| *s == span && q == quote) {
            return Ok(*number);
        }
        let bound = |at: fn(Span) -> usize| span.and_then(|span| i64::try_from(at(span)).ok());
        self.db
            .prepare_cached("INSERT INTO sentence (article, start, stop, quote) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![self.article, bound(|s| s.start), bound(|s| s.end), quote])?;
        let number = self.db.last_insert_rowid();
        self.written.push(((span, quote.to_owned()), number));
        Ok(number)
    }
}

fn number_of(db: &Connection, key: &EntityKey) -> Attempt<EntityId> {
    entity_id(db, key.as_str())?.ok_or_else(|| Fault::row("entity", format!("{key} is missing")))
}

fn write_statement(db: &Connection, sentences: &mut Sentences, stated: &Stated, touched: &mut Touched) -> Attempt<()> {
    let (source, target, kind, role, former) = &stated.key;
    let (source, target) = (number_of(db, source)?, number_of(db, target)?);
    let row = params![source, target, kind.as_str(), role, former];
    let made = db
        .prepare_cached(
            "INSERT INTO relation (source, target, kind, role, former) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
        )?
        .execute(row)?;
    let relation: i64 = db
        .prepare_cached(
            "SELECT id FROM relation WHERE source = ?1 AND target = ?2 AND kind = ?3 AND role = ?4 AND former = ?5",
        )?
        .query_row(params![source, target, kind.as_str(), role, former], |row| row.get(0))?;
    touched.relations.insert(relation);
    if made > 0 {
        touched.new_relations.insert(relation);
    }
    let sentence = sentences.number(stated.statement.span, &stated.statement.quote)?;
    db.prepare_cached("INSERT INTO statement (relation, article, sentence, role) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![relation, sentences.article, sentence, stated.role])?;
    Ok(())
}

/// Writes a claim. Its bucket is found when all relations are in.
fn write_claim(db: &Connection, sentences: &mut Sentences, claim: &Claim, touched: &mut Touched) -> Attempt<()> {
    let sentence = sentences.number(claim.span, &claim.quote)?;
    let days = days(claim);
    let number = |key: &Option<EntityKey>| key.as_ref().map(|key| number_of(db, key)).transpose();
    db.prepare_cached(
        "INSERT INTO claim (article, local, bucket, type, mode, status, date, host, place, claimed_by, trigger, sentence,
                            pattern, confidence, first_day, last_day)
         VALUES (?1, ?2, '', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        sentences.article,
        claim.id,
        claim.kind,
        claim.mode.map(|m| m.as_str()),
        claim.status.as_str(),
        claim.date.map(|d| d.to_string()),
        number(&claim.host)?,
        number(&claim.place)?,
        number(&claim.claimed_by)?,
        claim.trigger,
        sentence,
        claim.pattern,
        f64::from(claim.confidence),
        days.map(|(first, _)| first.to_string()),
        days.map(|(_, last)| last.to_string()),
    ])?;
    let id = db.last_insert_rowid();
    touched.claims.insert(id);
    for (parties, role) in [(&claim.actors, "actor"), (&claim.recipients, "recipient")] {
        for key in parties {
            db.prepare_cached("INSERT INTO party (claim, entity, role) VALUES (?1, ?2, ?3)")?.execute(params![
                id,
                number_of(db, key)?,
                role
            ])?;
        }
    }
    for area in &claim.topics {
        db.prepare_cached("INSERT INTO topic (claim, area) VALUES (?1, ?2)")?.execute(params![id, area])?;
    }
    Ok(())
}
