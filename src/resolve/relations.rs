//! Relations of extractions → [`RelationFact`]s: the same standing relation of several articles is one.

use super::articles;
use super::entities::{Keys, LocalKeys};
use super::facts::{EntityKey, RelationFact, Statement};
use super::name::fold;
use super::review::Review;
use crate::error::Problem;
use crate::extract::Extraction;
use crate::vocabulary::RelationKind;
use std::collections::BTreeMap;

/// What makes two relations the same: source, target, kind, folded role, whether it is over.
pub(crate) type RelationKey = (EntityKey, EntityKey, RelationKind, String, bool);

/// A relation as one sentence states it.
pub(crate) struct Stated {
    /// Of which relation it is a statement.
    pub(crate) key: RelationKey,
    /// The office, as spelled there.
    pub(crate) role: Option<String>,
    /// The sentence.
    pub(crate) statement: Statement,
}

/// A relation on its way: how often each spelling of the role occurs, and the sentences.
#[derive(Default)]
struct Gathering {
    roles: BTreeMap<String, usize>,
    statements: Vec<Statement>,
}

/// Gathers the relations of all articles.
pub(super) fn gather(
    extractions: &[Extraction],
    keys: &Keys,
    review: &Review,
    problems: &mut Vec<Problem>,
) -> Vec<RelationFact> {
    let mut gathered: BTreeMap<RelationKey, Gathering> = BTreeMap::new();
    for extraction in extractions {
        let Some(keys) = keys.of(&extraction.doc) else { continue };
        for stated in of_record(extraction, keys, review, problems) {
            let entry = gathered.entry(stated.key).or_default();
            if let Some(role) = stated.role {
                *entry.roles.entry(role).or_default() += 1;
            }
            entry.statements.push(stated.statement);
        }
    }
    gathered.into_iter().map(finish).collect()
}

/// The relations that one article states. One that quotes no sentence is reported and left out: there is no edge
/// without evidence.
pub(crate) fn of_record(
    extraction: &Extraction,
    keys: &LocalKeys,
    review: &Review,
    problems: &mut Vec<Problem>,
) -> Vec<Stated> {
    let article = articles::reference(extraction);
    let mut unquoted = 0;
    let mut all = Vec::new();
    for relation in &extraction.relations {
        let quote = relation.evidence.as_deref().map(str::trim).unwrap_or_default();
        if quote.is_empty() {
            // What a body is part of may be known without being said; it makes no edge, and is no mistake.
            unquoted += usize::from(relation.kind != RelationKind::PartOf);
            continue;
        }
        let (Some(source), Some(target)) = (keys.get(&relation.source), keys.get(&relation.target)) else {
            problems.push(dangling(extraction, relation.kind, &relation.source, &relation.target));
            continue;
        };
        if source == target || review.rejects_relation(source, relation.kind, target) {
            continue;
        }
        let turned = relation.kind == RelationKind::AllyOf && source > target;
        let (source, target) = if turned { (target, source) } else { (source, target) };
        let role = relation.role.as_deref().map(fold).unwrap_or_default();
        all.push(Stated {
            key: (source.clone(), target.clone(), relation.kind, role, relation.former),
            role: relation.role.clone(),
            statement: Statement { article: article.clone(), quote: quote.into(), span: relation.span },
        });
    }
    if unquoted > 0 {
        problems.push(
            Problem::new(&extraction.doc, format!("{unquoted} relations without a sentence, left out"))
                .remedy("give each relation its 'evidence'"),
        );
    }
    all
}

fn finish(((source, target, kind, _, former), g): (RelationKey, Gathering)) -> RelationFact {
    RelationFact { kind, source, target, role: None, former, statements: g.statements }.with_role(&g.roles)
}

fn dangling(extraction: &Extraction, kind: RelationKind, source: &str, target: &str) -> Problem {
    Problem::new(
        &extraction.doc,
        format!("{kind} from '{source}' to '{target}': no such entity in the record, left out"),
    )
    .remedy("list both among the record's 'entities'")
}
