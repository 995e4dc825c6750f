//! Who takes part in a matched event: the members in its slots, or those that the sentence and the article let one infer.

use super::cast::MemberId;
use super::claim::{Binder, Claim};
use super::frame::Match;
use crate::kb::Entry;
use crate::schema::Role;
use crate::text::{TokenId, Upos};
use crate::vocabulary::EntityKind;

/// Nouns for people and authorities without a name, for whom their country stands in.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "people", "protester", "demonstrator", "crowd", "thousand", "hundred", "dozen", "worker", "student", "farmer",
    "resident", "citizen", "activist", "supporter", "union", "teacher", "doctor", "driver", "woman", "youth",
    "opponent", "critic", "police", "authority", "authorities", "court", "judge", "jury", "prosecutor", "official",
    "officer", "troop", "soldier", "force", "government", "parliament", "lawmaker", "military", "army", "group",
    "agent", "guard", "investigator", "rioter", "million", "civilian", "tribunal", "agency", "ministry", "strike",
    "unions", "marcher", "villager", "refugee",
];

impl Binder<'_> {
    /// Actors and recipients: those that the frame's slots name, else those that the sentence lets one infer.
    pub(super) fn parties(&self, fit: &Match<'_>, place: Option<MemberId>) -> (Vec<MemberId>, Vec<MemberId>) {
        let mut actors = self.members(fit, Role::Actor);
        let mut recipients = self.members(fit, Role::Recipient);
        if fit.event.id == "LEADERSHIP" {
            return self.office_parties(fit, actors, recipients);
        }
        recipients.retain(|member| !actors.contains(member));
        if actors.is_empty() && fit.event.unnamed_actor && self.is_anonymous(fit) {
            let country =
                place.and_then(|place| self.country_of(place)).or_else(|| self.refs.country_near(fit.trigger));
            actors.extend(country);
        }
        let too_few = if fit.event.symmetric { actors.len() + recipients.len() < 2 } else { recipients.is_empty() };
        if too_few && !actors.is_empty() {
            let more = self.nearby(fit, &actors);
            if fit.event.symmetric { recipients.extend(more) } else { recipients = more.into_iter().collect() }
        }
        if fit.event.id == "CONSULT" {
            self.put_leaders(fit.trigger, &mut actors);
            self.put_leaders(fit.trigger, &mut recipients);
        }
        self.fold_leaders(&mut actors, &mut recipients, fit.event.symmetric);
        recipients.retain(|member| !actors.contains(member));
        (actors, recipients)
    }

    /// Whether nobody acts by name, but people or authorities do: "police arrest", "was convicted", "protests in".
    fn is_anonymous(&self, fit: &Match<'_>) -> bool {
        let doc = self.refs.doc;
        let mut acting = fit.arguments.iter().filter(|(role, _)| *role == Role::Actor).peekable();
        let agentless = fit.frame.verbs.is_empty() || self.clauses.is_passive(fit.trigger);
        (agentless || acting.peek().is_some())
            && acting.all(|&(_, phrase)| {
                let lemma = doc.token(phrase).lemma.to_lowercase();
                doc.token(phrase).upos == Upos::Num || PEOPLE.contains(&lemma.as_str())
            })
    }

    /// The parties of "the talks" when the sentence names none: those of the consultation that the article told of last.
    pub(super) fn last_consultation(&self, before: &[Claim]) -> Vec<MemberId> {
        let last = before.iter().rev().find(|claim| claim.kind == "CONSULT");
        last.map_or_else(Vec::new, |claim| claim.actors.iter().chain(&claim.recipients).copied().collect())
    }

    /// The parties of "joint projects" that nobody is named with: the two countries, where the article is about two.
    pub(super) fn pair_in_focus(&self) -> Vec<MemberId> {
        let cast = self.refs.cast;
        let countries: Vec<MemberId> =
            cast.ids().filter(|&id| cast.member(id).kind == EntityKind::Country).take(3).collect();
        if countries.len() == 2 { countries } else { Vec::new() }
    }

    /// Of a meeting, the leader whom the sentence names takes the place of the country: "visits China at the invitation of Xi".
    fn put_leaders(&self, trigger: TokenId, side: &mut [MemberId]) {
        let bounds = &self.refs.doc.sentence(self.refs.doc.sentence_of(trigger)).tokens;
        for member in side.iter_mut() {
            let here = |person: MemberId| {
                self.refs
                    .cast
                    .mentions
                    .iter()
                    .any(|(mention, id)| *id == person && bounds.contains(&mention.tokens.start))
            };
            let mut leaders = self.refs.offices.iter().filter(|o| o.of == *member && !o.former && here(o.person));
            if let (Some(leader), None) = (leaders.next(), leaders.next()) {
                *member = leader.person;
            }
        }
    }

    /// Whoever stands nearest below the trigger, where no slot names a recipient.
    fn nearby(&self, fit: &Match<'_>, actors: &[MemberId]) -> Option<MemberId> {
        let (doc, tree) = (self.refs.doc, self.refs.tree);
        let skip: Vec<TokenId> =
            fit.arguments.iter().filter(|(role, _)| *role == Role::Actor).map(|&(_, phrase)| phrase).collect();
        let mut level: Vec<TokenId> = fit.words.clone();
        for _ in 0..4 {
            let mut next = Vec::new();
            for &head in &level {
                for &child in tree.children(head) {
                    let clause = matches!(doc.relation(child), "advcl" | "ccomp" | "parataxis" | "conj" | "acl");
                    if !clause && !skip.contains(&child) && !fit.words.contains(&child) {
                        next.push(child);
                    }
                }
            }
            next.sort_unstable();
            let after = |token: &&TokenId| **token > fit.trigger;
            let found = next.iter().filter(after).chain(next.iter().filter(|token| !after(token))).find_map(|&token| {
                let member = self.refs.cast.at(token)?;
                let party = self.party(member)?;
                (!actors.contains(&party) && !self.is_side_of(party, actors)).then_some(party)
            });
            if found.is_some() {
                return found;
            }
            level = next;
        }
        None
    }

    /// Whether one of the actors represents the member, or it one of them.
    fn is_side_of(&self, member: MemberId, actors: &[MemberId]) -> bool {
        self.refs.offices.iter().any(|office| {
            (office.of == member && actors.contains(&office.person))
                || (office.person == member && actors.contains(&office.of))
        })
    }

    /// Of a change of office: the persons (or the party that wins), and what is led.
    fn office_parties(
        &self,
        fit: &Match<'_>,
        mut actors: Vec<MemberId>,
        mut recipients: Vec<MemberId>,
    ) -> (Vec<MemberId>, Vec<MemberId>) {
        let cast = self.refs.cast;
        let is_person = |member: &MemberId| cast.member(*member).kind == EntityKind::Person;
        if actors.iter().any(is_person) {
            actors.retain(is_person);
        } else {
            actors.retain(|&member| cast.member(member).kind == EntityKind::Organization);
        }
        recipients.retain(|member| !is_person(member) && !actors.contains(member));
        if recipients.is_empty() {
            let led = self.refs.offices.iter().find(|office| actors.contains(&office.person)).map(|office| office.of);
            recipients.extend(
                led.or_else(|| self.nearby(fit, &actors).filter(|m| !is_person(m)))
                    .or_else(|| self.refs.country_near(fit.trigger)),
            );
        }
        recipients.truncate(1);
        (actors, recipients)
    }

    /// The members in a role. A city or seat that acts is its government; a place that is acted on is its country's.
    pub(super) fn members(&self, fit: &Match<'_>, role: Role) -> Vec<MemberId> {
        let mut found: Vec<MemberId> = Vec::new();
        for &(_, phrase) in fit.arguments.iter().filter(|(bound, _)| *bound == role) {
            for member in self.refs.parties(phrase) {
                if let Some(party) = self.party(member)
                    && !found.contains(&party)
                {
                    found.push(party);
                }
            }
        }
        found
    }

    /// The member as a party: cities stand for their country where the text names it, territories for themselves.
    fn party(&self, member: MemberId) -> Option<MemberId> {
        let cast = self.refs.cast;
        if cast.member(member).kind != EntityKind::Place {
            return Some(member);
        }
        let class = match cast.member(member).entry {
            Some(Entry::Place(place)) => self.refs.kb.places()[place].class.as_str(),
            _ => "city",
        };
        match class {
            "territory" => Some(member),
            "region" => self.country_of(member).or(Some(member)),
            _ => self.country_of(member),
        }
    }

    /// A leader and the state he or she acts for are not both parties: the leader stays.
    fn fold_leaders(&self, actors: &mut Vec<MemberId>, recipients: &mut Vec<MemberId>, symmetric: bool) {
        let parties: Vec<MemberId> = actors.iter().chain(recipients.iter()).copied().collect();
        let led = |member: &MemberId| {
            self.refs.offices.iter().any(|office| {
                !office.former && office.of == *member && office.person != *member && parties.contains(&office.person)
            })
        };
        let same_side = |side: &[MemberId], member: &MemberId| {
            self.refs.offices.iter().any(|office| office.of == *member && side.contains(&office.person))
        };
        let before = actors.clone();
        actors.retain(|member| !(led(member) && (symmetric || same_side(&before, member))));
        let before = recipients.clone();
        recipients.retain(|member| !(led(member) && (symmetric || same_side(&before, member))));
    }
}
