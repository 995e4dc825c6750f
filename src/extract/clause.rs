//! Predicates and their arguments: what the parse says of a verb's or noun's subject, object and prepositional phrases.
//!
//! This is where English syntax is known, once for all event types: voice, relative clauses, participles, control
//! ("agreed to meet", "urged X to withdraw"), shared subjects of coordinated verbs, light-verb objects.

use super::office::is_office;
use crate::text::{Document, TokenId, Tree, Upos};
use smol_str::SmolStr;

/// The arguments of a predicate, as heads of phrases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Who acts: subject of the active, by-phrase of the passive, possessor or modifier of a noun.
    pub subject: Vec<TokenId>,
    /// Who is acted on: object of the active, subject of the passive.
    pub object: Vec<TokenId>,
    /// Possessors and modifiers of a noun.
    pub poss: Vec<TokenId>,
    /// Prepositional phrases: preposition and head.
    pub preps: Vec<(SmolStr, TokenId)>,
    /// Whether the predicate is a passive.
    pub passive: bool,
}

/// Verbs whose infinitive has the verb's object as its subject: "urged Iran to stop".
#[rustfmt::skip]
const OBJECT_CONTROL: &[&str] = &[
    "urge", "ask", "tell", "order", "force", "allow", "want", "invite", "request", "direct", "instruct", "permit",
    "enable", "compel", "convince", "persuade", "encourage", "warn", "advise", "require", "authorize", "pressure",
    "push", "help", "expect", "press", "beg", "implore", "summon", "lead", "cause", "get", "call",
];

/// Nouns that only measure or group what they are of.
#[rustfmt::skip]
const TRANSPARENT: &[&str] = &[
    "series", "round", "number", "wave", "barrage", "set", "package", "kind", "type", "form", "part", "spate",
    "string", "range", "act", "dozen", "hundred", "thousand", "couple", "group", "batch", "volley", "flurry",
    "phase", "period", "campaign", "majority",
];

/// The reader of a document's predicates.
#[derive(Debug, Clone, Copy)]
pub struct Clauses<'a> {
    /// The analyzed article.
    pub doc: &'a Document,
    /// Its parse.
    pub tree: &'a Tree,
}

/// How far a subject is looked for through governing clauses; also guards against malformed parses.
const MAX_CLIMB: usize = 6;

impl<'a> Clauses<'a> {
    /// A reader for the document.
    pub fn new(doc: &'a Document, tree: &'a Tree) -> Self {
        Self { doc, tree }
    }

    /// The arguments of the verb.
    pub fn of_verb(&self, verb: TokenId) -> Arguments {
        let mut args = Arguments { passive: self.is_passive(verb), ..Arguments::default() };
        for &child in self.tree.children(verb) {
            match (self.doc.relation(child), self.doc.token(child).deprel) {
                (_, "nsubj:pass") => args.object.push(self.antecedent(verb, child)),
                ("nsubj", _) if args.passive => args.object.push(self.antecedent(verb, child)),
                ("nsubj", _) => args.subject.push(self.antecedent(verb, child)),
                // "was elected leader": what a passive still has as object is a predicate.
                ("obj", _) if args.passive && is_office(self.doc.word(child)) => {
                    args.preps.push((SmolStr::new_static("as"), child));
                }
                ("obj" | "iobj", _) => args.object.push(self.content(self.antecedent(verb, child))),
                ("obl", _) => self.push_prep(child, &mut args),
                // "elected X president", "was named prime minister": as if behind "as".
                ("xcomp", _) if matches!(self.doc.token(child).upos, Upos::Noun | Upos::Propn) => {
                    args.preps.push((SmolStr::new_static("as"), child));
                    // The parser may hang the subject on the predicative noun.
                    let side = if args.passive { &mut args.object } else { &mut args.subject };
                    side.extend(self.tree.with(self.doc, child, "nsubj"));
                }
                _ => {}
            }
        }
        // A verb with a subject of its own is no modifier: "Peru severed relations" misread as "severed relations".
        if let Some(noun) = self.doc.token(verb).head.filter(|&head| head > verb && self.doc.relation(verb) == "amod")
            && !args.subject.is_empty()
        {
            args.object.push(noun);
            args.preps.extend(self.of_noun(noun).preps);
            args.passive = false;
        }
        if args.passive {
            let agents: Vec<TokenId> =
                args.preps.iter().filter(|(case, _)| case == "by").map(|&(_, head)| head).collect();
            args.subject.extend(agents);
        }
        self.supply_missing(verb, &mut args);
        args
    }

    /// What a quantity is of: "strikes" of "a series of strikes".
    pub fn content(&self, head: TokenId) -> TokenId {
        if !TRANSPARENT.contains(&self.doc.token(head).lemma.as_str()) {
            return head;
        }
        let of = |child: &TokenId| self.tree.case(self.doc, *child).as_deref() == Some("of");
        self.tree.with(self.doc, head, "nmod").find(of).unwrap_or(head)
    }

    /// The quantity that a noun is the content of, else the noun itself.
    pub fn container(&self, noun: TokenId) -> TokenId {
        match self.doc.token(noun).head {
            Some(head) if self.doc.relation(noun) == "nmod" && self.content(head) == noun => head,
            _ => noun,
        }
    }

    /// The arguments of the noun, as far as they stand in its own phrase.
    pub fn of_noun(&self, noun: TokenId) -> Arguments {
        let mut args = Arguments::default();
        for &child in self.tree.children(noun) {
            match (self.doc.relation(child), self.doc.token(child).deprel) {
                (_, "nmod:poss") => args.poss.push(child),
                ("amod" | "compound", _) => args.poss.push(child),
                ("nmod" | "obl", _) => match self.tree.case(self.doc, child) {
                    Some(_) => self.push_prep(child, &mut args),
                    None => args.poss.push(child),
                },
                ("nsubj", _) => args.subject.push(child),
                ("acl", _) if matches!(self.doc.token(child).lemma.as_str(), "involve" | "include") => {
                    args.preps.extend(
                        self.child_object(child).into_iter().map(|object| (SmolStr::new_static("between"), object)),
                    );
                }
                _ => {}
            }
        }
        args
    }

    /// The subject of the clause that governs a noun: "X attends talks", "X left following talks with Y".
    pub fn governing_subject(&self, noun: TokenId) -> Option<(TokenId, Arguments)> {
        let mut at = noun;
        for _ in 0..MAX_CLIMB {
            let head = self.doc.token(at).head?;
            if matches!(self.doc.token(head).upos, Upos::Verb | Upos::Aux) {
                return Some((head, self.of_verb(head)));
            }
            at = head;
        }
        None
    }

    fn push_prep(&self, phrase: TokenId, args: &mut Arguments) {
        let case = match self.tree.case(self.doc, phrase) {
            Some(case) => case,
            None if self.doc.token(phrase).deprel == "obl:agent" => SmolStr::new_static("by"),
            None => return,
        };
        args.preps.push((case, self.content(phrase)));
        // Phrases coordinated with their own preposition: "with Iran and with Iraq".
        for conjunct in self.tree.with(self.doc, phrase, "conj") {
            if let Some(case) = self.tree.case(self.doc, conjunct) {
                args.preps.push((case, conjunct));
            }
        }
    }

    /// Whether the verb is a passive, with or without its auxiliary ("a deal brokered by Qatar").
    pub fn is_passive(&self, verb: TokenId) -> bool {
        let token = self.doc.token(verb);
        let marked = self
            .tree
            .children(verb)
            .iter()
            .any(|&c| matches!(self.doc.token(c).deprel, "aux:pass" | "nsubj:pass" | "obl:agent"));
        let reduced = token.xpos == "VBN"
            && matches!(self.doc.relation(verb), "acl" | "advcl" | "amod")
            && token.deprel != "acl:relcl"
            && !self.tree.children(verb).iter().any(|&c| self.doc.relation(c) == "aux");
        marked || reduced
    }

    /// A relative pronoun stands for the noun that its clause modifies.
    fn antecedent(&self, verb: TokenId, argument: TokenId) -> TokenId {
        let relative =
            matches!(self.doc.word(argument).to_ascii_lowercase().as_str(), "who" | "which" | "that" | "whom");
        if relative && self.doc.token(argument).upos == Upos::Pron {
            let mut at = verb;
            for _ in 0..MAX_CLIMB {
                match (self.doc.token(at).deprel, self.doc.token(at).head) {
                    ("acl:relcl" | "acl", Some(noun)) => return noun,
                    (_, Some(head)) if self.doc.relation(at) == "conj" => at = head,
                    _ => break,
                }
            }
        }
        argument
    }

    /// Finds the subject (or the object of a passive) that the verb shares with a governing word.
    fn supply_missing(&self, verb: TokenId, args: &mut Arguments) {
        let has_own = if args.passive { !args.object.is_empty() } else { !args.subject.is_empty() };
        if has_own {
            return;
        }
        let found = self.shared_subject(verb, 0);
        if args.passive { args.object.extend(found) } else { args.subject.extend(found) }
    }

    fn shared_subject(&self, verb: TokenId, depth: usize) -> Vec<TokenId> {
        let Some(head) = self.doc.token(verb).head.filter(|_| depth < MAX_CLIMB) else {
            return Vec::new();
        };
        match self.doc.relation(verb) {
            "acl" => vec![head],
            "amod" => vec![head],
            "conj" | "parataxis" => self.subject_of(head, depth),
            "xcomp" | "ccomp" if OBJECT_CONTROL.contains(&self.doc.token(head).lemma.as_str()) => {
                let object = self.child_object(head);
                if object.is_empty() { self.subject_of(head, depth) } else { object }
            }
            "xcomp" | "advcl" | "ccomp" => self.subject_of(head, depth),
            _ => Vec::new(),
        }
    }

    /// Object of the verb; of a passive ("was urged to withdraw"), its subject; "call on X to stop": X.
    fn child_object(&self, verb: TokenId) -> Vec<TokenId> {
        let children = self.tree.children(verb).iter().copied();
        let objects: Vec<TokenId> = children
            .clone()
            .filter(|&child| matches!(self.doc.token(child).deprel, "obj" | "iobj" | "nsubj:pass"))
            .map(|child| self.antecedent(verb, child))
            .collect();
        if !objects.is_empty() || self.doc.token(verb).lemma != "call" {
            return objects;
        }
        children
            .filter(|&child| {
                self.doc.relation(child) == "obl"
                    && matches!(self.tree.case(self.doc, child).as_deref(), Some("on" | "upon" | "for"))
            })
            .collect()
    }

    /// The grammatical subject of a verb or predicate, through the clauses above where it has none of its own.
    fn subject_of(&self, predicate: TokenId, depth: usize) -> Vec<TokenId> {
        let own: Vec<TokenId> =
            self.tree.with(self.doc, predicate, "nsubj").map(|child| self.antecedent(predicate, child)).collect();
        if own.is_empty() { self.shared_subject(predicate, depth + 1) } else { own }
    }
}
