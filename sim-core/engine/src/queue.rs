//! The one event queue: strictly first in, first out at equal times, engine events and tokens alike.
//! A 4-ary heap of (key, payload), key = time << 32 | sequence: equal times are ordered by the order of pushing.
//! Measured: see `bench engine`. The sequence is renumbered, keeping the order, before it could overflow.

use crate::ids::Ms;
use crate::snapshot::{Reader, Truncated, Writer};

#[derive(Clone, Copy)]
struct Entry {
    key: u64,
    payload: u64,
}

#[derive(Default)]
pub struct Queue {
    heap: Vec<Entry>,
    next_sequence: u32,
}

const ARITY: usize = 4;

impl Queue {
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Behind everything that is already queued for `at`. `at` must lie in [0, Ms::LATEST]; later times are cut to the latest.
    #[inline]
    pub fn push(&mut self, at: Ms, payload: u64) {
        if self.next_sequence == u32::MAX {
            self.renumber();
        }
        let time = at.0.clamp(0, Ms::LATEST.0) as u64;
        let entry = Entry { key: (time << 32) | u64::from(self.next_sequence), payload };
        self.next_sequence += 1;
        self.heap.push(entry);
        self.sift_up(self.heap.len() - 1);
    }

    #[inline]
    pub fn next_time(&self) -> Option<Ms> {
        self.heap.first().map(|entry| Ms((entry.key >> 32) as i64))
    }

    /// Sequence number that the next push gets: it numbers events in messages about broken invariants.
    pub fn sequence(&self) -> u32 {
        self.next_sequence
    }

    #[inline]
    pub fn pop(&mut self) -> Option<(Ms, u64)> {
        let first = *self.heap.first()?;
        let last = self.heap.pop()?;
        if !self.heap.is_empty() {
            self.sift_down_from_root(last);
        }
        Some((Ms((first.key >> 32) as i64), first.payload))
    }

    #[inline]
    fn sift_up(&mut self, mut at: usize) {
        let heap = self.heap.as_mut_slice();
        let entry = heap[at];
        while at > 0 {
            let parent = (at - 1) / ARITY;
            if heap[parent].key <= entry.key {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = entry;
    }

    #[inline]
    fn sift_down_from_root(&mut self, entry: Entry) {
        let heap = self.heap.as_mut_slice();
        let mut at = 0;
        loop {
            let first_child = at * ARITY + 1;
            if first_child >= heap.len() {
                break;
            }
            let end = (first_child + ARITY).min(heap.len());
            let mut least = first_child;
            let mut least_key = heap[first_child].key;
            for (offset, child) in heap[first_child + 1..end].iter().enumerate() {
                if child.key < least_key {
                    least = first_child + 1 + offset;
                    least_key = child.key;
                }
            }
            if least_key >= entry.key {
                break;
            }
            heap[at] = heap[least];
            at = least;
        }
        heap[at] = entry;
    }

    fn renumber(&mut self) {
        self.heap.sort_unstable_by_key(|entry| entry.key);
        for (sequence, entry) in self.heap.iter_mut().enumerate() {
            entry.key = (entry.key >> 32 << 32) | sequence as u64;
        }
        self.next_sequence = self.heap.len() as u32;
    }

    /// Canonical: in the order of service, whatever the heap looks like. A sorted array is a heap.
    pub fn save(&self, writer: &mut Writer) {
        let mut sorted = self.heap.clone();
        sorted.sort_unstable_by_key(|entry| entry.key);
        writer.u32(self.next_sequence);
        writer.u32(sorted.len() as u32);
        for entry in &sorted {
            writer.u64(entry.key);
            writer.u64(entry.payload);
        }
    }

    pub fn load(reader: &mut Reader) -> Result<Queue, Truncated> {
        let next_sequence = reader.u32()?;
        let count = reader.count(16)?;
        let mut heap = Vec::with_capacity(count);
        for _ in 0..count {
            heap.push(Entry { key: reader.u64()?, payload: reader.u64()? });
        }
        if !heap.is_sorted_by_key(|entry| entry.key) {
            return Err(Truncated);
        }
        Ok(Queue { heap, next_sequence })
    }
}
