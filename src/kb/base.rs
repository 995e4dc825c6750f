//! The knowledge base in memory: the tables, and what a name may stand for.

use super::fold::fold;
use super::model::{Country, Entry, Organization, Person, Place, Seat, Tenure, Title};
use super::records::Records;
use super::trie::TokenTrie;
use crate::{Error, Result};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

/// The knowledge base, indexed. Built once, then only read.
#[derive(Debug, Default)]
pub struct Kb {
    pub(super) countries: Vec<Country>,
    pub(super) people: Vec<Person>,
    pub(super) tenures: Vec<Tenure>,
    pub(super) organizations: Vec<Organization>,
    pub(super) seats: Vec<Seat>,
    pub(super) places: Vec<Place>,
    pub(super) titles: Vec<Title>,
    /// Names and aliases of everything.
    pub(super) forms: TokenTrie<Entry>,
    /// Prefixes of compounds ("Franco"), taken as such only before a hyphen.
    pub(super) combining: FxHashMap<SmolStr, Vec<Entry>>,
    /// Titles in lower case: index and whether the form is plural.
    pub(super) title_forms: TokenTrie<(usize, bool)>,
    pub(super) country_by_iso: FxHashMap<SmolStr, usize>,
    pub(super) countries_by_capital: FxHashMap<SmolStr, Vec<usize>>,
    /// Tenures by country or organization, latest first.
    pub(super) tenures_by_office: FxHashMap<SmolStr, Vec<usize>>,
    /// Tenures by person, latest first.
    pub(super) tenures_by_person: Vec<Vec<usize>>,
    /// People by folded surname.
    pub(super) people_by_surname: FxHashMap<String, Vec<usize>>,
    /// Entries by folded name; made when first asked for, since only questions need it.
    pub(super) folded: OnceLock<FxHashMap<String, Vec<Entry>>>,
}

static EMBEDDED: LazyLock<Kb> = LazyLock::new(|| Kb::from(Records::embedded().0));

impl Kb {
    /// The knowledge base of the embedded tables.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The embedded tables with the rows of a folder's tables added; a row with the key of a known one replaces it.
    ///
    /// Stops at the first bad row, naming file, line and remedy; `summitry kb check --kb DIR` lists them all.
    pub fn with_overlay(folder: &Path) -> Result<Self> {
        Self::assembled(Some(folder), None)
    }

    /// The embedded tables, with those of a folder over them and without who came into office after a day.
    pub fn assembled(folder: Option<&Path>, until: Option<Date>) -> Result<Self> {
        let (mut records, _) = Records::embedded();
        let problems = folder.map(|folder| records.overlay(folder)).transpose()?.unwrap_or_default();
        if let Some(problem) = problems.into_iter().next() {
            return Err(Error::from(problem));
        }
        if let Some(day) = until {
            records.forget_after(day);
        }
        Ok(Self::from(records))
    }

    /// The sovereign states, by ISO code.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The people, by name.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// All tenures, by country or organization, office and start.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// The organizations, by name.
    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// The seats of government, by name.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// The places, largest first.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The titles, by name.
    pub fn titles(&self) -> &[Title] {
        &self.titles
    }

    /// The country of an ISO code.
    pub fn country(&self, iso: &str) -> Option<&Country> {
        self.country_by_iso.get(iso).map(|index| &self.countries[*index])
    }

    /// The countries whose government a capital's name stands for when it acts ("Washington", "Brasília"), as indices.
    pub fn countries_of_capital(&self, name: &str) -> &[usize] {
        self.countries_by_capital.get(name).map_or(&[], Vec::as_slice)
    }

    /// What exactly this name may stand for, in the order countries, peoples, persons, organizations, seats, places
    /// (largest first). Case counts, diacritics may be left out.
    pub fn find(&self, name: &str) -> &[Entry] {
        self.forms.get(name)
    }

    /// What a name typed by a person may stand for: case, diacritics, hyphens, periods and a leading "the" do not
    /// count.
    pub fn find_folded(&self, name: &str) -> &[Entry] {
        self.folded.get_or_init(|| self.fold_all()).get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// The longest name that begins with the first of `tokens`: its number of tokens and what it may stand for.
    ///
    /// Tokens are those of Universal Dependencies ("U.S." is one, a possessive "'s" is one of its own); hyphens may be
    /// split off or not. A prefix like "Franco" counts only before a hyphen, which is not part of the match.
    pub fn longest_match(&self, tokens: &[&str]) -> Option<(usize, &[Entry])> {
        if let Some(found) = self.forms.longest(tokens) {
            return Some(found);
        }
        match tokens {
            [prefix, "-" | "–" | "‐" | "‑", ..] => Some((1, self.combining.get(*prefix)?.as_slice())),
            _ => None,
        }
    }

    /// The usual name of an entry.
    pub fn name(&self, entry: Entry) -> &str {
        match entry {
            Entry::Country(index) | Entry::Demonym(index) => &self.countries[index].name,
            Entry::Person(index) => &self.people[index].name,
            Entry::Organization(index) => &self.organizations[index].name,
            Entry::Seat(index) => &self.seats[index].name,
            Entry::Place(index) => &self.places[index].name,
        }
    }

    /// The Wikidata id of an entry, where it is known.
    pub fn wikidata(&self, entry: Entry) -> Option<&str> {
        match entry {
            Entry::Country(index) | Entry::Demonym(index) => Some(self.countries[index].wikidata.as_str()),
            Entry::Person(index) => self.people[index].wikidata.as_deref(),
            Entry::Organization(index) => self.organizations[index].wikidata.as_deref(),
            Entry::Seat(_) => None,
            Entry::Place(index) => self.places[index].wikidata.as_deref(),
        }
    }

    /// Every entry with all its forms.
    pub(super) fn names_of_all(&self) -> impl Iterator<Item = (Entry, &SmolStr)> {
        let countries = self.countries.iter().enumerate().flat_map(|(index, country)| {
            let names = std::iter::once(&country.name).chain(&country.aliases).map(move |n| (Entry::Country(index), n));
            names.chain(country.demonyms.iter().map(move |name| (Entry::Demonym(index), name)))
        });
        let people = self.people.iter().enumerate();
        let people = people.flat_map(|(index, p)| forms(Entry::Person(index), &p.name, &p.aliases));
        let organizations = self.organizations.iter().enumerate();
        let organizations = organizations.flat_map(|(index, o)| forms(Entry::Organization(index), &o.name, &o.aliases));
        let seats = self.seats.iter().enumerate();
        let seats = seats.flat_map(|(index, s)| forms(Entry::Seat(index), &s.name, &s.aliases));
        let places = self.places.iter().enumerate();
        let places = places.flat_map(|(index, p)| forms(Entry::Place(index), &p.name, &p.aliases));
        countries.chain(people).chain(organizations).chain(seats).chain(places)
    }

    fn fold_all(&self) -> FxHashMap<String, Vec<Entry>> {
        let mut folded: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
        for (entry, name) in self.names_of_all() {
            folded.entry(fold(name)).or_default().push(entry);
        }
        for entries in folded.values_mut() {
            entries.sort_unstable();
            entries.dedup();
        }
        folded
    }
}

fn forms<'a>(entry: Entry, name: &'a SmolStr, aliases: &'a [SmolStr]) -> impl Iterator<Item = (Entry, &'a SmolStr)> {
    std::iter::once(name).chain(aliases).map(move |form| (entry, form))
}
