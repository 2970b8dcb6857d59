//! Driving in the city layer. On a link: free speed up to the back of the standing queue on its lanes, then past the queue at the passing
//! speed, looked at again every simulated second. At the stop line: green is crossed; red is crossed with a loss where the driver may, while
//! the conflicting streams are held; else it waits like the first car of the queue. Ordinary driving passes no queue and crosses no red.

use super::costs::{BACKING_MM_PER_S, Choice, crossing_ms, free_speed, mean_queue_mm, ms_over, shortest_queue};
use super::ways::{self, Errand, Found};
use super::{Driving, PHYSICAL, Phase, Unit, asking, obstacles};
use crate::event::{Event, STAMP_MASK};
use crate::facts::Kind;
use crate::ids::{MovementId, UnitId};
use crate::network::travel_ms;
use crate::routing::{self, Place};
use crate::signals::{self, Aspect};
use crate::traffic;
use crate::world::{Observation, World};

/// The situation ahead is looked at again after this long [ms].
const LOOK_AGAIN_MS: i64 = 1_000;
/// Loss of an emergency vehicle where it gives way or meets oncoming traffic without a red: slow down, look (assumption) [ms].
const GIVE_WAY_LOSS_MS: i64 = 1_500;
/// Conflicting streams start again this long after a vehicle that crossed on red has reached the next link (assumption) [ms].
const RED_CLEARANCE_MS: i64 = 2_000;
/// A discharging lane is one whose last vehicle left at most this many headways ago.
const DISCHARGING_HEADWAYS: i64 = 2;

/// Starts a drive to `goal`. False = no way leads there: it stays where it is.
pub fn drive(world: &mut World, unit: UnitId, goal: Place, choice: Choice, driving: Driving) -> bool {
    let now = world.now;
    halt_quietly(world, unit);
    let Some(state) = world.units.get(unit) else { return false };
    let Some(found) = ways::find_way(world, &Errand::of(state, now, goal, choice, Some(&driving))) else {
        world.observations.push_back(Observation::UnitStuck { unit, at: now });
        return false;
    };
    let from = found.from;
    let length_mm = ways::length_mm(world, &found.links, from, goal);
    if !take_way(world, unit, found) {
        return false;
    }
    let Some(state) = world.units.get_mut(unit) else { return false };
    state.goal = Some(goal);
    state.driving = Some(driving);
    state.departed_at = now;
    (state.on_link_since, state.on_link_from_mm) = (now, from.offset_mm);
    state.phase = Phase::Moving { speed_mm_per_s: 0, stop_mm: 0 };
    world.facts.write(Kind::UnitDeparted, now, unit.signed(), [i64::from(from.link.signed()), from.offset_mm, length_mm]);
    world.note_physical(PHYSICAL, unit.0 | 1 << 16, goal.link.0);
    asking::ask_ahead(world, unit);
    plan(world, unit);
    true
}

/// The rest of the way again, from the end of the link it is on. Keeps its way where there is no other.
pub fn reroute(world: &mut World, unit: UnitId, choice: Choice) {
    settle(world, unit);
    let Some(state) = world.units.get(unit) else { return };
    let (Some(goal), Some(driving)) = (state.goal, state.driving.clone()) else { return };
    let mut errand = Errand::of(state, world.now, goal, choice, Some(&driving));
    // Who is crossing already is on the next link for this purpose.
    let is_crossing = state.is_crossing();
    let kept = state.route[..usize::from(is_crossing && state.route.len() > 1)].to_vec();
    if let ([_], [_, next, ..]) = (kept.as_slice(), state.route.as_slice()) {
        (errand.from, errand.is_backing) = (Place { link: *next, offset_mm: 0 }, false);
    }
    let Some(mut found) = ways::find_way(world, &errand) else { return };
    if !kept.is_empty() {
        found.from = state.place;
        found.links.splice(0..0, kept);
    }
    if found.links == state.route {
        return;
    }
    // Signals that are no longer on the way are given back; the others are asked again at once.
    asking::withdraw(world, unit);
    if !take_way(world, unit, found) {
        return;
    }
    asking::ask_ahead(world, unit);
    if !is_crossing {
        plan(world, unit);
    }
}

/// Route and movements; who backs out of its street is on the other direction of it from now on. False = links that do not meet.
fn take_way(world: &mut World, unit: UnitId, found: Found) -> bool {
    let now = world.now;
    let Some(movements) = routing::movements_along(&world.network, &found.links) else { return false };
    let Some(state) = world.units.get(unit) else { return false };
    if state.place.link != found.from.link {
        obstacles::unblock(world, unit);
        world.note_physical(PHYSICAL, unit.0 | 7 << 16, found.from.link.0);
        if let Some(state) = world.units.get_mut(unit) {
            (state.place, state.is_backing) = (found.from, true);
            (state.on_link_since, state.on_link_from_mm) = (now, found.from.offset_mm);
        }
    }
    if let Some(state) = world.units.get_mut(unit) {
        (state.route, state.movements) = (found.links, movements);
    }
    true
}

/// Stops where it is and forgets goal and preemption.
pub fn halt(world: &mut World, unit: UnitId) {
    halt_quietly(world, unit);
    asking::release(world, unit);
    if let Some(link) = world.units.get(unit).map(|state| state.place.link.0) {
        world.note_physical(PHYSICAL, unit.0 | 2 << 16, link);
    }
}

fn halt_quietly(world: &mut World, unit: UnitId) {
    settle(world, unit);
    obstacles::unblock(world, unit);
    let now = world.now;
    let Some(state) = world.units.get_mut(unit) else { return };
    state.stand(now, Phase::Rest);
    state.goal = None;
    state.route.clear();
    state.movements.clear();
    state.driving = None;
    asking::withdraw(world, unit);
}

/// Event::Unit.
pub fn advance(world: &mut World, unit: UnitId, stamp: u32) {
    if world.units.get(unit).is_none_or(|state| state.stamp != stamp) {
        return;
    }
    if world.units.get(unit).is_some_and(|state| state.is_crossing()) {
        enter_next_link(world, unit);
    }
    settle(world, unit);
    asking::ask_ahead(world, unit);
    plan(world, unit);
}

/// Something before it has changed.
pub fn look_again(world: &mut World, unit: UnitId) {
    settle(world, unit);
    plan(world, unit);
    asking::ask_ahead(world, unit);
}

/// Brings the stored offset up to now.
fn settle(world: &mut World, unit: UnitId) {
    let now = world.now;
    let Some(place) = world.units.get(unit).map(|state| state.place_at(now)) else { return };
    if let Some(state) = world.units.get_mut(unit) {
        (state.place, state.since) = (place, now);
    }
}

fn next_event(world: &mut World, unit: UnitId, phase: Phase, after_ms: i64) {
    let now = world.now;
    let Some(state) = world.units.get_mut(unit) else { return };
    state.phase = phase;
    state.since = now;
    state.stamp = (state.stamp + 1) & STAMP_MASK;
    let stamp = state.stamp;
    world.push(now + after_ms.max(0), Event::Unit { unit, stamp });
}

/// Decides what happens until the next look.
fn plan(world: &mut World, unit: UnitId) {
    let Some(state) = world.units.get(unit).filter(|state| state.is_driving()) else { return };
    let Some(goal) = state.goal else { return };
    let Place { link, offset_mm } = state.place;
    let is_last = state.route.len() <= 1;
    let end_mm = if is_last { goal.offset_mm } else { world.network.link(link).length_mm };
    // A goal in front of an obstacle is reached; the end of the link behind the goal is no matter.
    let bar = world.obstacles.bars(link, offset_mm, state.width_mm).next().filter(|bar| !is_last || bar.offset_mm < end_mm);
    if let Some(bar) = bar.filter(|bar| bar.offset_mm == offset_mm) {
        return obstacles::block(world, unit, bar.obstacle);
    }
    let end_mm = bar.map_or(end_mm, |bar| bar.offset_mm);
    obstacles::unblock(world, unit);
    if offset_mm >= end_mm {
        if is_last {
            arrive(world, unit)
        } else {
            at_stop_line(world, unit)
        }
        return;
    }
    let Some((state, driving)) = world.units.get(unit).and_then(|state| Some((state, state.driving.as_ref()?))) else { return };
    let (speed_mm_per_s, until_mm) = speed_here(world, state, driving, end_mm);
    let distance_mm = until_mm - offset_mm;
    if speed_mm_per_s * LOOK_AGAIN_MS < distance_mm * 1000 {
        let stop_mm = until_mm;
        return next_event(world, unit, Phase::Moving { speed_mm_per_s, stop_mm }, LOOK_AGAIN_MS);
    }
    // Reached within the second. The speed is rounded up, so that the offset at the event is exactly `stop_mm`.
    let reach_ms = travel_ms(distance_mm, speed_mm_per_s);
    let speed_mm_per_s = (distance_mm * 1000 + reach_ms - 1) / reach_ms;
    next_event(world, unit, Phase::Moving { speed_mm_per_s, stop_mm: until_mm }, reach_ms);
}

/// Speed now and the offset up to which it holds.
fn speed_here(world: &World, state: &Unit, driving: &Driving, end_mm: i64) -> (i64, i64) {
    let Place { link, offset_mm } = state.place;
    let road = world.network.link(link);
    let free = free_speed(world, link, driving).min(if state.is_backing { BACKING_MM_PER_S } else { i64::MAX });
    let lanes = state.movements.first().map_or(u32::MAX, |movement| world.network.movement(*movement).lanes);
    let (lane, shortest_mm) = shortest_queue(world, link, lanes);
    let queue_mm = if driving.is_emergency { mean_queue_mm(world, link, lanes) } else { shortest_mm };
    let back_mm = (road.length_mm - queue_mm).max(0);
    if offset_mm < back_mm {
        return (free, back_mm.min(end_mm));
    }
    let parameters = &world.network.parameters;
    let last_departure_at = traffic::lane_motion(world, lane).last_departure_at;
    let is_discharging = world.now - last_departure_at <= DISCHARGING_HEADWAYS * parameters.saturation_headway_ms;
    // A discharging queue moves up by one spacing per headway: nobody is slower than the queue he stands in.
    let with_queue = if is_discharging { parameters.jam_spacing_mm * 1000 / parameters.saturation_headway_ms } else { 0 };
    (driving.passing(road.lane_count).max(with_queue).min(free), end_mm)
}

fn at_stop_line(world: &mut World, unit: UnitId) {
    let Some(state) = world.units.get(unit) else { return };
    let (Some(&movement), Some(driving)) = (state.movements.first(), state.driving.clone()) else { return };
    let was_waiting = state.phase == Phase::Waiting;
    if traffic::open_lanes(world, world.network.movement(movement).to) == 0 && !find_way_round(world, unit) {
        halt(world, unit);
        world.observations.push_back(Observation::UnitStuck { unit, at: world.now });
        return;
    }
    let Some(&movement) = world.units.get(unit).and_then(|state| state.movements.first()) else { return };
    match crossing_time(world, movement, &driving, was_waiting) {
        Some(crossing_ms) => {
            let until = world.now + crossing_ms;
            next_event(world, unit, Phase::Crossing { until }, crossing_ms);
        }
        None => {
            let green_in = signals::next_green_at(world, movement) - world.now;
            next_event(world, unit, Phase::Waiting, green_in.clamp(1, LOOK_AGAIN_MS));
        }
    }
}

/// A closed link lies ahead: another way from the end of this one. False = there is none.
fn find_way_round(world: &mut World, unit: UnitId) -> bool {
    let Some(state) = world.units.get(unit) else { return false };
    let (Some(goal), Some(driving)) = (state.goal, state.driving.clone()) else { return false };
    let Some(found) = ways::find_way(world, &Errand::of(state, world.now, goal, Choice::Live, Some(&driving))) else { return false };
    asking::withdraw(world, unit);
    take_way(world, unit, found)
}

/// Milliseconds from the stop line to the next link, crossing now; None = it must wait.
fn crossing_time(world: &mut World, movement: MovementId, driving: &Driving, was_waiting: bool) -> Option<i64> {
    let way = world.network.movement(movement);
    let parameters = &world.network.parameters;
    let free_ms = crossing_ms(world, movement, driving);
    let start_up_ms = if was_waiting { parameters.start_up_ms } else { 0 };
    let gives_way = !world.network.yields_to(movement).is_empty() || way.stop_first;
    let give_way_ms = |gap_ms: i64| if driving.is_emergency { GIVE_WAY_LOSS_MS } else { gap_ms };
    if way.signal.is_none() {
        return Some(free_ms + if gives_way { give_way_ms(parameters.minor_critical_gap_ms) } else { 0 });
    }
    match signals::aspect(world, movement) {
        Aspect::Green | Aspect::Yellow => Some(free_ms + start_up_ms),
        Aspect::Permissive => Some(free_ms + start_up_ms + give_way_ms(parameters.permissive_critical_gap_ms)),
        Aspect::Red if driving.red_crossing_mm_per_s > 0 => {
            let crossing_ms = free_ms + driving.red_crossing_loss_ms;
            traffic::hold_conflicts(world, movement, world.now + crossing_ms + RED_CLEARANCE_MS);
            Some(crossing_ms)
        }
        Aspect::Red => None,
    }
}

fn enter_next_link(world: &mut World, unit: UnitId) {
    let now = world.now;
    let Some(state) = world.units.get(unit) else { return };
    let (Some(&movement), Some(&next), Some(driving)) = (state.movements.first(), state.route.get(1), state.driving.as_ref()) else {
        return;
    };
    let left = state.place.link;
    let driven_mm = state.place.offset_mm - state.on_link_from_mm;
    let free_ms = ms_over(driven_mm, free_speed(world, left, driving)) + crossing_ms(world, movement, driving);
    let lost_ms = now - state.on_link_since - free_ms;
    let signal = world.network.movement(movement).signal;
    let Some(state) = world.units.get_mut(unit) else { return };
    state.route.remove(0);
    state.movements.remove(0);
    (state.place, state.is_backing) = (Place { link: next, offset_mm: 0 }, false);
    state.phase = Phase::Moving { speed_mm_per_s: 0, stop_mm: 0 };
    (state.since, state.on_link_since, state.on_link_from_mm) = (now, now, 0);
    world.facts.write(Kind::UnitCrossed, now, unit.signed(), [i64::from(left.signed()), i64::from(signal.signed()), lost_ms]);
    world.note_physical(PHYSICAL, unit.0 | 3 << 16, next.0);
    if signal.is_some() {
        asking::passed(world, unit, signal);
    }
}

fn arrive(world: &mut World, unit: UnitId) {
    let now = world.now;
    let Some(state) = world.units.get(unit) else { return };
    let (place, since_ms): (Place, i64) = (state.place, now - state.departed_at);
    world.facts.write(Kind::UnitArrived, now, unit.signed(), [i64::from(place.link.signed()), place.offset_mm, since_ms]);
    world.note_physical(PHYSICAL, unit.0 | 4 << 16, place.link.0);
    halt_quietly(world, unit);
    asking::release(world, unit);
    world.observations.push_back(Observation::UnitArrived { unit, at: now });
}
