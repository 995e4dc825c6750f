//! DOT → a picture by Graphviz's `dot`, where it is installed.
//!
//! The program gets the DOT on its standard input and a time limit; its complaints become errors of ours.

use super::{Exported, Renderer};
use crate::{Error, Problem, Result};
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How to get better pictures, in one line.
pub const INSTALL_HINT: &str = "hint: Graphviz is not installed, so the built-in renderer drew the picture; for a finer one \
     install it (apt install graphviz · brew install graphviz · winget install graphviz)";

/// Longer than any diagram of a sensible size takes.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Who drew a picture.
pub(super) enum Drawn {
    /// Graphviz did: the picture, with what `dot` complained about as hints.
    ByGraphviz(Exported),
    /// Nobody yet: the built-in renderer is to, and this is what to tell the user.
    NotYet(Vec<String>),
}

/// Has `dot` draw, where the user wants it to and it can.
///
/// # Errors
/// When the user insists on Graphviz, and it is missing, refuses the graph or takes too long.
pub(super) fn draw(dot: &str, arguments: &[&str], renderer: Renderer) -> Result<Drawn> {
    if renderer == Renderer::BuiltIn {
        return Ok(Drawn::NotYet(Vec::new()));
    }
    let insists = renderer == Renderer::Graphviz;
    match run_program("dot", dot, arguments, TIME_LIMIT) {
        Ok(Some(exported)) => Ok(Drawn::ByGraphviz(exported)),
        Ok(None) if insists => Err(missing()),
        Ok(None) => Ok(Drawn::NotYet(vec![INSTALL_HINT.to_owned()])),
        Err(error) if insists => Err(error),
        Err(error) => Ok(Drawn::NotYet(vec![format!("hint: the built-in renderer drew the picture; {error}")])),
    }
}

/// The error when Graphviz was asked for by name and is not there.
fn missing() -> Error {
    Problem::new("dot", "Graphviz is not installed")
        .remedy(
            "apt install graphviz, brew install graphviz or winget install graphviz; or leave out --renderer graphviz",
        )
        .into()
}

/// Runs a program on some input: its output, with its complaints as hints; `None` when it is not installed.
fn run_program(program: &str, input: &str, arguments: &[&str], limit: Duration) -> Result<Option<Exported>> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(program, error)),
    };
    // Pipes hold little: all three are served at once, or program and caller would wait for each other.
    let mut stdin = child.stdin.take();
    let input = input.to_owned();
    let writer = thread::spawn(move || {
        if let Some(pipe) = stdin.as_mut() {
            // A program that stops reading says why on its standard error.
            let _ = pipe.write_all(input.as_bytes());
        }
    });
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let finished = wait(&mut child, limit).map_err(|error| Error::io(program, error))?;
    let _ = writer.join();
    let output = stdout.join().unwrap_or_default();
    let complaints = String::from_utf8_lossy(&stderr.join().unwrap_or_default()).trim().to_owned();
    match finished {
        Some(true) if !output.is_empty() => Ok(Some(Exported { bytes: output, hints: hints(program, &complaints) })),
        Some(_) => Err(failure(program, &complaints)),
        None => Err(Problem::new(program, format!("took longer than {} seconds and was stopped", limit.as_secs()))
            .remedy("show fewer ties with --top, or use --renderer built-in")
            .into()),
    }
}

/// Reads a pipe to its end in a thread of its own.
fn drain(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Whether the child ended well; `None` when the limit came first and it was stopped.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<bool>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// The complaints that are the program's own: libraries below it report on fonts and settings, too.
fn hints(program: &str, complaints: &str) -> Vec<String> {
    let own = complaints.lines().filter(|line| line.starts_with("Error:") || line.starts_with("Warning:"));
    own.map(|line| format!("{program}: {line}")).collect()
}

fn failure(program: &str, complaints: &str) -> Error {
    let first = complaints.lines().next().unwrap_or("it gave no reason");
    Problem::new(program, format!("could not draw the graph: {first}"))
        .remedy("use --renderer built-in, or export DOT and look at it")
        .into()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(200);

    #[test]
    fn a_program_that_is_missing_is_no_error() {
        assert!(matches!(run_program("no-such-program-here", "", &[], SOON), Ok(None)));
    }

    #[test]
    fn input_larger_than_a_pipe_comes_back_whole() {
        let text = "x".repeat(1 << 20);
        let output = run_program("cat", &text, &[], Duration::from_secs(20)).expect("cat runs");
        assert_eq!(output.map(|output| output.bytes.len()), Some(text.len()));
    }

    #[test]
    fn complaints_and_time_limits_become_errors() {
        let refused =
            run_program("sh", "", &["-c", "echo 'syntax error in line 3' >&2; exit 1"], Duration::from_secs(20));
        assert!(refused.is_err_and(|error| error.to_string().contains("syntax error in line 3")));
        let late = run_program("sleep", "", &["30"], SOON);
        assert!(late.is_err_and(|error| error.to_string().contains("was stopped")));
    }
}
