//! What speaks for or against a member's being a party of an event, given the word that expresses the event.

use super::super::cast::MemberId;
use super::feature::Features;
use super::scene::{Argument, Scene};
use crate::text::{TokenId, lower};
use crate::vocabulary::EntityKind;
use std::borrow::Cow;

/// How far the path between a trigger and a name may be to be a feature.
const MAX_PATH: usize = 6;

/// Adds the features of a member as a party of what `trigger` expresses. `arguments` are the trigger's.
pub fn features(scene: &Scene<'_>, trigger: TokenId, arguments: &[Argument], member: MemberId, out: &mut Features) {
    let doc = scene.doc();
    let lemma = lower(&doc.token(trigger).lemma);
    let kind = scene.kind(member);
    out.put("kind", &[kind]);
    slots(scene, &lemma, arguments, member, kind, out);
    frames(scene, trigger, member, out);
    path(scene, trigger, member, kind, out);
    distance(scene, trigger, member, kind, out);
    standing(scene, trigger, member, kind, out);
    focus(scene, trigger, arguments, member, kind, out);
}

fn slots(scene: &Scene<'_>, lemma: &str, arguments: &[Argument], member: MemberId, kind: &str, out: &mut Features) {
    let doc = scene.doc();
    let mut any = false;
    for Argument { level, slot, phrase, members } in arguments {
        let Some(at) = members.iter().position(|&m| m == member) else { continue };
        any = true;
        let level = ["0", "1", "2", "3"][*level];
        let how = match scene.cast().at(*phrase) {
            Some(named) if named == member => Cow::Borrowed("named"),
            _ => lower(&doc.token(*phrase).lemma),
        };
        out.put("slot", &[level, slot]);
        out.put("slot-kind", &[level, slot, kind]);
        out.put("slot-how", &[level, slot, &how]);
        if at > 0 {
            out.put("slot-more", &[level, slot]);
        }
        if level == "0" {
            out.put("lemma-slot", &[lemma, slot]);
        }
    }
    if !any {
        out.put("no-slot", &[kind]);
    }
    let taken = |slot: &str| {
        arguments
            .iter()
            .any(|a| a.level == 0 && a.slot == slot && !a.members.is_empty() && !a.members.contains(&member))
    };
    for slot in ["subj", "obj", "poss"] {
        if taken(slot) {
            out.put("other-in", &[slot, if any { "slot" } else { "none" }]);
        }
    }
}

fn frames(scene: &Scene<'_>, trigger: TokenId, member: MemberId, out: &mut Features) {
    if let Some(claim) = scene.claim_at(trigger) {
        let role = if claim.actors.contains(&member) {
            "actor"
        } else if claim.recipients.contains(&member) {
            "recipient"
        } else {
            "none"
        };
        out.put("claim-role", &[&claim.kind, role]);
        out.put("claim-role-any", &[role]);
    } else {
        out.put("no-claim", &[]);
    }
    let sentence = scene.doc().sentence_of(trigger);
    for claim in scene.claims_in(sentence).iter().filter(|claim| claim.token != trigger) {
        if claim.actors.contains(&member) {
            out.put("beside-role", &[&claim.kind, "actor"]);
        } else if claim.recipients.contains(&member) {
            out.put("beside-role", &[&claim.kind, "recipient"]);
        }
    }
    if let Some(claim) = scene.claim_before(sentence) {
        if claim.actors.contains(&member) {
            out.put("before-role", &[&claim.kind, "actor"]);
        } else if claim.recipients.contains(&member) {
            out.put("before-role", &[&claim.kind, "recipient"]);
        }
    }
}

/// The way through the tree from the trigger to the member's nearest name.
fn path(scene: &Scene<'_>, trigger: TokenId, member: MemberId, kind: &str, out: &mut Features) {
    let Some((head, _)) = nearest(scene, trigger, member) else { return };
    path_to(scene, trigger, head, kind, out);
}

/// The way through the tree from a trigger to the head of a phrase, and on what the phrase hangs.
pub(super) fn path_to(scene: &Scene<'_>, trigger: TokenId, head: TokenId, kind: &str, out: &mut Features) {
    let (up, down) = (climb(scene, trigger), climb(scene, head));
    let Some((i, j)) = up
        .iter()
        .enumerate()
        .find_map(|(i, a)| down.iter().position(|b| b == a).map(|j| (i, j)))
        .filter(|(i, j)| i + j <= MAX_PATH)
    else {
        out.put("path", &["far"]);
        return;
    };
    let doc = scene.doc();
    let mut way = String::new();
    for &token in &up[..i] {
        way.push('^');
        way.push_str(doc.relation(token));
    }
    for &token in down[..j].iter().rev() {
        way.push('v');
        way.push_str(doc.relation(token));
        if let Some(case) = scene.tree().case(doc, token) {
            way.push(':');
            way.push_str(&case);
        }
    }
    out.put("path", &[&way]);
    out.put("path-kind", &[&way, kind]);
    if j > 0 {
        let last = doc.token(down[0]);
        out.put("hangs", &[last.deprel, kind]);
        if let Some(owner) = last.head {
            out.put("hangs-on", &[last.deprel, &lower(&doc.token(owner).lemma)]);
        }
    }
    out.put("path-length", &[&(i + j).to_string()]);
}

/// The head of the member's name that is nearest to a word in its sentence, and how far it is.
pub(super) fn nearest(scene: &Scene<'_>, token: TokenId, member: MemberId) -> Option<(TokenId, u32)> {
    let sentence = scene.doc().sentence_of(token);
    let mentions = scene.mentions_in(sentence).iter().filter(|(_, id)| *id == member);
    mentions
        .map(|(mention, _)| (scene.head_of(&mention.tokens), mention.tokens.start.abs_diff(token.0)))
        .min_by_key(|(_, distance)| *distance)
}

fn climb(scene: &Scene<'_>, from: TokenId) -> Vec<TokenId> {
    let mut way = vec![from];
    while let Some(head) = scene.doc().token(way[way.len() - 1]).head {
        way.push(head);
        if way.len() > 2 * MAX_PATH {
            break;
        }
    }
    way
}

fn distance(scene: &Scene<'_>, trigger: TokenId, member: MemberId, kind: &str, out: &mut Features) {
    let doc = scene.doc();
    let sentence = doc.sentence_of(trigger);
    match nearest(scene, trigger, member) {
        Some((head, words)) => {
            let side = if head < trigger { "before" } else { "after" };
            let bucket = match words {
                0..=1 => "1",
                2..=3 => "2",
                4..=7 => "4",
                8..=15 => "8",
                _ => "16",
            };
            out.put("distance", &[side, bucket]);
            out.put("side-kind", &[side, kind]);
            let here = scene.mentions_in(sentence);
            let range = if head < trigger { head.0 + 1..trigger.0 } else { trigger.0 + 1..head.0 };
            let between =
                here.iter().filter(|(mention, id)| *id != member && range.contains(&mention.tokens.start)).count();
            out.put("between", &[side, &between.min(4).to_string()]);
        }
        None => {
            let sentences = scene.sentences_of(member).iter();
            let away = sentences
                .map(|other| i64::from(other.0) - i64::from(sentence.0))
                .min_by_key(|away| (away.abs(), *away))
                .unwrap_or(99);
            out.put("sentences", &[&away.clamp(-3, 3).to_string(), kind]);
        }
    }
}

/// What the member is in the article at large.
fn standing(scene: &Scene<'_>, trigger: TokenId, member: MemberId, kind: &str, out: &mut Features) {
    let cast = scene.cast();
    let sentence = scene.doc().sentence_of(trigger);
    let here = nearest(scene, trigger, member).is_some();
    let place = if here { "here" } else { "elsewhere" };
    out.put("order", &[&member.0.min(4).to_string(), place]);
    out.put("times", &[&scene.times(member).min(4).to_string(), place]);
    let peers = scene.members_in(sentence).iter().filter(|&&m| cast.member(m).kind == cast.member(member).kind).count();
    out.put("peers", &[&peers.min(4).to_string(), kind, place]);
    let others = scene.members_in(sentence).iter().filter(|&&m| m != member && is_party(scene, m)).count();
    out.put("others", &[&others.min(4).to_string(), place]);
    let led = |here: bool| {
        scene.refs.offices.iter().any(|office| {
            office.of == member && !office.former && scene.members_in(sentence).contains(&office.person) == here
        })
    };
    if led(true) {
        out.put("leader-here", &[kind, place]);
    } else if led(false) {
        out.put("leader-elsewhere", &[kind, place]);
    }
    if let Some(office) = scene.refs.offices.iter().find(|office| office.person == member) {
        let of_here = scene.members_in(sentence).contains(&office.of);
        out.put("leads", &[scene.kind(office.of), if of_here { "here" } else { "elsewhere" }, place]);
        out.put("office", &[if office.former { "former" } else { "current" }]);
    }
    if cast.member(member).entry.is_none() {
        out.put("unknown", &[kind]);
    }
    let demonym = scene.mentions_in(sentence).iter().filter(|(_, id)| *id == member).all(|(m, _)| m.demonym);
    if here && demonym {
        out.put("demonym", &[kind]);
    }
}

/// How much the article is about the member where the trigger stands, by itself and for the slots that nobody named fills: "we", "the
/// police", the agent of a passive.
fn focus(
    scene: &Scene<'_>,
    trigger: TokenId,
    arguments: &[Argument],
    member: MemberId,
    kind: &str,
    out: &mut Features,
) {
    let doc = scene.doc();
    let marks = scene.focus(trigger, member);
    let place = if scene.members_in(doc.sentence_of(trigger)).contains(&member) { "here" } else { "elsewhere" };
    out.put("focus", &[&marks, kind, place]);
    for mark in marks.chars() {
        out.put("focus-mark", &[mark.encode_utf8(&mut [0; 4]), kind]);
    }
    for slot in ["subj", "obj", "by"] {
        let mut own = arguments.iter().filter(|a| a.level == 0 && a.slot == slot).peekable();
        if own.peek().is_none() {
            out.put("empty", &[slot, kind, &marks, place]);
            continue;
        }
        for open in own.filter(|argument| argument.members.is_empty()) {
            let filler = lower(&doc.token(open.phrase).lemma);
            out.put("open", &[slot, &filler, kind, place]);
            out.put("open-focus", &[slot, &filler, kind, &marks]);
            out.put("open-any", &[slot, doc.token(open.phrase).upos.as_str(), kind, &marks]);
        }
    }
}

/// Persons, countries and organizations: whoever may act.
fn is_party(scene: &Scene<'_>, member: MemberId) -> bool {
    scene.cast().member(member).kind != EntityKind::Place
}
