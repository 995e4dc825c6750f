//! Names in the text → [`Mention`]s: the recognizer's spans and the knowledge base's names, reconciled.

use super::office::is_office;
use crate::kb::{Entry, Kb};
use crate::text::{Document, Name, NameKind, SentenceId, TokenId, Upos};
use crate::vocabulary::EntityKind;
use std::ops::Range;

/// A name at its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its tokens, as positions in the document.
    pub tokens: Range<u32>,
    /// What it is taken for.
    pub kind: EntityKind,
    /// What the knowledge base knows under the name, best first; empty for names it does not know.
    pub entries: Vec<Entry>,
    /// Whether it is an adjective or a noun for a people ("Colombian", "Kenyans").
    pub demonym: bool,
    /// Whether it stands inside a longer name ("Israel" in "Israel Defense Forces").
    pub nested: bool,
}

/// Words that head the names of treaties, wars, awards and the like: such names are no entities, nor are the names in them.
#[rustfmt::skip]
const EVENT_HEADS: &[&str] = &[
    "war", "wars", "agreement", "agreements", "treaty", "accord", "accords", "act", "cup", "games", "olympics",
    "prize", "protocol", "pact", "convention", "festival", "championship", "championships", "day", "plan", "bill",
    "resolution", "constitution", "declaration", "summit", "conference", "forum", "dialogue", "award", "amendment",
    "contest", "crisis", "revolution", "uprising", "genocide", "earthquake", "hurricane", "typhoon", "cyclone",
    "storm", "initiative",
];

/// Last words of the names of media, which are sources and no parties.
#[rustfmt::skip]
const MEDIA_HEADS: &[&str] = &[
    "news", "press", "times", "post", "herald", "tribune", "gazette", "journal", "guardian", "telegraph", "tv",
    "radio", "television", "broadcasting", "daily", "magazine", "reuters", "afp", "bbc", "cnn", "wikinews", "npr",
    "nbc", "cbs", "abc", "newspaper", "media", "twitter", "facebook", "youtube", "instagram", "wikipedia",
    "newsweek", "bloomberg", "tass", "xinhua",
];

/// Last words of names of places.
#[rustfmt::skip]
const PLACE_HEADS: &[&str] = &[
    "airport", "airfield", "airbase", "base", "hospital", "province", "district", "county", "strait", "gulf", "bay",
    "island", "islands", "region", "oblast", "governorate", "market", "plant", "arena", "stadium", "square",
    "bridge", "border", "zone", "mosque", "cathedral", "palace", "prison", "river", "sea", "ocean", "mountain",
    "mountains", "valley", "desert", "lake", "peninsula", "street", "port", "village", "town", "city", "refinery",
    "crossing", "camp", "park", "canal", "dam", "coast", "prefecture", "municipality", "suburb", "highway", "hotel",
    "terminal", "building", "station", "strip", "territory",
];

/// Last words of names of organizations.
#[rustfmt::skip]
const BODY_HEADS: &[&str] = &[
    "party", "ministry", "council", "court", "senate", "parliament", "assembly", "congress", "committee",
    "commission", "corps", "army", "navy", "agency", "authority", "union", "association", "federation", "front",
    "movement", "brigade", "brigades", "group", "bank", "fund", "department", "office", "service", "coalition",
    "alliance", "league", "guard", "command", "corporation", "inc", "inc.", "ltd", "airlines", "airways", "company",
    "organization", "organisation", "foundation", "house", "forces", "police", "administration", "bureau",
    "tribunal", "bloc", "militia", "network",
];

/// Heads of bodies without a name of their own: "Russian Foreign Ministry" is Russia.
#[rustfmt::skip]
const GENERIC_BODIES: &[&str] = &[
    "ministry", "government", "army", "navy", "military", "police", "cabinet", "administration", "regime",
    "embassy", "forces", "force", "troops", "marines", "authorities", "coast guard", "air force",
];

/// Finds all mentions of a document, in the order of the text; only nested ones overlap.
pub fn mentions(doc: &Document, kb: &Kb) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in doc.sentence_ids() {
        let known = known_names(doc, kb, sentence);
        let tokens = &doc.sentence(sentence).tokens;
        let seen = doc.names.iter().filter(|name| tokens.contains(&name.tokens.start));
        reconcile(doc, known, seen, &mut found);
    }
    found.sort_by_key(|mention| (mention.tokens.start, mention.nested, mention.tokens.end));
    found
}

/// The knowledge base's names in a sentence, longest first at each place, not overlapping.
fn known_names(doc: &Document, kb: &Kb, sentence: SentenceId) -> Vec<Mention> {
    let words: Vec<&str> = doc.token_ids(sentence).map(|token| doc.word(token)).collect();
    let first = doc.sentence(sentence).tokens.start;
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((len, entries)) = kb.longest_match(&words[at..]) else {
            at += 1;
            continue;
        };
        // "the Élysée" is a name, and so is the longer "Élysée Palace" in it.
        let without_article = words[at].eq_ignore_ascii_case("the") && at + 1 < words.len();
        if without_article && kb.longest_match(&words[at + 1..]).is_some_and(|(longer, _)| longer + 1 > len) {
            at += 1;
            continue;
        }
        let tokens = first + at as u32..first + (at + len) as u32;
        let entries: Vec<Entry> = entries.iter().copied().filter(|&e| plausible(doc, kb, &tokens, e)).collect();
        match entries.first() {
            Some(&best) => {
                let inner = if best.kind() == EntityKind::Organization {
                    inner_country(kb, &words[at..at + len])
                } else {
                    None
                };
                match inner {
                    // "Ukrainian Armed Forces" is Ukraine; "United States Department of State" is a body that names its country.
                    Some((from, to, country)) if is_generic_body(&words[at..at + len], from, to) => {
                        let tokens = first + (at + from) as u32..first + (at + to) as u32;
                        found.push(known(tokens, vec![country], false));
                    }
                    Some((from, to, country)) => {
                        let inner = first + (at + from) as u32..first + (at + to) as u32;
                        found.push(known(tokens, entries, false));
                        found.push(known(inner, vec![country], true));
                    }
                    None => found.push(known(tokens, entries, false)),
                }
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

fn known(tokens: Range<u32>, entries: Vec<Entry>, nested: bool) -> Mention {
    let demonym = matches!(entries.first(), Some(Entry::Demonym(_)));
    let kind = entries.first().map_or(EntityKind::Organization, |entry| entry.kind());
    Mention { tokens, kind, entries, demonym, nested }
}

/// The country that a longer name contains: its words, counted from the first, and its entry.
fn inner_country(kb: &Kb, words: &[&str]) -> Option<(usize, usize, Entry)> {
    (0..words.len()).find_map(|from| {
        let (len, entries) = kb.longest_match(&words[from..])?;
        let country = *entries.first().filter(|entry| entry.kind() == EntityKind::Country)?;
        (len < words.len() && from + len <= words.len()).then_some((from, from + len, country))
    })
}

/// Whether nothing is left beside the country but the words for a body without a name of its own.
fn is_generic_body(words: &[&str], from: usize, to: usize) -> bool {
    let mut rest = words[..from].iter().chain(&words[to..]).map(|word| word.to_lowercase());
    rest.all(|word| {
        GENERIC_BODIES.contains(&word.as_str())
            || matches!(
                word.as_str(),
                "armed"
                    | "national"
                    | "air"
                    | "coast"
                    | "royal"
                    | "federal"
                    | "of"
                    | "the"
                    | "foreign"
                    | "'s"
                    | "guard"
            )
    })
}

/// Whether a known name can be meant where it stands: "Reading" and "Of" are cities only behind a locative preposition.
fn plausible(doc: &Document, kb: &Kb, tokens: &Range<u32>, entry: Entry) -> bool {
    let text = doc.text_of(tokens);
    if !text.chars().any(char::is_uppercase) {
        return false;
    }
    if matches!(entry, Entry::Place(place) if kb.places()[place].risky) {
        return locative(doc, tokens);
    }
    true
}

/// Whether a locative preposition stands before, or a comma and a country behind.
fn locative(doc: &Document, tokens: &Range<u32>) -> bool {
    tokens.start.checked_sub(1).is_some_and(|before| {
        let word = doc.word(TokenId(before)).to_ascii_lowercase();
        matches!(word.as_str(), "in" | "at" | "near" | "from" | "to" | "outside" | "around" | "toward" | "towards")
    })
}

/// Joins what the knowledge base knows with what the recognizer saw.
fn reconcile<'a>(
    doc: &Document,
    mut known: Vec<Mention>,
    seen: impl Iterator<Item = &'a Name>,
    found: &mut Vec<Mention>,
) {
    for name in seen {
        let Some(span) = trimmed(doc, name).filter(|span| !is_dateline(doc, span)) else { continue };
        let inside = |mention: &Mention| span.start <= mention.tokens.start && mention.tokens.end <= span.end;
        let overlaps = |mention: &Mention| span.start < mention.tokens.end && mention.tokens.start < span.end;
        let covered = known.iter().any(|m| m.tokens.start <= span.start && span.end <= m.tokens.end);
        let crossed = known.iter().any(|m| overlaps(m) && !inside(m));
        let named = known.iter().any(|m| inside(m) && m.kind == EntityKind::Person);
        if covered || crossed || (named && name.kind != NameKind::Person) {
            continue;
        }
        match settled_kind(doc, name.kind, &span) {
            Settled::NoEntity => {}
            Settled::Event => known.retain(|m| !inside(m)),
            Settled::Kind(EntityKind::Person) => {
                let start = peeled(&known, &span);
                known.retain(|m| !(inside(m) && m.tokens.start >= start));
                found.push(unknown(start..span.end, EntityKind::Person));
            }
            Settled::Kind(kind) => {
                let head = doc.word(TokenId(span.end - 1)).to_lowercase();
                let nation = known.iter().any(|m| inside(m) && m.kind == EntityKind::Country);
                if nation && GENERIC_BODIES.contains(&head.as_str()) && kind == EntityKind::Organization {
                    continue;
                }
                for mention in known.iter_mut().filter(|m| inside(m)) {
                    mention.nested = true;
                }
                known.retain(|m| !m.nested || m.kind == EntityKind::Country);
                found.push(unknown(span, kind));
            }
        }
    }
    known.retain(|mention| !names_war_or_money(doc, mention));
    found.extend(known);
}

/// What becomes of a name that the recognizer saw.
enum Settled {
    /// An entity of this kind.
    Kind(EntityKind),
    /// The name of a war, treaty or the like: neither it nor the names in it are entities.
    Event,
    /// Nothing that takes part in anything: a medium, a nationality, a work.
    NoEntity,
}

/// The last word of a name often says what it names, better than the recognizer does.
fn settled_kind(doc: &Document, kind: NameKind, span: &Range<u32>) -> Settled {
    let head = doc.word(TokenId(span.end - 1)).to_lowercase();
    let head = head.as_str();
    let several = span.end - span.start > 1;
    if EVENT_HEADS.contains(&head) {
        return if kind == NameKind::Other || several { Settled::Event } else { Settled::NoEntity };
    }
    if doc.text_of(span).chars().count() < 2 || MEDIA_HEADS.contains(&head) {
        return Settled::NoEntity;
    }
    match kind {
        NameKind::Other | NameKind::Nationality => Settled::NoEntity,
        _ if several && PLACE_HEADS.contains(&head) => Settled::Kind(EntityKind::Place),
        _ if several && BODY_HEADS.contains(&head) => Settled::Kind(EntityKind::Organization),
        NameKind::Person => Settled::Kind(EntityKind::Person),
        NameKind::Organization => Settled::Kind(EntityKind::Organization),
        NameKind::Location => Settled::Kind(EntityKind::Place),
    }
}

/// Whether a country's name only names a war ("the Iran war", "Syrian civil war") or a currency ("US$").
fn names_war_or_money(doc: &Document, mention: &Mention) -> bool {
    let next =
        |step: u32| doc.tokens.get((mention.tokens.end + step) as usize).map(|token| token.span.of(&doc.article.text));
    match next(0) {
        Some("$") => {
            doc.tokens[mention.tokens.end as usize].span.start == doc.token(TokenId(mention.tokens.end - 1)).span.end
        }
        Some("war" | "War" | "wars") => true,
        Some("civil" | "Civil") => matches!(next(1), Some("war" | "War")),
        Some("–" | "-") => matches!((next(1), next(2)), (Some(_), Some("war" | "War"))),
        _ => false,
    }
}

fn unknown(tokens: Range<u32>, kind: EntityKind) -> Mention {
    Mention { tokens, kind, entries: Vec::new(), demonym: false, nested: false }
}

/// Where a person's name starts once a nationality before it is taken off: "Russian Sergey Lavrov".
fn peeled(known: &[Mention], span: &Range<u32>) -> u32 {
    known
        .iter()
        .filter(|m| m.tokens.start == span.start && m.tokens.end < span.end && m.demonym)
        .map(|m| m.tokens.end)
        .next()
        .unwrap_or(span.start)
}

/// The recognizer's span, completed over glued hyphens ("Chung" of "Jung Chung-rae"), without an article before it and a
/// possessive behind it.
fn trimmed(doc: &Document, name: &Name) -> Option<Range<u32>> {
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
    let span = has_letter.then(|| without_office(doc, span)).flatten()?;
    (span.start < span.end).then_some(span)
}

/// The place in capitals at the head of an agency's report: "KAZAN, Oct 24 (Northern Wire) —".
fn is_dateline(doc: &Document, span: &Range<u32>) -> bool {
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

/// The name without an office at its start; `None` where the office is all there is ("President of Switzerland").
fn without_office(doc: &Document, mut span: Range<u32>) -> Option<Range<u32>> {
    while span.start < span.end && is_office(doc.word(TokenId(span.start))) {
        span.start += 1;
    }
    // "UN Secretary", "New Zealand Prime": the recognizer took half a title along.
    while span.start + 1 < span.end
        && (is_office(doc.word(TokenId(span.end - 1)))
            || matches!(
                doc.word(TokenId(span.end - 1)),
                "Prime" | "Foreign" | "Vice" | "Deputy" | "Defence" | "Defense"
            ))
    {
        span.end -= 1;
    }
    let of = span.start < span.end && matches!(doc.word(TokenId(span.start)), "of" | "for");
    (span.start < span.end && !of).then_some(span)
}

fn is_edge(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "the" | "a" | "an" | "'s" | "’s" | "'" | "’" | "," | "." | "\"" | "“" | "”"
    )
}
