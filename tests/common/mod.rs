//! Records made at random, for the properties of merging and storing.

use proptest::prelude::*;
use serde_json::json;
use summitry::extract::Extraction;
use summitry::vocabulary::Status;

/// Indices of an event's type, parties, status, date, place, topic and quote.
type Choices = (usize, usize, usize, usize, usize, usize, usize);

/// Records of one document each, of few parties, days and sentences, so that much of it meets.
pub fn records() -> impl Strategy<Value = Vec<Extraction>> {
    let event = (0..6usize, 0..8usize, 0..Status::ALL.len(), 0..8usize, 0..4usize, 0..4usize, 0..5usize);
    let record = (0..12u8, 0..30i8, prop::collection::vec(event, 0..4), 0..4usize, 0..6usize);
    let build = |(doc, report, events, ids, stated): (u8, i8, Vec<Choices>, usize, usize)| {
        let kinds = ["CONSULT", "CONSULT", "CONSULT", "ACCUSE", "ASSAULT", "COOPERATE"];
        let parties = [["p", "q"], ["q", "p"], ["p", "c"], ["c", "c"], ["q", "d"], ["c", "d"], ["q", "s"], ["p", "s"]];
        let modes = [None, Some("call"), Some("visit"), Some("meeting")];
        let places = [Some("x"), Some("y"), None, None];
        let publisher = ["A", "B", "C"].get(usize::from(doc) % 4);
        let dates = [
            None,
            None,
            None,
            Some("2026-01-10"),
            Some("2026-01-20"),
            Some("2026-01"),
            Some("2026"),
            Some("2026-02-01"),
        ];
        let events: Vec<_> = events
            .into_iter()
            .enumerate()
            .map(|(n, (kind, party, status, date, place, topic, quote))| {
                json!({"id": format!("v{n}"), "type": kinds[kind], "status": Status::ALL[status].as_str(),
                    "mode": (modes[topic]),
                    "actors": [parties[party][0]], "recipients": [parties[party][1]],
                    "place": (places[place]), "date": dates[date],
                    "topics": (topic > 1).then(|| format!("area{topic}")).into_iter().collect::<Vec<_>>(),
                    "trigger": "did", "evidence": format!("Sentence {quote}."), "confidence": quote as f32 / 5.0})
            })
            .collect();
        // The same names with and without ids of their own, and with two ids.
        let (person, iso, country) = [
            (None, None, None),
            (Some("Q7"), Some("XA"), None),
            (Some("Q8"), None, Some("Q9")),
            (None, Some("XA"), Some("Q9")),
        ][ids];
        let relations = [
            json!({"type": "represents", "source": "q", "target": "c", "role": "King", "evidence": "King Rao of Aland."}),
            json!({"type": "located_in", "source": "x", "target": "y", "evidence": "The Hall in Town."}),
            json!({"type": "represents", "source": "p", "target": "c", "role": "king", "evidence": "Ann Lee, the king."}),
            json!({"type": "represents", "source": "s", "target": if doc % 2 == 0 { "c" } else { "d" }, "role": "Queen",
                "former": report % 5 == 0, "evidence": "Queen Sow."}),
            json!({"type": "represents", "source": "p", "target": "d", "evidence": "Lee leads."}),
        ];
        let relations = relations.get(..stated).unwrap_or_default();
        let record = json!({"doc": format!("d{doc}"),
            "article": {"date": (report > 3).then(|| format!("2026-01-{report:02}")), "source": (publisher)},
            "entities": [
                {"id": "p", "kind": "person", "name": "Ann Lee", "mentions": ["Lee"], "wikidata": person},
                {"id": "q", "kind": "person", "name": "Rao", "mentions": ["Rao"]},
                {"id": "c", "kind": "country", "name": "Aland", "mentions": ["Aland"], "iso": iso, "wikidata": country},
                {"id": "d", "kind": "country", "name": "Borduria", "mentions": [], "iso": "XB"},
                {"id": "s", "kind": "person", "name": "Sam Sow", "mentions": []},
                {"id": "x", "kind": "place", "name": "Hall", "mentions": []},
                {"id": "y", "kind": "place", "name": "Town", "mentions": []}],
            "events": events,
            "relations": relations});
        serde_json::from_value(record).unwrap()
    };
    prop::collection::vec(record.prop_map(build), 0..14)
}
