//! Numbers of things in messages: a number and a noun -> "1 article", "2 articles"; a number of bytes -> "50.3 MB".

/// The number with its noun, in the plural unless the number is one.
pub fn counted(number: usize, noun: &str) -> String {
    match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        _ if number == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

/// A number as people read it: `812`, `40,411`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of bytes as people write it: `812 bytes`, `50.3 MB`.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped, size};

    #[test]
    fn sizes_in_words() {
        assert_eq!([size(812), size(81_200), size(50_320_000)], ["812 bytes", "81 kB", "50.3 MB"]);
    }

    #[test]
    fn large_numbers_in_groups() {
        assert_eq!([0, 812, 2_926, 88_009, 1_000_000].map(grouped), ["0", "812", "2,926", "88,009", "1,000,000"]);
    }

    #[test]
    fn one_has_no_s() {
        assert_eq!(counted(0, "article"), "0 articles");
        assert_eq!(counted(1, "independent source"), "1 independent source");
        assert_eq!(counted(2, "input"), "2 inputs");
        assert_eq!(counted(2, "entity"), "2 entities");
        assert_eq!(counted(2, "day"), "2 days");
    }
}
