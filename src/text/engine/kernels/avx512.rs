//! Kernels for AVX-512 with VNNI. The caller makes sure that the processor has both.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_storeu_si256, _mm512_cvtepi32_ps, _mm512_cvtps_epi32, _mm512_cvtsepi32_epi16,
    _mm512_dpwssd_epi32, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32,
    _mm512_set1_ps, _mm512_setzero_si512, _mm512_storeu_ps,
};
use std::array::from_fn;

use super::{PANEL, Product, by_rows, compiled, fixed};

compiled!("avx512f,avx512bw,avx512vnni");

/// Rounds a row so that its largest value becomes `range`, sixteen values at a time.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn round(input: &[f32], range: f32, out: &mut [i16], scale: &mut f32) {
    let steps = fixed::steps(input, range);
    let (whole, rest) = input.as_chunks::<16>();
    let (out_whole, out_rest) = out.split_at_mut(whole.len() * 16);
    for (input, out) in whole.iter().zip(out_whole.as_chunks_mut::<16>().0) {
        // SAFETY: both arrays hold sixteen values; unaligned loads and stores are used.
        unsafe {
            let values = _mm512_mul_ps(_mm512_loadu_ps(input.as_ptr()), _mm512_set1_ps(steps));
            let rounded = _mm512_cvtsepi32_epi16(_mm512_cvtps_epi32(values));
            _mm256_storeu_si256(out.as_mut_ptr().cast::<__m256i>(), rounded);
        }
    }
    fixed::round_by(rest, steps, out_rest);
    *scale = fixed::step_size(steps);
}

/// Calls a block for all outputs and rows, for two panels at a time: a value of the input, once loaded, then serves twice.
macro_rules! by_panels {
    ($stride:expr, $product:ident, $block:ident, $out:ident) => {
        let panels = $stride / PANEL;
        for panel in (0..panels).step_by(2) {
            if panel + 1 < panels {
                by_rows!($product.rows, |row| $block::<2>($product, panel, row, $out));
            } else {
                by_rows!($product.rows, |row| $block::<1>($product, panel, row, $out));
            }
        }
    };
}

/// The whole product.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn multiply(product: &Product<'_>, out: &mut [f32]) {
    by_panels!(product.packed.stride(), product, block, out);
}

/// The outputs of `PANELS` panels of `ROWS` rows.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn block<const ROWS: usize, const PANELS: usize>(product: &Product<'_>, panel: usize, row: usize, out: &mut [f32]) {
    let (inputs, stride, step_between) = (product.packed.inputs, product.packed.stride(), product.step);
    let first = panel * PANEL;
    let input = &product.input[row * step_between..(row + ROWS - 1) * step_between + inputs];
    let weights: [_; PANELS] = from_fn(|n| &product.panel(panel + n)[..inputs]);
    let bias = &product.bias[first..first + PANELS * PANEL];
    let out = &mut out[row * stride + first..(row + ROWS - 1) * stride + first + PANELS * PANEL];
    // SAFETY: every offset below lies inside the slices just taken: `inputs` steps in each of `weights`, ROWS rows of
    // `inputs` values in `input`, `step_between` apart, PANELS panels of `bias`, and in `out` as many of each of ROWS rows, `stride`
    // apart. Unaligned loads and stores are used throughout.
    unsafe {
        let bias: [_; PANELS] = from_fn(|n| _mm512_loadu_ps(bias.as_ptr().add(n * PANEL)));
        let mut sums = [bias; ROWS];
        for step in 0..inputs {
            let weights = weights.map(|weights| _mm512_loadu_ps((*weights.as_ptr().add(step)).0.as_ptr()));
            for (n, sums) in sums.iter_mut().enumerate() {
                let value = _mm512_set1_ps(*input.as_ptr().add(n * step_between + step));
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = _mm512_fmadd_ps(value, weights, *sum);
                }
            }
        }
        for (n, sums) in sums.iter().enumerate() {
            for (panel, sum) in sums.iter().enumerate() {
                _mm512_storeu_ps(out.as_mut_ptr().add(n * stride + panel * PANEL), *sum);
            }
        }
    }
}

/// The whole product in whole numbers.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn multiply_fixed(product: &fixed::Product<'_>, out: &mut [f32]) {
    by_panels!(product.stride(), product, fixed_block, out);
}

/// The outputs of `PANELS` panels of `ROWS` rows. A step takes two inputs: of each output, both products are added to its sum at once.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn fixed_block<const ROWS: usize, const PANELS: usize>(
    product: &fixed::Product<'_>,
    panel: usize,
    row: usize,
    out: &mut [f32],
) {
    let (stride, pairs) = (product.stride(), product.pairs());
    let first = panel * PANEL;
    let (input, row_scales) = product.input(row, ROWS);
    let input = &input[..ROWS * pairs * 2];
    let row_scales = &row_scales[..ROWS];
    let weights: [_; PANELS] = from_fn(|n| &product.panel(panel + n)[..pairs]);
    let scales = &product.scales()[first..first + PANELS * PANEL];
    let bias = &product.bias[first..first + PANELS * PANEL];
    let out = &mut out[row * stride + first..(row + ROWS - 1) * stride + first + PANELS * PANEL];
    // SAFETY: every offset below lies inside the slices just taken: `pairs` steps in each of `weights`, ROWS
    // rows of `pairs` pairs of input, PANELS panels of `scales` and of `bias`, and in `out` as many of each of ROWS rows, `stride`
    // apart. Unaligned loads and stores are used throughout.
    unsafe {
        let mut sums = [[_mm512_setzero_si512(); PANELS]; ROWS];
        for step in 0..pairs {
            let weights =
                weights.map(|weights| _mm512_loadu_si512((*weights.as_ptr().add(step)).0.as_ptr().cast::<__m512i>()));
            for (n, sums) in sums.iter_mut().enumerate() {
                let pair = input.as_ptr().add((n * pairs + step) * 2).cast::<i32>().read_unaligned();
                let pair = _mm512_set1_epi32(pair);
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = _mm512_dpwssd_epi32(*sum, pair, weights);
                }
            }
        }
        for panel in 0..PANELS {
            let scale = _mm512_loadu_ps(scales.as_ptr().add(panel * PANEL));
            let bias = _mm512_loadu_ps(bias.as_ptr().add(panel * PANEL));
            for (n, sums) in sums.iter().enumerate() {
                let scale = _mm512_mul_ps(_mm512_set1_ps(row_scales[n]), scale);
                let value = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[panel]), scale, bias);
                _mm512_storeu_ps(out.as_mut_ptr().add(n * stride + panel * PANEL), value);
            }
        }
    }
}
