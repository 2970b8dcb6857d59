//! The head of a lane: may it go, is there room, and what happens when it goes.

use super::gaps::{self, Stream};
use super::lanes::{self, NEVER, NONE, Room};
use super::layout::{FIRST_COME, MovementRecord, STOP_FIRST, TURN_ON_RED, YIELDS};
use super::{State, Traffic, entry};
use crate::event::Event;
use crate::facts::Kind;
use crate::ids::{LaneId, LinkId, MovementId, Ms, SignalId, TripId};
use crate::signals::{self, Aspect};
use crate::world::World;

/// Event::Lane. Of all events of a lane only the one at its wake time counts.
pub fn serve_lane(world: &mut World, lane: LaneId, _stamp: u32) {
    let now = world.now.0 as u32;
    let state = &mut world.traffic.lanes[lane.at()];
    if state.wake_at != now {
        return;
    }
    state.wake_at = NEVER;
    world.traffic.totals.events += 1;
    serve_head(world, lane.0, now);
}

/// May the head go now?
pub(super) enum Answer {
    Go,
    /// Right turn on red after a stop: the one way over a red line for everybody.
    GoOnRed,
    /// Permissive turn that stood in the junction when its green ended.
    GoAsSneaker,
    /// No gap before the green ends: it and those behind it leave in yellow.
    SneakAt {
        at: u32,
        until: u32,
        sneakers: u8,
    },
    At(u32),
    /// Woken by the signal.
    Wait,
}

fn serve_head(world: &mut World, lane: u32, now: u32) {
    let traffic = &world.traffic;
    let state = &traffic.lanes[lane as usize];
    if state.taken == 0 {
        return;
    }
    let slot = traffic.slots[state.slot_at(0)];
    if now < slot.at.max(state.ready_at) && state.sneak_at != now {
        return schedule_head(world, lane, now);
    }
    let movement = state.head_movement;
    if movement == NONE {
        return end_trip(world, lane, slot.vehicle, now);
    }
    let record = traffic.layout.movements[movement as usize];
    let answer = ask(world, lane, movement, &record, now);
    if !matches!(answer, Answer::Go | Answer::GoOnRed | Answer::GoAsSneaker) {
        world.traffic.lanes[lane as usize].blocked_since = NEVER;
    }
    match answer {
        Answer::At(at) => return wake(world, lane, at),
        Answer::Wait => return,
        Answer::SneakAt { at, until, sneakers } => {
            let state = &mut world.traffic.lanes[lane as usize];
            (state.sneak_at, state.sneak_until, state.sneakers_left) = (at, until, sneakers);
            return wake(world, lane, at);
        }
        Answer::Go | Answer::GoOnRed | Answer::GoAsSneaker => {}
    }
    let traffic = &mut world.traffic;
    let vehicle = traffic.vehicles[slot.vehicle as usize];
    let next_movement = traffic.movement_at(&world.network, vehicle.position + 1);
    let Some(target) = traffic.choose_lane(&world.network, record.to, next_movement) else {
        return super::closures::meet_closed_link(world, lane, slot.vehicle, now);
    };
    match lanes::room(&traffic.lanes[target as usize], &traffic.slots, vehicle.slots, now) {
        Room::At(at) => wake(world, lane, at),
        Room::Full => {
            traffic.lanes[lane as usize].blocked_since = traffic.lanes[lane as usize].blocked_since.min(now);
            traffic.wait_for(target, lane);
        }
        Room::Now => cross(world, Crossing { lane, target, vehicle: slot.vehicle, movement, record, answer }, now),
    }
}

pub(super) fn ask(world: &World, lane: u32, movement: u32, record: &MovementRecord, now: u32) -> Answer {
    let traffic = &world.traffic;
    let state = &traffic.lanes[lane as usize];
    if now < traffic.any_held_until && now < traffic.held_until[movement as usize] {
        return Answer::At(traffic.held_until[movement as usize]);
    }
    let arrival = traffic.slots[state.slot_at(0)].at;
    let parameters = &world.network.parameters;
    let at_line_since = arrival.max(state.head_since);
    let stopped_at = at_line_since + parameters.stop_first_ms as u32;
    if record.signal == NONE {
        if record.flags & STOP_FIRST != 0 && now < stopped_at {
            return Answer::At(stopped_at);
        }
        if record.flags & YIELDS != 0 {
            let gap_ms = impatient(parameters.minor_critical_gap_ms as u32, now - at_line_since, parameters.impatience_ms as u32);
            let at = gaps::earliest(traffic, &world.network, Stream { movement, gap_ms, until: NEVER }, now);
            return if at <= now { Answer::Go } else { Answer::At(at) };
        }
        if record.flags & FIRST_COME != 0 {
            let at = traffic.junction_free_at(&world.network, movement);
            return if at <= now { Answer::Go } else { Answer::At(at) };
        }
        return Answer::Go;
    }
    if state.sneak_at == now {
        return Answer::GoAsSneaker;
    }
    let chance = world.signals.first_chance(MovementId(movement), SignalId(record.signal), i64::from(now), i64::from(arrival));
    match chance {
        Some(chance) if chance.at <= i64::from(now) => {
            if !chance.permissive || record.flags & YIELDS == 0 {
                return Answer::Go;
            }
            let until = chance.usable_until.min(i64::from(NEVER)) as u32;
            let gap_ms = parameters.permissive_critical_gap_ms as u32;
            let at = gaps::earliest(traffic, &world.network, Stream { movement, gap_ms, until }, now);
            let sneakers = parameters.sneakers.clamp(0, 255);
            match at {
                at if at <= now => Answer::Go,
                at if at < until || sneakers == 0 || chance.yellow_until <= chance.usable_until => Answer::At(at),
                _ => Answer::SneakAt { at: until, until: chance.yellow_until as u32, sneakers: sneakers as u8 },
            }
        }
        _ => {
            let green_at = chance.map_or(NEVER, |chance| chance.at.min(i64::from(NEVER)) as u32);
            if record.flags & TURN_ON_RED == 0 {
                return if green_at == NEVER { Answer::Wait } else { Answer::At(green_at) };
            }
            if now < stopped_at {
                return Answer::At(green_at.min(stopped_at));
            }
            let gap_ms = parameters.turn_on_red_critical_gap_ms as u32;
            let at = gaps::earliest(traffic, &world.network, Stream { movement, gap_ms, until: green_at }, now);
            if at <= now { Answer::GoOnRed } else { Answer::At(at.min(green_at)) }
        }
    }
}

/// A driver who has waited long takes half the gap, after twice as long any: yielding in a circle cannot last for ever.
fn impatient(gap_ms: u32, waited_ms: u32, patience_ms: u32) -> u32 {
    match waited_ms {
        waited if patience_ms == 0 || waited < patience_ms => gap_ms,
        waited if waited < 2 * patience_ms => gap_ms / 2,
        _ => 0,
    }
}

struct Crossing {
    lane: u32,
    target: u32,
    vehicle: u32,
    movement: u32,
    record: MovementRecord,
    answer: Answer,
}

fn cross(world: &mut World, crossing: Crossing, now: u32) {
    let Crossing { lane, target, vehicle, movement, record, answer } = crossing;
    if record.signal != NONE && !matches!(answer, Answer::GoOnRed) && signals::aspect(world, MovementId(movement)) == Aspect::Red {
        world.break_invariant("a vehicle crossed on red (trip, movement, signal)", [vehicle, movement, record.signal]);
    }
    let parameters = &world.network.parameters;
    let base = match answer {
        Answer::GoOnRed => parameters.turn_on_red_follow_up_ms as u32,
        _ if record.flags & YIELDS != 0 && record.signal == NONE => parameters.minor_follow_up_ms as u32,
        _ if record.flags & YIELDS != 0 && is_permissive(world, movement) => {
            (parameters.permissive_follow_up_ms as u32).max(record.headway_ms)
        }
        _ => record.headway_ms,
    };
    if record.flags & FIRST_COME != 0 {
        world.traffic.crossed_at[movement as usize] = now;
    }
    leave_link(world, lane, vehicle, movement, base, now);
    world.traffic.vehicles[vehicle as usize].position += 1;
    enter_lane(world, target, vehicle, record.loss_ms, now);
    let state = &mut world.traffic.lanes[lane as usize];
    if matches!(answer, Answer::GoAsSneaker) {
        state.sneakers_left -= 1;
        state.sneak_at = NEVER;
        // Those left share what is left of yellow.
        let next = now + (state.sneak_until - now) / (u32::from(state.sneakers_left) + 1);
        if state.taken > 0 && state.sneakers_left > 0 && next < state.sneak_until && state.head_movement == movement {
            let arrived = world.traffic.slots[state.slot_at(0)].at <= now;
            if arrived {
                world.traffic.lanes[lane as usize].sneak_at = next;
                wake(world, lane, next);
            }
        }
    }
}

fn is_permissive(world: &World, movement: u32) -> bool {
    world.network.movement(MovementId(movement)).signal.is_some() && signals::aspect(world, MovementId(movement)) == Aspect::Permissive
}

fn end_trip(world: &mut World, lane: u32, vehicle: u32, now: u32) {
    let headway = world.traffic.layout.through_headway_ms;
    leave_link(world, lane, vehicle, NONE, headway, now);
    let traffic = &mut world.traffic;
    let state = &mut traffic.vehicles[vehicle as usize];
    state.state = State::Arrived;
    let due_at = traffic.due_at[vehicle as usize];
    let (duration_ms, free_ms) = (i64::from(now - due_at), i64::from(state.free_ms));
    let entered_at = traffic.entered_at[vehicle as usize];
    traffic.totals.arrived += 1;
    traffic.totals.arrived_road_ms += u64::from(now - entered_at);
    traffic.totals.arrived_delay_ms += (duration_ms - free_ms).max(0) as u64;
    world.facts.write(Kind::TripEnded, world.now, vehicle as i32, [duration_ms, duration_ms - free_ms, i64::from(due_at)]);
}

/// Takes the head out of its lane, over the stop line, and makes the next one the head.
pub(super) fn leave_link(world: &mut World, lane: u32, vehicle: u32, movement: u32, headway_ms: u32, now: u32) {
    let traffic = &mut world.traffic;
    let state = &mut traffic.lanes[lane as usize];
    let link = state.link;
    let link_state = &mut traffic.links[link as usize];
    let body = &traffic.vehicles[vehicle as usize];
    let hole_at = now + traffic.layout.back_ms[link as usize];
    lanes::pop(state, &mut traffic.slots, body.slots, hole_at);
    let mut headway = headway_ms * traffic.pcu_permille[usize::from(body.class)] / 1000;
    if link_state.headway_permille != 1000 {
        headway = (u64::from(headway) * u64::from(link_state.headway_permille) / 1000) as u32;
    }
    if state.last_departure_at == NEVER || now - state.last_departure_at > 2 * headway_ms {
        state.discharge_since = now;
    }
    state.last_departure_at = now;
    state.ready_at = now + headway.max(1);
    state.blocked_since = NEVER;
    state.sneak_at = NEVER;
    let on_link_ms = i64::from(now - body.entered_link_at);
    let delay_ms = on_link_ms - world.network.link(LinkId(link)).free_ms;
    link_state.vehicles -= 1;
    link_state.left += 1;
    link_state.delay_ms = link_state.delay_ms.saturating_add(delay_ms.max(0) as u32);
    wake_waiters(world, lane, hole_at);
    world.note_crossing(TripId(vehicle), LinkId(link), MovementId(movement), on_link_ms, delay_ms);
    let state = &world.traffic.lanes[lane as usize];
    if state.taken > 0 {
        make_head(world, lane, now);
    }
}

fn make_head(world: &mut World, lane: u32, now: u32) {
    let traffic = &mut world.traffic;
    let slot = traffic.slots[traffic.lanes[lane as usize].slot_at(0)];
    let movement = traffic.movement_at(&world.network, traffic.vehicles[slot.vehicle as usize].position);
    let state = &mut traffic.lanes[lane as usize];
    (state.head_movement, state.head_since) = (movement, now);
    schedule_head(world, lane, now);
}

/// Puts a vehicle at the back of a lane that has room for it.
pub(super) fn enter_lane(world: &mut World, lane: u32, vehicle: u32, loss_ms: u32, now: u32) {
    let traffic = &mut world.traffic;
    let state = &mut traffic.lanes[lane as usize];
    let link = state.link as usize;
    let link_state = &mut traffic.links[link];
    let body = &mut traffic.vehicles[vehicle as usize];
    body.entered_link_at = now;
    body.free_ms += world.network.links[link].free_ms as u32;
    link_state.vehicles += 1;
    let was_empty = state.taken == 0;
    lanes::push(state, &mut traffic.slots, vehicle, body.slots, now + link_state.free_ms + loss_ms);
    if was_empty {
        make_head(world, lane, now);
    }
}

/// Queues the next look at a lane's head: arrival, headway and signal in closed form, so that the look is usually the departure.
pub(super) fn schedule_head(world: &mut World, lane: u32, now: u32) {
    let traffic = &world.traffic;
    let state = &traffic.lanes[lane as usize];
    let slot = traffic.slots[state.slot_at(0)];
    let mut at = slot.at.max(state.ready_at).max(now);
    if state.head_movement != NONE {
        let record = &traffic.layout.movements[state.head_movement as usize];
        if record.signal != NONE {
            let movement = MovementId(state.head_movement);
            let chance = world.signals.first_chance(movement, SignalId(record.signal), i64::from(at), i64::from(slot.at));
            let green_at = chance.map_or(NEVER, |chance| chance.at.min(i64::from(NEVER)) as u32);
            at = if record.flags & TURN_ON_RED == 0 || green_at <= at {
                green_at
            } else {
                let stopped_at = slot.at.max(state.head_since) + world.network.parameters.stop_first_ms as u32;
                green_at.min(stopped_at.max(at))
            };
        }
    }
    if at != NEVER {
        wake(world, lane, at);
    }
}

#[inline]
pub(super) fn wake(world: &mut World, lane: u32, at: u32) {
    world.traffic.lanes[lane as usize].wake_at = at;
    world.queue.push(Ms(i64::from(at)), Event::Lane { lane: LaneId(lane), stamp: 0 }.pack());
}

/// Everybody who waits for a hole in this lane looks again when it arrives, in the order of waiting.
fn wake_waiters(world: &mut World, lane: u32, hole_at: u32) {
    let lane_count = world.traffic.lanes.len() as u32;
    let state = &mut world.traffic.lanes[lane as usize];
    let mut next = std::mem::replace(&mut state.first_waiter, NONE);
    state.last_waiter = NONE;
    while next != NONE {
        let waiter = next;
        next = std::mem::replace(&mut world.traffic.next_waiter[waiter as usize], NONE);
        if waiter < lane_count {
            wake(world, waiter, hole_at);
        } else {
            entry::wake(world, waiter - lane_count, hole_at);
        }
    }
}

/// What a signal shows has changed, or its controller took over or gave back: heads that wait for it look again.
pub fn signal_changed(world: &mut World, signal: SignalId) {
    let now = world.now.0 as u32;
    for place in 0..world.traffic.layout.signal_links(signal.0).len() {
        let link = world.traffic.layout.signal_links(signal.0)[place];
        let first = world.network.links[link as usize].first_lane;
        for lane in first..first + world.network.links[link as usize].lane_count {
            let state = &mut world.traffic.lanes[lane as usize];
            state.sneak_at = NEVER;
            if state.taken > 0 && state.blocked_since == NEVER {
                state.wake_at = NEVER;
                schedule_head(world, lane, now);
            }
        }
    }
}

/// An emergency vehicle crosses on red by `movement`: movements in conflict with it do not start before `until`.
pub fn hold_conflicts(world: &mut World, movement: MovementId, until: Ms) {
    let until = until.0.clamp(0, i64::from(NEVER - 1)) as u32;
    for other in world.network.conflicts_with(movement) {
        let held = &mut world.traffic.held_until[other.at()];
        *held = (*held).max(until);
    }
    world.traffic.any_held_until = world.traffic.any_held_until.max(until);
}

impl Traffic {
    /// Registers a lane (or lanes + link: vehicles waiting to enter) behind those who wait for a hole in `target`.
    pub(super) fn wait_for(&mut self, target: u32, waiter: u32) {
        self.next_waiter[waiter as usize] = NONE;
        let state = &mut self.lanes[target as usize];
        let last = std::mem::replace(&mut state.last_waiter, waiter);
        if last == NONE {
            state.first_waiter = waiter;
        } else {
            self.next_waiter[last as usize] = waiter;
        }
    }

    /// The least occupied open lane of `link` that `movement` may use (the lowest at equal occupation). Where all of those are closed: of the
    /// open ones, and the driver turns from there. None: the link is closed.
    #[inline]
    pub(super) fn choose_lane(&self, network: &crate::network::Network, link: u32, movement: u32) -> Option<u32> {
        let open = self.links[link as usize].open;
        let wanted = if movement == NONE { open } else { open & self.layout.movements[movement as usize].lanes };
        let mut mask = if wanted == 0 { open } else { wanted };
        let first = network.links[link as usize].first_lane;
        let (mut best, mut least) = (None, u16::MAX);
        while mask != 0 {
            let lane = first + mask.trailing_zeros();
            mask &= mask - 1;
            let taken = self.lanes[lane as usize].taken;
            if taken < least {
                (best, least) = (Some(lane), taken);
            }
        }
        best
    }

    /// When the last conflicting crossing is over (junctions where the first to come goes first).
    fn junction_free_at(&self, network: &crate::network::Network, movement: u32) -> u32 {
        let crossed =
            network.conflicts_with(MovementId(movement)).iter().map(|other| self.crossed_at[other.at()]).filter(|at| *at != NEVER);
        crossed.max().map_or(0, |at| at + network.parameters.conflict_clearance_ms as u32)
    }
}
