//! How much is read: the sizes beyond which an input or an article is refused, and the words in which that is said.

use crate::count::size;

/// Most bytes of one file, or of one line of JSON Lines, that are read.
pub const MAX_INPUT_BYTES: usize = 64 << 20;
/// Most bytes of text that one article may have: some 700,000 words, more than any article.
pub const MAX_TEXT_BYTES: usize = 4 << 20;

/// Most bytes of a page: the text of a page is a small part of it, and its markup is costly to weigh.
pub(super) const MAX_PAGE_BYTES: usize = 8 << 20;

/// Longest address, in bytes, that is taken for an id; longer ones carry the state of somebody's session.
pub(super) const MAX_ID_BYTES: usize = 1000;

/// What to do about an article that is too long.
pub(super) const SPLIT_REMEDY: &str = "split it into articles";

/// Whether a text of that many bytes is short enough for one article; what is wrong with it where not.
pub(super) fn check_text_size(bytes: usize, most: usize) -> Result<(), String> {
    if bytes <= most { Ok(()) } else { Err(format!("the text has {}, an article at most {}", size(bytes), size(most))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_long_is_said_in_words() {
        assert_eq!(check_text_size(10, 10), Ok(()));
        assert_eq!(check_text_size(11, 10), Err("the text has 11 bytes, an article at most 10 bytes".into()));
    }
}
