//! Bytes → gzip, and several files → one zip archive: for streams, where a format has more than one file.
//!
//! Neither has times or permissions, so that the same files give the same bytes, on every processor: the packing is portable Rust. Figures
//! have 32 bits: a file or archive of 4 GiB and more is refused.

use miniz_oxide::deflate::compress_to_vec;
use std::io::{self, Write};

/// How hard to pack, 0 to 10.
const LEVEL: u8 = 6;

/// An archive in the making.
pub(super) struct Archive<'w> {
    out: &'w mut dyn Write,
    /// Bytes written so far.
    at: u32,
    /// The table of contents, which stands at the end.
    directory: Vec<u8>,
    files: u16,
}

impl<'w> Archive<'w> {
    /// Begins an archive.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, at: 0, directory: Vec::new(), files: 0 }
    }

    /// Adds a file; its name is plain ASCII.
    pub fn file(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let packed = compress_to_vec(content, LEVEL);
        let (begin, sum) = (self.at, checksum(content));
        // What both headers say: version 2.0, no flags, deflated, 1 January 1980, checksum, sizes, lengths of name and extras.
        let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        for number in [sum, figure(packed.len())?, figure(content.len())?] {
            common.extend(number.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).map_err(|_| too_large())?.to_le_bytes());
        common.extend([0, 0]);
        self.write(&[b"PK\x03\x04", common.as_slice(), name.as_bytes(), &packed].concat())?;
        let place = [0; 10].iter().chain(&begin.to_le_bytes()).copied().collect::<Vec<u8>>();
        self.directory.extend([b"PK\x01\x02\x14\x00", common.as_slice(), place.as_slice(), name.as_bytes()].concat());
        self.files += 1;
        Ok(())
    }

    /// Ends the archive with its table of contents.
    pub fn finish(mut self) -> io::Result<()> {
        let (begin, directory) = (self.at, std::mem::take(&mut self.directory));
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend([self.files.to_le_bytes(), self.files.to_le_bytes()].concat());
        end.extend([figure(directory.len())?.to_le_bytes(), begin.to_le_bytes()].concat());
        end.extend([0, 0]);
        self.write(&directory)?;
        self.write(&end)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at = self.at.checked_add(figure(bytes.len())?).ok_or_else(too_large)?;
        self.out.write_all(bytes)
    }
}

/// One file packed by gzip (RFC 1952).
pub(super) fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];
    packed.extend(compress_to_vec(content, LEVEL));
    packed.extend(checksum(content).to_le_bytes());
    packed.extend(figure(content.len())?.to_le_bytes());
    Ok(packed)
}

fn figure(size: usize) -> io::Result<u32> {
    u32::try_from(size).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "too large for a zip archive; write files instead, with -o FILE")
}

/// CRC-32 of ISO 3309, as zip has it.
fn checksum(bytes: &[u8]) -> u32 {
    let table: [u32; 256] = std::array::from_fn(|i| {
        (0..8).fold(i as u32, |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
    });
    !bytes.iter().fold(!0, |sum, byte| table[usize::from(sum as u8 ^ byte)] ^ (sum >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn an_archive_is_as_long_as_its_parts() {
        let mut bytes = Vec::new();
        let mut archive = Archive::new(&mut bytes);
        archive.file("a.csv", b"one").unwrap();
        archive.finish().unwrap();
        let packed = compress_to_vec(b"one", LEVEL);
        assert_eq!(bytes.len(), (30 + 5 + packed.len()) + (46 + 5) + 22);
        assert_eq!(&bytes[30..35], b"a.csv");
    }
}
