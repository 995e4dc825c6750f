//! Who held which office when, and who a surname may be.

use super::base::Kb;
use super::fold::fold;
use super::model::{Office, Person, Tenure};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::cmp::Reverse;

/// Countries whose people are written family name first in English.
const FAMILY_NAME_FIRST: &[&str] = &["CN", "TW", "KR", "KP"];

/// Lower-case words that belong to the surname behind them ("von der Leyen", "de la Espriella").
const PARTICLES: &[&str] =
    &["al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "el", "la", "le", "van", "von"];

impl Tenure {
    /// Whether the person was in office on that day, the first and the last day included. An unknown start is taken as
    /// long ago.
    pub fn covers(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

impl Kb {
    /// The tenures of one office of a country (ISO code) or organization (name), latest first: those on `date`, or all
    /// without one.
    ///
    /// On the day of a handover both are in office; the successor comes first.
    pub fn holders(&self, of: &str, office: Office, date: Option<Date>) -> Vec<&Tenure> {
        self.tenures_at(of)
            .filter(|tenure| tenure.office == office && date.is_none_or(|day| tenure.covers(day)))
            .collect()
    }

    /// Who holds the office that a title names: "president", "foreign minister", "Prime Minister" of a country (ISO
    /// code) or organization (name) on a day; without a day, the latest.
    ///
    /// A king is no "president", and a president is "prime minister" of no country; "leader" names no office.
    pub fn office_holder(&self, of: &str, title: &str, date: Option<Date>) -> Option<&Tenure> {
        let tokens: Vec<&str> = title.split_whitespace().collect();
        let found = self.title(&tokens)?;
        if found.tokens < tokens.len() {
            return None;
        }
        self.tenures_at(of).find(|tenure| found.title.names(tenure) && date.is_none_or(|day| tenure.covers(day)))
    }

    /// The tenures of a person, latest first. Where one person is head of state and of government at once, both tenures
    /// are listed.
    pub fn tenures_of(&self, person: usize) -> Vec<&Tenure> {
        self.tenures_by_person.get(person).into_iter().flatten().map(|index| &self.tenures[*index]).collect()
    }

    /// Whom a surname or short form may mean, as indices, likeliest first: people in office on `date`, then people
    /// whose last tenure before it is the latest. Case and diacritics do not count. Meant for names next to a title or
    /// country: most surnames in a text are other people's.
    pub fn by_surname(&self, surname: &str, date: Option<Date>) -> Vec<usize> {
        let mut people = self.people_by_surname.get(&fold(surname)).cloned().unwrap_or_default();
        people.sort_by_key(|person| {
            let mut tenures = self.tenures_by_person[*person].iter().map(|index| &self.tenures[*index]);
            let in_office = date.is_some_and(|day| tenures.clone().any(|tenure| tenure.covers(day)));
            let latest = tenures.find(|tenure| date.is_none_or(|day| tenure.start.is_none_or(|start| start <= day)));
            (!in_office, Reverse(latest.and_then(|tenure| tenure.start)), *person)
        });
        people
    }

    /// The surnames and short forms under which [`Kb::by_surname`] knows a person.
    pub fn surnames(&self, person: usize) -> Vec<SmolStr> {
        let offices = self.tenures_by_person[person].iter().map(|index| self.tenures[*index].of.as_str());
        surname_forms(&self.people[person], offices)
    }

    fn tenures_at(&self, of: &str) -> impl Iterator<Item = &Tenure> {
        self.tenures_by_office.get(of).into_iter().flatten().map(|index| &self.tenures[*index])
    }
}

/// The short forms of a person's name: those of the table, else its last word, with and without the particles before
/// it; the first word where the family name comes first; the name alone of a monarch ("Charles" of "Charles III").
pub(super) fn surname_forms<'a>(person: &Person, mut offices: impl Iterator<Item = &'a str>) -> Vec<SmolStr> {
    if !person.surnames.is_empty() {
        return person.surnames.clone();
    }
    let name = person.name.split([',']).next().unwrap_or_default();
    let name = name.split(" of ").next().unwrap_or_default();
    let words: Vec<&str> = name.split_whitespace().collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !matches!(*word, "Jr." | "Jr" | "Sr." | "Sr")).collect();
    let Some((&last, before)) = words.split_last() else { return Vec::new() };
    if offices.any(|of| FAMILY_NAME_FIRST.contains(&of)) && !before.is_empty() {
        return vec![SmolStr::new(words[0])];
    }
    if is_numeral(last)
        && let Some(name) = before.last()
    {
        return vec![SmolStr::new(name)];
    }
    let mut forms = vec![SmolStr::new(last)];
    if let Some(bare) = last.strip_prefix("al-").or_else(|| last.strip_prefix("el-")) {
        forms.push(SmolStr::new(bare));
    }
    let particles = before.iter().rev().take_while(|word| PARTICLES.contains(word)).count();
    if particles > 0 && particles < before.len() {
        forms.push(SmolStr::from(words[before.len() - particles..].join(" ")));
    }
    forms
}

fn is_numeral(word: &str) -> bool {
    word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surnames(name: &str, of: &'static str) -> Vec<SmolStr> {
        let person = Person { wikidata: None, name: name.into(), aliases: Vec::new(), surnames: Vec::new() };
        surname_forms(&person, [of].into_iter())
    }

    #[test]
    fn surnames_of_many_lands() {
        assert_eq!(surnames("Gustavo Petro", "CO"), ["Petro"]);
        assert_eq!(surnames("Xi Jinping", "CN"), ["Xi"]);
        assert_eq!(surnames("Ursula von der Leyen", "European Commission"), ["Leyen", "von der Leyen"]);
        assert_eq!(surnames("Abdel Fattah al-Burhan", "SD"), ["al-Burhan", "Burhan"]);
        assert_eq!(surnames("Charles III", "GB"), ["Charles"]);
        assert_eq!(surnames("Albert II, Prince of Monaco", "MC"), ["Albert"]);
        assert_eq!(surnames("Philippe of Belgium", "BE"), ["Philippe"]);
        assert_eq!(surnames("Naruhito", "JP"), ["Naruhito"]);
        assert_eq!(surnames("Robert F. Kennedy Jr.", "US"), ["Kennedy"]);
    }
}
