//! The types of a diagram: shapes and lines with their words and looks, as yet without positions.

use super::palette::{Tint, Tone};
use crate::vocabulary::Status;

/// A picture before its layout.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagram {
    /// What the picture shows.
    pub title: String,
    /// How much of it, from when, and what is left out; one entry a line, none empty.
    pub subtitle: Vec<String>,
    /// How many meetings and ties are drawn; in an overview, how many bundles of ties.
    pub shown: usize,
    /// How many there are of them.
    pub all: usize,
    /// The countries that have shapes in them, sorted by id.
    pub groups: Vec<Group>,
    /// The nodes, sorted by id.
    pub shapes: Vec<Shape>,
    /// The edges, strongest first.
    pub lines: Vec<Line>,
}

/// A country with its leaders.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The country's stable id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its colours.
    pub tint: Tint,
}

/// One node of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The node's stable id.
    pub id: String,
    /// What it is.
    pub kind: ShapeKind,
    /// What is written in it, never empty; cleaned, but not escaped.
    pub rows: Vec<Row>,
    /// The country it stands in: an index into [`Diagram::groups`].
    pub group: Option<usize>,
    /// Its colours.
    pub tint: Tint,
    /// How real it is, of meetings.
    pub status: Option<Status>,
    /// What it says when pointed at.
    pub tooltip: String,
    /// Where it leads when clicked: an `http` or `https` address.
    pub url: Option<String>,
}

/// What a shape stands for; each kind has an outline of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ShapeKind {
    /// A person, mostly one who represents a country.
    Leader,
    /// A country itself.
    Country,
    /// An organization.
    Organization,
    /// A place that is a party.
    Place,
    /// A meeting, visit, summit, call; or a joint act of three and more parties.
    Meeting,
    /// A policy area.
    Area,
}

/// One line of text in a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The text, cleaned, not empty.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// How a line of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// The name: bold.
    Name,
    /// An office, a date and place.
    Detail,
    /// Topics: small.
    Small,
}

/// One edge of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The shape it starts at: an index into [`Diagram::shapes`]. Of attendance: the party.
    pub from: usize,
    /// The shape it leads to. Of attendance: the meeting.
    pub to: usize,
    /// What it is.
    pub kind: LineKind,
    /// What is written at it, one entry a line; empty for mere attendance.
    pub labels: Vec<String>,
    /// Its colour.
    pub tone: Tone,
    /// The colours of the party, of attendance.
    pub tint: Option<Tint>,
    /// How real it is; none for standing relations.
    pub status: Option<Status>,
    /// Number of articles behind it.
    pub articles: u32,
    /// Whether it recedes behind stronger lines: it is drawn paler.
    pub faint: bool,
    /// The ids of the events that it stands on, sorted; of attendance the meeting's own.
    pub events: Vec<String>,
    /// The sentences that say so.
    pub tooltip: String,
    /// The article of the first of them: an `http` or `https` address.
    pub url: Option<String>,
}

/// What a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineKind {
    /// A party hosts a meeting.
    Hosts,
    /// A party takes part in a meeting.
    Attends,
    /// One party does something to the other.
    Directed,
    /// Both do it.
    Mutual,
    /// A standing relation.
    Standing,
}

impl Line {
    /// Stroke width in points: grows with the number of articles, slowly and not beyond what a picture bears.
    pub fn width(&self) -> f32 {
        let base: f32 = match self.kind {
            LineKind::Hosts => 2.2,
            LineKind::Attends | LineKind::Directed | LineKind::Mutual => 1.2,
            LineKind::Standing => 0.8,
        };
        let widened = base + 0.5 * (self.articles.max(1) as f32).log2();
        (widened.min(4.5) * 10.0).round() / 10.0
    }
}
