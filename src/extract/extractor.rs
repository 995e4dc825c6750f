//! The whole way from an analyzed article to its record, on one screen.

use super::cast::{Cast, MemberId};
use super::claim::{Binder, Claim};
use super::clause::Clauses;
use super::frame::FrameIndex;
use super::reference::References;
use super::relation::{Standing, relations};
use super::setting::Settings;
use super::status::StatusIndex;
use super::{ArticleInfo, Entity, Event, Extraction, Relation};
use super::{bystander, headline, mention, merge, metonym, office, relation};
use crate::kb::{Entry, Kb};
use crate::schema::Schema;
use crate::text::{Document, Tree};
use crate::vocabulary::{RelationKind, Span};

/// Extracts records from documents, by a schema and a knowledge base. Holds their indexes; share it between threads.
#[derive(Debug)]
pub struct Extractor<'a> {
    kb: &'a Kb,
    schema: &'a Schema,
    frames: FrameIndex<'a>,
    statuses: StatusIndex,
}

impl<'a> Extractor<'a> {
    /// Indexes the schema.
    pub fn new(schema: &'a Schema, kb: &'a Kb) -> Self {
        Self { kb, schema, frames: FrameIndex::new(schema), statuses: StatusIndex::new(schema) }
    }

    /// The record of one article.
    pub fn extract(&self, doc: &Document) -> Extraction {
        let tree = Tree::of(doc);
        let mut mentions = mention::mentions(doc, self.kb);
        headline::reconcile(doc, &mut mentions);
        metonym::resolve(doc, &tree, self.kb, &mut mentions);
        let cast = Cast::of(doc, self.kb, mentions);
        let offices = office::offices(doc, &tree, self.kb, &cast);
        let standing = relations(doc, self.kb, &cast, &offices);
        let refs = References { doc, tree: &tree, cast: &cast, offices: &offices, kb: self.kb };
        let located =
            standing.iter().filter(|r| r.kind == RelationKind::LocatedIn).map(|r| (r.source, r.target)).collect();
        let binder = Binder {
            refs,
            located,
            clauses: Clauses::new(doc, &tree),
            statuses: &self.statuses,
            areas: self.schema.area_index(),
        };
        let mut claims = Vec::new();
        for sentence in doc.sentence_ids().filter(|&sentence| !headline::is_title_case(doc, sentence)) {
            let matches = self.frames.matches(doc, &tree, sentence);
            if !matches.is_empty() {
                let settings = Settings::new(doc, &tree, &cast, sentence);
                let told = binder.claims(sentence, &matches, &settings, &claims);
                claims.extend(told);
            }
        }
        let events = merge::merge(claims, &offices);
        let standing = relation::with_new_offices(doc, &cast, standing, &events);
        let left_out = bystander::bystanders(doc, &tree, &cast, &events, &standing);
        let members = cast.ids().filter(|id| !left_out.contains(id)).collect();
        self.record(doc, &cast, members, events, standing)
    }

    fn record(
        &self,
        doc: &Document,
        cast: &Cast,
        members: Vec<MemberId>,
        claims: Vec<Claim>,
        standing: Vec<Standing>,
    ) -> Extraction {
        let article = &doc.article;
        Extraction {
            doc: article.doc.clone(),
            article: ArticleInfo {
                title: article.title.clone(),
                date: article.date,
                source: article.source.clone(),
                url: article.url.clone(),
            },
            entities: members.into_iter().map(|id| self.entity(cast, id)).collect(),
            events: claims.into_iter().enumerate().map(|(at, claim)| event(doc, at, claim)).collect(),
            relations: standing.into_iter().map(|relation| relation_record(doc, relation)).collect(),
        }
    }

    fn entity(&self, cast: &Cast, id: MemberId) -> Entity {
        let member = cast.member(id);
        let (wikidata, iso) = match member.entry {
            Some(Entry::Country(country) | Entry::Demonym(country)) => {
                let country = &self.kb.countries()[country];
                (Some(country.wikidata.to_string()), Some(country.iso.to_string()))
            }
            Some(entry) => (self.kb.wikidata(entry).map(ToString::to_string), None),
            None => (None, None),
        };
        Entity {
            id: entity_id(id),
            kind: member.kind,
            name: member.name.to_string(),
            mentions: member.forms.clone(),
            wikidata,
            iso,
        }
    }
}

fn entity_id(id: MemberId) -> String {
    format!("e{}", id.0 + 1)
}

fn event(doc: &Document, at: usize, claim: Claim) -> Event {
    let ids = |members: &[MemberId]| members.iter().map(|&member| entity_id(member)).collect();
    Event {
        id: format!("v{}", at + 1),
        mode: claim.mode,
        status: claim.status,
        actors: ids(&claim.actors),
        recipients: ids(&claim.recipients),
        host: claim.host.map(entity_id),
        place: claim.place.map(entity_id),
        date: claim.date,
        topics: claim.topics,
        claimed_by: claim.claimed_by.map(entity_id),
        trigger: claim.trigger.of(&doc.article.text).to_owned(),
        evidence: doc.quote(claim.sentence).to_owned(),
        span: Some(quote_span(doc, claim.sentence)),
        pattern: Some(claim.pattern),
        confidence: Some(claim.confidence),
        kind: claim.kind,
    }
}

fn relation_record(doc: &Document, relation: Standing) -> Relation {
    Relation {
        kind: relation.kind,
        source: entity_id(relation.source),
        target: entity_id(relation.target),
        role: relation.role,
        former: relation.former,
        evidence: relation.stated.then(|| doc.quote(relation.sentence).to_owned()),
        span: relation.stated.then(|| quote_span(doc, relation.sentence)),
    }
}

fn quote_span(doc: &Document, sentence: crate::text::SentenceId) -> Span {
    doc.sentence(sentence).span
}
