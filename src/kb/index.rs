//! [`Records`] → [`Kb`]: sorts the tables, joins the rows of each person, and builds the indices.

use super::base::Kb;
use super::fold::{fold, without_diacritics};
use super::leaders::surname_forms;
use super::model::{Entry, Person, Tenure};
use super::records::{Records, Sourced, TenureRow};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cmp::Reverse;

impl From<Records> for Kb {
    fn from(records: Records) -> Self {
        let mut kb = Self {
            countries: plain(records.countries),
            organizations: plain(records.organizations),
            seats: plain(records.seats),
            places: plain(records.places),
            titles: plain(records.titles),
            ..Self::default()
        };
        kb.countries.sort_by(|a, b| a.iso.cmp(&b.iso));
        kb.organizations.sort_by(|a, b| a.name.cmp(&b.name));
        kb.seats.sort_by(|a, b| a.name.cmp(&b.name));
        kb.places.sort_by(|a, b| {
            (Reverse(a.population), &a.name, &a.country).cmp(&(Reverse(b.population), &b.name, &b.country))
        });
        kb.titles.sort_by(|a, b| a.name.cmp(&b.name));
        join_people(&mut kb, plain(records.people), plain(records.tenures));
        index_names(&mut kb);
        index_tenures(&mut kb);
        kb
    }
}

fn plain<T>(records: Vec<Sourced<T>>) -> Vec<T> {
    records.into_iter().map(|sourced| sourced.record).collect()
}

/// One person for each Wikidata id, or for each name without one. A row without an id belongs to the only id of its
/// name, if there is one.
fn join_people(kb: &mut Kb, people: Vec<Person>, rows: Vec<TenureRow>) {
    let mut ids: FxHashMap<SmolStr, Vec<SmolStr>> = FxHashMap::default();
    let named = people.iter().map(|person| (&person.name, &person.wikidata));
    for (name, wikidata) in named.chain(rows.iter().map(|row| (&row.name, &row.wikidata))) {
        let known = ids.entry(name.clone()).or_default();
        if let Some(wikidata) = wikidata
            && !known.contains(wikidata)
        {
            known.push(wikidata.clone());
        }
    }
    let identify = |name: &SmolStr, wikidata: &Option<SmolStr>| match (wikidata, ids.get(name).map(Vec::as_slice)) {
        (Some(wikidata), _) | (None, Some([wikidata])) => (wikidata.clone(), Some(wikidata.clone())),
        _ => (name.clone(), None),
    };

    let mut joined: FxHashMap<SmolStr, Person> = FxHashMap::default();
    for person in people {
        let (key, wikidata) = identify(&person.name, &person.wikidata);
        joined.insert(key, Person { wikidata, ..person });
    }
    let mut keys = Vec::with_capacity(rows.len());
    for row in &rows {
        let (key, wikidata) = identify(&row.name, &row.wikidata);
        joined.entry(key.clone()).or_insert_with(|| Person {
            wikidata,
            name: row.name.clone(),
            aliases: Vec::new(),
            surnames: Vec::new(),
        });
        keys.push(key);
    }

    let mut sorted: Vec<(SmolStr, Person)> = joined.into_iter().collect();
    sorted.sort_by(|(a_key, a), (b_key, b)| (&a.name, a_key).cmp(&(&b.name, b_key)));
    let places: FxHashMap<SmolStr, usize> =
        sorted.iter().enumerate().map(|(index, (key, _))| (key.clone(), index)).collect();
    kb.people = sorted.into_iter().map(|(_, person)| person).collect();
    for (row, key) in rows.into_iter().zip(keys) {
        let person = places[&key];
        kb.tenures.extend(row.offices.iter().map(|office| Tenure {
            person,
            of: row.of.clone(),
            office: *office,
            title: row.title.clone(),
            start: row.start,
            end: row.end,
        }));
    }
    kb.tenures.sort_by(|a, b| {
        (&a.of, a.office, &a.title, a.start, a.person).cmp(&(&b.of, b.office, &b.title, b.start, b.person))
    });
}

fn index_names(kb: &mut Kb) {
    let mut forms = std::mem::take(&mut kb.forms);
    forms.reserve(kb.names_of_all().count());
    for (entry, name) in kb.names_of_all() {
        forms.insert(name, entry);
        if let Cow::Owned(plain) = without_diacritics(name) {
            forms.insert(&plain, entry);
        }
    }
    kb.forms = forms;
    for (index, country) in kb.countries.iter().enumerate() {
        kb.country_by_iso.insert(country.iso.clone(), index);
        for prefix in &country.combining {
            kb.combining.entry(prefix.clone()).or_default().push(Entry::Demonym(index));
        }
        for capital in &country.capitals {
            kb.countries_by_capital.entry(capital.clone()).or_default().push(index);
        }
    }
    for (index, title) in kb.titles.iter().enumerate() {
        for form in std::iter::once(&title.name).chain(&title.aliases) {
            kb.title_forms.insert(&form.to_lowercase(), (index, false));
        }
        for form in &title.plurals {
            kb.title_forms.insert(&form.to_lowercase(), (index, true));
        }
    }
}

fn index_tenures(kb: &mut Kb) {
    kb.tenures_by_person = vec![Vec::new(); kb.people.len()];
    for (index, tenure) in kb.tenures.iter().enumerate() {
        kb.tenures_by_person[tenure.person].push(index);
        kb.tenures_by_office.entry(tenure.of.clone()).or_default().push(index);
    }
    let latest_first =
        |indices: &mut Vec<usize>| indices.sort_by_key(|index| (Reverse(kb.tenures[*index].start), *index));
    kb.tenures_by_person.iter_mut().for_each(latest_first);
    kb.tenures_by_office.values_mut().for_each(latest_first);
    for (index, person) in kb.people.iter().enumerate() {
        let offices = kb.tenures_by_person[index].iter().map(|tenure| kb.tenures[*tenure].of.as_str());
        for surname in surname_forms(person, offices) {
            let people = kb.people_by_surname.entry(fold(&surname)).or_default();
            if people.last() != Some(&index) {
                people.push(index);
            }
        }
    }
}
