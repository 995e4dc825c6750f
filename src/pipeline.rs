//! The one way through, as one value: [`Article`] → [`Document`] → [`Extraction`].
//!
//! Articles are taken from an iterator in batches, worked on by all cores and given back in their order, so that a run of any
//! length holds only one batch in memory.

use crate::Problem;
use crate::article::Article;
use crate::count::counted;
use crate::extract::{ClaimSource, ExternalProgram, Extraction, Extractor};
use crate::kb::Kb;
use crate::schema::Schema;
use crate::text::{Analyzer, Document};
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// Articles worked on at a time, for each core.
const BATCH: usize = 64;

/// Bytes of text analyzed together, about: with so many sentences the network does not wait for its weights.
const TOGETHER: usize = 1 << 12;

/// Analysis and extraction with one schema and one knowledge base.
#[derive(Debug)]
pub struct Pipeline<'a> {
    analyzer: &'static Analyzer,
    extractor: Extractor<'a>,
    notes: Mutex<Vec<Problem>>,
}

impl<'a> Pipeline<'a> {
    /// A pipeline with the embedded models.
    pub fn new(schema: &'a Schema, kb: &'a Kb) -> Self {
        Self { analyzer: Analyzer::embedded(), extractor: Extractor::new(schema, kb), notes: Mutex::default() }
    }

    /// With programs that claim events as well. Their order and that of the articles is kept: they are asked about one article
    /// after the other.
    #[must_use]
    pub fn with_programs(self, programs: Vec<ExternalProgram>) -> Self {
        Self { extractor: self.extractor.with_programs(programs), ..self }
    }

    /// With one more source of claims, which all cores ask.
    #[must_use]
    pub fn with_source(self, source: impl ClaimSource + 'a) -> Self {
        Self { extractor: self.extractor.with_source(source), ..self }
    }

    /// The programs, which know what went wrong with them.
    pub fn programs(&self) -> &[ExternalProgram] {
        self.extractor.programs()
    }

    /// What is odd about articles that were worked on since the last call, in the order of their ids.
    pub fn take_notes(&self) -> Vec<Problem> {
        let mut notes = std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner));
        notes.sort_by(|a, b| a.file.cmp(&b.file));
        notes
    }

    /// The analysis of an article; what is odd about it is noted.
    fn analyze(&self, article: Article) -> Document {
        let document = self.analyzer.analyze(article);
        self.note(&document);
        document
    }

    /// The analyses of some articles, each in its place.
    fn analyze_all(&self, articles: Vec<Result<Article, Problem>>) -> Vec<Result<Document, Problem>> {
        let (mut readable, mut places) = (Vec::new(), Vec::new());
        for article in articles {
            places.push(article.map(|article| readable.push(article)));
        }
        let mut documents = self.analyzer.analyze_all(readable).into_iter().inspect(|document| self.note(document));
        places.into_iter().filter_map(|place| place.map(|()| documents.next()).transpose()).collect()
    }

    fn note(&self, document: &Document) {
        if document.overlong > 0 {
            let message = format!("{} too long, and read in pieces", counted(document.overlong, "sentence"));
            let note = Problem::new(&document.article.doc, message)
                .remedy("if it is a list or a table, leave it out or give each row a line of its own");
            self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
        }
    }

    /// The record of one article.
    pub fn extract(&self, article: Article) -> Extraction {
        self.extractor.extract(&self.analyze(article))
    }

    /// The record of one article, and the article's text.
    pub fn extract_with_text(&self, article: Article) -> (Extraction, String) {
        let document = self.analyze(article);
        (self.extractor.extract(&document), document.article.text)
    }

    /// The record of one article, and for each of its sentences in plain text what it gave, or why it gave nothing.
    pub fn trace(&self, article: Article) -> (Extraction, String) {
        self.extractor.trace(&self.analyze(article))
    }

    /// The records of many articles, in batches; what could not be read is passed through in its place.
    pub fn run<'p>(
        &'p self,
        articles: impl Iterator<Item = Result<Article, Problem>> + 'p,
    ) -> impl Iterator<Item = Vec<Result<Extraction, Problem>>> + 'p {
        self.run_with_text(articles).map(|batch| batch.into_iter().map(|it| it.map(|(record, _)| record)).collect())
    }

    /// The same, each record with its article's text.
    pub fn run_with_text<'p>(
        &'p self,
        articles: impl Iterator<Item = Result<Article, Problem>> + 'p,
    ) -> impl Iterator<Item = Vec<Result<(Extraction, String), Problem>>> + 'p {
        let mut articles = articles.fuse();
        std::iter::from_fn(move || {
            let batch: Vec<_> = articles.by_ref().take(BATCH * rayon::current_num_threads()).collect();
            (!batch.is_empty()).then(|| self.extract_all(batch))
        })
    }

    /// Analysis, the main work, is done by all cores; so is the rest, unless there are programs, which are asked in order.
    fn extract_all(&self, batch: Vec<Result<Article, Problem>>) -> Vec<Result<(Extraction, String), Problem>> {
        let extract = |doc: Result<Document, Problem>| doc.map(|doc| (self.extractor.extract(&doc), doc.article.text));
        let groups = groups(batch).into_par_iter();
        if self.programs().is_empty() {
            return groups.flat_map_iter(|group| self.analyze_all(group).into_iter().map(extract)).collect();
        }
        let documents: Vec<_> = groups.flat_map_iter(|group| self.analyze_all(group)).collect();
        documents.into_iter().map(extract).collect()
    }
}

/// Parts a batch into groups of articles to be analyzed together, a long one by itself.
fn groups(batch: Vec<Result<Article, Problem>>) -> Vec<Vec<Result<Article, Problem>>> {
    let mut groups: Vec<Vec<_>> = Vec::new();
    let mut room = 0;
    for article in batch {
        let size = article.as_ref().map_or(0, |article| article.text.len());
        match groups.last_mut() {
            Some(group) if size <= room => {
                group.push(article);
                room -= size;
            }
            _ => {
                groups.push(vec![article]);
                room = TOGETHER.saturating_sub(size);
            }
        }
    }
    groups
}
