//! Kernels for AVX2 and FMA. The caller makes sure that the processor has both.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_broadcast_ss, _mm256_cvtepi32_ps, _mm256_cvtps_epi32, _mm256_fmadd_ps,
    _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_mul_ps, _mm256_packs_epi32,
    _mm256_permute4x64_epi64, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256, _mm256_storeu_ps,
    _mm256_storeu_si256,
};

use super::{PANEL, Product, Step, by_rows, compiled, fixed};

compiled!("avx2,fma");

#[target_feature(enable = "avx2,fma")]
pub(super) fn multiply(product: &Product<'_>, out: &mut [f32]) {
    let stride = product.packed.stride();
    for (panel, first) in (0..stride).step_by(PANEL).enumerate() {
        let weights = product.panel(panel);
        by_rows!(product.rows, |row| block(product, weights, row, first, out));
    }
}

/// Sixteen outputs of `N` rows.
#[target_feature(enable = "avx2,fma")]
fn block<const N: usize>(product: &Product<'_>, weights: &[Step], row: usize, first: usize, out: &mut [f32]) {
    let inputs = product.packed.inputs;
    let stride = product.packed.stride();
    let step_between = product.step;
    let input = &product.input[row * step_between..(row + N - 1) * step_between + inputs];
    let bias = &product.bias[first..first + PANEL];
    let weights = &weights[..inputs];
    let out = &mut out[row * stride..(row + N) * stride];
    // SAFETY: every offset below lies inside the slices just taken: `inputs` steps in `weights`,
    // N rows of `inputs` values in `input`, `step_between` apart, one panel of `bias`, and in `out` a panel at `first + PANEL <= stride`
    // of each of N rows. Unaligned loads and stores are used throughout.
    unsafe {
        let low = _mm256_loadu_ps(bias.as_ptr());
        let high = _mm256_loadu_ps(bias.as_ptr().add(8));
        let mut sums = [[low, high]; N];
        for (step, weights) in weights.iter().enumerate() {
            let low = _mm256_loadu_ps(weights.0.as_ptr());
            let high = _mm256_loadu_ps(weights.0.as_ptr().add(8));
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
pub(super) fn round(input: &[f32], range: f32, out: &mut [i16], scale: &mut f32) {
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
pub(super) fn multiply_fixed(product: &fixed::Product<'_>, out: &mut [f32]) {
    for (panel, first) in (0..product.stride()).step_by(PANEL).enumerate() {
        let weights = product.panel(panel);
        by_rows!(product.rows, |row| fixed_block(product, weights, row, first, out));
    }
}

/// Sixteen outputs of `N` rows. A step takes two inputs: of each output, both products are summed at once.
#[target_feature(enable = "avx2,fma")]
fn fixed_block<const N: usize>(
    product: &fixed::Product<'_>,
    weights: &[fixed::Step],
    row: usize,
    first: usize,
    out: &mut [f32],
) {
    let (stride, pairs) = (product.stride(), product.pairs());
    let (input, row_scales) = product.input(row, N);
    let input = &input[..N * pairs * 2];
    let row_scales = &row_scales[..N];
    let weights = &weights[..pairs];
    let scales = &product.scales()[first..first + PANEL];
    let bias = &product.bias[first..first + PANEL];
    let out = &mut out[row * stride..(row + N) * stride];
    // SAFETY: every offset below lies inside the slices just taken: `pairs` steps in `weights`, N rows of `pairs`
    // pairs of input, one panel of `scales` and of `bias`, and in `out` a panel at `first + PANEL <= stride` of each of N rows.
    // Unaligned loads and stores are used throughout.
    unsafe {
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        for (step, weights) in weights.iter().enumerate() {
            let low = _mm256_loadu_si256(weights.0.as_ptr().cast::<__m256i>());
            let high = _mm256_loadu_si256(weights.0.as_ptr().add(PANEL).cast::<__m256i>());
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
