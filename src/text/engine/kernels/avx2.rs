//! Products and functions compiled for AVX2 and FMA: the same arguments → `true` if the processor has both and it is done.
//!
//! The only unsafe code of the engine.
#![allow(unsafe_code)]

use std::arch::x86_64::{_mm256_broadcast_ss, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_storeu_ps};

use super::{PANEL, Product, functions};

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
