//! From the bytes of compile-network.ts to a Network. Every index and range is checked; wrong bytes are an error, never a panic.

use super::{Link, MOST_INSET_MM, Movement, Network, Plan, Signal, Stage, Trip, Turn, span, straight_mm, travel_ms};
use crate::ids::{LinkId, MovementId, SignalId};
use crate::parameters::Parameters;
use std::ops::RangeInclusive;

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

fn inset_mm(points: &[(i32, i32)], length_mm: i64) -> i64 {
    let shape_mm: f64 = points.windows(2).map(|pair| straight_mm(pair[0], pair[1])).sum();
    ((shape_mm as i64 - length_mm) / 2).clamp(0, MOST_INSET_MM)
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
