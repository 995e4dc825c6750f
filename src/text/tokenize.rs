//! Sentence → tokens, by the rules of the English Universal Dependencies treebanks.
//!
//! White space separates chunks; a chunk sheds punctuation at both ends, then splits at dashes, slashes, hyphens (not behind
//! bound prefixes: "co-founder"), and before clitics ("did" + "n't"). Addresses, telephone numbers, emoticons and lines drawn
//! with marks stay whole.

use super::abbreviation::{is_initial, precedes_name, takes_period};
use super::contraction::{CLITICS, cuts};
use crate::vocabulary::Span;

/// Prefixes that are no words of their own: the hyphen behind them does not split.
const BOUND_PREFIXES: &[&str] = &[
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "non", "over", "post",
    "pre", "pro", "psycho", "re", "semi", "socio", "sub", "trans", "ultra", "un", "uni", "vice",
];

/// What is split from a number that stands before it.
const UNITS: &[&str] = &[
    "pm", "am", "PM", "AM", "p.m.", "a.m.", "mm", "cm", "m", "km", "ft", "kg", "mg", "bn", "mn", "MM", "k", "K", "tn",
    "mph", "hp", "%",
];

/// Faces that the general rule for emoticons does not know.
const FACES: &[&str] = &["^_^", "-_-", "T_T", "<3", "(:", "(;", ":'(", ":’(", "xD", "XD"];

/// A sentence and the spans found in it so far.
struct Tokenizer<'a> {
    text: &'a str,
    spans: Vec<Span>,
}

/// A chunk and what stands around it.
#[derive(Clone, Copy)]
struct Place<'a> {
    first: bool,
    /// The chunk behind; empty at the end of the sentence.
    next: &'a str,
}

/// Splits a sentence into the spans of its tokens, in order, never overlapping.
pub fn tokenize(sentence: &str) -> impl Iterator<Item = Span> {
    let mut tokenizer = Tokenizer { text: sentence, spans: Vec::with_capacity(sentence.len() / 5 + 1) };
    let mut chunks = chunks(sentence).peekable();
    let mut first = true;
    while let Some(chunk) = chunks.next() {
        let next = chunks.peek().map_or("", |next| next.of(sentence));
        tokenizer.chunk(chunk, Place { first, next });
        first = false;
    }
    tokenizer.spans.into_iter()
}

/// Longest run without white space that is looked at as one, in bytes: marks are taken off its ends one by one, and each look at
/// the rest costs its length. Addresses are shorter; what is longer is data.
const LONGEST_RUN: usize = 4096;

/// Maximal runs without white space, overlong ones in pieces.
fn chunks(text: &str) -> impl Iterator<Item = Span> {
    text.split_whitespace().flat_map(move |run| {
        let mut start = run.as_ptr() as usize - text.as_ptr() as usize;
        let end = start + run.len();
        std::iter::from_fn(move || {
            let piece = Span::new(start, end.min(text.floor_char_boundary(start + LONGEST_RUN)));
            start = piece.end;
            (!piece.is_empty()).then_some(piece)
        })
    })
}

impl Tokenizer<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.spans.push(Span::new(start, end));
        }
    }

    fn chunk(&mut self, chunk: Span, place: Place) {
        let mut core = chunk;
        let mut tail = Vec::new();
        loop {
            let word = core.of(self.text);
            if word.is_empty() || is_drawn(word) || self.is_emoticon(word, core.start) {
                self.push(core.start, core.end);
                core.start = core.end;
                break;
            }
            let Some(len) = leading_mark(word) else { break };
            self.push(core.start, core.start + len);
            core.start += len;
        }
        while let Some(len) = self.trailing_mark(core, place) {
            tail.push(Span::new(core.end - len, core.end));
            core.end -= len;
        }
        if !core.is_empty() {
            self.core(core, place);
        }
        self.spans.extend(tail.into_iter().rev());
    }

    /// A chunk that has shed its outer punctuation.
    fn core(&mut self, core: Span, place: Place) {
        let word = core.of(self.text);
        if !is_address(word) {
            return if is_whole(word) { self.spans.push(core) } else { self.halves(core, place) };
        }
        // `"Ana Ruiz"<ana@paper.example>`: the name is written without a space before the address.
        match word.find(['<', '"']).filter(|_| word.contains('@')) {
            Some(at) if at > 0 => {
                self.core(Span::new(core.start, core.start + at), place);
                self.chunk(Span::new(core.start + at, core.end), place);
            }
            _ => self.spans.push(core),
        }
    }

    /// Splits at dashes, slashes and the like inside a chunk.
    fn halves(&mut self, core: Span, place: Place) {
        let word = core.of(self.text);
        let mut start = core.start;
        let mut previous: Option<char> = None;
        let mut chars = word.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let at = core.start + at;
            let rest = &word[at - core.start + c.len_utf8()..];
            if is_joint(c, previous, rest, Span::new(start, at).of(self.text)) {
                let mut end = at + c.len_utf8();
                // "--" and "..." are one token.
                while let Some(&(_, same)) = chars.peek().filter(|&&(_, same)| same == c) {
                    end += same.len_utf8();
                    chars.next();
                }
                // A period stays with the abbreviation before it: "St.Petersburg".
                if c == '.' && end == at + 1 && takes_period(Span::new(start, at).of(self.text)) {
                    self.push(start, end);
                } else {
                    self.word(Span::new(start, at), "");
                    self.push(at, end);
                }
                start = end;
            }
            previous = Some(c);
        }
        self.word(Span::new(start, core.end), place.next);
    }

    /// Splits clitics from a word, and units and halves of the day from a number.
    fn word(&mut self, span: Span, next: &str) {
        let word = span.of(self.text);
        if word.is_empty() {
            return;
        }
        for clitic in CLITICS {
            let cut = word.len().saturating_sub(clitic.len());
            if cut > 0 && word.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(clitic)) {
                self.word(Span::new(span.start, span.start + cut), "");
                return self.push(span.start + cut, span.end);
            }
        }
        let digits =
            word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':')).len();
        let mut start = span.start;
        if word.starts_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&&word[digits..]) {
            self.push(start, start + digits);
            start += digits;
        } else {
            for cut in cuts(word, next) {
                self.push(start, span.start + cut);
                start = span.start + cut;
            }
        }
        self.push(start, span.end);
    }

    /// Length of the punctuation mark at the end, where it is a token of its own.
    fn trailing_mark(&self, core: Span, place: Place) -> Option<usize> {
        let word = core.of(self.text);
        let end = word.chars().next_back()?;
        if let Some(len) = self.trailing_emoticon(word, core.start) {
            return Some(len);
        }
        match end {
            '.' | '!' | '?' => Some(terminal_marks(word, place)).filter(|&len| len > 0),
            '\'' | '’' if word.chars().count() == 1 => Some(end.len_utf8()),
            '-' if is_cut_off(word) => None,
            '/' if is_address(word) || word == "w/" => None,
            '+' => (word.len() > 1 && word.as_bytes()[word.len() - 2].is_ascii_alphanumeric()).then_some(1),
            '-' | '–' | '—' | '…' | '=' | '*' | '_' | '~' | '#' | '<' | '>' | '|' | '^' | '\'' | '’' | '$' => {
                Some(word.len() - word.trim_end_matches(end).len())
            }
            '%' => Some(1),
            c if is_mark(c) => Some(c.len_utf8()),
            _ => None,
        }
    }

    fn trailing_emoticon(&self, word: &str, start: usize) -> Option<usize> {
        let at = word.rfind([':', ';', '=']).filter(|&at| at > 0 && word.ends_with(['(', ')']))?;
        self.is_emoticon(&word[at..], start + at).then_some(word.len() - at)
    }

    /// Whether `word`, which stands at `start`, is a face: eyes, perhaps a nose, a mouth.
    fn is_emoticon(&self, word: &str, start: usize) -> bool {
        if FACES.contains(&word) {
            return true;
        }
        let Some(rest) = word.strip_prefix([':', ';', '=', '8']) else { return false };
        let mouth = rest.strip_prefix(['-', 'o', '^', '\'']).filter(|mouth| !mouth.is_empty()).unwrap_or(rest);
        let mut mouths = mouth.chars();
        let Some(first) =
            mouths.next().filter(|c| matches!(c, '(' | ')' | 'D' | 'P' | 'p' | 'O' | '/' | '\\' | '|' | '*'))
        else {
            return false;
        };
        if !mouths.all(|c| c == first) || (word.starts_with('8') && !matches!(first, '(' | ')')) {
            return false;
        }
        // "(as follows:)" has no face in it.
        let before =
            || self.text[..start].chars().fold(0i32, |open, c| open + i32::from(c == '(') - i32::from(c == ')'));
        first != ')' || before() <= 0
    }
}

/// Whether a chunk is an address: its marks are no punctuation.
fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.starts_with("www.")
        || (word.contains('@') && word.contains('.'))
        || (word.contains(['-', '/', '_']) && has_domain(word))
}

/// "paper.example/world", "news.groups.long-name": a period between small letters, two or more on both sides.
fn has_domain(word: &str) -> bool {
    let letters = |bytes: &[u8]| bytes.len() == 2 && bytes.iter().all(u8::is_ascii_lowercase);
    let bytes = word.as_bytes();
    (2..bytes.len().saturating_sub(2))
        .any(|at| bytes[at] == b'.' && letters(&bytes[at - 2..at]) && letters(&bytes[at + 1..at + 3]))
}

/// Whether a chunk is a line or an arrow drawn with marks: "=====", "---->", ">>".
fn is_drawn(word: &str) -> bool {
    word.len() > 1
        && word != "<>"
        && word.bytes().all(|b| {
            matches!(
                b,
                b'-' | b'=' | b'*' | b'_' | b'~' | b'#' | b'<' | b'>' | b'|' | b'+' | b'^' | b'{' | b'}' | b'\\'
            )
        })
}

/// Whether hyphens and slashes belong to the word: telephone numbers ("555-0199"), "w/o", "b/c".
fn is_whole(word: &str) -> bool {
    if is_cut_off(word) {
        return true;
    }
    if let Some((one, other)) = word.split_once('/') {
        let letter = |part: &str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
        return letter(one)
            && (letter(other)
                || other.is_empty()
                || (one.eq_ignore_ascii_case("w") && other == "out")
                || other == "he");
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.contains('-') {
        return false;
    }
    let mut groups = word.split('-').peekable();
    let mut shorter = false;
    while let Some(group) = groups.next() {
        if group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        match groups.peek() {
            Some(_) => shorter |= group.len() != 4,
            None => return shorter && group.len() == 4,
        }
    }
    false
}

/// Whether a word breaks off in speech: "th- the".
fn is_cut_off(word: &str) -> bool {
    let stem = word.trim_end_matches('-');
    stem.len() + 1 == word.len()
        && (1..=3).contains(&stem.len())
        && stem.bytes().all(|b| b.is_ascii_alphabetic())
        && (stem.len() < 3 || stem.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Length of the punctuation mark or currency sign at the start, where it is a token of its own.
fn leading_mark(word: &str) -> Option<usize> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let second = chars.next();
    match first {
        '.' if second.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_lowercase()) => None,
        '-' | '–' | '—' | '…' | '=' | '*' | '_' | '~' | '<' | '>' | '|' | '^' | '$' | '!' | '?' | '.' => {
            Some(run(word, first))
        }
        '\'' | '’' | '‘' if second == Some(first) || (first == '‘' && second == Some('’')) => {
            Some(first.len_utf8() + second.map_or(0, char::len_utf8))
        }
        '\'' | '’' if CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(word)) => None,
        '\'' | '’' if second.is_some_and(|c| c.is_ascii_digit()) => None,
        '@' | '#' if word.len() > 1 => second.filter(char::is_ascii_digit).map(|_| 1),
        c if is_mark(c) => Some(c.len_utf8()),
        _ => None,
    }
}

/// Length of the periods, exclamation and question marks at the end that are one token; 0 where the last one belongs to the word.
fn terminal_marks(word: &str, place: Place) -> usize {
    let stem = word.trim_end_matches(['.', '!', '?']);
    let marks = &word[stem.len()..];
    if stem.is_empty() {
        return marks.len();
    }
    let last = stem.rsplit(['-', '–', '—', '/']).next().unwrap_or(stem);
    let numbered = || place.first && last.contains('.') && last.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // "p. 5" and "c. 1900", but "vitamin c."
    let letter = || {
        last.len() == 1
            && last.bytes().all(|b| b.is_ascii_lowercase())
            && place.next.starts_with(|c: char| c.is_ascii_digit())
    };
    let ends = place.next.is_empty();
    let owned = marks.starts_with('.')
        && (takes_period(last) || (!ends && precedes_name(&capitalized(last))) || numbered() || letter());
    if !owned || marks.starts_with("...") {
        return marks.len();
    }
    // "vitamin C.", "and so on, etc." end a sentence; "George W." and "the U.S." keep their period.
    let at_end = ends
        && marks.len() == 1
        && (is_initial(last)
            || !(last.contains('.') || last.starts_with(|c: char| c.is_uppercase()) && !precedes_name(last)));
    if at_end { 1 } else { marks.len() - 1 }
}

/// "GEN" → "Gen": titles in capitals are still titles.
fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_string() + &chars.as_str().to_lowercase())
}

fn run(word: &str, mark: char) -> usize {
    word.len() - word.trim_start_matches(mark).len()
}

fn is_mark(c: char) -> bool {
    match c {
        '.' | '%' | '&' | '_' | '+' | '°' => false,
        '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' => true,
        c if c.is_ascii() => c.is_ascii_punctuation(),
        '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '‚' | '–' | '—' | '…' | '•' | '·' | '¿' | '¡' | '‹' | '›' | '′'
        | '″' => true,
        _ => false,
    }
}

/// Whether the character between two halves of a chunk is a token of its own and parts them.
fn is_joint(c: char, previous: Option<char>, rest: &str, before: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let next = rest.chars().next();
    match c {
        '—' | '…' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | ';' | '!' | '?' => true,
        '$' | '€' | '£' | '¥' | '–' => true,
        '.' => {
            next == Some('.')
                || (before.len() > 1 && previous.is_some_and(char::is_lowercase) && starts_like_a_sentence(rest))
        }
        '/' | ':' => !(digit(previous) && digit(next)),
        // "50,000" is a number; "13,14" are two.
        ',' => !(digit(previous) && rest.bytes().take_while(u8::is_ascii_digit).count() == 3),
        '-' => {
            next == Some('-') || !(before.is_empty() || BOUND_PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(before)))
        }
        _ => false,
    }
}

/// A capital and a small letter: "They" of "left.They", not the "D." of "Ph.D."
fn starts_like_a_sentence(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
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
        assert_eq!(words("Gonna go, its not far"), ["Gon", "na", "go", ",", "it", "s", "not", "far"]);
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
        assert_eq!(words("No."), ["No", "."]);
        assert_eq!(words("bread, milk, etc."), ["bread", ",", "milk", ",", "etc", "."]);
        assert_eq!(words("GEN. PARK, p. 5, at 5 p.m.."), ["GEN.", "PARK", ",", "p.", "5", ",", "at", "5", "p.m.", "."]);
        assert_eq!(words("We waited...then left.They"), ["We", "waited", "...", "then", "left", ".", "They"]);
    }

    #[test]
    fn quotes_brackets_money_and_numbers() {
        assert_eq!(words("“We (both) won,” he said"), ["“", "We", "(", "both", ")", "won", ",", "”", "he", "said"]);
        assert_eq!(words("US$1.5bn or €50,000, 5pm"), ["US", "$", "1.5", "bn", "or", "€", "50,000", ",", "5", "pm"]);
        assert_eq!(words("call 713-555-0199, 7:30PM; .265"), ["call", "713-555-0199", ",", "7:30", "PM", ";", ".265"]);
        assert_eq!(words("#MeToo is # 1, #2"), ["#MeToo", "is", "#", "1", ",", "#", "2"]);
    }

    #[test]
    fn marks_in_runs_and_faces_are_one_token() {
        assert_eq!(words("Really?!! ===== >> yes!!!"), ["Really", "?!!", "=====", ">>", "yes", "!!!"]);
        assert_eq!(
            words("Thanks:) or :-( (as follows:)"),
            ["Thanks", ":)", "or", ":-(", "(", "as", "follows", ":", ")"]
        );
    }

    #[test]
    fn addresses_stay_whole() {
        assert_eq!(
            words("<ana@paper.example>, http://paper.example/a-b/."),
            ["<", "ana@paper.example", ">", ",", "http://paper.example/a-b/", "."]
        );
        assert_eq!(words("see paper.example/world-news"), ["see", "paper.example/world-news"]);
    }
}
