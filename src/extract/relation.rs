//! Standing relations that the text states: `represents`, `member_of`, `part_of`, `located_in`, `ally_of`.

use super::cast::{Cast, MemberId};
use super::claim::Claim;
use super::office::{Office, is_office};
use crate::kb::{Entry, Kb};
use crate::text::{Document, SentenceId, TokenId};
use crate::vocabulary::{EntityKind, RelationKind, Status};

/// A relation between two members, with the sentence that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which relation.
    pub kind: RelationKind,
    /// Who represents, belongs, lies.
    pub source: MemberId,
    /// What is represented, belonged to, lain in.
    pub target: MemberId,
    /// The office as written.
    pub role: Option<String>,
    /// Whether it is over.
    pub former: bool,
    /// Where it is stated.
    pub sentence: SentenceId,
    /// Whether that sentence names both sides. What only the knowledge base says has no evidence, and makes no edge.
    pub stated: bool,
}

/// All standing relations of an article, each once.
pub fn relations(doc: &Document, kb: &Kb, cast: &Cast, offices: &[Office]) -> Vec<Standing> {
    let mut found: Vec<Standing> = offices.iter().filter_map(|office| represents(cast, office)).collect();
    for at in 0..cast.mentions.len() {
        found.extend(located_in(doc, cast, at));
        found.extend(part_of(doc, kb, cast, at));
    }
    let mut unique: Vec<Standing> = Vec::new();
    for relation in found {
        let known =
            |r: &Standing| r.kind == relation.kind && r.source == relation.source && r.target == relation.target;
        if relation.source != relation.target && !unique.iter().any(known) {
            unique.push(relation);
        }
    }
    unique
}

/// Nouns of belonging to an organization without leading it.
#[rustfmt::skip]
const MEMBERS: &[&str] = &[
    "candidate", "member", "politician", "lawmaker", "legislator", "senator", "congressman", "congresswoman",
    "nominee", "mp", "militant", "fighter", "representative", "operative", "activist", "deputy",
];

/// Those of them that are no office at all.
const CANDIDATES: &[&str] =
    &["candidate", "member", "politician", "nominee", "militant", "fighter", "operative", "activist"];

/// Verbs and nouns of losing an office.
#[rustfmt::skip]
const LOSING: &[&str] = &[
    "resign", "resignation", "oust", "ouster", "dismiss", "dismissal", "remove", "removal", "fire", "sack",
    "depose", "topple", "step", "die", "death", "leave", "quit", "overthrow", "impeach", "retire", "lose",
];

/// Adds the offices that changes of office tell of: "was sworn in as President of Portugal".
pub fn with_new_offices(doc: &Document, cast: &Cast, mut standing: Vec<Standing>, events: &[Claim]) -> Vec<Standing> {
    for event in events.iter().filter(|event| event.kind == "LEADERSHIP" && event.status == Status::Happened) {
        let (&[person], &[target]) = (event.actors.as_slice(), event.recipients.as_slice()) else { continue };
        let known = |r: &Standing| r.kind == RelationKind::Represents && r.source == person;
        let role = doc.token_ids(event.sentence).map(|token| doc.word(token)).find(|word| is_office(word));
        if cast.member(person).kind != EntityKind::Person || standing.iter().any(known) {
            continue;
        }
        if let Some(role) = role {
            let former = LOSING.contains(&event.lemma.as_str());
            let role = Some(role.to_owned());
            standing.push(Standing {
                role,
                former,
                ..self::standing(RelationKind::Represents, person, target, event.sentence)
            });
        }
    }
    standing
}

/// Who leads or speaks for something represents it; who sits or fights in an organization is its member.
fn represents(cast: &Cast, office: &Office) -> Option<Standing> {
    let role = office.role.to_lowercase();
    let role = role.strip_suffix('s').unwrap_or(&role);
    let judge = role.ends_with("justice") && !role.contains("chief");
    let member = judge || MEMBERS.iter().any(|noun| role.ends_with(noun));
    let organization = cast.member(office.of).kind == EntityKind::Organization;
    if member && !organization && CANDIDATES.iter().any(|noun| role.ends_with(noun)) {
        return None;
    }
    let kind = if member && organization { RelationKind::MemberOf } else { RelationKind::Represents };
    Some(Standing {
        kind,
        source: office.person,
        target: office.of,
        role: Some(office.role.clone()),
        former: office.former,
        sentence: office.sentence,
        stated: true,
    })
}

fn standing(kind: RelationKind, source: MemberId, target: MemberId, sentence: SentenceId) -> Standing {
    Standing { kind, source, target, role: None, former: false, sentence, stated: true }
}

/// "Geneva, Switzerland"; "Rafah in the Gaza Strip".
fn located_in(doc: &Document, cast: &Cast, at: usize) -> Option<Standing> {
    let (mention, place) = &cast.mentions[at];
    if mention.kind != EntityKind::Place {
        return None;
    }
    let sentence = doc.sentence_of(TokenId(mention.tokens.start));
    let (next, target) = cast.mentions[at + 1..].iter().find(|(next, _)| next.tokens.start >= mention.tokens.end)?;
    let same_sentence = doc.sentence(sentence).tokens.contains(&next.tokens.start);
    if !same_sentence || next.demonym || !matches!(next.kind, EntityKind::Place | EntityKind::Country) {
        return None;
    }
    let between: Vec<String> =
        (mention.tokens.end..next.tokens.start).map(|t| doc.word(TokenId(t)).to_ascii_lowercase()).collect();
    let between: Vec<&str> = between.iter().map(String::as_str).collect();
    let joined = matches!(between.as_slice(), [","] | [",", "the"] | ["in"] | ["in", "the"] | [",", "in"] | ["of"]);
    let comma = between.as_slice() == [","];
    let listed = comma && (is_listed(doc, next.tokens.end) || titles_follow(doc, next.tokens.end));
    (joined && !listed).then(|| standing(RelationKind::LocatedIn, *place, *target, sentence))
}

/// "in Latin America, U.S. President Trump …": the country belongs to the title.
fn titles_follow(doc: &Document, end: u32) -> bool {
    doc.tokens.get(end as usize).is_some_and(|token| is_office(token.span.of(&doc.article.text)))
}

fn is_named_in(doc: &Document, cast: &Cast, member: MemberId, sentence: SentenceId) -> bool {
    let bounds = &doc.sentence(sentence).tokens;
    cast.mentions.iter().any(|(mention, id)| *id == member && bounds.contains(&mention.tokens.start))
}

/// Whether what ends here is one of a list: "Dubai, Madrid and Miami" puts no city in another.
fn is_listed(doc: &Document, end: u32) -> bool {
    let word = |at: u32| doc.tokens.get(at as usize).map(|token| token.span.of(&doc.article.text));
    let capital = |at: u32| word(at).is_some_and(|word| word.starts_with(char::is_uppercase));
    word(end) == Some("and") && capital(end + 1)
}

/// "Israel Defense Forces" names its country; "Iran's Revolutionary Guard" has it before.
fn part_of(doc: &Document, kb: &Kb, cast: &Cast, at: usize) -> Option<Standing> {
    let (mention, organization) = &cast.mentions[at];
    if mention.kind != EntityKind::Organization || mention.nested {
        return None;
    }
    let sentence = doc.sentence_of(TokenId(mention.tokens.start));
    let whole = |target: MemberId| Some(standing(RelationKind::PartOf, *organization, target, sentence));
    if let Some(Entry::Organization(index)) = cast.member(*organization).entry {
        let record = &kb.organizations()[index];
        let country = record.part_of.as_deref().and_then(|iso| kb.country_index(iso));
        let target = match country {
            Some(country) => cast.country(country).filter(|_| record.class == "state-body"),
            None => cast.ids().find(|&id| Some(cast.member(id).name.as_str()) == record.part_of.as_deref()),
        };
        let stated = |target: MemberId| is_named_in(doc, cast, target, sentence);
        return target.map(|target| Standing {
            stated: stated(target),
            ..standing(RelationKind::PartOf, *organization, target, sentence)
        });
    }
    let near = cast.mentions.iter().find(|(other, id)| {
        let inside =
            other.nested && mention.tokens.start <= other.tokens.start && other.tokens.end <= mention.tokens.end;
        let before = other.kind == EntityKind::Country
            && (other.tokens.end == mention.tokens.start
                || (other.tokens.end + 1 == mention.tokens.start
                    && matches!(doc.word(TokenId(other.tokens.end)), "'s" | "’s")));
        id != organization && cast.member(*id).kind == EntityKind::Country && (inside || before)
    })?;
    whole(near.1)
}
