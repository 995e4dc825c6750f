//! Policy areas that the same parties share in the same way become one note: two lines instead of two for each area.
//!
//! Shapes and lines → fewer of both, in the same order.

use super::model::{Line, LineKind, Row, Shape, ShapeKind, Style};
use crate::vocabulary::Status;
use std::collections::BTreeMap;

/// Most areas that a note names.
const MOST_AREAS: usize = 8;

/// Who is tied to an area, and how.
type Signature = Vec<(usize, LineKind, Option<Status>)>;

/// Merges the notes of areas with the same lines.
pub(super) fn merge(shapes: Vec<Shape>, lines: Vec<Line>) -> (Vec<Shape>, Vec<Line>) {
    let into = keepers(&shapes, &lines);
    let mut merged: Vec<Shape> = Vec::with_capacity(shapes.len());
    let mut places = vec![0; shapes.len()];
    let mut hidden = vec![0; shapes.len()];
    for (at, shape) in shapes.into_iter().enumerate() {
        if into[at] == at {
            places[at] = merged.len();
            merged.push(shape);
            continue;
        }
        places[at] = places[into[at]];
        let note = &mut merged[places[at]];
        if note.rows.len() < MOST_AREAS {
            note.rows.extend(shape.rows)
        } else {
            hidden[into[at]] += 1
        }
        note.tooltip = format!("{}, {}", note.tooltip, shape.tooltip);
    }
    for (at, count) in hidden.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        merged[places[at]].rows.push(Row { text: format!("and {count} more"), style: Style::Small });
    }
    (merged, merge_lines(lines, &into, &places))
}

/// For each shape, the one that shows it: itself, or the first area with the same lines.
fn keepers(shapes: &[Shape], lines: &[Line]) -> Vec<usize> {
    let mut signatures: BTreeMap<usize, Signature> = BTreeMap::new();
    for line in lines.iter().filter(|line| shapes[line.to].kind == ShapeKind::Area) {
        signatures.entry(line.to).or_default().push((line.from, line.kind, line.status));
    }
    let mut first: BTreeMap<Signature, usize> = BTreeMap::new();
    let mut into: Vec<usize> = (0..shapes.len()).collect();
    for (at, mut signature) in signatures {
        signature.sort_unstable();
        into[at] = *first.entry(signature).or_insert(at);
    }
    into
}

/// The lines between the shapes that are left; lines that now coincide are one, with the sentences of all.
fn merge_lines(lines: Vec<Line>, into: &[usize], places: &[usize]) -> Vec<Line> {
    let mut merged: Vec<Line> = Vec::with_capacity(lines.len());
    let mut known: BTreeMap<(usize, usize, LineKind, Option<Status>), usize> = BTreeMap::new();
    let notes: Vec<bool> = (0..into.len()).map(|at| into.iter().filter(|keeper| **keeper == at).count() > 1).collect();
    for line in lines {
        let is_note = notes[into[line.to]];
        let line = Line { from: places[line.from], to: places[line.to], ..line };
        let key = (line.from, line.to, line.kind, line.status);
        match known.get(&key).filter(|_| is_note) {
            Some(&at) => {
                let kept = &mut merged[at];
                kept.articles = kept.articles.max(line.articles);
                let new: Vec<&str> =
                    line.tooltip.lines().filter(|said| !kept.tooltip.lines().any(|known| known == *said)).collect();
                let new: String = new.into_iter().map(|said| format!("\n{said}")).collect();
                kept.tooltip.push_str(&new);
            }
            None => {
                known.insert(key, merged.len());
                merged.push(line);
            }
        }
    }
    merged
}
