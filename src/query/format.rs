//! The formats of answers.

use super::rows::Row;
use super::{csv, table};

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
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
