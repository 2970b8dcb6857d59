//! State of the signals as bytes, canonical; reading checks every index.

use super::controller::{Open, Shade, Shown};
use super::{Clock, Exit, Signals};
use crate::ids::{MovementId, SignalId, UnitId};
use crate::network::Network;
use crate::snapshot::{Reader, Truncated, Writer};

impl Signals {
    pub fn save(&self, writer: &mut Writer) {
        for (clock, controller) in self.clocks.iter().zip(&self.controllers) {
            writer.u32(controller.plan);
            writer.bool(clock.forced);
            writer.u32(controller.stamp);
            writer.u32(controller.joined.0);
            writer.i64(controller.joined.1);
            let shown = controller.shown;
            let state =
                [i64::from(shown.stage), i64::from(shown.next), shown.shade as i64, shown.since, shown.green_since, shown.yellow_until];
            // What a signal on its plan last showed under preemption is no state.
            if clock.forced {
                state.iter().for_each(|value| writer.i64(*value));
                writer.u32(controller.previous);
                writer.u8(controller.exit as u8);
                writer.i64(controller.released_at);
                writer.i32(controller.direction);
            }
            writer.u32(controller.requests.len() as u32);
            for open in &controller.requests {
                writer.u32(open.unit.0);
                writer.u32(open.movement.0);
                writer.u32(open.stage);
                [open.asked_at, open.hold_ms, open.granted_at].iter().for_each(|value| writer.i64(*value));
            }
        }
        for crossing in &self.pedestrians.crossings {
            writer.bool(crossing.disturbed);
            writer.i64(crossing.excess);
            if crossing.disturbed {
                writer.i64(crossing.shown_until);
                writer.i64(crossing.planned_until);
            }
        }
    }

    /// Into freshly made Signals of the same network. Checks every index that it reads.
    pub fn load(&mut self, reader: &mut Reader, network: &Network) -> Result<(), Truncated> {
        for signal in network.signal_ids() {
            let plan = reader.u32()?;
            if !network.plans_of(signal).contains(&(plan as usize)) {
                return Err(Truncated);
            }
            self.clocks[signal.at()] = Clock::new(network, signal, plan as usize);
            self.clocks[signal.at()].forced = reader.bool()?;
            self.load_controller(reader, network, signal, plan)?;
        }
        for crossing in &mut self.pedestrians.crossings {
            crossing.disturbed = reader.bool()?;
            crossing.excess = reader.i64()?;
            if crossing.disturbed {
                (crossing.shown_until, crossing.planned_until) = (reader.i64()?, reader.i64()?);
            }
        }
        Ok(())
    }

    fn load_controller(&mut self, reader: &mut Reader, network: &Network, signal: SignalId, plan: u32) -> Result<(), Truncated> {
        let is_forced = self.clocks[signal.at()].forced;
        let stages = network.stages_of(plan as usize);
        let is_stage = |stage: i64| stages.contains(&(stage as usize));
        let controller = &mut self.controllers[signal.at()];
        controller.plan = plan;
        controller.stamp = reader.u32()?;
        controller.joined = (reader.u32()?, reader.i64()?);
        if is_forced {
            let mut state = [0_i64; 6];
            for value in &mut state {
                *value = reader.i64()?;
            }
            let [stage, next, shade, since, green_since, yellow_until] = state;
            let shade = [Shade::Green, Shade::Yellow, Shade::AllRed].get(shade as usize).copied().ok_or(Truncated)?;
            if !is_stage(stage) || !is_stage(next) {
                return Err(Truncated);
            }
            controller.shown = Shown { stage: stage as u32, next: next as u32, shade, since, green_since, yellow_until };
            controller.previous = reader.u32()?;
            if controller.previous != u32::MAX && !is_stage(i64::from(controller.previous)) {
                return Err(Truncated);
            }
            let exit = reader.u8()?;
            controller.exit = [Exit::Dwell, Exit::Shortway, Exit::Immediate].get(exit as usize).copied().ok_or(Truncated)?;
            (controller.released_at, controller.direction) = (reader.i64()?, reader.i32()?);
        }
        controller.requests.clear();
        for _ in 0..reader.count(36)? {
            let (unit, movement, stage) = (UnitId(reader.u32()?), MovementId(reader.u32()?), reader.u32()?);
            if !is_stage(i64::from(stage)) || network.movements.get(movement.at()).is_none_or(|found| found.signal != signal) {
                return Err(Truncated);
            }
            let (asked_at, hold_ms, granted_at) = (reader.i64()?, reader.i64()?, reader.i64()?);
            controller.requests.push(Open { unit, movement, stage, asked_at, hold_ms, granted_at });
        }
        Ok(())
    }
}
