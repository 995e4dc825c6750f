//! Members of the cast who take no part in what the article tells → those of them that are no political actors either.
//!
//! The event model judges by all it sees. The rules, which are advice to it and stand in where there is none, look at how somebody is
//! named: by a single word that nobody explains ("Zoe"), only as an adjective ("African swine fever"), as the medium or ground on
//! which something is put ("on Instagram").

use super::cast::MemberId;
use super::claim::Claim;
use super::learned::{EventModel, Scene, Ties};
use super::relation::Standing;
use crate::text::TokenId;
use crate::vocabulary::EntityKind;
use rustc_hash::FxHashSet;

/// The members that the record leaves out. `standing` are the relations that the rules tell.
pub(super) fn bystanders(
    scene: &Scene<'_>,
    model: Option<&EventModel>,
    events: &[Claim],
    standing: &[Standing],
) -> FxHashSet<MemberId> {
    let parts = parties(events);
    let ties = Ties::of(standing);
    let stands_by = |&id: &MemberId| match model {
        _ if parts.contains(&id) => false,
        Some(model) => model.stands_by(scene, &ties, id),
        None => !ties.any(id) && stands_by(scene, id),
    };
    scene.cast().ids().filter(stands_by).collect()
}

/// Everybody whom an event names.
fn parties(events: &[Claim]) -> FxHashSet<MemberId> {
    let mut parts = FxHashSet::default();
    for event in events {
        parts.extend(event.actors.iter().chain(&event.recipients).copied());
        parts.extend([event.host, event.place, event.claimed_by].into_iter().flatten());
    }
    parts
}

/// Whether a member is named as those are who take no part.
pub(super) fn stands_by(scene: &Scene<'_>, id: MemberId) -> bool {
    let (doc, tree, member) = (scene.doc(), scene.tree(), scene.cast().member(id));
    let all =
        |test: &dyn Fn(TokenId) -> bool| scene.mentions_of(id).all(|mention| test(scene.head_of(&mention.tokens)));
    match member.kind {
        EntityKind::Person => member.entry.is_none() && !member.forms.iter().any(|form| form.contains([' ', '-'])),
        EntityKind::Place => all(&|head| doc.token(head).deprel == "amod"),
        EntityKind::Organization => {
            member.entry.is_none()
                && all(&|head| matches!(tree.case(doc, head).as_deref(), Some("on" | "at" | "via" | "upon")))
        }
        EntityKind::Country => false,
    }
}
