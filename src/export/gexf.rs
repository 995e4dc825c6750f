//! Graph → GEXF 1.3 with time intervals: Gephi's timeline, networkx.
//!
//! Events have a spell from their first to their last day (of undated ones: of their reports), ties the spells of their events, edges at events
//! that of the event; entities and standing relations are there all the time. Attributes are those of [GraphML](super::graphml); an edge's
//! weight is the number of its independent sources, and its `kind` keeps parallel edges apart in Gephi.
//!
//! ```xml
//! <edge id="…" source="Q22686" target="Q15031" label="meets" kind="meets" weight="2">
//! <attvalues><attvalue for="e4" value="happened"/>…</attvalues><spells><spell start="2025-10-30" end="2025-10-30"/></spells></edge>
//! ```

use super::columns::{Cell, Column, EDGE_COLUMNS, EVIDENCE, NODE_COLUMNS, edge_cells, node_cells};
use super::listing::Listing;
use super::stream::Streamed;
use super::xml::escape;
use jiff::civil::Date;
use std::io::{self, Write};

/// Writes GEXF.
pub(super) struct Gexf;

impl Streamed for Gexf {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
        writeln!(out, "<meta><creator>Summitry</creator></meta>")?;
        write!(out, "<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" ")?;
        writeln!(out, "timerepresentation=\"interval\">")?;
        attributes(out, "node", NODE_COLUMNS, 1)?;
        attributes(out, "edge", EDGE_COLUMNS, 3)?;
        writeln!(out, "<nodes>")?;
        for node in &listing.nodes {
            write!(out, "<node id=\"{}\" label=\"{}\">", escape(&node.id.0), escape(&node.name))?;
            values(out, "n", NODE_COLUMNS, &node_cells(node), 1)?;
            spells(out, node.event.as_ref().and_then(|event| event.days()).as_slice())?;
            writeln!(out, "</node>")?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for link in &listing.links {
            let [id, source, target] = [&link.id(), &link.source.id.0, &link.target.id.0].map(|id| escape(id));
            let kind = escape(&link.edge.kind.0);
            write!(out, "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\" label=\"{kind}\" kind=\"{kind}\" ")?;
            write!(out, "weight=\"{}\">", link.edge.sources.max(1))?;
            values(out, "e", EDGE_COLUMNS, &edge_cells(link), 3)?;
            spells(out, &listing.days(link))?;
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</edges>\n</graph>\n</gexf>")
    }
}

/// Declares the attributes; the first `ids` columns are no attributes but ids.
fn attributes(out: &mut dyn Write, of: &str, columns: &[Column], ids: usize) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{of}\" mode=\"static\">")?;
    for (i, column) in columns.iter().enumerate().skip(ids).filter(|(_, column)| column.name != EVIDENCE) {
        let kind = column.kind.xml_type();
        writeln!(out, "<attribute id=\"{}{i}\" title=\"{}\" type=\"{kind}\"/>", &of[..1], column.name)?;
    }
    writeln!(out, "</attributes>")
}

fn values(out: &mut dyn Write, prefix: &str, columns: &[Column], cells: &[Cell], ids: usize) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for (i, (column, cell)) in columns.iter().zip(cells).enumerate().skip(ids) {
        if let Some(shown) = cell.shown().filter(|_| column.name != EVIDENCE) {
            write!(out, "<attvalue for=\"{prefix}{i}\" value=\"{}\"/>", escape(&shown))?;
        }
    }
    write!(out, "</attvalues>")
}

fn spells(out: &mut dyn Write, days: &[(Date, Date)]) -> io::Result<()> {
    if days.is_empty() {
        return Ok(());
    }
    write!(out, "<spells>")?;
    for (first, last) in days {
        write!(out, "<spell start=\"{first}\" end=\"{last}\"/>")?;
    }
    write!(out, "</spells>")
}
