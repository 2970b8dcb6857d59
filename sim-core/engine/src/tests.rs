//! Laws that span several files: queue and tokens, routes, snapshots, wrong bytes. Those of emergency vehicles: units/tests.rs.

use crate::event::Event;
use crate::facts::RECORD_BYTES;
use crate::grid_city::{Grid, plain_parameters};
use crate::ids::{LinkId, MovementId, Ms};
use crate::network::Network;
use crate::queue::Queue;
use crate::routing::{self, Bound, Costs, Place};
use crate::run::{Run, WrongSnapshot};
use crate::snapshot::{Reader, Writer};
use crate::world::Stop;

/// A small generator for the tests themselves (xorshift64*, Vigna 2016).
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n
    }
}

pub(crate) fn grid(change: impl FnOnce(&mut Grid)) -> (Grid, Network) {
    let mut grid = Grid::new(6);
    change(&mut grid);
    let network = Network::parse(&grid.bytes(&plain_parameters())).expect("a good network");
    (grid, network)
}

pub(crate) fn begin_on(change: impl FnOnce(&mut Grid)) -> (Grid, Run) {
    let (grid, network) = grid(change);
    (grid, Run::new(network, 7, 1, 0))
}

#[test]
fn the_queue_serves_like_a_list_sorted_by_time_and_order_of_coming() {
    let mut dice = Dice(1);
    let mut queue = Queue::default();
    let mut model: Vec<(i64, u64)> = Vec::new();
    for number in 0..100_000_u64 {
        if dice.below(5) < 3 || model.is_empty() {
            let at = dice.below(2_000) as i64;
            queue.push(Ms(at), number);
            let place = model.partition_point(|(other, _)| *other <= at);
            model.insert(place, (at, number));
        } else {
            let (at, number) = model.remove(0);
            assert_eq!(queue.pop(), Some((Ms(at), number)));
        }
        if number == 50_000 {
            let mut writer = Writer::new();
            queue.save(&mut writer);
            let bytes = writer.finish();
            queue = Queue::load(&mut Reader::new(&bytes)).expect("its own bytes");
        }
    }
    for (at, number) in model {
        assert_eq!(queue.pop(), Some((Ms(at), number)));
    }
    assert_eq!(queue.pop(), None);
}

#[test]
fn ten_thousand_events_of_one_millisecond_come_in_the_order_of_pushing() {
    let mut queue = Queue::default();
    for number in 0..10_000 {
        queue.push(Ms(5), number);
    }
    assert!((0..10_000).all(|number| queue.pop() == Some((Ms(5), number))));
}

#[test]
fn every_event_survives_packing() {
    use crate::ids::{LaneId, SignalId, TripId, UnitId};
    use crate::tokens::Handle;
    let events = [
        Event::Token(Handle((1 << 53) - 1)),
        Event::TripDue(TripId(u32::MAX)),
        Event::Lane { lane: LaneId(3), stamp: 0xff_ffff },
        Event::Entry { lane: LaneId(3), stamp: 1 },
        Event::Signal { signal: SignalId(9), stamp: 2 },
        Event::Unit { unit: UnitId(1), stamp: 3 },
        Event::Minute,
    ];
    for event in events {
        assert_eq!(Event::unpack(event.pack()), Some(event));
    }
    assert_eq!(Event::unpack(99 << 56), None);
}

/// Costs drawn per link, at least the free time; every 13th link is closed.
struct DrawnCosts<'a> {
    network: &'a Network,
    link_ms: Vec<i64>,
}

impl Costs for DrawnCosts<'_> {
    fn link_ms(&self, link: LinkId) -> Option<i64> {
        (link.0 % 13 != 5).then_some(self.link_ms[link.at()])
    }
    fn turn_ms(&self, movement: MovementId) -> i64 {
        routing::turn_penalty_ms(self.network.movement(movement).turn)
    }
}

#[test]
fn the_faster_search_finds_ways_as_cheap_as_plain_dijkstra_on_10000_pairs() {
    let (_, network) = grid(|grid| grid.size = 14);
    let mut dice = Dice(5);
    let link_ms = network.links.iter().map(|link| link.free_ms + dice.below(20_000) as i64).collect();
    let costs = DrawnCosts { network: &network, link_ms };
    let bound = Bound::of(&network, |link| network.link(link).free_ms);
    let mut far = 0;
    for _ in 0..10_000 {
        let mut place = || {
            let link = LinkId(dice.below(network.links.len() as u64) as u32);
            Place { link, offset_mm: dice.below(200_001) as i64 }
        };
        let (start, goal) = (place(), place());
        let fast = routing::fastest(&network, &costs, bound, start, goal);
        let plain = routing::fastest(&network, &costs, Bound::NONE, start, goal);
        assert_eq!(fast.as_ref().map(|way| way.ms), plain.as_ref().map(|way| way.ms), "{start:?} {goal:?}");
        let Some(way) = fast else { continue };
        assert!(way.links.iter().skip(1).all(|link| link.0 % 13 != 5), "no way enters a closed link");
        let movements = routing::movements_along(&network, &way.links).expect("links that meet");
        let last = way.links.len() - 1;
        let mut ms: i64 = movements.iter().map(|movement| costs.turn_ms(*movement)).sum();
        for (at, link) in way.links.iter().enumerate() {
            let from = if at == 0 { start.offset_mm } else { 0 };
            let to = if at == last { goal.offset_mm } else { 200_000 };
            let whole = costs.link_ms(*link).unwrap_or(network.link(*link).free_ms);
            ms += routing::part_ms(&network, *link, whole, from, to);
        }
        assert_eq!(ms, way.ms, "the cost of a way is the sum of its parts");
        far += usize::from(way.links.len() > 10);
    }
    assert!(far > 3_000, "the pairs lie far apart");
}

/// Bars drawn for one link in seven, at its middle.
struct BarredCosts<'a>(DrawnCosts<'a>);

const BAR_MM: i64 = 100_000;

impl Costs for BarredCosts<'_> {
    fn link_ms(&self, link: LinkId) -> Option<i64> {
        self.0.link_ms(link)
    }
    fn turn_ms(&self, movement: MovementId) -> i64 {
        self.0.turn_ms(movement)
    }
    fn bar_mm(&self, link: LinkId, from_mm: i64) -> Option<i64> {
        (link.0 % 7 == 3 && from_mm <= BAR_MM).then_some(BAR_MM)
    }
}

/// Bellman and Ford 1956, in rounds over all movements: milliseconds to the goal, bars and closures kept to.
fn plain_ms(network: &Network, costs: &BarredCosts, start: Place, goal: Place) -> Option<i64> {
    let whole_ms = |link: LinkId| costs.0.link_ms[link.at()];
    let goes_to_its_end = |link: LinkId, from_mm: i64| link.0 % 7 != 3 || from_mm > BAR_MM;
    let goal_ms = whole_ms(goal.link) * goal.offset_mm / 200_000;
    let is_goal_free = |from_mm: i64| goes_to_its_end(goal.link, from_mm) || goal.offset_mm <= BAR_MM;
    let start_ms = if start.link.0 % 13 == 5 { network.link(start.link).free_ms } else { whole_ms(start.link) };
    if start.link == goal.link && start.offset_mm <= goal.offset_mm && is_goal_free(start.offset_mm) {
        return Some(start_ms * (goal.offset_mm - start.offset_mm) / 200_000);
    }
    if !goes_to_its_end(start.link, start.offset_mm) || !is_goal_free(0) || goal.link.0 % 13 == 5 {
        return None;
    }
    let mut to_end = vec![i64::MAX; network.links.len()];
    to_end[start.link.at()] = start_ms * (200_000 - start.offset_mm) / 200_000;
    let mut best: Option<i64> = None;
    let mut has_changed = true;
    while std::mem::take(&mut has_changed) {
        for number in 0..network.movements.len() as u32 {
            let movement = network.movement(MovementId(number));
            let so_far = to_end[movement.from.at()];
            if so_far == i64::MAX {
                continue;
            }
            let turned = so_far + costs.turn_ms(MovementId(number));
            if movement.to == goal.link && best.is_none_or(|best| turned + goal_ms < best) {
                best = Some(turned + goal_ms);
            }
            let is_open = movement.to.0 % 13 != 5 && goes_to_its_end(movement.to, 0);
            if is_open && turned + whole_ms(movement.to) < to_end[movement.to.at()] {
                to_end[movement.to.at()] = turned + whole_ms(movement.to);
                has_changed = true;
            }
        }
    }
    best
}

#[test]
fn ways_end_at_bars_as_a_search_without_bound_or_heap_has_it() {
    let (_, network) = grid(|grid| grid.size = 8);
    let mut dice = Dice(6);
    let link_ms = network.links.iter().map(|link| link.free_ms + dice.below(20_000) as i64).collect();
    let costs = BarredCosts(DrawnCosts { network: &network, link_ms });
    let bound = Bound::of(&network, |link| network.link(link).free_ms);
    let (mut none, mut to_the_bar) = (0, 0);
    for _ in 0..3_000 {
        let mut place = || {
            let link = LinkId(dice.below(network.links.len() as u64) as u32);
            Place { link, offset_mm: dice.below(200_001) as i64 }
        };
        let (start, goal) = (place(), place());
        let found = routing::fastest(&network, &costs, bound, start, goal).map(|way| way.ms);
        assert_eq!(found, plain_ms(&network, &costs, start, goal), "{start:?} {goal:?}");
        none += usize::from(found.is_none());
        to_the_bar += usize::from(found.is_some() && goal.link.0 % 7 == 3);
    }
    assert!(none > 300 && to_the_bar > 100, "{none} {to_the_bar}");
}

#[test]
fn a_goal_behind_on_the_same_link_is_reached_by_going_round() {
    let (_, network) = grid(|_| {});
    let costs = DrawnCosts { network: &network, link_ms: network.links.iter().map(|link| link.free_ms).collect() };
    let (start, goal) = (Place { link: LinkId(0), offset_mm: 150_000 }, Place { link: LinkId(0), offset_mm: 50_000 });
    let way = routing::fastest(&network, &costs, Bound::NONE, start, goal).expect("a way round");
    assert!(way.links.len() > 2);
    assert_eq!((way.links.first(), way.links.last()), (Some(&LinkId(0)), Some(&LinkId(0))));
}

#[test]
fn wrong_network_bytes_are_an_error_and_never_a_panic() {
    let (grid, _) = grid(|grid| {
        grid.has_signals = true;
        grid.trips.push((1, 0, vec![0, 1, 2, 8]));
    });
    let good = grid.bytes(&plain_parameters());
    for length in (0..good.len()).step_by(97) {
        assert!(Network::parse(&good[..length]).is_err());
    }
    let mut dice = Dice(3);
    for _ in 0..3_000 {
        let mut changed = good.clone();
        let at = dice.below(good.len() as u64) as usize;
        changed[at] = dice.below(256) as u8;
        if let Ok(network) = Network::parse(&changed) {
            // What is accepted can be run.
            let mut run = Run::new(network, 7, 1, 0);
            assert_ne!(run.run_until(Ms(60_000)), Stop::Broken);
        }
    }
}

pub(crate) const DRIVE: &str = r#""route":"usual","emergency":{"speedFactorP":1,"maxSpeedMmPerS":30000,"passingSpeedMmPerS":[2000],"redCrossingSpeedMmPerS":0,"redCrossingLossMs":0,"complianceP":1}"#;

pub(crate) fn avoiding() -> String {
    DRIVE.replace(r#""complianceP":1"#, r#""complianceP":1,"avoidKnownObstacles":true"#)
}

pub(crate) fn command(run: &mut Run, json: &str) {
    assert_eq!(run.command(json.as_bytes()), Ok(()), "{json}");
}

pub(crate) fn facts_of(run: &mut Run, kind: u16) -> Vec<[i32; 5]> {
    let bytes = run.world.facts.drain();
    let word = |record: &[u8], at: usize| i32::from_le_bytes(record[at..at + 4].try_into().expect("four"));
    let records = bytes[8..].chunks_exact(RECORD_BYTES);
    records.filter(|record| record[0..2] == kind.to_le_bytes()).map(|record| [4, 8, 12, 16, 20].map(|at| word(record, at))).collect()
}

#[test]
fn tokens_and_questions_leave_no_physical_trace_and_cutting_time_changes_nothing() {
    let trips = |grid: &mut Grid| {
        grid.has_signals = true;
        for number in 0..200 {
            grid.trips.push((number, (number * 900) as i32, vec![6, 7, 8, 14, 20, 21, 22, 23]));
            grid.trips.push((1000 + number, (number * 1_100) as i32, vec![32, 26, 20, 14, 8, 2]));
        }
    };
    let (_, mut plain) = begin_on(trips);
    let (_, mut asked) = begin_on(trips);
    let (_, mut cut) = begin_on(trips);
    for token in 0..500 {
        asked.world.schedule(Ms(token * 997 % 300_000), token as u64);
    }
    while matches!(asked.run_until(Ms(300_000)), Stop::Token(_)) {
        asked.query(br#"{"kind":"counts"}"#).expect("counts");
    }
    plain.run_until(Ms(300_000));
    for ms in (0..=300_000).step_by(41).chain([300_000]) {
        cut.run_until(Ms(ms));
    }
    assert_eq!(plain.physical_hash(), asked.physical_hash());
    assert_eq!(plain.state_hash(), cut.state_hash());
    assert_eq!(plain.world.facts.drain(), asked.world.facts.drain());
}

#[test]
fn a_restored_run_ends_byte_for_byte_like_an_uninterrupted_one() {
    let fill = |grid: &mut Grid| {
        grid.has_signals = true;
        for number in 0..150 {
            grid.trips.push((number, (number * 1_300) as i32, vec![6, 7, 8, 14, 20, 21, 22, 23]));
        }
    };
    let begin = || {
        let (grid, mut run) = begin_on(fill);
        let (from, to) = (grid.link(12, 13), grid.link(22, 23));
        command(&mut run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{from},"offsetMm":0}}"#));
        let ask =
            r#"{"kind":"preempt.start","unit":0,"aheadMm":300000,"aheadMs":0,"holdMs":40000,"exit":"dwell","successP":0.5,"maxSignals":2}"#;
        command(&mut run, ask);
        command(&mut run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":100000,{DRIVE}}}"#));
        run
    };
    let mut straight = begin();
    while straight.run_until(Ms(240_000)) == Stop::Observation {
        straight.observation();
    }
    let mut broken_up = begin();
    for cut in [1, 7_777, 30_000, 31_234, 90_001, 160_000] {
        while broken_up.run_until(Ms(cut)) == Stop::Observation {
            broken_up.observation();
        }
        let snapshot = broken_up.snapshot();
        let mut resumed = begin_on(fill).1;
        resumed.restore(&snapshot).expect("its own snapshot");
        assert_eq!(resumed.snapshot(), snapshot);
        broken_up = resumed;
    }
    while broken_up.run_until(Ms(240_000)) == Stop::Observation {
        broken_up.observation();
    }
    assert_eq!(broken_up.snapshot(), straight.snapshot());
}

#[test]
fn changed_snapshots_are_refused_and_never_a_panic() {
    let (_, mut run) = begin_on(|grid| grid.trips.push((1, 0, vec![0, 1, 2])));
    run.run_until(Ms(1_000));
    let good = run.snapshot();
    let mut dice = Dice(11);
    for _ in 0..300 {
        let mut changed = good.clone();
        let at = dice.below(good.len() as u64) as usize;
        changed[at] ^= 1 << dice.below(8);
        assert!(run.restore(&changed).is_err());
        assert!(run.restore(&good[..at]).is_err());
    }
    let (_, mut other) = self::begin_on(|_| {});
    assert_eq!(other.restore(&good), Err(WrongSnapshot::AnotherNetwork));
    let mut elsewhere = Run::new(grid(|_| {}).1, 8, 1, 0);
    assert_eq!(elsewhere.restore(&good), Err(WrongSnapshot::AnotherEngine));
    assert_eq!(run.restore(&good), Ok(()));
}

#[test]
fn a_wrong_command_names_the_place_and_changes_nothing() {
    let (grid, mut run) = begin_on(|_| {});
    let before = run.state_hash();
    let mut refused = |json: &str| run.command(json.as_bytes()).map_err(|refusal| (refusal.code, refusal.path));
    let wrong = |code: &'static str, path: &str| Err((code, path.to_string()));
    assert_eq!(refused(r#"{"kind":"unit.place","unit":5,"link":0,"offsetMm":0}"#), wrong("command.unit-not-dense", "unit"));
    assert_eq!(refused(r#"{"kind":"unit.place","unit":0,"link":-1,"offsetMm":0}"#), wrong("command.integer-out-of-range", "link"));
    assert_eq!(refused(r#"{"kind":"unit.place","unit":0,"link":0,"offsetMm":0,"x":1}"#), wrong("command.unknown-key", "x"));
    assert_eq!(refused(r#"{"kind":"unit.halt","unit":0}"#), wrong("command.unit-not-placed", "unit"));
    assert_eq!(refused(r#"{"kind":"link.restore"}"#), wrong("command.missing", "link"));
    assert_eq!(refused("[]"), wrong("json.not-an-object", ""));
    let unit = |more: &str| [r#"{"kind":"unit.place","unit":0,"link":0,"offsetMm":0,"#, more, "}"].concat();
    assert_eq!(refused(&unit(r#""widthMm":0"#)), wrong("command.integer-out-of-range", "widthMm"));
    assert_eq!(refused(&unit(r#""widthMm":2000.5"#)), wrong("command.integer-out-of-range", "widthMm"));
    let car = |number: i32, places: &str, width: i32| {
        format!(r#"{{"kind":"obstacle.place","obstacle":{number},"places":{places},"freeWidthMm":{width}}}"#)
    };
    let place = |link: u32, offset_mm: i32| format!(r#"{{"link":{link},"offsetMm":{offset_mm}}}"#);
    let both = |a: String, b: String| ["[", &a, ",", &b, "]"].concat();
    let (there, back, aside) = (grid.link(0, 1), grid.link(1, 0), grid.link(1, 2));
    assert_eq!(refused(&car(1, "[]", 0)), wrong("command.obstacle-not-dense", "obstacle"));
    assert_eq!(refused(&car(-1, "[]", 0)), wrong("command.integer-out-of-range", "obstacle"));
    assert_eq!(refused(&car(0, "[]", 0)), wrong("command.list-length", "places"));
    assert_eq!(refused(&car(0, "7", 0)), wrong("command.list-length", "places"));
    assert_eq!(refused(&car(0, "[7]", 0)), wrong("json.not-an-object", "places[0]"));
    assert_eq!(refused(&car(0, r#"[{"link":0}]"#, 0)), wrong("command.missing", "places[0].offsetMm"));
    assert_eq!(refused(&car(0, r#"[{"link":0,"offsetMm":0,"x":1}]"#, 0)), wrong("command.unknown-key", "places[0].x"));
    assert_eq!(
        refused(&car(0, &both(place(there, 0), place(back, 200_001)), 0)),
        wrong("command.integer-out-of-range", "places[1].offsetMm")
    );
    assert_eq!(refused(&car(0, &both(place(there, 0), place(there, 1)), 0)), wrong("command.obstacle-not-one-street", "places[1].link"));
    assert_eq!(refused(&car(0, &both(place(there, 0), place(aside, 1)), 0)), wrong("command.obstacle-not-one-street", "places[1].link"));
    assert_eq!(refused(&car(0, &both(place(there, 0), place(back, 1)), -1)), wrong("command.integer-out-of-range", "freeWidthMm"));
    assert_eq!(refused(r#"{"kind":"obstacle.remove","obstacle":0}"#), wrong("command.obstacle-not-placed", "obstacle"));
    assert_eq!(refused(r#"{"kind":"obstacle.know","obstacle":0}"#), wrong("command.obstacle-not-placed", "obstacle"));
    assert_eq!(run.state_hash(), before);
    let good = car(0, &both(place(there, 0), place(back, 1)), 0);
    assert_eq!(run.command(good.as_bytes()), Ok(()));
    let again = run.command(good.as_bytes()).map_err(|refusal| (refusal.code, refusal.path));
    assert_eq!(again, wrong("command.obstacle-present", "obstacle"));
}
