//! Places the nodes of a picture for the browser: a layout by forces that takes two thousand nodes.
//!
//! Room that each node needs and links → centres, the same on every platform: only additions, multiplications, divisions and
//! square roots. Linked nodes attract, all repel (Fruchterman and Reingold: Graph Drawing by Force-directed Placement,
//! 1991); nodes far away are taken together, a cell of a grid at a time. Then what overlaps is pushed apart, and parts that
//! nothing joins are set beside each other.

use super::super::sketch::geometry::{Point, Size};
use super::parts::{Block, pack, parts};
use std::collections::BTreeMap;

/// How long a link would like to be.
const LINK: f64 = 110.0;
/// Pull towards the middle, which keeps what is not linked from drifting away.
const GRAVITY: f64 = 0.06;
/// Least room between the boxes of two nodes.
const MARGIN: f64 = 8.0;

/// The centres of the nodes: each part that hangs together by forces, the parts beside each other, largest first.
pub(super) fn place(rooms: &[Size], links: &[(usize, usize)]) -> Vec<Point> {
    let parts = parts(rooms.len(), links);
    let mut inside = vec![0; rooms.len()];
    let mut of = vec![0; rooms.len()];
    for (number, part) in parts.iter().enumerate() {
        for (at, &node) in part.iter().enumerate() {
            (inside[node], of[node]) = (at, number);
        }
    }
    let mut inner: Vec<Vec<(usize, usize)>> = vec![Vec::new(); parts.len()];
    for &(one, two) in links {
        inner[of[one]].push((inside[one], inside[two]));
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(parts.len());
    for (members, links) in parts.into_iter().zip(inner) {
        let rooms: Vec<Size> = members.iter().map(|&node| rooms[node]).collect();
        let centres = forces(&rooms, &links);
        blocks.push(Block::new(members, centres, &rooms));
    }
    pack(blocks, rooms.len())
}

/// Places the nodes of a part that hangs together.
fn forces(rooms: &[Size], links: &[(usize, usize)]) -> Vec<Point> {
    let mut centres = spiral(rooms.len(), links);
    let degrees = degrees(rooms.len(), links);
    if rooms.len() < 2 {
        return centres;
    }
    let rounds = if rooms.len() > 400 { 140 } else { 400 };
    for round in 0..rounds {
        let left = 1.0 - f64::from(round) / f64::from(rounds);
        let farthest = LINK * 1.5 * left * left + 0.5;
        step(&mut centres, links, &degrees, farthest);
    }
    lie_down(&mut centres);
    separate(&mut centres, rooms);
    centres
}

/// Screens and labels are wider than high: the longer way lies down, a little stretched.
fn lie_down(centres: &mut [Point]) {
    let span = |of: fn(&Point) -> f64| {
        let (least, most) = centres.iter().map(of).fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
        most - least
    };
    let stands = span(|point| point.y) > span(|point| point.x);
    for centre in centres {
        if stands {
            *centre = Point::new(centre.y, centre.x);
        }
        centre.x *= 1.3;
    }
}

fn degrees(count: usize, links: &[(usize, usize)]) -> Vec<f64> {
    let mut degrees = vec![0.0; count];
    for &(one, two) in links {
        degrees[one] += 1.0;
        degrees[two] += 1.0;
    }
    degrees
}

/// Starting points: a sunflower's seeds, the nodes in the order in which a walk along the links meets them.
fn spiral(count: usize, links: &[(usize, usize)]) -> Vec<Point> {
    const COS: f64 = -0.737_368_878_078_319_7;
    const SIN: f64 = 0.675_490_294_261_523_8;
    let mut points = vec![Point::default(); count];
    let mut direction = Point::new(1.0, 0.0);
    for (turn, node) in walk(count, links).into_iter().enumerate() {
        points[node] = direction * (LINK * 0.6 * (turn as f64).sqrt());
        direction = Point::new(direction.x * COS - direction.y * SIN, direction.x * SIN + direction.y * COS);
    }
    points
}

/// Breadth first from the node with most links, then from the best of the rest.
fn walk(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut neighbours = vec![Vec::new(); count];
    for &(one, two) in links {
        neighbours[one].push(two);
        neighbours[two].push(one);
    }
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|&node| std::cmp::Reverse(neighbours[node].len()));
    let (mut met, mut order) = (vec![false; count], Vec::with_capacity(count));
    for start in starts {
        let mut at = order.len();
        if !std::mem::replace(&mut met[start], true) {
            order.push(start);
        }
        while at < order.len() {
            for &next in &neighbours[order[at]] {
                if !std::mem::replace(&mut met[next], true) {
                    order.push(next);
                }
            }
            at += 1;
        }
    }
    order
}

/// Moves every node once, none farther than `farthest`.
fn step(centres: &mut [Point], links: &[(usize, usize)], degrees: &[f64], farthest: f64) {
    let mut forces = repulsion(centres);
    for (force, centre) in forces.iter_mut().zip(centres.iter()) {
        *force = *force + *centre * -GRAVITY;
    }
    for &(one, two) in links {
        let off = centres[two] - centres[one];
        // A link of a node with many counts less, or hubs would pull all of them into one heap.
        let damped = degrees[one].min(degrees[two]).sqrt().max(1.0);
        let pull = off * (off.length() / (LINK * damped));
        forces[one] = forces[one] + pull;
        forces[two] = forces[two] - pull;
    }
    for (centre, force) in centres.iter_mut().zip(forces) {
        let length = force.length();
        *centre = *centre + force * (farthest.min(length * 0.2) / length.max(1e-9));
    }
}

/// Nodes of one cell of the grid, and their middle.
#[derive(Default)]
struct Cell {
    members: Vec<usize>,
    middle: Point,
}

/// How strongly each node is pushed by all others: by those nearby one by one, by the others a cell at a time.
fn repulsion(centres: &[Point]) -> Vec<Point> {
    let side = grid_side(centres);
    let key = |point: Point| ((point.x / side).floor() as i64, (point.y / side).floor() as i64);
    let mut cells: BTreeMap<(i64, i64), Cell> = BTreeMap::new();
    for (node, &centre) in centres.iter().enumerate() {
        let cell = cells.entry(key(centre)).or_default();
        cell.members.push(node);
        cell.middle = cell.middle + centre;
    }
    for cell in cells.values_mut() {
        cell.middle = cell.middle * (1.0 / cell.members.len() as f64);
    }
    let cells: Vec<((i64, i64), Cell)> = cells.into_iter().collect();
    let push = |node: usize| {
        let (here, (x, y)) = (centres[node], key(centres[node]));
        let mut force = Point::default();
        for ((column, row), cell) in &cells {
            if (column - x).abs() <= 1 && (row - y).abs() <= 1 {
                for &other in cell.members.iter().filter(|&&other| other != node) {
                    force = force + pushed(here, centres[other], 1.0, node < other);
                }
            } else {
                force = force + pushed(here, cell.middle, cell.members.len() as f64, true);
            }
        }
        force
    };
    (0..centres.len()).map(push).collect()
}

/// The side of the grid's cells: about one cell for each two nodes.
fn grid_side(centres: &[Point]) -> f64 {
    let span = |of: fn(&Point) -> f64| {
        let (least, most) = centres.iter().map(of).fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
        (most - least).max(1.0)
    };
    (span(|p| p.x) * span(|p| p.y) * 4.0 / centres.len().max(1) as f64).sqrt().max(LINK)
}

fn pushed(here: Point, other: Point, weight: f64, first: bool) -> Point {
    let off = here - other;
    let square = off.x * off.x + off.y * off.y;
    if square < 1e-6 {
        // Two in one spot part sideways.
        return Point::new(if first { -LINK } else { LINK }, 0.0);
    }
    off * (LINK * LINK * weight / square)
}

/// Pushes boxes apart until none overlap: each pair along the axis where less is missing.
fn separate(centres: &mut [Point], rooms: &[Size]) {
    let widest = rooms.iter().map(|room| room.width).fold(1.0, f64::max) + MARGIN;
    let highest = rooms.iter().map(|room| room.height).fold(1.0, f64::max) + MARGIN;
    for round in 0..200 {
        let key = |point: Point| ((point.x / widest).floor() as i64, (point.y / highest).floor() as i64);
        let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        for (node, &centre) in centres.iter().enumerate() {
            cells.entry(key(centre)).or_default().push(node);
        }
        let mut moved = false;
        for (&(column, row), members) in &cells {
            let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y)));
            let near: Vec<usize> = around.filter_map(|cell| cells.get(&cell)).flatten().copied().collect();
            for &one in members {
                for &two in near.iter().filter(|&&two| two > one) {
                    moved |= part(centres, rooms, one, two);
                }
            }
        }
        if !moved {
            return;
        }
        if round % 20 == 19 {
            centres.iter_mut().for_each(|centre| *centre = *centre * 1.08);
        }
    }
}

/// Pushes two boxes apart where they overlap, and says whether they did.
fn part(centres: &mut [Point], rooms: &[Size], one: usize, two: usize) -> bool {
    let off = centres[two] - centres[one];
    let wide = (rooms[one].width + rooms[two].width) / 2.0 + MARGIN - off.x.abs();
    let high = (rooms[one].height + rooms[two].height) / 2.0 + MARGIN - off.y.abs();
    if wide <= 0.01 || high <= 0.01 {
        return false;
    }
    let push = if wide < high {
        Point::new(if off.x < 0.0 { -wide } else { wide }, 0.0)
    } else {
        Point::new(0.0, if off.y < 0.0 { -high } else { high })
    };
    centres[one] = centres[one] - push * 0.5;
    centres[two] = centres[two] + push * 0.5;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size { width: 90.0, height: 40.0 };

    fn overlaps(centres: &[Point]) -> usize {
        let pairs = (0..centres.len()).flat_map(|one| (one + 1..centres.len()).map(move |two| (one, two)));
        pairs
            .filter(|&(one, two)| {
                let off = centres[one] - centres[two];
                off.x.abs() < ROOM.width && off.y.abs() < ROOM.height
            })
            .count()
    }

    #[test]
    fn stars_cliques_and_strangers_do_not_overlap() {
        let star: Vec<_> = (1..60).map(|leaf| (0, leaf)).collect();
        let clique: Vec<_> = (0..20).flat_map(|one| (0..one).map(move |two| (one, two))).collect();
        for links in [star, clique, Vec::new()] {
            assert_eq!(overlaps(&place(&[ROOM; 60], &links)), 0);
        }
    }

    #[test]
    fn linked_nodes_are_nearer_than_others() {
        let ring: Vec<_> = (0..30).map(|node| (node, (node + 1) % 30)).collect();
        let centres = place(&[ROOM; 30], &ring);
        let mean = |step: usize| -> f64 {
            (0..30).map(|node| (centres[node] - centres[(node + step) % 30]).length()).sum::<f64>() / 30.0
        };
        assert!(mean(1) * 2.0 < mean(15), "{} {}", mean(1), mean(15));
    }

    #[test]
    fn none_and_one_are_placed_too() {
        assert!(place(&[], &[]).is_empty());
        let only = place(&[ROOM], &[]);
        assert_eq!(only, [Point::new(45.0, 20.0)]);
    }
}
