//! Parts of a picture that nothing joins: finds them, and sets them beside each other once each is laid out.
//!
//! Links → parts; laid out parts, [`Block`]s → centres of all nodes.

use super::super::sketch::geometry::{Frame, Point, Size};
use std::collections::BTreeMap;

/// Room between parts.
const BETWEEN: f64 = 36.0;
/// Width over height that the picture should have.
const ASPECT: f64 = 1.6;

/// The nodes of each part that hangs together.
pub(super) fn parts(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..count).collect();
    fn find(root: &mut [usize], mut node: usize) -> usize {
        while root[node] != node {
            root[node] = root[root[node]];
            node = root[node];
        }
        node
    }
    for &(one, two) in links {
        let (one, two) = (find(&mut root, one), find(&mut root, two));
        root[one.max(two)] = one.min(two);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..count {
        let part = find(&mut root, node);
        parts.entry(part).or_default().push(node);
    }
    parts.into_values().collect()
}

/// A part with the places of its nodes, its upper left corner at the origin.
pub(super) struct Block {
    members: Vec<usize>,
    centres: Vec<Point>,
    size: Size,
}

impl Block {
    /// Of members, their centres and rooms, in the same order.
    pub fn new(members: Vec<usize>, centres: Vec<Point>, rooms: &[Size]) -> Self {
        let frames = || centres.iter().zip(rooms).map(|(&centre, &size)| Frame { centre, size });
        let whole = frames().reduce(|one, two| one.around(&two)).unwrap_or_default();
        let corner = Point::new(whole.left(), whole.top());
        Self { members, centres: centres.iter().map(|&centre| centre - corner).collect(), size: whole.size }
    }
}

/// Sets the blocks in rows, high ones first, each row as wide as the picture shall be.
pub(super) fn pack(mut blocks: Vec<Block>, count: usize) -> Vec<Point> {
    blocks.sort_by(|one, two| two.size.height.total_cmp(&one.size.height).then(one.members.cmp(&two.members)));
    let area: f64 = blocks.iter().map(|block| (block.size.width + BETWEEN) * (block.size.height + BETWEEN)).sum();
    let widest = blocks.iter().map(|block| block.size.width).fold(0.0, f64::max);
    let width = (area * ASPECT).sqrt().max(widest + BETWEEN);
    let mut centres = vec![Point::default(); count];
    let (mut left, mut top, mut row) = (0.0, 0.0, 0.0_f64);
    for block in blocks {
        if left > 0.0 && left + block.size.width > width {
            (left, top, row) = (0.0, top + row + BETWEEN, 0.0);
        }
        for (&node, &centre) in block.members.iter().zip(&block.centres) {
            centres[node] = centre + Point::new(left, top);
        }
        left += block.size.width + BETWEEN;
        row = row.max(block.size.height);
    }
    centres
}
