//! Which names in an article are short for which others: acronyms explained in brackets, names within longer names.

use super::mention::Mention;
use crate::kb::without_diacritics;
use crate::text::{Document, TokenId};
use crate::vocabulary::EntityKind;
use rustc_hash::FxHashMap;

/// Acronyms that the article itself explains, "Economic Community of West African States (ECOWAS)": acronym → position of the
/// mention that it is short for. What stands in the article wins over any other body of that acronym.
pub(super) fn explained(doc: &Document, mentions: &[Mention]) -> FxHashMap<String, usize> {
    let mut found = FxHashMap::default();
    for (at, mention) in mentions.iter().enumerate() {
        if mention.nested
            || matches!(mention.kind, EntityKind::Person | EntityKind::Country)
            || mention.tokens.len() < 2
        {
            continue;
        }
        let word = |step: u32| {
            let token = doc.tokens.get((mention.tokens.end + step) as usize)?;
            Some(token.span.of(&doc.article.text))
        };
        if let (Some("("), Some(short), Some(")" | "," | ";")) = (word(0), word(1), word(2))
            && is_acronym(short)
        {
            found.entry(short.to_owned()).or_insert(at);
        }
    }
    found
}

/// Capitals in the main: "WRNMMC", "PdP", "M23".
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    (2..=10).contains(&word.chars().count()) && capitals > 1 && 3 * capitals >= 2 * letters
}

/// The words of a name as they are compared: without diacritics, case, periods and quotes.
pub(super) fn plain_words(name: &str) -> Vec<String> {
    let plain = without_diacritics(name).to_lowercase();
    plain
        .split([' ', '-'])
        .map(|word| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a person's name is short for a longer one: its words stand in that order in the longer one, and are more than a first
/// name that many carry.
pub(super) fn shortens_person(short: &[String], long: &[String]) -> bool {
    short.len() <= long.len() && !short.is_empty() && is_subsequence(short, long)
}

/// Whether a body's name is short for a longer one: its words stand together in it.
pub(super) fn shortens_body(short: &[String], long: &[String]) -> bool {
    !short.is_empty() && short.len() < long.len() && long.windows(short.len()).any(|window| window == short)
}

fn is_subsequence(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

/// Nouns that a place's or body's name may be told with, without being part of it: "Jenin refugee camp", "Doghmush clan".
#[rustfmt::skip]
const TOLD_WITH: &[&str] = &[
    "province", "district", "region", "refinery", "hospital", "camp", "county", "governorate", "oblast", "island",
    "islands", "airport", "base", "prison", "park", "strait", "river", "border", "village", "port", "plant", "basilica",
    "cathedral", "mosque", "church", "prefecture", "municipality", "peninsula", "mountains", "valley", "square",
    "clan", "coalition", "party", "group", "movement", "alliance", "militia", "brigade", "bloc", "cartel", "gang",
    "airport", "stadium", "university", "state", "territory", "building", "station", "checkpoint", "crossing",
];

/// The name with the noun behind it, where there is one: "Sisaket province".
pub(super) fn told_with(doc: &Document, mention: &Mention) -> Option<std::ops::Range<u32>> {
    let noun = |at: u32| {
        let token = doc.tokens.get(at as usize)?;
        TOLD_WITH.contains(&token.span.of(&doc.article.text)).then_some(at + 1)
    };
    let end = mention.tokens.end;
    let modifier = doc.tokens.get(end as usize).is_some_and(|token| token.span.of(&doc.article.text) == "refugee");
    let end = noun(end).or_else(|| modifier.then(|| noun(end + 1)).flatten())?;
    let same = doc.sentence_of(TokenId(end - 1)) == doc.sentence_of(TokenId(mention.tokens.start));
    same.then_some(mention.tokens.start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(short: &str, long: &str) -> bool {
        shortens_person(&plain_words(short), &plain_words(long))
    }

    #[test]
    fn persons_by_fewer_of_their_names() {
        assert!(person("O’Rourke", "Beto O'Rourke"));
        assert!(person("John Luk", "John Luk Jok"));
        assert!(person("Mohammad Mir-Mohammadi", "Seyed Mohammad Mir-Mohammadi"));
        assert!(person("De Blasio", "Bill de Blasio"));
        assert!(!person("Jill Biden", "Joe Biden"));
    }

    #[test]
    fn bodies_by_part_of_their_name() {
        let body = |short, long| shortens_body(&plain_words(short), &plain_words(long));
        assert!(body("Supreme Court", "Supreme Court of Puerto Rico"));
        assert!(body("House of Representatives", "United States House of Representatives"));
        assert!(!body("Supreme Council", "Supreme Court Council"));
    }

    #[test]
    fn acronyms_are_mostly_capitals() {
        assert!(is_acronym("ECOWAS") && is_acronym("PdP") && is_acronym("M23S"));
        assert!(!is_acronym("Reuters") && !is_acronym("A"));
    }
}
