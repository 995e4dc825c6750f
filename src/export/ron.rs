//! The snapshot.
use super::{ExportOptions, Exported, Exporter};
use crate::graph::Graph;
use crate::{Problem, Result};
pub(super) struct Ron;
impl Exporter for Ron {
    fn export(&self, _: &Graph, _: &ExportOptions) -> Result<Exported> {
        Err(Problem::new("ron", "not there yet").into())
    }
}
