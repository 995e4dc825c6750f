//! The diagram as SVG: by Graphviz where it is installed, else by the built-in renderer.

use super::diagram::{self, Diagram};
use super::{ExportOptions, Exported, Exporter, INSTALL_HINT, Renderer, dot, graphviz, sketch};
use crate::graph::Graph;
use crate::{Problem, Result};

/// Writes SVG.
pub(super) struct Svg;

impl Exporter for Svg {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let diagram = diagram::diagram(graph, &options.view);
        if options.renderer != Renderer::BuiltIn {
            if let Some(drawn) = graphviz::run(&dot::print(&diagram), &["-Tsvg"])? {
                return Ok(Exported { bytes: tidy(drawn.bytes)?, ..drawn });
            }
            if options.renderer == Renderer::Graphviz {
                return Err(graphviz::missing());
            }
        }
        Ok(Exported { bytes: built_in(&diagram).into_bytes(), hints: hints(options.renderer) })
    }
}

/// The picture as the built-in renderer draws it.
pub(super) fn built_in(diagram: &Diagram) -> String {
    sketch::draw(diagram)
}

/// What to tell a user who did not ask for the built-in renderer and got it.
pub(super) fn hints(asked: Renderer) -> Vec<String> {
    if asked == Renderer::Auto { vec![INSTALL_HINT.to_owned()] } else { Vec::new() }
}

/// Graphviz's SVG without its document type: that one names a file on the web, and some readers refuse it.
fn tidy(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let text = String::from_utf8(bytes).map_err(|_| Problem::new("dot", "its SVG is no UTF-8"))?;
    let start = text.find("<svg").ok_or_else(|| Problem::new("dot", "gave no SVG"))?;
    Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", &text[start..]).into_bytes())
}
