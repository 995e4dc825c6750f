//! The embedded tables, and overlays from a folder → [`Records`].

use super::records::{Records, TABLES};
use crate::{Error, Problem, Result};
use std::fs;
use std::path::Path;

/// The tables' text, in the order of [`TABLES`].
const EMBEDDED: [&str; 7] = [
    include_str!("../../data/kb/countries.tsv"),
    include_str!("../../data/kb/people.tsv"),
    include_str!("../../data/kb/tenures.tsv"),
    include_str!("../../data/kb/organizations.tsv"),
    include_str!("../../data/kb/seats.tsv"),
    include_str!("../../data/kb/places.tsv"),
    include_str!("../../data/kb/titles.tsv"),
];

impl Records {
    /// The embedded tables, and what is wrong with them: nothing, as a test makes sure.
    pub fn embedded() -> (Self, Vec<Problem>) {
        let mut records = Self::default();
        let mut problems = Vec::new();
        for (table, text) in TABLES.into_iter().zip(EMBEDDED) {
            records.read(table, &format!("data/kb/{table}"), text, &mut problems);
        }
        (records, problems)
    }

    /// Reads the tables of a folder over these records. At least one of the tables must be there; bad rows are reported
    /// and the rest is read.
    pub fn overlay(&mut self, folder: &Path) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        let mut found = 0;
        fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
        for table in TABLES {
            let path = folder.join(table);
            if !path.is_file() {
                continue;
            }
            found += 1;
            let shown = path.display().to_string();
            let bytes = fs::read(&path).map_err(|error| Error::io(&path, error))?;
            match std::str::from_utf8(&bytes) {
                Ok(text) => self.read(table, &shown, text, &mut problems),
                Err(error) => {
                    let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
                    problems.push(Problem::new(shown, "not UTF-8").at_line(line).remedy("save the table as UTF-8"));
                }
            }
        }
        if found == 0 {
            let remedy = format!("put at least one of these there: {}", TABLES.join(", "));
            return Err(Problem::new(folder.display().to_string(), "no table in this folder").remedy(remedy).into());
        }
        Ok(problems)
    }
}
