//! Block of text → sentences, by the rules of the sentencex library and a few of the news's own.

use super::abbreviation::precedes_name;
use crate::vocabulary::Span;

/// Splits a block of text, which starts at byte `offset` of the article, into sentences without surrounding white space.
pub fn sentences(block: &str, offset: usize) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut joined = false;
    for boundary in sentencex::get_sentence_boundaries("en", block) {
        // The library's byte offsets are those of its own slices of `block`.
        let Some(span) = trimmed(block, Span::new(boundary.start_byte, boundary.end_byte)) else { continue };
        match found.last_mut() {
            Some(last) if joined => last.end = span.end,
            _ => found.push(span),
        }
        joined = found.last().is_some_and(|last| goes_on(last.of(block), &block[span.end..]));
    }
    for span in &mut found {
        *span = Span::new(span.start + offset, span.end + offset);
    }
    found
}

/// Whether the text so far cannot be the end of a sentence: "Lt. Gen." before a name, or a small letter behind.
fn goes_on(sentence: &str, rest: &str) -> bool {
    let last = sentence.rsplit(char::is_whitespace).next().unwrap_or("");
    let Some(word) = last.strip_suffix('.') else {
        return sentence.ends_with(['"', '”', '’', '\'']) && starts_small(rest);
    };
    precedes_name(word.trim_start_matches(['(', '"', '“', '‘', '['])) || starts_small(rest)
}

fn starts_small(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_lowercase)
}

fn trimmed(text: &str, span: Span) -> Option<Span> {
    let slice = text.get(span.start..span.end)?;
    let start = span.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    (start < end).then(|| Span::new(start, end))
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
