//! The types of facts: entities, events and relations that claims of any number of articles agree on.

use super::dates::EventDate;
use super::entities::most_frequent;
use super::event_types::EventTypes;
use super::name::fold;
use crate::fingerprint::Fingerprint;
use crate::vocabulary::{EntityKind, Mode, RelationKind, Span, Status};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Everything that a set of extractions says, once identities are settled. All lists are sorted.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// By key.
    pub entities: Vec<EntityFact>,
    /// By id.
    pub events: Vec<EventFact>,
    /// By source, target, kind, role.
    pub relations: Vec<RelationFact>,
}

/// The stable identity of an entity: `Q22686`, `country:US`, `person:gustavo petro`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityKey(pub SmolStr);

impl EntityKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One person, country, organization or place of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityFact {
    /// Identity.
    pub key: EntityKey,
    /// What most articles take it to be.
    pub kind: EntityKind,
    /// The name that most articles give.
    pub name: String,
    /// All other names and mentions, sorted.
    pub aliases: BTreeSet<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// ISO code, of countries.
    pub iso: Option<String>,
}

/// What evidence says of its article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleRef {
    /// The article's id.
    pub doc: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Tells copies of its text.
    pub fingerprint: Option<Fingerprint>,
}

/// What one article says of one event, its parties named by identity.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The article.
    pub article: Arc<ArticleRef>,
    /// Id of the event in the article's extraction.
    pub id: String,
    /// Event type.
    pub kind: String,
    /// Form of a consultation.
    pub mode: Option<Mode>,
    /// How real.
    pub status: Status,
    /// Who acts.
    pub actors: BTreeSet<EntityKey>,
    /// Who is acted on, or the other parties.
    pub recipients: BTreeSet<EntityKey>,
    /// Who hosts.
    pub host: Option<EntityKey>,
    /// Where.
    pub place: Option<EntityKey>,
    /// When.
    pub date: Option<EventDate>,
    /// Policy areas, sorted.
    pub topics: BTreeSet<String>,
    /// To whom the text attributes it.
    pub claimed_by: Option<EntityKey>,
    /// The words that express it.
    pub trigger: String,
    /// The sentence.
    pub quote: String,
    /// Where the sentence stands.
    pub span: Option<Span>,
    /// What found it.
    pub pattern: Option<String>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

impl Claim {
    /// Everyone taking part, each once.
    pub fn parties(&self) -> BTreeSet<&EntityKey> {
        self.actors.iter().chain(&self.recipients).collect()
    }

    /// Who takes part and who is acted on: of symmetric types everyone and nobody.
    pub(super) fn sides(&self, types: &EventTypes) -> (BTreeSet<EntityKey>, BTreeSet<EntityKey>) {
        let (mut parties, mut targets) = (self.actors.clone(), self.recipients.clone());
        if types.is_symmetric(&self.kind) {
            parties.append(&mut targets);
        }
        (parties, targets)
    }
}

/// A happening, with all claims about it.
#[derive(Debug, Clone)]
pub struct EventFact {
    /// `event:` and sixteen hexadecimal digits, computed from the bucket and `key`.
    pub id: String,
    /// What tells it from all others: type, parties, and day, month or first article.
    pub key: String,
    /// Event type.
    pub kind: String,
    /// The form that most claims give.
    pub mode: Option<Mode>,
    /// Where the articles leave it (`resolve/status.rs` says how).
    pub status: Status,
    /// The most exact date that the claims give.
    pub date: Option<EventDate>,
    /// The claims, sorted by report date and article.
    pub claims: Vec<JoinedClaim>,
}

impl EventFact {
    /// The days between which the event took place: of its date, else of its reports; none if neither is known.
    pub fn days(&self) -> Option<(Date, Date)> {
        if let Some(date) = self.date {
            return Some((date.first_day(), date.last_day()));
        }
        let reports = || self.claims.iter().filter_map(|j| j.claim.article.date);
        Some((reports().min()?, reports().max()?))
    }
}

/// A claim with the rule that counted it to its event.
#[derive(Debug, Clone)]
pub struct JoinedClaim {
    /// What the article says.
    pub claim: Claim,
    /// Why it is about this event.
    pub rule: JoinRule,
}

/// Why a claim is held to be about an event of the same bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JoinRule {
    /// The event has no other claim, or this is the one that dates it.
    Itself,
    /// Both name the same day.
    SameDay,
    /// Both name the same month, and nothing tells them apart.
    SameMonth,
    /// It names the month, and the event's day is the only one in it.
    DayInMonth,
    /// It names no day and was reported right at the event's day, the only such event.
    ReportedAtDate,
    /// Neither names a day; the reports are of the same days, place and form.
    ReportedTogether,
    /// An undated plan, and the only event that follows it in time.
    PlanFollowed,
    /// An undated cancellation or denial, and the only planned event that it can speak of.
    CalledOff,
    /// The same sentence in another article.
    SameSentence,
    /// Almost the same sentence in an article of the same day or the next.
    NearSentence,
    /// Undated, and reported in the month that the only candidate names.
    ReportedInMonth,
    /// It names a state for its person or the other way round, or fewer parties; the same day.
    PartiesSameDay,
    /// The same; the month of the one contains the other.
    PartiesMonth,
    /// The same; undated and reported at the time of the only candidate.
    PartiesReported,
    /// The same; a plan or cancellation, and the only candidate.
    PartiesPlan,
    /// Somebody decided so.
    Decided,
}

impl JoinRule {
    /// All rules.
    pub const ALL: [Self; 16] = [
        Self::Itself,
        Self::SameDay,
        Self::SameMonth,
        Self::DayInMonth,
        Self::ReportedAtDate,
        Self::ReportedTogether,
        Self::PlanFollowed,
        Self::CalledOff,
        Self::SameSentence,
        Self::NearSentence,
        Self::ReportedInMonth,
        Self::PartiesSameDay,
        Self::PartiesMonth,
        Self::PartiesReported,
        Self::PartiesPlan,
        Self::Decided,
    ];

    /// The rule that these words of [`JoinRule::as_str`] name.
    pub fn from_words(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == words)
    }

    /// The rule in words, as `explain` shows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Itself => "names the event",
            Self::SameDay => "same day",
            Self::SameMonth => "same month",
            Self::DayInMonth => "its month contains the day of the only candidate",
            Self::ReportedAtDate => "undated, reported at the day of the only candidate",
            Self::ReportedTogether => "undated, reported in the same days with the same place and form",
            Self::PlanFollowed => "undated plan, the only candidate follows within 30 days",
            Self::CalledOff => "undated, calls off the only planned candidate",
            Self::SameSentence => "the same sentence",
            Self::NearSentence => "almost the same sentence, at most a day apart",
            Self::ReportedInMonth => "undated, reported in the month of the only candidate",
            Self::PartiesSameDay => "same day, parties named otherwise (state or person, or fewer), the only candidate",
            Self::PartiesMonth => "same month, parties named otherwise (state or person), the only candidate",
            Self::PartiesReported => {
                "undated, reported with the only candidate, parties named otherwise (state or person, or fewer)"
            }
            Self::PartiesPlan => {
                "plan or cancellation of the only candidate, parties named otherwise (state or person)"
            }
            Self::Decided => "decided by a person",
        }
    }
}

/// A standing relation, with everything that states it.
#[derive(Debug, Clone)]
pub struct RelationFact {
    /// Which relation.
    pub kind: RelationKind,
    /// Who represents, belongs, lies.
    pub source: EntityKey,
    /// Who is represented, belonged to, lain in.
    pub target: EntityKey,
    /// The office, in the spelling that most articles give.
    pub role: Option<String>,
    /// Whether it is over.
    pub former: bool,
    /// The sentences, sorted by article.
    pub statements: Vec<Statement>,
}

impl RelationFact {
    /// The fact with the spelling of its office that most statements give, and its statements in their order.
    pub(crate) fn with_role(mut self, spellings: &BTreeMap<String, usize>) -> Self {
        self.role = most_frequent(spellings).cloned();
        self.statements.sort();
        self.statements.dedup();
        self
    }

    /// What relations are sorted by.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        (&self.source, &self.target, self.kind, self.role.as_deref().map(fold).unwrap_or_default(), self.former)
    }
}

/// A sentence of an article that states a relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The article.
    pub article: Arc<ArticleRef>,
    /// The sentence.
    pub quote: String,
    /// Where it stands.
    pub span: Option<Span>,
}
