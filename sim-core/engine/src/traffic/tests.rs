//! Laws of the city layer on hand-made roads.

use super::{counts, on_lane, open_lanes, restore, restrict, standing, vehicles_on};
use crate::facts::RECORD_BYTES;
use crate::ids::{LaneId, LinkId, MovementId, Ms, SignalId, UnitId};
use crate::network::{MAGIC, Network, VERSION};
use crate::parameters::Parameters;
use crate::signals::{self, Aspect, Exit, Request};
use crate::snapshot::{Reader, Writer};
use crate::world::{Stop, World};

/// A network as rows of words, in the order that `Network::parse` reads.
#[derive(Default)]
pub(super) struct Roads {
    links: Vec<[u32; 9]>,
    movements: Vec<[u32; 10]>,
    lists: Vec<u32>,
    signals: Vec<[u32; 2]>,
    plans: Vec<[u32; 5]>,
    stages: Vec<[u32; 10]>,
    stage_lists: Vec<u32>,
    trips: Vec<[u32; 5]>,
    route_links: Vec<u32>,
    route_movements: Vec<u32>,
    /// Position of a parameter and its value.
    changed: Vec<(usize, i32)>,
}

pub(super) const NO_SIGNAL: u32 = u32::MAX;
/// Positions of parameters (src/parameters.rs).
const HEADWAY: usize = 0;
const START_UP: usize = 3;
const YELLOW_USED: usize = 4;
const GRIDLOCK_REMOVAL: usize = 22;

/// The defaults of traffic-parameters.ts, in round numbers.
const PARAMETERS: [i32; Parameters::COUNT] = [
    1900, 7500, 7500, 3900, 2000, 4500, 2500, 6500, 4000, 6200, 3300, 2000, 0, 0, 0, 0, 1000, 1000, 1000, 2000, 2000, 500, 0, 1053, 1176,
    2, 2000, 60_000, 60,
];

impl Roads {
    pub(super) fn link(&mut self, length_mm: u32, lanes: u32) -> u32 {
        self.links.push([length_mm, 10_000, lanes, 3000, 0, 1, 0, 0, 2]);
        self.links.len() as u32 - 1
    }

    pub(super) fn movement(&mut self, from: u32, to: u32, signal: u32) -> u32 {
        let lanes = u32::MAX >> (32 - self.links[from as usize][2]);
        self.movements.push([from, to, 0, lanes, 0, signal, 0, 0, 0, 0]);
        self.movements.len() as u32 - 1
    }

    fn list(&mut self, movement: u32, column: usize, others: &[u32]) {
        let row = &mut self.movements[movement as usize];
        (row[column], row[column + 1]) = (self.lists.len() as u32, others.len() as u32);
        self.lists.extend(others);
    }

    pub(super) fn yields(&mut self, movement: u32, others: &[u32]) {
        self.list(movement, 6, others);
    }

    pub(super) fn conflicts(&mut self, movement: u32, others: &[u32]) {
        self.list(movement, 8, others);
    }

    /// Stages of (green, green movements), each with 3 s yellow, 1 s all red, 7 s minimum, 5 s walk and 6 s clearance.
    pub(super) fn signal(&mut self, stages: &[(u32, &[u32])]) -> u32 {
        self.signals.push([self.plans.len() as u32, 1]);
        let cycle = stages.iter().map(|(green, _)| green + 4000).sum();
        self.plans.push([0, cycle, 0, self.stages.len() as u32, stages.len() as u32]);
        for (green, movements) in stages {
            let first = self.stage_lists.len() as u32;
            self.stages.push([*green, 3000, 1000, 7000, 5000, 6000, first, movements.len() as u32, first, 0]);
            self.stage_lists.extend(*movements);
        }
        self.signals.len() as u32 - 1
    }

    pub(super) fn trip(&mut self, depart_ms: u32, class: u32, route: &[u32]) {
        let between =
            |pair: &[u32]| self.movements.iter().position(|row| row[0] == pair[0] && row[1] == pair[1]).expect("a movement") as u32;
        let movements: Vec<u32> = route.windows(2).map(between).collect();
        let id = self.trips.len() as u32;
        self.trips.push([id, depart_ms, class, self.route_links.len() as u32, route.len() as u32]);
        self.route_links.extend(route);
        self.route_movements.extend(movements);
        self.route_movements.push(u32::MAX);
    }

    pub(super) fn world(&self) -> World {
        let mut parameters = PARAMETERS;
        self.changed.iter().for_each(|&(place, value)| parameters[place] = value);
        let sections: [Vec<u32>; 14] = [
            vec![0, 0],
            parameters.iter().map(|value| *value as u32).collect(),
            self.links.concat(),
            vec![0, 0, 1000, 0],
            self.movements.concat(),
            self.lists.clone(),
            self.signals.concat(),
            self.plans.concat(),
            self.stages.concat(),
            self.stage_lists.clone(),
            self.trips.concat(),
            self.route_links.clone(),
            self.route_movements.clone(),
            Vec::new(),
        ];
        let mut words = vec![MAGIC, VERSION];
        words.extend(sections.iter().map(|section| section.len() as u32));
        words.extend(sections.concat());
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        World::new(Network::parse(&bytes).expect("a network"), 7, 0)
    }
}

/// (kind, at, entity, a, b, c) of the facts since the last drain.
fn facts(world: &mut World) -> Vec<[i64; 6]> {
    let word = |row: &[u8], at: usize| i64::from(i32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]));
    let bytes = world.facts.drain();
    let rows = bytes[8..].chunks_exact(RECORD_BYTES);
    rows.map(|row| [i64::from(row[0]), word(row, 4), word(row, 8), word(row, 12), word(row, 16), word(row, 20)]).collect()
}

fn ended(world: &mut World) -> Vec<i64> {
    facts(world).iter().filter(|fact| fact[0] == 1).map(|fact| fact[1]).collect()
}

pub(super) fn run(world: &mut World, until_s: i64) {
    let stop = world.run_until(Ms(until_s * 1000));
    assert_ne!(stop, Stop::Broken, "{:?}", world.broken);
}

/// Two one-lane streets that cross: links 0 -> 1 (movement 0) and 2 -> 3 (movement 1), greens 20 s each.
pub(super) fn crossing() -> Roads {
    let mut roads = Roads::default();
    for _ in 0..4 {
        roads.link(200_000, 1);
    }
    roads.movement(0, 1, 0);
    roads.movement(2, 3, 0);
    roads.conflicts(0, &[1]);
    roads.conflicts(1, &[0]);
    roads.signal(&[(20_000, &[0]), (20_000, &[1])]);
    roads
}

#[test]
fn a_queue_leaves_one_saturation_headway_apart_and_arrives_at_free_speed() {
    let mut roads = Roads::default();
    let (first, second) = (roads.link(200_000, 1), roads.link(100_000, 1));
    roads.movement(first, second, NO_SIGNAL);
    (0..3).for_each(|_| roads.trip(0, 0, &[first, second]));
    let mut world = roads.world();
    run(&mut world, 60);
    // 20 s over the first link, 10 s over the second; followers leave 1.9 s later each.
    assert_eq!(ended(&mut world), [30_000, 31_900, 33_800]);
}

#[test]
fn a_bus_takes_two_places_and_two_headways() {
    let mut roads = Roads::default();
    let (first, second) = (roads.link(200_000, 1), roads.link(100_000, 1));
    roads.movement(first, second, NO_SIGNAL);
    roads.trip(0, 2, &[first, second]);
    roads.trip(0, 0, &[first, second]);
    let mut world = roads.world();
    run(&mut world, 1);
    assert_eq!(on_lane(&world, LaneId(0)).map(|vehicle| vehicle.space_mm).collect::<Vec<_>>(), [15_000, 7500]);
    run(&mut world, 60);
    assert_eq!(ended(&mut world), [30_000, 33_800]);
}

#[test]
fn the_first_car_at_red_starts_up_after_green_and_nobody_passes_a_full_link() {
    let mut roads = crossing();
    (0..40).for_each(|_| roads.trip(0, 0, &[2, 3]));
    let mut world = roads.world();
    run(&mut world, 23);
    assert_eq!(vehicles_on(&world, LinkId(2)), 26, "a lane of 200 m holds 26 cars of 7.5 m");
    assert_eq!(counts(&world).waiting_to_enter, 14);
    run(&mut world, 24 + 3);
    assert_eq!(vehicles_on(&world, LinkId(3)), 0);
    run(&mut world, 24 + 4);
    assert_eq!(vehicles_on(&world, LinkId(3)), 1, "green at 24 s, first car 3.9 s later");
}

#[test]
fn a_queue_that_spills_back_holds_the_street_before_it() {
    let mut roads = Roads::default();
    let (street, short, exit) = (roads.link(100_000, 1), roads.link(15_000, 1), roads.link(100_000, 1));
    roads.movement(street, short, NO_SIGNAL);
    let gate = roads.movement(short, exit, 0);
    roads.signal(&[(5000, &[gate]), (85_000, &[])]);
    (0..13).for_each(|_| roads.trip(0, 0, &[street, short, exit]));
    let mut world = roads.world();
    run(&mut world, 60);
    assert_eq!((vehicles_on(&world, LinkId(1)), vehicles_on(&world, LinkId(0))), (2, 11));
    assert_eq!(standing(&world, LaneId(0)), (11, 82_500));
    let mut frame = Vec::new();
    crate::frame::write(&world, &mut frame);
    let queues_dm = [825_u16, 150, 0, 0].map(u16::to_le_bytes).concat();
    assert!(frame.ends_with(&queues_dm), "a picture says the same");
}

#[test]
fn a_permissive_turn_waits_for_the_oncoming_stream_and_leaves_in_yellow_at_the_latest() {
    let mut roads = Roads::default();
    (0..4).for_each(|_| {
        roads.link(200_000, 1);
    });
    let (oncoming, left) = (roads.movement(0, 1, 0), roads.movement(2, 3, 0));
    roads.conflicts(left, &[oncoming]);
    roads.conflicts(oncoming, &[left]);
    roads.yields(left, &[oncoming]);
    roads.signal(&[(60_000, &[oncoming, left]), (20_000, &[])]);
    roads.stages[0][8] = roads.stages[0][6] + 1;
    roads.stages[0][9] = 1;
    // Oncoming cars every 3 s: no gap of 4.5 s until the green ends; two who turn sneak.
    (0..30).for_each(|k| roads.trip(k * 3000, 0, &[0, 1]));
    (0..3).for_each(|_| roads.trip(0, 0, &[2, 3]));
    let mut world = roads.world();
    run(&mut world, 61);
    assert_eq!(vehicles_on(&world, LinkId(3)), 0);
    run(&mut world, 63);
    assert_eq!(vehicles_on(&world, LinkId(3)), 2, "sneakers");
    run(&mut world, 200);
    assert_eq!(counts(&world).arrived, 33);
}

#[test]
fn a_closed_street_is_entered_by_nobody_and_who_knows_another_way_takes_it() {
    let mut roads = Roads::default();
    let [start, direct, detour, end] = [100_000, 100_000, 300_000, 100_000].map(|length| roads.link(length, 2));
    for (from, to) in [(start, direct), (start, detour), (direct, end), (detour, end)] {
        roads.movement(from, to, NO_SIGNAL);
    }
    (0..5).for_each(|k| roads.trip(k * 1000, 0, &[start, direct, end]));
    roads.trip(0, 0, &[start, direct]);
    let mut world = roads.world();
    restrict(&mut world, LinkId(direct), 0, 1000, 1000);
    assert_eq!(open_lanes(&world, LinkId(direct)), 0);
    run(&mut world, 120);
    assert_eq!(counts(&world).arrived + vehicles_on(&world, LinkId(start)), 6);
    assert_eq!(vehicles_on(&world, LinkId(direct)), 0);
    restore(&mut world, LinkId(direct));
    run(&mut world, 300);
    assert_eq!(counts(&world).arrived, 6);
}

#[test]
fn a_gridlock_stays_unless_the_rule_removes_and_counts() {
    // A ring of two short links that both are full of cars for the other: nobody can move.
    let ring = |removal_ms: i32| {
        let mut roads = Roads::default();
        let [a, b, out] = [15_000, 15_000, 100_000].map(|length| roads.link(length, 1));
        for (from, to) in [(a, b), (b, a), (a, out), (b, out)] {
            roads.movement(from, to, NO_SIGNAL);
        }
        (0..2).for_each(|_| roads.trip(0, 0, &[a, b, a, out]));
        (0..2).for_each(|_| roads.trip(0, 0, &[b, a, b, out]));
        roads.changed.push((GRIDLOCK_REMOVAL, removal_ms));
        let mut world = roads.world();
        run(&mut world, 900);
        (counts(&world).removed, counts(&world).arrived, super::stuck_lanes(&world, 120_000))
    };
    assert_eq!(ring(0), (0, 0, 2));
    let (removed, arrived, stuck) = ring(120_000);
    assert!(removed > 0 && removed + arrived == 4 && stuck == 0, "{removed} removed, {arrived} arrived");
}

fn ask(unit: u32, movement: u32, exit: Exit) -> Request {
    Request { signal: SignalId(0), unit: UnitId(unit), movement: MovementId(movement), hold_ms: 60_000, exit }
}

/// What the movements of signal 0 show, every 100 ms.
fn aspects(world: &mut World, until_ms: i64) -> Vec<(Aspect, Aspect)> {
    let mut shown = Vec::new();
    while world.now.0 < until_ms {
        assert_ne!(world.run_until(world.now + 100), Stop::Broken, "{:?}", world.broken);
        shown.push((signals::aspect(world, MovementId(0)), signals::aspect(world, MovementId(1))));
    }
    shown
}

#[test]
fn a_preemption_never_cuts_walk_and_clearance_yellow_or_all_red() {
    let mut world = crossing().world();
    run(&mut world, 2);
    signals::request(&mut world, ask(0, 1, Exit::Dwell));
    // Walk 5 s and clearance 6 s from 0 s on, then 3 s yellow and 1 s all red: green at 15 s instead of 24 s.
    let shown = aspects(&mut world, 16_000);
    let at = |ms: usize| shown[(ms - 2000) / 100 - 1];
    assert_eq!(at(10_900), (Aspect::Green, Aspect::Red));
    assert_eq!(at(11_000), (Aspect::Yellow, Aspect::Red));
    assert_eq!(at(14_000), (Aspect::Red, Aspect::Red));
    assert_eq!(at(15_000), (Aspect::Red, Aspect::Green));
    assert_eq!(facts(&mut world).iter().filter(|fact| fact[0] == 9).collect::<Vec<_>>(), [&[9, 15_000, 0, 0, 1, 13_000]]);
}

#[test]
fn every_way_back_ends_on_the_plan() {
    for exit in [Exit::Dwell, Exit::Shortway, Exit::Immediate] {
        for released_s in 20..80 {
            let (mut preempted, mut plain) = (crossing().world(), crossing().world());
            run(&mut preempted, 2);
            signals::request(&mut preempted, ask(0, 1, exit));
            run(&mut preempted, released_s);
            signals::passed(&mut preempted, SignalId(0), UnitId(0));
            run(&mut preempted, 600);
            run(&mut plain, 600);
            assert_eq!(aspects(&mut preempted, 700_000), aspects(&mut plain, 700_000), "{exit:?} released at {released_s} s");
            let recovered: Vec<_> = facts(&mut preempted).into_iter().filter(|fact| fact[0] == 11).collect();
            assert_eq!(recovered.len(), 1, "{exit:?} released at {released_s} s");
            assert_eq!(signals::open_requests(&preempted), 0);
        }
    }
}

#[test]
fn requests_are_served_first_come_first_served_and_a_hold_times_out() {
    let mut world = crossing().world();
    run(&mut world, 1);
    signals::request(&mut world, ask(0, 0, Exit::Dwell));
    signals::request(&mut world, ask(1, 1, Exit::Dwell));
    signals::request(&mut world, ask(2, 0, Exit::Dwell));
    run(&mut world, 300);
    let story: Vec<[i64; 3]> =
        facts(&mut world).iter().filter(|fact| fact[0] == 9 || fact[0] == 10).map(|fact| [fact[0], fact[1], fact[3]]).collect();
    // Units 0 and 2 share the hold from 1 s to 61 s; unit 1 gets green after 3 s yellow and 1 s all red and holds a minute.
    assert_eq!(story, [[9, 1000, 0], [9, 1000, 2], [10, 61_000, 0], [10, 61_000, 2], [9, 65_000, 1], [10, 125_000, 1]]);
    assert_eq!(signals::open_requests(&world), 0);
}

#[test]
fn a_second_preemption_knows_when_the_green_it_finds_really_began() {
    // Caught: a signal back on its plan forgot that its green was younger than the plan's, and the next request cut its clearance.
    let mut world = crossing().world();
    run(&mut world, 1);
    signals::request(&mut world, ask(0, 0, Exit::Dwell));
    run(&mut world, 26);
    signals::passed(&mut world, SignalId(0), UnitId(0));
    signals::request(&mut world, ask(1, 1, Exit::Dwell));
    // Green for movement 1 from 30 s on; the plan has had it since 24 s, and takes over at 31 s.
    run(&mut world, 31);
    signals::passed(&mut world, SignalId(0), UnitId(1));
    run(&mut world, 36);
    signals::request(&mut world, ask(2, 0, Exit::Dwell));
    let green = aspects(&mut world, 50_000).iter().filter(|shown| shown.1 == Aspect::Green).count();
    assert_eq!(green, 49, "11 s of minimum and clearance end at 41 s: from 36.1 s to 40.9 s");
}

#[test]
fn people_on_foot_pay_for_the_walks_that_a_hold_takes_away() {
    let mut world = crossing().world();
    run(&mut world, 1);
    signals::request(&mut world, ask(0, 0, Exit::Dwell));
    run(&mut world, 61);
    signals::passed(&mut world, SignalId(0), UnitId(0));
    run(&mut world, 600);
    let minutes: Vec<[i64; 6]> = facts(&mut world).into_iter().filter(|fact| fact[0] == 15).collect();
    let waited = |stage: i64| minutes.iter().filter(|fact| fact[3] == stage).map(|fact| fact[4]).sum::<i64>();
    // Walk 5 s in a cycle of 48 s: gaps of 43 s planned. One walk of each stage is missed: a gap of 91 s instead of two of 43 s.
    // At 60 people an hour (91^2 - 2 x 43^2) / 2 / 60 = 38.19 s more waiting; each minute's figure is rounded down.
    assert!((38_180..=38_192).contains(&waited(0)), "{}", waited(0));
    assert!((38_180..=38_192).contains(&waited(1)), "{}", waited(1));
}

/// The crossing with a second plan from 100 s of the day on: greens 30 s and 10 s, offset 7 s.
fn crossing_with_two_plans() -> Roads {
    let mut roads = crossing();
    let second = roads.stages.len() as u32;
    for (stage, green) in [(0, 30_000), (1, 12_000)] {
        let mut row = roads.stages[stage];
        row[0] = green;
        roads.stages.push(row);
    }
    roads.plans.push([100_000, 50_000, 7000, second, 2]);
    roads.signals[0][1] = 2;
    roads
}

#[test]
fn a_new_plan_begins_at_the_end_of_a_cycle_and_waits_in_its_first_stage_for_its_own_clock() {
    let mut world = crossing_with_two_plans().world();
    let shown = aspects(&mut world, 400_000);
    let at = |ms: usize| shown[ms / 100 - 1];
    // The cycle that runs at 100 s ends at 144 s. Stage 0 of the new plan is green from 144 s; its clock shows it from 157 s to 187 s.
    assert_eq!(at(143_900), (Aspect::Red, Aspect::Red));
    assert!((144_000..187_000).step_by(100).all(|ms| at(ms) == (Aspect::Green, Aspect::Red)));
    assert_eq!(at(187_000), (Aspect::Yellow, Aspect::Red));
    assert_eq!(at(191_000), (Aspect::Red, Aspect::Green));
    assert_eq!(at(203_000), (Aspect::Red, Aspect::Yellow));
    assert!((207_000..350_000).step_by(100).all(|ms| at(ms) == at(ms + 50_000)), "a fixed plan again");
}

#[test]
fn a_plan_waits_for_the_end_of_a_preemption() {
    let mut world = crossing_with_two_plans().world();
    run(&mut world, 90);
    signals::request(&mut world, ask(0, 1, Exit::Dwell));
    run(&mut world, 140);
    signals::passed(&mut world, SignalId(0), UnitId(0));
    let (mut preempted, mut plain) = (world, crossing_with_two_plans().world());
    run(&mut preempted, 900);
    run(&mut plain, 900);
    assert_eq!(aspects(&mut preempted, 1_000_000), aspects(&mut plain, 1_000_000));
}

#[test]
fn a_cancelled_unit_holds_nothing() {
    let mut world = crossing().world();
    run(&mut world, 3);
    signals::request(&mut world, ask(0, 1, Exit::Dwell));
    run(&mut world, 30);
    signals::cancel_unit(&mut world, UnitId(0));
    assert_eq!(signals::open_requests(&world), 0);
    run(&mut world, 300);
}

/// A small city under load: 3 x 3 junctions with signals, random trips, closures and requests from a fixed sequence.
fn busy_city(seed: u32) -> Roads {
    let mut roads = Roads::default();
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut random = move |n: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % n
    };
    // East-west and north-south streets of 4 links each; link k of street s is 4 s + k.
    for street in 0..6 {
        for _ in 0..4 {
            let lanes = 1 + random(2);
            roads.link(60_000 + 20_000 * (street % 3), lanes);
        }
    }
    for junction in 0..9 {
        let (row, column) = (junction / 3, junction % 3);
        let (east, north) = (4 * row + column, 4 * (3 + column) + row);
        let first = roads.movements.len() as u32;
        for (from, to) in [(east, east + 1), (east, north + 1), (north, north + 1), (north, east + 1)] {
            roads.movement(from, to, junction);
        }
        let (a, b) = ([first, first + 1], [first + 2, first + 3]);
        a.iter().for_each(|movement| roads.conflicts(*movement, &b));
        b.iter().for_each(|movement| roads.conflicts(*movement, &a));
        roads.signal(&[(15_000 + 1000 * random(10), &a), (15_000 + 1000 * random(10), &b)]);
    }
    for _ in 0..400 {
        let (mut row, mut column, mut is_east) = (random(3), 0, true);
        let mut route = vec![4 * row];
        while column < 3 && row < 3 {
            let turns = random(4) == 0;
            is_east ^= turns;
            route.push(if is_east { 4 * row + column + 1 } else { 4 * (3 + column) + row + 1 });
            if is_east { column += 1 } else { row += 1 }
        }
        roads.trip(random(600) * 1000, random(5), &route);
    }
    roads
}

fn disturb(world: &mut World, step: u32) {
    let exit = [Exit::Dwell, Exit::Shortway, Exit::Immediate][step as usize % 3];
    let signal = step * 7 % 9;
    signals::request(world, Request { signal: SignalId(signal), movement: MovementId(4 * signal + step % 4), ..ask(step % 5, 0, exit) });
    match step % 6 {
        0 => signals::cancel_unit(world, UnitId(step % 5)),
        1 => restrict(world, LinkId(step * 5 % 24), step % 2, 700, 1500),
        4 => restore(world, LinkId((step - 3) * 5 % 24)),
        _ => {}
    }
}

#[test]
fn a_busy_city_keeps_all_invariants_under_preemption_and_closures() {
    for seed in 1..40 {
        let mut world = busy_city(seed).world();
        for step in 0..90 {
            run(&mut world, i64::from(step) * 13);
            disturb(&mut world, step);
        }
        (0..5).for_each(|unit| signals::cancel_unit(&mut world, UnitId(unit)));
        (0..24).for_each(|link| {
            if open_lanes(&world, LinkId(link)) < world.network.links[link as usize].lane_count {
                restore(&mut world, LinkId(link))
            }
        });
        run(&mut world, 7200);
        assert_eq!(signals::open_requests(&world), 0);
        assert_eq!((counts(&world).arrived, counts(&world).scheduled), (400, 400), "seed {seed}");
    }
}

#[test]
fn strange_parameters_break_no_invariant() {
    for seed in 1..60_u32 {
        let mut roads = busy_city(seed);
        let mut state = seed.wrapping_mul(0x9e37_79b9) | 1;
        let mut random = |low: i32, high: i32| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            low + (state % (high - low + 1) as u32) as i32
        };
        let strange = [
            (HEADWAY, random(1, 6000)),
            (1, random(3000, 20_000)),
            (2, random(500, 50_000)),
            (START_UP, random(0, 9000)),
            (YELLOW_USED, random(0, 6000)),
            (5, random(0, 20_000)),
            (9, random(0, 20_000)),
            (11, random(0, 9000)),
            (12, random(0, 9000)),
            (19, random(100, 9000)),
            (GRIDLOCK_REMOVAL, 60_000 * random(0, 2)),
            (25, random(0, 9)),
        ];
        roads.changed.extend(strange);
        let mut world = roads.world();
        for step in 0..90 {
            run(&mut world, i64::from(step) * 13);
            disturb(&mut world, step);
        }
        run(&mut world, 3600);
        super::finish(&mut world);
    }
}

#[test]
fn a_restored_city_goes_on_as_if_nothing_had_happened() {
    let saved = |world: &World| {
        let mut writer = Writer::new();
        world.queue.save(&mut writer);
        world.traffic.save(&mut writer);
        world.signals.save(&mut writer);
        writer.finish()
    };
    let roads = busy_city(3);
    let mut straight = roads.world();
    let mut jumping = roads.world();
    for step in 0..60 {
        run(&mut straight, i64::from(step) * 13);
        run(&mut jumping, i64::from(step) * 13);
        disturb(&mut straight, step);
        disturb(&mut jumping, step);
        let bytes = saved(&jumping);
        assert_eq!(bytes, saved(&straight));
        let mut fresh = roads.world();
        let mut reader = Reader::new(&bytes);
        fresh.queue = crate::queue::Queue::load(&mut reader).expect("a queue");
        fresh.traffic.load(&mut reader, &roads.world().network).expect("traffic");
        fresh.signals.load(&mut reader, &roads.world().network).expect("signals");
        assert!(reader.is_at_end());
        (fresh.now, fresh.physical) = (jumping.now, jumping.physical);
        jumping = fresh;
        assert_eq!(saved(&jumping), bytes);
    }
    run(&mut straight, 3000);
    run(&mut jumping, 3000);
    assert_eq!(straight.physical, jumping.physical);
}

#[test]
fn wrong_bytes_are_refused_and_never_panic() {
    let mut world = busy_city(5).world();
    run(&mut world, 300);
    let mut writer = Writer::new();
    world.traffic.save(&mut writer);
    world.signals.save(&mut writer);
    let bytes = writer.finish();
    for at in (0..bytes.len()).step_by(97) {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0xff;
        let mut fresh = busy_city(5).world();
        let network = busy_city(5).world().network;
        let mut reader = Reader::new(&wrong);
        if fresh.traffic.load(&mut reader, &network).is_ok() {
            let _ = fresh.signals.load(&mut reader, &network);
        }
        assert!(fresh.traffic.load(&mut Reader::new(&bytes[..at]), &network).is_err() || at > 0);
    }
}

#[test]
fn a_headway_of_two_seconds_serves_half_a_vehicle_per_second() {
    let mut roads = Roads::default();
    let (first, second) = (roads.link(1_000_000, 1), roads.link(100_000, 1));
    roads.movement(first, second, NO_SIGNAL);
    (0..60).for_each(|_| roads.trip(0, 0, &[first, second]));
    roads.changed.extend([(HEADWAY, 2000), (START_UP, 0), (YELLOW_USED, 0)]);
    let mut world = roads.world();
    run(&mut world, 400);
    let arrivals = ended(&mut world);
    assert!(arrivals.windows(2).all(|pair| pair[1] - pair[0] == 2000));
}
