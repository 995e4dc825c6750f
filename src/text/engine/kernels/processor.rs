//! What the processor can do, and by it which version of a kernel runs.
//!
//! The versions agree in every bit, but for the product of floats: the portable one rounds once more in each step.
#![allow(unsafe_code)]

use super::{Product, fixed, functions};
use std::sync::LazyLock;

#[cfg(target_arch = "x86_64")]
use super::{avx2, avx512};

/// Instructions that this processor has. Nothing else makes one than [`all`](Self::all), so kernels may use them.
#[derive(Debug, Clone, Copy)]
pub(in crate::text::engine) struct Processor(Instructions);

#[derive(Debug, Clone, Copy)]
enum Instructions {
    /// What every processor has.
    Portable,
    /// AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with VNNI.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Processor {
    /// With the widest instructions that it has.
    pub(in crate::text::engine) fn best() -> Self {
        static BEST: LazyLock<Processor> = LazyLock::new(|| Processor::all()[0]);
        *BEST
    }

    /// With each of the instructions that it has, the widest first.
    pub(super) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vnni")
            {
                all.push(Self(Instructions::Avx512));
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Self(Instructions::Avx2));
            }
        }
        all.push(Self(Instructions::Portable));
        all
    }
}

/// Declares kernels: methods that run the portable function given, or that of the same name in the module of the instructions.
macro_rules! kernels {
    ($($(#[$doc:meta])* $visibility:vis fn $name:ident($($argument:ident: $type:ty),*) = $portable:path;)*) => {
        impl Processor {
            $($(#[$doc])*
            $visibility fn $name(self, $($argument: $type),*) {
                match self.0 {
                    Instructions::Portable => $portable($($argument),*),
                    // SAFETY: the processor has AVX2 and FMA, as `all` has checked.
                    #[cfg(target_arch = "x86_64")]
                    Instructions::Avx2 => unsafe { avx2::$name($($argument),*) },
                    // SAFETY: the processor has AVX-512 with VNNI, as `all` has checked.
                    #[cfg(target_arch = "x86_64")]
                    Instructions::Avx512 => unsafe { avx512::$name($($argument),*) },
                }
            })*
        }
    };
}

kernels! {
    /// A product of floats.
    pub(super) fn multiply(product: &Product<'_>, out: &mut [f32]) = super::multiply;
    /// A product of whole numbers.
    pub(super) fn multiply_fixed(product: &fixed::Product<'_>, out: &mut [f32]) = fixed::multiply;
    /// Rounds a row so that its largest value becomes `range`; `scale` is what one step is then worth.
    pub(super) fn round(input: &[f32], range: f32, out: &mut [i16], scale: &mut f32) = fixed::round;
    /// One step of an LSTM for one sentence: gates (input, forget, cell, output) and cell state → cell and hidden state.
    ///
    /// `gates` and `recurrent` are summed; each holds four times as many values as a state.
    pub(in crate::text::engine) fn lstm_step(gates: &[f32], recurrent: &[f32], cell: &mut [f32], hidden: &mut [f32])
        = functions::lstm_step;
    /// Layer norm of one row in place: zero mean and unit variance, then `scale` and `shift`.
    pub(in crate::text::engine) fn layer_norm(row: &mut [f32], scale: &[f32], shift: &[f32]) = functions::layer_norm;
    /// The larger of the two halves of `pair`, value by value.
    pub(in crate::text::engine) fn maxout(pair: &[f32], out: &mut [f32]) = functions::maxout;
}
