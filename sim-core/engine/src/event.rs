//! What waits in the queue, packed into 64 bits: kind (8) | stamp (24) | id (32).
//! A stamp lets an event be superseded: whoever owns the id remembers the stamp of the event that counts and ignores the others.

use crate::ids::{LaneId, SignalId, TripId, UnitId};
use crate::tokens::Handle;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// A token of the institutions. The handle takes 53 bits: see pack.
    Token(Handle),
    /// A trip departs (wants to enter its first link).
    TripDue(TripId),
    /// Traffic looks at the head of a lane.
    Lane { lane: LaneId, stamp: u32 },
    /// Traffic tries again to let waiting vehicles enter on a lane's link.
    Entry { lane: LaneId, stamp: u32 },
    /// A signal or its preemption controller takes its next step.
    Signal { signal: SignalId, stamp: u32 },
    /// An emergency vehicle moves on.
    Unit { unit: UnitId, stamp: u32 },
    /// A full simulated minute: minute facts and invariants.
    Minute,
}

pub const STAMP_MASK: u32 = (1 << 24) - 1;
/// Tokens own the top bit, because their handles need 53 bits.
const TOKEN_BIT: u64 = 1 << 63;

impl Event {
    #[inline]
    pub fn pack(self) -> u64 {
        let word = |kind: u64, stamp: u32, id: u32| kind << 56 | u64::from(stamp & STAMP_MASK) << 32 | u64::from(id);
        match self {
            Event::Token(handle) => TOKEN_BIT | handle.0,
            Event::TripDue(trip) => word(1, 0, trip.0),
            Event::Lane { lane, stamp } => word(2, stamp, lane.0),
            Event::Entry { lane, stamp } => word(3, stamp, lane.0),
            Event::Signal { signal, stamp } => word(4, stamp, signal.0),
            Event::Unit { unit, stamp } => word(5, stamp, unit.0),
            Event::Minute => word(6, 0, 0),
        }
    }

    /// None for a word that no event packs to (wrong bytes in a snapshot).
    #[inline]
    pub fn unpack(packed: u64) -> Option<Event> {
        if packed & TOKEN_BIT != 0 {
            return Some(Event::Token(Handle(packed & !TOKEN_BIT)));
        }
        let (id, stamp) = (packed as u32, (packed >> 32) as u32 & STAMP_MASK);
        Some(match packed >> 56 {
            1 => Event::TripDue(TripId(id)),
            2 => Event::Lane { lane: LaneId(id), stamp },
            3 => Event::Entry { lane: LaneId(id), stamp },
            4 => Event::Signal { signal: SignalId(id), stamp },
            5 => Event::Unit { unit: UnitId(id), stamp },
            6 => Event::Minute,
            _ => return None,
        })
    }
}
