//! Cars that bar the way: where and when a unit stops, how it gets on, who goes round. Streets of the grid: 200 m, 13.889 m/s, no loss at
//! junctions; expected times are distance over speed.

use crate::grid_city::Grid;
use crate::ids::{LinkId, Ms};
use crate::run::Run;
use crate::tests::{DRIVE, avoiding, begin_on, command, facts_of};
use crate::world::Stop;

const CAR_MM: i64 = 123_456;
/// 123.456 m at 13.889 m/s.
const TO_CAR_MS: i64 = 8_889;
/// From there to the end of the street and 100 m into the next: 176.544 m.
const FROM_CAR_MS: i64 = 12_711;

fn drive(run: &mut Run, to: u32, offset_mm: i64, how: &str) {
    command(run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":{offset_mm},{how}}}"#));
}

fn place_unit(run: &mut Run, link: u32, width: &str) {
    command(run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{link},"offsetMm":0{width}}}"#));
}

fn place_car(run: &mut Run, number: u32, link: u32, offset_mm: i64, free_width_mm: i64) {
    let place = format!(r#"{{"link":{link},"offsetMm":{offset_mm}}}"#);
    command(run, &format!(r#"{{"kind":"obstacle.place","obstacle":{number},"places":[{place}],"freeWidthMm":{free_width_mm}}}"#));
}

fn car_command(run: &mut Run, what: &str, number: u32) {
    command(run, &format!(r#"{{"kind":"obstacle.{what}","obstacle":{number}}}"#));
}

fn observe(run: &mut Run, limit: i64) -> String {
    assert_eq!(run.run_until(Ms(limit)), Stop::Observation);
    String::from_utf8(run.observation()).expect("text")
}

fn answer(run: &Run, query: &str) -> String {
    String::from_utf8(run.query(query.as_bytes()).expect("an answer")).expect("text")
}

/// A truck on its way along the lowest row since 10 s, 100 m into the second street; a car in the first leaves `free_width_mm`.
fn begin(free_width_mm: i64, width: &str) -> (Grid, Run) {
    let (grid, mut run) = begin_on(|_| {});
    place_unit(&mut run, grid.link(0, 1), width);
    place_car(&mut run, 0, grid.link(0, 1), CAR_MM, free_width_mm);
    run.run_until(Ms(10_000));
    drive(&mut run, grid.link(1, 2), 100_000, DRIVE);
    (grid, run)
}

#[test]
fn a_truck_stops_in_front_of_a_car_that_leaves_too_little_to_the_millimetre_and_the_millisecond() {
    let (grid, mut run) = begin(2_499, "");
    let at = 10_000 + TO_CAR_MS;
    let said = format!(r#"{{"kind":"unit-blocked","unit":0,"atMs":{at},"obstacle":0,"remainingMm":176544}}"#);
    assert_eq!(observe(&mut run, 600_000), said);
    assert_eq!(facts_of(&mut run, 16), [[at as i32, 0, grid.link(0, 1) as i32, CAR_MM as i32, 0]]);
    assert_eq!(run.run_until(Ms(600_000)), Stop::Limit, "it stands there");
    let state = answer(&run, r#"{"kind":"unit-state","unit":0}"#);
    let stands = format!(r#""blockedBy":0,"phase":"blocked","sinceMs":{at},"speedMmPerS":0"#);
    assert!(state.contains(r#""offsetMm":123456,"driving":true"#) && state.contains(&stands), "{state}");
}

#[test]
fn a_truck_as_wide_as_the_gap_and_a_narrower_ambulance_pass_as_if_nothing_stood_there() {
    let arrival = |free_width_mm, width: &str| observe(&mut begin(free_width_mm, width).1, 600_000);
    let expected = format!(r#"{{"kind":"unit-arrived","unit":0,"atMs":{}}}"#, 10_000 + TO_CAR_MS + FROM_CAR_MS);
    assert_eq!(arrival(2_500, ""), expected);
    assert_eq!(arrival(2_000, r#","widthMm":2000"#), expected);
    assert!(arrival(1_999, r#","widthMm":2000"#).starts_with(r#"{"kind":"unit-blocked""#));
}

#[test]
fn everybody_drives_into_the_bottleneck_with_or_without_blue_light() {
    let (grid, mut run) = begin(1_000, "");
    drive(&mut run, grid.link(1, 2), 100_000, r#""route":"usual""#);
    assert!(observe(&mut run, 600_000).starts_with(r#"{"kind":"unit-blocked""#));
}

#[test]
fn when_the_car_is_moved_the_truck_drives_on_by_itself_and_the_wait_is_lost_time_of_that_street() {
    let (grid, mut run) = begin(0, "");
    observe(&mut run, 600_000);
    run.run_until(Ms(60_000));
    car_command(&mut run, "remove", 0);
    let arrived_at = 60_000 + FROM_CAR_MS;
    assert_eq!(observe(&mut run, 600_000), format!(r#"{{"kind":"unit-arrived","unit":0,"atMs":{arrived_at}}}"#));
    let (link, waited_ms) = (grid.link(0, 1) as i32, (60_000 - 10_000 - TO_CAR_MS) as i32);
    let bytes = run.world.facts.drain();
    let facts: Vec<(u16, [i32; 3])> = bytes[8..]
        .chunks_exact(24)
        .map(|record| {
            let word = |at: usize| i32::from_le_bytes(record[at..at + 4].try_into().expect("four"));
            (u16::from_le_bytes([record[0], record[1]]), [word(12), word(16), word(20)])
        })
        .collect();
    assert!(facts.contains(&(17, [link, CAR_MM as i32, waited_ms])), "{facts:?}");
    assert!(facts.contains(&(7, [link, -1, waited_ms])), "{facts:?}");
}

#[test]
fn a_goal_in_front_of_the_car_is_reached_and_one_behind_it_is_not() {
    for (goal_mm, says) in [(CAR_MM - 1, "unit-arrived"), (CAR_MM, "unit-arrived"), (CAR_MM + 1, "unit-blocked")] {
        let (grid, mut run) = begin(0, "");
        drive(&mut run, grid.link(0, 1), goal_mm, DRIVE);
        assert!(observe(&mut run, 600_000).contains(says), "{goal_mm}");
    }
}

#[test]
fn two_cars_are_two_stops_behind_each_other_and_side_by_side() {
    for (second_mm, gap_ms) in [(CAR_MM + 13_889, 1_000_i64), (CAR_MM, 0)] {
        let (grid, mut run) = begin(0, "");
        place_car(&mut run, 1, grid.link(0, 1), second_mm, 0);
        assert!(observe(&mut run, 600_000).contains(r#""obstacle":0"#));
        run.run_until(Ms(60_000));
        car_command(&mut run, "remove", 0);
        let second = observe(&mut run, 600_000);
        assert!(second.contains(&format!(r#""atMs":{},"obstacle":1"#, 60_000 + gap_ms)), "{second}");
        run.run_until(Ms(90_000));
        car_command(&mut run, "remove", 1);
        assert!(observe(&mut run, 600_000).starts_with(r#"{"kind":"unit-arrived""#));
        let waits: Vec<i32> = facts_of(&mut run, 17).iter().map(|fact| fact[4]).collect();
        assert_eq!(waits, [(50_000 - TO_CAR_MS) as i32, (30_000 - gap_ms) as i32]);
    }
}

#[test]
fn a_car_that_stops_before_a_moving_truck_bars_its_way_and_one_behind_it_does_not() {
    let (grid, mut run) = begin(9_000, "");
    run.run_until(Ms(15_500));
    place_car(&mut run, 1, grid.link(0, 1), 50_000, 0);
    place_car(&mut run, 2, grid.link(0, 1), 90_000, 0);
    // 76.390 m after 5.5 s; 13.610 m more take 980 ms.
    assert!(observe(&mut run, 600_000).contains(r#""atMs":16480,"obstacle":2"#));
}

#[test]
fn a_halted_truck_waits_for_nobody_and_a_car_moved_afterwards_wakes_nobody() {
    let (grid, mut run) = begin(0, "");
    observe(&mut run, 600_000);
    run.run_until(Ms(20_000));
    command(&mut run, r#"{"kind":"unit.halt","unit":0}"#);
    assert_eq!(facts_of(&mut run, 17), [[20_000, 0, grid.link(0, 1) as i32, CAR_MM as i32, (10_000 - TO_CAR_MS) as i32]]);
    car_command(&mut run, "remove", 0);
    car_command(&mut run, "remove", 0);
    assert_eq!(run.run_until(Ms(100_000)), Stop::Limit);
    assert!(answer(&run, r#"{"kind":"unit-state","unit":0}"#).contains(r#""offsetMm":123456,"driving":false"#));
    drive(&mut run, grid.link(1, 2), 100_000, DRIVE);
    assert_eq!(observe(&mut run, 600_000), format!(r#"{{"kind":"unit-arrived","unit":0,"atMs":{}}}"#, 100_000 + FROM_CAR_MS));
}

#[test]
fn only_a_driver_who_avoids_known_cars_goes_round_and_only_those_that_are_known() {
    let way_of = |knows: bool, how: &str| {
        let (grid, mut run) = begin_on(|_| {});
        place_unit(&mut run, grid.link(0, 1), "");
        place_car(&mut run, 0, grid.link(1, 2), 0, 2_000);
        if knows {
            let hash = run.physical_hash();
            car_command(&mut run, "know", 0);
            assert_eq!(run.physical_hash(), hash, "to know is no happening in the streets");
        }
        let goal = format!(r#""link":{},"offsetMm":100000"#, grid.link(2, 3));
        let way = answer(&run, &format!(r#"{{"kind":"way","fromUnit":0,{goal},{how}}}"#));
        let ms = answer(&run, &format!(r#"{{"kind":"travel-times","units":[0],{goal},{how}}}"#));
        assert!(way.contains(&ms.replace(r#"{"ms":["#, r#""ms":"#).replace("]}", "")), "{way} {ms}");
        drive(&mut run, grid.link(2, 3), 100_000, how);
        let said = observe(&mut run, 600_000);
        (way, said.contains("unit-arrived"))
    };
    let (straight, arrives) = way_of(true, DRIVE);
    assert!(straight.ends_with(r#""obstacles":[0]}"#) && !arrives, "{straight}");
    let (unaware, arrives) = way_of(false, &avoiding());
    assert_eq!((unaware, arrives), (straight, false));
    let (round, arrives) = way_of(true, &avoiding());
    let grid = Grid::new(6);
    let links = [(0, 1), (1, 7), (7, 8), (8, 2), (2, 3)].map(|(from, to)| grid.link(from, to).to_string()).join(",");
    // 900 m, and two turns of each side: 2 x 5 s and 2 x 2 s.
    let expected = format!(r#"{{"links":[{links}],"ms":{},"obstacles":[]}}"#, 4 * 14_400 + 7_200 + 14_000);
    assert_eq!((round, arrives), (expected, true));
}

#[test]
fn where_no_way_avoids_the_known_cars_the_truck_drives_up_to_them() {
    let (grid, mut run) = begin_on(|_| {});
    place_unit(&mut run, grid.link(0, 1), "");
    place_car(&mut run, 0, grid.link(2, 3), 50_000, 0);
    car_command(&mut run, "know", 0);
    let way = |run: &Run, offset_mm: i64, how: &str| {
        answer(run, &format!(r#"{{"kind":"way","fromUnit":0,"link":{},"offsetMm":{offset_mm},{how}}}"#, grid.link(2, 3)))
    };
    assert!(way(&run, 50_000, &avoiding()).ends_with(r#""obstacles":[]}"#), "up to the car");
    assert_eq!(way(&run, 50_001, &avoiding()), way(&run, 50_001, DRIVE));
    assert!(way(&run, 50_001, &avoiding()).ends_with(r#""obstacles":[0]}"#));
    drive(&mut run, grid.link(2, 3), 100_000, &avoiding());
    assert!(observe(&mut run, 600_000).contains(r#""obstacle":0,"remainingMm":50000"#));
}

#[test]
fn a_reroute_on_the_way_takes_the_car_that_became_known_into_account() {
    let (grid, mut run) = begin_on(|_| {});
    place_unit(&mut run, grid.link(0, 1), "");
    place_car(&mut run, 0, grid.link(1, 2), 100_000, 0);
    drive(&mut run, grid.link(2, 3), 100_000, &avoiding());
    run.run_until(Ms(5_000));
    command(&mut run, r#"{"kind":"unit.reroute","unit":0,"route":"usual"}"#);
    assert_eq!(run.world.units.list[0].as_ref().map(|unit| unit.route.len()), Some(3), "not known yet");
    car_command(&mut run, "know", 0);
    command(&mut run, r#"{"kind":"unit.reroute","unit":0,"route":"usual"}"#);
    assert!(observe(&mut run, 600_000).starts_with(r#"{"kind":"unit-arrived""#));
    let crossed: Vec<i32> = facts_of(&mut run, 7).iter().map(|fact| fact[2]).collect();
    assert!(!crossed.contains(&(grid.link(1, 2) as i32)), "{crossed:?}");
}

/// A two-way street barred in both directions, the truck in front of the car.
fn begin_before_both_ways(limit: i64) -> (Grid, Run) {
    let (grid, mut run) = begin_on(|_| {});
    place_unit(&mut run, grid.link(7, 8), "");
    let places = format!(r#"[{{"link":{},"offsetMm":{CAR_MM}}},{{"link":{},"offsetMm":70000}}]"#, grid.link(7, 8), grid.link(8, 7));
    command(&mut run, &format!(r#"{{"kind":"obstacle.place","obstacle":0,"places":{places},"freeWidthMm":0}}"#));
    drive(&mut run, grid.link(8, 9), 100_000, DRIVE);
    observe(&mut run, limit);
    (grid, run)
}

#[test]
fn a_truck_in_front_of_a_car_backs_out_at_walking_pace_when_it_is_sent_elsewhere() {
    let (grid, mut run) = begin_before_both_ways(600_000);
    assert_eq!(run.world.now, Ms(TO_CAR_MS));
    drive(&mut run, grid.link(7, 6), 100_000, DRIVE);
    assert_eq!(
        run.world.units.list[0].as_ref().map(|unit| (unit.place.link, unit.place.offset_mm)),
        Some((LinkId(grid.link(8, 7)), 76_544))
    );
    // 123.456 m back at 1.4 m/s and 100 m beyond the junction at 13.889 m/s.
    let arrived_at = TO_CAR_MS + 88_183 + 7_200;
    let said = observe(&mut run, 600_000);
    let at: i64 = said.trim_end_matches('}').rsplit(':').next().and_then(|ms| ms.parse().ok()).expect("a time");
    // Every second is rounded to millimetres.
    assert!(said.contains("unit-arrived") && (at - arrived_at).abs() <= 2, "{said} {arrived_at}");
}

#[test]
fn a_reroute_from_in_front_of_a_car_leads_round_it_and_only_backwards_out_of_the_street() {
    let (grid, mut run) = begin_before_both_ways(600_000);
    run.run_until(Ms(60_000));
    command(&mut run, r#"{"kind":"unit.reroute","unit":0,"route":"usual"}"#);
    assert_eq!(facts_of(&mut run, 17), [[60_000, 0, grid.link(7, 8) as i32, CAR_MM as i32, (60_000 - TO_CAR_MS) as i32]]);
    assert!(observe(&mut run, 900_000).starts_with(r#"{"kind":"unit-arrived""#));
    let crossed: Vec<i32> = facts_of(&mut run, 7).iter().map(|fact| fact[2]).collect();
    assert_eq!(crossed.first(), Some(&(grid.link(8, 7) as i32)));
    assert!(!crossed.contains(&(grid.link(7, 8) as i32)), "{crossed:?}");
}

#[test]
fn out_of_a_one_way_street_nobody_backs() {
    let (grid, mut run) = begin(0, "");
    observe(&mut run, 600_000);
    drive(&mut run, grid.link(1, 7), 0, DRIVE);
    assert!(observe(&mut run, 600_000).contains(r#""obstacle":0,"remainingMm":76544"#));
    assert_eq!(run.run_until(Ms(600_000)), Stop::Limit);
    car_command(&mut run, "remove", 0);
    assert!(observe(&mut run, 900_000).starts_with(r#"{"kind":"unit-arrived""#));
}

#[test]
fn a_blocked_truck_gives_the_signals_ahead_back_and_asks_them_again_when_it_drives_on() {
    let (grid, mut run) = begin_on(|grid| grid.has_signals = true);
    place_unit(&mut run, grid.link(6, 7), "");
    place_car(&mut run, 0, grid.link(6, 7), 100_000, 0);
    let asking = r#""aheadMm":300000,"aheadMs":0,"holdMs":400000,"exit":"dwell","successP":1,"maxSignals":1"#;
    command(&mut run, &format!(r#"{{"kind":"preempt.start","unit":0,{asking}}}"#));
    drive(&mut run, grid.link(7, 8), 100_000, DRIVE);
    observe(&mut run, 600_000);
    command(&mut run, &format!(r#"{{"kind":"preempt.start","unit":0,{asking}}}"#));
    run.run_until(Ms(60_000));
    let (requests, releases): (usize, usize) = {
        let bytes = run.world.facts.drain();
        let kinds: Vec<u16> = bytes[8..].chunks_exact(24).map(|record| u16::from_le_bytes([record[0], record[1]])).collect();
        let count = |wanted: u16| kinds.iter().filter(|kind| **kind == wanted).count();
        (count(8), count(10))
    };
    assert_eq!((requests, releases), (1, 1));
    car_command(&mut run, "remove", 0);
    assert_eq!(facts_of(&mut run, 8).len(), 1, "asked again at once");
}

#[test]
fn a_run_saved_with_a_blocked_or_a_backing_truck_ends_like_an_uninterrupted_one() {
    let go_on = |run: &mut Run, grid: &Grid, from_ms: i64, cut_ms: i64| {
        for at in [60_000, 100_000, 300_000, 900_000].into_iter().filter(|at| *at > from_ms && *at <= cut_ms) {
            while run.run_until(Ms(at)) == Stop::Observation {
                run.observation();
            }
            match at {
                60_000 => command(run, r#"{"kind":"unit.reroute","unit":0,"route":"usual"}"#),
                100_000 => car_command(run, "know", 0),
                300_000 => place_car(run, 1, grid.link(7, 6), 1_000, 2_600),
                _ => {}
            }
        }
    };
    let (grid, mut straight) = begin_before_both_ways(600_000);
    let mut cut = begin_before_both_ways(600_000).1;
    let (mut from_ms, whole_ms) = (0, 900_000);
    for cut_ms in [20_000, 60_000, 100_000, 300_000] {
        go_on(&mut cut, &grid, from_ms, cut_ms);
        from_ms = cut_ms;
        let snapshot = cut.snapshot();
        let mut resumed = begin_on(|_| {}).1;
        resumed.restore(&snapshot).expect("its own snapshot");
        assert_eq!(resumed.snapshot(), snapshot);
        assert_eq!((resumed.state_hash(), resumed.physical_hash()), (cut.state_hash(), cut.physical_hash()));
        cut = resumed;
    }
    go_on(&mut cut, &grid, from_ms, whole_ms);
    go_on(&mut straight, &grid, 0, whole_ms);
    assert_eq!(cut.snapshot(), straight.snapshot());
    assert_eq!(
        answer(&cut, r#"{"kind":"obstacles"}"#),
        r#"{"obstacles":[{"obstacle":0,"present":true,"known":true},{"obstacle":1,"present":true,"known":false}]}"#
    );
}

#[test]
fn cars_that_bar_nobody_change_the_streets_only_by_standing_there() {
    let hashes = |numbers: &[u32], knows: bool| {
        let (grid, mut run) = begin_on(|_| {});
        for number in numbers {
            place_car(&mut run, *number, grid.link(20, 21), 1_000 * i64::from(*number), 0);
        }
        let placed = (run.physical_hash(), run.state_hash());
        if knows {
            car_command(&mut run, "know", 0);
            assert_eq!(run.physical_hash(), placed.0);
            assert_ne!(run.state_hash(), placed.1, "to know is part of the state");
        }
        placed
    };
    assert_ne!(hashes(&[], false).0, hashes(&[0], false).0);
    assert_ne!(hashes(&[0], true), hashes(&[0, 1], false));
    let (grid, mut run) = begin_on(|_| {});
    place_car(&mut run, 0, grid.link(0, 1), 0, 0);
    let before = run.physical_hash();
    car_command(&mut run, "remove", 0);
    assert_ne!(run.physical_hash(), before, "to be towed is a happening in the streets");
    place_car(&mut run, 0, grid.link(0, 1), 5, 0);
    assert!(answer(&run, r#"{"kind":"obstacles"}"#).contains(r#""present":true,"known":false"#), "it may come back");
}
