//! What is passed over although nothing is wrong with it, counted: texts in other languages, records of web archives that are
//! no pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts of what was left out so far; clones share their counts, so that one can be kept while the articles are handed on.
#[derive(Debug, Clone, Default)]
pub struct LeftOut(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    other_language: AtomicUsize,
    no_page: AtomicUsize,
}

impl LeftOut {
    /// Articles in a language other than English.
    pub fn other_language(&self) -> usize {
        self.0.other_language.load(Ordering::Relaxed)
    }

    /// Records of web archives that hold a picture, a redirection or an error, and no page.
    pub fn no_page(&self) -> usize {
        self.0.no_page.load(Ordering::Relaxed)
    }

    pub(super) fn count_other_language(&self) {
        self.0.other_language.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_no_page(&self) {
        self.0.no_page.fetch_add(1, Ordering::Relaxed);
    }
}
