//! Frames of the schema × parsed sentence → [`Match`]es: which words express which event type, with which arguments.

use super::clause::{Arguments, Clauses};
use crate::schema::{EventType, Frame, Role, Schema, Slot};
use crate::text::{Document, SentenceId, TokenId, Tree, Upos, lower};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A frame that fits at a place in the text.
#[derive(Debug, Clone)]
pub struct Match<'s> {
    /// The event type.
    pub event: &'s EventType,
    /// The frame that fits.
    pub frame: &'s Frame,
    /// The word that carries the event: the verb, or the noun.
    pub trigger: TokenId,
    /// All words of the trigger, in the order of the text.
    pub words: Vec<TokenId>,
    /// Phrases by role, in the order of the text.
    pub arguments: Vec<(Role, TokenId)>,
    /// Frames of other types that fit as well, for the case that this one finds no party.
    pub alternatives: Vec<Match<'s>>,
    /// For attaching time, place and status: the verb of the clause and, of light verbs, the noun.
    pub clause: TokenId,
}

impl<'s> Match<'s> {
    /// A word that expresses an event without any frame's saying so.
    pub fn bare(event: &'s EventType, frame: &'s Frame, trigger: TokenId) -> Self {
        let (words, clause) = (vec![trigger], trigger);
        Self { event, frame, trigger, words, arguments: Vec::new(), alternatives: Vec::new(), clause }
    }
}

/// The frames of a schema, found by the first lemma of their trigger.
#[derive(Debug)]
pub struct FrameIndex<'s> {
    verbs: FxHashMap<&'s str, Vec<Candidate<'s>>>,
    nouns: FxHashMap<&'s str, Vec<Candidate<'s>>>,
    adjectives: FxHashMap<&'s str, Vec<Candidate<'s>>>,
}

#[derive(Debug, Clone)]
struct Candidate<'s> {
    event: &'s EventType,
    frame: &'s Frame,
    /// Words of the trigger behind (of nouns: before) the one it is indexed by.
    rest: Vec<&'s str>,
    /// Whether the type is a user's, not one of ours.
    added: bool,
}

impl Candidate<'_> {
    /// What a user added is tried first, since its word may be one of ours too; then more demanding frames: "call off" before "call",
    /// "hold talks" before "hold".
    fn precedence(&self) -> (bool, usize) {
        (self.added, self.specificity())
    }

    fn specificity(&self) -> usize {
        4 * usize::from(!self.frame.objects.is_empty())
            + 3 * self.frame.complements.len().min(1)
            + 2 * self.rest.len()
            + usize::from(self.frame.needs_recipient)
    }
}

impl<'s> FrameIndex<'s> {
    /// Indexes all frames of the schema.
    pub fn new(schema: &'s Schema) -> Self {
        let mut index =
            Self { verbs: FxHashMap::default(), nouns: FxHashMap::default(), adjectives: FxHashMap::default() };
        for event in &schema.events {
            let added = Schema::embedded().event(&event.id).is_none();
            for frame in &event.frames {
                for trigger in &frame.verbs {
                    let mut words = trigger.split(' ');
                    let first = words.next().unwrap_or_default();
                    index.verbs.entry(first).or_default().push(Candidate {
                        event,
                        frame,
                        rest: words.collect(),
                        added,
                    });
                }
                for trigger in &frame.nouns {
                    let mut words: Vec<&str> = trigger.split(' ').collect();
                    let last = words.pop().unwrap_or_default();
                    index.nouns.entry(last).or_default().push(Candidate { event, frame, rest: words, added });
                }
                for trigger in &frame.adjectives {
                    let mut words = trigger.split(' ');
                    let first = words.next().unwrap_or_default();
                    index.adjectives.entry(first).or_default().push(Candidate {
                        event,
                        frame,
                        rest: words.collect(),
                        added,
                    });
                }
            }
        }
        for table in [&mut index.verbs, &mut index.nouns, &mut index.adjectives] {
            for candidates in table.values_mut() {
                candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.precedence()));
            }
        }
        index
    }

    /// All frames that fit in a sentence, those of verbs before those of adjectives and nouns. The words of a frame may overlap with
    /// another's ("hold talks", "talks"): the first that finds its parties takes them.
    pub fn matches(&self, doc: &Document, tree: &Tree, sentence: SentenceId) -> Vec<Match<'s>> {
        let matcher = Matcher { doc, tree, clauses: Clauses::new(doc, tree) };
        let mut found = Vec::new();
        for (table, pass) in [(&self.verbs, Pass::Verb), (&self.adjectives, Pass::Adjective), (&self.nouns, Pass::Noun)]
        {
            for token in doc.token_ids(sentence) {
                if !pass.admits(doc, token) {
                    continue;
                }
                let Some(candidates) = look_up(table, doc, token) else { continue };
                let mut fits = candidates.iter().filter_map(|candidate| matcher.fit(candidate, token, pass));
                if let Some(mut fit) = fits.next() {
                    fit.alternatives = fits.filter(|other| other.event.id != fit.event.id).take(2).collect();
                    found.push(fit);
                }
            }
        }
        found
    }
}

/// The candidates of a word: by its lemma, else by what a lemmatizer that has not seen the word may have left of it.
fn look_up<'t, 's>(
    table: &'t FxHashMap<&'s str, Vec<Candidate<'s>>>,
    doc: &Document,
    token: TokenId,
) -> Option<&'t [Candidate<'s>]> {
    lemmas(doc, token).iter().flatten().find_map(|lemma| table.get(lemma.as_str())).map(Vec::as_slice)
}

/// The lemma in lower case, and for rare words the other spelling of it: "postpon(e)", "troop(s)".
fn lemmas(doc: &Document, token: TokenId) -> [Option<SmolStr>; 2] {
    let lemma = SmolStr::from(lower(&doc.token(token).lemma));
    let other = match doc.token(token).upos {
        Upos::Verb if !lemma.ends_with('e') => Some(SmolStr::from_iter([&lemma, "e"])),
        Upos::Noun | Upos::Propn => lemma.strip_suffix('s').map(SmolStr::new),
        _ => None,
    };
    [Some(lemma), other]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Verb,
    Adjective,
    Noun,
}

impl Pass {
    fn admits(self, doc: &Document, token: TokenId) -> bool {
        let upos = doc.token(token).upos;
        match self {
            Self::Verb => upos == Upos::Verb,
            Self::Adjective => upos == Upos::Adj,
            Self::Noun => matches!(upos, Upos::Noun | Upos::Propn),
        }
    }
}

struct Matcher<'a> {
    doc: &'a Document,
    tree: &'a Tree,
    clauses: Clauses<'a>,
}

impl Matcher<'_> {
    fn fit<'s>(&self, candidate: &Candidate<'s>, token: TokenId, pass: Pass) -> Option<Match<'s>> {
        let mut words = vec![token];
        match pass {
            Pass::Noun => self.compound(token, &candidate.rest, &mut words)?,
            Pass::Verb | Pass::Adjective => self.particles(token, &candidate.rest, &mut words)?,
        }
        let frame = candidate.frame;
        let mut args = if pass == Pass::Noun { self.noun_arguments(token) } else { self.clauses.of_verb(token) };
        let mut clause = token;
        if let Some(last) = candidate.rest.last()
            && pass != Pass::Noun
        {
            // What stands behind a preposition of the verb's own is its object as well.
            let own: Vec<TokenId> = args.preps.iter().filter(|(case, _)| case == last).map(|&(_, head)| head).collect();
            if args.object.is_empty() || args.passive {
                args.object.extend(own);
            }
        }
        if !frame.objects.is_empty() {
            let object = *args.object.iter().find(|&&object| self.is_one_of(object, &frame.objects))?;
            words.push(object);
            clause = object;
            let inner = self.clauses.of_noun(object);
            args.preps.extend(inner.preps);
            args.poss.extend(inner.poss);
        }
        let objects = frame.intransitive && !args.passive && !args.object.is_empty();
        if objects || args.object.iter().any(|&object| self.is_one_of(object, &frame.not_objects)) {
            return None;
        }
        for (preposition, lemmas) in &frame.complements {
            let fits = |(case, head): &(SmolStr, TokenId)| case == preposition && self.is_one_of(*head, lemmas);
            let phrase = args.preps.iter().find(|entry| fits(entry))?;
            words.push(phrase.1);
        }
        words.sort_unstable();
        if pass == Pass::Verb {
            self.add_misattached(frame, &mut args);
        }
        let mut arguments = bind(frame, &args);
        let acted = arguments.iter().any(|(role, _)| *role == Role::Actor);
        if pass == Pass::Noun && (!acted || candidate.event.symmetric) {
            // "X holds talks with Y", "X is in talks": who does it is the subject around the noun.
            let roles = frame.roles.get(&Slot::Poss).map_or(&[Role::Actor][..], Vec::as_slice);
            arguments.extend(args.subject.iter().flat_map(|&phrase| roles.iter().map(move |&role| (role, phrase))));
        }
        Some(Match {
            event: candidate.event,
            frame,
            trigger: token,
            words,
            arguments,
            alternatives: Vec::new(),
            clause,
        })
    }

    /// Parsers hang many prepositional phrases on the object instead of the verb: "deployed [troops to Lithuania]". Slots that the
    /// verb's own phrases leave empty are filled from there.
    fn add_misattached(&self, frame: &Frame, args: &mut Arguments) {
        let inner: Vec<(SmolStr, TokenId)> =
            args.object.iter().flat_map(|&object| self.clauses.of_noun(object).preps).collect();
        for slot in frame.roles.keys() {
            if let Slot::Prep(wanted) = slot
                && wanted != "of"
                && !args.preps.iter().any(|(case, _)| case == wanted)
            {
                args.preps.extend(inner.iter().filter(|(case, _)| case == wanted).cloned());
            }
        }
    }

    /// Whether the subject of the governing verb takes part in what the noun names.
    fn performs(&self, verb: TokenId, noun: TokenId) -> bool {
        match self.doc.relation(noun) {
            "obj" | "nsubj" => PERFORMING.contains(&self.doc.token(verb).lemma.as_str()),
            "obl" | "nmod" => {
                let case = self.tree.case(self.doc, noun);
                PERFORMING.contains(&self.doc.token(verb).lemma.as_str())
                    || case.is_some_and(|case| CIRCUMSTANCE.contains(&case.as_str()))
            }
            _ => false,
        }
    }

    fn is_one_of(&self, head: TokenId, wanted: &[String]) -> bool {
        if wanted.is_empty() {
            return false;
        }
        let own = lemmas(self.doc, head);
        let before = |word: &str| head.0 > 0 && self.doc.word(TokenId(head.0 - 1)).eq_ignore_ascii_case(word);
        let is = |wanted: &String, lemma: &SmolStr| match wanted.strip_suffix(lemma.as_str()) {
            Some("") => true,
            Some(rest) => rest.strip_suffix(' ').is_some_and(before),
            None => false,
        };
        wanted.iter().any(|wanted| own.iter().flatten().any(|lemma| is(wanted, lemma)))
    }

    /// Collects the particles and prepositions that belong to a verb: right behind it (one adverb may intervene), or as a
    /// particle behind its object ("call the visit off").
    fn particles(&self, verb: TokenId, rest: &[&str], words: &mut Vec<TokenId>) -> Option<()> {
        let mut at = verb;
        for wanted in rest {
            let next = [1, 2].into_iter().map(|step| TokenId(at.0 + step)).find(|&next| {
                let within = (next.0 as usize) < self.doc.tokens.len()
                    && self.doc.sentence_of(next) == self.doc.sentence_of(verb);
                within
                    && (self.doc.word(next).eq_ignore_ascii_case(wanted) || self.doc.token(next).lemma == *wanted)
                    && (next.0 == at.0 + 1 || self.doc.token(TokenId(at.0 + 1)).upos == Upos::Adv)
            });
            let particle = || {
                let mut children = self.tree.children(verb).iter().copied();
                children
                    .find(|&child| self.doc.token(child).deprel == "compound:prt" && self.doc.word(child) == *wanted)
            };
            let has_particle = self.tree.children(verb).iter().any(|&c| self.doc.token(c).deprel == "compound:prt");
            let governed = || {
                self.tree.with(self.doc, verb, "obl").find_map(|phrase| {
                    self.tree.with(self.doc, phrase, "case").find(|&case| self.doc.word(case) == *wanted)
                })
            };
            at = next.or_else(particle).or_else(|| if has_particle { None } else { governed() })?;
            words.push(at);
        }
        Some(())
    }

    /// Collects the words of a compound before its head: "phone" of "phone call", "trade" of "trade war".
    fn compound(&self, head: TokenId, rest: &[&str], words: &mut Vec<TokenId>) -> Option<()> {
        let mut at = head.0;
        for wanted in rest.iter().rev() {
            at = at.checked_sub(1)?;
            if self.doc.word(TokenId(at)) == "-" {
                at = at.checked_sub(1)?;
            }
            let token = TokenId(at);
            if self.doc.token(token).lemma != *wanted && !self.doc.word(token).eq_ignore_ascii_case(wanted) {
                return None;
            }
            words.push(token);
        }
        Some(())
    }

    /// A noun's own arguments, and what it takes from the clause around it: the subject of "X holds a meeting with Y".
    fn noun_arguments(&self, noun: TokenId) -> Arguments {
        let mut args = self.clauses.of_noun(noun);
        let container = self.clauses.container(noun);
        if container != noun {
            let outer = self.clauses.of_noun(container);
            args.poss.extend(outer.poss);
            args.preps.extend(outer.preps.into_iter().filter(|(_, phrase)| *phrase != noun));
        }
        let noun = container;
        if self.tree.with(self.doc, noun, "cop").next().is_some() {
            return args;
        }
        if let Some((verb, outer)) = self.clauses.governing_subject(noun)
            && self.performs(verb, noun)
        {
            let subject = if outer.passive { outer.object } else { outer.subject };
            args.subject.extend(subject.into_iter().filter(|&phrase| phrase != noun));
        }
        args
    }
}

/// Verbs whose subject does what their object names: "hold a meeting", "launch strikes".
#[rustfmt::skip]
const PERFORMING: &[&str] = &[
    "hold", "have", "launch", "carry", "conduct", "begin", "start", "continue", "attend", "lead", "host", "plan",
    "make", "conclude", "resume", "perform", "join", "participate", "take", "stage", "mount", "undertake", "pay",
    "finish", "end", "open", "enter", "engage", "schedule", "organize", "organise", "arrange", "call", "do", "give",
    "announce", "order", "propose", "prepare", "intensify", "escalate", "complete",
];

/// Prepositions of what goes along with or before the main clause: its subject takes part.
const CIRCUMSTANCE: &[&str] =
    &["after", "following", "during", "before", "amid", "in", "at", "ahead of", "through", "despite"];

/// Gives each argument the roles that the frame has for its slot.
fn bind(frame: &Frame, args: &Arguments) -> Vec<(Role, TokenId)> {
    let mut bound = Vec::new();
    for (slot, roles) in &frame.roles {
        let phrases: Vec<TokenId> = match slot {
            Slot::Subject => args.subject.clone(),
            Slot::Object => args.object.clone(),
            Slot::Poss => args.poss.clone(),
            Slot::Prep(preposition) => {
                args.preps.iter().filter(|(case, _)| case == preposition).map(|&(_, head)| head).collect()
            }
        };
        for phrase in phrases {
            bound.extend(roles.iter().map(|&role| (role, phrase)));
        }
    }
    bound.sort_by_key(|&(_, phrase)| phrase);
    bound
}
