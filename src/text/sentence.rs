//! Block of text → sentences: a statistical splitter, with rules for what it must never part.
//!
//! The splitter decides at every gap between two chunks, also where no full stop stands: headings, signatures and lower-case
//! web text run on without one. In tidy prose the rules have the last word.

use super::abbreviation::{is_initial, precedes_name};
use super::boundary::Gaps;
use crate::vocabulary::Span;

/// Splits a block of text, which starts at byte `offset` of the article, into sentences without surrounding white space.
pub fn sentences(block: &str, offset: usize) -> Vec<Span> {
    let chunks: Vec<&str> = block.split_whitespace().collect();
    let gaps = Gaps::new(&chunks);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, chunk) in chunks.iter().enumerate() {
        let ends = match chunks.get(at + 1) {
            Some(next) => gaps.ends(start, at) && !goes_on(chunk, next, at == start),
            None => true,
        };
        if ends {
            let begin = position(block, chunks[start]);
            let end = position(block, chunk) + chunk.len();
            found.push(Span::new(begin + offset, end + offset));
            start = at + 1;
        }
    }
    found
}

/// Whether no sentence ends between two chunks, whatever the statistics say: "Lt. Gen." before a name.
fn goes_on(chunk: &str, next: &str, first: bool) -> bool {
    let Some(word) = chunk.strip_suffix('.') else { return false };
    let word = word.trim_start_matches(['(', '"', '“', '‘', '[']);
    // "No." may be an answer, "A." the number of a list's item, and "5 v." an end: only before what looks like a name or number.
    let told = word != "No" && !(first && is_initial(word)) && precedes_name(word);
    told && next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Byte position of a part of `text` in it.
fn position(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}
#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, 0).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn keeps_titles_and_initials_with_their_names() {
        assert_eq!(
            split("Lt. Gen. Jan Dvorak met U.S. President Donald J. Trump. They talked."),
            ["Lt. Gen. Jan Dvorak met U.S. President Donald J. Trump.", "They talked."]
        );
    }

    #[test]
    fn a_quotation_goes_on_behind_its_end() {
        assert_eq!(
            split("\"We agree!\" said the minister. He left."),
            ["\"We agree!\" said the minister.", "He left."]
        );
    }

    #[test]
    fn offsets_are_those_of_the_article() {
        let spans = sentences("Äh. One.  Two.", 100);
        assert_eq!(spans.first().map(|s| s.start), Some(100));
        assert_eq!(spans.last().map(|s| s.end), Some(100 + "Äh. One.  Two.".len()));
    }
}
