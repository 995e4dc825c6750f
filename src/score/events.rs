//! Events of the gold and of the system → pairs that are the same event, under four readings of "the same".

use super::entities::{Counterparts, Party};
use super::names::{casefold, spaced, words};
use super::record::EventRecord;
use super::tally::{Missed, Scores};
use super::ties::Folding;
use std::collections::BTreeSet;

/// Types in which every party is both actor and recipient.
const SYMMETRIC: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];
/// Types of cooperative events, which are scored as a group too.
const COOPERATIVE: [&str; 5] = ["CONSULT", "AGREE", "COOPERATE", "SUPPORT", "AID"];

/// An event with its parties as the gold sees them.
#[derive(Clone)]
pub(super) struct Event<'a> {
    pub record: &'a EventRecord,
    pub actors: BTreeSet<Party<'a>>,
    pub recipients: BTreeSet<Party<'a>>,
    pub host: Option<Party<'a>>,
    place: Option<Party<'a>>,
    claimed_by: Option<Party<'a>>,
    words: BTreeSet<String>,
}

impl<'a> Event<'a> {
    /// An event of the gold.
    pub fn of_gold(record: &'a EventRecord) -> Self {
        Self::new(record, Party::Gold)
    }

    /// An event of the system.
    pub fn of_system(record: &'a EventRecord, counterparts: &Counterparts<'a>) -> Self {
        Self::new(record, |id| counterparts.party(id))
    }

    fn new(record: &'a EventRecord, party: impl Fn(&'a str) -> Party<'a>) -> Self {
        let all = |ids: &'a [String]| ids.iter().map(|id| party(id)).collect();
        let one = |id: &'a str| (!id.is_empty()).then(|| party(id));
        Self {
            record,
            actors: all(&record.actors),
            recipients: all(&record.recipients),
            host: one(&record.host),
            place: one(&record.place),
            claimed_by: one(&record.claimed_by),
            words: words(&record.trigger),
        }
    }

    /// The event with every person replaced by whom he or she represents.
    fn folded(&self, folding: &Folding<'a>) -> Self {
        let all = |parties: &BTreeSet<Party<'a>>| parties.iter().map(|&party| folding.party(party)).collect();
        Self { actors: all(&self.actors), recipients: all(&self.recipients), ..self.clone() }
    }

    /// Actors and recipients.
    pub fn parties(&self) -> BTreeSet<Party<'a>> {
        self.actors.union(&self.recipients).copied().collect()
    }

    /// Whether the parties stand on one level: by its type, or because something is signed or ratified.
    fn is_mutual(&self) -> bool {
        let kind = self.record.kind.as_str();
        let signed = |trigger: &str| trigger.contains("sign") || trigger.contains("ratif");
        SYMMETRIC.contains(&kind) || (kind == "SUPPORT" && signed(&casefold(&self.record.trigger)))
    }

    /// Whether `other`, of the system, has just the parties of this event of the gold.
    fn is_exactly(&self, other: &Self) -> bool {
        if self.is_mutual() {
            self.parties() == other.parties()
        } else {
            self.actors == other.actors && self.recipients == other.recipients
        }
    }

    /// Whether `other`, of the system, has the parties that matter of this event of the gold.
    fn is_at_core(&self, other: &Self) -> bool {
        let (wanted, named) = (self.parties(), other.parties());
        let shared = wanted.intersection(&named).count();
        if 2 * shared < named.len() {
            return false; // Naming everybody is no answer.
        }
        if self.is_mutual() {
            return shared >= wanted.len().min(2);
        }
        !self.actors.is_disjoint(&other.actors)
            && (self.recipients.is_empty() || !self.recipients.is_disjoint(&other.recipients))
    }

    /// How well two events that may be paired go together: their parties first, then status and trigger.
    fn likeness(&self, other: &Self) -> f64 {
        let (a, b) = (self.parties(), other.parties());
        let (shared, all) = (a.intersection(&b).count(), a.union(&b).count().max(1));
        let points = |earned: bool, points: f64| if earned { points } else { 0.0 };
        shared as f64 / all as f64
            + points(self.record.status == other.record.status, 0.2)
            + points(!self.words.is_disjoint(&other.words), 0.1)
    }
}

/// Pairs events one to one, the likest first; of equally like pairs, the last of the gold's, then of the system's. Gives
/// the positions of each pair.
fn pairs<'a>(
    gold: &[&Event<'a>],
    system: &[&Event<'a>],
    typed: bool,
    same: impl Fn(&Event<'a>, &Event<'a>) -> bool,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, s) in system.iter().enumerate() {
            if (!typed || g.record.kind == s.record.kind) && same(g, s) {
                candidates.push((g.likeness(s), i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut of_gold, mut of_system) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !of_gold.contains(&i) && !of_system.contains(&j) {
            of_gold.insert(i);
            of_system.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

/// Counts the events of one text under all readings, the attributes of the core pairs, and what was missed.
pub(super) fn count<'a>(
    doc: &str,
    gold: &[Event<'a>],
    system: &[Event<'a>],
    folding: &Folding<'a>,
    scores: &mut Scores,
) {
    let (g, s): (Vec<_>, Vec<_>) = (gold.iter().collect(), system.iter().collect());
    let core = pairs(&g, &s, true, Event::is_at_core);
    let mut add = |name: &str, found: usize, system: usize, gold: usize| scores.measure(name).add(found, system, gold);
    add("event.exact", pairs(&g, &s, true, Event::is_exactly).len(), s.len(), g.len());
    add("event.core", core.len(), s.len(), g.len());
    add("event.any", pairs(&g, &s, false, Event::is_at_core).len(), s.len(), g.len());

    let folded = |all: &[Event<'a>]| all.iter().map(|event| event.folded(folding)).collect::<Vec<_>>();
    let (gf, sf) = (folded(gold), folded(system));
    let dyads = pairs(&gf.iter().collect::<Vec<_>>(), &sf.iter().collect::<Vec<_>>(), true, Event::is_at_core);
    add("event.dyad", dyads.len(), s.len(), g.len());

    // Pairs are of one type, so those of some types are the core pairs of these types.
    let count_kinds = |kinds: &[&str]| {
        let of = |event: &Event<'a>| kinds.contains(&event.record.kind.as_str());
        let all = |events: &[&Event<'a>]| events.iter().filter(|event| of(event)).count();
        (core.iter().filter(|&&(i, _)| of(g[i])).count(), all(&s), all(&g))
    };
    let (found, of_system, of_gold) = count_kinds(&COOPERATIVE);
    add("event.cooperative", found, of_system, of_gold);
    for kind in g.iter().chain(&s).map(|event| event.record.kind.as_str()).collect::<BTreeSet<_>>() {
        let (found, of_system, of_gold) = count_kinds(&[kind]);
        scores.per_type.entry(kind.to_owned()).or_default().add(found, of_system, of_gold);
    }
    for &(i, j) in &core {
        count_attributes(g[i], s[j], scores);
    }
    let matched: BTreeSet<_> = core.iter().map(|&(i, _)| i).collect();
    scores.missed.extend((0..g.len()).filter(|i| !matched.contains(i)).map(|i| {
        let EventRecord { kind, status, evidence, .. } = g[i].record.clone();
        Missed { doc: doc.to_owned(), kind, status, evidence }
    }));
}

/// Counts what a pair of events agrees in. What neither has is no occasion.
fn count_attributes(gold: &Event<'_>, system: &Event<'_>, scores: &mut Scores) {
    let (g, s) = (gold.record, system.record);
    scores.attribute("status").add(g.status == s.status);
    if g.status != "happened" {
        scores.attribute("status.not-happened").add(g.status == s.status);
    }
    if !(g.date.is_empty() && s.date.is_empty()) {
        scores.attribute("date").add(g.date == s.date);
    }
    for (name, a, b) in [
        ("place", gold.place, system.place),
        ("host", gold.host, system.host),
        ("claimed_by", gold.claimed_by, system.claimed_by),
    ] {
        if a.is_some() || b.is_some() {
            scores.attribute(name).add(a == b);
        }
    }
    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (g.topics.iter().collect(), s.topics.iter().collect());
    scores.measure("topics").add(a.intersection(&b).count(), b.len(), a.len());
}

/// Counts the system's quotes that stand in the text, white space apart.
pub(super) fn count_quotes(text: &str, system: &[EventRecord], scores: &mut Scores) {
    let text = spaced(text);
    for event in system {
        let verbatim = !event.evidence.is_empty() && text.contains(&spaced(&event.evidence));
        scores.evidence.get_or_insert_default().add(verbatim);
    }
}
