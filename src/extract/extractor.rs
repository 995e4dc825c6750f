//! The whole way from an analyzed article to its record, on one screen.

use super::cast::{Cast, MemberId};
use super::claim::{Areas, Binder, Claim};
use super::clause::Clauses;
use super::external::ExternalProgram;
use super::frame::FrameIndex;
use super::learned::{self, Circumstances, DocumentFeatures, EventModel, Scene};
use super::reference::References;
use super::relation::{Standing, relations};
use super::setting::Settings;
use super::source::{ClaimSource, Reading};
use super::status::StatusIndex;
use super::{ArticleInfo, Entity, Event, Extraction, Relation};
use super::{bystander, headline, mention, merge, metonym, office, relation, trace};
use crate::fingerprint::Fingerprint;
use crate::kb::{Entry, Kb};
use crate::schema::Schema;
use crate::text::{Document, TokenId, Tree};
use crate::vocabulary::{RelationKind, Span};
use rustc_hash::FxHashSet;

/// Extracts records from documents, by a schema and a knowledge base. Holds their indexes and the sources of claims; share it
/// between threads.
#[derive(Debug)]
pub struct Extractor<'a> {
    kb: &'a Kb,
    schema: &'a Schema,
    frames: FrameIndex<'a>,
    statuses: StatusIndex,
    model: Option<&'a EventModel>,
    programs: Vec<ExternalProgram>,
    sources: Vec<Box<dyn ClaimSource + 'a>>,
}

impl<'a> Extractor<'a> {
    /// Indexes the schema.
    pub fn new(schema: &'a Schema, kb: &'a Kb) -> Self {
        let model = Some(EventModel::embedded());
        let (frames, statuses) = (FrameIndex::new(schema), StatusIndex::new(schema));
        Self { kb, schema, frames, statuses, model, programs: Vec::new(), sources: Vec::new() }
    }

    /// Without the event model: events are found by the schema's frames alone.
    #[must_use]
    pub fn with_frames_only(self) -> Self {
        Self { model: None, ..self }
    }

    /// With programs that claim events as well. They are asked one article at a time, in the order of the calls of
    /// [`extract`](Self::extract).
    #[must_use]
    pub fn with_programs(self, programs: Vec<ExternalProgram>) -> Self {
        Self { programs, ..self }
    }

    /// With one more source of claims.
    #[must_use]
    pub fn with_source(mut self, source: impl ClaimSource + 'a) -> Self {
        self.sources.push(Box::new(source));
        self
    }

    /// The programs, which know what went wrong with them.
    pub fn programs(&self) -> &[ExternalProgram] {
        &self.programs
    }

    /// The record of one article.
    pub fn extract(&self, doc: &Document) -> Extraction {
        self.read(doc, |reading| self.record_of(reading, self.claims(reading)))
    }

    /// The record of one article, and for each of its sentences in plain text what it gave, or why it gave nothing.
    pub fn trace(&self, doc: &Document) -> (Extraction, String) {
        self.read(doc, |reading| {
            let claims = self.claims(reading);
            let text = trace::trace(reading, self.model, &claims);
            (self.record_of(reading, claims), text)
        })
    }

    /// What the trainer of the event model learns from.
    pub fn features(&self, doc: &Document) -> DocumentFeatures {
        self.read(doc, |reading| learned::document_features(&reading.scene, reading.standing))
    }

    /// What the trainer learns of the circumstances of events at given words (byte offset) of given types; none for a word
    /// or type that is not known.
    pub fn circumstances(&self, doc: &Document, events: &[(usize, String)]) -> Vec<Option<Circumstances>> {
        self.read(doc, |reading| reading.decoder(EventModel::embedded()).circumstances(events))
    }

    /// Reads the article up to what the frames claim, and hands it on.
    fn read<T>(&self, doc: &Document, then: impl FnOnce(&Reading<'_>) -> T) -> T {
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
            areas: Areas::new(doc, self.schema.area_index()),
        };
        let (mut matches, mut claims) = (Vec::with_capacity(doc.sentences.len()), Vec::new());
        for sentence in doc.sentence_ids() {
            let title_case = headline::is_title_case(doc, sentence);
            let found = if title_case { Vec::new() } else { self.frames.matches(doc, &tree, sentence) };
            if !found.is_empty() {
                let settings = Settings::new(doc, &tree, &cast, sentence);
                let told = binder.claims(sentence, &found, &settings, &claims);
                claims.extend(told);
            }
            matches.push(found);
        }
        let scene = Scene::new(refs, &self.statuses, &matches, &claims);
        then(&Reading { scene, binder: &binder, standing: &standing, schema: self.schema })
    }

    /// What the article tells of: by the model, where it knows the event type, else by the frames; and by programs and sources of the user.
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        let mut claims = self.frames.claims(reading);
        if let Some(model) = self.model {
            claims.retain(|claim| !model.knows(&claim.kind));
            let own: FxHashSet<TokenId> = claims.iter().map(|claim| claim.token).collect();
            claims.extend(model.claims(reading).into_iter().filter(|claim| !own.contains(&claim.token)));
        }
        claims.extend(self.programs.iter().flat_map(|program| program.claims(reading)));
        claims.extend(self.sources.iter().flat_map(|source| source.claims(reading)));
        claims.sort_by_key(|claim| claim.token);
        claims
    }

    /// Claims → events and standing relations → the record.
    fn record_of(&self, reading: &Reading<'_>, claims: Vec<Claim>) -> Extraction {
        let (doc, cast) = (reading.doc(), reading.scene.cast());
        let events = merge::merge(claims, reading.scene.refs.offices);
        let mut standing = reading.standing.to_vec();
        standing.extend(self.model.iter().flat_map(|model| model.more_relations(&reading.scene, reading.standing)));
        let mut standing = relation::with_new_offices(doc, cast, reading.scene.refs.offices, standing, &events);
        let left_out = bystander::bystanders(&reading.scene, self.model, &events, reading.standing);
        standing.retain(|relation| !left_out.contains(&relation.source) && !left_out.contains(&relation.target));
        let members = cast.ids().filter(|id| !left_out.contains(id)).collect();
        self.record(doc, cast, members, events, standing)
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
                fingerprint: Fingerprint::of(&article.text),
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

/// The id that a member has in the record.
pub(super) fn entity_id(id: MemberId) -> String {
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
