//! Points, sizes and boxes in the picture's units (points of 1/72 inch; y grows downwards).

use std::ops::{Add, Mul, Sub};

/// A place or a direction.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::export) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The direction of length 1; to the right where there is none.
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-9 { self * (1.0 / length) } else { Self::new(1.0, 0.0) }
    }

    /// Turned by a right angle.
    pub fn turned(self) -> Self {
        Self::new(-self.y, self.x)
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

/// Width and height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::export) struct Size {
    pub width: f64,
    pub height: f64,
}

/// An upright box.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::export) struct Frame {
    /// Its middle.
    pub centre: Point,
    pub size: Size,
}

impl Frame {
    pub fn left(&self) -> f64 {
        self.centre.x - self.size.width / 2.0
    }

    pub fn right(&self) -> f64 {
        self.centre.x + self.size.width / 2.0
    }

    pub fn top(&self) -> f64 {
        self.centre.y - self.size.height / 2.0
    }

    pub fn bottom(&self) -> f64 {
        self.centre.y + self.size.height / 2.0
    }

    /// The box from its corners.
    pub fn between(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        let centre = Point::new((left + right) / 2.0, (top + bottom) / 2.0);
        Self { centre, size: Size { width: right - left, height: bottom - top } }
    }

    /// Whether a point lies in the box widened by `margin`.
    pub fn holds(&self, point: Point, margin: f64) -> bool {
        let off = point - self.centre;
        off.x.abs() <= self.size.width / 2.0 + margin && off.y.abs() <= self.size.height / 2.0 + margin
    }

    /// By how much two boxes with `margin` between them cover each other, along each axis; not positive: not at all.
    pub fn overlap(&self, other: &Self, margin: f64) -> (f64, f64) {
        let off = self.centre - other.centre;
        let wide = (self.size.width + other.size.width) / 2.0 + margin - off.x.abs();
        let high = (self.size.height + other.size.height) / 2.0 + margin - off.y.abs();
        (wide, high)
    }

    /// The smallest box around both.
    pub fn around(&self, other: &Self) -> Self {
        Self::between(
            self.left().min(other.left()),
            self.top().min(other.top()),
            self.right().max(other.right()),
            self.bottom().max(other.bottom()),
        )
    }
}

/// The smallest box around all; none around nothing.
pub(super) fn bounds<'a>(frames: impl IntoIterator<Item = &'a Frame>) -> Option<Frame> {
    frames.into_iter().copied().reduce(|one, two| one.around(&two))
}
