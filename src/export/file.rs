//! Bytes → a file, all of them or none: an interrupted run leaves the old file as it was.

use crate::{Error, Result};
use std::io::Write;
use std::path::Path;

/// Writes to a temporary file beside `path`, then renames it.
///
/// # Errors
/// [`Error::Io`] when the folder is missing or cannot be written to.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let failed = |source| Error::io(path, source);
    let mut file = tempfile::Builder::new().prefix(".summitry-").tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(failed)?;
    share(file.path()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Temporary files are private; a result is as readable as any new file usually is.
#[cfg(unix)]
fn share(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_as_a_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("graph.svg");
        write_file(&path, b"old").expect("writes");
        write_file(&path, b"new").expect("overwrites");
        assert_eq!(std::fs::read(&path).expect("is there"), b"new");
        let names: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").collect();
        assert_eq!(names.len(), 1, "nothing temporary is left");
        let missing = folder.path().join("no/such/folder/graph.svg");
        assert!(matches!(write_file(&missing, b""), Err(Error::Io { .. })));
    }
}
