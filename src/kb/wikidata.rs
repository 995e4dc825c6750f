//! A result of the Wikidata query service (TSV, CSV or JSON) → rows for an overlay's `tenures.tsv`.
//!
//! The query stands in `data/kb/leaders.rq`. What the tables know already is left out; a tenure that they hold open and that has
//! ended since comes with their title, name and start, so that it replaces theirs.

use super::model::{Office, Tenure};
use super::{Kb, fold};
use crate::error::{Problem, Result};
use jiff::civil::Date;
use serde_json::Value;
use smol_str::SmolStr;
use std::fmt::Write;

/// The columns that the query gives.
const COLUMNS: [&str; 7] = ["iso", "office", "title", "person", "personLabel", "start", "end"];

/// A tenure as Wikidata has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    iso: SmolStr,
    office: Office,
    title: String,
    wikidata: String,
    name: String,
    start: Option<Date>,
    end: Option<Date>,
}

/// The text of an overlay's `tenures.tsv` with what the result says and the knowledge base does not know, the number of its rows,
/// and what was wrong with the others.
pub fn import(kb: &Kb, file: &str, text: &str) -> Result<(String, usize, Vec<Problem>)> {
    let records = records(file, text)?;
    let mut problems = Vec::new();
    let mut lines = Vec::new();
    for (line, record) in records {
        match row(kb, &record) {
            Ok(row) => lines.extend(change(kb, &row)),
            Err((message, remedy)) => problems.push(Problem::new(file, message).at_line(line).remedy(remedy)),
        }
    }
    lines.sort();
    lines.dedup();
    let mut table =
        String::from("# From Wikidata (CC0), by summitry kb import\nof\toffice\ttitle\tname\twikidata\tstart\tend\n");
    lines.iter().for_each(|line| table.push_str(line));
    Ok((table, lines.len(), problems))
}

/// The rows of a result, each with its line (of JSON, its number) and its cells in the order of [`COLUMNS`].
fn records(file: &str, text: &str) -> Result<Vec<(usize, Vec<String>)>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['{', '[']) {
        return json_records(file, text);
    }
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let split = |line: &str| {
        if line.contains('\t') { line.split('\t').map(ToOwned::to_owned).collect() } else { csv_cells(line) }
    };
    let (_, header) =
        lines.next().ok_or_else(|| Problem::new(file, "no result").remedy("save the answer of the query"))?;
    let header: Vec<String> = split(header).iter().map(|name| name.trim_start_matches('?').trim().to_owned()).collect();
    let places: Vec<Option<usize>> =
        COLUMNS.iter().map(|column| header.iter().position(|name| name == column)).collect();
    for needed in ["iso", "office", "person", "personLabel"] {
        if !header.iter().any(|name| name == needed) {
            let problem = Problem::new(file, format!("no column '{needed}'")).at_line(1);
            return Err(problem.remedy("run the query in data/kb/leaders.rq").into());
        }
    }
    let rows = lines.map(|(at, line)| {
        let cells: Vec<String> = split(line);
        let cell =
            |place: &Option<usize>| place.and_then(|at| cells.get(at)).map(|cell| plain(cell)).unwrap_or_default();
        (at + 1, places.iter().map(cell).collect())
    });
    Ok(rows.collect())
}

fn json_records(file: &str, text: &str) -> Result<Vec<(usize, Vec<String>)>> {
    let bad = |message: String| Problem::new(file, message).remedy("save the answer of the query as JSON, TSV or CSV");
    let value: Value = serde_json::from_str(text).map_err(|error| bad(format!("not JSON: {error}")))?;
    let rows = value.pointer("/results/bindings").unwrap_or(&value).as_array().cloned();
    let rows = rows.ok_or_else(|| bad("neither a list nor an answer with results".to_owned()))?;
    let cell = |row: &Value, column: &str| match &row[column] {
        Value::String(text) => text.clone(),
        binding => binding["value"].as_str().unwrap_or_default().to_owned(),
    };
    let rows = rows.iter().enumerate();
    Ok(rows.map(|(at, row)| (at + 1, COLUMNS.iter().map(|column| plain(&cell(row, column))).collect())).collect())
}

/// The cells of a line of comma-separated values.
fn csv_cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells.last_mut().into_iter().for_each(|cell| cell.push('"'));
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().into_iter().for_each(|cell| cell.push(letter)),
        }
    }
    cells
}

/// A cell without the marks of TSV: `"FR"`, `"Emmanuel Macron"@en`, `<http://www.wikidata.org/entity/Q3052772>`.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let literal = cell.strip_prefix('"').and_then(|rest| rest.rfind('"').map(|end| rest[..end].to_owned()));
    literal.unwrap_or_else(|| cell.trim_start_matches('<').trim_end_matches('>').to_owned())
}

type Complaint = (String, &'static str);

fn row(kb: &Kb, cells: &[String]) -> Result<Row, Complaint> {
    let [iso, office, title, person, name, start, end] = cells else {
        return Err(("a row of the wrong length".to_owned(), "run the query again"));
    };
    if kb.country(iso).is_none() {
        return Err((
            format!("'{iso}' is no ISO code of a country in countries.tsv"),
            "leave it out, or add the country",
        ));
    }
    let office =
        Office::parse(office).ok_or_else(|| (format!("'{office}' is no office"), "use a word of data/kb/README.md"))?;
    let wikidata = person.rsplit('/').next().unwrap_or_default().to_owned();
    let is_id = |text: &str| text.strip_prefix('Q').is_some_and(|digits| digits.parse::<u64>().is_ok());
    if !is_id(&wikidata) {
        return Err((format!("'{person}' is no Wikidata id"), "take the column ?person of the query"));
    }
    if name.is_empty() || is_id(name) {
        return Err((format!("{wikidata} has no English name"), "add one on Wikidata, or the row by hand"));
    }
    let date = |text: &str| -> Result<Option<Date>, Complaint> {
        match text.get(..10) {
            None if text.is_empty() => Ok(None),
            Some(day) if day.parse::<Date>().is_ok() => Ok(day.parse().ok()),
            _ => Err((format!("'{text}' is no date"), "write it as 2026-05-04")),
        }
    };
    let title = title.split(" of ").next().unwrap_or_default().trim().to_owned();
    Ok(Row { iso: iso.into(), office, title, wikidata, name: name.clone(), start: date(start)?, end: date(end)? })
}

/// The line of an overlay for a tenure; none where the knowledge base knows it so.
fn change(kb: &Kb, row: &Row) -> Option<String> {
    let known = kb.tenures.iter().find(|tenure| is_same(kb, tenure, row));
    let line = |offices: &str, title: &str, name: &str, start: Option<Date>| {
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let mut line = String::new();
        let _ = writeln!(
            line,
            "{}\t{offices}\t{title}\t{name}\t{}\t{}\t{}",
            row.iso,
            row.wikidata,
            day(start),
            day(row.end)
        );
        line
    };
    let Some(known) = known else {
        let latest = kb.tenures.iter().filter(|tenure| tenure.of == row.iso && tenure.office == row.office);
        let latest = latest.max_by_key(|tenure| tenure.start).map(|tenure| tenure.title.as_str()).unwrap_or_default();
        let title = [row.title.as_str(), latest].into_iter().find(|title| !title.is_empty() && !title.starts_with('Q'));
        return Some(line(row.office.as_str(), &capitalized(title.unwrap_or("Head")), &row.name, row.start));
    };
    if known.end.is_some() || row.end.is_none() {
        return None;
    }
    // One row of the tables may stand for two offices.
    let twin = kb.tenures.iter().any(|other| {
        other.person == known.person
            && other.of == known.of
            && other.start == known.start
            && other.title == known.title
            && other.office != known.office
    });
    let offices = if twin { "head_of_state+head_of_government" } else { known.office.as_str() };
    Some(line(offices, &known.title, &kb.people[known.person].name, known.start))
}

/// Whether a tenure of the tables is that of the row: same person and office, begun at about the same time.
fn is_same(kb: &Kb, tenure: &Tenure, row: &Row) -> bool {
    if tenure.of != row.iso || tenure.office != row.office {
        return false;
    }
    let person = &kb.people[tenure.person];
    let same = person.wikidata.as_deref() == Some(row.wikidata.as_str()) || fold(&person.name) == fold(&row.name);
    let near = match (tenure.start, row.start) {
        (Some(ours), Some(theirs)) => (ours - theirs).get_days().abs() < 200,
        _ => true,
    };
    same && near
}

fn capitalized(title: &str) -> String {
    let mut words = title.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    let first = words.next().unwrap_or_default();
    words.fold(first, |all, word| all + " " + &word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TSV: &str = "?iso\t?office\t?title\t?person\t?personLabel\t?start\t?end\n\
        \"FR\"\t\"head_of_state\"\t\"president of France\"@en\t<http://www.wikidata.org/entity/Q999999999>\t\"Marie Exemple\"@en\t\"2027-05-14T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>\t\n\
        \"FR\"\t\"head_of_state\"\t\"president of France\"@en\t<http://www.wikidata.org/entity/Q3052772>\t\"Emmanuel Macron\"@en\t\"2017-05-14T00:00:00Z\"\t\"2027-05-14T00:00:00Z\"\n";

    #[test]
    fn a_successor_comes_and_the_predecessor_goes() {
        let (table, rows, problems) = import(Kb::embedded(), "result.tsv", TSV).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(rows, 2);
        assert!(table.contains("FR\thead_of_state\tPresident\tMarie Exemple\tQ999999999\t2027-05-14\t\n"), "{table}");
        assert!(
            table.contains("FR\thead_of_state\tPresident\tEmmanuel Macron\tQ3052772\t2017-05-14\t2027-05-14\n"),
            "{table}"
        );
    }

    #[test]
    fn comma_separated_values_and_json_say_the_same() {
        let csv = "iso,office,title,person,personLabel,start,end\n\
            FR,head_of_state,president of France,http://www.wikidata.org/entity/Q999999999,\"Exemple, Marie\",2027-05-14T00:00:00Z,\n";
        let json = r#"{"results": {"bindings": [{"iso": {"value": "FR"}, "office": {"value": "head_of_state"},
            "title": {"value": "president of France"}, "person": {"value": "http://www.wikidata.org/entity/Q999999999"},
            "personLabel": {"value": "Exemple, Marie"}, "start": {"value": "2027-05-14T00:00:00Z"}}]}}"#;
        let from_csv = import(Kb::embedded(), "result.csv", csv).unwrap().0;
        assert_eq!(from_csv, import(Kb::embedded(), "result.json", json).unwrap().0);
        assert!(from_csv.contains("\tExemple, Marie\t"), "{from_csv}");
    }

    #[test]
    fn what_is_wrong_is_named_by_line() {
        let bad =
            "?iso\t?office\t?person\t?personLabel\nZZ\thead_of_state\tQ1\tX\nFR\tking\tQ1\tX\nFR\tdeputy\tQ1\tQ1\n";
        let (_, rows, problems) = import(Kb::embedded(), "result.tsv", bad).unwrap();
        assert_eq!((rows, problems.len()), (0, 3));
        assert_eq!(problems[0].line, Some(2));
        assert!(import(Kb::embedded(), "result.tsv", "a\tb\n").is_err());
        assert!(import(Kb::embedded(), "result.tsv", "").is_err());
    }
}
