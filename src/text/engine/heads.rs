//! The heads: encoded words → tags, trees, labels and names.
//!
//! The linear layers that all heads begin with are one matrix product; arcs are bilinear with a bias by distance,
//! labels add what dependent and head bring, names are decoded to spans.

use super::analysis::{Analysis, AnalyzedWord, Feats, Upos};
use super::batch::{Batch, Piece};
use super::container::Container;
use super::kernels::{Fixed, PANEL, Packed};
use super::names;
use super::network::Linear;
use super::scratch::Scratch;
use super::tree::{ArcScores, best_tree};
use crate::error::Problem;

/// The linear layers computed together, in this order.
const LAYERS: [&str; 8] =
    ["upos", "xpos", "feats", "names_hidden", "arc_dependent", "arc_head", "label_dependent", "label_head"];

const UPOS: usize = 0;
const XPOS: usize = 1;
const FEATS: usize = 2;
const NAMES_HIDDEN: usize = 3;
const ARC_DEPENDENT: usize = 4;
const ARC_HEAD: usize = 5;
const LABEL_DEPENDENT: usize = 6;
const LABEL_HEAD: usize = 7;

/// All heads of a model.
#[derive(Debug)]
pub(super) struct Heads {
    joint: Fixed,
    joint_bias: Vec<f32>,
    /// Where each layer's values begin in a row of the joint product, and how many there are.
    layers: [(usize, usize); LAYERS.len()],
    arc_root: Vec<f32>,
    arc_bilinear: Fixed,
    arc_bias: Vec<f32>,
    distance: Vec<f32>,
    label_root: Vec<f32>,
    label: Linear,
    names: Linear,
    tags: Tags,
}

/// The strings behind the numbers.
#[derive(Debug)]
struct Tags {
    upos: Vec<Upos>,
    xpos: Vec<&'static str>,
    feats: Vec<Feats>,
    deprels: Vec<&'static str>,
    root: usize,
}

impl Tags {
    fn read(container: &Container<'static>) -> Result<Self, Problem> {
        let upos = container.strings("output.upos")?.iter().map(|tag| tag.parse::<Upos>());
        let upos = upos.collect::<Result<_, _>>().map_err(|error| Problem::new("model", error.to_string()))?;
        let deprels = container.strings("output.deprels")?.to_vec();
        let root = deprels.iter().position(|label| *label == "root");
        if !names::tag_names().eq(container.strings("output.names")?.iter().copied()) {
            return Err(Problem::new("model", "other name tags than this version knows").remedy("train again"));
        }
        Ok(Self {
            upos,
            xpos: container.strings("output.xpos")?.to_vec(),
            feats: container.strings("output.feats")?.iter().copied().map(Feats::new).collect(),
            root: root.ok_or_else(|| Problem::new("model", "no label `root`"))?,
            deprels,
        })
    }

    fn counts(&self) -> [usize; 3] {
        [self.upos.len(), self.xpos.len(), self.feats.len()]
    }
}

impl Heads {
    pub(super) fn read(container: &Container<'static>, inputs: usize) -> Result<Self, Problem> {
        let mismatch = |what: &str| Problem::new("model", format!("`{what}` has the wrong size")).remedy("train again");
        let tags = Tags::read(container)?;
        let (mut weights, mut joint_bias) = (Vec::new(), Vec::new());
        let mut layers = [(0, 0); LAYERS.len()];
        for (layer, name) in LAYERS.iter().enumerate() {
            let rows = container.rows(&format!("{name}.weight"))?;
            let bias = container.floats(&format!("{name}.bias"))?;
            let expected = tags.counts().get(layer).copied().unwrap_or(rows.rows());
            if rows.columns() != inputs || bias.len() != rows.rows() || rows.rows() != expected || expected == 0 {
                return Err(mismatch(name));
            }
            layers[layer] = (joint_bias.len(), rows.rows());
            let padded = rows.rows().div_ceil(PANEL) * PANEL;
            weights.extend(rows.to_dense());
            weights.resize((joint_bias.len() + padded) * inputs, 0.0);
            joint_bias.extend(bias);
            joint_bias.resize(weights.len() / inputs, 0.0);
        }
        let bilinear = container.rows("arc_bilinear")?;
        let label = container.rows("label.weight")?;
        let named = container.rows("names.weight")?;
        let heads = Self {
            joint: Fixed::new(&weights, inputs),
            joint_bias,
            layers,
            arc_root: container.floats("arc_root")?.to_vec(),
            arc_bilinear: Fixed::new(&bilinear.to_dense(), bilinear.columns()),
            arc_bias: container.floats("arc_bias")?.to_vec(),
            distance: container.floats("distance")?.to_vec(),
            label_root: container.floats("label_root")?.to_vec(),
            label: Linear::read(container, "label")?,
            names: Linear::read(container, "names")?,
            tags,
        };
        let (arc, labels) = (layers[ARC_HEAD].1, layers[LABEL_HEAD].1);
        let arcs_fit = [layers[ARC_DEPENDENT].1, bilinear.rows(), bilinear.columns(), heads.arc_root.len()]
            .into_iter()
            .chain([heads.arc_bias.len()])
            .all(|size| size == arc && size % PANEL == 0);
        let labels_fit = [layers[LABEL_DEPENDENT].1, label.columns(), heads.label_root.len()]
            .into_iter()
            .all(|size| size == labels && size % PANEL == 0);
        if !arcs_fit || !labels_fit || label.rows() != heads.tags.deprels.len() || heads.distance.len() < 2 {
            return Err(mismatch("arcs and labels"));
        }
        if named.columns() != layers[NAMES_HIDDEN].1 || named.columns() % PANEL != 0 || named.rows() != names::TAGS {
            return Err(mismatch("names"));
        }
        Ok(heads)
    }

    /// The analyses of the pieces of a batch, in their order; `encoded` holds a row of `inputs` values a batch row.
    pub(super) fn analyze(&self, batch: &Batch, encoded: &[f32], inputs: usize, work: &mut Work) -> Vec<Analysis> {
        let Work { joint, dependents, named, of_piece } = work;
        let stride = self.joint.stride();
        let joint = joint.any(batch.rows * stride);
        self.joint.multiply(encoded, inputs, &self.joint_bias, joint);
        self.rectify(joint, stride);
        let dependents = dependents.any(batch.rows * self.arc_root.len());
        self.arc_bilinear.multiply(&joint[self.layers[ARC_DEPENDENT].0..], stride, &self.arc_bias, dependents);
        let named = named.any(batch.rows * self.names.weights.stride());
        self.names.apply(&joint[self.layers[NAMES_HIDDEN].0..], stride, named);
        let name_stride = self.names.weights.stride();
        batch
            .pieces
            .iter()
            .map(|piece| {
                let rows = Rows { values: &joint[piece.row * stride..], stride, layers: &self.layers };
                let tree = self.tree(&rows, dependents, piece, of_piece);
                let labels = self.labels(&rows, &tree, of_piece);
                let names = names::decode(&named[piece.row * name_stride..], piece.words, name_stride);
                Analysis { words: self.words(&rows, &tree, &labels), names }
            })
            .collect()
    }

    /// What is negative becomes zero in the layers, all beside one another, behind which there is another one.
    fn rectify(&self, joint: &mut [f32], stride: usize) {
        let columns = self.layers[NAMES_HIDDEN].0..self.layers[ARC_HEAD].0 + self.layers[ARC_HEAD].1;
        for row in joint.chunks_exact_mut(stride) {
            row[columns.clone()].iter_mut().for_each(|value| *value = value.max(0.0));
        }
    }

    fn tree(&self, rows: &Rows<'_>, dependents: &[f32], piece: &Piece, work: &mut PieceWork) -> Vec<usize> {
        let size = self.arc_root.len();
        let (from, to) = (piece.row * size, (piece.row + piece.words) * size);
        work.heads.clear();
        work.heads.extend(&self.arc_root);
        for word in 0..piece.words {
            work.heads.extend(rows.layer(word, ARC_HEAD));
        }
        work.packed_heads.repack(&work.heads, size);
        let stride = work.packed_heads.stride();
        work.zeros.resize(stride, 0.0);
        work.scores.clear();
        work.scores.resize(piece.words * stride, 0.0);
        work.packed_heads.multiply(&dependents[from..to], size, &work.zeros, &mut work.scores);
        for (dependent, row) in work.scores.chunks_exact_mut(stride).enumerate() {
            self.add_distances(dependent, &mut row[..=piece.words]);
        }
        best_tree(ArcScores { scores: &work.scores, words: piece.words, stride })
    }

    /// Adds the bias by the distance between head and dependent, clipped; the last entry is the root's.
    fn add_distances(&self, dependent: usize, row: &mut [f32]) {
        let (root, relative) = self.distance.split_last().unwrap_or((&0.0, &[]));
        let middle = relative.len() / 2;
        row[0] += root;
        for (head, score) in row[1..].iter_mut().enumerate() {
            let index = (middle + head).saturating_sub(dependent).min(relative.len() - 1);
            *score += relative[index];
        }
    }

    fn labels(&self, rows: &Rows<'_>, tree: &[usize], work: &mut PieceWork) -> Vec<usize> {
        let size = self.label_root.len();
        work.pairs.clear();
        for (dependent, &head) in tree.iter().enumerate() {
            let brought = match head.checked_sub(1) {
                Some(head) => rows.layer(head, LABEL_HEAD),
                None => &self.label_root,
            };
            let own = rows.layer(dependent, LABEL_DEPENDENT);
            work.pairs.extend(own.iter().zip(brought).map(|(own, brought)| (own + brought).max(0.0)));
        }
        let stride = self.label.weights.stride();
        work.labels.clear();
        work.labels.resize(tree.len() * stride, 0.0);
        self.label.apply(&work.pairs, size, &mut work.labels);
        let scores = work.labels.chunks_exact(stride).map(|row| &row[..self.tags.deprels.len()]);
        let root = self.tags.root;
        let label = |(head, row): (&usize, &[f32])| if *head == 0 { root } else { best_except(row, Some(root)) };
        tree.iter().zip(scores).map(label).collect()
    }

    fn words(&self, rows: &Rows<'_>, tree: &[usize], labels: &[usize]) -> Vec<AnalyzedWord> {
        let tag = |word: usize, layer: usize| best_except(rows.layer(word, layer), None);
        let word = |(word, (head, label)): (usize, (&usize, &usize))| AnalyzedWord {
            upos: self.tags.upos[tag(word, UPOS)],
            xpos: self.tags.xpos[tag(word, XPOS)],
            feats: self.tags.feats[tag(word, FEATS)],
            head: head.checked_sub(1),
            deprel: self.tags.deprels[*label],
        };
        tree.iter().zip(labels).enumerate().map(word).collect()
    }
}

/// The first largest value's index, leaving one out.
fn best_except(row: &[f32], excluded: Option<usize>) -> usize {
    let mut best = usize::from(excluded == Some(0) && row.len() > 1);
    for (index, value) in row.iter().enumerate() {
        if *value > row[best] && Some(index) != excluded {
            best = index;
        }
    }
    best
}

/// The joint product's rows of one piece.
struct Rows<'r> {
    values: &'r [f32],
    stride: usize,
    layers: &'r [(usize, usize); LAYERS.len()],
}

impl Rows<'_> {
    fn layer(&self, word: usize, layer: usize) -> &[f32] {
        let (start, size) = self.layers[layer];
        &self.values[word * self.stride + start..][..size]
    }
}

/// What is computed on the way.
#[derive(Debug, Default)]
pub(super) struct Work {
    joint: Scratch,
    dependents: Scratch,
    named: Scratch,
    of_piece: PieceWork,
}

/// The same of a single piece.
#[derive(Debug, Default)]
struct PieceWork {
    heads: Vec<f32>,
    packed_heads: Packed,
    zeros: Vec<f32>,
    scores: Vec<f32>,
    pairs: Vec<f32>,
    labels: Vec<f32>,
}
