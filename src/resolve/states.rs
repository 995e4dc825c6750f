//! Stated `represents` relations → whom each person speaks for, so that "Trump" and "the United States" can be seen
//! as one side.

use super::facts::{EntityKey, RelationFact};
use crate::vocabulary::RelationKind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Persons and the state, or else the organization, that each represents at present.
///
/// Of several the one that most sentences state; a sentence about a country counts twice, since a head of government
/// is also called the head of a party. What a person no longer represents does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct States(BTreeMap<EntityKey, EntityKey>);

impl States {
    /// From the relations of all articles, in any order.
    pub fn from_relations(relations: &[RelationFact]) -> Self {
        let mut stated: BTreeMap<&EntityKey, BTreeMap<EntityKey, usize>> = BTreeMap::new();
        for r in relations.iter().filter(|r| r.kind == RelationKind::Represents && !r.former) {
            *stated.entry(&r.source).or_default().entry(r.target.clone()).or_default() += r.statements.len();
        }
        Self(stated.into_iter().filter_map(|(person, targets)| Some((person.clone(), strongest(targets)?))).collect())
    }

    /// Notes whom a person speaks for.
    pub(crate) fn note(&mut self, person: EntityKey, state: EntityKey) {
        self.0.insert(person, state);
    }

    /// Whom the entity speaks for: what it represents, else itself.
    pub fn side<'a>(&'a self, entity: &'a EntityKey) -> &'a EntityKey {
        self.0.get(entity).unwrap_or(entity)
    }
}

/// Whom a person speaks for, of all whom it represents with the number of sentences that say so.
pub(crate) fn strongest(targets: BTreeMap<EntityKey, usize>) -> Option<EntityKey> {
    let weight = |(key, sentences): &(EntityKey, usize)| {
        (sentences * if is_country(key) { 2 } else { 1 }, is_country(key), Reverse(key.clone()))
    };
    targets.into_iter().max_by_key(weight).map(|(key, _)| key)
}

/// Whether the entity is a country.
pub(super) fn is_country(key: &EntityKey) -> bool {
    key.as_str().starts_with("country:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{ArticleRef, Statement};
    use std::sync::Arc;

    fn relation(target: &str, sentences: usize, former: bool) -> RelationFact {
        let article = Arc::new(ArticleRef { doc: "a".into(), date: None, source: None, url: None, fingerprint: None });
        RelationFact {
            kind: RelationKind::Represents,
            source: EntityKey("person:ann lee".into()),
            target: EntityKey(target.into()),
            role: None,
            former,
            statements: vec![Statement { article, quote: "She leads.".into(), span: None }; sentences],
        }
    }

    fn side(relations: &[RelationFact]) -> String {
        States::from_relations(relations).side(&EntityKey("person:ann lee".into())).to_string()
    }

    #[test]
    fn a_country_outweighs_a_party_of_as_many_sentences() {
        let mut relations = [relation("organization:greens", 3, false), relation("country:XA", 2, false)];
        assert_eq!(side(&relations), "country:XA");
        relations.reverse();
        assert_eq!(side(&relations), "country:XA");
        assert_eq!(side(&[relation("country:XA", 1, false), relation("Q7184", 9, false)]), "Q7184");
    }

    #[test]
    fn what_is_over_does_not_count() {
        assert_eq!(side(&[relation("country:XA", 5, true), relation("country:XB", 1, false)]), "country:XB");
        assert_eq!(side(&[relation("country:XA", 5, true)]), "person:ann lee");
    }

    #[test]
    fn of_equals_the_first_key() {
        assert_eq!(side(&[relation("country:XB", 1, false), relation("country:XA", 1, false)]), "country:XA");
    }
}
