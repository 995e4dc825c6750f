//! An HTTP response as it was recorded → its page: status, content type, and the body without its transfer and content codings.
//!
//! Archives disagree on whether bodies are kept as they came or decoded, and the header often says what is no longer so; a
//! coding that a body does not have is passed over.

use super::fields::Fields;
use crate::article::limits::MAX_PAGE_BYTES;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// A response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response<'a> {
    pub status: u16,
    pub fields: Fields,
    body: &'a [u8],
}

/// Longest header that is looked at, in bytes.
pub(super) const MAX_HEADER_BYTES: usize = 256 * 1024;

impl<'a> Response<'a> {
    /// Reads status line and header; `None` where there are none.
    pub fn parse(block: &'a [u8]) -> Option<Self> {
        let (head, body) = split_head(block)?;
        let head = String::from_utf8_lossy(head);
        let (status_line, lines) = head.split_once('\n').unwrap_or((&head, ""));
        let status = status_line.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, fields: Fields::parse(lines), body })
    }

    /// The body, decoded; more than a page may have is cut off behind one byte more. What is wrong where it is coded in a way
    /// that is not known.
    pub fn decoded(&self) -> Result<Vec<u8>, String> {
        let chunked =
            self.fields.get("transfer-encoding").is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
        let unchunked = if chunked { unchunk(self.body) } else { None };
        let mut body = unchunked.unwrap_or_else(|| self.body.to_vec());
        let codings = self.fields.get("content-encoding").unwrap_or("").to_ascii_lowercase();
        for coding in codings.rsplit(',').map(str::trim).filter(|coding| !coding.is_empty()).take(3) {
            body = decode(coding, body)?;
        }
        Ok(body)
    }
}

/// Head and body, at the first empty line.
fn split_head(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let searched = &block[..block.len().min(MAX_HEADER_BYTES)];
    let ends = [&b"\r\n\r\n"[..], b"\n\n"].into_iter().filter_map(|end| {
        let at = searched.windows(end.len()).position(|window| window == end)?;
        Some((at, at + end.len()))
    });
    let (head, body) = ends.min()?;
    Some((&block[..head], &block[body..]))
}

/// The content of a chunked body (RFC 9112, 7.1); `None` where it is none. Of a broken one what can be read.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut rest = body;
    loop {
        let Some((size, after)) = chunk_size(rest) else {
            return (!content.is_empty()).then_some(content);
        };
        if size == 0 {
            return Some(content);
        }
        let chunk = &after[..usize::try_from(size).unwrap_or(usize::MAX).min(after.len())];
        content.extend_from_slice(chunk);
        rest = &after[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(content);
        }
    }
}

/// The size of a chunk, and what stands after its line.
fn chunk_size(rest: &[u8]) -> Option<(u64, &[u8])> {
    let end = rest.iter().take(1024).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    // Sizes beyond all numbers are those of a chunk that takes all the rest.
    let hexadecimal = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    hexadecimal.then(|| (u64::from_str_radix(digits, 16).unwrap_or(u64::MAX), &rest[end + 1..]))
}

fn decode(coding: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let decoded = match coding {
        "identity" => None,
        "gzip" | "x-gzip" => body.starts_with(&[0x1F, 0x8B]).then(|| up_to_a_page(MultiGzDecoder::new(&*body))),
        // Of zlib by the standard, bare by custom; zlib's first two bytes are a multiple of 31.
        "deflate" => match body[..] {
            [b'<' | b' ' | b'\n' | b'\r', ..] => None,
            [first, second, ..] if first & 0x0F == 8 && u16::from_be_bytes([first, second]) % 31 == 0 => {
                Some(up_to_a_page(ZlibDecoder::new(&*body)))
            }
            _ => Some(up_to_a_page(DeflateDecoder::new(&*body))),
        },
        "zstd" => match crate::stream::Unpacked::new(&*body) {
            Ok(unpacked) if body.starts_with(b"\x28\xB5\x2F\xFD") => Some(up_to_a_page(unpacked)),
            _ => None,
        },
        _ if body.trim_ascii_start().starts_with(b"<") => None,
        _ => return Err(format!("it is compressed with {coding:?}, which is not read")),
    };
    Ok(decoded.filter(|decoded| !decoded.is_empty()).unwrap_or(body))
}

/// What can be read, also of a stream that is cut off.
fn up_to_a_page(stream: impl Read) -> Vec<u8> {
    let mut content = Vec::new();
    // What came before an error is kept, as browsers do.
    let _ = stream.take(MAX_PAGE_BYTES as u64 + 1).read_to_end(&mut content);
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const PAGE: &str = "<html><p>They met in Geneva.</p></html>";

    fn decoded(fields: &str, body: &[u8]) -> Result<String, String> {
        let block = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat();
        let response = Response::parse(&block).unwrap();
        response.decoded().map(|body| String::from_utf8_lossy(&body).into_owned())
    }

    macro_rules! packed {
        ($encoder:ident) => {{
            let mut encoder = $encoder::new(Vec::new(), Compression::best());
            encoder.write_all(PAGE.as_bytes()).unwrap();
            encoder.finish().unwrap()
        }};
    }

    #[test]
    fn heads() {
        let response = Response::parse(b"HTTP/2 404\nA: b\n\nbody").unwrap();
        assert_eq!((response.status, response.fields.get("a"), response.body), (404, Some("b"), &b"body"[..]));
        for block in [&b""[..], b"HTTP/1.1 200 OK", b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 OK\r\n\r\n", b"\r\n\r\n"] {
            assert_eq!(Response::parse(block), None);
        }
    }

    #[test]
    fn content_codings() {
        for (coding, body) in [
            ("gzip", packed!(GzEncoder)),
            ("deflate", packed!(ZlibEncoder)),
            ("deflate", packed!(DeflateEncoder)),
            ("identity", PAGE.into()),
            // Decoded already.
            ("gzip", PAGE.into()),
            ("br", PAGE.into()),
            ("deflate", PAGE.into()),
        ] {
            assert_eq!(decoded(&format!("Content-Encoding: {coding}"), &body).as_deref(), Ok(PAGE), "{coding}");
        }
        assert!(decoded("Content-Encoding: br", b"\x8b\x02\x80").unwrap_err().contains("\"br\""));
        let cut = packed!(GzEncoder);
        assert!(PAGE.starts_with(&decoded("Content-Encoding: gzip", &cut[..cut.len() - 9]).unwrap()));
    }

    #[test]
    fn chunks() {
        let chunked = |body: &[u8]| decoded("Transfer-Encoding: chunked", body).unwrap();
        assert_eq!(chunked(b"5\r\n<html\r\n3;x=y\r\n>ab\r\n0\r\nTrailer: x\r\n\r\n"), "<html>ab");
        assert_eq!(chunked(b"A\n0123456789\n0\n\n"), "0123456789");
        assert_eq!(chunked(PAGE.as_bytes()), PAGE, "a body that is not chunked");
        assert_eq!(chunked(b"5\r\n<html\r\nzz\r\nrest"), "<html");
        for size in ["FFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", &"F".repeat(900)] {
            assert_eq!(chunked(format!("{size}\r\nall the rest").as_bytes()), "all the rest");
        }
        assert_eq!(chunked(b"0\r\n\r\n"), "");
        let gzip = packed!(GzEncoder);
        let both = [format!("{:x}\r\n", gzip.len()).as_bytes(), &gzip, b"\r\n0\r\n\r\n"].concat();
        assert_eq!(decoded("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &both).as_deref(), Ok(PAGE));
    }

    #[test]
    fn a_bomb_is_cut_off() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let zeros = vec![b' '; 1 << 20];
        (0..20).for_each(|_| encoder.write_all(&zeros).unwrap());
        assert_eq!(decoded("Content-Encoding: gzip", &encoder.finish().unwrap()).unwrap().len(), MAX_PAGE_BYTES + 1);
    }
}
