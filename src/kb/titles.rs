//! Which title stands here, and which tenures it names.

use super::base::Kb;
use super::model::{Office, Tenure, Title};

/// A title found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleMatch<'kb> {
    /// Number of tokens that it takes.
    pub tokens: usize,
    /// The title.
    pub title: &'kb Title,
    /// Whether it stands in the plural ("the presidents of Kenya and Uganda").
    pub plural: bool,
}

impl Kb {
    /// The longest title that begins with the first of `tokens`; case does not count.
    pub fn title(&self, tokens: &[&str]) -> Option<TitleMatch<'_>> {
        // No title has more words; lower-casing the rest of a sentence would be waste.
        let lower: Vec<String> = tokens.iter().take(LONGEST).map(|token| token.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let (tokens, values) = self.title_forms.longest(&lower)?;
        let (index, plural) = *values.first()?;
        Some(TitleMatch { tokens, title: &self.titles[index], plural })
    }
}

/// Tokens of the longest title in the table, hyphens counted, with some to spare for overlays.
const LONGEST: usize = 12;

impl Title {
    /// Whether the title names this tenure: its office, if it stands for one, and the title under which it is held, if
    /// it goes by those. Acting and interim holders count.
    pub fn names(&self, tenure: &Tenure) -> bool {
        let held = tenure.title.as_str();
        let held = held.strip_prefix("Acting ").or_else(|| held.strip_prefix("Interim ")).unwrap_or(held);
        let held_so = self.held_as.iter().any(|title| title == held);
        match self.office {
            // "NATO chief", "the commission's president": any word for a head will do.
            _ if tenure.office == Office::OrganizationHead => {
                held_so || (self.class == "organization" && self.held_as.is_empty())
            }
            Some(office) => office == tenure.office && (held_so || self.held_as.is_empty()),
            None => held_so,
        }
    }
}
