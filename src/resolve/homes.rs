//! Stated relations → to which country each entity without an id belongs, and which names are those of several: the
//! National Assembly of France is not that of Ecuador, and two ministers of one name in one year, of different
//! countries, are two persons.

use super::facts::EntityKey;
use super::name::fold;
use super::states::is_country;
use crate::extract::{Entity, Extraction};
use crate::vocabulary::{EntityKind, RelationKind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Offices further apart in time, in days, may be those of one person.
const OFFICE_DAYS: i32 = 365;

/// Kind and folded name.
type Named = (EntityKind, String);

/// The first and the last report of an office; of undated reports any time.
pub(crate) type Period = (Date, Date);

/// Names that stand for several entities, told apart by their country.
#[derive(Debug, Default)]
pub(crate) struct Homes(BTreeSet<Named>);

impl Homes {
    /// Looks for names of which articles state different countries. `key` gives the identity of what has an id.
    pub(super) fn of(extractions: &[Extraction], key: impl Fn(&Entity) -> Option<EntityKey>) -> Self {
        let mut stated: BTreeMap<Named, BTreeMap<EntityKey, Period>> = BTreeMap::new();
        for extraction in extractions {
            let day = extraction.article.date;
            for entity in extraction.entities.iter().filter(|e| key(e).is_none()) {
                let Some(home) = home(entity, extraction, &key) else { continue };
                let (first, last) = (day.unwrap_or(Date::MIN), day.unwrap_or(Date::MAX));
                let homes = stated.entry((entity.kind, fold(&entity.name))).or_default();
                let period = homes.entry(home).or_insert((first, last));
                *period = (period.0.min(first), period.1.max(last));
            }
        }
        let several = stated.into_iter().filter(|((kind, _), homes)| is_of_several(*kind, homes.values().copied()));
        Self(several.map(|(named, _)| named).collect())
    }

    /// Notes a name of several entities.
    pub(crate) fn note(&mut self, kind: EntityKind, folded: String) {
        self.0.insert((kind, folded));
    }

    /// The country that tells the entity from others of its name; none where the name is but one's, or the article
    /// does not say.
    pub(super) fn telling(
        &self,
        entity: &Entity,
        extraction: &Extraction,
        key: impl Fn(&Entity) -> Option<EntityKey>,
    ) -> Option<EntityKey> {
        self.0.contains(&(entity.kind, fold(&entity.name))).then(|| home(entity, extraction, key))?
    }
}

/// Whether a name that is stated to belong to countries in these periods, one for each country, is one of several entities.
pub(crate) fn is_of_several(kind: EntityKind, periods: impl Iterator<Item = Period>) -> bool {
    let periods: Vec<_> = periods.collect();
    periods.len() > 1 && (kind != EntityKind::Person || overlap(periods))
}

/// The country that a person represents, or that a body is part of, by the article; of several the first key.
pub(crate) fn home(
    entity: &Entity,
    extraction: &Extraction,
    key: impl Fn(&Entity) -> Option<EntityKey>,
) -> Option<EntityKey> {
    let belongs = match entity.kind {
        EntityKind::Person => RelationKind::Represents,
        EntityKind::Organization => RelationKind::PartOf,
        EntityKind::Country | EntityKind::Place => return None,
    };
    let relations = extraction.relations.iter().filter(|r| r.kind == belongs && r.source == entity.id && !r.former);
    let targets = relations.filter_map(|r| extraction.entities.iter().find(|e| e.id == r.target));
    targets.filter_map(key).filter(is_country).min()
}

/// Whether two of the periods overlap or nearly do.
fn overlap(mut periods: Vec<Period>) -> bool {
    periods.sort();
    let mut latest = None;
    periods.iter().any(|(first, last)| {
        let near = latest.is_some_and(|latest| *first <= super::dates::shift(latest, OFFICE_DAYS));
        latest = latest.max(Some(*last));
        near
    })
}
