//! Relations of extractions → [`RelationFact`]s: the same standing relation of several articles is one.

use super::articles;
use super::entities::{Keys, most_frequent};
use super::facts::{EntityKey, RelationFact, Statement};
use super::name::fold;
use crate::error::Problem;
use crate::extract::Extraction;
use crate::vocabulary::RelationKind;
use std::collections::BTreeMap;

/// What makes two relations the same.
type RelationKey = (EntityKey, EntityKey, RelationKind, String, bool);

/// A relation on its way: how often each spelling of the role occurs, and the sentences.
#[derive(Default)]
struct Gathering {
    roles: BTreeMap<String, usize>,
    statements: Vec<Statement>,
}

/// Gathers the relations of all articles. A relation that quotes no sentence is reported and left out: there is no
/// edge without evidence.
pub(super) fn gather(extractions: &[Extraction], keys: &Keys, problems: &mut Vec<Problem>) -> Vec<RelationFact> {
    let mut gathered: BTreeMap<RelationKey, Gathering> = BTreeMap::new();
    for extraction in extractions {
        let article = articles::reference(extraction);
        let mut unquoted = 0;
        for relation in &extraction.relations {
            let quote = relation.evidence.as_deref().map(str::trim).unwrap_or_default();
            if quote.is_empty() {
                // What a body is part of may be known without being said; it makes no edge, and is no mistake.
                unquoted += usize::from(relation.kind != RelationKind::PartOf);
                continue;
            }
            let (Some(mut source), Some(mut target)) =
                (keys.get(&extraction.doc, &relation.source), keys.get(&extraction.doc, &relation.target))
            else {
                problems.push(dangling(extraction, relation.kind, &relation.source, &relation.target));
                continue;
            };
            if source == target {
                continue;
            }
            if relation.kind == RelationKind::AllyOf && source > target {
                std::mem::swap(&mut source, &mut target);
            }
            let role = relation.role.as_deref().map(fold).unwrap_or_default();
            let key = (source.clone(), target.clone(), relation.kind, role, relation.former);
            let entry = gathered.entry(key).or_default();
            if let Some(role) = &relation.role {
                *entry.roles.entry(role.clone()).or_default() += 1;
            }
            entry.statements.push(Statement { article: article.clone(), quote: quote.into(), span: relation.span });
        }
        if unquoted > 0 {
            problems.push(
                Problem::new(&extraction.doc, format!("{unquoted} relations without a sentence, left out"))
                    .remedy("give each relation its 'evidence'"),
            );
        }
    }
    gathered.into_iter().map(finish).collect()
}

fn finish(((source, target, kind, _, former), mut g): (RelationKey, Gathering)) -> RelationFact {
    g.statements.sort();
    g.statements.dedup();
    let role = most_frequent(&g.roles).cloned();
    RelationFact { kind, source, target, role, former, statements: g.statements }
}

fn dangling(extraction: &Extraction, kind: RelationKind, source: &str, target: &str) -> Problem {
    Problem::new(
        &extraction.doc,
        format!("{kind} from '{source}' to '{target}': no such entity in the record, left out"),
    )
    .remedy("list both among the record's 'entities'")
}
