//! A folder of the user's schemas → the files in it.

use super::source::Source;
use crate::error::Problem;
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Reads all `.ron` files under `folder`, sorted by path.
pub(super) fn read(folder: &Path) -> Result<Vec<Source<'static>>, Vec<Problem>> {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if is_schema_file(entry.path()) => match fs::read_to_string(entry.path()) {
                Ok(text) => sources.push(Source {
                    path: Cow::Owned(relative(folder, entry.path())),
                    shown: entry.path().display().to_string(),
                    text: Cow::Owned(text),
                }),
                Err(error) => problems.push(
                    Problem::new(entry.path().display().to_string(), error.to_string())
                        .remedy("make it a readable file in UTF-8"),
                ),
            },
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                problems.push(Problem::new(path, reason).remedy("name a readable folder with `--schemas`"));
            }
        }
    }
    if problems.is_empty() && sources.is_empty() {
        problems.push(
            Problem::new(folder.display().to_string(), "no .ron file in it")
                .remedy("put event types into its folder events, or leave `--schemas` out"),
        );
    }
    if problems.is_empty() { Ok(sources) } else { Err(problems) }
}

fn is_schema_file(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "ron")
}

/// The path inside the folder, with forward slashes.
fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
