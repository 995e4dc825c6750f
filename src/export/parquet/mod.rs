//! Graph → two Parquet files, nodes and edges: DuckDB, pandas, Polars, Spark.
//!
//! `nodes.parquet` and `edges.parquet` hold the [`columns`](super::columns), evidence included, as a JSON list; lists are lists, numbers
//! numbers. The writer is our own: what graphs need of the format (plain values, optional or in lists, packed by gzip) is three short files.

mod column;
mod thrift;

use super::columns::{Cell, Column, EDGE_COLUMNS, NODE_COLUMNS, edge_cells, node_cells};
use super::listing::Listing;
use super::stream::Streamed;
use std::io::{self, Write};
use thrift::{Field, Struct, write_struct};

/// Rows that are gathered before they are written.
const GROUP: usize = 20_000;

/// What a Parquet file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// Writes Parquet.
pub(super) struct Parquet;

impl Streamed for Parquet {
    const PARTS: &'static [&'static str] = &["nodes.parquet", "edges.parquet"];

    fn stream(&self, listing: &Listing<'_>, part: usize, out: &mut dyn Write) -> io::Result<()> {
        if part == 0 {
            table(out, NODE_COLUMNS, &listing.nodes, |node| node_cells(node))
        } else {
            table(out, EDGE_COLUMNS, &listing.links, edge_cells)
        }
    }
}

fn table<T>(out: &mut dyn Write, columns: &[Column], rows: &[T], cells: impl Fn(&T) -> Vec<Cell>) -> io::Result<()> {
    out.write_all(MAGIC)?;
    let mut at = MAGIC.len() as i64;
    let mut groups = Vec::new();
    for rows in rows.chunks(GROUP) {
        let begin = at;
        let mut by_column: Vec<Vec<Cell>> = columns.iter().map(|_| Vec::with_capacity(rows.len())).collect();
        for row in rows {
            by_column.iter_mut().zip(cells(row)).for_each(|(column, cell)| column.push(cell));
        }
        let mut chunks = Vec::new();
        for (column, cells) in columns.iter().zip(&by_column) {
            let (bytes, about) = column::chunk(column, cells, at)?;
            out.write_all(&bytes)?;
            at += bytes.len() as i64;
            chunks.push(about);
        }
        groups.push(vec![(1, Field::Structs(chunks)), (2, Field::I64(at - begin)), (3, Field::I64(rows.len() as i64))]);
    }
    footer(out, columns, rows.len(), groups)
}

/// The table of contents: schema and groups of rows.
fn footer(out: &mut dyn Write, columns: &[Column], rows: usize, groups: Vec<Struct>) -> io::Result<()> {
    let root =
        vec![(4, Field::Text("summitry".into())), (5, Field::I32(i32::try_from(columns.len()).unwrap_or(i32::MAX)))];
    let schema = std::iter::once(root).chain(columns.iter().flat_map(column::schema)).collect();
    let mut footer = Vec::new();
    let fields = [
        (1, Field::I32(1)),
        (2, Field::Structs(schema)),
        (3, Field::I64(rows as i64)),
        (4, Field::Structs(groups)),
        (6, Field::Text("summitry".into())),
    ];
    write_struct(&fields, &mut footer);
    out.write_all(&footer)?;
    let length = u32::try_from(footer.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(MAGIC)
}
