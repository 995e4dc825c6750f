//! RDF resources → TriG: Apache Jena, GraphDB, Oxigraph, rdflib.
//!
//! ```trig
//! <urn:summitry:node:Q22686> a schema:Person, sem:Actor ;
//!   schema:name "Donald Trump" .
//! <urn:summitry:claims:busan-truce> {
//!   <urn:summitry:quote:busan-truce%231> a schema:Quotation, prov:Entity ; schema:text "…" .
//! }
//! ```

use super::facts::{Quotes, of_article, of_link, of_node};
use super::term::{Iri, PREFIXES, Resource, Value};
use crate::export::listing::Listing;
use crate::export::stream::Streamed;
use std::io::{self, Write};

/// Writes TriG.
pub(in crate::export) struct TriG;

impl Streamed for TriG {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        for (prefix, name) in PREFIXES {
            writeln!(out, "@prefix {prefix}: <{name}> .")?;
        }
        writeln!(out)?;
        let quotes = Quotes::of(listing);
        for node in &listing.nodes {
            resource(out, &of_node(node, &quotes))?;
        }
        for link in &listing.links {
            for part in of_link(link, &quotes) {
                resource(out, &part)?;
            }
        }
        for (doc, article) in listing.articles() {
            let (about, graph) = of_article(doc, &article, &quotes);
            resource(out, &about)?;
            if let Some(graph) = graph {
                resource(out, &graph.about)?;
                writeln!(out, "{} {{", iri(&graph.about.name))?;
                for sentence in &graph.holds {
                    resource(out, sentence)?;
                }
                writeln!(out, "}}")?;
            }
        }
        Ok(())
    }
}

fn resource(out: &mut dyn Write, resource: &Resource) -> io::Result<()> {
    let types = resource.types.iter().map(iri).collect::<Vec<_>>().join(", ");
    let types = (!types.is_empty()).then(|| format!("a {types}"));
    let properties = resource.properties.iter().map(|(property, values)| {
        let values: Vec<String> = values.iter().map(value).collect();
        format!("{} {}", iri(property), values.join(", "))
    });
    let all: Vec<String> = types.into_iter().chain(properties).collect();
    writeln!(out, "{} {} .", iri(&resource.name), all.join(" ;\n  "))
}

/// A name as TriG has it. [`Iri`] holds nothing that would have to be escaped.
fn iri(iri: &Iri) -> String {
    match iri {
        Iri::Word(word) => (*word).to_owned(),
        Iri::Own(name) | Iri::Web(name) => format!("<{name}>"),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Is(name) => iri(name),
        Value::Text(text) => literal(text),
        Value::Typed(text, kind) => format!("{}^^{kind}", literal(text)),
    }
}

/// The one place where text becomes a literal of TriG.
fn literal(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_literal_is_one_line_between_two_quotes(text in any::<String>()) {
            let quoted = literal(&text);
            prop_assert!(!quoted.contains(char::is_control));
            // JSON has the same escapes, so its reader is a judge.
            prop_assert_eq!(serde_json::from_str::<String>(&quoted).ok(), Some(text));
        }
    }
}
