//! Phrase → members of the cast: who is meant by "Macron", "the Colombian president", "Israeli forces", "both leaders", "he".

use super::cast::{Cast, MemberId};
use super::mention::Mention;
use super::office::{Office, is_office};
use crate::kb::Kb;
use crate::text::{Document, TokenId, Tree, Upos, lower};
use crate::vocabulary::EntityKind;

/// Nouns that, without any name, stand for the country that the text is about.
#[rustfmt::skip]
const STATE_NOUNS: &[&str] = &[
    "government", "military", "army", "police", "authority", "country", "state", "regime", "junta",
    "administration", "ministry", "cabinet", "navy", "nation", "kingdom", "republic", "troop", "force",
];

/// Nouns that, even without an article, stand for the authorities of the country that the text is about.
const AUTHORITIES: &[&str] =
    &["police", "authority", "authorities", "prosecutor", "military", "court", "official", "lawmaker", "investigator"];

/// Nouns that name a plurality of parties mentioned before.
#[rustfmt::skip]
const GROUP_NOUNS: &[&str] = &[
    "side", "country", "nation", "leader", "party", "president", "minister", "state", "government", "pair", "duo",
    "counterpart", "official", "neighbor", "neighbour",
];

/// Those of them that mean a pair already with "the" and without a number: "between the countries".
const PAIR_NOUNS: &[&str] = &["side", "country", "nation", "leader", "neighbor", "neighbour"];

/// Nouns for people who act for where they are from: "officials from Panama", but not "exports from Germany".
#[rustfmt::skip]
const FROM_WHERE: &[&str] = &[
    "official", "delegate", "delegation", "representative", "minister", "leader", "troop", "soldier", "force",
    "negotiator", "diplomat", "envoy", "team", "lawmaker", "president", "fighter", "militant", "rebel", "mediator",
    "senator", "politician", "ambassador", "group", "counterpart", "officer", "police", "commander", "people",
    "citizen",
];

/// Modifiers of a phrase that name whose it is.
const OWNERS: &[&str] = &["nmod", "amod", "compound", "det"];

/// Resolves phrases against the cast of an article.
#[derive(Debug, Clone, Copy)]
pub struct References<'a> {
    /// The analyzed article.
    pub doc: &'a Document,
    /// Its parse.
    pub tree: &'a Tree,
    /// Who is in it.
    pub cast: &'a Cast,
    /// Who holds which office.
    pub offices: &'a [Office],
    /// What the world is.
    pub kb: &'a Kb,
}

impl References<'_> {
    /// The members that a phrase with this head refers to, coordinated ones included; none where nobody named is meant.
    pub fn parties(&self, head: TokenId) -> Vec<MemberId> {
        let mut found = Vec::new();
        self.collect(head, 0, &mut found);
        found
    }

    fn collect(&self, head: TokenId, depth: usize, found: &mut Vec<MemberId>) {
        for member in self.single(head, depth) {
            if !found.contains(&member) {
                found.push(member);
            }
        }
        if depth > 3 {
            return;
        }
        if depth == 0 {
            self.listed(head, found);
            if self.tree.case(self.doc, head).as_deref() == Some("between") {
                self.chained(head, found);
            }
        }
        for conjunct in self.tree.with(self.doc, head, "conj") {
            if self.cast.at(conjunct).is_some()
                || matches!(self.doc.token(conjunct).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj)
            {
                self.collect(conjunct, depth + 1, found);
            }
        }
    }

    /// Names of one kind in a plain list, "A, B and C" (or "A and B" behind a preposition), belong together, whatever the parser
    /// made of them.
    fn listed(&self, head: TokenId, found: &mut Vec<MemberId>) {
        if found.is_empty() {
            return;
        }
        let extent = self.tree.extent(head);
        let [start, end] =
            [extent.start, extent.end].map(|at| self.cast.mentions.partition_point(|(m, _)| m.tokens.start < at));
        let first = self.cast.mentions[start..end]
            .iter()
            .position(|(mention, id)| !mention.demonym && !mention.nested && found.contains(id));
        let Some(first) = first.map(|first| start + first) else { return };
        let kind = self.cast.mentions[first].0.kind;
        let mut list = Vec::new();
        let mut end = self.cast.mentions[first].0.tokens.end;
        let mut closed = false;
        for (mention, id) in &self.cast.mentions[first + 1..] {
            let joint: Vec<&str> = (end..mention.tokens.start).map(|at| self.doc.word(TokenId(at))).collect();
            let comma = matches!(joint.as_slice(), [","] | [",", "the"]);
            closed = matches!(joint.as_slice(), ["and"] | [",", "and"] | ["and", "the"] | [",", "and", "the"]);
            if mention.kind != kind || mention.demonym || !(comma || closed) {
                break;
            }
            list.push(*id);
            end = mention.tokens.end;
            if closed {
                break;
            }
        }
        let behind_preposition = kind == EntityKind::Country && self.doc.relation(head) != "nsubj";
        if closed && (list.len() > 1 || behind_preposition) {
            found.extend(list.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
        }
    }

    /// "Between X and Y" names both, whatever the parser made of it: the names that follow, joined by commas and "and".
    fn chained(&self, head: TokenId, found: &mut Vec<MemberId>) {
        let bounds = &self.doc.sentence(self.doc.sentence_of(head)).tokens;
        let mut at = head.0;
        let mut joined = false;
        while at + 1 < bounds.end {
            at += 1;
            let token = self.doc.token(TokenId(at));
            if let Some(member) = self.cast.at(TokenId(at)) {
                let office_next =
                    self.cast.member(member).kind == EntityKind::Country && self.office_follows(at, bounds.end);
                if joined && !office_next && !found.contains(&member) {
                    found.push(member);
                    return;
                }
                continue;
            }
            match token.upos {
                Upos::Cconj => joined = true,
                Upos::Det | Upos::Noun | Upos::Adj | Upos::Propn | Upos::Part => {}
                Upos::Punct if self.doc.word(TokenId(at)) == "," => {}
                _ => return,
            }
        }
    }

    /// Whether a title follows, so that the name before it is part of a person's description: "United States president Donald Trump".
    fn office_follows(&self, at: u32, end: u32) -> bool {
        (at + 1..end.min(at + 4)).any(|next| is_office(self.doc.word(TokenId(next))))
    }

    /// Whom the phrase means, without what is coordinated with it.
    fn single(&self, head: TokenId, depth: usize) -> Vec<MemberId> {
        let token = self.doc.token(head);
        let word = lower(self.doc.word(head));
        if let Some(person) = self.named_person(head).or_else(|| self.person_titled(head)) {
            return vec![person];
        }
        if let Some(member) = self.cast.at(head) {
            return vec![member];
        }
        if token.upos == Upos::Pron || (token.upos == Upos::Det && matches!(&*word, "both" | "his" | "their" | "its")) {
            return self.pronoun(head, &word);
        }
        if !matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det) {
            return Vec::new();
        }
        if let Some(pair) = self.group(head) {
            return pair;
        }
        let owners = self.owners(head, depth);
        if is_office(&word) || is_office(&token.lemma) {
            return self.office_holder(head, &owners);
        }
        if !owners.is_empty() {
            return owners;
        }
        let state = STATE_NOUNS.contains(&token.lemma.as_str()) && self.is_definite(head);
        if state || AUTHORITIES.contains(&token.lemma.as_str()) {
            return self.country_in_focus(head).into_iter().collect();
        }
        Vec::new()
    }

    /// "President Emmanuel Macron" may be headed by the title: the person is then its flat, appositive or compound child.
    fn named_person(&self, head: TokenId) -> Option<MemberId> {
        if let Some(member) = self.cast.at(head).filter(|&m| self.cast.member(m).kind == EntityKind::Person) {
            return Some(member);
        }
        self.tree.children(head).iter().copied().find_map(|child| {
            let close =
                matches!(self.doc.relation(child), "flat" | "appos") || self.doc.token(child).deprel == "nmod:desc";
            let office = is_office(self.doc.word(head));
            let joined = close || (office && self.doc.relation(child) == "compound");
            self.cast.at(child).filter(|&m| joined && self.cast.member(m).kind == EntityKind::Person)
        })
    }

    /// The person whose title the word belongs to: "President of France Emmanuel Macron".
    fn person_titled(&self, head: TokenId) -> Option<MemberId> {
        let titled =
            self.offices.iter().find(|office| office.tokens.contains(&head.0) && is_office(self.doc.word(head)));
        titled.map(|office| office.person)
    }

    /// Whose the phrase is: "Israeli forces", "Hamas fighters", "the government of Kenya", "Kenya's army".
    fn owners(&self, head: TokenId, depth: usize) -> Vec<MemberId> {
        let mut found = Vec::new();
        for &child in self.tree.children(head) {
            if !OWNERS.contains(&self.doc.relation(child)) {
                continue;
            }
            let case = self.tree.case(self.doc, child);
            let relation = self.doc.token(child).deprel;
            let owning = match case.as_deref() {
                None => true,
                Some("of") => true,
                Some("from") => depth == 0 && FROM_WHERE.contains(&self.doc.token(head).lemma.as_str()),
                Some(_) => relation == "nmod:poss",
            };
            if !owning {
                continue;
            }
            if let Some(member) = self.cast.at(child) {
                found.push(member);
                found.extend(self.tree.with(self.doc, child, "conj").filter_map(|c| self.cast.at(c)));
            } else if depth < 2 && (case.as_deref() == Some("of") || relation == "nmod:poss") {
                self.collect(child, depth + 2, &mut found);
            }
        }
        found.dedup();
        found
    }

    /// "The Colombian president": the person of the cast who holds the office, else the country.
    fn office_holder(&self, head: TokenId, owners: &[MemberId]) -> Vec<MemberId> {
        let word = self.doc.word(head).to_lowercase();
        let matches = |office: &&Office| !office.former && office.role.to_lowercase().contains(&word);
        let candidates = self.offices.iter().filter(matches);
        if let Some(&owner) = owners.first() {
            return match candidates.clone().find(|office| office.of == owner) {
                Some(office) => vec![office.person],
                None => vec![owner],
            };
        }
        if !self.is_definite(head) {
            return Vec::new();
        }
        // The nearest such person before, else the first of the article.
        let last_before = candidates.clone().rfind(|office| office.tokens.start < head.0);
        last_before.or_else(|| candidates.clone().next()).map(|office| office.person).into_iter().collect()
    }

    fn is_definite(&self, head: TokenId) -> bool {
        let mut determiners = self.tree.with(self.doc, head, "det");
        determiners.any(|det| matches!(self.doc.word(det).to_ascii_lowercase().as_str(), "the" | "this" | "that"))
    }

    /// "Both leaders", "the two countries", "the countries": the last two members of the kind that "and" joins before the phrase,
    /// else the last two; "the countries" only where the sentence joins two.
    fn group(&self, head: TokenId) -> Option<Vec<MemberId>> {
        let lemma = self.doc.token(head).lemma.as_str();
        if !GROUP_NOUNS.contains(&lemma) {
            return None;
        }
        let numbered = self
            .tree
            .children(head)
            .iter()
            .any(|&child| matches!(self.doc.word(child).to_ascii_lowercase().as_str(), "both" | "two" | "2"));
        let definite = PAIR_NOUNS.contains(&lemma) && self.doc.token(head).xpos == "NNS" && self.is_definite(head);
        if !(numbered || definite) || !self.owners(head, 2).is_empty() {
            return None;
        }
        let persons = matches!(lemma, "leader" | "president" | "minister" | "pair" | "duo" | "counterpart");
        let fits = |kind: EntityKind| match kind {
            EntityKind::Person => persons,
            EntityKind::Country => !persons,
            EntityKind::Organization => matches!(lemma, "side" | "party"),
            EntityKind::Place => false,
        };
        let is_country = |kind: EntityKind| kind == EntityKind::Country;
        let joined = self.joined_before(head, fits);
        let joined = joined.or_else(|| self.joined_before(head, is_country).filter(|_| persons));
        if !numbered || joined.is_some() {
            return joined;
        }
        let pair = self.last_before(head, 2, fits);
        let pair = if pair.len() < 2 && persons { self.last_before(head, 2, is_country) } else { pair };
        (pair.len() == 2).then_some(pair)
    }

    /// The last two members of a kind that the sentence joins before the token: "Israeli and Lebanese", "India–Pakistan"; not the
    /// last two of a list of three.
    fn joined_before(&self, token: TokenId, fits: impl Fn(EntityKind) -> bool) -> Option<Vec<MemberId>> {
        let first = self.doc.sentence(self.doc.sentence_of(token)).tokens.start;
        let [start, end] = [first, token.0].map(|at| self.cast.mentions.partition_point(|(m, _)| m.tokens.start < at));
        let names = self.cast.mentions[start..end].iter();
        let names: Vec<_> = names.filter(|(mention, id)| !mention.nested && fits(self.cast.member(*id).kind)).collect();
        let listed = |mention: &Mention| {
            let comma = mention.tokens.start.checked_sub(1).filter(|&at| self.doc.word(TokenId(at)) == ",");
            comma.is_some_and(|at| names.iter().any(|(before, _)| before.tokens.end == at))
        };
        let pair = names.windows(2).rev().find(|pair| match pair {
            [(first, a), (second, b)] => {
                let joint: Vec<&str> =
                    (first.tokens.end..second.tokens.start).map(|at| self.doc.word(TokenId(at))).collect();
                a != b && !listed(first) && matches!(joint.as_slice(), ["and"] | ["and", "the"] | ["-"] | ["–"])
            }
            _ => false,
        })?;
        Some(pair.iter().map(|(_, id)| *id).collect())
    }

    /// The last `count` distinct members before the token whose kind fits, in the order of the text.
    fn last_before(&self, token: TokenId, count: usize, fits: impl Fn(EntityKind) -> bool) -> Vec<MemberId> {
        let end = self.cast.mentions.partition_point(|(mention, _)| mention.tokens.start < token.0);
        let mut found: Vec<MemberId> = Vec::new();
        for (mention, member) in self.cast.mentions[..end].iter().rev() {
            if found.len() == count {
                break;
            }
            if fits(self.cast.member(*member).kind) && !mention.nested && !found.contains(member) {
                found.push(*member);
            }
        }
        found.reverse();
        found
    }

    fn pronoun(&self, head: TokenId, word: &str) -> Vec<MemberId> {
        match word {
            "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => {
                self.salient(head, |kind| kind == EntityKind::Person)
            }
            "it" | "its" | "itself" => {
                self.salient(head, |kind| matches!(kind, EntityKind::Country | EntityKind::Organization))
            }
            "they" | "them" | "their" | "both" => {
                let persons = self.last_before(head, 2, |kind| kind == EntityKind::Person);
                let sentence = self.doc.sentence(self.doc.sentence_of(head)).tokens.start;
                let near =
                    |m: &&MemberId| self.cast.mentions.iter().any(|(x, id)| id == *m && x.tokens.start + 60 > sentence);
                if word == "both" && persons.iter().filter(near).count() == 2 { persons } else { Vec::new() }
            }
            _ => Vec::new(),
        }
    }

    /// The member that a pronoun most likely stands for: the last fitting subject before it, within two sentences.
    fn salient(&self, pronoun: TokenId, fits: impl Fn(EntityKind) -> bool) -> Vec<MemberId> {
        let here = self.doc.sentence_of(pronoun).0;
        let floor = self.doc.sentences[here.saturating_sub(2) as usize].tokens.start;
        let end = self.cast.mentions.partition_point(|(mention, _)| mention.tokens.start < pronoun.0);
        let candidates = || {
            self.cast.mentions[..end].iter().rev().filter(|(mention, id)| {
                mention.tokens.start >= floor && fits(self.cast.member(*id).kind) && !mention.demonym
            })
        };
        let subject = candidates().find(|(mention, _)| self.is_subject(mention.tokens.end - 1));
        subject.or_else(|| candidates().next()).map(|(_, id)| *id).into_iter().collect()
    }

    fn is_subject(&self, token: u32) -> bool {
        let mut at = TokenId(token);
        for _ in 0..4 {
            match self.doc.relation(at) {
                "nsubj" => return true,
                "flat" | "compound" | "appos" | "conj" => match self.doc.token(at).head {
                    Some(head) => at = head,
                    None => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// The country that "the government" is of: the last country before it, else the first of the article.
    fn country_in_focus(&self, head: TokenId) -> Option<MemberId> {
        let before = self.last_before(head, 1, |kind| kind == EntityKind::Country);
        before.first().copied().or_else(|| self.cast.ids().find(|&id| self.cast.member(id).kind == EntityKind::Country))
    }

    /// The country that unnamed authorities or people are of: the nearest in the sentence, else the one in focus.
    pub fn country_near(&self, token: TokenId) -> Option<MemberId> {
        let bounds = &self.doc.sentence(self.doc.sentence_of(token)).tokens;
        let near = self
            .cast
            .mentions
            .iter()
            .filter(|(mention, id)| {
                bounds.contains(&mention.tokens.start) && self.cast.member(*id).kind == EntityKind::Country
            })
            .min_by_key(|(mention, _)| mention.tokens.start.abs_diff(token.0));
        near.map(|(_, id)| *id).or_else(|| self.country_in_focus(token))
    }
}
