//! Input of the wild: compressed files, feeds, web archives and texts in other languages. What is damaged, hostile or endless is
//! told, and the good articles are kept. All inputs are made here.

use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::Write;
use summitry::Problem;
use summitry::article::{Article, LeftOut, ReadOptions, read_bytes};

#[path = "wild/archives.rs"]
mod archives;
#[path = "wild/command.rs"]
mod command;
#[path = "wild/compressed.rs"]
mod compressed;
#[path = "wild/feeds.rs"]
mod feeds;
#[path = "wild/languages.rs"]
mod languages;

pub fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content.as_ref()).unwrap();
    encoder.finish().unwrap()
}

pub fn zstd(content: impl AsRef<[u8]>) -> Vec<u8> {
    compress_to_vec(content.as_ref(), CompressionLevel::Fastest)
}

/// Everything that one file gives.
pub struct Read {
    pub articles: Vec<Article>,
    pub problems: Vec<String>,
    pub left_out: LeftOut,
}

impl Read {
    pub fn of(name: &str, content: impl AsRef<[u8]>) -> Self {
        Self::with(name, content, &ReadOptions::default())
    }

    pub fn with(name: &str, content: impl AsRef<[u8]>, options: &ReadOptions) -> Self {
        let read = read_bytes(name, content.as_ref().to_vec(), options);
        let left_out = read.left_out();
        let (articles, problems): (Vec<_>, Vec<Result<Article, Problem>>) = read.partition(Result::is_ok);
        Self {
            articles: articles.into_iter().flatten().collect(),
            problems: problems.into_iter().filter_map(|it| it.err().map(|problem| problem.to_string())).collect(),
            left_out,
        }
    }

    pub fn docs(&self) -> Vec<&str> {
        self.articles.iter().map(|article| article.doc.as_str()).collect()
    }
}

/// The only article of a file without problems.
pub fn only(name: &str, content: impl AsRef<[u8]>) -> Article {
    let mut read = Read::of(name, content);
    assert_eq!((read.problems.as_slice(), read.articles.len()), (&[][..], 1), "{:?}", read.docs());
    read.articles.remove(0)
}
