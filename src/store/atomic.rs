//! Files written whole or not at all.

use crate::error::{Error, Result};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes `bytes` to a temporary file beside `path`, then renames it: whoever reads `path` sees the old content or the
/// new, never a part. A file that exists keeps its permissions.
pub fn write_atomically(path: impl AsRef<Path>, bytes: &[u8]) -> Result<()> {
    write_atomically_with(path, |out| out.write_all(bytes).map_err(|cause| Error::io("output", cause)))
}

/// The same for content that is written piece by piece. What the system refuses is reported with the path.
pub fn write_atomically_with<T>(
    path: impl AsRef<Path>,
    content: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<T> {
    let path = path.as_ref();
    let failed = |source| Error::io(path, source);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".summitry-");
    // A temporary file is private by default; the result is to be as readable as any other new file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder).map_err(failed)?;
    if let Ok(old) = std::fs::metadata(path) {
        file.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    let mut out = BufWriter::new(file);
    let written = content(&mut out).map_err(|error| match error {
        Error::Io { cause, .. } => failed(cause),
        other => other,
    })?;
    let file = out.into_inner().map_err(|e| failed(e.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(written)
}
