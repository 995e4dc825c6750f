//! The viewer's server over a real connection: what it answers, and what it refuses.

#[path = "serve/archive.rs"]
mod archive;
#[path = "serve/schema.rs"]
mod schema;
#[path = "serve/viewer.rs"]
mod viewer;

use schema::conforms;
use serde_json::{Value, json};
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use summitry::graph::Graph;
use summitry::serve::{Limits, Memory, OPENAPI, Options, Server, documented};
use viewer::{TOKEN, Viewer, answer};

const MEETING: &str = "event:";

#[test]
fn pages_and_data_come_with_a_strict_policy() {
    let viewer = Viewer::start();
    for target in ["/", "/assets/main.js", "/assets/style.css", "/api/v1/summary", "/nothing"] {
        let answer = viewer.get(target);
        assert_eq!(answer.status, if target == "/nothing" { 404 } else { 200 }, "{target}");
        for header in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
            "Cache-Control: no-store",
        ] {
            assert!(answer.head.contains(header), "{target} lacks {header}: {}", answer.head);
        }
        assert!(!answer.head.contains("unsafe") && !answer.head.contains("Access-Control"));
    }
    let page = viewer.get("/").body;
    assert!(!page.contains("<script>") && !page.contains("style=") && !page.contains("http"), "{page}");
    let head = viewer.ask("HEAD", "/", "", "");
    assert!(head.status == 200 && head.body.is_empty());
}

#[test]
fn other_hosts_and_origins_are_refused() {
    let viewer = Viewer::start();
    let port = viewer.port;
    let ask = |host: &str, fields: &str| {
        let lines = format!("{host}Cookie: summitry-{port}={TOKEN}\r\n{fields}");
        viewer.raw(format!("GET /api/v1/summary HTTP/1.1\r\n{lines}\r\n").as_bytes()).status
    };
    let ours = format!("Host: 127.0.0.1:{port}\r\n");
    assert_eq!(ask(&ours, ""), 200);
    assert_eq!(ask(&format!("Host: LOCALHOST:{port}\r\n"), ""), 200);
    for host in [
        String::new(),
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
        format!("Host: evil@127.0.0.1:{port}\r\n"),
        "Host: \r\n".to_owned(),
    ] {
        assert_eq!(ask(&host, ""), 403, "{host}");
    }
    assert_eq!(ask(&ours, &format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n")), 200);
    for fields in [
        "Origin: https://evil.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        "Origin: \r\n".to_owned(),
        format!("Origin: https://127.0.0.1:{port}\r\n"),
        format!("Origin: http://127.0.0.1:{}\r\n", port ^ 1),
        format!("Origin: http://127.0.0.1:{port}\r\nOrigin: https://evil.example\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n".to_owned(),
    ] {
        assert_eq!(ask(&ours, &fields), 403, "{fields}");
    }
}

#[test]
fn nobody_gets_in_without_the_token() {
    let viewer = Viewer::start();
    let port = viewer.port;
    let ask = |target: &str, fields: &str| {
        viewer.raw(format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{fields}\r\n").as_bytes())
    };
    for (target, fields) in [
        ("/", String::new()),
        ("/assets/main.js", String::new()),
        ("/api/v1/summary", String::new()),
        ("/?token=", String::new()),
        ("/?token=0123456789abcdeX", String::new()),
        ("/api/v1/summary?token=0123456789abcdef", String::new()),
        ("/", format!("Cookie: summitry-{port}=no\r\n")),
        ("/", format!("Cookie: other={TOKEN}\r\n")),
        ("/", "Authorization: Bearer no\r\n".to_owned()),
    ] {
        assert_eq!(ask(target, &fields).status, 403, "{target} {fields}");
    }
    let welcome = ask(&format!("/?token={TOKEN}"), "");
    assert_eq!(welcome.status, 303);
    assert!(welcome.head.contains("Location: /\r\n"), "{}", welcome.head);
    assert!(welcome.head.contains(&format!("summitry-{port}={TOKEN}; Path=/; HttpOnly; SameSite=Strict")));
    assert_eq!(ask("/api/v1/summary", &format!("Authorization: Bearer {TOKEN}\r\n")).status, 200);
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let bind = |ports: &[u16]| {
        let options = Options { ports: ports.to_vec(), ..Options::default() };
        Server::bind(Memory::new(Graph::default(), "empty"), &options)
    };
    let first = bind(&[]).unwrap();
    assert!(bind(&[first.port()]).is_err_and(|error| error.to_string().contains(&first.port().to_string())));
    assert_ne!(bind(&[first.port(), 0]).unwrap().port(), first.port());
}

#[test]
fn two_runs_have_two_tokens() {
    let bind = || Server::bind(Memory::new(Graph::default(), "empty"), &Options::default()).unwrap();
    let (one, other) = (bind(), bind());
    assert!(one.token() != other.token() && one.token().len() == 32);
}

#[test]
fn no_path_leads_to_the_disk() {
    let viewer = Viewer::start();
    for target in [
        "/../Cargo.toml",
        "/assets/../../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/assets/..\\..\\Cargo.toml",
        "//etc/passwd",
        "/assets//etc/passwd",
        "/assets/",
        "/assets/main.js/",
        "/assets/main.js%00.css",
        "/api/v1/../../Cargo.toml",
        "/api/v1/article?doc=../Cargo.toml",
        "/api/v1/article?doc=/etc/passwd",
    ] {
        let answer = viewer.get(target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!answer.body.contains("[package]") && !answer.body.contains("root:"), "{target}");
    }
}

#[test]
fn large_requests_are_refused_and_told_so() {
    let viewer = Viewer::start();
    let large = viewer.ask("POST", "/api/v1/decisions", "Content-Type: application/json\r\n", &"x".repeat(10 << 20));
    assert_eq!(large.status, 413);
    let port = viewer.port;
    let head = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: {}\r\n\r\n", "x".repeat(10 << 20));
    assert_eq!(viewer.raw(head.as_bytes()).status, 431);
    let chunked = format!("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assert_eq!(viewer.raw(chunked.as_bytes()).status, 411);
    assert_eq!(viewer.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n").status, 400);
    assert_eq!(viewer.get("/api/v1/summary").status, 200);
}

#[test]
fn slow_clients_hold_up_nobody() {
    let patience = Duration::from_millis(1500);
    let viewer = Viewer::with(Limits { patience, ..Limits::default() });
    let idle: Vec<TcpStream> = (0..100).map(|_| viewer.connect()).collect();
    let mut slow = viewer.connect();
    slow.write_all(b"GET /api/v1/summary HTTP/1.1\r\n").unwrap();
    assert_eq!(viewer.get("/api/v1/summary").status, 200);
    // A byte now and then does not buy more time.
    let begin = Instant::now();
    while begin.elapsed() < patience * 3 && slow.write_all(b"x").is_ok() {
        thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(answer(&mut slow).status, 408);
    drop(idle);
    // One that asks and never reads does not hold its thread for ever either.
    let mut deaf = viewer.connect();
    let port = viewer.port;
    deaf.write_all(format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes()).unwrap();
    assert_eq!(viewer.get("/").status, 200);
}

#[test]
fn more_connections_than_a_limit_are_turned_away() {
    let limits = Limits { connections: 3, patience: Duration::from_millis(800), ..Limits::default() };
    let viewer = Viewer::with(limits);
    let idle: Vec<TcpStream> = (0..3).map(|_| viewer.connect()).collect();
    let mut refused = viewer.connect();
    assert_eq!(answer(&mut refused).status, 503);
    idle.iter().for_each(|stream| stream.shutdown(Shutdown::Both).unwrap());
    thread::sleep(Duration::from_millis(300));
    assert_eq!(viewer.get("/").status, 200);
}

#[test]
fn what_is_no_question_is_said_to_be_none() {
    let viewer = Viewer::start();
    for (target, status) in [
        ("/api/v1/nothing", 404),
        ("/api/v1/graph?colour=red", 400),
        ("/api/v1/graph?since=tomorrow", 400),
        ("/api/v1/graph?status=rumoured", 400),
        ("/api/v1/graph?top=many", 400),
        ("/api/v1/graph?min_confidence=2", 400),
        ("/api/v1/event", 400),
        ("/api/v1/event?id=event:0", 404),
        ("/api/v1/event?id=Q22686", 404),
        ("/api/v1/entity?id=%3Cscript%3E", 404),
        ("/api/v1/entities?kind=planet", 400),
        ("/api/v1/pair?a=Q22686&b=Q0", 404),
    ] {
        let answer = viewer.get(target);
        assert_eq!(answer.status, status, "{target}");
        assert!(answer.json()["error"].is_string(), "{target}");
    }
    assert_eq!(viewer.ask("PUT", "/api/v1/summary", "", "").status, 405);
    assert_eq!(viewer.ask("POST", "/", "", "").status, 405);
    let form = viewer.ask("POST", "/api/v1/decisions", "Content-Type: text/plain\r\n", "{}");
    assert_eq!(form.status, 415, "a form of another page can send this type");
    for bad in
        [json!({}), json!({"action": "reject", "target": {}}), json!({"action": "burn", "target": {"node": "Q1"}})]
    {
        assert_eq!(viewer.decide(&bad).status, 400, "{bad}");
    }
    assert_eq!(viewer.decide(&json!({"action": "reject", "target": {"node": "Q0"}})).status, 404);
    let merge = json!({"action": "merge", "target": {"source": "Q22686", "kind": "same_as", "target": "Q3124646"}});
    assert_eq!(viewer.decide(&merge).status, 501);
    assert_eq!(viewer.ask("DELETE", "/api/v1/decisions?id=7", "", "").status, 404);
}

#[test]
fn a_rejected_event_is_gone_everywhere_until_taken_back() {
    let viewer = Viewer::start();
    let before = viewer.events();
    let event = before.iter().find(|event| event["type"] == "CONSULT").unwrap();
    let id = event["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with(MEETING) && viewer.get("/api/v1/graph").body.contains(&id));
    let taken = viewer.decide(&json!({"action": "reject", "target": {"node": id}, "note": "a rehearsal"}));
    assert_eq!(taken.status, 201);
    let gone = viewer.get(&format!("/api/v1/event?id={id}"));
    assert_eq!((gone.status, &gone.json()["decision"]["note"]), (410, &json!("a rehearsal")));
    for target in ["/api/v1/graph", "/api/v1/events", "/api/v1/entity?id=Q22686", "/api/v1/pair?a=Q22686&b=Q3124646"] {
        let answer = viewer.get(target);
        assert!(answer.status == 200 && !answer.body.contains(&id), "{target}: {}", answer.body);
    }
    assert_eq!(viewer.events().len(), before.len() - 1);
    assert_eq!(viewer.get("/api/v1/decisions").json()[0]["target"]["node"], json!(id));
    assert_eq!(viewer.ask("DELETE", "/api/v1/decisions?id=1", "", "").status, 200);
    assert_eq!(viewer.events(), before);
    assert_eq!(viewer.get("/api/v1/decisions").json(), json!([]));
}

#[test]
fn a_rejected_relation_is_gone_until_taken_back() {
    let viewer = Viewer::start();
    let before = viewer.get("/api/v1/entity?id=Q3124646").json();
    let office = &before["standing"][0];
    assert_eq!(office["kind"], "represents");
    let target = json!({"source": "Q3124646", "kind": "represents", "target": office["other"]["id"]});
    assert_eq!(viewer.decide(&json!({"action": "reject", "target": target})).status, 201);
    let after = viewer.get("/api/v1/entity?id=Q3124646").json();
    assert!(after["standing"].as_array().unwrap().iter().all(|one| one["kind"] != "represents"), "{after}");
    assert_eq!(viewer.ask("DELETE", "/api/v1/decisions?id=1", "", "").status, 200);
    assert_eq!(viewer.get("/api/v1/entity?id=Q3124646").json(), before);
}

#[test]
fn conditions_narrow_graph_and_events() {
    let viewer = Viewer::start();
    let count = |query: &str| viewer.get(&format!("/api/v1/events?{query}")).json()["all"].as_u64().unwrap();
    let all = count("");
    let statuses: u64 = ["happened", "ongoing", "planned", "possible", "cancelled", "denied"]
        .map(|status| count(&format!("status={status}")))
        .iter()
        .sum();
    assert_eq!(statuses, all);
    assert_eq!(count("status=happened&status=planned"), count("status=happened") + count("status=planned"));
    assert_eq!(count("since=2999"), 0);
    assert!(count("around=Q3124646") > 0 && count("around=Q3124646") <= all);
    let both = viewer.get("/api/v1/graph?around=Q3124646&around=Q22686").json();
    assert!(both["nodes"].as_array().unwrap().iter().any(|node| node["id"] == "Q22686"));
    let planned = viewer.get("/api/v1/events?plans=true").json();
    for event in planned["events"].as_array().unwrap() {
        let reports = event["history"].as_array().unwrap();
        assert!(reports.iter().any(|one| one["status"] == "planned" || one["status"] == "possible"), "{event}");
    }
    assert_eq!(viewer.get("/api/v1/events?limit=1&from=1").json()["events"][0], viewer.events()[1]);
}

#[test]
fn an_article_is_parted_at_its_sentence() {
    let viewer = Viewer::start();
    let parts = viewer.get("/api/v1/article?doc=gazette-0108&start=8&end=13").json();
    assert_eq!(parts, json!({"before": "Before. ", "quote": "Said.", "after": " After – é."}));
    for (start, end) in [(13, 8), (0, 999), (22, 23)] {
        let parts = viewer.get(&format!("/api/v1/article?doc=gazette-0108&start={start}&end={end}")).json();
        assert_eq!(parts["before"], "Before. Said. After – é.");
    }
}

#[test]
fn the_description_has_every_operation_and_no_other() {
    let described: Value = serde_json::from_str(OPENAPI).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let names = operation["parameters"].as_array().unwrap();
            let names: Vec<String> = names.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
            operations.push((method.to_uppercase(), path.clone(), names));
        }
    }
    let mut known: Vec<(String, String, Vec<String>)> = documented()
        .map(|(method, path, names)| (method.into(), path.into(), names.iter().map(|name| (*name).into()).collect()))
        .collect();
    let sort = |list: &mut Vec<(String, String, Vec<String>)>| {
        list.iter_mut().for_each(|(_, _, names)| names.sort());
        list.sort();
    };
    sort(&mut operations);
    sort(&mut known);
    assert_eq!(operations, known);
}

#[test]
fn answers_are_as_the_description_says() {
    let viewer = Viewer::start();
    let described: Value = serde_json::from_str(OPENAPI).unwrap();
    let event = viewer.events()[0]["id"].as_str().unwrap().to_owned();
    viewer.decide(&json!({"action": "confirm", "target": {"node": event}}));
    for (target, path) in [
        ("/api/v1/summary".to_owned(), "/api/v1/summary"),
        ("/api/v1/search?q=pet".to_owned(), "/api/v1/search"),
        ("/api/v1/entities?kind=country".to_owned(), "/api/v1/entities"),
        ("/api/v1/graph".to_owned(), "/api/v1/graph"),
        ("/api/v1/events".to_owned(), "/api/v1/events"),
        (format!("/api/v1/event?id={event}"), "/api/v1/event"),
        ("/api/v1/entity?id=Q22686".to_owned(), "/api/v1/entity"),
        ("/api/v1/pair?a=Q22686&b=Q3124646".to_owned(), "/api/v1/pair"),
        ("/api/v1/article?doc=gazette-0108&start=8&end=13".to_owned(), "/api/v1/article"),
        ("/api/v1/decisions".to_owned(), "/api/v1/decisions"),
        ("/api/v1/openapi.json".to_owned(), "/api/v1/openapi.json"),
    ] {
        let schema = &described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{path}");
        conforms(&viewer.get(&target).json(), schema, &described, path);
    }
}
