//! State of traffic as bytes, canonical: equal states give equal bytes. Reading checks every index and never panics.

use super::lanes::{NONE, Slot, TAIL_OF_LONG};
use super::{State, Totals, Traffic};
use crate::network::Network;
use crate::snapshot::{Reader, Truncated, Writer};

impl Traffic {
    pub fn save(&self, writer: &mut Writer) {
        for lane in &self.lanes {
            writer.u16(lane.taken);
            writer.u16(lane.head);
            writer.u16(lane.tail);
            let words = [
                lane.head_movement,
                lane.ready_at,
                lane.wake_at,
                lane.head_since,
                lane.last_departure_at,
                lane.discharge_since,
                lane.first_waiter,
                lane.last_waiter,
                lane.blocked_since,
                lane.sneak_at,
                lane.sneak_until,
            ];
            words.iter().for_each(|word| writer.u32(*word));
            writer.u8(lane.sneakers_left);
        }
        for slot in &self.slots {
            writer.u32(slot.vehicle);
            writer.u32(slot.at);
        }
        for link in &self.links {
            let words = [
                link.open,
                link.free_ms,
                link.headway_permille,
                link.vehicles,
                link.first_entry,
                link.last_entry,
                link.entry_wake_at,
                link.left,
                link.delay_ms,
            ];
            words.iter().for_each(|word| writer.u32(*word));
        }
        for (number, vehicle) in self.vehicles.iter().enumerate() {
            writer.u8(vehicle.state as u8);
            if matches!(vehicle.state, State::Waiting | State::Running) {
                let words = [vehicle.position, vehicle.entered_link_at, vehicle.free_ms, self.entered_at[number], self.next_entry[number]];
                words.iter().for_each(|word| writer.u32(*word));
            }
        }
        writer.u32(self.departed);
        writer.u32s(&self.next_waiter);
        writer.u32s(&self.own_routes);
        writer.u32s(&self.crossed_at);
        writer.u32s(&self.held_until);
        writer.u32(self.any_held_until);
        let totals = self.totals;
        [totals.entered, totals.arrived, totals.removed, totals.waiting].iter().for_each(|word| writer.u32(*word));
        [totals.events, totals.arrived_road_ms, totals.arrived_delay_ms].iter().for_each(|word| writer.u64(*word));
    }

    /// Into a freshly made Traffic of the same network. Checks every index that it reads.
    pub fn load(&mut self, reader: &mut Reader, network: &Network) -> Result<(), Truncated> {
        self.load_lanes(reader, network)?;
        self.load_links(reader, network)?;
        for number in 0..self.vehicles.len() {
            let vehicle = &mut self.vehicles[number];
            let states = [State::NotDue, State::Waiting, State::Running, State::Arrived, State::Removed];
            vehicle.state = states.get(usize::from(reader.u8()?)).copied().ok_or(Truncated)?;
            if matches!(vehicle.state, State::Waiting | State::Running) {
                (vehicle.position, vehicle.entered_link_at, vehicle.free_ms) = (reader.u32()?, reader.u32()?, reader.u32()?);
                self.entered_at[number] = reader.u32()?;
                self.next_entry[number] = index(reader, network.trips.len())?;
            }
        }
        self.departed = reader.u32()?;
        self.next_waiter = same_length(reader.u32s()?, self.next_waiter.len())?;
        let waiters = self.next_waiter.len();
        if self.next_waiter.iter().any(|waiter| *waiter != NONE && *waiter as usize >= waiters) {
            return Err(Truncated);
        }
        self.own_routes = reader.u32s()?;
        self.crossed_at = same_length(reader.u32s()?, self.crossed_at.len())?;
        self.held_until = same_length(reader.u32s()?, self.held_until.len())?;
        self.any_held_until = reader.u32()?;
        let mut words = [0_u32; 4];
        for word in &mut words {
            *word = reader.u32()?;
        }
        let [entered, arrived, removed, waiting] = words;
        let (events, arrived_road_ms, arrived_delay_ms) = (reader.u64()?, reader.u64()?, reader.u64()?);
        self.totals = Totals { entered, arrived, removed, waiting, events, arrived_road_ms, arrived_delay_ms };
        self.check_routes(network)
    }

    fn load_lanes(&mut self, reader: &mut Reader, network: &Network) -> Result<(), Truncated> {
        let waiters = self.next_waiter.len();
        for lane in &mut self.lanes {
            (lane.taken, lane.head, lane.tail) = (reader.u16()?, reader.u16()?, reader.u16()?);
            if lane.taken > lane.slot_count || lane.head >= lane.slot_count || lane.tail >= lane.slot_count {
                return Err(Truncated);
            }
            lane.head_movement = index(reader, network.movements.len())?;
            (lane.ready_at, lane.wake_at, lane.head_since) = (reader.u32()?, reader.u32()?, reader.u32()?);
            (lane.last_departure_at, lane.discharge_since) = (reader.u32()?, reader.u32()?);
            (lane.first_waiter, lane.last_waiter) = (index(reader, waiters)?, index(reader, waiters)?);
            (lane.blocked_since, lane.sneak_at, lane.sneak_until) = (reader.u32()?, reader.u32()?, reader.u32()?);
            lane.sneakers_left = reader.u8()?;
        }
        for slot in &mut self.slots {
            *slot = Slot { vehicle: reader.u32()?, at: reader.u32()? };
            if slot.vehicle < TAIL_OF_LONG && slot.vehicle as usize >= network.trips.len() {
                return Err(Truncated);
            }
        }
        let holds_none = |lane: &super::lanes::Lane| lane.taken > 0 && self.slots[lane.slot_at(0)].vehicle >= TAIL_OF_LONG;
        if self.lanes.iter().any(holds_none) { Err(Truncated) } else { Ok(()) }
    }

    fn load_links(&mut self, reader: &mut Reader, network: &Network) -> Result<(), Truncated> {
        self.closed_links = 0;
        for (number, link) in self.links.iter_mut().enumerate() {
            link.open = reader.u32()?;
            if link.open & !(u32::MAX >> (32 - network.links[number].lane_count)) != 0 {
                return Err(Truncated);
            }
            self.closed_links += u32::from(link.open == 0);
            (link.free_ms, link.headway_permille, link.vehicles) = (reader.u32()?, reader.u32()?, reader.u32()?);
            (link.first_entry, link.last_entry) = (index(reader, network.trips.len())?, index(reader, network.trips.len())?);
            (link.entry_wake_at, link.left, link.delay_ms) = (reader.u32()?, reader.u32()?, reader.u32()?);
        }
        Ok(())
    }

    /// Positions of vehicles lie inside the routes, and chosen routes name movements and end.
    fn check_routes(&self, network: &Network) -> Result<(), Truncated> {
        let end = u64::from(self.own_routes_from) + self.own_routes.len() as u64;
        let on_the_way = |vehicle: &&super::Vehicle| matches!(vehicle.state, State::Waiting | State::Running);
        let is_lost = |vehicle: &super::Vehicle| u64::from(vehicle.position) >= end;
        let is_wrong = |movement: &u32| *movement != NONE && *movement as usize >= network.movements.len();
        let is_open = self.own_routes.last().is_some_and(|last| *last != NONE);
        let wrong = is_open || self.own_routes.iter().any(is_wrong) || self.vehicles.iter().filter(on_the_way).any(is_lost);
        if wrong { Err(Truncated) } else { Ok(()) }
    }
}

fn index(reader: &mut Reader, count: usize) -> Result<u32, Truncated> {
    let value = reader.u32()?;
    if value != NONE && value as usize >= count { Err(Truncated) } else { Ok(value) }
}

fn same_length(values: Vec<u32>, length: usize) -> Result<Vec<u32>, Truncated> {
    if values.len() == length { Ok(values) } else { Err(Truncated) }
}
