//! Words written as one that are several: "don't", "cannot", "gonna", and the same without their apostrophe: "dont".
//!
//! A word → where it is cut. The treebanks call the whole a multiword token and number its words apart.

/// Endings that are words of their own.
pub(super) const CLITICS: &[&str] =
    &["n't", "n’t", "'s", "’s", "`s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"];

/// Other contractions in lower case, `|` where they are cut.
const CONTRACTIONS: &[&str] = &[
    "can|not",
    "gon|na",
    "wan|na",
    "got|ta",
    "out|ta",
    "lot|ta",
    "haf|ta",
    "ought|a",
    "gim|me",
    "lem|me",
    "du|n|no",
    "c'm|on",
    "c’m|on",
    "y'|all",
    "y’|all",
    "d'|you",
    "d’|you",
    "do|nt",
    "ca|nt",
    "wo|nt",
    "did|nt",
    "does|nt",
    "is|nt",
    "was|nt",
    "are|nt",
    "were|nt",
    "could|nt",
    "would|nt",
    "should|nt",
    "have|nt",
    "has|nt",
    "had|nt",
    "ai|nt",
    "i|m",
    "i|ve",
    "that|s",
    "what|s",
    "there|s",
    "here|s",
    "he|s",
    "she|s",
    "you|re",
    "they|re",
    "you|ve",
    "they|ve",
    "you|ll",
    "they|ll",
];

/// Words that follow "its" where "it's" is meant, and "your" where "you're" is.
const AFTER_ITS: &[&str] =
    &["a", "an", "the", "not", "really", "simply", "definitely", "also", "been", "just", "so", "getting", "too"];
const AFTER_YOUR: &[&str] = &["a", "an", "the", "not", "welcome"];

/// Byte positions at which `word` is cut into its words, `next` being the chunk behind it. Empty for most words.
///
/// Clitics with an apostrophe are not among them: they may stand behind any word.
pub(super) fn cuts(word: &str, next: &str) -> impl Iterator<Item = usize> {
    let pattern = if word.len() > 7 || word.len() < 2 { None } else { pattern(word, next) };
    let mut position = 0;
    pattern.into_iter().flat_map(|pattern| pattern.split('|')).filter_map(move |part| {
        position += part.len();
        (position < word.len()).then_some(position)
    })
}

fn pattern(word: &str, next: &str) -> Option<&'static str> {
    let among = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(next));
    if word.eq_ignore_ascii_case("its") {
        return among(AFTER_ITS).then_some("it|s");
    }
    if word.eq_ignore_ascii_case("your") {
        return among(AFTER_YOUR).then_some("you|r");
    }
    // "IM" and "IVE" in capitals are initials.
    if word.len() <= 3 && word.ends_with(char::is_uppercase) {
        return None;
    }
    CONTRACTIONS.iter().copied().find(|pattern| same_letters(pattern, word))
}

/// Whether the pattern without its marks is the word, letter case aside.
fn same_letters(pattern: &str, word: &str) -> bool {
    let mut letters = word.bytes();
    pattern.bytes().filter(|&b| b != b'|').all(|b| letters.next().is_some_and(|l| l.eq_ignore_ascii_case(&b)))
        && letters.next().is_none()
}

/// Whether `word`, written without a space behind `previous`, belongs to one token with it, whatever its tag.
pub(super) fn is_joined(previous: &str, word: &str) -> bool {
    CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(word))
        || CONTRACTIONS.iter().chain(&["it|s", "you|r"]).any(|pattern| {
            let mut parts = pattern.split('|');
            let mut last = parts.next().unwrap_or("");
            parts.any(|part| {
                let found = last.eq_ignore_ascii_case(previous) && part.eq_ignore_ascii_case(word);
                last = part;
                found
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'a>(word: &'a str, next: &str) -> Vec<&'a str> {
        let mut start = 0;
        let mut parts: Vec<&str> = Vec::new();
        for end in cuts(word, next).chain([word.len()]) {
            parts.push(&word[start..end]);
            start = end;
        }
        parts
    }

    #[test]
    fn contractions_are_cut() {
        assert_eq!(cut("Cannot", "go"), ["Can", "not"]);
        assert_eq!(cut("dunno", ""), ["du", "n", "no"]);
        assert_eq!(cut("dont", "go"), ["do", "nt"]);
        assert_eq!(cut("country", ""), ["country"]);
        assert_eq!(cut("IM", "said"), ["IM"]);
    }

    #[test]
    fn what_follows_tells_its_from_it_is() {
        assert_eq!(cut("Its", "not"), ["It", "s"]);
        assert_eq!(cut("its", "leaders"), ["its"]);
    }

    #[test]
    fn the_parts_belong_together() {
        assert!(is_joined("do", "n't") && is_joined("Gon", "na") && is_joined("n", "no") && is_joined("it", "s"));
        assert!(!is_joined("U.S.", "-") && !is_joined("go", "na"));
    }
}
