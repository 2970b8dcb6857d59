//! A lane is a ring of slots, one per jam spacing. A slot holds a vehicle and the time at which it reaches the stop line at free speed; once
//! the vehicle has left, the slot holds the time at which its hole has travelled back to the entrance (Newell 2002): the vehicle that fills
//! the storage again enters no earlier.

/// Later than every moment of a run.
pub(super) const NEVER: u32 = u32::MAX;
pub(super) const NONE: u32 = u32::MAX;
/// Further slots of a long vehicle.
pub(super) const TAIL_OF_LONG: u32 = u32::MAX - 1;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// NONE = free, TAIL_OF_LONG = belongs to the vehicle before.
    pub vehicle: u32,
    /// Taken: arrival at the stop line at free speed. Free: arrival of the hole at the entrance [ms].
    pub at: u32,
}

pub(super) const FREE: Slot = Slot { vehicle: NONE, at: 0 };

#[derive(Clone, Copy)]
pub(super) struct Lane {
    pub first_slot: u32,
    pub slot_count: u16,
    /// Slots taken.
    pub taken: u16,
    /// Slot of the head (nearest the stop line) and the next to be filled, counted from `first_slot`.
    pub head: u16,
    pub tail: u16,
    pub link: u32,
    /// Movement that the head takes next; NONE = it ends its trip here.
    pub head_movement: u32,
    /// Previous departure + saturation headway.
    pub ready_at: u32,
    /// The one event of this lane that counts; NEVER = none.
    pub wake_at: u32,
    /// Since when the present head is the head.
    pub head_since: u32,
    pub last_departure_at: u32,
    pub discharge_since: u32,
    /// Who waits for a hole in this lane, first come first served.
    pub first_waiter: u32,
    pub last_waiter: u32,
    /// Since when this lane's head waits for a hole elsewhere; NEVER = it does not.
    pub blocked_since: u32,
    /// Sneakers: moment at which the next may leave in yellow, end of that yellow, and how many are left.
    pub sneak_at: u32,
    pub sneak_until: u32,
    pub sneakers_left: u8,
}

impl Lane {
    pub fn new(link: u32, first_slot: u32, slot_count: u16) -> Lane {
        Lane {
            first_slot,
            slot_count,
            taken: 0,
            head: 0,
            tail: 0,
            link,
            head_movement: NONE,
            ready_at: 0,
            wake_at: NEVER,
            head_since: 0,
            last_departure_at: NEVER,
            discharge_since: NEVER,
            first_waiter: NONE,
            last_waiter: NONE,
            blocked_since: NEVER,
            sneak_at: NEVER,
            sneak_until: 0,
            sneakers_left: 0,
        }
    }

    #[inline]
    pub fn slot_at(&self, steps_from_head: u16) -> usize {
        let place = u32::from(self.head) + u32::from(steps_from_head);
        let count = u32::from(self.slot_count);
        (self.first_slot + if place >= count { place - count } else { place }) as usize
    }

    #[inline]
    fn tail_slot(&self, steps: u16) -> usize {
        let place = u32::from(self.tail) + u32::from(steps);
        let count = u32::from(self.slot_count);
        (self.first_slot + if place >= count { place - count } else { place }) as usize
    }

    /// A vehicle longer than the lane takes the whole lane.
    #[inline]
    fn needs(&self, slots: u16) -> u16 {
        slots.min(self.slot_count)
    }
}

pub(super) enum Room {
    Now,
    /// The hole is on its way and arrives then.
    At(u32),
    Full,
}

#[inline]
pub(super) fn room(lane: &Lane, slots: &[Slot], needed: u16, now: u32) -> Room {
    let needed = lane.needs(needed);
    if lane.taken + needed > lane.slot_count {
        return Room::Full;
    }
    // Holes arrive in order, so the last slot needed is the latest.
    let at = slots[lane.tail_slot(needed - 1)].at;
    if at <= now { Room::Now } else { Room::At(at) }
}

#[inline]
pub(super) fn push(lane: &mut Lane, slots: &mut [Slot], vehicle: u32, needed: u16, at: u32) {
    let needed = lane.needs(needed);
    slots[lane.tail_slot(0)] = Slot { vehicle, at };
    for step in 1..needed {
        slots[lane.tail_slot(step)] = Slot { vehicle: TAIL_OF_LONG, at };
    }
    lane.tail = (lane.tail + needed) % lane.slot_count;
    lane.taken += needed;
}

/// Takes the head out; its slots become holes that reach the entrance at `hole_at`.
#[inline]
pub(super) fn pop(lane: &mut Lane, slots: &mut [Slot], needed: u16, hole_at: u32) {
    let needed = lane.needs(needed);
    for step in 0..needed {
        slots[lane.slot_at(step)] = Slot { vehicle: NONE, at: hole_at };
    }
    lane.head = (lane.head + needed) % lane.slot_count;
    lane.taken -= needed;
}

/// Vehicles from the head on with their arrival times.
pub(super) fn vehicles<'a>(lane: &Lane, slots: &'a [Slot]) -> impl Iterator<Item = Slot> + use<'a> {
    let lane = *lane;
    (0..lane.taken).map(move |step| slots[lane.slot_at(step)]).filter(|slot| slot.vehicle != TAIL_OF_LONG)
}

/// Slots from the head on that hold a vehicle or part of one, counted one by one.
pub(super) fn slots_held(lane: &Lane, slots: &[Slot]) -> u32 {
    let held = |step: &u16| slots[lane.slot_at(*step)].vehicle != NONE;
    if lane.taken > lane.slot_count { u32::MAX } else { (0..lane.taken).filter(held).count() as u32 }
}

/// Free slots, the one left last first.
pub(super) fn holes<'a>(lane: &Lane, slots: &'a [Slot]) -> impl Iterator<Item = Slot> + use<'a> {
    let lane = *lane;
    let free = lane.slot_count - lane.taken;
    (1..=free).map(move |step| slots[lane.slot_at(lane.slot_count - step)])
}
