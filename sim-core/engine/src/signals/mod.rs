//! Fixed-time signals by time of day, and preemption as a controller layer above them.
//! The functions here are all that the world, the units and the frame know of signals.

use crate::ids::{MovementId, Ms, SignalId, UnitId};
use crate::network::Network;
use crate::snapshot::{Reader, Truncated, Writer};
use crate::world::World;

pub struct Signals {}

/// What the drivers of a movement see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aspect {
    Red,
    Yellow,
    Green,
    /// Green, but gives way.
    Permissive,
}

/// Way back to the fixed plan after a preemption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    Dwell,
    Shortway,
    Immediate,
}

/// A request that the controller obeys (the draw was made by the unit's side; failed ones never get here).
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub signal: SignalId,
    pub unit: UnitId,
    /// Way that the unit will take through the junction.
    pub movement: MovementId,
    /// Longest time that the green is held.
    pub hold_ms: i64,
    pub exit: Exit,
}

impl Signals {
    pub fn new(_network: &Network) -> Signals {
        Signals {}
    }

    pub fn save(&self, _writer: &mut Writer) {}

    /// Into freshly made Signals of the same network. Checks every index that it reads.
    pub fn load(&mut self, _reader: &mut Reader, _network: &Network) -> Result<(), Truncated> {
        Ok(())
    }
}

/// Queues the first steps.
pub fn start(_world: &mut World) {}

/// Event::Signal.
pub fn step(_world: &mut World, _signal: SignalId, _stamp: u32) {}

/// Minute facts (PedestrianMinute) and invariants.
pub fn minute(_world: &mut World) {}

/// A unit asks for green. Writes PreemptGranted and PreemptReleased itself (PreemptRequested was written by the unit's side).
/// Asking again while a request of this unit at this signal is open changes nothing.
pub fn request(_world: &mut World, _request: Request) {}

/// The unit crossed the stop line: its request at this signal ends (reason 0).
pub fn passed(_world: &mut World, _signal: SignalId, _unit: UnitId) {}

/// The unit halts, arrives or is released: all its requests end (reason 1).
pub fn cancel_unit(_world: &mut World, _unit: UnitId) {}

/// Aspect of a signal-controlled movement now. Never changes anything.
pub fn aspect(_world: &World, _movement: MovementId) -> Aspect {
    Aspect::Green
}

/// Earliest time at or after now at which the movement is expected to show green, as far as is known now.
pub fn next_green_at(world: &World, _movement: MovementId) -> Ms {
    world.now
}

/// A preemption holds or clears the signal now.
pub fn is_preempted(_world: &World, _signal: SignalId) -> bool {
    false
}

/// The movement has been asked for and not yet released.
pub fn is_requested(_world: &World, _movement: MovementId) -> bool {
    false
}
