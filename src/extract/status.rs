//! How real an event is: the words over its trigger and at it → [`Status`].
//!
//! From the trigger up to the head of its clause, every governor ("plans to", "was postponed"), auxiliary ("will"),
//! modifier ("upcoming") and negation is looked up in the schema's cues; the least real status wins.

use super::clause::Clauses;
use crate::schema::Schema;
use crate::text::{TokenId, Upos};
use crate::vocabulary::Status;
use rustc_hash::FxHashMap;

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
        let mut found = Status::Happened;
        for word in [noun, trigger] {
            found = less_real(found, self.modifiers_of(clauses, word));
        }
        if noun != trigger && !VERBAL.contains(&kind) {
            // The light verb is a cue itself: "plans a visit", "begins talks".
            let lemma = clauses.doc.token(trigger).lemma.as_str();
            let cue = self.governors.get(lemma).copied().filter(|cue| !cue.is_void() && !SPEECH.contains(&lemma));
            found = less_real(found, cue.unwrap_or(Status::Happened));
        }
        found = less_real(found, self.climb(clauses, trigger));
        found
    }

    /// What the governors say, from the trigger to the head of its clause.
    fn climb(&self, clauses: &Clauses, trigger: TokenId) -> Status {
        let doc = clauses.doc;
        let mut found = self.auxiliaries(clauses, trigger);
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
            if relation != "conj" {
                found = less_real(found, self.governor(clauses, head, at));
            }
            let speech = SPEECH.contains(&doc.token(head).lemma.as_str());
            if relation == "ccomp" && speech {
                break;
            }
            if matches!(relation, "xcomp" | "obj" | "nsubj" | "obl")
                || (relation == "conj" && !has_subject(clauses, at))
            {
                found = less_real(found, self.auxiliaries(clauses, head));
            }
            at = head;
        }
        found
    }

    /// What one governing word says of what hangs on it: "plans *to*", "is expected *to*", "considers".
    fn governor(&self, clauses: &Clauses, head: TokenId, dependent: TokenId) -> Status {
        let doc = clauses.doc;
        let token = doc.token(head);
        let lemma = token.lemma.to_lowercase();
        let word = doc.word(head).to_lowercase();
        let to = clauses.tree.with(doc, dependent, "mark").any(|mark| doc.word(mark).eq_ignore_ascii_case("to"));
        let link = if to { Some("to".to_owned()) } else { clauses.tree.case(doc, dependent) };
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
        keys.push(lemma);
        keys.iter().find_map(|key| self.governors.get(key)).copied().unwrap_or(Status::Happened)
    }

    /// Modals and negation at a verb.
    fn auxiliaries(&self, clauses: &Clauses, verb: TokenId) -> Status {
        let doc = clauses.doc;
        let mut found = Status::Happened;
        let to = || clauses.tree.with(doc, verb, "mark").any(|mark| doc.word(mark).eq_ignore_ascii_case("to"));
        if doc.token(verb).head.is_none() && to() {
            // The infinitive of headlines: "Macron to host Petro".
            found = Status::Planned;
        }
        for &child in clauses.tree.children(verb) {
            let word = doc.word(child).to_lowercase();
            match doc.relation(child) {
                "aux" if matches!(word.as_str(), "is" | "are" | "'s" | "'re" | "’s" | "’re") => {
                    let to = clauses.tree.with(doc, verb, "mark").any(|mark| doc.word(mark).eq_ignore_ascii_case("to"));
                    if to {
                        found = less_real(found, Status::Planned);
                    } else if doc.token(verb).xpos == "VBG" && !clauses.is_passive(verb) {
                        found = less_real(found, Status::Ongoing);
                    }
                }
                "aux" => found = less_real(found, self.modals.get(&word).copied().unwrap_or(Status::Happened)),
                "advmod" if matches!(word.as_str(), "not" | "n't" | "n’t" | "never" | "no") => return Status::Denied,
                "mark" if word == "without" => return Status::Denied,
                "mark" if matches!(word.as_str(), "if" | "unless") => found = less_real(found, Status::Possible),
                _ => {}
            }
        }
        found
    }

    /// Adjectives and adverbs at the event: "upcoming", "possible", "no".
    fn modifiers_of(&self, clauses: &Clauses, word: TokenId) -> Status {
        let doc = clauses.doc;
        let mut found = Status::Happened;
        for &child in clauses.tree.children(word) {
            if doc.relation(child) == "acl" && doc.token(child).xpos == "VBN" {
                // "Talks between Kenya and Somalia postponed".
                let keys = [format!("be {}", doc.word(child).to_lowercase()), doc.token(child).lemma.to_string()];
                let cue = keys.iter().find_map(|key| self.governors.get(key)).copied().filter(|cue| cue.is_void());
                found = less_real(found, cue.unwrap_or(Status::Happened));
            }
            if matches!(doc.relation(child), "amod" | "advmod" | "det") {
                let form = doc.word(child).to_lowercase();
                if form == "no" && doc.token(child).upos == Upos::Det {
                    return Status::Denied;
                }
                let status = self.modifiers.get(&form).or_else(|| self.modifiers.get(doc.token(child).lemma.as_str()));
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

fn has_subject(clauses: &Clauses, verb: TokenId) -> bool {
    clauses.tree.with(clauses.doc, verb, "nsubj").next().is_some()
}

/// The order of [`Status`] is from most to least real.
fn less_real(a: Status, b: Status) -> Status {
    a.max(b)
}
