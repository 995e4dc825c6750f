//! A viewer for each test, and what it takes to ask it.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;
use summitry::graph::Graph;
use summitry::resolve::{EventTypes, resolve};
use summitry::serve::{Limits, Memory, Options, Server, Source};
use summitry::store;

pub const TOKEN: &str = "0123456789abcdef";

pub fn graph() -> Graph {
    let (records, problems) = store::read_extractions("tests/fixtures/graph/visit.jsonl").unwrap();
    assert!(problems.is_empty());
    let types = EventTypes::default();
    Graph::from_facts(&resolve(records, &types).0, &types)
}

/// A server of its own for each test, and what it takes to ask it.
pub struct Viewer {
    pub port: u16,
}

/// Status, head and body of an answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Viewer {
    pub fn start() -> Self {
        Self::with(Limits { patience: Duration::from_secs(5), ..Limits::default() })
    }

    pub fn with(limits: Limits) -> Self {
        let texts = BTreeMap::from([("gazette-0108".to_owned(), "Before. Said. After – é.".to_owned())]);
        Self::of(Memory::new(graph(), "visit.ron").with_articles(texts), limits)
    }

    pub fn of(source: impl Source + 'static, limits: Limits) -> Self {
        let options = Options { ports: vec![0], token: Some(TOKEN.to_owned()), limits };
        let server = Server::bind(source, &options).unwrap();
        let port = server.port();
        assert_eq!(server.address(), format!("http://127.0.0.1:{port}/?token={TOKEN}"));
        thread::spawn(move || server.run());
        Self { port }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Sends bytes as they are and reads the answer.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // Who is refused early may find the connection closed for writing; the answer counts.
        let _ = stream.write_all(request);
        answer(&mut stream)
    }

    /// Asks with these header lines beside host and token.
    pub fn ask(&self, method: &str, target: &str, fields: &str, body: &str) -> Answer {
        let length = body.len();
        let port = self.port;
        self.raw(
            format!(
                "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: summitry-{port}={TOKEN}\r\n\
                 Content-Length: {length}\r\n{fields}\r\n{body}"
            )
            .as_bytes(),
        )
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "", "")
    }

    pub fn decide(&self, decision: &Value) -> Answer {
        self.ask("POST", "/api/v1/decisions", "Content-Type: application/json\r\n", &decision.to_string())
    }

    pub fn events(&self) -> Vec<Value> {
        self.get("/api/v1/events").json()["events"].as_array().unwrap().clone()
    }
}

pub fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
