//! How real an event is: the words over its trigger and at it → [`Status`].
//!
//! From the trigger up to the head of its clause, every governor ("plans to", "was postponed"), auxiliary ("will"),
//! modifier ("upcoming") and negation is looked up in the schema's cues; the least real status wins.

use super::clause::Clauses;
use crate::schema::Schema;
use crate::text::{TokenId, Upos, lower};
use crate::vocabulary::Status;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The schema's cues, by their words.
#[derive(Debug, Default)]
pub struct StatusIndex {
    governors: FxHashMap<String, Status>,
    modals: FxHashMap<String, Status>,
    modifiers: FxHashMap<String, Status>,
}

/// Verbs of saying: what stands above them says nothing of the event below.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "say", "state", "tell", "report", "claim", "add", "note", "declare", "confirm", "reveal", "write", "announce",
    "allege", "assert",
];

/// Event types that consist in saying something: their verb is the act itself ("proposes a plan" has been proposed), not a
/// cue to how real it is ("plans a visit").
const VERBAL: &[&str] = &["AGREE", "SUPPORT", "CONCEDE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"];

/// What "announces" does to these: it enacts them.
const ENACTED: &[&str] = &["AGREE", "SUPPORT", "CONCEDE", "REQUEST", "REJECT", "ACCUSE", "THREATEN", "SANCTION"];

/// Verbs that end a candidacy, and the nouns for one.
const ENDING: &[&str] =
    &["end", "suspend", "drop", "quit", "exit", "withdraw", "abandon", "leave", "halt", "terminate"];
const CANDIDACY: &[&str] = &["bid", "campaign", "candidacy", "race", "run", "primary", "contest"];

const MAX_CLIMB: usize = 5;

impl StatusIndex {
    /// Indexes the cues of a schema. Where a word is a cue of two statuses, the less real one counts.
    pub fn new(schema: &Schema) -> Self {
        let mut index = Self::default();
        for cues in &schema.statuses {
            let tables = [
                (&mut index.governors, &cues.governors),
                (&mut index.modals, &cues.modals),
                (&mut index.modifiers, &cues.modifiers),
            ];
            for (table, words) in tables {
                for word in words {
                    let status = table.entry(word.clone()).or_insert(cues.status);
                    *status = less_real(*status, cues.status);
                }
            }
        }
        index
    }

    /// The status of the event that `trigger` expresses; `noun` is the noun of a light verb ("holds *talks*").
    pub fn status(&self, clauses: &Clauses, trigger: TokenId, noun: TokenId, kind: &str) -> Status {
        if kind == "LEADERSHIP" && ends_candidacy(clauses, trigger) {
            return Status::Cancelled;
        }
        let mut found = self.modifiers_of(clauses, trigger, kind);
        // "Approves the proposed plan": what is spoken of may be proposed, the speaking is done.
        if noun != trigger && !VERBAL.contains(&kind) {
            found = less_real(found, self.modifiers_of(clauses, noun, kind));
        }
        if noun != trigger && !VERBAL.contains(&kind) {
            // The light verb is a cue itself: "plans a visit", "begins talks".
            let lemma = clauses.doc.token(trigger).lemma.as_str();
            let cue = self.governors.get(lemma).copied().filter(|cue| !cue.is_void() && !SPEECH.contains(&lemma));
            found = less_real(found, cue.unwrap_or(Status::Happened));
        }
        found = less_real(found, self.climb(clauses, trigger, kind));
        found
    }

    /// What the governors say, from the trigger to the head of its clause.
    fn climb(&self, clauses: &Clauses, trigger: TokenId, kind: &str) -> Status {
        let doc = clauses.doc;
        let nominal = !matches!(doc.token(trigger).upos, Upos::Verb | Upos::Aux);
        let mut found = self.auxiliaries(clauses, trigger, kind);
        let mut at = trigger;
        for _ in 0..MAX_CLIMB {
            let Some(head) = doc.token(at).head else { break };
            let relation = doc.relation(at);
            let linked = match doc.token(trigger).upos {
                Upos::Verb | Upos::Aux => {
                    matches!(relation, "xcomp" | "ccomp" | "csubj" | "acl")
                        || (relation == "conj" && !has_subject(clauses, at))
                }
                _ => true,
            };
            // A noun that is the object, subject or complement of a verb hangs on that verb's cues; a loose modifier does not.
            let argument =
                matches!(relation, "xcomp" | "ccomp" | "obj" | "nsubj" | "acl" | "conj" | "obl" | "nmod" | "compound");
            if !linked || !argument || doc.token(at).deprel == "acl:relcl" || is_circumstance(clauses, at) {
                break;
            }
            let speech = SPEECH.contains(&doc.token(head).lemma.as_str());
            if relation == "ccomp" && speech {
                break;
            }
            if relation != "conj" {
                let cue = self.governor(clauses, head, at);
                // An announced pact is made; a rejected lawsuit was brought all the same.
                let enacted = nominal && ENACTED.contains(&kind) && doc.token(head).lemma == "announce";
                let made = nominal && VERBAL.contains(&kind) && cue == Status::Denied;
                if !enacted && !made {
                    found = less_real(found, cue);
                }
            }
            if matches!(relation, "xcomp" | "obj" | "nsubj" | "obl")
                || (relation == "conj" && !has_subject(clauses, at) && !is_finite(clauses, at))
            {
                found = less_real(found, self.auxiliaries(clauses, head, kind));
            }
            at = head;
        }
        found
    }

    /// What one governing word says of what hangs on it: "plans *to*", "is expected *to*", "considers".
    fn governor(&self, clauses: &Clauses, head: TokenId, dependent: TokenId) -> Status {
        let doc = clauses.doc;
        let token = doc.token(head);
        let lemma = lower(&token.lemma);
        let word = lower(doc.word(head));
        if token.upos == Upos::Noun && doc.token(dependent).xpos == "VBG" && doc.relation(dependent) == "acl" {
            // "An order imposing tariffs" imposes them.
            return Status::Happened;
        }
        let to = clauses.tree.with(doc, dependent, "mark").any(|mark| doc.word(mark).eq_ignore_ascii_case("to"));
        let link = if to { Some(SmolStr::new_static("to")) } else { clauses.tree.case(doc, dependent) };
        let copular = clauses.is_passive(head) || clauses.tree.with(doc, head, "cop").next().is_some();
        let mut keys: Vec<String> = Vec::with_capacity(4);
        if copular {
            if let Some(link) = &link {
                keys.push(format!("be {word} {link}"));
            }
            keys.push(format!("be {word}"));
        }
        if let Some(link) = &link {
            keys.push(format!("{lemma} {link}"));
        }
        keys.push(lemma.into_owned());
        keys.iter().find_map(|key| self.governors.get(key)).copied().unwrap_or(Status::Happened)
    }

    /// Modals and negation at a verb.
    fn auxiliaries(&self, clauses: &Clauses, verb: TokenId, kind: &str) -> Status {
        let doc = clauses.doc;
        let mut found = Status::Happened;
        let to = || clauses.tree.with(doc, verb, "mark").any(|mark| doc.word(mark).eq_ignore_ascii_case("to"));
        if doc.token(verb).head.is_none() && to() {
            // The infinitive of headlines: "Macron to host Petro".
            found = Status::Planned;
        }
        let mut conditional = false;
        for &child in clauses.tree.children(verb) {
            let word = lower(doc.word(child));
            match doc.relation(child) {
                "aux" | "cop" if matches!(&*word, "is" | "are" | "'s" | "'re" | "’s" | "’re") => {
                    let to = clauses.tree.with(doc, verb, "mark").any(|mark| doc.word(mark).eq_ignore_ascii_case("to"));
                    if to {
                        found = less_real(found, Status::Planned);
                    } else if doc.token(verb).xpos == "VBG" && !clauses.is_passive(verb) {
                        found = less_real(found, Status::Ongoing);
                    }
                }
                // "Had the two met": a condition that was not met.
                "aux" if word == "had" && precedes_subject(clauses, child, verb) => {
                    found = less_real(found, Status::Possible)
                }
                // "The regime must comply" asks for it; "who would later become president" tells what came.
                "aux" if kind == "REQUEST" && matches!(&*word, "must" | "should" | "need" | "ought") => {}
                "aux"
                    if word == "would"
                        && clauses.tree.with(doc, verb, "advmod").any(|a| is_afterwards(doc.word(a))) => {}
                "aux" => found = less_real(found, self.modals.get(&*word).copied().unwrap_or(Status::Happened)),
                "advmod" if matches!(&*word, "not" | "n't" | "n’t" | "never" | "no") => return Status::Denied,
                "mark" if word == "without" => return Status::Denied,
                "mark" if matches!(&*word, "if" | "unless" | "whether" | "until") => {
                    found = less_real(found, Status::Possible);
                }
                "nsubj" if is_nobody(clauses, child) => return Status::Denied,
                "advmod" if word == "conditionally" => found = less_real(found, Status::Possible),
                "advcl" if is_condition(clauses, child) => conditional = true,
                _ => {}
            }
        }
        // "Will withdraw if": on a condition.
        if conditional && found == Status::Planned { Status::Possible } else { found }
    }

    /// Adjectives and adverbs at the event: "upcoming", "possible", "no".
    fn modifiers_of(&self, clauses: &Clauses, word: TokenId, kind: &str) -> Status {
        let doc = clauses.doc;
        let mut found = Status::Happened;
        for &child in clauses.tree.children(word) {
            if doc.relation(child) == "acl" && doc.token(child).xpos == "VBN" {
                // "Talks between Kenya and Somalia postponed".
                let keys = [format!("be {}", lower(doc.word(child))), doc.token(child).lemma.to_string()];
                let cue = keys.iter().find_map(|key| self.governors.get(key)).copied().filter(|cue| cue.is_void());
                found = less_real(found, cue.unwrap_or(Status::Happened));
            }
            if matches!(doc.relation(child), "amod" | "advmod" | "det") {
                let form = lower(doc.word(child));
                if form == "no" && doc.token(child).upos == Upos::Det {
                    // "The No Kings protests" were held.
                    let next = doc.tokens.get(child.0 as usize + 1);
                    let named = next.is_some_and(|next| next.upos == Upos::Propn);
                    if named {
                        continue;
                    }
                    return Status::Denied;
                }
                // Failed talks were held.
                if kind == "CONSULT" && matches!(&*form, "unsuccessful" | "failed") {
                    continue;
                }
                let status = self.modifiers.get(&*form).or_else(|| self.modifiers.get(doc.token(child).lemma.as_str()));
                found = less_real(found, status.copied().unwrap_or(Status::Happened));
            }
        }
        found
    }
}

/// "After a visit", "during the talks": such phrases do not hang on the cues of the clause around them.
fn is_circumstance(clauses: &Clauses, phrase: TokenId) -> bool {
    let case = match clauses.doc.relation(phrase) {
        "obl" | "nmod" => clauses.tree.case(clauses.doc, phrase),
        _ => return false,
    };
    case.is_some_and(|case| !matches!(case.as_str(), "to" | "for" | "on" | "about" | "of" | "from"))
}

/// Whether the trigger ends a candidacy: "ends his bid", "the end of her campaign", "dropped out of the race".
fn ends_candidacy(clauses: &Clauses, trigger: TokenId) -> bool {
    let doc = clauses.doc;
    let candidacy = |word: TokenId| CANDIDACY.contains(&doc.token(word).lemma.as_str());
    let ends = |word: TokenId| ENDING.contains(&doc.token(word).lemma.as_str());
    let below = clauses
        .tree
        .children(trigger)
        .iter()
        .any(|&child| matches!(doc.relation(child), "obj" | "obl" | "nmod") && candidacy(child));
    let above = doc
        .token(trigger)
        .head
        .is_some_and(|head| matches!(doc.relation(trigger), "obj" | "nmod" | "obl") && ends(head));
    (ends(trigger) && below) || (candidacy(trigger) && above)
}

/// "Will withdraw *if the terms are met*".
fn is_condition(clauses: &Clauses, clause: TokenId) -> bool {
    let marks = clauses.tree.with(clauses.doc, clause, "mark");
    marks.map(|mark| lower(clauses.doc.word(mark))).any(|word| matches!(&*word, "if" | "unless" | "provided"))
}

fn is_afterwards(word: &str) -> bool {
    matches!(&*lower(word), "later" | "eventually" | "subsequently" | "ultimately")
}

/// A verb with a tense of its own shares no modal: "cannot agree and *urges*".
fn is_finite(clauses: &Clauses, verb: TokenId) -> bool {
    matches!(clauses.doc.token(verb).xpos, "VBZ" | "VBD" | "VBP")
}

/// A subject that says that it did not happen: "nobody", "no country", "neither Norway nor Sweden".
fn is_nobody(clauses: &Clauses, subject: TokenId) -> bool {
    let negative = |word: &str| matches!(&*lower(word), "nobody" | "none" | "neither" | "no");
    let determined = || {
        let mut children = clauses.tree.children(subject).iter();
        children.any(|&child| {
            matches!(clauses.doc.relation(child), "det" | "cc" | "advmod") && negative(clauses.doc.word(child))
        })
    };
    negative(clauses.doc.word(subject)) || determined()
}

/// Whether an auxiliary stands first in its sentence and before the subject, and asks nothing.
fn precedes_subject(clauses: &Clauses, auxiliary: TokenId, verb: TokenId) -> bool {
    let sentence = clauses.doc.sentence_of(auxiliary);
    let first = clauses.doc.sentence(sentence).tokens.start == auxiliary.0;
    let asks = clauses.doc.quote(sentence).trim_end().ends_with('?');
    first && !asks && clauses.tree.with(clauses.doc, verb, "nsubj").any(|subject| auxiliary < subject)
}

fn has_subject(clauses: &Clauses, verb: TokenId) -> bool {
    clauses.tree.with(clauses.doc, verb, "nsubj").next().is_some()
}

/// The order of [`Status`] is from most to least real.
fn less_real(a: Status, b: Status) -> Status {
    a.max(b)
}
