//! The formats of answers.

use super::rows::Row;
use super::{csv, table};
use crate::store::Answer;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns of plain text, quotes cut to the width of the terminal.
    #[default]
    Table,
    /// A list of objects with all fields, quotes whole.
    Json,
    /// Comma-separated values with a header, quotes whole.
    Csv,
}

/// Writes rows. `width` is that of the terminal, in columns; only tables heed it.
pub fn render<R: Row>(rows: &[R], format: Format, width: usize) -> String {
    match format {
        Format::Table => table::table(rows, width),
        Format::Csv => csv::csv(rows),
        Format::Json => {
            // Rows are plain data, whose serialization does not fail.
            let mut text = serde_json::to_string_pretty(rows).unwrap_or_default();
            text.push('\n');
            text
        }
    }
}

/// Writes the answer to a question in SQL in the same formats.
pub fn render_answer(answer: &Answer, format: Format, width: usize) -> String {
    let titles: Vec<&str> = answer.columns.iter().map(String::as_str).collect();
    let cells = answer.rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
    match format {
        Format::Table => table::lines(&titles, cells, width),
        Format::Csv => csv::lines(&titles, cells),
        Format::Json => {
            let object = |row: &Vec<crate::store::Value>| -> serde_json::Map<_, _> {
                let pairs = titles.iter().zip(row);
                pairs.map(|(title, value)| ((*title).to_owned(), serde_json::json!(value))).collect()
            };
            let objects: Vec<_> = answer.rows.iter().map(object).collect();
            let mut text = serde_json::to_string_pretty(&objects).unwrap_or_default();
            text.push('\n');
            text
        }
    }
}
