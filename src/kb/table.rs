//! Text of a table → its rows, each with its line.
//!
//! A table is tab-separated UTF-8: lines that begin with `#` are comments, the first other line names the columns, list
//! cells are joined by `|`, and cells missing at the end of a line are empty.

use crate::Problem;
use smol_str::SmolStr;

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    /// File name as shown to the user.
    pub file: SmolStr,
    /// One-based line.
    pub line: usize,
}

impl Position {
    /// A problem at this place.
    pub fn problem(&self, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem::new(self.file.as_str(), message).at_line(self.line).remedy(remedy)
    }
}

/// One row of a table: cells by the order of the expected columns.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Where it stands.
    pub at: Position,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of the expected column `index`; empty when it is missing.
    pub fn text(&self, index: usize) -> &'a str {
        self.cells.get(index).copied().unwrap_or("")
    }

    /// The cell as an owned string.
    pub fn owned(&self, index: usize) -> SmolStr {
        SmolStr::new(self.text(index))
    }

    /// The cell as an owned string, `None` when empty.
    pub fn optional(&self, index: usize) -> Option<SmolStr> {
        Some(self.text(index)).filter(|cell| !cell.is_empty()).map(SmolStr::new)
    }

    /// The entries of a list cell, blanks left out.
    pub fn list(&self, index: usize) -> Vec<SmolStr> {
        self.text(index).split('|').map(str::trim).filter(|entry| !entry.is_empty()).map(SmolStr::new).collect()
    }
}

/// Reads a table with the columns `expected`, in any order; the columns after the first may be missing. Bad lines are
/// reported in `problems` and left out.
pub(super) fn read_table<'a>(
    file: &str,
    text: &'a str,
    expected: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<Row<'a>> {
    let file = SmolStr::new(file);
    let mut order: Option<Vec<usize>> = None;
    let mut rows = Vec::new();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line_number = index + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let at = Position { file: file.clone(), line: line_number };
        match &order {
            None => match column_order(&cells, expected) {
                Ok(columns) => order = Some(columns),
                Err(message) => {
                    let remedy = format!("name the columns: {}", expected.join(", "));
                    problems.push(at.problem(message, remedy));
                    return rows;
                }
            },
            Some(columns) if cells.len() > columns.len() => problems.push(at.problem(
                format!("{} cells under {} columns", cells.len(), columns.len()),
                "separate cells by one tab each, and list entries by |",
            )),
            Some(columns) if columns.iter().copied().eq(0..columns.len()) => rows.push(Row { at, cells }),
            Some(columns) => {
                let mut ordered = vec![""; expected.len()];
                for (cell, column) in cells.iter().zip(columns) {
                    ordered[*column] = cell;
                }
                rows.push(Row { at, cells: ordered });
            }
        }
    }
    rows
}

/// For each column of the file, its place among the expected ones.
fn column_order(header: &[&str], expected: &[&str]) -> Result<Vec<usize>, String> {
    let mut order = Vec::with_capacity(header.len());
    for name in header {
        let Some(place) = expected.iter().position(|column| column == name) else {
            return Err(format!("unknown column '{name}'"));
        };
        if order.contains(&place) {
            return Err(format!("column '{name}' stands twice"));
        }
        order.push(place);
    }
    if order.contains(&0) { Ok(order) } else { Err(format!("no column '{}'", expected[0])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_may_stand_in_another_order() {
        let mut problems = Vec::new();
        let rows = read_table("t.tsv", "# note\nb\ta\n2\t1\n\n4\n", &["a", "b"], &mut problems);
        assert!(problems.is_empty());
        assert_eq!((rows[0].text(0), rows[0].text(1), rows[0].at.line), ("1", "2", 3));
        assert_eq!((rows[1].text(0), rows[1].text(1), rows[1].at.line), ("", "4", 5));
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_goes_on() {
        let mut problems = Vec::new();
        let rows = read_table("t.tsv", "a\tb\n1\t2\t3\n4\t5\n", &["a", "b"], &mut problems);
        assert_eq!(rows.len(), 1);
        assert_eq!(problems[0].line, Some(2));
        assert!(problems[0].to_string().starts_with("t.tsv:2: 3 cells under 2 columns"));
    }

    #[test]
    fn unknown_columns_are_named() {
        let mut problems = Vec::new();
        assert!(read_table("t.tsv", "a\tc\n1\t2\n", &["a", "b"], &mut problems).is_empty());
        assert!(problems[0].message.contains("'c'"));
    }
}
