//! [`Records`] → what is inconsistent in them: each problem with file, line and remedy.

use super::model::{Office, Place};
use super::records::{Record, Records, Sourced, TenureRow};
use crate::Problem;
use jiff::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Looks for keys that stand twice, names that two records share, ids that lead nowhere, and tenures of one office that
/// overlap or were left open.
///
/// The problems are in the order of the tables and lines.
pub fn check(records: &Records) -> Vec<Problem> {
    let mut problems = Vec::new();
    repeated_keys(&records.countries, &mut problems);
    repeated_keys(&records.people, &mut problems);
    repeated_keys(&records.tenures, &mut problems);
    repeated_keys(&records.organizations, &mut problems);
    repeated_keys(&records.seats, &mut problems);
    repeated_keys(&records.places, &mut problems);
    repeated_keys(&records.titles, &mut problems);
    shared_names(records, &mut problems);
    shared_ids(records, &mut problems);
    dangling(records, &mut problems);
    namesakes(records, &mut problems);
    overlapping_tenures(records, &mut problems);
    doubled_tenures(records, &mut problems);
    problems
}

fn repeated_keys<R: Record>(records: &[Sourced<R>], problems: &mut Vec<Problem>) {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for sourced in records {
        let key = sourced.record.key();
        let shown = key.replace('\t', ", ");
        if let Some(line) = seen.insert(key, sourced.at.line) {
            problems
                .push(sourced.at.problem(format!("'{shown}' stands in line {line} too"), "delete one of the lines"));
        }
    }
}

/// A name or alias of one country must not be that of another; likewise the names of organizations.
fn shared_names(records: &Records, problems: &mut Vec<Problem>) {
    let mut owners: FxHashMap<&str, &str> = FxHashMap::default();
    for sourced in &records.countries {
        let country = &sourced.record;
        for name in std::iter::once(&country.name).chain(&country.aliases) {
            match owners.insert(name, &country.iso) {
                Some(other) if other != country.iso => problems.push(
                    sourced.at.problem(format!("'{name}' is a name of {other} too"), "leave it with one of the two"),
                ),
                _ => {}
            }
        }
    }
    let names: FxHashSet<&str> = records.organizations.iter().map(|sourced| sourced.record.name.as_str()).collect();
    for sourced in &records.organizations {
        for alias in sourced.record.aliases.iter().filter(|alias| names.contains(alias.as_str())) {
            let message = format!("'{alias}' is the name of another organization");
            problems.push(sourced.at.problem(message, "delete the alias, or the other organization"));
        }
    }
}

/// One Wikidata id stands for one record of a table.
fn shared_ids(records: &Records, problems: &mut Vec<Problem>) {
    unique_ids(records.countries.iter().map(|s| (s, Some(&s.record.wikidata), &s.record.name)), problems);
    unique_ids(records.organizations.iter().map(|s| (s, s.record.wikidata.as_ref(), &s.record.name)), problems);
    let places = records.places.iter().filter(|s| s.record.class != "capital");
    unique_ids(places.map(|s| (s, s.record.wikidata.as_ref(), &s.record.name)), problems);
}

fn unique_ids<'a, T: 'a>(
    rows: impl Iterator<Item = (&'a Sourced<T>, Option<&'a SmolStr>, &'a SmolStr)>,
    problems: &mut Vec<Problem>,
) {
    let mut owners: FxHashMap<&str, &str> = FxHashMap::default();
    for (sourced, wikidata, name) in rows {
        let Some(wikidata) = wikidata else { continue };
        if let Some(other) = owners.insert(wikidata, name) {
            problems
                .push(sourced.at.problem(format!("{wikidata} is the id of '{other}' too"), "correct one of the ids"));
        }
    }
}

/// Countries and organizations that are referred to must be in the tables.
fn dangling(records: &Records, problems: &mut Vec<Problem>) {
    let countries: FxHashSet<&str> = records.countries.iter().map(|sourced| sourced.record.iso.as_str()).collect();
    let organizations: FxHashSet<&str> =
        records.organizations.iter().map(|sourced| sourced.record.name.as_str()).collect();
    let known = |id: &str| countries.contains(id) || organizations.contains(id);
    let unknown_country = |id: &str| format!("'{id}' is the ISO code of no country in countries.tsv");
    let unknown = |id: &str| format!("'{id}' is neither an ISO code in countries.tsv nor a name in organizations.tsv");
    let remedy = "correct it, or add the missing row";
    for sourced in &records.tenures {
        if !known(&sourced.record.of) {
            problems.push(sourced.at.problem(unknown(&sourced.record.of), remedy));
        }
    }
    for sourced in &records.organizations {
        for id in sourced.record.part_of.iter().filter(|id| !known(id)) {
            problems.push(sourced.at.problem(unknown(id), remedy));
        }
        for id in sourced.record.members.iter().filter(|id| !countries.contains(id.as_str())) {
            problems.push(sourced.at.problem(unknown_country(id), remedy));
        }
    }
    for sourced in records.seats.iter().filter(|sourced| !countries.contains(sourced.record.country.as_str())) {
        problems.push(sourced.at.problem(unknown_country(&sourced.record.country), remedy));
    }
    let country_of = |place: &Place| place.country.clone().filter(|id| !countries.contains(id.as_str()));
    for sourced in &records.places {
        if let Some(id) = country_of(&sourced.record) {
            problems.push(sourced.at.problem(unknown_country(&id), remedy));
        }
    }
}

/// Two people of one name, told apart only by their ids, would be taken for each other.
fn namesakes(records: &Records, problems: &mut Vec<Problem>) {
    let mut ids: FxHashMap<&str, &str> = FxHashMap::default();
    let people = records.people.iter().map(|s| (&s.at, &s.record.name, &s.record.wikidata));
    let holders = records.tenures.iter().map(|s| (&s.at, &s.record.name, &s.record.wikidata));
    for (at, name, wikidata) in people.chain(holders) {
        let Some(wikidata) = wikidata else { continue };
        let first = ids.entry(name).or_insert(wikidata);
        if *first != wikidata.as_str() {
            let message = format!("'{name}' is {first} elsewhere and {wikidata} here");
            problems.push(at.problem(message, "correct the id, or give one of the two a fuller name"));
            *first = wikidata;
        }
    }
}

/// Offices that one person holds at a time; of the others there may be several.
const SINGLE: &[Office] = &[
    Office::HeadOfState,
    Office::HeadOfGovernment,
    Office::SupremeLeader,
    Office::ForeignMinister,
    Office::OrganizationHead,
];

/// Tenures of one office must not overlap, and only the last may be open. A month is allowed for, because many dates
/// are known to the month only.
fn overlapping_tenures(records: &Records, problems: &mut Vec<Problem>) {
    let mut lines: FxHashMap<(Office, &str, &str), Vec<&Sourced<TenureRow>>> = FxHashMap::default();
    for sourced in &records.tenures {
        for office in sourced.record.offices.iter().filter(|office| SINGLE.contains(office)) {
            // An organization may have several heads, told apart by their title.
            let title = if *office == Office::OrganizationHead { sourced.record.title.as_str() } else { "" };
            lines.entry((*office, &sourced.record.of, title)).or_default().push(sourced);
        }
    }
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_unstable_by_key(|(key, _)| *key);
    for ((office, of, _), mut line) in lines {
        line.sort_by_key(|sourced| sourced.record.start);
        for pair in line.windows(2) {
            let (earlier, later) = (pair[0], pair[1]);
            let office = office.as_str();
            let successor = format!("{} of {} ({office})", later.record.name, of);
            match (earlier.record.end, later.record.start) {
                (None, _) => problems.push(earlier.at.problem(
                    format!("the tenure of {} is open, but {successor} follows", earlier.record.name),
                    "give it an end",
                )),
                (Some(end), Some(start)) if start.saturating_add(Span::new().days(31)) < end => {
                    problems.push(earlier.at.problem(
                        format!("the tenure of {} overlaps that of {successor}", earlier.record.name),
                        "correct the end of the one or the start of the other",
                    ));
                }
                _ => {}
            }
        }
    }
}

/// One person must not hold an office under the same title twice at a time, whatever the office.
fn doubled_tenures(records: &Records, problems: &mut Vec<Problem>) {
    let mut held: FxHashMap<(&str, &str, &str), Vec<&Sourced<TenureRow>>> = FxHashMap::default();
    for sourced in &records.tenures {
        let row = &sourced.record;
        held.entry((&row.of, &row.title, &row.name)).or_default().push(sourced);
    }
    let mut held: Vec<_> = held.into_iter().collect();
    held.sort_unstable_by_key(|(key, _)| *key);
    for ((of, title, name), mut rows) in held {
        rows.sort_by_key(|sourced| sourced.record.start);
        for pair in rows.windows(2) {
            let (earlier, later) = (&pair[0].record, &pair[1].record);
            if earlier.end.is_none_or(|end| later.start.is_none_or(|start| start < end)) {
                problems.push(pair[1].at.problem(
                    format!("{name} is {title} of {of} twice at a time"),
                    "give the earlier tenure an end, or delete one of the two",
                ));
            }
        }
    }
}
