//! The library's one error type: what went wrong, in which file, at which line, and what to do about it.

use std::fmt::{self, Write};
use std::io;
use std::path::{Path, PathBuf};

/// The result of the library's fallible functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong. I/O is kept apart from content: a file that cannot be read is not a file that says nonsense.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused to read or write.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        cause: io::Error,
    },
    /// A file was read, and what it says is wrong.
    #[error("{0}")]
    Content(Box<Problem>),
}

/// A mistake in a file, with its position and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, or the name of the stream.
    pub file: String,
    /// One-based line, where one can be named.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem in `file`, as yet without position or remedy.
    pub fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, message: message.into(), remedy: None }
    }

    /// Names the line, one-based.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

/// Text that may come from an article or record, made harmless to a terminal: control characters and those that turn the
/// direction of writing are shown as escapes.
struct Tame<'a>(&'a str);

impl fmt::Display for Tame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                // Messages of several lines are our own; a line break commands nothing.
                '\n' => f.write_char(c)?,
                '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    write!(f, "{}", c.escape_unicode())?;
                }
                c if c.is_control() => write!(f, "{}", c.escape_default())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Tame(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", Tame(&self.message))?;
        if let Some(remedy) = &self.remedy {
            write!(f, " ({})", Tame(remedy))?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Content(Box::new(problem))
    }
}

impl Error {
    /// Wraps a system error with the path it concerns.
    pub fn io(path: impl AsRef<Path>, cause: io::Error) -> Self {
        Self::Io { path: path.as_ref().to_path_buf(), cause }
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;

    #[test]
    fn no_problem_commands_the_terminal() {
        let shown = Problem::new("a\u{1b}]0;x\u{7}", "it\u{202e} says\r so").remedy("\u{9b}31m").to_string();
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\r', '\u{9b}']), "{shown:?}");
        assert!(shown.starts_with("a\\u{1b}]0;x"), "{shown}");
    }
}
