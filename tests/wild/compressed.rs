//! gzip and zstd, whole and damaged.

use crate::{Read, gzip, only, zstd};
use proptest::prelude::*;
use summitry::article::ReadOptions;

const PAGE: &str = "<!doctype html><title>Talks</title><article><h1>Talks in Geneva</h1><p>The ministers of both countries met in \
    Geneva on Monday and spoke about the border, the prisoners of war and the ports for more than three hours.</p><p>They will \
    meet again on Friday, said the ministry of foreign affairs in a statement, and then the presidents will speak.</p></article>";

fn lines(count: usize) -> String {
    (0..count)
        .map(|n| {
            format!(
                "{{\"doc\": \"d{n}\", \"text\": \"Minister number {} met the president on Monday.\"}}\n",
                n * 7919 % 10_007
            )
        })
        .collect()
}

#[test]
fn every_format_is_read_through_both() {
    for (name, content) in [
        ("talks.txt", "The ministers met in Geneva."),
        ("talks.md", "# Talks\n\nThe ministers met in Geneva."),
        ("talks.html", PAGE),
        ("talks.json", "{\"text\": \"The ministers met in Geneva.\"}"),
        ("talks.rss", "<rss><channel><item><title>The ministers meet in Geneva</title></item></channel></rss>"),
    ] {
        let plain = only(name, content);
        assert_eq!(only(&format!("{name}.gz"), gzip(content)), plain);
        assert_eq!(only(&format!("{name}.zst"), zstd(content)), plain);
        assert!(plain.doc.starts_with("talks"), "{}", plain.doc);
        // Whatever the name says.
        assert_eq!(only(name, gzip(content)), plain);
    }
    let members = [gzip(lines(3)), gzip("\n"), gzip("{\"doc\": \"last\", \"text\": \"They met.\"}")].concat();
    assert_eq!(Read::of("a.jsonl.gz", members).docs(), ["d0", "d1", "d2", "last"]);
}

#[test]
fn lines_before_the_damage_are_kept() {
    let lines = lines(5000);
    for (name, packed) in [("a.jsonl.gz", gzip(&lines)), ("a.jsonl.zst", zstd(&lines))] {
        let kind = if name.ends_with("gz") { "gzip" } else { "zstd" };
        let cut = Read::of(name, &packed[..packed.len() * 2 / 3]);
        let kept = cut.articles.len();
        assert!((500..5000).contains(&kept), "{name}: {kept}");
        let expected = format!("{name}:{}: cannot be read: the {kind} data is cut off after ", kept + 1);
        assert!(cut.problems.len() == 1 && cut.problems[0].starts_with(&expected), "{:?}", cut.problems);
        assert!(cut.problems[0].ends_with("of content (get the file again; what is whole before the damage is kept)"));

        let mut damaged = packed.clone();
        let middle = packed.len() / 2;
        damaged[middle..middle + 60].fill(0xAA);
        let damaged = Read::of(name, damaged);
        assert!(damaged.articles.len() > 100 && damaged.articles.len() < 5000, "{name}: {}", damaged.articles.len());
        assert!(damaged.problems.last().unwrap().contains("data is damaged after "), "{:?}", damaged.problems);
    }
}

#[test]
fn records_of_an_array_before_the_damage_are_kept() {
    let array = format!("[{}]", lines(5000).trim_end().replace('\n', ",\n"));
    let packed = gzip(&array);
    let cut = Read::of("a.json.gz", &packed[..packed.len() / 2]);
    assert!((500..5000).contains(&cut.articles.len()), "{}", cut.articles.len());
    assert_eq!(cut.problems.len(), 1, "{:?}", cut.problems);
    assert!(
        cut.problems[0].starts_with("a.json.gz: cannot be read: the gzip data is cut off after "),
        "{:?}",
        cut.problems
    );
}

#[test]
fn half_a_text_is_no_article() {
    let text = lines(5000);
    let packed = gzip(&text);
    for name in ["a.txt.gz", "a.md.gz", "a.html.gz"] {
        let cut = Read::of(name, &packed[..packed.len() / 2]);
        assert_eq!((cut.articles.len(), cut.problems.len()), (0, 1), "{:?}", cut.problems);
    }
    let header = Read::of("a.txt.gz", &packed[..5]);
    assert!(header.problems[0].contains("cut off after 0 bytes"), "{:?}", header.problems);
}

#[test]
fn what_is_inside_is_looked_at() {
    for (content, what) in [
        (gzip("The ministers met."), "this is no text but compressed twice, with gzip at last (unpack it once)"),
        (zstd("The ministers met."), "this is no text but compressed twice, with zstd at last (unpack it once)"),
        (b"%PDF-1.7".to_vec(), "this is no text but a PDF document"),
        (Vec::new(), "the input is empty"),
    ] {
        let read = Read::of("a.txt.gz", gzip(content));
        assert!(read.problems.len() == 1 && read.problems[0].contains(what), "{:?}", read.problems);
    }
    let mut tar = vec![0; 1024];
    tar[..9].copy_from_slice(b"talks.txt");
    tar[257..262].copy_from_slice(b"ustar");
    assert!(Read::of("a.tar.gz", gzip(tar)).problems[0].contains("a tar archive"));
}

#[test]
fn bombs_meet_the_limits() {
    // 80 MB of one letter in some 80 kB.
    let bomb = gzip("a".repeat(80_000_000));
    let text = Read::of("bomb.txt.gz", &bomb);
    assert_eq!(
        text.problems,
        ["bomb.txt.gz: the file has more than 67.1 MB (split it; large collections are read as JSON Lines)"]
    );

    let good = "{\"doc\": \"good\", \"text\": \"They met.\"}\n";
    let lines = [gzip(good), gzip("{\"text\": \""), bomb, gzip("\"}\n"), gzip(good.replace("good", "late"))].concat();
    let read = Read::of("bomb.jsonl.gz", &lines);
    assert_eq!(read.docs(), ["good", "late"]);
    assert_eq!(read.problems.len(), 1);
    assert!(
        read.problems[0].starts_with("bomb.jsonl.gz:2: the line has 80.0 MB, at most 67.1 MB are read"),
        "{:?}",
        read.problems
    );

    let options = ReadOptions { max_input_bytes: 1_000_000, ..ReadOptions::default() };
    let read = Read::with("bomb.jsonl.gz", &lines, &options);
    assert_eq!(read.docs(), ["good"]);
    assert!(read.problems[0].contains("more than 16.0 MB, and the file is read no further"), "{:?}", read.problems);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_anywhere_breaks_nothing(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..6),
                                      cut in prop::option::of(any::<prop::sample::Index>())) {
        for pack in [gzip as fn(String) -> Vec<u8>, zstd] {
            let mut packed = pack(lines(40));
            let at = at.index(packed.len());
            let end = packed.len().min(at + bytes.len());
            packed[at..end].copy_from_slice(&bytes[..end - at]);
            if let Some(cut) = &cut {
                packed.truncate(cut.index(packed.len()));
            }
            let read = Read::of("a.jsonl", &packed);
            prop_assert!(read.articles.len() + read.problems.len() > 0);
        }
    }
}
