//! Graph → two CSV files, nodes and edges, with the headers of Neo4j's import: Neo4j, DuckDB, pandas, spreadsheets.
//!
//! `nodes.csv` and `edges.csv` (RFC 4180, UTF-8) hold the [`columns`](super::columns), evidence included, as a JSON list. Types stand in the header
//! (`confidence:double`); items of a list are parted by ";", and a ";" within one becomes ",". Cells are quoted as those of
//! [`query`](crate::query) are, so none of them is a formula to a spreadsheet.
//!
//! ```csv
//! :START_ID,:END_ID,:TYPE,id,kind,status,role,former:boolean,…
//! Q22686,Q15031,MEETS,Q22686|meets|Q15031|0,meets,happened,,false,…
//! ```

use super::columns::{Cell, Column, EDGE_COLUMNS, Kind, NODE_COLUMNS, edge_cells, kind_name, node_cells};
use super::listing::Listing;
use super::stream::Streamed;
use crate::query::csv_cell;
use std::io::{self, Write};

/// Writes CSV.
pub(super) struct Csv;

impl Streamed for Csv {
    const PARTS: &'static [&'static str] = &["nodes.csv", "edges.csv"];

    fn stream(&self, listing: &Listing<'_>, part: usize, out: &mut dyn Write) -> io::Result<()> {
        if part == 0 { nodes(listing, out) } else { edges(listing, out) }
    }
}

fn nodes(listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let own = NODE_COLUMNS.iter().skip(1).map(header);
    line(out, ["id:ID".to_owned(), ":LABEL".to_owned()].into_iter().chain(own))?;
    for node in &listing.nodes {
        let cells = node_cells(node);
        let first = [node.id.0.clone(), label(kind_name(node.kind))];
        line(out, first.into_iter().chain(cells.iter().skip(1).map(shown)))?;
    }
    Ok(())
}

fn edges(listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let ids = [":START_ID", ":END_ID", ":TYPE", "id"].map(str::to_owned);
    line(out, ids.into_iter().chain(EDGE_COLUMNS.iter().skip(3).map(header)))?;
    for link in &listing.links {
        let cells = edge_cells(link);
        let ids = [link.source.id.0.clone(), link.target.id.0.clone(), type_name(&link.edge.kind.0), link.id()];
        line(out, ids.into_iter().chain(cells.iter().skip(3).map(shown)))?;
    }
    Ok(())
}

/// The name of a relationship's type as Neo4j has them: capitals, figures and underscores. Other characters become underscores.
pub(super) fn type_name(kind: &str) -> String {
    let name: String =
        kind.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// The label of a kind of nodes as Neo4j has them: `PolicyArea`.
pub(super) fn label(kind: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    kind.split('_').map(word).collect()
}

fn header(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => "",
        Kind::Texts => ":string[]",
        Kind::Number => ":double",
        Kind::Count => ":long",
        Kind::Flag => ":boolean",
    };
    format!("{}{kind}", column.name)
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Texts(texts) => texts.iter().map(|text| text.replace(';', ",")).collect::<Vec<_>>().join(";"),
        cell => cell.shown().unwrap_or_default(),
    }
}

fn line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (i, cell) in cells.enumerate() {
        write!(out, "{}{}", if i == 0 { "" } else { "," }, csv_cell(&cell))?;
    }
    out.write_all(b"\r\n")
}
