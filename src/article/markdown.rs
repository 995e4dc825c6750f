//! Markdown → draft: headings, paragraphs and items; front matter, code, raw HTML and addresses of links are not text.

use super::draft::{Draft, Header, Piece, Role};
use super::front_matter::split_front_matter;
use super::model::BlockKind;
use super::text::read_head;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a Markdown text.
pub(super) fn read_markdown(markdown: &str) -> Draft {
    let (mut header, body) = split_front_matter(markdown);
    let mut walk = Walk::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        walk.take(event);
    }
    walk.flush();
    let Walk { mut pieces, first_heading, .. } = walk;
    let head = read_head(&mut pieces);
    header.complete_with(head);
    header.complete_with(Header { title: first_heading, ..Header::default() });
    Draft { doc: None, title: header.title, date: header.date, source: header.source, url: header.url, pieces }
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    /// Text of the block that is being read.
    line: String,
    /// How many items, headings, and unread elements (code, raw HTML, pictures) are open.
    items: usize,
    in_heading: bool,
    unread: usize,
    /// The heading of the first level that opens the text.
    first_heading: Option<String>,
}

impl Walk {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.unread == 0 => self.line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.line.push(' '),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::Image { .. } => self.unread += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.flush();
                self.unread += 1;
            }
            Tag::TableCell => self.flush(),
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::Heading { .. } => {
                self.flush();
                self.in_heading = true;
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.unread = self.unread.saturating_sub(1),
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Heading(level) => {
                let opens = self.pieces.iter().all(|piece| piece.role != Role::Block(BlockKind::Heading));
                if level == HeadingLevel::H1 && opens {
                    self.first_heading = Some(self.line.clone());
                }
                self.flush();
                self.in_heading = false;
            }
            _ => self.flush(),
        }
    }

    fn flush(&mut self) {
        let kind = match (self.in_heading, self.items) {
            (true, _) => BlockKind::Heading,
            (false, 0) => BlockKind::Paragraph,
            _ => BlockKind::Item,
        };
        self.pieces.extend(Piece::new(kind, &self.line));
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use jiff::civil::date;

    fn read(markdown: &str) -> Article {
        read_markdown(markdown).into_article("a".into(), None).unwrap()
    }

    fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
        article.blocks.iter().map(|block| (block.kind, block.span.of(&article.text))).collect()
    }

    #[test]
    fn blocks_without_their_marks() {
        let article = read(
            "# Xi and *Trump* meet\n\n3 November 2025\n\nThe presidents [met](https://example.org)\nin **Busan**.\n\n\
             ## Agreed\n\n- Lower tariffs\n- Soybeans\n\n  and more\n\n> “A 12 out of ten.”\n\n```\ncode\n```\n\
             <div>raw</div>\n\n![picture](a.png)\n",
        );
        assert_eq!(article.title.as_deref(), Some("Xi and Trump meet"));
        assert_eq!(article.date, Some(date(2025, 11, 3)));
        assert_eq!(
            blocks(&article),
            [
                (BlockKind::Title, "Xi and Trump meet"),
                (BlockKind::Paragraph, "The presidents met in Busan."),
                (BlockKind::Heading, "Agreed"),
                (BlockKind::Item, "Lower tariffs"),
                (BlockKind::Item, "Soybeans"),
                (BlockKind::Item, "and more"),
                (BlockKind::Paragraph, "“A 12 out of ten.”"),
            ]
        );
    }

    #[test]
    fn front_matter_comes_first() {
        let article = read(
            "---\ntitle: \"Talks in Geneva\"\ndate: 2025-11-03\nsource: Lake Post\n---\n\n# Talks in Geneva\n\nThey met.",
        );
        assert_eq!(article.text, "Talks in Geneva\nThey met.");
        assert_eq!(article.source.as_deref(), Some("Lake Post"));
    }

    #[test]
    fn a_later_first_level_heading_is_no_title() {
        let article = read("## Part one\n\nThey met.\n\n# Part two\n\nThey left.");
        assert_eq!(article.title, None);
    }
}
