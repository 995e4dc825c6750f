//! Views of the dependency parse: children, subtrees, phrases.

use super::{Document, TokenId, lower};
use smol_str::SmolStr;
use std::ops::Range;

/// The children of every token, laid out once a document.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Children of all tokens, those of one token in the order of the text.
    children: Vec<TokenId>,
    /// Where a token's children lie in `children`.
    ranges: Vec<Range<u32>>,
}

impl Tree {
    /// Reads the tree off the document's heads.
    pub fn of(doc: &Document) -> Self {
        let mut counts = vec![0u32; doc.tokens.len()];
        for head in doc.tokens.iter().filter_map(|token| token.head) {
            counts[head.0 as usize] += 1;
        }
        let mut end = 0;
        let mut ranges: Vec<Range<u32>> = Vec::with_capacity(counts.len());
        for count in counts {
            ranges.push(end..end);
            end += count;
        }
        let mut children = vec![TokenId(0); end as usize];
        for (at, token) in doc.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                let range = &mut ranges[head.0 as usize];
                children[range.end as usize] = TokenId(at as u32);
                range.end += 1;
            }
        }
        Self { children, ranges }
    }

    /// The words that depend on `head`, in the order of the text.
    pub fn children(&self, head: TokenId) -> &[TokenId] {
        self.ranges.get(head.0 as usize).map_or(&[], |range| &self.children[range.start as usize..range.end as usize])
    }

    /// The children whose relation (without subtype) is `relation`.
    pub fn with<'a>(
        &'a self,
        doc: &'a Document,
        head: TokenId,
        relation: &'a str,
    ) -> impl Iterator<Item = TokenId> + 'a {
        self.children(head).iter().copied().filter(move |&child| doc.relation(child) == relation)
    }

    /// The preposition that introduces a phrase ("with" of "with Iran"), lower-case; several words are joined by spaces.
    pub fn case(&self, doc: &Document, phrase: TokenId) -> Option<SmolStr> {
        let mut words = self.with(doc, phrase, "case").filter(|&child| child < phrase);
        let first = words.next()?;
        let text = lower(doc.word(first));
        let mut more = self.with(doc, first, "fixed").chain(words).peekable();
        if more.peek().is_none() {
            return Some(SmolStr::new(text));
        }
        let mut text = text.into_owned();
        for fixed in more {
            text.push(' ');
            text.push_str(&lower(doc.word(fixed)));
        }
        Some(SmolStr::new(text))
    }

    /// First and last token under `head`, itself included.
    pub fn extent(&self, head: TokenId) -> Range<u32> {
        let mut range = head.0..head.0 + 1;
        let mut open: Vec<TokenId> = vec![head];
        while let Some(token) = open.pop() {
            range.start = range.start.min(token.0);
            range.end = range.end.max(token.0 + 1);
            open.extend_from_slice(self.children(token));
        }
        range
    }
}

impl Document {
    /// The token's relation to its head without subtype: "nsubj" of "nsubj:pass".
    pub fn relation(&self, token: TokenId) -> &str {
        let relation = self.token(token).deprel;
        // Relations are short: this is faster than a search.
        &relation[..relation.bytes().position(|byte| byte == b':').unwrap_or(relation.len())]
    }
}
