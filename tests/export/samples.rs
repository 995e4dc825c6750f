//! Graphs made by hand for the tests of the exporters. The sentences are our own; the happenings are invented.

use petgraph::stable_graph::NodeIndex;
use summitry::graph::{Edge, EdgeKind, EventNode, Evidence, Graph, Node, NodeId, NodeKind, StatusChange};
use summitry::vocabulary::{Mode, Status};

/// A graph in the making.
#[derive(Default)]
pub struct Sample {
    graph: Graph,
    events: usize,
}

/// A meeting in the making.
pub struct Meeting<'a> {
    pub mode: Mode,
    pub status: Status,
    pub date: Option<&'a str>,
    pub place: Option<&'a str>,
    pub host: Option<&'a str>,
    pub parties: &'a [&'a str],
    pub topics: &'a [&'a str],
    pub articles: u32,
}

impl Sample {
    pub fn finish(self) -> Graph {
        self.graph
    }

    pub fn node(&mut self, id: &str, kind: NodeKind, name: &str) -> NodeIndex {
        let id = NodeId(id.to_owned());
        if let Some(&index) = self.graph.index.get(&id) {
            return index;
        }
        let name = name.to_owned();
        let node = Node { id: id.clone(), kind, name, aliases: Vec::new(), wikidata: None, iso: None, event: None };
        let index = self.graph.graph.add_node(node);
        self.graph.index.insert(id, index);
        index
    }

    pub fn add(&mut self, from: NodeIndex, to: NodeIndex, edge: Edge) {
        self.graph.graph.add_edge(from, to, edge);
    }

    /// A country, named once by code and name.
    pub fn country(&mut self, iso: &str, name: &str) -> NodeIndex {
        let index = self.node(&format!("country:{iso}"), NodeKind::Country, name);
        self.graph.graph[index].iso = Some(iso.to_owned());
        index
    }

    /// A leader with an office in a country, or in an organization by its id.
    pub fn leader(&mut self, name: &str, role: &str, of: &str) {
        let of = self.party(of);
        let person = self.node(&format!("person:{}", name.to_lowercase()), NodeKind::Person, name);
        let mut edge = edge("represents", None, 2, &format!("{name} is {role}."));
        edge.role = Some(role.to_owned());
        self.graph.graph.add_edge(person, of, edge);
    }

    /// Somebody by name: a leader, `country:XX`, or else an organization.
    pub fn party(&mut self, name: &str) -> NodeIndex {
        let person = NodeId(format!("person:{}", name.to_lowercase()));
        if let Some(&index) = self.graph.index.get(&person).or_else(|| self.graph.index.get(&NodeId(name.to_owned()))) {
            return index;
        }
        let id = format!("organization:{}", name.to_lowercase());
        self.node(&id, NodeKind::Organization, name)
    }

    fn event(
        &mut self,
        kind: &str,
        mode: Option<Mode>,
        status: Status,
        date: Option<&str>,
        quote: &str,
        articles: u32,
    ) -> NodeIndex {
        self.events += 1;
        let index = self.node(&format!("event:{:03}", self.events), NodeKind::Event, kind);
        let history =
            vec![StatusChange { reported: Some("2026-03-02".parse().unwrap()), status, doc: "a0".to_owned() }];
        let evidence = (0..articles).map(|i| evidence(i, quote)).collect();
        let date = date.map(str::to_owned);
        self.graph.graph[index].event = Some(EventNode {
            kind: kind.to_owned(),
            mode,
            status,
            date,
            history,
            confidence: 0.8,
            key: String::new(),
            joins: Vec::new(),
            evidence,
        });

        index
    }

    pub fn meeting(&mut self, meeting: &Meeting<'_>) -> NodeIndex {
        let quote = format!("{} sat down together, officials said.", meeting.parties.join(" and "));
        let event = self.event("CONSULT", Some(meeting.mode), meeting.status, meeting.date, &quote, meeting.articles);
        let id = self.graph.graph[event].id.clone();
        let status = Some(meeting.status);
        let add = |sample: &mut Self, from, to, kind| {
            let mut edge = edge(kind, status, meeting.articles, &quote);
            edge.events = Vec::new();
            edge.first = meeting.date.map(str::to_owned);
            edge.last = edge.first.clone();
            sample.graph.graph.add_edge(from, to, edge);
        };
        let parties: Vec<NodeIndex> = meeting.parties.iter().map(|party| self.party(party)).collect();
        for &party in &parties {
            add(self, party, event, "attends");
        }
        if let Some(host) = meeting.host {
            let host = self.party(host);
            add(self, host, event, "hosts");
        }
        if let Some(place) = meeting.place {
            let place = self.node(&format!("place:{}", place.to_lowercase()), NodeKind::Place, place);
            add(self, event, place, "held_in");
        }
        for topic in meeting.topics {
            let area = self.node(&format!("area:{}", topic.to_lowercase()), NodeKind::PolicyArea, topic);
            add(self, event, area, "concerns");
        }
        for (i, &one) in parties.iter().enumerate() {
            for &two in &parties[i + 1..] {
                let mut edge = edge("meets", status, meeting.articles, &quote);
                edge.events = vec![id.clone()];
                self.graph.graph.add_edge(one, two, edge);
            }
        }
        event
    }

    /// A tie with the event that it is derived from.
    pub fn tie(&mut self, from: &str, kind: &str, to: &str, event: &str, status: Status, articles: u32) {
        let quote = format!("{from} {} {to}, according to two officials.", kind.replace('_', " "));
        let (source, target) = (self.party(from), self.party(to));
        let event = self.event(event, None, status, None, &quote, articles);
        let mut edge = edge(kind, Some(status), articles, &quote);
        edge.events = vec![self.graph.graph[event].id.clone()];
        edge.first = Some("2026-02-11".to_owned());
        edge.last = Some("2026-03-02".to_owned());
        self.graph.graph.add_edge(source, target, edge);
    }

    /// A party cooperates on policy areas.
    pub fn cooperates_on(&mut self, party: &str, areas: &[&str], status: Status) {
        for area in areas {
            self.node(&format!("area:{}", area.to_lowercase()), NodeKind::PolicyArea, area);
            self.tie(party, "cooperates_on", &format!("area:{}", area.to_lowercase()), "COOPERATE", status, 1);
        }
    }
}

pub fn edge(kind: &str, status: Option<Status>, articles: u32, quote: &str) -> Edge {
    Edge {
        kind: EdgeKind(kind.to_owned()),
        status,
        role: None,
        former: false,
        first: None,
        last: None,
        articles,
        sources: articles.min(3),
        confidence: 0.8,
        events: Vec::new(),
        evidence: (0..articles).map(|i| evidence(i, quote)).collect(),
    }
}

pub fn evidence(i: u32, quote: &str) -> Evidence {
    Evidence {
        doc: format!("a{i}"),
        source: Some(format!("Sample Gazette {}", i % 3)),
        date: Some("2026-03-02".parse().unwrap()),
        url: Some(format!("https://example.org/news/{i}?a=1&b=2")),
        fingerprint: None,
        span: None,
        quote: quote.to_owned(),
        trigger: None,
        pattern: None,
        claimed_by: None,
        status: None,
    }
}

const PLAIN: Meeting<'static> = Meeting {
    mode: Mode::Meeting,
    status: Status::Happened,
    date: None,
    place: None,
    host: None,
    parties: &[],
    topics: &[],
    articles: 1,
};

/// About ten nodes: what one article gives.
pub fn small() -> Graph {
    let mut sample = Sample::default();
    sample.country("US", "United States");
    sample.country("CO", "Colombia");
    sample.country("VE", "Venezuela");
    sample.leader("Donald Trump", "President", "country:US");
    sample.leader("Marco Rubio", "Secretary of State", "country:US");
    sample.leader("Gustavo Petro", "President", "country:CO");
    sample.meeting(&Meeting {
        mode: Mode::Visit,
        status: Status::Planned,
        date: Some("2026-02-03"),
        place: Some("White House"),
        host: Some("Donald Trump"),
        parties: &["Donald Trump", "Gustavo Petro"],
        topics: &["Trade", "Drugs", "Conflict and peace", "Environment"],
        articles: 3,
    });
    sample.meeting(&Meeting {
        mode: Mode::Call,
        date: Some("2026-01-07"),
        parties: &["Donald Trump", "Gustavo Petro"],
        articles: 2,
        ..PLAIN
    });
    sample.meeting(&Meeting {
        status: Status::Cancelled,
        date: Some("2026-01"),
        place: Some("Bogotá"),
        parties: &["Marco Rubio", "Gustavo Petro"],
        ..PLAIN
    });
    for party in ["country:US", "Gustavo Petro"] {
        sample.cooperates_on(party, &["Drugs", "Trade"], Status::Possible);
    }
    sample.tie("country:US", "sanctions", "country:VE", "SANCTION", Status::Happened, 2);
    sample.tie("Gustavo Petro", "accuses", "country:US", "ACCUSE", Status::Happened, 1);
    sample.tie("Gustavo Petro", "requests", "United Nations", "REQUEST", Status::Planned, 1);
    sample.finish()
}
