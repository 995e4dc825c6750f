//! Short questions that extraction asks of the knowledge base.

use super::{Entry, Kb, Tenure};
use crate::vocabulary::EntityKind;
use jiff::civil::Date;

impl Kb {
    /// Index of the country with an ISO code.
    pub fn country_index(&self, iso: &str) -> Option<usize> {
        self.country_by_iso.get(iso).copied()
    }

    /// What a whole name stands for, if that is of the kind.
    pub fn entry_of_kind(&self, name: &str, kind: EntityKind) -> Option<Entry> {
        self.find(name).iter().copied().find(|entry| entry.kind() == kind)
    }

    /// Who holds the office that a phrase names, on a day or, without one, last: "the French president", "Poland's foreign
    /// minister", "secretary general of NATO".
    pub fn phrase_holder(&self, phrase: &str, date: Option<Date>) -> Option<&Tenure> {
        let spaced = phrase.replace("'s ", " ").replace("’s ", " ");
        let mut words: Vec<&str> = spaced.split_whitespace().collect();
        if words.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) {
            words.remove(0);
        }
        if let Some((len, entries)) = self.longest_match(&words)
            && let Some(holder) = entries.iter().find_map(|&of| self.holder_of(of, &words[len..], date))
        {
            return Some(holder);
        }
        let of = words.iter().rposition(|word| *word == "of")?;
        let start = of + 1 + usize::from(words.get(of + 1).is_some_and(|word| *word == "the"));
        let owners = self.find(&words.get(start..)?.join(" "));
        owners.iter().find_map(|&owner| self.holder_of(owner, &words[..of], date))
    }

    fn holder_of(&self, of: Entry, title: &[&str], date: Option<Date>) -> Option<&Tenure> {
        let of = match of {
            Entry::Country(country) | Entry::Demonym(country) => &self.countries[country].iso,
            Entry::Organization(organization) => &self.organizations[organization].name,
            _ => return None,
        };
        self.office_holder(of, &title.join(" "), date)
    }
}
