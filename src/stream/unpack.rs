//! Compressed bytes → their content, as they are read: gzip of any number of members, zstd of any number of frames.
//!
//! Compression is told by the first bytes, never by a name. One layer is unpacked; what is compressed twice comes out
//! compressed. Damage is an error that says how far the content was read, and that is repeated by all later reads.

use super::zstd::Frames;
use crate::count::size;
use crate::error::Problem;
use flate2::bufread::GzDecoder;
use std::fmt;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// A compression that streams are read through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    const ALL: [Self; 2] = [Self::Gzip, Self::Zstd];

    /// File endings, in lower case.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Gzip => &["gz", "gzip"],
            Self::Zstd => &["zst", "zstd"],
        }
    }

    /// The compression that a file ending stands for, whatever its case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL.into_iter().find(|compression| compression.extensions().contains(&extension.as_str()))
    }

    fn of(opening: &[u8]) -> Option<Self> {
        // A zstd file may begin with a skippable frame, whose marks are 50 to 5F.
        match opening {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => Some(Self::Zstd),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// The content of a stream, compressed or not.
pub(crate) struct Unpacked<R: Read> {
    source: Source<R>,
    /// Bytes of content given out so far.
    given: u64,
    damage: Option<Damage>,
}

/// A stream with the first bytes back at its beginning.
type Whole<R> = BufReader<Chain<Cursor<Vec<u8>>, R>>;

enum Source<R: Read> {
    Plain(Chain<Cursor<Vec<u8>>, R>),
    Gzip(Box<Members<Watched<Whole<R>>>>),
    Zstd(Box<Frames<Watched<Whole<R>>>>),
}

/// Compressed bytes, whose end and whose failure are remembered: the decoders' errors do not tell these from damage.
pub(super) struct Watched<R> {
    inner: R,
    ended: bool,
    failure: Option<io::Error>,
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let read = available.read(target)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        loop {
            match self.inner.fill_buf() {
                Ok([]) => {
                    self.ended = true;
                    break;
                }
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let kind = error.kind();
                    self.failure = Some(error);
                    return Err(kind.into());
                }
            }
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
    }
}

/// Why compressed bytes give no more content.
#[derive(Debug, Clone)]
struct Damage {
    compression: Compression,
    /// What is wrong in the decoder's words; `None` where the bytes end too early.
    what: Option<String>,
    /// Bytes of content before it.
    given: u64,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (compression, given) = (self.compression.name(), size(usize::try_from(self.given).unwrap_or(usize::MAX)));
        match &self.what {
            None => write!(f, "the {compression} data is cut off after {given} of content"),
            Some(what) => write!(f, "the {compression} data is damaged after {given} of content: {what}"),
        }
    }
}

impl std::error::Error for Damage {}

/// What is wrong with a file or stream that cannot be read on.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Problem {
    let problem = Problem::new(name, format!("cannot be read: {error}"));
    match is_damage(error) {
        true => problem.remedy("get the file again; what is whole before the damage is kept"),
        false => problem,
    }
}

/// Whether compressed bytes are at fault, and not the system.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<Damage>())
}

impl<R: Read> Unpacked<R> {
    /// Looks at the first bytes of a stream.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn new(mut stream: R) -> io::Result<Self> {
        let mut opening = Vec::new();
        stream.by_ref().take(4).read_to_end(&mut opening)?;
        let compression = Compression::of(&opening);
        let whole = Cursor::new(opening).chain(stream);
        let watched = |whole| Watched { inner: BufReader::new(whole), ended: false, failure: None };
        let source = match compression {
            None => Source::Plain(whole),
            Some(Compression::Gzip) => Source::Gzip(Box::new(Members::new(watched(whole)))),
            Some(Compression::Zstd) => Source::Zstd(Box::new(Frames::new(watched(whole)))),
        };
        Ok(Self { source, given: 0, damage: None })
    }

    /// What the error of a decoder says of the stream.
    fn failure(&mut self, error: &io::Error) -> io::Error {
        let (compression, watched) = match &mut self.source {
            Source::Plain(_) => return io::Error::new(error.kind(), error.to_string()),
            Source::Gzip(members) => (Compression::Gzip, members.source()),
            Source::Zstd(frames) => (Compression::Zstd, Some(&mut frames.source)),
        };
        let (failure, ended) = watched.map_or((None, false), |watched| (watched.failure.take(), watched.ended));
        if let Some(failure) = failure {
            return failure;
        }
        let what = (!ended).then(|| error.to_string());
        let damage = Damage { compression, what, given: self.given };
        self.damage = Some(damage.clone());
        io::Error::new(io::ErrorKind::InvalidData, damage)
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if let Some(damage) = &self.damage {
            return Err(io::Error::new(io::ErrorKind::InvalidData, damage.clone()));
        }
        let read = match &mut self.source {
            Source::Plain(plain) => return plain.read(target),
            Source::Gzip(members) => members.read(target),
            Source::Zstd(frames) => frames.read(target),
        };
        match read {
            Ok(read) => {
                self.given += read as u64;
                Ok(read)
            }
            Err(error) => Err(self.failure(&error)),
        }
    }
}

/// The members of a gzip file, one after the other.
enum Members<R: BufRead> {
    Between(R),
    In(Box<GzDecoder<R>>),
    /// While one becomes the other.
    Moving,
}

impl<R: BufRead> Members<R> {
    const fn new(source: R) -> Self {
        Self::Between(source)
    }

    fn source(&mut self) -> Option<&mut R> {
        match self {
            Self::Between(source) => Some(source),
            Self::In(member) => Some(member.get_mut()),
            Self::Moving => None,
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if target.is_empty() {
            return Ok(0);
        }
        loop {
            match self {
                Self::In(member) => {
                    let read = member.read(target)?;
                    if read > 0 {
                        return Ok(read);
                    }
                    if let Self::In(member) = std::mem::replace(self, Self::Moving) {
                        *self = Self::Between(member.into_inner());
                    }
                }
                Self::Between(source) => {
                    // Zeros fill the last block of a tape.
                    loop {
                        let available = source.fill_buf()?;
                        let zeros = available.iter().take_while(|byte| **byte == 0).count();
                        if available.is_empty() {
                            return Ok(0);
                        }
                        if zeros == 0 {
                            break;
                        }
                        source.consume(zeros);
                    }
                    if let Self::Between(source) = std::mem::replace(self, Self::Moving) {
                        *self = Self::In(Box::new(GzDecoder::new(source)));
                    }
                }
                Self::Moving => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(content: &[u8]) -> Vec<u8> {
        compress_to_vec(content, CompressionLevel::Fastest)
    }

    fn read(bytes: &[u8]) -> (Vec<u8>, Option<String>) {
        let mut content = Vec::new();
        let error = Unpacked::new(bytes).unwrap().read_to_end(&mut content).err();
        (content, error.map(|error| error.to_string()))
    }

    #[test]
    fn plain_and_packed_in_any_number_of_parts() {
        let (one, two) = ("Macron met Merz.\n".repeat(20_000), "Xi met Trump.\n".to_owned());
        let both = (one.clone() + &two).into_bytes();
        assert_eq!(read(&both), (both.clone(), None));
        let padded = [gzip(one.as_bytes()), gzip(two.as_bytes()), vec![0; 700]].concat();
        assert_eq!(read(&padded), (both.clone(), None));
        let skippable = b"\x5A\x2A\x4D\x18\x03\0\0\0abc".to_vec();
        let frames = [skippable.clone(), zstd(one.as_bytes()), skippable, zstd(two.as_bytes())].concat();
        assert_eq!(read(&frames), (both, None));
    }

    #[test]
    fn empty_and_short() {
        for bytes in [&b""[..], b"a", b"\x1f", b"\x28\xb5\x2f"] {
            assert_eq!(read(bytes), (bytes.to_vec(), None));
        }
        assert_eq!(read(&gzip(b"")), (Vec::new(), None));
        assert_eq!(read(&zstd(b"")), (Vec::new(), None));
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_told_and_what_came_before_is_given() {
        let lines = (0..40_000).map(|n| format!("{n} met {}.\n", n * 7919 % 10_007)).collect::<String>();
        for (name, pack) in [("gzip", gzip as fn(&[u8]) -> Vec<u8>), ("zstd", zstd)] {
            let packed = pack(lines.as_bytes());
            let (content, error) = read(&packed[..packed.len() - packed.len() / 4]);
            assert!(lines.as_bytes().starts_with(&content) && content.len() > 10_000, "{name}: {}", content.len());
            let error = error.unwrap();
            assert!(error.starts_with(&format!("the {name} data is cut off after ")), "{error}");

            let mut damaged = packed.clone();
            let middle = packed.len() / 2;
            damaged[middle..middle + 40].fill(0xEE);
            let error = read(&damaged).1.unwrap();
            assert!(error.starts_with(&format!("the {name} data is damaged after ")), "{error}");

            let mut followed = packed.clone();
            followed.extend(b"no frame at all");
            let (content, error) = read(&followed);
            assert_eq!(content.len(), lines.len(), "{name}");
            assert!(error.unwrap().contains("damaged after"), "{name}");
        }
    }

    #[test]
    fn damage_is_repeated() {
        let mut stream = Unpacked::new(&b"\x1f\x8b\x08\0"[..]).unwrap();
        let first = stream.read(&mut [0; 8]).unwrap_err().to_string();
        assert_eq!(stream.read(&mut [0; 8]).unwrap_err().to_string(), first);
        assert_eq!(first, "the gzip data is cut off after 0 bytes of content");
    }

    #[test]
    fn a_window_beyond_all_measure_is_refused() {
        // A frame header that asks for a window of two gigabytes.
        let error = read(b"\x28\xb5\x2f\xfd\x00\xa8\x01\0\0").1.unwrap();
        assert!(error.contains("window"), "{error}");
    }
}
