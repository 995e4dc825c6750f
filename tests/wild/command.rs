//! The same through the command line: names of files, standard input, what is said and the exit code; and how much memory is
//! used.

use crate::{gzip, zstd};
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::str::contains;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

const SPANISH: &str =
    "El presidente de Colombia se reunió el lunes con su homólogo de Brasil en Bogotá para hablar de la frontera.";

fn good(doc: &str) -> String {
    format!(
        "{{\"doc\": \"{doc}\", \"date\": \"2026-05-04\", \"text\": \"Emmanuel Macron met Friedrich Merz in Berlin on Monday ({doc}).\"}}\n"
    )
}

fn summitry(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo_bin_cmd!("summitry");
    command.current_dir(folder).args(arguments).timeout(Duration::from_secs(180));
    command
}

fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// Ids of the records on standard output.
fn docs(command: &mut Command) -> (Vec<String>, String) {
    let output = command.output().unwrap();
    let doc = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["doc"].as_str().unwrap().to_owned();
    let docs = String::from_utf8(output.stdout).unwrap().lines().map(doc).collect();
    (docs, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn folders_globs_and_standard_input() {
    let feed = "<rss><channel><item><title>Xi Jinping met Donald Trump in Busan</title><guid>urn:x</guid></item></channel></rss>";
    let folder = folder(&[
        ("a.jsonl.gz", gzip(good("one") + &good("two"))),
        ("b.txt.zst", zstd("Emmanuel Macron met Friedrich Merz in Berlin.")),
        ("c.xml", feed.into()),
        ("d.bin.gz", gzip("not an article by its name")),
    ]);
    let all = (vec!["one".to_owned(), "two".into(), "b".into(), "urn:x".into()], String::new());
    assert_eq!(docs(&mut summitry(folder.path(), &["extract", "."])), all);
    assert_eq!(docs(&mut summitry(folder.path(), &["extract", "*.jsonl.gz", "b.*", "c.xml"])), all);
    for packed in [gzip(good("in")), zstd(good("in"))] {
        assert_eq!(docs(summitry(folder.path(), &["extract", "-"]).write_stdin(packed)).0, ["in"]);
    }
    summitry(folder.path(), &["extract", "d.bin.gz"]).assert().code(0);
}

#[test]
fn a_cut_off_file_and_its_neighbours() {
    let lines: String = (0..60).map(|n| good(&format!("d{n}"))).collect();
    let packed = gzip(&lines);
    let folder = folder(&[("a.jsonl.gz", packed[..packed.len() / 2].to_vec()), ("b.jsonl", good("good").into())]);
    let (found, said) = docs(&mut summitry(folder.path(), &["extract", "."]));
    assert!(found.len() > 1 && found.len() < 61 && found.last().unwrap() == "good", "{found:?}");
    assert!(said.contains("a.jsonl.gz:") && said.contains("the gzip data is cut off after "), "{said}");
    assert!(said.contains(&format!("summitry: {} articles read, 1 input not usable", found.len())), "{said}");
    fs::write(folder.path().join("b.txt.gz"), &packed[..40]).unwrap();
    summitry(folder.path(), &["extract", "b.txt.gz"]).assert().code(1).stdout("");
}

#[test]
fn other_languages_are_counted() {
    let lines = good("one") + &format!("{{\"text\": \"{SPANISH}\"}}\n").repeat(2);
    let folder = folder(&[("a.jsonl", lines.into()), ("es.txt", SPANISH.into())]);
    let said = "summitry: 1 article read, 2 articles not in English left out (--any-language reads them)\n";
    for command in ["extract", "analyze"] {
        summitry(folder.path(), &[command, "a.jsonl"]).assert().code(0).stderr(said);
    }
    summitry(folder.path(), &["build", "a.jsonl"]).assert().code(0).stderr(contains(said));
    summitry(folder.path(), &["build", "a.jsonl", "-o", "g.db"]).assert().code(0).stderr(contains(said));
    summitry(folder.path(), &["add", "g.db", "es.txt"]).assert().code(0).stderr(contains("1 article not in English"));
    summitry(folder.path(), &["add", "g.db", "es.txt", "--any-language"])
        .assert()
        .code(0)
        .stderr(contains("1 article"));
    summitry(folder.path(), &["extract", "es.txt"]).assert().code(1).stdout("");
    let (found, _) = docs(&mut summitry(folder.path(), &["extract", "es.txt", "--any-language"]));
    assert_eq!(found, ["es"]);
}

#[test]
fn records_are_merged_from_compressed_files() {
    let folder = folder(&[("a.jsonl", (good("one") + &good("two")).into())]);
    let records = summitry(folder.path(), &["extract", "a.jsonl"]).output().unwrap().stdout;
    let merged = |name: &str, content: &[u8]| {
        fs::write(folder.path().join(name), content).unwrap();
        summitry(folder.path(), &["merge", name]).output().unwrap()
    };
    let plain = merged("plain", &records).stdout;
    assert!(!plain.is_empty());
    assert_eq!(merged("r.gz", &gzip(&records)).stdout, plain);
    assert_eq!(merged("r.zst", &zstd(&records)).stdout, plain);
    summitry(folder.path(), &["merge", "-"]).write_stdin(gzip(&records)).assert().stdout(plain.clone());

    let packed = [gzip(&records), gzip(&records)].concat();
    let cut = merged("cut.gz", &packed[..packed.len() - 20]);
    assert_eq!(cut.stdout, plain);
    let said = String::from_utf8(cut.stderr).unwrap();
    assert!(said.contains("cut.gz:") && said.contains("the gzip data is cut off after "), "{said}");
}

/// Streams that are hundreds of megabytes long once unpacked, of articles that are left out, so that reading is all the work.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_stream() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let line = format!("{{\"text\": \"{}\"}}\n", SPANISH.repeat(20));
    let lines = gzip(line.repeat(1_000_000 / line.len()));
    let item = format!("<item><title>Cumbre</title><description>{}</description></item>\n", SPANISH.repeat(20));
    let items = gzip(item.repeat(1_000_000 / item.len()));
    // Noise, so that the pipe holds little of it.
    let noise = (0..1_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<u8>>();
    let picture = [b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", noise.as_slice()].concat();
    let mut record =
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", picture.len()).into_bytes();
    record.extend(picture.iter().chain(b"\r\n\r\n"));
    for (name, head, part, parts) in [
        ("lines", Vec::new(), lines, 100),
        ("feed", gzip("<rss><channel><title>Diario</title>"), items, 50),
        ("archive", Vec::new(), gzip(&record), 300),
        ("archive, zstd", Vec::new(), zstd(&record), 300),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_summitry"))
            .args(["extract", "-"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        let peak = || {
            let status = fs::read_to_string(&status).unwrap();
            let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap().to_owned();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1000
        };
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&head).unwrap();
        let mut early = 0;
        for number in 0..parts {
            stdin.write_all(&part).unwrap();
            if number == parts / 2 {
                early = peak();
            }
        }
        let late = peak();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        println!("{name}: {parts} MB, at most {early} MB used at half, {late} MB at the end; {said}");
        assert!(early > 0 && late <= early + 20, "{name}: {early} MB at half, {late} MB at the end");
        assert!(said.contains("left out"), "{name}: {said}");
    }
}
