//! Names and sentences that attack the formats, and a graph that is full of them.

use super::samples::{Meeting, Sample, edge, evidence};
use summitry::graph::{Graph, NodeKind};
use summitry::vocabulary::{Mode, Status};

/// Text that means something to DOT, XML, HTML, JSON, a terminal or the eye.
pub fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "\"",
        "\\",
        "a\\",
        "\\\"",
        "\\N\\G\\l",
        "\n",
        "two\nlines\r\nand a\ttab",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "]]><!-- -->",
        "--><svg onload=alert(1)>",
        "&lt;b&gt; &#60;script&#62; &amp;",
        "<<B>bold</B>>",
        "a > > b",
        "\"];\n\"x\" -> \"y\" [label=\"z\"]",
        "node",
        "subgraph",
        "cluster",
        "a:b:c",
        "{record|<port>}",
        "%5C %N",
        "\u{0}\u{1}\u{7}\u{1b}[31mred\u{7f}",
        "\u{202E}nimda\u{202C}",
        "محمد بن سلمان",
        "习近平",
        "🤝👩‍⚖️🇺🇳",
        "e\u{301}\u{301}\u{301}\u{301}",
        "\u{FFFE}\u{FFFF}\u{FDD0}\u{2028}\u{FEFF}",
        "javascript:alert(1)",
        "' onmouseover='alert(1)",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("x".repeat(10_000));
    texts.push("word & <tag> ".repeat(800));
    texts
}

/// Every text in every place that a graph has for text.
pub fn graph() -> Graph {
    of(&texts())
}

/// These texts in every place that a graph has for text.
pub fn of(texts: &[String]) -> Graph {
    let mut sample = Sample::default();
    let country = sample.country("US", "United States");
    for (i, text) in texts.iter().enumerate() {
        let person = sample.node(&format!("person:{text}{i}"), NodeKind::Person, text);
        let home = sample.node(&format!("country:{text}{i}"), NodeKind::Country, text);
        let organization = sample.node(&format!("organization:{text}{i}"), NodeKind::Organization, text);
        let place = sample.node(&format!("place:{text}{i}"), NodeKind::Place, text);
        let area = sample.node(&format!("area:{text}{i}"), NodeKind::PolicyArea, text);
        let event = sample.meeting(&Meeting {
            mode: Mode::Meeting,
            status: Status::ALL[i % Status::ALL.len()],
            date: Some(text),
            place: Some(text),
            host: None,
            parties: &["country:US"],
            topics: &[text],
            articles: 1,
        });
        let mut add = |from, to, kind: &str, status| {
            let mut edge = edge(kind, status, 1, text);
            edge.role = Some(text.clone());
            edge.first = Some(text.clone());
            let mut said = evidence(0, text);
            (said.doc, said.source, said.url, said.claimed_by) =
                (text.clone(), Some(text.clone()), Some(format!("https://example.org/{text}")), Some(text.clone()));
            edge.evidence.push(said.clone());
            said.url = Some(text.clone());
            edge.evidence.insert(0, said);
            sample.add(from, to, edge);
        };
        add(person, home, "represents", None);
        add(person, event, "hosts", Some(Status::Planned));
        add(home, country, text, Some(Status::ALL[i % Status::ALL.len()]));
        add(organization, home, "accuses", Some(Status::Happened));
        add(organization, place, "member_of", None);
        add(person, place, "sanctions", Some(Status::Denied));
        add(home, area, "cooperates_on", Some(Status::Possible));
    }
    sample.finish()
}
