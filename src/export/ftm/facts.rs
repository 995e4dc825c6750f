//! Nodes, articles and mentions → FollowTheMoney entities.

use super::entity::{Entity, id};
use crate::export::columns::kind_name;
use crate::export::listing::{Article, Listing, docs, iso};
use crate::export::parts::Parts;
use crate::graph::{EdgeKind, EventNode, Evidence, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};

/// An article.
pub(super) fn article(doc: &str, article: &Article<'_>) -> Entity {
    let mut entity = Entity::new(article_id(doc), "Article");
    entity.line("fileName", doc);
    entity.line("title", doc);
    let day = article.date.map(|date| date.to_string());
    entity.date("date", day.as_deref());
    entity.date("publishedAt", day.as_deref());
    entity.url("sourceUrl", article.url);
    if let Some(source) = article.source {
        entity.line("publisher", source);
    }
    entity
}

/// The FollowTheMoney id of an article.
pub(super) fn article_id(doc: &str) -> String {
    id(&format!("article:{doc}"))
}

/// The schema of a kind of nodes; policy areas have none.
pub(super) const fn schema(kind: NodeKind) -> Option<&'static str> {
    match kind {
        NodeKind::Person => Some("Person"),
        NodeKind::Country => Some("PublicBody"),
        NodeKind::Organization => Some("Organization"),
        NodeKind::Place => Some("Address"),
        NodeKind::Event => Some("Event"),
        NodeKind::PolicyArea => None,
    }
}

/// Whether the kind is what FollowTheMoney calls a legal entity: somebody who can act.
pub(super) const fn can_act(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Person | NodeKind::Country | NodeKind::Organization)
}

/// A node with what its edges say of it.
pub(super) fn node(node: &Node, parts: &Parts<'_>) -> Option<Entity> {
    let mut entity = Entity::new(id(&node.id.0), schema(node.kind)?);
    entity.name("name", &node.name);
    if let Some(event) = &node.event {
        happening(&mut entity, node, event, parts);
        return Some(entity);
    }
    for alias in node.aliases.iter().filter(|alias| !alias.trim().is_empty()) {
        entity.name("alias", alias);
    }
    if let Some(wikidata) = &node.wikidata {
        entity.wikidata(wikidata);
    }
    match node.kind {
        NodeKind::Place => entity.address("full", &node.name),
        NodeKind::Country => node.iso.iter().for_each(|iso| entity.country("country", iso)),
        _ => {
            for (role, of) in parts.offices(node) {
                if let (NodeKind::Person, Some(role)) = (node.kind, role) {
                    entity.line("position", role);
                }
                of.iso.iter().for_each(|iso| entity.country("country", iso));
            }
        }
    }
    Some(entity)
}

fn happening(entity: &mut Entity, node: &Node, event: &EventNode, parts: &Parts<'_>) {
    entity.line("recordId", &node.id.0);
    match iso(event.date.as_ref()) {
        Some(date) => entity.date("date", Some(date)),
        None => {
            let days = event.days();
            entity.date("startDate", days.map(|(first, _)| first.to_string()).as_deref());
            entity.date("endDate", days.map(|(_, last)| last.to_string()).as_deref());
        }
    }
    entity.line("keywords", &event.kind);
    entity.line("keywords", event.status.as_str());
    event.mode.iter().for_each(|mode| entity.line("keywords", mode.as_str()));
    for (kind, other) in parts.of_event(node) {
        match *kind {
            EdgeKind::CONCERNS => entity.line("keywords", &other.name),
            EdgeKind::HELD_IN if other.kind == NodeKind::Place => {
                entity.address("location", &other.name);
                entity.entity("addressEntity", id(&other.id.0));
            }
            EdgeKind::HELD_IN => {
                entity.address("location", &other.name);
                other.iso.iter().for_each(|iso| entity.country("country", iso));
            }
            EdgeKind::HOSTS if can_act(other.kind) => entity.entity("organizer", id(&other.id.0)),
            _ if can_act(other.kind) => entity.entity("involved", id(&other.id.0)),
            _ => {}
        }
    }
    proof(entity, &event.evidence);
}

/// The articles that say so, with their addresses, publishers and sentences.
pub(super) fn proof(entity: &mut Entity, evidence: &[Evidence]) {
    for doc in docs(evidence) {
        entity.entity("proof", article_id(doc));
    }
    for quote in evidence {
        entity.text("summary", &quote.quote);
        entity.url("sourceUrl", quote.url.as_deref());
        if let Some(source) = &quote.source {
            entity.line("publisher", source);
        }
    }
}

/// Who is named in which article, under the names that its quotes show.
pub(super) fn mentions<'g>(listing: &Listing<'g>) -> impl Iterator<Item = Entity> + use<'g> {
    let mut said: BTreeMap<(&str, &str), (&Node, BTreeSet<&str>)> = BTreeMap::new();
    for link in &listing.links {
        for node in [link.source, link.target].into_iter().filter(|node| can_act(node.kind)) {
            for quote in &link.edge.evidence {
                let key = (quote.doc.as_str(), node.id.0.as_str());
                said.entry(key).or_insert_with(|| (node, BTreeSet::new())).1.insert(&quote.quote);
            }
        }
    }
    said.into_iter().map(|((doc, _), (node, quotes))| mention(doc, node, &quotes))
}

fn mention(doc: &str, node: &Node, quotes: &BTreeSet<&str>) -> Entity {
    let mut entity = Entity::new(id(&format!("mention:{doc}|{}", node.id.0)), "Mention");
    entity.entity("document", article_id(doc));
    entity.entity("resolved", id(&node.id.0));
    let shown = |name: &&String| !name.trim().is_empty() && quotes.iter().any(|quote| quote.contains(name.as_str()));
    let names: Vec<&String> = std::iter::once(&node.name).chain(&node.aliases).filter(shown).collect();
    if names.is_empty() {
        entity.name("name", &node.name);
    }
    names.into_iter().for_each(|name| entity.name("name", name));
    entity.line("detectedSchema", schema(node.kind).unwrap_or(kind_name(node.kind)));
    entity
}
