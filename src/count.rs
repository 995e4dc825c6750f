//! Numbers of things in messages: a number and a noun -> "1 article", "2 articles".

/// The number with its noun, in the plural unless the number is one.
pub fn counted(number: usize, noun: &str) -> String {
    match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        _ if number == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_has_no_s() {
        assert_eq!(counted(0, "article"), "0 articles");
        assert_eq!(counted(1, "independent source"), "1 independent source");
        assert_eq!(counted(2, "input"), "2 inputs");
        assert_eq!(counted(2, "entity"), "2 entities");
        assert_eq!(counted(2, "day"), "2 days");
    }
}
