//! The diagram as PNG.
use super::{ExportOptions, Exported, Exporter};
use crate::Result;
use crate::graph::Graph;
pub(super) struct Png;
impl Exporter for Png {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let diagram = super::diagram::diagram(graph, &options.view);
        let bytes = super::graphviz::run(&super::dot::print(&diagram), &["-Tpng", "-Gdpi=144"])?;
        Ok(Exported { bytes: bytes.ok_or_else(super::graphviz::missing)?, hints: Vec::new() })
    }
}
