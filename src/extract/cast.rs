//! Mentions → the [`Cast`] of an article: one member for "Gustavo Petro", "Petro" and "President Petro".
//!
//! Names the knowledge base knows found members first, then other names, the longest first; short forms (surnames, acronyms, parts
//! of a body's name) join the member they belong to, wherever it stands in the text, since headlines come before full names.

use super::alias;
use super::mention::Mention;
use crate::kb::{Entry, Kb};
use crate::text::{Document, TokenId};
use crate::vocabulary::EntityKind;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cmp::Reverse;

/// Position of a member in its cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberId(pub u32);

/// A person, country, organization or place of the article.
#[derive(Debug, Clone)]
pub struct Member {
    /// What it is.
    pub kind: EntityKind,
    /// Full name.
    pub name: SmolStr,
    /// Its record in the knowledge base.
    pub entry: Option<Entry>,
    /// The strings that refer to it, in order of appearance, each once.
    pub forms: Vec<String>,
}

/// All members of an article and where each is mentioned.
#[derive(Debug, Default)]
pub struct Cast {
    /// In order of first appearance.
    pub members: Vec<Member>,
    /// Every mention with its member, in the order of the text.
    pub mentions: Vec<(Mention, MemberId)>,
    /// The member whose mention covers a token; the outermost where names are nested.
    by_token: Vec<Option<MemberId>>,
    keys: FxHashMap<Key, MemberId>,
}

/// What makes two mentions the same member.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Country(usize),
    Known(Entry),
    Name(EntityKind, String),
}

impl Cast {
    /// Assembles the cast: first what the knowledge base knows, then other names, the longest first, then single words.
    pub fn of(doc: &Document, kb: &Kb, mut mentions: Vec<Mention>) -> Self {
        let explained = alias::explained(doc, &mentions);
        agree_on_kinds(doc, &mut mentions);
        let mut cast = Cast::default();
        let mut members: Vec<Option<MemberId>> = vec![None; mentions.len()];
        let words: Vec<usize> =
            mentions.iter().map(|mention| doc.text_of(&mention.tokens).split(' ').count()).collect();
        let mut order: Vec<usize> = (0..mentions.len()).collect();
        let is_short = |at: usize| explained.get(doc.text_of(&mentions[at].tokens)).is_some_and(|&full| full != at);
        let is_known = |at: usize| entry_of(doc, kb, &mentions[at]).is_some();
        order.sort_by_key(|&at| (is_short(at), !is_known(at), Reverse(words[at])));
        for at in order {
            let mention = &mentions[at];
            let full = explained.get(doc.text_of(&mention.tokens)).filter(|&&full| full != at);
            let member = match full.and_then(|&full| members[full]) {
                Some(member) => member,
                None => cast.member_of(doc, kb, mention),
            };
            cast.add_form(member, doc.text_of(&mention.tokens));
            members[at] = Some(member);
        }
        let placed = mentions.into_iter().zip(members).filter_map(|(mention, member)| Some((mention, member?)));
        let mut placed: Vec<(Mention, MemberId)> = placed.collect();
        placed.sort_by_key(|(mention, _)| (mention.tokens.start, mention.nested, mention.tokens.end));
        cast.finish(doc, placed);
        cast
    }

    /// The member at `id`.
    pub fn member(&self, id: MemberId) -> &Member {
        &self.members[id.0 as usize]
    }

    /// The member whose name covers the token.
    pub fn at(&self, token: TokenId) -> Option<MemberId> {
        self.by_token.get(token.0 as usize).copied().flatten()
    }

    /// The country as a member, if the text names it.
    pub fn country(&self, country: usize) -> Option<MemberId> {
        self.keys.get(&Key::Country(country)).copied()
    }

    /// The member that the knowledge base knows under a name.
    pub fn named(&self, name: &str) -> Option<MemberId> {
        self.ids().find(|&id| self.member(id).entry.is_some() && self.member(id).name == name)
    }

    /// The members in order, with their ids.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = MemberId> + use<> {
        (0..self.members.len() as u32).map(MemberId)
    }

    /// Adds a string of the text as one more form of a member.
    pub fn add_form(&mut self, id: MemberId, form: &str) {
        let forms = &mut self.members[id.0 as usize].forms;
        if !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    }

    fn join(&mut self, key: Key, doc: &Document, kb: &Kb, mention: &Mention) -> MemberId {
        if let Some(&member) = self.keys.get(&key) {
            return member;
        }
        let id = MemberId(self.members.len() as u32);
        let entry = match key {
            Key::Country(country) => Some(Entry::Country(country)),
            Key::Known(entry) => Some(entry),
            Key::Name(..) => None,
        };
        let name = entry.map_or_else(|| clean(doc.text_of(&mention.tokens)).into(), |entry| kb.name(entry).into());
        self.members.push(Member { kind: mention.kind, name, entry, forms: Vec::new() });
        self.keys.insert(key, id);
        id
    }

    /// The member of a mention: the one that the knowledge base knows, one that carries the name, or a new one.
    fn member_of(&mut self, doc: &Document, kb: &Kb, mention: &Mention) -> MemberId {
        if let Some(entry) = entry_of(doc, kb, mention) {
            let key = match entry {
                Entry::Country(country) | Entry::Demonym(country) => Key::Country(country),
                entry => Key::Known(entry),
            };
            return self.join(key, doc, kb, mention);
        }
        let text = clean(doc.text_of(&mention.tokens));
        let words = alias::plain_words(&text);
        if let Some(member) = self.carrier(mention.kind, &text, &words) {
            return member;
        }
        if mention.kind == EntityKind::Person
            && words.len() == 1
            && let Some(&person) = kb.by_surname(&text, doc.article.date).first()
        {
            return self.join(Key::Known(Entry::Person(person)), doc, kb, mention);
        }
        self.join(Key::Name(mention.kind, text.to_lowercase()), doc, kb, mention)
    }

    /// Who of the members goes by that name as well: whom the knowledge base knows before others, then the first.
    fn carrier(&self, kind: EntityKind, text: &str, words: &[String]) -> Option<MemberId> {
        let carriers = self.ids().filter(|&id| self.carries(id, kind, text, words));
        carriers.min_by_key(|&id| (self.member(id).entry.is_none(), id))
    }

    fn carries(&self, id: MemberId, kind: EntityKind, text: &str, words: &[String]) -> bool {
        let member = self.member(id);
        if member.kind != kind {
            return false;
        }
        let mut names = std::iter::once(member.name.as_str()).chain(member.forms.iter().map(String::as_str));
        match kind {
            EntityKind::Person => names.any(|name| alias::shortens_person(words, &alias::plain_words(name))),
            EntityKind::Organization => {
                names.any(|name| acronym(name) == text || alias::shortens_body(words, &alias::plain_words(name)))
            }
            EntityKind::Country | EntityKind::Place => false,
        }
    }

    fn finish(&mut self, doc: &Document, placed: Vec<(Mention, MemberId)>) {
        // Members in order of first appearance, whichever pass made them.
        let mut order: Vec<Option<u32>> = vec![None; self.members.len()];
        let mut next = 0;
        for (_, member) in &placed {
            order[member.0 as usize].get_or_insert_with(|| {
                next += 1;
                next - 1
            });
        }
        let renumber = |id: MemberId| MemberId(order[id.0 as usize].unwrap_or(u32::MAX));
        let mut members: Vec<(u32, Member)> = std::mem::take(&mut self.members)
            .into_iter()
            .enumerate()
            .map(|(i, m)| (renumber(MemberId(i as u32)).0, m))
            .collect();
        members.sort_by_key(|(at, _)| *at);
        self.members = members.into_iter().map(|(_, member)| member).collect();
        for id in self.keys.values_mut() {
            *id = renumber(*id);
        }
        self.mentions = placed.into_iter().map(|(mention, id)| (mention, renumber(id))).collect();
        self.members.iter_mut().for_each(|member| member.forms.clear());
        self.by_token = vec![None; doc.tokens.len()];
        for at in 0..self.mentions.len() {
            let (tokens, nested, id) =
                (self.mentions[at].0.tokens.clone(), self.mentions[at].0.nested, self.mentions[at].1);
            self.add_form(id, doc.text_of(&tokens));
            if matches!(self.member(id).kind, EntityKind::Place | EntityKind::Organization)
                && let Some(told) = alias::told_with(doc, &self.mentions[at].0)
            {
                self.add_form(id, doc.text_of(&told));
            }
            if !nested {
                self.by_token[tokens.start as usize..tokens.end as usize].fill(Some(id));
            }
        }
    }
}

/// Names that only the recognizer knows are of one kind throughout an article: that of a person whose last name the word is, else
/// the one that it is taken for most often.
fn agree_on_kinds(doc: &Document, mentions: &mut [Mention]) {
    let mut votes: FxHashMap<&str, [u32; EntityKind::ALL.len()]> = FxHashMap::default();
    for mention in mentions.iter() {
        votes.entry(doc.text_of(&mention.tokens)).or_default()[mention.kind as usize] += 1;
        if mention.kind == EntityKind::Person && mention.tokens.len() > 1 {
            let last = doc.word(TokenId(mention.tokens.end - 1));
            votes.entry(last).or_default()[EntityKind::Person as usize] += 100;
        }
    }
    let kinds: Vec<EntityKind> = mentions
        .iter()
        .map(|mention| {
            let votes = votes.get(doc.text_of(&mention.tokens)).copied().unwrap_or_default();
            let most = votes.iter().max().copied().unwrap_or_default();
            let best = EntityKind::ALL.iter().copied().find(|&kind| votes[kind as usize] == most);
            best.filter(|&kind| votes[mention.kind as usize] < votes[kind as usize]).unwrap_or(mention.kind)
        })
        .collect();
    for (mention, kind) in mentions.iter_mut().zip(kinds) {
        if mention.entries.is_empty() && mention.kind != EntityKind::Country && kind != EntityKind::Country {
            mention.kind = kind;
        }
    }
}

/// What the knowledge base knows under the name of a mention.
fn entry_of(doc: &Document, kb: &Kb, mention: &Mention) -> Option<Entry> {
    let known = mention.entries.first().copied();
    known.or_else(|| kb.entry_of_kind(&clean(doc.text_of(&mention.tokens)), mention.kind))
}

/// A name with its white space made plain and a possessive ending taken off.
pub(crate) fn clean(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(&name).to_owned()
}

/// The capitals of a name's words: "IAEA" of "International Atomic Energy Agency".
fn acronym(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}
