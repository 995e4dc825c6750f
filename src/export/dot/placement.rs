//! Who lays the diagram out: Graphviz by ranks where it is small, our own layout by forces where it is large.
//!
//! Ranks make the lines of a large diagram long, and Graphviz's layout by forces that keeps clusters together (fdp) differs
//! from run to run. So the positions of a large diagram are written into its DOT; Graphviz (`layout=nop`) takes them
//! as they are and routes the lines.

use super::value;
use crate::export::diagram::Diagram;
use crate::export::sketch::{self, Layout};
use graphviz_rust::dot_structures::Attribute;

/// From this many shapes on, a diagram is large.
const MANY: usize = 12;
/// Most lines that Graphviz routes around shapes.
const MOST_ROUTED: usize = 150;

/// The layout of a diagram, where it is not left to Graphviz.
pub(super) struct Placement {
    layout: Option<Layout>,
    /// Whether there are so many lines that to route them around shapes would take minutes.
    straight: bool,
}

impl Placement {
    /// Chooses, and lays out what is large.
    pub fn of(diagram: &Diagram) -> Self {
        let layout = (diagram.shapes.len() >= MANY).then(|| sketch::layout(diagram));
        Self { layout, straight: diagram.lines.len() > MOST_ROUTED }
    }

    /// The attributes of the graph that name the layout program.
    pub fn graph(&self) -> Vec<Attribute> {
        match self.layout {
            None => vec![value("layout", "dot"), value("rankdir", "LR"), value("nodesep", 0.25), value("ranksep", 0.4)],
            Some(_) => vec![value("layout", "nop"), value("splines", if self.straight { "line" } else { "true" })],
        }
    }

    /// The position of a shape, and the size that it was laid out with.
    pub fn node(&self, at: usize) -> Vec<Attribute> {
        self.layout.as_ref().map_or_else(Vec::new, |layout| {
            let frame = layout.shapes[at];
            let inches = |points: f64| format!("{:.3}", points / 72.0);
            let position = format!("{:.1},{:.1}", frame.centre.x, up(layout, frame.centre.y));
            vec![
                value("pos", position),
                value("width", inches(frame.size.width)),
                value("height", inches(frame.size.height)),
            ]
        })
    }

    /// The box of a group and the place of its label.
    pub fn cluster(&self, at: usize) -> Vec<Attribute> {
        self.layout.as_ref().map_or_else(Vec::new, |layout| {
            let frame = layout.groups[at];
            let corners = (frame.left(), up(layout, frame.bottom()), frame.right(), up(layout, frame.top()));
            let name = layout.names[at].centre;
            vec![
                value("bb", format!("{:.1},{:.1},{:.1},{:.1}", corners.0, corners.1, corners.2, corners.3)),
                value("lp", format!("{:.1},{:.1}", name.x, up(layout, name.y))),
            ]
        })
    }
}

/// Graphviz counts upwards.
fn up(layout: &Layout, y: f64) -> f64 {
    layout.size.height - y
}
