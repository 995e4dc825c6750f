//! Units of a bucket → the same as people have decided: claims of one event together, claims of another one apart.

use super::cast::Cast;
use super::event_types::EventTypes;
use super::events::{Signature, Unit, claim_order};
use super::facts::{Claim, JoinRule, JoinedClaim};
use super::group::Group;
use super::review::{ClaimId, Review};
use std::collections::BTreeSet;

/// Takes apart what is two events by decision, then puts together what is one. `guests` are claims of other buckets that
/// belong to an event of this one by decision.
pub(super) fn rearranged(mut units: Vec<Unit>, guests: Vec<Claim>, review: &Review, types: &EventTypes) -> Vec<Unit> {
    for apart in review.apart() {
        let leaving = take(&mut units, apart);
        units.extend(unit(leaving, types));
    }
    if !review.together().is_empty() {
        // Guests stand alone until they are put together with their event.
        units.extend(
            guests.into_iter().filter_map(|claim| unit(vec![JoinedClaim { claim, rule: JoinRule::Decided }], types)),
        );
        for together in review.together() {
            put_together(&mut units, together);
        }
    }
    units.retain(|unit| !unit.claims.is_empty());
    units
}

/// Takes the claims of a set out of their units, unless they are a unit of their own already.
fn take(units: &mut [Unit], set: &BTreeSet<ClaimId>) -> Vec<JoinedClaim> {
    let is_in = |joined: &JoinedClaim| set.contains(&ClaimId::of(&joined.claim));
    let mut taken = Vec::new();
    for unit in units.iter_mut().filter(|unit| unit.claims.iter().any(is_in)) {
        let (leaving, staying) = std::mem::take(&mut unit.claims).into_iter().partition(is_in);
        unit.claims = staying;
        taken.extend::<Vec<JoinedClaim>>(leaving);
    }
    taken
}

/// A unit of claims that people hold for one event.
fn unit(mut claims: Vec<JoinedClaim>, types: &EventTypes) -> Option<Unit> {
    claims.sort_by(|a, b| claim_order(&a.claim).cmp(&claim_order(&b.claim)));
    claims.iter_mut().for_each(|joined| joined.rule = JoinRule::Decided);
    let signature = Signature::of(&claims.first()?.claim, types);
    let group = Group::decided(claims.iter().map(|joined| &joined.claim));
    Some(Unit { signature, cast: Cast::default(), group, claims, decided: true })
}

/// Moves all claims of the units that hold a claim of the set into the earliest of them.
fn put_together(units: &mut Vec<Unit>, set: &BTreeSet<ClaimId>) {
    let holds = |unit: &Unit| unit.claims.iter().any(|joined| set.contains(&ClaimId::of(&joined.claim)));
    let (mut members, others): (Vec<Unit>, Vec<Unit>) = std::mem::take(units).into_iter().partition(holds);
    *units = others;
    // Those that the bucket sorted itself come first: their date tells the event.
    members.sort_by(|a, b| {
        let order =
            |unit: &Unit| unit.claims.first().map(|j| (unit.decided, j.claim.article.date, ClaimId::of(&j.claim)));
        order(a).cmp(&order(b))
    });
    let mut members = members.into_iter();
    let Some(mut whole) = members.next() else { return };
    for other in members {
        whole.group.date = whole.group.date.or(other.group.date);
        whole.claims.extend(other.claims.into_iter().map(|joined| JoinedClaim { rule: JoinRule::Decided, ..joined }));
    }
    units.push(whole);
}
