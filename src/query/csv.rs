//! Rows → CSV (RFC 4180), safe to open in a spreadsheet.

use super::rows::Row;

/// A header line and one line a row, lines ended by CR LF.
pub(super) fn csv<R: Row>(rows: &[R]) -> String {
    lines(R::COLUMNS, rows.iter().map(Row::cells))
}

/// The same of any titles and cells.
pub(super) fn lines(titles: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = line(titles.iter().map(|c| (*c).to_owned()));
    for row in rows {
        out.push_str(&line(row.into_iter()));
    }
    out
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = cells.map(|c| cell(&c)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// One cell: quoted where it must be. A spreadsheet takes a cell that starts with `=`, `+`, `-`, `@`, a tab or a line
/// break for a formula; an apostrophe before it makes it text.
pub(crate) fn cell(text: &str) -> String {
    let formula =
        text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if formula || text.contains(['"', ',', '\n', '\r', ';']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn quotes_only_what_needs_it() {
        assert_eq!(cell("Petro"), "Petro");
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("said \"no\"\nand left"), "\"said \"\"no\"\"\nand left\"");
        assert_eq!(cell("\"They met.\""), "\"\"\"They met.\"\"\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0"] {
            assert!(cell(bad).starts_with("\"'"), "{bad}");
        }
    }
}
