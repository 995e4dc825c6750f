//! [`Article`]s → [`Document`]s: blocks into sentences into tokens, then one pass of the engine over all of them.

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
        self.analyze_all(vec![article]).remove(0)
    }

    /// Analyzes articles. Each becomes what it would by itself; many short ones are analyzed faster together.
    pub fn analyze_all(&self, articles: Vec<Article>) -> Vec<Document> {
        let splits: Vec<Split> = articles.iter().map(Split::of).collect();
        let words: Vec<Vec<&str>> =
            articles.iter().zip(&splits).map(|(article, split)| split.words(&article.text)).collect();
        let sentences = splits.iter().zip(&words).flat_map(|(split, words)| {
            split.sentences.iter().map(|it| &words[it.tokens.start as usize..it.tokens.end as usize])
        });
        let sentences: Vec<&[&str]> = sentences.collect();
        let mut analyses = self.engine.analyze(&sentences).into_iter();
        let tokens_and_names: Vec<_> = splits
            .iter()
            .zip(&words)
            .map(|(split, words)| self.tokens_and_names(split, words, analyses.by_ref()))
            .collect();
        let parts = articles.into_iter().zip(splits).zip(tokens_and_names);
        let document = |((article, Split { sentences, overlong, .. }), (tokens, names))| Document {
            article,
            sentences,
            tokens,
            names,
            overlong,
        };
        parts.map(document).collect()
    }

    /// The tokens and names of an article; `analyses` are those of its sentences, and more.
    fn tokens_and_names(
        &self,
        split: &Split,
        words: &[&str],
        analyses: impl Iterator<Item = Analysis>,
    ) -> (Vec<Token>, Vec<Name>) {
        let (mut tokens, mut names) = (Vec::with_capacity(words.len()), Vec::new());
        for (sentence, analysis) in split.sentences.iter().zip(analyses) {
            let first = sentence.tokens.start;
            tokens.extend(self.tokens(first, &analysis, &split.spans, words));
            names.extend(analysis.names.iter().map(|name| Name {
                tokens: first + name.start as u32..first + name.end as u32,
                kind: name.kind,
                score: name.score,
            }));
        }
        (tokens, names)
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

/// Most words of a sentence. A resolution of the Security Council, one sentence over pages, has about as many; what is longer is a
/// table or rubbish, and costs time with the square of its length where words of a sentence are compared with one another.
const LONGEST_SENTENCE: usize = 1000;

/// An article in words.
struct Split {
    sentences: Vec<Sentence>,
    /// Where its words stand.
    spans: Vec<Span>,
    /// How many sentences were cut since they are too long.
    overlong: usize,
}

impl Split {
    fn of(article: &Article) -> Self {
        let mut found = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        let mut overlong = 0;
        for (block, layout) in article.blocks.iter().enumerate() {
            for span in sentences(layout.span.of(&article.text), layout.span.start) {
                let mut start = spans.len();
                let words = tokenize(span.of(&article.text));
                spans.extend(words.map(|t| Span::new(t.start + span.start, t.end + span.start)));
                overlong += usize::from(spans.len() - start > LONGEST_SENTENCE);
                let mut first = span.start;
                while spans.len() - start > LONGEST_SENTENCE {
                    let end = start + cut(&spans[start..start + LONGEST_SENTENCE], &article.text);
                    let piece = Span::new(first, spans[end - 1].end);
                    found.push(Sentence { span: piece, tokens: start as u32..end as u32, block });
                    (start, first) = (end, spans[end].start);
                }
                let rest = Span::new(first, span.end);
                found.push(Sentence { span: rest, tokens: start as u32..spans.len() as u32, block });
            }
        }
        Self { sentences: found, spans, overlong }
    }

    fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.spans.iter().map(|span| span.of(text)).collect()
    }
}

/// How many of the words make a piece: up to the last mark in the second half, or all.
fn cut(words: &[Span], text: &str) -> usize {
    let half = words.len() / 2;
    let closes = |word: &Span| matches!(word.of(text), "." | ";" | "!" | "?" | ":" | ",");
    words[half..].iter().rposition(closes).map_or(words.len(), |at| half + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind};

    fn article(text: &str) -> Article {
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }];
        Article { doc: "a".into(), title: None, date: None, source: None, url: None, text: text.into(), blocks }
    }

    #[test]
    fn overlong_sentences_come_in_pieces() {
        for (text, least) in [("word ".repeat(5000), 5), ("and so on, ".repeat(2000), 8), ("(".repeat(2500), 1)] {
            let document = Analyzer::embedded().analyze(article(&text));
            assert_eq!(document.overlong, usize::from(document.sentences.len() > 1));
            assert!(document.sentences.len() >= least, "{}", document.sentences.len());
            let mut end = 0;
            for id in document.sentence_ids() {
                let sentence = document.sentence(id);
                assert!(sentence.span.start >= end && !document.quote(id).is_empty());
                assert!(document.token_ids(id).len() <= LONGEST_SENTENCE);
                assert!(document.token_ids(id).all(|token| sentence.span.contains(document.token(token).span)));
                end = sentence.span.end;
            }
            let last = document.sentences.last().map(|sentence| sentence.tokens.end as usize);
            assert_eq!(last, Some(document.tokens.len()));
        }
        assert_eq!(Analyzer::embedded().analyze(article("He left. She stayed.")).overlong, 0);
    }
}
