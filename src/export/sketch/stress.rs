//! Places blocks so that their distances in the picture match their distances in the graph.
//!
//! Sizes and links → centres. The method is stress majorization (Gansner, Koren, North: Graph Drawing by Stress
//! Majorization, 2004) with an update of one block at a time; then blocks that overlap are pushed apart.

use super::geometry::{Frame, Point, Size, bounds};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Free room between two linked blocks: enough for a label.
const GAP: f64 = 64.0;
/// How many blocks find room around another at the usual distance.
const RING: f64 = 10.0;
/// Least room between any two blocks.
const MARGIN: f64 = 22.0;
/// Least room between linked blocks that stand side by side: a label fits in.
const LABEL_ROOM: f64 = 70.0;

/// Places the blocks of one connected component, its middle somewhere near the origin.
pub(super) fn place(sizes: &[Size], links: &[(usize, usize)]) -> Vec<Frame> {
    let distances = distances(sizes, links);
    let mut centres = spiral(sizes.len());
    // Large components need many sweeps, too, or they stay curled up as they started.
    let sweeps = (20_000_000 / (sizes.len() * sizes.len()).max(1)).clamp(12, 300);
    for _ in 0..sweeps {
        if sweep(&mut centres, &distances) < 0.05 {
            break;
        }
    }
    lie_down(&mut centres);
    let mut frames: Vec<Frame> = centres.into_iter().zip(sizes).map(|(centre, &size)| Frame { centre, size }).collect();
    separate(&mut frames, links);
    compact(frames, links)
}

/// The distance that each two blocks should have, along the shortest path of links (Dijkstra).
fn distances(sizes: &[Size], links: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut neighbours: Vec<Vec<(usize, u64)>> = vec![Vec::new(); sizes.len()];
    let links: BTreeSet<(usize, usize)> = links.iter().map(|&(one, two)| (one.min(two), one.max(two))).collect();
    let mut degrees = vec![0_usize; sizes.len()];
    links.iter().flat_map(|&(one, two)| [one, two]).for_each(|end| degrees[end] += 1);
    let reach = |i: usize| (sizes[i].width + sizes[i].height) / 4.0;
    // The room around a hub grows with the square of the distance.
    let wider = |i: usize| (degrees[i] as f64 / RING).max(1.0).sqrt();
    for &(one, two) in &links {
        let length = (reach(one) + reach(two) + GAP) * wider(one).max(wider(two));
        // Whole thousandths have a total order, which the heap needs.
        let length = (length * 1000.0) as u64;
        neighbours[one].push((two, length));
        neighbours[two].push((one, length));
    }
    (0..sizes.len()).map(|start| from(start, &neighbours)).collect()
}

fn from(start: usize, neighbours: &[Vec<(usize, u64)>]) -> Vec<f64> {
    let mut best = vec![u64::MAX; neighbours.len()];
    let mut heap = BinaryHeap::from([Reverse((0, start))]);
    best[start] = 0;
    while let Some(Reverse((so_far, at))) = heap.pop() {
        if so_far > best[at] {
            continue;
        }
        for &(next, length) in &neighbours[at] {
            let length = so_far + length;
            if length < best[next] {
                best[next] = length;
                heap.push(Reverse((length, next)));
            }
        }
    }
    best.into_iter().map(|length| length as f64 / 1000.0).collect()
}

/// Starting points: a sunflower's seeds. The golden angle is applied by multiplication, the same on every platform.
fn spiral(count: usize) -> Vec<Point> {
    const COS: f64 = -0.737_368_878_078_319_7;
    const SIN: f64 = 0.675_490_294_261_523_8;
    let mut direction = Point::new(1.0, 0.0);
    (0..count)
        .map(|i| {
            let point = direction * (60.0 * (i as f64).sqrt());
            direction = Point::new(direction.x * COS - direction.y * SIN, direction.x * SIN + direction.y * COS);
            point
        })
        .collect()
}

/// Moves each block once to where the others want it; gives the longest move.
fn sweep(centres: &mut [Point], distances: &[Vec<f64>]) -> f64 {
    let mut longest: f64 = 0.0;
    for i in 0..centres.len() {
        let (mut sum, mut weights) = (Point::default(), 0.0);
        for j in (0..centres.len()).filter(|&j| j != i) {
            let wanted = distances[i][j].max(1.0);
            let weight = 1.0 / (wanted * wanted);
            let away = (centres[i] - centres[j]).unit() * wanted;
            sum = sum + (centres[j] + away) * weight;
            weights += weight;
        }
        if weights > 0.0 {
            let target = sum * (1.0 / weights);
            longest = longest.max((target - centres[i]).length());
            centres[i] = target;
        }
    }
    longest
}

/// Pictures are looked at on wide screens, and text runs sideways: the longer way lies down, a little stretched.
fn lie_down(centres: &mut [Point]) {
    let spread = |of: fn(&Point) -> f64| {
        let values = || centres.iter().map(of);
        values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min)
    };
    let stands = spread(|point| point.y) > spread(|point| point.x);
    for centre in centres.iter_mut() {
        if stands {
            *centre = Point::new(centre.y, centre.x);
        }
        centre.x *= 1.15;
    }
}

/// Width over height that a picture should have.
const ASPECT: f64 = 1.5;
/// How far one round of [`compact`] draws the blocks together, and how many rounds there are.
const TIGHTER: f64 = 0.92;
const ROUNDS: usize = 10;

/// Takes out free room: draws the blocks together along the axis that is too long for the aspect, as long as the picture
/// becomes smaller once they are pushed apart again.
fn compact(mut frames: Vec<Frame>, links: &[(usize, usize)]) -> Vec<Frame> {
    let size = |frames: &[Frame]| bounds(frames).unwrap_or_default().size;
    // The area of the picture of the right aspect that holds the blocks.
    let paper = |size: Size| size.width.max(size.height * ASPECT).powi(2) + size.width * size.height;
    for _ in 0..ROUNDS {
        let before = size(&frames);
        let wide = before.width > before.height * ASPECT;
        let mut tighter = frames.clone();
        for frame in &mut tighter {
            if wide {
                frame.centre.x *= TIGHTER;
            } else {
                frame.centre.y *= TIGHTER;
            }
        }
        separate(&mut tighter, links);
        if paper(size(&tighter)) > paper(before) * 0.995 {
            break;
        }
        frames = tighter;
    }
    frames
}

/// Pushes blocks apart until none overlap: each pair along the axis where less is missing.
fn separate(frames: &mut [Frame], links: &[(usize, usize)]) {
    let linked: BTreeSet<(usize, usize)> = links.iter().map(|&(one, two)| (one.min(two), one.max(two))).collect();
    for round in 0..400 {
        let mut moved = false;
        for i in 0..frames.len() {
            for j in i + 1..frames.len() {
                let margin = if linked.contains(&(i, j)) { LABEL_ROOM } else { MARGIN };
                let wide = frames[i].overlap(&frames[j], margin).0;
                let high = frames[i].overlap(&frames[j], MARGIN).1;
                if wide <= 0.01 || high <= 0.01 {
                    continue;
                }
                moved = true;
                let off = frames[j].centre - frames[i].centre;
                let push = if wide < high * 1.4 {
                    Point::new(if off.x < 0.0 { -wide } else { wide }, 0.0)
                } else {
                    Point::new(0.0, if off.y < 0.0 { -high } else { high })
                };
                frames[i].centre = frames[i].centre - push * 0.5;
                frames[j].centre = frames[j].centre + push * 0.5;
            }
        }
        if !moved {
            return;
        }
        // Crowds that push each other in circles get more room as a whole.
        if round % 40 == 39 {
            frames.iter_mut().for_each(|frame| frame.centre = frame.centre * 1.1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Size = Size { width: 100.0, height: 40.0 };

    fn overlaps(frames: &[Frame]) -> usize {
        let pairs = (0..frames.len()).flat_map(|i| (i + 1..frames.len()).map(move |j| (i, j)));
        pairs
            .filter(|&(i, j)| frames[i].overlap(&frames[j], 0.0).0 > 0.0 && frames[i].overlap(&frames[j], 0.0).1 > 0.0)
            .count()
    }

    #[test]
    fn a_path_is_stretched_out_sideways() {
        let frames = place(&[BOX; 4], &[(0, 1), (1, 2), (2, 3)]);
        let length = |i: usize, j: usize| (frames[i].centre - frames[j].centre).length();
        assert!(length(0, 3) > length(0, 2) && length(0, 2) > length(0, 1));
        assert_eq!(overlaps(&frames), 0);
    }

    #[test]
    fn stars_and_cliques_do_not_overlap() {
        let star: Vec<(usize, usize)> = (1..60).map(|i| (0, i)).collect();
        assert_eq!(overlaps(&place(&[BOX; 60], &star)), 0);
        let clique: Vec<(usize, usize)> = (0..30).flat_map(|i| (0..i).map(move |j| (i, j))).collect();
        assert_eq!(overlaps(&place(&[BOX; 30], &clique)), 0);
    }

    #[test]
    fn pictures_are_compact_and_lie_down() {
        let star: Vec<(usize, usize)> = (1..10).map(|i| (0, i)).collect();
        let size = bounds(&place(&[BOX; 10], &star)).unwrap_or_default().size;
        assert!(size.width < 640.0 && size.height < 427.0, "{size:?}");
    }

    #[test]
    fn one_and_none_are_placed_too() {
        assert!(place(&[], &[]).is_empty());
        assert_eq!(place(&[BOX], &[]).len(), 1);
    }
}
