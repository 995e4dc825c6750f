//! What comes with a release: completions and manual pages, made from the command line itself, so that they cannot miss a subcommand.

use assert_cmd::Command;
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

fn summitry(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_summitry"));
    String::from_utf8(command.args(arguments).assert().success().get_output().stdout.clone()).unwrap()
}

/// The subcommands that `--help` lists.
fn subcommands(of: &[&str]) -> BTreeSet<String> {
    let help = summitry(&[of, &["--help"]].concat());
    let lines = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names = lines.take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Whether a program is there and takes the input; nothing if it is not there.
fn accepted(program: &str, arguments: &[&str], input: &str) -> Option<(bool, String)> {
    use std::io::Write;
    let mut command = std::process::Command::new(program);
    let piped = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().ok()?;
    child.stdin.take()?.write_all(input.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    Some((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[test]
fn completions_name_every_subcommand_and_are_valid() {
    let subcommands = subcommands(&[]);
    assert!(subcommands.len() > 15, "{subcommands:?}");
    for (shell, check) in [
        ("bash", Some(("bash", &["-n"][..]))),
        ("zsh", Some(("zsh", &["-n"][..]))),
        ("fish", Some(("fish", &["-n"][..]))),
        ("powershell", None),
        ("elvish", None),
    ] {
        let script = summitry(&["completions", shell]);
        for name in subcommands.iter().map(String::as_str).chain(["who-meets", "--min-confidence"]) {
            assert!(script.contains(name.trim_start_matches('-')), "{shell}: {name} is missing");
        }
        if let Some((good, said)) = check.and_then(|(program, arguments)| accepted(program, arguments, &script)) {
            assert!(good && said.is_empty(), "{shell}: {said}");
        }
    }
}

#[test]
fn bash_completes_a_subcommand() {
    let script = summitry(&["completions", "bash"])
        + "\nCOMP_WORDS=(summitry exp); COMP_CWORD=1; _summitry summitry exp summitry; echo \"${COMPREPLY[*]}\"";
    let Ok(output) = std::process::Command::new("bash").args(["-c", &script]).output() else { return };
    let answer = String::from_utf8_lossy(&output.stdout);
    let completed: BTreeSet<&str> = answer.split_whitespace().collect();
    assert_eq!(completed, BTreeSet::from(["explain", "export"]), "{output:?}");
}

#[test]
fn every_subcommand_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("share/man/man1");
    summitry(&["man", "-o", target.to_str().unwrap()]);
    let pages: BTreeSet<String> =
        fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut wanted = BTreeSet::from(["summitry.1".to_owned()]);
    for name in subcommands(&[]) {
        wanted.insert(format!("summitry-{name}.1"));
        if ["query", "review", "schema", "kb"].contains(&name.as_str()) {
            wanted.extend(subcommands(&[&name]).iter().map(|sub| format!("summitry-{name}-{sub}.1")));
        }
    }
    assert_eq!(pages, wanted);
    for page in pages {
        let text = fs::read_to_string(target.join(&page)).unwrap();
        for section in [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH \"EXIT STATUS\""] {
            assert!(text.contains(section), "{page}: {section} is missing");
        }
        if let Some((good, said)) = accepted("groff", &["-k", "-man", "-Tutf8", "-ww", "-z"], &text) {
            assert!(good && said.is_empty(), "{page}: {said}");
        }
    }
    assert_eq!(summitry(&["man"]), fs::read_to_string(target.join("summitry.1")).unwrap());
}
