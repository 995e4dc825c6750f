//! A running program that answers each line with a line: asked with a time limit, and stopped without leaving anything behind.
//!
//! Each of its pipes has a thread, so that neither side waits for the other however long the lines are. The channels to the
//! threads hold one line at most.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// No answer needs more bytes.
const MAX_ANSWER: u64 = 16 << 20;
/// A program gets this long to end when its input ends.
const GRACE: Duration = Duration::from_secs(2);
/// How long we wait for what a program that has ended left in its pipes.
const AFTERMATH: Duration = Duration::from_millis(300);
/// So much of the last line on standard error is quoted.
const LAST_WORDS: usize = 200;

/// Why there is no usable answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// It does not run any more; how it ended.
    Ended(String),
    /// The time limit came first.
    Late,
    /// It answers without reading, or without end, or nonsense; what is wrong.
    Rubbish(String),
}

/// A program at work.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    requests: Option<SyncSender<Vec<u8>>>,
    answers: Receiver<Vec<u8>>,
    last_words: Receiver<String>,
}

impl Process {
    /// Starts the program: its name or path, then its arguments.
    pub fn start(words: &[String]) -> io::Result<Self> {
        let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // In a group of its own, so that what it started can be stopped with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (requests, to_write) = sync_channel::<Vec<u8>>(1);
        thread::spawn(move || {
            let Some(mut pipe) = stdin else { return };
            // A program that stops reading is noticed by its answers.
            while let Ok(line) = to_write.recv() {
                if pipe.write_all(&line).and_then(|()| pipe.flush()).is_err() {
                    return;
                }
            }
        });
        let (to_answers, answers) = sync_channel(1);
        thread::spawn(move || stdout.map(|pipe| each_line(pipe, |line| to_answers.send(line).is_ok())));
        let (to_words, last_words) = channel();
        thread::spawn(move || {
            let mut last = String::new();
            if let Some(pipe) = stderr {
                each_line(pipe, |line| {
                    last = String::from_utf8_lossy(&line).trim().chars().take(LAST_WORDS).collect();
                    true
                });
            }
            let _ = to_words.send(last);
        });
        Ok(Self { child, requests: Some(requests), answers, last_words })
    }

    /// The answer to one line, which ends in a newline.
    pub fn ask(&mut self, line: Vec<u8>, limit: Duration) -> Result<Vec<u8>, Failure> {
        match self.requests.as_ref().map(|requests| requests.try_send(line)) {
            Some(Ok(())) => {}
            Some(Err(TrySendError::Full(_))) => return Err(Failure::Rubbish("it answers without reading".to_owned())),
            Some(Err(TrySendError::Disconnected(_))) | None => return Err(self.ended()),
        }
        match self.answers.recv_timeout(limit) {
            Ok(line) if line.len() as u64 > MAX_ANSWER => {
                Err(Failure::Rubbish(format!("its answer is longer than {} MiB", MAX_ANSWER >> 20)))
            }
            Ok(line) => Ok(line),
            Err(RecvTimeoutError::Timeout) => Err(Failure::Late),
            Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
        }
    }

    fn ended(&mut self) -> Failure {
        let how = match wait(&mut self.child, AFTERMATH) {
            Some(status) => format!("it ended ({status})"),
            None => "it closed its output".to_owned(),
        };
        match self.last_words.recv_timeout(AFTERMATH) {
            Ok(words) if !words.is_empty() => Failure::Ended(format!("{how}, saying \"{words}\"")),
            _ => Failure::Ended(how),
        }
    }

    /// Stops the program at once, with the programs that it started.
    pub fn kill(mut self) {
        self.stop();
    }

    fn stop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Its input ends, and it may finish; if it does not, it is stopped. No zombie is left.
impl Drop for Process {
    fn drop(&mut self) {
        self.requests = None;
        if wait(&mut self.child, GRACE).is_none() {
            self.stop();
        }
    }
}

/// How the child ended, if it does within the limit.
fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(5)),
            _ => return None,
        }
    }
}

/// Hands on every line that is not blank, until there are no more or nobody wants them. A line that is too long is cut behind the
/// limit and is the last one handed on.
fn each_line(pipe: impl Read, mut hand_on: impl FnMut(Vec<u8>) -> bool) {
    let mut pipe = BufReader::new(pipe);
    loop {
        let mut line = Vec::new();
        if !matches!((&mut pipe).take(MAX_ANSWER + 1).read_until(b'\n', &mut line), Ok(1..)) {
            return;
        }
        let cut = line.len() as u64 > MAX_ANSWER;
        let blank = line.iter().all(u8::is_ascii_whitespace);
        if (!blank && !hand_on(line)) || cut {
            return;
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(300);
    const LATER: Duration = Duration::from_secs(20);

    fn shell(script: &str) -> Process {
        Process::start(&["sh".to_owned(), "-c".to_owned(), script.to_owned()]).expect("sh runs")
    }

    #[test]
    fn lines_larger_than_a_pipe_come_back_whole() {
        let mut echo = shell("cat");
        for size in [1 << 20, 3, 1 << 21] {
            let line = [vec![b'x'; size], vec![b'\n']].concat();
            assert_eq!(echo.ask(line.clone(), LATER).map(|answer| answer.len()), Ok(line.len()));
        }
    }

    #[test]
    fn a_crash_tells_its_last_words() {
        let failure = shell("read line; echo 'no model' >&2; exit 3").ask(b"a\n".to_vec(), LATER);
        assert_eq!(failure, Err(Failure::Ended("it ended (exit status: 3), saying \"no model\"".to_owned())));
    }

    #[test]
    fn a_program_that_hangs_or_does_not_read_is_left() {
        let mut silent = shell("exec sleep 60");
        assert_eq!(silent.ask(vec![b'x'; 1 << 20], SOON), Err(Failure::Late));
        silent.kill();
        let mut deaf = shell("for i in 1 2 3; do echo {}; done; exec sleep 60");
        let asked: Vec<_> = (0..3).map(|_| deaf.ask(vec![b'x'; 1 << 20], LATER)).collect();
        assert!(matches!(asked[2], Err(Failure::Rubbish(_))), "{asked:?}");
        deaf.kill();
    }
}
