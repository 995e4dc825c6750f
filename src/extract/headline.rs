//! Headlines In Title Case, where capitals say nothing: a name in them counts only if the running text knows it as well.
//!
//! "Trump Eyes White House Meeting" names Trump and the White House, and nobody called Trump Eyes.

use super::mention::Mention;
use crate::article::BlockKind;
use crate::text::{Document, SentenceId, TokenId};
use crate::vocabulary::EntityKind;
use rustc_hash::FxHashMap;

/// Share of the longer words that are capitalized, from which a heading is taken to be in title case.
const TITLE_CASE: f32 = 0.75;

/// Whether the sentence is a title or heading of an article that has running text as well.
pub fn is_heading(doc: &Document, sentence: SentenceId) -> bool {
    let kind = doc.article.blocks[doc.sentence(sentence).block].kind;
    matches!(kind, BlockKind::Title | BlockKind::Heading) && doc.sentences.len() > 1
}

/// Whether the sentence is a heading in title case.
pub fn is_title_case(doc: &Document, sentence: SentenceId) -> bool {
    if !is_heading(doc, sentence) {
        return false;
    }
    let long = doc.token_ids(sentence).map(|token| doc.word(token)).filter(|word| word.chars().count() > 3);
    let (mut all, mut capitalized) = (0, 0);
    for word in long {
        all += 1;
        capitalized += usize::from(word.starts_with(char::is_uppercase));
    }
    all > 1 && capitalized as f32 >= TITLE_CASE * all as f32
}

/// Corrects the names in title-case headings by those of the running text.
pub fn reconcile(doc: &Document, mentions: &mut Vec<Mention>) {
    let in_heading = |mention: &Mention| is_title_case(doc, doc.sentence_of(TokenId(mention.tokens.start)));
    let mut known: FxHashMap<String, EntityKind> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| !in_heading(mention)) {
        known.insert(doc.text_of(&mention.tokens).to_owned(), mention.kind);
        if mention.kind == EntityKind::Person {
            known.entry(doc.word(TokenId(mention.tokens.end - 1)).to_owned()).or_insert(mention.kind);
        }
    }
    mentions.retain_mut(|mention| {
        if !mention.entries.is_empty() || !in_heading(mention) {
            return true;
        }
        let Some((tokens, kind)) = longest_known(doc, mention, &known) else { return false };
        mention.tokens = tokens;
        mention.kind = kind;
        true
    });
}

/// The longest part of the mention that the running text names, with its kind there.
fn longest_known(
    doc: &Document,
    mention: &Mention,
    known: &FxHashMap<String, EntityKind>,
) -> Option<(std::ops::Range<u32>, EntityKind)> {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let parts = (1..=end - start).rev().flat_map(|len| (start..=end - len).map(move |from| from..from + len));
    parts.take(64).find_map(|part| Some((part.clone(), *known.get(doc.text_of(&part))?)))
}
