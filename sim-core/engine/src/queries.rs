//! Queries (contract/commands.ts): UTF-8 JSON in and out; they never change anything.

use crate::commands::{emergency, link, place, placed_unit, route_choice};
use crate::frame;
use crate::ids::{LinkId, MovementId, SignalId, TripId, UnitId};
use crate::json::{Answer, Fields, Refusal, parse, refuse};
use crate::routing::{self, Place, Way};
use crate::signals::{self, Shade};
use crate::traffic;
use crate::units::costs::{WayCosts, free_speed, lanes_of, live_ms};
use crate::units::ways::{Errand, find_way, live_way_ms};
use crate::units::{MOST_UNITS, Phase, obstacles};
use crate::world::World;

pub fn answer(world: &World, json: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut fields = Fields::of(parse(json)?, "")?;
    match fields.text("kind")?.as_str() {
        "travel-times" => travel_times(world, fields),
        "route" => route(world, fields),
        "way" => way(world, fields),
        "obstacles" => {
            fields.end()?;
            let rows = world.obstacles.list.iter().enumerate().map(|(number, obstacle)| {
                let row = Answer::new().integer("obstacle", number as i64);
                row.truth("present", obstacle.is_present).truth("known", obstacle.is_known)
            });
            Ok(Answer::new().rows("obstacles", rows).finish())
        }
        "link-state" => link_state(world, fields),
        "unit-state" => unit_state(world, fields),
        "unit-places" => {
            fields.end()?;
            Ok(unit_places(world))
        }
        "signal-state" => signal_state(world, fields),
        "vehicle-why" => vehicle_why(world, fields),
        "counts" => {
            fields.end()?;
            let counts = traffic::counts(world);
            let numbers = [
                ("scheduled", counts.scheduled),
                ("waitingToEnter", counts.waiting_to_enter),
                ("running", counts.running),
                ("arrived", counts.arrived),
                ("removed", counts.removed),
            ];
            let totals = traffic::totals(world);
            let answer = numbers.iter().fold(Answer::new(), |answer, (key, count)| answer.integer(key, i64::from(*count)));
            Ok(answer
                .integer("events", totals.events as i64)
                .integer("stuckLanes", i64::from(traffic::stuck_lanes(world, traffic::STUCK_AFTER_MS)))
                .integer("vehicleMs", traffic::vehicle_ms(world) as i64)
                .integer("arrivedRoadMs", totals.arrived_road_ms as i64)
                .integer("arrivedDelayMs", totals.arrived_delay_ms as i64)
                .finish())
        }
        _ => refuse("query.unknown-word", "kind"),
    }
}

/// Time of each unit to the place on live times; the way itself is chosen as asked (usual or live). -1 = no way.
fn travel_times(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let units = fields.integers("units", 0, i64::from(MOST_UNITS) - 1)?;
    let goal = place(world, &mut fields)?;
    let choice = route_choice(&mut fields)?;
    let how = fields.optional("emergency").map(emergency).transpose()?;
    fields.end()?;
    let mut times = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        let Some(unit) = world.units.get(UnitId(*unit as u32)) else {
            return refuse("command.unit-not-placed", &["units[", &at.to_string(), "]"].concat());
        };
        let errand = Errand::of(unit, world.now, goal, choice, how.as_ref());
        times.push(find_way(world, &errand).map_or(-1, |found| live_way_ms(world, &found, &errand)));
    }
    Ok(Answer::new().integers("ms", times).finish())
}

/// The way that the unit would take, its time as in `travel_times`, and what would block it there. No way: no links and -1.
fn way(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let number = fields.integer("fromUnit", 0, i64::from(MOST_UNITS) - 1)?;
    let goal = place(world, &mut fields)?;
    let choice = route_choice(&mut fields)?;
    let how = fields.optional("emergency").map(emergency).transpose()?;
    fields.end()?;
    let Some(unit) = world.units.get(UnitId(number as u32)) else { return refuse("command.unit-not-placed", "fromUnit") };
    let errand = Errand::of(unit, world.now, goal, choice, how.as_ref());
    let (links, ms, barred_by) = find_way(world, &errand).map_or((Vec::new(), -1, Vec::new()), |found| {
        let ms = live_way_ms(world, &found, &errand);
        let barred_by = obstacles::along(world, &found.links, found.from, goal, unit.width_mm);
        (found.links, ms, barred_by)
    });
    Ok(Answer::new()
        .integers("links", links.iter().map(|link| i64::from(link.0)))
        .integer("ms", ms)
        .integers("obstacles", barred_by.iter().map(|obstacle| i64::from(obstacle.0)))
        .finish())
}

/// From the start of one link to the end of another. No way: no links and -1.
fn route(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let from = Place { link: link(world, &mut fields, "fromLink")?, offset_mm: 0 };
    let goal_link = link(world, &mut fields, "toLink")?;
    let choice = route_choice(&mut fields)?;
    fields.end()?;
    let goal = Place { link: goal_link, offset_mm: world.network.link(goal_link).length_mm };
    let costs = WayCosts { world, choice, driving: None, avoiding: None };
    let way = routing::fastest(&world.network, &costs, world.units.bound(&world.network), from, goal);
    let way = way.unwrap_or(Way { links: Vec::new(), ms: -1 });
    Ok(Answer::new().integers("links", way.links.iter().map(|link| i64::from(link.0))).integer("ms", way.ms).finish())
}

fn link_state(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let link = link(world, &mut fields, "link")?;
    fields.end()?;
    let queued: i64 = lanes_of(world, link, u32::MAX).map(|lane| i64::from(traffic::standing(world, lane).0)).sum();
    Ok(Answer::new()
        .integer("vehicles", i64::from(traffic::vehicles_on(world, link)))
        .integer("queued", queued)
        .integer("liveMs", live_ms(world, link))
        .integer("freeMs", world.network.link(link).free_ms)
        .integer("openLanes", i64::from(traffic::open_lanes(world, link)))
        .integers("standing", standing_trips(world, link).iter().map(|trip| i64::from(*trip)))
        .finish())
}

/// Vehicles that a link's answer names: those nearest to the line.
const MOST_NAMED: usize = 8;

/// Who stands on a link, the first of every lane first.
fn standing_trips(world: &World, link: crate::ids::LinkId) -> Vec<u32> {
    let in_lane = |lane| traffic::on_lane(world, lane).take(traffic::standing(world, lane).0 as usize).enumerate();
    let mut found: Vec<(usize, u32)> = lanes_of(world, link, u32::MAX).flat_map(in_lane).map(|(place, one)| (place, one.trip.0)).collect();
    found.sort_by_key(|(place, _)| *place);
    found.truncate(MOST_NAMED);
    found.into_iter().map(|(_, trip)| trip).collect()
}

fn unit_state(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let unit = placed_unit(world, &mut fields)?;
    fields.end()?;
    let Some(state) = world.units.get(unit) else { return refuse("command.unit-not-placed", "unit") };
    let place = state.place_at(world.now);
    let blocked_by = if let Phase::Blocked { by, .. } = state.phase { i64::from(by.0) } else { -1 };
    let phase = match state.phase {
        Phase::Rest => "rest",
        Phase::Moving { .. } => "moving",
        Phase::Waiting => "waiting",
        Phase::Crossing { .. } => "crossing",
        Phase::Blocked { .. } => "blocked",
    };
    let next = state.movements.first().copied().unwrap_or(MovementId::NONE);
    let (signal, green_in_ms) = at_line(world, next);
    let speed = if let Phase::Moving { speed_mm_per_s, .. } = state.phase { speed_mm_per_s } else { 0 };
    let free = state.driving.as_ref().map_or(0, |driving| free_speed(world, place.link, driving));
    let (goal_link, goal_offset_mm) = state.goal.map_or((-1, -1), |goal| (i64::from(goal.link.0), goal.offset_mm));
    Ok(Answer::new()
        .integer("link", i64::from(place.link.0))
        .integer("offsetMm", place.offset_mm)
        .truth("driving", state.is_driving())
        .integers("route", state.route.iter().map(|link| i64::from(link.0)))
        .integer("goalLink", goal_link)
        .integer("goalOffsetMm", goal_offset_mm)
        .integer("blockedBy", blocked_by)
        .word("phase", phase)
        .integer("sinceMs", state.since.0)
        .integer("speedMmPerS", speed)
        .integer("freeMmPerS", free)
        .integer("signal", signal)
        .integer("greenInMs", green_in_ms)
        .finish())
}

/// Signal that controls a movement, and how long until its plan shows green, as far as is known; -1 = none, or green now.
fn at_line(world: &World, movement: MovementId) -> (i64, i64) {
    if movement.is_none() || world.network.movement(movement).signal.is_none() {
        return (-1, -1);
    }
    let wait_ms = signals::next_green_at(world, movement) - world.now;
    (i64::from(world.network.movement(movement).signal.signed()), if wait_ms > 0 { wait_ms } else { -1 })
}

fn signal_state(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let signal = fields.integer("signal", 0, world.network.signals.len() as i64 - 1)?;
    fields.end()?;
    let signal = SignalId(signal as u32);
    let showing = signals::showing(world, signal);
    let shade = match showing.shade {
        Shade::Green => "green",
        Shade::Yellow => "yellow",
        Shade::AllRed => "all-red",
    };
    Ok(Answer::new()
        .integer("stage", i64::from(showing.stage))
        .word("shade", shade)
        .integer("sinceMs", showing.since.0)
        .integer("untilMs", showing.until.map_or(-1, |until| until.0))
        .integer("unit", signals::served_unit(world, signal).map_or(-1, |unit| i64::from(unit.signed())))
        .finish())
}

/// Links ahead that a unit's place tells: more than it can pass in a second.
const LINKS_AHEAD: usize = 10;

/// Units on a drive: place, and the way from the start of its link on, each link with the way through the junction behind it. Who is inside
/// a junction has an offset beyond its link's end. Two answers, one before the other, give how far it drove between them.
fn unit_places(world: &World) -> Vec<u8> {
    let driving = world.units.list.iter().enumerate().filter_map(|(number, unit)| unit.as_ref().map(|unit| (number, unit)));
    let rows = driving.filter(|(_, unit)| unit.is_driving()).map(|(number, unit)| {
        let place = unit.place_at(world.now);
        let inside_mm = match (unit.phase, unit.movements.first()) {
            (Phase::Crossing { until }, Some(way)) => {
                world.network.interior_mm(*way) * (world.now - unit.since).min(until - unit.since) / (until - unit.since).max(1)
            }
            _ => 0,
        };
        let ahead = &unit.route[..unit.route.len().min(LINKS_AHEAD)];
        let length_mm = |(at, link): (usize, &LinkId)| {
            world.network.link(*link).length_mm + unit.movements.get(at).map_or(0, |way| world.network.interior_mm(*way))
        };
        Answer::new()
            .integer("unit", number as i64)
            .integer("link", i64::from(place.link.0))
            .integer("offsetMm", place.offset_mm + inside_mm)
            .integers("links", ahead.iter().map(|link| i64::from(link.0)))
            .integers("lengthsMm", ahead.iter().enumerate().map(length_mm))
    });
    Answer::new().rows("units", rows).finish()
}

/// Where a vehicle is and what it waits for (traffic/why.rs).
fn vehicle_why(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let trip = fields.integer("trip", 0, world.network.trips.len() as i64 - 1)?;
    fields.end()?;
    let trip = TripId(trip as u32);
    let state = traffic::why::state_word(world, trip);
    let Some(found) = traffic::why::find(world, trip) else {
        let link = if state == "waiting" { i64::from(traffic::why::first_link(world, trip).signed()) } else { -1 };
        return Ok(Answer::new().word("state", state).integer("link", link).finish());
    };
    let length_mm = world.network.link(found.link).length_mm;
    let (along_mm, mm_per_ms) = frame::along_link(world, found.link, found.lane, trip.0).unwrap_or((0.0, 0.0));
    let (signal, green_in_ms) = at_line(world, found.head_movement);
    let waits_ms = if found.cause == traffic::why::Cause::None { 0 } else { (world.now - found.head_at_line).max(0) };
    Ok(Answer::new()
        .word("state", state)
        .integer("link", i64::from(found.link.signed()))
        .integer("toLineMm", (length_mm - along_mm as i64).max(0))
        .integer("speedMmPerS", (mm_per_ms * 1000.0) as i64)
        .integer("lostMs", found.lost_ms)
        .integer("ahead", i64::from(found.ahead))
        .integer("standingAhead", i64::from(found.standing_ahead))
        .truth("ends", found.movement.is_none())
        .word("cause", found.cause.word())
        .integer("unit", found.cause.unit())
        .integer("beyond", found.cause.beyond())
        .integer("signal", signal)
        .integer("greenInMs", green_in_ms)
        .integer("headWaitsMs", waits_ms)
        .integer("openLanes", i64::from(traffic::open_lanes(world, found.link)))
        .finish())
}
