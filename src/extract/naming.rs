//! What the words of a name, and those around it, say it names: a place, a body, a war, a ship, a feast, a medium.

use super::office::is_office;
use crate::text::{Document, NameKind, TokenId};
use crate::vocabulary::EntityKind;
use std::ops::Range;

/// Words that head the names of treaties, wars, awards and the like: such names are no entities, nor are the names in them.
#[rustfmt::skip]
const EVENT_HEADS: &[&str] = &[
    "war", "wars", "agreement", "agreements", "treaty", "accord", "accords", "act", "cup", "games", "olympics",
    "prize", "protocol", "pact", "convention", "festival", "championship", "championships", "day", "plan", "bill",
    "resolution", "constitution", "declaration", "summit", "conference", "forum", "dialogue", "award", "amendment",
    "contest", "crisis", "revolution", "uprising", "genocide", "earthquake", "hurricane", "typhoon", "cyclone",
    "storm", "initiative", "law", "talks", "index", "rally", "marathon", "derby", "insurgency", "conflict",
    "referendum", "flight", "visa", "debate", "primary", "primaries",
];

/// First words of such names: "Operation Inherent Resolve", "Battle of Kursk".
const EVENT_STARTS: &[&str] = &["operation", "battle", "siege", "hurricane", "typhoon", "cyclone", "tropical"];

/// Feasts, time zones, and what else is written in capitals and names nobody.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "ramadan", "eid", "passover", "easter", "christmas", "thanksgiving", "hanukkah", "diwali", "nowruz", "lent",
    "eid al-fitr", "eid al-adha", "orthodox easter", "lunar new year", "yom kippur", "rosh hashanah", "holy week",
    "gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "bst", "cet", "cest", "ist", "fm", "am", "pm", "lgbt",
    "lgbtq", "uav", "ufo", "cctv", "tv", "covid-19", "covid", "gdp", "hiv", "aids", "dna", "ngo", "god", "us", "sir",
    "madam", "mr.", "mrs.", "ms.", "dr.", "lt.", "capt.", "col.", "sgt.", "jr.", "sr.", "mr", "mrs", "ms", "dr",
    "ministry", "government", "cabinet", "state", "republic", "crown", "throne", "vice",
    "county", "governorate", "municipality", "task force", "twitter",
];

/// Nouns for ships, whose names are neither persons nor bodies.
#[rustfmt::skip]
const SHIPS: &[&str] = &[
    "tanker", "ship", "vessel", "frigate", "warship", "destroyer", "submarine", "yacht", "superyacht", "ferry",
    "freighter", "carrier", "boat", "trawler", "corvette", "icebreaker", "flotilla", "cruiser", "flagship",
];

/// What stands before the names of ships.
const SHIP_PREFIXES: &[&str] = &[
    "USS", "HMS", "USNS", "HMNZS", "HMAS", "HMCS", "IRIS", "INS", "RFA", "USCGC", "HMC", "KRI", "BRP", "ROKS", "MV",
    "MT", "MS", "FS", "HNLMS", "HDMS", "KD", "PNS", "TCG", "ITS", "FGS",
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
pub(super) const GENERIC_BODIES: &[&str] = &[
    "ministry", "government", "army", "navy", "military", "police", "cabinet", "administration", "regime",
    "embassy", "forces", "force", "troops", "marines", "authorities", "coast guard", "air force",
];

/// What becomes of a name that the recognizer saw.
pub(super) enum Settled {
    /// An entity of this kind.
    Kind(EntityKind),
    /// The name of a war, treaty or the like: neither it nor the names in it are entities.
    Event,
    /// Nothing that takes part in anything: a medium, a nationality, a work.
    NoEntity,
}

/// The words of a name often say what it names, better than the recognizer does.
pub(super) fn settled_kind(doc: &Document, kind: NameKind, span: &Range<u32>) -> Settled {
    let head = doc.word(TokenId(span.end - 1)).to_lowercase();
    let head = head.as_str();
    let first = doc.word(TokenId(span.start)).to_lowercase();
    let several = span.end - span.start > 1;
    let surname = kind == NameKind::Person && matches!(head, "law" | "bill" | "storm" | "cup" | "award" | "act");
    if EVENT_HEADS.contains(&head) && !surname {
        return if kind == NameKind::Other || several { Settled::Event } else { Settled::NoEntity };
    }
    if several && EVENT_STARTS.contains(&first.as_str()) {
        return Settled::Event;
    }
    if names_nobody(doc, span) || MEDIA_HEADS.contains(&head) || names_ship(doc, span) {
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

/// Whether the name is a feast, a time zone, an abbreviated rank, an initial, or the credit of a picture.
fn names_nobody(doc: &Document, span: &Range<u32>) -> bool {
    let text = doc.text_of(span);
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let word = |at: u32| doc.word(TokenId(at));
    let credited = span.start > 1
        && word(span.start - 1) == ":"
        && matches!(word(span.start - 2), "Image" | "Photo" | "Photograph" | "Picture" | "Credit" | "File");
    letters < 2 || !text.chars().any(char::is_uppercase) || credited || NOBODY.contains(&text.to_lowercase().as_str())
}

/// Whether the name is only part of a title that follows: "National Security" Advisor, "Senate Majority" Leader.
pub(super) fn names_role(doc: &Document, span: &Range<u32>) -> bool {
    let last = doc.word(TokenId(span.end - 1));
    let next = doc.tokens.get(span.end as usize).map(|token| token.span.of(&doc.article.text));
    let role = matches!(
        last,
        "Security"
            | "Majority"
            | "Minority"
            | "Home"
            | "Foreign"
            | "Finance"
            | "Interior"
            | "Prime"
            | "Press"
            | "Shadow"
            | "Vice"
            | "Deputy"
            | "Defence"
            | "Defense"
            | "District"
    );
    role && next.is_some_and(is_office)
}

/// Whether a noun for ships stands right before the name, or a ship's prefix in it.
pub(super) fn names_ship(doc: &Document, span: &Range<u32>) -> bool {
    let prefixed = |at: u32| SHIP_PREFIXES.contains(&doc.word(TokenId(at)));
    let before = span.start.checked_sub(1);
    let noun = |at: u32| SHIPS.contains(&doc.word(TokenId(at)));
    (span.len() > 1 && prefixed(span.start)) || before.is_some_and(|at| prefixed(at) || noun(at))
}

/// Whether a body goes by what it does and has no name of its own: "Ministry of Health", "Health Ministry", "Government of Israel".
pub(super) fn is_nameless_body(doc: &Document, span: &Range<u32>) -> bool {
    let lower = |at: u32| doc.word(TokenId(at)).to_lowercase();
    let (first, last) = (lower(span.start), lower(span.end - 1));
    let of = span.len() > 2 && lower(span.start + 1) == "of" && GENERIC_BODIES.contains(&first.as_str());
    let armed = span.len() > 3 && first == "armed" && lower(span.start + 1) == "forces";
    of || armed || matches!(last.as_str(), "ministry" | "ministries") || (first == "ministry" && span.len() > 1)
}

/// Whether a name that is known goes on, as the name of a medium, a war, a treaty: "Washington Post", "Paris Agreement",
/// "Nagorno-Karabakh conflict". Small letters make no difference for wars, and for what is about a place.
pub(super) fn names_else(doc: &Document, end: u32, place: bool) -> bool {
    let next = |step: u32| doc.tokens.get((end + step) as usize).map(|token| token.span.of(&doc.article.text));
    let is_else = |word: &str| {
        let capital = word.starts_with(char::is_uppercase);
        let lower = word.to_lowercase();
        let event = EVENT_HEADS.contains(&lower.as_str()) && !matches!(lower.as_str(), "law" | "plan" | "bill");
        (capital && (event || MEDIA_HEADS.contains(&lower.as_str())))
            || (place && matches!(lower.as_str(), "conflict" | "crisis" | "war" | "dispute" | "regime" | "question"))
    };
    match (next(0), next(1)) {
        (Some("-" | "–"), Some(_)) => matches!(next(2), Some("war" | "War")),
        (Some("war" | "wars" | "civil" | "Civil"), Some(word)) if next(0) != Some("civil") || word == "war" => true,
        (Some(word), _) if is_else(word) => true,
        (Some(middle), Some(word))
            if middle.starts_with(char::is_uppercase) && word.starts_with(char::is_uppercase) =>
        {
            let last = word.to_lowercase();
            matches!(
                last.as_str(),
                "agreement" | "agreements" | "accord" | "accords" | "treaty" | "pact" | "act" | "war"
            )
        }
        _ => false,
    }
}

/// Whether nothing is left beside the country but the words for a body without a name of its own.
pub(super) fn is_generic_body(words: &[&str], from: usize, to: usize) -> bool {
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
                    | "ground"
                    | "security"
                    | "interim"
                    | "transitional"
            )
    })
}
