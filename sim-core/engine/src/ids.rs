//! Time and ids as types, so that a link is never used as a lane. Ids are positions in the compiled network, 32 bits on every target.

use std::ops::{Add, AddAssign, Sub};

/// Simulated time in integer milliseconds; 0 = the scenario's start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Ms(pub i64);

impl Ms {
    pub const ZERO: Ms = Ms(0);
    /// "Long ago": earlier than anything that happens, far from overflow when durations are added or taken away.
    pub const LONG_AGO: Ms = Ms(-1_000_000_000_000);
    /// Latest time that the queue and the facts can carry (32 bits of milliseconds: 49 days).
    pub const LATEST: Ms = Ms(u32::MAX as i64);
}

impl Add<i64> for Ms {
    type Output = Ms;
    #[inline]
    fn add(self, duration_ms: i64) -> Ms {
        Ms(self.0 + duration_ms)
    }
}

impl AddAssign<i64> for Ms {
    #[inline]
    fn add_assign(&mut self, duration_ms: i64) {
        self.0 += duration_ms;
    }
}

impl Sub for Ms {
    type Output = i64;
    #[inline]
    fn sub(self, earlier: Ms) -> i64 {
        self.0 - earlier.0
    }
}

macro_rules! id {
    ($(#[$doc:meta] $name:ident),* $(,)?) => { $(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);
        impl $name {
            /// No such thing.
            pub const NONE: $name = $name(u32::MAX);
            #[inline]
            pub fn at(self) -> usize {
                self.0 as usize
            }
            #[inline]
            pub fn is_none(self) -> bool {
                self.0 == u32::MAX
            }
            #[inline]
            pub fn is_some(self) -> bool {
                self.0 != u32::MAX
            }
            /// As facts carry it: -1 = none.
            #[inline]
            pub fn signed(self) -> i32 {
                self.0 as i32
            }
        }
    )* };
}

id! {
    /// One direction of a road between two nodes.
    LinkId,
    /// One lane of a link: `link.first_lane + k`, k = 0 is the kerb lane.
    LaneId,
    /// A permitted way from one link to the next.
    MovementId,
    /// A fixed-time signal.
    SignalId,
    /// A trip = one vehicle: position in the demand's columns.
    TripId,
    /// An emergency vehicle; chosen by the caller, dense from 0.
    UnitId,
    /// A car that narrows a street; chosen by the caller, dense from 0.
    ObstacleId,
}
