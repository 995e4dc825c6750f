//! Graph → GraphML, with a typed key for each attribute: networkx, igraph, yEd, Cytoscape, Gephi.
//!
//! A node is a node, an edge a directed edge; both keep their ids. Attributes are the [`columns`](super::columns), all evidence aside;
//! lists are joined with "; ", and what is unknown has no `data`. `label` is the name or kind, which Gephi shows.
//!
//! ```xml
//! <node id="country:CO"><data key="n1">country</data><data key="n2">Colombia</data>…</node>
//! ```

use super::columns::{Cell, Column, EDGE_COLUMNS, EVIDENCE, NODE_COLUMNS, edge_cells, node_cells};
use super::listing::Listing;
use super::stream::Streamed;
use super::xml::escape;
use std::io::{self, Write};

/// Writes GraphML.
pub(super) struct GraphMl;

impl Streamed for GraphMl {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        keys(out, "node", NODE_COLUMNS, 1)?;
        keys(out, "edge", EDGE_COLUMNS, 3)?;
        writeln!(out, "<graph id=\"summitry\" edgedefault=\"directed\">")?;
        for node in &listing.nodes {
            write!(out, "<node id=\"{}\">", escape(&node.id.0))?;
            data(out, "node", NODE_COLUMNS, &node_cells(node), 1, &node.name)?;
            writeln!(out, "</node>")?;
        }
        for link in &listing.links {
            let [id, source, target] = [&link.id(), &link.source.id.0, &link.target.id.0].map(|id| escape(id));
            write!(out, "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\">")?;
            data(out, "edge", EDGE_COLUMNS, &edge_cells(link), 3, &link.edge.kind.0)?;
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</graph>\n</graphml>")
    }
}

/// Declares the attributes; the first `ids` columns are no attributes but ids.
fn keys(out: &mut dyn Write, of: &str, columns: &[Column], ids: usize) -> io::Result<()> {
    let prefix = &of[..1];
    writeln!(out, "<key id=\"{prefix}0\" for=\"{of}\" attr.name=\"label\" attr.type=\"string\"/>")?;
    for (i, column) in columns.iter().enumerate().skip(ids).filter(|(_, column)| column.name != EVIDENCE) {
        let kind = column.kind.xml_type();
        writeln!(out, "<key id=\"{prefix}{i}\" for=\"{of}\" attr.name=\"{}\" attr.type=\"{kind}\"/>", column.name)?;
    }
    Ok(())
}

fn data(out: &mut dyn Write, of: &str, columns: &[Column], cells: &[Cell], ids: usize, label: &str) -> io::Result<()> {
    let prefix = &of[..1];
    write!(out, "<data key=\"{prefix}0\">{}</data>", escape(label))?;
    for (i, (column, cell)) in columns.iter().zip(cells).enumerate().skip(ids) {
        if let Some(shown) = cell.shown().filter(|_| column.name != EVIDENCE) {
            write!(out, "<data key=\"{prefix}{i}\">{}</data>", escape(&shown))?;
        }
    }
    Ok(())
}
