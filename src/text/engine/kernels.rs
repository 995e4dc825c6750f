//! Matrix products and the functions between them: dense weights packed once, then rows in → rows out.
//!
//! Two versions of each: AVX2 + FMA, chosen at run time where the processor has them, and portable Rust. A row's
//! result does not depend on the other rows of a batch: every sum is taken in the order of the columns.
//!
//! ```ignore
//! let weights = Packed::new(&rows_of_weights, inputs);
//! weights.multiply(&input, inputs, &bias, &mut out);
//! ```
#![allow(unsafe_code)]

use std::sync::LazyLock;

/// Outputs computed together: two vector registers of eight floats.
pub(super) const PANEL: usize = 16;

static HAS_AVX2_FMA: LazyLock<bool> = LazyLock::new(|| {
    #[cfg(target_arch = "x86_64")]
    {
        is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        false
    }
});

/// Weights of `outputs × inputs` packed into panels of sixteen outputs: `panel[input][output in panel]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Packed {
    inputs: usize,
    outputs: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs rows of weights, one row an output.
    pub(super) fn new(weights: &[f32], inputs: usize) -> Self {
        let mut packed = Self::default();
        packed.repack(weights, inputs);
        packed
    }

    /// Packs other weights in the same place.
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
        #[cfg(target_arch = "x86_64")]
        if *HAS_AVX2_FMA {
            // SAFETY: the processor has AVX2 and FMA, as was just checked.
            unsafe { avx2::multiply(&product, out) };
            return;
        }
        portable_multiply(&product, out);
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

/// Runs an element-wise function compiled for AVX2 where the processor has it.
macro_rules! dispatch {
    ($(#[$doc:meta])* $name:ident / $fast:ident / $inner:ident ( $($argument:ident : $type:ty),* )) => {
        $(#[$doc])*
        pub(super) fn $name($($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            if *HAS_AVX2_FMA {
                // SAFETY: the processor has AVX2 and FMA, as was just checked.
                unsafe { $fast($($argument),*) };
                return;
            }
            $inner($($argument),*);
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn $fast($($argument: $type),*) {
            $inner($($argument),*);
        }
    };
}

dispatch! {
    /// One step of an LSTM for one sentence: gates (input, forget, cell, output) and cell state → cell and hidden state.
    ///
    /// `gates` and `recurrent` are summed; all hold four times as many values as the states.
    lstm_step / lstm_step_avx2 / lstm_step_inner(gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32])
}

dispatch! {
    /// Layer norm of one row in place: zero mean and unit variance, then `scale` and `shift`.
    layer_norm / layer_norm_avx2 / layer_norm_inner(row: &mut [f32], scale: &[f32], shift: &[f32])
}

dispatch! {
    /// The larger of the two halves of `pair`, value by value.
    maxout / maxout_avx2 / maxout_inner(pair: &[f32], out: &mut [f32])
}

#[inline(always)]
fn lstm_step_inner(gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32]) {
    let size = cell.len();
    let (gates, recurrent) = (&gates[..4 * size], &recurrent[..4 * size]);
    let hidden = &mut hidden[..size];
    let gate = |index: usize| (&gates[index * size..(index + 1) * size], &recurrent[index * size..(index + 1) * size]);
    let ((i, ri), (f, rf), (g, rg), (o, ro)) = (gate(0), gate(1), gate(2), gate(3));
    for at in 0..size {
        let kept = sigmoid(f[at] + rf[at]) * cell[at];
        cell[at] = kept + sigmoid(i[at] + ri[at]) * tanh(g[at] + rg[at]);
        hidden[at] = sigmoid(o[at] + ro[at]) * tanh(cell[at]);
    }
}

#[inline(always)]
fn layer_norm_inner(row: &mut [f32], scale: &[f32], shift: &[f32]) {
    let count = row.len() as f32;
    let mean = sum(row, |value| value) / count;
    let variance = sum(row, |value| (value - mean) * (value - mean)) / count;
    let factor = 1.0 / (variance + 1e-5).sqrt();
    for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
        *value = (*value - mean) * factor * scale + shift;
    }
}

/// A sum of `f` of the values in eight interleaved parts, which vectorizes and loses less to rounding.
#[inline(always)]
fn sum(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut parts = [0.0f32; 8];
    for eight in eights {
        for (part, value) in parts.iter_mut().zip(eight) {
            *part += f(*value);
        }
    }
    parts.iter().sum::<f32>() + rest.iter().map(|value| f(*value)).sum::<f32>()
}

#[inline(always)]
fn maxout_inner(pair: &[f32], out: &mut [f32]) {
    let (left, right) = pair.split_at(out.len());
    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
        *out = if left > right { *left } else { *right };
    }
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
fn tanh(x: f32) -> f32 {
    2.0 / (1.0 + exp(-2.0 * x)) - 1.0
}

/// e to the x within a few units of the last place, without branches, so that loops over it vectorize.
///
/// x = n·ln 2 + r; a polynomial gives e^r (coefficients of Cephes' `expf`), and n is added to the exponent's bits.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    // Adding and subtracting it rounds to a whole number, which then stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_6e-1, 0.5] {
        p = p * r + coefficient;
    }
    let e_r = p * r * r + r + 1.0;
    f32::from_bits(e_r.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{_mm256_broadcast_ss, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_storeu_ps};

    use super::{PANEL, Product};

    /// Rows computed together: with two registers a row and the weights, twelve sums fill the sixteen registers best.
    const ROWS: usize = 6;

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn multiply(product: &Product<'_>, out: &mut [f32]) {
        let stride = product.packed.stride();
        for (panel, first) in (0..stride).step_by(PANEL).enumerate() {
            let weights = product.panel(panel);
            let mut row = 0;
            while row + ROWS <= product.rows {
                block::<ROWS>(product, weights, row, first, out);
                row += ROWS;
            }
            match product.rows - row {
                1 => block::<1>(product, weights, row, first, out),
                2 => block::<2>(product, weights, row, first, out),
                3 => block::<3>(product, weights, row, first, out),
                4 => block::<4>(product, weights, row, first, out),
                5 => block::<5>(product, weights, row, first, out),
                _ => {}
            }
        }
    }

    /// Sixteen outputs of `N` rows.
    #[target_feature(enable = "avx2,fma")]
    fn block<const N: usize>(product: &Product<'_>, weights: &[f32], row: usize, first: usize, out: &mut [f32]) {
        let inputs = product.packed.inputs;
        let stride = product.packed.stride();
        let step_between = product.step;
        let input = &product.input[row * step_between..(row + N - 1) * step_between + inputs];
        let bias = &product.bias[first..first + PANEL];
        let weights = &weights[..inputs * PANEL];
        let out = &mut out[row * stride..(row + N) * stride];
        // SAFETY: every offset below lies inside the slices just taken: `inputs` steps of one panel row in `weights`,
        // N rows of `inputs` values in `input`, `step_between` apart, one panel of `bias`, and in `out` a panel at `first + PANEL <= stride`
        // of each of N rows. Unaligned loads and stores are used throughout.
        unsafe {
            let low = _mm256_loadu_ps(bias.as_ptr());
            let high = _mm256_loadu_ps(bias.as_ptr().add(8));
            let mut sums = [[low, high]; N];
            for step in 0..inputs {
                let low = _mm256_loadu_ps(weights.as_ptr().add(step * PANEL));
                let high = _mm256_loadu_ps(weights.as_ptr().add(step * PANEL + 8));
                for (n, sums) in sums.iter_mut().enumerate() {
                    let value = _mm256_broadcast_ss(&*input.as_ptr().add(n * step_between + step));
                    sums[0] = _mm256_fmadd_ps(value, low, sums[0]);
                    sums[1] = _mm256_fmadd_ps(value, high, sums[1]);
                }
            }
            for (n, sums) in sums.iter().enumerate() {
                _mm256_storeu_ps(out.as_mut_ptr().add(n * stride + first), sums[0]);
                _mm256_storeu_ps(out.as_mut_ptr().add(n * stride + first + 8), sums[1]);
            }
        }
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
            let packed = Packed::new(&weights, inputs);
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

    #[test]
    fn exponential_is_accurate() {
        for i in -8600..8600 {
            let x = i as f32 / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "{x}: {} {}", exp(x), x.exp());
        }
        assert!(sigmoid(200.0) <= 1.0 && tanh(-200.0) >= -1.0);
    }

    #[test]
    fn layer_norm_has_zero_mean_and_unit_variance() {
        let mut row: Vec<f32> = (0..24).map(|i| i as f32).collect();
        layer_norm(&mut row, &[1.0; 24], &[0.0; 24]);
        let mean = row.iter().sum::<f32>() / 24.0;
        let variance = row.iter().map(|value| value * value).sum::<f32>() / 24.0;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-3);
    }
}
