//! Preemption: from the first request until the signal is back on its plan, stage by stage.
//!
//! Green -> (never before minimum green and pedestrian clearance) -> yellow -> all red -> wanted stage, held until the unit has passed or
//! the hold times out -> exit -> back on the plan.

use super::timing::{Chance, Rules, Timing};
use super::{Exit, Request, next_stamp, pedestrians, push_step};
use crate::facts::Kind;
use crate::ids::{MovementId, Ms, SignalId, UnitId};
use crate::network::{Network, Stage};
use crate::traffic;
use crate::world::World;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shade {
    Green,
    Yellow,
    AllRed,
}

/// What a signal shows: `next` matters in yellow and all red, because a movement that both stages list stays green.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    pub stage: u32,
    pub next: u32,
    pub shade: Shade,
    pub since: i64,
    pub green_since: i64,
    /// End of the yellow that is shown; meaningless in green and all red.
    pub yellow_until: i64,
}

/// Why a request ended: numbers of the fact PreemptReleased.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    Passed = 0,
    Cancelled = 1,
    HoldTimedOut = 2,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Open {
    pub unit: UnitId,
    pub movement: MovementId,
    pub stage: u32,
    pub asked_at: i64,
    pub hold_ms: i64,
    /// -1 = not yet.
    pub granted_at: i64,
}

pub struct Controller {
    /// Plan in force (position in the network's plans).
    pub(super) plan: u32,
    pub(super) shown: Shown,
    /// Stage shown before this one: who was green there too does not start up. u32::MAX = none.
    pub(super) previous: u32,
    pub(super) stamp: u32,
    pub(super) exit: Exit,
    /// When the last request ended; -1 = no preemption to recover from.
    pub(super) released_at: i64,
    /// Shortway: +1 lengthens, -1 shortens, 0 not chosen yet.
    pub(super) direction: i32,
    /// Stage and true start of the green in which the signal last came back on its plan: that green may have begun after the plan's.
    pub(super) joined: (u32, i64),
    /// In order of asking; at equal times by unit.
    pub(super) requests: Vec<Open>,
}

const NONE: u32 = u32::MAX;

impl Controller {
    pub fn new(plan: usize) -> Controller {
        let shown = Shown { stage: 0, next: 0, shade: Shade::Green, since: 0, green_since: 0, yellow_until: 0 };
        Controller {
            plan: plan as u32,
            shown,
            previous: NONE,
            stamp: 0,
            exit: Exit::Dwell,
            released_at: -1,
            direction: 0,
            joined: (NONE, 0),
            requests: Vec::new(),
        }
    }

    pub fn shown(&self) -> Shown {
        self.shown
    }

    pub fn has_requests(&self) -> bool {
        !self.requests.is_empty()
    }

    /// First come, first served.
    pub fn first_unit(&self) -> Option<UnitId> {
        self.requests.first().map(|open| open.unit)
    }

    pub fn open_requests(&self) -> usize {
        self.requests.len()
    }

    pub fn is_requested(&self, movement: MovementId) -> bool {
        self.requests.iter().any(|open| open.movement == movement)
    }

    /// The chance of a movement while the controller steps the stages. What is not green now waits for `traffic::signal_changed`.
    pub fn chance(&self, timing: &Timing, rules: &Rules, movement: MovementId, t: i64, arrival: i64) -> Option<Chance> {
        let (stage, next) = (self.shown.stage as usize, self.shown.next as usize);
        if !timing.is_green(stage, movement) {
            return None;
        }
        let permissive = timing.is_permissive(stage, movement);
        let flows_on = stage != next && timing.is_green(next, movement);
        if self.shown.shade == Shade::Green || flows_on {
            let flowed_in = self.previous != NONE && timing.is_green(self.previous as usize, movement);
            let starts_up = arrival < self.shown.green_since && !flowed_in;
            let at = if starts_up { t.max(self.shown.green_since + rules.start_up_ms) } else { t };
            return Some(Chance { at, permissive, usable_until: i64::MAX, yellow_until: i64::MAX });
        }
        let yellow_until = self.shown.yellow_until;
        let usable_until = yellow_until.min(self.shown.since + rules.yellow_used_ms);
        let in_time = self.shown.shade == Shade::Yellow && t < usable_until;
        in_time.then_some(Chance { at: t, permissive, usable_until, yellow_until })
    }
}

/// Shortest green that the controller leaves a stage: minimum green, and walk with clearance where there is a crossing.
fn least_green_ms(stage: &Stage) -> i64 {
    stage.min_green_ms.max(stage.walk_ms + stage.ped_clear_ms)
}

/// The held stage if it serves the movement; else the next of the plan that does, one with right of way before one that gives way.
fn stage_for(world: &World, signal: SignalId, movement: MovementId) -> Option<u32> {
    let timing = &world.signals.timing;
    let now = world.signals.shown(&world.network, signal, world.now.0);
    let stages = world.network.stages_of(world.signals.controllers[signal.at()].plan as usize);
    let count = stages.len();
    let from = now.stage as usize - stages.start;
    let ahead = (0..count).map(|step| stages.start + (from + step) % count);
    let serves = |stage: &usize| timing.is_green(*stage, movement);
    let protected = ahead.clone().find(|stage| serves(stage) && !timing.is_permissive(*stage, movement));
    protected.or_else(|| ahead.clone().find(serves)).map(|stage| stage as u32)
}

pub(super) fn request(world: &mut World, request: Request) {
    let (signal, now) = (request.signal, world.now.0);
    if world.signals.controllers[signal.at()].requests.iter().any(|open| open.unit == request.unit) {
        return;
    }
    let Some(stage) = stage_for(world, signal, request.movement) else {
        // No stage of the plan serves this movement: there is nothing to hold.
        let fields = [i64::from(request.unit.signed()), Reason::Cancelled as i64, 0];
        world.facts.write(Kind::PreemptReleased, world.now, signal.signed(), fields);
        return;
    };
    if !world.signals.clocks[signal.at()].forced {
        take_over(world, signal);
    }
    let open = Open { unit: request.unit, movement: request.movement, stage, asked_at: now, hold_ms: request.hold_ms, granted_at: -1 };
    let controller = &mut world.signals.controllers[signal.at()];
    let place = controller.requests.partition_point(|other| (other.asked_at, other.unit) <= (open.asked_at, open.unit));
    controller.requests.insert(place, open);
    (controller.exit, controller.released_at, controller.direction) = (request.exit, -1, 0);
    advance(world, signal);
}

/// From the plan's closed form to steps: what is shown goes on.
fn take_over(world: &mut World, signal: SignalId) {
    let mut shown = world.signals.planned(&world.network, signal, world.now.0);
    let joined = world.signals.controllers[signal.at()].joined;
    if joined.0 == shown.stage {
        shown.green_since = shown.green_since.max(joined.1);
    }
    let stages = world.network.stages_of(world.signals.controllers[signal.at()].plan as usize);
    let before = if shown.stage as usize == stages.start { stages.end - 1 } else { shown.stage as usize - 1 };
    pedestrians::preempted(world, signal, shown);
    let controller = &mut world.signals.controllers[signal.at()];
    (controller.shown, controller.previous) = (shown, if stages.len() > 1 { before as u32 } else { NONE });
    world.signals.clocks[signal.at()].forced = true;
    world.note_physical(2, signal.0, shown.stage << 4 | shown.shade as u32);
    traffic::signal_changed(world, signal);
}

/// A new plan begins with the green of its first stage; nothing is to be recovered from.
pub(super) fn enter_plan(world: &mut World, signal: SignalId, plan: usize) {
    let first = world.network.stages_of(plan).start as u32;
    let now = world.now.0;
    let controller = &mut world.signals.controllers[signal.at()];
    controller.plan = plan as u32;
    controller.shown = Shown { stage: first, next: first, shade: Shade::Green, since: now, green_since: now, yellow_until: now };
    (controller.previous, controller.exit, controller.released_at) = (NONE, Exit::Dwell, -1);
    world.signals.clocks[signal.at()].forced = true;
    show(world, signal);
    advance(world, signal);
}

/// Ends the request of a unit at a signal, if there is one.
pub(super) fn release(world: &mut World, signal: SignalId, unit: UnitId, reason: Reason) {
    let Some(place) = world.signals.controllers[signal.at()].requests.iter().position(|open| open.unit == unit) else { return };
    close(world, signal, place, reason);
    advance(world, signal);
}

fn close(world: &mut World, signal: SignalId, place: usize, reason: Reason) {
    let now = world.now.0;
    let controller = &mut world.signals.controllers[signal.at()];
    let open = controller.requests.remove(place);
    if controller.requests.is_empty() {
        (controller.released_at, controller.direction) = (now, 0);
    }
    let held_ms = if open.granted_at < 0 { 0 } else { now - open.granted_at };
    world.facts.write(Kind::PreemptReleased, world.now, signal.signed(), [i64::from(open.unit.signed()), reason as i64, held_ms]);
}

/// Event::Signal of the controller's own kind.
pub(super) fn step(world: &mut World, signal: SignalId, stamp: u32) {
    if world.signals.controllers[signal.at()].stamp == stamp && world.signals.clocks[signal.at()].forced {
        advance(world, signal);
    }
}

/// What the controller does next.
enum Next {
    /// Nothing before this moment.
    Wait(i64),
    /// Nothing before it is asked again.
    Rest,
    /// Something changed: look again.
    Again,
    Resume,
}

fn advance(world: &mut World, signal: SignalId) {
    loop {
        let next = match world.signals.controllers[signal.at()].shown.shade {
            Shade::Green => in_green(world, signal),
            Shade::Yellow => in_yellow(world, signal),
            Shade::AllRed => in_all_red(world, signal),
        };
        match next {
            Next::Again => {}
            Next::Resume => return resume(world, signal),
            Next::Wait(_) | Next::Rest => {
                let controller = &mut world.signals.controllers[signal.at()];
                controller.stamp = next_stamp(controller.stamp);
                let stamp = controller.stamp;
                if let Next::Wait(at) = next {
                    push_step(world, signal, Ms(at), stamp);
                }
                return;
            }
        }
    }
}

fn in_green(world: &mut World, signal: SignalId) -> Next {
    let now = world.now.0;
    let timed_out = |open: &Open| open.granted_at >= 0 && now >= open.granted_at + open.hold_ms;
    if let Some(place) = world.signals.controllers[signal.at()].requests.iter().position(timed_out) {
        close(world, signal, place, Reason::HoldTimedOut);
        return Next::Again;
    }
    let controller = &world.signals.controllers[signal.at()];
    let Some(first) = controller.requests.first().copied() else { return leave_preemption(world, signal) };
    let stage = controller.shown.stage as usize;
    if world.signals.timing.is_green(stage, first.movement) {
        return Next::Wait(hold(world, signal, stage));
    }
    let leave_at = controller.shown.green_since + least_green_ms(&world.network.stages[stage]);
    if now < leave_at {
        return Next::Wait(leave_at);
    }
    end_green(world, signal, first.stage)
}

/// Grants every request that the held stage serves; answers when the first hold times out.
fn hold(world: &mut World, signal: SignalId, stage: usize) -> i64 {
    let now = world.now.0;
    let mut first_end = i64::MAX;
    for place in 0..world.signals.controllers[signal.at()].requests.len() {
        let open = world.signals.controllers[signal.at()].requests[place];
        if !world.signals.timing.is_green(stage, open.movement) {
            continue;
        }
        let granted_at = if open.granted_at < 0 { now } else { open.granted_at };
        first_end = first_end.min(granted_at + open.hold_ms);
        if open.granted_at < 0 {
            world.signals.controllers[signal.at()].requests[place].granted_at = now;
            let fields = [i64::from(open.unit.signed()), i64::from(open.movement.signed()), now - open.asked_at];
            world.facts.write(Kind::PreemptGranted, world.now, signal.signed(), fields);
            super::invariants::check_signal(world, signal);
        }
    }
    first_end
}

fn end_green(world: &mut World, signal: SignalId, next: u32) -> Next {
    let now = world.now.0;
    let shown = &mut world.signals.controllers[signal.at()].shown;
    let least = shown.green_since + least_green_ms(&world.network.stages[shown.stage as usize]);
    (shown.shade, shown.since, shown.next) = (Shade::Yellow, now, next);
    shown.yellow_until = now + world.network.stages[shown.stage as usize].yellow_ms;
    let stage = shown.stage;
    if now < least {
        world.break_invariant("a green was cut below its minimum or its pedestrian clearance", [signal.0, stage, next]);
    }
    show(world, signal);
    Next::Again
}

fn in_yellow(world: &mut World, signal: SignalId) -> Next {
    let now = world.now.0;
    let shown = &mut world.signals.controllers[signal.at()].shown;
    if now < shown.yellow_until {
        return Next::Wait(shown.yellow_until);
    }
    (shown.shade, shown.since) = (Shade::AllRed, shown.yellow_until);
    show(world, signal);
    Next::Again
}

fn in_all_red(world: &mut World, signal: SignalId) -> Next {
    let now = world.now.0;
    let shown = world.signals.controllers[signal.at()].shown;
    let end = shown.since + world.network.stages[shown.stage as usize].all_red_ms;
    if now < end {
        return Next::Wait(end);
    }
    let wanted = world.signals.controllers[signal.at()].requests.first().map_or(shown.next, |open| open.stage);
    let next = if may_turn_to(world, signal, shown, wanted) { wanted } else { shown.next };
    let controller = &mut world.signals.controllers[signal.at()];
    controller.previous = shown.stage;
    controller.shown = Shown { stage: next, next, shade: Shade::Green, since: now, green_since: now, yellow_until: now };
    show(world, signal);
    Next::Again
}

/// A movement that stayed green for the stage announced must find it green in the stage that comes instead.
fn may_turn_to(world: &World, signal: SignalId, shown: Shown, wanted: u32) -> bool {
    let timing = &world.signals.timing;
    let flows_on = |movement: &&MovementId| {
        timing.is_green(shown.stage as usize, **movement) && shown.stage != shown.next && timing.is_green(shown.next as usize, **movement)
    };
    let group = world.network.signal_group(signal);
    group.iter().filter(flows_on).all(|movement| timing.is_green(wanted as usize, *movement))
}

/// Tells drivers, pedestrians, trace and hash what the controller shows now.
fn show(world: &mut World, signal: SignalId) {
    let shown = world.signals.controllers[signal.at()].shown;
    world.note_physical(2, signal.0, shown.stage << 4 | shown.shade as u32);
    if world.facts.trace {
        let stages = world.network.stages_of(world.signals.controllers[signal.at()].plan as usize);
        let number = i64::from(shown.stage) - stages.start as i64;
        world.facts.write(Kind::StageShown, world.now, signal.signed(), [number, shown.shade as i64, 0]);
    }
    if shown.shade == Shade::Green {
        pedestrians::walk_began(world, signal, shown.stage);
    }
    traffic::signal_changed(world, signal);
}

/// Coming start of a stage in the plan: stage, start and end of its green.
struct Coming {
    stage: u32,
    start: i64,
    end: i64,
}

/// Greens of the plan from the one that lasts or comes at `from` on, for two cycles.
fn coming(network: &Network, world: &World, signal: SignalId, from: i64) -> Vec<Coming> {
    let clock = &world.signals.clocks[signal.at()];
    let (base, cycle) = (clock.cycle_start(from), i64::from(clock.cycle_ms));
    let stages = network.stages_of(world.signals.controllers[signal.at()].plan as usize);
    let mut greens = Vec::new();
    for turn in 0..3 {
        for stage in stages.clone() {
            let start = base + turn * cycle + world.signals.timing.stage_start[stage];
            let end = start + network.stages[stage].green_ms;
            if end > from {
                greens.push(Coming { stage: stage as u32, start, end });
            }
        }
    }
    greens
}

/// Nobody asks any more: the way back to the plan.
fn leave_preemption(world: &mut World, signal: SignalId) -> Next {
    let now = world.now.0;
    let controller = &world.signals.controllers[signal.at()];
    let (shown, exit) = (controller.shown, controller.exit);
    let stage = &world.network.stages[shown.stage as usize];
    let may_end_at = shown.green_since + least_green_ms(stage);
    let intergreen = stage.yellow_ms + stage.all_red_ms;
    let greens = coming(&world.network, world, signal, now);
    // On the plan again as soon as it shows the held stage and will not end its green too early.
    let joins = |green: &&Coming| green.stage == shown.stage && green.end >= may_end_at;
    let join = greens.iter().find(joins).map(|green| green.start);
    if join.is_some_and(|start| start <= now) {
        return Next::Resume;
    }
    match exit {
        Exit::Dwell => join.map_or(Next::Rest, Next::Wait),
        Exit::Immediate => {
            let reachable = |green: &&Coming| green.stage != shown.stage && green.start >= now.max(may_end_at) + intergreen;
            let Some(green) = greens.iter().find(reachable) else { return join.map_or(Next::Rest, Next::Wait) };
            match (join, green.start - intergreen) {
                (Some(start), _) if start < green.start => Next::Wait(start),
                (_, leave_at) if now < leave_at => Next::Wait(leave_at),
                _ => end_green(world, signal, green.stage),
            }
        }
        Exit::Shortway => shortway(world, signal, may_end_at),
    }
}

/// Runs the stages in the plan's order, each longer or shorter by at most a fifth, until its starts fall on the plan's.
fn shortway(world: &mut World, signal: SignalId, may_end_at: i64) -> Next {
    let now = world.now.0;
    let controller = &world.signals.controllers[signal.at()];
    let (shown, cycle) = (controller.shown, i64::from(world.signals.clocks[signal.at()].cycle_ms));
    let stages = world.network.stages_of(controller.plan as usize);
    let stage = &world.network.stages[shown.stage as usize];
    let stretch = |stage: &Stage| stage.green_ms / 5;
    let squeeze = |stage: &Stage| stretch(stage).min(stage.green_ms - least_green_ms(stage)).max(0);
    let planned_start = world.signals.clocks[signal.at()].cycle_start(now) + world.signals.timing.stage_start[shown.stage as usize];
    // The held stage would end with the release; those after it after their planned green.
    let is_first = shown.green_since <= controller.released_at;
    let natural_end = if is_first { controller.released_at.max(may_end_at) } else { shown.green_since + stage.green_ms };
    let late = (natural_end - stage.green_ms - planned_start).rem_euclid(cycle);
    let early = (cycle - late) % cycle;
    let direction = if controller.direction == 0 {
        let (longer, shorter): (i64, i64) =
            stages.clone().map(|at| &world.network.stages[at]).fold((0, 0), |sum, stage| (sum.0 + stretch(stage), sum.1 + squeeze(stage)));
        if late * longer <= early * shorter { -1 } else { 1 }
    } else {
        controller.direction
    };
    world.signals.controllers[signal.at()].direction = direction;
    let stage = &world.network.stages[shown.stage as usize];
    let end = match direction {
        1 => natural_end + early.min(stretch(stage)),
        _ if is_first => natural_end,
        _ => natural_end - late.min(squeeze(stage)),
    };
    let leave_at = end.max(may_end_at);
    if now < leave_at {
        return Next::Wait(leave_at);
    }
    let next = if shown.stage as usize + 1 < stages.end { shown.stage + 1 } else { stages.start as u32 };
    if stages.len() < 2 { Next::Resume } else { end_green(world, signal, next) }
}

fn resume(world: &mut World, signal: SignalId) {
    let now = world.now.0;
    let controller = &mut world.signals.controllers[signal.at()];
    controller.stamp = next_stamp(controller.stamp);
    let released_at = std::mem::replace(&mut controller.released_at, -1);
    controller.direction = 0;
    controller.joined = (controller.shown.stage, controller.shown.green_since);
    world.signals.clocks[signal.at()].forced = false;
    world.note_physical(2, signal.0, NONE);
    if released_at >= 0 {
        world.facts.write(Kind::SignalRecovered, world.now, signal.signed(), [-1, -1, now - released_at]);
    }
    pedestrians::recovered(world, signal);
    traffic::signal_changed(world, signal);
}
