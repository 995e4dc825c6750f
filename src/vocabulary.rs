//! The closed vocabularies that every stage shares: kinds of entities, statuses and modes of events, spans of text.
//!
//! Event types and policy areas are *open* vocabularies: they live in [`crate::schema`] and travel as ids.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A byte range of an article's text; both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text that the span covers; empty when it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Declares an enum whose variants are written as lower-case words everywhere: in JSON, in RON and on the command line.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All values, in their declared order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for the value in files and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("'{word}' is none of: {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}

vocabulary! {
    /// What an entity is (`gold` guidelines, "Entities").
    EntityKind {
        /// A named individual.
        Person = "person",
        /// A sovereign state, its government and what acts in its name.
        Country = "country",
        /// An intergovernmental body, party, armed group, company, court, parliament, named state body.
        Organization = "organization",
        /// A city, building, region or territory.
        Place = "place",
    }
}

vocabulary! {
    /// How real an event is, by what its article says. Ordered from most to least real.
    Status {
        /// It took place, or was just decided.
        Happened = "happened",
        /// It is under way.
        Ongoing = "ongoing",
        /// It is scheduled, announced or ordered for the future.
        Planned = "planned",
        /// It may come about: hoped for, considered, conditional, expected by observers.
        Possible = "possible",
        /// It was called off or postponed.
        Cancelled = "cancelled",
        /// It is said not to have happened, or not to be going to.
        Denied = "denied",
    }
}

vocabulary! {
    /// The form that a consultation takes.
    Mode {
        /// People meet.
        Meeting = "meeting",
        /// Somebody goes to see somebody.
        Visit = "visit",
        /// A gathering of leaders or a conference.
        Summit = "summit",
        /// A telephone or video call.
        Call = "call",
        /// Talks or negotiations.
        Talks = "talks",
        /// Somebody brings two others together.
        Mediation = "mediation",
    }
}

vocabulary! {
    /// A standing relation between two entities that a text states.
    RelationKind {
        /// A person leads or speaks for a country or organization.
        Represents = "represents",
        /// A person or country belongs to an organization.
        MemberOf = "member_of",
        /// An organization belongs to a country or a larger organization.
        PartOf = "part_of",
        /// A place lies in a country or place.
        LocatedIn = "located_in",
        /// Two countries are stated to be allies.
        AllyOf = "ally_of",
    }
}

impl Status {
    /// Whether nothing comes of the event: it was called off, or is said not to be so.
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Cancelled | Self::Denied)
    }
}
