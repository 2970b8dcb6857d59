//! Laws of chance, computed with one libm on every machine, for Rust and TypeScript alike. One draw = one Philox block, so that a draw
//! never shifts the next one.

use crate::philox::{Chance, to_unit};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Law {
    Uniform,
    Exponential,
    Lognormal,
    Constant,
    Bernoulli,
    Poisson,
    Integer,
}

impl Law {
    pub fn from_code(code: u32) -> Option<Law> {
        use Law::*;
        [Uniform, Exponential, Lognormal, Constant, Bernoulli, Poisson, Integer].get(code as usize).copied()
    }
}

/// Standard normal quantile of 0.9: a lognormal's p90 = median x exp(sigma x this).
const Z_90: f64 = 1.281_551_565_544_600_4;

/// Draw `k` of `entity` in `stream`. p1, p2 as in engine.ts. Parameters that make no sense give NaN, which the glue refuses.
pub fn draw(chance: &Chance, stream: u32, entity: u64, k: u32, law: Law, p1: f64, p2: f64) -> f64 {
    let block = chance.block(stream, entity, k);
    let u = to_unit(block);
    match law {
        Law::Uniform => p1 + (p2 - p1) * u,
        Law::Exponential => -p1 * libm::log1p(-u),
        Law::Lognormal => lognormal(p1, p2, normal(block)),
        Law::Constant => p1,
        Law::Bernoulli => f64::from(u8::from(u < p1)),
        Law::Poisson => poisson(p1, block),
        Law::Integer => libm::floor(u * p1).min(p1 - 1.0),
    }
}

fn lognormal(median: f64, p90: f64, z: f64) -> f64 {
    if median.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) || p90.partial_cmp(&median).is_none_or(|order| order.is_lt()) {
        return f64::NAN;
    }
    median * libm::exp(libm::log(p90 / median) / Z_90 * z)
}

/// Box and Muller (1958) on the two halves of one block.
fn normal(block: [u32; 4]) -> f64 {
    let radius_u = (f64::from(block[0]) + 0.5) * (1.0 / 4_294_967_296.0);
    let angle_u = (f64::from(block[2]) * 4_294_967_296.0 + f64::from(block[3])) * (1.0 / 18_446_744_073_709_551_616.0);
    (-2.0 * libm::log(radius_u)).sqrt() * libm::cos(2.0 * std::f64::consts::PI * angle_u)
}

/// By inversion from the mode's side (sums up from 0) below mean 500; above, the normal approximation, whose error is then below 0.1 %.
fn poisson(mean: f64, block: [u32; 4]) -> f64 {
    if mean.is_nan() || mean < 0.0 {
        return f64::NAN;
    }
    if mean >= 500.0 {
        return libm::floor(mean + mean.sqrt() * normal(block) + 0.5).max(0.0);
    }
    let u = to_unit(block);
    let mut probability = libm::exp(-mean);
    let mut sum = probability;
    let mut count = 0.0;
    // The second condition ends it where rounding keeps the sum below u for ever.
    while u >= sum && (count < mean || probability > 1e-18) {
        count += 1.0;
        probability *= mean / count;
        sum += probability;
    }
    count
}
