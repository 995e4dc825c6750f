//! A row of a table → its record, or what is wrong with the row.

use super::dates::{first_day, last_day};
use super::model::{Country, Office, Organization, Person, Place, Seat, Title};
use super::records::{Record, TenureRow};
pub(super) use super::table::Row;
use crate::Problem;
use jiff::civil::Date;

impl Record for Country {
    const COLUMNS: &'static [&'static str] =
        &["iso", "wikidata", "name", "aliases", "demonyms", "combining", "capitals"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        let iso = required(row, 0, "iso")?;
        if iso.len() != 2 || !iso.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(row.at.problem(format!("'{iso}' is no ISO code"), "write two capitals, as in FR"));
        }
        Ok(Self {
            iso: iso.into(),
            wikidata: row.owned(1),
            name: required(row, 2, "name")?.into(),
            aliases: row.list(3),
            demonyms: row.list(4),
            combining: row.list(5),
            capitals: row.list(6),
        })
    }

    fn key(&self) -> String {
        self.iso.to_string()
    }
}

impl Record for Person {
    const COLUMNS: &'static [&'static str] = &["name", "wikidata", "aliases", "surnames"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        wikidata(row, 1)?;
        Ok(Self {
            name: required(row, 0, "name")?.into(),
            wikidata: row.optional(1),
            aliases: row.list(2),
            surnames: row.list(3),
        })
    }

    fn key(&self) -> String {
        self.wikidata.as_ref().unwrap_or(&self.name).to_string()
    }
}

impl Record for TenureRow {
    const COLUMNS: &'static [&'static str] = &["of", "office", "title", "name", "wikidata", "start", "end", "source"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        wikidata(row, 4)?;
        let start = day(row, 5, first_day)?;
        let end = day(row, 6, last_day)?;
        if start.zip(end).is_some_and(|(start, end)| end < start) {
            let message = format!("the tenure ends ({}) before it starts ({})", row.text(6), row.text(5));
            return Err(row.at.problem(message, "correct one of the dates"));
        }
        Ok(Self {
            of: required(row, 0, "of")?.into(),
            offices: row.text(1).split('+').map(|word| office(row, word)).collect::<Result<_, _>>()?,
            title: row.owned(2),
            name: required(row, 3, "name")?.into(),
            wikidata: row.optional(4),
            start,
            end,
        })
    }

    fn key(&self) -> String {
        let start = self.start.map(|date| date.to_string()).unwrap_or_default();
        let offices: Vec<&str> = self.offices.iter().map(|office| office.as_str()).collect();
        [&self.of, offices.join("+").as_str(), &self.title, &self.name, &start].join("\t")
    }

    fn inherit(&mut self, replaced: &Self) {
        if self.wikidata.is_none() {
            self.wikidata.clone_from(&replaced.wikidata);
        }
    }
}

impl Record for Organization {
    const COLUMNS: &'static [&'static str] = &["name", "wikidata", "aliases", "class", "part_of", "members"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        wikidata(row, 1)?;
        Ok(Self {
            name: required(row, 0, "name")?.into(),
            wikidata: row.optional(1),
            aliases: row.list(2),
            class: word(row, 3, &["igo", "party", "armed-group", "state-body", "company", "other"])?.into(),
            part_of: row.optional(4),
            members: row.list(5),
        })
    }

    fn key(&self) -> String {
        self.name.to_string()
    }
}

impl Record for Seat {
    const COLUMNS: &'static [&'static str] = &["name", "aliases", "country", "city"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        Ok(Self {
            name: required(row, 0, "name")?.into(),
            aliases: row.list(1),
            country: required(row, 2, "country")?.into(),
            city: row.optional(3),
        })
    }

    fn key(&self) -> String {
        self.name.to_string()
    }
}

impl Record for Place {
    const COLUMNS: &'static [&'static str] =
        &["name", "wikidata", "aliases", "class", "country", "population", "risky"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        wikidata(row, 1)?;
        let population = row.text(5);
        Ok(Self {
            name: required(row, 0, "name")?.into(),
            wikidata: row.optional(1),
            aliases: row.list(2),
            class: word(row, 3, &["city", "capital", "region", "territory", "continent", "water", "building"])?.into(),
            country: row.optional(4),
            population: match population {
                "" => 0,
                digits => digits.parse().map_err(|_| {
                    row.at.problem(format!("population '{digits}' is no number"), "write digits only, or nothing")
                })?,
            },
            risky: flag(row, 6)?,
        })
    }

    fn key(&self) -> String {
        [&self.name, &self.class, self.country.as_deref().unwrap_or("")].join("\t")
    }
}

impl Record for Title {
    const COLUMNS: &'static [&'static str] =
        &["name", "aliases", "plurals", "office", "held_as", "represents", "class"];

    fn parse(row: &Row<'_>) -> Result<Self, Problem> {
        Ok(Self {
            name: required(row, 0, "name")?.into(),
            aliases: row.list(1),
            plurals: row.list(2),
            office: match row.text(3) {
                "" => None,
                word => Some(office(row, word)?),
            },
            held_as: row.list(4),
            represents: flag(row, 5)?,
            class: row.owned(6),
        })
    }

    fn key(&self) -> String {
        self.name.to_string()
    }
}

fn required<'a>(row: &Row<'a>, index: usize, column: &str) -> Result<&'a str, Problem> {
    match row.text(index) {
        "" => Err(row.at.problem(format!("no {column}"), format!("fill the column '{column}' or delete the line"))),
        text => Ok(text),
    }
}

fn word<'a>(row: &Row<'a>, index: usize, words: &[&str]) -> Result<&'a str, Problem> {
    let text = row.text(index);
    if words.contains(&text) {
        return Ok(text);
    }
    Err(row.at.problem(format!("'{text}' is no class of this table"), format!("write one of: {}", words.join(", "))))
}

fn office(row: &Row<'_>, word: &str) -> Result<Office, Problem> {
    Office::parse(word).ok_or_else(|| {
        let words: Vec<&str> = Office::ALL.iter().map(|office| office.as_str()).collect();
        row.at.problem(format!("'{word}' is no office"), format!("write one of: {}", words.join(", ")))
    })
}

fn flag(row: &Row<'_>, index: usize) -> Result<bool, Problem> {
    match row.text(index) {
        "" | "no" => Ok(false),
        "yes" => Ok(true),
        text => Err(row.at.problem(format!("'{text}' is neither yes nor no"), "write yes or no")),
    }
}

fn day(row: &Row<'_>, index: usize, read: fn(&str) -> Option<Date>) -> Result<Option<Date>, Problem> {
    match row.text(index) {
        "" => Ok(None),
        text => read(text).map(Some).ok_or_else(|| {
            row.at.problem(format!("'{text}' is no date"), "write a day, month or year: 2026-05-04, 2026-05, 2026")
        }),
    }
}

fn wikidata(row: &Row<'_>, index: usize) -> Result<(), Problem> {
    let text = row.text(index);
    let digits = text.strip_prefix('Q').unwrap_or("");
    if text.is_empty() || (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return Ok(());
    }
    Err(row.at.problem(format!("'{text}' is no Wikidata id"), "write Q and digits, or nothing"))
}
