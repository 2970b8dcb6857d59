//! What a way costs: to ordinary traffic and to an emergency vehicle, at free flow or with what stands on the road now.

use super::Driving;
use crate::ids::{LinkId, MovementId, ObstacleId};
use crate::network::travel_ms;
use crate::routing::{Costs, turn_penalty_ms};
use crate::traffic;
use crate::world::World;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Fastest at free flow: what a crew knows by heart.
    Usual,
    /// Fastest on measured link times.
    Live,
}

pub struct WayCosts<'a> {
    pub world: &'a World,
    pub choice: Choice,
    /// None = as ordinary traffic.
    pub driving: Option<&'a Driving>,
    /// None = no obstacle matters.
    pub avoiding: Option<Avoiding>,
}

/// Obstacles too narrow for this width that end the way.
#[derive(Clone, Copy)]
pub struct Avoiding {
    pub width_mm: i64,
    /// All that are known.
    pub known: bool,
    /// The one that the crew sees before it.
    pub met: Option<ObstacleId>,
}

/// Backwards, with a crew member on foot behind the vehicle: walking pace (assumption).
pub const BACKING_MM_PER_S: i64 = 1_400;

impl Costs for WayCosts<'_> {
    fn link_ms(&self, link: LinkId) -> Option<i64> {
        if traffic::open_lanes(self.world, link) == 0 {
            return None;
        }
        Some(match (self.choice, self.driving) {
            (Choice::Usual, None) => self.world.network.link(link).free_ms,
            (Choice::Live, None) => live_ms(self.world, link),
            (Choice::Usual, Some(driving)) => travel_ms(self.world.network.link(link).length_mm, usual_speed(self.world, link, driving)),
            (Choice::Live, Some(driving)) => emergency_ms(self.world, link, driving),
        })
    }

    fn turn_ms(&self, movement: MovementId) -> i64 {
        let turn = self.world.network.movement(movement);
        let crossing_ms = self.driving.map_or(turn.loss_ms, |driving| crossing_ms(self.world, movement, driving));
        crossing_ms + turn_penalty_ms(turn.turn)
    }

    fn bar_mm(&self, link: LinkId, from_mm: i64) -> Option<i64> {
        let Avoiding { width_mm, known, met } = self.avoiding?;
        let is_known = |obstacle: ObstacleId| self.world.obstacles.get(obstacle).is_some_and(|obstacle| obstacle.is_known);
        let mut bars = self.world.obstacles.bars(link, from_mm, width_mm);
        bars.find(|bar| met == Some(bar.obstacle) || (known && is_known(bar.obstacle))).map(|bar| bar.offset_mm)
    }
}

/// Speed that the driver takes on an empty link without restrictions.
fn usual_speed(world: &World, link: LinkId, driving: &Driving) -> i64 {
    (world.network.link(link).limit_mm_per_s * driving.speed_permille / 1000).clamp(1, driving.max_mm_per_s)
}

/// Speed that the driver takes on the empty link now, restrictions included.
pub fn free_speed(world: &World, link: LinkId, driving: &Driving) -> i64 {
    (usual_speed(world, link, driving) * traffic::free_speed(world, link) / world.network.link(link).free_mm_per_s).max(1)
}

/// From the stop line to the start of the next link without anything in the way: the way inside the junction at free speed, and at least
/// the loss that every vehicle has there.
pub fn crossing_ms(world: &World, movement: MovementId, driving: &Driving) -> i64 {
    let turn = world.network.movement(movement);
    turn.loss_ms.max(ms_over(world.network.interior_mm(movement), usual_speed(world, turn.from, driving)))
}

/// No time over no distance.
pub fn ms_over(distance_mm: i64, mm_per_s: i64) -> i64 {
    if distance_mm > 0 { travel_ms(distance_mm, mm_per_s) } else { 0 }
}

/// Live time of ordinary traffic: as the last leavers had it, and at least what the longest queue standing now needs to leave at saturation.
pub fn live_ms(world: &World, link: LinkId) -> i64 {
    let road = world.network.link(link);
    let longest = lanes_of(world, link, u32::MAX).map(|lane| i64::from(traffic::standing(world, lane).0)).max().unwrap_or(0);
    let with_queue = travel_ms(road.length_mm, traffic::free_speed(world, link)) + longest * world.network.parameters.saturation_headway_ms;
    world.live_times.measured_ms(&world.network, link, world.now).max(with_queue)
}

/// Live time of an emergency vehicle: free up to the back of the queue standing now, then past it.
pub fn emergency_ms(world: &World, link: LinkId, driving: &Driving) -> i64 {
    let road = world.network.link(link);
    let passing = driving.passing(road.lane_count);
    if passing == 0 {
        return live_ms(world, link);
    }
    let queue_mm = mean_queue_mm(world, link, u32::MAX).min(road.length_mm);
    let speed = free_speed(world, link, driving);
    ms_over(road.length_mm - queue_mm, speed) + ms_over(queue_mm, passing.min(speed))
}

/// The same over a link that is driven backwards, where `link_ms` is its time forwards.
pub fn backing_ms(world: &World, link: LinkId, link_ms: i64) -> i64 {
    link_ms.max(travel_ms(world.network.link(link).length_mm, BACKING_MM_PER_S))
}

/// Lanes of a link that a mask allows.
pub fn lanes_of(world: &World, link: LinkId, mask: u32) -> impl Iterator<Item = crate::ids::LaneId> + use<> {
    let (first, count) = (world.network.link(link).first_lane, world.network.link(link).lane_count);
    (0..count).filter(move |k| mask >> k & 1 == 1).map(move |k| crate::ids::LaneId(first + k))
}

/// Of the allowed lanes the one with the shortest standing queue, the kerb lane first at equal length: lane and queue [mm].
pub fn shortest_queue(world: &World, link: LinkId, mask: u32) -> (crate::ids::LaneId, i64) {
    let queues = lanes_of(world, link, mask).map(|lane| (lane, traffic::standing(world, lane).1));
    queues.min_by_key(|(lane, queue_mm)| (*queue_mm, lane.0)).unwrap_or((crate::ids::LaneId::NONE, 0))
}

/// Mean standing queue of the allowed lanes [mm]: an emergency vehicle drives between the lanes, past the queues on both sides.
pub fn mean_queue_mm(world: &World, link: LinkId, mask: u32) -> i64 {
    let (sum_mm, lanes) =
        lanes_of(world, link, mask).fold((0, 0), |(sum, count), lane| (sum + traffic::standing(world, lane).1, count + 1));
    sum_mm / lanes.max(1)
}
