//! Summitry turns news articles into a knowledge graph of leaders, countries, organizations, meetings and policy areas.
//!
//! One way through: bytes → [`article::Article`] → [`text::Document`] → claims → [`extract::Extraction`] → facts →
//! [`graph::Graph`] → answers and files. `examples/who_meets_whom.rs` goes the whole way.
//!
//! A module uses only those before it: [`count`], [`error`], [`fingerprint`], [`vocabulary`], [`article`], [`text`], [`kb`], [`schema`], [`extract`],
//! [`pipeline`], [`resolve`], [`graph`], [`store`], [`query`], [`export`], [`serve`]; [`score`] needs none of them but [`error`]. `stream`, which is
//! private, stands before [`article`].

pub mod count;
pub mod error;
pub mod fingerprint;
pub mod vocabulary;

mod stream;

pub mod article;
pub mod export;
pub mod extract;
pub mod graph;
pub mod kb;
pub mod pipeline;
pub mod query;
pub mod resolve;
pub mod schema;
pub mod score;
pub mod serve;
pub mod store;
pub mod text;

pub use error::{Error, Problem, Result};
