//! Incidents and closures: fewer lanes, lower speed, longer headways; 0 open lanes = closed.
//!
//! Lanes close from the kerb. Vehicles on a lane that closes finish it. Nobody enters a closed link: whoever stands before it turns to the
//! fastest way on free times that avoids closed links, from the lane in which it stands; where there is none, and for those whose trip
//! starts on it, it waits until the link opens. A trip that ends on a closed link waits.

use super::lanes::{NEVER, NONE};
use super::{bounded_ms, entry, serve};
use crate::facts::Kind;
use crate::ids::{LinkId, MovementId};
use crate::world::World;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// link.restrict: `open_lanes` lanes of the link stay open (0 = closed: vehicles on it finish it, none enters).
pub fn restrict(world: &mut World, link: LinkId, open_lanes: u32, speed_permille: u32, headway_permille: u32) {
    let road = world.network.link(link);
    let open_lanes = if speed_permille == 0 { 0 } else { open_lanes.min(road.lane_count) };
    let all = u32::MAX >> (32 - road.lane_count);
    let closed = road.lane_count - open_lanes;
    let state = &mut world.traffic.links[link.at()];
    let was_closed = state.open == 0;
    state.open = if open_lanes == 0 { 0 } else { all >> closed << closed };
    state.free_ms = bounded_ms(road.free_ms * 1000 / i64::from(speed_permille.clamp(1, 1000)));
    state.headway_permille = headway_permille.max(1000);
    let is_closed = state.open == 0;
    world.traffic.closed_links = world.traffic.closed_links + u32::from(is_closed) - u32::from(was_closed);
    world.note_physical(4, link.0, open_lanes << 20 ^ speed_permille << 10 ^ headway_permille);
    let fields = [i64::from(open_lanes), i64::from(speed_permille), i64::from(headway_permille)];
    world.facts.write(Kind::LinkRestricted, world.now, link.signed(), fields);
    wake_all(world, link);
}

/// link.restore.
pub fn restore(world: &mut World, link: LinkId) {
    let road = world.network.link(link);
    let state = &mut world.traffic.links[link.at()];
    let was_closed = state.open == 0;
    state.open = u32::MAX >> (32 - road.lane_count);
    (state.free_ms, state.headway_permille) = (bounded_ms(road.free_ms), 1000);
    world.traffic.closed_links -= u32::from(was_closed);
    world.note_physical(4, link.0, u32::MAX);
    world.facts.write(Kind::LinkRestored, world.now, link.signed(), [0, 0, 0]);
    wake_all(world, link);
}

/// Who waits before the link looks again: for another lane, another way, or because it is open.
fn wake_all(world: &mut World, link: LinkId) {
    let now = world.now.0 as u32;
    for place in 0..world.network.movements_into(link).len() {
        let movement = world.network.movement(world.network.movements_into(link)[place]);
        let source = world.network.link(movement.from);
        for lane in source.first_lane..source.first_lane + source.lane_count {
            let state = &world.traffic.lanes[lane as usize];
            if state.taken > 0 && state.wake_at == NEVER && !world.traffic.waits_somewhere(lane) {
                serve::schedule_head(world, lane, now);
            }
        }
    }
    if world.traffic.links[link.at()].first_entry != NONE && !world.traffic.waits_somewhere(world.traffic.lanes.len() as u32 + link.0) {
        entry::wake(world, link.0, now);
    }
}

/// The head of `lane` stands before a closed link.
pub(super) fn meet_closed_link(world: &mut World, lane: u32, vehicle: u32, now: u32) {
    let from = LinkId(world.traffic.lanes[lane as usize].link);
    let Some(way) = way_round(world, from, vehicle) else {
        let state = &mut world.traffic.lanes[lane as usize];
        state.blocked_since = state.blocked_since.min(now);
        return;
    };
    let traffic = &mut world.traffic;
    traffic.vehicles[vehicle as usize].position = traffic.own_routes_from + traffic.own_routes.len() as u32;
    traffic.own_routes.extend(way.iter().map(|movement| movement.0));
    traffic.own_routes.push(NONE);
    traffic.lanes[lane as usize].head_movement = way.first().map_or(NONE, |movement| movement.0);
    serve::schedule_head(world, lane, now);
}

/// Fastest way on free times from the end of `from` to the vehicle's last link, past closed links (Dijkstra over links; equal times by link).
fn way_round(world: &World, from: LinkId, vehicle: u32) -> Option<Vec<MovementId>> {
    let (network, traffic) = (&world.network, &world.traffic);
    let mut position = traffic.vehicles[vehicle as usize].position;
    let mut goal = from;
    loop {
        let movement = traffic.movement_at(network, position);
        if movement == NONE {
            break;
        }
        goal = network.movement(MovementId(movement)).to;
        position += 1;
    }
    if goal == from || traffic.links[goal.at()].open == 0 {
        return None;
    }
    let mut best: BTreeMap<LinkId, (u64, MovementId)> = BTreeMap::new();
    let mut heap = BinaryHeap::from([Reverse((0_u64, from))]);
    while let Some(Reverse((cost, link))) = heap.pop() {
        if link == goal && cost > 0 {
            break;
        }
        if best.get(&link).is_some_and(|known| known.0 < cost) {
            continue;
        }
        for id in network.movements_out(link) {
            let movement = network.movement(*id);
            if traffic.links[movement.to.at()].open == 0 || movement.to == from {
                continue;
            }
            let next = cost + u64::from(traffic.links[movement.to.at()].free_ms) + movement.loss_ms.max(0) as u64;
            if best.get(&movement.to).is_none_or(|known| next < known.0) {
                best.insert(movement.to, (next, *id));
                heap.push(Reverse((next, movement.to)));
            }
        }
    }
    let mut way = Vec::new();
    let mut link = goal;
    while link != from {
        let (_, movement) = best.get(&link)?;
        way.push(*movement);
        link = network.movement(*movement).from;
    }
    way.reverse();
    Some(way)
}
