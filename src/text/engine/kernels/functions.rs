//! The functions between the products: LSTM step, layer norm, maxout → element by element, in portable Rust.
//!
//! All are inlined and free of branches, so that `avx2` can compile them once more with wider vectors.

/// One step of an LSTM for one sentence: gates (input, forget, cell, output) and cell state → cell and hidden state.
///
/// `gates` and `recurrent` are summed; each holds four times as many values as a state.
#[inline(always)]
pub(super) fn lstm_step(gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32]) {
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

/// Layer norm of one row in place: zero mean and unit variance, then `scale` and `shift`.
#[inline(always)]
pub(super) fn layer_norm(row: &mut [f32], scale: &[f32], shift: &[f32]) {
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

/// The larger of the two halves of `pair`, value by value.
#[inline(always)]
pub(super) fn maxout(pair: &[f32], out: &mut [f32]) {
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
pub(in super::super) fn exp(x: f32) -> f32 {
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

#[cfg(test)]
mod tests {
    use super::*;

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
