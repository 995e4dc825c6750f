//! The HTML-like labels of the DOT: text in rows, plates behind the words at lines, the header with the legend.
//!
//! Rows and words → markup around text that [`html`] escaped.

use crate::export::diagram::palette::{self, FADED, GREY, PAPER};
use crate::export::diagram::{Diagram, Row, Style, Tone};
use crate::export::quote::html;

/// The text of a shape, one row below the other.
pub(super) fn rows(rows: &[Row], struck: bool) -> String {
    let set = |row: &Row| {
        let text = html(&row.text);
        match row.style {
            Style::Name if struck => format!("<S><B>{text}</B></S>"),
            Style::Name => format!("<B>{text}</B>"),
            Style::Detail => format!("<FONT POINT-SIZE=\"10\">{text}</FONT>"),
            Style::Small => format!("<FONT POINT-SIZE=\"9\"><I>{text}</I></FONT>"),
        }
    };
    rows.iter().map(set).collect::<Vec<_>>().join("<BR/>")
}

/// A label on a plate of the page's colour: lines that pass below do not cross the words.
pub(super) fn plate(label: &str) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" BGCOLOR=\"{PAPER}\">\
         <TR><TD>{label}</TD></TR></TABLE>"
    )
}

/// Title, subtitle and legend, as one table.
pub(super) fn header(diagram: &Diagram) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\
         <TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"20\"><B>{}</B></FONT></TD></TR>\
         <TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"11\" COLOR=\"{GREY}\">{}</FONT></TD></TR>\
         <TR><TD ALIGN=\"LEFT\">{}</TD></TR><TR><TD HEIGHT=\"12\"></TD></TR></TABLE>",
        html(&diagram.title),
        // The break after a line says how the line is set, so the last one has one, too.
        diagram.subtitle.iter().map(|line| html(line) + "<BR ALIGN=\"LEFT\"/>").collect::<String>(),
        legend()
    )
}

/// The legend: a strip of samples.
fn legend() -> String {
    let line = |width: u32, colour: &str, style: &str, text: &str| {
        format!(
            "<TD><TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD SIDES=\"B\" BORDER=\"{width}\" COLOR=\"{colour}\"{style} \
             WIDTH=\"32\" HEIGHT=\"7\"></TD></TR><TR><TD HEIGHT=\"6\"></TD></TR></TABLE></TD>\
             <TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"10\" COLOR=\"{GREY}\">{text}  </FONT></TD>"
        )
    };
    let cells = [
        line(3, palette::MEETING.line, "", "hosts"),
        line(1, GREY, "", "happened"),
        line(1, GREY, " STYLE=\"dashed\"", "planned"),
        line(1, GREY, " STYLE=\"dotted\"", "possible"),
        line(1, Tone::Cooperation.ink(), "", "cooperation"),
        line(1, Tone::Conflict.ink(), "", "conflict"),
    ];
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"1\"><TR>{}\
         <TD><FONT POINT-SIZE=\"10\" COLOR=\"{FADED}\"><S>called off or denied</S></FONT></TD></TR></TABLE>",
        cells.join("")
    )
}
