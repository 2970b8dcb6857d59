//! The way of a unit: round the obstacles that it avoids, where there is such a way, and backwards out of a street that is barred before it.

use super::costs::{Avoiding, Choice, WayCosts, backing_ms};
use super::{Driving, Unit};
use crate::ids::{LinkId, Ms, ObstacleId};
use crate::routing::{self, Costs, Place, Way};
use crate::world::World;

/// What a way is sought for.
#[derive(Clone, Copy)]
pub struct Errand<'a> {
    pub from: Place,
    pub goal: Place,
    pub choice: Choice,
    /// None = as ordinary traffic.
    pub driving: Option<&'a Driving>,
    pub width_mm: i64,
    /// On the first link it drives backwards.
    pub is_backing: bool,
    /// May begin by backing out: not inside a junction.
    pub may_turn: bool,
}

impl<'a> Errand<'a> {
    /// From where the unit is now.
    pub fn of(unit: &Unit, now: Ms, goal: Place, choice: Choice, driving: Option<&'a Driving>) -> Errand<'a> {
        let (from, width_mm, is_backing) = (unit.place_at(now), unit.width_mm, unit.is_backing);
        Errand { from, goal, choice, driving, width_mm, is_backing, may_turn: !unit.is_crossing() }
    }
}

/// A way and where it begins.
pub struct Found {
    pub links: Vec<LinkId>,
    /// Not where the unit is: it begins by backing out, on the other direction of its street.
    pub from: Place,
    pub is_backing: bool,
}

/// Round the known obstacles if the driver avoids them and there is such a way, else as if there were none: None = no road leads there.
/// Who stands in front of an obstacle backs out if that helps, else goes on waiting there.
pub fn find_way(world: &World, errand: &Errand) -> Option<Found> {
    let known = errand.driving.is_some_and(|driving| driving.avoids_known) && world.obstacles.is_known_anywhere();
    let search = |from: Place, avoiding: Option<Avoiding>, is_backing: bool| {
        let costs = WayCosts { world, choice: errand.choice, driving: errand.driving, avoiding };
        let way = routing::fastest(&world.network, &costs, world.units.bound(&world.network), from, errand.goal);
        way.map(|Way { links, .. }| Found { links, from, is_backing })
    };
    let Errand { from, width_mm, is_backing, .. } = *errand;
    if let Some(met) = stands_before(world, errand) {
        let avoiding = Some(Avoiding { width_mm, known, met: Some(met) });
        let onwards = search(from, avoiding, is_backing);
        let backwards = || turned(world, from, met).and_then(|behind| search(behind, avoiding, true));
        return onwards.or_else(backwards).or_else(|| search(from, None, is_backing));
    }
    let round = if known { search(from, Some(Avoiding { width_mm, known, met: None }), is_backing) } else { None };
    round.or_else(|| search(from, None, is_backing))
}

fn stands_before(world: &World, errand: &Errand) -> Option<ObstacleId> {
    let Place { link, offset_mm } = errand.from;
    let bar = world.obstacles.bars(link, offset_mm, errand.width_mm).next()?;
    (errand.may_turn && bar.offset_mm == offset_mm).then_some(bar.obstacle)
}

/// The same place on the other direction of the street, behind the car; None where the car bars only one direction (a one-way street).
fn turned(world: &World, from: Place, obstacle: ObstacleId) -> Option<Place> {
    let other = world.obstacles.get(obstacle)?.places.iter().find(|place| place.link != from.link)?;
    let (here, there) = (world.network.link(from.link), world.network.link(other.link));
    let mirrored_mm = there.length_mm - from.offset_mm * there.length_mm / here.length_mm;
    Some(Place { link: other.link, offset_mm: mirrored_mm.max(other.offset_mm + 1).min(there.length_mm) })
}

/// Milliseconds of a way on live times, however it was chosen.
pub fn live_way_ms(world: &World, found: &Found, errand: &Errand) -> i64 {
    let costs = WayCosts { world, choice: Choice::Live, driving: errand.driving, avoiding: None };
    let network = &world.network;
    let last = found.links.len() - 1;
    let mut ms = 0;
    for (at, link) in found.links.iter().enumerate() {
        let from_mm = if at == 0 { found.from.offset_mm } else { 0 };
        let to_mm = if at == last { errand.goal.offset_mm } else { network.link(*link).length_mm };
        let link_ms = costs.link_ms(*link).unwrap_or(network.link(*link).free_ms);
        let link_ms = if at == 0 && found.is_backing { backing_ms(world, *link, link_ms) } else { link_ms };
        ms += routing::part_ms(network, *link, link_ms, from_mm, to_mm);
    }
    let movements = routing::movements_along(network, &found.links).unwrap_or_default();
    ms + movements.into_iter().map(|movement| costs.turn_ms(movement)).sum::<i64>()
}

pub fn length_mm(world: &World, links: &[LinkId], from: Place, goal: Place) -> i64 {
    let whole: i64 = links.iter().map(|link| world.network.link(*link).length_mm).sum();
    let last_mm = links.last().map_or(0, |link| world.network.link(*link).length_mm);
    whole - from.offset_mm - (last_mm - goal.offset_mm)
}
