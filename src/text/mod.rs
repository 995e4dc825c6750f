//! [`crate::article::Article`] → [`Document`]: sentences and tokens with their byte offsets, tags, lemmas and a dependency parse.
//!
//! ```
//! use summitry::text;
//!
//! let tokens: Vec<&str> = text::tokenize("The U.S.-led talks didn't end.").map(|span| span.of("The U.S.-led talks didn't end.")).collect();
//! assert_eq!(tokens, ["The", "U.S.", "-", "led", "talks", "did", "n't", "end", "."]);
//! ```

mod abbreviation;
mod analyze;
mod boundary;
pub mod conllu;
mod contraction;
mod document;
pub mod engine;
mod lemma;
mod lower;
mod print;
mod sentence;
pub mod time;
mod tokenize;
mod tree;

pub use analyze::Analyzer;
pub use document::{Document, Name, Sentence, SentenceId, Token, TokenId};
pub use engine::{NameKind, Upos};
pub use lemma::Lemmatizer;
pub use lower::lower;
pub use sentence::sentences;
pub use tokenize::tokenize;
pub use tree::Tree;
