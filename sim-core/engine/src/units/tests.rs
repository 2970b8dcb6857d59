//! Emergency vehicles: their times, their way, what they do to others and what they must not do.

use crate::facts::RECORD_BYTES;
use crate::grid_city::{Grid, LIMIT_MM_PER_S};
use crate::ids::Ms;
use crate::network::travel_ms;
use crate::run::Run;
use crate::tests::{DRIVE, Dice, avoiding, begin_on, command, facts_of};
use crate::world::Stop;

#[test]
fn a_unit_on_empty_roads_takes_its_free_time_and_says_where_it_was() {
    let (grid, mut run) = begin_on(|_| {});
    let (from, to) = (grid.link(0, 1), grid.link(2, 3));
    command(&mut run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{from},"offsetMm":50000}}"#));
    run.run_until(Ms(10_000));
    command(&mut run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":100000,{DRIVE}}}"#));
    assert_eq!(run.run_until(Ms(600_000)), Stop::Observation);
    // 150 m, 200 m and 100 m at the limit; each part is rounded to milliseconds once.
    let limit = i64::from(LIMIT_MM_PER_S);
    let expected = travel_ms(450_000, limit);
    assert!((run.world.now - Ms(10_000) - expected).abs() <= 3, "{:?} {expected}", run.world.now);
    let observation = String::from_utf8(run.observation()).expect("text");
    assert_eq!(observation, format!(r#"{{"kind":"unit-arrived","unit":0,"atMs":{}}}"#, run.world.now.0));
    let departed = facts_of(&mut run, 5);
    assert_eq!(departed, [[10_000, 0, from as i32, 50_000, 450_000]]);
    let state = String::from_utf8(run.query(br#"{"kind":"unit-state","unit":0}"#).expect("an answer")).expect("text");
    let place = format!(r#"{{"link":{to},"offsetMm":100000,"driving":false,"route":[],"goalLink":-1,"goalOffsetMm":-1,"blockedBy":-1,"#);
    let rest = format!(r#""phase":"rest","sinceMs":{},"speedMmPerS":0,"freeMmPerS":0,"signal":-1,"greenInMs":-1}}"#, run.world.now.0);
    assert_eq!(state, place + &rest);
}

#[test]
fn a_unit_never_moves_back_and_a_look_at_it_changes_nothing() {
    let (grid, mut run) = begin_on(|grid| grid.has_signals = true);
    let (_, mut unwatched) = crate::tests::begin_on(|grid| grid.has_signals = true);
    let (from, to) = (grid.link(6, 7), grid.link(10, 16));
    for run in [&mut run, &mut unwatched] {
        command(run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{from},"offsetMm":0}}"#));
        command(run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":100000,{DRIVE}}}"#));
    }
    let mut frame = Vec::new();
    let mut last = (0, 0);
    for ms in (0..200_000).step_by(90) {
        if run.run_until(Ms(ms)) == Stop::Observation {
            break;
        }
        let unit = run.world.units.list[0].as_ref().expect("placed");
        let place = unit.place_at(run.world.now);
        let here = (usize::MAX - unit.route.len(), place.offset_mm);
        assert!(here >= last, "{here:?} after {last:?}");
        last = here;
        crate::frame::write(&run.world, &mut frame);
        assert_eq!(frame.len(), crate::frame::size(&run.world));
        run.query(br#"{"kind":"unit-state","unit":0}"#).expect("an answer");
        run.query(format!(r#"{{"kind":"travel-times","units":[0],"link":{to},"offsetMm":5,"route":"live"}}"#).as_bytes()).expect("times");
    }
    assert_eq!(run.observation(), {
        assert_eq!(unwatched.run_until(Ms(200_000)), Stop::Observation);
        unwatched.observation()
    });
    run.run_until(Ms(200_000));
    unwatched.run_until(Ms(200_000));
    assert_eq!(run.state_hash(), unwatched.state_hash());
}

#[test]
fn closing_the_street_ahead_sends_the_unit_another_way_and_closing_them_all_stops_it() {
    let (grid, mut run) = begin_on(|_| {});
    let (from, to) = (grid.link(0, 1), grid.link(4, 5));
    command(&mut run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{from},"offsetMm":0}}"#));
    command(&mut run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":0,{DRIVE}}}"#));
    let closed = |link: u32| format!(r#"{{"kind":"link.restrict","link":{link},"openLanes":0,"speedFactorP":1,"headwayFactorP":1}}"#);
    command(&mut run, &closed(grid.link(2, 3)));
    run.run_until(Ms(5_000));
    command(&mut run, r#"{"kind":"unit.reroute","unit":0,"route":"live"}"#);
    assert_eq!(run.run_until(Ms(600_000)), Stop::Observation);
    assert!(run.observation().starts_with(br#"{"kind":"unit-arrived""#));
    let way: Vec<i32> = facts_of(&mut run, 7).iter().map(|fact| fact[2]).collect();
    assert!(!way.contains(&(grid.link(2, 3) as i32)) && way.len() > 3, "{way:?}");

    command(&mut run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{from},"offsetMm":0,{DRIVE}}}"#));
    let links = grid.links();
    for (number, (start, _)) in links.iter().enumerate().filter(|(number, _)| *number as u32 != to) {
        let _ = start;
        command(&mut run, &closed(number as u32));
    }
    assert_eq!(run.run_until(Ms(1_200_000)), Stop::Observation);
    assert!(run.observation().starts_with(br#"{"kind":"unit-stuck""#));
}

/// Traffic on two crossing streets of a grid with signals.
fn crossing_traffic(grid: &mut Grid) {
    grid.has_signals = true;
    for number in 0..250 {
        grid.trips.push((number, (number * 1_500) as i32, vec![6, 7, 8, 9, 10, 11]));
        grid.trips.push((1000 + number, (number * 1_700) as i32, vec![32, 26, 20, 14, 8, 2]));
        grid.trips.push((2000 + number, (number * 2_100) as i32, vec![31, 25, 19, 13, 14, 15, 16, 17]));
    }
}

fn with_engine(asks: Option<f64>, may_cross_red: bool) -> Run {
    let (grid, mut run) = begin_on(crossing_traffic);
    let (from, to) = (grid.link(12, 13), grid.link(16, 17));
    command(&mut run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{from},"offsetMm":0}}"#));
    while run.run_until(Ms(120_000)) == Stop::Observation {}
    if let Some(success) = asks {
        let asking = format!(r#""aheadMm":300000,"aheadMs":0,"holdMs":40000,"exit":"dwell","successP":{success},"maxSignals":2"#);
        command(&mut run, &format!(r#"{{"kind":"preempt.start","unit":0,{asking}}}"#));
    }
    let drive =
        if may_cross_red { DRIVE.replace(r#"redCrossingSpeedMmPerS":0"#, r#"redCrossingSpeedMmPerS":4000"#) } else { DRIVE.to_string() };
    command(&mut run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":100000,{drive}}}"#));
    assert_eq!(run.run_until(Ms(900_000)), Stop::Observation);
    run
}

#[test]
fn preemption_that_never_succeeds_leaves_no_physical_trace() {
    let finish = |mut run: Run| {
        run.observation();
        run.run_until(Ms(900_000));
        run.physical_hash()
    };
    let without = finish(with_engine(None, false));
    assert_eq!(finish(with_engine(Some(0.0), false)), without);
    assert_ne!(finish(with_engine(Some(1.0), false)), without);
}

#[test]
fn a_unit_is_faster_with_green_and_may_cross_red_only_where_it_is_allowed_to() {
    let drive_ms = |run: &Run| run.world.now - Ms(120_000);
    let (waits, crosses, green) = (with_engine(None, false), with_engine(None, true), with_engine(Some(1.0), false));
    assert!(drive_ms(&crosses) < drive_ms(&waits), "{} {}", drive_ms(&crosses), drive_ms(&waits));
    assert!(drive_ms(&green) < drive_ms(&waits), "{} {}", drive_ms(&green), drive_ms(&waits));
}

#[test]
fn a_city_without_traffic_loses_nothing_to_a_unit_with_preemption() {
    let (grid, mut run) = begin_on(|grid| grid.has_signals = true);
    let (from, to) = (grid.link(12, 13), grid.link(16, 17));
    command(&mut run, &format!(r#"{{"kind":"unit.place","unit":0,"link":{from},"offsetMm":0}}"#));
    let asking = r#""aheadMm":300000,"aheadMs":0,"holdMs":40000,"exit":"dwell","successP":1,"maxSignals":2"#;
    command(&mut run, &format!(r#"{{"kind":"preempt.start","unit":0,{asking}}}"#));
    command(&mut run, &format!(r#"{{"kind":"unit.drive","unit":0,"link":{to},"offsetMm":100000,{DRIVE}}}"#));
    assert_eq!(run.run_until(Ms(900_000)), Stop::Observation);
    run.observation();
    run.run_until(Ms(900_000));
    run.world.finish();
    let kinds: Vec<u16> = {
        let bytes = run.world.facts.drain();
        bytes[8..].chunks_exact(RECORD_BYTES).map(|record| u16::from_le_bytes([record[0], record[1]])).collect()
    };
    assert!(kinds.contains(&8) && kinds.contains(&10), "it asked and gave back: {kinds:?}");
    assert!(!kinds.iter().any(|kind| [1, 2, 3, 14].contains(kind)), "nobody else was there: {kinds:?}");
}

/// What it has caught: nothing yet. It tries orders in which nobody would write a scenario.
#[test]
fn any_order_of_commands_keeps_the_invariants_and_survives_saving() {
    let mut dice = Dice(77);
    let mut blocked = 0;
    for round in 0..6 {
        let (grid, mut run) = begin_on(crossing_traffic);
        let links = grid.links().len() as u64;
        for unit in 0..3 {
            let width = 2_000 + 500 * (unit % 2);
            command(
                &mut run,
                &format!(r#"{{"kind":"unit.place","unit":{unit},"link":{},"offsetMm":0,"widthMm":{width}}}"#, dice.below(links)),
            );
        }
        for _ in 0..400 {
            let (unit, link, offset) = (dice.below(3), dice.below(links), dice.below(200_001));
            let json = match dice.below(15) {
                0..=2 => format!(r#"{{"kind":"unit.drive","unit":{unit},"link":{link},"offsetMm":{offset},{DRIVE}}}"#),
                3 => format!(r#"{{"kind":"unit.drive","unit":{unit},"link":{link},"offsetMm":{offset},"route":"live"}}"#),
                4 => format!(r#"{{"kind":"unit.reroute","unit":{unit},"route":"live"}}"#),
                5 => format!(r#"{{"kind":"unit.halt","unit":{unit}}}"#),
                6 | 7 => {
                    let exit = ["dwell", "shortway", "immediate"][dice.below(3) as usize];
                    let (ahead_ms, hold_ms) = (dice.below(30_000), dice.below(60_000));
                    let terms = format!(
                        r#""aheadMm":300000,"aheadMs":{ahead_ms},"holdMs":{hold_ms},"exit":"{exit}","successP":0.8,"maxSignals":3"#
                    );
                    format!(r#"{{"kind":"preempt.start","unit":{unit},{terms}}}"#)
                }
                8 => format!(r#"{{"kind":"preempt.release","unit":{unit}}}"#),
                9 => {
                    let open = dice.below(3);
                    format!(r#"{{"kind":"link.restrict","link":{link},"openLanes":{open},"speedFactorP":0.5,"headwayFactorP":1.5}}"#)
                }
                10 => format!(r#"{{"kind":"link.restore","link":{link}}}"#),
                11 => format!(r#"{{"kind":"unit.drive","unit":{unit},"link":{link},"offsetMm":{offset},{}}}"#, avoiding()),
                12 | 13 => {
                    let cars = &run.world.obstacles.list;
                    let number = cars.iter().position(|car| !car.is_present).unwrap_or(cars.len());
                    let (from, to) = grid.links()[link as usize];
                    let places = format!(
                        r#"{{"link":{link},"offsetMm":{offset}}},{{"link":{},"offsetMm":{}}}"#,
                        grid.link(to, from),
                        200_000 - offset.min(200_000)
                    );
                    let width = 1_900 + 300 * dice.below(3);
                    format!(r#"{{"kind":"obstacle.place","obstacle":{number},"places":[{places}],"freeWidthMm":{width}}}"#)
                }
                _ if run.world.obstacles.list.is_empty() => r#"{"kind":"unit.halt","unit":0}"#.to_string(),
                _ => {
                    let number = dice.below(run.world.obstacles.list.len() as u64);
                    format!(r#"{{"kind":"obstacle.{}","obstacle":{number}}}"#, ["know", "know", "remove"][dice.below(3) as usize])
                }
            };
            command(&mut run, &json);
            let until = run.world.now + dice.below(4_000) as i64;
            loop {
                match run.run_until(until) {
                    Stop::Observation => blocked += usize::from(run.observation().starts_with(br#"{"kind":"unit-blocked""#)),
                    stop => {
                        assert_ne!(stop, Stop::Broken, "round {round}: {:?}", run.world.broken);
                        break;
                    }
                }
            }
            if dice.below(40) == 0 {
                let snapshot = run.snapshot();
                let mut resumed = crate::tests::begin_on(crossing_traffic).1;
                resumed.restore(&snapshot).expect("its own snapshot");
                assert_eq!(resumed.snapshot(), snapshot);
                run = resumed;
            }
        }
    }
    assert!(blocked > 20, "cars barred the way {blocked} times");
}
