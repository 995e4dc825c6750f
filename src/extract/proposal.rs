//! What somebody proposes as a claim, a program or a source in Rust: [`Proposal`] → [`Claim`], checked against the schema, the cast
//! and the text. What a proposal leaves open is read off its sentence, as for our own claims.

use super::cast::MemberId;
use super::claim::{Claim, MAX_TOPICS, Parties};
use super::frame::Match;
use super::setting::Settings;
use super::source::Reading;
use crate::schema::Frame;
use crate::text::{SentenceId, TokenId};
use crate::vocabulary::{EntityKind, Mode, Span, Status};
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt;

/// How sure a claim is whose source does not tell.
const CONFIDENCE: f32 = 0.5;

/// A claim as a source proposes it. What is absent is read off the sentence.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Event type, one of the schema's.
    #[serde(rename = "type")]
    pub kind: String,
    /// Who acts, at least one: ids of the article's entities.
    pub actors: Vec<String>,
    /// Who is acted on.
    pub recipients: Option<Vec<String>>,
    /// How real it is.
    pub status: Option<Status>,
    /// The form of a consultation.
    pub mode: Option<Mode>,
    /// Who hosts: a person or country.
    pub host: Option<String>,
    /// Where: a place or country.
    pub place: Option<String>,
    /// Who says so, if not the parties themselves.
    pub claimed_by: Option<String>,
    /// When: an ISO day, month or year.
    pub date: Option<String>,
    /// Policy areas of the schema, at most four.
    pub topics: Option<Vec<String>>,
    /// The words that express the event.
    pub trigger: Trigger,
    /// Index of the sentence; unless given, the first that holds the trigger.
    pub sentence: Option<usize>,
    /// How sure, 0 to 1; 0.5 unless given.
    pub confidence: Option<f32>,
}

impl Proposal {
    /// An event of a type, with those who act and the words that say so; all else is read off the sentence.
    pub fn new(kind: impl Into<String>, actors: Vec<String>, trigger: impl Into<Trigger>) -> Self {
        Self {
            kind: kind.into(),
            actors,
            recipients: None,
            status: None,
            mode: None,
            host: None,
            place: None,
            claimed_by: None,
            date: None,
            topics: None,
            trigger: trigger.into(),
            sentence: None,
            confidence: None,
        }
    }
}

/// The words that express the event: where they stand, or what they are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "the trigger must be a text or {\"start\": …, \"end\": …}")]
pub enum Trigger {
    /// Words of the sentence, letter for letter.
    Text(String),
    /// Bytes of the article's text.
    Range {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
}

impl From<&str> for Trigger {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

impl From<Span> for Trigger {
    fn from(span: Span) -> Self {
        Self::Range { start: span.start, end: span.end }
    }
}

/// Why a proposal does not stand, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.remedy)
    }
}

impl std::error::Error for Objection {}

pub(super) fn objection(message: impl Into<String>, remedy: impl Into<String>) -> Objection {
    Objection { message: message.into(), remedy: remedy.into() }
}

impl Reading<'_> {
    /// The claim that a source called `source` proposes: its pattern in evidence is that name.
    ///
    /// # Errors
    /// When the type, an entity, the trigger, the date or a policy area is not one of the schema or article.
    pub fn claim(&self, source: &str, proposal: Proposal) -> Result<Claim, Objection> {
        Check { reading: self }.claim(proposal, source)
    }
}

/// A check of proposals about one article.
struct Check<'a, 'r> {
    reading: &'a Reading<'r>,
}

impl Check<'_, '_> {
    /// Checks a proposal, and reads off the sentence what it leaves open.
    fn claim(&self, proposal: Proposal, program: &str) -> Result<Claim, Objection> {
        let Reading { scene, binder, schema, .. } = self.reading;
        let kind = &proposal.kind;
        let event = schema.event(kind).ok_or_else(|| {
            objection(format!("no event type is called `{kind}`"), "'summitry schema list' lists the types")
        })?;
        let parties = self.parties(&proposal)?;
        let (sentence, trigger) = self.trigger(&proposal)?;
        let token = self.main_word(sentence, trigger)?;
        let (date, topics) = (proposal.date.as_deref().map(date).transpose()?, self.topics(proposal.topics)?);
        let confidence = proposal.confidence.unwrap_or(CONFIDENCE);
        if !(0.0..=1.0).contains(&confidence) {
            return Err(objection(format!("a confidence of {confidence}"), "give one from 0 to 1"));
        }
        let host = self.optional(proposal.host.as_deref(), "host", &[EntityKind::Person, EntityKind::Country])?;
        let place = self.optional(proposal.place.as_deref(), "place", &[EntityKind::Place, EntityKind::Country])?;
        let claimed_by = self.optional(proposal.claimed_by.as_deref(), "claimed_by", EntityKind::ALL)?;
        let frame = Frame::default();
        let bare = Match::bare(event, &frame, token);
        let settings = Settings::new(scene.doc(), scene.tree(), scene.cast(), sentence);
        let read = binder.describe(sentence, &bare, parties, binder.told(sentence, &bare, &settings));
        Ok(Claim {
            mode: proposal.mode.or(read.mode),
            status: proposal.status.unwrap_or(read.status),
            host: host.or(read.host),
            place: place.or(read.place),
            date: date.or(read.date),
            topics: topics.unwrap_or(read.topics),
            claimed_by: claimed_by.or(read.claimed_by),
            token,
            trigger,
            pattern: program.to_owned(),
            confidence,
            ..read
        })
    }

    fn parties(&self, proposal: &Proposal) -> Result<Parties, Objection> {
        let members = |ids: &[String], role: &str| -> Result<Vec<MemberId>, Objection> {
            let mut members: Vec<MemberId> = Vec::new();
            for id in ids {
                let member = self.member(id, role, EntityKind::ALL)?;
                if !members.contains(&member) {
                    members.push(member);
                }
            }
            Ok(members)
        };
        let actors = members(&proposal.actors, "actor")?;
        let mut recipients = members(proposal.recipients.as_deref().unwrap_or_default(), "recipient")?;
        recipients.retain(|member| !actors.contains(member));
        if actors.is_empty() {
            return Err(objection("nobody acts", "name at least one of the article's entities in `actors`"));
        }
        Ok(Parties { actors, recipients })
    }

    fn optional(&self, id: Option<&str>, role: &str, kinds: &[EntityKind]) -> Result<Option<MemberId>, Objection> {
        id.map(|id| self.member(id, role, kinds)).transpose()
    }

    fn member(&self, id: &str, role: &str, kinds: &[EntityKind]) -> Result<MemberId, Objection> {
        let cast = self.reading.scene.cast();
        let number = id.strip_prefix('e').and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
        let member = number.map(MemberId).filter(|member| (member.0 as usize) < cast.members.len());
        let member = member.ok_or_else(|| {
            objection(format!("no entity of the article has the id `{id}`"), "use the ids that stand in `entities`")
        })?;
        let kind = cast.member(member).kind;
        if kinds.contains(&kind) {
            return Ok(member);
        }
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        Err(objection(format!("`{id}` is a {kind} and no {role}"), format!("a {role} is one of: {}", kinds.join(", "))))
    }

    /// The sentence and the bytes of the trigger. A trigger in words is looked for in its sentence, or else in all.
    fn trigger(&self, proposal: &Proposal) -> Result<(SentenceId, Span), Objection> {
        let doc = self.reading.doc();
        let count = doc.sentences.len();
        let stated = match proposal.sentence {
            Some(index) if index >= count => {
                let message = format!("the article has no sentence {index}");
                return Err(objection(message, format!("its sentences are counted from 0, and there are {count}")));
            }
            index => index.map(|index| SentenceId(index as u32)),
        };
        let mut sentences = doc.sentence_ids().filter(|id| stated.is_none_or(|stated| stated == *id));
        let found = match &proposal.trigger {
            Trigger::Range { start, end } => {
                let span = Span::new(*start, *end);
                let inside = |id: &SentenceId| doc.sentence(*id).span.contains(span);
                sentences.find(inside).filter(|_| !span.of(&doc.article.text).is_empty()).map(|id| (id, span))
            }
            Trigger::Text(words) => sentences.find_map(|id| {
                let at = doc.quote(id).find(words.as_str()).filter(|_| !words.is_empty())?;
                let start = doc.sentence(id).span.start + at;
                Some((id, Span::new(start, start + words.len())))
            }),
        };
        found.ok_or_else(|| match &proposal.trigger {
            Trigger::Range { start, end } => objection(
                format!("the trigger {start}..{end} does not lie within the sentence"),
                "start and end are byte offsets in `text`, on boundaries of characters",
            ),
            Trigger::Text(words) => objection(
                format!("the trigger \"{words}\" does not stand in the sentence"),
                "give words of the sentence, letter for letter",
            ),
        })
    }

    /// The word of the trigger on which its others depend.
    fn main_word(&self, sentence: SentenceId, trigger: Span) -> Result<TokenId, Objection> {
        let doc = self.reading.doc();
        let words = || doc.token_ids(sentence).filter(|&token| doc.token(token).span.overlaps(trigger));
        let inside = |head: TokenId| doc.token(head).span.overlaps(trigger);
        let main = words().find(|&token| doc.token(token).head.is_none_or(|head| !inside(head)));
        main.or_else(|| words().next())
            .ok_or_else(|| objection("the trigger holds no word", "give the event's main word"))
    }

    fn topics(&self, topics: Option<Vec<String>>) -> Result<Option<Vec<String>>, Objection> {
        let Some(mut topics) = topics else { return Ok(None) };
        if let Some(unknown) = topics.iter().find(|topic| self.reading.schema.area(topic).is_none()) {
            let known: Vec<&str> = self.reading.schema.areas.iter().map(|area| area.id.as_str()).collect();
            let message = format!("no policy area is called `{unknown}`");
            return Err(objection(message, format!("use some of: {}", known.join(", "))));
        }
        topics.truncate(MAX_TOPICS);
        Ok(Some(topics))
    }
}

/// An ISO day, month or year.
fn date(text: &str) -> Result<String, Objection> {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    match day.parse::<Date>() {
        Ok(_) if matches!(text.len(), 4 | 7 | 10) => Ok(text.to_owned()),
        _ => Err(objection(format!("`{text}` is no date"), "write 2026-05-04, 2026-05 or 2026")),
    }
}
