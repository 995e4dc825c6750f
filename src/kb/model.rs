//! The records of the knowledge base, one type a table.

use crate::vocabulary::EntityKind;
use jiff::civil::Date;
use smol_str::SmolStr;

/// A sovereign state (also Palestine, Taiwan, Kosovo, Western Sahara).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 in capitals; `XK` for Kosovo.
    pub iso: SmolStr,
    /// Wikidata id.
    pub wikidata: SmolStr,
    /// Usual English name, as a Wikipedia title ("United States").
    pub name: SmolStr,
    /// Other names in English text ("U.S.", "USA", "America", "United States of America", "Britain").
    pub aliases: Vec<SmolStr>,
    /// Adjectives and nouns for its people ("American", "Americans", "British", "Briton", "Britons").
    pub demonyms: Vec<SmolStr>,
    /// Prefixes of compounds ("Franco", "Sino").
    pub combining: Vec<SmolStr>,
    /// Capital, or seat of government where that differs; names that stand for the government when they act.
    pub capitals: Vec<SmolStr>,
}

/// An office whose holders the tables know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Office {
    /// President, king, emir, ….
    HeadOfState,
    /// Prime minister, chancellor, ….
    HeadOfGovernment,
    /// Supreme leader.
    SupremeLeader,
    /// Vice-president or deputy head.
    Deputy,
    /// Foreign minister, secretary of state.
    ForeignMinister,
    /// Any other minister or holder of a high post; the title says which.
    Other,
    /// Head of an international organization.
    OrganizationHead,
}

impl Office {
    /// All offices, in the order of the tables.
    pub const ALL: &'static [Self] = &[
        Self::HeadOfState,
        Self::HeadOfGovernment,
        Self::SupremeLeader,
        Self::Deputy,
        Self::ForeignMinister,
        Self::Other,
        Self::OrganizationHead,
    ];

    /// The word that stands for the office in the tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HeadOfState => "head_of_state",
            Self::HeadOfGovernment => "head_of_government",
            Self::SupremeLeader => "supreme_leader",
            Self::Deputy => "deputy",
            Self::ForeignMinister => "foreign_minister",
            Self::Other => "other",
            Self::OrganizationHead => "organization_head",
        }
    }

    /// The office that a word of the tables stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|office| office.as_str() == word)
    }
}

/// A leader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Wikidata id, where known.
    pub wikidata: Option<SmolStr>,
    /// Usual English name ("Gustavo Petro").
    pub name: SmolStr,
    /// Other forms in English text ("Zelensky" spellings, "Lula"); short forms that are ambiguous stay out.
    pub aliases: Vec<SmolStr>,
    /// Short forms that name the person only next to a title or country ("Xi", "Assad"); without entries here the
    /// last word of the name is taken.
    pub surnames: Vec<SmolStr>,
}

/// A person in an office for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// Index into [`crate::kb`]'s persons.
    pub person: usize,
    /// ISO code of the country, or name of the organization.
    pub of: SmolStr,
    /// Which office.
    pub office: Office,
    /// Title as written before a name ("President", "Prime Minister", "Secretary-General").
    pub title: SmolStr,
    /// First day, where known.
    pub start: Option<Date>,
    /// Last day; `None` while in office as of the table's date.
    pub end: Option<Date>,
}

/// An organization: international, a party, an armed group, a named state body, a company politics speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Wikidata id, where known.
    pub wikidata: Option<SmolStr>,
    /// Usual English name ("European Union").
    pub name: SmolStr,
    /// Acronyms and other names ("EU", "E.U.").
    pub aliases: Vec<SmolStr>,
    /// `igo`, `party`, `armed-group`, `state-body`, `company`, `other`.
    pub class: SmolStr,
    /// Country (ISO) or organization (name) it is a part of.
    pub part_of: Option<SmolStr>,
    /// ISO codes of the member states, where the table has them.
    pub members: Vec<SmolStr>,
}

/// A building, street or town that stands for a government when it acts ("the Kremlin").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Usual name.
    pub name: SmolStr,
    /// Other forms.
    pub aliases: Vec<SmolStr>,
    /// ISO code of the country it stands for.
    pub country: SmolStr,
    /// City it lies in.
    pub city: Option<SmolStr>,
}

/// A city, region or territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Wikidata id, where known.
    pub wikidata: Option<SmolStr>,
    /// Usual English name.
    pub name: SmolStr,
    /// Other forms, also adjectives of territories ("Greenlandic").
    pub aliases: Vec<SmolStr>,
    /// `city`, `capital`, `region`, `territory`, `continent`, `water`, `building`.
    pub class: SmolStr,
    /// ISO code of the country it lies in; none for regions across countries.
    pub country: Option<SmolStr>,
    /// Inhabitants, for choosing among namesakes.
    pub population: u32,
    /// Whether the name is also an ordinary word or a person's name ("Reading", "Santiago"): take it for the place only
    /// in a locative context ("in Reading").
    pub risky: bool,
}

/// A title or role of office, as it stands before a name or alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Singular, in lower case ("foreign minister").
    pub name: SmolStr,
    /// Other singular forms ("minister of foreign affairs", "fm").
    pub aliases: Vec<SmolStr>,
    /// Plural forms ("foreign ministers").
    pub plurals: Vec<SmolStr>,
    /// Office that it stands for, where it stands for one of them.
    pub office: Option<Office>,
    /// Titles of tenures that it may stand for ("prime minister": "Prime Minister", "Taoiseach", "Chancellor"); empty
    /// for all of the office.
    pub held_as: Vec<SmolStr>,
    /// Whether its holder speaks for a country or organization ("president": yes, "opposition leader": no).
    pub represents: bool,
    /// `state`, `royal`, `minister`, `diplomat`, `legislator`, `regional`, `military`, `judicial`, `organization`,
    /// `party`, `spokesperson`, `religious`, `honorific`, `other`.
    pub class: SmolStr,
}

/// What a name may stand for: an index into the table of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// A country by name.
    Country(usize),
    /// A country by adjective or noun for its people.
    Demonym(usize),
    /// A leader by full name or known short form.
    Person(usize),
    /// An organization.
    Organization(usize),
    /// A seat of government.
    Seat(usize),
    /// A city, region or territory; capitals are here too.
    Place(usize),
}

impl Entry {
    /// The kind of entity that the entry is when taken at face value.
    pub const fn kind(self) -> EntityKind {
        match self {
            Self::Country(_) | Self::Demonym(_) => EntityKind::Country,
            Self::Person(_) => EntityKind::Person,
            Self::Organization(_) => EntityKind::Organization,
            Self::Seat(_) | Self::Place(_) => EntityKind::Place,
        }
    }
}
