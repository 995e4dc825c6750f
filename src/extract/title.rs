//! The noun of an office in the text → its [`Title`]: how far it reaches, what it is an office of, whether it is over.
//!
//! The words are read off the tokens: parsers disagree on titles, word order does not. What the office is of stands before the noun
//! ("French president", "Poland's new foreign minister") or behind it ("Secretary General of NATO", "senator from Vermont").

use super::cast::{Cast, MemberId};
use crate::text::{Document, TokenId, Upos, lower};
use crate::vocabulary::EntityKind;
use std::ops::Range;

/// Nouns that head the name of an office.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "president", "minister", "secretary", "chancellor", "premier", "king", "queen", "prince", "princess", "emperor",
    "emir", "sultan", "shah", "pope", "monarch", "taoiseach", "leader", "chief", "head", "governor", "mayor",
    "ambassador", "envoy", "spokesperson", "spokesman", "spokeswoman", "commander", "chair", "chairman",
    "chairwoman", "chairperson", "director", "speaker", "commissioner", "representative", "general", "adviser",
    "advisor", "negotiator", "senator", "ceo", "prosecutor", "judge", "justice", "ayatollah", "coordinator",
    "rapporteur", "co-president", "co-presidents", "vice-president", "attaché", "affaires", "administrator",
    "councillor", "treasurer", "founder", "prefect", "admiral", "congressman", "congresswoman", "lawmaker",
    "legislator", "delegate", "diplomat", "inspector", "president-elect", "minister-designate", "designate",
    "elect", "czar", "dictator", "ruler", "strongman", "presidents", "ministers", "leaders", "secretaries",
    "chiefs", "advisers", "advisors", "chancellors", "premiers", "kings", "governors", "mayors", "candidate",
    "member", "politician", "nominee", "mp", "militant", "fighter", "operative", "activist", "attorney",
    "executive", "lieutenant", "colonel", "deputy", "whip", "regent", "caliph", "lady", "undersecretary",
    "co-chair", "co-leader", "ceo", "envoys", "ambassadors", "senators", "representatives", "lawmakers", "deputies",
    "commanders", "candidates", "members", "politicians", "chairpersons", "heads", "negotiators", "monarchs",
    "d'affaires", "d’affaires", "aide", "camerlengo", "tánaiste", "sheriff", "superintendent", "archbishop", "patriarch", "congressmen", "brigadier", "ombudsman",
];

/// Modifiers that say an office is over.
#[rustfmt::skip]
const FORMER: &[&str] = &[
    "former", "ex", "ousted", "deposed", "late", "then", "outgoing", "fugitive", "jailed", "exiled", "convicted",
    "impeached", "imprisoned", "detained", "toppled", "overthrown", "retired", "erstwhile",
];

/// Offices whose "for" names whom they speak for, not what they deal with.
#[rustfmt::skip]
const FOR_WHOM: &[&str] = &[
    "spokesperson", "spokesman", "spokeswoman", "candidate", "negotiator", "commander", "attorney", "mp", "member",
    "director", "judge",
];

/// Articles and possessives that open a phrase.
const OPENERS: &[&str] = &["the", "a", "an", "its", "his", "her", "their", "this"];

/// Farthest that a title reaches from its noun, in tokens.
const REACH: u32 = 14;

/// An office as it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// The role as written.
    pub tokens: Range<u32>,
    /// The whole phrase, with article, owner and complements.
    pub phrase: Range<u32>,
    /// What it is an office of, where the phrase says so.
    pub of: Option<MemberId>,
    /// What it deals with or is sent to ("ambassador to Israel"): not what it is an office of.
    pub toward: Option<MemberId>,
    /// Whether it is over.
    pub former: bool,
    /// Whether an article or possessive opens the phrase.
    pub opened: bool,
    /// Whether "its" or "their" opens it.
    pub possessed: bool,
    /// Whether several hold it ("special envoys").
    pub plural: bool,
}

/// Whether a word can head the name of an office.
pub(crate) fn is_office(word: &str) -> bool {
    HEADS.contains(&&*lower(word))
}

/// Reads titles off the tokens of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Titles<'a> {
    pub doc: &'a Document,
    pub cast: &'a Cast,
}

/// What stands behind the noun of an office.
struct Complements {
    of: Option<MemberId>,
    toward: Option<MemberId>,
    role_end: u32,
    end: u32,
}

/// What stands before the noun of an office.
struct Modifiers {
    owner: Option<MemberId>,
    role_start: u32,
    start: u32,
    former: bool,
    opener: Option<u32>,
}

impl Titles<'_> {
    /// The title whose noun is this token, if it is one and no part of a name.
    pub fn at(&self, noun: u32, bounds: &Range<u32>) -> Option<Title> {
        if !is_office(self.word(noun)) || self.cast.at(TokenId(noun)).is_some() {
            return None;
        }
        let mut core_end = noun + 1;
        while core_end < bounds.end && self.cast.at(TokenId(core_end)).is_none() {
            let glued = self.word(core_end) == "-" && core_end + 1 < bounds.end && is_office(self.word(core_end + 1));
            match (is_office(self.word(core_end)), glued) {
                (true, _) => core_end += 1,
                (_, true) => core_end += 2,
                _ => break,
            }
        }
        let behind = self.complements(&self.lower(core_end - 1), core_end, bounds);
        let before = self.modifiers(noun, bounds);
        let possessed = before.opener.is_some_and(|at| matches!(self.lower(at).as_str(), "its" | "their"));
        Some(Title {
            tokens: before.role_start..behind.role_end,
            phrase: before.start..behind.end,
            of: behind.of.or(before.owner),
            toward: behind.toward,
            former: before.former,
            opened: before.opener.is_some(),
            possessed,
            plural: self.word(core_end - 1).ends_with('s') && !self.word(core_end - 1).ends_with("ss"),
        })
    }

    fn complements(&self, noun: &str, from: u32, bounds: &Range<u32>) -> Complements {
        let mut found = Complements { of: None, toward: None, role_end: from, end: from };
        while found.end < bounds.end {
            let preposition = self.lower(found.end);
            if !matches!(preposition.as_str(), "of" | "for" | "to" | "from" | "at") {
                break;
            }
            let Some((member, end)) = self.complement(found.end + 1, bounds) else { break };
            let owns = matches!(preposition.as_str(), "of" | "from" | "at")
                || (preposition == "for" && FOR_WHOM.contains(&noun));
            if owns {
                found.of = found.of.or(member);
            } else {
                found.toward = found.toward.or(member);
            }
            if member.is_none() && found.role_end == found.end {
                found.role_end = end;
            }
            found.end = end;
        }
        found
    }

    /// The noun phrase behind a preposition: the last name in it and its end; none where it is another office or person.
    fn complement(&self, from: u32, bounds: &Range<u32>) -> Option<(Option<MemberId>, u32)> {
        let mut member = None;
        let mut at = from;
        while at < bounds.end.min(from + REACH) {
            if let Some(named) = self.cast.at(TokenId(at)) {
                if self.cast.member(named).kind == EntityKind::Person {
                    break;
                }
                member = Some(named);
                at += 1;
                continue;
            }
            let word = self.lower(at);
            if is_office(&word) && !(word == "general" && self.is_nominal(at + 1, bounds)) {
                return None;
            }
            let joins = word == "and" && member.is_none() && self.is_nominal(at + 1, bounds);
            if !(self.is_nominal(at, bounds) || joins || OPENERS.contains(&word.as_str()) || self.is_possessive(at)) {
                break;
            }
            at += 1;
        }
        (at > from).then_some((member, at))
    }

    fn modifiers(&self, noun: u32, bounds: &Range<u32>) -> Modifiers {
        let mut found = Modifiers { owner: None, role_start: noun, start: noun, former: false, opener: None };
        let floor = bounds.start.max(noun.saturating_sub(REACH));
        while found.start > floor {
            let at = found.start - 1;
            if let Some(member) = self.cast.at(TokenId(at)) {
                if found.owner.is_some() || self.cast.member(member).kind == EntityKind::Person {
                    break;
                }
                found.owner = Some(member);
                while found.start > floor && self.cast.at(TokenId(found.start - 1)) == Some(member) {
                    found.start -= 1;
                }
                continue;
            }
            let word = self.lower(at);
            if OPENERS.contains(&word.as_str()) {
                found.opener = Some(at);
                found.start = at;
                break;
            }
            if FORMER.contains(&word.as_str()) {
                found.former = true;
            } else if found.owner.is_some() || found.former {
                // Before the owner may stand only what says how old or how important: "veteran Iranian diplomat".
                if self.doc.token(TokenId(at)).upos != Upos::Adj && !self.is_owned(at) {
                    break;
                }
            } else if !self.belongs(at, noun, bounds) {
                break;
            } else if !self.is_possessive(at) {
                found.role_start = at;
            }
            found.start = at;
        }
        found
    }

    /// Whether the word before a title is part of it: nouns and adjectives, hyphens, and the joints of "sport, arts and culture minister".
    fn belongs(&self, at: u32, noun: u32, bounds: &Range<u32>) -> bool {
        let plain = |at: u32| {
            bounds.contains(&at)
                && at < noun
                && self.is_nominal(at, bounds)
                && !is_office(self.word(at))
                && self.cast.at(TokenId(at)).is_none()
                && self.word(at).starts_with(char::is_lowercase)
        };
        match self.lower(at).as_str() {
            "'s" | "’s" | "'" | "’" => self.is_owned(at),
            "-" | "–" => true,
            "and" => plain(at + 1) && at > bounds.start && plain(at - 1),
            "," => {
                plain(at + 1) && at > bounds.start && plain(at - 1) && (at + 2..noun).any(|at| self.word(at) == "and")
            }
            "acting" | "incoming" | "incumbent" | "interim" => true,
            _ => self.is_nominal(at, bounds),
        }
    }

    /// Whether a possessive ending stands here behind a name that owns offices.
    fn is_owned(&self, at: u32) -> bool {
        let member = at.checked_sub(1).and_then(|at| self.cast.at(TokenId(at)));
        self.is_possessive(at) && member.is_some_and(|member| self.cast.member(member).kind != EntityKind::Person)
    }

    fn is_nominal(&self, at: u32, bounds: &Range<u32>) -> bool {
        at < bounds.end && matches!(self.doc.token(TokenId(at)).upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num)
    }

    fn is_possessive(&self, at: u32) -> bool {
        matches!(self.word(at), "'s" | "’s" | "'" | "’")
    }

    fn word(&self, at: u32) -> &str {
        self.doc.word(TokenId(at))
    }

    fn lower(&self, at: u32) -> String {
        self.word(at).to_lowercase()
    }
}
