//! What stands above the built-in picture: title, subtitle and legend.

use super::arrange::PAD;
use super::measure::text_width;
use super::paint::{dashes, n};
use crate::export::diagram::palette::{self, FADED, GREY, INK};
use crate::export::diagram::{Diagram, Tone};
use crate::export::quote::html;
use crate::vocabulary::Status;
use std::fmt::Write;

/// Height of title and legend, and of one line of the subtitle, in points.
const BARE: f64 = 70.0;
const LINE: f64 = 14.0;

/// Height of the whole header in points.
pub(super) fn height(diagram: &Diagram) -> f64 {
    BARE + LINE * diagram.subtitle.len().max(1) as f64
}

/// Title, subtitle and legend.
pub(super) fn paint(svg: &mut String, diagram: &Diagram) {
    let _ = writeln!(
        svg,
        "<text x=\"{PAD}\" y=\"{}\" font-size=\"20\" font-weight=\"bold\" fill=\"{INK}\">{}</text>",
        PAD + 18.0,
        html(&diagram.title),
    );
    for (at, line) in diagram.subtitle.iter().enumerate() {
        let y = PAD + 38.0 + LINE * at as f64;
        let _ = writeln!(svg, "<text x=\"{PAD}\" y=\"{y}\" font-size=\"11\" fill=\"{GREY}\">{}</text>", html(line));
    }
    let (mut x, y) = (PAD, PAD + height(diagram) - 24.0);
    let host = palette::MEETING.line;
    let samples = [
        (host, 3.0, None, "hosts"),
        (GREY, 1.4, None, "happened"),
        (GREY, 1.4, Some(Status::Planned), "planned"),
        (GREY, 1.4, Some(Status::Possible), "possible"),
        (Tone::Cooperation.ink(), 1.4, None, "cooperation"),
        (Tone::Conflict.ink(), 1.4, None, "conflict"),
    ];
    for (colour, width, status, word) in samples {
        let _ = write!(
            svg,
            "<path d=\"M{} {}h26\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{}/>\
             <text x=\"{}\" y=\"{}\" font-size=\"10\" fill=\"{GREY}\">{word}</text>",
            n(x),
            n(y - 3.5),
            dashes(status, width),
            n(x + 31.0),
            n(y)
        );
        x += 31.0 + text_width(word, 10.0, false) + 14.0;
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" font-size=\"10\" fill=\"{FADED}\" text-decoration=\"line-through\">called off or denied</text>",
        n(x),
        n(y)
    );
}
