//! What goes wrong inside a store → the library's error, with the file, the reason and a remedy.

use crate::error::{Error, Problem};
use rusqlite::ErrorCode;
use std::path::Path;

/// The result of the functions that work on a store, before its file is named.
pub(super) type Attempt<T> = std::result::Result<T, Fault>;

/// A failure inside a store.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite refused.
    Sqlite(rusqlite::Error),
    /// A row says what no row of ours can say; the store was changed by other hands, or is damaged.
    Row(String),
    /// Anything whose message and remedy stand already.
    Other(Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Other(problem.into())
    }
}

impl Fault {
    /// A row of a table that cannot be right.
    pub(super) fn row(table: &str, what: impl std::fmt::Display) -> Self {
        Self::Row(format!("a row of table '{table}' is broken: {what}"))
    }

    /// The failure with the store's file.
    pub(super) fn at(self, path: &Path) -> Error {
        let problem = |message: String| Problem::new(path.display().to_string(), message);
        match self {
            Self::Other(error) => error,
            Self::Row(message) => {
                problem(message).remedy("compute the facts anew with 'summitry upgrade', or restore a copy").into()
            }
            Self::Sqlite(error) => {
                let message = reason(&error);
                match error.sqlite_error_code() {
                    Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                        problem("another program is writing to the store".into()).remedy("wait for it and try again")
                    }
                    Some(ErrorCode::NotADatabase) => problem("no store of Summitry, and no SQLite database".into())
                        .remedy("name a file that 'summitry build -o graph.db' wrote"),
                    Some(ErrorCode::DatabaseCorrupt) => problem(format!("the store is damaged ({message})"))
                        .remedy("restore a copy, or build it anew; 'sqlite3 FILE .recover' may save the articles"),
                    Some(ErrorCode::DiskFull) => problem("the disk is full; the store is as it was before".into())
                        .remedy("make room and try again"),
                    Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                        problem(format!("cannot be opened or written ({message})"))
                            .remedy("check the folder and its permissions")
                    }
                    _ => problem(message),
                }
                .into()
            }
        }
    }
}

/// SQLite's reason, without the statement.
fn reason(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    }
}
