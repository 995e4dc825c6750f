//! The formats that articles come in, their file endings, and how content tells them apart.

/// A format of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with front matter or without.
    Markdown,
    /// A web page.
    Html,
    /// One JSON record a line.
    JsonLines,
    /// One JSON record, or an array of them.
    Json,
    /// A feed: RSS or Atom.
    Feed,
    /// A web archive (WARC).
    WebArchive,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Self] =
        &[Self::Text, Self::Markdown, Self::Html, Self::JsonLines, Self::Json, Self::Feed, Self::WebArchive];

    /// File endings, in lower case.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::JsonLines => &["jsonl", "ndjson"],
            Self::Json => &["json"],
            Self::Feed => &["rss", "atom", "rdf", "xml"],
            Self::WebArchive => &["warc", "wet"],
        }
    }

    /// The format that a file ending stands for, whatever its case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// All file endings, for messages: ".txt, .text, .md, …".
    pub fn all_extensions() -> String {
        let endings: Vec<String> =
            Self::ALL.iter().flat_map(|format| format.extensions()).map(|ending| format!(".{ending}")).collect();
        endings.join(", ")
    }

    /// The format of an input, from its file ending (if known) and the first kilobytes of its text.
    ///
    /// A known ending decides, save that a page or feed saved as `.txt` or `.md` is still a page or feed, that `.xml` may be
    /// both, and that records one a line are JSON Lines, so that a broken one does not hide those after it.
    pub(super) fn detect(by_extension: Option<Self>, opening: &str) -> Self {
        match by_extension {
            Some(Self::Text | Self::Markdown | Self::Feed) if is_html_document(opening) => Self::Html,
            Some(Self::Text | Self::Markdown | Self::Html) if is_feed(opening) => Self::Feed,
            Some(Self::Json) if has_a_record_a_line(opening) => Self::JsonLines,
            Some(format) => format,
            None => Self::sniff(opening),
        }
    }

    /// The format that the first kilobytes of a text look like; plain text where nothing speaks for another.
    fn sniff(opening: &str) -> Self {
        let opening = opening.trim_start();
        if opening.starts_with('{') {
            if opens_with_whole_record(opening) { Self::JsonLines } else { Self::Json }
        } else if opening.starts_with("[{")
            || opening.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
        {
            Self::Json
        } else if opening.starts_with("WARC/") {
            Self::WebArchive
        } else if is_feed(opening) {
            Self::Feed
        } else if is_html_document(opening) || is_html_fragment(opening) {
            Self::Html
        } else if is_markdown(opening) {
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

/// Whether the first line is a record by itself, not the first line of one that is spread over several. A line longer
/// than the opening is taken for a record.
fn opens_with_whole_record(opening: &str) -> bool {
    opening.split_once('\n').is_none_or(|(line, _)| line.trim_end().ends_with('}'))
}

fn has_a_record_a_line(opening: &str) -> bool {
    opening.trim_start().starts_with('{') && opens_with_whole_record(opening.trim_start()) && opening.contains("\n{")
}

/// What a text is that holds articles in a way that is not read, with what to do about it; `None` for other texts.
pub(super) fn unread_kind(opening: &str) -> Option<(&'static str, &'static str)> {
    let xml = opening.trim_start().starts_with("<?xml") && !is_html_document(opening) && !is_feed(opening);
    xml.then_some(("an XML file that is no feed", "give the pages of its articles, or records as JSON Lines"))
}

fn is_html_document(opening: &str) -> bool {
    let rest = after_prolog(opening);
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| starts_with_ignoring_case(rest, start))
}

/// Whether the outermost element is that of RSS 2.0, RSS 1.0 or Atom, whatever its prefix.
fn is_feed(opening: &str) -> bool {
    let mut rest = after_prolog(opening);
    // A document type, which may declare entities, none of which is ever expanded.
    if starts_with_ignoring_case(rest, "<!doctype") && !is_html_document(opening) {
        let subset = rest.find('[').filter(|at| rest.find('>').is_some_and(|end| *at < end));
        let end = if subset.is_some() { "]>" } else { ">" };
        rest = rest.split_once(end).map_or("", |(_, after)| after_prolog(after));
    }
    let Some(name) = rest.strip_prefix('<') else { return false };
    let name = &name[..name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len())];
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    matches!(local, "rss" | "feed" | "RDF")
}

/// What follows comments, an XML declaration and processing instructions.
fn after_prolog(opening: &str) -> &str {
    let mut rest = opening.trim_start();
    while let Some((_, after)) = ["<!--", "<?"].iter().find_map(|start| {
        let end = if *start == "<!--" { "-->" } else { "?>" };
        rest.strip_prefix(start).and_then(|inside| inside.split_once(end))
    }) {
        rest = after.trim_start();
    }
    rest
}

fn is_html_fragment(opening: &str) -> bool {
    ["<p", "<div", "<article", "<main", "<section", "<h1", "<meta", "<title", "<header"].iter().any(|start| {
        starts_with_ignoring_case(opening, start)
            && opening[start.len()..].starts_with(|c: char| c == '>' || c.is_whitespace())
    })
}

/// Front matter, or a heading marked with `#` among the first lines.
fn is_markdown(opening: &str) -> bool {
    let front_matter = opening.strip_prefix("---\n").is_some_and(|rest| rest.lines().take(2).any(|l| l.contains(": ")));
    front_matter
        || opening.lines().take(20).any(|line| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#'))
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        assert_eq!(Format::from_extension("HTM"), Some(Format::Html));
        assert_eq!(Format::from_extension("ndjson"), Some(Format::JsonLines));
        assert_eq!(Format::from_extension("pdf"), None);
        assert!(Format::all_extensions().starts_with(".txt, "));
    }

    #[test]
    fn content() {
        for (opening, format) in [
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Format::JsonLines),
            ("{\"text\": \"a very long line that goes on", Format::JsonLines),
            ("{\n  \"text\": \"a\"\n}", Format::Json),
            ("[\n {\"text\"", Format::Json),
            ("<!-- saved --><!DOCTYPE html>\n<html>", Format::Html),
            ("<p>Trump met Xi.</p>", Format::Html),
            ("---\ntitle: A\n---\nText", Format::Markdown),
            ("# Title\n\nText", Format::Markdown),
            ("#hashtag day", Format::Text),
            ("[Update] Trump met Xi.", Format::Text),
            ("<3 from Busan", Format::Text),
            ("<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?><!-- a --><rss version='2.0'>", Format::Feed),
            ("<!DOCTYPE rss [<!ENTITY a \"<p>\">]>\n<rss>", Format::Feed),
            ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Format::Feed),
            ("<feed>", Format::Feed),
            ("<?xml version='1.0'?><!DOCTYPE html><html>", Format::Html),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::WebArchive),
            ("Trump met Xi.", Format::Text),
            ("", Format::Text),
        ] {
            assert_eq!(Format::detect(None, opening), format, "{opening}");
        }
    }

    #[test]
    fn a_page_under_a_wrong_ending() {
        assert_eq!(Format::detect(Some(Format::Text), "<!doctype html><p>a"), Format::Html);
        assert_eq!(Format::detect(Some(Format::Text), "{\"text\": 1}"), Format::Text);
        assert_eq!(Format::detect(Some(Format::Json), "{\"text\": 1}\n{\"text\": 2}"), Format::JsonLines);
        assert_eq!(Format::detect(Some(Format::Json), "{\"text\": 1}\n"), Format::Json);
    }

    #[test]
    fn what_is_not_read_is_told() {
        assert!(unread_kind("<?xml version=\"1.0\"?><urlset>").is_some());
        assert_eq!(unread_kind("<?xml version=\"1.0\"?><rss>"), None);
        assert_eq!(unread_kind("<?xml version=\"1.0\"?>\n<!DOCTYPE html>"), None);
        assert_eq!(unread_kind("Trump met Xi."), None);
    }
}
