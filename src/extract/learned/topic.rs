//! What speaks for an event's being about a policy area: the words around it, and those of the areas' vocabularies.

use super::super::claim::areas_of;
use super::feature::Features;
use super::scene::Scene;
use crate::schema::AreaIndex;
use crate::text::{SentenceId, TokenId, Upos};

/// Adds the features that all events of a sentence share: its words, and what areas they belong to.
pub fn of_sentence(scene: &Scene<'_>, sentence: SentenceId, areas: &AreaIndex, out: &mut Features) {
    let doc = scene.doc();
    for token in doc.token_ids(sentence).filter(|token| is_content(scene, *token)) {
        out.put("word", &[&doc.token(token).lemma.to_lowercase()]);
    }
    for area in areas_of(scene.doc(), sentence, areas) {
        out.put("area", &[&area]);
    }
    for back in 1..=2 {
        let Some(before) = sentence.0.checked_sub(back) else { break };
        for area in areas_of(scene.doc(), SentenceId(before), areas) {
            out.put("area-before", &[&area]);
        }
    }
    if sentence.0 > 0 {
        for area in areas_of(scene.doc(), SentenceId(0), areas) {
            out.put("area-first", &[&area]);
        }
    }
}

/// Adds the features of one event: its word, and the words that hang on it.
pub fn of_trigger(scene: &Scene<'_>, trigger: TokenId, told: &[String], out: &mut Features) {
    let doc = scene.doc();
    out.put("type", &[]);
    out.put("lemma", &[&doc.token(trigger).lemma.to_lowercase()]);
    for area in told {
        out.put("rules", &[area]);
    }
    out.put("rules-count", &[&told.len().to_string()]);
    let mut level = vec![trigger];
    for depth in ["1", "2", "3"] {
        level = level.iter().flat_map(|at| scene.tree().children(*at)).copied().collect();
        for token in level.iter().copied().filter(|token| is_content(scene, *token)) {
            out.put("under", &[&doc.token(token).lemma.to_lowercase()]);
            if depth == "1" {
                out.put("child", &[&doc.token(token).lemma.to_lowercase()]);
            }
        }
    }
    if let Some(head) = doc.token(trigger).head {
        out.put("head", &[&doc.token(head).lemma.to_lowercase()]);
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
