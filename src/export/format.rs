//! The formats that a graph can be written in: one enum owns the name, extensions and media type of each.
//!
//! A format's name or a file's name → [`Format`] → its [`Exporter`]. Adding a format is a variant here and a file beside it.
//!
//! ```
//! use summitry::export::Format;
//! assert_eq!("svg".parse(), Ok(Format::Svg));
//! assert_eq!(Format::from_path("out/summits.gv".as_ref()), Some(Format::Dot));
//! ```

use super::{Exporter, dot, html, json, png, ron, svg};
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// A file format for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz's language: the diagram as text.
    Dot,
    /// The diagram as a vector picture, with the sentences as tooltips.
    Svg,
    /// The diagram as a pixel picture.
    Png,
    /// One page for the browser: the diagram with filters and the sentences, without a server.
    Html,
    /// The snapshot: the whole graph, readable, read back without loss.
    Ron,
    /// The whole graph as nodes and links.
    Json,
}

impl Format {
    /// All formats, in the order in which help texts name them.
    pub const ALL: &'static [Self] = &[Self::Dot, Self::Svg, Self::Png, Self::Html, Self::Ron, Self::Json];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Html => "html",
            Self::Ron => "ron",
            Self::Json => "json",
        }
    }

    /// The file extensions that mean the format, the usual one first; lower case, without the dot.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Dot => &["dot", "gv"],
            Self::Svg => &["svg"],
            Self::Png => &["png"],
            Self::Html => &["html", "htm"],
            Self::Ron => &["ron"],
            Self::Json => &["json"],
        }
    }

    /// The media type (IANA's, where it is registered).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Dot => "text/vnd.graphviz",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Html => "text/html; charset=utf-8",
            Self::Ron => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// Whether the bytes are no text: such formats are not printed on a terminal.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Png)
    }

    /// Whether the format is a picture: it shows the strongest ties of the graph, not all of it.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Dot | Self::Svg | Self::Png | Self::Html)
    }

    /// The format that a file's extension tells, in any case.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// What writes the format.
    pub fn exporter(self) -> &'static dyn Exporter {
        match self {
            Self::Dot => &dot::Dot,
            Self::Svg => &svg::Svg,
            Self::Png => &png::Png,
            Self::Html => &html::Html,
            Self::Ron => &ron::Ron,
            Self::Json => &json::Json,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("'{name}' is none of: {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_extensions_are_told_apart() {
        let names: BTreeSet<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        assert_eq!(names.len(), Format::ALL.len());
        let extensions: Vec<&str> = Format::ALL.iter().flat_map(|format| format.extensions()).copied().collect();
        assert_eq!(extensions.iter().collect::<BTreeSet<_>>().len(), extensions.len());
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(*format));
            for extension in format.extensions() {
                let path = format!("folder.x/graph.{}", extension.to_uppercase());
                assert_eq!(Format::from_path(Path::new(&path)), Some(*format));
            }
        }
    }

    #[test]
    fn unknown_names_list_the_known_ones() {
        assert_eq!("gif".parse::<Format>(), Err("'gif' is none of: dot, svg, png, html, ron, json".to_owned()));
        assert_eq!(Format::from_path(Path::new("graph")), None);
        assert_eq!(Format::from_path(Path::new("graph.gif")), None);
    }
}
