//! The diagram as SVG: by Graphviz where it is installed, else by the built-in renderer. On dark pages it is dark.

use super::diagram::palette;
use super::graphviz::{self, Drawn};
use super::{ExportOptions, Exported, Exporter, diagram, dot, sketch};
use crate::graph::Graph;
use crate::{Problem, Result};

/// Writes SVG.
pub(super) struct Svg;

impl Exporter for Svg {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let diagram = diagram::diagram(graph, &options.view);
        match graphviz::draw(&dot::print(&diagram), &["-Tsvg"], options.renderer)? {
            Drawn::ByGraphviz(drawn) => Ok(Exported { bytes: by_night(tidy(drawn.bytes)?)?.into_bytes(), ..drawn }),
            Drawn::NotYet(hints) => Ok(Exported { bytes: by_night(sketch::draw(&diagram))?.into_bytes(), hints }),
        }
    }
}

/// Graphviz's SVG without its document type: that one names a file on the web, and some readers refuse it.
fn tidy(bytes: Vec<u8>) -> Result<String> {
    let text = String::from_utf8(bytes).map_err(|_| Problem::new("dot", "its SVG is no UTF-8"))?;
    let start = text.find("<svg").ok_or_else(|| Problem::new("dot", "gave no SVG"))?;
    Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", &text[start..]))
}

/// The picture with colours for dark pages, too.
fn by_night(svg: String) -> Result<String> {
    let head = svg.find("<svg").and_then(|start| Some(start + svg.get(start..)?.find('>')? + 1));
    let (head, body) = head
        .and_then(|end| svg.split_at_checked(end))
        .ok_or_else(|| Problem::new("svg", "the picture has no beginning"))?;
    Ok(format!("{head}\n<style>\n{}</style>{body}", palette::night()))
}
