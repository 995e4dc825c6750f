//! The recognizer's spans → where names begin and end: without titles, ranks, articles and possessives, over hyphens.

use super::office::is_office;
use crate::text::{Document, Name, NameKind, TokenId, Upos};
use std::ops::Range;

/// The recognizer's span, completed over glued hyphens ("Chung" of "Jung Chung-rae"), without an article before it and a
/// possessive behind it.
pub(super) fn trimmed(doc: &Document, name: &Name) -> Option<Range<u32>> {
    let mut span = over_hyphens(doc, name);
    while span.start < span.end && is_edge(doc.word(TokenId(span.start))) {
        span.start += 1;
    }
    while span.start < span.end && is_edge(doc.word(TokenId(span.end - 1))) {
        span.end -= 1;
    }
    while span.start + 1 < span.end && is_small_modifier(doc, TokenId(span.start)) {
        span.start += 1;
    }
    let has_letter = doc.text_of(&span).chars().any(char::is_uppercase);
    let span = has_letter.then(|| without_office(doc, name.kind, span)).flatten()?;
    (span.start < span.end).then_some(span)
}

/// The place in capitals at the head of an agency's report: "KAZAN, Oct 24 (Northern Wire) —".
pub(super) fn is_dateline(doc: &Document, span: &Range<u32>) -> bool {
    let sentence = doc.sentence(doc.sentence_of(TokenId(span.start)));
    let text = doc.text_of(span);
    let capitals = text.chars().count() > 3 && !text.chars().any(char::is_lowercase);
    let next = doc.tokens.get(span.end as usize).map(|token| token.span.of(&doc.article.text));
    sentence.tokens.start == span.start && capitals && matches!(next, Some("," | "(" | "—" | "–"))
}

/// "conservative" of "conservative Law and Justice Party".
fn is_small_modifier(doc: &Document, token: TokenId) -> bool {
    doc.token(token).upos == Upos::Adj && doc.word(token).starts_with(char::is_lowercase)
}

fn over_hyphens(doc: &Document, name: &Name) -> Range<u32> {
    let mut span = name.tokens.clone();
    let glued = |left: u32, right: u32| match (doc.tokens.get(left as usize), doc.tokens.get(right as usize)) {
        (Some(a), Some(b)) => a.span.end == b.span.start,
        _ => false,
    };
    let is_hyphen = |at: u32| doc.tokens.get(at as usize).is_some_and(|token| token.span.of(&doc.article.text) == "-");
    let word_behind = |end: u32| {
        let word = doc.word(TokenId(end + 1));
        let derived = word.ends_with("ed")
            || word.len() > 6
            || matches!(word, "led" | "born" | "run" | "wide" | "owned" | "style" | "elect");
        word.starts_with(char::is_alphabetic) && (word.starts_with(char::is_uppercase) || !derived)
    };
    if name.kind == NameKind::Person {
        while is_hyphen(span.end)
            && glued(span.end - 1, span.end)
            && glued(span.end, span.end + 1)
            && word_behind(span.end)
        {
            span.end += 2;
        }
    }
    while span.start > 1
        && is_hyphen(span.start - 1)
        && glued(span.start - 2, span.start - 1)
        && glued(span.start - 1, span.start)
    {
        let before = doc.word(TokenId(span.start - 2));
        let particle = matches!(before, "al" | "el" | "Al" | "El" | "ul" | "an" | "as" | "ash" | "ad" | "bin" | "at");
        if !(particle || name.kind == NameKind::Person && before.starts_with(char::is_uppercase)) {
            break;
        }
        span.start -= 2;
    }
    span
}

/// Ranks and forms of address, which belong to no name.
#[rustfmt::skip]
const RANKS: &[&str] = &[
    "mr", "mrs", "ms", "mme", "dr", "sir", "dame", "lord", "lady", "madam", "sheikh", "sister", "brother", "father",
    "rev", "reverend", "prof", "professor", "gen", "lt", "col", "capt", "maj", "sgt", "cmdr", "cpl", "spc", "pvt",
    "adm", "brig", "gov", "sen", "rep", "hon", "st", "captain", "major", "sergeant", "cardinal", "archbishop",
    "bishop", "sheriff", "constable", "detective", "officer", "commodore", "brigadier", "marshal", "imam", "rabbi",
    "monsignor", "crown", "first", "second",
];

/// What follows a name without being part of it.
const POST_NOMINALS: &[&str] = &["QC", "KC", "MP", "MEP", "MSP", "TD"];

pub(super) fn is_rank(word: &str) -> bool {
    RANKS.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// The name without an office at its start; `None` where the office is all there is ("President of Switzerland").
fn without_office(doc: &Document, kind: NameKind, mut span: Range<u32>) -> Option<Range<u32>> {
    while span.start < span.end && is_office(doc.word(TokenId(span.start))) {
        span.start += 1;
    }
    if kind == NameKind::Person {
        while span.start + 1 < span.end && is_titular(doc, span.start) {
            span.start += 1;
        }
        let lower = |at: u32| !doc.word(TokenId(at)).contains(char::is_uppercase);
        while span.start + 1 < span.end && lower(span.end - 1) && doc.word(TokenId(span.end - 2)) != "-" {
            span.end -= 1;
        }
        while span.start + 1 < span.end && POST_NOMINALS.contains(&doc.word(TokenId(span.end - 1))) {
            span.end -= 1;
        }
    }
    // "UN Secretary", "New Zealand Prime": the recognizer took half a title along.
    let complement = span.len() > 2 && doc.word(TokenId(span.end - 2)) == "of";
    while span.start + 1 < span.end
        && !complement
        && (is_office(doc.word(TokenId(span.end - 1)))
            || matches!(
                doc.word(TokenId(span.end - 1)),
                "Prime" | "Foreign" | "Vice" | "Deputy" | "Defence" | "Defense"
            ))
    {
        span.end -= 1;
    }
    let of = span.start < span.end && matches!(doc.word(TokenId(span.start)), "of" | "for");
    let bare = span.len() == 1 && kind == NameKind::Person && is_titular(doc, span.start);
    (span.start < span.end && !of && !bare).then_some(span)
}

fn is_titular(doc: &Document, at: u32) -> bool {
    let word = doc.word(TokenId(at));
    is_rank(word) || is_office(word) || word == "."
}

fn is_edge(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "the" | "a" | "an" | "'s" | "’s" | "'" | "’" | "," | "." | "\"" | "“" | "”"
    )
}
