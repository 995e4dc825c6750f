//! Persons and the titles around their names → [`Office`]s: who represents whom, in which role, and whether no longer.
//!
//! English puts an office before the name ("French President Emmanuel Macron", "Secretary General of NATO Mark Rutte"), behind it
//! ("Sergey Lavrov, Russia's foreign minister"), gives one to several ("special envoys A and B"), or makes it a predicate ("was
//! sworn in as president of Portugal").

use super::cast::{Cast, MemberId};
use super::mention::Mention;
use super::predicate::{leaders, predicated};
use super::title::{Title, Titles};
use crate::kb::{Entry, Kb};
use crate::text::{Document, SentenceId, TokenId, Tree};
use crate::vocabulary::EntityKind;
use std::ops::Range;

pub(crate) use super::title::is_office;

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

/// Offices that are held of a country, even where the text does not say of which.
#[rustfmt::skip]
const OF_STATE: &[&str] = &[
    "president", "minister", "premier", "chancellor", "king", "queen", "sultan", "emir", "envoy", "secretary of",
    "security advis", "supreme leader", "crown prince", "ambassador", "taoiseach", "first lady",
];

/// Offices of a region or city, which a text that names one need not repeat.
const OF_REGION: &[&str] = &["governor", "mayor"];

/// Words of what is no body beside its country: "Iranian parliament speaker" speaks for Iran.
const HOUSES: &[&str] =
    &["parliament", "senate", "parliamentary", "legislature", "congress", "army", "navy", "military"];

/// Finds the offices of all persons of an article.
pub fn offices(doc: &Document, tree: &Tree, kb: &Kb, cast: &Cast) -> Vec<Office> {
    let reader = Reader { doc, kb, cast, titles: Titles { doc, cast } };
    let mut found: Vec<Office> = Vec::new();
    let mut shared: Option<(u32, Title)> = None;
    for (mention, person) in &cast.mentions {
        if mention.kind != EntityKind::Person || mention.nested {
            continue;
        }
        let mut titles = reader.around(mention);
        if titles.is_empty() {
            titles.extend(reader.incumbent(mention));
        }
        if titles.is_empty()
            && let Some((end, title)) = &shared
            && reader.continues_list(*end, mention)
        {
            titles.push(title.clone());
        }
        shared = titles.first().filter(|title| title.plural).map(|title| (mention.tokens.end, title.clone()));
        let untitled = titles.is_empty();
        for title in titles {
            reader.bind(*person, &title, &mut found);
        }
        if untitled {
            found.extend(reader.of_its_country(mention, *person));
        }
    }
    for sentence in doc.sentence_ids() {
        for (person, title) in predicated(doc, tree, cast, sentence) {
            reader.bind(person, &title, &mut found);
        }
        for (person, of, tokens) in leaders(doc, cast, sentence) {
            let title = Title { of: Some(of), ..reader.bare(tokens) };
            reader.bind(person, &title, &mut found);
        }
    }
    found
}

struct Reader<'a> {
    doc: &'a Document,
    kb: &'a Kb,
    cast: &'a Cast,
    titles: Titles<'a>,
}

impl Reader<'_> {
    /// Adds the office that a title gives to a person, unless it is known or nobody can tell of what it is.
    fn bind(&self, person: MemberId, title: &Title, found: &mut Vec<Office>) {
        let of = title.of.map(|of| self.country_of_house(of, title)).filter(|&of| !self.is_party_of(of, title));
        let of = of.or_else(|| title.possessed.then(|| self.owner_before(title)).flatten());
        let Some(of) = of.or_else(|| self.by_context(person, title)) else { return };
        let known = found.iter().any(|office| office.person == person && office.of == of);
        if known || of == person {
            return;
        }
        found.push(Office {
            person,
            of,
            role: self.role(title),
            former: title.former,
            tokens: title.tokens.clone(),
            sentence: self.doc.sentence_of(TokenId(title.tokens.start)),
        });
    }

    /// The role as written; of a title that several persons share ("Presidents Kagame and Tshisekedi"), what each of them is.
    fn role(&self, title: &Title) -> String {
        let singular = |word| match str::strip_suffix(word, 's') {
            Some(one) if title.plural && is_office(one) => one,
            _ => word,
        };
        self.doc.text_of(&title.tokens).split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
    }

    /// The titles before and behind a name.
    fn around(&self, mention: &Mention) -> Vec<Title> {
        let sentence = self.doc.sentence_of(TokenId(mention.tokens.start));
        let bounds = self.doc.sentence(sentence).tokens.clone();
        let mut found = self.before(mention, &bounds);
        found.extend(self.within(mention));
        found.extend(self.apposed(mention, &bounds));
        found
    }

    fn word(&self, at: u32) -> &str {
        self.doc.word(TokenId(at))
    }

    /// The title that ends right before the name, or before a comma ("The mayor of Lima, X"), and one joined to it by "and".
    fn before(&self, mention: &Mention, bounds: &Range<u32>) -> Vec<Title> {
        let end = mention.tokens.start;
        let Some(mut title) = self.ending_at(end, bounds) else { return Vec::new() };
        if title.of.is_none() {
            title.of = self.behind_of(mention.tokens.end, bounds);
        }
        let joint = title.phrase.start.checked_sub(1).filter(|&at| at > bounds.start && self.word(at) == "and");
        let other =
            joint.filter(|_| !title.opened).and_then(|at| self.nouns_before(at, bounds, |t| t.phrase.end == at));
        match other.filter(|other| !other.plural) {
            Some(other) => {
                let owns = title.of.is_none();
                title.of = title.of.or(other.of);
                // "The French president and Chancellor X" are two; "Cuban president and First Secretary X" is one.
                let one = !other.opened || !owns;
                if one { vec![title, other] } else { vec![Title { of: None, ..title }] }
            }
            None => vec![title],
        }
    }

    fn ending_at(&self, end: u32, bounds: &Range<u32>) -> Option<Title> {
        self.nouns_before(end, bounds, |title| {
            let comma = title.phrase.end + 1 == end && self.word(title.phrase.end) == ",";
            title.phrase.end == end || (comma && (title.opened || title.phrase.start == bounds.start))
        })
    }

    /// The nearest title before a token that passes the test.
    fn nouns_before(&self, end: u32, bounds: &Range<u32>, fits: impl Fn(&Title) -> bool) -> Option<Title> {
        let nouns = (bounds.start.max(end.saturating_sub(14))..end).rev();
        nouns.filter_map(|noun| self.titles.at(noun, bounds)).find(fits)
    }

    /// "The incumbent X", where the sentence says of what office it speaks: "vote to elect their president".
    fn incumbent(&self, mention: &Mention) -> Option<Title> {
        let before =
            mention.tokens.start.checked_sub(1).filter(|&at| self.word(at).eq_ignore_ascii_case("incumbent"))?;
        let sentence = self.doc.sentence_of(TokenId(before)).0 as usize;
        let first = self.doc.sentences[sentence.saturating_sub(1)].tokens.start;
        let office = (first..before).find(|&at| matches!(self.word(at), "president" | "presidential" | "premier"));
        office.map(|_| Title { of: self.country_voting(), ..self.bare(before..before + 1) })
    }

    /// The country that an article is about: the first that it names.
    fn country_voting(&self) -> Option<MemberId> {
        self.cast.ids().find(|&id| self.cast.member(id).kind == EntityKind::Country)
    }

    /// "Brazil's Lula da Silva": whom the knowledge base knows in an office of that country.
    fn of_its_country(&self, mention: &Mention, person: MemberId) -> Option<Office> {
        let possessive = mention.tokens.start.checked_sub(1).filter(|&at| matches!(self.word(at), "'s" | "’s"))?;
        let of = self.cast.at(TokenId(possessive.checked_sub(1)?))?;
        let (Some(Entry::Person(index)), Some(Entry::Country(country))) =
            (self.cast.member(person).entry, self.cast.member(of).entry)
        else {
            return None;
        };
        let day = self.doc.article.date;
        let tenures = self.kb.tenures_of(index);
        let iso = &self.kb.countries()[country].iso;
        let tenure = tenures.iter().find(|t| t.of == *iso && day.is_none_or(|day| t.covers(day)))?;
        Some(Office {
            person,
            of,
            role: tenure.title.to_string(),
            former: false,
            tokens: possessive..possessive,
            sentence: self.doc.sentence_of(TokenId(possessive)),
        })
    }

    /// A title without anything beside it.
    fn bare(&self, tokens: Range<u32>) -> Title {
        Title {
            phrase: tokens.clone(),
            tokens,
            of: None,
            toward: None,
            former: false,
            opened: false,
            possessed: false,
            plural: false,
        }
    }

    /// "Pope Francis", "King Charles III": the title is part of the name.
    fn within(&self, mention: &Mention) -> Option<Title> {
        let start = mention.tokens.start;
        (mention.tokens.len() > 1 && is_office(self.word(start))).then(|| self.bare(start..start + 1))
    }

    /// The titles in an apposition behind the name: ", Russia's foreign minister,", ", mayor of Denver and governor of Colorado".
    fn apposed(&self, mention: &Mention, bounds: &Range<u32>) -> Vec<Title> {
        let comma = mention.tokens.end;
        if comma + 1 >= bounds.end || !matches!(self.word(comma), "," | "(" | "—" | "–") {
            return Vec::new();
        }
        let mut start = comma + 1;
        while start < bounds.end
            && (matches!(self.word(start), "who" | "is" | "was" | "currently" | "now" | "also")
                || self.word(start).starts_with(|first: char| first.is_ascii_digit())
                || (self.word(start) == "," && start > comma + 1))
        {
            start += 1;
        }
        let mut found: Vec<Title> = Vec::new();
        while let Some(title) = self.starting_at(start, bounds) {
            let next = title.phrase.end;
            // ", French President Macron" is the next person's.
            if next < bounds.end && self.person_at(next).is_some() {
                break;
            }
            found.push(title);
            if next + 1 >= bounds.end || self.word(next) != "and" {
                break;
            }
            start = next + 1;
        }
        found
    }

    fn starting_at(&self, start: u32, bounds: &Range<u32>) -> Option<Title> {
        let nouns = start..bounds.end.min(start + 10);
        nouns.filter_map(|noun| self.titles.at(noun, bounds)).find(|title| title.phrase.start == start)
    }

    fn person_at(&self, at: u32) -> Option<MemberId> {
        self.cast.at(TokenId(at)).filter(|&member| self.cast.member(member).kind == EntityKind::Person)
    }

    /// Whether a name goes on a list of persons that ended there: "A and B", "A, B".
    fn continues_list(&self, end: u32, mention: &Mention) -> bool {
        let joint: Vec<&str> = (end..mention.tokens.start).map(|at| self.word(at)).collect();
        matches!(joint.as_slice(), ["and"] | [","] | [",", "and"])
    }

    /// "of Kenya", "(R-Texas)" behind a name.
    fn behind_of(&self, end: u32, bounds: &Range<u32>) -> Option<MemberId> {
        if end >= bounds.end || !matches!(self.word(end), "of" | "from") {
            return None;
        }
        let at = (end + 1..bounds.end).find(|&at| !self.word(at).eq_ignore_ascii_case("the"))?;
        self.cast.at(TokenId(at)).filter(|&member| self.cast.member(member).kind != EntityKind::Person)
    }

    /// Of "Palauan senate president", the country, which the name of the house begins with.
    fn country_of_house(&self, of: MemberId, title: &Title) -> MemberId {
        let inside = |mention: &Mention| title.phrase.contains(&mention.tokens.start);
        let house = self.cast.mentions.iter().find(|(mention, id)| *id == of && inside(mention));
        let Some((house, _)) = house.filter(|(mention, _)| mention.kind == EntityKind::Organization) else { return of };
        if !HOUSES.contains(&self.word(house.tokens.end - 1).to_lowercase().as_str())
            || self.word(house.tokens.end - 1).starts_with(char::is_uppercase)
        {
            return of;
        }
        let nested = self.cast.mentions.iter().find(|(mention, _)| {
            mention.nested && mention.kind == EntityKind::Country && mention.tokens.start == house.tokens.start
        });
        nested.map_or(of, |(_, country)| *country)
    }

    /// Whether a party only says whose man the holder of an office of state is: "Republican President Trump".
    fn is_party_of(&self, of: MemberId, title: &Title) -> bool {
        let party = match self.cast.member(of).entry {
            Some(Entry::Organization(index)) => self.kb.organizations()[index].class == "party",
            _ => false,
        };
        let role = self.doc.text_of(&title.tokens).to_lowercase();
        let state = ["president", "governor", "minister", "mayor", "speaker", "chancellor"];
        party
            && state.iter().any(|office| role.starts_with(office) || role.ends_with(&format!(" {office}")))
            && !self.is_complement(of, title)
    }

    fn is_complement(&self, of: MemberId, title: &Title) -> bool {
        (title.tokens.end..title.phrase.end).any(|at| self.cast.at(TokenId(at)) == Some(of))
    }

    /// Whose "its leader" is: of the last country or body named before it in the sentence.
    fn owner_before(&self, title: &Title) -> Option<MemberId> {
        self.last_before(title, |kind| matches!(kind, EntityKind::Organization | EntityKind::Country))
    }

    /// A bare title ("President Petro"): the country or body that the knowledge base gives, if the text names it; else, of an office
    /// of state, the country named last before it in the sentence, or the first of the article.
    fn by_context(&self, person: MemberId, title: &Title) -> Option<MemberId> {
        if let Some(Entry::Person(index)) = self.cast.member(person).entry {
            let tenures = self.kb.tenures_of(index);
            let day = self.doc.article.date;
            let in_office = tenures.iter().any(|held| day.map_or(held.end.is_none(), |day| held.covers(day)));
            let members = tenures.into_iter().filter_map(|tenure| {
                let country = self.kb.country_index(&tenure.of).and_then(|country| self.cast.country(country));
                country.or_else(|| self.cast.named(&tenure.of))
            });
            if let Some(member) = members.into_iter().find(|&member| Some(member) != title.toward) {
                return Some(member);
            }
            // Whoever is known to be in office then is so in no other country that the text happens to name.
            if in_office {
                return None;
            }
        }
        let role = self.doc.text_of(&title.tokens).to_lowercase();
        if OF_REGION.iter().any(|office| role.ends_with(office)) {
            return self.last_before(title, |kind| kind == EntityKind::Place);
        }
        if !OF_STATE.iter().any(|office| role.contains(office)) || title.plural {
            return None;
        }
        let fits = |id: MemberId| self.cast.member(id).kind == EntityKind::Country && Some(id) != title.toward;
        let near = self.last_before(title, |kind| kind == EntityKind::Country).filter(|&id| fits(id));
        near.or_else(|| self.cast.ids().find(|&id| fits(id)))
    }

    /// The last member of a kind that the sentence names before a title.
    fn last_before(&self, title: &Title, fits: impl Fn(EntityKind) -> bool) -> Option<MemberId> {
        let sentence = self.doc.sentence(self.doc.sentence_of(TokenId(title.tokens.start))).tokens.start;
        let end = self.cast.mentions.partition_point(|(mention, _)| mention.tokens.start < title.phrase.start);
        let mut before = self.cast.mentions[..end].iter().rev().take_while(|(m, _)| m.tokens.start >= sentence);
        before.find(|(_, id)| fits(self.cast.member(*id).kind)).map(|(_, id)| *id)
    }
}
