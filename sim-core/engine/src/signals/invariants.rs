//! What must never be: two conflicting greens, a hold without a request. Checked for every plan at the start, for every signal under
//! preemption at every grant and every minute.

use super::Aspect;
use crate::ids::{MovementId, SignalId};
use crate::network::Network;
use crate::world::World;

fn yields(network: &Network, movement: MovementId, to: MovementId) -> bool {
    network.yields_to(movement).contains(&to)
}

/// Two movements that conflict and neither of which gives way may not be green together.
fn clash(network: &Network, a: MovementId, b: MovementId) -> bool {
    network.conflicts_with(a).contains(&b) && !yields(network, a, b) && !yields(network, b, a)
}

/// Every stage of every plan, once.
pub(super) fn check_plans(world: &mut World) {
    let network = &world.network;
    for stage in 0..network.stages.len() {
        let (green, permissive) = (network.stage_green(stage), network.stage_permissive(stage));
        for (place, a) in green.iter().enumerate() {
            for b in &green[place + 1..] {
                if clash(network, *a, *b) && !permissive.contains(a) && !permissive.contains(b) {
                    let ids = [stage as u32, a.0, b.0];
                    return world.break_invariant("a plan shows green to two conflicting movements (stage, movement, movement)", ids);
                }
            }
        }
    }
}

/// One signal as it shows now.
pub(super) fn check_signal(world: &mut World, signal: SignalId) {
    let (network, now) = (&world.network, world.now.0);
    let aspects = |movement: &MovementId| world.signals.aspect_at(network, *movement, now);
    let group = network.signal_group(signal);
    let has_way = |movement: &&MovementId| aspects(movement) == Aspect::Green;
    let green: Vec<MovementId> = group.iter().filter(has_way).copied().collect();
    for (place, a) in green.iter().enumerate() {
        if let Some(b) = green[place + 1..].iter().find(|b| clash(network, *a, **b)) {
            let ids = [signal.0, a.0, b.0];
            return world.break_invariant("two conflicting movements are green (signal, movement, movement)", ids);
        }
    }
}

pub(super) fn check_now(world: &mut World) {
    for signal in world.network.signal_ids() {
        if !world.signals.clocks[signal.at()].forced {
            if world.signals.controllers[signal.at()].has_requests() {
                return world.break_invariant("a request is open at a signal that runs on its plan (signal)", [signal.0, 0, 0]);
            }
            continue;
        }
        check_signal(world, signal);
    }
}
