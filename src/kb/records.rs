//! Tables → records, each with its position; an overlay's rows replace those of the same key.

use super::model::{Country, Office, Organization, Person, Place, Seat, Title};
use super::parse;
use super::table::{Position, read_table};
use crate::Problem;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// All records of the tables, before they are indexed.
#[derive(Debug, Clone, Default)]
pub struct Records {
    pub(super) countries: Vec<Sourced<Country>>,
    pub(super) people: Vec<Sourced<Person>>,
    pub(super) tenures: Vec<Sourced<TenureRow>>,
    pub(super) organizations: Vec<Sourced<Organization>>,
    pub(super) seats: Vec<Sourced<Seat>>,
    pub(super) places: Vec<Sourced<Place>>,
    pub(super) titles: Vec<Sourced<Title>>,
}

/// A record and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Sourced<T> {
    /// Where.
    pub at: Position,
    /// What.
    pub record: T,
}

/// One line of `tenures.tsv`: a person is named, not yet found.
#[derive(Debug, Clone)]
pub(super) struct TenureRow {
    /// ISO code or name of an organization.
    pub of: SmolStr,
    /// One office, or two that are held together.
    pub offices: Vec<Office>,
    /// Title as written before a name.
    pub title: SmolStr,
    /// Usual name of the person.
    pub name: SmolStr,
    /// Wikidata id of the person.
    pub wikidata: Option<SmolStr>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// The names of the tables' files.
pub(super) const TABLES: [&str; 7] =
    ["countries.tsv", "people.tsv", "tenures.tsv", "organizations.tsv", "seats.tsv", "places.tsv", "titles.tsv"];

impl Records {
    /// Reads one of [`TABLES`] into the records; `file` is its name as shown to the user. Rows of a key that is known
    /// replace the record; bad rows are reported and left out.
    pub(super) fn read(&mut self, table: &str, file: &str, text: &str, problems: &mut Vec<Problem>) {
        match table {
            "countries.tsv" => read_into(&mut self.countries, file, text, problems),
            "people.tsv" => read_into(&mut self.people, file, text, problems),
            "tenures.tsv" => read_into(&mut self.tenures, file, text, problems),
            "organizations.tsv" => read_into(&mut self.organizations, file, text, problems),
            "seats.tsv" => read_into(&mut self.seats, file, text, problems),
            "places.tsv" => read_into(&mut self.places, file, text, problems),
            "titles.tsv" => read_into(&mut self.titles, file, text, problems),
            _ => {}
        }
    }

    /// Forgets everybody who came into an office after a day, with all that they have been before. For measuring how well
    /// texts are understood whose leaders the tables do not know.
    pub fn forget_after(&mut self, day: Date) {
        let rows = self.tenures.iter().map(|sourced| &sourced.record);
        let new: FxHashSet<SmolStr> =
            rows.filter(|row| row.start.is_some_and(|start| start > day)).map(|row| row.name.clone()).collect();
        self.people.retain(|sourced| !new.contains(&sourced.record.name));
        self.tenures.retain(|sourced| !new.contains(&sourced.record.name));
    }

    /// Number of records by table.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let counts = [
            self.countries.len(),
            self.people.len(),
            self.tenures.len(),
            self.organizations.len(),
            self.seats.len(),
            self.places.len(),
            self.titles.len(),
        ];
        TABLES.into_iter().zip(counts).collect()
    }
}

/// A kind of record: the columns of its table, how to read a row, and what makes two rows the same record.
pub(super) trait Record: Sized {
    /// Columns in the order in which `parse` reads them; the first must be there.
    const COLUMNS: &'static [&'static str];

    /// The record of a row, or what is wrong with the row.
    fn parse(row: &parse::Row<'_>) -> Result<Self, Problem>;

    /// Identifies the record within its table.
    fn key(&self) -> String;

    /// Takes over what only the replaced row says.
    fn inherit(&mut self, _replaced: &Self) {}
}

fn read_into<R: Record>(records: &mut Vec<Sourced<R>>, file: &str, text: &str, problems: &mut Vec<Problem>) {
    let rows = read_table(file, text, R::COLUMNS, problems);
    // Keys cost time, and the embedded tables have nothing to replace; `check` finds keys that stand twice in a file.
    let mut known: FxHashMap<String, usize> =
        records.iter().enumerate().map(|(index, sourced)| (sourced.record.key(), index)).collect();
    let overlay = !known.is_empty();
    for row in rows {
        match R::parse(&row) {
            Err(problem) => problems.push(problem),
            Ok(mut record) => match overlay.then(|| known.remove(&record.key())).flatten() {
                Some(index) => {
                    record.inherit(&records[index].record);
                    records[index] = Sourced { at: row.at, record };
                }
                None => records.push(Sourced { at: row.at, record }),
            },
        }
    }
}
