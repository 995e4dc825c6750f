//! A sentence → the words, numbers and signs that the grammar reads, with their byte offsets.
//!
//! Coarser than the tokenizer of the analysis, and independent of it: "4th", "2,000", "10:30" and "1990s" are one token each,
//! "2026-05-04" and "mid-May" are three or five.

use super::words::{LONGEST, Term, term};

/// A word, number or sign of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// First byte, in the sentence.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it means.
    pub term: Term,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// Splits a sentence.
pub(super) fn scan(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let start = at;
        let (term, capital) = match c {
            '0'..='9' => {
                at = end_of_number(text.as_bytes(), at);
                (number(&text[start..at]), false)
            }
            _ if is_apostrophe(c) => {
                at += c.len_utf8();
                let possessive = text.as_bytes().get(at) == Some(&b's') && end_of_word(text, at) == at + 1;
                at += usize::from(possessive);
                (if possessive { Term::Possessive } else { Term::Sign }, false)
            }
            _ if is_word(c) => {
                at = end_of_word(text, at);
                let term = word(&text[start..at]);
                // "Nov." and "Tue." take their full stop along.
                let short = matches!(term, Term::ShortMonth(_) | Term::ShortWeekday(_));
                at += usize::from(short && text.as_bytes().get(at) == Some(&b'.'));
                (term, c.is_uppercase())
            }
            _ => {
                at += c.len_utf8();
                if c.is_whitespace() {
                    continue;
                }
                (sign(c), false)
            }
        };
        tokens.push(Token { start, end: at, term, capital });
    }
    tokens
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric())
}

fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match text[at..].chars().next() {
                Some(c) if is_word(c) => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// Digits, with what is glued to them: groups ("2,000"), decimals ("4.5"), clocks ("10:30"), letters ("4th", "1990s").
fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = start;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let glued = match bytes.get(at) {
            Some(b',') => digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4),
            Some(b'.' | b':') => digit(at + 1),
            _ => false,
        };
        if !glued {
            return at;
        }
        at += 1;
    }
}

fn number(text: &str) -> Term {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // Five digits are no day and no year.
    if digits > 4 {
        return Term::Word;
    }
    match (text[..digits].parse(), &text[digits..]) {
        (Ok(value), "") => Term::Number(value, digits as u8),
        (Ok(value), "st" | "nd" | "rd" | "th") => Term::Ordinal(value),
        _ => Term::Word,
    }
}

fn word(text: &str) -> Term {
    let mut buffer = [0; LONGEST];
    let Some(buffer) = buffer.get_mut(..text.len()).filter(|_| text.is_ascii()) else {
        return Term::Word;
    };
    buffer.copy_from_slice(text.as_bytes());
    buffer.make_ascii_lowercase();
    std::str::from_utf8(buffer).map_or(Term::Word, term)
}

fn sign(c: char) -> Term {
    match c {
        ',' => Term::Comma,
        '-' | '\u{2010}'..='\u{2015}' => Term::Dash,
        _ => Term::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<(&str, Term)> {
        scan(text).into_iter().map(|t| (&text[t.start..t.end], t.term)).collect()
    }

    #[test]
    fn numbers_are_glued_where_they_are_no_dates() {
        assert_eq!(terms("2,000"), [("2,000", Term::Word)]);
        assert_eq!(terms("10:30"), [("10:30", Term::Word)]);
        assert_eq!(terms("1990s"), [("1990s", Term::Word)]);
        assert_eq!(terms("4th"), [("4th", Term::Ordinal(4))]);
        assert_eq!(terms("4, 2026"), [("4", Term::Number(4, 1)), (",", Term::Comma), ("2026", Term::Number(2026, 4))]);
    }

    #[test]
    fn possessives_and_abbreviations() {
        assert_eq!(terms("today’s")[1], ("’s", Term::Possessive));
        assert_eq!(terms("Nov. 3")[0], ("Nov.", Term::ShortMonth(11)));
        assert_eq!(terms("Élysée"), [("Élysée", Term::Word)]);
    }
}
