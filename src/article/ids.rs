//! Ids of articles: from the record, else from the file's name, and no two alike.

use super::inputs::{Source, without_compression};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::hash::Hasher;
use std::path::Path;

/// The id of each source, before its content is known: the file's stem, or `folder/stem` where stems repeat.
pub(super) fn source_ids(sources: &[Source]) -> Vec<String> {
    let stems: Vec<String> = sources.iter().map(stem).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for stem in &stems {
        *count.entry(stem).or_default() += 1;
    }
    let repeated = |stem: &String| count.get(stem.as_str()).is_some_and(|count| *count > 1);
    sources
        .iter()
        .zip(&stems)
        .map(|(source, stem)| if repeated(stem) { with_folder(source, stem) } else { stem.clone() })
        .collect()
}

fn stem(source: &Source) -> String {
    match source {
        Source::Stdin => "stdin".to_owned(),
        Source::File(path) | Source::Bytes(path, _) => {
            let path = without_compression(path);
            path.file_stem().map_or_else(|| "article".into(), OsStr::to_string_lossy).into_owned()
        }
    }
}

fn with_folder(source: &Source, stem: &str) -> String {
    let (Source::File(path) | Source::Bytes(path, _)) = source else { return stem.to_owned() };
    match path.parent().and_then(Path::file_name) {
        Some(folder) => format!("{}/{stem}", folder.to_string_lossy()),
        None => stem.to_owned(),
    }
}

/// The ids given out so far, each with its text's fingerprint and the place where it stood.
#[derive(Debug, Default)]
pub(super) struct Ids(FxHashMap<String, (u64, String)>);

impl Ids {
    /// The id for an article that wants to be `id`: `id` itself, or `id-2`, `id-3`, … where other texts have it.
    /// When the same text already has it, the place of that text comes back as error.
    pub fn claim(&mut self, id: String, text: &str, place: &str) -> Result<String, String> {
        let print = fingerprint(text);
        let mut claimed = id.clone();
        for number in 2.. {
            match self.0.get(&claimed) {
                Some((other, first)) if *other == print => return Err(first.clone()),
                Some(_) => claimed = format!("{id}-{number}"),
                None => break,
            }
        }
        self.0.insert(claimed.clone(), (print, place.to_owned()));
        Ok(claimed)
    }
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_where_they_suffice() {
        let sources: Vec<Source> =
            ["x/a.txt", "y/a.md", "y/b.txt"].into_iter().map(|path| Source::File(path.into())).collect();
        assert_eq!(source_ids(&sources), ["x/a", "y/a", "b"]);
        assert_eq!(source_ids(&[Source::Stdin]), ["stdin"]);
        assert_eq!(source_ids(&[Source::File("x/news.jsonl.gz".into())]), ["news"]);
    }

    #[test]
    fn repeated_ids_are_numbered_and_repeated_articles_refused() {
        let mut ids = Ids::default();
        assert_eq!(ids.claim("a".into(), "one", "f:1"), Ok("a".into()));
        assert_eq!(ids.claim("a".into(), "two", "f:2"), Ok("a-2".into()));
        assert_eq!(ids.claim("a".into(), "three", "f:3"), Ok("a-3".into()));
        assert_eq!(ids.claim("a".into(), "one", "f:4"), Err("f:1".into()));
        assert_eq!(ids.claim("a".into(), "two", "f:5"), Err("f:2".into()));
    }
}
