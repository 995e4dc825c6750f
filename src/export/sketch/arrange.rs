//! Where everything stands: shapes in their countries, countries and free shapes in the picture.
//!
//! A country's shapes are stacked in a block under its name; free shapes are blocks of their own. The blocks of each
//! connected component are placed by [`stress`], the components in rows below the header.

use super::geometry::{Frame, Point, Size, bounds};
use super::header;
use super::measure::text_width;
use super::stress;
use crate::export::diagram::{Diagram, ShapeKind};
use std::cmp::Reverse;

/// Room inside a country, around and between its shapes.
const INSET: f64 = 10.0;
const BETWEEN: f64 = 10.0;
/// Most shapes of a country that stand one below the other: beyond that, most lines of those in the middle run below
/// others.
const TALLEST: usize = 5;
/// Height of a country's name.
pub(super) const LABEL: f64 = 22.0;
/// Type size of a country's name.
pub(super) const LABEL_SIZE: f64 = 13.0;
/// Room between components, and around the picture.
const APART: f64 = 40.0;
pub(super) const PAD: f64 = 24.0;
/// The least width that holds the header.
const HEADER_WIDTH: f64 = 640.0;

/// Where everything stands; the picture's corner is the origin.
#[derive(Debug, Default)]
pub(in crate::export) struct Layout {
    /// Width and height of the picture.
    pub(in crate::export) size: Size,
    /// Frames of [`Diagram::groups`].
    pub(in crate::export) groups: Vec<Frame>,
    /// Where the names of the groups stand.
    pub(in crate::export) names: Vec<Frame>,
    /// Frames of [`Diagram::shapes`].
    pub(in crate::export) shapes: Vec<Frame>,
}

/// A rectangle that is placed as a whole.
struct Block {
    size: Size,
    /// The country it is.
    group: Option<usize>,
    /// Its shapes, with the offsets of their centres from the block's.
    shapes: Vec<(usize, Point)>,
}

/// Finds a place for every shape.
pub(super) fn arrange(diagram: &Diagram, sizes: &[Size]) -> Layout {
    let blocks = blocks(diagram, sizes);
    let mut of_shape = vec![0; sizes.len()];
    for (at, block) in blocks.iter().enumerate() {
        block.shapes.iter().for_each(|&(shape, _)| of_shape[shape] = at);
    }
    let links: Vec<(usize, usize)> = diagram
        .lines
        .iter()
        .map(|line| (of_shape[line.from], of_shape[line.to]))
        .filter(|(one, two)| one != two)
        .collect();
    let components = components(blocks.len(), &links);
    let placed = components.iter().map(|members| component(&blocks, members, &links)).collect();
    let frames = pack(blocks.len(), placed);
    let mut blocks = blocks;
    restack(diagram, sizes, &mut blocks, &frames, &of_shape);
    spread(diagram, sizes, &blocks, &frames)
}

/// The blocks: countries, then free shapes.
fn blocks(diagram: &Diagram, sizes: &[Size]) -> Vec<Block> {
    let mut degrees = vec![0_usize; sizes.len()];
    for line in &diagram.lines {
        degrees[line.from] += 1;
        degrees[line.to] += 1;
    }
    let countries = diagram.groups.iter().enumerate().map(|(at, group)| {
        let mut members: Vec<usize> = (0..sizes.len()).filter(|&i| diagram.shapes[i].group == Some(at)).collect();
        members.sort_by_key(|&i| (diagram.shapes[i].kind == ShapeKind::Country, Reverse(degrees[i]), i));
        let label = text_width(&group.label, LABEL_SIZE, true);
        stack(at, &members, sizes, label)
    });
    let free = (0..sizes.len()).filter(|&i| diagram.shapes[i].group.is_none());
    countries.chain(free.map(|i| Block { size: sizes[i], group: None, shapes: vec![(i, Point::default())] })).collect()
}

/// A country's shapes under its name: one below the other, in as many columns as keep them at most [`TALLEST`] high.
fn stack(group: usize, members: &[usize], sizes: &[Size], label: f64) -> Block {
    let count = members.len().div_ceil(TALLEST).max(1);
    let columns: Vec<&[usize]> = members.chunks(members.len().div_ceil(count).max(1)).collect();
    let widths: Vec<f64> =
        columns.iter().map(|column| column.iter().map(|&i| sizes[i].width).fold(0.0, f64::max)).collect();
    let heights = columns.iter().map(|column| column.iter().map(|&i| sizes[i].height + BETWEEN).sum());
    let width = widths.iter().map(|width| width + BETWEEN).sum::<f64>() - BETWEEN;
    let size = Size { width: width.max(label) + 2.0 * INSET, height: LABEL + heights.fold(0.0, f64::max) + INSET };
    let mut left = -width / 2.0;
    let mut shapes = Vec::with_capacity(members.len());
    for (column, width) in columns.into_iter().zip(widths) {
        let mut y = LABEL + 4.0 - size.height / 2.0;
        for &i in column {
            shapes.push((i, Point::new(left + width / 2.0, y + sizes[i].height / 2.0)));
            y += sizes[i].height + BETWEEN;
        }
        left += width + BETWEEN;
    }
    Block { size, group: Some(group), shapes }
}

/// Orders the shapes of each country so that as few lines as can be pass below a neighbour on their way out.
fn restack(diagram: &Diagram, sizes: &[Size], blocks: &mut [Block], frames: &[Frame], of_shape: &[usize]) {
    for (at, block) in blocks.iter_mut().enumerate() {
        let Some(group) = block.group else { continue };
        let ends = diagram.lines.iter().flat_map(|line| {
            let weight = (line.width() * 10.0) as usize;
            [(line.from, line.to, weight), (line.to, line.from, weight)]
        });
        let ways: Vec<Way> = ends
            .filter(|&(from, to, _)| of_shape[from] == at && of_shape[to] != at)
            .map(|(from, to, weight)| Way { from, to: frames[of_shape[to]].centre - frames[at].centre, weight })
            .collect();
        let mut order: Vec<usize> = block.shapes.iter().map(|&(shape, _)| shape).collect();
        block.shapes = best_stack(group, &mut order, sizes, &ways);
    }
}

/// A straight line that leaves a stack.
struct Way {
    /// The member it belongs to.
    from: usize,
    /// Where it leads, seen from the middle of the stack.
    to: Point,
    /// How much it would be missed: its width.
    weight: usize,
}

/// Swaps neighbours as long as that hides fewer lines.
fn best_stack(group: usize, order: &mut [usize], sizes: &[Size], ways: &[Way]) -> Vec<(usize, Point)> {
    let mut best = stack(group, order, sizes, 0.0).shapes;
    let mut least = hidden(&best, sizes, ways);
    let mut improved = true;
    while improved && least > 0 {
        improved = false;
        for i in 1..order.len() {
            order.swap(i - 1, i);
            let shapes = stack(group, order, sizes, 0.0).shapes;
            let count = hidden(&shapes, sizes, ways);
            if count < least {
                (best, least, improved) = (shapes, count, true);
            } else {
                order.swap(i - 1, i);
            }
        }
    }
    best
}

/// How much of the lines that leave a stack passes below its other members.
fn hidden(shapes: &[(usize, Point)], sizes: &[Size], ways: &[Way]) -> usize {
    let passes = |from: Point, to: Point, frame: &Frame| {
        (1..16).any(|i| frame.holds(from + (to - from) * (f64::from(i) / 16.0), 0.0))
    };
    let centre = |shape: usize| shapes.iter().find(|(member, _)| *member == shape).map(|&(_, centre)| centre);
    let below = |way: &Way| {
        let others = shapes.iter().filter(|(member, _)| *member != way.from);
        let frames = others.map(|&(member, centre)| Frame { centre, size: sizes[member] });
        let passed = centre(way.from).map_or(0, |from| frames.filter(|frame| passes(from, way.to, frame)).count());
        passed * way.weight
    };
    ways.iter().map(below).sum()
}

/// The connected components, each sorted, in the order of their first members.
fn components(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..count).collect();
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    for &(one, two) in links {
        let (one, two) = (find(&mut root, one), find(&mut root, two));
        root[one.max(two)] = one.min(two);
    }
    let mut components: Vec<Vec<usize>> = vec![Vec::new(); count];
    for at in 0..count {
        components[find(&mut root, at)].push(at);
    }
    components.retain(|members| !members.is_empty());
    components
}

/// The blocks of one component with their frames.
type Placed = Vec<(usize, Frame)>;

fn component(blocks: &[Block], members: &[usize], links: &[(usize, usize)]) -> Placed {
    let sizes: Vec<Size> = members.iter().map(|&at| blocks[at].size).collect();
    let inside: Vec<(usize, usize)> = links
        .iter()
        .filter_map(|(one, two)| Some((members.binary_search(one).ok()?, members.binary_search(two).ok()?)))
        .collect();
    members.iter().copied().zip(stress::place(&sizes, &inside)).collect()
}

/// Sets the components in rows, the tallest first, so that the picture becomes about half as wide again as high.
fn pack(count: usize, mut components: Vec<Placed>) -> Vec<Frame> {
    let extent = |placed: &Placed| bounds(placed.iter().map(|(_, frame)| frame)).unwrap_or_default();
    components
        .sort_by_cached_key(|placed| (Reverse(extent(placed).size.height as u64), placed.first().map(|(at, _)| *at)));
    let area: f64 =
        components.iter().map(extent).map(|frame| (frame.size.width + APART) * (frame.size.height + APART)).sum();
    let widest = components.iter().map(|placed| extent(placed).size.width).fold(HEADER_WIDTH, f64::max);
    let limit = widest.max((area * 1.5).sqrt());
    let mut frames = vec![Frame::default(); count];
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for placed in &components {
        let frame = extent(placed);
        if x > 0.0 && x + frame.size.width > limit {
            (x, y, row) = (0.0, y + row + APART, 0.0);
        }
        let offset = Point::new(x - frame.left(), y - frame.top());
        for &(at, block) in placed {
            frames[at] = Frame { centre: block.centre + offset, size: block.size };
        }
        x += frame.size.width + APART;
        row = row.max(frame.size.height);
    }
    frames
}

/// From blocks to groups and shapes, below the header.
fn spread(diagram: &Diagram, sizes: &[Size], blocks: &[Block], frames: &[Frame]) -> Layout {
    let extent = bounds(frames).unwrap_or_default();
    let header = header::height(diagram);
    // Curves may swing a little beyond the blocks.
    let offset = Point::new(PAD + 16.0 - extent.left(), PAD + header + 16.0 - extent.top());
    let mut layout = Layout {
        size: Size {
            width: (extent.size.width + 32.0).max(HEADER_WIDTH) + 2.0 * PAD,
            height: extent.size.height + header + 32.0 + 2.0 * PAD,
        },
        groups: vec![Frame::default(); diagram.groups.len()],
        names: vec![Frame::default(); diagram.groups.len()],
        shapes: sizes.iter().map(|&size| Frame { size, ..Frame::default() }).collect(),
    };
    for (block, frame) in blocks.iter().zip(frames) {
        let centre = frame.centre + offset;
        if let Some(group) = block.group {
            let frame = Frame { centre, size: frame.size };
            layout.groups[group] = frame;
            layout.names[group] = name(&frame, &diagram.groups[group].label);
        }
        for &(shape, from_centre) in &block.shapes {
            layout.shapes[shape].centre = centre + from_centre;
        }
    }
    layout
}

/// The place of a country's name in its frame: the upper left corner.
fn name(frame: &Frame, label: &str) -> Frame {
    let (left, top) = (frame.left() + 8.0, frame.top() + 3.0);
    Frame::between(left, top, left + 4.0 + text_width(label, LABEL_SIZE, true), top + LABEL - 5.0)
}
