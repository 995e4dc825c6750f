//! Reading articles: the sample reads as its authors meant it, and random bytes never break the promises of `Article`.

use proptest::prelude::*;
use std::path::Path;
use summitry::article::{Article, BlockKind, Input, ReadOptions, read_bytes, read_inputs};

fn sample() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    read_inputs(&[folder.into_os_string().into()], &ReadOptions::default())
        .map(|article| article.unwrap_or_else(|problem| panic!("{problem}")))
        .collect()
}

fn by_doc<'a>(articles: &'a [Article], doc: &str) -> &'a Article {
    articles.iter().find(|article| article.doc == doc).unwrap_or_else(|| panic!("{doc} is not in the sample"))
}

fn blocks(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.blocks.iter().filter(|block| block.kind == kind).map(|block| block.span.of(&article.text)).collect()
}

/// What every stage after this one relies on.
fn check(article: &Article) {
    let text = &article.text;
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.start >= end, "blocks overlap or are out of order: {article:?}");
        assert!(text.is_char_boundary(block.span.start) && text.is_char_boundary(block.span.end), "{article:?}");
        let quote = block.span.of(text);
        assert!(!quote.trim().is_empty() && quote.trim() == quote, "a block has white space around it: {article:?}");
        assert!(!quote.contains('\n'), "a block crosses a line: {article:?}");
        end = block.span.end;
    }
    assert!(end <= text.len() && !article.blocks.is_empty(), "{article:?}");
    assert!(!text.contains(|c: char| c.is_ascii_control() && c != '\n'), "a control character is left: {article:?}");
    let titles = blocks(article, BlockKind::Title);
    assert!(titles.len() <= 1, "{article:?}");
    assert_eq!(article.title.is_some(), article.blocks[0].kind == BlockKind::Title, "{article:?}");
}

#[test]
fn the_sample_reads_whole() {
    let articles = sample();
    assert_eq!(articles.len(), 17);
    for article in &articles {
        check(article);
        assert!(article.title.is_some() && article.date.is_some(), "{} lacks title or date", article.doc);
        assert!(!article.text.contains('\u{FFFD}'), "{} was decoded wrongly", article.doc);
        for paragraph in blocks(article, BlockKind::Paragraph) {
            assert!(paragraph.ends_with(['.', ':', '”', '"']), "{}: a sentence is cut: {paragraph}", article.doc);
        }
    }
}

#[test]
fn formats_and_encodings_of_the_sample() {
    let articles = sample();
    let wrapped = by_doc(&articles, "petro-invitation");
    assert_eq!(wrapped.source.as_deref(), Some("Andes Daily"));
    assert!(wrapped.text.contains("will receive Colombia's President Gustavo Petro at the White House, the two"));
    assert_eq!(blocks(wrapped, BlockKind::Item).len(), 4);
    assert_eq!(blocks(wrapped, BlockKind::Heading), ["A year of quarrels", "What the meeting could bring"]);

    let page = by_doc(&articles, "petro-white-house");
    assert_eq!(page.date.map(|date| date.to_string()).as_deref(), Some("2026-02-04"));
    assert!(page.url.as_deref().is_some_and(|url| url.ends_with("/2026/02/trump-petro-oval-office")));
    for absent in ["Opinion", "analytics", "Photo: pool", "Most read", "All rights reserved", "By Daniel"] {
        assert!(!page.text.contains(absent), "{absent}");
    }

    assert_eq!(by_doc(&articles, "budapest-plan").source.as_deref(), Some("Danube Press"));
    assert!(by_doc(&articles, "macron-meseberg").text.contains("Sébastien Lecornu"));
    assert!(by_doc(&articles, "mercosur-montevideo").text.contains("Santiago Peña of Paraguay"));
    assert_eq!(by_doc(&articles, "wire-busan").source.as_deref(), Some("Northern Wire"));
}

#[test]
fn records_are_quoted_verbatim() {
    let text = "He said: “no”.\u{a0}She  left.\n\n\n- Next\titem\nL\u{2019}Élysée";
    let record = serde_json::json!({"doc": "r", "title": "A title", "text": text}).to_string();
    let article = read_bytes("r.jsonl", record.into_bytes(), &ReadOptions::default()).next().unwrap().unwrap();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&article.text), words(&format!("A title\n{text}")));
}

#[test]
fn the_date_option_is_for_articles_without_a_date() {
    let options = ReadOptions { date: Some(jiff::civil::date(2020, 1, 2)), ..ReadOptions::default() };
    let read =
        |text: &str| read_bytes("a.txt", text.into(), &options).next().unwrap().unwrap().date.unwrap().to_string();
    assert_eq!(read("They met."), "2020-01-02");
    assert_eq!(read("Published: 3 November 2025\n\nThey met."), "2025-11-03");
}

#[test]
fn reading_in_any_order_gives_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let input = |name: &str| Input::from(folder.join(name).into_os_string());
    let read = |names: &[&str]| -> Vec<Article> {
        let inputs: Vec<Input> = names.iter().map(|name| input(name)).collect();
        read_inputs(&inputs, &ReadOptions::default()).map(Result::unwrap).collect()
    };
    assert_eq!(read(&["busan-truce.md", "g20-rio.md", "*.html"]), read(&["*.html", "g20-rio.md", "busan-truce.md"]));
}

/// Pieces that the readers treat in special ways, so that random texts reach their branches.
fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zéß漢\u{301}. ,]{0,40}",
        1 => "\\PC{0,20}",
        1 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        1 => Just("\r\n- item ".to_owned()),
        1 => Just("---\n".to_owned()),
        1 => Just("# ".to_owned()),
        1 => Just("title: T\n".to_owned()),
        1 => Just("3 November 2025\n".to_owned()),
        1 => Just("BOGOTÁ, Nov 3, 2025 (Agency) — ".to_owned()),
        1 => Just("<p>".to_owned()),
        1 => Just("</p><h2>".to_owned()),
        1 => Just("<ul><li>a</ul><br><!-- ".to_owned()),
        1 => Just("<script type='application/ld+json'>{\"@type\":\"Article\"}</script>".to_owned()),
        1 => Just("<meta charset=utf-16><table><td>".to_owned()),
        1 => Just("{\"text\": \"a\", ".to_owned()),
        1 => Just("\"date\": \"2025-11-03\"}\n".to_owned()),
        1 => Just("[".to_owned()),
        1 => Just("| a | b |\n|---|---|\n".to_owned()),
        1 => Just("\u{7}\u{feff}\u{2028}\u{a0}".to_owned()),
        1 => Just("<rss><channel><title>".to_owned()),
        1 => Just("</title><item><title>They met</title><description>".to_owned()),
        1 => Just("<![CDATA[".to_owned()),
        1 => Just("]]></description></item>".to_owned()),
        1 => Just("&amp;&#8217;&lol;&".to_owned()),
        1 => Just("<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>".to_owned()),
        1 => (0usize..80).prop_map(|n| format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {n}\r\n\r\n")),
        1 => Just("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_owned()),
        1 => Just("HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n\r\n1f\r\n".to_owned()),
        1 => Just("\r\n\r\n".to_owned()),
    ]
}

const NAMES: [&str; 8] = ["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.xml", "a.warc", "a.unknown"];

fn read_all(bytes: &[u8]) {
    let options = ReadOptions { any_language: true, ..ReadOptions::default() };
    for name in NAMES {
        for article in read_bytes(name, bytes.to_vec(), &options) {
            match article {
                Ok(article) => check(&article),
                Err(problem) => assert!(problem.to_string().starts_with("a."), "{problem}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_keeps_the_promises(fragments in prop::collection::vec(fragment(), 0..30)) {
        read_all(fragments.concat().as_bytes());
    }

    #[test]
    fn random_feeds_and_archives_keep_the_promises(fragments in prop::collection::vec(fragment(), 0..30)) {
        read_all(("<rss><channel><item>".to_owned() + &fragments.concat()).as_bytes());
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_owned() + &fragments.concat();
        let header = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", page.len());
        read_all((header + &page + "\r\n\r\n" + &fragments.concat()).as_bytes());
    }

    #[test]
    fn random_bytes_keep_the_promises(bytes in prop::collection::vec(1u8.., 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn random_records_are_quoted_verbatim(title in prop::option::of("\\PC{0,30}"), text in "(\\PC{0,40}[ \n]){0,8}") {
        let record = serde_json::json!({"title": title, "text": text}).to_string();
        for article in read_bytes("r.jsonl", record.into_bytes(), &ReadOptions::default()).flatten() {
            let whole = format!("{}\n{text}", title.as_deref().unwrap_or(""));
            let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
            for block in &article.blocks {
                prop_assert!(whole.contains(block.span.of(&article.text)), "{:?}", article);
            }
        }
    }
}
