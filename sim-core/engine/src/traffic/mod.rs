//! City layer of traffic: event-driven queues of single vehicles (Newell), one queue per lane.
//! The functions here are all that the world, the units and the frame know of traffic.

use crate::ids::{LaneId, LinkId, MovementId, Ms, TripId};
use crate::network::Network;
use crate::philox::Chance;
use crate::snapshot::{Reader, Truncated, Writer};
use crate::world::World;

pub struct Traffic {}

/// Vehicles by where they are. scheduled = not yet due + waiting to enter + running + arrived + removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub scheduled: u32,
    pub waiting_to_enter: u32,
    pub running: u32,
    pub arrived: u32,
    pub removed: u32,
}

/// One vehicle on a lane, as the frame and the units see it.
#[derive(Clone, Copy, Debug)]
pub struct OnLane {
    pub trip: TripId,
    /// When it came onto the link.
    pub entered_at: Ms,
    /// Road it takes in a standing queue [mm].
    pub space_mm: i64,
}

/// What a lane last did at its stop line: from here a start wave runs upstream at the backward wave speed.
#[derive(Clone, Copy, Debug)]
pub struct LaneMotion {
    /// Last time that a vehicle left the lane (Ms::LONG_AGO = never).
    pub last_departure_at: Ms,
    /// Start of the present discharge: first departure after the lane last stood (Ms::LONG_AGO = none).
    pub discharge_since: Ms,
}

impl Traffic {
    /// Departures get their day-to-day jitter here: uniform in [-jitter, +jitter], stream `demand.jitter`, entity trip id, draw 0; not before 0.
    pub fn new(_network: &Network, _chance: &Chance) -> Traffic {
        Traffic {}
    }

    pub fn save(&self, _writer: &mut Writer) {}

    /// Into a freshly made Traffic of the same network. Checks every index that it reads.
    pub fn load(&mut self, _reader: &mut Reader, _network: &Network) -> Result<(), Truncated> {
        Ok(())
    }
}

/// Queues the first departures.
pub fn start(_world: &mut World) {}

/// Event::TripDue.
pub fn depart(_world: &mut World, _trip: TripId) {}

/// Event::Lane.
pub fn serve_lane(_world: &mut World, _lane: LaneId, _stamp: u32) {}

/// Event::Entry.
pub fn retry_entry(_world: &mut World, _lane: LaneId, _stamp: u32) {}

/// Minute facts (ApproachMinute) and invariants.
pub fn minute(_world: &mut World) {}

/// TripCensored for everybody scheduled and not arrived.
pub fn finish(_world: &mut World) {}

/// Signals call it when aspects of their movements change or a hold begins or ends: lanes that waited look again.
pub fn signal_changed(_world: &mut World, _movements: &[MovementId]) {}

/// link.restrict: `open_lanes` lanes of the link stay open (0 = closed: vehicles on it finish it, none enters).
pub fn restrict(_world: &mut World, _link: LinkId, _open_lanes: u32, _speed_permille: u32, _headway_permille: u32) {}

/// link.restore.
pub fn restore(_world: &mut World, _link: LinkId) {}

/// An emergency vehicle crosses on red by `movement`: movements in conflict with it do not start before `until`.
pub fn hold_conflicts(_world: &mut World, _movement: MovementId, _until: Ms) {}

/// Never changes anything.
pub fn counts(_world: &World) -> Counts {
    Counts::default()
}

pub fn open_lanes(world: &World, link: LinkId) -> u32 {
    world.network.link(link).lane_count
}

/// Free speed of ordinary traffic on the link now, restrictions included [mm/s].
pub fn free_speed(world: &World, link: LinkId) -> i64 {
    world.network.link(link).free_mm_per_s
}

pub fn vehicles_on(_world: &World, _link: LinkId) -> u32 {
    0
}

/// Vehicles of a lane, head (stop line) first.
pub fn on_lane(_world: &World, _lane: LaneId) -> impl Iterator<Item = OnLane> {
    std::iter::empty()
}

pub fn lane_motion(_world: &World, _lane: LaneId) -> LaneMotion {
    LaneMotion { last_departure_at: Ms::LONG_AGO, discharge_since: Ms::LONG_AGO }
}

/// Vehicles standing on a lane now (arrived at the back of its queue), and the road they take [mm].
pub fn standing(_world: &World, _lane: LaneId) -> (u32, i64) {
    (0, 0)
}
