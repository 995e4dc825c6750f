//! Sentence → tokens, by the rules of the English Universal Dependencies treebanks.
//!
//! White space separates chunks; a chunk sheds punctuation at both ends, then splits at dashes, slashes, hyphens (not behind
//! bound prefixes: "co-founder"), and before clitics ("did" + "n't").

use super::abbreviation::takes_period;
use crate::vocabulary::Span;

/// Prefixes that are no words of their own: the hyphen behind them does not split.
const BOUND_PREFIXES: &[&str] = &[
    "anti", "co", "counter", "e", "ex", "mid", "mini", "multi", "non", "post", "pre", "pro", "re", "semi", "sub",
    "trans", "ultra", "un", "uni", "vice",
];

const CLITICS: &[&str] = &["n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"];

/// Splits a sentence into the spans of its tokens, in order, never overlapping.
pub fn tokenize(sentence: &str) -> impl Iterator<Item = Span> {
    let mut spans = Vec::with_capacity(sentence.len() / 5 + 1);
    let mut chunks = chunks(sentence).peekable();
    while let Some(chunk) = chunks.next() {
        split_chunk(sentence, chunk, chunks.peek().is_none(), &mut spans);
    }
    spans.into_iter()
}

/// Maximal runs without white space.
fn chunks(text: &str) -> impl Iterator<Item = Span> {
    text.split_whitespace().map(move |chunk| {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(start, start + chunk.len())
    })
}

fn split_chunk(text: &str, chunk: Span, last: bool, out: &mut Vec<Span>) {
    let mut core = chunk;
    while let Some(len) = leading_mark(core.of(text)) {
        out.push(Span::new(core.start, core.start + len));
        core.start += len;
    }
    let mut tail = Vec::new();
    while let Some(len) = trailing_mark(core.of(text), last) {
        tail.push(Span::new(core.end - len, core.end));
        core.end -= len;
    }
    if !core.is_empty() {
        if is_address(core.of(text)) { out.push(core) } else { split_core(text, core, out) }
    }
    out.extend(tail.into_iter().rev());
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || (word.contains('@') && word.contains('.'))
}

/// Length of the punctuation mark or currency sign at the start, where it is a token of its own.
fn leading_mark(word: &str) -> Option<usize> {
    let mut chars = word.chars();
    let first = chars.next()?;
    match first {
        '.' | '-' | '–' | '—' | '…' => Some(run(word, first)),
        '\'' | '’' if CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(word)) => None,
        '\'' | '’' if chars.next().is_some_and(|c| c.is_ascii_digit()) => None,
        '@' | '#' if word.len() > 1 => None,
        c if is_mark(c) => Some(c.len_utf8()),
        _ => None,
    }
}

/// Length of the punctuation mark at the end, where it is a token of its own.
fn trailing_mark(word: &str, last: bool) -> Option<usize> {
    let end = word.chars().next_back()?;
    match end {
        '.' => {
            let dots = word.len() - word.trim_end_matches('.').len();
            if dots > 1 || dots == word.len() {
                return Some(dots);
            }
            let stem = &word[..word.len() - 1];
            let stem = stem.rsplit(['-', '–', '—', '/']).next().unwrap_or(stem);
            // "vitamin C." ends a sentence; "George W." does not.
            let initial_at_end = last && super::abbreviation::is_initial(stem);
            if takes_period(stem) && !initial_at_end { None } else { Some(1) }
        }
        '\'' | '’' if word.chars().count() == 1 => Some(end.len_utf8()),
        '-' | '–' | '—' | '…' => Some(word.len() - word.trim_end_matches(end).len()),
        '\'' | '’' | '%' => Some(end.len_utf8()),
        c if is_mark(c) => Some(c.len_utf8()),
        _ => None,
    }
}

fn run(word: &str, mark: char) -> usize {
    word.len() - word.trim_start_matches(mark).len()
}

fn is_mark(c: char) -> bool {
    match c {
        '.' | '\'' | '’' | '%' | '@' | '#' | '&' | '_' | '+' | '*' | '°' => {
            c != '.' && matches!(c, '\'' | '’' | '@' | '#' | '*')
        }
        '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' => true,
        c if c.is_ascii() => c.is_ascii_punctuation(),
        '“' | '”' | '‘' | '«' | '»' | '„' | '‚' | '–' | '—' | '…' | '•' | '·' | '¿' | '¡' | '‹' | '›' | '′' | '″' => {
            true
        }
        _ => false,
    }
}

/// Splits a chunk that has shed its outer punctuation.
fn split_core(text: &str, core: Span, out: &mut Vec<Span>) {
    let word = core.of(text);
    let mut start = core.start;
    let mut previous: Option<char> = None;
    let mut chars = word.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let at = core.start + at;
        let next = chars.peek().map(|&(_, c)| c);
        if is_joint(c, previous, next, Span::new(start, at).of(text)) {
            let mut end = at + c.len_utf8();
            // "--" and "..." are one token.
            while let Some(&(_, same)) = chars.peek().filter(|&&(_, same)| same == c) {
                end += same.len_utf8();
                chars.next();
            }
            if start < at {
                split_word(text, Span::new(start, at), out);
            }
            out.push(Span::new(at, end));
            start = end;
        }
        previous = Some(c);
    }
    if start < core.end {
        split_word(text, Span::new(start, core.end), out);
    }
}

/// Whether the character between two halves of a chunk is a token of its own and parts them.
fn is_joint(c: char, previous: Option<char>, next: Option<char>, before: &str) -> bool {
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match c {
        '—' | '…' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | ';' | '!' | '?' => true,
        '$' | '€' | '£' | '¥' | '–' => true,
        '/' => !(digits(previous) && digits(next)),
        ',' | ':' => !(digits(previous) && digits(next)),
        '-' => {
            next == Some('-') || !(before.is_empty() || BOUND_PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(before)))
        }
        _ => false,
    }
}

/// Splits clitics from a word, and units and halves of the day from a number.
fn split_word(text: &str, span: Span, out: &mut Vec<Span>) {
    let word = span.of(text);
    if word.eq_ignore_ascii_case("cannot") {
        return out.extend([Span::new(span.start, span.start + 3), Span::new(span.start + 3, span.end)]);
    }
    for clitic in CLITICS {
        let cut = word.len().saturating_sub(clitic.len());
        if cut > 0 && word.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(clitic)) {
            split_word(text, Span::new(span.start, span.start + cut), out);
            return out.push(Span::new(span.start + cut, span.end));
        }
    }
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',').len();
    let unit = &word[digits..];
    let is_unit = ["pm", "am", "p.m.", "a.m.", "km", "kg", "m", "bn", "mn", "k", "tn", "mph"].contains(&unit);
    if digits > 0 && word.starts_with(|c: char| c.is_ascii_digit()) && (is_unit || unit == "%") {
        return out.extend([Span::new(span.start, span.start + digits), Span::new(span.start + digits, span.end)]);
    }
    out.push(span);
}

#[cfg(test)]
mod tests {
    use super::tokenize;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn clitics_and_possessives() {
        assert_eq!(
            words("Petro's aide can't; they'll go."),
            ["Petro", "'s", "aide", "ca", "n't", ";", "they", "'ll", "go", "."]
        );
        assert_eq!(words("the Emirates’ envoy"), ["the", "Emirates", "’", "envoy"]);
        assert_eq!(words("I cannot say"), ["I", "can", "not", "say"]);
    }

    #[test]
    fn hyphens_part_words_but_not_bound_prefixes() {
        assert_eq!(words("U.S.-Colombia talks"), ["U.S.", "-", "Colombia", "talks"]);
        assert_eq!(words("a co-founder of al-Qaeda"), ["a", "co-founder", "of", "al", "-", "Qaeda"]);
        assert_eq!(words("the 2025–2026 plan"), ["the", "2025", "–", "2026", "plan"]);
    }

    #[test]
    fn periods_stay_with_abbreviations() {
        assert_eq!(
            words("Gen. Park left the U.S. on Jan. 5."),
            ["Gen.", "Park", "left", "the", "U.S.", "on", "Jan.", "5", "."]
        );
        assert_eq!(words("He went home..."), ["He", "went", "home", "..."]);
    }

    #[test]
    fn quotes_brackets_money_and_numbers() {
        assert_eq!(words("“We (both) won,” he said"), ["“", "We", "(", "both", ")", "won", ",", "”", "he", "said"]);
        assert_eq!(words("US$1.5bn or €50,000, 5pm"), ["US", "$", "1.5", "bn", "or", "€", "50,000", ",", "5", "pm"]);
    }
}
