//! Gaps in the streams that a movement yields to.
//!
//! The departures of the vehicles that are on the priority lanes now are known in advance: arrival at free speed, headway, and for the head its
//! scheduled wake time, which knows its signal. A gap is taken when no priority vehicle is due within the critical gap. Vehicles not yet on
//! those links do not count: with links shorter than speed x gap (about 60 m) gaps are judged too long. A head that stands for want of room
//! beyond the junction is no conflict: nobody blocks the box.

use super::Traffic;
use super::lanes::{NEVER, TAIL_OF_LONG};
use crate::network::Network;

pub(super) struct Stream {
    pub movement: u32,
    pub gap_ms: u32,
    /// Nobody asks for moments from here on.
    pub until: u32,
}

/// First moment at or after `now` that begins a gap in all streams, as far as is known now; at most `until`.
pub(super) fn earliest(traffic: &Traffic, network: &Network, stream: Stream, now: u32) -> u32 {
    let mut at = now;
    loop {
        let before = at;
        for lane in traffic.layout.priority_lanes(stream.movement) {
            at = after_lane(traffic, network, &stream, *lane, at);
            if at >= stream.until {
                return stream.until;
            }
        }
        if at == before {
            return at;
        }
    }
}

/// `at`, moved behind every vehicle of this lane that would fall into the gap.
fn after_lane(traffic: &Traffic, network: &Network, stream: &Stream, lane: u32, at: u32) -> u32 {
    let state = &traffic.lanes[lane as usize];
    if state.taken == 0 || state.wake_at == NEVER || stream.gap_ms == 0 {
        return at;
    }
    let headway = traffic.layout.through_headway_ms;
    let (mut at, mut due) = (at, state.wake_at);
    for step in 0..state.taken {
        let slot = traffic.slots[state.slot_at(step)];
        if slot.vehicle == TAIL_OF_LONG {
            continue;
        }
        if step > 0 {
            due = (due + headway).max(slot.at);
        }
        if due >= at.saturating_add(stream.gap_ms) || at >= stream.until {
            break;
        }
        if due >= at {
            let movement = if step == 0 {
                state.head_movement
            } else {
                traffic.movement_at(network, traffic.vehicles[slot.vehicle as usize].position)
            };
            if traffic.layout.waits_for(stream.movement, movement) {
                at = due + 1;
            }
        }
    }
    at
}
