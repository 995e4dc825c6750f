//! Standing relations beyond the rules (`relation.rs`): who belongs to what, what lies where. What the rules say stands, and speaks for
//! and against other relations.

use super::super::cast::MemberId;
use super::super::mention::Mention;
use super::super::relation::{Standing, standing};
use super::feature::Features;
use super::model::EventModel;
use super::role::path_to;
use super::scene::Scene;
use crate::text::{SentenceId, TokenId, Upos, lower};
use crate::vocabulary::{EntityKind, RelationKind};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The relations that are judged, in the order of the model's outputs after "none".
pub(super) const RELATIONS: [RelationKind; 3] = [RelationKind::MemberOf, RelationKind::PartOf, RelationKind::LocatedIn];

/// Sentences that name more members are lists, of which only what the rules say is looked at.
const MOST_MEMBERS: usize = 24;
/// So many words between two names are looked at one by one.
const NEAR: u32 = 12;
/// So many words between two names are looked at as one expression.
const TIGHT: u32 = 4;
/// So many words on each side of a name are its company.
const REACH: u32 = 5;

impl EventModel {
    /// The probable relations that the rules do not tell. Offices are left to the rules: on them hangs for whom a person acts, and a
    /// single wrong one puts a leader into another country.
    pub(in super::super) fn more_relations(&self, scene: &Scene<'_>, told: &[Standing]) -> Vec<Standing> {
        let ties = Ties::of(told);
        let mut more = Vec::new();
        for (pair, meeting) in pairs(scene) {
            let mut own = Features::default();
            features(scene, &ties, pair, &meeting, &mut own);
            let passing = RELATIONS.into_iter().zip(self.bonds.passes(own)).filter(|(_, passes)| *passes);
            let new = passing.filter(|(kind, _)| !ties.between(pair).any(|relation| relation.kind == *kind));
            more.extend(new.map(|(kind, _)| standing(kind, pair.source, pair.target, meeting.sentence)));
        }
        more
    }
}

/// Standing relations by their ends.
#[derive(Debug, Default)]
pub(in super::super) struct Ties<'a> {
    of_source: FxHashMap<MemberId, Vec<&'a Standing>>,
    of_target: FxHashMap<MemberId, Vec<&'a Standing>>,
}

impl<'a> Ties<'a> {
    /// Sorts relations by their ends.
    pub(in super::super) fn of(standing: &'a [Standing]) -> Self {
        let mut ties = Self::default();
        for relation in standing {
            ties.of_source.entry(relation.source).or_default().push(relation);
            ties.of_target.entry(relation.target).or_default().push(relation);
        }
        ties
    }

    /// Those that go out from a member.
    pub(super) fn from(&self, member: MemberId) -> impl Iterator<Item = &'a Standing> + '_ {
        self.of_source.get(&member).into_iter().flatten().copied()
    }

    /// Those that lead to a member.
    pub(super) fn to(&self, member: MemberId) -> impl Iterator<Item = &'a Standing> + '_ {
        self.of_target.get(&member).into_iter().flatten().copied()
    }

    /// Those of one member to the other.
    pub(super) fn between(&self, pair: Pair) -> impl Iterator<Item = &'a Standing> + '_ {
        self.from(pair.source).filter(move |relation| relation.target == pair.target)
    }

    /// Whether a member has any.
    pub(in super::super) fn any(&self, member: MemberId) -> bool {
        self.of_source.contains_key(&member) || self.of_target.contains_key(&member)
    }
}

/// Two members of which one may represent, belong to or lie in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub source: MemberId,
    pub target: MemberId,
}

/// Where two members are named closest to one another.
#[derive(Debug, Clone)]
pub(super) struct Meeting<'a> {
    pub sentence: SentenceId,
    source: &'a Mention,
    target: &'a Mention,
    /// Number of words between the names.
    gap: u32,
}

/// All pairs that may be related, those named in one sentence, and where they are named closest, the first of equals.
pub(super) fn pairs<'a>(scene: &Scene<'a>) -> BTreeMap<Pair, Meeting<'a>> {
    let mut pairs: BTreeMap<Pair, Meeting<'a>> = BTreeMap::new();
    for sentence in scene.doc().sentence_ids() {
        let members = scene.members_in(sentence);
        if members.len() > MOST_MEMBERS {
            continue;
        }
        let all = members.iter().flat_map(|&source| members.iter().map(move |&target| Pair { source, target }));
        for pair in all.filter(|pair| pair.source != pair.target && may_relate(scene, *pair)) {
            let Some(here) = meeting(scene, sentence, pair) else { continue };
            if pairs.get(&pair).is_none_or(|known| here.gap < known.gap) {
                pairs.insert(pair, here);
            }
        }
    }
    pairs
}

fn may_relate(scene: &Scene<'_>, pair: Pair) -> bool {
    use EntityKind::{Country, Organization, Person, Place};
    let kind = |member| scene.cast().member(member).kind;
    matches!(
        (kind(pair.source), kind(pair.target)),
        (Person | Organization, Country | Organization) | (Country, Organization) | (Place, Country | Place)
    )
}

/// Where the names of two members stand closest in a sentence, the first of equals.
fn meeting<'a>(scene: &Scene<'a>, sentence: SentenceId, pair: Pair) -> Option<Meeting<'a>> {
    let (mut source, mut target, mut closest): (Option<&Mention>, Option<&Mention>, Option<Meeting<'a>>) =
        (None, None, None);
    for (mention, member) in scene.mentions_in(sentence) {
        match *member {
            member if member == pair.source => source = Some(mention),
            member if member == pair.target => target = Some(mention),
            _ => continue,
        }
        if let (Some(source), Some(target)) = (source, target) {
            let gap = gap(source, target);
            if closest.as_ref().is_none_or(|closest| gap < closest.gap) {
                closest = Some(Meeting { sentence, source, target, gap });
            }
        }
    }
    closest
}

fn gap(one: &Mention, other: &Mention) -> u32 {
    let between = between(one, other);
    between.end.saturating_sub(between.start)
}

/// The words between two names; none where one stands in the other.
fn between(one: &Mention, other: &Mention) -> Range<u32> {
    let (first, last) = if one.tokens.start <= other.tokens.start { (one, other) } else { (other, one) };
    first.tokens.end..last.tokens.start.max(first.tokens.end)
}

/// Adds the features of a pair.
pub(super) fn features(scene: &Scene<'_>, ties: &Ties<'_>, pair: Pair, meeting: &Meeting<'_>, out: &mut Features) {
    let kinds = format!("{}>{}", scene.kind(pair.source), scene.kind(pair.target));
    told(ties, pair, &kinds, out);
    let known = |member| if scene.cast().member(member).entry.is_some() { "known" } else { "new" };
    out.put("known", &[&kinds, known(pair.source), known(pair.target)]);
    names(scene, pair, meeting, &kinds, out);
    words(scene, meeting, &kinds, out);
    company(scene, meeting, &kinds, out);
    heads(scene, meeting, &kinds, out);
}

/// What the rules say of the two, and of each with others.
fn told(ties: &Ties<'_>, pair: Pair, kinds: &str, out: &mut Features) {
    let mut any = false;
    for relation in ties.between(pair) {
        any = true;
        let kind = relation.kind.as_str();
        let time = if relation.former { "former" } else { "current" };
        out.put("told", &[kinds, kind, time, if relation.stated { "stated" } else { "known" }]);
        if let Some(role) = &relation.role {
            out.put("told-role", &[kinds, kind, &lower(role)]);
        }
    }
    if !any {
        out.put("untold", &[kinds]);
    }
    for relation in ties.from(pair.source).filter(|relation| relation.target != pair.target) {
        out.put("told-of-source", &[kinds, relation.kind.as_str()]);
    }
    for relation in ties.to(pair.target).filter(|relation| relation.source != pair.source) {
        out.put("told-of-target", &[kinds, relation.kind.as_str()]);
    }
}

/// How the two are named, and who else is.
fn names(scene: &Scene<'_>, pair: Pair, meeting: &Meeting<'_>, kinds: &str, out: &mut Features) {
    out.put("forms", &[kinds, meeting.source.form(), meeting.target.form()]);
    let here = scene.mentions_in(meeting.sentence);
    let like = |member: MemberId| {
        let kind = scene.cast().member(member).kind;
        let members = scene.members_in(meeting.sentence).iter();
        members.filter(|&&other| scene.cast().member(other).kind == kind).count().min(4).to_string()
    };
    out.put("like", &[kinds, &like(pair.source), &like(pair.target)]);
    let between = between(meeting.source, meeting.target);
    for (mention, id) in here.iter().filter(|(mention, _)| between.contains(&mention.tokens.start)) {
        out.put("name-between", &[kinds, scene.kind(*id), mention.form()]);
    }
    // Whether another name of the target's kind stands nearer to the source.
    let nearer = here.iter().filter(|(_, id)| *id != pair.target && scene.kind(*id) == scene.kind(pair.target));
    let nearest = nearer.map(|(mention, _)| gap(meeting.source, mention)).min();
    let rival = match nearest {
        Some(other) if other < meeting.gap => "nearer",
        Some(other) if other == meeting.gap => "as-near",
        Some(_) => "farther",
        None => "alone",
    };
    out.put("rival", &[kinds, rival]);
}

/// The words between and around the two names.
fn words(scene: &Scene<'_>, meeting: &Meeting<'_>, kinds: &str, out: &mut Features) {
    let doc = scene.doc();
    let lemma = |token: u32| lower(&doc.token(TokenId(token)).lemma);
    let order = if meeting.source.tokens.start <= meeting.target.tokens.start { "source" } else { "target" };
    let between = between(meeting.source, meeting.target);
    let bucket = match meeting.gap {
        0 => "0",
        1 => "1",
        2..=3 => "2",
        4..=7 => "4",
        8..=15 => "8",
        _ => "16",
    };
    out.put("gap", &[kinds, order, bucket]);
    if meeting.gap <= TIGHT {
        let way: Vec<_> = between.clone().map(lemma).collect();
        out.put("between", &[kinds, order, &way.join(" ")]);
        let tags: Vec<&str> = between.clone().map(|token| doc.token(TokenId(token)).upos.as_str()).collect();
        out.put("between-tags", &[kinds, order, &tags.join(" ")]);
    }
    if meeting.gap <= NEAR {
        for token in between.clone() {
            out.put("word-between", &[kinds, order, &lemma(token)]);
        }
        if let (Some(first), Some(last)) = (between.clone().next(), between.clone().last()) {
            out.put("first-between", &[kinds, order, &lemma(first)]);
            out.put("last-between", &[kinds, order, &lemma(last)]);
        }
    }
    let bounds = &doc.sentence(meeting.sentence).tokens;
    let start = meeting.source.tokens.start.min(meeting.target.tokens.start);
    let end = meeting.source.tokens.end.max(meeting.target.tokens.end);
    let word = |token: u32| if bounds.contains(&token) { lemma(token) } else { Cow::Borrowed("-") };
    let (left, right) = (word(start.wrapping_sub(1)), word(end));
    out.put("left", &[kinds, order, &left]);
    out.put("right", &[kinds, order, &right]);
    out.put("right-more", &[kinds, order, &right, &word(end + 1)]);
    let (own_left, own_right) = (word(meeting.source.tokens.start.wrapping_sub(1)), word(meeting.source.tokens.end));
    out.put("before-source", &[kinds, order, &own_left]);
    out.put("after-source", &[kinds, order, &own_right]);
    out.put("before-target", &[kinds, order, &word(meeting.target.tokens.start.wrapping_sub(1))]);
    out.put("after-target", &[kinds, order, &word(meeting.target.tokens.end)]);
}

/// The words at the source's name that say something, and on which side of it they stand.
fn company(scene: &Scene<'_>, meeting: &Meeting<'_>, kinds: &str, out: &mut Features) {
    let doc = scene.doc();
    let (before, after) = surroundings(scene, meeting);
    for (side, range) in [("before", before), ("after", after)] {
        for token in range.map(TokenId).filter(|&token| scene.cast().at(token).is_none()) {
            let word = doc.token(token);
            if matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj) {
                out.put("company", &[kinds, side, &lower(&word.lemma)]);
            }
        }
    }
}

/// The words before and behind the source's name; what stands beyond another name of its kind belongs to that one.
fn surroundings(scene: &Scene<'_>, meeting: &Meeting<'_>) -> (Range<u32>, Range<u32>) {
    let (name, bounds) = (&meeting.source.tokens, &scene.doc().sentence(meeting.sentence).tokens);
    let mut start = name.start.saturating_sub(REACH).max(bounds.start);
    let mut end = (name.end + REACH).min(bounds.end);
    let like = scene.mentions_in(meeting.sentence).iter().filter(|(other, _)| other.kind == meeting.source.kind);
    for (other, _) in like {
        if other.tokens.end <= name.start {
            start = start.max(other.tokens.end);
        } else if other.tokens.start >= name.end {
            end = end.min(other.tokens.start);
        }
    }
    (start..name.start, name.end..end)
}

/// The way through the tree, and on what the names hang.
fn heads(scene: &Scene<'_>, meeting: &Meeting<'_>, kinds: &str, out: &mut Features) {
    let doc = scene.doc();
    let (source, target) = (scene.head_of(&meeting.source.tokens), scene.head_of(&meeting.target.tokens));
    path_to(scene, source, target, kinds, out);
    for (name, head) in [("source", source), ("target", target)] {
        let case = scene.tree().case(doc, head).unwrap_or_default();
        let relation = doc.relation(head);
        let above = doc.token(head).head.map(|above| lower(&doc.token(above).lemma));
        let above = above.as_deref().unwrap_or("-");
        out.put("stands", &[kinds, name, relation, &case]);
        out.put("hangs-from", &[kinds, name, relation, above, &case]);
        for &child in scene.tree().children(head) {
            if matches!(doc.relation(child), "compound" | "amod" | "appos" | "nmod" | "flat") {
                let below = lower(&doc.token(child).lemma);
                out.put("below", &[kinds, name, doc.relation(child), &below]);
            }
        }
    }
}
