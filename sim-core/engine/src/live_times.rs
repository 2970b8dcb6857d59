//! Live link times: what a traffic centre could know from the vehicles that left a link lately. Exponentially smoothed time of the last
//! leavers, forgotten with age. The smoothing is state; asking never changes it.

use crate::ids::{LinkId, Ms};
use crate::network::Network;
use crate::snapshot::{Reader, Truncated, Writer};

/// Weight of the newest leaver: 1/8, so that about the last dozen count (two signal cycles of a lane with some traffic).
const WEIGHT_SHIFT: u32 = 3;
/// After this long without a leaver the excess over free time counts half [ms].
const HALF_LIFE_MS: i64 = 180_000;

pub struct LiveTimes {
    /// Smoothed excess over free time, in 1/16 ms.
    excess: Vec<i64>,
    last_leaver_at: Vec<Ms>,
}

impl LiveTimes {
    pub fn new(network: &Network) -> LiveTimes {
        LiveTimes { excess: vec![0; network.links.len()], last_leaver_at: vec![Ms::LONG_AGO; network.links.len()] }
    }

    /// A vehicle left `link` after `excess_ms` more than its free time.
    #[inline]
    pub fn note(&mut self, link: LinkId, now: Ms, excess_ms: i64) {
        let smoothed = self.excess_now(link, now);
        self.excess[link.at()] = smoothed + (((excess_ms.max(0) << 4) - smoothed) >> WEIGHT_SHIFT);
        self.last_leaver_at[link.at()] = now;
    }

    /// Smoothed excess over free time as of `now` [1/16 ms].
    #[inline]
    fn excess_now(&self, link: LinkId, now: Ms) -> i64 {
        let age_ms = now - self.last_leaver_at[link.at()];
        // The usual case needs no division: this stands on the path of every crossing.
        let halvings = if age_ms < HALF_LIFE_MS { 0 } else { (age_ms / HALF_LIFE_MS).min(62) };
        self.excess[link.at()] >> halvings
    }

    /// Milliseconds over the link as measured, without the queue that stands there now.
    pub fn measured_ms(&self, network: &Network, link: LinkId, now: Ms) -> i64 {
        network.link(link).free_ms + (self.excess_now(link, now) >> 4)
    }

    pub fn save(&self, writer: &mut Writer) {
        for (excess, at) in self.excess.iter().zip(&self.last_leaver_at) {
            writer.i64(*excess);
            writer.ms(*at);
        }
    }

    pub fn load(&mut self, reader: &mut Reader) -> Result<(), Truncated> {
        for (excess, at) in self.excess.iter_mut().zip(&mut self.last_leaver_at) {
            (*excess, *at) = (reader.i64()?, reader.ms()?);
        }
        Ok(())
    }
}
