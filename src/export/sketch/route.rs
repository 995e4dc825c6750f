//! How the lines of a diagram run, and where their labels stand.
//!
//! Layout → [`Route`]s: each line is a quadratic Bézier curve from outline to outline, bent so that it crosses as few
//! shapes as it can; lines between the same two shapes are bent apart. A label stands on its line where it covers least.

use super::arrange::Layout;
use super::geometry::{Frame, Point, Size};
use super::measure::text_width;
use crate::export::diagram::{Diagram, Line, ShapeKind};
use std::collections::BTreeMap;

/// Type size of labels, and the height of one line of them.
pub(super) const LABEL_SIZE: f64 = 10.0;
pub(super) const LABEL_HEIGHT: f64 = 12.5;
/// Bends that are tried, as parts of the line's length, the straight line first.
const BENDS: [f64; 9] = [0.0, 0.12, -0.12, 0.24, -0.24, 0.4, -0.4, 0.6, -0.6];
/// Places on the line where a label is tried.
const STOPS: [f64; 9] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
/// More lines than these are a crowd.
pub(in crate::export) const CROWD: usize = 100;
/// Points of a curve that are looked at.
const SAMPLES: usize = 24;

/// The way of one line.
#[derive(Debug, Clone, Copy)]
pub(in crate::export) struct Route {
    pub curve: Curve,
    /// The box of the label, where the line has one and there is room for it.
    pub label: Option<Frame>,
}

/// A quadratic Bézier curve.
#[derive(Debug, Clone, Copy)]
pub(in crate::export) struct Curve {
    pub start: Point,
    pub control: Point,
    pub end: Point,
}

impl Curve {
    /// The point at `t`, from 0 to 1.
    pub fn at(&self, t: f64) -> Point {
        let u = 1.0 - t;
        self.start * (u * u) + self.control * (2.0 * u * t) + self.end * (t * t)
    }

    /// Points along the curve, its ends included.
    fn points(&self) -> [Point; SAMPLES + 1] {
        std::array::from_fn(|i| self.at(i as f64 / SAMPLES as f64))
    }

    /// The part from `from` to `to`, by de Casteljau's construction.
    fn part(&self, from: f64, to: f64) -> Self {
        let mixed = |one: Point, two: Point, t: f64| one * (1.0 - t) + two * t;
        let control = mixed(mixed(self.start, self.control, from), mixed(self.control, self.end, from), to);
        Self { start: self.at(from), control, end: self.at(to) }
    }
}

/// Finds the way of each line, in the order of [`Diagram::lines`].
pub(in crate::export) fn routes(diagram: &Diagram, layout: &Layout) -> Vec<Route> {
    let lanes = lanes(&diagram.lines);
    let bent = diagram.lines.iter().zip(&lanes).map(|(line, &lane)| curve(diagram, layout, line, lane));
    let curves: Vec<Curve> = bent.collect();
    let points: Vec<_> = curves.iter().map(Curve::points).collect();
    let crowded = diagram.lines.len() > CROWD;
    let mut taken: Vec<Frame> = layout.shapes.iter().chain(&layout.names).copied().collect();
    let mut routes = Vec::with_capacity(curves.len());
    for (at, (line, &curve)) in diagram.lines.iter().zip(&curves).enumerate() {
        let label = label_size(line).map(|size| label(&curve, at, &points, size, &taken));
        // In a crowd a label that covers something cannot be told to which line it belongs; what it says stands in the
        // tooltip.
        let label = label.filter(|label| !crowded || taken.iter().all(|other| !covers(label, other)));
        taken.extend(label);
        routes.push(Route { curve, label });
    }
    routes
}

/// For each line, by how much it has to keep to the side because others join the same two shapes: 0 for single lines,
/// else ±0.5, ±1.5, … or ±1, ±2, …, seen from the lesser index.
fn lanes(lines: &[Line]) -> Vec<f64> {
    let ends = |line: &Line| (line.from.min(line.to), line.from.max(line.to));
    let mut counts: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    lines.iter().for_each(|line| counts.entry(ends(line)).or_default().0 += 1);
    lines
        .iter()
        .map(|line| {
            let Some((count, used)) = counts.get_mut(&ends(line)) else { return 0.0 };
            let lane = *used as f64 - (*count as f64 - 1.0) / 2.0;
            *used += 1;
            if line.from < line.to { lane } else { -lane }
        })
        .collect()
}

fn curve(diagram: &Diagram, layout: &Layout, line: &Line, lane: f64) -> Curve {
    let (start, end) = (layout.shapes[line.from].centre, layout.shapes[line.to].centre);
    let across = end - start;
    let apart = across.unit().turned() * (lane * 52.0);
    let bent = |bend: f64| Curve { start, control: (start + end) * 0.5 + across.turned() * bend + apart, end };
    let crossed = |curve: &Curve| {
        let points = curve.points();
        let hits = |frame: &Frame| points[1..SAMPLES].iter().any(|point| frame.holds(*point, 5.0));
        let others = layout.shapes.iter().enumerate().filter(|(i, _)| *i != line.from && *i != line.to);
        // A shape in the way is worse than a name that shows through.
        3 * others.filter(|(_, frame)| hits(frame)).count() + layout.names.iter().filter(|frame| hits(frame)).count()
    };
    // Strict comparison keeps the first, least bent of equals.
    let mut best = (usize::MAX, bent(0.0));
    for bend in BENDS {
        let curve = bent(bend);
        let crossed = crossed(&curve);
        if crossed < best.0 {
            best = (crossed, curve);
        }
        if crossed == 0 {
            break;
        }
    }
    let inside = |shape: usize, point: Point| inside(diagram.shapes[shape].kind, &layout.shapes[shape], point);
    let from = leave(&best.1, |point| inside(line.from, point), false);
    let to = leave(&best.1, |point| inside(line.to, point), true);
    if from < to { best.1.part(from, to) } else { best.1 }
}

/// Where a curve leaves the outline that it starts in, or enters the one that it ends in, by bisection.
fn leave(curve: &Curve, inside: impl Fn(Point) -> bool, backwards: bool) -> f64 {
    let at = |t: f64| if backwards { 1.0 - t } else { t };
    let (mut within, mut beyond) = (0.0, 0.5);
    for _ in 0..30 {
        let middle = (within + beyond) / 2.0;
        if inside(curve.at(at(middle))) { within = middle } else { beyond = middle }
    }
    at(beyond)
}

/// Whether a point lies inside a shape's outline.
fn inside(kind: ShapeKind, frame: &Frame, point: Point) -> bool {
    let (x, y) = (
        (point.x - frame.centre.x).abs() / (frame.size.width / 2.0).max(1.0),
        (point.y - frame.centre.y).abs() / (frame.size.height / 2.0).max(1.0),
    );
    match kind {
        ShapeKind::Meeting => x * x + y * y <= 1.0,
        ShapeKind::Organization => {
            let slant = super::paint::SLANT / (frame.size.width / 2.0).max(1.0);
            y <= 1.0 && x <= 1.0 - slant * y
        }
        _ => x <= 1.0 && y <= 1.0,
    }
}

/// Whether two boxes have a point in common.
fn covers(one: &Frame, two: &Frame) -> bool {
    let (wide, high) = one.overlap(two, 0.0);
    wide > 0.0 && high > 0.0
}

fn label_size(line: &Line) -> Option<Size> {
    let widest = line.labels.iter().map(|label| text_width(label, LABEL_SIZE, false)).fold(0.0, f64::max);
    let size = Size { width: widest + 8.0, height: line.labels.len() as f64 * LABEL_HEIGHT + 2.0 };
    (!line.labels.is_empty()).then_some(size)
}

/// The stop of a line where a label covers least: shapes and labels count most, other lines little.
fn label(curve: &Curve, at: usize, points: &[[Point; SAMPLES + 1]], size: Size, taken: &[Frame]) -> Frame {
    let cost = |frame: &Frame| {
        let covered = taken.iter().map(|other| {
            let (wide, high) = frame.overlap(other, 2.0);
            wide.max(0.0).min(size.width) * high.max(0.0).min(size.height)
        });
        let others = points.iter().enumerate().filter(|(i, _)| *i != at);
        let crossed = others.filter(|(_, points)| points.iter().any(|point| frame.holds(*point, 0.0)));
        covered.sum::<f64>() + 25.0 * crossed.count() as f64
    };
    let frames = STOPS.map(|stop| Frame { centre: curve.at(stop), size });
    let mut best = (f64::INFINITY, frames[0]);
    for frame in frames {
        let cost = cost(&frame);
        if cost < best.0 {
            best = (cost, frame);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_on_the_curve() {
        let curve = Curve { start: Point::new(0.0, 0.0), control: Point::new(50.0, 80.0), end: Point::new(100.0, 0.0) };
        let part = curve.part(0.2, 0.6);
        let off = part.at(0.5) - curve.at(0.4);
        assert!(off.length() < 1e-9);
    }

    #[test]
    fn curves_leave_at_the_outline() {
        let frame = Frame { centre: Point::default(), size: Size { width: 40.0, height: 20.0 } };
        let curve = Curve { start: Point::default(), control: Point::new(50.0, 0.0), end: Point::new(100.0, 0.0) };
        let t = leave(&curve, |point| inside(ShapeKind::Leader, &frame, point), false);
        assert!((curve.at(t).x - 20.0).abs() < 1e-3);
    }
}
