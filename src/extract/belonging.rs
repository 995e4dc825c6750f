//! Names around names → who belongs to what: `member_of` ("Chan of the Civic Party", "NATO member Turkey"), `part_of` ("Iran's
//! Revolutionary Guard").

use super::cast::{Cast, MemberId};
use super::mention::Mention;
use super::office::{Office, is_office};
use super::relation::{Standing, standing};
use crate::kb::{Entry, Kb, Organization};
use crate::text::{Document, SentenceId, TokenId, Upos};
use crate::vocabulary::{EntityKind, RelationKind};

/// Last words of the names of bodies that belong to a state.
#[rustfmt::skip]
const STATE_BODIES: &[&str] = &[
    "court", "assembly", "senate", "parliament", "congress", "council", "commission", "department", "police", "guard",
    "army", "navy", "force", "forces", "agency", "authority", "bureau", "service", "corps", "command", "committee",
    "tribunal", "office", "duma", "legislature", "representatives", "deputies", "inspectorate", "directorate",
    "treasury", "prosecutor", "guards", "administration", "brigade", "division", "secretariat", "chamber", "ministry",
    "intelligence", "regiment", "battalion", "board", "fund", "prefecture", "patrol", "legion", "commissioner",
];

/// Nouns between a body and the states that are in it.
const MEMBER_NOUNS: &[&str] =
    &["member", "members", "states", "state", "nation", "nations", "countries", "country", "allies", "ally", "chair"];

/// All memberships and parts that a text states.
pub(super) fn belonging(doc: &Document, kb: &Kb, cast: &Cast, offices: &[Office]) -> Vec<Standing> {
    let reader = Reader { doc, kb, cast, offices };
    let mut found = Vec::new();
    for at in 0..cast.mentions.len() {
        found.extend(reader.party_of(at));
        found.extend(reader.states_of(at));
        found.extend(reader.part_of(at));
    }
    found
}

struct Reader<'a> {
    doc: &'a Document,
    kb: &'a Kb,
    cast: &'a Cast,
    offices: &'a [Office],
}

impl Reader<'_> {
    fn word(&self, at: u32) -> &str {
        self.doc.tokens.get(at as usize).map_or("", |token| token.span.of(&self.doc.article.text))
    }

    fn sentence(&self, mention: &Mention) -> SentenceId {
        self.doc.sentence_of(TokenId(mention.tokens.start))
    }

    fn record(&self, member: MemberId) -> Option<&Organization> {
        match self.cast.member(member).entry {
            Some(Entry::Organization(index)) => Some(&self.kb.organizations()[index]),
            _ => None,
        }
    }

    /// The body of which a person is: "Chan of the Civic Party", "Civic Party's Chan", "Republican Senator Cruz".
    fn party_of(&self, at: usize) -> Option<Standing> {
        let (mention, person) = &self.cast.mentions[at];
        if mention.kind != EntityKind::Person {
            return None;
        }
        let body = self.body_behind(mention).or_else(|| self.body_before(at))?;
        let led = self.offices.iter().any(|office| office.person == *person && office.of == body);
        (!led).then(|| standing(RelationKind::MemberOf, *person, body, self.sentence(mention)))
    }

    /// "of the Civic Party", "from the Civic Party", "(Civic Party)" behind a name.
    fn body_behind(&self, mention: &Mention) -> Option<MemberId> {
        let end = mention.tokens.end;
        if !matches!(self.word(end), "of" | "from" | "(") {
            return None;
        }
        let start = end + 1 + u32::from(self.word(end + 1) == "the");
        let of_country = |at: u32| {
            let member = self.cast.at(TokenId(at)).filter(|&m| self.cast.member(m).kind == EntityKind::Country);
            member.is_some()
        };
        let start = if of_country(start) { start + 1 } else { start };
        self.body_at(start).filter(|&body| self.takes_members(body))
    }

    /// "Civic Party's Chan", "Democrat Chuck Schumer", "Labour MP Tom Watson".
    fn body_before(&self, at: usize) -> Option<MemberId> {
        let (mention, _) = &self.cast.mentions[at];
        let mut back = mention.tokens.start.checked_sub(1)?;
        if matches!(self.word(back), "'s" | "’s") {
            return self.body_at(back.checked_sub(1)?).filter(|&body| self.takes_members(body));
        }
        let floor = back.saturating_sub(4);
        while back > floor && self.cast.at(TokenId(back)).is_none() {
            let upos = self.doc.token(TokenId(back)).upos;
            if !(is_office(self.word(back)) || matches!(upos, Upos::Noun | Upos::Adj | Upos::Propn)) {
                return None;
            }
            back -= 1;
        }
        let body = self.body_at(back)?;
        self.record(body).filter(|record| record.class == "party").map(|_| body)
    }

    fn body_at(&self, at: u32) -> Option<MemberId> {
        let token = self.doc.tokens.get(at as usize).map(|_| TokenId(at))?;
        self.cast.at(token).filter(|&member| self.cast.member(member).kind == EntityKind::Organization)
    }

    /// Parties, armed groups and bodies that nobody knows have members who go by them.
    fn takes_members(&self, body: MemberId) -> bool {
        self.record(body).is_none_or(|record| record.class != "company")
    }

    /// "NATO member Turkey", "EU states such as Hungary and Slovakia", "the alliance, consisting of A, B and C".
    fn states_of(&self, at: usize) -> Vec<Standing> {
        let (mention, body) = &self.cast.mentions[at];
        if mention.kind != EntityKind::Organization || mention.nested {
            return Vec::new();
        }
        let bounds = &self.doc.sentence(self.sentence(mention)).tokens;
        let end = mention.tokens.end;
        let mut start = end;
        let mut stated = false;
        while start < bounds.end.min(end + 9) && self.cast.at(TokenId(start)).is_none() {
            let word = self.word(start);
            stated |= MEMBER_NOUNS.contains(&word) || matches!(word, "consisting" | "comprising" | "comprises");
            start += 1;
        }
        let from = self.cast.mentions.partition_point(|(other, _)| other.tokens.start < start);
        let reach = stated
            && !(end..start).any(|at| {
                matches!(self.doc.token(TokenId(at)).upos, Upos::Adp)
                    && !matches!(self.word(at), "of" | "as" | "including")
            });
        let mut found = Vec::new();
        let mut expected = start;
        for (state, country) in &self.cast.mentions[from..] {
            let joint: Vec<&str> = (expected..state.tokens.start).map(|at| self.word(at)).collect();
            let joined = joint.iter().all(|word| matches!(*word, "," | "and" | "the"));
            if !reach
                || !bounds.contains(&state.tokens.start)
                || state.kind != EntityKind::Country
                || state.demonym
                || !joined
            {
                break;
            }
            found.push(standing(RelationKind::MemberOf, *country, *body, self.sentence(mention)));
            expected = state.tokens.end;
        }
        found
    }

    /// What a body is part of: as the knowledge base has it, as its name or a possessive says, or the one country in question.
    fn part_of(&self, at: usize) -> Option<Standing> {
        let (mention, body) = &self.cast.mentions[at];
        if mention.kind != EntityKind::Organization || mention.nested {
            return None;
        }
        let sentence = self.sentence(mention);
        let whole = |target: MemberId| standing(RelationKind::PartOf, *body, target, sentence);
        if let Some(record) = self.record(*body) {
            let target = self.known_whole(record)?;
            let bounds = &self.doc.sentence(sentence).tokens;
            let stated = self.cast.mentions.iter().any(|(m, id)| *id == target && bounds.contains(&m.tokens.start));
            return Some(Standing { stated, ..whole(target) });
        }
        if let Some(owner) = self.owner(at) {
            return Some(whole(owner));
        }
        let of_state = STATE_BODIES.contains(&self.word(mention.tokens.end - 1).to_lowercase().as_str())
            || STATE_BODIES.contains(&self.word(mention.tokens.start).to_lowercase().as_str());
        if !of_state {
            return None;
        }
        self.named_country(mention).or_else(|| self.only_country(mention)).map(whole)
    }

    fn known_whole(&self, record: &Organization) -> Option<MemberId> {
        match record.part_of.as_deref().and_then(|iso| self.kb.country_index(iso)) {
            Some(country) => self.cast.country(country).filter(|_| record.class == "state-body"),
            None => self.cast.ids().find(|&id| Some(self.cast.member(id).name.as_str()) == record.part_of.as_deref()),
        }
    }

    /// The body that owns another: "the Islamic Jihad's Northern Brigade".
    fn owner(&self, at: usize) -> Option<MemberId> {
        let start = self.cast.mentions[at].0.tokens.start;
        let possessive = start.checked_sub(1).filter(|&at| matches!(self.word(at), "'s" | "’s"))?;
        self.body_at(possessive.checked_sub(1)?)
    }

    /// The country within the name or right before it.
    fn named_country(&self, mention: &Mention) -> Option<MemberId> {
        let named = self.cast.mentions.iter().find(|(other, id)| {
            let inside =
                other.nested && mention.tokens.start <= other.tokens.start && other.tokens.end <= mention.tokens.end;
            let end = other.tokens.end;
            let before = end == mention.tokens.start
                || (end + 1 == mention.tokens.start && matches!(self.word(end), "'s" | "’s"));
            self.cast.member(*id).kind == EntityKind::Country && (inside || before)
        })?;
        Some(named.1)
    }

    /// The one country of the article, or the last that the sentence names before the body.
    fn only_country(&self, mention: &Mention) -> Option<MemberId> {
        let is_country = |id: &MemberId| self.cast.member(*id).kind == EntityKind::Country;
        let mut all = self.cast.ids().filter(is_country);
        if let (Some(only), None) = (all.next(), all.next()) {
            return Some(only);
        }
        let bounds = &self.doc.sentence(self.sentence(mention)).tokens;
        let mut here = self.cast.mentions.iter().filter(|(m, id)| bounds.contains(&m.tokens.start) && is_country(id));
        let first = here.next()?.1;
        here.all(|(_, id)| *id == first).then_some(first)
    }
}
