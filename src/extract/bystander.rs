//! Members of the cast who take no part in what the article tells → those of them that are no political actors either.
//!
//! The test is how they are named: by a single word that nobody explains ("Zoe"), only as an adjective ("African swine fever"), as
//! the medium or ground on which something is put ("on Instagram").

use super::cast::{Cast, Member, MemberId};
use super::claim::Claim;
use super::mention::Mention;
use super::relation::Standing;
use crate::text::{Document, TokenId, Tree};
use crate::vocabulary::EntityKind;
use rustc_hash::FxHashSet;

/// The members that the record leaves out.
pub(super) fn bystanders(
    doc: &Document,
    tree: &Tree,
    cast: &Cast,
    events: &[Claim],
    standing: &[Standing],
) -> FxHashSet<MemberId> {
    let parts = takers(events, standing);
    let mut mentions: Vec<Vec<&Mention>> = vec![Vec::new(); cast.members.len()];
    for (mention, member) in &cast.mentions {
        mentions[member.0 as usize].push(mention);
    }
    let stands_by =
        |&id: &MemberId| !parts.contains(&id) && is_bystander(doc, tree, cast.member(id), &mentions[id.0 as usize]);
    cast.ids().filter(stands_by).collect()
}

/// Everybody whom an event or relation names.
fn takers(events: &[Claim], standing: &[Standing]) -> FxHashSet<MemberId> {
    let mut parts: FxHashSet<MemberId> = standing.iter().flat_map(|r| [r.source, r.target]).collect();
    for event in events {
        parts.extend(event.actors.iter().chain(&event.recipients).copied());
        parts.extend([event.host, event.place, event.claimed_by].into_iter().flatten());
    }
    parts
}

fn is_bystander(doc: &Document, tree: &Tree, member: &Member, mentions: &[&Mention]) -> bool {
    let all = |test: &dyn Fn(TokenId) -> bool| mentions.iter().all(|mention| test(head_of(doc, mention)));
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

/// The word of a name on which the others depend.
fn head_of(doc: &Document, mention: &Mention) -> TokenId {
    let outside = |head: Option<TokenId>| head.is_none_or(|head| !mention.tokens.contains(&head.0));
    let mut tokens = mention.tokens.clone().map(TokenId);
    tokens.find(|&token| outside(doc.token(token).head)).unwrap_or(TokenId(mention.tokens.start))
}
