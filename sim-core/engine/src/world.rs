//! The world: everything that one run knows, and the loop that moves it. `run_until` is the table of contents of the physics.

use crate::event::Event;
use crate::facts::{Facts, Kind};
use crate::hash::PhysicalHash;
use crate::ids::{LinkId, MovementId, Ms, ObstacleId, TripId, UnitId};
use crate::live_times::LiveTimes;
use crate::network::Network;
use crate::philox::Chance;
use crate::queue::Queue;
use crate::signals::{self, Signals};
use crate::tokens::{Handle, Tokens};
use crate::traffic::{self, Traffic};
use crate::units::obstacles::Obstacles;
use crate::units::{self, Units};
use std::collections::VecDeque;

/// Why the loop handed control back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    Limit,
    Token(u64),
    Observation,
    Idle,
    /// An invariant is broken: the run is over.
    Broken,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Observation {
    UnitArrived {
        unit: UnitId,
        at: Ms,
    },
    UnitStuck {
        unit: UnitId,
        at: Ms,
    },
    /// It stands before an obstacle; `remaining_mm` = way left to its goal along its route.
    UnitBlocked {
        unit: UnitId,
        at: Ms,
        obstacle: ObstacleId,
        remaining_mm: i64,
    },
}

/// A broken invariant: which, when, at which event, and the ids that it is about (its meaning stands where it is reported).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Broken {
    pub what: &'static str,
    pub at: Ms,
    pub sequence: u32,
    pub ids: [u32; 3],
}

pub struct World {
    pub network: Network,
    pub chance: Chance,
    pub now: Ms,
    pub queue: Queue,
    pub tokens: Tokens,
    pub facts: Facts,
    pub physical: PhysicalHash,
    pub live_times: LiveTimes,
    pub traffic: Traffic,
    pub signals: Signals,
    pub units: Units,
    pub obstacles: Obstacles,
    pub observations: VecDeque<Observation>,
    pub broken: Option<Broken>,
    /// `finish` has been called: nothing may follow.
    pub is_finished: bool,
}

pub const MINUTE_MS: i64 = 60_000;

impl World {
    pub fn new(network: Network, seed: u64, replication: u32) -> World {
        let chance = Chance::new(seed, replication);
        let mut world = World {
            chance,
            now: Ms::ZERO,
            queue: Queue::default(),
            tokens: Tokens::default(),
            facts: Facts::default(),
            physical: PhysicalHash::new(),
            live_times: LiveTimes::new(&network),
            traffic: Traffic::new(&network, &chance),
            signals: Signals::new(&network),
            units: Units::default(),
            obstacles: Obstacles::default(),
            observations: VecDeque::new(),
            broken: None,
            is_finished: false,
            network,
        };
        signals::start(&mut world);
        traffic::start(&mut world);
        if !world.network.links.is_empty() {
            world.push(Ms(MINUTE_MS), Event::Minute);
        }
        world
    }

    /// Serves the queue up to and including `limit`. Where the caller cuts time never changes what happens.
    pub fn run_until(&mut self, limit: Ms) -> Stop {
        if self.broken.is_some() {
            return Stop::Broken;
        }
        if !self.observations.is_empty() {
            return Stop::Observation;
        }
        while let Some(at) = self.queue.next_time().filter(|at| *at <= limit) {
            let Some((_, packed)) = self.queue.pop() else { break };
            self.now = at;
            match Event::unpack(packed) {
                Some(Event::Lane { lane, stamp }) => traffic::serve_lane(self, lane, stamp),
                Some(Event::TripDue(trip)) => traffic::depart(self, trip),
                Some(Event::Entry { lane, stamp }) => traffic::retry_entry(self, lane, stamp),
                Some(Event::Signal { signal, stamp }) => signals::step(self, signal, stamp),
                Some(Event::Unit { unit, stamp }) => units::advance(self, unit, stamp),
                Some(Event::Minute) => self.minute(),
                Some(Event::Token(handle)) => {
                    if let Some(token) = self.tokens.take(handle) {
                        return Stop::Token(token);
                    }
                }
                None => self.break_invariant("an unknown event in the queue", [packed as u32, (packed >> 32) as u32, 0]),
            }
            if self.broken.is_some() {
                return Stop::Broken;
            }
            if !self.observations.is_empty() {
                return Stop::Observation;
            }
        }
        self.now = self.now.max(limit);
        if self.queue.is_empty() { Stop::Idle } else { Stop::Limit }
    }

    /// Behind everything queued for `at`; never before now.
    #[inline]
    pub fn push(&mut self, at: Ms, event: Event) {
        self.queue.push(at.max(self.now), event.pack());
    }

    pub fn schedule(&mut self, at: Ms, token: u64) -> Option<Handle> {
        let handle = self.tokens.add(token)?;
        self.push(at, Event::Token(handle));
        Some(handle)
    }

    fn minute(&mut self) {
        traffic::minute(self);
        signals::minute(self);
        self.push(self.now + MINUTE_MS, Event::Minute);
    }

    /// The censored facts at the horizon; once.
    pub fn finish(&mut self) {
        if !self.is_finished {
            self.is_finished = true;
            traffic::finish(self);
        }
    }

    /// The first broken invariant counts; the run ends after the event that broke it.
    #[cold]
    pub fn break_invariant(&mut self, what: &'static str, ids: [u32; 3]) {
        let (at, sequence) = (self.now, self.queue.sequence());
        self.broken.get_or_insert(Broken { what, at, sequence, ids });
    }

    /// A vehicle left `link` over its stop line (movement NONE: it ended its trip there), `delay_ms` later than at free speed.
    /// The one place where a crossing enters the physical hash, the trace and the live link times. Traffic calls it for every crossing.
    #[inline]
    pub fn note_crossing(&mut self, trip: TripId, link: LinkId, movement: MovementId, on_link_ms: i64, delay_ms: i64) {
        self.physical.note(self.now.0 as u64 | 1 << 56, u64::from(trip.0) << 32 | u64::from(movement.0 ^ link.0.rotate_left(16)));
        self.live_times.note(link, self.now, delay_ms);
        if self.facts.trace {
            self.facts.write(Kind::VehicleCrossed, self.now, trip.signed(), [i64::from(link.signed()), on_link_ms, delay_ms]);
        }
    }

    /// Anything else that happens in the streets: `what` numbers the kind of happening (signals 2, units 3, restrictions 4, entries 5, removals 6, obstacles 7).
    pub fn note_physical(&mut self, what: u8, subject: u32, state: u32) {
        self.physical.note(self.now.0 as u64 | u64::from(what) << 56, u64::from(subject) << 32 | u64::from(state));
    }
}
