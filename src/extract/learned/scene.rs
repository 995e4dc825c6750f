//! All that is known of an article when its events are judged: words, cast, offices, and what the frames make of it.

use super::super::cast::{Cast, MemberId};
use super::super::claim::Claim;
use super::super::clause::Clauses;
use super::super::frame::Match;
use super::super::headline;
use super::super::mention::Mention;
use super::super::reference::References;
use super::super::status::StatusIndex;
use crate::text::{Document, SentenceId, TokenId, Tree, Upos};
use crate::vocabulary::EntityKind;
use smol_str::SmolStr;
use std::ops::Range;

/// The article as the model sees it.
pub struct Scene<'a> {
    /// Words, cast, offices, knowledge base.
    pub refs: References<'a>,
    /// Reader of predicates.
    pub clauses: Clauses<'a>,
    /// Cues of status.
    pub statuses: &'a StatusIndex,
    /// What frames fit, by sentence.
    pub matches: &'a [Vec<Match<'a>>],
    /// What the frames claim.
    pub claims: &'a [Claim],
    /// The members named in each sentence, and how often each member is named at all.
    presence: Presence,
}

/// Who is named where.
#[derive(Debug, Default)]
struct Presence {
    /// By sentence: its mentions, as a range of the cast's, and the members in them.
    sentences: Vec<(Range<usize>, Vec<MemberId>)>,
    /// By member.
    times: Vec<usize>,
    /// By member: the sentences that name it, in order.
    appearances: Vec<Vec<SentenceId>>,
    /// The most named member of each kind.
    leading: Vec<MemberId>,
}

/// Somebody in a grammatical place near a trigger.
#[derive(Debug, Clone)]
pub struct Argument {
    /// 0 for the trigger's own arguments, 1 for those of the predicate above it, and so on.
    pub level: usize,
    /// "subj", "obj", "poss" or the preposition.
    pub slot: SmolStr,
    /// Head of the phrase.
    pub phrase: TokenId,
    /// Whom it means.
    pub members: Vec<MemberId>,
}

/// How many mentions before a word are looked at for who is in focus.
const REACH: usize = 40;

/// How many predicates above the trigger are looked at.
const LEVELS: usize = 3;

impl<'a> Scene<'a> {
    /// Gathers what is known.
    pub fn new(
        refs: References<'a>,
        statuses: &'a StatusIndex,
        matches: &'a [Vec<Match<'a>>],
        claims: &'a [Claim],
    ) -> Self {
        let clauses = Clauses::new(refs.doc, refs.tree);
        Self { refs, clauses, statuses, matches, claims, presence: Presence::of(refs.doc, refs.cast) }
    }

    /// The mentions of a sentence.
    pub fn mentions_in(&self, sentence: SentenceId) -> &'a [(Mention, MemberId)] {
        let range = self.presence.sentences[sentence.0 as usize].0.clone();
        &self.refs.cast.mentions[range]
    }

    /// The members named in a sentence, each once.
    pub fn members_in(&self, sentence: SentenceId) -> &[MemberId] {
        &self.presence.sentences[sentence.0 as usize].1
    }

    /// The mentions of a member, in the order of the text.
    pub fn mentions_of(&self, member: MemberId) -> impl Iterator<Item = &'a Mention> + '_ {
        let mentions = self.sentences_of(member).iter().flat_map(|sentence| self.mentions_in(*sentence));
        mentions.filter(move |(_, id)| *id == member).map(|(mention, _)| mention)
    }

    /// How often a member is named.
    pub fn times(&self, member: MemberId) -> usize {
        self.presence.times[member.0 as usize]
    }

    /// The word of a phrase on which the others hang.
    pub fn head_of(&self, tokens: &Range<u32>) -> TokenId {
        let outside = |token: &u32| self.doc().token(TokenId(*token)).head.is_none_or(|head| !tokens.contains(&head.0));
        TokenId(tokens.clone().find(outside).unwrap_or(tokens.start))
    }

    /// The words.
    pub fn doc(&self) -> &'a Document {
        self.refs.doc
    }

    /// The parse.
    pub fn tree(&self) -> &'a Tree {
        self.refs.tree
    }

    /// Who is in it.
    pub fn cast(&self) -> &'a Cast {
        self.refs.cast
    }

    /// The sentences in which the model looks for events: not headings in title case, where a capital does not tell a name.
    pub fn sentences(&self) -> impl Iterator<Item = SentenceId> + '_ {
        self.doc().sentence_ids().filter(|&sentence| !headline::is_title_case(self.doc(), sentence))
    }

    /// Words that may express an event: verbs, nouns and adjectives outside of names.
    pub fn candidates(&self, sentence: SentenceId) -> impl Iterator<Item = TokenId> + '_ {
        self.doc().token_ids(sentence).filter(|&token| {
            let content = matches!(self.doc().token(token).upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Propn);
            content && (self.cast().at(token).is_none() || self.fit_at(token).is_some())
        })
    }

    /// The frame that fits at a word.
    pub fn fit_at(&self, token: TokenId) -> Option<&'a Match<'a>> {
        let sentence = self.doc().sentence_of(token);
        self.matches[sentence.0 as usize].iter().find(|fit| fit.trigger == token)
    }

    /// The claim that the frames make with this word as trigger.
    pub fn claim_at(&self, token: TokenId) -> Option<&'a Claim> {
        self.claims_in(self.doc().sentence_of(token)).iter().find(|claim| claim.token == token)
    }

    /// What the frames claim in a sentence; claims stand in the order of their sentences.
    pub fn claims_in(&self, sentence: SentenceId) -> &'a [Claim] {
        let start = self.claims.partition_point(|claim| claim.sentence < sentence);
        let end = self.claims.partition_point(|claim| claim.sentence <= sentence);
        &self.claims[start..end]
    }

    /// The last claim of the sentences before one.
    pub fn claim_before(&self, sentence: SentenceId) -> Option<&'a Claim> {
        self.claims[..self.claims.partition_point(|claim| claim.sentence < sentence)].last()
    }

    /// The sentences that name a member.
    pub fn sentences_of(&self, member: MemberId) -> &[SentenceId] {
        &self.presence.appearances[member.0 as usize]
    }

    /// The phrases around a trigger with whom they mean: its own arguments, then those of the predicates above.
    pub fn arguments(&self, trigger: TokenId, levels: usize) -> Vec<Argument> {
        let mut found = Vec::new();
        let mut at = trigger;
        for level in 0..=levels.min(LEVELS) {
            self.arguments_of(at, level, trigger, &mut found);
            match self.doc().token(at).head {
                Some(above) => at = above,
                None => break,
            }
        }
        found
    }

    fn arguments_of(&self, predicate: TokenId, level: usize, trigger: TokenId, found: &mut Vec<Argument>) {
        let verbal = matches!(self.doc().token(predicate).upos, Upos::Verb | Upos::Aux);
        let args = if verbal { self.clauses.of_verb(predicate) } else { self.clauses.of_noun(predicate) };
        let mut put = |slot: &str, phrase: TokenId| {
            if phrase != trigger {
                let members = self.refs.parties(phrase);
                found.push(Argument { level, slot: SmolStr::new(slot), phrase, members });
            }
        };
        for &phrase in &args.subject {
            put("subj", phrase);
        }
        for &phrase in &args.object {
            put("obj", phrase);
        }
        for &phrase in &args.poss {
            put("poss", phrase);
        }
        for (case, phrase) in &args.preps {
            put(case, *phrase);
        }
    }

    /// Marks of how much an article is about a member where a word stands: `f`irst of its kind, `m`ost named of its kind, `l`ast of its
    /// kind named before the word, last `s`ubject of its kind before the word, named in the `h`eadline.
    pub fn focus(&self, token: TokenId, member: MemberId) -> String {
        let kind = self.cast().member(member).kind;
        let same = |id: &MemberId| self.cast().member(*id).kind == kind;
        let mut marks = String::new();
        if self.cast().ids().find(same) == Some(member) {
            marks.push('f');
        }
        if self.presence.leading.contains(&member) {
            marks.push('m');
        }
        let end = self.cast().mentions.partition_point(|(mention, _)| mention.tokens.start < token.0);
        let before = self.cast().mentions[end.saturating_sub(REACH)..end].iter().rev();
        let mut before = before.filter(|(mention, id)| same(id) && !mention.nested);
        if before.clone().next().is_some_and(|(_, id)| *id == member) {
            marks.push('l');
        }
        let sentence = self.doc().sentence(self.doc().sentence_of(token)).tokens.start;
        let subject = before.find(|(mention, _)| {
            mention.tokens.start < sentence && self.doc().relation(self.head_of(&mention.tokens)) == "nsubj"
        });
        if subject.is_some_and(|(_, id)| *id == member) {
            marks.push('s');
        }
        if self.doc().sentences.len() > 2 && self.members_in(SentenceId(0)).contains(&member) {
            marks.push('h');
        }
        marks
    }

    /// The member's name for kinds, as features have it.
    pub fn kind(&self, member: MemberId) -> &'static str {
        match self.cast().member(member).kind {
            EntityKind::Person => "person",
            EntityKind::Country => "country",
            EntityKind::Organization => "organization",
            EntityKind::Place => "place",
        }
    }
}

impl Presence {
    fn of(doc: &Document, cast: &Cast) -> Self {
        let mut presence = Self {
            sentences: Vec::new(),
            times: vec![0; cast.members.len()],
            appearances: vec![Vec::new(); cast.members.len()],
            leading: Vec::new(),
        };
        let mut start = 0;
        for sentence in &doc.sentences {
            let end = start + cast.mentions[start..].partition_point(|(m, _)| m.tokens.start < sentence.tokens.end);
            let mut members: Vec<MemberId> = cast.mentions[start..end].iter().map(|(_, member)| *member).collect();
            members.sort_unstable();
            members.dedup();
            let here = SentenceId(presence.sentences.len() as u32);
            for member in &members {
                presence.appearances[member.0 as usize].push(here);
            }
            presence.sentences.push((start..end, members));
            start = end;
        }
        for (_, member) in &cast.mentions {
            presence.times[member.0 as usize] += 1;
        }
        for kind in [EntityKind::Person, EntityKind::Country, EntityKind::Organization, EntityKind::Place] {
            let same = cast.ids().filter(|id| cast.member(*id).kind == kind);
            presence.leading.extend(same.rev().max_by_key(|id| presence.times[id.0 as usize]));
        }
        presence
    }
}
