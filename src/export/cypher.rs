//! Graph → a script of Cypher statements for Neo4j and Memgraph, which may be run twice: known nodes and edges are set anew.
//!
//! Every node has the label `Summitry`, under which ids are unique, and the one of its kind. Rows come by the hundred, so that a
//! script of 5,000 articles is loaded in minutes. Properties are the [`columns`](super::columns), evidence as a JSON list included.
//!
//! ```cypher
//! UNWIND [
//! {source: 'Q22686', target: 'Q15031', properties: {id: 'Q22686|meets|Q15031|0', kind: 'meets', …}}
//! ] AS row
//! MATCH (a:Summitry {id: row.source}) MATCH (b:Summitry {id: row.target})
//! MERGE (a)-[r:`MEETS` {id: row.properties.id}]->(b) SET r += row.properties;
//! ```

use super::columns::{Cell, Column, EDGE_COLUMNS, NODE_COLUMNS, edge_cells, kind_name, node_cells};
use super::csv::{label, type_name};
use super::listing::{Link, Listing};
use super::stream::Streamed;
use crate::graph::Node;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Rows of one statement.
const BATCH: usize = 200;

/// Writes Cypher.
pub(super) struct Cypher;

impl Streamed for Cypher {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "CREATE CONSTRAINT summitry_id IF NOT EXISTS FOR (n:Summitry) REQUIRE n.id IS UNIQUE;")?;
        let mut by_kind: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
        for node in &listing.nodes {
            by_kind.entry(kind_name(node.kind)).or_default().push(node);
        }
        for (kind, nodes) in by_kind {
            for batch in nodes.chunks(BATCH) {
                rows(out, batch.iter().map(|node| properties(NODE_COLUMNS, &node_cells(node))))?;
                writeln!(out, "MERGE (n:Summitry {{id: row.id}}) SET n += row SET n:{};", label(kind))?;
            }
        }
        let mut by_type: BTreeMap<String, Vec<&Link<'_>>> = BTreeMap::new();
        for link in &listing.links {
            by_type.entry(type_name(&link.edge.kind.0)).or_default().push(link);
        }
        for (name, links) in by_type {
            for batch in links.chunks(BATCH) {
                rows(out, batch.iter().map(|link| relationship(link)))?;
                writeln!(out, "MATCH (a:Summitry {{id: row.source}}) MATCH (b:Summitry {{id: row.target}})")?;
                writeln!(out, "MERGE (a)-[r:`{name}` {{id: row.properties.id}}]->(b) SET r += row.properties;")?;
            }
        }
        Ok(())
    }
}

fn rows(out: &mut dyn Write, rows: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "UNWIND [")?;
    for (i, row) in rows.enumerate() {
        write!(out, "{}{row}", if i == 0 { "" } else { ",\n" })?;
    }
    writeln!(out, "\n] AS row")
}

fn relationship(link: &Link<'_>) -> String {
    let own: Vec<Column> = EDGE_COLUMNS.iter().copied().filter(|c| !["source", "target"].contains(&c.name)).collect();
    let mut cells = edge_cells(link);
    cells.drain(1..3);
    let (source, target) = (quote(&link.source.id.0), quote(&link.target.id.0));
    format!("{{source: {source}, target: {target}, properties: {}}}", properties(&own, &cells))
}

fn properties(columns: &[Column], cells: &[Cell]) -> String {
    let known =
        columns.iter().zip(cells).filter_map(|(column, cell)| Some(format!("{}: {}", column.name, value(cell)?)));
    format!("{{{}}}", known.collect::<Vec<_>>().join(", "))
}

fn value(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(quote(text)),
        Cell::Texts(texts) if texts.is_empty() => None,
        Cell::Texts(texts) => {
            Some(format!("[{}]", texts.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", ")))
        }
        cell => cell.shown(),
    }
}

/// The one place where text becomes Cypher: a string between single quotes. Control characters are written as escapes, since some
/// tools split scripts at line ends.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for c in text.chars() {
        match c {
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(c)))
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What Cypher makes of a string literal.
    fn read(literal: &str) -> Option<String> {
        let mut chars = literal.strip_prefix('\'')?.strip_suffix('\'')?.chars();
        let mut text = String::new();
        while let Some(c) = chars.next() {
            text.push(match c {
                '\'' => return None,
                '\\' => match chars.next()? {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => char::from_u32(u32::from_str_radix(&chars.by_ref().take(4).collect::<String>(), 16).ok()?)?,
                    c @ ('\\' | '\'') => c,
                    _ => return None,
                },
                c => c,
            });
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn a_quoted_text_is_read_back(text in any::<String>()) {
            let quoted = quote(&text);
            prop_assert!(!quoted.contains(char::is_control));
            prop_assert_eq!(read(&quoted), Some(text));
        }
    }
}
