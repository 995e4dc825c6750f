//! The snapshot: the whole graph in RON, by [`store`], which reads it back without loss.

use super::{ExportOptions, Exported, Exporter};
use crate::graph::Graph;
use crate::{Result, store};

/// Writes RON.
pub(super) struct Ron;

impl Exporter for Ron {
    fn export(&self, graph: &Graph, _: &ExportOptions) -> Result<Exported> {
        Ok(Exported { bytes: store::to_ron(graph)?.into_bytes(), hints: Vec::new() })
    }
}
