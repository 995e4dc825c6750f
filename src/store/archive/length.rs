//! Whether a store's file has its end: SQLite takes what a cut page lacks for zeros, and misses a page only where it is needed.

use super::fault::Attempt;
use crate::error::Problem;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes of the header of a SQLite file; see "The Database Header" of its file format.
const HEADER: usize = 100;

/// Fails where the file ends before its last page does. Beside a log of writes that are still to be brought in (`-wal`), SQLite
/// mends the file itself.
pub(super) fn check(path: &Path) -> Attempt<()> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    // What cannot be read, or is no database, SQLite says better.
    let Ok(mut file) = File::open(path) else { return Ok(()) };
    let mut header = [0; HEADER];
    let (Ok(()), Ok(length)) = (file.read_exact(&mut header), file.metadata().map(|file| file.len())) else {
        return Ok(());
    };
    let Some(told) = bytes(&header) else { return Ok(()) };
    if length < told {
        let message = format!("the file is cut: it has {length} bytes of {told}");
        let remedy = "restore a copy, or build the store anew from the articles";
        return Err(Problem::new(path.display().to_string(), message).remedy(remedy).into());
    }
    Ok(())
}

/// How long the header says that the file is, where it says so.
fn bytes(header: &[u8; HEADER]) -> Option<u64> {
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    let page = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65536,
        size => size,
    };
    // The number of pages holds if it was written with the last change.
    let known = header.starts_with(b"SQLite format 3\0") && number(24)? == number(92)?;
    known.then_some(page * u64::from(number(28)?))
}
