//! Mutates texts and feeds them to everything that reads: readers of articles, analysis, extraction, CoNLL-U.
//!
//! `cargo run --release --example fuzz -- SECONDS [SEED] [FOLDER]`: nothing may panic, and every span must be text. Inputs are
//! made from the files of FOLDER (the sample articles), by a generator of its own: the same seed gives the same inputs.

use std::path::Path;
use std::time::{Duration, Instant};
use summitry::article::{ReadOptions, read_bytes};
use summitry::extract::Extractor;
use summitry::kb::Kb;
use summitry::schema::Schema;
use summitry::text::{Analyzer, conllu};

/// What is put between the bytes of good texts: marks, cut characters, markup, things that look like dates and names.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xe2\x80",
    b"\n\n",
    b"\r",
    b"\t",
    b" ",
    b"'s",
    b"n't",
    b"...",
    b"?!",
    b":-)",
    b"(((",
    b"\"",
    b"<p>",
    b"</",
    b"<!--",
    b"&amp;",
    b"{\"text\": \"",
    b"---\n",
    b"# ",
    b"- ",
    b"1-2\t_",
    b"2.1\t_",
    b"18446744073709551615",
    b"99999-99999",
    b"Feb. 30, 2026",
    b"U.S.-",
    b"http://",
    b"@a.b",
    b"www.",
    b"--",
    b"\xe2\x80\x99",
    b"\xe2\x80\xa8",
    b"\xcc\x81",
    b"\xf0\x9f\x98\x80",
    b"\xe0\xa4\xa8\xe0\xa5\x8d",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xc4\xb0",
    b"\xc3\x9f",
    b"President ",
    b"met ",
    b"on Tuesday",
    b"<rss><channel><item><title>",
    b"</title><description><![CDATA[",
    b"]]></description></item>",
    b"&lol;",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 70\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n2f\r\n",
];

/// Xorshift: good enough to choose bytes.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(10);
    let seed: u64 = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let folder = arguments.next().unwrap_or_else(|| "data/articles".to_owned());
    let mut seeds: Vec<Vec<u8>> = std::fs::read_dir(Path::new(&folder))
        .map(|entries| entries.flatten().filter_map(|entry| std::fs::read(entry.path()).ok()).collect())
        .unwrap_or_default();
    seeds.sort();
    seeds.push(b"<rss><channel><title>Daily</title><item><title>Talks</title><description>Xi met Trump.</description></item></channel></rss>".to_vec());
    seeds.push(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 82\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Xi Jinping met Donald Trump.</p>\r\n\r\n".to_vec());
    seeds.push(b"# text = Don't\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\t_\t_\t_\t_\t0\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t1\t_\t_\t_\n\n".to_vec());
    let extractor = Extractor::new(Schema::embedded(), Kb::embedded());
    let mut random = Random(seed | 1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut inputs = 0usize;
    let mut articles = 0usize;
    while Instant::now() < end {
        let input = mutated(&seeds, &mut random);
        // Written before it is tried, so that an input that brings the program down is there to be looked at.
        let _ = std::fs::write(std::env::temp_dir().join("summitry-fuzz-input"), &input);
        let every_word = random.below(2) == 0;
        for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.xml", "a.warc", "a"] {
            let options = ReadOptions { every_word, any_language: true, ..ReadOptions::default() };
            for article in read_bytes(name, input.clone(), &options).flatten() {
                check(article, &extractor);
                articles += 1;
            }
        }
        if let Ok(mut sentences) = conllu::parse(&String::from_utf8_lossy(&input), "fuzz") {
            Analyzer::embedded().annotate(&mut sentences);
        }
        inputs += 1;
    }
    println!("{inputs} inputs, {articles} articles in {seconds} s, seed {seed}: no panic");
}

fn check(article: summitry::article::Article, extractor: &Extractor) {
    let document = Analyzer::embedded().analyze(article);
    let text = &document.article.text;
    let mut end = 0;
    for token in &document.tokens {
        assert!(token.span.start >= end && token.span.end > token.span.start, "tokens overlap");
        assert!(text.get(token.span.start..token.span.end).is_some(), "a token cuts a character");
        end = token.span.end;
    }
    assert!(conllu::parse(&document.to_conllu(), "printed").is_ok(), "what is printed can be read");
    let record = extractor.extract(&document);
    for event in &record.events {
        assert_eq!(event.span.map(|span| span.of(text)), Some(event.evidence.as_str()), "evidence is verbatim");
    }
}

/// A stretch of one text, pieces of others put in, bytes changed, parts doubled or left out.
fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let source = &seeds[random.below(seeds.len())];
    let start = random.below(source.len());
    let length = 1 + random.below(1500);
    // Half of the inputs keep the head of their file: that is where formats are told.
    let start = if random.below(2) == 0 { 0 } else { start };
    let mut bytes = source[start..source.len().min(start + length)].to_vec();
    for _ in 0..random.below(30) {
        let at = random.below(bytes.len() + 1);
        match random.below(5) {
            0 | 1 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            2 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            3 => drop(bytes.drain(at..bytes.len().min(at + random.below(20)))),
            _ => {
                let part = bytes[at..bytes.len().min(at + random.below(60))].repeat(1 + random.below(4));
                drop(bytes.splice(at..at, part));
            }
        }
    }
    bytes
}
