//! Laid-out diagram → SVG text.
//!
//! All text passes through [`html`], all numbers are rounded to tenths. What is pointed at tells its sentences by
//! `<title>`; what has an address is a link.

use super::arrange::{LABEL, LABEL_SIZE as GROUP_LABEL_SIZE, Layout};
use super::geometry::{Frame, Point};
use super::header;
use super::measure::{line_height, type_size};
use super::route::{Curve, LABEL_HEIGHT, LABEL_SIZE, Route};
use crate::export::diagram::palette::{FADED, FAINT, INK, PAPER};
use crate::export::diagram::{Diagram, Group, Line, LineKind, Row, Shape, ShapeKind, Style};
use crate::export::quote::html;
use crate::vocabulary::Status;
use std::fmt::Write;

/// How far the points of a hexagon reach out.
pub(super) const SLANT: f64 = 16.0;
/// The folded corner of a note, and the cut ones of a place.
const FOLD: f64 = 9.0;

/// Writes the picture.
pub(super) fn paint(diagram: &Diagram, layout: &Layout, routes: &[Route]) -> String {
    let (width, height) = (layout.size.width.ceil(), layout.size.height.ceil());
    let mut svg = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n\
         <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        html(&diagram.title)
    );
    header::paint(&mut svg, diagram);
    for (group, frame) in diagram.groups.iter().zip(&layout.groups) {
        paint_group(&mut svg, group, frame);
    }
    // Faint lines lie below the others, thin ones on thick ones, labels on all lines, shapes on all.
    let faint_first = [true, false]
        .into_iter()
        .flat_map(|faint| diagram.lines.iter().zip(routes).filter(move |(line, _)| line.faint == faint));
    for (line, route) in faint_first {
        element(&mut svg, &line.tooltip, line.url.as_deref(), &stroke(line, &route.curve));
    }
    for (line, route) in diagram.lines.iter().zip(routes) {
        if let Some(frame) = &route.label {
            element(&mut svg, &line.tooltip, line.url.as_deref(), &label(line, frame));
        }
    }
    for (shape, frame) in diagram.shapes.iter().zip(&layout.shapes) {
        let content = format!("{}{}", outline(shape, frame), rows(shape, frame));
        element(&mut svg, &shape.tooltip, shape.url.as_deref(), &content);
    }
    svg.push_str("</svg>\n");
    svg
}

/// One thing that can be pointed at and, with an address, clicked.
fn element(svg: &mut String, tooltip: &str, url: Option<&str>, content: &str) {
    let lines: Vec<String> = tooltip.lines().map(html).collect();
    let title = if lines.is_empty() { String::new() } else { format!("<title>{}</title>", lines.join("\n")) };
    match url {
        Some(url) => {
            let url = html(url);
            let _ = writeln!(
                svg,
                "<a href=\"{url}\" xlink:href=\"{url}\" target=\"_blank\" rel=\"noopener\">{title}{content}</a>"
            );
        }
        None => {
            let _ = writeln!(svg, "<g>{title}{content}</g>");
        }
    }
}

/// A number as SVG has it: tenths are finer than any screen.
pub(super) fn n(value: f64) -> f64 {
    let rounded = (value * 10.0).round() / 10.0;
    // No "-0".
    rounded + 0.0
}

fn paint_group(svg: &mut String, group: &Group, frame: &Frame) {
    let tint = group.tint;
    let (x, y) = (frame.left(), frame.top());
    let _ = writeln!(
        svg,
        "<g><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{}\"/>\
         <text x=\"{}\" y=\"{}\" font-size=\"{GROUP_LABEL_SIZE}\" font-weight=\"bold\" fill=\"{}\">{}</text></g>",
        n(x),
        n(y),
        n(frame.size.width),
        n(frame.size.height),
        tint.fill,
        n(x + 10.0),
        n(y + LABEL - 4.0),
        tint.ink,
        html(&group.label)
    );
}

fn outline(shape: &Shape, frame: &Frame) -> String {
    let (left, top, right, bottom) = (n(frame.left()), n(frame.top()), n(frame.right()), n(frame.bottom()));
    let (width, height) = (n(frame.size.width), n(frame.size.height));
    let (x, y) = (n(frame.centre.x), n(frame.centre.y));
    let fill = match shape.kind {
        ShapeKind::Leader => PAPER,
        ShapeKind::Country => shape.tint.line,
        _ => shape.tint.fill,
    };
    let dashes = dashes(shape.status, 1.2);
    let look = format!("fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.2\"{dashes}", shape.tint.line);
    match shape.kind {
        ShapeKind::Leader => {
            format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"9\" {look}/>")
        }
        ShapeKind::Country => {
            format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"3\" {look}/>")
        }
        ShapeKind::Meeting => format!(
            "<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{}\" ry=\"{}\" {look}/>",
            n(frame.size.width / 2.0),
            n(frame.size.height / 2.0)
        ),
        ShapeKind::Organization => format!(
            "<path d=\"M{left} {y}L{} {top}H{}L{right} {y}L{} {bottom}H{}Z\" {look}/>",
            n(frame.left() + SLANT),
            n(frame.right() - SLANT),
            n(frame.right() - SLANT),
            n(frame.left() + SLANT)
        ),
        ShapeKind::Place => {
            let (near, far, high, low) =
                (n(frame.left() + FOLD), n(frame.right() - FOLD), n(frame.top() + FOLD), n(frame.bottom() - FOLD));
            format!(
                "<path d=\"M{near} {top}H{far}L{right} {high}V{low}L{far} {bottom}H{near}L{left} {low}V{high}Z\" {look}/>"
            )
        }
        ShapeKind::Area => {
            let (fold_x, fold_y) = (n(frame.right() - FOLD), n(frame.top() + FOLD));
            format!(
                "<path d=\"M{left} {top}H{fold_x}L{right} {fold_y}V{bottom}H{left}ZM{fold_x} {top}V{fold_y}H{right}\" {look}/>"
            )
        }
    }
}

fn rows(shape: &Shape, frame: &Frame) -> String {
    let ink = match shape.kind {
        ShapeKind::Leader => INK,
        ShapeKind::Country => PAPER,
        _ => shape.tint.ink,
    };
    let struck = shape.status.is_some_and(is_off);
    let height: f64 = shape.rows.iter().map(|row| line_height(row.style)).sum();
    let mut y = frame.centre.y - height / 2.0;
    let mut text = String::new();
    for row in &shape.rows {
        y += line_height(row.style);
        let foot = Point::new(frame.centre.x, y - type_size(row.style) * 0.32);
        text.push_str(&row_text(row, foot, ink, struck));
    }
    text
}

fn row_text(row: &Row, foot: Point, ink: &str, struck: bool) -> String {
    let style = match row.style {
        Style::Name if struck => " font-weight=\"bold\" text-decoration=\"line-through\"",
        Style::Name => " font-weight=\"bold\"",
        Style::Detail => "",
        Style::Small => " font-style=\"italic\"",
    };
    let (x, y, size) = (n(foot.x), n(foot.y), type_size(row.style));
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\" fill=\"{ink}\"{style}>{}</text>",
        html(&row.text)
    )
}

const fn is_off(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Denied)
}

/// Dashed for planned, dotted for possible.
pub(super) fn dashes(status: Option<Status>, width: f64) -> String {
    match status {
        Some(Status::Planned) => format!(" stroke-dasharray=\"{} {}\"", n(3.0 + 2.0 * width), n(2.0 + 1.5 * width)),
        Some(Status::Possible) => {
            format!(" stroke-dasharray=\"0.1 {}\" stroke-linecap=\"round\"", n(2.5 + 1.5 * width))
        }
        _ => String::new(),
    }
}

/// The colours of a line and of its label.
fn colours(line: &Line) -> (&'static str, &'static str) {
    match line.tint {
        _ if line.status.is_some_and(is_off) => (FADED, FADED),
        Some(tint) => (tint.line, tint.ink),
        None => (line.tone.ink(), line.tone.ink()),
    }
}

fn stroke(line: &Line, curve: &Curve) -> String {
    let width = f64::from(line.width());
    let (colour, _) = colours(line);
    let off = line.status.is_some_and(is_off);
    let towards = (curve.end - curve.control).unit();
    let size = 6.0 + width;
    // The line stops inside its arrowhead, or its square end would show at the tip.
    let (head, end) = match line.kind {
        _ if off && line.tint.is_none() => {
            let side = towards.turned() * size;
            let (one, two) = (curve.end - towards * 3.0 + side, curve.end - towards * 3.0 - side);
            (
                format!(
                    "<path d=\"M{} {}L{} {}\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                    n(one.x),
                    n(one.y),
                    n(two.x),
                    n(two.y)
                ),
                curve.end - towards * 3.0,
            )
        }
        LineKind::Directed | LineKind::Standing => {
            (arrow(curve.end, towards, size, colour), curve.end - towards * (size * 0.8))
        }
        LineKind::Hosts | LineKind::Attends | LineKind::Mutual => (String::new(), curve.end),
    };
    let (start, control) = (curve.start, curve.control);
    let path = format!("M{} {}Q{} {} {} {}", n(start.x), n(start.y), n(control.x), n(control.y), n(end.x), n(end.y));
    // The wide invisible line is what the pointer hits.
    format!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"{PAPER}\" stroke-opacity=\"0\" stroke-width=\"12\"/>\
         <g{}><path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"{}/>{head}</g>",
        if line.faint { format!(" opacity=\"{FAINT}\"") } else { String::new() },
        dashes(line.status, width)
    )
}

fn arrow(tip: Point, towards: Point, size: f64, colour: &str) -> String {
    let (back, side) = (tip - towards * size, towards.turned() * (size * 0.42));
    let (one, two) = (back + side, back - side);
    format!(
        "<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{colour}\"/>",
        n(tip.x),
        n(tip.y),
        n(one.x),
        n(one.y),
        n(two.x),
        n(two.y)
    )
}

fn label(line: &Line, frame: &Frame) -> String {
    let (_, ink) = colours(line);
    let struck = if line.status.is_some_and(is_off) { " text-decoration=\"line-through\"" } else { "" };
    let mut text = format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{PAPER}\" fill-opacity=\"0.88\"/>",
        n(frame.left()),
        n(frame.top()),
        n(frame.size.width),
        n(frame.size.height)
    );
    for (i, label) in line.labels.iter().enumerate() {
        let y = frame.top() + 1.0 + LABEL_HEIGHT * (i as f64 + 1.0) - 3.2;
        let _ = write!(
            text,
            "<text x=\"{}\" y=\"{}\" font-size=\"{LABEL_SIZE}\" text-anchor=\"middle\" fill=\"{ink}\"{struck}>{}</text>",
            n(frame.centre.x),
            n(y),
            html(label)
        );
    }
    text
}
