//! The types of the stage: an article, its blocks, and what a block is.

use crate::vocabulary::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One news article or statement, before any analysis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Identifies the article in records and evidence; from the input where it names one, else from the file name.
    pub doc: String,
    /// The headline.
    pub title: Option<String>,
    /// Day of publication: the anchor of "on Tuesday".
    pub date: Option<Date>,
    /// Who published it ("Reuters").
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The whole text, paragraphs separated by newlines. It starts with the title line where the article has a title.
    /// All spans of all later stages are byte ranges of this text.
    ///
    /// White space is normalized (one space between words, one newline between blocks); nothing else is changed. Lines
    /// that only carry metadata (a date line, a byline) stay in the text, but no block covers them.
    pub text: String,
    /// The blocks of `text`, in order, not overlapping.
    pub blocks: Vec<Block>,
}

/// A stretch of text that sentences do not cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Where it stands, without surrounding white space, the bullet or number of an item, and the dateline of an article.
    pub span: Span,
}

/// What a block of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The headline of the article.
    Title,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
}
