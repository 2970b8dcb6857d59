//! 64-bit hashes of our own, the same on every machine. They tell runs apart; they are no protection against an attacker.

const K1: u64 = 0x9E37_79B1_85EB_CA87;
const K2: u64 = 0xC2B2_AE3D_27D4_EB4F;

#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    (hash ^ word.wrapping_mul(K2).rotate_left(31).wrapping_mul(K1)).rotate_left(27).wrapping_mul(K1).wrapping_add(0x85EB_CA77_C2B2_AE63)
}

/// The last avalanche of xxHash64 (Collet).
pub fn finish(hash: u64) -> u64 {
    let mut h = hash;
    h = (h ^ (h >> 33)).wrapping_mul(K2);
    h = (h ^ (h >> 29)).wrapping_mul(0x1656_67B1_9E37_79F9);
    h ^ (h >> 32)
}

pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = words.iter().fold(bytes.len() as u64 ^ K1, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    for byte in rest {
        hash = mix(hash, u64::from(*byte));
    }
    finish(hash)
}

/// What happened in the streets, folded as it happens. Knows no tokens, no sequence numbers, nothing of the institutions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhysicalHash(pub u64);

impl PhysicalHash {
    pub fn new() -> PhysicalHash {
        PhysicalHash(K1)
    }

    #[inline]
    pub fn note(&mut self, first: u64, second: u64) {
        self.0 = mix(mix(self.0, first), second);
    }
}

impl Default for PhysicalHash {
    fn default() -> Self {
        Self::new()
    }
}
