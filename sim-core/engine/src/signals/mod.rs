//! Fixed-time signals by time of day, and preemption as a controller layer above them.
//!
//! A signal on its plan costs no event: `timing` answers in closed form when a movement may go. The `controller` takes over from the first
//! request of an emergency vehicle until the signal is back on its plan, and steps through stages with an event per change.
//! Rules of the controller: requests are served first come, first served (at equal times by unit number); a request whose movement is
//! green in the stage that is held joins the hold; minimum green, pedestrian walk and clearance, yellow and all red are never cut.
//! The functions here are all that the world, the units, the lanes and the frame know of signals.

pub mod controller;
mod invariants;
mod pedestrians;
mod saving;
pub mod timing;

use crate::event::{Event, STAMP_MASK};
use crate::ids::{MovementId, Ms, SignalId, UnitId};
use crate::network::Network;
use crate::world::World;
use controller::Controller;
pub use controller::Shade;
use pedestrians::Pedestrians;
use timing::{Chance, Rules, Timing};

/// What the drivers of a movement see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aspect {
    Red,
    Yellow,
    Green,
    /// Green, but gives way.
    Permissive,
}

/// Way back to the fixed plan after a preemption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Stay in the held stage until the plan comes round to it.
    Dwell,
    /// Lengthen or shorten stages by at most a fifth, whichever is back sooner.
    Shortway,
    /// Leave at once for the next stage start of the plan that can be reached.
    Immediate,
}

/// A request that the controller obeys (the draw was made by the unit's side; failed ones never get here).
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub signal: SignalId,
    pub unit: UnitId,
    /// Way that the unit will take through the junction.
    pub movement: MovementId,
    /// Longest time that the green is held.
    pub hold_ms: i64,
    pub exit: Exit,
}

/// The part of a signal's state that every vehicle asks for.
#[derive(Clone, Copy)]
struct Clock {
    cycle_ms: u32,
    /// Phase at time t = (t + shift) mod cycle.
    shift_ms: u32,
    /// Number of the plan in force, counted from the signal's first.
    plan_row: u32,
    /// The controller steps the stages: the plan's closed form does not hold.
    forced: bool,
}

impl Clock {
    fn new(network: &Network, signal: SignalId, plan: usize) -> Clock {
        let row = &network.plans[plan];
        let shift_ms = (network.starts_ms_of_day - row.offset_ms).rem_euclid(row.cycle_ms) as u32;
        Clock { cycle_ms: row.cycle_ms as u32, shift_ms, plan_row: (plan - network.plans_of(signal).start) as u32, forced: false }
    }

    /// Start of the plan's cycle that holds `t`.
    #[inline]
    fn cycle_start(&self, t: i64) -> i64 {
        t - i64::from((t as u64 + u64::from(self.shift_ms)) as u32 % self.cycle_ms)
    }
}

pub struct Signals {
    timing: Timing,
    rules: Rules,
    clocks: Vec<Clock>,
    controllers: Vec<Controller>,
    pedestrians: Pedestrians,
}

/// Kinds of Event::Signal, in the upper two bits of the stamp; the rest is the controller's own stamp.
const CYCLE_END: u32 = 1 << 22;
const PLAN_CHANGE: u32 = 2 << 22;
const KIND_MASK: u32 = 3 << 22;

const DAY_MS: i64 = 86_400_000;

impl Signals {
    pub fn new(network: &Network) -> Signals {
        let plan_now = |signal| plan_at(network, signal, network.starts_ms_of_day.rem_euclid(DAY_MS));
        Signals {
            timing: Timing::new(network),
            rules: Rules { start_up_ms: network.parameters.start_up_ms, yellow_used_ms: network.parameters.yellow_used_ms },
            clocks: network.signal_ids().map(|signal| Clock::new(network, signal, plan_now(signal))).collect(),
            controllers: network.signal_ids().map(|signal| Controller::new(plan_now(signal))).collect(),
            pedestrians: Pedestrians::new(network),
        }
    }

    /// When a vehicle of `movement` that stands at the line since `arrival` may go at the earliest, not before `t`.
    /// None: not before the signal changes; `traffic::signal_changed` will tell.
    #[inline]
    pub fn first_chance(&self, movement: MovementId, signal: SignalId, t: i64, arrival: i64) -> Option<Chance> {
        let clock = &self.clocks[signal.at()];
        if clock.forced {
            return self.controllers[signal.at()].chance(&self.timing, &self.rules, movement, t, arrival);
        }
        let base_and_cycle = (clock.cycle_start(t), i64::from(clock.cycle_ms));
        self.timing.first_chance(movement, clock.plan_row, base_and_cycle, &self.rules, t, arrival)
    }

    /// Stage, colour and next stage shown at `t` (now).
    fn shown(&self, network: &Network, signal: SignalId, t: i64) -> controller::Shown {
        let controller = &self.controllers[signal.at()];
        if self.clocks[signal.at()].forced { controller.shown() } else { self.planned(network, signal, t) }
    }

    /// What the plan in force shows at `t`.
    fn planned(&self, network: &Network, signal: SignalId, t: i64) -> controller::Shown {
        let base = self.clocks[signal.at()].cycle_start(t);
        let stages = network.stages_of(self.controllers[signal.at()].plan as usize);
        let mut at = stages.start;
        while at + 1 < stages.end && base + self.timing.stage_start[at + 1] <= t {
            at += 1;
        }
        let stage = &network.stages[at];
        let green_since = base + self.timing.stage_start[at];
        let next = if at + 1 < stages.end { at + 1 } else { stages.start };
        let (yellow_since, red_since) = (green_since + stage.green_ms, green_since + stage.green_ms + stage.yellow_ms);
        let (shade, since) = match t {
            t if t < yellow_since => (Shade::Green, green_since),
            t if t < red_since => (Shade::Yellow, yellow_since),
            _ => (Shade::AllRed, red_since),
        };
        controller::Shown { stage: at as u32, next: next as u32, shade, since, green_since, yellow_until: red_since }
    }

    fn aspect_at(&self, network: &Network, movement: MovementId, t: i64) -> Aspect {
        let shown = self.shown(network, network.movement(movement).signal, t);
        let (stage, next) = (shown.stage as usize, shown.next as usize);
        if !self.timing.is_green(stage, movement) {
            return Aspect::Red;
        }
        let green = if self.timing.is_permissive(stage, movement) { Aspect::Permissive } else { Aspect::Green };
        match shown.shade {
            Shade::Green => green,
            _ if stage != next && self.timing.is_green(next, movement) => green,
            Shade::Yellow => Aspect::Yellow,
            Shade::AllRed => Aspect::Red,
        }
    }
}

/// The plan with the largest start at or before the time of day; before the first of the day, yesterday's last.
fn plan_at(network: &Network, signal: SignalId, ms_of_day: i64) -> usize {
    let starts = |plan: &usize| network.plans[*plan].from_ms_of_day;
    let plans = network.plans_of(signal);
    let begun = plans.clone().filter(|plan| starts(plan) <= ms_of_day).max_by_key(starts);
    begun.or(plans.clone().max_by_key(starts)).unwrap_or(plans.start)
}

/// Next change of plan after now, where the signal has several.
fn next_plan_change(world: &World, signal: SignalId) -> Option<Ms> {
    let plans = world.network.plans_of(signal);
    let of_day = (world.network.starts_ms_of_day + world.now.0).rem_euclid(DAY_MS);
    let waits = |plan: usize| (world.network.plans[plan].from_ms_of_day - of_day - 1).rem_euclid(DAY_MS) + 1;
    if plans.len() < 2 { None } else { plans.map(waits).min().map(|wait| world.now + wait) }
}

fn push_step(world: &mut World, signal: SignalId, at: Ms, stamp: u32) {
    world.push(at, Event::Signal { signal, stamp });
}

/// Queues the first steps.
pub fn start(world: &mut World) {
    invariants::check_plans(world);
    for signal in world.network.signal_ids() {
        let clock = world.signals.clocks[signal.at()];
        let first_end = clock.cycle_start(0) + i64::from(clock.cycle_ms);
        push_step(world, signal, Ms(first_end), CYCLE_END);
        if let Some(at) = next_plan_change(world, signal) {
            push_step(world, signal, at, PLAN_CHANGE);
        }
    }
}

/// Event::Signal.
pub fn step(world: &mut World, signal: SignalId, stamp: u32) {
    match stamp & KIND_MASK {
        CYCLE_END => {
            crate::traffic::end_cycle(world, signal);
            let clock = world.signals.clocks[signal.at()];
            let next = clock.cycle_start(world.now.0) + i64::from(clock.cycle_ms);
            push_step(world, signal, Ms(next), CYCLE_END);
        }
        PLAN_CHANGE => change_plan(world, signal),
        _ => controller::step(world, signal, stamp),
    }
}

/// The new plan starts at the end of the old one's cycle, with its stage 0, and dwells there until its own clock comes round to it. A signal
/// that is preempted then changes when it is back on its plan (looked at every minute).
fn change_plan(world: &mut World, signal: SignalId) {
    let now = world.now;
    let clock = world.signals.clocks[signal.at()];
    let plan = plan_at(&world.network, signal, (world.network.starts_ms_of_day + now.0).rem_euclid(DAY_MS));
    if plan as u32 == world.signals.controllers[signal.at()].plan {
        if let Some(at) = next_plan_change(world, signal) {
            push_step(world, signal, at, PLAN_CHANGE);
        }
    } else if clock.forced {
        push_step(world, signal, now + crate::world::MINUTE_MS, PLAN_CHANGE);
    } else if clock.cycle_start(now.0) < now.0 {
        push_step(world, signal, Ms(clock.cycle_start(now.0) + i64::from(clock.cycle_ms)), PLAN_CHANGE);
    } else {
        world.signals.clocks[signal.at()] = Clock::new(&world.network, signal, plan);
        controller::enter_plan(world, signal, plan);
        if let Some(at) = next_plan_change(world, signal) {
            push_step(world, signal, at, PLAN_CHANGE);
        }
    }
}

/// Minute facts (PedestrianMinute) and invariants.
pub fn minute(world: &mut World) {
    invariants::check_now(world);
    pedestrians::minute(world);
}

/// A unit asks for green. Writes PreemptGranted and PreemptReleased itself (PreemptRequested was written by the unit's side).
/// Asking again while a request of this unit at this signal is open changes nothing.
pub fn request(world: &mut World, request: Request) {
    controller::request(world, request);
}

/// The unit crossed the stop line: its request at this signal ends (reason 0).
pub fn passed(world: &mut World, signal: SignalId, unit: UnitId) {
    controller::release(world, signal, unit, controller::Reason::Passed);
}

/// The unit halts, arrives or is released: all its requests end (reason 1).
pub fn cancel_unit(world: &mut World, unit: UnitId) {
    for signal in world.network.signal_ids() {
        controller::release(world, signal, unit, controller::Reason::Cancelled);
    }
}

/// Aspect of a signal-controlled movement now. Never changes anything.
pub fn aspect(world: &World, movement: MovementId) -> Aspect {
    world.signals.aspect_at(&world.network, movement, world.now.0)
}

/// Earliest time at or after now at which the movement is expected to show green, as far as is known now: while a signal is preempted, the
/// time at which its plan would show it.
pub fn next_green_at(world: &World, movement: MovementId) -> Ms {
    let (signals, now) = (&world.signals, world.now.0);
    if matches!(aspect(world, movement), Aspect::Green | Aspect::Permissive) {
        return world.now;
    }
    let clock = &signals.clocks[world.network.movement(movement).signal.at()];
    let rules = Rules { start_up_ms: 0, yellow_used_ms: 0 };
    let base_and_cycle = (clock.cycle_start(now), i64::from(clock.cycle_ms));
    let chance = signals.timing.first_chance(movement, clock.plan_row, base_and_cycle, &rules, now, now);
    chance.map_or(Ms::LATEST, |chance| Ms(chance.at))
}

/// A preemption holds or clears the signal now.
pub fn is_preempted(world: &World, signal: SignalId) -> bool {
    world.signals.clocks[signal.at()].forced && world.signals.controllers[signal.at()].has_requests()
}

/// What a signal shows now, for whoever looks at it.
pub struct Showing {
    /// Counted from 0 in the plan in force.
    pub stage: u32,
    pub shade: Shade,
    /// Since when [ms].
    pub since: Ms,
    /// When its plan ends this colour; None = a controller decides (it holds, clears or leads back to the plan).
    pub until: Option<Ms>,
}

pub fn showing(world: &World, signal: SignalId) -> Showing {
    let (signals, now) = (&world.signals, world.now.0);
    let shown = signals.shown(&world.network, signal, now);
    let stage = &world.network.stages[shown.stage as usize];
    let length_ms = match shown.shade {
        Shade::Green => stage.green_ms,
        Shade::Yellow => stage.yellow_ms,
        Shade::AllRed => stage.all_red_ms,
    };
    let first = world.network.stages_of(signals.controllers[signal.at()].plan as usize).start as u32;
    let is_forced = signals.clocks[signal.at()].forced;
    Showing {
        stage: shown.stage - first,
        shade: shown.shade,
        since: Ms(shown.since),
        until: if is_forced { None } else { Some(Ms(shown.since + length_ms)) },
    }
}

/// The unit that a preemption holds or clears the signal for now.
pub fn served_unit(world: &World, signal: SignalId) -> Option<UnitId> {
    if is_preempted(world, signal) { world.signals.controllers[signal.at()].first_unit() } else { None }
}

/// The movement has been asked for and not yet released.
pub fn is_requested(world: &World, movement: MovementId) -> bool {
    let signal = world.network.movement(movement).signal;
    signal.is_some() && world.signals.controllers[signal.at()].is_requested(movement)
}

/// Requests not yet released: 0 at the end of every run whose units were released.
pub fn open_requests(world: &World) -> usize {
    world.signals.controllers.iter().map(Controller::open_requests).sum()
}

fn next_stamp(stamp: u32) -> u32 {
    (stamp + 1) & (STAMP_MASK & !KIND_MASK)
}
