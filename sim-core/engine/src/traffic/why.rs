//! Where one vehicle is and what it waits for, for whoever asks: never changes anything. The cause is what the rules of `serve` would answer
//! the first vehicle of its lane at this moment, and nothing else: what they do not know is not told.

use super::lanes::{self, NONE, Room};
use super::layout::{STOP_FIRST, YIELDS};
use super::serve::{self, Answer};
use super::{State, standing};
use crate::ids::{LaneId, LinkId, MovementId, Ms, SignalId, TripId, UnitId};
use crate::signals::{self, Aspect};
use crate::world::World;

/// What keeps the first vehicle of a lane at the stop line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// Still on its way to the line, or off in a moment: nothing does.
    None,
    /// Its trip ends at this line.
    Ends,
    Red,
    /// Red because the signal serves this unit first.
    Preempted(UnitId),
    /// Green or a free junction, but an emergency vehicle (NONE = not known which) crosses.
    Held(UnitId),
    /// Must stop before it goes on.
    StopFirst,
    /// Gives way to those who have priority, or came first.
    Gap,
    /// No room on this link beyond the junction.
    NoRoom(LinkId),
    /// The link beyond the junction is closed.
    Closed(LinkId),
}

impl Cause {
    pub fn word(self) -> &'static str {
        match self {
            Cause::None => "none",
            Cause::Ends => "ends",
            Cause::Red => "red",
            Cause::Preempted(_) => "preempted",
            Cause::Held(_) => "held",
            Cause::StopFirst => "stop-first",
            Cause::Gap => "gap",
            Cause::NoRoom(_) => "no-room",
            Cause::Closed(_) => "closed",
        }
    }

    /// For whom; -1 = nobody, or not known.
    pub fn unit(self) -> i64 {
        if let Cause::Preempted(unit) | Cause::Held(unit) = self { i64::from(unit.signed()) } else { -1 }
    }

    /// The link that does not take it; -1 = none.
    pub fn beyond(self) -> i64 {
        if let Cause::NoRoom(link) | Cause::Closed(link) = self { i64::from(link.signed()) } else { -1 }
    }
}

/// A vehicle on a link.
pub struct Found {
    pub link: LinkId,
    pub lane: LaneId,
    /// Vehicles before it on its lane, and those of them that stand.
    pub ahead: u32,
    pub standing_ahead: u32,
    /// So far on this link, against driving freely to where it is in its lane [ms].
    pub lost_ms: i64,
    /// Way out of this link that it takes, and the one of the first of its lane; NONE = its trip ends here.
    pub movement: MovementId,
    pub head_movement: MovementId,
    pub cause: Cause,
    /// Since when the first of the lane has been first and at the line; later than now = it is not there yet.
    pub head_at_line: Ms,
}

/// `not-due`, `waiting` (to enter), `running`, `arrived` or `removed`.
pub fn state_word(world: &World, trip: TripId) -> &'static str {
    match world.traffic.vehicles[trip.at()].state {
        State::NotDue => "not-due",
        State::Waiting => "waiting",
        State::Running => "running",
        State::Arrived => "arrived",
        State::Removed => "removed",
    }
}

/// First link of a trip: where it waits to enter.
pub fn first_link(world: &World, trip: TripId) -> LinkId {
    world.network.route_link(world.network.route_of(trip).start)
}

/// None: it is on no link now. Looks through all lanes: a question for one vehicle at a time.
pub fn find(world: &World, trip: TripId) -> Option<Found> {
    let traffic = &world.traffic;
    if traffic.vehicles[trip.at()].state != State::Running {
        return None;
    }
    let now = world.now.0;
    for (number, lane) in traffic.lanes.iter().enumerate().filter(|(_, lane)| lane.taken > 0) {
        let mut taken = 0_u32;
        for (ahead, slot) in lanes::vehicles(lane, &traffic.slots).enumerate() {
            let body = traffic.vehicles[slot.vehicle as usize];
            if slot.vehicle != trip.0 {
                taken += u32::from(body.slots);
                continue;
            }
            let free_ms = i64::from(traffic.links[lane.link as usize].free_ms);
            // Its place in the lane is short of the line by what those ahead take.
            let due = i64::from(slot.at) - free_ms * i64::from(taken.min(u32::from(lane.slot_count))) / i64::from(lane.slot_count);
            let head = traffic.slots[lane.slot_at(0)];
            let own = LaneId(number as u32);
            return Some(Found {
                link: LinkId(lane.link),
                lane: own,
                ahead: ahead as u32,
                standing_ahead: standing(world, own).0.min(ahead as u32),
                lost_ms: (now - due).max(0),
                movement: MovementId(traffic.movement_at(&world.network, body.position)),
                head_movement: MovementId(lane.head_movement),
                cause: head_cause(world, own),
                head_at_line: Ms(i64::from(head.at.max(lane.head_since))),
            });
        }
    }
    None
}

/// The rules of `serve_head`, asked without acting on the answer.
fn head_cause(world: &World, lane: LaneId) -> Cause {
    let (traffic, now) = (&world.traffic, world.now.0 as u32);
    let state = &traffic.lanes[lane.at()];
    let head = traffic.slots[state.slot_at(0)];
    if state.taken == 0 || now < head.at {
        return Cause::None;
    }
    let movement = state.head_movement;
    if movement == NONE {
        return Cause::Ends;
    }
    let record = traffic.layout.movements[movement as usize];
    match serve::ask(world, lane.0, movement, &record, now) {
        Answer::Go | Answer::GoOnRed | Answer::GoAsSneaker => beyond(world, head.vehicle, record.to, now),
        Answer::At(_) | Answer::Wait | Answer::SneakAt { .. } => {
            let (movement, signal) = (MovementId(movement), SignalId(record.signal));
            if now < traffic.any_held_until && now < traffic.held_until[movement.at()] {
                return Cause::Held(crossing_unit(world, movement));
            }
            if signal.is_some() {
                return at_signal(world, movement, signal, record.flags & YIELDS != 0);
            }
            let stopped_at = head.at.max(state.head_since) + world.network.parameters.stop_first_ms as u32;
            if record.flags & STOP_FIRST != 0 && now < stopped_at { Cause::StopFirst } else { Cause::Gap }
        }
    }
}

fn at_signal(world: &World, movement: MovementId, signal: SignalId, gives_way: bool) -> Cause {
    match signals::aspect(world, movement) {
        Aspect::Red | Aspect::Yellow => match signals::served_unit(world, signal) {
            Some(unit) if !signals::is_requested(world, movement) => Cause::Preempted(unit),
            _ => Cause::Red,
        },
        Aspect::Permissive if gives_way => Cause::Gap,
        // It has just turned green: the first car starts up.
        Aspect::Green | Aspect::Permissive => Cause::None,
    }
}

/// The emergency vehicle that is inside the junction on a way that conflicts.
fn crossing_unit(world: &World, movement: MovementId) -> UnitId {
    let conflicts = world.network.conflicts_with(movement);
    let crosses = |unit: &crate::units::Unit| unit.is_crossing() && unit.movements.first().is_some_and(|way| conflicts.contains(way));
    let found = world.units.list.iter().position(|unit| unit.as_ref().is_some_and(crosses));
    found.map_or(UnitId::NONE, |number| UnitId(number as u32))
}

fn beyond(world: &World, vehicle: u32, link: u32, now: u32) -> Cause {
    let traffic = &world.traffic;
    let body = traffic.vehicles[vehicle as usize];
    let next = traffic.movement_at(&world.network, body.position + 1);
    let Some(target) = traffic.choose_lane(&world.network, link, next) else { return Cause::Closed(LinkId(link)) };
    match lanes::room(&traffic.lanes[target as usize], &traffic.slots, body.slots, now) {
        Room::Now => Cause::None,
        Room::At(_) | Room::Full => Cause::NoRoom(LinkId(link)),
    }
}
