//! An entry of the knowledge base → lines for people to read.

use super::base::Kb;
use super::model::{Entry, Office, Tenure};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::fmt::Write;

impl Kb {
    /// What the tables say of an entry: its kind and ids on the first line, then names, offices (those held on `date`,
    /// or all) and what else is known, a line each, indented.
    pub fn describe(&self, entry: Entry, date: Option<Date>) -> String {
        let mut text = format!("{}  {}", self.name(entry), kind(entry));
        if let Some(id) = self.wikidata(entry) {
            let _ = write!(text, "  {id}");
        }
        match entry {
            Entry::Country(index) | Entry::Demonym(index) => self.describe_country(index, date, &mut text),
            Entry::Person(index) => {
                line(&mut text, "also", &self.people[index].aliases);
                let tenures = self.tenures_of(index).into_iter().filter(|tenure| on(tenure, date));
                let lines = tenures
                    .map(|tenure| format!("{} of {}, {}", tenure.title, self.country_name(&tenure.of), span(tenure)));
                different(&mut text, lines);
            }
            Entry::Organization(index) => self.describe_organization(index, date, &mut text),
            Entry::Seat(index) => {
                let seat = &self.seats[index];
                line(&mut text, "also", &seat.aliases);
                let _ = write!(text, "\n  stands for {}", self.country_name(&seat.country));
            }
            Entry::Place(index) => {
                let place = &self.places[index];
                let _ = write!(text, "  ({})", place.class);
                line(&mut text, "also", &place.aliases);
                if let Some(country) = &place.country {
                    let _ = write!(text, "\n  in {}", self.country_name(country));
                }
                if place.risky {
                    text.push_str("\n  only in a locative context: the name is an ordinary word or a person's too");
                }
            }
        }
        text.push('\n');
        text
    }

    fn describe_country(&self, index: usize, date: Option<Date>, text: &mut String) {
        let country = &self.countries[index];
        let _ = write!(text, "  {}", country.iso);
        line(text, "also", &country.aliases);
        line(text, "people", &country.demonyms);
        line(text, "capital", &country.capitals);
        let holders = Office::ALL.iter().flat_map(|office| self.holders(&country.iso, *office, date));
        let current = holders.filter(|tenure| date.is_some() || tenure.end.is_none());
        different(text, current.map(|tenure| self.holder_line(tenure)));
    }

    fn describe_organization(&self, index: usize, date: Option<Date>, text: &mut String) {
        let organization = &self.organizations[index];
        let _ = write!(text, "  ({})", organization.class);
        line(text, "also", &organization.aliases);
        if let Some(whole) = &organization.part_of {
            let _ = write!(text, "\n  part of {}", self.country_name(whole));
        }
        line(text, "members", &organization.members);
        let heads = self.holders(&organization.name, Office::OrganizationHead, date);
        different(text, heads.into_iter().map(|tenure| self.holder_line(tenure)));
    }

    fn holder_line(&self, tenure: &Tenure) -> String {
        format!("{} {}, {}", tenure.title, self.people[tenure.person].name, span(tenure))
    }

    /// The name of a country by ISO code; any other text as it is.
    fn country_name(&self, id: &SmolStr) -> SmolStr {
        self.country(id).map_or_else(|| id.clone(), |country| country.name.clone())
    }
}

const fn kind(entry: Entry) -> &'static str {
    match entry {
        Entry::Country(_) => "country",
        Entry::Demonym(_) => "people of a country",
        Entry::Person(_) => "person",
        Entry::Organization(_) => "organization",
        Entry::Seat(_) => "seat of government",
        Entry::Place(_) => "place",
    }
}

fn on(tenure: &Tenure, date: Option<Date>) -> bool {
    date.is_none_or(|day| tenure.covers(day))
}

fn line(text: &mut String, label: &str, names: &[SmolStr]) {
    if !names.is_empty() {
        let _ = write!(text, "\n  {label}: {}", names.join(", "));
    }
}

/// Writes each of the lines once: who heads state and government holds two tenures.
fn different(text: &mut String, lines: impl Iterator<Item = String>) {
    let mut written: Vec<String> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if !written.contains(&line) {
            let _ = write!(text, "\n  {line}");
            written.push(line);
        }
    }
}

fn span(tenure: &Tenure) -> String {
    let start = tenure.start.map_or_else(|| "?".to_owned(), |day| day.to_string());
    tenure.end.map_or_else(|| format!("since {start}"), |end| format!("{start} to {end}"))
}
