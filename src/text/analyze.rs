//! [`Article`] → [`Document`]: blocks into sentences into tokens, then one pass of the engine over all of them.

use super::conllu;
use super::engine::{Analysis, Engine};
use super::lemma::Lemmatizer;
use super::{Document, Name, Sentence, Token, TokenId, sentences, tokenize};
use crate::article::Article;
use crate::vocabulary::Span;

/// The linguistic analysis, with its embedded models.
#[derive(Debug)]
pub struct Analyzer {
    engine: &'static Engine,
    lemmatizer: &'static Lemmatizer,
}

impl Analyzer {
    /// The analyzer with the embedded models; the first call loads them.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: std::sync::LazyLock<Analyzer> =
            std::sync::LazyLock::new(|| Analyzer { engine: Engine::embedded(), lemmatizer: Lemmatizer::embedded() });
        &EMBEDDED
    }

    /// Analyzes an article.
    pub fn analyze(&self, article: Article) -> Document {
        let (sentences, spans) = split(&article);
        let words: Vec<&str> = spans.iter().map(|span| span.of(&article.text)).collect();
        let batch: Vec<&[&str]> = sentences
            .iter()
            .map(|sentence| &words[sentence.tokens.start as usize..sentence.tokens.end as usize])
            .collect();
        let analyses = self.engine.analyze(&batch);
        let mut tokens = Vec::with_capacity(spans.len());
        let mut names = Vec::new();
        for (sentence, analysis) in sentences.iter().zip(&analyses) {
            let first = sentence.tokens.start;
            tokens.extend(self.tokens(first, analysis, &spans, &words));
            names.extend(analysis.names.iter().map(|name| Name {
                tokens: first + name.start as u32..first + name.end as u32,
                kind: name.kind,
                score: name.score,
            }));
        }
        Document { article, sentences, tokens, names }
    }

    /// Predicts tags, lemmas, trees and names for the words of CoNLL-U sentences, which are kept as they are.
    pub fn annotate(&self, sentences: &mut [conllu::Sentence]) {
        const BATCH: usize = 256;
        for batch in sentences.chunks_mut(BATCH) {
            let words: Vec<Vec<String>> =
                batch.iter().map(|sentence| sentence.words().map(|row| row.form.clone()).collect()).collect();
            let words: Vec<Vec<&str>> = words.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
            let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
            for (sentence, analysis) in batch.iter_mut().zip(self.engine.analyze(&words)) {
                sentence.annotate(&analysis);
                for row in sentence.words_mut() {
                    row.lemma = self.lemmatizer.lemma(&row.form, &row.xpos).to_string();
                }
            }
        }
    }

    fn tokens<'a>(
        &'a self,
        first: u32,
        analysis: &'a Analysis,
        spans: &'a [Span],
        words: &'a [&str],
    ) -> impl Iterator<Item = Token> + 'a {
        analysis.words.iter().enumerate().map(move |(at, word)| {
            let position = first as usize + at;
            Token {
                span: spans[position],
                upos: word.upos,
                xpos: word.xpos,
                feats: word.feats,
                lemma: self.lemmatizer.lemma(words[position], word.xpos),
                head: word.head.map(|head| TokenId(first + head as u32)),
                deprel: word.deprel,
            }
        })
    }
}

/// The sentences of an article and the spans of all its tokens.
fn split(article: &Article) -> (Vec<Sentence>, Vec<Span>) {
    let mut found = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    for (block, layout) in article.blocks.iter().enumerate() {
        for span in sentences(layout.span.of(&article.text), layout.span.start) {
            let start = spans.len() as u32;
            spans.extend(tokenize(span.of(&article.text)).map(|t| Span::new(t.start + span.start, t.end + span.start)));
            found.push(Sentence { span, tokens: start..spans.len() as u32, block });
        }
    }
    (found, spans)
}
