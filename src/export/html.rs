//! One self-contained HTML file: the picture, its events with their sentences, and the viewer's own scripts.
//!
//! [`Graph`] → a page that needs no server and asks nothing of the network. Data stand in a block of JSON in which nothing can end
//! the block; the page's policy names its script and style by their hashes, so that nothing else runs.

use super::page::{self, Brief, EntityPage, EventPage, Palette, Picture, Summary, assets};
use super::{ExportOptions, Exported, Exporter};
use crate::graph::{Graph, NodeId};
use crate::{Problem, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use petgraph::stable_graph::NodeIndex;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Writes HTML.
pub(super) struct Html;

impl Exporter for Html {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let title = options.view.title.clone().unwrap_or_else(|| "Who meets whom".to_owned());
        let data = data(graph, &title, options.view.top);
        let json = serde_json::to_string(&data)
            .map_err(|error| Problem::new("html", format!("cannot hold the graph: {error}")))?;
        Ok(Exported { bytes: document(&title, &inert(&json)).into_bytes(), hints: Vec::new() })
    }
}

/// What the file holds: the picture and all that can be opened from it.
#[derive(Serialize)]
struct Data {
    summary: Overview,
    picture: Picture,
    events: Vec<EventPage>,
    entities: Vec<EntityPage>,
}

#[derive(Serialize)]
struct Overview {
    #[serde(flatten)]
    summary: Summary,
    /// Nothing can be decided in a file.
    actions: [(); 0],
    articles_readable: bool,
    palette: Palette,
}

fn data(graph: &Graph, title: &str, top: usize) -> Data {
    let picture = page::picture(graph, top);
    let at = |id: &str| graph.index.get(&NodeId(id.to_owned())).copied();
    let mut shown: BTreeSet<NodeIndex> = picture.nodes.iter().filter_map(|dot| at(&dot.id)).collect();
    let behind = picture.edges.iter().flat_map(|link| &link.parts).flat_map(|part| &part.events);
    shown.extend(behind.filter_map(|id| at(id)));
    // What the events name can be opened too: places, policy areas, parties that the picture leaves out.
    let events: Vec<EventPage> = shown.iter().filter_map(|&event| page::event_page(graph, event)).collect();
    shown.extend(events.iter().flat_map(|event| named(&event.brief)).filter_map(|id| at(&id)));
    let kept: BTreeSet<&str> = events.iter().map(|event| event.brief.id.as_str()).collect();
    let entities = shown.iter().filter_map(|&entity| page::entity_page(graph, entity));
    let mut entities: Vec<EntityPage> = entities.map(|entity| trimmed(entity, &kept)).collect();
    entities.sort_by(|one, two| one.who.id.cmp(&two.who.id));
    let overview = Overview {
        summary: page::summary(graph, title),
        actions: [],
        articles_readable: false,
        palette: page::colours(),
    };
    let mut events = events;
    events.sort_by(|one, two| one.brief.id.cmp(&two.brief.id));
    Data { summary: overview, picture, events, entities }
}

fn named(event: &Brief) -> Vec<String> {
    let parties = event.parties.iter().map(|party| &party.who);
    parties.chain(&event.places).chain(&event.areas).map(|one| one.id.clone()).collect()
}

/// An entity without what the file does not hold: its events stand there already, of its ties those whose events do.
fn trimmed(mut entity: EntityPage, kept: &BTreeSet<&str>) -> EntityPage {
    entity.events = Vec::new();
    for tie in &mut entity.ties {
        tie.events.retain(|event| kept.contains(event.0.as_str()));
    }
    entity.ties.retain(|tie| !tie.events.is_empty());
    entity
}

/// JSON in which no tag, comment or line separator is left that HTML or old scripts could take for theirs.
fn inert(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text
}

/// All modules as one script: they know each other's names anyway, so imports and exports go.
fn script() -> String {
    let mut script = "\"use strict\";\n".to_owned();
    for line in assets::SHARED.iter().chain(assets::EXPORT).flat_map(|asset| asset.text.lines()) {
        let line = line.strip_prefix("export ").unwrap_or(line);
        if !line.starts_with("import ") && !line.trim_start().starts_with("//") {
            script.push_str(line);
            script.push('\n');
        }
    }
    script
}

fn document(title: &str, data: &str) -> String {
    let (script, style) = (script(), assets::STYLE);
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(&script),
        hash(style)
    );
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <noscript><p>This page draws its graph with JavaScript of its own.</p></noscript>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n<script type=\"module\">{script}</script>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in super::diagram::text::name(text, 200).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_its_block() {
        let json = serde_json::to_string("</script><!--<script>&\u{2028}").expect("text is JSON");
        let inert = inert(&json);
        assert!(!inert.contains(['<', '>', '&', '\u{2028}']), "{inert}");
        assert_eq!(serde_json::from_str::<String>(&inert).expect("still JSON"), "</script><!--<script>&\u{2028}");
    }

    #[test]
    fn the_script_is_one_piece() {
        let script = script();
        assert!(!script.contains("</") && !script.contains("<!--"), "the script ends its own element");
        let leading = |word: &str| script.lines().any(|line| line.starts_with(word));
        assert!(!leading("import ") && !leading("export "));
        let mut names: Vec<&str> = script
            .lines()
            .filter_map(|line| {
                let rest = ["function ", "async function ", "const ", "class ", "let "]
                    .iter()
                    .find_map(|word| line.strip_prefix(word))?;
                rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
            })
            .collect();
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "two modules have these names: {twice:?}");
    }

    #[test]
    fn titles_are_text() {
        assert!(document("</title><script>", "{}").contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
        assert!(!STANDARD.encode(Sha256::digest(b"")).is_empty());
    }
}
