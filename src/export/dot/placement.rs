//! Who lays the diagram out: Graphviz by ranks where it is small, our own layout by forces where it is large.
//!
//! Ranks make the lines of a large diagram long, and Graphviz's layout by forces that keeps clusters together (fdp)
//! differs from run to run. So the positions of a large diagram are written into its DOT; Graphviz (`layout=nop`) takes
//! them as they are and routes the lines. Many lines it would route for minutes, and set their labels on top of each
//! other: they are routed here, too (`layout=nop2`).

use super::value;
use crate::export::diagram::Diagram;
use crate::export::sketch::geometry::Point;
use crate::export::sketch::{self, CROWD, Layout, Route};
use graphviz_rust::dot_structures::Attribute;

/// From this many shapes on, a diagram is large.
const MANY: usize = 12;

/// The layout of a diagram, where it is not left to Graphviz.
pub(super) struct Placement {
    layout: Option<Layout>,
    /// The ways of the lines, where there are too many for Graphviz.
    routes: Vec<Route>,
}

impl Placement {
    /// Chooses, and lays out what is large.
    pub fn of(diagram: &Diagram) -> Self {
        let layout = (diagram.shapes.len() >= MANY).then(|| sketch::layout(diagram));
        let crowded = layout.as_ref().filter(|_| diagram.lines.len() > CROWD);
        let routes = crowded.map_or_else(Vec::new, |layout| sketch::routes(diagram, layout));
        Self { layout, routes }
    }

    /// The attributes of the graph that name the layout program.
    pub fn graph(&self) -> Vec<Attribute> {
        match self.layout {
            None => vec![value("layout", "dot"), value("rankdir", "LR"), value("nodesep", 0.25), value("ranksep", 0.4)],
            Some(_) if self.routes.is_empty() => vec![value("layout", "nop"), value("splines", "true")],
            Some(_) => vec![value("layout", "nop2")],
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

    /// The way of a line, drawn backwards if `turned`, and the place of its label. Where it is routed here and its
    /// label has no room, it has none.
    pub fn edge(&self, at: usize, turned: bool, arrow: Option<f64>) -> Option<EdgePlace> {
        let (layout, route) = (self.layout.as_ref()?, self.routes.get(at)?);
        let point = |point: Point| format!("{:.1},{:.1}", point.x, up(layout, point.y));
        let curve = route.curve;
        let (start, end) = if turned { (curve.end, curve.start) } else { (curve.start, curve.end) };
        // The same parabola as a cubic curve, which is what Graphviz reads; it stops where its arrowhead begins.
        let stop = arrow.map_or(end, |length| end - (end - curve.control).unit() * length);
        let third = |near: Point| point(near * (1.0 / 3.0) + curve.control * (2.0 / 3.0));
        let head = arrow.map_or_else(String::new, |_| format!("e,{} ", point(end)));
        let way = format!("{head}{} {} {} {}", point(start), third(start), third(stop), point(stop));
        Some(EdgePlace { way, label: route.label.map(|frame| point(frame.centre)) })
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

/// Where a line runs that is routed here, in Graphviz's words.
pub(super) struct EdgePlace {
    /// The value of `pos`.
    pub way: String,
    /// The value of `lp`, where the label has room.
    pub label: Option<String>,
}

/// Graphviz counts upwards.
fn up(layout: &Layout, y: f64) -> f64 {
    layout.size.height - y
}
