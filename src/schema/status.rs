//! The statuses and the words that tell them. All in `schemas/statuses.ron`.

use crate::vocabulary::Status;
use serde::{Deserialize, Serialize};

/// The words that tell a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCues {
    /// Which status.
    pub status: Status,
    /// One sentence.
    pub meaning: String,
    /// Lemmas (or phrases of lemmas) that govern the event's verb or noun: "plan to", "be set to", "postpone". Words are
    /// lemmas, so "is set to" and "was set to" are both "be set to"; participles stay as they are written.
    #[serde(default)]
    pub governors: Vec<String>,
    /// Modal verbs and auxiliaries: "will", "may".
    #[serde(default)]
    pub modals: Vec<String>,
    /// Adjectives and adverbs at the event: "upcoming", "possible", "ongoing".
    #[serde(default)]
    pub modifiers: Vec<String>,
    /// The file it was read from, as messages name it.
    #[serde(skip_deserializing)]
    pub file: String,
    /// The line at which the entry starts.
    #[serde(skip_deserializing)]
    pub line: usize,
}
