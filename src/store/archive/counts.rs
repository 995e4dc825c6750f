//! A store counted and looked through by SQL: nodes, edges, events an entity; names that hold what was typed; texts.
//!
//! ```sql
//! SELECT status, count(*) FROM event GROUP BY status
//! ```

use super::Archive;
use super::fault::Attempt;
use super::rows::{EntityId, all, day, entity_id, word};
use crate::error::Result;
use crate::extract::Extraction;
use crate::graph::NodeId;
use crate::vocabulary::{EntityKind, Status};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// The events of the entities of kind ?1 as (entity, event): those that one is a party of, hosts, or is the place of.
const OF_ENTITIES: &str = "
    SELECT e.id AS entity, c.event AS event FROM entity e JOIN party p ON p.entity = e.id JOIN claim c ON c.id = p.claim
        WHERE e.kind = ?1
    UNION SELECT e.id, c.event FROM entity e JOIN claim c ON c.host = e.id WHERE e.kind = ?1
    UNION SELECT e.id, c.event FROM entity e JOIN claim c ON c.place = e.id WHERE e.kind = ?1";

/// The same of the entity ?1.
const OF_ENTITY: &str = "
    SELECT c.event AS event FROM party p JOIN claim c ON c.id = p.claim WHERE p.entity = ?1
    UNION SELECT event FROM claim WHERE host = ?1
    UNION SELECT event FROM claim WHERE place = ?1";

/// The edges of the graph between events and what they have, between parties of events, and of those that stand. ?1 is
/// a JSON list of the types whose parties all have one role.
const EDGES: &str = "
    SELECT (SELECT count(*) FROM relation)
         + (SELECT count(*) FROM (SELECT DISTINCT c.event, p.entity, CASE WHEN c.type IN (SELECT value FROM json_each(?1)) THEN '' ELSE p.role END
            FROM claim c JOIN party p ON p.claim = c.id))
         + (SELECT count(*) FROM (SELECT DISTINCT event, host FROM claim WHERE host IS NOT NULL))
         + (SELECT count(*) FROM (SELECT DISTINCT event, place FROM claim WHERE place IS NOT NULL))
         + (SELECT count(*) FROM (SELECT DISTINCT c.event, t.area FROM claim c JOIN topic t ON t.claim = c.id))
         + (SELECT count(*) FROM (SELECT DISTINCT t.source, t.kind, t.target, e.status IN ('cancelled', 'denied')
            FROM tie t JOIN event e ON e.id = t.event))
         + (SELECT count(*) FROM (SELECT DISTINCT who.entity, t.area, e.status IN ('cancelled', 'denied')
            FROM event e JOIN claim c ON c.event = e.id JOIN topic t ON t.claim = c.id JOIN party p ON p.claim = c.id
            JOIN (SELECT id AS entity, id AS party FROM entity UNION ALL SELECT target, source FROM relation
                  WHERE kind = 'represents' AND former = 0) who ON who.party = p.entity
            WHERE e.type IN ('COOPERATE', 'AGREE')))";

/// What a store holds, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that speak of an event or relation.
    pub articles: usize,
    /// Entities of each kind.
    pub entities: BTreeMap<EntityKind, usize>,
    /// Edges of the graph.
    pub edges: usize,
    /// First and last day of the events.
    pub days: Option<(Date, Date)>,
    /// Events of each status.
    pub statuses: BTreeMap<Status, usize>,
    /// Events of each type.
    pub types: BTreeMap<String, usize>,
    /// Events of each policy area: id, name, how many.
    pub areas: Vec<(String, String, usize)>,
}

/// An entity with the number of its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Its id.
    pub id: NodeId,
    /// How many events it has to do with.
    pub events: usize,
}

impl Archive {
    /// Counts the store.
    ///
    /// # Errors
    /// Of all methods: when the store cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        self.attempt(|db| {
            let by = |query: &str| -> Attempt<Vec<(String, usize)>> {
                let mut asked = db.prepare_cached(query)?;
                all(&mut asked, [], |row| Ok((row.get(0)?, count(row.get(1)?))))
            };
            let one = |query: &str| -> Attempt<usize> { Ok(count(db.query_row(query, [], |row| row.get(0))?)) };
            let entities = by("SELECT kind, count(*) FROM entity GROUP BY kind")?;
            let statuses = by("SELECT status, count(*) FROM event GROUP BY status")?;
            let days = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let (first, last) = db.query_row("SELECT min(first_day), max(last_day) FROM event", [], days)?;
            let symmetric = serde_json::Value::from_iter(self.types.symmetric()).to_string();
            Ok(Counts {
                articles: one("SELECT count(*) FROM (SELECT article FROM claim UNION SELECT article FROM statement)")?,
                entities: entities.iter().map(|(kind, n)| Ok((word("entity", kind)?, *n))).collect::<Attempt<_>>()?,
                edges: count(db.query_row(EDGES, [symmetric], |row| row.get(0))?),
                days: day("event", first)?.zip(day("event", last)?),
                statuses: statuses
                    .iter()
                    .map(|(status, n)| Ok((word("event", status)?, *n)))
                    .collect::<Attempt<_>>()?,
                types: by("SELECT type, count(*) FROM event GROUP BY type")?.into_iter().collect(),
                areas: areas(self, db)?,
            })
        })
    }

    /// A number that changes whenever another connection has written into the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn version(&self) -> Result<u64> {
        self.attempt(|db| Ok(db.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0))?.cast_unsigned()))
    }

    /// The policy areas of events, each with its name, by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn area_names(&self) -> Result<Vec<(NodeId, String)>> {
        self.attempt(|db| {
            // From one area to the next by the index; DISTINCT would go through the topics of all claims.
            let mut asked = db.prepare_cached(
                "WITH RECURSIVE one (area) AS (SELECT min(area) FROM topic UNION ALL
                     SELECT (SELECT min(t.area) FROM topic t WHERE t.area > one.area) FROM one WHERE one.area IS NOT NULL)
                 SELECT area FROM one WHERE area IS NOT NULL",
            )?;
            all(&mut asked, [], |row| {
                let area: String = row.get(0)?;
                Ok((NodeId(format!("area:{area}")), self.types.area_name(&area)))
            })
        })
    }

    /// The policy areas with their names and numbers of events, by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn areas(&self) -> Result<Vec<(String, String, usize)>> {
        self.attempt(|db| areas(self, db))
    }

    /// The entities of a kind with the most events, at most `most`; of equals the first by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn busiest(&self, kind: EntityKind, most: usize) -> Result<Vec<Tally>> {
        self.attempt(|db| {
            let mut asked = db.prepare_cached(&format!(
                "SELECT e.key, count(o.event) AS n FROM entity e LEFT JOIN ({OF_ENTITIES}) o ON o.entity = e.id
                 WHERE e.kind = ?1 GROUP BY e.id ORDER BY n DESC, e.key LIMIT ?2"
            ))?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            all(&mut asked, params![kind.as_str(), most], |row| {
                Ok(Tally { id: NodeId(row.get(0)?), events: count(row.get(1)?) })
            })
        })
    }

    /// How many events an entity or policy area has to do with; none of one that is not here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn events_of(&self, id: &NodeId) -> Result<usize> {
        self.attempt(|db| {
            if let Some(area) = id.0.strip_prefix("area:") {
                let mut asked = db.prepare_cached(
                    "SELECT count(DISTINCT c.event) FROM topic t JOIN claim c ON c.id = t.claim WHERE t.area = ?1",
                )?;
                return Ok(count(asked.query_row([area], |row| row.get(0))?));
            }
            let Some(id) = entity_id(db, &id.0)? else { return Ok(0) };
            let mut asked = db.prepare_cached(&format!("SELECT count(event) FROM ({OF_ENTITY})"))?;
            Ok(count(asked.query_row([id], |row| row.get(0))?))
        })
    }

    /// The names that hold these folded letters, each with its entity and the number of articles that have it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn names_with(&self, folded: &str) -> Result<Vec<(NodeId, String, usize)>> {
        self.attempt(|db| {
            let mut asked = db.prepare_cached(
                "SELECT e.key, l.name, l.mentions FROM alias l JOIN entity e ON e.id = l.entity WHERE instr(l.folded, ?1)
                 UNION SELECT key, name, 0 FROM entity WHERE instr(folded, ?1)",
            )?;
            all(&mut asked, [folded], |row| Ok((NodeId(row.get(0)?), row.get(1)?, count(row.get(2)?))))
        })
    }

    /// The text of an article, where the store was given it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn text(&self, doc: &str) -> Result<Option<String>> {
        self.attempt(|db| {
            let mut asked = db.prepare_cached("SELECT text FROM article WHERE doc = ?1")?;
            Ok(asked.query_row([doc], |row| row.get(0)).optional()?.flatten())
        })
    }

    /// Whether the store has the text of any article.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_texts(&self) -> Result<bool> {
        self.attempt(|db| {
            Ok(db.query_row("SELECT EXISTS (SELECT 1 FROM article WHERE text IS NOT NULL)", [], |row| row.get(0))?)
        })
    }

    /// The records of articles; of those that are not here none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn records<'d>(&self, docs: impl IntoIterator<Item = &'d str>) -> Result<Vec<Extraction>> {
        self.attempt(|db| {
            let found = docs.into_iter().map(|doc| super::record::find(db, doc)).collect::<Attempt<Vec<_>>>()?;
            Ok(found.into_iter().flatten().map(|stored| stored.record).collect())
        })
    }
}

fn areas(archive: &Archive, db: &Connection) -> Attempt<Vec<(String, String, usize)>> {
    let mut asked = db.prepare_cached(
        "SELECT t.area, count(DISTINCT c.event) FROM topic t JOIN claim c ON c.id = t.claim
         WHERE c.event IS NOT NULL GROUP BY t.area",
    )?;
    all(&mut asked, [], |row| {
        let area: String = row.get(0)?;
        Ok((format!("area:{area}"), archive.types.area_name(&area), count(row.get(1)?)))
    })
}

/// Makes entities wanted.
pub(super) fn want(db: &Connection, ids: &[NodeId]) -> Attempt<()> {
    for id in ids {
        if let Some(id) = entity_id(db, &id.0)? {
            let id: EntityId = id;
            db.prepare_cached("INSERT OR IGNORE INTO temp.wanted_entity VALUES (?1)")?.execute([id])?;
        }
    }
    Ok(())
}

pub(super) fn count(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}
