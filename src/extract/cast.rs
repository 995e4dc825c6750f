//! Mentions → the [`Cast`] of an article: one member for "Gustavo Petro", "Petro" and "President Petro".
//!
//! Two passes: full names and names the knowledge base knows found members; short forms (surnames, acronyms) then join
//! the member they belong to, wherever it stands in the text, since headlines come before full names.

use super::mention::Mention;
use crate::kb::{Entry, Kb};
use crate::text::{Document, TokenId};
use crate::vocabulary::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

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
    by_token: FxHashMap<u32, MemberId>,
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
    /// Assembles the cast.
    pub fn of(doc: &Document, kb: &Kb, mentions: Vec<Mention>) -> Self {
        let mut cast = Cast::default();
        let mut later = Vec::new();
        let mut placed: Vec<(Mention, MemberId)> = Vec::new();
        let full_name = |mention: &&Mention| mention.kind == EntityKind::Person && mention.tokens.len() > 1;
        let persons: FxHashSet<String> = mentions
            .iter()
            .filter(full_name)
            .map(|mention| doc.word(TokenId(mention.tokens.end - 1)).to_owned())
            .collect();
        for mention in mentions {
            let mention = surname_if_place(doc, &persons, mention);
            match full_key(doc, kb, &mention) {
                Some(key) => {
                    let member = cast.join(key, doc, kb, &mention);
                    placed.push((mention, member));
                }
                None => later.push(mention),
            }
        }
        for mention in later {
            let member = cast.short_form(doc, kb, &mention);
            placed.push((mention, member));
        }
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
        self.by_token.get(&token.0).copied()
    }

    /// The country as a member, if the text names it.
    pub fn country(&self, country: usize) -> Option<MemberId> {
        self.keys.get(&Key::Country(country)).copied()
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

    /// A surname, an acronym or a single unknown name: joins a member that carries it, else becomes one.
    fn short_form(&mut self, doc: &Document, kb: &Kb, mention: &Mention) -> MemberId {
        let text = clean(doc.text_of(&mention.tokens));
        let carrier = self.ids().filter(|&id| self.carries(id, mention.kind, &text)).last();
        if let Some(member) = carrier {
            return member;
        }
        if mention.kind == EntityKind::Person
            && let Some(&person) = kb.by_surname(&text, doc.article.date).first()
        {
            return self.join(Key::Known(Entry::Person(person)), doc, kb, mention);
        }
        self.join(Key::Name(mention.kind, text.to_lowercase()), doc, kb, mention)
    }

    fn carries(&self, id: MemberId, kind: EntityKind, text: &str) -> bool {
        let member = self.member(id);
        if member.kind != kind {
            return false;
        }
        match kind {
            EntityKind::Person => ends_with_words(&member.name, text) || starts_with_word(&member.name, text),
            EntityKind::Organization => {
                acronym(&member.name) == text
                    || ends_with_words(&member.name, text)
                    || starts_with_word(&member.name, text)
            }
            _ => false,
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
        for at in 0..self.mentions.len() {
            let (tokens, nested, id) =
                (self.mentions[at].0.tokens.clone(), self.mentions[at].0.nested, self.mentions[at].1);
            self.add_form(id, doc.text_of(&tokens));
            if !nested {
                self.by_token.extend(tokens.map(|token| (token, id)));
            }
        }
    }
}

/// A single word that the recognizer takes for a place or body, and that is a person's last name in this article, is the person.
fn surname_if_place(doc: &Document, persons: &FxHashSet<String>, mut mention: Mention) -> Mention {
    let single = mention.tokens.len() == 1 && mention.entries.is_empty();
    if single && mention.kind != EntityKind::Country && persons.contains(doc.text_of(&mention.tokens)) {
        mention.kind = EntityKind::Person;
    }
    mention
}

/// The key of a mention that stands on its own; `None` for short forms, which wait for the full ones.
fn full_key(doc: &Document, kb: &Kb, mention: &Mention) -> Option<Key> {
    match mention.entries.first() {
        Some(&(Entry::Country(country) | Entry::Demonym(country))) => Some(Key::Country(country)),
        Some(&Entry::Person(person)) => Some(Key::Known(Entry::Person(person))),
        Some(&entry) => Some(Key::Known(entry)),
        None => {
            let text = clean(doc.text_of(&mention.tokens));
            if let Some(entry) = kb.entry_of_kind(&text, mention.kind) {
                return Some(match entry {
                    Entry::Country(country) | Entry::Demonym(country) => Key::Country(country),
                    entry => Key::Known(entry),
                });
            }
            let words = text.split_whitespace().count();
            (words > 1 || mention.kind == EntityKind::Place).then(|| Key::Name(mention.kind, text.to_lowercase()))
        }
    }
}

/// A name with its white space made plain and a possessive ending taken off.
pub(crate) fn clean(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(&name).to_owned()
}

fn ends_with_words(name: &str, tail: &str) -> bool {
    name.strip_suffix(tail).is_some_and(|rest| rest.ends_with([' ', '-']))
}

fn starts_with_word(name: &str, head: &str) -> bool {
    head.len() > 2 && name.strip_prefix(head).is_some_and(|rest| rest.starts_with(' '))
}

/// The capitals of a name's words: "IAEA" of "International Atomic Energy Agency".
fn acronym(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}
