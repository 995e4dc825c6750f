//! Events learned from annotated texts: judges words as triggers and members as parties, with the frames as advisers.

mod bond;
mod circumstance;
mod decode;
mod feature;
mod model;
mod moment;
mod reality;
mod relevance;
mod role;
mod rows;
mod scene;
mod topic;
mod trace;
mod trigger;
mod venue;
mod verdict;

pub(super) use bond::Ties;
pub use circumstance::Circumstances;
pub use decode::{Decoder, Tellings};
pub use model::EventModel;
pub use scene::Scene;

use super::cast::MemberId;
use super::relation::Standing;
use crate::text::{Document, TokenId};
use feature::Features;
use serde::Serialize;
use std::sync::LazyLock;

static MODEL: &[u8] = include_bytes!("../../../data/models/events.bin");

static EMBEDDED: LazyLock<EventModel> =
    LazyLock::new(|| EventModel::from_bytes(MODEL).expect("the embedded model is intact: a test loads it"));

impl EventModel {
    /// The embedded model, loaded at the first call.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }
}

/// What the trainer learns from: the features of every candidate and of the members as its parties.
#[derive(Debug, Serialize)]
pub struct DocumentFeatures {
    /// The article's id.
    pub doc: String,
    /// Its text, as the spans count it.
    pub text: String,
    /// How many sentences it has.
    pub sentences: usize,
    /// The members of the cast: name, kind, forms.
    pub members: Vec<(String, &'static str, Vec<String>)>,
    /// Person and whom he or she represents, if not formerly.
    pub offices: Vec<(u32, u32)>,
    /// Words that may express events.
    pub candidates: Vec<Candidate>,
    /// Of each member the hashes of the features of its belonging in the record.
    pub relevance: Vec<Vec<u32>>,
    /// Pairs of members that may be related: who, to whom, how by the rules, hashes of their features.
    pub pairs: Vec<(u32, u32, Vec<&'static str>, Vec<u32>)>,
}

/// A word that may express an event.
#[derive(Debug, Serialize)]
pub struct Candidate {
    /// The word, as a byte range of the text.
    pub span: (usize, usize),
    /// The word itself, in lower case.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Its part of speech.
    pub upos: &'static str,
    /// Hashes of its features.
    pub features: Vec<u32>,
    /// Features of members as parties.
    pub parties: Vec<(u32, Vec<u32>)>,
    /// What the frames claim here: type, actors, recipients.
    pub claim: Option<(String, Vec<u32>, Vec<u32>)>,
}

/// Members that are weighed as parties of a trigger: those of its sentence, those its arguments refer to, and the first ones of
/// the article.
fn eligible(scene: &Scene<'_>, trigger: TokenId, arguments: &[scene::Argument]) -> Vec<MemberId> {
    const FIRST: usize = 6;
    let sentence = scene.doc().sentence_of(trigger);
    let mut members: Vec<MemberId> = scene.members_in(sentence).to_vec();
    members.extend(arguments.iter().flat_map(|argument| argument.members.iter().copied()));
    members.extend(scene.cast().ids().take(FIRST));
    for back in 1..=2 {
        if let Some(before) = sentence.0.checked_sub(back) {
            members.extend_from_slice(scene.members_in(crate::text::SentenceId(before)));
        }
    }
    members.sort_unstable();
    members.dedup();
    members
}

/// The features of a document, for the trainer.
pub fn document_features(scene: &Scene<'_>, standing: &[Standing]) -> DocumentFeatures {
    let doc: &Document = scene.doc();
    let mut candidates = Vec::new();
    for sentence in scene.sentences() {
        for token in scene.candidates(sentence) {
            let mut features = Features::default();
            trigger::features(scene, token, &mut features);
            let arguments = scene.arguments(token, decode::LEVELS);
            let parties = eligible(scene, token, &arguments).into_iter().map(|member| {
                let mut features = Features::default();
                role::features(scene, token, &arguments, member, &mut features);
                (member.0, features.into_hashes())
            });
            let claim = scene.claim_at(token).map(|claim| {
                let ids = |side: &[MemberId]| side.iter().map(|m| m.0).collect();
                (claim.kind.clone(), ids(&claim.actors), ids(&claim.recipients))
            });
            let span = doc.token(token).span;
            candidates.push(Candidate {
                span: (span.start, span.end),
                form: doc.word(token).to_lowercase(),
                lemma: doc.token(token).lemma.to_string(),
                upos: doc.token(token).upos.as_str(),
                parties: parties.collect(),
                features: features.into_hashes(),
                claim,
            });
        }
    }
    let ties = Ties::of(standing);
    let relevance = scene.cast().ids().map(|member| {
        let mut features = Features::default();
        relevance::features(scene, &ties, member, &mut features);
        features.into_hashes()
    });
    let pairs = bond::pairs(scene).into_iter().map(|(pair, meeting)| {
        let mut features = Features::default();
        bond::features(scene, &ties, pair, &meeting, &mut features);
        let told = ties.between(pair);
        (pair.source.0, pair.target.0, told.map(|r| r.kind.as_str()).collect(), features.into_hashes())
    });
    DocumentFeatures {
        doc: doc.article.doc.clone(),
        text: doc.article.text.clone(),
        sentences: doc.sentences.len(),
        members: scene
            .cast()
            .ids()
            .map(|id| (scene.cast().member(id).name.to_string(), scene.kind(id), scene.cast().member(id).forms.clone()))
            .collect(),
        offices: scene.refs.offices.iter().filter(|o| !o.former).map(|o| (o.person.0, o.of.0)).collect(),
        candidates,
        relevance: relevance.collect(),
        pairs: pairs.collect(),
    }
}
