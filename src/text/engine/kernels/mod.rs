//! Matrix products and the functions between them: dense weights packed once, then rows in → rows out.
//!
//! Three versions of each: for AVX-512 with VNNI and for AVX2, chosen at run time where the [`Processor`] has them, and portable Rust. A
//! row's result does not depend on the other rows of a batch: every sum is taken in the order of the columns. Weights of the model are
//! multiplied in whole numbers ([`Fixed`]), two vectors of a sentence in floats ([`Packed`]).
//!
//! ```ignore
//! let weights = Fixed::new(&rows_of_weights, inputs);
//! weights.multiply(&input, inputs, &bias, &mut out);
//! ```
mod fixed;
mod functions;
mod processor;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;

pub(super) use fixed::Fixed;
pub(super) use functions::exp;
pub(super) use processor::Processor;

/// Outputs computed together: two vector registers of eight floats.
pub(super) const PANEL: usize = 16;

/// The weights of an input for the sixteen outputs of a panel: a line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Step([f32; PANEL]);

/// Weights of `outputs × inputs` packed into panels of sixteen outputs, a step for each input.
#[derive(Debug, Clone, Default)]
pub(super) struct Packed {
    inputs: usize,
    outputs: usize,
    panels: Vec<Step>,
}

impl Packed {
    /// Packs rows of weights, one row an output, in the place of those packed before.
    pub(super) fn repack(&mut self, weights: &[f32], inputs: usize) {
        self.inputs = inputs;
        self.outputs = weights.len().checked_div(inputs).unwrap_or(0);
        self.panels.clear();
        self.panels.resize(self.outputs.div_ceil(PANEL) * inputs, Step([0.0; PANEL]));
        if inputs == 0 {
            return;
        }
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let panel = &mut self.panels[output / PANEL * inputs..];
            for (step, weight) in panel.iter_mut().zip(row) {
                step.0[output % PANEL] = *weight;
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
        Processor::best().multiply(&product, out);
    }
}

/// Calls a block, a function of so many rows as its first parameter says, for all rows: for six at a time, so that with two registers a row
/// twelve sums are under way, then for those left over.
#[cfg(target_arch = "x86_64")]
macro_rules! by_rows {
    ($rows:expr, |$row:ident| $block:ident$(::<$panels:literal>)?($($argument:expr),*)) => {
        let mut $row = 0;
        while $row < $rows {
            let taken = ($rows - $row).min(6);
            match taken {
                1 => $block::<1 $(, $panels)?>($($argument),*),
                2 => $block::<2 $(, $panels)?>($($argument),*),
                3 => $block::<3 $(, $panels)?>($($argument),*),
                4 => $block::<4 $(, $panels)?>($($argument),*),
                5 => $block::<5 $(, $panels)?>($($argument),*),
                _ => $block::<6 $(, $panels)?>($($argument),*),
            }
            $row += taken;
        }
    };
}

/// The functions between products, as the compiler makes them for some instructions.
#[cfg(target_arch = "x86_64")]
macro_rules! compiled {
    ($features:literal) => {
        #[target_feature(enable = $features)]
        pub(super) fn lstm_step(gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32]) {
            super::functions::lstm_step(gates, recurrent, cell, hidden);
        }

        #[target_feature(enable = $features)]
        pub(super) fn layer_norm(row: &mut [f32], scale: &[f32], shift: &[f32]) {
            super::functions::layer_norm(row, scale, shift);
        }

        #[target_feature(enable = $features)]
        pub(super) fn maxout(pair: &[f32], out: &mut [f32]) {
            super::functions::maxout(pair, out);
        }
    };
}
#[cfg(target_arch = "x86_64")]
use {by_rows, compiled};

/// The operands of a product of floats; `rows` rows of input, checked against the lengths by `Packed::multiply`.
struct Product<'p> {
    packed: &'p Packed,
    input: &'p [f32],
    step: usize,
    bias: &'p [f32],
    rows: usize,
}

impl Product<'_> {
    fn panel(&self, panel: usize) -> &[Step] {
        let size = self.packed.inputs;
        &self.packed.panels[panel * size..(panel + 1) * size]
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.input[row * self.step..][..self.packed.inputs]
    }
}

fn multiply(product: &Product<'_>, out: &mut [f32]) {
    let stride = product.packed.stride();
    for (panel, first) in (0..stride).step_by(PANEL).enumerate() {
        let weights = product.panel(panel);
        for row in 0..product.rows {
            let mut sums = [0.0f32; PANEL];
            sums.copy_from_slice(&product.bias[first..first + PANEL]);
            for (value, weights) in product.row(row).iter().zip(weights) {
                for (sum, weight) in sums.iter_mut().zip(weights.0) {
                    *sum += value * weight;
                }
            }
            out[row * stride + first..][..PANEL].copy_from_slice(&sums);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_the_definition() {
        for (rows, inputs, outputs) in [(1, 3, 1), (5, 7, 16), (13, 128, 50), (6, 1, 17), (0, 4, 4)] {
            let value = |i: usize| ((i * 37 + 11) % 23) as f32 / 7.0 - 1.5;
            let weights: Vec<f32> = (0..outputs * inputs).map(value).collect();
            let input: Vec<f32> = (0..rows * inputs).map(|i| value(i + 5)).collect();
            let mut packed = Packed::default();
            packed.repack(&weights, inputs);
            let stride = packed.stride();
            let bias: Vec<f32> = (0..stride).map(value).collect();
            let product = Product { packed: &packed, input: &input, step: inputs, bias: &bias, rows };
            for processor in Processor::all() {
                let mut out = vec![0.0; rows * stride];
                processor.multiply(&product, &mut out);
                for row in 0..rows {
                    for output in 0..outputs {
                        let products = (0..inputs).map(|i| input[row * inputs + i] * weights[output * inputs + i]);
                        let expected = bias[output] + products.sum::<f32>();
                        assert!((out[row * stride + output] - expected).abs() < 1e-3, "{processor:?}");
                    }
                }
            }
        }
    }

    /// What they compute stays the same on every processor that multiplies floats alike.
    #[test]
    fn functions_agree_in_every_bit() {
        let values: Vec<f32> = (0..4 * 40).map(|i| ((i * 53 + 7) % 101) as f32 / 13.0 - 3.5).collect();
        let run = |processor: Processor| {
            let (mut cell, mut hidden) = (values[..40].to_vec(), vec![0.0; 40]);
            processor.lstm_step(&values, &values, &mut cell, &mut hidden);
            let mut larger = vec![0.0; 80];
            processor.maxout(&values, &mut larger);
            processor.layer_norm(&mut larger, &values[..80], &values[80..]);
            let (mut rounded, mut scale) = (vec![0; 160], 0.0);
            processor.round(&values, 1000.0, &mut rounded, &mut scale);
            (cell, hidden, larger, rounded, scale)
        };
        let all: Vec<_> = Processor::all().into_iter().map(run).collect();
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
