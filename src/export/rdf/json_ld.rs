//! RDF resources → JSON-LD 1.1, the same triples as the TriG: web tools, MongoDB, rdflib.
//!
//! ```json
//! {"@context": {"schema": "https://schema.org/", …}, "@graph": [
//! {"@id": "urn:summitry:node:Q22686", "@type": ["schema:Person", "sem:Actor"], "schema:name": ["Donald Trump"]},
//! …]}
//! ```

use super::facts::{Quotes, of_article, of_link, of_node};
use super::term::{Iri, PREFIXES, Resource, Value};
use crate::export::listing::Listing;
use crate::export::stream::Streamed;
use serde_json::{Map, Value as Json, json};
use std::io::{self, Write};

/// Writes JSON-LD.
pub(in crate::export) struct JsonLd;

impl Streamed for JsonLd {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        let context: Map<String, Json> =
            PREFIXES.iter().map(|(prefix, name)| ((*prefix).into(), json!(name))).collect();
        write!(out, "{{\"@context\": {},\n\"@graph\": [\n", Json::Object(context))?;
        let quotes = Quotes::of(listing);
        let mut list = List { out, is_first: true };
        for node in &listing.nodes {
            list.item(object(&of_node(node, &quotes)))?;
        }
        for link in &listing.links {
            for part in of_link(link, &quotes) {
                list.item(object(&part))?;
            }
        }
        for (doc, article) in listing.articles() {
            let (about, graph) = of_article(doc, &article, &quotes);
            list.item(object(&about))?;
            if let Some(graph) = graph {
                let mut named = object(&graph.about);
                let holds = graph.holds.iter().map(|sentence| Json::Object(object(sentence))).collect();
                named.insert("@graph".into(), Json::Array(holds));
                list.item(named)?;
            }
        }
        writeln!(list.out, "\n]}}")
    }
}

/// A list as it grows, one item a line.
struct List<'w> {
    out: &'w mut dyn Write,
    is_first: bool,
}

impl List<'_> {
    fn item(&mut self, object: Map<String, Json>) -> io::Result<()> {
        let before = if std::mem::take(&mut self.is_first) { "" } else { ",\n" };
        // serde_json is the one place where text becomes JSON.
        write!(self.out, "{before}{}", Json::Object(object))
    }
}

fn object(resource: &Resource) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("@id".into(), json!(name(&resource.name)));
    if !resource.types.is_empty() {
        object.insert("@type".into(), resource.types.iter().map(|iri| json!(name(iri))).collect());
    }
    for (property, values) in &resource.properties {
        object.insert(name(property).to_owned(), values.iter().map(value).collect());
    }
    object
}

fn name(iri: &Iri) -> &str {
    match iri {
        Iri::Word(name) => name,
        Iri::Own(name) | Iri::Web(name) => name,
    }
}

fn value(value: &Value) -> Json {
    match value {
        Value::Is(iri) => json!({ "@id": name(iri) }),
        Value::Text(text) => json!(text),
        Value::Typed(text, kind) => json!({ "@value": text, "@type": kind }),
    }
}
