//! The few nodes among which a written name can be looked up, so that a question need not read all names.

use super::fault::Attempt;
use super::rows::all;
use super::{Archive, Scope};
use crate::error::Result;
use crate::graph::{Graph, Node, NodeId};
use crate::resolve::fold;
use rusqlite::{Connection, params};

/// The shortest beginning of an event's id that stands for it.
const LEAST_DIGITS: usize = 4;

/// Whoever a written name can mean by the first ways in which [`Graph::find`] looks: by id, code or whole name.
const CALLED: &str = "
    SELECT id FROM entity WHERE key = ?1
    UNION SELECT id FROM entity WHERE iso = upper(?1)
    UNION SELECT entity FROM alias WHERE folded = ?2
    UNION SELECT id FROM entity WHERE folded = ?2";

/// The same by the ways that count only where those give nobody: by an id in other letter case, which no index tells, or a part
/// of the name.
const CALLED_LIKE: &str = "
    SELECT id FROM entity WHERE key = ?1 COLLATE NOCASE
    UNION SELECT id FROM entity WHERE folded >= ?2 AND folded < ?3
    UNION SELECT id FROM entity WHERE reversed >= ?4 AND reversed < ?5";

impl Archive {
    /// A graph of nodes without edges, in which [`Graph::find`] finds for this name what it would find among all.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn names(&self, written: &str) -> Result<Graph> {
        let written = written.trim();
        let event = self.events_called(written)?;
        self.attempt(|db| {
            let mut nodes = areas(db, |area| self.types.area_name(area))?;
            nodes.extend(event);
            let found = candidates(db, written)?;
            let hit = !found.is_empty() || nodes.iter().any(|node| means_area(node, written));
            nodes.extend(if hit { found } else { everybody(db)? });
            Ok(Graph::assemble(nodes, Vec::new()))
        })
    }

    /// The events whose code begins as written.
    fn events_called(&self, written: &str) -> Result<Vec<Node>> {
        let lower = written.to_lowercase();
        let digits = lower.strip_prefix("event:").unwrap_or(&lower);
        if lower.len() < LEAST_DIGITS || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        let codes: Vec<String> = self.attempt(|db| {
            let mut asked = db.prepare_cached("SELECT code FROM event WHERE code >= ?1 AND code < ?2 LIMIT 50")?;
            all(&mut asked, params![format!("event:{digits}"), format!("event:{digits}g")], |row| Ok(row.get(0)?))
        })?;
        let mut nodes = Vec::new();
        for code in codes {
            let facts = self.facts(&Scope::events([NodeId(code)], &Default::default()))?;
            nodes.extend(
                Graph::from_facts(&facts, &self.types).graph.node_weights().filter(|n| n.event.is_some()).cloned(),
            );
        }
        Ok(nodes)
    }
}

/// Whether the name is that of a policy area.
fn means_area(node: &Node, written: &str) -> bool {
    let lower = written.to_lowercase();
    node.id.0.strip_prefix("area:").is_some_and(|area| area == lower) || fold(&node.name) == fold(written)
}

/// The policy areas that anything is about.
fn areas(db: &Connection, name: impl Fn(&str) -> String) -> Attempt<Vec<Node>> {
    // Steps from each area to the next one by index, instead of through all topics.
    let mut asked = db.prepare_cached(
        "WITH RECURSIVE step (area) AS (
             SELECT min(area) FROM topic UNION ALL SELECT (SELECT min(area) FROM topic WHERE area > step.area) FROM step
             WHERE step.area IS NOT NULL)
         SELECT area FROM step WHERE area IS NOT NULL",
    )?;
    let areas = all(&mut asked, [], |row| Ok(row.get::<_, String>(0)?))?;
    Ok(areas.into_iter().map(|area| Node::of_area(&area, name(&area))).collect())
}

fn candidates(db: &Connection, written: &str) -> Attempt<Vec<Node>> {
    let name = fold(written);
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let mut asked = db.prepare_cached(&selected(CALLED))?;
    let called = nodes(db, &mut asked, params![written, name])?;
    if !called.is_empty() {
        return Ok(called);
    }
    // The last words of a name, found backwards: they follow a space.
    let backwards: String = name.chars().rev().collect();
    let mut asked = db.prepare_cached(&selected(CALLED_LIKE))?;
    let bounds = params![written, name, format!("{name}\u{10ffff}"), format!("{backwards} "), format!("{backwards}!"),];
    nodes(db, &mut asked, bounds)
}

/// All entities, for a name that fits none: somebody may be called alike.
fn everybody(db: &Connection) -> Attempt<Vec<Node>> {
    let mut asked = db.prepare_cached(&selected("SELECT id FROM entity"))?;
    nodes(db, &mut asked, [])
}

fn selected(ids: &str) -> String {
    format!("SELECT e.id, e.key, e.kind, e.name, e.wikidata, e.iso FROM entity e WHERE e.id IN ({ids})")
}

fn nodes(db: &Connection, asked: &mut rusqlite::Statement<'_>, bounds: impl rusqlite::Params) -> Attempt<Vec<Node>> {
    let mut facts = all(asked, bounds, super::load::entity_row)?;
    let mut aliases = db.prepare_cached("SELECT name FROM alias WHERE entity = ?1 AND name <> ?2")?;
    for (id, fact) in &mut facts {
        fact.aliases = all(&mut aliases, params![*id, fact.name], |row| Ok(row.get(0)?))?.into_iter().collect();
    }
    Ok(facts.iter().map(|(_, fact)| Node::of_entity(fact)).collect())
}
