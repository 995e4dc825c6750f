//! What speaks for an event's being about a policy area: the words around it, and those of the areas' vocabularies.

use super::super::claim::Areas;
use super::feature::Features;
use super::scene::Scene;
use crate::text::{SentenceId, TokenId, Upos, lower};

/// Adds the features that all events of a sentence share: its words, and what areas they belong to.
pub fn of_sentence(scene: &Scene<'_>, sentence: SentenceId, areas: &Areas<'_>, out: &mut Features) {
    let doc = scene.doc();
    for token in doc.token_ids(sentence).filter(|token| is_content(scene, *token)) {
        out.put("word", &[&lower(&doc.token(token).lemma)]);
    }
    for area in areas.of(sentence) {
        out.put("area", &[area]);
    }
    for back in 1..=2 {
        let Some(before) = sentence.0.checked_sub(back) else { break };
        for area in areas.of(SentenceId(before)) {
            out.put("area-before", &[area]);
        }
    }
    if sentence.0 > 0 {
        for area in areas.of(SentenceId(0)) {
            out.put("area-first", &[area]);
        }
    }
}

/// Adds the features of one event: its word, and the words that hang on it.
pub fn of_trigger(scene: &Scene<'_>, trigger: TokenId, told: &[String], out: &mut Features) {
    let doc = scene.doc();
    out.put("type", &[]);
    out.put("lemma", &[&lower(&doc.token(trigger).lemma)]);
    for area in told {
        out.put("rules", &[area]);
    }
    out.put("rules-count", &[&told.len().to_string()]);
    let mut level = vec![trigger];
    for depth in ["1", "2", "3"] {
        level = level.iter().flat_map(|at| scene.tree().children(*at)).copied().collect();
        for token in level.iter().copied().filter(|token| is_content(scene, *token)) {
            out.put("under", &[&lower(&doc.token(token).lemma)]);
            if depth == "1" {
                out.put("child", &[&lower(&doc.token(token).lemma)]);
            }
        }
    }
    if let Some(head) = doc.token(trigger).head {
        out.put("head", &[&lower(&doc.token(head).lemma)]);
    }
    if let Some(fit) = scene.fit_at(trigger) {
        for area in &fit.frame.topics {
            out.put("frame", &[area]);
        }
    }
}

fn is_content(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.doc().token(token).upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn)
}
