//! Programs of the user as sources of claims: one JSON document a line in, one line of claims out.
//!
//! [`Reading`] → request (`request.rs`) → the program (`process.rs`) → answer, checked (`answer.rs`) → [`Claim`]s. What a program
//! does wrong costs its own claims and is kept as [`Problem`]s:
//!
//! ```no_run
//! use std::time::Duration;
//! use summitry::extract::ExternalProgram;
//!
//! # fn main() -> Result<(), summitry::Problem> {
//! let program = ExternalProgram::start("python3 my_extractor.py --fast", Duration::from_secs(10))?;
//! assert_eq!(program.name(), "my_extractor.py");
//! # Ok(())
//! # }
//! ```

mod answer;
mod process;
mod request;

use super::claim::Claim;
use super::source::{ClaimSource, Reading};
use crate::count::counted;
use crate::error::Problem;
use answer::Answer;
use process::{Failure, Process};
use request::Request;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// After so many failures in a row a program is not asked again.
const PATIENCE: usize = 3;

/// So many dropped claims of a program are reported; further ones are counted.
const MAX_REPORTS: usize = 20;

/// Programs that run other programs: the claims are those of their script.
const INTERPRETERS: &[&str] =
    &["sh", "bash", "dash", "zsh", "env", "python", "python3", "node", "ruby", "perl", "Rscript", "java", "uv", "pwsh"];

/// A program that reads articles and writes claims as JSON Lines.
///
/// It runs once for all articles and is asked about one at a time. A program that ends, or answers nonsense, is started again; one
/// that fails for three articles in a row is left alone.
#[derive(Debug)]
pub struct ExternalProgram {
    name: String,
    words: Vec<String>,
    limit: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    process: Option<Process>,
    /// Whether the process has answered since it was started.
    tried: bool,
    /// Articles asked about.
    asked: usize,
    /// Articles without an answer, and how many of them came last.
    lost: usize,
    in_a_row: usize,
    /// Claims that did not stand.
    dropped: usize,
    problems: Vec<Problem>,
}

impl ExternalProgram {
    /// Starts a program, given as in a shell: words, some of them in quotes. No shell is used. `limit` is the time for one article.
    ///
    /// # Errors
    /// When the command is no command, or the program cannot be started.
    pub fn start(command: &str, limit: Duration) -> Result<Self, Problem> {
        let words = shlex::split(command).filter(|words| words.first().is_some_and(|word| !word.is_empty()));
        let words = words.ok_or_else(|| {
            Problem::new(command, "this is no command").remedy("name a program and its arguments, with quotes in pairs")
        })?;
        let name = name_of(&words);
        let process = Process::start(&words).map_err(|cause| {
            Problem::new(&name, format!("the extractor cannot be started: {cause}"))
                .remedy("is it installed, executable and in the path?")
        })?;
        let state = Mutex::new(State { process: Some(process), ..State::default() });
        Ok(Self { name, words, limit, state })
    }

    /// The program's name, as evidence shows it: its file, without the folder; of a script, the script's.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What went wrong since the last call.
    pub fn take_problems(&self) -> Vec<Problem> {
        std::mem::take(&mut self.state().problems)
    }

    /// How much was lost in all, if anything was.
    pub fn losses(&self) -> Option<String> {
        let state = self.state();
        let lost = (state.lost > 0).then(|| format!("{} without its claims", counted(state.lost, "article")));
        let dropped = (state.dropped > 0).then(|| format!("{} dropped", counted(state.dropped, "claim")));
        let losses: Vec<String> = lost.into_iter().chain(dropped).collect();
        (!losses.is_empty()).then(|| format!("{}: {}", self.name, losses.join(", ")))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, state: &mut State, line: &[u8], doc: &str) -> Result<Answer, Failure> {
        loop {
            let process = match &mut state.process {
                Some(process) => process,
                None => {
                    state.tried = false;
                    let started = Process::start(&self.words);
                    state
                        .process
                        .insert(started.map_err(|cause| Failure::Ended(format!("it does not start: {cause}")))?)
                }
            };
            let answer = process.ask(line.to_vec(), self.limit);
            match answer.and_then(|line| Answer::read(&line, doc).map_err(Failure::Rubbish)) {
                Ok(answer) => {
                    state.tried = true;
                    return Ok(answer);
                }
                Err(failure) => {
                    // Only a new process is sure to speak of the next article.
                    if let Some(process) = state.process.take() {
                        process.kill();
                    }
                    // What the program did with an earlier article is not this one's fault.
                    if !state.tried || failure == Failure::Late {
                        return Err(failure);
                    }
                }
            }
        }
    }

    /// Says what is wrong; of several failures in a row, the first and the last.
    fn report(&self, state: &mut State, failure: &Failure, doc: &str) {
        state.lost += 1;
        state.in_a_row += 1;
        if state.lost > 1 && state.in_a_row != PATIENCE {
            return;
        }
        let (what, remedy) = match failure {
            Failure::Ended(how) => (how.clone(), "run it by hand on one line to see why"),
            Failure::Late => (
                format!("no answer within {}", counted(self.limit.as_secs() as usize, "second")),
                "give it more time with --extractor-timeout, and let it flush every line",
            ),
            Failure::Rubbish(what) => (
                what.clone(),
                "for each line it must write one line {\"doc\": …, \"claims\": […]} to standard output, and nothing else",
            ),
        };
        let mut message = format!("article {doc}: {what}");
        if state.in_a_row == PATIENCE {
            message.push_str(&format!("; it failed {PATIENCE} times in a row and is not asked again"));
        }
        state.problems.push(Problem::new(&self.name, message).at_line(state.asked).remedy(remedy));
    }
}

impl ClaimSource for ExternalProgram {
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        let doc = &reading.doc().article.doc;
        let mut state = self.state();
        state.asked += 1;
        if state.in_a_row >= PATIENCE {
            state.lost += 1;
            return Vec::new();
        }
        match self.answer(&mut state, &Request::of(reading).line(), doc) {
            Ok(answer) => {
                state.in_a_row = 0;
                let (claims, objections) = answer.claims(reading, &self.name);
                for (position, objection) in objections {
                    state.dropped += 1;
                    if state.dropped <= MAX_REPORTS {
                        let message = format!("article {doc}, claim {position} is dropped: {}", objection.message);
                        let problem = Problem::new(&self.name, message).at_line(state.asked).remedy(objection.remedy);
                        state.problems.push(problem);
                    }
                }
                claims
            }
            Err(failure) => {
                self.report(&mut state, &failure, doc);
                Vec::new()
            }
        }
    }
}

/// The file of a program, or of the script that it runs, without its folder.
fn name_of(words: &[String]) -> String {
    let file = |word: &String| {
        Path::new(word).file_name().map_or_else(|| word.clone(), |name| name.to_string_lossy().into_owned())
    };
    let mut words = words.iter();
    let program = words.next().map(file).unwrap_or_default();
    let stem = program.strip_suffix(".exe").unwrap_or(&program);
    let script = words.find(|word| !word.starts_with('-') && !INTERPRETERS.contains(&file(word).as_str()));
    match script {
        Some(script) if INTERPRETERS.contains(&stem) && !file(script).contains(char::is_whitespace) => file(script),
        _ => program,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_called_by_its_file_or_script() {
        let name = |command: &str| name_of(&shlex::split(command).unwrap_or_default());
        assert_eq!(name("/opt/bin/gliner --model large"), "gliner");
        assert_eq!(name("python3 -u 'my tools/llm.py' --fast"), "llm.py");
        assert_eq!(name("/usr/bin/env python3 -u tools/llm.py --fast"), "llm.py");
        assert_eq!(name("sh -c 'cat; true'"), "sh");
    }

    #[test]
    fn a_command_that_is_none_is_refused() {
        for command in ["", " ", "'open", "no-such-program-of-ours --x"] {
            let problem = ExternalProgram::start(command, Duration::from_secs(1)).expect_err(command);
            assert!(problem.remedy.is_some(), "{problem}");
        }
    }
}
