//! Every cause of a wait on a street made for it, with the times that the rules of the street give by hand.

use super::restrict;
use super::tests::{NO_SIGNAL, Roads, crossing, run};
use super::why::{Cause, Found, find, state_word};
use crate::ids::{LinkId, MovementId, Ms, SignalId, TripId, UnitId};
use crate::signals::{self, Exit, Request};
use crate::world::World;

fn of(world: &World, trip: u32) -> Found {
    find(world, TripId(trip)).expect("a vehicle on a link")
}

fn ask(world: &World, trip: u32) -> String {
    let query = format!("{{\"kind\":\"vehicle-why\",\"trip\":{trip}}}");
    String::from_utf8(crate::queries::answer(world, query.as_bytes()).expect("an answer")).expect("text")
}

#[test]
fn the_third_car_at_a_red_light_stands_two_cars_and_fifteen_metres_from_the_line() {
    let mut roads = crossing();
    (0..3).for_each(|_| roads.trip(0, 0, &[2, 3]));
    let mut world = roads.world();
    run(&mut world, 10);
    assert_eq!((of(&world, 2).cause, of(&world, 2).standing_ahead), (Cause::None, 0), "on its way: 200 m at 10 m/s take 20 s");
    run(&mut world, 23);
    let third = of(&world, 2);
    assert_eq!((third.link, third.ahead, third.standing_ahead, third.cause), (LinkId(2), 2, 2, Cause::Red));
    // At 10 m/s it would have come to its place, 15 m before the line (two of 26 places of the lane), after 18.5 s.
    assert!((third.lost_ms - 4_500).abs() < 50, "{}", third.lost_ms);
    assert_eq!((world.now - third.head_at_line, third.movement), (3_000, MovementId(1)));
    // The other street has green for 20 s, then 3 s yellow and 1 s all red: green in 1 s.
    let answer = ask(&world, 2);
    for part in ["\"toLineMm\":15000", "\"speedMmPerS\":0", "\"signal\":0", "\"greenInMs\":1000", "\"headWaitsMs\":3000"] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    let street = crate::queries::answer(&world, br#"{"kind":"link-state","link":2}"#).expect("an answer");
    assert!(String::from_utf8(street).expect("text").ends_with("\"standing\":[0,1,2]}"), "the street names who stands there");
    assert_eq!(find(&world, TripId(2)).map(|found| found.cause), Some(Cause::Red), "asking changes nothing");
}

#[test]
fn a_signal_tells_its_stage_its_colour_and_how_long_its_plan_shows_it() {
    let mut world = crossing().world();
    let mut answer = |at_s: i64| {
        run(&mut world, at_s);
        String::from_utf8(crate::queries::answer(&world, br#"{"kind":"signal-state","signal":0}"#).expect("an answer")).expect("text")
    };
    assert_eq!(answer(5), r#"{"stage":0,"shade":"green","sinceMs":0,"untilMs":20000,"unit":-1}"#);
    assert_eq!(answer(21), r#"{"stage":0,"shade":"yellow","sinceMs":20000,"untilMs":23000,"unit":-1}"#);
    assert_eq!(answer(30), r#"{"stage":1,"shade":"green","sinceMs":24000,"untilMs":44000,"unit":-1}"#);
    let request = Request { signal: SignalId(0), unit: UnitId(4), movement: MovementId(1), hold_ms: 60_000, exit: Exit::Dwell };
    signals::request(&mut world, request);
    run(&mut world, 50);
    let held = String::from_utf8(crate::queries::answer(&world, br#"{"kind":"signal-state","signal":0}"#).expect("an answer"));
    assert_eq!(held.expect("text"), r#"{"stage":1,"shade":"green","sinceMs":24000,"untilMs":-1,"unit":4}"#, "held beyond its plan");
}

#[test]
fn a_red_light_that_serves_a_unit_first_is_told_as_that_units() {
    let mut roads = crossing();
    roads.trip(0, 0, &[2, 3]);
    let mut world = roads.world();
    run(&mut world, 1);
    let request = Request { signal: SignalId(0), unit: UnitId(4), movement: MovementId(0), hold_ms: 60_000, exit: Exit::Dwell };
    signals::request(&mut world, request);
    run(&mut world, 40);
    assert_eq!(of(&world, 0).cause, Cause::Preempted(UnitId(4)), "its own green would have come at 24 s");
}

#[test]
fn a_junction_kept_free_for_a_vehicle_that_crosses_on_red_is_told_so() {
    let mut roads = crossing();
    roads.trip(0, 0, &[0, 1]);
    let mut world = roads.world();
    run(&mut world, 19);
    super::hold_conflicts(&mut world, MovementId(1), Ms(39_000));
    run(&mut world, 38);
    assert_eq!(of(&world, 0).cause, Cause::Held(UnitId::NONE));
}

#[test]
fn a_minor_road_waits_for_a_gap_in_the_stream_that_has_priority() {
    let mut roads = Roads::default();
    for _ in 0..4 {
        roads.link(200_000, 1);
    }
    let (major, minor) = (roads.movement(0, 1, NO_SIGNAL), roads.movement(2, 3, NO_SIGNAL));
    roads.conflicts(minor, &[major]);
    roads.conflicts(major, &[minor]);
    roads.yields(minor, &[major]);
    // One car every 2 s leaves no gap.
    (0..40).for_each(|k| roads.trip(k * 2000, 0, &[0, 1]));
    roads.trip(0, 0, &[2, 3]);
    let mut world = roads.world();
    run(&mut world, 30);
    assert_eq!(of(&world, 40).cause, Cause::Gap);
}

#[test]
fn a_queue_that_spills_back_names_the_full_street() {
    let mut roads = Roads::default();
    let (street, short, exit) = (roads.link(100_000, 1), roads.link(15_000, 1), roads.link(100_000, 1));
    roads.movement(street, short, NO_SIGNAL);
    let gate = roads.movement(short, exit, 0);
    roads.signal(&[(5000, &[gate]), (85_000, &[])]);
    (0..5).for_each(|_| roads.trip(0, 0, &[street, short, exit]));
    let mut world = roads.world();
    run(&mut world, 60);
    let last = of(&world, 4);
    assert_eq!((last.cause, last.ahead), (Cause::NoRoom(LinkId(short)), 2));
    assert_eq!(of(&world, 1).cause, Cause::Red, "those on the short street wait for its light");
}

#[test]
fn a_closed_street_beyond_the_junction_is_named() {
    let mut roads = Roads::default();
    let [start, closed] = [100_000, 100_000].map(|length| roads.link(length, 1));
    roads.movement(start, closed, NO_SIGNAL);
    roads.trip(0, 0, &[start, closed]);
    roads.trip(500_000, 0, &[start, closed]);
    let mut world = roads.world();
    restrict(&mut world, LinkId(closed), 0, 1000, 1000);
    run(&mut world, 30);
    assert_eq!(of(&world, 0).cause, Cause::Closed(LinkId(closed)));
    assert_eq!((state_word(&world, TripId(1)), find(&world, TripId(1)).is_none()), ("not-due", true));
}

#[test]
fn who_is_on_no_street_is_told_where_it_is_instead() {
    let mut roads = Roads::default();
    let only = roads.link(15_000, 1);
    (0..4).for_each(|_| roads.trip(0, 0, &[only]));
    let mut world = roads.world();
    run(&mut world, 1);
    assert_eq!(ask(&world, 3), "{\"state\":\"waiting\",\"link\":0}", "a street of 15 m holds two cars of 7.5 m");
    run(&mut world, 100);
    assert_eq!(ask(&world, 3), "{\"state\":\"arrived\",\"link\":-1}");
    assert!(crate::queries::answer(&world, br#"{"kind":"vehicle-why","trip":4}"#).is_err(), "there are four");
}
