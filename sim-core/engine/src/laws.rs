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
        Law::Exponential if p1 >= 0.0 => -p1 * libm::log1p(-u),
        Law::Exponential => f64::NAN,
        Law::Lognormal => lognormal(p1, p2, normal(block)),
        Law::Constant => p1,
        Law::Bernoulli => f64::from(u8::from(u < p1)),
        Law::Poisson => poisson(p1, block),
        Law::Integer if p1 >= 1.0 => libm::floor(u * p1).min(p1 - 1.0),
        Law::Integer => f64::NAN,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::philox::stream;

    const DRAWS: u32 = 40_000;

    fn sample(law: Law, p1: f64, p2: f64) -> Vec<f64> {
        let chance = Chance::new(17, 3);
        let mut drawn: Vec<f64> = (0..DRAWS).map(|k| draw(&chance, stream("test.laws"), 5, k, law, p1, p2)).collect();
        drawn.sort_by(f64::total_cmp);
        drawn
    }

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    /// Four standard errors of a mean: one draw in 16,000 would fail, and the seed is fixed.
    fn assert_mean(values: &[f64], expected: f64, deviation: f64) {
        let error = deviation / f64::from(DRAWS).sqrt();
        assert!((mean(values) - expected).abs() < 4.0 * error, "{} instead of {expected}", mean(values));
    }

    #[test]
    fn a_lognormal_has_the_median_and_the_ninetieth_percentile_that_were_asked_for() {
        let drawn = sample(Law::Lognormal, 60.0, 150.0);
        let quantile = |share: f64| drawn[(share * f64::from(DRAWS)) as usize];
        assert!((quantile(0.5) / 60.0 - 1.0).abs() < 0.02, "{}", quantile(0.5));
        assert!((quantile(0.9) / 150.0 - 1.0).abs() < 0.03, "{}", quantile(0.9));
        assert_eq!(sample(Law::Lognormal, 60.0, 60.0).first(), Some(&60.0));
    }

    #[test]
    fn means_are_those_of_the_laws() {
        assert_mean(&sample(Law::Uniform, -3.0, 5.0), 1.0, 8.0 / 12.0_f64.sqrt());
        assert_mean(&sample(Law::Exponential, 20.0, 0.0), 20.0, 20.0);
        assert_mean(&sample(Law::Poisson, 3.5, 0.0), 3.5, 3.5_f64.sqrt());
        assert_mean(&sample(Law::Poisson, 800.0, 0.0), 800.0, 800.0_f64.sqrt());
        assert_mean(&sample(Law::Bernoulli, 0.3, 0.0), 0.3, 0.21_f64.sqrt());
        assert_mean(&sample(Law::Integer, 6.0, 0.0), 2.5, 35.0_f64.sqrt() / 12.0_f64.sqrt());
        assert_eq!(mean(&sample(Law::Constant, 7.0, 0.0)), 7.0);
    }

    #[test]
    fn integers_stay_below_n_and_parameters_without_sense_give_no_number() {
        let drawn = sample(Law::Integer, 6.0, 0.0);
        assert_eq!((drawn.first(), drawn.last()), (Some(&0.0), Some(&5.0)));
        let chance = Chance::new(1, 0);
        for (law, p1, p2) in [(Law::Lognormal, 0.0, 5.0), (Law::Lognormal, 60.0, 50.0), (Law::Poisson, -1.0, 0.0), (Law::Integer, 0.0, 0.0)]
        {
            assert!(draw(&chance, 1, 1, 1, law, p1, p2).is_nan(), "{law:?}");
        }
    }
}
