//! Preemption as the unit sees it: which signals it asks, when, and whether the controller listens. The controllers are in signals/.

use super::{Asked, Asking, costs};
use crate::facts::Kind;
use crate::ids::{MovementId, SignalId, UnitId};
use crate::philox::stream;
use crate::signals::{self, Request};
use crate::world::World;

/// From now on the unit asks; what it asked before under other terms stays asked.
pub fn start(world: &mut World, unit: UnitId, asking: Asking) {
    if let Some(state) = world.units.get_mut(unit) {
        state.asking = Some(asking);
    }
    ask_ahead(world, unit);
}

/// Asks no more and gives everything back.
pub fn release(world: &mut World, unit: UnitId) {
    let Some(state) = world.units.get_mut(unit) else { return };
    state.asking = None;
    withdraw(world, unit);
}

/// Gives back what was asked: another way is taken, or the drive is over.
pub fn withdraw(world: &mut World, unit: UnitId) {
    let Some(state) = world.units.get_mut(unit) else { return };
    let asked = std::mem::take(&mut state.asked);
    if asked.iter().any(|asked| asked.is_obeyed) {
        signals::cancel_unit(world, unit);
    }
}

/// The unit crossed a stop line of this signal.
pub fn passed(world: &mut World, unit: UnitId, signal: SignalId) {
    let Some(state) = world.units.get_mut(unit) else { return };
    let Some(at) = state.asked.iter().position(|asked| asked.signal == signal) else { return };
    if state.asked.remove(at).is_obeyed {
        signals::passed(world, signal, unit);
    }
}

/// Asks the next signals on the route that are near enough, by distance or by predicted arrival, once per passage.
/// A signal that is crossed twice in a row (joined junctions) is asked again after the first crossing.
pub fn ask_ahead(world: &mut World, unit: UnitId) {
    for (signal, movement) in due(world, unit) {
        let Some(state) = world.units.get_mut(unit) else { return };
        let Some(asking) = state.asking else { return };
        let draw = count_request(&mut state.request_counts, signal);
        let entity = u64::from(unit.0) << 32 | u64::from(signal.0);
        let is_obeyed = world.chance.uniform(stream("preempt.success"), entity, draw) < asking.success_p;
        if let Some(state) = world.units.get_mut(unit) {
            state.asked.push(Asked { signal, is_obeyed });
        }
        let fields = [i64::from(unit.signed()), i64::from(movement.signed()), i64::from(is_obeyed)];
        world.facts.write(Kind::PreemptRequested, world.now, signal.signed(), fields);
        if is_obeyed {
            signals::request(world, Request { signal, unit, movement, hold_ms: asking.hold_ms, exit: asking.exit });
        }
    }
}

/// Draw number of this request, and one more for the next.
fn count_request(counts: &mut Vec<(SignalId, u32)>, signal: SignalId) -> u32 {
    match counts.binary_search_by_key(&signal, |(counted, _)| *counted) {
        Ok(at) => {
            counts[at].1 += 1;
            counts[at].1 - 1
        }
        Err(at) => {
            counts.insert(at, (signal, 1));
            0
        }
    }
}

fn due(world: &World, unit: UnitId) -> Vec<(SignalId, MovementId)> {
    let mut due = Vec::new();
    let Some(state) = world.units.get(unit).filter(|state| state.is_driving() && !state.is_blocked()) else { return due };
    let (Some(asking), Some(driving)) = (state.asking, state.driving.as_ref()) else { return due };
    let network = &world.network;
    let offset_mm = state.place_at(world.now).offset_mm;
    let (mut distance_mm, mut arrival_ms, mut seen) = (-offset_mm, 0, 0);
    let mut met: Vec<SignalId> = Vec::new();
    for (at, movement) in state.movements.iter().enumerate() {
        let link = state.route[at];
        let link_ms = costs::emergency_ms(world, link, driving);
        let link_ms = if at == 0 && state.is_backing { costs::backing_ms(world, link, link_ms) } else { link_ms };
        let from_mm = if at == 0 { offset_mm } else { 0 };
        distance_mm += network.link(link).length_mm;
        arrival_ms += crate::routing::part_ms(network, link, link_ms, from_mm, network.link(link).length_mm);
        let is_near = distance_mm <= asking.ahead_mm || (asking.ahead_ms > 0 && arrival_ms <= asking.ahead_ms);
        if !is_near || seen >= asking.most_signals {
            break;
        }
        let signal = network.movement(*movement).signal;
        if signal.is_none() || met.contains(&signal) {
            continue;
        }
        met.push(signal);
        seen += 1;
        if !state.asked.iter().any(|asked| asked.signal == signal) {
            due.push((signal, *movement));
        }
    }
    due
}
