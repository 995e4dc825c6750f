//! The main part of a page → pieces: headings, paragraphs and list items in reading order.

use crate::article::draft::Piece;
use crate::article::model::BlockKind;
use dom_query::NodeRef;

/// Elements whose text is not the article's.
const SKIPPED: [&str; 26] = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "figure",
    "figcaption",
    "picture",
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "select",
    "textarea",
    "label",
    "dialog",
    "iframe",
    "object",
    "svg",
    "math",
    "audio",
    "video",
    "canvas",
    "map",
];

/// Elements that stand within a line of text; all others begin and end blocks.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "time",
    "u", "var", "wbr",
];

/// All pieces under `root`, the walk being iterative: pages are nested as deeply as their authors please.
pub(super) fn pieces(root: &NodeRef) -> Vec<Piece> {
    let mut walk = Walk::default();
    let mut open = vec![Step::Enter(*root)];
    while let Some(step) = open.pop() {
        match step {
            Step::Enter(node) if node.is_text() => walk.line.push_str(&node.text()),
            Step::Enter(node) => {
                let name = node.node_name().unwrap_or_default();
                if SKIPPED.contains(&&*name) || (&*name == "sup" && is_note_mark(&node.text())) {
                    continue;
                }
                if &*name == "br" {
                    walk.line.push(' ');
                } else if !INLINE.contains(&&*name) && &*name != "sup" {
                    walk.begin_block(&name);
                    open.push(Step::Leave);
                }
                open.extend(node.children_it(true).map(Step::Enter));
            }
            Step::Leave => walk.end_block(),
        }
    }
    walk.flush();
    walk.pieces
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// The end of a block element.
    Leave,
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    /// Text of the block that is being read.
    line: String,
    /// Kinds of the block elements around it.
    kinds: Vec<BlockKind>,
}

impl Walk {
    fn kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn begin_block(&mut self, name: &str) {
        self.flush();
        self.kinds.push(match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
            "li" | "dt" | "dd" => BlockKind::Item,
            // A paragraph in an item is the item's, and a line break element in a heading the heading's.
            _ => self.kind(),
        });
    }

    fn end_block(&mut self) {
        self.flush();
        self.kinds.pop();
    }

    fn flush(&mut self) {
        self.pieces.extend(Piece::new(self.kind(), &self.line));
        self.line.clear();
    }
}

/// Whether raised text is the mark of a footnote ("[3]", "12") rather than part of a word ("20th").
fn is_note_mark(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('[') || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn read(html: &str) -> Vec<(BlockKind, String)> {
        let found = pieces(&Document::fragment(html).root());
        found
            .into_iter()
            .map(|piece| match piece.role {
                crate::article::draft::Role::Block(kind) => (kind, piece.text),
                crate::article::draft::Role::Metadata => unreachable!("the walk finds no metadata"),
            })
            .collect()
    }

    #[test]
    fn blocks_and_lines() {
        let read = read(
            "<h2>A <em>b</em></h2>loose<p>one<br>two<sup>[1]</sup> on the 20<sup>th</sup></p>\
             <ul><li><p>c</p></li><li>d<ul><li>e</li></ul></li></ul><blockquote>“f”</blockquote>",
        );
        let expected = [
            (BlockKind::Heading, "A b"),
            (BlockKind::Paragraph, "loose"),
            (BlockKind::Paragraph, "one two on the 20th"),
            (BlockKind::Item, "c"),
            (BlockKind::Item, "d"),
            (BlockKind::Item, "e"),
            (BlockKind::Paragraph, "“f”"),
        ];
        assert_eq!(read, expected.map(|(kind, text)| (kind, text.to_owned())));
    }
}
