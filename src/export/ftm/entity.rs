//! A FollowTheMoney entity in the making: ids and values in the form to which FollowTheMoney itself cleans them.
//!
//! Text of any kind → a value that its `clean` leaves as it is, or none: each type of property has one function here.

use super::super::diagram::{link, shorten};
use super::super::quote::fingerprint;
use serde::Serialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Longest id.
const LONGEST_ID: usize = 180;
/// Longest name, line and text, in characters.
const LONGEST_NAME: usize = 384;
const LONGEST_LINE: usize = 1024;
const LONGEST_TEXT: usize = 65_000;
const LONGEST_ADDRESS: usize = 250;

/// An entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Entity {
    pub id: String,
    pub schema: &'static str,
    pub properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    pub fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// Adds a name; every name that is left empty by cleaning is "(unnamed)".
    pub fn name(&mut self, property: &'static str, text: &str) {
        self.add(property, Some(clean_name(text).unwrap_or_else(|| "(unnamed)".to_owned())));
    }

    /// Adds a short text.
    pub fn line(&mut self, property: &'static str, text: &str) {
        self.add(property, shortened(&clean(text), LONGEST_LINE));
    }

    /// Adds a long text.
    pub fn text(&mut self, property: &'static str, text: &str) {
        self.add(property, shortened(&clean(text), LONGEST_TEXT));
    }

    /// Adds an address: the name of a place.
    pub fn address(&mut self, property: &'static str, text: &str) {
        self.add(property, clean_address(text));
    }

    /// Adds a date: ISO day, month or year; anything else is left out.
    pub fn date(&mut self, property: &'static str, date: Option<&str>) {
        self.add(property, date.map(str::to_owned));
    }

    /// Adds the code of a country.
    pub fn country(&mut self, property: &'static str, iso: &str) {
        let known = iso.len() == 2 && iso.bytes().all(|byte| byte.is_ascii_alphabetic());
        self.add(property, known.then(|| iso.to_ascii_lowercase()));
    }

    /// Adds a Wikidata id.
    pub fn wikidata(&mut self, id: &str) {
        let number = id.strip_prefix('Q').filter(|number| !number.starts_with('0') && !number.is_empty());
        let known = number.is_some_and(|number| number.len() < 12 && number.bytes().all(|byte| byte.is_ascii_digit()));
        self.add("wikidataId", known.then(|| id.to_owned()));
    }

    /// Adds an address of the web.
    pub fn url(&mut self, property: &'static str, url: Option<&str>) {
        self.add(property, url.and_then(clean_url));
    }

    /// Adds a reference to another entity, by its FollowTheMoney id.
    pub fn entity(&mut self, property: &'static str, id: String) {
        self.add(property, Some(id));
    }

    fn add(&mut self, property: &'static str, value: Option<String>) {
        if let Some(value) = value {
            let values = self.properties.entry(property).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
}

/// An id as FollowTheMoney allows it: letters, figures and dots. Different ids stay different.
pub(super) fn id(ours: &str) -> String {
    let mut id = String::with_capacity(ours.len() + 8);
    for byte in ours.bytes() {
        if byte.is_ascii_alphanumeric() { id.push(char::from(byte)) } else { id.push_str(&format!(".{byte:02X}")) }
    }
    // It may not begin with a dot.
    if !id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        id.insert_str(0, "x-");
    }
    if id.len() > LONGEST_ID {
        id.truncate(LONGEST_ID - 40);
        id.push_str(&format!("-{:016x}", fingerprint(ours)));
    }
    id
}

/// Text in Unicode's composed form without invisible characters, every kind of space a plain one, trimmed.
fn clean(text: &str) -> String {
    let visible = text.nfc().filter_map(|c| match c {
        '\u{0A00}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}' => Some(' '),
        '\t' | '\n' | '\r' => Some(c),
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => None,
        c => (!c.is_control()).then_some(c),
    });
    let visible: String = visible.nfc().collect();
    visible.trim().to_owned()
}

fn shortened(text: &str, most: usize) -> Option<String> {
    let text = shorten(text, most);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A name on one line, without quotation marks around it.
fn clean_name(text: &str) -> Option<String> {
    let mut name = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let inner = name.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
        match inner.map(str::trim) {
            Some(inner) => name = inner.to_owned(),
            None => return shortened(&name, LONGEST_NAME),
        }
    }
}

/// An address: its parts, wherever FollowTheMoney sees them, between commas.
fn clean_address(text: &str) -> Option<String> {
    let clean = clean(text);
    let parts = clean.split([',', ';', '<', '>', '\n', '\r', '\t']).map(|part| {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut part = part.trim_start_matches(['.', ' ']);
        while let Some(rest) = part.strip_suffix("ESQ").or_else(|| part.strip_suffix("ESQ.")) {
            part = rest.trim_end();
        }
        part.to_owned()
    });
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let line = shorten(&parts.join(", "), LONGEST_ADDRESS);
    (!line.is_empty()).then_some(line)
}

/// An address of the web whose host is a plain name.
fn clean_url(url: &str) -> Option<String> {
    let url = link(url)?;
    let (scheme, rest) = url.split_once("://")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty()
            && label.len() < 64
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // What the cleaning would rewrite: empty parameters, queries and fragments.
    let odd = path.contains([';', '[', ']']) || path.ends_with(['?', '#']) || path.contains("?#");
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    (host.split('.').all(label) && !odd).then(|| format!("{}://{host}{path}", scheme.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_as_follow_the_money_cleans_them() {
        assert_eq!(clean_name(" \"'Gustavo\u{200B}\u{A0} Petro'\" ").as_deref(), Some("Gustavo Petro"));
        assert_eq!(clean_name("\"\""), None);
        assert_eq!(clean_name("e\u{301}").as_deref(), Some("é"));
        assert_eq!(clean_address("Bogotá;\nColombia,, . x ESQ., y").as_deref(), Some("Bogotá, Colombia, x, y"));
        assert_eq!(clean_url("HTTPS://a.example?b=1").as_deref(), Some("https://a.example/?b=1"));
        assert_eq!(clean_url("javascript:alert(1)"), None);
        assert_eq!(clean_url("https://a:b@c/"), None);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            for clean in [clean_name, clean_address, |text: &str| Some(clean(text))] {
                if let Some(once) = clean(&text) {
                    prop_assert_eq!(clean(&once), Some(once));
                }
            }
        }

        #[test]
        fn ids_stay_apart_and_are_allowed(one in ".{0,12}", two in ".{0,12}") {
            prop_assert_eq!(one == two, id(&one) == id(&two));
            prop_assert!(id(&one).bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)));
        }
    }
}
