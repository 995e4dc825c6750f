//! Graph → bytes, one file a format.
//!
//! [`Graph`] → [`Format`] → its [`Exporter`] → [`Exported`] bytes. `dot`, `svg`, `png` and `html` draw the [`diagram`] of the graph: its
//! strongest ties; `json` and `ron` hold all of it. Whatever stands in names and sentences, the bytes are well-formed
//! and safe to open: each format escapes all text, and only `http` and `https` addresses become links.
//!
//! ```
//! use summitry::export::{ExportOptions, Format, export};
//! use summitry::graph::Graph;
//!
//! let exported = export(&Graph::default(), Format::Dot, &ExportOptions::default())?;
//! assert!(exported.bytes.starts_with(b"digraph"));
//! # Ok::<(), summitry::Error>(())
//! ```

pub mod diagram;
pub mod page;

mod archive;
mod columns;
mod csv;
mod cypher;
mod dot;
mod format;
mod ftm;
mod gexf;
mod graphml;
mod graphviz;
mod html;
mod json;
mod listing;
mod markdown;
mod mermaid;
mod parquet;
mod parts;
mod plover;
mod png;
mod quote;
mod rdf;
mod ron;
mod sketch;
mod stream;
mod svg;
mod xml;

pub use diagram::ViewOptions;
pub use format::Format;
pub use graphviz::INSTALL_HINT;

use crate::graph::{Graph, NodeId};
use crate::{Error, Result, store};
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Writes graphs in one format.
pub trait Exporter: Sync {
    /// The graph in this format.
    ///
    /// # Errors
    /// When a program that draws for it fails or the format cannot hold the graph.
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported>;

    /// The names of the format's files, if it is several tables; as bytes it is a zip archive of them.
    fn parts(&self) -> &'static [&'static str] {
        &[]
    }

    /// Writes the same bytes piece by piece, as far as the format can, and gives the hints.
    ///
    /// # Errors
    /// As of [`Self::export`], and those of `out`.
    fn write(&self, graph: &Graph, options: &ExportOptions, out: &mut dyn Write) -> Result<Vec<String>> {
        let exported = self.export(graph, options)?;
        out.write_all(&exported.bytes).map_err(|cause| Error::io("output", cause))?;
        Ok(exported.hints)
    }

    /// Writes one of the [`Self::parts`], by its index.
    ///
    /// # Errors
    /// As of [`Self::write`].
    fn write_part(&self, graph: &Graph, part: usize, out: &mut dyn Write) -> Result<()> {
        let _ = part;
        self.write(graph, &ExportOptions::default(), out).map(|_| ())
    }
}

/// A graph in some format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// What the user may want to know, one line each: how to get a better picture.
    pub hints: Vec<String>,
}

/// What the caller decides about an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// What pictures show.
    pub view: ViewOptions,
    /// Who draws pictures.
    pub renderer: Renderer,
    /// Whom a dossier is about.
    pub about: Option<NodeId>,
}

/// Who draws pictures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Renderer {
    /// Graphviz where it is installed, else the built-in one.
    #[default]
    Auto,
    /// Graphviz's `dot`; an error where it is not installed.
    Graphviz,
    /// The built-in one, which needs nothing installed.
    BuiltIn,
}

impl Renderer {
    /// All renderers.
    pub const ALL: &'static [Self] = &[Self::Auto, Self::Graphviz, Self::BuiltIn];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Graphviz => "graphviz",
            Self::BuiltIn => "built-in",
        }
    }
}

impl fmt::Display for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Renderer {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, Self::Err> {
        let known = Self::ALL.iter().copied().find(|renderer| renderer.name() == name);
        known.ok_or_else(|| format!("'{name}' is none of: auto, graphviz, built-in"))
    }
}

/// Writes a graph in a format.
///
/// # Errors
/// As of the format's [`Exporter`].
pub fn export(graph: &Graph, format: Format, options: &ExportOptions) -> Result<Exported> {
    format.exporter().export(graph, options)
}

/// Writes a graph into a file, whole or not at all, and gives the hints.
///
/// A format of several tables becomes several files: `graph.csv` names `graph.nodes.csv` and `graph.edges.csv`. Under a path that ends in
/// `.zip` they are one archive.
///
/// # Errors
/// As of the format's [`Exporter`], and those of the system with the path.
pub fn export_to(graph: &Graph, format: Format, options: &ExportOptions, path: &Path) -> Result<Vec<String>> {
    let exporter = format.exporter();
    if !is_several_files(format, path) {
        return store::write_atomically_with(path, |out| exporter.write(graph, options, out));
    }
    let mut written = Vec::new();
    for (part, name) in exporter.parts().iter().enumerate() {
        let file = part_path(path, name);
        store::write_atomically_with(&file, |out| exporter.write_part(graph, part, out))?;
        written.push(file.display().to_string());
    }
    Ok(vec![format!("written: {}", written.join(", "))])
}

/// Whether a format that is written to the path makes several files beside it.
pub fn is_several_files(format: Format, path: &Path) -> bool {
    let zip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    !zip && !format.exporter().parts().is_empty()
}

/// `out/graph.csv` and `nodes.csv` → `out/graph.nodes.csv`.
fn part_path(path: &Path, part: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(part);
    path.with_file_name(name)
}
