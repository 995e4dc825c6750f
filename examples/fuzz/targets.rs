//! What is fuzzed: for each reader its seeds, and what must hold of whatever it takes.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use summitry::article::{Article, ReadOptions, read_bytes};
use summitry::export::{ExportOptions, Format, Renderer, export};
use summitry::extract::{Extraction, Extractor};
use summitry::graph::{Filter, Graph};
use summitry::kb::{self, Kb, Records};
use summitry::pipeline::Pipeline;
use summitry::query;
use summitry::resolve::{Decided, EventTypes, Review, resolve, resolve_reviewed};
use summitry::schema::Schema;
use summitry::store::{self, Archive, Entry, Scope};
use summitry::text::{Analyzer, conllu};
use tempfile::TempDir;

/// Seeds, and an attempt at one input: whether it was taken rather than refused.
pub type Prepared = (Vec<Vec<u8>>, Box<dyn FnMut(&[u8]) -> bool>);

/// A reader that is fuzzed.
pub struct Target {
    pub name: &'static str,
    /// Bytes of a stretch of a seed at most.
    pub longest: usize,
    pub prepare: fn() -> Prepared,
}

pub const ALL: &[Target] = &[
    Target { name: "articles", longest: 4000, prepare: articles },
    Target { name: "analysis", longest: 1500, prepare: analysis },
    Target { name: "conllu", longest: 3000, prepare: conllu_text },
    Target { name: "snapshot", longest: 20_000, prepare: snapshot },
    Target { name: "extractions", longest: 8000, prepare: extractions },
    Target { name: "decisions", longest: 4000, prepare: decisions },
    Target { name: "schema", longest: 6000, prepare: schema },
    Target { name: "kb", longest: 4000, prepare: knowledge },
    Target { name: "exports", longest: 3000, prepare: exports },
    Target { name: "search", longest: 200, prepare: search },
    Target { name: "store", longest: 400_000, prepare: store_file },
];

/// All names under which bytes are tried as articles: an ending for each format, and one that tells nothing.
const NAMES: [&str; 8] = ["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.xml", "a.warc", "a"];

/// The files under a folder whose names end so.
fn files(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.is_file() && path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

static TYPES: LazyLock<EventTypes> = LazyLock::new(|| {
    let schema = Schema::embedded();
    EventTypes::from_schema(schema.events.iter()).with_areas(schema.areas.iter())
});

/// The records of the sample, and the texts of its articles.
static SAMPLE: LazyLock<Vec<(Extraction, String)>> = LazyLock::new(|| {
    let pipeline = Pipeline::new(Schema::embedded(), Kb::embedded());
    let articles = summitry::article::read_inputs(&["data/articles".into()], &ReadOptions::default());
    pipeline.run_with_text(articles).flatten().flatten().collect()
});

fn sample_graph() -> Graph {
    let records = SAMPLE.iter().map(|(record, _)| record.clone()).collect();
    Graph::from_facts(&resolve(records, &TYPES).0, &TYPES)
}

fn texts() -> Vec<Vec<u8>> {
    files("data/articles", "")
}

/// Articles in every format, up to their text.
fn articles() -> Prepared {
    let attempt = |input: &[u8]| {
        let mut taken = false;
        for name in NAMES {
            let options = ReadOptions { any_language: true, ..ReadOptions::default() };
            for article in read_bytes(name, input.to_vec(), &options).flatten() {
                assert!(!article.text.trim().is_empty() && !article.doc.is_empty(), "an article has an id and a text");
                for block in &article.blocks {
                    assert!(article.text.get(block.span.start..block.span.end).is_some(), "a block cuts a character");
                }
                taken = true;
            }
        }
        taken
    };
    let mut seeds = texts();
    seeds.extend([FEED, ARCHIVE].map(<[u8]>::to_vec));
    (seeds, Box::new(attempt))
}

const FEED: &[u8] = b"<rss><channel><title>Daily</title><item><title>Talks</title><description>Xi met Trump in Busan.</description></item></channel></rss>";
const ARCHIVE: &[u8] = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 82\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Xi Jinping met Donald Trump.</p>\r\n\r\n";

/// From bytes to the record: tokens, trees, names, events.
fn analysis() -> Prepared {
    let extractor = Extractor::new(Schema::embedded(), Kb::embedded());
    let mut every_word = false;
    let attempt = move |input: &[u8]| {
        every_word = !every_word;
        let options = ReadOptions { every_word, any_language: true, ..ReadOptions::default() };
        let articles = ["a.txt", "a"].into_iter().flat_map(|name| read_bytes(name, input.to_vec(), &options));
        articles.flatten().map(|article| holds_together(article, &extractor)).count() > 0
    };
    (texts(), Box::new(attempt))
}

fn holds_together(article: Article, extractor: &Extractor<'_>) {
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
    let line = serde_json::to_string(&record).expect("a record is JSON");
    let (again, problems) = store::read_extractions_from(line.as_bytes(), "printed").expect("memory can be read");
    assert!(again.len() == 1 && problems.is_empty(), "a record that was written can be read: {problems:?}");
}

/// CoNLL-U, read, annotated, printed and read again.
fn conllu_text() -> Prepared {
    let mut seeds = files("tests/fixtures/engine", ".conllu");
    seeds.push(
        b"# text = Don't\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\t_\t_\t_\t_\t0\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t1\t_\t_\t_\n2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n".to_vec(),
    );
    let attempt = |input: &[u8]| {
        let Ok(mut sentences) = conllu::parse(&String::from_utf8_lossy(input), "fuzz") else { return false };
        Analyzer::embedded().annotate(&mut sentences);
        let printed: String = sentences.iter().map(ToString::to_string).collect();
        let again = conllu::parse(&printed, "printed").expect("what is printed can be read");
        assert_eq!(again.len(), sentences.len());
        true
    };
    (seeds, Box::new(attempt))
}

/// Snapshots in RON and JSON; what is taken is written, read and written as the same bytes.
fn snapshot() -> Prepared {
    let graph = sample_graph();
    let json = export(&graph, Format::Json, &ExportOptions::default()).expect("the sample is written").bytes;
    // A small graph, too: few changes hit the one place that matters in a large one.
    let few = SAMPLE.iter().take(1).map(|(record, _)| record.clone()).collect();
    let small = Graph::from_facts(&resolve(few, &TYPES).0, &TYPES);
    let seeds = [&graph, &small].map(|graph| store::to_ron(graph).expect("the sample is written").into_bytes());
    let attempt = |input: &[u8]| {
        let Ok(graph) = store::from_ron(&String::from_utf8_lossy(input), "fuzz") else { return false };
        let written = store::to_ron(&graph).expect("what was read can be written");
        let again = store::from_ron(&written, "written").expect("what was written can be read");
        assert_eq!(store::to_ron(&again).expect("and written"), written, "the same bytes");
        true
    };
    (seeds.into_iter().chain([json]).collect(), Box::new(attempt))
}

/// Extraction records → facts → graph → snapshot.
fn extractions() -> Prepared {
    let lines: Vec<Vec<u8>> = SAMPLE.iter().filter_map(|(record, _)| serde_json::to_vec(record).ok()).collect();
    let seeds = lines.chunks(2).map(|pair| pair.join(&b'\n')).collect();
    let attempt = |input: &[u8]| {
        let (records, _) = store::read_extractions_from(input, "fuzz").expect("memory can be read");
        let taken = !records.is_empty();
        let graph = Graph::from_facts(&resolve(records, &TYPES).0, &TYPES);
        let written = store::to_ron(&graph).expect("any graph can be written");
        store::from_ron(&written, "written").expect("what was written can be read");
        taken
    };
    (seeds, Box::new(attempt))
}

/// Logs of decisions, heeded while the sample is resolved.
fn decisions() -> Prepared {
    let records: Vec<Extraction> = SAMPLE.iter().take(4).map(|(record, _)| record.clone()).collect();
    let (one, two) = (&records[0].doc, &records[1].doc);
    let log = format!(
        r#"{{"id":1,"at":"2026-05-04T10:00:00Z","who":"a","merge_entities":{{"kept":"person:donald trump","gone":"person:xi jinping"}}}}
{{"id":2,"at":"2026-05-04T10:00:00Z","who":"a","rename":{{"entity":"country:US","name":"America"}}}}
{{"id":3,"at":"2026-05-04T10:00:00Z","who":"b","split_entity":{{"entity":"country:RU","articles":["{one}"],"name":"Other"}}}}
"#
    );
    let mut seeds = vec![log.into_bytes()];
    // As the program itself writes them, of every kind.
    for decision in decisions_of_every_kind(one, two) {
        seeds.push(serde_json::to_vec(&decision).expect("a decision is JSON"));
    }
    seeds.push(seeds[1..].join(&b'\n'));
    let attempt = move |input: &[u8]| {
        let Ok(log) = store::parse_decisions(&String::from_utf8_lossy(input), "fuzz") else { return false };
        let (facts, _) = resolve_reviewed(records.clone(), &Review::of(&log), &TYPES);
        let graph = Graph::from_facts(&facts, &TYPES);
        store::from_ron(&store::to_ron(&graph).expect("any graph can be written"), "written").expect("and read");
        true
    };
    (seeds, Box::new(attempt))
}

/// Decisions of each kind, about two articles.
fn decisions_of_every_kind(one: &str, two: &str) -> Vec<Decided> {
    use summitry::resolve::{ClaimId, Decision};
    let claim = |doc: &str, claim: &str| ClaimId { doc: doc.to_owned(), claim: claim.to_owned() };
    let claims = || [claim(one, "v1"), claim(one, "v2"), claim(two, "v1")].into();
    let decisions = [
        Decision::Rename { entity: "country:US".into(), name: "America".into() },
        Decision::MergeEvents { claims: claims() },
        Decision::SplitEvent { claims: claims() },
        Decision::RejectEvent { claims: claims() },
        Decision::ConfirmEvent { claims: claims() },
        Decision::MergeEntities { kept: "person:donald trump".into(), gone: "country:RU".into() },
    ];
    let decided = |(n, decision)| Decided { id: n, at: "2026-05-04T10:00:00Z".into(), who: "a".into(), decision };
    (1..).zip(decisions).map(decided).collect()
}

/// Schema files over the embedded ones.
fn schema() -> Prepared {
    let folder = TempDir::new().expect("a folder can be made");
    let events = folder.path().join("events");
    std::fs::create_dir(&events).expect("a folder can be made");
    let attempt = move |input: &[u8]| {
        // The name tells what the file should hold; all are tried in turn, by the text.
        let text = String::from_utf8_lossy(input);
        let name = [("cues", "statuses.ron"), ("areas", "policy-areas.ron"), ("edges", "kinds.ron")];
        let name = name.iter().find(|(word, _)| text.contains(word)).map_or("events/fuzz.ron", |(_, name)| name);
        let file = folder.path().join(name);
        std::fs::write(&file, input).expect("a file can be written");
        let loaded = Schema::with_overlay(folder.path());
        let _ = std::fs::remove_file(&file);
        match loaded {
            Ok(schema) => {
                // Frames of any sort are matched against a text.
                let article = SAMPLE.first().map(|(_, text)| text.clone()).unwrap_or_default();
                let article = read_bytes("a.txt", article.into_bytes(), &ReadOptions::default()).next();
                let Some(Ok(article)) = article else { return true };
                Pipeline::new(&schema, Kb::embedded()).extract(article);
                true
            }
            Err(problems) => {
                assert!(!problems.is_empty(), "a refusal has its reason");
                false
            }
        }
    };
    (files("schemas", ".ron"), Box::new(attempt))
}

/// Tables of the knowledge base over the embedded ones, and answers of Wikidata.
fn knowledge() -> Prepared {
    const TABLES: [&str; 7] = ["countries", "people", "tenures", "organizations", "seats", "places", "titles"];
    let folder = TempDir::new().expect("a folder can be made");
    let head = |table: &str| -> Vec<u8> {
        let bytes = std::fs::read(format!("data/kb/{table}.tsv")).unwrap_or_default();
        bytes.split_inclusive(|byte| *byte == b'\n').take(30).flatten().copied().collect()
    };
    let mut seeds: Vec<Vec<u8>> = TABLES.iter().map(|table| head(table)).collect();
    seeds.push(
        br#"{"head":{"vars":["country"]},"results":{"bindings":[{"iso":{"type":"literal","value":"FR"},"office":{"type":"literal","value":"head_of_state"},
"title":{"type":"literal","value":"President"},"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"personLabel":{"type":"literal","value":"Marie Exemple"},
"start":{"type":"literal","value":"2027-05-14T00:00:00Z"}}]}}"#
            .to_vec(),
    );
    let firsts: Vec<Vec<u8>> =
        seeds.iter().map(|seed| seed.split(|b| *b == b'\t').next().unwrap_or(seed).to_vec()).collect();
    let (embedded, _) = Records::embedded();
    let attempt = move |input: &[u8]| {
        let text = String::from_utf8_lossy(input);
        if text.trim_start().starts_with('{') {
            return kb::import(Kb::embedded(), "fuzz", &text).is_ok();
        }
        // The table whose heading it has, else any.
        let table = firsts.iter().position(|first| input.starts_with(first)).unwrap_or(input.len()) % TABLES.len();
        let file = folder.path().join(format!("{}.tsv", TABLES[table]));
        std::fs::write(&file, input).expect("a file can be written");
        let mut records = embedded.clone();
        let read = records.overlay(folder.path());
        let sound = read.as_ref().is_ok_and(Vec::is_empty) && kb::check(&records).is_empty();
        // Building the whole base is slow, so not each time.
        if input.len().is_multiple_of(16)
            && let Ok(kb) = Kb::with_overlay(folder.path())
        {
            let words: Vec<&str> = text.split_whitespace().take(20).collect();
            kb.longest_match(&words);
            for entry in words.iter().flat_map(|word| kb.find_folded(word)) {
                kb.describe(*entry, None);
            }
        }
        let _ = std::fs::remove_file(&file);
        sound
    };
    (seeds, Box::new(attempt))
}

/// Hostile names and sentences through every export; DOT is parsed again.
fn exports() -> Prepared {
    let records: Vec<Extraction> = SAMPLE.iter().take(2).map(|(record, _)| record.clone()).collect();
    let attempt = move |input: &[u8]| {
        let text = String::from_utf8_lossy(input);
        let mut pieces = text.split('\n').cycle();
        let mut hostile = records.clone();
        for record in &mut hostile {
            record.doc.push_str(pieces.next().unwrap_or_default());
            record.article.url = pieces.next().map(ToOwned::to_owned);
            record.article.source = pieces.next().map(ToOwned::to_owned);
            for entity in &mut record.entities {
                entity.name = pieces.next().unwrap_or_default().to_owned();
            }
            for event in &mut record.events {
                event.evidence = pieces.next().unwrap_or_default().to_owned();
                event.trigger = pieces.next().unwrap_or_default().to_owned();
            }
        }
        let graph = Graph::from_facts(&resolve(hostile, &TYPES).0, &TYPES);
        let options = ExportOptions { renderer: Renderer::BuiltIn, ..ExportOptions::default() };
        for &format in Format::ALL {
            // A picture in pixels is the drawing once more, and slow.
            if format == Format::Png {
                continue;
            }
            let Ok(exported) = export(&graph, format, &options) else { continue };
            if format == Format::Dot {
                let dot = String::from_utf8(exported.bytes).expect("DOT is text");
                graphviz_rust::parse(&dot).unwrap_or_else(|error| panic!("DOT is parsed again: {error}"));
            }
        }
        true
    };
    let mut seeds = texts();
    seeds.push(b"\"\n\\N\n<B>\n&amp;\n]]>\n-->\n';\n=1+1\n|\n```\n[[x]]\n".to_vec());
    (seeds, Box::new(attempt))
}

/// A store of the sample in a folder of its own.
fn sample_store() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder can be made");
    let path = folder.path().join("graph.db");
    let mut archive = Archive::create(&path, &TYPES).expect("a store can be made");
    let entries = SAMPLE.iter().map(|(record, text)| Entry { record: record.clone(), text: Some(text.clone()) });
    archive.add(entries.collect()).expect("records can be added");
    drop(archive);
    (folder, path)
}

/// Words to search for, names to ask for and SQL, in a snapshot and in a store.
fn search() -> Prepared {
    let (folder, path) = sample_store();
    let mut archive = Archive::open_to_read(&path).expect("the store is there");
    let graph = sample_graph();
    let seeds: &[&str] = &[
        "trade tariffs",
        "cease* \"fire talks\" NEAR",
        "US-led AND (Petro OR Trump) NOT x",
        "petro",
        "SELECT name, kind FROM entity WHERE name LIKE '%a%' ORDER BY 1 LIMIT 5",
        "SELECT date, mode, group_concat(party, ' and ') AS who FROM meeting WHERE status = 'happened' GROUP BY event",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n",
        "DELETE FROM article; DROP TABLE event; PRAGMA journal_mode=DELETE; ATTACH 'x' AS y",
    ];
    let attempt = move |input: &[u8]| {
        let _keep = &folder;
        let words = String::from_utf8_lossy(input);
        let filter = Filter::default();
        let found = query::search(&graph, &words, &filter);
        archive
            .search(&words, &filter, 50, |graph, found| query::sentences(graph, found, &filter))
            .unwrap_or_else(|error| panic!("no words are an error: {error}"));
        let _ = query::node_named(&graph, &words);
        let _ = query::area_named(&graph, &words);
        let _ = query::explain(&graph, &words);
        let _ = query::explain(&graph, &format!("trump, {words}"));
        // A question may be wrong, or recursive without end, which is its asker's business.
        if !words.to_ascii_uppercase().contains("RECURSIVE") || seeds_whole(&words) {
            let _ = archive.sql(&words);
        }
        !found.is_empty()
    };
    (seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect(), Box::new(attempt))
}

/// Whether a recursive question is still the one that ends.
fn seeds_whole(words: &str) -> bool {
    words.starts_with("WITH RECURSIVE") && words.ends_with("WHERE i < 9) SELECT i FROM n")
}

/// Damaged SQLite files: refused, or read to the end.
fn store_file() -> Prepared {
    let (folder, path) = sample_store();
    let seed = std::fs::read(&path).expect("the store is there");
    let damaged = folder.path().join("damaged.db");
    let attempt = move |input: &[u8]| {
        let _keep = &folder;
        let clean = |path: &Path| {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
            }
        };
        clean(&damaged);
        std::fs::write(&damaged, input).expect("a file can be written");
        let Ok(archive) = Archive::open_to_read(&damaged) else { return false };
        let whole = archive.facts(&Scope::default()).map(|facts| Graph::from_facts(&facts, archive.types()));
        let _ = archive.decisions();
        let _ = archive
            .search("trade", &Filter::default(), 50, |graph, found| query::sentences(graph, found, &Filter::default()));
        drop(archive);
        if let Ok(mut archive) = Archive::open(&damaged) {
            let docs: Vec<String> = SAMPLE.iter().take(2).map(|(record, _)| record.doc.clone()).collect();
            let _ = archive.remove(&docs);
        }
        whole.is_ok()
    };
    (vec![seed], Box::new(attempt))
}
