//! Matrix products and the functions between them: dense weights packed once, then rows in → rows out.
//!
//! Two versions of each: AVX2 + FMA, chosen at run time where the processor has them, and portable Rust. A row's
//! result does not depend on the other rows of a batch: every sum is taken in the order of the columns. Weights of the model are
//! multiplied in whole numbers ([`Fixed`]), two vectors of a sentence in floats ([`Packed`]).
//!
//! ```ignore
//! let weights = Fixed::new(&rows_of_weights, inputs);
//! weights.multiply(&input, inputs, &bias, &mut out);
//! ```
mod fixed;
mod functions;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(not(target_arch = "x86_64"))]
mod avx2 {
    //! No fast versions here: every function says that it did nothing.

    use super::{Product, fixed};

    pub(super) fn multiply(_: &Product<'_>, _: &mut [f32]) -> bool {
        false
    }

    pub(super) fn multiply_fixed(_: &fixed::Product<'_>, _: &mut [f32]) -> bool {
        false
    }

    pub(super) fn round(_: &[f32], _: f32, _: &mut [i16], _: &mut f32) -> bool {
        false
    }

    pub(super) fn lstm_step(_: &[f32], _: &[f32], _: &mut [f32], _: &mut [f32]) -> bool {
        false
    }

    pub(super) fn layer_norm(_: &mut [f32], _: &[f32], _: &[f32]) -> bool {
        false
    }

    pub(super) fn maxout(_: &[f32], _: &mut [f32]) -> bool {
        false
    }
}

pub(super) use fixed::Fixed;
pub(super) use functions::exp;

/// Outputs computed together: two vector registers of eight floats.
pub(super) const PANEL: usize = 16;

/// Weights of `outputs × inputs` packed into panels of sixteen outputs: `panel[input][output in panel]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Packed {
    inputs: usize,
    outputs: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs rows of weights, one row an output, in the place of those packed before.
    pub(super) fn repack(&mut self, weights: &[f32], inputs: usize) {
        self.inputs = inputs;
        self.outputs = weights.len().checked_div(inputs).unwrap_or(0);
        self.panels.clear();
        self.panels.resize(self.outputs.div_ceil(PANEL) * inputs * PANEL, 0.0);
        if inputs == 0 {
            return;
        }
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let panel = &mut self.panels[output / PANEL * inputs * PANEL..];
            for (input, weight) in row.iter().enumerate() {
                panel[input * PANEL + output % PANEL] = *weight;
            }
        }
    }

    /// Outputs, rounded up to whole panels: the length of a row of results.
    pub(super) fn stride(&self) -> usize {
        self.outputs.div_ceil(PANEL) * PANEL
    }

    /// `out[row] = bias + weights · rows[row]` for every row; `bias` and the rows of `out` have `stride` values.
    ///
    /// The rows of `input` begin `step` values apart: less than their length where they overlap, as windows do.
    pub(super) fn multiply(&self, input: &[f32], step: usize, bias: &[f32], out: &mut [f32]) {
        let stride = self.stride();
        if stride == 0 || self.inputs == 0 || step == 0 || input.len() < self.inputs || bias.len() < stride {
            return;
        }
        let rows = (out.len() / stride).min((input.len() - self.inputs) / step + 1);
        let product = Product { packed: self, input, step, bias, rows };
        if !avx2::multiply(&product, out) {
            portable_multiply(&product, out);
        }
    }
}

/// The operands of a product; `rows` rows of input, checked against the lengths by `Packed::multiply`.
struct Product<'p> {
    packed: &'p Packed,
    input: &'p [f32],
    step: usize,
    bias: &'p [f32],
    rows: usize,
}

impl Product<'_> {
    fn panel(&self, panel: usize) -> &[f32] {
        let size = self.packed.inputs * PANEL;
        &self.packed.panels[panel * size..(panel + 1) * size]
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.input[row * self.step..][..self.packed.inputs]
    }
}

fn portable_multiply(product: &Product<'_>, out: &mut [f32]) {
    let stride = product.packed.stride();
    for (panel, first) in (0..stride).step_by(PANEL).enumerate() {
        let weights = product.panel(panel).as_chunks::<PANEL>().0;
        for row in 0..product.rows {
            let mut sums = [0.0f32; PANEL];
            sums.copy_from_slice(&product.bias[first..first + PANEL]);
            for (value, weights) in product.row(row).iter().zip(weights) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
            out[row * stride + first..][..PANEL].copy_from_slice(&sums);
        }
    }
}

/// One step of an LSTM for one sentence: gates (input, forget, cell, output) and cell state → cell and hidden state.
///
/// `gates` and `recurrent` are summed; each holds four times as many values as a state.
pub(super) fn lstm_step(gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32]) {
    if !avx2::lstm_step(gates, recurrent, cell, hidden) {
        functions::lstm_step(gates, recurrent, cell, hidden);
    }
}

/// Layer norm of one row in place: zero mean and unit variance, then `scale` and `shift`.
pub(super) fn layer_norm(row: &mut [f32], scale: &[f32], shift: &[f32]) {
    if !avx2::layer_norm(row, scale, shift) {
        functions::layer_norm(row, scale, shift);
    }
}

/// The larger of the two halves of `pair`, value by value.
pub(super) fn maxout(pair: &[f32], out: &mut [f32]) {
    if !avx2::maxout(pair, out) {
        functions::maxout(pair, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_products_agree_with_the_definition() {
        for (rows, inputs, outputs) in [(1, 3, 1), (5, 7, 16), (13, 128, 50), (6, 1, 17), (0, 4, 4)] {
            let value = |i: usize| ((i * 37 + 11) % 23) as f32 / 7.0 - 1.5;
            let weights: Vec<f32> = (0..outputs * inputs).map(value).collect();
            let input: Vec<f32> = (0..rows * inputs).map(|i| value(i + 5)).collect();
            let mut packed = Packed::default();
            packed.repack(&weights, inputs);
            let bias: Vec<f32> = (0..packed.stride()).map(value).collect();
            let (mut out, mut portable) = (vec![0.0; rows * packed.stride()], vec![0.0; rows * packed.stride()]);
            packed.multiply(&input, inputs, &bias, &mut out);
            portable_multiply(
                &Product { packed: &packed, input: &input, step: inputs, bias: &bias, rows },
                &mut portable,
            );
            for row in 0..rows {
                for output in 0..outputs {
                    let products = (0..inputs).map(|i| input[row * inputs + i] * weights[output * inputs + i]);
                    let expected = bias[output] + products.sum::<f32>();
                    for got in [&out, &portable] {
                        assert!((got[row * packed.stride() + output] - expected).abs() < 1e-3);
                    }
                }
            }
        }
    }
}
