//! City layer of traffic: event-driven queues of single vehicles (Newell 1993, 2002), one first-in-first-out queue per lane.
//!
//! A vehicle chooses its lane when it enters a link: the least occupied of those that its next movement may use. The head of a lane leaves at
//! the latest of its arrival at free speed, the previous departure plus the saturation headway, its green (`signals`), a gap in the streams
//! it yields to (`gaps`), and the arrival of a hole in the lane it goes to (`lanes`). Nobody enters a junction without a hole beyond it.
//! One event per vehicle and link in free traffic; who waits for a hole or for a signal under preemption is woken, never polled.
//! Not here: lane changes inside a link, acceleration, vehicles of different desired speeds.
//! The functions here are all that the world, the signals, the units and the frame know of traffic.

mod closures;
mod entry;
mod gaps;
mod lanes;
mod layout;
mod minutes;
mod saving;
mod serve;
#[cfg(test)]
mod tests;
pub mod why;
#[cfg(test)]
mod why_tests;

use crate::ids::{LaneId, LinkId, MovementId, Ms, TripId};
use crate::network::Network;
use crate::philox::{Chance, stream};
use crate::world::World;
use lanes::{FREE, Lane, NEVER, NONE, Slot};
use layout::Layout;

/// A vehicle under way: everything that changes at a crossing, in 16 bytes.
#[derive(Clone, Copy, Default)]
struct Vehicle {
    /// Position in the route arrays; from `Traffic::own_routes_from` on in `own_routes`.
    position: u32,
    entered_link_at: u32,
    /// Free time of the links entered so far [ms].
    free_ms: u32,
    /// Slots it takes in a queue.
    slots: u16,
    class: u8,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
enum State {
    #[default]
    NotDue,
    Waiting,
    Running,
    Arrived,
    Removed,
}

/// What changes of a link.
#[derive(Clone, Copy)]
struct LinkState {
    /// Bit k = lane k is open.
    open: u32,
    free_ms: u32,
    headway_permille: u32,
    vehicles: u32,
    /// Vehicles that wait to enter here, first come first served.
    first_entry: u32,
    last_entry: u32,
    entry_wake_at: u32,
    /// Since the last full minute: vehicles that left and the sum of their delays [ms].
    left: u32,
    delay_ms: u32,
}

pub struct Traffic {
    layout: Layout,
    lanes: Vec<Lane>,
    slots: Vec<Slot>,
    links: Vec<LinkState>,
    vehicles: Vec<Vehicle>,
    /// Departure of each trip with its day-to-day jitter [ms].
    due_at: Vec<u32>,
    /// When each vehicle came into the network, where it did [ms].
    entered_at: Vec<u32>,
    /// Trips in the order of departure; `departed` of them are due.
    departures: Vec<u32>,
    departed: u32,
    /// Next of those who wait for a hole: by lane, then by link (vehicles that wait to enter).
    next_waiter: Vec<u32>,
    /// Next vehicle that waits to enter on the same link, by vehicle.
    next_entry: Vec<u32>,
    /// Routes chosen under way: movements, NONE at the end of each.
    own_routes: Vec<u32>,
    own_routes_from: u32,
    /// Last crossing of each movement without a signal where the first to come goes first.
    crossed_at: Vec<u32>,
    /// Emergency vehicle in the junction: no conflicting start before this, by movement.
    held_until: Vec<u32>,
    any_held_until: u32,
    closed_links: u32,
    pcu_permille: [u32; 5],
    totals: Totals,
}

/// Sums over the run, for counts and invariants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    pub entered: u32,
    pub arrived: u32,
    pub removed: u32,
    pub waiting: u32,
    /// Events of lanes, entries and departures served.
    pub events: u64,
    /// Time on the road of vehicles that arrived, without waiting to enter [ms].
    pub arrived_road_ms: u64,
    /// Delay of vehicles that arrived, waiting to enter included [ms].
    pub arrived_delay_ms: u64,
}

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
    /// Movement by which it came onto the link; NONE = it began here.
    pub came_by: MovementId,
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
    pub fn new(network: &Network, chance: &Chance) -> Traffic {
        let parameters = &network.parameters;
        let mut lanes = Vec::with_capacity(network.lane_count as usize);
        let mut slot_count = 0;
        for (number, link) in network.links.iter().enumerate() {
            let per_lane = (link.length_mm / parameters.jam_spacing_mm).clamp(1, i64::from(u16::MAX / 2)) as u16;
            for _ in 0..link.lane_count {
                lanes.push(Lane::new(number as u32, slot_count, per_lane));
                slot_count += u32::from(per_lane);
            }
        }
        const JITTER: u32 = stream("demand.jitter");
        let jittered = |trip: &crate::network::Trip| {
            let spread = 2.0 * chance.uniform(JITTER, u64::from(trip.id), 0) - 1.0;
            let shift = if network.jitter_ms == 0 { 0 } else { libm::round(network.jitter_ms as f64 * spread) as i64 };
            (trip.depart_ms + shift).clamp(0, Ms::LATEST.0 / 4) as u32
        };
        let due_at: Vec<u32> = network.trips.iter().map(jittered).collect();
        let mut departures: Vec<u32> = (0..network.trips.len() as u32).collect();
        departures.sort_by_key(|trip| (due_at[*trip as usize], *trip));
        let pcu_permille = [
            parameters.car_pcu_permille,
            parameters.taxi_pcu_permille,
            parameters.bus_pcu_permille,
            parameters.truck_pcu_permille,
            parameters.motorcycle_pcu_permille,
        ]
        .map(|permille| permille.clamp(1, 20_000) as u32);
        let vehicle = |(number, trip): (usize, &crate::network::Trip)| Vehicle {
            position: network.route_of(TripId(number as u32)).start,
            slots: (pcu_permille[usize::from(trip.class)] + 500).div_euclid(1000).max(1) as u16,
            class: trip.class,
            ..Vehicle::default()
        };
        Traffic {
            layout: Layout::new(network),
            next_waiter: vec![NONE; lanes.len() + network.links.len()],
            lanes,
            slots: vec![FREE; slot_count as usize],
            links: network.links.iter().map(LinkState::open).collect(),
            vehicles: network.trips.iter().enumerate().map(vehicle).collect(),
            next_entry: vec![NONE; network.trips.len()],
            entered_at: vec![0; network.trips.len()],
            due_at,
            departures,
            departed: 0,
            own_routes: Vec::new(),
            own_routes_from: network.route_length(),
            crossed_at: vec![NEVER; network.movements.len()],
            held_until: vec![0; network.movements.len()],
            any_held_until: 0,
            closed_links: 0,
            pcu_permille,
            totals: Totals::default(),
        }
    }

    /// The movement before the one at the vehicle's position; NONE at the start of a route.
    fn came_by(&self, network: &Network, vehicle: u32) -> MovementId {
        let position = self.vehicles[vehicle as usize].position;
        let start = if position < self.own_routes_from { network.route_of(TripId(vehicle)).start } else { self.own_routes_from };
        MovementId(if position > start { self.movement_at(network, position - 1) } else { NONE })
    }

    /// Next movement of a vehicle at a position of its route; NONE = it ends on this link.
    #[inline]
    fn movement_at(&self, network: &Network, position: u32) -> u32 {
        if position < self.own_routes_from {
            network.route_movement(position).0
        } else {
            self.own_routes[(position - self.own_routes_from) as usize]
        }
    }
}

impl LinkState {
    fn open(link: &crate::network::Link) -> LinkState {
        LinkState {
            open: u32::MAX >> (32 - link.lane_count),
            free_ms: bounded_ms(link.free_ms),
            headway_permille: 1000,
            vehicles: 0,
            first_entry: NONE,
            last_entry: NONE,
            entry_wake_at: NEVER,
            left: 0,
            delay_ms: 0,
        }
    }
}

/// Durations on a link fit 32 bits with room to add: at most eleven days.
fn bounded_ms(duration_ms: i64) -> u32 {
    duration_ms.clamp(0, 1_000_000_000) as u32
}

pub use closures::{restore, restrict};
pub use entry::{depart, retry_entry, start};
pub use minutes::{STUCK_AFTER_MS, end_cycle, finish, minute, stuck_lanes};
pub use serve::{hold_conflicts, serve_lane, signal_changed};

/// Never changes anything.
pub fn counts(world: &World) -> Counts {
    let totals = &world.traffic.totals;
    Counts {
        scheduled: world.network.trips.len() as u32,
        waiting_to_enter: totals.waiting,
        running: totals.entered - totals.arrived - totals.removed,
        arrived: totals.arrived,
        removed: totals.removed,
    }
}

pub fn totals(world: &World) -> Totals {
    world.traffic.totals
}

/// Time that vehicles have spent on the road so far, without waiting to enter [ms].
pub fn vehicle_ms(world: &World) -> u64 {
    let (traffic, now) = (&world.traffic, world.now.0 as u32);
    let running = traffic.vehicles.iter().zip(&traffic.entered_at).filter(|(vehicle, _)| vehicle.state == State::Running);
    traffic.totals.arrived_road_ms + running.map(|(_, entered_at)| u64::from(now - entered_at)).sum::<u64>()
}

pub fn open_lanes(world: &World, link: LinkId) -> u32 {
    world.traffic.links[link.at()].open.count_ones()
}

/// Free speed of ordinary traffic on the link now, restrictions included [mm/s].
pub fn free_speed(world: &World, link: LinkId) -> i64 {
    let road = world.network.link(link);
    let free_ms = i64::from(world.traffic.links[link.at()].free_ms).max(1);
    if free_ms == road.free_ms { road.free_mm_per_s } else { (road.length_mm * 1000 / free_ms).max(1) }
}

pub fn vehicles_on(world: &World, link: LinkId) -> u32 {
    world.traffic.links[link.at()].vehicles
}

/// Vehicles of a lane, head (stop line) first.
pub fn on_lane(world: &World, lane: LaneId) -> impl Iterator<Item = OnLane> {
    let traffic = &world.traffic;
    let spacing = world.network.parameters.jam_spacing_mm;
    lanes::vehicles(&traffic.lanes[lane.at()], &traffic.slots).map(move |slot| {
        let vehicle = &traffic.vehicles[slot.vehicle as usize];
        OnLane {
            trip: TripId(slot.vehicle),
            entered_at: Ms(i64::from(vehicle.entered_link_at)),
            space_mm: spacing * i64::from(vehicle.slots),
            came_by: traffic.came_by(&world.network, slot.vehicle),
        }
    })
}

pub fn lane_motion(world: &World, lane: LaneId) -> LaneMotion {
    let lane = &world.traffic.lanes[lane.at()];
    let moment = |at: u32| if at == NEVER { Ms::LONG_AGO } else { Ms(i64::from(at)) };
    LaneMotion { last_departure_at: moment(lane.last_departure_at), discharge_since: moment(lane.discharge_since) }
}

/// Departures from a lane, newest first, one per jam spacing (a long vehicle gives several), as far back as its free slots remember.
pub fn departures(world: &World, lane: LaneId) -> impl Iterator<Item = Ms> {
    let state = world.traffic.lanes[lane.at()];
    let back_ms = i64::from(world.traffic.layout.back_ms[state.link as usize]);
    let holes = lanes::holes(&state, &world.traffic.slots).take_while(|slot| slot.at != 0);
    holes.map(move |slot| Ms(i64::from(slot.at) - back_ms))
}

/// Vehicles standing on a lane now (at the line or at the back of its queue by now), and the road they take [mm].
pub fn standing(world: &World, lane: LaneId) -> (u32, i64) {
    let (traffic, now) = (&world.traffic, world.now.0 as u32);
    let lane = &traffic.lanes[lane.at()];
    let (mut count, mut taken) = (0, 0);
    // Where the queue ends the road ahead is shorter: who is there joins it earlier than it would reach the line.
    let free_ms = u64::from(traffic.links[lane.link as usize].free_ms);
    for slot in lanes::vehicles(lane, &traffic.slots) {
        let saved = free_ms * u64::from(taken) / u64::from(lane.slot_count);
        if u64::from(slot.at) > u64::from(now) + saved {
            break;
        }
        count += 1;
        taken += u32::from(traffic.vehicles[slot.vehicle as usize].slots);
    }
    (count, i64::from(taken) * world.network.parameters.jam_spacing_mm)
}
