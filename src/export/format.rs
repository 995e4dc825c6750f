//! The formats that a graph can be written in: one enum owns the name, extensions and media type of each.
//!
//! A format's name or a file's name → [`Format`] → its [`Exporter`]. Adding a format is a variant here and a file beside it.
//!
//! ```
//! use summitry::export::Format;
//! assert_eq!("svg".parse(), Ok(Format::Svg));
//! assert_eq!(Format::from_path("out/summits.gv".as_ref()), Some(Format::Dot));
//! ```

use super::{
    Exporter, csv, cypher, dot, ftm, gexf, graphml, html, json, markdown, mermaid, parquet, plover, png, rdf, ron, svg,
};
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
    /// Nodes and edges with typed attributes, as most graph programs read them.
    GraphMl,
    /// The same with the days of events and ties, for Gephi's timeline.
    Gexf,
    /// Two tables, nodes and edges, with Neo4j's headers.
    Csv,
    /// A script that makes the graph in Neo4j or Memgraph.
    Cypher,
    /// FollowTheMoney entities, one a line, as Aleph reads them.
    Ftm,
    /// RDF with a named graph for each article.
    TriG,
    /// The same RDF as JSON.
    JsonLd,
    /// Rows of actor, event type and recipient, as ICEWS and POLECAT have them.
    Plover,
    /// The diagram as text for Markdown pages.
    Mermaid,
    /// A dossier of one leader or country with quotes.
    Markdown,
    /// The two tables in columns, compressed and typed.
    Parquet,
}

impl Format {
    /// All formats, in the order in which help texts name them.
    pub const ALL: &'static [Self] = &[
        Self::Dot,
        Self::Svg,
        Self::Png,
        Self::Html,
        Self::Ron,
        Self::Json,
        Self::GraphMl,
        Self::Gexf,
        Self::Csv,
        Self::Cypher,
        Self::Ftm,
        Self::TriG,
        Self::JsonLd,
        Self::Plover,
        Self::Mermaid,
        Self::Markdown,
        Self::Parquet,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Html => "html",
            Self::Ron => "ron",
            Self::Json => "json",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Csv => "csv",
            Self::Cypher => "cypher",
            Self::Ftm => "ftm",
            Self::TriG => "trig",
            Self::JsonLd => "jsonld",
            Self::Plover => "plover",
            Self::Mermaid => "mermaid",
            Self::Markdown => "markdown",
            Self::Parquet => "parquet",
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
            Self::GraphMl => &["graphml"],
            Self::Gexf => &["gexf"],
            Self::Csv => &["csv"],
            Self::Cypher => &["cypher", "cql"],
            Self::Ftm => &["ftm"],
            Self::TriG => &["trig"],
            Self::JsonLd => &["jsonld"],
            Self::Plover => &["tsv"],
            Self::Mermaid => &["mmd", "mermaid"],
            Self::Markdown => &["md", "markdown"],
            Self::Parquet => &["parquet"],
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
            Self::GraphMl => "application/graphml+xml",
            Self::Gexf => "application/gexf+xml",
            // As one stream the tables are an archive.
            Self::Csv | Self::Parquet => "application/zip",
            Self::Cypher => "application/x-cypher-query",
            Self::Ftm => "application/json+ftm",
            Self::TriG => "application/trig",
            Self::JsonLd => "application/ld+json",
            Self::Plover => "text/tab-separated-values",
            Self::Mermaid => "text/vnd.mermaid",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }

    /// Whether the bytes are no text: such formats are not printed on a terminal.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Png | Self::Csv | Self::Parquet)
    }

    /// Whether the format is a picture: it shows the strongest ties of the graph, not all of it.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Dot | Self::Svg | Self::Png | Self::Html | Self::Mermaid)
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
            Self::GraphMl => &graphml::GraphMl,
            Self::Gexf => &gexf::Gexf,
            Self::Csv => &csv::Csv,
            Self::Cypher => &cypher::Cypher,
            Self::Ftm => &ftm::Ftm,
            Self::TriG => &rdf::TriG,
            Self::JsonLd => &rdf::JsonLd,
            Self::Plover => &plover::Plover,
            Self::Mermaid => &mermaid::Mermaid,
            Self::Markdown => &markdown::Markdown,
            Self::Parquet => &parquet::Parquet,
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
        let unknown = "gif".parse::<Format>();
        assert!(
            unknown
                .is_err_and(|message| message.starts_with("'gif' is none of: dot, svg, png, html, ron, json, graphml"))
        );
        assert_eq!(Format::from_path(Path::new("graph")), None);
        assert_eq!(Format::from_path(Path::new("graph.gif")), None);
    }
}
