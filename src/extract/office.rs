//! Persons and the words around their names → [`Office`]s: who represents whom, in which role, and whether no longer.
//!
//! English puts an office before the name ("French President Emmanuel Macron", "Hamas leader Yahya Sinwar"), behind it
//! ("Sergey Lavrov, Russia's foreign minister", "Xi Jinping of China") or makes it a predicate ("was sworn in as president of
//! Portugal"). The words are read off the tokens: parsers disagree on titles, word order does not.

use super::cast::{Cast, MemberId};
use super::mention::Mention;
use crate::kb::{Entry, Kb};
use crate::text::{Document, SentenceId, TokenId, Upos};
use crate::vocabulary::EntityKind;
use std::ops::Range;

/// A person's office as the text states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Who holds it.
    pub person: MemberId,
    /// The country, organization or place led or spoken for.
    pub of: MemberId,
    /// The office as written.
    pub role: String,
    /// Whether it is over.
    pub former: bool,
    /// The tokens of the role.
    pub tokens: Range<u32>,
    /// Where it is stated.
    pub sentence: SentenceId,
}

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
    "executive", "lieutenant", "colonel", "deputy", "whip", "regent", "caliph", "lady",
];

/// Offices that are held of a country, even where the text does not say of which.
#[rustfmt::skip]
const OF_STATE: &[&str] = &[
    "president", "minister", "premier", "chancellor", "king", "queen", "sultan", "emir", "envoy", "secretary of",
    "security advis", "supreme leader", "crown prince", "ambassador", "taoiseach",
];

/// Modifiers that say an office is over.
#[rustfmt::skip]
const FORMER: &[&str] = &[
    "former", "ex", "ousted", "deposed", "late", "then", "outgoing", "fugitive", "jailed", "exiled", "convicted",
    "impeached",
];

/// Words that may stand within a title besides nouns and adjectives.
#[rustfmt::skip]
const INSIDE: &[&str] = &[
    "of", "for", "and", "to", "the", "-", "’s", "'s", "'", "’",
];

/// Finds the offices of all persons of an article.
pub fn offices(doc: &Document, kb: &Kb, cast: &Cast) -> Vec<Office> {
    let reader = Reader { doc, kb, cast };
    let mut found: Vec<Office> = Vec::new();
    for (mention, person) in &cast.mentions {
        if mention.kind != EntityKind::Person || mention.nested {
            continue;
        }
        for office in reader.around(mention, *person) {
            let known = found.iter().any(|o| o.person == office.person && o.of == office.of);
            if !known && office.of != office.person {
                found.push(office);
            }
        }
    }
    found
}

/// Whether a word can head the name of an office.
pub(crate) fn is_office(word: &str) -> bool {
    HEADS.contains(&word.to_lowercase().as_str())
}

struct Reader<'a> {
    doc: &'a Document,
    kb: &'a Kb,
    cast: &'a Cast,
}

/// A title found in the text, not yet bound to what it is an office of.
struct Title {
    tokens: Range<u32>,
    former: bool,
}

impl Reader<'_> {
    fn around(&self, mention: &Mention, person: MemberId) -> Vec<Office> {
        let sentence = self.doc.sentence_of(TokenId(mention.tokens.start));
        let bounds = self.doc.sentence(sentence).tokens.clone();
        let mut found = Vec::new();
        let office = |of: MemberId, title: &Title| Office {
            person,
            of,
            role: self.doc.text_of(&title.tokens).split_whitespace().collect::<Vec<_>>().join(" "),
            former: title.former,
            tokens: title.tokens.clone(),
            sentence,
        };
        if let Some((title, of)) = self.before(mention, &bounds) {
            let of = of.or_else(|| self.behind_of(mention.tokens.end, &bounds));
            if let Some(of) = of.or_else(|| self.by_context(person, &title)) {
                found.push(office(of, &title));
            }
        }
        if let Some((title, of)) = self.apposed(mention, &bounds)
            && let Some(of) = of.or_else(|| self.by_context(person, &title))
        {
            found.push(office(of, &title));
        }
        found
    }

    fn word(&self, at: u32) -> &str {
        self.doc.word(TokenId(at))
    }

    fn lower(&self, at: u32) -> String {
        self.word(at).to_lowercase()
    }

    /// The title that ends right before the name, and the country or body named before or within it.
    fn before(&self, mention: &Mention, bounds: &Range<u32>) -> Option<(Title, Option<MemberId>)> {
        let end = mention.tokens.start;
        let mut start = end;
        let mut of = None;
        let mut has_head = false;
        while start > bounds.start {
            let at = start - 1;
            if let Some(member) = self.cast.at(TokenId(at)) {
                let kind = self.cast.member(member).kind;
                if kind == EntityKind::Person || of.is_some() {
                    break;
                }
                of = Some(member);
                let inside = has_head && self.preceded_by_of(at, bounds);
                while start > bounds.start && self.cast.at(TokenId(start - 1)) == Some(member) {
                    start -= 1;
                }
                if !inside {
                    let title_start = self.after_possessive(start, end, member);
                    let former = self.is_former(start, bounds) || self.is_former(title_start + 1, &(title_start..end));
                    return has_head.then_some((Title { tokens: title_start..end, former }, of));
                }
                continue;
            }
            let word = self.lower(at);
            let upos = self.doc.token(TokenId(at)).upos;
            // "Aliyev of Azerbaijan and Prime Minister Pashinyan": the title starts behind the conjunction.
            if word == "and" && at > bounds.start && self.cast.at(TokenId(at - 1)).is_some() {
                break;
            }
            let is_head = HEADS.contains(&word.as_str());
            let fits = is_head
                || INSIDE.contains(&word.as_str()) && (has_head || of.is_some() || start < end)
                || matches!(upos, Upos::Noun | Upos::Adj | Upos::Propn) && (has_head || start == end || of.is_some());
            if !fits || FORMER.contains(&word.as_str()) || (start == end && !is_head && !self.title_ends(at)) {
                break;
            }
            has_head |= is_head;
            start = at;
        }
        let start = self.title_start(start, end);
        let former = self.is_former(start, bounds);
        (has_head && start < end).then_some((Title { tokens: start..end, former }, of))
    }

    /// Whether the token ends a title of several words whose last is no head: "Secretary of State".
    fn title_ends(&self, at: u32) -> bool {
        matches!(
            self.lower(at).as_str(),
            "state"
                | "defense"
                | "defence"
                | "affairs"
                | "staff"
                | "treasury"
                | "elect"
                | "war"
                | "interior"
                | "energy"
                | "commerce"
                | "house"
        )
    }

    fn preceded_by_of(&self, at: u32, bounds: &Range<u32>) -> bool {
        let mut at = at;
        while at > bounds.start {
            at -= 1;
            if self.cast.at(TokenId(at)).is_some() || self.lower(at) == "the" {
                continue;
            }
            return self.lower(at) == "of";
        }
        false
    }

    /// First token of the title behind the country: skips the possessive ending.
    fn after_possessive(&self, member_start: u32, end: u32, member: MemberId) -> u32 {
        let mut at = member_start;
        while at < end && self.cast.at(TokenId(at)) == Some(member) {
            at += 1;
        }
        while at < end && matches!(self.word(at), "'s" | "’s" | "'" | "’" | "-") {
            at += 1;
        }
        at
    }

    /// Drops determiners and joints at the left edge of a title.
    fn title_start(&self, mut start: u32, end: u32) -> u32 {
        while start < end && INSIDE.contains(&self.lower(start).as_str()) {
            start += 1;
        }
        start
    }

    fn is_former(&self, at: u32, bounds: &Range<u32>) -> bool {
        (bounds.start..at).rev().take(3).any(|at| FORMER.contains(&self.lower(at).as_str()))
    }

    /// "of Kenya" behind a name.
    fn behind_of(&self, end: u32, bounds: &Range<u32>) -> Option<MemberId> {
        let mut at = end;
        if at >= bounds.end || self.lower(at) != "of" {
            return None;
        }
        at += 1;
        while at < bounds.end && self.lower(at) == "the" {
            at += 1;
        }
        (at < bounds.end)
            .then(|| self.cast.at(TokenId(at)))
            .flatten()
            .filter(|&m| self.cast.member(m).kind != EntityKind::Person)
    }

    /// The title in an apposition behind the name: ", Russia's foreign minister,", ", the president of Kenya".
    fn apposed(&self, mention: &Mention, bounds: &Range<u32>) -> Option<(Title, Option<MemberId>)> {
        let comma = mention.tokens.end;
        if comma + 1 >= bounds.end || !matches!(self.word(comma), "," | "(" | "—" | "–") {
            return None;
        }
        let mut of = None;
        let mut start = None;
        let mut head = None;
        let mut former = false;
        let mut at = comma + 1;
        while at < bounds.end.min(comma + 16) {
            let word = self.lower(at);
            if let Some(member) = self.cast.at(TokenId(at)) {
                if self.cast.member(member).kind == EntityKind::Person {
                    break;
                }
                if of.is_none() {
                    of = Some(member);
                }
                if head.is_some() {
                    break;
                }
                at += 1;
                continue;
            }
            let upos = self.doc.token(TokenId(at)).upos;
            former |= FORMER.contains(&word.as_str());
            if HEADS.contains(&word.as_str()) {
                start.get_or_insert(at);
                head = Some(at);
            } else if matches!(word.as_str(), "the" | "a" | "an" | "'s" | "’s" | "-" | "who" | "is")
                || FORMER.contains(&word.as_str())
            {
            } else if matches!(word.as_str(), "of" | "for" | "to" | "at" | "and") {
                if head.is_none() {
                    break;
                }
            } else if matches!(upos, Upos::Noun | Upos::Adj | Upos::Propn) && head.is_none() {
                start.get_or_insert(at);
            } else if head.is_some() && matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj) {
                // "minister of foreign affairs"
            } else {
                break;
            }
            at += 1;
        }
        let (start, head) = (start?, head?);
        let mut end = head + 1;
        // The role as written goes on: "minister of foreign affairs".
        if end < bounds.end
            && self.lower(end) == "of"
            && end + 1 < bounds.end
            && self.cast.at(TokenId(end + 1)).is_none()
        {
            let stop = (end + 1..bounds.end.min(end + 5))
                .find(|&at| {
                    self.cast.at(TokenId(at)).is_some()
                        || !matches!(self.doc.token(TokenId(at)).upos, Upos::Noun | Upos::Adj | Upos::Propn)
                })
                .unwrap_or(end + 1);
            if stop > end + 1 {
                end = stop;
            }
        }
        Some((Title { tokens: start..end, former }, of))
    }

    /// A bare title ("President Petro"): the country or body that the knowledge base gives, if the text names it; else, of an office
    /// of state, the country named last before it in the sentence, or the first of the article.
    fn by_context(&self, person: MemberId, title: &Title) -> Option<MemberId> {
        if let Some(Entry::Person(index)) = self.cast.member(person).entry {
            let countries =
                self.kb.tenures_of(index).into_iter().filter_map(|tenure| self.kb.country_index(&tenure.of));
            if let Some(country) = countries.into_iter().find_map(|country| self.cast.country(country)) {
                return Some(country);
            }
        }
        let role = self.doc.text_of(&title.tokens).to_lowercase();
        if !OF_STATE.iter().any(|office| role.contains(office)) {
            return None;
        }
        let sentence = self.doc.sentence(self.doc.sentence_of(TokenId(title.tokens.start))).tokens.start;
        let end = self.cast.mentions.partition_point(|(mention, _)| mention.tokens.start < title.tokens.start);
        let is_country = |id: &MemberId| self.cast.member(*id).kind == EntityKind::Country;
        let before = self.cast.mentions[..end].iter().rev().take_while(|(mention, _)| mention.tokens.start >= sentence);
        let near = before.map(|(_, id)| *id).find(is_country);
        near.or_else(|| self.cast.ids().find(is_country))
    }
}
