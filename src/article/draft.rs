//! What a format's reader found in one input, and its assembly into an [`Article`] with one text and its blocks.
//!
//! Pieces of text with their roles → `Article.text` and `Article.blocks`. The readers of the formats differ; the shape of
//! the text that all later stages see is made here and nowhere else.

use super::model::{Article, Block, BlockKind};
use crate::vocabulary::Span;
use jiff::civil::Date;

/// One article as its format's reader understood it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// Id that the input itself gives.
    pub doc: Option<String>,
    pub title: Option<String>,
    pub date: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
    /// The text, piece by piece, in reading order.
    pub pieces: Vec<Piece>,
}

/// A line or paragraph with its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub role: Role,
    /// One line, white space squeezed.
    pub text: String,
    /// Bytes at the start that are no part of its sentences: the item's bullet or number, a dateline.
    pub skip: usize,
}

/// What a piece of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is read.
    Block(BlockKind),
    /// It says when, where or by whom the article was published, and is not read.
    Metadata,
}

impl Piece {
    /// A piece of running text, a heading or an item without bullet. `None` when nothing is left of `text`.
    pub fn new(kind: BlockKind, text: &str) -> Option<Self> {
        let text = squeeze(text);
        (!text.is_empty()).then_some(Self { role: Role::Block(kind), text, skip: 0 })
    }
}

/// Puts one space between words and none around them. Control characters count as white space: no format that is
/// exported to later (XML, DOT, RON) carries them safely.
pub(super) fn squeeze(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_ascii_control()).filter(|word| !word.is_empty());
    let mut squeezed = String::with_capacity(text.len());
    for word in words {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// Whether two lines say the same; letter case, the shape of quotation marks and dashes, and a final full stop aside.
pub(super) fn same_line(one: &str, other: &str) -> bool {
    let plain = |line: &str| {
        squeeze(line)
            .trim_end_matches('.')
            .to_lowercase()
            .replace(['’', '‘'], "'")
            .replace(['“', '”'], "\"")
            .replace(['–', '—'], "-")
    };
    plain(one) == plain(other)
}

impl Header {
    /// Fills what is still open with what `other` knows.
    pub fn complete_with(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        self.date = self.date.or(other.date);
        self.source = self.source.take().or(other.source);
        self.url = self.url.take().or(other.url);
    }
}

impl Draft {
    /// Fills what is still open with what `other` knows.
    pub fn complete_with(&mut self, other: Header) {
        self.title = self.title.take().or(other.title);
        self.date = self.date.or(other.date);
        self.source = self.source.take().or(other.source);
        self.url = self.url.take().or(other.url);
    }

    /// Assembles the article; `doc` is its id, `date` its day where the input gives none.
    /// `None` when there is nothing to read: no piece, or only metadata.
    pub fn into_article(mut self, doc: String, date: Option<Date>) -> Option<Article> {
        if !self.pieces.iter().any(|piece| matches!(piece.role, Role::Block(_))) {
            return None;
        }
        self.title = self.title.as_deref().map(squeeze).filter(|title| !title.is_empty());
        if let Some(title) = &self.title {
            place_title(&mut self.pieces, title);
        }
        let (text, blocks) = lay_out(&self.pieces);
        let tidy = |field: Option<String>| field.as_deref().map(squeeze).filter(|field| !field.is_empty());
        Some(Article {
            doc,
            title: self.title,
            date: self.date.or(date),
            source: tidy(self.source),
            url: tidy(self.url),
            text,
            blocks,
        })
    }
}

/// What an article's head says of it: metadata of a page, front matter, date lines and datelines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
}

/// Makes the title the first piece: the line of the text that already says it is taken there, else it is added.
fn place_title(pieces: &mut Vec<Piece>, title: &str) {
    let opening = pieces.iter().position(|piece| piece.role == Role::Block(BlockKind::Paragraph));
    // The title may itself be taken for the first paragraph; past that, a repetition is the author's own.
    let last = opening.unwrap_or(pieces.len().saturating_sub(1));
    let role = Role::Block(BlockKind::Title);
    let found = pieces.iter().take(last + 1).position(|piece| same_line(&piece.text, title));
    let piece = match found {
        Some(index) => Piece { role, ..pieces.remove(index) },
        None => Piece { role, text: title.to_owned(), skip: 0 },
    };
    pieces.insert(0, piece);
}

fn lay_out(pieces: &[Piece]) -> (String, Vec<Block>) {
    let mut text = String::with_capacity(pieces.iter().map(|piece| piece.text.len() + 1).sum());
    let mut blocks = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len() + piece.skip;
        text.push_str(&piece.text);
        if let Role::Block(kind) = piece.role {
            blocks.push(Block { kind, span: Span::new(start, text.len()) });
        }
    }
    (text, blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: Option<&str>, paragraphs: &[&str]) -> Draft {
        let pieces = paragraphs.iter().filter_map(|text| Piece::new(BlockKind::Paragraph, text)).collect();
        Draft { title: title.map(str::to_owned), pieces, ..Draft::default() }
    }

    #[test]
    fn a_title_is_put_before_the_text() {
        let article = draft(Some("Petro in  Washington"), &["He met Trump."]).into_article("a".into(), None).unwrap();
        assert_eq!(article.text, "Petro in Washington\nHe met Trump.");
        assert_eq!(article.blocks[0].kind, BlockKind::Title);
        assert_eq!(article.blocks[1].span.of(&article.text), "He met Trump.");
    }

    #[test]
    fn a_title_that_opens_the_text_is_not_repeated() {
        let article = draft(Some("“Petro” in Washington"), &["\"PETRO\" IN WASHINGTON", "He came."])
            .into_article("a".into(), None);
        assert_eq!(article.unwrap().text, "\"PETRO\" IN WASHINGTON\nHe came.");
    }

    #[test]
    fn nothing_to_read_is_no_article() {
        let date_line = Piece { role: Role::Metadata, text: "3 May 2025".into(), skip: 0 };
        assert_eq!(Draft { pieces: vec![date_line], ..Draft::default() }.into_article("a".into(), None), None);
        assert_eq!(draft(Some("Only a title"), &[" \u{a0} "]).into_article("a".into(), None), None);
    }

    #[test]
    fn controls_and_runs_of_space_become_one_space() {
        assert_eq!(squeeze("\u{0}a \t\u{a0}b\u{1b}\u{2028}c "), "a b c");
    }
}
