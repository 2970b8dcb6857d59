//! Tokens: numbers that the institutions schedule and are handed back when due. A handle carries a generation, so that a cancelled or
//! spent one is recognised although its slot has been given away again.

use crate::snapshot::{Reader, Truncated, Writer};

#[derive(Clone, Copy)]
struct Slot {
    token: u64,
    generation: u32,
    is_waiting: bool,
}

/// Slot in the low 21 bits, generation in the 32 above: 53 bits, a safe integer in JavaScript.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handle(pub u64);
const SLOT_BITS: u32 = 21;

impl Handle {
    fn new(slot: u32, generation: u32) -> Handle {
        Handle(u64::from(slot) | u64::from(generation) << SLOT_BITS)
    }
    fn slot(self) -> usize {
        (self.0 & ((1 << SLOT_BITS) - 1)) as usize
    }
    fn generation(self) -> u32 {
        (self.0 >> SLOT_BITS) as u32
    }
}

#[derive(Default)]
pub struct Tokens {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

impl Tokens {
    /// None when two million tokens wait at once.
    pub fn add(&mut self, token: u64) -> Option<Handle> {
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None if self.slots.len() < 1 << SLOT_BITS => {
                self.slots.push(Slot { token: 0, generation: 0, is_waiting: false });
                self.slots.len() as u32 - 1
            }
            None => return None,
        };
        let place = &mut self.slots[slot as usize];
        *place = Slot { token, generation: place.generation.wrapping_add(1), is_waiting: true };
        Some(Handle::new(slot, place.generation))
    }

    /// Harmless when it was cancelled or came due before.
    pub fn cancel(&mut self, handle: Handle) {
        self.take(handle);
    }

    /// The token, once; None when it was cancelled.
    pub fn take(&mut self, handle: Handle) -> Option<u64> {
        let slot = self.slots.get_mut(handle.slot())?;
        if !slot.is_waiting || slot.generation != handle.generation() {
            return None;
        }
        slot.is_waiting = false;
        self.free.push(handle.slot() as u32);
        Some(slot.token)
    }

    pub fn save(&self, writer: &mut Writer) {
        writer.u32(self.slots.len() as u32);
        for slot in &self.slots {
            writer.u64(slot.token);
            writer.u32(slot.generation);
            writer.bool(slot.is_waiting);
        }
        writer.u32s(&self.free);
    }

    pub fn load(reader: &mut Reader) -> Result<Tokens, Truncated> {
        let count = reader.count(13)?;
        let mut slots = Vec::with_capacity(count);
        for _ in 0..count {
            slots.push(Slot { token: reader.u64()?, generation: reader.u32()?, is_waiting: reader.bool()? });
        }
        let free = reader.u32s()?;
        if free.iter().any(|slot| *slot as usize >= count) {
            return Err(Truncated);
        }
        Ok(Tokens { slots, free })
    }
}
