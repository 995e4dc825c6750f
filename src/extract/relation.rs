//! Standing relations that the text states: `represents`, `member_of`, `part_of`, `located_in`, `ally_of`.

use super::belonging::belonging;
use super::cast::{Cast, MemberId};
use super::claim::Claim;
use super::location::located_in;
use super::office::{Office, is_office};
use crate::kb::Kb;
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
    found.extend(belonging(doc, kb, cast, offices));
    found.extend(located_in(doc, cast));
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

/// Adds the offices that changes of office tell of: "was sworn in as President of Portugal". `offices` are those told by titles.
pub fn with_new_offices(
    doc: &Document,
    cast: &Cast,
    offices: &[Office],
    mut standing: Vec<Standing>,
    events: &[Claim],
) -> Vec<Standing> {
    for event in events.iter().filter(|event| event.kind == "LEADERSHIP" && event.status == Status::Happened) {
        let (&[person], &[target]) = (event.actors.as_slice(), event.recipients.as_slice()) else { continue };
        let known = |r: &Standing| r.kind == RelationKind::Represents && r.source == person;
        let free =
            |token: &TokenId| !offices.iter().any(|held| held.person != person && held.tokens.contains(&token.0));
        let role = doc.token_ids(event.sentence).filter(free).map(|token| doc.word(token)).find(|word| is_office(word));
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

/// A relation that its sentence states.
pub(super) fn standing(kind: RelationKind, source: MemberId, target: MemberId, sentence: SentenceId) -> Standing {
    Standing { kind, source, target, role: None, former: false, sentence, stated: true }
}
