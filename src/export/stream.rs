//! What formats have in common that hold all of a graph: they write it piece by piece, never as one text in memory.
//!
//! [`Streamed`] is what such a format implements; being an [`Exporter`] follows. A format of several tables names their files: with
//! a path they are written side by side, as one stream they are a zip archive.

use super::archive::Archive;
use super::listing::Listing;
use super::{ExportOptions, Exported, Exporter};
use crate::graph::Graph;
use crate::{Error, Result};
use std::io::{self, Write};

/// A format that writes a graph as it goes.
pub(super) trait Streamed: Sync {
    /// The names of its files, if it is several.
    const PARTS: &'static [&'static str] = &[];

    /// Writes the graph, or the part with that index in [`Self::PARTS`].
    ///
    /// # Errors
    /// Those of `out`.
    fn stream(&self, listing: &Listing<'_>, part: usize, out: &mut dyn Write) -> io::Result<()>;
}

impl<S: Streamed> Exporter for S {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let mut bytes = Vec::new();
        self.write(graph, options, &mut bytes)?;
        Ok(Exported { bytes, hints: Vec::new() })
    }

    fn parts(&self) -> &'static [&'static str] {
        S::PARTS
    }

    fn write(&self, graph: &Graph, _: &ExportOptions, out: &mut dyn Write) -> Result<Vec<String>> {
        let listing = Listing::of(graph);
        let written = if S::PARTS.is_empty() { self.stream(&listing, 0, out) } else { zip(self, &listing, out) };
        written.map_err(|cause| Error::io("output", cause))?;
        Ok(Vec::new())
    }

    fn write_part(&self, graph: &Graph, part: usize, out: &mut dyn Write) -> Result<()> {
        self.stream(&Listing::of(graph), part, out).map_err(|cause| Error::io("output", cause))
    }
}

fn zip<S: Streamed + ?Sized>(format: &S, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut archive = Archive::new(out);
    for (part, name) in S::PARTS.iter().enumerate() {
        let mut content = Vec::new();
        format.stream(listing, part, &mut content)?;
        archive.file(name, &content)?;
    }
    archive.finish()
}
