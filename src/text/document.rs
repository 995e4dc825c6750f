//! The analyzed article: blocks of sentences of tokens, every one a view into the article's text.

use super::engine::{Feats, NameKind, Upos};
use crate::article::Article;
use crate::vocabulary::Span;
use smol_str::SmolStr;
use std::ops::Range;

/// Position of a token in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(pub u32);

/// Position of a sentence in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId(pub u32);

/// An article with its linguistic analysis. Tokens hold spans and never own text.
#[derive(Debug, Clone)]
pub struct Document {
    /// The article as read.
    pub article: Article,
    /// All sentences, in the order of the text.
    pub sentences: Vec<Sentence>,
    /// All tokens, in the order of the text.
    pub tokens: Vec<Token>,
    /// Names that the recognizer found, in the order of the text, not overlapping.
    pub names: Vec<Name>,
    /// How many sentences were longer than a sentence can be, and stand here in pieces.
    pub overlong: usize,
}

/// A name as the statistical recognizer sees it; the knowledge base may know better.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its tokens, as positions in [`Document::tokens`].
    pub tokens: Range<u32>,
    /// What it seems to be.
    pub kind: NameKind,
    /// Probability that the recognizer gives it, 0 to 1.
    pub score: f32,
}

/// A sentence, or a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as positions in [`Document::tokens`].
    pub tokens: Range<u32>,
    /// Index of its block in the article.
    pub block: usize,
}

/// A syntactic word by the rules of Universal Dependencies.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag ("VBD").
    pub xpos: &'static str,
    /// Morphological features.
    pub feats: Feats,
    /// Dictionary form, lower-case except for names.
    pub lemma: SmolStr,
    /// The word it depends on; `None` at the root of the sentence.
    pub head: Option<TokenId>,
    /// Universal dependency relation to the head ("nsubj:pass").
    pub deprel: &'static str,
}

impl Document {
    /// The token at `id`.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.0 as usize]
    }

    /// The token's text.
    pub fn word(&self, id: TokenId) -> &str {
        self.token(id).span.of(&self.article.text)
    }

    /// The sentence at `id`.
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.0 as usize]
    }

    /// The sentence's text, verbatim.
    pub fn quote(&self, id: SentenceId) -> &str {
        self.sentence(id).span.of(&self.article.text)
    }

    /// Ids of all sentences.
    pub fn sentence_ids(&self) -> impl Iterator<Item = SentenceId> + use<> {
        (0..self.sentences.len() as u32).map(SentenceId)
    }

    /// The sentence that a token stands in.
    pub fn sentence_of(&self, token: TokenId) -> SentenceId {
        SentenceId(self.sentences.partition_point(|sentence| sentence.tokens.end <= token.0) as u32)
    }

    /// The text from the first to the last of `tokens`.
    pub fn text_of(&self, tokens: &Range<u32>) -> &str {
        match (self.tokens.get(tokens.start as usize), self.tokens.get((tokens.end as usize).wrapping_sub(1))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                Span::new(first.span.start, last.span.end).of(&self.article.text)
            }
            _ => "",
        }
    }

    /// Ids of a sentence's tokens.
    pub fn token_ids(&self, id: SentenceId) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        self.sentence(id).tokens.clone().map(TokenId)
    }
}
