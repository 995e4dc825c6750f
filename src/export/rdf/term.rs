//! The parts of RDF: names, values, and resources with their properties.

/// A name of ours, of a vocabulary or of the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Iri {
    /// A word of a vocabulary, with its prefix ("sem:Event"): one of those in [`PREFIXES`], the word a plain name.
    Word(&'static str),
    /// A name below one of our prefixes, escaped: `urn:summitry:node:` and the id.
    Own(String),
    /// An address of the web, of plain characters.
    Web(String),
}

/// A property's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Another resource.
    Is(Iri),
    /// Text.
    Text(String),
    /// A figure or date, of a type of XML Schema ("xsd:date").
    Typed(String, &'static str),
}

/// A resource with its properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resource {
    /// What it is called.
    pub name: Iri,
    /// What it is.
    pub types: Vec<Iri>,
    /// Its properties, those of one name beside each other.
    pub properties: Vec<(Iri, Vec<Value>)>,
}

/// A resource that is a graph of its own: its properties stand in the default graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedGraph {
    pub about: Resource,
    pub holds: Vec<Resource>,
}

/// The prefixes of words.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("sum", "urn:summitry:term:"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

impl Resource {
    pub fn new(name: Iri, types: &[&'static str]) -> Self {
        Self { name, types: types.iter().map(|word| Iri::Word(word)).collect(), properties: Vec::new() }
    }

    /// Adds values of a property; without values it is left out.
    pub fn add(&mut self, property: Iri, values: impl IntoIterator<Item = Value>) {
        let mut values: Vec<Value> = values.into_iter().collect();
        match self.properties.iter_mut().find(|(known, _)| *known == property) {
            Some((_, known)) => known.append(&mut values),
            None if values.is_empty() => {}
            None => self.properties.push((property, values)),
        }
    }

    /// Adds values of a property of a vocabulary.
    pub fn say(&mut self, property: &'static str, values: impl IntoIterator<Item = Value>) {
        self.add(Iri::Word(property), values);
    }
}

impl Iri {
    /// A name of ours: everything but letters, figures and a few marks is written in per cent. Different ids stay different.
    pub fn own(space: &str, id: &str) -> Self {
        let mut name = format!("urn:summitry:{space}:");
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._:".contains(&byte) {
                name.push(char::from(byte));
            } else {
                name.push_str(&format!("%{byte:02X}"));
            }
        }
        Self::Own(name)
    }

    /// A word of our vocabulary that is not known beforehand: an edge's kind, an event's type.
    pub fn term(word: &str) -> Self {
        Self::own("term", word)
    }
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn count(count: impl ToString) -> Self {
        Self::Typed(count.to_string(), "xsd:integer")
    }

    /// A number from 0 to 1 as a decimal.
    pub fn number(number: f32) -> Self {
        let shown = number.to_string();
        Self::Typed(if shown.contains('.') { shown } else { format!("{shown}.0") }, "xsd:decimal")
    }

    /// A date of the exactness that it has: day, month or year.
    pub fn date(iso: &str) -> Self {
        let kind = match iso.len() {
            4 => "xsd:gYear",
            7 => "xsd:gYearMonth",
            _ => "xsd:date",
        };
        Self::Typed(iso.to_owned(), kind)
    }
}
