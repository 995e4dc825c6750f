//! What goes wrong around the program: full disks, closed pipes, little memory, two writers, damaged files. Each is told plainly and
//! with a remedy, and no file is half written or half read. Linux where the system must play along.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_summitry");
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");

/// The sample as records, snapshot and store with a decision, made once.
static SAMPLE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let run = |arguments: &[&str]| {
        let output = summitry(folder.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", told(&output));
        output.stdout
    };
    run(&["extract", ARTICLES, "-o", "records.jsonl"]);
    run(&["merge", "records.jsonl", "-o", "graph.ron"]);
    run(&["merge", "records.jsonl", "-o", "graph.db"]);
    run(&["export", "graph.ron", "-o", "graph.json"]);
    run(&["review", "graph.db", "--by", "me", "rename", "us", "America"]);
    run(&["review", "graph.db", "--by", "me", "rename", "china", "Cathay"]);
    let log = run(&["review", "graph.db", "log"]);
    fs::write(folder.path().join("decisions.jsonl"), log).unwrap();
    folder
});

fn sample(name: &str) -> String {
    SAMPLE.path().join(name).to_str().unwrap().to_owned()
}

fn summitry(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.current_dir(folder).args(arguments).env("RUST_BACKTRACE", "0").timeout(Duration::from_secs(300));
    command.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a line of shell; `$S` is the program.
fn shell(folder: &Path, line: &str) -> Output {
    let mut command = Command::new("bash");
    command
        .current_dir(folder)
        .args(["-c", line])
        .env("S", BINARY)
        .env("ARTICLES", ARTICLES)
        .env("RUST_BACKTRACE", "0");
    command.env("SAMPLE", SAMPLE.path()).timeout(Duration::from_secs(300)).output().unwrap()
}

fn assert_no_panic(what: &str, output: &Output) {
    let told = told(output);
    assert!(!told.contains("panicked") && output.status.code() != Some(101), "{what}: {told}");
}

/// A file system of its own, in a user's namespace; nothing where the system does not allow that.
fn on_small_disk(kilobytes: usize, line: &str) -> Option<Output> {
    let folder = TempDir::new().unwrap();
    let mount = format!("mount -t tmpfs -o size={kilobytes}k none . && cd \"$PWD\" && {{ {line}\n}}");
    let inside = format!("unshare -rm bash -c '{}'", mount.replace('\'', r"'\''"));
    if !shell(folder.path(), "unshare -rm mount -t tmpfs none .").status.success() {
        eprintln!("left out: no file system can be mounted here");
        return None;
    }
    Some(shell(folder.path(), &inside))
}

/// Every command that writes files, with what it would leave.
const WRITERS: &[&str] = &[
    "extract $ARTICLES -o x.jsonl",
    "merge $SAMPLE/records.jsonl -o x.ron",
    "merge $SAMPLE/records.jsonl -o x.db",
    "build $ARTICLES -o x.db",
    "export $SAMPLE/graph.ron -o x.json",
    "export $SAMPLE/graph.ron -o x.csv",
    "export $SAMPLE/graph.ron -o x.html",
];

#[test]
fn a_full_disk_is_told_and_leaves_nothing_behind() {
    let _ = sample("");
    for writer in WRITERS {
        let Some(output) = on_small_disk(48, &format!("$S {writer}; code=$?; ls -A >&2; exit $code")) else { return };
        assert_no_panic(writer, &output);
        assert_eq!(output.status.code(), Some(1), "{writer}: {}", told(&output));
        let told = told(&output);
        assert!(told.contains("No space left on device") || told.contains("the disk is full"), "{writer}: {told}");
        // The names that `ls` gives stand behind the message.
        assert!(
            !told.lines().any(|line| line.starts_with("x.") && !line.contains(' ')),
            "{writer} leaves files: {told}"
        );
    }
}

#[test]
fn a_store_on_a_full_disk_stays_as_it_was() {
    let store = fs::metadata(sample("graph.db")).unwrap().len() / 1024;
    let text = "Emmanuel Macron met Friedrich Merz in Berlin on Tuesday to discuss trade. ".repeat(4000);
    fs::write(sample("long.txt"), text).unwrap();
    // Room for the store and a little of its log.
    let line = "cp $SAMPLE/graph.db g.db && $S query g.db top -f json > $SAMPLE/before.json &&
        ! $S add g.db $SAMPLE/long.txt --date 2026-05-06 && $S query g.db top -f json > $SAMPLE/after.json";
    let Some(output) = on_small_disk(store as usize + 200, line) else { return };
    assert!(output.status.success(), "{}", told(&output));
    assert!(told(&output).contains("the disk is full; the store is as it was before (make room"), "{}", told(&output));
    let [before, after] = ["before.json", "after.json"].map(|name| fs::read(sample(name)).unwrap());
    assert!(!before.is_empty() && before == after);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let _ = sample("");
    for writer in WRITERS {
        let line = format!("mount -o remount,ro none . && cd \"$PWD\" && $S {writer}; code=$?; ls -A >&2; exit $code");
        let Some(output) = on_small_disk(1000, &line) else { return };
        assert_no_panic(writer, &output);
        assert_eq!(output.status.code(), Some(1), "{writer}: {}", told(&output));
        let told = told(&output);
        assert!(told.contains("Read-only file system") || told.contains("check the folder"), "{writer}: {told}");
    }
}

/// Commands that answer on standard output.
const ANSWERS: &[&str] = &[
    "extract $ARTICLES",
    "extract $ARTICLES --trace",
    "merge $SAMPLE/records.jsonl",
    "analyze $ARTICLES",
    "query $SAMPLE/graph.ron top",
    "query $SAMPLE/graph.db sql \"SELECT * FROM claim\"",
    "explain $SAMPLE/graph.ron trump",
    "export $SAMPLE/graph.ron -f json -o -",
    "export $SAMPLE/graph.ron -f csv",
    "export $SAMPLE/graph.ron -f svg --renderer built-in",
    "review $SAMPLE/graph.db log",
    "score $SAMPLE/records.jsonl $SAMPLE/records.jsonl",
    "schema list",
    "kb stats",
    "kb lookup france",
    "completions bash",
    "man",
];

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = TempDir::new().unwrap();
    let _ = sample("");
    for answer in ANSWERS {
        for reader in ["true", "head -n 1"] {
            let line =
                format!("$S {answer} 2> err | {reader} > /dev/null; code=${{PIPESTATUS[0]}}; cat err >&2; exit $code");
            let output = shell(folder.path(), &line);
            assert_no_panic(answer, &output);
            assert!(output.status.success(), "{answer} | {reader}: {:?} {}", output.status, told(&output));
            assert!(!told(&output).to_lowercase().contains("pipe"), "{answer} | {reader}: {}", told(&output));
        }
        // Nobody reads the messages either.
        let output = shell(folder.path(), &format!("$S {answer} 2>&1 | true; exit ${{PIPESTATUS[0]}}"));
        assert!(output.status.success(), "{answer}: {:?}", output.status);
    }
    for failing in ["build none.txt", "query none.ron top", "merge none.jsonl"] {
        let output = shell(folder.path(), &format!("$S {failing} 2>&1 >/dev/null | true; exit ${{PIPESTATUS[0]}}"));
        assert_eq!(output.status.code(), Some(1), "{failing}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let folder = TempDir::new().unwrap();
    let _ = sample("");
    for answer in ANSWERS {
        let output = shell(folder.path(), &format!("$S {answer} > /dev/full"));
        assert_no_panic(answer, &output);
        assert_eq!(output.status.code(), Some(1), "{answer}: {}", told(&output));
        assert!(told(&output).contains("No space left on device"), "{answer}: {}", told(&output));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn with_little_memory_it_ends_plainly_or_does_its_work() {
    let _ = sample("");
    let whole = fs::read(sample("records.jsonl")).unwrap();
    let (mut failed, mut done) = (0, 0);
    for kilobytes in [40_000, 60_000, 80_000, 120_000, 200_000, 1_000_000] {
        let folder = TempDir::new().unwrap();
        let output = shell(folder.path(), &format!("ulimit -v {kilobytes}; $S extract $ARTICLES -o x.jsonl; exit $?"));
        let file = folder.path().join("x.jsonl");
        if output.status.success() {
            done += 1;
            assert_eq!(fs::read(&file).unwrap(), whole, "{kilobytes} kB");
        } else {
            failed += 1;
            assert!(!told(&output).is_empty(), "{kilobytes} kB: silent");
            assert!(!file.exists(), "{kilobytes} kB: half a file");
        }
    }
    assert!(failed > 0 && done > 0, "{failed} failed, {done} done: the limits tell nothing");
}

#[test]
fn two_writers_take_turns() {
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("g.db");
    let articles = fs::read_dir(ARTICLES).unwrap().map(|entry| entry.unwrap().path());
    // Named by itself it would be an article.
    let articles: Vec<PathBuf> = articles.filter(|path| !path.ends_with("README.md")).collect();
    fs::write(folder.path().join("first.txt"), "Emmanuel Macron met Friedrich Merz in Berlin.").unwrap();
    let made = summitry(folder.path(), &["build", "first.txt", "-o", "g.db"]);
    assert!(made.status.success(), "{}", told(&made));
    // Four at once, each article given to two of them.
    let writers: Vec<_> = (0..4)
        .map(|n| {
            let mine = articles.iter().enumerate().filter(|(at, _)| at % 4 == n || at % 4 == (n + 1) % 4);
            let mut command = std::process::Command::new(BINARY);
            command.arg("add").arg(&store).args(mine.map(|(_, path)| path));
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert_no_panic("add", &output);
        let waited = told(&output).contains("another program is writing to the store (wait");
        assert!(output.status.success() || waited, "{}", told(&output));
    }
    // Whoever did not get its turn is told to try again.
    let again = summitry(folder.path(), &["add", "g.db", ARTICLES]);
    assert!(again.status.success(), "{}", told(&again));
    let once = summitry(folder.path(), &["build", "first.txt", ARTICLES, "-o", "once.ron"]);
    assert!(once.status.success(), "{}", told(&once));
    for (graph, file) in [("g.db", "g.json"), ("once.ron", "once.json")] {
        assert!(summitry(folder.path(), &["export", graph, "-o", file]).status.success());
    }
    let same = fs::read(folder.path().join("g.json")).unwrap() == fs::read(folder.path().join("once.json")).unwrap();
    assert!(same, "a store filled by several holds another graph");
    let db = rusqlite::Connection::open(&store).unwrap();
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

/// Positions spread over a file, its ends among them.
fn positions(length: usize, count: usize) -> Vec<usize> {
    (0..count).map(|n| n * (length - 1) / (count - 1)).collect()
}

/// Writes damaged copies of a file and gives each to a command, whose file it is. `refused` judges what came out.
fn damage(name: &str, arguments: &[&str], cuts: usize, flips: usize, judge: impl Fn(&str, &Output, &[u8])) {
    let whole = fs::read(sample(name)).unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(name);
    let try_it = |what: String, bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("{name}{suffix}")));
        }
        let output = summitry(folder.path(), arguments);
        assert_no_panic(&what, &output);
        assert!(output.status.code().is_some_and(|code| code < 2), "{what}: {:?}", output.status);
        judge(&what, &output, bytes);
    };
    for at in positions(whole.len(), cuts) {
        try_it(format!("{name} cut at {at}"), &whole[..at]);
    }
    for at in positions(whole.len(), flips) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x15;
        try_it(format!("{name} with another byte at {at}"), &bytes);
    }
}

/// A refusal names the file and says what to do about it.
fn refuses(what: &str, output: &Output, name: &str) {
    assert_eq!(output.status.code(), Some(1), "{what} is taken");
    let told = told(output);
    assert!(told.contains(name) && told.trim_end().ends_with(')'), "{what}: no file or no remedy: {told}");
    assert!(output.stdout.is_empty(), "{what}: half an answer");
}

#[test]
fn a_damaged_snapshot_is_refused() {
    let asked = ["query", "graph.ron", "top"];
    // A cut one is never taken; one with another letter in a sentence is still a graph, but never breaks anything.
    damage("graph.ron", &asked, 40, 60, |what, output, bytes| {
        let whole = bytes.len() as u64 >= fs::metadata(sample("graph.ron")).unwrap().len() - 1;
        if !whole || !output.status.success() {
            refuses(what, output, "graph.ron");
        }
    });
    damage("graph.json", &["query", "graph.json", "top"], 20, 20, |what, output, bytes| {
        let whole = bytes.len() as u64 >= fs::metadata(sample("graph.json")).unwrap().len() - 1;
        if !whole || !output.status.success() {
            refuses(what, output, "graph.json");
        }
    });
}

#[test]
fn damaged_records_are_left_out_whole() {
    let lines = fs::read_to_string(sample("records.jsonl")).unwrap();
    damage("records.jsonl", &["merge", "records.jsonl"], 20, 30, |what, output, bytes| {
        // Lines that are whole are taken; a line that is not is named, with its number, and nothing of it is taken.
        let whole =
            bytes.split(|b| *b == b'\n').filter(|line| lines.as_bytes().split(|b| *b == b'\n').any(|it| it == *line));
        let whole = whole.filter(|line| !line.is_empty()).count();
        assert_eq!(output.status.success(), whole > 0, "{what}: {}", told(output));
        let broken = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count() - whole;
        let named =
            told(output).lines().filter(|line| line.starts_with("records.jsonl:") && line.ends_with(')')).count();
        assert!(named <= broken, "{what}: {}", told(output));
        if bytes.len() < lines.len() - 1 && broken > 0 {
            assert_eq!(named, 1, "{what}: {}", told(output));
        }
    });
}

#[test]
fn a_damaged_log_is_taken_whole_or_not_at_all() {
    let lines = fs::read(sample("decisions.jsonl")).unwrap();
    damage(
        "decisions.jsonl",
        &["merge", &sample("records.jsonl"), "--decisions", "decisions.jsonl"],
        20,
        20,
        |what, output, bytes| {
            let at_an_end = bytes.is_empty()
                || bytes.last() == Some(&b'\n')
                || bytes.len() + 1 >= lines.len()
                || lines.get(bytes.len()) == Some(&b'\n');
            if (bytes.len() < lines.len() && !at_an_end) || !output.status.success() {
                refuses(what, output, "decisions.jsonl");
            }
        },
    );
}

#[test]
fn a_damaged_store_is_refused_or_read_to_its_end() {
    let whole = fs::metadata(sample("graph.db")).unwrap().len();
    damage("graph.db", &["export", "graph.db", "-f", "json"], 40, 0, |what, output, bytes| {
        if (bytes.len() as u64) < whole {
            refuses(what, output, "graph.db");
        }
    });
    damage("graph.db", &["export", "graph.db", "-f", "json"], 2, 100, |what, output, _| {
        if !output.status.success() {
            assert!(told(output).contains("graph.db") && output.stdout.is_empty(), "{what}: {}", told(output));
        }
    });
}

#[test]
fn what_is_too_long_is_told() {
    let folder = TempDir::new().unwrap();
    let sentence = "The president of France met his counterpart from Kenya in Berlin on Tuesday. ";
    for (name, text, says) in [
        ("book.txt", sentence.repeat(10 * 1024 * 1024 / sentence.len()), "the text has 10."),
        ("run.txt", "x".repeat(1_000_000), ""),
        ("sentence.txt", "France and ".repeat(1000), "1 sentence too long"),
        ("brackets.txt", "(".repeat(6000) + &")".repeat(6000), "too long"),
        ("nested.txt", format!("France {}Kenya{}", "(met ".repeat(1000), ")".repeat(1000)), "too long"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let output = summitry(folder.path(), &["extract", "--any-language", name]);
        assert_no_panic(name, &output);
        assert!(told(&output).contains(says), "{name}: {}", told(&output));
        assert_eq!(output.status.success(), name != "book.txt", "{name}: {}", told(&output));
    }
}

#[test]
fn time_grows_with_length_and_not_with_its_square() {
    let folder = TempDir::new().unwrap();
    for (name, piece, count) in
        [("and", "France and ", 1500), ("bracket", "(", 4000), ("name", "Ann Lee met ", 1000), ("quote", "\" ", 2000)]
    {
        let time = |times: usize| {
            fs::write(folder.path().join("a.txt"), piece.repeat(count * times)).unwrap();
            let begin = Instant::now();
            assert!(summitry(folder.path(), &["analyze", "--any-language", "a.txt"]).status.success());
            assert!(summitry(folder.path(), &["extract", "--any-language", "a.txt"]).status.success());
            begin.elapsed().as_secs_f64()
        };
        let (one, four) = (time(1), time(4));
        // Four times as long; sixteen would be the square. A busy machine is given some room.
        assert!(four < 9.0 * one + 1.0, "{name}: {one:.2} s, and {four:.2} s for four times as much");
    }
}
