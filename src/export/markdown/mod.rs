//! Graph → a dossier of one leader, country, organization or place in Markdown, every statement with the sentence that says so.
//!
//! Needs to know whom it is about ([`ExportOptions::about`]); the graph is the part around it, as `--around` cuts it out. Who it is, offices
//! and other relations, events from the latest to the earliest, ties, and the articles at the end.

mod dossier;
mod escape;

use super::listing::Listing;
use super::{ExportOptions, Exported, Exporter};
use crate::graph::Graph;
use crate::{Problem, Result};

/// Writes Markdown.
pub(super) struct Markdown;

impl Exporter for Markdown {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let listing = Listing::of(graph);
        let about = options.about.as_ref().and_then(|id| listing.nodes.iter().find(|node| node.id == *id));
        let Some(node) = about else {
            let missing = Problem::new("markdown", "a dossier is about somebody");
            return Err(missing.remedy("name a leader, country, organization or place with --around").into());
        };
        Ok(Exported { bytes: dossier::dossier(&listing, graph, node).into_bytes(), hints: Vec::new() })
    }
}
