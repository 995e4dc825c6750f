//! What speaks for or against a word's expressing an event of some type.

use super::feature::Features;
use super::scene::{Argument, Scene};
use crate::text::{TokenId, Upos, lower};
use std::borrow::Cow;

/// Adds the features of a word as a trigger.
pub fn features(scene: &Scene<'_>, token: TokenId, out: &mut Features) {
    let doc = scene.doc();
    let word = doc.token(token);
    let lemma = lower(&word.lemma);
    let lemma = &*lemma;
    let form = lower(doc.word(token));
    let upos = word.upos.as_str();
    out.put("upos", &[upos]);
    out.put("xpos", &[word.xpos]);
    out.put("lemma", &[lemma]);
    out.put("lemma-upos", &[lemma, upos]);
    out.put("form", &[&form]);
    out.put("deprel", &[word.deprel]);
    out.put("deprel-upos", &[word.deprel, upos]);
    above(scene, token, lemma, out);
    below(scene, token, lemma, out);
    beside(scene, token, lemma, out);
    frames(scene, token, lemma, out);
    parties(scene, token, lemma, out);
    position(scene, token, out);
}

fn above(scene: &Scene<'_>, token: TokenId, lemma: &str, out: &mut Features) {
    let doc = scene.doc();
    let Some(head) = doc.token(token).head else {
        out.put("root", &[]);
        return;
    };
    let (head_lemma, relation) = (doc.token(head).lemma.as_str(), doc.relation(token));
    out.put("head", &[head_lemma, relation]);
    out.put("lemma-head", &[lemma, head_lemma]);
    out.put("head-upos", &[doc.token(head).upos.as_str(), relation]);
    if let Some(fit) = scene.fit_at(head) {
        out.put("head-frame", &[&fit.event.id, relation]);
    }
    let case = scene.tree().case(doc, token).unwrap_or_default();
    if !case.is_empty() {
        out.put("case", &[&case]);
        out.put("lemma-case", &[lemma, &case]);
    }
    if let Some(grand) = doc.token(head).head {
        out.put("grand", &[doc.token(grand).lemma.as_str(), doc.relation(head), relation]);
        if let Some(fit) = scene.fit_at(grand) {
            out.put("grand-frame", &[&fit.event.id, doc.relation(head), relation]);
        }
    }
}

fn below(scene: &Scene<'_>, token: TokenId, lemma: &str, out: &mut Features) {
    let doc = scene.doc();
    for &child in scene.tree().children(token) {
        let relation = doc.token(child).deprel;
        if relation == "punct" {
            continue;
        }
        let below = lower(&doc.token(child).lemma);
        out.put("child", &[relation]);
        match doc.relation(child) {
            "obl" | "nmod" => {
                let case = scene.tree().case(doc, child).unwrap_or_default();
                out.put("prep", &[&case]);
                out.put("lemma-prep", &[lemma, &case]);
                out.put("prep-of", &[&case, &below]);
                out.put("lemma-prep-of", &[lemma, &case, &below]);
            }
            "obj" | "nsubj" | "xcomp" | "ccomp" | "amod" | "compound" | "advmod" | "aux" | "det" | "acl" | "conj"
            | "advcl" => {
                out.put("child-word", &[relation, &below]);
                out.put("lemma-child", &[lemma, relation, &below]);
            }
            _ => {}
        }
    }
}

fn beside(scene: &Scene<'_>, token: TokenId, lemma: &str, out: &mut Features) {
    let doc = scene.doc();
    let bounds = &doc.sentence(doc.sentence_of(token)).tokens;
    for (name, at) in [("before", token.0.wrapping_sub(1)), ("after", token.0 + 1)] {
        let Some(other) = bounds.contains(&at).then_some(TokenId(at)) else {
            out.put(name, &["-"]);
            continue;
        };
        let word = match scene.cast().at(other) {
            Some(member) => Cow::Borrowed(scene.kind(member)),
            None => lower(&doc.token(other).lemma),
        };
        out.put(name, &[&word]);
        out.put("lemma-beside", &[lemma, name, &word]);
    }
}

fn frames(scene: &Scene<'_>, token: TokenId, lemma: &str, out: &mut Features) {
    let doc = scene.doc();
    let sentence = doc.sentence_of(token);
    let fits = &scene.matches[sentence.0 as usize];
    match scene.fit_at(token) {
        Some(fit) => {
            out.put("frame", &[&fit.event.id]);
            out.put("frame-lemma", &[&fit.event.id, lemma]);
            out.put("frame-words", &[&fit.event.id, if fit.words.len() > 1 { "many" } else { "one" }]);
            for other in &fit.alternatives {
                out.put("alternative", &[&other.event.id]);
            }
        }
        None => {
            out.put("no-frame", &[doc.token(token).upos.as_str()]);
            for fit in fits.iter().filter(|fit| fit.words.contains(&token)) {
                out.put("in-frame", &[&fit.event.id]);
            }
        }
    }
    if let Some(claim) = scene.claim_at(token) {
        let parties = format!("{}-{}", claim.actors.len().min(2), claim.recipients.len().min(2));
        out.put("claim", &[&claim.kind]);
        out.put("claim-parties", &[&claim.kind, &parties]);
        out.put("claim-pattern", &[&claim.pattern]);
        out.put("claim-status", &[&claim.kind, claim.status.as_str()]);
    }
    for claim in scene.claims_in(sentence).iter().filter(|claim| claim.token != token) {
        out.put("claim-beside", &[&claim.kind]);
    }
}

fn parties(scene: &Scene<'_>, token: TokenId, lemma: &str, out: &mut Features) {
    let arguments = scene.arguments(token, 1);
    for Argument { level, slot, phrase, members } in &arguments {
        let level = if *level == 0 { "0" } else { "1" };
        let who = match members.first() {
            Some(&member) => scene.kind(member),
            None => "nobody",
        };
        out.put("argument", &[level, slot, who]);
        if level == "0" {
            out.put("lemma-argument", &[lemma, slot, who]);
        }
        if who == "nobody" && matches!(slot.as_str(), "subj" | "obj") {
            out.put("filler", &[level, slot, &lower(&scene.doc().token(*phrase).lemma)]);
        }
    }
    let named = |slot: &str| arguments.iter().any(|a| a.level == 0 && a.slot == slot && !a.members.is_empty());
    let shape = match (named("subj"), named("obj")) {
        (true, true) => "both",
        (true, false) => "subject",
        (false, true) => "object",
        (false, false) => "none",
    };
    out.put("shape", &[shape, scene.doc().token(token).upos.as_str()]);
}

fn position(scene: &Scene<'_>, token: TokenId, out: &mut Features) {
    let doc = scene.doc();
    let sentence = doc.sentence_of(token);
    out.put("members", &[&scene.members_in(sentence).len().min(4).to_string()]);
    let place = if sentence.0 == 0 { "first" } else { "later" };
    let length = match doc.sentences.len() {
        0..=2 => "short",
        3..=6 => "medium",
        _ => "long",
    };
    out.put("place", &[place, length]);
    let status = scene.statuses.status(&scene.clauses, token, token, "");
    out.put("status", &[status.as_str(), doc.token(token).upos.as_str()]);
    if doc.token(token).upos == Upos::Verb {
        out.put("passive", &[if scene.clauses.is_passive(token) { "yes" } else { "no" }]);
    }
}
