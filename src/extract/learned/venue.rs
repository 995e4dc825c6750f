//! What speaks for a place or country of the cast being where something happens. What speaks for its being a party
//! (`role.rs`) counts, too.

use super::super::cast::MemberId;
use super::super::place::is_circumstance;
use super::feature::Features;
use super::role::nearest;
use super::scene::Scene;
use crate::text::TokenId;
use crate::vocabulary::EntityKind;

/// Adds the features of a member as the place of what `trigger` expresses. `told` is the place that the rules choose,
/// `inside` tells in which other members places lie.
pub fn features(
    scene: &Scene<'_>,
    trigger: TokenId,
    member: MemberId,
    told: Option<MemberId>,
    inside: impl Fn(MemberId) -> Option<MemberId>,
    out: &mut Features,
) {
    let doc = scene.doc();
    let kind = scene.kind(member);
    let rules = match told {
        Some(place) if place == member => "this",
        Some(place) if inside(place) == Some(member) => "wider",
        Some(place) if inside(member) == Some(place) => "narrower",
        Some(_) => "other",
        None => "none",
    };
    let sentence = doc.sentence_of(trigger);
    let near = nearest(scene, trigger, member);
    let here = if near.is_some() { "here" } else { "elsewhere" };
    out.put("rules", &[rules, here]);
    out.put("rules-kind", &[rules, kind, here]);
    out.put("rules-upos", &[rules, kind, doc.token(trigger).upos.as_str()]);
    let narrower = scene.members_in(sentence).iter().any(|other| inside(*other) == Some(member));
    out.put("narrower", &[if narrower { "named" } else { "none" }, kind, here]);
    let places =
        scene.members_in(sentence).iter().filter(|other| scene.cast().member(**other).kind == EntityKind::Place);
    out.put("places", &[&places.count().min(3).to_string(), kind, rules]);
    let Some((head, _)) = near else { return };
    let mut at = head;
    for level in ["0", "1", "2"] {
        let case = scene.tree().case(doc, at).unwrap_or_default();
        out.put("stands", &[level, &case, doc.relation(at), kind]);
        if is_circumstance(&scene.clauses, at) {
            out.put("circumstance", &[level, kind]);
        }
        match doc.token(at).head {
            Some(above) if above != trigger && !case.is_empty() => at = above,
            Some(above)
                if case.is_empty() && matches!(doc.relation(at), "compound" | "appos" | "nmod" | "flat" | "amod") =>
            {
                at = above;
            }
            _ => break,
        }
    }
}
