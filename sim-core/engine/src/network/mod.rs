//! The static network of one run: roads, movements, signal plans, trips and parameters. Made from bytes in parsing.rs, where every index is
//! checked, so that nothing inside checks again.

mod parsing;

use crate::ids::{LinkId, MovementId, SignalId, TripId};
use crate::parameters::Parameters;
pub use parsing::{MAGIC, VERSION, WrongNetwork};
use std::ops::Range;

pub struct Link {
    pub length_mm: i64,
    /// Speed limit [mm/s].
    pub limit_mm_per_s: i64,
    /// Free speed of ordinary traffic = limit x speed factor [mm/s].
    pub free_mm_per_s: i64,
    /// Time over the link at free speed, rounded once [ms]; at least 1.
    pub free_ms: i64,
    /// Lanes are numbered through the whole network; lane `first_lane + k`, k = 0 is the kerb lane.
    pub first_lane: u32,
    pub lane_count: u32,
    pub lane_width_mm: i64,
    pub from_node: u32,
    pub to_node: u32,
    pub class: u8,
    /// What the shape has more than the drivable length lies inside the two junctions, half at each end [mm].
    inset_mm: i64,
    /// For pictures: the drivable part of the shape begins and ends this far from its ends [mm].
    pub drawn_from_mm: i64,
    pub drawn_stop_mm: i64,
    points: (u32, u32),
    out: (u32, u32),
    into: (u32, u32),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    Through,
    Left,
    Right,
    UTurn,
}

pub struct Movement {
    pub from: LinkId,
    pub to: LinkId,
    pub turn: Turn,
    /// Bit k = lane k of `from` may be used.
    pub lanes: u32,
    /// NONE where no signal controls it.
    pub signal: SignalId,
    pub turn_on_red: bool,
    pub stop_first: bool,
    /// Time lost on crossing [ms].
    pub loss_ms: i64,
    yields_to: (u32, u32),
    conflicts_with: (u32, u32),
}

pub struct Signal {
    plans: (u32, u32),
    movements: (u32, u32),
}

pub struct Plan {
    pub from_ms_of_day: i64,
    pub cycle_ms: i64,
    pub offset_ms: i64,
    stages: (u32, u32),
}

pub struct Stage {
    pub green_ms: i64,
    pub yellow_ms: i64,
    pub all_red_ms: i64,
    pub min_green_ms: i64,
    pub walk_ms: i64,
    pub ped_clear_ms: i64,
    green: (u32, u32),
    permissive: (u32, u32),
}

pub struct Trip {
    /// Stable id: entity of the trip's random streams.
    pub id: u32,
    /// Planned departure, before the day-to-day jitter [ms].
    pub depart_ms: i64,
    pub class: u8,
    route: (u32, u32),
}

pub struct Network {
    /// Local time of day at simulated ms 0.
    pub starts_ms_of_day: i64,
    pub jitter_ms: i64,
    pub parameters: Parameters,
    pub links: Vec<Link>,
    pub movements: Vec<Movement>,
    pub signals: Vec<Signal>,
    pub plans: Vec<Plan>,
    pub stages: Vec<Stage>,
    pub trips: Vec<Trip>,
    /// Number of lanes in the whole network.
    pub lane_count: u32,
    /// Link of each lane.
    pub lane_link: Vec<LinkId>,
    /// Movements controlled by a signal, in order: the frame's movement states.
    pub signal_movements: Vec<MovementId>,
    /// x, y of shape points [mm].
    points_mm: Vec<(i32, i32)>,
    movement_lists: Vec<MovementId>,
    stage_lists: Vec<MovementId>,
    by_signal: Vec<MovementId>,
    out: Vec<MovementId>,
    into: Vec<MovementId>,
    route_links: Vec<LinkId>,
    /// Movement from route link i to i + 1; NONE on a route's last link.
    route_movements: Vec<MovementId>,
    /// Hash of the bytes: a snapshot names the network that it belongs to.
    pub hash: u64,
}

#[inline]
fn span(pair: (u32, u32)) -> Range<usize> {
    pair.0 as usize..pair.1 as usize
}

impl Network {
    #[inline]
    pub fn link(&self, link: LinkId) -> &Link {
        &self.links[link.at()]
    }
    #[inline]
    pub fn movement(&self, movement: MovementId) -> &Movement {
        &self.movements[movement.at()]
    }
    pub fn shape_mm(&self, link: LinkId) -> &[(i32, i32)] {
        &self.points_mm[span(self.link(link).points)]
    }
    /// Movements that leave `link` over its stop line.
    #[inline]
    pub fn movements_out(&self, link: LinkId) -> &[MovementId] {
        &self.out[span(self.link(link).out)]
    }
    /// Movements that enter `link`.
    #[inline]
    pub fn movements_into(&self, link: LinkId) -> &[MovementId] {
        &self.into[span(self.link(link).into)]
    }
    pub fn yields_to(&self, movement: MovementId) -> &[MovementId] {
        &self.movement_lists[span(self.movement(movement).yields_to)]
    }
    pub fn conflicts_with(&self, movement: MovementId) -> &[MovementId] {
        &self.movement_lists[span(self.movement(movement).conflicts_with)]
    }
    /// Movements that a signal controls, ascending.
    pub fn signal_group(&self, signal: SignalId) -> &[MovementId] {
        &self.by_signal[span(self.signals[signal.at()].movements)]
    }
    /// Plans of a signal, as positions in `plans`, in the order of the city file.
    pub fn plans_of(&self, signal: SignalId) -> Range<usize> {
        span(self.signals[signal.at()].plans)
    }
    /// Stages of a plan, as positions in `stages`.
    pub fn stages_of(&self, plan: usize) -> Range<usize> {
        span(self.plans[plan].stages)
    }
    pub fn stage_green(&self, stage: usize) -> &[MovementId] {
        &self.stage_lists[span(self.stages[stage].green)]
    }
    pub fn stage_permissive(&self, stage: usize) -> &[MovementId] {
        &self.stage_lists[span(self.stages[stage].permissive)]
    }
    /// Route of a trip as positions in the route arrays: keep the position, ask `route_link` and `route_movement`.
    #[inline]
    pub fn route_of(&self, trip: TripId) -> Range<u32> {
        let (start, end) = self.trips[trip.at()].route;
        start..end
    }
    #[inline]
    pub fn route_link(&self, position: u32) -> LinkId {
        self.route_links[position as usize]
    }
    /// Length of the route arrays.
    pub fn route_length(&self) -> u32 {
        self.route_movements.len() as u32
    }
    /// NONE on the last link of a route.
    #[inline]
    pub fn route_movement(&self, position: u32) -> MovementId {
        self.route_movements[position as usize]
    }
    /// Way inside the junction, from stop line to the start of the next link, that neither length contains [mm]: insets, and the gap where
    /// the shapes themselves end at the stop lines.
    pub fn interior_mm(&self, movement: MovementId) -> i64 {
        let (from, to) = (self.movement(movement).from, self.movement(movement).to);
        let (last, first) = (self.shape_mm(from).last(), self.shape_mm(to).first());
        let gap_mm = last.zip(first).map_or(0.0, |(last, first)| straight_mm(*last, *first));
        self.link(from).inset_mm + self.link(to).inset_mm + (gap_mm as i64).min(2 * MOST_INSET_MM)
    }
    pub fn movement_between(&self, from: LinkId, to: LinkId) -> MovementId {
        let found = self.movements_out(from).iter().find(|movement| self.movement(**movement).to == to);
        found.copied().unwrap_or(MovementId::NONE)
    }
    pub fn signal_ids(&self) -> impl Iterator<Item = SignalId> + use<> {
        (0..self.signals.len() as u32).map(SignalId)
    }
}

/// Milliseconds for a length at a speed, rounded to the nearest; at least 1.
pub fn travel_ms(length_mm: i64, mm_per_s: i64) -> i64 {
    ((length_mm * 1000 + mm_per_s / 2) / mm_per_s).max(1)
}

pub fn straight_mm(a: (i32, i32), b: (i32, i32)) -> f64 {
    let (dx, dy) = (f64::from(a.0) - f64::from(b.0), f64::from(a.1) - f64::from(b.1));
    (dx * dx + dy * dy).sqrt()
}

/// Longest way that a vehicle can have inside a junction on one side: beyond it the shape means something else [mm].
const MOST_INSET_MM: i64 = 40_000;
