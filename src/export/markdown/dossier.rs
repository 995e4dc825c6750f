//! The parts of a dossier.

use super::escape::{escape, link};
use crate::count::counted;
use crate::export::listing::{Link, Listing, leading};
use crate::graph::{Edge, EdgeKind, Evidence, Filter, Graph, Node, NodeId};
use crate::query::{self, EventRow, Named};
use crate::vocabulary::Status;
use std::collections::BTreeMap;

/// Sentences under one event or relation.
const QUOTES: usize = 3;

/// The dossier of a node.
pub(super) fn dossier(listing: &Listing<'_>, graph: &Graph, node: &Node) -> String {
    let mut parts = vec![head(node)];
    parts.extend(relations(listing, node));
    let all = Filter { status: Status::ALL.iter().copied().collect(), ..Filter::default() };
    let events: Vec<EventRow> =
        graph.index.get(&node.id).map(|at| query::timeline(graph, *at, &all)).unwrap_or_default();
    parts.extend(timeline(listing, &events));
    parts.extend(ties(listing, node));
    parts.extend(articles(listing));
    parts.join("\n\n") + "\n"
}

fn head(node: &Node) -> String {
    let mut lines = vec![format!("# {}", escape(&node.name))];
    let wikidata = node.wikidata.iter().filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let known: Vec<String> = wikidata
        .map(|id| link(&format!("Wikidata {id}"), Some(&format!("https://www.wikidata.org/wiki/{id}"))))
        .chain(node.iso.iter().map(|iso| format!("ISO {}", escape(iso))))
        .collect();
    if !known.is_empty() {
        lines.push(known.join(" · "));
    }
    if !node.aliases.is_empty() {
        let names: Vec<String> = node.aliases.iter().map(|name| escape(name)).collect();
        lines.push(format!("Also: {}", names.join(", ")));
    }
    lines.push(
        "What articles say, whether true or not, by Summitry. Every statement stands above the sentences that say so."
            .into(),
    );
    lines.join("\n\n")
}

fn relations(listing: &Listing<'_>, node: &Node) -> Option<String> {
    let own = listing.links.iter().filter(|link| link.edge.kind.is_standing());
    let own = own.filter(|link| link.source.id == node.id || link.target.id == node.id);
    let items: Vec<String> =
        own.map(|link| format!("- {}\n{}", relation(link), quotes(&link.edge.evidence, None))).collect();
    (!items.is_empty()).then(|| format!("## Offices and relations\n\n{}", items.join("\n")))
}

fn relation(link: &Link<'_>) -> String {
    let Edge { kind, role, former, .. } = link.edge;
    let kind = match (kind.as_str(), role) {
        ("represents", Some(role)) => format!("{} of", escape(role)),
        (kind, _) => escape(&kind.replace('_', " ")),
    };
    let over = if *former { " (formerly)" } else { "" };
    format!("**{}**: {kind} **{}**{over}", escape(&link.source.name), escape(&link.target.name))
}

fn timeline(listing: &Listing<'_>, events: &[EventRow]) -> Option<String> {
    let items: Vec<String> = events.iter().rev().map(|row| event(listing, row)).collect();
    (!items.is_empty()).then(|| format!("## Events, latest first\n\n{}", items.join("\n\n")))
}

fn event(listing: &Listing<'_>, row: &EventRow) -> String {
    let what = row.mode.map_or_else(|| row.kind.to_lowercase(), |mode| mode.to_string());
    let date = match (&row.date, &row.reported) {
        (Some(date), _) => date.clone(),
        (None, Some((_, last))) => format!("reported {last}"),
        (None, None) => "undated".to_owned(),
    };
    let names = |named: &[Named]| named.iter().map(|one| escape(&one.name)).collect::<Vec<_>>().join(", ");
    let (one, other) = (names(&row.who), names(&row.with));
    let sides = if row.recipients.is_empty() { " – " } else { " → " };
    let parties = [one, other].into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join(sides);
    let mut lines = vec![format!("### {}, {}: {}", escape(&date), escape(&what), parties), String::new()];
    let place = (!row.place.is_empty()).then(|| format!("in {}", names(&row.place)));
    let host = (!row.host.is_empty()).then(|| format!("host {}", names(&row.host)));
    let about = (!row.topics.is_empty()).then(|| format!("about {}", escape(&row.topics.join(", ").replace('-', " "))));
    let facts: Vec<String> = [Some(format!("**{}**", row.status)), place, host, about].into_iter().flatten().collect();
    lines.push(format!("{} · {}", facts.join(" · "), counted(row.articles, "article")));
    lines.push(String::new());
    let evidence = listing.event(&NodeId(row.event.clone())).map_or(&[][..], |event| &event.evidence);
    lines.push(quotes(evidence, Some(row.status)));
    lines.join("\n")
}

fn ties(listing: &Listing<'_>, node: &Node) -> Option<String> {
    let own = listing.links.iter().filter(|link| link.edge.is_tie() && !link.edge.is_void());
    let mut own: Vec<&Link<'_>> = own.filter(|link| link.source.id == node.id || link.target.id == node.id).collect();
    own.sort_by_key(|link| std::cmp::Reverse(link.edge.sources));
    let mut lines =
        vec!["| tie | status | sources | articles | first | last |".to_owned(), "|---|---|---|---|---|---|".to_owned()];
    lines.extend(own.iter().map(|link| {
        let edge = link.edge;
        let kind = escape(&edge.kind.as_str().replace('_', " "));
        let kind = if edge.kind.as_str() == EdgeKind::COOPERATES_ON { "cooperates on".to_owned() } else { kind };
        let date = |date: &Option<String>| escape(date.as_deref().unwrap_or_default());
        format!(
            "| {} *{kind}* {} | {} | {} | {} | {} | {} |",
            escape(&link.source.name),
            escape(&link.target.name),
            edge.status.map(|status| status.to_string()).unwrap_or_default(),
            edge.sources,
            edge.articles,
            date(&edge.first),
            date(&edge.last)
        )
    }));
    (!own.is_empty()).then(|| format!("## Ties, best attested first\n\n{}", lines.join("\n")))
}

fn articles(listing: &Listing<'_>) -> Option<String> {
    let articles: BTreeMap<_, _> = listing.articles();
    let items: Vec<String> = articles
        .iter()
        .map(|(doc, article)| {
            let source = article.source.map(|source| format!(", {}", escape(source))).unwrap_or_default();
            let date = article.date.map(|date| format!(", {date}")).unwrap_or_default();
            format!("- {}{source}{date}", link(&escape(doc), article.url))
        })
        .collect();
    (!items.is_empty()).then(|| format!("## Articles\n\n{}", items.join("\n")))
}

/// The sentences as block quotes: the leading one, then the others as they stand; the rest is counted.
fn quotes(evidence: &[Evidence], status: Option<Status>) -> String {
    let first = leading(evidence, status);
    let others = evidence.iter().filter(|quote| first.is_none_or(|first| !std::ptr::eq(*quote, first)));
    let all: Vec<&Evidence> = first.into_iter().chain(others).collect();
    let mut lines: Vec<String> = all.iter().take(QUOTES).map(|quote| said(quote)).collect();
    if all.len() > QUOTES {
        lines.push(format!("  > and {} more", counted(all.len() - QUOTES, "sentence")));
    }
    lines.join("\n  >\n")
}

fn said(quote: &Evidence) -> String {
    let source = link(&escape(quote.source.as_deref().unwrap_or(&quote.doc)), quote.url.as_deref());
    let date = quote.date.map(|date| format!(", {date}")).unwrap_or_default();
    let claimed = quote.claimed_by.as_ref().map(|by| format!(", claimed by {}", escape(by))).unwrap_or_default();
    let status = quote.status.map(|status| format!(", {status}")).unwrap_or_default();
    format!("  > “{}” — {source}{date}{status}{claimed}", escape(&quote.quote))
}
