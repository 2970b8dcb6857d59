//! The static network of one run: roads, movements, signal plans, trips and parameters, parsed once from the bytes of compile-network.ts.
//! Every index is checked here, so nothing inside checks again; wrong bytes are an error, never a panic.

use crate::ids::{LinkId, MovementId, SignalId, TripId};
use crate::parameters::Parameters;
use std::ops::{Range, RangeInclusive};

/// A link of 1 m to 100 km at 0.1 to 100 m/s: what a city has, and its times fit 32 bits of milliseconds.
const LENGTHS_MM: RangeInclusive<u32> = 1_000..=100_000_000;
const LIMITS_MM_PER_S: RangeInclusive<u32> = 100..=100_000;
/// Longest stage part, offset and jitter.
const DAY_MS: u32 = 86_400_000;

pub const MAGIC: u32 = 0x4e52_4843;
pub const VERSION: u32 = 1;

/// What is wrong with the bytes: section and row, for the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WrongNetwork {
    pub section: u32,
    pub row: u32,
}

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

/// Sections in the order of the bytes; each is a whole number of 32-bit words.
#[derive(Clone, Copy)]
enum Section {
    General,
    Parameters,
    Links,
    Points,
    Movements,
    MovementLists,
    Signals,
    Plans,
    Stages,
    StageLists,
    Trips,
    RouteLinks,
    RouteMovements,
    /// Per link where its drivable part is drawn; may be empty.
    DrawnEnds,
}
const SECTIONS: usize = 14;

struct Words<'a> {
    bytes: &'a [u8],
    spans: [(usize, usize); SECTIONS],
}

impl Words<'_> {
    fn open(bytes: &[u8]) -> Result<Words<'_>, WrongNetwork> {
        let wrong = WrongNetwork { section: 0, row: u32::MAX };
        let word = |at: usize| bytes.get(at * 4..at * 4 + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        if word(0) != Some(MAGIC) || word(1) != Some(VERSION) {
            return Err(wrong);
        }
        let mut at = 2 + SECTIONS;
        let mut spans = [(0, 0); SECTIONS];
        for (section, place) in spans.iter_mut().enumerate() {
            let length = word(2 + section).ok_or(wrong)? as usize;
            let end = at.checked_add(length).ok_or(wrong)?;
            *place = (at, end);
            at = end;
        }
        if at.checked_mul(4) != Some(bytes.len()) {
            return Err(wrong);
        }
        Ok(Words { bytes, spans })
    }

    fn section(&self, section: Section) -> Vec<u32> {
        let (start, end) = self.spans[section as usize];
        self.bytes[start * 4..end * 4].chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
    }

    fn rows<const WIDTH: usize>(&self, section: Section) -> Result<Vec<[u32; WIDTH]>, WrongNetwork> {
        let words = self.section(section);
        if !words.len().is_multiple_of(WIDTH) {
            return Err(WrongNetwork { section: section as u32, row: u32::MAX });
        }
        let (rows, _) = words.as_chunks::<WIDTH>();
        Ok(rows.to_vec())
    }
}

impl Network {
    pub fn parse(bytes: &[u8]) -> Result<Network, WrongNetwork> {
        let words = Words::open(bytes)?;
        let wrong = |section: Section, row: usize| WrongNetwork { section: section as u32, row: row as u32 };
        let general = words.section(Section::General);
        let [starts_ms_of_day, jitter_ms] = *general.as_slice() else {
            return Err(wrong(Section::General, 0));
        };
        if starts_ms_of_day >= DAY_MS || jitter_ms > DAY_MS {
            return Err(wrong(Section::General, 0));
        }
        let parameters = Parameters::from_words(&words.section(Section::Parameters)).ok_or(wrong(Section::Parameters, 0))?;
        let points_mm: Vec<(i32, i32)> = words.rows::<2>(Section::Points)?.iter().map(|[x, y]| (*x as i32, *y as i32)).collect();
        let list = |section: Section| words.section(section).into_iter().map(MovementId).collect::<Vec<_>>();
        let movement_lists = list(Section::MovementLists);
        let stage_lists = list(Section::StageLists);
        let within = |start: u32, count: u32, length: usize| {
            let end = start.checked_add(count).filter(|end| *end as usize <= length)?;
            Some((start, end))
        };

        let mut links = Vec::new();
        let mut lane_link = Vec::new();
        for (row, [length, limit, lanes, lane_width, from_node, to_node, class, first_point, point_count]) in
            words.rows::<9>(Section::Links)?.into_iter().enumerate()
        {
            let points = within(first_point, point_count, points_mm.len()).ok_or(wrong(Section::Links, row))?;
            if point_count < 2 || !LENGTHS_MM.contains(&length) || !LIMITS_MM_PER_S.contains(&limit) || !(1..=32).contains(&lanes) {
                return Err(wrong(Section::Links, row));
            }
            let free_mm_per_s = (i64::from(limit) * parameters.speed_factor_permille / 1000).max(1);
            links.push(Link {
                length_mm: i64::from(length),
                limit_mm_per_s: i64::from(limit),
                free_mm_per_s,
                free_ms: travel_ms(i64::from(length), free_mm_per_s),
                first_lane: lane_link.len() as u32,
                lane_count: lanes,
                lane_width_mm: i64::from(lane_width),
                from_node,
                to_node,
                class: class as u8,
                inset_mm: inset_mm(&points_mm[span(points)], i64::from(length)),
                drawn_from_mm: 0,
                drawn_stop_mm: 0,
                points,
                out: (0, 0),
                into: (0, 0),
            });
            lane_link.extend((0..lanes).map(|_| LinkId(row as u32)));
        }

        let drawn_ends = words.rows::<2>(Section::DrawnEnds)?;
        if !drawn_ends.is_empty() && drawn_ends.len() != links.len() {
            return Err(wrong(Section::DrawnEnds, 0));
        }
        for (row, link) in links.iter_mut().enumerate() {
            let [from, stop] = drawn_ends.get(row).map_or([link.inset_mm; 2], |ends| ends.map(i64::from));
            let shape_mm: f64 = points_mm[span(link.points)].windows(2).map(|pair| straight_mm(pair[0], pair[1])).sum();
            if (from + stop) as f64 > shape_mm {
                return Err(wrong(Section::DrawnEnds, row));
            }
            (link.drawn_from_mm, link.drawn_stop_mm) = (from, stop);
        }

        let signal_rows = words.rows::<2>(Section::Signals)?;
        let mut movements = Vec::new();
        for (row, [from, to, turn, lanes, flags, signal, yields_start, yields_count, conflicts_start, conflicts_count]) in
            words.rows::<10>(Section::Movements)?.into_iter().enumerate()
        {
            let wrong = wrong(Section::Movements, row);
            let yields_to = within(yields_start, yields_count, movement_lists.len()).ok_or(wrong)?;
            let conflicts_with = within(conflicts_start, conflicts_count, movement_lists.len()).ok_or(wrong)?;
            let (Some(source), true) = (links.get(from as usize), (to as usize) < links.len()) else {
                return Err(wrong);
            };
            let all_lanes = u32::MAX >> (32 - source.lane_count);
            if lanes == 0 || lanes & !all_lanes != 0 || (signal != u32::MAX && signal as usize >= signal_rows.len()) {
                return Err(wrong);
            }
            let (turn, loss_ms) = match turn {
                0 => (Turn::Through, parameters.through_loss_ms),
                1 => (Turn::Left, parameters.left_loss_ms),
                2 => (Turn::Right, parameters.right_loss_ms),
                3 => (Turn::UTurn, parameters.uturn_loss_ms),
                _ => return Err(wrong),
            };
            movements.push(Movement {
                from: LinkId(from),
                to: LinkId(to),
                turn,
                lanes,
                signal: SignalId(signal),
                turn_on_red: flags & 1 != 0,
                stop_first: flags & 2 != 0,
                loss_ms,
                yields_to,
                conflicts_with,
            });
        }
        let exists = |movement: &MovementId| movement.at() < movements.len();
        if !movement_lists.iter().all(exists) {
            return Err(wrong(Section::MovementLists, 0));
        }
        if !stage_lists.iter().all(exists) {
            return Err(wrong(Section::StageLists, 0));
        }

        let mut stages = Vec::new();
        for (row, [green, yellow, red, least, walk, clear, green_start, green_count, permissive_start, permissive_count]) in
            words.rows::<10>(Section::Stages)?.into_iter().enumerate()
        {
            let wrong = wrong(Section::Stages, row);
            if [green, yellow, red, least, walk, clear].into_iter().any(|ms| ms > DAY_MS) {
                return Err(wrong);
            }
            stages.push(Stage {
                green_ms: i64::from(green),
                yellow_ms: i64::from(yellow),
                all_red_ms: i64::from(red),
                min_green_ms: i64::from(least),
                walk_ms: i64::from(walk),
                ped_clear_ms: i64::from(clear),
                green: within(green_start, green_count, stage_lists.len()).ok_or(wrong)?,
                permissive: within(permissive_start, permissive_count, stage_lists.len()).ok_or(wrong)?,
            });
        }
        let mut plans = Vec::new();
        for (row, [from_ms, cycle, offset, stage_start, stage_count]) in words.rows::<5>(Section::Plans)?.into_iter().enumerate() {
            let span_of_stages = within(stage_start, stage_count, stages.len()).ok_or(wrong(Section::Plans, row))?;
            let sum: i64 = stages[span(span_of_stages)].iter().map(|stage| stage.green_ms + stage.yellow_ms + stage.all_red_ms).sum();
            let is_offset_sane = (offset as i32).unsigned_abs() <= DAY_MS;
            if stage_count == 0 || cycle == 0 || sum != i64::from(cycle) || !is_offset_sane || from_ms >= DAY_MS {
                return Err(wrong(Section::Plans, row));
            }
            plans.push(Plan {
                from_ms_of_day: i64::from(from_ms),
                cycle_ms: i64::from(cycle),
                offset_ms: i64::from(offset as i32),
                stages: span_of_stages,
            });
        }
        let mut signals = Vec::new();
        let signal_of = |movement: &Movement| movement.signal.0;
        let (by_signal, group_spans) = group(&movements, signal_rows.len(), signal_of);
        for (row, [plan_start, plan_count]) in signal_rows.into_iter().enumerate() {
            let plans = within(plan_start, plan_count, plans.len()).ok_or(wrong(Section::Signals, row))?;
            if plan_count == 0 {
                return Err(wrong(Section::Signals, row));
            }
            signals.push(Signal { plans, movements: group_spans[row] });
        }

        let (out, out_spans) = group(&movements, links.len(), |movement| movement.from.0);
        let (into, into_spans) = group(&movements, links.len(), |movement| movement.to.0);
        for ((link, out), into) in links.iter_mut().zip(out_spans).zip(into_spans) {
            link.out = out;
            link.into = into;
        }

        let route_links: Vec<LinkId> = words.section(Section::RouteLinks).into_iter().map(LinkId).collect();
        let route_movements = list(Section::RouteMovements);
        if route_links.len() != route_movements.len() || route_links.iter().any(|link| link.at() >= links.len()) {
            return Err(wrong(Section::RouteLinks, 0));
        }
        let mut trips = Vec::new();
        for (row, [id, depart, class, route_start, route_count]) in words.rows::<5>(Section::Trips)?.into_iter().enumerate() {
            let wrong = wrong(Section::Trips, row);
            let route = within(route_start, route_count, route_links.len()).ok_or(wrong)?;
            if route_count == 0 || class > 4 || depart as i32 > i32::MAX / 2 {
                return Err(wrong);
            }
            for at in span(route) {
                let (movement, is_last) = (route_movements[at], at + 1 == route.1 as usize);
                let fits = match movements.get(movement.at()) {
                    None => is_last && movement.is_none(),
                    Some(step) => !is_last && step.from == route_links[at] && step.to == route_links[at + 1],
                };
                if !fits {
                    return Err(wrong);
                }
            }
            trips.push(Trip { id, depart_ms: i64::from(depart as i32), class: class as u8, route });
        }

        let signal_movements = (0..movements.len() as u32).map(MovementId).filter(|movement| movements[movement.at()].signal.is_some());
        Ok(Network {
            starts_ms_of_day: i64::from(starts_ms_of_day),
            jitter_ms: i64::from(jitter_ms),
            parameters,
            signal_movements: signal_movements.collect(),
            lane_count: lane_link.len() as u32,
            links,
            movements,
            signals,
            plans,
            stages,
            trips,
            lane_link,
            points_mm,
            movement_lists,
            stage_lists,
            by_signal,
            out,
            into,
            route_links,
            route_movements,
            hash: crate::hash::hash_bytes(bytes),
        })
    }
}

/// Milliseconds for a length at a speed, rounded to the nearest; at least 1.
pub fn travel_ms(length_mm: i64, mm_per_s: i64) -> i64 {
    ((length_mm * 1000 + mm_per_s / 2) / mm_per_s).max(1)
}

/// Longest way that a vehicle can have inside a junction on one side: beyond it the shape means something else [mm].
const MOST_INSET_MM: i64 = 40_000;

fn inset_mm(points: &[(i32, i32)], length_mm: i64) -> i64 {
    let shape_mm: f64 = points.windows(2).map(|pair| straight_mm(pair[0], pair[1])).sum();
    ((shape_mm as i64 - length_mm) / 2).clamp(0, MOST_INSET_MM)
}

pub fn straight_mm(a: (i32, i32), b: (i32, i32)) -> f64 {
    let (dx, dy) = (f64::from(a.0) - f64::from(b.0), f64::from(a.1) - f64::from(b.1));
    (dx * dx + dy * dy).sqrt()
}

/// Movements by one of their ends, ascending within: a counting sort.
fn group(movements: &[Movement], count: usize, key: impl Fn(&Movement) -> u32) -> (Vec<MovementId>, Vec<(u32, u32)>) {
    let mut spans = vec![(0, 0); count];
    for movement in movements {
        if let Some(place) = spans.get_mut(key(movement) as usize) {
            place.1 += 1;
        }
    }
    let mut start = 0;
    for place in &mut spans {
        let length = place.1;
        *place = (start, start);
        start += length;
    }
    let mut grouped = vec![MovementId::NONE; start as usize];
    for (at, movement) in movements.iter().enumerate() {
        if let Some(place) = spans.get_mut(key(movement) as usize) {
            grouped[place.1 as usize] = MovementId(at as u32);
            place.1 += 1;
        }
    }
    (grouped, spans)
}
