//! [`Document`] → CoNLL-U and JSON, for people, scorers and other tools.

use super::conllu::{self, Row};
use super::contraction::is_joined;
use super::{Document, SentenceId, TokenId};
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// The analysis of an article as JSON: sentences of tokens, and the names.
#[derive(Debug, Serialize)]
pub struct DocumentJson<'a> {
    doc: &'a str,
    sentences: Vec<SentenceJson<'a>>,
}

#[derive(Debug, Serialize)]
struct SentenceJson<'a> {
    text: &'a str,
    span: crate::vocabulary::Span,
    tokens: Vec<TokenJson<'a>>,
    names: Vec<NameJson<'a>>,
}

#[derive(Debug, Serialize)]
struct TokenJson<'a> {
    form: &'a str,
    span: crate::vocabulary::Span,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'static str,
    feats: &'static str,
    /// Position of the head in the sentence, from 0; none at the root.
    head: Option<u32>,
    deprel: &'static str,
}

#[derive(Debug, Serialize)]
struct NameJson<'a> {
    text: &'a str,
    kind: &'static str,
    /// First token and the one behind the last, from 0.
    tokens: (u32, u32),
    score: f32,
}

impl Document {
    /// The document as CoNLL-U, with the names in the last column.
    pub fn to_conllu(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "# newdoc id = {}", self.article.doc.replace(['\n', '\r'], " "));
        for id in self.sentence_ids() {
            let _ = write!(text, "{}", self.conllu_sentence(id));
        }
        text
    }

    fn conllu_sentence(&self, id: SentenceId) -> conllu::Sentence {
        let first = self.sentence(id).tokens.start;
        let quote = self.quote(id).split_whitespace().collect::<Vec<_>>().join(" ");
        let comments = vec![format!("# sent_id = {}", id.0 + 1), format!("# text = {quote}")];
        let mut rows = Vec::new();
        // Words of one token stand under a row for the token: "don't", "do", "n't".
        let mut token: Range<u32> = first..first;
        for (at, id) in self.token_ids(id).enumerate() {
            if !token.contains(&id.0) {
                token = self.written_as_one(id);
                if token.len() > 1 {
                    let mut row = Row::range(at + 1, at + token.len(), self.text_of(&token));
                    self.add_spacing(&mut row, token.end - 1);
                    rows.push(row);
                }
            }
            let mut row = self.row(at, id, first);
            if token.len() == 1 {
                self.add_spacing(&mut row, id.0);
            }
            rows.push(row);
        }
        conllu::Sentence { comments, rows }
    }

    /// The words that are one token with the word at `id`, from it on.
    fn written_as_one(&self, id: TokenId) -> Range<u32> {
        let last = self.sentence(self.sentence_of(id)).tokens.end;
        let joined = |&at: &u32| {
            let (word, previous) = (self.token(TokenId(at)), TokenId(at - 1));
            let glued = self.token(previous).span.end == word.span.start;
            let possessive = word.xpos == "POS" && self.word(previous).ends_with(char::is_alphanumeric);
            glued && (possessive || is_joined(self.word(previous), self.word(TokenId(at))))
        };
        let more = (id.0 + 1..last).take_while(joined).count() as u32;
        id.0..id.0 + 1 + more
    }

    fn add_spacing(&self, row: &mut Row, last: u32) {
        let end = self.token(TokenId(last)).span.end;
        if self.tokens.get(last as usize + 1).is_some_and(|next| next.span.start == end) {
            row.add_misc("SpaceAfter=No");
        }
    }

    fn row(&self, at: usize, id: TokenId, first: u32) -> Row {
        let token = self.token(id);
        let mut row = Row::word(at + 1, self.word(id));
        row.lemma = token.lemma.to_string();
        row.upos = token.upos.to_string();
        row.xpos = token.xpos.to_owned();
        row.feats = token.feats.to_string();
        row.head = token.head.map_or(0, |head| head.0 - first + 1).to_string();
        row.deprel = token.deprel.to_owned();
        let name = self.names.partition_point(|name| name.tokens.end <= id.0);
        if let Some(name) = self.names.get(name).filter(|name| name.tokens.contains(&id.0)) {
            let rest = if name.tokens.start == id.0 { "" } else { "-" };
            row.add_misc(&format!("Name={}{rest}", name.kind));
        }
        row
    }

    /// The document as a value for JSON.
    pub fn to_json(&self) -> DocumentJson<'_> {
        DocumentJson {
            doc: &self.article.doc,
            sentences: self.sentence_ids().map(|id| self.json_sentence(id)).collect(),
        }
    }

    fn json_sentence(&self, id: SentenceId) -> SentenceJson<'_> {
        let range = self.sentence(id).tokens.clone();
        let tokens = self.token_ids(id).map(|id| {
            let token = self.token(id);
            TokenJson {
                form: self.word(id),
                span: token.span,
                lemma: &token.lemma,
                upos: token.upos.as_str(),
                xpos: token.xpos,
                feats: token.feats.as_str(),
                head: token.head.map(|head| head.0 - range.start),
                deprel: token.deprel,
            }
        });
        let names = self.names.iter().filter(|name| range.contains(&name.tokens.start)).map(|name| NameJson {
            text: self.text_of(&name.tokens),
            kind: name.kind.as_str(),
            tokens: (name.tokens.start - range.start, name.tokens.end - range.start),
            score: name.score,
        });
        SentenceJson {
            text: self.quote(id),
            span: self.sentence(id).span,
            tokens: tokens.collect(),
            names: names.collect(),
        }
    }
}
