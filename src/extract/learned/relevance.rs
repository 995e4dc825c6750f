//! What speaks for a member's belonging in the record: that it is a political actor, or stands where politics takes place, and is not
//! a film star, a broadcaster, a word taken for a name.

use super::super::bystander;
use super::super::cast::MemberId;
use super::super::claim::Claim;
use super::super::mention::Mention;
use super::bond::Ties;
use super::feature::Features;
use super::model::EventModel;
use super::scene::Scene;
use crate::text::{TokenId, lower};
use std::borrow::Cow;

/// So many mentions of a member are looked at.
const MENTIONS: usize = 3;

impl EventModel {
    /// Whether the record leaves out a member that no event names.
    pub(in super::super) fn stands_by(&self, scene: &Scene<'_>, ties: &Ties<'_>, member: MemberId) -> bool {
        let mut own = Features::default();
        features(scene, ties, member, &mut own);
        self.relevance.passes(own) == [false]
    }
}

/// Adds the features of a member; what the rules make of it is among them.
pub(super) fn features(scene: &Scene<'_>, ties: &Ties<'_>, member: MemberId, out: &mut Features) {
    let stands_by = bystander::stands_by(scene, member);
    let kind = scene.kind(member);
    let known = if scene.cast().member(member).entry.is_some() { "known" } else { "new" };
    out.put("kind", &[kind, known]);
    out.put("rules", &[kind, if stands_by { "stands-by" } else { "takes-part" }]);
    name(scene, member, kind, known, out);
    parts(scene, ties, member, kind, known, out);
    article(scene, member, kind, known, out);
    for mention in scene.mentions_of(member).take(MENTIONS) {
        place(scene, mention, kind, known, out);
    }
}

/// How it is called.
fn name(scene: &Scene<'_>, member: MemberId, kind: &str, known: &str, out: &mut Features) {
    let entity = scene.cast().member(member);
    let words: Vec<&str> = entity.name.split_whitespace().collect();
    for word in &words {
        out.put("name-word", &[kind, &lower(word)]);
    }
    if let Some(last) = words.last() {
        out.put("name-last", &[kind, &lower(last)]);
    }
    out.put("name-length", &[kind, known, &words.len().min(5).to_string()]);
    out.put("name", &[kind, &lower(&entity.name)]);
    let capitals = entity.name.chars().all(|c| !c.is_lowercase());
    let plain = entity.name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’'));
    out.put("name-shape", &[kind, if capitals { "capitals" } else { "mixed" }, if plain { "plain" } else { "odd" }]);
    out.put("forms", &[kind, known, &entity.forms.len().min(4).to_string()]);
}

/// In what it has a part, by the rules.
fn parts(scene: &Scene<'_>, ties: &Ties<'_>, member: MemberId, kind: &str, known: &str, out: &mut Features) {
    for (side, relations) in [("source", ties.from(member).collect::<Vec<_>>()), ("target", ties.to(member).collect())]
    {
        for relation in relations {
            out.put("related", &[kind, relation.kind.as_str(), side]);
        }
    }
    let mut active = false;
    let claims = scene.sentences_of(member).iter().flat_map(|&sentence| scene.claims_in(sentence));
    for (claim, part) in claims.filter_map(|claim| Some((claim, part(claim, member)?))) {
        active |= part != "place";
        out.put("part", &[kind, part]);
        out.put("part-of", &[kind, part, &claim.kind]);
    }
    let word = |yes: bool, word: &'static str| if yes { word } else { "-" };
    out.put("parts", &[kind, known, word(ties.any(member), "related"), word(active, "active")]);
}

fn part(claim: &Claim, member: MemberId) -> Option<&'static str> {
    if claim.actors.contains(&member) {
        Some("actor")
    } else if claim.recipients.contains(&member) {
        Some("recipient")
    } else if [claim.host, claim.place, claim.claimed_by].contains(&Some(member)) {
        Some("place")
    } else {
        None
    }
}

/// How much the article is about it, and how political the article is.
fn article(scene: &Scene<'_>, member: MemberId, kind: &str, known: &str, out: &mut Features) {
    let first = scene.sentences_of(member).first().map_or(9, |sentence| sentence.0.min(9));
    out.put("first", &[kind, &first.to_string()]);
    out.put("times", &[kind, known, &scene.times(member).min(5).to_string()]);
    let bucket = |count: usize| match count {
        0..=3 => count.to_string(),
        4..=7 => "4".to_owned(),
        8..=15 => "8".to_owned(),
        _ => "16".to_owned(),
    };
    out.put("claims", &[kind, known, &bucket(scene.claims.len())]);
    out.put("members", &[kind, known, &bucket(scene.cast().members.len())]);
    out.put("sentences", &[kind, known, &bucket(scene.doc().sentences.len())]);
}

/// Where one of its mentions stands.
fn place(scene: &Scene<'_>, mention: &Mention, kind: &str, known: &str, out: &mut Features) {
    let doc = scene.doc();
    let head = scene.head_of(&mention.tokens);
    let relation = doc.relation(head);
    let case = scene.tree().case(doc, head).unwrap_or_default();
    let lemma = |token: TokenId| lower(&doc.token(token).lemma);
    let above = doc.token(head).head.map_or_else(|| Cow::Borrowed("-"), lemma);
    out.put("stands", &[kind, relation, &case]);
    out.put("hangs-from", &[kind, relation, &case, &above]);
    out.put("above", &[kind, &above]);
    out.put("form", &[kind, known, mention.form(), relation]);
    for &child in scene.tree().children(head) {
        if matches!(doc.relation(child), "compound" | "amod" | "appos" | "acl" | "det") {
            out.put("below", &[kind, doc.relation(child), &lemma(child)]);
        }
    }
    let bounds = &doc.sentence(doc.sentence_of(head)).tokens;
    let word = |at: u32| if bounds.contains(&at) { lemma(TokenId(at)) } else { Cow::Borrowed("-") };
    let (left, right) = (word(mention.tokens.start.wrapping_sub(1)), word(mention.tokens.end));
    out.put("left", &[kind, &left]);
    out.put("right", &[kind, &right]);
    out.put("left-more", &[kind, &word(mention.tokens.start.wrapping_sub(2)), &left]);
    out.put("right-more", &[kind, &right, &word(mention.tokens.end + 1)]);
    let peers = scene.members_in(doc.sentence_of(head)).len().min(8);
    out.put("peers", &[kind, known, relation, &peers.to_string()]);
}
