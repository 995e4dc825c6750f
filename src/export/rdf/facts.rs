//! The graph as RDF resources, in the order in which they are written: nodes, edges, then each article with its sentences.

use super::term::{Iri, NamedGraph, Resource, Value};
use super::vocabulary::{article, claims, node, status, types, wikidata};
use crate::export::diagram;
use crate::export::listing::{Article, Link, Listing, iso};
use crate::graph::{EdgeKind, EventNode, Evidence, Node};
use crate::vocabulary::Status;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The names of quotes: the article and a number in it, counted in canonical order.
pub(super) struct Quotes<'g> {
    names: FxHashMap<&'g Evidence, Iri>,
    by_doc: BTreeMap<&'g str, Vec<&'g Evidence>>,
}

impl<'g> Quotes<'g> {
    pub fn of(listing: &Listing<'g>) -> Self {
        let mut quotes = Self { names: FxHashMap::default(), by_doc: BTreeMap::new() };
        for quote in listing.quotes() {
            let before = quotes.by_doc.entry(&quote.doc).or_default();
            before.push(quote);
            quotes.names.insert(quote, Iri::own("quote", &format!("{}#{}", quote.doc, before.len())));
        }
        quotes
    }

    fn derived(&self, evidence: &[Evidence]) -> Vec<Value> {
        evidence.iter().filter_map(|quote| self.names.get(quote)).cloned().map(Value::Is).collect()
    }
}

/// A node and, of events, when it was and what became of it.
pub(super) fn of_node(it: &Node, quotes: &Quotes<'_>) -> Resource {
    let mut resource = Resource::new(node(&it.id), types(it.kind));
    resource.say("schema:identifier", [Value::text(&it.id.0)]);
    resource.say("schema:name", [Value::text(&it.name)]);
    resource.say("schema:alternateName", it.aliases.iter().map(Value::text));
    resource.say("schema:sameAs", it.wikidata.iter().filter_map(|id| wikidata(id)).map(Value::Is));
    resource.say("sum:iso", it.iso.iter().map(Value::text));
    if let Some(event) = &it.event {
        happening(&mut resource, event);
        resource.say("prov:wasDerivedFrom", quotes.derived(&event.evidence));
    }
    resource
}

fn happening(resource: &mut Resource, event: &EventNode) {
    resource.say("sem:eventType", [Value::Is(Iri::term(&event.kind))]);
    resource.say("sum:mode", event.mode.map(|mode| Value::Is(Iri::term(mode.as_str()))));
    resource.say("sum:status", [status(event.status)]);
    let known = match event.status {
        Status::Planned => Some("schema:EventScheduled"),
        Status::Cancelled => Some("schema:EventCancelled"),
        _ => None,
    };
    resource.say("schema:eventStatus", known.map(|word| Value::Is(Iri::Word(word))));
    resource.say("sem:hasTimeStamp", iso(event.date.as_ref()).map(Value::date));
    // Of undated events these are the days of the reports, which are in the sentences already.
    if let Some((first, last)) = event.days().filter(|_| iso(event.date.as_ref()).is_some()) {
        resource.say("sem:hasBeginTimeStamp", [Value::date(&first.to_string())]);
        resource.say("sem:hasEndTimeStamp", [Value::date(&last.to_string())]);
    }
    resource.say("sum:confidence", [Value::number(event.confidence)]);
}

/// An edge: what it says of the event or of its ends, if that is so, and the statement with all that is known of it.
pub(super) fn of_link(link: &Link<'_>, quotes: &Quotes<'_>) -> Vec<Resource> {
    let (source, target, edge) = (node(&link.source.id), node(&link.target.id), link.edge);
    let kind = Iri::term(&edge.kind.0);
    let mut resources: Vec<Resource> = part(link).into_iter().collect();
    let is_so = matches!(edge.status, None | Some(Status::Happened | Status::Ongoing)) && !edge.former;
    if is_so || edge.kind.is_of_event() {
        let mut plain = Resource::new(source.clone(), &[]);
        plain.add(kind.clone(), [Value::Is(target.clone())]);
        resources.push(plain);
    }
    let mut statement = Resource::new(Iri::own("fact", &link.id()), &["rdf:Statement", "prov:Entity"]);
    statement.say("rdf:subject", [Value::Is(source)]);
    statement.say("rdf:predicate", [Value::Is(kind)]);
    statement.say("rdf:object", [Value::Is(target)]);
    statement.say("sum:status", edge.status.map(status));
    statement.say("sum:role", edge.role.iter().map(Value::text));
    statement.say("sum:former", edge.former.then(|| Value::Typed("true".into(), "xsd:boolean")));
    statement.say("sum:first", iso(edge.first.as_ref()).map(Value::date));
    statement.say("sum:last", iso(edge.last.as_ref()).map(Value::date));
    statement.say("sum:articles", [Value::count(edge.articles)]);
    statement.say("sum:sources", [Value::count(edge.sources)]);
    statement.say("sum:confidence", [Value::number(edge.confidence)]);
    statement.say("sum:event", edge.events.iter().map(|event| Value::Is(node(event))));
    statement.say("prov:wasDerivedFrom", quotes.derived(&edge.evidence));
    resources.push(statement);
    resources
}

/// What an edge at an event says in terms of others' vocabularies.
fn part(link: &Link<'_>) -> Option<Resource> {
    let kind = link.edge.kind.as_str();
    let (event, other) =
        if link.source.event.is_some() { (link.source, link.target) } else { (link.target, link.source) };
    let words: &[&'static str] = match kind {
        EdgeKind::HOSTS => &["sem:hasActor", "schema:organizer"],
        EdgeKind::ATTENDS => &["sem:hasActor", "schema:attendee"],
        EdgeKind::ACTOR_IN | EdgeKind::TARGETS => &["sem:hasActor"],
        EdgeKind::HELD_IN => &["sem:hasPlace", "schema:location"],
        EdgeKind::CONCERNS => &["schema:about"],
        _ => return None,
    };
    let mut resource = Resource::new(node(&event.id), &[]);
    for word in words {
        resource.say(word, [Value::Is(node(&other.id))]);
    }
    Some(resource)
}

/// An article, and the graph of its sentences.
pub(super) fn of_article(doc: &str, about: &Article<'_>, quotes: &Quotes<'_>) -> (Resource, Option<NamedGraph>) {
    let mut resource = Resource::new(article(doc), &["schema:NewsArticle", "prov:Entity"]);
    resource.say("schema:identifier", [Value::text(doc)]);
    resource.say("schema:datePublished", about.date.map(|date| Value::date(&date.to_string())));
    resource.say("schema:publisher", about.source.map(Value::text));
    resource.say("schema:url", about.url.and_then(diagram::link).map(|url| Value::Is(Iri::Web(url))));
    let graph = quotes.by_doc.get(doc).map(|said| {
        let mut about = Resource::new(claims(doc), &["prov:Bundle"]);
        about.say("prov:wasDerivedFrom", [Value::Is(article(doc))]);
        NamedGraph { about, holds: said.iter().map(|quote| sentence(quote, quotes)).collect() }
    });
    (resource, graph)
}

fn sentence(quote: &Evidence, quotes: &Quotes<'_>) -> Resource {
    let name = quotes.names.get(quote).cloned().unwrap_or_else(|| article(&quote.doc));
    let mut resource = Resource::new(name, &["schema:Quotation", "prov:Entity"]);
    resource.say("schema:text", [Value::text(&quote.quote)]);
    resource.say("prov:wasQuotedFrom", [Value::Is(article(&quote.doc))]);
    resource.say("sum:start", quote.span.map(|span| Value::count(span.start)));
    resource.say("sum:end", quote.span.map(|span| Value::count(span.end)));
    resource.say("sum:trigger", quote.trigger.iter().map(Value::text));
    resource.say("sum:pattern", quote.pattern.iter().map(Value::text));
    resource.say("sum:status", quote.status.map(status));
    resource.say("sum:claimedBy", quote.claimed_by.iter().map(Value::text));
    resource
}
