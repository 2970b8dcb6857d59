//! Queries (contract/commands.ts): UTF-8 JSON in and out; they never change anything.

use crate::commands::{emergency, link, place, placed_unit, route_choice};
use crate::ids::UnitId;
use crate::json::{Answer, Fields, Refusal, parse, refuse};
use crate::routing::{self, Place, Way};
use crate::traffic;
use crate::units::costs::{WayCosts, lanes_of, live_ms};
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
        .finish())
}

fn unit_state(world: &World, mut fields: Fields) -> Result<Vec<u8>, Refusal> {
    let unit = placed_unit(world, &mut fields)?;
    fields.end()?;
    let Some(state) = world.units.get(unit) else { return refuse("command.unit-not-placed", "unit") };
    let place = state.place_at(world.now);
    let blocked_by = if let Phase::Blocked { by, .. } = state.phase { i64::from(by.0) } else { -1 };
    let (goal_link, goal_offset_mm) = state.goal.map_or((-1, -1), |goal| (i64::from(goal.link.0), goal.offset_mm));
    Ok(Answer::new()
        .integer("link", i64::from(place.link.0))
        .integer("offsetMm", place.offset_mm)
        .truth("driving", state.is_driving())
        .integers("route", state.route.iter().map(|link| i64::from(link.0)))
        .integer("goalLink", goal_link)
        .integer("goalOffsetMm", goal_offset_mm)
        .integer("blockedBy", blocked_by)
        .finish())
}
