//! What speaks for an expression of time being when something happened, given the word that expresses the happening.

use super::super::place::is_circumstance;
use super::super::setting::times_in;
use super::feature::Features;
use super::role::path_to;
use super::scene::Scene;
use crate::text::time::{Bound, Granularity, TimeExpression, TimeKind};
use crate::text::{SentenceId, TokenId, Upos, lower};
use std::cell::OnceCell;

/// So many sentences back a date can be carried over from.
const BACK: u32 = 3;
/// So many sentences at the beginning of an article can date all of it.
const LEAD: u32 = 2;

/// The expressions of time of an article, each sentence read when it is asked for.
pub struct Moments(Vec<OnceCell<Vec<(TimeExpression, TokenId)>>>);

/// An expression of time that may date an event.
pub struct Moment<'m> {
    pub time: &'m TimeExpression,
    /// The word on which its others hang.
    pub token: TokenId,
    /// How many sentences before the trigger's; more than [`BACK`] for those at the beginning of the article.
    pub back: u32,
    /// Its number among those of its sentence.
    order: usize,
    /// How many there are in its sentence.
    of: usize,
}

impl Moments {
    /// Nothing read yet.
    pub fn new(scene: &Scene<'_>) -> Self {
        Self(scene.doc().sentences.iter().map(|_| OnceCell::new()).collect())
    }

    fn of(&self, scene: &Scene<'_>, sentence: SentenceId) -> &[(TimeExpression, TokenId)] {
        self.0[sentence.0 as usize].get_or_init(|| times_in(scene.doc(), scene.cast(), sentence))
    }

    /// Those that may date what a word expresses: of its sentence, and of those right before.
    pub fn around(&self, scene: &Scene<'_>, trigger: TokenId) -> Vec<Moment<'_>> {
        let here = scene.doc().sentence_of(trigger);
        let near = (0..=BACK).filter_map(|back| Some((back, SentenceId(here.0.checked_sub(back)?))));
        let lead = (0..LEAD.min(here.0.saturating_sub(BACK))).map(|at| (here.0 - at, SentenceId(at)));
        let sentences = near.chain(lead);
        let read = sentences.map(|(back, sentence)| (back, self.of(scene, sentence)));
        let moments = read.flat_map(|(back, times)| {
            times.iter().enumerate().map(move |(order, (time, token))| Moment {
                time,
                token: *token,
                back,
                order,
                of: times.len(),
            })
        });
        moments.filter(|moment| moment.time.past.is_some() || moment.time.future.is_some()).collect()
    }
}

/// Adds the features of a moment; `told` is the one that the rules choose, by its word.
pub fn features(scene: &Scene<'_>, trigger: TokenId, moment: &Moment<'_>, told: Option<TokenId>, out: &mut Features) {
    let doc = scene.doc();
    let back = ["0", "1", "2", "3", "lead"][moment.back.min(BACK + 1) as usize];
    let unit = granularity(moment.time.granularity);
    let bound = bound(moment.time.bound);
    let kind = match moment.time.kind {
        TimeKind::Absolute => "absolute",
        TimeKind::Relative => "relative",
        TimeKind::Vague => "vague",
    };
    let weak = if moment.time.weak { "weak" } else { "own" };
    let upos = doc.token(trigger).upos.as_str();
    let rules = match told {
        Some(token) if token == moment.token => "this",
        Some(_) => "other",
        None => "none",
    };
    out.put("back", &[back]);
    out.put("unit", &[unit, kind, weak, back]);
    out.put("bound", &[bound, unit, back]);
    out.put("rules", &[rules, back]);
    out.put("rules-how", &[rules, bound, unit, weak, back]);
    out.put("rules-upos", &[rules, upos, back]);
    out.put("alone", &[&moment.of.min(3).to_string(), &moment.order.min(3).to_string(), rules, back]);
    let text = moment.time.span.of(&doc.article.text).to_lowercase();
    let mut words = text.split_whitespace();
    if let Some(first) = words.next() {
        out.put("first", &[first, back]);
        out.put("last", &[words.next_back().unwrap_or(first), back]);
    }
    let case = scene.tree().case(doc, moment.token).unwrap_or_default();
    out.put("case", &[&case, unit, back]);
    hangs(scene, moment, unit, back, out);
    if moment.back == 0 {
        path_to(scene, trigger, moment.token, unit, out);
        out.put("path-rules", &[rules]);
        distance(scene, trigger, moment, out);
        circumstance(scene, trigger, moment, unit, out);
    } else {
        carried(scene, trigger, moment, unit, back, out);
    }
}

/// On what the expression hangs, and whether it opens its sentence.
fn hangs(scene: &Scene<'_>, moment: &Moment<'_>, unit: &str, back: &str, out: &mut Features) {
    let doc = scene.doc();
    let word = doc.token(moment.token);
    out.put("relation", &[word.deprel, unit, back]);
    if let Some(head) = word.head {
        let above = doc.token(head);
        out.put("owner", &[&lower(&above.lemma), back]);
        out.put("owner-upos", &[above.upos.as_str(), word.deprel, back]);
        if above.deprel == "root" {
            out.put("main", &[word.deprel, back]);
        }
    }
    let start = doc.sentence(doc.sentence_of(moment.token)).tokens.start;
    if moment.token.0 - start <= 3 {
        out.put("opens", &[unit, back]);
    }
}

fn distance(scene: &Scene<'_>, trigger: TokenId, moment: &Moment<'_>, out: &mut Features) {
    let doc = scene.doc();
    let side = if moment.token < trigger { "before" } else { "after" };
    let (first, last) = (moment.token.min(trigger), moment.token.max(trigger));
    let words = match last.0 - first.0 {
        0..=1 => "1",
        2..=3 => "2",
        4..=7 => "4",
        8..=15 => "8",
        _ => "16",
    };
    out.put("distance", &[side, words]);
    let between = || (first.0 + 1..last.0).map(TokenId);
    let verbs = between().filter(|at| doc.token(*at).upos == Upos::Verb).count().min(3);
    let commas = between().filter(|at| doc.word(*at) == ",").count().min(3);
    out.put("verbs", &[side, &verbs.to_string()]);
    out.put("commas", &[side, &commas.to_string()]);
    let claims = scene.claims_in(doc.sentence_of(trigger)).iter();
    let closer = claims.filter(|claim| claim.token != trigger && (first..=last).contains(&claim.token)).count();
    out.put("claims", &[side, &closer.min(2).to_string()]);
}

/// Circumstances and clauses between the expression and the root: "after clashes *last night*".
fn circumstance(scene: &Scene<'_>, trigger: TokenId, moment: &Moment<'_>, unit: &str, out: &mut Features) {
    let doc = scene.doc();
    let mut at = moment.token;
    for _ in 0..8 {
        if at == trigger {
            out.put("below", &[unit]);
            break;
        }
        if is_circumstance(&scene.clauses, at) {
            out.put("circumstance", &[if at == moment.token { "itself" } else { "above" }, unit]);
            break;
        }
        let relation = doc.token(at).deprel;
        if matches!(relation, "acl:relcl" | "advcl" | "ccomp" | "parataxis" | "acl") {
            out.put("clause", &[relation, unit]);
        }
        match doc.token(at).head {
            Some(head) => at = head,
            None => break,
        }
    }
}

/// What speaks for a date that an earlier sentence gives.
fn carried(scene: &Scene<'_>, trigger: TokenId, moment: &Moment<'_>, unit: &str, back: &str, out: &mut Features) {
    let doc = scene.doc();
    let (here, there) = (doc.sentence_of(trigger), doc.sentence_of(moment.token));
    let word = doc.token(trigger);
    out.put("carried", &[unit, word.upos.as_str(), word.deprel]);
    out.put("carried-lemma", &[&lower(&word.lemma)]);
    out.put("carried-tense", &[word.xpos, back]);
    let paragraph = if doc.sentence(here).block == doc.sentence(there).block { "same" } else { "other" };
    out.put("paragraph", &[paragraph, back, unit]);
    if let Some(opening) = doc.token_ids(here).next() {
        out.put("opening", &[&lower(doc.word(opening)), back]);
    }
    let again =
        scene.claims_in(there).iter().any(|claim| Some(&claim.kind) == scene.claim_at(trigger).map(|c| &c.kind));
    out.put("same-kind", &[if again { "yes" } else { "no" }, back]);
}

fn granularity(unit: Granularity) -> &'static str {
    match unit {
        Granularity::Day => "day",
        Granularity::Weekend => "weekend",
        Granularity::Week => "week",
        Granularity::Month => "month",
        Granularity::Quarter => "quarter",
        Granularity::Season => "season",
        Granularity::Year => "year",
        Granularity::Stretch => "stretch",
        Granularity::Unknown => "unknown",
    }
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Within => "within",
        Bound::Since => "since",
        Bound::From => "from",
        Bound::By => "by",
        Bound::Before => "before",
        Bound::After => "after",
    }
}
