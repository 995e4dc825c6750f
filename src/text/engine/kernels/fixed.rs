//! Products in whole numbers: weights of eight bits, as the model file has them, times input rounded to sixteen.
//!
//! Sums of whole numbers are exact, so the fast and the portable version agree in every bit, and a processor does twice as
//! many of these products at a time as of floats. What is lost is the rounding of the input, to one part in 32,767 of its
//! row's largest value.

use super::{PANEL, Processor};
use std::cell::RefCell;

/// Rows that are rounded and multiplied together: what they take stays near the processor.
const CHUNK: usize = 96;
/// The largest weight.
const MOST: f32 = 127.0;

/// The weights of a pair of inputs for the sixteen outputs of a panel, two an output: a line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Step(pub(super) [i16; PANEL * 2]);

/// Weights of `outputs × inputs` packed into panels of sixteen outputs, a step for each pair of inputs.
#[derive(Debug, Clone, Default)]
pub(in crate::text::engine) struct Fixed {
    inputs: usize,
    outputs: usize,
    panels: Vec<Step>,
    /// What one step of each output's weights is worth, for whole panels.
    scales: Vec<f32>,
    /// The largest number that input is rounded to: no sum leaves thirty-two bits.
    range: f32,
}

impl Fixed {
    /// Packs rows of weights, one row an output. Weights that are whole multiples of a 127th of their row's largest, as
    /// quantized ones are, keep their values.
    pub(in crate::text::engine) fn new(weights: &[f32], inputs: usize) -> Self {
        let outputs = weights.len().checked_div(inputs).unwrap_or(0);
        let pairs = inputs.div_ceil(2);
        let stride = outputs.div_ceil(PANEL) * PANEL;
        let mut panels = vec![Step([0; PANEL * 2]); stride / PANEL * pairs];
        let mut scales = vec![0.0; stride];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let scale = largest(row) / MOST;
            scales[output] = scale;
            let panel = &mut panels[output / PANEL * pairs..];
            for (input, weight) in row.iter().enumerate().filter(|_| scale > 0.0) {
                panel[input / 2].0[output % PANEL * 2 + input % 2] = whole(weight / scale) as i16;
            }
        }
        let range = (i32::MAX as f32 / (MOST * inputs.max(1) as f32)).floor().min(f32::from(i16::MAX));
        Self { inputs, outputs, panels, scales, range }
    }

    /// Outputs, rounded up to whole panels: the length of a row of results.
    pub(in crate::text::engine) fn stride(&self) -> usize {
        self.outputs.div_ceil(PANEL) * PANEL
    }

    /// `out[row] = bias + weights · rows[row]` for every row; `bias` and the rows of `out` have `stride` values.
    ///
    /// The rows of `input` begin `step` values apart: less than their length where they overlap, as windows do.
    pub(in crate::text::engine) fn multiply(&self, input: &[f32], step: usize, bias: &[f32], out: &mut [f32]) {
        let stride = self.stride();
        if stride == 0 || self.inputs == 0 || step == 0 || input.len() < self.inputs || bias.len() < stride {
            return;
        }
        let rows = (out.len() / stride).min((input.len() - self.inputs) / step + 1);
        let processor = Processor::best();
        ROUNDED.with_borrow_mut(|rounded| {
            for first in (0..rows).step_by(CHUNK) {
                let count = CHUNK.min(rows - first);
                rounded.round(processor, self, &input[first * step..], step, count);
                let product = Product { weights: self, rounded, bias, rows: count };
                processor.multiply_fixed(&product, &mut out[first * stride..(first + count) * stride]);
            }
        });
    }
}

thread_local! {
    static ROUNDED: RefCell<Rounded> = RefCell::default();
}

/// Rows of input in whole numbers.
#[derive(Debug, Default)]
pub(super) struct Rounded {
    values: Vec<i16>,
    /// What one step of each row is worth.
    scales: Vec<f32>,
    /// Values a row, an even number.
    width: usize,
}

impl Rounded {
    fn round(&mut self, processor: Processor, weights: &Fixed, input: &[f32], step: usize, rows: usize) {
        self.width = weights.inputs.next_multiple_of(2);
        self.values.resize(rows * self.width, 0);
        self.scales.clear();
        for (row, values) in self.values.chunks_exact_mut(self.width).enumerate() {
            // The partner of an odd last value.
            values[self.width - 1] = 0;
            let input = &input[row * step..][..weights.inputs];
            let mut scale = 0.0;
            processor.round(input, weights.range, values, &mut scale);
            self.scales.push(scale);
        }
    }
}

/// Rounds a row so that its largest value becomes `range`; `scale` is what one step is then worth.
pub(super) fn round(input: &[f32], range: f32, out: &mut [i16], scale: &mut f32) {
    let steps = steps(input, range);
    round_by(input, steps, out);
    *scale = step_size(steps);
}

/// How many steps make a one.
#[inline(always)]
pub(super) fn steps(input: &[f32], range: f32) -> f32 {
    let largest = largest(input);
    if largest > 0.0 { range / largest } else { 0.0 }
}

/// What one step is worth.
#[inline(always)]
pub(super) fn step_size(steps: f32) -> f32 {
    if steps > 0.0 { 1.0 / steps } else { 0.0 }
}

#[inline(always)]
pub(super) fn round_by(input: &[f32], steps: f32, out: &mut [i16]) {
    for (out, value) in out.iter_mut().zip(input) {
        *out = (value * steps).round_ties_even() as i16;
    }
}

/// The nearest whole number, of two the even one, of a number that is not large. Without SSE 4.1 the library's function is a call.
#[inline(always)]
fn whole(value: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    (value + ROUND) - ROUND
}

/// The largest absolute value. Eight at a time, so that it needs not be taken one after the other.
#[inline(always)]
fn largest(values: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut most = [0.0f32; 8];
    let (eights, rest) = values.as_chunks::<8>();
    for eight in eights {
        for (most, value) in most.iter_mut().zip(eight) {
            *most = larger(*most, value.abs());
        }
    }
    rest.iter().map(|value| value.abs()).chain(most).fold(0.0, larger)
}

/// The operands of a product; their lengths fit together.
pub(super) struct Product<'p> {
    weights: &'p Fixed,
    rounded: &'p Rounded,
    pub(super) bias: &'p [f32],
    pub(super) rows: usize,
}

impl Product<'_> {
    /// Length of a row of results.
    pub(super) fn stride(&self) -> usize {
        self.weights.stride()
    }

    /// Pairs of inputs.
    pub(super) fn pairs(&self) -> usize {
        self.rounded.width / 2
    }

    /// The weights of sixteen outputs, a step for each pair of inputs.
    pub(super) fn panel(&self, panel: usize) -> &[Step] {
        let size = self.pairs();
        &self.weights.panels[panel * size..(panel + 1) * size]
    }

    /// What one step of the weights is worth, by output.
    pub(super) fn scales(&self) -> &[f32] {
        &self.weights.scales
    }

    /// Some rows of input, one after the other, and what one step of each is worth.
    pub(super) fn input(&self, first: usize, count: usize) -> (&[i16], &[f32]) {
        let width = self.rounded.width;
        (&self.rounded.values[first * width..(first + count) * width], &self.rounded.scales[first..first + count])
    }
}

pub(super) fn multiply(product: &Product<'_>, out: &mut [f32]) {
    let stride = product.stride();
    for (panel, first) in (0..stride).step_by(PANEL).enumerate() {
        let weights = product.panel(panel);
        for row in 0..product.rows {
            let (input, scale) = product.input(row, 1);
            let mut sums = [0i32; PANEL];
            for (pair, weights) in input.as_chunks::<2>().0.iter().zip(weights) {
                for (sum, weight) in sums.iter_mut().zip(weights.0.as_chunks::<2>().0) {
                    *sum += i32::from(pair[0]) * i32::from(weight[0]) + i32::from(pair[1]) * i32::from(weight[1]);
                }
            }
            let out = &mut out[row * stride + first..][..PANEL];
            for (at, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
                *out = (sum as f32).mul_add(scale[0] * product.scales()[first + at], product.bias[first + at]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kernel that the processor has.
    #[test]
    fn products_agree_with_each_other_and_nearly_with_the_definition() {
        for (rows, inputs, outputs) in [(1, 3, 1), (5, 7, 16), (13, 128, 50), (200, 384, 20), (6, 1, 17), (0, 4, 4)] {
            let value = |i: usize| ((i * 37 + 11) % 23) as f32 / 7.0 - 1.5;
            let weights: Vec<f32> = (0..outputs * inputs).map(|i| (value(i) * 40.0).round()).collect();
            let input: Vec<f32> = (0..rows * inputs).map(|i| value(i + 5)).collect();
            let fixed = Fixed::new(&weights, inputs);
            let stride = fixed.stride();
            let bias: Vec<f32> = (0..stride).map(value).collect();
            let mut out = vec![0.0; rows * stride];
            fixed.multiply(&input, inputs, &bias, &mut out);
            for processor in Processor::all() {
                let (mut rounded, mut alone) = (Rounded::default(), vec![0.0; rows * stride]);
                rounded.round(processor, &fixed, &input, inputs, rows);
                let product = Product { weights: &fixed, rounded: &rounded, bias: &bias, rows };
                processor.multiply_fixed(&product, &mut alone);
                assert_eq!(out, alone, "{processor:?}");
            }
            for row in 0..rows {
                for output in 0..outputs {
                    let (input, weights) = (&input[row * inputs..][..inputs], &weights[output * inputs..][..inputs]);
                    let products = || input.iter().zip(weights).map(|(a, b)| f64::from(a * b));
                    let (exact, size) = (products().sum::<f64>(), products().map(f64::abs).sum::<f64>());
                    let error = f64::from(out[row * stride + output] - bias[output]) - exact;
                    assert!(error.abs() <= 0.006 * size + 1e-3, "{error} of {size}");
                }
            }
        }
    }

    #[test]
    fn quantized_weights_keep_their_values() {
        let weights = [127.0, -64.0, 3.0, 0.0].map(|w| w * 0.02);
        let fixed = Fixed::new(&weights, 4);
        let mut out = vec![0.0; 16];
        for (at, weight) in weights.iter().enumerate() {
            let mut input = [0.0; 4];
            input[at] = 1.0;
            fixed.multiply(&input, 4, &[0.0; 16], &mut out);
            assert!((out[0] - weight).abs() < 1e-6, "{} {weight}", out[0]);
        }
    }

    #[test]
    fn nothing_overflows() {
        let fixed = Fixed::new(&vec![1.0; 5000], 5000);
        let mut out = vec![0.0; 16];
        fixed.multiply(&vec![1e30; 5000], 5000, &[0.0; 16], &mut out);
        assert!((out[0] / 5e33 - 1.0).abs() < 0.01, "{}", out[0]);
        fixed.multiply(&vec![0.0; 5000], 5000, &[2.0; 16], &mut out);
        assert_eq!(out[0], 2.0);
    }
}
