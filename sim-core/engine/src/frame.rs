//! One picture of the moving city (contract/frame.ts), in closed form from the queues: never changes anything.
//! A vehicle drives freely until it meets the back of its lane's queue. In the queue it stands where the departures that its start wave
//! has brought so far leave it: a vehicle that left the stop line frees one spacing, and the news travels upstream at the backward wave speed.

use crate::ids::{LaneId, LinkId, Ms};
use crate::network::{Link, Network, Turn};
use crate::signals::{self, Aspect};
use crate::traffic;
use crate::units::Phase;
use crate::world::World;

const MAGIC: u32 = 0x4d41_5246;
const VERSION: u32 = 1;
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
}

fn padded(bytes: usize) -> usize {
    bytes.next_multiple_of(4)
}

pub fn write(world: &World, into: &mut Vec<u8>) {
    into.clear();
    into.resize(HEADER_WORDS * 4, 0);
    let mut speeds = vec![0_u8; padded(world.network.links.len())];
    let mut vehicles = 0_u32;
    for (link, speed) in (0..world.network.links.len() as u32).map(LinkId).zip(speeds.iter_mut()) {
        let (count, share) = write_link(world, link, into);
        vehicles += count;
        *speed = share;
    }
    let movements = &world.network.signal_movements;
    into.extend(movements.iter().map(|movement| movement_state(world, *movement)));
    into.resize(into.len() + padded(movements.len()) - movements.len(), 0);
    let units = write_units(world, into);
    into.extend_from_slice(&speeds);
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

/// Vehicles of all lanes; answers their number and the mean speed as a share of the limit x 255.
fn write_link(world: &World, link: LinkId, into: &mut Vec<u8>) -> (u32, u8) {
    let road = world.network.link(link);
    if traffic::vehicles_on(world, link) == 0 {
        return (0, u8::MAX);
    }
    let limit = road.limit_mm_per_s as f64;
    let free = traffic::free_speed(world, link);
    let line = Line::of(&world.network, link);
    let (mut count, mut speed_sum) = (0_u32, 0.0);
    for k in 0..road.lane_count {
        let lane = LaneId(road.first_lane + k);
        for vehicle in on_lane(world, road, lane, free) {
            let (x, y, heading) = line.at(vehicle.along_mm, road.lane_offset_mm(k));
            let class = u32::from(world.network.trips[vehicle.trip as usize].class);
            put_f32s(into, [x, y, 0.0, heading]);
            put_words(into, [vehicle.trip, class | if vehicle.is_moving { 0 } else { STANDING }]);
            speed_sum += if vehicle.is_moving { free as f64 / limit } else { 0.0 };
            count += 1;
        }
    }
    let share = if count == 0 { 1.0 } else { (speed_sum / f64::from(count)).min(1.0) };
    (count, (share * 255.0) as u8)
}

struct Drawn {
    trip: u32,
    along_mm: f64,
    is_moving: bool,
}

fn on_lane(world: &World, road: &Link, lane: LaneId, free_mm_per_s: i64) -> impl Iterator<Item = Drawn> {
    let wave = world.network.parameters.backward_wave_mm_per_s as f64 / 1000.0;
    let spacing = world.network.parameters.jam_spacing_mm as f64;
    let (length, free) = (road.length_mm as f64, free_mm_per_s as f64 / 1000.0);
    let departures: Vec<Ms> = traffic::departures(world, lane).collect();
    let now = world.now;
    let mut ahead_mm = 0.0;
    traffic::on_lane(world, lane).map(move |vehicle| {
        let free_mm = ((now - vehicle.entered_at) as f64 * free).min(length);
        // Spacings that have been freed at the stop line, but whose start wave has not come back to here yet.
        let mut queued_mm = length - ahead_mm;
        for departed_at in &departures {
            let since_start_ms = (now - *departed_at) as f64 - (length - queued_mm + spacing) / wave;
            if since_start_ms >= 0.0 {
                queued_mm -= (spacing - since_start_ms * free).max(0.0);
                break;
            }
            queued_mm -= spacing;
        }
        ahead_mm += vehicle.space_mm as f64;
        let along_mm = free_mm.min(queued_mm.max(0.0));
        let is_catching_up = queued_mm.fract() != 0.0 && along_mm < length - 1.0 && free_mm > queued_mm;
        Drawn { trip: vehicle.trip.0, along_mm, is_moving: free_mm <= queued_mm && free_mm < length || is_catching_up }
    })
}

impl Link {
    /// Middle of a lane to the right of the reference line (the road's centre line); lane 0 is the kerb lane.
    fn lane_offset_mm(&self, lane: u32) -> f64 {
        (f64::from(self.lane_count - 1 - lane) + 0.5) * self.lane_width_mm as f64
    }
}

/// A link's shape, to be walked in millimetres of drivable length. The shape runs from node to node, the drivable length from stop line to
/// stop line: what the shape has more lies inside the two junctions, half at each end.
struct Line<'a> {
    points: &'a [(i32, i32)],
    inset_mm: f64,
    /// Shape millimetres per drivable millimetre; 1 unless the shape is the shorter one.
    stretch: f64,
}

impl Line<'_> {
    fn of(network: &Network, link: LinkId) -> Line<'_> {
        let points = network.shape_mm(link);
        let shape_mm: f64 = points.windows(2).map(|pair| segment(pair[0], pair[1]).2).sum();
        let length_mm = network.link(link).length_mm as f64;
        Line { points, inset_mm: ((shape_mm - length_mm) / 2.0).max(0.0), stretch: (shape_mm / length_mm).min(1.0) }
    }

    /// x, y in metres and heading, `right_mm` to the right of the line.
    fn at(&self, along_mm: f64, right_mm: f64) -> (f32, f32, f32) {
        let mut rest = self.inset_mm + along_mm * self.stretch;
        let mut placed = (0.0, 0.0, 1.0, 0.0);
        for pair in self.points.windows(2) {
            let (dx, dy, length) = segment(pair[0], pair[1]);
            if length > 0.0 {
                let share = (rest / length).min(1.0);
                placed = (f64::from(pair[0].0) + dx * share, f64::from(pair[0].1) + dy * share, dx / length, dy / length);
                if rest <= length {
                    break;
                }
                rest -= length;
            }
        }
        let (x, y, east, north) = placed;
        let (x, y) = (x + north * right_mm, y - east * right_mm);
        ((x / 1000.0) as f32, (y / 1000.0) as f32, libm::atan2(north, east) as f32)
    }
}

fn segment(from: (i32, i32), to: (i32, i32)) -> (f64, f64, f64) {
    let (dx, dy) = (f64::from(to.0) - f64::from(from.0), f64::from(to.1) - f64::from(from.1));
    (dx, dy, (dx * dx + dy * dy).sqrt())
}

fn write_units(world: &World, into: &mut Vec<u8>) -> u32 {
    let mut count = 0;
    for (number, unit) in world.units.list.iter().enumerate() {
        let Some(unit) = unit else { continue };
        let place = unit.place_at(world.now);
        let road = world.network.link(place.link);
        // An emergency vehicle drives on the innermost lane, where the others make way; at rest it stands at the kerb.
        let is_emergency = unit.driving.as_ref().is_some_and(|driving| driving.is_emergency);
        let turns_right = unit.movements.first().is_some_and(|movement| world.network.movement(*movement).turn == Turn::Right);
        let lane = if is_emergency && !turns_right { road.lane_count - 1 } else { 0 };
        let (x, y, heading) = Line::of(&world.network, place.link).at(place.offset_mm as f64, road.lane_offset_mm(lane));
        let state = match (unit.phase, is_emergency) {
            (Phase::Rest, _) => 0,
            (_, true) => 1,
            (_, false) => 2,
        };
        put_f32s(into, [x, y, 0.0, heading]);
        put_words(into, [number as u32, state | if unit.asking.is_some() && state != 0 { ASKING } else { 0 }]);
        count += 1;
    }
    count
}

fn put_f32s(into: &mut Vec<u8>, values: [f32; 4]) {
    into.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn put_words(into: &mut Vec<u8>, values: [u32; 2]) {
    into.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}
