//! Products and functions compiled for AVX2 and FMA: the same arguments → `true` if the processor has both and it is done.
//!
//! The only unsafe code of the engine.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_broadcast_ss, _mm256_cvtepi32_ps, _mm256_cvtps_epi32, _mm256_fmadd_ps,
    _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_mul_ps, _mm256_packs_epi32,
    _mm256_permute4x64_epi64, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256, _mm256_storeu_ps,
    _mm256_storeu_si256,
};

use super::{PANEL, Product, fixed, functions};

fn available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

/// Declares a function that runs `$inner` compiled for AVX2 and FMA, where the processor has them.
macro_rules! fast {
    ($name:ident, $compiled:ident, $inner:path, ($($argument:ident : $type:ty),*)) => {
        pub(super) fn $name($($argument: $type),*) -> bool {
            if !available() {
                return false;
            }
            // SAFETY: the processor has AVX2 and FMA, as was just checked.
            unsafe { $compiled($($argument),*) };
            true
        }

        #[target_feature(enable = "avx2,fma")]
        fn $compiled($($argument: $type),*) {
            $inner($($argument),*);
        }
    };
}

fast!(lstm_step, lstm_step_avx2, functions::lstm_step,
    (gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32]));
fast!(layer_norm, layer_norm_avx2, functions::layer_norm, (row: &mut [f32], scale: &[f32], shift: &[f32]));
fast!(maxout, maxout_avx2, functions::maxout, (pair: &[f32], out: &mut [f32]));
fast!(multiply, multiply_avx2, blocks, (product: &Product<'_>, out: &mut [f32]));
fast!(round, round_avx2, round_row, (input: &[f32], range: f32, values: &mut [i16], scale: &mut f32));
fast!(multiply_fixed, multiply_fixed_avx2, fixed_blocks, (product: &fixed::Product<'_>, out: &mut [f32]));

/// Rows computed together: with two registers a row and the weights, twelve sums fill the sixteen registers best.
const ROWS: usize = 6;

/// The whole product, panel by panel.
#[target_feature(enable = "avx2,fma")]
fn blocks(product: &Product<'_>, out: &mut [f32]) {
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

/// Rounds a row so that its largest value becomes `range`, sixteen values at a time.
#[target_feature(enable = "avx2,fma")]
fn round_row(input: &[f32], range: f32, out: &mut [i16], scale: &mut f32) {
    let steps = fixed::steps(input, range);
    let (whole, rest) = input.as_chunks::<16>();
    let (out_whole, out_rest) = out.split_at_mut(whole.len() * 16);
    for (input, out) in whole.iter().zip(out_whole.as_chunks_mut::<16>().0) {
        // SAFETY: both arrays hold sixteen values; unaligned loads and stores are used.
        unsafe {
            let steps = _mm256_set1_ps(steps);
            let low = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(input.as_ptr()), steps));
            let high = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(input.as_ptr().add(8)), steps));
            // Packing goes by halves of a register; the middle quarters change places afterwards.
            let packed = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packs_epi32(low, high));
            _mm256_storeu_si256(out.as_mut_ptr().cast::<__m256i>(), packed);
        }
    }
    fixed::round_by(rest, steps, out_rest);
    *scale = fixed::step_size(steps);
}

/// The whole product in whole numbers, panel by panel.
#[target_feature(enable = "avx2,fma")]
fn fixed_blocks(product: &fixed::Product<'_>, out: &mut [f32]) {
    for (panel, first) in (0..product.stride()).step_by(PANEL).enumerate() {
        let weights = product.panel(panel);
        let mut row = 0;
        while row + ROWS <= product.rows {
            fixed_block::<ROWS>(product, weights, row, first, out);
            row += ROWS;
        }
        match product.rows - row {
            1 => fixed_block::<1>(product, weights, row, first, out),
            2 => fixed_block::<2>(product, weights, row, first, out),
            3 => fixed_block::<3>(product, weights, row, first, out),
            4 => fixed_block::<4>(product, weights, row, first, out),
            5 => fixed_block::<5>(product, weights, row, first, out),
            _ => {}
        }
    }
}

/// Sixteen outputs of `N` rows. A step takes two inputs: of each output, both products are summed at once.
#[target_feature(enable = "avx2,fma")]
fn fixed_block<const N: usize>(
    product: &fixed::Product<'_>,
    weights: &[i16],
    row: usize,
    first: usize,
    out: &mut [f32],
) {
    let (stride, pairs) = (product.stride(), product.pairs());
    let (input, row_scales) = product.input(row, N);
    let input = &input[..N * pairs * 2];
    let row_scales = &row_scales[..N];
    let weights = &weights[..pairs * PANEL * 2];
    let scales = &product.scales()[first..first + PANEL];
    let bias = &product.bias[first..first + PANEL];
    let out = &mut out[row * stride..(row + N) * stride];
    // SAFETY: every offset below lies inside the slices just taken: `pairs` steps of two times sixteen weights, N rows of `pairs`
    // pairs of input, one panel of `scales` and of `bias`, and in `out` a panel at `first + PANEL <= stride` of each of N rows.
    // Unaligned loads and stores are used throughout.
    unsafe {
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        for step in 0..pairs {
            let low = _mm256_loadu_si256(weights.as_ptr().add(step * PANEL * 2).cast::<__m256i>());
            let high = _mm256_loadu_si256(weights.as_ptr().add(step * PANEL * 2 + PANEL).cast::<__m256i>());
            for (n, sums) in sums.iter_mut().enumerate() {
                let pair = input.as_ptr().add((n * pairs + step) * 2).cast::<i32>().read_unaligned();
                let pair = _mm256_set1_epi32(pair);
                sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(pair, low));
                sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(pair, high));
            }
        }
        for half in 0..2 {
            let scale = _mm256_loadu_ps(scales.as_ptr().add(half * 8));
            let bias = _mm256_loadu_ps(bias.as_ptr().add(half * 8));
            for (n, sums) in sums.iter().enumerate() {
                let scale = _mm256_mul_ps(_mm256_set1_ps(row_scales[n]), scale);
                let value = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums[half]), scale, bias);
                _mm256_storeu_ps(out.as_mut_ptr().add(n * stride + first + half * 8), value);
            }
        }
    }
}
