//! The encoder: rows of words → one vector a word that knows its sentence, and from it the scores of all heads.
//!
//! Embeddings → linear and layer norm → residual maxout convolutions over three words → one LSTM each way → linear
//! heads. `trainer/network.py` is the same network.

use super::batch::Batch;
use super::container::{Container, QuantizedRows};
use super::features::{INPUTS, WordRows};
use super::kernels::{Fixed, PANEL, Processor};
use super::scratch::Scratch;
use crate::error::Problem;

/// A linear layer: packed weights and a bias padded to whole panels.
#[derive(Debug)]
pub(super) struct Linear {
    pub(super) weights: Fixed,
    pub(super) bias: Vec<f32>,
}

impl Linear {
    /// The layer `name` of the model: sections `name.weight` and `name.bias`.
    pub(super) fn read(container: &Container<'_>, name: &str) -> Result<Self, Problem> {
        let rows = container.rows(&format!("{name}.weight"))?;
        Self::new(rows, container.floats(&format!("{name}.bias"))?)
    }

    pub(super) fn new(rows: QuantizedRows<'_>, bias: &[f32]) -> Result<Self, Problem> {
        if bias.len() != rows.rows() {
            return Err(mismatch("a bias and its weights"));
        }
        let weights = Fixed::new(&rows.to_dense(), rows.columns());
        let mut bias = bias.to_vec();
        bias.resize(weights.stride(), 0.0);
        Ok(Self { weights, bias })
    }

    /// `out[row] = bias + weights · input[row]`; rows of `input` begin `step` values apart.
    pub(super) fn apply(&self, input: &[f32], step: usize, out: &mut [f32]) {
        self.weights.multiply(input, step, &self.bias, out);
    }
}

fn mismatch(what: &str) -> Problem {
    Problem::new("model", format!("the sizes of {what} do not fit")).remedy("train again")
}

/// Scale and shift of a layer norm.
#[derive(Debug)]
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    fn read(container: &Container<'_>, name: &str, width: usize) -> Result<Self, Problem> {
        let scale = container.floats(&format!("{name}.weight"))?.to_vec();
        let shift = container.floats(&format!("{name}.bias"))?.to_vec();
        if scale.len() != width || shift.len() != width {
            return Err(mismatch(name));
        }
        Ok(Self { scale, shift })
    }
}

/// One direction of the LSTM: gates from the input (all words at once) and from the state (word by word).
#[derive(Debug)]
struct Lstm {
    input: Linear,
    state: Fixed,
    size: usize,
}

impl Lstm {
    fn read(container: &Container<'_>, name: &str, width: usize) -> Result<Self, Problem> {
        let input = container.rows(&format!("{name}.input"))?;
        let state = container.rows(&format!("{name}.state"))?;
        let size = state.columns();
        if size % PANEL != 0 || input.columns() != width || input.rows() != 4 * size || state.rows() != 4 * size {
            return Err(mismatch(name));
        }
        let input = Linear::new(input, container.floats(&format!("{name}.bias"))?)?;
        Ok(Self { input, state: Fixed::new(&state.to_dense(), size), size })
    }

    /// The hidden states of a batch; the rows between its pieces are left as they are.
    fn run(&self, batch: &Batch, x: &[f32], backwards: bool, out: &mut Columns<'_>, work: &mut LstmWork) {
        let (size, gates) = (self.size, 4 * self.size);
        let processor = Processor::best();
        let from_input = work.from_input.any(batch.rows * gates);
        self.input.apply(x, x.len() / batch.rows, from_input);
        let count = batch.pieces.len();
        let (hidden, cell) = (work.hidden.zeros(count * size), work.cell.zeros(count * size));
        let from_state = work.from_state.any(count * gates);
        let zeros = work.bias.zeros(gates);
        let longest = batch.pieces.first().map_or(0, |piece| piece.words);
        for step in 0..longest {
            // Longest first: the pieces that still have a word at this step are the first ones.
            let active = batch.pieces.partition_point(|piece| piece.words > step);
            self.state.multiply(&hidden[..active * size], size, zeros, &mut from_state[..active * gates]);
            for (at, piece) in batch.pieces[..active].iter().enumerate() {
                let row = piece.row + if backwards { piece.words - 1 - step } else { step };
                let state = at * size..(at + 1) * size;
                processor.lstm_step(
                    &from_input[row * gates..(row + 1) * gates],
                    &from_state[at * gates..(at + 1) * gates],
                    &mut cell[state.clone()],
                    &mut hidden[state.clone()],
                );
                out.values[row * out.width + out.first..][..size].copy_from_slice(&hidden[state]);
            }
        }
    }
}

/// Columns of a matrix: of rows of `width` values those from `first`.
struct Columns<'v> {
    values: &'v mut [f32],
    width: usize,
    first: usize,
}

/// What is computed on the way, and what comes out.
#[derive(Debug, Default)]
pub(super) struct Work {
    embedded: Scratch,
    projected: Scratch,
    x: Scratch,
    pairs: Scratch,
    larger: Scratch,
    lstm: LstmWork,
    encoded: Scratch,
}

#[derive(Debug, Default)]
struct LstmWork {
    from_input: Scratch,
    from_state: Scratch,
    bias: Scratch,
    hidden: Scratch,
    cell: Scratch,
}

/// The encoder's layers.
#[derive(Debug)]
pub(super) struct Network<'m> {
    tables: Vec<QuantizedRows<'m>>,
    project: Linear,
    norm: Norm,
    blocks: Vec<(Linear, Norm)>,
    forwards: Lstm,
    backwards: Lstm,
    width: usize,
}

impl<'m> Network<'m> {
    pub(super) fn read(container: &Container<'m>) -> Result<Self, Problem> {
        let names = INPUTS.iter().copied().chain(["vector"]);
        let tables: Vec<_> =
            names.map(|name| container.rows(&format!("embedding.{name}"))).collect::<Result<_, _>>()?;
        let project = container.rows("project.weight")?;
        let width = project.rows();
        if width % PANEL != 0 || project.columns() != tables.iter().map(QuantizedRows::columns).sum::<usize>() {
            return Err(mismatch("embeddings and projection"));
        }
        let mut blocks = Vec::new();
        while container.contains(&format!("blocks.{}.linear.weight", blocks.len())) {
            let name = format!("blocks.{}", blocks.len());
            let linear = container.rows(&format!("{name}.linear.weight"))?;
            if linear.columns() != 3 * width || linear.rows() != 2 * width {
                return Err(mismatch(&name));
            }
            let norm = Norm::read(container, &format!("{name}.norm"), width)?;
            blocks.push((Linear::read(container, &format!("{name}.linear"))?, norm));
        }
        Ok(Self {
            tables,
            project: Linear::new(project, container.floats("project.bias")?)?,
            norm: Norm::read(container, "norm", width)?,
            blocks,
            forwards: Lstm::read(container, "forwards", width)?,
            backwards: Lstm::read(container, "backwards", width)?,
            width,
        })
    }

    /// Values of an encoded word.
    pub(super) fn outputs(&self) -> usize {
        self.forwards.size + self.backwards.size
    }

    /// Encodes a batch: `words` holds the rows of its words, each word once, and `which` says which one stands where, piece after piece.
    /// Output: `batch.rows × outputs` values, of which those of the rows between pieces mean nothing.
    pub(super) fn encode<'w>(
        &self,
        batch: &Batch,
        words: &[WordRows],
        which: &[usize],
        work: &'w mut Work,
    ) -> &'w [f32] {
        self.embed(batch, words, which, work);
        let Work { x, pairs, larger, lstm, encoded, .. } = work;
        let x = x.any(batch.rows * self.width);
        for (linear, norm) in &self.blocks {
            self.convolve(batch, linear, norm, x, (&mut *pairs, &mut *larger));
        }
        let width = self.outputs();
        let encoded = encoded.any(batch.rows * width);
        self.forwards.run(batch, x, false, &mut Columns { values: encoded, width, first: 0 }, lstm);
        self.backwards.run(batch, x, true, &mut Columns { values: encoded, width, first: self.forwards.size }, lstm);
        encoded
    }

    fn embed(&self, batch: &Batch, words: &[WordRows], which: &[usize], work: &mut Work) {
        let inputs: usize = self.tables.iter().map(QuantizedRows::columns).sum();
        let embedded = work.embedded.any(words.len() * inputs);
        for (word, mut rest) in words.iter().zip(embedded.chunks_exact_mut(inputs)) {
            for (table, &index) in self.tables.iter().zip(word) {
                let (out, after) = rest.split_at_mut(table.columns());
                table.copy_row(index as usize, out);
                rest = after;
            }
        }
        let projected = work.projected.any(words.len() * self.width);
        self.project.apply(embedded, inputs, projected);
        let processor = Processor::best();
        for row in projected.chunks_exact_mut(self.width) {
            processor.layer_norm(row, &self.norm.scale, &self.norm.shift);
        }
        let x = work.x.zeros(batch.rows * self.width);
        let positions = batch.pieces.iter().flat_map(|piece| piece.row..piece.row + piece.words);
        for (row, &word) in positions.zip(which) {
            x[row * self.width..][..self.width].copy_from_slice(&projected[word * self.width..][..self.width]);
        }
    }

    /// x + norm(maxout of the linear layer over a window of three words).
    fn convolve(&self, batch: &Batch, linear: &Linear, norm: &Norm, x: &mut [f32], work: (&mut Scratch, &mut Scratch)) {
        // A window begins one row before its word, so that row r of the product belongs to row r + 1 of x.
        let pairs = work.0.any((batch.rows - 2) * 2 * self.width);
        linear.apply(x, self.width, pairs);
        let larger = work.1.any(self.width);
        let processor = Processor::best();
        for (row, pair) in x[self.width..].chunks_exact_mut(self.width).zip(pairs.chunks_exact(2 * self.width)) {
            processor.maxout(pair, larger);
            processor.layer_norm(larger, &norm.scale, &norm.shift);
            for (value, larger) in row.iter_mut().zip(&*larger) {
                *value += larger;
            }
        }
        self.clear_gaps(batch, x);
    }

    fn clear_gaps(&self, batch: &Batch, x: &mut [f32]) {
        for row in batch.gaps() {
            x[row * self.width..(row + 1) * self.width].fill(0.0);
        }
    }
}
