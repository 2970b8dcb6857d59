//! Emergency vehicles in the city layer: where each is, where it drives, how. They take no space in the lanes and pass standing queues at a
//! passing speed; what that does to others goes through the signals (preemption) and through junctions held while one crosses on red.
//! driving.rs moves them, asking.rs asks signals ahead for green, ways.rs finds their way, costs.rs is
//! what it costs, obstacles.rs is what bars it.

pub mod asking;
pub mod costs;
pub mod driving;
#[cfg(test)]
mod obstacle_tests;
pub mod obstacles;
mod saving;
#[cfg(test)]
mod tests;
pub mod ways;

use crate::event::STAMP_MASK;
use crate::ids::{LinkId, MovementId, Ms, ObstacleId, SignalId, UnitId};
use crate::network::Network;
use crate::routing::{Bound, Place};
use crate::signals::Exit;
use crate::world::World;
pub use driving::advance;

/// Kind number in the physical hash.
pub const PHYSICAL: u8 = 3;
/// Most units in one run: the caller numbers them densely.
pub const MOST_UNITS: u32 = 10_000;
/// Width of a unit of which nothing is said: a Korean fire engine [mm].
pub const USUAL_WIDTH_MM: i64 = 2_500;

/// How it drives (contract/commands.ts, EmergencyDriving); ordinary driving is `Driving::ordinary`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Driving {
    pub is_emergency: bool,
    /// Free speed = limit x this / 1000, at most max_mm_per_s.
    pub speed_permille: i64,
    pub max_mm_per_s: i64,
    /// Speed past standing queues by number of lanes, compliance included [mm/s]; 0 = waits in the queue like a car.
    pub passing_mm_per_s: Vec<i64>,
    /// May cross red: 0 = no.
    pub red_crossing_mm_per_s: i64,
    pub red_crossing_loss_ms: i64,
    /// Known obstacles that are too narrow for it are no way for it, as long as there is another.
    pub avoids_known: bool,
}

impl Driving {
    pub fn ordinary(network: &Network) -> Driving {
        Driving {
            is_emergency: false,
            speed_permille: network.parameters.speed_factor_permille,
            max_mm_per_s: i64::from(u32::MAX),
            passing_mm_per_s: vec![0],
            red_crossing_mm_per_s: 0,
            red_crossing_loss_ms: 0,
            avoids_known: false,
        }
    }

    fn passing(&self, lanes: u32) -> i64 {
        let last = self.passing_mm_per_s.len().saturating_sub(1);
        self.passing_mm_per_s.get(last.min(lanes as usize - 1)).copied().unwrap_or(0)
    }
}

/// How it asks signals ahead for green.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Asking {
    pub ahead_mm: i64,
    /// 0 = by distance only.
    pub ahead_ms: i64,
    pub hold_ms: i64,
    pub exit: Exit,
    /// Share of requests obeyed.
    pub success_p: f64,
    pub most_signals: u32,
}

/// A signal that was asked, once per passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    pub signal: SignalId,
    /// The controller obeys.
    pub is_obeyed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    Rest,
    /// On the way along its link: the offset grows by the speed from `since` on, at most to `stop_mm`.
    Moving {
        speed_mm_per_s: i64,
        stop_mm: i64,
    },
    /// At the stop line, waiting for green.
    Waiting,
    /// Past the stop line, inside the junction: enters the next link then.
    Crossing {
        until: Ms,
    },
    /// In front of an obstacle that is too narrow for it, since then. No event is pending.
    Blocked {
        by: ObstacleId,
        since: Ms,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    pub width_mm: i64,
    /// Offset at `since`.
    pub place: Place,
    pub since: Ms,
    pub phase: Phase,
    pub goal: Option<Place>,
    /// Links from the one it is on to the goal's; empty at rest.
    pub route: Vec<LinkId>,
    /// movements[i] leads from route[i] to route[i + 1].
    pub movements: Vec<MovementId>,
    pub driving: Option<Driving>,
    pub asking: Option<Asking>,
    pub asked: Vec<Asked>,
    /// Requests made so far per signal, ascending by signal: numbers the draws.
    pub request_counts: Vec<(SignalId, u32)>,
    pub departed_at: Ms,
    /// When and where it came onto its link: the lost time on the link is counted from here.
    pub on_link_since: Ms,
    pub on_link_from_mm: i64,
    /// Drives backwards until the end of its link, out of a street that was barred before it.
    pub is_backing: bool,
    pub stamp: u32,
}

impl Unit {
    fn at_rest(place: Place, width_mm: i64, now: Ms) -> Unit {
        Unit {
            width_mm,
            place,
            since: now,
            phase: Phase::Rest,
            goal: None,
            route: Vec::new(),
            movements: Vec::new(),
            driving: None,
            asking: None,
            asked: Vec::new(),
            request_counts: Vec::new(),
            departed_at: now,
            on_link_since: now,
            on_link_from_mm: place.offset_mm,
            is_backing: false,
            stamp: 0,
        }
    }

    /// In closed form between two events; never moves back, never beyond the link.
    pub fn place_at(&self, now: Ms) -> Place {
        match self.phase {
            Phase::Moving { speed_mm_per_s, stop_mm } => {
                let offset_mm = self.place.offset_mm + speed_mm_per_s * (now - self.since) / 1000;
                Place { link: self.place.link, offset_mm: offset_mm.min(stop_mm) }
            }
            _ => self.place,
        }
    }

    pub fn is_crossing(&self) -> bool {
        matches!(self.phase, Phase::Crossing { .. })
    }

    pub fn is_blocked(&self) -> bool {
        matches!(self.phase, Phase::Blocked { .. })
    }

    /// Stays where it is in this phase: whatever was to happen to it does not.
    fn stand(&mut self, now: Ms, phase: Phase) {
        (self.phase, self.since) = (phase, now);
        self.stamp = (self.stamp + 1) & STAMP_MASK;
    }

    pub fn is_driving(&self) -> bool {
        self.phase != Phase::Rest
    }
}

#[derive(Default)]
pub struct Units {
    /// By unit number; None = not placed.
    pub list: Vec<Option<Unit>>,
    /// Bound of the way search, made from the network at the first search; no state.
    bound: std::cell::OnceCell<Bound>,
}

impl Units {
    pub fn get(&self, unit: UnitId) -> Option<&Unit> {
        self.list.get(unit.at())?.as_ref()
    }

    pub fn get_mut(&mut self, unit: UnitId) -> Option<&mut Unit> {
        self.list.get_mut(unit.at())?.as_mut()
    }

    /// Pace at the limit and half as fast again as the fastest factor a command may name (3): valid for every driver.
    pub fn bound(&self, network: &Network) -> Bound {
        *self.bound.get_or_init(|| Bound::of(network, |link| network.link(link).length_mm * 1000 / (network.link(link).limit_mm_per_s * 3)))
    }
}

/// At rest, at a place; what it did before is forgotten.
pub fn place(world: &mut World, unit: UnitId, place: Place, width_mm: i64) {
    if world.units.list.len() <= unit.at() {
        world.units.list.resize(unit.at() + 1, None);
    }
    obstacles::unblock(world, unit);
    let mut fresh = Unit::at_rest(place, width_mm, world.now);
    if let Some(old) = world.units.get(unit) {
        // Superseded events and numbered draws stay what they are.
        fresh.stamp = old.stamp + 1;
        fresh.request_counts.clone_from(&old.request_counts);
    }
    asking::release(world, unit);
    world.units.list[unit.at()] = Some(fresh);
    world.note_physical(PHYSICAL, unit.0, place.link.0);
}
