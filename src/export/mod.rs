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

mod dot;
mod format;
mod graphviz;
mod html;
mod json;
mod png;
mod quote;
mod ron;
mod sketch;
mod svg;

pub use diagram::ViewOptions;
pub use format::Format;
pub use graphviz::INSTALL_HINT;

use crate::Result;
use crate::graph::Graph;
use std::fmt;
use std::str::FromStr;

/// Writes graphs in one format.
pub trait Exporter: Sync {
    /// The graph in this format.
    ///
    /// # Errors
    /// When a program that draws for it fails or the format cannot hold the graph.
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported>;
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
