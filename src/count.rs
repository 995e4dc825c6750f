//! Numbers of things in messages: a number and a noun -> "1 article", "2 articles".

/// The number with its noun, which gets an s unless the number is one.
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_has_no_s() {
        assert_eq!(counted(0, "article"), "0 articles");
        assert_eq!(counted(1, "independent source"), "1 independent source");
        assert_eq!(counted(2, "input"), "2 inputs");
    }
}
