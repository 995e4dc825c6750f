//! Questions in SQL, which can only read.

use super::Archive;
use crate::error::{Problem, Result};
use rusqlite::hooks::{AuthAction, Authorization};
use rusqlite::types::ValueRef;

/// The answer to a question in SQL.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows of values.
    pub rows: Vec<Vec<Value>>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text; bytes that are none are shown with replacement characters.
    Text(String),
}

impl Archive {
    /// Answers a single statement that only reads: a SELECT over the tables of the store.
    ///
    /// # Errors
    /// When the statement is wrong, or would write, attach or set anything.
    pub fn sql(&mut self, question: &str) -> Result<Answer> {
        let allowed = |action: AuthAction<'_>| {
            matches!(
                action,
                AuthAction::Select | AuthAction::Read { .. } | AuthAction::Function { .. } | AuthAction::Recursive
            )
        };
        let guard = move |context: rusqlite::hooks::AuthContext<'_>| {
            if allowed(context.action) { Authorization::Allow } else { Authorization::Deny }
        };
        let refused = |error: rusqlite::Error| {
            Problem::new("the question", error.to_string())
                .remedy("write one SELECT; the tables are described in README.md and shown by '.schema' of sqlite3")
        };
        self.db.authorizer(Some(guard)).map_err(refused)?;
        let answer = self.read(question).map_err(refused);
        self.db.authorizer(None::<fn(rusqlite::hooks::AuthContext<'_>) -> Authorization>).map_err(refused)?;
        Ok(answer?)
    }

    fn read(&self, question: &str) -> rusqlite::Result<Answer> {
        let mut statement = self.db.prepare(question)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..columns.len()).map(|column| Ok(row.get_ref(column)?.into()));
            all.push(values.collect::<rusqlite::Result<Vec<Value>>>()?);
        }
        Ok(Answer { columns, rows: all })
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(n) => Self::Integer(n),
            ValueRef::Real(x) => Self::Real(x),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Integer(n) => write!(f, "{n}"),
            Self::Real(x) => write!(f, "{x}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}
