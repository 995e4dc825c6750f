//! What speaks for an event's having happened, being planned, possible, called off, denied: what the rules say, and the
//! words over and beside its trigger. What speaks for its type (`trigger.rs`) counts, too.

use super::feature::Features;
use super::moment::Moment;
use super::scene::Scene;
use crate::text::time::Tense;
use crate::text::{TokenId, lower};
use crate::vocabulary::Status;

/// So many words above the trigger are looked at.
const LEVELS: usize = 4;

/// Adds the features; `told` is what the rules say, `moments` the expressions of time around.
pub fn features(scene: &Scene<'_>, trigger: TokenId, told: Status, moments: &[Moment<'_>], out: &mut Features) {
    let doc = scene.doc();
    let word = doc.token(trigger);
    let told = told.as_str();
    out.put("told", &[told]);
    out.put("told-xpos", &[told, word.xpos]);
    out.put("told-relation", &[told, word.deprel]);
    let mut at = trigger;
    let mut way = String::new();
    for level in ["0", "1", "2", "3"].into_iter().take(LEVELS) {
        for &child in scene.tree().children(at) {
            let below = doc.token(child);
            if matches!(doc.relation(child), "aux" | "mark" | "advmod" | "cop" | "det") {
                let lemma = lower(&below.lemma);
                out.put("helper", &[level, below.deprel, &lemma]);
                if level == "0" {
                    out.put("told-helper", &[told, &lemma]);
                }
            }
        }
        out.put("xpos", &[level, doc.token(at).xpos]);
        let Some(head) = doc.token(at).head else { break };
        way.push('^');
        way.push_str(doc.relation(at));
        let lemma = lower(&doc.token(head).lemma);
        out.put("over", &[&way, &lemma]);
        out.put("over-any", &[&lemma, doc.token(at).deprel]);
        out.put("over-told", &[&lemma, told]);
        at = head;
    }
    for moment in moments.iter().filter(|moment| moment.back == 0) {
        let Some((anchor, day)) = moment.time.anchor.zip(moment.time.reading(Tense::Present).and_then(|i| i.start))
        else {
            continue;
        };
        out.put("time", &[if day > anchor { "ahead" } else { "back" }, told]);
    }
    if doc.quote(doc.sentence_of(trigger)).trim_end().ends_with('?') {
        out.put("question", &[]);
    }
}
