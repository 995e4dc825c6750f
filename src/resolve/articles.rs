//! Extractions → one extraction an article, sorted by article id.

use super::facts::ArticleRef;
use crate::error::Problem;
use crate::extract::Extraction;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Drops copies. Of two that differ under one article id the fuller one stays, with a report: a fixed order on the
/// records decides, so that neither the order of the input nor its grouping matters.
pub(super) fn distinct(extractions: Vec<Extraction>, problems: &mut Vec<Problem>) -> Vec<Extraction> {
    let mut by_doc: BTreeMap<String, Vec<Extraction>> = BTreeMap::new();
    for extraction in extractions {
        let known = by_doc.entry(extraction.doc.clone()).or_default();
        if !known.contains(&extraction) {
            known.push(extraction);
        }
    }
    let mut kept = Vec::with_capacity(by_doc.len());
    for (doc, mut rivals) in by_doc {
        if rivals.len() > 1 {
            problems.push(
                Problem::new(
                    doc,
                    format!("{} different extractions of this article; the fullest is kept", rivals.len()),
                )
                .remedy("give each article one id, or extract it anew and merge only that"),
            );
        }
        kept.extend(rivals.drain(..).min_by_key(fullness));
    }
    kept
}

/// What decides between different records of one article: the least is kept, which is the fullest record.
pub(crate) fn fullness(record: &Extraction) -> impl Ord + use<> {
    // Serializing plain records to memory does not fail; if it did, the counts alone would decide.
    let json = serde_json::to_string(record).unwrap_or_default();
    (Reverse(record.events.len()), Reverse(record.relations.len()), Reverse(record.entities.len()), json)
}

/// What evidence needs to know of the article behind an extraction.
pub(super) fn reference(extraction: &Extraction) -> Arc<ArticleRef> {
    let info = &extraction.article;
    Arc::new(ArticleRef {
        doc: extraction.doc.clone(),
        date: info.date,
        source: info.source.clone(),
        url: info.url.clone(),
        fingerprint: info.fingerprint,
    })
}
