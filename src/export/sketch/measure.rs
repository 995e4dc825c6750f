//! How much room text and shapes need.
//!
//! Text is measured without a font: by the advance widths of Helvetica, which its metric copies (Arial, Liberation Sans)
//! share, and by the usual widths of other scripts. Shapes have margins that forgive a wider font.

use super::geometry::Size;
use crate::export::diagram::{Diagram, Row, Shape, ShapeKind, Style};

/// Advance widths of Helvetica for U+0020–U+007E in thousandths of the type size, from Adobe's font metrics.
const ADVANCES: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Type sizes in points.
pub(super) const fn type_size(style: Style) -> f64 {
    match style {
        Style::Name => 12.0,
        Style::Detail => 10.0,
        Style::Small => 9.0,
    }
}

/// Distance of a line's foot from that of the next.
pub(super) fn line_height(style: Style) -> f64 {
    type_size(style) * 1.25
}

/// The width of one line of text.
pub(super) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
    f64::from(thousandths) / 1000.0 * size * if bold { 1.08 } else { 1.0 }
}

fn advance(c: char) -> u16 {
    match u32::from(c) {
        code @ 0x20..=0x7E => ADVANCES[code as usize - 0x20],
        // Marks that combine, and joiners.
        0x0300..=0x036F | 0x200B..=0x200F | 0x20D0..=0x20FF | 0xFE00..=0xFE0F => 0,
        // Hangul, kana, ideographs, full-width forms, emoji.
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60
        | 0x1F000.. => 1000,
        _ => 620,
    }
}

/// The room that lines of text take.
pub(super) fn rows_size(rows: &[Row]) -> Size {
    let width = |row: &Row| text_width(&row.text, type_size(row.style), row.style == Style::Name);
    Size {
        width: rows.iter().map(width).fold(0.0, f64::max),
        height: rows.iter().map(|row| line_height(row.style)).sum(),
    }
}

/// The size of each shape, in the order of [`Diagram::shapes`].
pub(super) fn sizes(diagram: &Diagram) -> Vec<Size> {
    diagram.shapes.iter().map(size).collect()
}

fn size(shape: &Shape) -> Size {
    let text = rows_size(&shape.rows);
    let (width, height) = match shape.kind {
        ShapeKind::Leader | ShapeKind::Country | ShapeKind::Place => (text.width + 24.0, text.height + 14.0),
        ShapeKind::Organization => (text.width * 1.4 + 34.0, text.height + 18.0),
        ShapeKind::Area => (text.width + 30.0, text.height + 14.0),
        // The text's corners lie on an ellipse of √2 its size.
        ShapeKind::Meeting => (text.width * 1.34 + 18.0, text.height * 1.34 + 12.0),
    };
    Size { width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_type() {
        assert!((text_width("Petro", 10.0, false) - 23.9).abs() < 0.2);
        assert!(text_width("Petro", 10.0, true) > text_width("Petro", 10.0, false));
        assert!(text_width("習近平", 10.0, false) > 29.0);
        assert_eq!(text_width("e\u{301}", 10.0, false), text_width("e", 10.0, false));
        assert_eq!(text_width("", 10.0, true), 0.0);
    }
}
