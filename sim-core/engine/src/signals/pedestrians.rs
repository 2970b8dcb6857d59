//! What a preemption costs people on foot. There is no pedestrian model: arrivals at every crossing are virtual, even in time and as many per
//! hour as the parameter says. Who arrives G before the next walk waits G, so a gap of G without walk costs rate x G^2 / 2. The cost is that
//! of the walks really shown less that of the walks the plan would have shown, from the first request until the signal is back on its plan.

use super::controller::Shown;
use crate::facts::Kind;
use crate::ids::SignalId;
use crate::network::Network;
use crate::world::World;

/// One crossing = one stage that shows walk.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Crossing {
    /// End of the last walk that was shown; of the last that the plan would have shown [ms].
    pub shown_until: i64,
    pub planned_until: i64,
    /// Sum of squared gaps shown less planned, not yet written [ms^2].
    pub excess: i64,
    pub disturbed: bool,
}

pub(super) struct Pedestrians {
    /// By stage of the network.
    pub crossings: Vec<Crossing>,
}

impl Pedestrians {
    pub fn new(network: &Network) -> Pedestrians {
        Pedestrians { crossings: vec![Crossing::default(); network.stages.len()] }
    }
}

/// Start of the last walk of the plan at or before `t`, for a stage of the plan in force.
fn planned_start(world: &World, signal: SignalId, stage: usize, t: i64) -> i64 {
    let clock = &world.signals.clocks[signal.at()];
    let start = clock.cycle_start(t) + world.signals.timing.stage_start[stage];
    if start <= t { start } else { start - i64::from(clock.cycle_ms) }
}

fn crossings_of(world: &World, signal: SignalId) -> Vec<usize> {
    let stages = world.network.stages_of(world.signals.controllers[signal.at()].plan as usize);
    stages.filter(|stage| world.network.stages[*stage].walk_ms > 0).collect()
}

pub(super) fn preempted(world: &mut World, signal: SignalId, _shown: Shown) {
    for stage in crossings_of(world, signal) {
        let until = planned_start(world, signal, stage, world.now.0) + world.network.stages[stage].walk_ms;
        let crossing = &mut world.signals.pedestrians.crossings[stage];
        (crossing.shown_until, crossing.planned_until, crossing.disturbed) = (until, until, true);
    }
}

pub(super) fn walk_began(world: &mut World, signal: SignalId, stage: u32) {
    let (now, walk_ms) = (world.now.0, world.network.stages[stage as usize].walk_ms);
    if world.signals.clocks[signal.at()].forced && world.signals.pedestrians.crossings[stage as usize].disturbed {
        let crossing = &mut world.signals.pedestrians.crossings[stage as usize];
        let gap = (now - crossing.shown_until).max(0);
        crossing.excess += gap * gap;
        crossing.shown_until = now + walk_ms;
    }
}

/// Takes the plan's walks up to `t` off the account.
fn settle_planned(world: &mut World, signal: SignalId, stage: usize, t: i64) {
    let cycle = i64::from(world.signals.clocks[signal.at()].cycle_ms);
    let walk_ms = world.network.stages[stage].walk_ms;
    let crossing = &mut world.signals.pedestrians.crossings[stage];
    let gap = (cycle - walk_ms).max(0);
    while crossing.planned_until + gap <= t {
        crossing.excess -= gap * gap;
        crossing.planned_until += cycle;
    }
}

/// The gap that is open now ends with the next walk of the plan.
pub(super) fn recovered(world: &mut World, signal: SignalId) {
    let (now, cycle) = (world.now.0, i64::from(world.signals.clocks[signal.at()].cycle_ms));
    for stage in crossings_of(world, signal) {
        if !world.signals.pedestrians.crossings[stage].disturbed {
            continue;
        }
        let last = planned_start(world, signal, stage, now);
        let crossing = &mut world.signals.pedestrians.crossings[stage];
        // A walk shown since the plan's own start counts as the plan's.
        let next = if crossing.shown_until >= now { last } else { last + cycle };
        let gap = (next - crossing.shown_until).max(0);
        crossing.excess += gap * gap;
        crossing.disturbed = false;
        settle_planned(world, signal, stage, next);
    }
}

/// Facts of the minute that ends now.
pub(super) fn minute(world: &mut World) {
    let per_hour = world.network.parameters.pedestrians_per_hour;
    for signal in world.network.signal_ids() {
        let first = world.network.stages_of(world.signals.controllers[signal.at()].plan as usize).start;
        for stage in crossings_of(world, signal) {
            let crossing = world.signals.pedestrians.crossings[stage];
            if !crossing.disturbed && crossing.excess == 0 {
                continue;
            }
            if crossing.disturbed {
                settle_planned(world, signal, stage, world.now.0);
            }
            let excess = std::mem::take(&mut world.signals.pedestrians.crossings[stage].excess);
            let waited_ms = excess / 1000 * per_hour / 7200;
            let fields = [(stage - first) as i64, waited_ms, per_hour / 60];
            world.facts.write(Kind::PedestrianMinute, world.now, signal.signed(), fields);
        }
    }
}
