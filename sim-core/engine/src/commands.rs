//! Commands (contract/commands.ts): UTF-8 JSON that changes the world at this millisecond, behind what is already queued for it.
//! Everything is checked before anything is changed: a refused command leaves no trace.

use crate::ids::{LinkId, ObstacleId, UnitId};
use crate::json::{Fields, Refusal, Value, parse, refuse};
use crate::routing::Place;
use crate::signals::Exit;
use crate::traffic;
use crate::units::costs::Choice;
use crate::units::{self, Asking, Driving, asking, driving, obstacles};
use crate::world::World;

/// Longest duration and length that a command may name: 24 days and 2,147 km.
const MOST: i64 = i32::MAX as i64;

pub fn apply(world: &mut World, json: &[u8]) -> Result<(), Refusal> {
    if world.is_finished {
        return refuse("command.after-finish", "");
    }
    let mut fields = Fields::of(parse(json)?, "")?;
    match fields.text("kind")?.as_str() {
        "unit.place" => {
            let unit = UnitId(fields.integer("unit", 0, i64::from(units::MOST_UNITS) - 1)? as u32);
            if unit.at() > world.units.list.len() {
                return refuse("command.unit-not-dense", "unit");
            }
            let place = place(world, &mut fields)?;
            let width_mm = fields.optional_integer("widthMm", 1, MOST)?.unwrap_or(units::USUAL_WIDTH_MM);
            fields.end()?;
            units::place(world, unit, place, width_mm);
        }
        "unit.drive" => {
            let unit = placed_unit(world, &mut fields)?;
            let goal = place(world, &mut fields)?;
            let choice = route_choice(&mut fields)?;
            let how = match fields.optional("emergency") {
                None => Driving::ordinary(&world.network),
                Some(value) => emergency(value)?,
            };
            fields.end()?;
            driving::drive(world, unit, goal, choice, how);
        }
        "unit.reroute" => {
            let unit = placed_unit(world, &mut fields)?;
            let choice = route_choice(&mut fields)?;
            fields.end()?;
            driving::reroute(world, unit, choice);
        }
        "unit.halt" => {
            let unit = placed_unit(world, &mut fields)?;
            fields.end()?;
            driving::halt(world, unit);
        }
        "preempt.start" => {
            let unit = placed_unit(world, &mut fields)?;
            let asking = Asking {
                ahead_mm: fields.integer("aheadMm", 0, MOST)?,
                ahead_ms: fields.integer("aheadMs", 0, MOST)?,
                hold_ms: fields.integer("holdMs", 0, MOST)?,
                exit: [Exit::Dwell, Exit::Shortway, Exit::Immediate][fields.choice("exit", &["dwell", "shortway", "immediate"])?],
                success_p: fields.number("successP", 0.0, 1.0)?,
                most_signals: fields.integer("maxSignals", 1, 20)? as u32,
            };
            fields.end()?;
            asking::start(world, unit, asking);
        }
        "preempt.release" => {
            let unit = placed_unit(world, &mut fields)?;
            fields.end()?;
            asking::release(world, unit);
        }
        "link.restrict" => {
            let link = link(world, &mut fields, "link")?;
            let open_lanes = fields.integer("openLanes", 0, i64::from(world.network.link(link).lane_count))? as u32;
            let speed_permille = permille(fields.number("speedFactorP", 0.0, 1.0)?);
            let headway_permille = permille(fields.number("headwayFactorP", 1.0, 100.0)?);
            fields.end()?;
            traffic::restrict(world, link, open_lanes, speed_permille, headway_permille);
        }
        "link.restore" => {
            let link = link(world, &mut fields, "link")?;
            fields.end()?;
            traffic::restore(world, link);
        }
        "obstacle.place" => {
            let obstacle = ObstacleId(fields.integer("obstacle", 0, i64::from(obstacles::MOST_OBSTACLES) - 1)? as u32);
            match world.obstacles.get(obstacle) {
                None if obstacle.at() > world.obstacles.list.len() => return refuse("command.obstacle-not-dense", "obstacle"),
                Some(standing) if standing.is_present => return refuse("command.obstacle-present", "obstacle"),
                _ => {}
            }
            let places = obstacle_places(world, &mut fields)?;
            let free_width_mm = fields.integer("freeWidthMm", 0, MOST)?;
            fields.end()?;
            obstacles::place(world, obstacle, places, free_width_mm);
        }
        "obstacle.remove" => {
            let obstacle = placed_obstacle(world, &mut fields)?;
            fields.end()?;
            obstacles::remove(world, obstacle);
        }
        "obstacle.know" => {
            let obstacle = placed_obstacle(world, &mut fields)?;
            fields.end()?;
            obstacles::know(world, obstacle);
        }
        _ => return refuse("command.unknown-word", "kind"),
    }
    Ok(())
}

fn placed_obstacle(world: &World, fields: &mut Fields) -> Result<ObstacleId, Refusal> {
    let obstacle = ObstacleId(fields.integer("obstacle", 0, i64::from(obstacles::MOST_OBSTACLES) - 1)? as u32);
    if world.obstacles.get(obstacle).is_none() {
        return refuse("command.obstacle-not-placed", "obstacle");
    }
    Ok(obstacle)
}

/// Both directions between the same two nodes.
fn are_one_street(world: &World, a: LinkId, b: LinkId) -> bool {
    let (a_road, b_road) = (world.network.link(a), world.network.link(b));
    a != b && a_road.from_node == b_road.to_node && a_road.to_node == b_road.from_node
}

/// One place, or one per direction of a street.
fn obstacle_places(world: &World, fields: &mut Fields) -> Result<Vec<Place>, Refusal> {
    let Value::List(items) = fields.value("places")? else { return refuse("command.list-length", "places") };
    if items.is_empty() || items.len() > obstacles::MOST_PLACES {
        return refuse("command.list-length", "places");
    }
    let mut places: Vec<Place> = Vec::with_capacity(items.len());
    for (at, item) in items.into_iter().enumerate() {
        let path = ["places[", &at.to_string(), "]"].concat();
        let mut fields = Fields::of(item, &path)?;
        let place = place(world, &mut fields)?;
        fields.end()?;
        if places.iter().any(|other| !are_one_street(world, other.link, place.link)) {
            return refuse("command.obstacle-not-one-street", &[&path, ".link"].concat());
        }
        places.push(place);
    }
    Ok(places)
}

pub fn link(world: &World, fields: &mut Fields, key: &str) -> Result<LinkId, Refusal> {
    Ok(LinkId(fields.integer(key, 0, world.network.links.len() as i64 - 1)? as u32))
}

/// `link` and `offsetMm`: an offset beyond the link's end is refused.
pub fn place(world: &World, fields: &mut Fields) -> Result<Place, Refusal> {
    let link = link(world, fields, "link")?;
    let offset_mm = fields.integer("offsetMm", 0, world.network.link(link).length_mm)?;
    Ok(Place { link, offset_mm })
}

pub fn placed_unit(world: &World, fields: &mut Fields) -> Result<UnitId, Refusal> {
    let unit = UnitId(fields.integer("unit", 0, i64::from(units::MOST_UNITS) - 1)? as u32);
    if world.units.get(unit).is_none() {
        return refuse("command.unit-not-placed", "unit");
    }
    Ok(unit)
}

pub fn route_choice(fields: &mut Fields) -> Result<Choice, Refusal> {
    Ok([Choice::Usual, Choice::Live][fields.choice("route", &["usual", "live"])?])
}

fn permille(share: f64) -> u32 {
    libm::round(share * 1000.0) as u32
}

pub fn emergency(value: Value) -> Result<Driving, Refusal> {
    let mut fields = Fields::of(value, "emergency")?;
    let speed_permille = i64::from(permille(fields.number("speedFactorP", 0.1, 3.0)?));
    let max_mm_per_s = fields.integer("maxSpeedMmPerS", 1000, MOST)?;
    let passing = fields.integers("passingSpeedMmPerS", 1, MOST)?;
    let red_crossing_mm_per_s = fields.integer("redCrossingSpeedMmPerS", 0, MOST)?;
    let red_crossing_loss_ms = fields.integer("redCrossingLossMs", 0, MOST)?;
    let compliance_permille = i64::from(permille(fields.number("complianceP", 0.0, 1.0)?));
    let avoids_known = fields.optional_truth("avoidKnownObstacles")?.unwrap_or(false);
    fields.end()?;
    if passing.is_empty() || passing.len() > 8 {
        return refuse("command.list-length", "emergency.passingSpeedMmPerS");
    }
    let passing_mm_per_s = passing.iter().map(|speed| speed * compliance_permille / 1000).collect();
    Ok(Driving {
        is_emergency: true,
        speed_permille,
        max_mm_per_s,
        passing_mm_per_s,
        red_crossing_mm_per_s,
        red_crossing_loss_ms,
        avoids_known,
    })
}
