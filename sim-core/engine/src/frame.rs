//! One picture of the moving city (contract/frame.ts), in closed form from the queues: never changes anything.

use crate::world::World;

const HEADER_WORDS: usize = 16;

pub fn size(_world: &World) -> usize {
    HEADER_WORDS * 4
}

pub fn write(world: &World, into: &mut Vec<u8>) {
    into.clear();
    let header = [0x4d41_5246_u32, 1, world.now.0 as u32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    into.extend(header.iter().flat_map(|word| word.to_le_bytes()));
}
