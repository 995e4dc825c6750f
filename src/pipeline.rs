//! The one way through, as one value: [`Article`] → [`Document`](crate::text::Document) → [`Extraction`].
//!
//! Articles are taken from an iterator in batches, worked on by all cores and given back in their order, so that a run of any
//! length holds only one batch in memory.

use crate::Problem;
use crate::article::Article;
use crate::extract::{Extraction, Extractor};
use crate::kb::Kb;
use crate::schema::Schema;
use crate::text::Analyzer;
use rayon::prelude::*;

/// Articles worked on at a time.
const BATCH: usize = 64;

/// Analysis and extraction with one schema and one knowledge base.
#[derive(Debug)]
pub struct Pipeline<'a> {
    analyzer: &'static Analyzer,
    extractor: Extractor<'a>,
}

impl<'a> Pipeline<'a> {
    /// A pipeline with the embedded models.
    pub fn new(schema: &'a Schema, kb: &'a Kb) -> Self {
        Self { analyzer: Analyzer::embedded(), extractor: Extractor::new(schema, kb) }
    }

    /// The record of one article.
    pub fn extract(&self, article: Article) -> Extraction {
        self.extractor.extract(&self.analyzer.analyze(article))
    }

    /// The records of many articles, in batches; what could not be read is passed through in its place.
    pub fn run<'p>(
        &'p self,
        articles: impl Iterator<Item = Result<Article, Problem>> + 'p,
    ) -> impl Iterator<Item = Vec<Result<Extraction, Problem>>> + 'p {
        let mut articles = articles.fuse();
        std::iter::from_fn(move || {
            let batch: Vec<_> = articles.by_ref().take(BATCH).collect();
            let work = |article: Result<Article, Problem>| article.map(|article| self.extract(article));
            (!batch.is_empty()).then(|| batch.into_par_iter().map(work).collect())
        })
    }
}
