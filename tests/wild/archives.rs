//! Web archives: the pages of good ones, and what can be had of broken ones.

use crate::{Read, gzip, zstd};
use jiff::civil::date;

/// A record of a kind, with the length that `block` has.
fn record(kind: &str, uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    record_of_length(block.len(), kind, uri, content_type, block)
}

fn record_of_length(length: usize, kind: &str, uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-02-04T08:30:00Z\r\n\
         WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn http(status: &str, header: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\n{header}\r\n\r\n").as_bytes(), body].concat()
}

fn response(uri: &str, block: &[u8]) -> Vec<u8> {
    record("response", uri, "application/http; msgtype=response", block)
}

fn page(about: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{about}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{about}</h1>\
         <p>The ministers of both countries met in Geneva on Monday and spoke about {about} for more than three hours.</p>\
         <p>They will meet again on Friday, said the ministry of foreign affairs in a statement after the talks.</p></article></body></html>"
    )
}

/// A good page as a record.
fn good(uri: &str) -> Vec<u8> {
    response(uri, &http("200 OK", "Content-Type: text/html; charset=utf-8", page(uri).as_bytes()))
}

/// What crawlers write: notes, a request, its response, and much that is no page.
fn crawl() -> Vec<Vec<u8>> {
    let html = "Content-Type: text/html";
    let dated = page("trade").replace("<head>", "<head><meta property='article:published_time' content='2026-02-03T10:00Z'><meta property='og:site_name' content='Gazette'>");
    let chunked: String = page("ports")
        .as_bytes()
        .chunks(100)
        .map(|chunk| format!("{:x}\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk)))
        .collect();
    let (polish, ..) = encoding_rs::ISO_8859_2.encode("<p>Prime minister Donald Tusk met the president in Łódź and they spoke about the border with Belarus for an hour, said his office.</p>");
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: invented/1.0\r\n"),
        record(
            "request",
            "https://a.example/1",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
        ),
        response("https://www.a.example/1", &http("200 OK", html, dated.as_bytes())),
        response(
            "<https://a.example/2>",
            &http("200 OK", &format!("{html}\r\nTransfer-Encoding: chunked"), (chunked + "0\r\n\r\n").as_bytes()),
        ),
        response(
            "https://a.example/3",
            &http("200 OK", &format!("{html}\r\nContent-Encoding: gzip"), &gzip(page("grain"))),
        ),
        response("https://a.example/4", &http("200 OK", "content-type: TEXT/HTML; charset=\"iso-8859-2\"", &polish)),
        response("https://a.example/logo.png", &http("200 OK", "Content-Type: image/png", b"\x89PNG\0\0")),
        response("https://a.example/gone", &http("404 Not Found", html, page("nothing").as_bytes())),
        response("https://a.example/moved", &http("301 Moved", &format!("Location: /1\r\n{html}"), b"")),
        record(
            "revisit",
            "https://a.example/1",
            "application/http; msgtype=response",
            b"HTTP/1.1 304 Not Modified\r\n\r\n",
        ),
        record("metadata", "https://a.example/1", "application/warc-fields", b"fetchTimeMs: 7\r\n"),
        record("resource", "https://a.example/5", "text/html", page("visas").as_bytes()),
        record("resource", "https://a.example/a.css", "text/css", b"p {}"),
        record(
            "conversion",
            "https://a.example/6",
            "text/plain",
            b"Talks in Rome\nThe ministers met in Rome and they spoke about the sea.",
        ),
        record("response", "dns:a.example", "text/dns", b"20260204\na.example. 300 IN A 192.0.2.1\n"),
    ]
}

fn check_crawl(name: &str, archive: &[u8]) {
    let read = Read::of(name, archive);
    assert_eq!(read.problems, [""; 0], "{name}");
    let addresses = [
        "https://www.a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "https://a.example/4",
        "https://a.example/5",
        "https://a.example/6",
    ];
    assert_eq!(read.docs(), addresses, "{name}");
    assert_eq!(read.left_out.no_page(), 5, "{name}");
    for (article, address) in read.articles.iter().zip(addresses) {
        assert_eq!(article.url.as_deref(), Some(address));
        assert!(!article.text.contains("Home"), "{}", article.text);
    }
    let [dated, chunked, packed, polish, _, plain] = &read.articles[..] else { panic!("{:?}", read.docs()) };
    assert_eq!((dated.date, dated.source.as_deref()), (Some(date(2026, 2, 3)), Some("Gazette")));
    assert_eq!((chunked.date, chunked.source.as_deref()), (Some(date(2026, 2, 4)), Some("a.example")));
    assert!(chunked.text.ends_with("in a statement after the talks.") && packed.text.contains("about grain for"));
    assert!(polish.text.contains("met the president in Łódź and"), "{}", polish.text);
    assert_eq!((plain.title.as_deref(), plain.blocks.len()), (Some("Talks in Rome"), 2));
}

#[test]
fn pages_of_a_crawl() {
    let records = crawl();
    let plain = records.concat();
    check_crawl("crawl.warc", &plain);
    check_crawl("crawl", &plain);
    check_crawl("crawl.warc.gz", &records.iter().flat_map(gzip).collect::<Vec<u8>>());
    check_crawl("crawl.warc.gz", &gzip(&plain));
    check_crawl("crawl.warc.zst", &records.iter().flat_map(zstd).collect::<Vec<u8>>());
}

#[test]
fn a_broken_record_leaves_the_others() {
    let html = "Content-Type: text/html";
    let body = page("lost");
    let block = http("200 OK", html, body.as_bytes());
    let kind = "application/http; msgtype=response";
    for (bad, what) in [
        (
            record_of_length(10, "response", "https://a.example/bad", kind, &block),
            "its length is not the 10 bytes that it states",
        ),
        (
            record_of_length(block.len() + 90, "response", "https://a.example/bad", kind, &block),
            "its length is not the ",
        ),
        (
            record_of_length(usize::MAX, "response", "https://a.example/bad", kind, &block),
            "the archive ends before the 18446744073709551615 bytes",
        ),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nabc\r\n\r\n".to_vec(), "it states no length"),
        (b"\0\xFF\xFEjunk\njunk\n".to_vec(), "no record begins where one should"),
        (
            response("https://a.example/bad", b"no HTTP at all"),
            "https://a.example/bad: a broken record: it holds no HTTP response",
        ),
        (
            response(
                "https://a.example/bad",
                &http("200 OK", &format!("{html}\r\nContent-Encoding: br"), b"\x0b\x02\x80abc"),
            ),
            "compressed with \"br\", which is not read",
        ),
        (
            response("https://a.example/bad", &http("200 OK", html, "<div>".repeat(5000).as_bytes())),
            "this page is too large: its elements are nested too deeply",
        ),
        (
            response(
                "https://a.example/bad",
                &http("200 OK", &format!("{html}\r\nContent-Encoding: gzip"), &gzip(" ".repeat(20_000_000))),
            ),
            "this page has 8.3 MB or more",
        ),
        (
            response("https://a.example/bad", &http("200 OK", html, " ".repeat(9_000_000).as_bytes())),
            "this page has 8.",
        ),
    ] {
        let archive =
            [good("https://a.example/1"), bad, good("https://a.example/2"), good("https://a.example/3")].concat();
        let read = Read::of("a.warc", archive);
        assert_eq!(read.docs(), ["https://a.example/1", "https://a.example/2", "https://a.example/3"], "{what}");
        assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
        assert!(
            read.problems[0].starts_with("a.warc, record 2: ") && read.problems[0].contains(what),
            "{:?}",
            read.problems
        );
    }
}

#[test]
fn absurd_chunks_are_no_harm() {
    let html = "Content-Type: text/html\r\nTransfer-Encoding: chunked";
    for size in ["FFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFFFFFFFFF"] {
        let body = format!("{size}\r\n{}", page("trade"));
        let read = Read::of("a.warc", response("https://a.example/1", &http("200 OK", html, body.as_bytes())));
        assert_eq!(read.docs(), ["https://a.example/1"], "{:?}", read.problems);
    }
}

#[test]
fn an_archive_that_is_cut_off_keeps_its_pages() {
    let whole = [good("https://a.example/1"), good("https://a.example/2")].concat();
    let read = Read::of("a.warc", &whole[..whole.len() - 100]);
    assert_eq!(read.docs(), ["https://a.example/1"]);
    assert!(
        read.problems[0].starts_with("a.warc, record 2: a broken record: the archive ends before the "),
        "{:?}",
        read.problems
    );

    let packed = [gzip(good("https://a.example/1")), gzip(good("https://a.example/2"))].concat();
    let read = Read::of("a.warc.gz", &packed[..packed.len() - 100]);
    assert_eq!(read.docs(), ["https://a.example/1"]);
    assert!(
        read.problems[0].starts_with("a.warc.gz, record 2: cannot be read: the gzip data is cut off after "),
        "{:?}",
        read.problems
    );
}

#[test]
fn a_page_cannot_pass_for_records() {
    let lie = String::from_utf8(good("https://other.example/lie")).unwrap();
    let body = format!("{}<pre>\r\n\r\n{lie}</pre>", page("trade"));
    let block = http("200 OK", "Content-Type: text/html", body.as_bytes());
    let read = Read::of("a.warc", [response("https://a.example/1", &block), good("https://a.example/2")].concat());
    assert_eq!(read.docs(), ["https://a.example/1", "https://a.example/2"]);
}

#[test]
fn an_archive_without_pages_is_told() {
    let archive = [crawl()[0].clone(), crawl()[6].clone()].concat();
    let read = Read::of("a.warc", archive);
    assert_eq!(
        read.problems,
        ["a.warc: there is no page in this archive of 2 records (give an archive of HTML pages)"]
    );
    assert_eq!(read.left_out.no_page(), 1);
}

#[test]
fn many_wrong_lengths_take_no_time() {
    let started = std::time::Instant::now();
    let bad = record_of_length(
        8_000_000,
        "response",
        "https://a.example/bad",
        "application/http",
        b"HTTP/1.1 200 OK\r\n\r\n",
    );
    let archive = bad.repeat(100_000);
    let read = Read::of("a.warc", archive);
    assert!(read.articles.is_empty() && !read.problems.is_empty());
    assert!(started.elapsed().as_secs() < 60, "{:?} for {} problems", started.elapsed(), read.problems.len());
}
