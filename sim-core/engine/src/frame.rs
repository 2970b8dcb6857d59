//! One picture of the moving city (contract/frame.ts), in closed form from the queues: never changes anything.
//! A vehicle drives freely until it meets the back of its lane's queue. In the queue it stands where the departures that its start wave
//! has brought so far leave it: a vehicle that left the stop line frees one spacing, and the news travels upstream at the backward wave speed.
//! The city layer has no way inside junctions: who has just crossed is drawn catching up from the stop line it left. Places are front bumpers.

use crate::ids::{LaneId, LinkId, MovementId, Ms};
use crate::network::{Link, Network, Turn, straight_mm};
use crate::signals::{self, Aspect};
use crate::traffic;
use crate::units::{Phase, Unit};
use crate::world::World;

const MAGIC: u32 = 0x4d41_5246;
const VERSION: u32 = 2;
const HEADER_WORDS: usize = 16;
const VEHICLE_BYTES: usize = 24;
const UNIT_BYTES: usize = 24;
/// Bit of a vehicle's meta: its brake lights are on.
const STANDING: u32 = 1 << 4;
/// Bit of a unit's state: it asks signals for green.
const ASKING: u32 = 1 << 8;

/// Bytes that `write` makes now.
pub fn size(world: &World) -> usize {
    let vehicles = traffic::counts(world).running as usize;
    let units = world.units.list.iter().flatten().count();
    HEADER_WORDS * 4
        + vehicles * VEHICLE_BYTES
        + padded(world.network.signal_movements.len())
        + units * UNIT_BYTES
        + padded(world.network.links.len())
        + padded(world.network.links.len() * 2)
}

fn padded(bytes: usize) -> usize {
    bytes.next_multiple_of(4)
}

pub fn write(world: &World, into: &mut Vec<u8>) {
    into.clear();
    into.resize(HEADER_WORDS * 4, 0);
    let mut speeds = vec![0_u8; padded(world.network.links.len())];
    let mut queues = Vec::with_capacity(padded(world.network.links.len() * 2));
    let mut vehicles = 0_u32;
    for (link, speed) in (0..world.network.links.len() as u32).map(LinkId).zip(speeds.iter_mut()) {
        let written = write_link(world, link, into);
        vehicles += written.vehicles;
        *speed = written.speed_share;
        queues.extend(written.queue_dm.to_le_bytes());
    }
    queues.resize(padded(queues.len()), 0);
    let movements = &world.network.signal_movements;
    into.extend(movements.iter().map(|movement| movement_state(world, *movement)));
    into.resize(into.len() + padded(movements.len()) - movements.len(), 0);
    let units = write_units(world, into);
    into.extend_from_slice(&speeds);
    into.extend_from_slice(&queues);
    let header = [MAGIC, VERSION, world.now.0 as u32, vehicles, movements.len() as u32, units, world.network.links.len() as u32];
    for (place, word) in into.chunks_exact_mut(4).zip(header) {
        place.copy_from_slice(&word.to_le_bytes());
    }
}

fn movement_state(world: &World, movement: crate::ids::MovementId) -> u8 {
    let shown = match signals::aspect(world, movement) {
        Aspect::Red => 0,
        Aspect::Yellow => 1,
        Aspect::Green => 2,
        Aspect::Permissive => 3,
    };
    let preempted = u8::from(signals::is_preempted(world, world.network.movement(movement).signal));
    shown | preempted << 3 | u8::from(signals::is_requested(world, movement)) << 4
}

struct Written {
    vehicles: u32,
    /// Mean speed as a share of the limit x 255.
    speed_share: u8,
    /// From the stop line to the back of the last vehicle that stands, on the lane where that is furthest [dm].
    queue_dm: u16,
}

/// Vehicles of all lanes.
fn write_link(world: &World, link: LinkId, into: &mut Vec<u8>) -> Written {
    let road = world.network.link(link);
    if traffic::vehicles_on(world, link) == 0 {
        return Written { vehicles: 0, speed_share: u8::MAX, queue_dm: 0 };
    }
    let limit = road.limit_mm_per_s as f64;
    let free = traffic::free_speed(world, link);
    let line = Line::of(&world.network, link);
    let (mut count, mut speed_sum, mut queue_mm) = (0_u32, 0.0, 0.0_f64);
    for k in 0..road.lane_count {
        let lane = LaneId(road.first_lane + k);
        for vehicle in on_lane(world, road, lane, free) {
            let target = line.at(vehicle.along_mm, road.lane_offset_mm(k));
            let pose = through_junction(world, &vehicle, k, target);
            let class = u32::from(world.network.trips[vehicle.trip as usize].class);
            let is_standing = vehicle.mm_per_ms <= 0.0;
            if is_standing {
                queue_mm = queue_mm.max(road.length_mm as f64 - vehicle.along_mm + vehicle.space_mm);
            }
            put_place(into, pose);
            put_words(into, [vehicle.trip, class | if is_standing { STANDING } else { 0 }]);
            speed_sum += vehicle.mm_per_ms * 1000.0 / limit;
            count += 1;
        }
    }
    let share = if count == 0 { 1.0 } else { (speed_sum / f64::from(count)).min(1.0) };
    // A cast to an integer stops at its largest value: 6.5 km.
    Written { vehicles: count, speed_share: (share * 255.0) as u8, queue_dm: (queue_mm / 100.0) as u16 }
}

/// Where a vehicle is drawn along its link, and how fast it goes there: [mm] from the link's start, [mm/ms].
pub fn along_link(world: &World, link: LinkId, lane: LaneId, trip: u32) -> Option<(f64, f64)> {
    let free = traffic::free_speed(world, link);
    let found = on_lane(world, world.network.link(link), lane, free).find(|vehicle| vehicle.trip == trip);
    found.map(|vehicle| (vehicle.along_mm, vehicle.mm_per_ms))
}

struct Drawn {
    trip: u32,
    along_mm: f64,
    /// Road it takes in a queue, from its front bumper back.
    space_mm: f64,
    mm_per_ms: f64,
    came_by: MovementId,
    entered_at: Ms,
}

/// From a departure to the start of the next vehicle, for pictures: it then stands at the line before its own headway has passed [ms].
const REACTION_MS: f64 = 350.0;
/// Speed of the catching up, as a share of free speed: the way through the junction is driven while the way behind it is driven too.
const CATCH_UP: f64 = 0.6;
/// Nobody is drawn catching up for longer [ms].
const LONGEST_CATCH_UP_MS: f64 = 5_000.0;

/// Where a vehicle is drawn whose place on its link is `target`: there, or on its way there through the junction it has just crossed.
fn through_junction(world: &World, vehicle: &Drawn, lane: u32, target: Pose) -> Pose {
    let since_ms = (world.now - vehicle.entered_at) as f64;
    if vehicle.came_by.is_none() || since_ms >= LONGEST_CATCH_UP_MS {
        return target;
    }
    let movement = world.network.movement(vehicle.came_by);
    let before = world.network.link(movement.from);
    // The lane it left is not remembered: the allowed one nearest to its present lane.
    let left = (0..before.lane_count).filter(|k| movement.lanes >> k & 1 == 1).min_by_key(|k| k.abs_diff(lane)).unwrap_or(0);
    let start = Line::of(&world.network, movement.from).at(before.length_mm as f64, before.lane_offset_mm(left));
    let begin = Line::of(&world.network, movement.to).at(0.0, world.network.link(movement.to).lane_offset_mm(lane));
    let gap_mm = ((begin.0 - start.0) * (begin.0 - start.0) + (begin.1 - start.1) * (begin.1 - start.1)).sqrt();
    let free = before.free_mm_per_s as f64 / 1000.0;
    let total_ms = (gap_mm / (CATCH_UP * free)).min(LONGEST_CATCH_UP_MS);
    // Way still to be caught up behind the target; inside the junction it is measured along the curve, beyond it along the link.
    let behind_mm = gap_mm * (1.0 - since_ms / total_ms);
    if behind_mm <= 0.0 {
        return target;
    }
    let rest_mm = vehicle.along_mm - behind_mm;
    if rest_mm >= 0.0 {
        return Line::of(&world.network, movement.to).at(rest_mm, world.network.link(movement.to).lane_offset_mm(lane));
    }
    curve(start, begin, (1.0 + rest_mm / gap_mm).clamp(0.0, 1.0), gap_mm)
}

/// x, y [mm] and heading [rad] as sums of its unit vector.
type Pose = (f64, f64, f64, f64);

/// Cubic Hermite curve between two poses, `reach` the length of its tangents.
fn curve(a: Pose, b: Pose, t: f64, reach: f64) -> Pose {
    let (t2, t3) = (t * t, t * t * t);
    let (h0, h1, h2, h3) = (2.0 * t3 - 3.0 * t2 + 1.0, t3 - 2.0 * t2 + t, 3.0 * t2 - 2.0 * t3, t3 - t2);
    let (d0, d1, d2, d3) = (6.0 * t2 - 6.0 * t, 3.0 * t2 - 4.0 * t + 1.0, 6.0 * t - 6.0 * t2, 3.0 * t2 - 2.0 * t);
    let mix = |w: [f64; 4], p: f64, m: f64, q: f64, n: f64| w[0] * p + w[1] * m * reach + w[2] * q + w[3] * n * reach;
    let x = mix([h0, h1, h2, h3], a.0, a.2, b.0, b.2);
    let y = mix([h0, h1, h2, h3], a.1, a.3, b.1, b.3);
    let (east, north) = (mix([d0, d1, d2, d3], a.0, a.2, b.0, b.2), mix([d0, d1, d2, d3], a.1, a.3, b.1, b.3));
    let length = (east * east + north * north).sqrt().max(1e-9);
    (x, y, east / length, north / length)
}

fn put_place(into: &mut Vec<u8>, pose: Pose) {
    let (x, y, east, north) = pose;
    put_f32s(into, [(x / 1000.0) as f32, (y / 1000.0) as f32, 0.0, libm::atan2(north, east) as f32]);
}

fn on_lane(world: &World, road: &Link, lane: LaneId, free_mm_per_s: i64) -> impl Iterator<Item = Drawn> {
    let wave = world.network.parameters.backward_wave_mm_per_s as f64 / 1000.0;
    let spacing = world.network.parameters.jam_spacing_mm as f64;
    let (length, free) = (road.length_mm as f64, free_mm_per_s as f64 / 1000.0);
    let departures = departures(world, lane, spacing);
    // A queue that discharges moves up by one spacing per headway, in steps that are drawn faster.
    let queue_speed = spacing / world.network.parameters.saturation_headway_ms as f64;
    let now = world.now;
    let mut ahead_mm = 0.0;
    traffic::on_lane(world, lane).map(move |vehicle| {
        let free_mm = ((now - vehicle.entered_at) as f64 * free).min(length);
        // Spacings that have been freed at the stop line, but whose start wave has not come back to here yet.
        let mut queued_mm = length - ahead_mm;
        let mut is_starting = false;
        for (departed_at, freed_mm) in &departures {
            let since_start_ms = (now - *departed_at) as f64 - REACTION_MS - (length - queued_mm) / wave;
            let still_mm = freed_mm - since_start_ms.max(0.0) * free;
            if still_mm <= 0.0 {
                break;
            }
            is_starting |= since_start_ms > 0.0;
            queued_mm -= still_mm.min(*freed_mm);
        }
        ahead_mm += vehicle.space_mm as f64;
        let along_mm = free_mm.min(queued_mm.max(0.0));
        let mm_per_ms = match (free_mm < length && free_mm <= queued_mm, is_starting) {
            (true, _) => free,
            (false, true) => free.min(queue_speed),
            (false, false) => 0.0,
        };
        let space_mm = vehicle.space_mm as f64;
        Drawn { trip: vehicle.trip.0, along_mm, space_mm, mm_per_ms, came_by: vehicle.came_by, entered_at: vehicle.entered_at }
    })
}

/// Departures of a lane, newest first, with the road that each freed: a long vehicle's slots are one departure.
fn departures(world: &World, lane: LaneId, spacing_mm: f64) -> Vec<(Ms, f64)> {
    let mut found: Vec<(Ms, f64)> = Vec::new();
    for departed_at in traffic::departures(world, lane) {
        match found.last_mut() {
            Some((at, freed_mm)) if *at == departed_at => *freed_mm += spacing_mm,
            _ => found.push((departed_at, spacing_mm)),
        }
    }
    found
}

impl Link {
    /// Middle of a lane to the right of the reference line (the road's centre line); lane 0 is the kerb lane.
    fn lane_offset_mm(&self, lane: u32) -> f64 {
        (f64::from(self.lane_count - 1 - lane) + 0.5) * self.lane_width_mm as f64
    }
}

/// A link's shape, to be walked in millimetres of drivable length: its drivable part is drawn from `drawn_from_mm` behind the shape's start
/// to `drawn_stop_mm` before its end.
struct Line<'a> {
    points: &'a [(i32, i32)],
    from_mm: f64,
    /// Shape millimetres per drivable millimetre.
    stretch: f64,
}

impl Line<'_> {
    fn of(network: &Network, link: LinkId) -> Line<'_> {
        let points = network.shape_mm(link);
        let shape_mm: f64 = points.windows(2).map(|pair| straight_mm(pair[0], pair[1])).sum();
        let road = network.link(link);
        let drawn_mm = shape_mm - (road.drawn_from_mm + road.drawn_stop_mm) as f64;
        Line { points, from_mm: road.drawn_from_mm as f64, stretch: drawn_mm / road.length_mm as f64 }
    }

    /// `right_mm` to the right of the line.
    fn at(&self, along_mm: f64, right_mm: f64) -> Pose {
        let mut rest = self.from_mm + along_mm * self.stretch;
        let mut placed = (0.0, 0.0, 1.0, 0.0);
        for pair in self.points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let length = straight_mm(a, b);
            if length > 0.0 {
                let (dx, dy) = (f64::from(b.0) - f64::from(a.0), f64::from(b.1) - f64::from(a.1));
                let share = (rest / length).min(1.0);
                placed = (f64::from(a.0) + dx * share, f64::from(a.1) + dy * share, dx / length, dy / length);
                if rest <= length {
                    break;
                }
                rest -= length;
            }
        }
        let (x, y, east, north) = placed;
        (x + north * right_mm, y - east * right_mm, east, north)
    }
}

fn write_units(world: &World, into: &mut Vec<u8>) -> u32 {
    let mut count = 0;
    for (number, unit) in world.units.list.iter().enumerate() {
        let Some(unit) = unit else { continue };
        let is_emergency = unit.driving.as_ref().is_some_and(|driving| driving.is_emergency);
        let pose = unit_pose(world, unit, is_emergency);
        let state = match (unit.phase, is_emergency) {
            (Phase::Rest, _) => 0,
            (_, true) => 1,
            (_, false) => 2,
        };
        put_place(into, pose);
        put_words(into, [number as u32, state | if unit.asking.is_some() && state != 0 { ASKING } else { 0 }]);
        count += 1;
    }
    count
}

fn unit_pose(world: &World, unit: &Unit, is_emergency: bool) -> Pose {
    let place = unit.place_at(world.now);
    // An emergency vehicle drives on the innermost lane, where the others make way, unless it turns right; at rest it stands at the kerb.
    let turns_right = unit.movements.first().is_some_and(|movement| world.network.movement(*movement).turn == Turn::Right);
    let offset_mm = |link: LinkId| {
        let road = world.network.link(link);
        road.lane_offset_mm(if is_emergency && !turns_right { road.lane_count - 1 } else { 0 })
    };
    let here = Line::of(&world.network, place.link).at(place.offset_mm as f64, offset_mm(place.link));
    if unit.is_backing && !unit.is_crossing() {
        return (here.0, here.1, -here.2, -here.3);
    }
    let (Phase::Crossing { until }, Some(&next)) = (unit.phase, unit.route.get(1)) else { return here };
    let there = Line::of(&world.network, next).at(0.0, offset_mm(next));
    let share = (world.now - unit.since) as f64 / (until - unit.since).max(1) as f64;
    let gap_mm = ((there.0 - here.0) * (there.0 - here.0) + (there.1 - here.1) * (there.1 - here.1)).sqrt();
    curve(here, there, share.clamp(0.0, 1.0), gap_mm)
}

fn put_f32s(into: &mut Vec<u8>, values: [f32; 4]) {
    into.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn put_words(into: &mut Vec<u8>, values: [u32; 2]) {
    into.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}
