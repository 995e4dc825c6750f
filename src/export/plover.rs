//! Events → rows of actor, event type and recipient, as users of ICEWS and POLECAT expect: tab-separated with a header.
//!
//! The columns are named as POLECAT's, as far as news articles fill them (Wikidata ids stand for Wikipedia's, ISO codes of two letters for
//! countries, our policy areas for contexts); then come ICEWS's CAMEO codes and sentence, and what only Summitry knows. Every actor makes a row with every recipient; of mutual events every pair makes one, in the order of ids. An event
//! whose other side is not named has rows without recipient.
//!
//! Mind the status: rows of what is planned, called off or denied are rows too. An event without a day has the first day of its month or
//! year, or of its reports; `Date Precision` says so (day, month, year, report).

use super::columns::kind_name;
use super::listing::{Listing, docs, iso, leading};
use super::parts::Parts;
use super::stream::Streamed;
use crate::graph::{EdgeKind, EventNode, Node, NodeId, NodeKind};
use crate::schema::Schema;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Writes event rows.
pub(super) struct Plover;

const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Primary Actor Sector",
    "Actor Title",
    "Wikidata Actor ID",
    "Actor Country",
    "Recipient Name",
    "Primary Recipient Sector",
    "Recipient Title",
    "Wikidata Recipient ID",
    "Recipient Country",
    "Placename",
    "Country",
    "Source",
    "Publication Date",
    "CAMEO Root Codes",
    "Event Text",
    "Story ID",
    "Status",
    "Date Precision",
    "Articles",
    "Confidence",
];

impl Streamed for Plover {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        line(out, COLUMNS.iter().map(|column| (*column).to_owned()))?;
        let coder = Coder(Parts::of(listing));
        for node in &listing.nodes {
            if let Some(event) = &node.event {
                for (actor, recipient) in coder.pairs(node) {
                    line(out, coder.row(node, event, actor, recipient).into_iter())?;
                }
            }
        }
        Ok(())
    }
}

/// Makes the rows of events.
struct Coder<'g>(Parts<'g>);

impl<'g> Coder<'g> {
    /// In whose name a person acts: countries first, which are what these data sets code.
    fn office(&self, person: &Node) -> Option<(Option<&'g str>, &'g Node)> {
        let offices = self.0.offices(person);
        let of_country = offices.iter().find(|(_, target)| target.kind == NodeKind::Country);
        of_country.or_else(|| offices.first()).copied()
    }

    fn ends(&self, event: &Node, kinds: &[&str]) -> Vec<&'g Node> {
        let all = self.0.of_event(event);
        let ends: BTreeMap<&NodeId, &Node> =
            all.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, node)| (&node.id, *node)).collect();
        ends.into_values().collect()
    }

    /// Actor and recipient of each row.
    fn pairs(&self, event: &Node) -> Vec<(&'g Node, Option<&'g Node>)> {
        let recipients = self.ends(event, &[EdgeKind::TARGETS]);
        let actors = self.ends(event, &[EdgeKind::ACTOR_IN, EdgeKind::ATTENDS, EdgeKind::HOSTS]);
        if !recipients.is_empty() {
            let with = |actor: &&'g Node| recipients.iter().map(|to| (*actor, Some(*to))).collect::<Vec<_>>();
            return actors.iter().flat_map(with).collect();
        }
        let is_mutual = event.event.as_ref().is_some_and(|event| is_mutual(&event.kind));
        match actors.as_slice() {
            [_, _, ..] if is_mutual => (1..actors.len())
                .flat_map(|second| (0..second).map(move |first| (first, second)))
                .filter_map(|(first, second)| Some((*actors.get(first)?, Some(*actors.get(second)?))))
                .collect(),
            _ => actors.iter().map(|actor| (*actor, None)).collect(),
        }
    }

    fn row(&self, node: &Node, event: &EventNode, actor: &Node, recipient: Option<&Node>) -> Vec<String> {
        let quote = leading(&event.evidence, Some(event.status));
        let (day, precision) = day(event);
        let names =
            |kinds: &[&str]| self.ends(node, kinds).iter().map(|end| end.name.as_str()).collect::<Vec<_>>().join("; ");
        let topics = self.ends(node, &[EdgeKind::CONCERNS]);
        let topics: Vec<&str> = topics.iter().map(|area| area.id.0.trim_start_matches("area:")).collect();
        let place = self.ends(node, &[EdgeKind::HELD_IN]);
        let country = place.iter().filter_map(|place| place.iso.clone()).collect::<BTreeSet<_>>();
        let mut row = vec![
            node.id.0.clone(),
            day,
            event.kind.clone(),
            event.mode.map(|mode| mode.to_string()).unwrap_or_default(),
            quad(&event.kind).to_owned(),
            topics.join("; "),
        ];
        row.extend(self.side(Some(actor)));
        row.extend(self.side(recipient));
        row.extend([
            names(&[EdgeKind::HELD_IN]),
            country.into_iter().collect::<Vec<_>>().join("; "),
            quote.and_then(|quote| quote.source.clone()).unwrap_or_default(),
            quote.and_then(|quote| quote.date).map(|date| date.to_string()).unwrap_or_default(),
            Schema::embedded().event(&event.kind).map(|known| known.cameo.join("; ")).unwrap_or_default(),
            quote.map(|quote| quote.quote.clone()).unwrap_or_default(),
            docs(&event.evidence).join("; "),
            event.status.to_string(),
            precision.to_owned(),
            docs(&event.evidence).len().to_string(),
            event.confidence.to_string(),
        ]);
        row
    }

    /// Name, sector, title, Wikidata id and country of one side.
    fn side(&self, party: Option<&Node>) -> [String; 5] {
        let Some(party) = party else { return Default::default() };
        let office = self.office(party);
        let stands_for = office.map_or(party, |(_, of)| of);
        let sector = match (party.kind, stands_for.kind) {
            (_, NodeKind::Country) => "GOV",
            (NodeKind::Person | NodeKind::Organization, _) => "",
            (kind, _) => kind_name(kind),
        };
        [
            party.name.clone(),
            sector.to_owned(),
            office.and_then(|(role, _)| role).unwrap_or_default().to_owned(),
            party.wikidata.clone().unwrap_or_default(),
            stands_for.iso.clone().unwrap_or_default(),
        ]
    }
}

/// Whether events of the type have no two sides.
fn is_mutual(kind: &str) -> bool {
    Schema::embedded().event(kind).is_some_and(|known| known.symmetric)
}

/// The day of a row, and what it stands for.
fn day(event: &EventNode) -> (String, &'static str) {
    let first = event.days().map(|(first, _)| first.to_string()).unwrap_or_default();
    let precision = match iso(event.date.as_ref()).map(str::len) {
        Some(4) => "year",
        Some(7) => "month",
        Some(_) => "day",
        None => "report",
    };
    (first, precision)
}

/// PLOVER's quadrants: words and deeds, for and against.
fn quad(kind: &str) -> &'static str {
    match kind {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => "Verbal Cooperation",
        "COOPERATE" | "AID" | "RETREAT" => "Material Cooperation",
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => "Verbal Conflict",
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => "Material Conflict",
        _ => "",
    }
}

fn line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (i, text) in cells.enumerate() {
        write!(out, "{}{}", if i == 0 { "" } else { "\t" }, cell(&text))?;
    }
    out.write_all(b"\n")
}

/// The one place where text becomes a cell of a tab-separated file, which knows no quotes: line ends, tabs and other control
/// characters become spaces, and double quotes single ones, since some readers take them for more.
fn cell(text: &str) -> String {
    let plain = |c: char| match c {
        '"' => '\'',
        '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_type_of_plover_has_its_quadrant() {
        let without: Vec<&str> =
            Schema::embedded().events.iter().map(|e| e.id.as_str()).filter(|id| quad(id).is_empty()).collect();
        assert_eq!(without, ["LEADERSHIP"]);
    }

    proptest! {
        #[test]
        fn no_cell_ends_the_line_or_column(text in any::<String>()) {
            let ends = ['\t', '\n', '\r', '"', '\u{85}', '\u{2028}'];
            prop_assert!(!cell(&text).contains(ends));
        }
    }
}
