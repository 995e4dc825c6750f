//! Whether a text is English, told by its letters and by the small words that every sentence has.
//!
//! Texts are kept when in doubt: an item of two sentences that is full of foreign names must not be lost, and a text too short
//! to have small words stays. Only three things speak against a text: letters of another script; small words of another
//! language where English ones are rare; hardly any small English word where there should be many, which tells languages
//! that the lists do not know.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 64 * 1024;
/// Least letters of another script that mean something.
const MIN_FOREIGN_LETTERS: usize = 12;
/// Least small words of other languages that mean something.
const MIN_FOREIGN_WORDS: usize = 3;
/// Least words in lower case among which the absence of small English words means something.
const MIN_WORDS: usize = 15;
/// Of so many words in lower case, one at least is a small English word. In items of news as short as that it is one of eight.
const RAREST_ENGLISH: usize = 16;

/// Small words of English that hardly another language has.
const ENGLISH: &str = "the of and to with from that this has have had been were would which their its his after said says \
    between about who they are by it for not more than she could into during against also other there when what while before \
    being where how since because these those each both our your you we";

/// Small words of English that other languages have as well: they say that a text may be English, not that it is.
const SHARED: &str = "a an in at is on as be or all no he so out up off over one two three some least may";

/// Small words of other languages in Latin letters; those that stand in names ("de", "van", "al") or are English words as
/// well ("die", "pour", "come") are left out. One line a language or two: Spanish, French, German, Portuguese, Italian, Dutch,
/// Swedish, Danish and Norwegian, Finnish, Polish, Czech and Slovak, Hungarian, Romanian, Turkish, Indonesian, Vietnamese,
/// Catalan, Croatian and its sisters, Swahili and Tagalog, the Baltic languages, Albanian.
const FOREIGN: &str = "que los las una para como más pero su sus este esta entre según también desde sobre fue han está ya \
    cuando hasta dijo se en por muy donde sin hay nos \
    les une dans pas qui sur avec est sont aux cette ces leur mais ont été selon après il elle ils nous vous où ce été par \
    und das nicht mit für ist auf ein eine einen einer zu sich auch nach aus wie werden wurde sind über oder noch zum zur \
    dass dem im beim durch gegen sein haben am vom \
    não uma os mais foi são ao na pelo pela seu sua quando já ele em um às aos \
    che il una non sono della nel alla più anche gli dei delle stato si su questo nella dalla è ha hanno \
    het een en dat niet zijn op te voor met aan ook als naar bij uit worden wordt heeft nog maar om hij deze \
    och att det som är på för till med inte ett från vid efter \
    og er ikke af sig ved eller også skal blir ble fra han hun \
    ja ei että hän oli mutta myös kun tai joka jonka sen ovat sekä kanssa mukaan vuoden \
    się nie jest że przez oraz był który są dla po od jak \
    že je byl jako který podle jsou také pro aby ale \
    az és hogy nem egy volt csak már \
    și în că nu pentru este sunt din care cu pe fost \
    ve bir bu için ile olarak olan çok daha gibi \
    yang dan untuk dengan dari ini itu pada tidak dalam akan juga oleh ke \
    và của là có không được cho các với những một trong \
    els amb més són aquest però \
    koji što bio nije sa su za od kako samo \
    ya wa kwa katika ni ang ng mga sa ay \
    ir kad un ka ar ning ning et \
    dhe në të për";

/// What a small word speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaks {
    English,
    Either,
    Foreign,
}

static SMALL_WORDS: LazyLock<FxHashMap<&str, Speaks>> = LazyLock::new(|| {
    let lists = [(FOREIGN, Speaks::Foreign), (SHARED, Speaks::Either), (ENGLISH, Speaks::English)];
    lists.into_iter().flat_map(|(list, speaks)| list.split_whitespace().map(move |word| (word, speaks))).collect()
});

/// Longest small word, in bytes.
const LONGEST: usize = 12;

/// Whether a text may be English.
pub(super) fn may_be_english(text: &str) -> bool {
    let evidence = Evidence::of(&text[..text.floor_char_boundary(LOOKED_AT)]);
    let other_script = evidence.other_letters >= MIN_FOREIGN_LETTERS && evidence.other_letters > evidence.latin_letters;
    let other_words = evidence.foreign >= MIN_FOREIGN_WORDS && evidence.foreign > 3 * evidence.english;
    let no_english =
        evidence.lower >= MIN_WORDS && (evidence.english + evidence.either) * RAREST_ENGLISH < evidence.lower;
    !(other_script || other_words || no_english)
}

/// What is counted in a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Evidence {
    latin_letters: usize,
    other_letters: usize,
    /// Words that begin in lower case: names do not.
    lower: usize,
    english: usize,
    either: usize,
    foreign: usize,
}

impl Evidence {
    fn of(text: &str) -> Self {
        let mut evidence = Self::default();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            evidence.add(word);
        }
        evidence
    }

    fn add(&mut self, word: &str) {
        let latin = word.chars().filter(|c| is_latin(*c)).count();
        self.latin_letters += latin;
        self.other_letters += if word.is_ascii() { 0 } else { word.chars().count() - latin };
        let lower = word.starts_with(char::is_lowercase);
        self.lower += usize::from(lower && latin > 0);
        let speaks = match lower {
            _ if word.len() > LONGEST => None,
            true => SMALL_WORDS.get(word).copied(),
            // At the beginning of a sentence, and in texts that are all in capitals.
            false if word.is_ascii() => SMALL_WORDS.get(word.to_ascii_lowercase().as_str()).copied(),
            false => None,
        };
        match speaks {
            Some(Speaks::English) => self.english += 1,
            Some(Speaks::Either) => self.either += 1,
            Some(Speaks::Foreign) if lower => self.foreign += 1,
            _ => {}
        }
    }
}

/// Latin letters, with marks or without.
const fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | 'Ａ'..='ｚ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_of_any_length_is_kept() {
        for text in [
            "",
            "42",
            "Macron, Merz, Starmer, Tusk, Meloni.",
            "Xi meets Lula da Silva in Rio de Janeiro",
            "Sánchez y Petro: “¡Vamos!”",
            "Felix Tshisekedi receives Emmanuel Macron in Kinshasa for talks on the M23 rebels.",
            "Abdel Fattah el-Sisi hosts Mohammed bin Salman and Recep Tayyip Erdoğan in Sharm el-Sheikh. Talks end late.",
            "Zhang Jun (张军), Wang Yi (王毅) and Li Qiang (李强) left Beijing (北京) on Monday.",
            "PRESIDENT PETRO MET PRESIDENT TRUMP AT THE WHITE HOUSE",
            "A landslide strikes two boats docked at a river port in Ucayali, Peru, killing twelve people and leaving fifty missing.",
        ] {
            assert!(may_be_english(text), "{text}");
        }
    }

    #[test]
    fn short_items_in_other_languages_are_told() {
        for text in [
            "Macron se reúne con Merz en Berlín para hablar de Ucrania. Ambos viajarán a Kiev la semana que viene.",
            "Le président français a reçu le chancelier allemand à l’Élysée, où ils ont parlé de la sécurité dans les Balkans.",
            "Der Bundeskanzler hat den französischen Präsidenten am Montag in Berlin empfangen und mit ihm über die Ukraine gesprochen.",
            "O presidente Lula recebeu em Brasília o presidente da França e disse que não vai aceitar uma nova tarifa.",
            "La presidente del Consiglio ha incontrato il cancelliere a Roma e gli ha detto che non firmerà l’accordo.",
            "De premier heeft maandag in Den Haag met de Duitse kanselier gesproken over de steun aan Oekraïne, die niet wordt verlaagd.",
            "Президент России встретился с президентом Казахстана в Астане.",
            "استقبل الرئيس المصري نظيره التركي في القاهرة اليوم.",
            "国家主席习近平周四在釜山会见美国总统特朗普。",
            "Прем’єр-міністр зустрівся з послом у Києві.",
            "首相は月曜日、東京で米国大統領と会談した。",
        ] {
            assert!(!may_be_english(text), "{text}");
        }
    }

    #[test]
    fn a_language_that_no_list_knows_is_told_by_what_is_missing() {
        let basque = "presidenteak atzo hitz egin zuen bere kideekin eta akordio berri bat iragarri zuten bi herrialdeen \
            artean, baina oposizioak gogor kritikatu zuen akordioa eta azalpenak eskatu zizkion gobernuari";
        assert!(!may_be_english(basque));
    }

    #[test]
    fn no_word_speaks_for_two() {
        let english: Vec<&str> = ENGLISH.split_whitespace().chain(SHARED.split_whitespace()).collect();
        assert_eq!(FOREIGN.split_whitespace().find(|word| english.contains(word)), None);
        assert!(SMALL_WORDS.keys().all(|word| word.len() <= LONGEST));
    }
}
