//! Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): numbers as a pure function of
//! (key, counter). key = (seed, replication), counter = (stream, entity, draw): switching one consumer on never shifts another's numbers.

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut c = counter;
    let mut k = key;
    for round in 0..10 {
        if round > 0 {
            k = [k[0].wrapping_add(WEYL[0]), k[1].wrapping_add(WEYL[1])];
        }
        let p0 = u64::from(MULTIPLIERS[0]) * u64::from(c[0]);
        let p1 = u64::from(MULTIPLIERS[1]) * u64::from(c[2]);
        c = [(p1 >> 32) as u32 ^ c[1] ^ k[0], p1 as u32, (p0 >> 32) as u32 ^ c[3] ^ k[1], p0 as u32];
    }
    c
}

/// Hash of a stream's name (FNV-1a, 32 bits): stable for ever, because stored results depend on it.
pub const fn stream(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash = 0x811C_9DC5_u32;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// The source of all randomness of one run.
#[derive(Clone, Copy)]
pub struct Chance {
    key: [u32; 2],
}

impl Chance {
    /// The 64-bit seed and the replication become the 64-bit key by one Philox block: no two (seed, replication) of one seed share a key.
    pub fn new(seed: u64, replication: u32) -> Chance {
        let mixed = philox4x32_10([replication, 0x5245_4831, 0, 0], [seed as u32, (seed >> 32) as u32]);
        Chance { key: [mixed[0], mixed[1]] }
    }

    /// 128 bits for draw `k` of `entity` in `stream`.
    pub fn block(&self, stream: u32, entity: u64, k: u32) -> [u32; 4] {
        philox4x32_10([stream, entity as u32, (entity >> 32) as u32, k], self.key)
    }

    /// Uniform in [0, 1) with 53 bits.
    pub fn uniform(&self, stream: u32, entity: u64, k: u32) -> f64 {
        to_unit(self.block(stream, entity, k))
    }
}

/// 53 bits of a block as a double in [0, 1).
pub fn to_unit(block: [u32; 4]) -> f64 {
    let bits = (u64::from(block[0]) << 21) ^ (u64::from(block[1]) >> 11);
    bits as f64 * (1.0 / 9_007_199_254_740_992.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_come_out() {
        // Random123 1.09, tests/kat_vectors, philox4x32 10.
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32_10([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn another_entity_stream_or_replication_gives_another_number() {
        let chance = Chance::new(1, 0);
        let first = chance.block(stream("a"), 1, 0);
        assert_ne!(first, chance.block(stream("b"), 1, 0));
        assert_ne!(first, chance.block(stream("a"), 2, 0));
        assert_ne!(first, chance.block(stream("a"), 1, 1));
        assert_ne!(first, Chance::new(1, 1).block(stream("a"), 1, 0));
        assert_eq!(first, Chance::new(1, 0).block(stream("a"), 1, 0));
    }
}
