//! The extraction record: what one article says, as one JSON object a line. The unit of storing and of distributing.

use crate::fingerprint::Fingerprint;
use crate::vocabulary::{EntityKind, Mode, RelationKind, Span, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All that was extracted from one article, merged within it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The article's id.
    pub doc: String,
    /// What is known of the article itself.
    #[serde(default)]
    pub article: ArticleInfo,
    /// The named entities, ids unique within the record.
    pub entities: Vec<Entity>,
    /// The events, in the order of their evidence.
    pub events: Vec<Event>,
    /// The standing relations.
    #[serde(default)]
    pub relations: Vec<Relation>,
}

/// Metadata of an article that travels with its extraction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleInfo {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Tells copies of its text, as agencies' reports have in many papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
}

/// One named person, country, organization or place of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// `e1`, `e2`, …; unique within the record.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The full, usual English name.
    pub name: String,
    /// Every distinct string of the text that refers to it, in order of appearance.
    pub mentions: Vec<String>,
    /// Wikidata id ("Q30"), where the knowledge base knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// ISO 3166-1 alpha-2 code in capitals, of countries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
}

/// One happening, with its parties and what the text says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `v1`, `v2`, …; unique within the record.
    pub id: String,
    /// Event type of the schema ("CONSULT").
    #[serde(rename = "type")]
    pub kind: String,
    /// Form of a consultation.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// How real it is.
    pub status: Status,
    /// Ids of the entities that act.
    pub actors: Vec<String>,
    /// Ids of the entities acted on, or of the other parties.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Id of the person or country that hosts.
    #[serde(default)]
    pub host: Option<String>,
    /// Id of the place or country where it happens.
    #[serde(default)]
    pub place: Option<String>,
    /// ISO day, month or year ("2026-05-04", "2026-05", "2026").
    #[serde(default)]
    pub date: Option<String>,
    /// Policy areas of the schema, at most four.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Id of the entity to whom the text attributes the claim.
    #[serde(default)]
    pub claimed_by: Option<String>,
    /// The words that express the event, verbatim.
    pub trigger: String,
    /// The sentence that shows it best, verbatim.
    pub evidence: String,
    /// Byte range of `evidence` in the article's text: `text[span] == evidence`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// What found it: the schema's frame, or the name of an external extractor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// How sure the extractor is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// A standing relation between two entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Which relation.
    #[serde(rename = "type")]
    pub kind: RelationKind,
    /// Id of the entity that represents, belongs, lies.
    pub source: String,
    /// Id of the entity that is represented, belonged to, lain in.
    pub target: String,
    /// The office as written ("foreign minister").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whether the relation is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub former: bool,
    /// The sentence that states it, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Byte range of `evidence` in the article's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}
