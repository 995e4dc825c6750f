//! Lower case without copying what is in lower case already, as most words are.

use std::borrow::Cow;

/// The text in lower case.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_copied() {
        for text in ["", "met", "2026", "Met", "ÉTAT", "état", "İ"] {
            assert_eq!(lower(text), text.to_lowercase());
        }
        assert!(matches!(lower("met"), Cow::Borrowed(_)));
    }
}
