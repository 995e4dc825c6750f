//! When two names are the same: case, apostrophes, spacing, a leading "the" and a trailing "'s" do not count.

use std::collections::BTreeSet;

/// A name as it is compared.
pub(super) fn fold(name: &str) -> String {
    let folded = casefold(&spaced(&name.replace('\u{2019}', "'")));
    let name = folded.strip_prefix("the ").unwrap_or(&folded);
    name.strip_suffix("'s").unwrap_or(name).to_owned()
}

/// The words of a trigger, as they are compared.
pub(super) fn words(trigger: &str) -> BTreeSet<String> {
    let folded = casefold(trigger);
    folded.split(is_space).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text with every run of white space as one space, and none at the ends.
pub(super) fn spaced(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// White space, with the four separators of ASCII.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Folds case as Unicode's full case folding does: two strings become equal if and only if they are equal under it.
/// Upper, then lower case brings all forms of a letter together ("ß", "SS" and "ss"); two letters want an exception.
pub(super) fn casefold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ı' => folded.push(c),
            'ẞ' => folded.push_str("ss"),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_uppercase().flat_map(char::to_lowercase)),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_dress() {
        assert_eq!(fold("The  Netherlands’s"), fold("netherlands"));
        assert_eq!(fold("STRAẞE"), fold("Straße"));
        assert_eq!(fold("Strasse"), fold("Straße"));
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        assert_ne!(fold("Yıldız"), fold("Yildiz"));
    }
}
