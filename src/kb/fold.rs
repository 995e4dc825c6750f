//! Names → forms under which people may type them: without diacritics, and without case, hyphens and periods.

use std::borrow::Cow;

/// The Latin letters that carry a diacritic or are spelled with two letters in English, and what stands for them.
const LETTERS: &[(&str, &str)] = &[
    ("ÀÁÂÃÄÅĀĂĄẠẢẤẦẨẪẬẮẰẲẴẶ", "A"),
    ("àáâãäåāăąạảấầẩẫậắằẳẵặə", "a"),
    ("ÇĆĈĊČ", "C"),
    ("çćĉċč", "c"),
    ("ĎĐ", "D"),
    ("ďđ", "d"),
    ("ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ", "E"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĜĞĠĢ", "G"),
    ("ĝğġģ", "g"),
    ("ĤĦḤ", "H"),
    ("ĥħḥ", "h"),
    ("ÌÍÎÏĨĪĬĮİỈỊ", "I"),
    ("ìíîïĩīĭįıỉị", "i"),
    ("Ĵ", "J"),
    ("ĵ", "j"),
    ("Ķ", "K"),
    ("ķ", "k"),
    ("ĹĻĽŁ", "L"),
    ("ĺļľł", "l"),
    ("ÑŃŅŇ", "N"),
    ("ñńņň", "n"),
    ("ÒÓÔÕÖØŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢ", "O"),
    ("òóôõöøōŏőơọỏốồổỗộớờởỡợ", "o"),
    ("ŔŖŘ", "R"),
    ("ŕŗř", "r"),
    ("ŚŜŞŠȘṢ", "S"),
    ("śŝşšșṣ", "s"),
    ("ŢŤŦȚṬ", "T"),
    ("ţťŧțṭ", "t"),
    ("ÙÚÛÜŨŪŬŮŰŲƯỤỦỨỪỬỮỰ", "U"),
    ("ùúûüũūŭůűųưụủứừửữự", "u"),
    ("Ŵ", "W"),
    ("ŵ", "w"),
    ("ÝŶŸỲỴỶỸ", "Y"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("ŹŻŽẒ", "Z"),
    ("źżžẓ", "z"),
    ("Æ", "Ae"),
    ("æ", "ae"),
    ("Œ", "Oe"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("Þ", "Th"),
    ("þ", "th"),
    ("Ð", "D"),
    ("ð", "d"),
    ("ʻʼ’‘", "'"),
    ("‐‑–", "-"),
];

/// `text` with plain letters for those with diacritics ("Erdoğan" → "Erdogan"). Borrowed when there is nothing to
/// change.
pub fn without_diacritics(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match plain_letter(letter) {
            Some(letters) => plain.push_str(letters),
            None if is_combining(letter) => {}
            None => plain.push(letter),
        }
    }
    Cow::Owned(plain)
}

/// The form in which names typed by people are compared: lower case, no diacritics, no periods, hyphens and
/// apostrophes, single spaces, no leading article.
pub fn fold(text: &str) -> String {
    let plain = without_diacritics(text).to_lowercase();
    let mut folded = String::with_capacity(plain.len());
    for word in plain.split(|c: char| c.is_whitespace() || c == '-') {
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        if word.is_empty() || (folded.is_empty() && word == "the") {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

fn plain_letter(letter: char) -> Option<&'static str> {
    if letter.is_ascii() {
        return None;
    }
    LETTERS.iter().find(|(letters, _)| letters.contains(letter)).map(|(_, plain)| *plain)
}

/// Whether the character only modifies the one before it.
const fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diacritics_go() {
        assert_eq!(without_diacritics("Recep Tayyip Erdoğan"), "Recep Tayyip Erdogan");
        assert_eq!(without_diacritics("Lars Løkke Rasmussen"), "Lars Lokke Rasmussen");
        assert_eq!(without_diacritics("Nguyễn Phú Trọng"), "Nguyen Phu Trong");
        assert_eq!(without_diacritics("e\u{301}"), "e");
        assert!(matches!(without_diacritics("Macron"), Cow::Borrowed(_)));
    }

    #[test]
    fn typed_names_compare() {
        assert_eq!(fold("Kim Jong-un"), fold("kim jong un"));
        assert_eq!(fold("The U.S."), fold("us"));
        assert_eq!(fold("  Côte  d'Ivoire "), "cote divoire");
        assert_eq!(fold("-"), "");
    }
}
