//! Bytes → [`Article`]: raw text with its title, date, source and address.
//!
//! Plain text, Markdown, web pages, JSON records, feeds and web archives, from files, folders, globs and standard input, in any
//! encoding, compressed with gzip or zstd or not:
//!
//! ```no_run
//! use summitry::article::{Input, ReadOptions, read_bytes, read_inputs};
//!
//! for article in read_inputs(&[Input::from("articles/")], &ReadOptions::default()) {
//!     match article {
//!         Ok(article) => println!("{}: {} blocks", article.doc, article.blocks.len()),
//!         Err(problem) => eprintln!("{problem}"),
//!     }
//! }
//! ```

mod dateline;
mod dates;
mod draft;
mod encoding;
mod feed;
mod format;
mod front_matter;
mod header;
mod html;
mod ids;
mod inputs;
mod language;
mod left_out;
mod limits;
mod lines;
mod markdown;
mod model;
mod reader;
mod record;
mod record_lines;
mod shape;
mod text;
mod web_archive;

pub use format::Format;
pub use inputs::Input;
pub use left_out::LeftOut;
pub use limits::{MAX_INPUT_BYTES, MAX_TEXT_BYTES};
pub use model::{Article, Block, BlockKind};
pub use reader::{Articles, ReadOptions, read_bytes, read_inputs};
