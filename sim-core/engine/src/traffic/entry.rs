//! Departures, and waiting to enter: whoever finds no room on its first link waits before it, first come first served, and is counted.

use super::lanes::{self, NEVER, NONE, Room};
use super::{State, serve};
use crate::event::Event;
use crate::ids::{LaneId, Ms, TripId};
use crate::world::World;

/// Queues the first departure; each queues the next.
pub fn start(world: &mut World) {
    queue_next_departure(world);
}

fn queue_next_departure(world: &mut World) {
    let traffic = &world.traffic;
    if let Some(trip) = traffic.departures.get(traffic.departed as usize) {
        let due_at = traffic.due_at[*trip as usize];
        world.push(Ms(i64::from(due_at)), Event::TripDue(TripId(*trip)));
    }
}

/// Event::TripDue.
pub fn depart(world: &mut World, trip: TripId) {
    let traffic = &mut world.traffic;
    traffic.departed += 1;
    traffic.totals.events += 1;
    queue_next_departure(world);
    let link = world.network.route_link(world.network.route_of(trip).start).0;
    let traffic = &mut world.traffic;
    traffic.vehicles[trip.at()].state = State::Waiting;
    traffic.totals.waiting += 1;
    let state = &mut traffic.links[link as usize];
    let queue_was_empty = state.first_entry == NONE;
    let last = std::mem::replace(&mut state.last_entry, trip.0);
    if queue_was_empty {
        state.first_entry = trip.0;
        enter_waiting(world, link, world.now.0 as u32);
    } else {
        traffic.next_entry[last as usize] = trip.0;
    }
}

/// Event::Entry; `lane` is the first of its link.
pub fn retry_entry(world: &mut World, lane: LaneId, _stamp: u32) {
    let now = world.now.0 as u32;
    let link = world.network.lane_link[lane.at()];
    let state = &mut world.traffic.links[link.at()];
    if state.entry_wake_at == now {
        state.entry_wake_at = NEVER;
        world.traffic.totals.events += 1;
        enter_waiting(world, link.0, now);
    }
}

pub(super) fn wake(world: &mut World, link: u32, at: u32) {
    world.traffic.links[link as usize].entry_wake_at = at;
    let lane = LaneId(world.network.links[link as usize].first_lane);
    world.push(Ms(i64::from(at)), Event::Entry { lane, stamp: 0 });
}

/// Lets in whoever finds room, in the order of departure.
pub(super) fn enter_waiting(world: &mut World, link: u32, now: u32) {
    loop {
        let traffic = &mut world.traffic;
        let trip = traffic.links[link as usize].first_entry;
        if trip == NONE {
            return;
        }
        let vehicle = traffic.vehicles[trip as usize];
        let movement = traffic.movement_at(&world.network, vehicle.position);
        // Before a closed link everybody waits until it opens: `closures::restore` wakes them.
        let Some(lane) = traffic.choose_lane(&world.network, link, movement) else { return };
        match lanes::room(&traffic.lanes[lane as usize], &traffic.slots, vehicle.slots, now) {
            Room::At(at) => return wake(world, link, at),
            Room::Full => {
                let waiter = traffic.lanes.len() as u32 + link;
                return traffic.wait_for(lane, waiter);
            }
            Room::Now => {}
        }
        let state = &mut traffic.links[link as usize];
        state.first_entry = std::mem::replace(&mut traffic.next_entry[trip as usize], NONE);
        if state.first_entry == NONE {
            state.last_entry = NONE;
        }
        traffic.vehicles[trip as usize].state = State::Running;
        traffic.entered_at[trip as usize] = now;
        traffic.totals.waiting -= 1;
        traffic.totals.entered += 1;
        serve::enter_lane(world, lane, trip, 0, now);
        world.note_physical(5, trip, lane);
    }
}
