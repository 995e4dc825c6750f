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

/// Articles worked on at a time.
const BATCH: usize = 64;

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
        if document.overlong > 0 {
            let message = format!("{} too long, and read in pieces", counted(document.overlong, "sentence"));
            let note = Problem::new(&document.article.doc, message)
                .remedy("if it is a list or a table, leave it out or give each row a line of its own");
            self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
        }
        document
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
            let batch: Vec<_> = articles.by_ref().take(BATCH).collect();
            (!batch.is_empty()).then(|| self.extract_all(batch))
        })
    }

    /// Analysis, the main work, is done by all cores; so is the rest, unless there are programs, which are asked in order.
    fn extract_all(&self, batch: Vec<Result<Article, Problem>>) -> Vec<Result<(Extraction, String), Problem>> {
        if self.programs().is_empty() {
            return batch.into_par_iter().map(|article| article.map(|it| self.extract_with_text(it))).collect();
        }
        let analyze = |article: Result<Article, Problem>| article.map(|article| self.analyze(article));
        let documents: Vec<_> = batch.into_par_iter().map(analyze).collect();
        documents.into_iter().map(|doc| doc.map(|doc| (self.extractor.extract(&doc), doc.article.text))).collect()
    }
}
