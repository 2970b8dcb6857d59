//! One run as its caller sees it: commands and queries as JSON, snapshots that name engine and network, hashes. wasm.rs is a thin skin over it.

use crate::facts::Facts;
use crate::hash;
use crate::ids::{Ms, ObstacleId};
use crate::json::{Answer, Refusal};
use crate::live_times::LiveTimes;
use crate::network::Network;
use crate::queue::Queue;
use crate::signals::Signals;
use crate::snapshot::{Reader, Truncated, Writer};
use crate::tokens::Tokens;
use crate::traffic::Traffic;
use crate::units::Units;
use crate::units::obstacles::Obstacles;
use crate::world::{Observation, Stop, World};

const MAGIC: u32 = 0x5053_5243;
const VERSION: u32 = 1;

pub struct Run {
    pub world: World,
    engine_hash: u64,
    seed: u64,
    replication: u32,
    due_token: u64,
}

/// Why a snapshot is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WrongSnapshot {
    NotASnapshot,
    AnotherEngine,
    AnotherNetwork,
    AnotherRun,
    Damaged,
}

impl WrongSnapshot {
    pub fn code(self) -> &'static str {
        match self {
            WrongSnapshot::NotASnapshot => "snapshot.not-a-snapshot",
            WrongSnapshot::AnotherEngine => "snapshot.another-engine",
            WrongSnapshot::AnotherNetwork => "snapshot.another-network",
            WrongSnapshot::AnotherRun => "snapshot.another-seed-or-replication",
            WrongSnapshot::Damaged => "snapshot.damaged",
        }
    }
}

impl Run {
    pub fn new(network: Network, engine_hash: u64, seed: u64, replication: u32) -> Run {
        Run { world: World::new(network, seed, replication), engine_hash, seed, replication, due_token: 0 }
    }

    pub fn run_until(&mut self, limit: Ms) -> Stop {
        let stop = self.world.run_until(limit.min(Ms::LATEST));
        if let Stop::Token(token) = stop {
            self.due_token = token;
        }
        stop
    }

    /// The token of the last Stop::Token.
    pub fn due_token(&self) -> u64 {
        self.due_token
    }

    pub fn command(&mut self, json: &[u8]) -> Result<(), Refusal> {
        crate::commands::apply(&mut self.world, json)
    }

    pub fn query(&self, json: &[u8]) -> Result<Vec<u8>, Refusal> {
        crate::queries::answer(&self.world, json)
    }

    /// Takes the next observation as JSON; empty when there is none.
    pub fn observation(&mut self) -> Vec<u8> {
        let Some(observation) = self.world.observations.pop_front() else { return Vec::new() };
        let (kind, unit, at) = match observation {
            Observation::UnitArrived { unit, at } => ("unit-arrived", unit, at),
            Observation::UnitStuck { unit, at } => ("unit-stuck", unit, at),
            Observation::UnitBlocked { unit, at, .. } => ("unit-blocked", unit, at),
        };
        let mut answer = Answer::new().word("kind", kind).integer("unit", i64::from(unit.0)).integer("atMs", at.0);
        if let Observation::UnitBlocked { obstacle, remaining_mm, .. } = observation {
            answer = answer.integer("obstacle", i64::from(obstacle.0)).integer("remainingMm", remaining_mm);
        }
        answer.finish()
    }

    /// Everything but the network, canonical: equal states give equal bytes.
    fn state(&self) -> Vec<u8> {
        let world = &self.world;
        let mut writer = Writer::new();
        writer.ms(world.now);
        writer.bool(world.is_finished);
        writer.u64(world.physical.0);
        world.queue.save(&mut writer);
        world.tokens.save(&mut writer);
        world.facts.save(&mut writer);
        world.live_times.save(&mut writer);
        world.traffic.save(&mut writer);
        world.signals.save(&mut writer);
        world.obstacles.save(&mut writer);
        world.units.save(&mut writer);
        writer.u32(world.observations.len() as u32);
        for observation in &world.observations {
            let (kind, unit, at) = match *observation {
                Observation::UnitArrived { unit, at } => (0, unit, at),
                Observation::UnitStuck { unit, at } => (1, unit, at),
                Observation::UnitBlocked { unit, at, .. } => (2, unit, at),
            };
            writer.u8(kind);
            writer.u32(unit.0);
            writer.ms(at);
            if let Observation::UnitBlocked { obstacle, remaining_mm, .. } = *observation {
                writer.u32(obstacle.0);
                writer.i64(remaining_mm);
            }
        }
        writer.finish()
    }

    pub fn state_hash(&self) -> u64 {
        hash::hash_bytes(&self.state())
    }

    pub fn physical_hash(&self) -> u64 {
        hash::finish(self.world.physical.0)
    }

    pub fn snapshot(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u32(MAGIC);
        writer.u32(VERSION);
        writer.u64(self.engine_hash);
        writer.u64(self.world.network.hash);
        writer.u64(self.seed);
        writer.u32(self.replication);
        writer.block(&self.state());
        self.world.facts.save_pending(&mut writer);
        let body = writer.finish();
        let mut whole = Writer::new();
        whole.raw(&body);
        whole.u64(hash::hash_bytes(&body));
        whole.finish()
    }

    /// All or nothing: on an error the run goes on as it was.
    pub fn restore(&mut self, bytes: &[u8]) -> Result<(), WrongSnapshot> {
        let damaged = |_: Truncated| WrongSnapshot::Damaged;
        let mut reader = Reader::new(bytes);
        let header = |value: Result<u32, Truncated>, wanted: u32| value == Ok(wanted);
        if !header(reader.u32(), MAGIC) || !header(reader.u32(), VERSION) {
            return Err(WrongSnapshot::NotASnapshot);
        }
        if reader.u64().map_err(damaged)? != self.engine_hash {
            return Err(WrongSnapshot::AnotherEngine);
        }
        let Some((body, sum)) = bytes.split_last_chunk::<8>() else {
            return Err(WrongSnapshot::Damaged);
        };
        if hash::hash_bytes(body) != u64::from_le_bytes(*sum) {
            return Err(WrongSnapshot::Damaged);
        }
        if reader.u64().map_err(damaged)? != self.world.network.hash {
            return Err(WrongSnapshot::AnotherNetwork);
        }
        if reader.u64().map_err(damaged)? != self.seed || reader.u32().map_err(damaged)? != self.replication {
            return Err(WrongSnapshot::AnotherRun);
        }
        let state = reader.block().map_err(damaged)?;
        self.load(state, &mut reader).map_err(damaged)
    }

    fn load(&mut self, state: &[u8], pending: &mut Reader) -> Result<(), Truncated> {
        let world = &self.world;
        let mut reader = Reader::new(state);
        let now = reader.ms()?;
        let is_finished = reader.bool()?;
        let physical = reader.u64()?;
        let queue = Queue::load(&mut reader)?;
        let tokens = Tokens::load(&mut reader)?;
        let mut facts = Facts::default();
        facts.trace = world.facts.trace;
        facts.load(&mut reader)?;
        let mut live_times = LiveTimes::new(&world.network);
        live_times.load(&mut reader)?;
        let mut traffic = Traffic::new(&world.network, &world.chance);
        traffic.load(&mut reader, &world.network)?;
        let mut signals = Signals::new(&world.network);
        signals.load(&mut reader, &world.network)?;
        let obstacles = Obstacles::load(&mut reader, &world.network)?;
        let units = Units::load(&mut reader, &world.network, &obstacles)?;
        let mut observations = std::collections::VecDeque::new();
        for _ in 0..reader.count(13)? {
            let (kind, unit, at) = (reader.u8()?, crate::ids::UnitId(reader.u32()?), reader.ms()?);
            observations.push_back(match kind {
                0 => Observation::UnitArrived { unit, at },
                1 => Observation::UnitStuck { unit, at },
                2 => Observation::UnitBlocked { unit, at, obstacle: ObstacleId(reader.u32()?), remaining_mm: reader.i64()? },
                _ => return Err(Truncated),
            });
        }
        facts.load_pending(pending)?;
        if !reader.is_at_end() {
            return Err(Truncated);
        }
        let world = &mut self.world;
        (world.now, world.is_finished, world.physical.0) = (now, is_finished, physical);
        (world.queue, world.tokens, world.facts, world.live_times) = (queue, tokens, facts, live_times);
        (world.traffic, world.signals, world.units, world.obstacles) = (traffic, signals, units, obstacles);
        world.observations = observations;
        world.broken = None;
        Ok(())
    }
}
