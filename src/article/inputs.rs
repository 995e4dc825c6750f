//! Inputs as people name them → the files to read, sorted: files, folders, globs, standard input.

use super::format::Format;
use crate::error::Problem;
use crate::stream::Compression;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use walkdir::WalkDir;

/// An input as named on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// `-`: standard input.
    Stdin,
    /// A file, a folder, or a glob that the shell did not expand.
    Path(PathBuf),
}

impl From<OsString> for Input {
    fn from(argument: OsString) -> Self {
        if argument == "-" { Self::Stdin } else { Self::Path(argument.into()) }
    }
}

impl From<&str> for Input {
    fn from(argument: &str) -> Self {
        OsString::from(argument).into()
    }
}

impl FromStr for Input {
    type Err = Infallible;

    fn from_str(argument: &str) -> Result<Self, Infallible> {
        Ok(argument.into())
    }
}

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    Stdin,
    File(PathBuf),
    /// A file's content that is already in memory, and the path that stands for it.
    Bytes(PathBuf, Vec<u8>),
}

impl Source {
    /// The name under which messages speak of it.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) | Self::Bytes(path, _) => path.display().to_string(),
        }
    }

    pub fn format_by_extension(&self) -> Option<Format> {
        match self {
            Self::Stdin => None,
            Self::File(path) | Self::Bytes(path, _) => format_of(path),
        }
    }
}

/// What the walk through folders leaves out although its ending fits: files about the collection, not of it.
const ABOUT_FILES: [&str; 8] =
    ["readme", "license", "licence", "copying", "changelog", "contributing", "attribution", "notice"];

/// Expands the inputs: problems first, then files sorted by path, each once, then standard input.
pub(super) fn expand(inputs: &[Input]) -> (Vec<Problem>, Vec<Source>) {
    let mut problems = Vec::new();
    let mut files = Files::default();
    let mut stdin = None;
    for input in inputs {
        match input {
            Input::Stdin => stdin = Some(Source::Stdin),
            Input::Path(path) => {
                if let Err(problem) = files.add_argument(path, &mut problems) {
                    problems.push(problem);
                }
            }
        }
    }
    problems.sort_by(|a, b| a.file.cmp(&b.file));
    (problems, files.sorted().into_iter().map(Source::File).chain(stdin).collect())
}

/// Files found so far, by their real path: naming a file and its folder reads it once.
#[derive(Default)]
struct Files(BTreeMap<PathBuf, PathBuf>);

impl Files {
    fn add(&mut self, path: &Path) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let shown = self.0.entry(real).or_insert_with(|| path.to_path_buf());
        // Whatever the order of the arguments, the same of two names is kept.
        if path < shown.as_path() {
            *shown = path.to_path_buf();
        }
    }

    fn sorted(self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.0.into_values().collect();
        paths.sort();
        paths
    }

    fn add_argument(&mut self, path: &Path, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.add_folder(path, problems),
            Ok(_) => {
                self.add(path);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => match path.to_str().filter(|text| is_glob(text)) {
                Some(pattern) => self.add_glob(pattern, problems),
                None => Err(Problem::new(name(path), "there is no such file or folder").remedy("check the path")),
            },
            Err(error) => Err(Problem::new(name(path), format!("cannot be read: {error}"))),
        }
    }

    fn add_folder(&mut self, folder: &Path, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let before = problems.len();
        let mut found = false;
        for entry in WalkDir::new(folder)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_article_file(entry.path()) => {
                    found = true;
                    self.add(entry.path());
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    problems.push(Problem::new(name(path), format!("cannot be read: {error}")));
                }
            }
        }
        if found || problems.len() > before {
            return Ok(());
        }
        let remedy = format!(
            "articles are files ending in {}, also with .gz or .zst behind it; files of other endings can be named one by one",
            Format::all_extensions()
        );
        Err(Problem::new(name(folder), "there is no article in this folder").remedy(remedy))
    }

    fn add_glob(&mut self, pattern: &str, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let paths = glob::glob(pattern).map_err(|error| {
            Problem::new(pattern, format!("this pattern cannot be read: {error}"))
                .remedy("put [ and ] around single characters to take them literally")
        })?;
        let mut found = false;
        for path in paths {
            match path {
                Ok(path) if path.is_dir() => {
                    found = true;
                    self.add_folder(&path, problems).unwrap_or_else(|problem| problems.push(problem));
                }
                Ok(path) => {
                    found = true;
                    self.add(&path);
                }
                Err(error) => {
                    problems.push(Problem::new(name(error.path()), format!("cannot be read: {}", error.error())))
                }
            }
        }
        if found { Ok(()) } else { Err(Problem::new(pattern, "no file matches this pattern").remedy("check the path")) }
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

fn format_of(path: &Path) -> Option<Format> {
    Format::from_extension(without_compression(path).extension()?.to_str()?)
}

/// The name that a file has once it is unpacked: `news.jsonl` of `news.jsonl.gz`.
pub(super) fn without_compression(path: &Path) -> Cow<'_, Path> {
    match path.extension().and_then(OsStr::to_str).and_then(Compression::from_extension) {
        Some(_) => path.with_extension("").into(),
        None => path.into(),
    }
}

fn is_article_file(path: &Path) -> bool {
    let path = &*without_compression(path);
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or("").to_ascii_lowercase();
    format_of(path).is_some() && !ABOUT_FILES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        folder
    }

    fn expanded(folder: &tempfile::TempDir, inputs: &[&str]) -> (Vec<String>, Vec<String>) {
        let inputs: Vec<Input> = inputs.iter().map(|input| folder.path().join(input).into_os_string().into()).collect();
        let (problems, sources) = expand(&inputs);
        let within = |name: String| name.replace(&format!("{}/", folder.path().display()), "");
        (
            problems.iter().map(|problem| within(problem.to_string())).collect(),
            sources.iter().map(|source| within(source.name())).collect(),
        )
    }

    #[test]
    fn folders_are_walked_for_known_endings() {
        let folder = folder_with(&[
            "b.txt",
            "a/c.HTML",
            "a/d.pdf",
            "README.md",
            "README.md.gz",
            ".hidden/e.txt",
            "e.jsonl.gz",
            "f.md.ZST",
            "g.tar.gz",
            "h.gz",
        ]);
        assert_eq!(expanded(&folder, &["."]).1, ["./a/c.HTML", "./b.txt", "./e.jsonl.gz", "./f.md.ZST"]);
    }

    #[test]
    fn a_file_named_twice_is_read_once_whatever_the_order() {
        let folder = folder_with(&["a/b.txt", "a/c.txt", "z.pdf"]);
        let one = expanded(&folder, &["a", "a/b.txt", "z.pdf"]);
        assert_eq!(one, expanded(&folder, &["z.pdf", "a/b.txt", "a"]));
        assert_eq!(one.1, ["a/b.txt", "a/c.txt", "z.pdf"]);
    }

    #[test]
    fn globs() {
        let folder = folder_with(&["a/b.txt", "a/c.txt", "d.md", "what?.txt"]);
        assert_eq!(expanded(&folder, &["a/*.txt"]).1, ["a/b.txt", "a/c.txt"]);
        assert_eq!(expanded(&folder, &["**/*.md"]).1, ["d.md"]);
        assert_eq!(expanded(&folder, &["what?.txt"]).1, ["what?.txt"], "a file of that name comes first");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let folder = folder_with(&["empty/x.pdf"]);
        let (problems, sources) = expanded(&folder, &["gone.txt", "empty", "*.html"]);
        assert!(sources.is_empty());
        assert_eq!(problems[0], "*.html: no file matches this pattern (check the path)");
        assert!(
            problems[1].starts_with("empty: there is no article in this folder (articles are files ending in .txt")
        );
        assert_eq!(problems[2], "gone.txt: there is no such file or folder (check the path)");
    }
}
