//! Entities of extractions → [`EntityFact`]s: who is who across articles.
//!
//! An entity is known by its ISO code (countries) or Wikidata id; without one, by the id that its full name has
//! elsewhere, if only one; else by kind and folded name, and by its country where the articles state different countries of the
//! name. A person called by a single name without an id ("Rodríguez") is never carried over to another article's person,
//! save one of the same single name in the same office's country.

use super::facts::{EntityFact, EntityKey};
use super::homes::Homes;
use super::name::fold;
use super::review::Review;
use crate::error::Problem;
use crate::extract::{Entity, Extraction};
use crate::vocabulary::{EntityKind, RelationKind};
use smol_str::format_smolstr;
use std::collections::{BTreeMap, BTreeSet};

/// The identities of the entities of one record, by their ids in it.
pub(crate) type LocalKeys = BTreeMap<String, EntityKey>;

/// The identity of every entity of every extraction, by article.
pub(super) struct Keys(BTreeMap<String, LocalKeys>);

impl Keys {
    /// The identities of the record of article `doc`.
    pub(super) fn of(&self, doc: &str) -> Option<&LocalKeys> {
        self.0.get(doc)
    }
}

/// Gives every entity its identity, and gathers what the articles say of each.
pub(super) fn identify(
    extractions: &[Extraction],
    review: &Review,
    problems: &mut Vec<Problem>,
) -> (Vec<EntityFact>, Keys) {
    let ids = KnownIds::of(extractions);
    let homes = Homes::of(extractions, |entity| ids.key(entity));
    let mut keys = Keys(BTreeMap::new());
    let mut gathered: BTreeMap<EntityKey, Gathering> = BTreeMap::new();
    for extraction in extractions {
        let identified = identify_record(extraction, &ids, &homes, review, problems);
        let mut local = LocalKeys::new();
        for (entity, key) in identified {
            gathered.entry(key.clone()).or_default().add(entity);
            local.insert(entity.id.clone(), key);
        }
        keys.0.insert(extraction.doc.clone(), local);
    }
    (gathered.into_iter().map(|(key, g)| g.finish(key, review)).collect(), keys)
}

/// The entities of one record, each once, with their identities.
pub(crate) fn identify_record<'e>(
    extraction: &'e Extraction,
    ids: &KnownIds,
    homes: &Homes,
    review: &Review,
    problems: &mut Vec<Problem>,
) -> Vec<(&'e Entity, EntityKey)> {
    let mut local = LocalKeys::new();
    let mut identified = Vec::with_capacity(extraction.entities.len());
    for entity in proper(extraction, problems) {
        let home = || homes.telling(entity, extraction, |entity| ids.key(entity));
        let key = ids.key(entity).unwrap_or_else(|| named_key(entity, extraction, &local, home()));
        let key = review.identity_in(&extraction.doc, key);
        local.insert(entity.id.clone(), key.clone());
        identified.push((entity, key));
    }
    identified
}

/// The entities of a record that have a name, of several with one id the first.
pub(crate) fn proper<'e>(extraction: &'e Extraction, problems: &mut Vec<Problem>) -> Vec<&'e Entity> {
    let mut seen = BTreeSet::new();
    // Persons last: the key of a single-named one looks at what it represents.
    let (persons, others): (Vec<_>, Vec<_>) = extraction.entities.iter().partition(|e| e.kind == EntityKind::Person);
    let mut kept = Vec::with_capacity(extraction.entities.len());
    for entity in others.into_iter().chain(persons) {
        if fold(&entity.name).is_empty() {
            problems.push(Problem::new(&extraction.doc, format!("entity '{}' has no name, left out", entity.id)));
        } else if seen.insert(&entity.id) {
            kept.push(entity);
        } else {
            problems.push(
                Problem::new(&extraction.doc, format!("entity id '{}' is given twice; the first holds", entity.id))
                    .remedy("number the entities of a record apart"),
            );
        }
    }
    kept
}

/// The ids that extractions give, and which names stand for which of them.
///
/// To identify a record it takes only what concerns the ids and names in it, so a store can give that part alone.
#[derive(Debug, Default)]
pub(crate) struct KnownIds {
    /// ISO codes that occur together with a Wikidata id.
    isos: BTreeMap<String, BTreeSet<String>>,
    /// Keys with an id, by kind and folded full name.
    by_name: BTreeMap<(EntityKind, String), BTreeSet<EntityKey>>,
}

impl KnownIds {
    fn of(extractions: &[Extraction]) -> Self {
        let mut ids = Self::default();
        let all = || extractions.iter().flat_map(|record| proper(record, &mut Vec::new()));
        for (wikidata, iso) in all().filter_map(both_ids) {
            ids.note_iso(wikidata, iso);
        }
        for entity in all() {
            if let Some(key) = ids.strong_key(entity) {
                ids.note_name(entity.kind, fold(&entity.name), key);
            }
        }
        ids
    }

    /// Notes an ISO code that occurs together with a Wikidata id.
    pub(crate) fn note_iso(&mut self, wikidata: &str, iso: &str) {
        self.isos.entry(wikidata.into()).or_default().insert(iso.into());
    }

    /// Notes an identity that goes with a folded name. All ISO codes must have been noted when it is computed.
    pub(crate) fn note_name(&mut self, kind: EntityKind, folded: String, key: EntityKey) {
        self.by_name.entry((kind, folded)).or_default().insert(key);
    }

    /// The key by the entity's own id.
    pub(crate) fn strong_key(&self, entity: &Entity) -> Option<EntityKey> {
        if let Some(iso) = iso(entity) {
            return Some(country_key(iso));
        }
        let wikidata = wikidata(entity)?;
        match self.isos.get(wikidata) {
            Some(isos) if entity.kind == EntityKind::Country && isos.len() == 1 => isos.first().map(|i| country_key(i)),
            _ => Some(EntityKey(wikidata.into())),
        }
    }

    /// The key by the entity's own id or, of full names, by the only id that goes with the name.
    pub(crate) fn key(&self, entity: &Entity) -> Option<EntityKey> {
        self.strong_key(entity).or_else(|| {
            let name = fold(&entity.name);
            if entity.kind == EntityKind::Person && !name.contains(' ') {
                return None;
            }
            let candidates = self.by_name.get(&(entity.kind, name))?;
            if candidates.len() == 1 { candidates.first().cloned() } else { None }
        })
    }
}

/// Wikidata id and ISO code of an entity that has both.
pub(crate) fn both_ids(entity: &Entity) -> Option<(&str, &str)> {
    wikidata(entity).zip(iso(entity))
}

/// ISO code, if it is one.
fn iso(entity: &Entity) -> Option<&str> {
    let code = entity.iso.as_deref()?;
    (entity.kind == EntityKind::Country && code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
        .then_some(code)
}

/// Wikidata id, if it is one.
pub(crate) fn wikidata(entity: &Entity) -> Option<&str> {
    let id = entity.wikidata.as_deref()?;
    let digits = id.strip_prefix('Q')?;
    (!digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())).then_some(id)
}

fn country_key(iso: &str) -> EntityKey {
    EntityKey(format_smolstr!("country:{iso}"))
}

/// The key of an entity without an id: kind and name, with the country where it is needed to tell the name's bearers
/// apart, and for single-named persons what they represent or else the article.
fn named_key(
    entity: &Entity,
    extraction: &Extraction,
    local: &BTreeMap<String, EntityKey>,
    home: Option<EntityKey>,
) -> EntityKey {
    let name = fold(&entity.name);
    if entity.kind != EntityKind::Person || name.contains(' ') {
        return EntityKey(match home {
            Some(home) => format_smolstr!("{}:{name} of {home}", entity.kind),
            None => format_smolstr!("{}:{name}", entity.kind),
        });
    }
    let represented = extraction
        .relations
        .iter()
        .filter(|r| r.kind == RelationKind::Represents && r.source == entity.id && !r.former)
        .filter_map(|r| local.get(&r.target))
        .min();
    EntityKey(match represented {
        Some(target) => format_smolstr!("person:{name} of {target}"),
        None => format_smolstr!("person:{name} in {}", extraction.doc),
    })
}

/// An entity on its way: how often each name, kind and id occurs.
#[derive(Default)]
struct Gathering {
    kinds: BTreeMap<EntityKind, usize>,
    names: BTreeMap<String, usize>,
    wikidata: BTreeMap<String, usize>,
    mentions: BTreeSet<String>,
}

impl Gathering {
    fn add(&mut self, entity: &Entity) {
        *self.kinds.entry(entity.kind).or_default() += 1;
        *self.names.entry(entity.name.trim().into()).or_default() += 1;
        if let Some(id) = wikidata(entity) {
            *self.wikidata.entry(id.into()).or_default() += 1;
        }
        self.mentions.extend(entity.mentions.iter().map(|m| m.trim().to_owned()).filter(|m| !m.is_empty()));
    }

    fn finish(self, key: EntityKey, review: &Review) -> EntityFact {
        let iso = key.as_str().strip_prefix("country:").filter(|code| code.bytes().all(|b| b.is_ascii_uppercase()));
        let decided = review.name(&key).map(str::to_owned);
        let name = decided.or_else(|| most_frequent(&self.names).cloned()).unwrap_or_default();
        let mut aliases = self.mentions;
        aliases.extend(self.names.into_keys());
        aliases.remove(&name);
        EntityFact {
            kind: most_frequent(&self.kinds).copied().unwrap_or(EntityKind::Place),
            name,
            aliases,
            wikidata: most_frequent(&self.wikidata).cloned(),
            iso: iso.map(Into::into),
            key,
        }
    }
}

/// The commonest value; of several, the first in their order.
pub(crate) fn most_frequent<T: Ord>(counts: &BTreeMap<T, usize>) -> Option<&T> {
    counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(id: &str, kind: EntityKind, name: &str, wikidata: Option<&str>, iso: Option<&str>) -> Entity {
        Entity {
            id: id.into(),
            kind,
            name: name.into(),
            mentions: vec![name.into()],
            wikidata: wikidata.map(Into::into),
            iso: iso.map(Into::into),
        }
    }

    fn article(doc: &str, entities: Vec<Entity>) -> Extraction {
        Extraction { doc: doc.into(), article: Default::default(), entities, events: vec![], relations: vec![] }
    }

    fn keys(extractions: &[Extraction]) -> Vec<String> {
        identify(extractions, &Review::default(), &mut Vec::new()).0.into_iter().map(|e| e.key.0.into()).collect()
    }

    use EntityKind::{Country, Person};

    #[test]
    fn an_id_known_in_one_article_serves_the_same_name_in_another() {
        let a = article("a", vec![entity("e1", Person, "Gustavo Petro", Some("Q1"), None)]);
        let b = article("b", vec![entity("e1", Person, "gustavo petró", None, None)]);
        assert_eq!(keys(&[a, b]), ["Q1"]);
    }

    #[test]
    fn a_name_with_two_ids_stays_apart() {
        let a = article("a", vec![entity("e1", Person, "John Smith", Some("Q1"), None)]);
        let b = article("b", vec![entity("e1", Person, "John Smith", Some("Q2"), None)]);
        let c = article("c", vec![entity("e1", Person, "John Smith", None, None)]);
        assert_eq!(keys(&[a, b, c]), ["Q1", "Q2", "person:john smith"]);
    }

    #[test]
    fn a_surname_alone_is_nobody_of_another_article() {
        let a = article("a", vec![entity("e1", Person, "Petro", None, None)]);
        let b = article("b", vec![entity("e1", Person, "Gustavo Petro", None, None)]);
        let c = article("c", vec![entity("e1", Person, "Petro", None, None)]);
        assert_eq!(keys(&[a, b, c]), ["person:gustavo petro", "person:petro in a", "person:petro in c"]);
    }

    /// An article of one day, whose first entity stands in the relation to the country of the ISO code.
    fn of(doc: &str, day: &str, kind: EntityKind, name: &str, relation: RelationKind, iso: &str) -> Extraction {
        let mut record =
            article(doc, vec![entity("e1", kind, name, None, None), entity("e2", Country, iso, None, Some(iso))]);
        record.article.date = day.parse().ok();
        record.relations.push(crate::extract::Relation {
            kind: relation,
            source: "e1".into(),
            target: "e2".into(),
            role: None,
            former: false,
            evidence: None,
            span: None,
        });
        record
    }

    /// The keys of what is no country.
    fn named(records: &[Extraction]) -> Vec<String> {
        let forward = keys(records);
        let backward: Vec<_> = records.iter().rev().cloned().collect();
        assert_eq!(keys(&backward), forward);
        forward.into_iter().filter(|key| !key.starts_with("country:")).collect()
    }

    #[test]
    fn two_office_holders_of_one_name_are_two_where_their_offices_are_of_one_time() {
        let minister = |doc, day, iso| of(doc, day, Person, "Ann Lee", RelationKind::Represents, iso);
        let together = [minister("a", "2026-01-01", "XA"), minister("b", "2026-03-01", "XB")];
        assert_eq!(named(&together), ["person:ann lee of country:XA", "person:ann lee of country:XB"]);
        let silent = article("c", vec![entity("e1", Person, "Ann Lee", None, None)]);
        let [a, b] = together;
        assert_eq!(named(&[a.clone(), b, silent.clone()])[0], "person:ann lee");
        assert_eq!(named(&[a.clone(), silent]), ["person:ann lee"]);
        assert_eq!(named(&[a, minister("b", "2028-03-01", "XB")]), ["person:ann lee"]);
    }

    #[test]
    fn bodies_of_one_name_are_told_apart_by_their_country() {
        let body = |doc, day, iso| of(doc, day, EntityKind::Organization, "Senate", RelationKind::PartOf, iso);
        let one = [body("a", "2020-01-01", "XA"), body("b", "2026-03-01", "XA")];
        assert_eq!(named(&one), ["organization:senate"]);
        let [a, _] = one;
        assert_eq!(
            named(&[a, body("b", "2026-03-01", "XB")]),
            ["organization:senate of country:XA", "organization:senate of country:XB"]
        );
    }

    #[test]
    fn a_country_is_its_iso_code_by_whatever_id_it_comes() {
        let a = article("a", vec![entity("e1", Country, "United States", Some("Q30"), Some("US"))]);
        let b = article("b", vec![entity("e1", Country, "USA", Some("Q30"), None)]);
        let c = article("c", vec![entity("e1", Country, "United States", None, None)]);
        let (facts, _) = identify(&[a, b, c], &Review::default(), &mut Vec::new());
        assert_eq!(facts.len(), 1);
        assert_eq!(facts[0].iso.as_deref(), Some("US"));
        assert_eq!(facts[0].name, "United States");
        assert!(facts[0].aliases.contains("USA"));
    }

    #[test]
    fn what_is_no_id_is_not_taken_for_one() {
        let a = article("a", vec![entity("e1", Country, "Atlantis", Some("30"), Some("atl"))]);
        assert_eq!(keys(&[a]), ["country:atlantis"]);
    }
}
