//! What is counted every minute, at every cycle end and at the horizon, and what is checked.

use super::lanes::{self, NEVER, NONE};
use super::{State, serve};
use crate::facts::Kind;
use crate::ids::{LaneId, SignalId};
use crate::world::World;

/// Minute facts (ApproachMinute), the gridlock rule and invariants.
pub fn minute(world: &mut World) {
    for link in 0..world.network.links.len() {
        let state = &mut world.traffic.links[link];
        let (left, delay_ms) = (std::mem::take(&mut state.left), std::mem::take(&mut state.delay_ms));
        let vehicles = state.vehicles;
        if world.traffic.layout.link_signal[link] != NONE && (left > 0 || vehicles > 0) {
            let fields = [i64::from(left), i64::from(delay_ms), i64::from(vehicles)];
            world.facts.write(Kind::ApproachMinute, world.now, link as i32, fields);
        }
    }
    if world.network.parameters.gridlock_removal_ms > 0 {
        remove_stuck(world);
    }
    check(world);
}

/// Longer than any signal's cycle: who waits this long for room waits for others who wait [ms].
pub const STUCK_AFTER_MS: u32 = 300_000;

/// Lanes whose head has waited for room beyond the junction for at least `for_ms`: the measure of gridlock.
pub fn stuck_lanes(world: &World, for_ms: u32) -> u32 {
    let now = world.now.0 as u32;
    let is_stuck = |lane: &&lanes::Lane| lane.blocked_since != NEVER && now - lane.blocked_since >= for_ms;
    world.traffic.lanes.iter().filter(is_stuck).count() as u32
}

/// Gridlock rule, off by default: a head that has waited for room for longer than the parameter is taken out and counted.
fn remove_stuck(world: &mut World) {
    let now = world.now.0 as u32;
    let limit = world.network.parameters.gridlock_removal_ms as u32;
    for lane in 0..world.traffic.lanes.len() as u32 {
        let state = &world.traffic.lanes[lane as usize];
        if state.taken == 0 || state.blocked_since == NEVER || now - state.blocked_since < limit {
            continue;
        }
        let (vehicle, link) = (world.traffic.slots[state.slot_at(0)].vehicle, state.link);
        world.traffic.stop_waiting(lane);
        let headway = world.traffic.layout.through_headway_ms;
        serve::leave_link(world, lane, vehicle, NONE, headway, now);
        world.traffic.vehicles[vehicle as usize].state = State::Removed;
        world.traffic.totals.removed += 1;
        world.note_physical(6, vehicle, link);
        world.facts.write(Kind::TripRemoved, world.now, vehicle as i32, [i64::from(link), -1, -1]);
    }
}

/// Standing queues on the approaches of a signal at the end of its cycle.
pub fn end_cycle(world: &mut World, signal: SignalId) {
    for place in 0..world.traffic.layout.signal_links(signal.0).len() {
        let link = world.traffic.layout.signal_links(signal.0)[place];
        let road = &world.network.links[link as usize];
        let vehicles = world.traffic.links[link as usize].vehicles;
        let lanes = road.first_lane..road.first_lane + road.lane_count;
        let standing: u32 = if vehicles == 0 { 0 } else { lanes.map(|lane| super::standing(world, LaneId(lane)).0).sum() };
        let fields = [i64::from(standing), i64::from(signal.signed()), i64::from(vehicles)];
        world.facts.write(Kind::CycleQueue, world.now, link as i32, fields);
    }
}

/// TripCensored for everybody due and not arrived: delay so far against the free time of the way covered.
pub fn finish(world: &mut World) {
    let now = world.now.0;
    for number in 0..world.traffic.vehicles.len() {
        let vehicle = world.traffic.vehicles[number];
        if !matches!(vehicle.state, State::Waiting | State::Running) {
            continue;
        }
        let due_at = i64::from(world.traffic.due_at[number]);
        let mut free_ms = i64::from(vehicle.free_ms);
        if vehicle.state == State::Running {
            // On the present link only the time already spent can count as free.
            let link_ms = world.traffic.present_link_free_ms(world, number as u32);
            free_ms += (now - i64::from(vehicle.entered_link_at)).min(link_ms) - link_ms;
        }
        let duration_ms = now - due_at;
        world.facts.write(Kind::TripCensored, world.now, number as i32, [duration_ms, (duration_ms - free_ms).max(0), due_at]);
    }
}

/// Vehicles are conserved, in the whole and on every lane and link.
fn check(world: &mut World) {
    let traffic = &world.traffic;
    let totals = traffic.totals;
    let mut on_links = 0;
    for (number, link) in traffic.links.iter().enumerate() {
        let first = world.network.links[number].first_lane as usize;
        let lanes = &traffic.lanes[first..first + world.network.links[number].lane_count as usize];
        let mut in_lanes = 0;
        for (k, lane) in lanes.iter().enumerate() {
            let slots = lanes::slots_held(lane, &traffic.slots);
            if slots != u32::from(lane.taken) {
                let ids = [number as u32, k as u32, slots];
                return world.break_invariant("slots of a lane do not add up (link, lane, slots held)", ids);
            }
            in_lanes += if lane.taken == 0 { 0 } else { lanes::vehicles(lane, &traffic.slots).count() as u32 };
        }
        if in_lanes != link.vehicles {
            let ids = [number as u32, in_lanes, link.vehicles];
            return world.break_invariant("vehicles of a link do not add up (link, in lanes, counted)", ids);
        }
        on_links += in_lanes;
    }
    if totals.entered != on_links + totals.arrived + totals.removed {
        let ids = [totals.entered, on_links, totals.arrived];
        return world.break_invariant("vehicles are not conserved (entered, running, arrived)", ids);
    }
    if traffic.departed != totals.entered + totals.waiting {
        let ids = [traffic.departed, totals.entered, totals.waiting];
        world.break_invariant("departures are not conserved (due, entered, waiting)", ids);
    }
}

impl super::Traffic {
    fn present_link_free_ms(&self, world: &World, vehicle: u32) -> i64 {
        let position = self.vehicles[vehicle as usize].position;
        let movement = self.movement_at(&world.network, position);
        let link = if movement != NONE {
            world.network.movements[movement as usize].from
        } else if position < self.own_routes_from {
            world.network.route_link(position)
        } else {
            // The last link of a route chosen under way: the movement before it leads there.
            let before = self.own_routes[(position - self.own_routes_from) as usize - 1];
            world.network.movements[before as usize].to
        };
        world.network.link(link).free_ms
    }

    /// Takes a lane out of the queue of whom it waits for.
    fn stop_waiting(&mut self, waiter: u32) {
        for lane in 0..self.lanes.len() {
            let (mut before, mut at) = (NONE, self.lanes[lane].first_waiter);
            while at != NONE && at != waiter {
                (before, at) = (at, self.next_waiter[at as usize]);
            }
            if at == NONE {
                continue;
            }
            let after = std::mem::replace(&mut self.next_waiter[waiter as usize], NONE);
            if before == NONE {
                self.lanes[lane].first_waiter = after;
            } else {
                self.next_waiter[before as usize] = after;
            }
            if after == NONE {
                self.lanes[lane].last_waiter = before;
            }
            return;
        }
    }

    /// Whether a lane (or lanes + link) waits for a hole somewhere. Slow: closures only.
    pub(super) fn waits_somewhere(&self, waiter: u32) -> bool {
        let is_last = |lane: &lanes::Lane| lane.last_waiter == waiter;
        self.next_waiter[waiter as usize] != NONE || self.lanes.iter().any(is_last)
    }
}
