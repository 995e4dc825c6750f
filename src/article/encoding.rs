//! Bytes → text: encodings are told by byte order mark, by validity as UTF-8, by the page's own declaration, else guessed.
//!
//! Bytes that stand for nothing become U+FFFD; decoding never fails. Files that are no text at all are recognized first,
//! by [`binary_kind`].

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a file is looked at to tell what it is, in bytes.
pub(super) const OPENING_BYTES: usize = 64 * 1024;

/// Decodes a text.
pub(super) fn decode(bytes: Vec<u8>) -> String {
    decode_with(bytes, |_| None)
}

/// Decodes a web page, whose `<meta charset>` counts where there is no byte order mark and the bytes are not UTF-8. The
/// charset that its server named, if any, counts before it.
pub(super) fn decode_page(bytes: Vec<u8>, served: Option<&str>) -> String {
    let served = served.and_then(|label| Encoding::for_label(label.as_bytes()));
    match served.filter(|encoding| (*encoding == UTF_16LE || *encoding == UTF_16BE) && bytes.contains(&0)) {
        Some(utf16) => utf16.decode(&bytes).0.into_owned(),
        None => decode_with(bytes, |bytes| served.filter(|it| *it != UTF_8).or_else(|| declared_charset(bytes))),
    }
}

/// The encoding of a stream of XML, told by its first bytes. A byte order mark, which counts before all, is the decoder's
/// to find.
pub(super) fn xml_encoding(opening: &[u8]) -> &'static Encoding {
    let declared =
        opening.starts_with(b"<?xml").then(|| declared_charset(&opening[..opening.len().min(200)])).flatten();
    let is_utf8 = std::str::from_utf8(opening).map_or_else(|error| error.error_len().is_none(), |_| true);
    match declared.filter(|encoding| *encoding != UTF_8) {
        // What is ASCII so far may still need the encoding that is declared.
        Some(encoding) if opening.is_ascii() || !is_utf8 => encoding,
        _ if is_utf8 || is_damaged_utf8(opening) => UTF_8,
        _ => guess(opening),
    }
}

fn decode_with(bytes: Vec<u8>, declared: impl Fn(&[u8]) -> Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = if is_damaged_utf8(&bytes) {
                UTF_8
            } else {
                declared(&bytes).filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(&bytes))
            };
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        }
    }
}

/// Whether a text that is not valid UTF-8 is UTF-8 with a few bad bytes: it has more characters beyond ASCII that are
/// well formed, which hardly happens by chance in another encoding, than bytes that are not.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut well_formed, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        well_formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    well_formed > bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // Few bytes beyond ASCII are weak evidence for a rare script: news in English quotes names in Latin letters.
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if beyond_ascii * 20 < bytes.len() && !guess.is_single_byte() { WINDOWS_1252 } else { guess }
}

/// The encoding named in `<meta charset="…">` or `<meta … content="text/html; charset=…">`, or in an XML declaration.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let label = ["charset=", "encoding="].iter().find_map(|key| {
        let at = head.windows(key.len()).position(|window| window == key.as_bytes())?;
        let value = &head[at + key.len()..];
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')))?;
        Some(value[..end].to_vec())
    })?;
    Encoding::for_label(&label)
}

/// Whether the bytes start with the mark of UTF-16.
pub(super) fn is_utf16(opening: &[u8]) -> bool {
    opening.starts_with(&[0xFF, 0xFE]) || opening.starts_with(&[0xFE, 0xFF])
}

/// What a file is that is no text, from its first bytes, with what to do about it; `None` for text.
pub(super) fn binary_kind(opening: &[u8]) -> Option<(&'static str, &'static str)> {
    const CONVERT: &str = "save its text as .txt or .html and give that";
    const UNPACK: &str = "unpack it and give the files inside";
    const NO_TEXT: &str = "give the article's text instead";
    const MARKS: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "a PDF document", CONVERT),
        (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as .txt or .html"),
        (b"\xD0\xCF\x11\xE0", "an office document", CONVERT),
        (b"{\\rtf", "an RTF document", CONVERT),
        (b"\x1F\x8B", "compressed twice, with gzip at last", "unpack it once"),
        (b"BZh", "a bzip2 archive", UNPACK),
        (b"\xFD7zXZ\0", "an xz archive", UNPACK),
        (b"\x28\xB5\x2F\xFD", "compressed twice, with zstd at last", "unpack it once"),
        (b"7z\xBC\xAF", "a 7-Zip archive", UNPACK),
        (b"Rar!", "a RAR archive", UNPACK),
        (b"\x89PNG", "a PNG image", NO_TEXT),
        (b"\xFF\xD8\xFF", "a JPEG image", NO_TEXT),
        (b"GIF8", "a GIF image", NO_TEXT),
        (b"RIFF", "an image, sound or video", NO_TEXT),
        (b"OggS", "a sound or video", NO_TEXT),
        (b"ID3", "a sound", NO_TEXT),
        (b"\x7FELF", "a program", NO_TEXT),
        (b"SQLite format 3\0", "an SQLite database", "a graph store is an argument of query, not an article"),
    ];
    if opening.get(257..262) == Some(b"ustar") {
        return Some(("a tar archive", UNPACK));
    }
    if let Some((_, name, remedy)) = MARKS.iter().find(|(mark, ..)| opening.starts_with(mark)) {
        return Some((name, remedy));
    }
    let has_nul = opening.contains(&0) && !is_utf16(opening);
    has_nul.then_some(("a binary file: it has NUL bytes", "give text; if it is UTF-16, save it as UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_and_its_marks() {
        assert_eq!(decode("Bogotá".into()), "Bogotá");
        assert_eq!(decode(b"\xEF\xBB\xBFBogot\xC3\xA1".to_vec()), "Bogotá");
        assert_eq!(decode(b"\xFF\xFEB\0o\0".to_vec()), "Bo");
        assert_eq!(decode(b"\xFE\xFF\0B\0o".to_vec()), "Bo");
    }

    #[test]
    fn latin_letters_of_one_byte() {
        let text = "Le président français a reçu le chancelier à l’Élysée, où ils ont parlé de sécurité européenne.";
        let (bytes, ..) = WINDOWS_1252.encode(text);
        assert_eq!(decode(bytes.into_owned()), text);
        assert_eq!(
            decode(b"The president of Colombia spoke in Bogot\xE1 on Monday.".to_vec()).chars().nth(40),
            Some('á')
        );
    }

    #[test]
    fn utf8_with_a_bad_byte_stays_utf8() {
        assert_eq!(decode(b"Bogot\xC3\xA1, \xC3\x89lys\xC3\xA9e \xFF Busan".to_vec()), "Bogotá, Élysée \u{FFFD} Busan");
    }

    #[test]
    fn a_page_declares_its_charset() {
        let page = b"<meta charset=\"iso-8859-2\"><p>Prezydent \xB1</p>".to_vec();
        assert!(decode_page(page, None).contains('ą'));
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xCF</p>".to_vec();
        assert!(decode_page(page, None).contains('П'));
    }

    #[test]
    fn a_server_names_the_charset() {
        let page = b"<meta charset=iso-8859-1><p>\xB1\xE6</p>".to_vec();
        assert_eq!(decode_page(page.clone(), Some("ISO-8859-2")), "<meta charset=iso-8859-1><p>ąć</p>");
        assert!(decode_page(page, Some("no-such-charset")).contains('±'));
        assert_eq!(decode_page("Élysée".into(), Some("iso-8859-1")), "Élysée", "valid UTF-8 is no accident");
        assert_eq!(decode_page(b"<\0p\0>\0".to_vec(), Some("utf-16le")), "<p>");
    }

    #[test]
    fn the_encoding_of_a_stream() {
        assert_eq!(xml_encoding(b"<?xml version='1.0' encoding='iso-8859-2'?><rss>").name(), "ISO-8859-2");
        assert_eq!(xml_encoding("<?xml version='1.0' encoding='iso-8859-2'?><rss>é".as_bytes()), UTF_8);
        assert_ne!(xml_encoding(b"<rss>Bogot\xE1, President of Colombia, in the capital"), UTF_8);
        assert_eq!(xml_encoding(b"<rss>"), UTF_8);
        assert_eq!(xml_encoding(b""), UTF_8);
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(binary_kind(b"%PDF-1.7").unwrap().0, "a PDF document");
        assert!(binary_kind(b"a\0b").unwrap().0.contains("NUL"));
        assert_eq!(binary_kind(b"\xFF\xFEB\0o\0"), None);
        assert_eq!(binary_kind(b"Trump met Xi."), None);
        assert_eq!(binary_kind(b""), None);
    }
}
