//! The event types: what each means, what codes it has and how English says it. One file each in `schemas/events/`.

use crate::vocabulary::{Mode, Status};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One event type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventType {
    /// Name in capitals ("CONSULT").
    pub id: String,
    /// One sentence.
    pub meaning: String,
    /// Whether actors and recipients play the same part.
    pub symmetric: bool,
    /// CAMEO root codes ("04").
    pub cameo: Vec<String>,
    /// PLOVER name.
    pub plover: Option<String>,
    /// Edge kind of the tie between its parties ("meets", "accuses").
    pub tie: String,
    /// Policy area of an event whose words and sentence name none ("diplomacy" of CONSULT).
    pub default_topic: Option<String>,
    /// Whether unnamed people or authorities may act, their country standing in for them ("police arrest", "protesters").
    pub unnamed_actor: bool,
    /// How English says it; of the frames that fit, the most demanding one wins (light verbs, particles, complements).
    pub frames: Vec<Frame>,
    /// Sentences that must fire and sentences that must stay silent.
    pub examples: Examples,
    /// The file it was read from, as messages name it.
    pub file: String,
    /// The line of its id.
    pub line: usize,
}

/// A way to say an event: trigger words and the roles of their arguments.
///
/// Exactly one of `verbs`, `nouns` and `adjectives` is given.
///
/// A **verb** is its lemma, perhaps followed by the particles or the preposition that belong to it ("meet", "call on",
/// "pull out of"); an adverb may stand between. Roles are those of the *active* voice: a by-phrase is the subject, the
/// subject of a passive is the object. What stands behind a preposition that belongs to the verb is both `object` and
/// that preposition's argument. With `objects`, the verb is light and the event is named by its object ("hold" +
/// "talks"); the arguments of the object ("talks *with Iran*") are then arguments of the frame.
///
/// A **noun** is its lemma; several words are matched as a compound ("phone call"). Its subject and object are its
/// `poss` and its prepositional phrases.
///
/// An **adjective** is predicative, its subject that of the copula.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// Verb lemmas.
    pub verbs: Vec<String>,
    /// Noun lemmas ("visit", "meeting", "trade war").
    pub nouns: Vec<String>,
    /// Predicative adjectives ("ready", "critical of").
    pub adjectives: Vec<String>,
    /// Lemmas of which one must head the verb's object (or, in the passive, its subject).
    pub objects: Vec<String>,
    /// Lemmas of which one must stand in a prepositional argument or complement, by preposition ("to": ["sanctions"]).
    pub complements: BTreeMap<String, Vec<String>>,
    /// Lemmas that rule the frame out when they head the object ("milestone", "deadline").
    pub not_objects: Vec<String>,
    /// Whether an object rules the frame out ("demonstrate" as in protest, not "demonstrate resolve").
    pub intransitive: bool,
    /// Whether the frame wants a named party as object or behind a preposition that has a role, not only a subject or
    /// possessor ("Trump's call" is no call yet, "a call with Putin" is).
    pub needs_recipient: bool,
    /// Roles of each argument.
    pub roles: BTreeMap<Slot, Vec<Role>>,
    /// Form of consultation.
    pub mode: Option<Mode>,
    /// Status that the frame itself gives ("postpone": cancelled).
    pub status: Option<Status>,
    /// Policy areas that the frame's own words speak of ("elect": democracy).
    pub topics: Vec<String>,
    /// A remark for whoever reads the file.
    pub note: Option<String>,
    /// The line at which the frame starts in its event type's file.
    #[serde(skip_deserializing)]
    pub line: usize,
}

/// The grammatical place of an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// Of a verb: who acts (the by-phrase or nothing in the passive). Written `"subject"`.
    Subject,
    /// Of a verb: who is acted on (the subject of the passive). Written `"object"`.
    Object,
    /// Of a noun: possessor, adjective or compound modifier ("Petro's visit", "U.S. strikes"), else the subject of the
    /// clause that it goes with ("*Petro* left after talks"). Of a verb: possessor or modifier of its object ("summoned
    /// *Russia's* ambassador"). Written `"poss"`.
    Poss,
    /// Behind a preposition. Written as the preposition: `"with"`.
    Prep(String),
}

impl Slot {
    /// The slot that the word stands for in the schema files.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "subject" => Some(Self::Subject),
            "object" => Some(Self::Object),
            "poss" => Some(Self::Poss),
            other => is_preposition(other).then(|| Self::Prep(other.to_owned())),
        }
    }

    /// The word that stands for the slot in the schema files.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Poss => "poss",
            Self::Prep(preposition) => preposition,
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Slot {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::of_word(&word).ok_or_else(|| {
            de::Error::custom(format!(
                "unknown slot `{word}`: write \"subject\", \"object\", \"poss\" or a preposition in lower case"
            ))
        })
    }
}

/// Whether the word may name a prepositional slot. A closed list, so that a slip of the pen is found at load.
fn is_preposition(word: &str) -> bool {
    const PREPOSITIONS: &[&str] = &[
        "about",
        "across",
        "after",
        "against",
        "along",
        "alongside",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "between",
        "by",
        "during",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "via",
        "with",
        "within",
        "without",
    ];
    PREPOSITIONS.contains(&word)
}

/// What an argument is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Acts.
    Actor,
    /// Is acted on.
    Recipient,
    /// Hosts.
    Host,
    /// Where it happens.
    Place,
}

/// The sentences that hold the frames to their word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Must fire.
    pub fires: Vec<Firing>,
    /// Must give no event of this type.
    pub silent: Vec<String>,
}

/// A sentence and what it must give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firing {
    /// The sentence.
    pub text: String,
    /// Names of the actors.
    pub actors: Vec<String>,
    /// Names of the recipients.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Its status; happened unless said.
    #[serde(default)]
    pub status: Option<Status>,
    /// Its form.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Policy areas that it must have, perhaps among others.
    #[serde(default)]
    pub topics: Vec<String>,
    /// The line at which the example starts in its event type's file.
    #[serde(skip_deserializing)]
    pub line: usize,
}
