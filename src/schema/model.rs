//! The types of the schema files.

use crate::vocabulary::{Mode, Status};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One event type: what it means, what codes it has, how English says it. One file in `schemas/events/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// Name in capitals ("CONSULT").
    pub id: String,
    /// One sentence.
    pub meaning: String,
    /// Whether actors and recipients play the same part.
    #[serde(default)]
    pub symmetric: bool,
    /// CAMEO root codes ("04").
    #[serde(default)]
    pub cameo: Vec<String>,
    /// PLOVER name.
    #[serde(default)]
    pub plover: Option<String>,
    /// Edge kind of the tie between its parties ("meets", "accuses").
    pub tie: String,
    /// How English says it; the first frame that fits wins.
    pub frames: Vec<Frame>,
    /// Sentences that must fire and sentences that must stay silent.
    pub examples: Examples,
}

/// A way to say an event: trigger words and the roles of their arguments.
///
/// Exactly one of `verbs`, `nouns` and `adjectives` is given. A verb is its lemma, perhaps followed by the particles or the preposition that
/// belong to it ("meet", "call on", "pull out of"). With `objects`, the verb is light and the event is named by its
/// object ("hold" + "talks").
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// Verb lemmas.
    pub verbs: Vec<String>,
    /// Noun lemmas ("visit", "meeting", "trade war"); several words are matched as a compound.
    pub nouns: Vec<String>,
    /// Predicative adjectives ("ready", "critical of").
    pub adjectives: Vec<String>,
    /// Lemmas of which one must head the verb's object (or, in the passive, its subject).
    pub objects: Vec<String>,
    /// Lemmas of which one must stand in a prepositional argument or complement, by preposition ("to": ["sanctions"]).
    pub complements: BTreeMap<String, Vec<String>>,
    /// Lemmas that rule the frame out when they head the object ("milestone", "deadline").
    pub not_objects: Vec<String>,
    /// Whether the frame wants a named party as object or in a prepositional slot, not only a subject.
    pub needs_recipient: bool,
    /// Role of each argument. Slots: `Subject`, `Object`, `Poss` (the possessor or modifier of a noun: "Petro's visit", "U.S. strikes"), and `Prep("with")`.
    pub roles: BTreeMap<Slot, Vec<Role>>,
    /// Form of consultation.
    pub mode: Option<Mode>,
    /// Status that the frame itself gives ("postpone": cancelled).
    pub status: Option<Status>,
    /// Another event type that the frame gives instead of its file's, never needed by most.
    pub note: Option<String>,
}

/// The grammatical place of an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Slot {
    /// Of a verb: who acts (the by-phrase or nothing in the passive).
    Subject,
    /// Of a verb: who is acted on (the subject of the passive).
    Object,
    /// Of a noun: possessor, adjective or compound modifier.
    Poss,
    /// Behind a preposition.
    Prep(String),
}

/// What an argument is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
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
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Must fire.
    pub fires: Vec<Firing>,
    /// Must give no event of this type.
    pub silent: Vec<String>,
}

/// A sentence and what it must give.
#[derive(Debug, Clone, Deserialize)]
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
}

/// One policy area with the words that speak of it. All in `schemas/policy-areas.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyArea {
    /// Id ("arms-control").
    pub id: String,
    /// Name to show.
    pub name: String,
    /// One sentence.
    pub meaning: String,
    /// Lemmas and phrases of lemmas ("tariff", "free trade agreement"): one is enough.
    pub strong: Vec<String>,
    /// Words that speak for the area only together with another of its words.
    #[serde(default)]
    pub weak: Vec<String>,
}

/// The words that tell a status. All in `schemas/statuses.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCues {
    /// Which status.
    pub status: Status,
    /// One sentence.
    pub meaning: String,
    /// Lemmas (or phrases) that govern the event's verb or noun: "plan to", "be set to", "postpone".
    pub governors: Vec<String>,
    /// Modal verbs and auxiliaries: "will", "may".
    #[serde(default)]
    pub modals: Vec<String>,
    /// Adjectives and adverbs at the event: "upcoming", "possible", "ongoing".
    #[serde(default)]
    pub modifiers: Vec<String>,
}
