//! Cars that narrow a street so far that a wide vehicle cannot pass: where each stands, whether it still stands there, whether those who
//! choose ways know of it. Limit: only units meet them; ordinary traffic takes at most 2.0 m and passes, and no obstacle slows it down.

use super::{PHYSICAL, Phase, Unit, asking, driving, saving, ways};
use crate::facts::Kind;
use crate::ids::{LinkId, ObstacleId, UnitId};
use crate::network::Network;
use crate::routing::Place;
use crate::snapshot::{Reader, Truncated, Writer};
use crate::world::{Observation, World};

/// Kind number in the physical hash.
const PHYSICAL_OBSTACLE: u8 = 7;
/// Most obstacles in one run: the caller numbers them densely.
pub const MOST_OBSTACLES: u32 = 100_000;
/// A car narrows at most both directions of its street.
pub const MOST_PLACES: usize = 2;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// Where a unit that is too wide stops, per link that it narrows: up to the offset the way is free.
    pub places: Vec<Place>,
    pub free_width_mm: i64,
    pub is_present: bool,
    /// To whoever chooses ways with `avoidKnownObstacles`.
    pub is_known: bool,
}

/// An obstacle as a driver on the link meets it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Bar {
    pub offset_mm: i64,
    pub obstacle: ObstacleId,
}

#[derive(Default)]
pub struct Obstacles {
    /// By number; what is gone stays in the list.
    pub list: Vec<Obstacle>,
    /// Per link, ascending: what stands there now. Made from the list; empty until the first obstacle comes.
    on_link: Vec<Vec<Bar>>,
}

impl Obstacles {
    pub fn get(&self, obstacle: ObstacleId) -> Option<&Obstacle> {
        self.list.get(obstacle.at())
    }

    pub fn is_known_anywhere(&self) -> bool {
        self.list.iter().any(|obstacle| obstacle.is_known && obstacle.is_present)
    }

    /// What bars a vehicle of this width on the link from `from_mm` on, in the order in which it is met.
    pub fn bars(&self, link: LinkId, from_mm: i64, width_mm: i64) -> impl Iterator<Item = Bar> {
        let on_link = self.on_link.get(link.at()).map_or(&[][..], Vec::as_slice);
        on_link.iter().copied().filter(move |bar| bar.offset_mm >= from_mm && self.list[bar.obstacle.at()].free_width_mm < width_mm)
    }

    fn insert(&mut self, obstacle: ObstacleId, links: usize) {
        if self.on_link.is_empty() {
            self.on_link.resize(links, Vec::new());
        }
        for place in &self.list[obstacle.at()].places {
            let bar = Bar { offset_mm: place.offset_mm, obstacle };
            let bars = &mut self.on_link[place.link.at()];
            bars.insert(bars.partition_point(|other| *other < bar), bar);
        }
    }

    fn take_away(&mut self, obstacle: ObstacleId) {
        for place in &self.list[obstacle.at()].places {
            self.on_link[place.link.at()].retain(|bar| bar.obstacle != obstacle);
        }
    }

    pub fn save(&self, writer: &mut Writer) {
        writer.u32(self.list.len() as u32);
        for obstacle in &self.list {
            writer.u32(obstacle.places.len() as u32);
            for place in &obstacle.places {
                saving::save_place(*place, writer);
            }
            writer.i64(obstacle.free_width_mm);
            writer.bool(obstacle.is_present);
            writer.bool(obstacle.is_known);
        }
    }

    pub fn load(reader: &mut Reader, network: &Network) -> Result<Obstacles, Truncated> {
        let mut obstacles = Obstacles::default();
        for number in 0..reader.count(14)? as u32 {
            let places = (0..reader.count(12)?).map(|_| saving::load_place(reader, network)).collect::<Result<Vec<_>, _>>()?;
            let (free_width_mm, is_present, is_known) = (reader.i64()?, reader.bool()?, reader.bool()?);
            obstacles.list.push(Obstacle { places, free_width_mm, is_present, is_known });
            if is_present {
                obstacles.insert(ObstacleId(number), network.links.len());
            }
        }
        Ok(obstacles)
    }
}

/// obstacle.place: a new number, or one whose obstacle is gone. Units on their way there see it at once.
pub fn place(world: &mut World, obstacle: ObstacleId, places: Vec<Place>, free_width_mm: i64) {
    let fresh = Obstacle { places, free_width_mm, is_present: true, is_known: false };
    note(world, obstacle, 0, free_width_mm as u32);
    for place in &fresh.places {
        note(world, obstacle, 1, place.link.0);
        note(world, obstacle, 2, place.offset_mm as u32);
    }
    let links: Vec<LinkId> = fresh.places.iter().map(|place| place.link).collect();
    match world.obstacles.list.get_mut(obstacle.at()) {
        Some(gone) => *gone = fresh,
        None => world.obstacles.list.push(fresh),
    }
    world.obstacles.insert(obstacle, world.network.links.len());
    look_again(world, |unit| {
        let is_moving = matches!(unit.phase, Phase::Moving { .. });
        is_moving && unit.width_mm > free_width_mm && links.contains(&unit.place.link)
    });
}

/// obstacle.remove: moved, towed or pushed aside. Whom it blocked drives on; nothing happens to one that is gone already.
pub fn remove(world: &mut World, obstacle: ObstacleId) {
    let Some(state) = world.obstacles.list.get_mut(obstacle.at()).filter(|state| state.is_present) else { return };
    (state.is_present, state.is_known) = (false, false);
    world.obstacles.take_away(obstacle);
    note(world, obstacle, 3, 0);
    look_again(world, |unit| matches!(unit.phase, Phase::Blocked { by, .. } if by == obstacle));
}

/// obstacle.know: no trace in the streets until somebody takes another way for it.
pub fn know(world: &mut World, obstacle: ObstacleId) {
    if let Some(state) = world.obstacles.list.get_mut(obstacle.at()) {
        state.is_known = state.is_present;
    }
}

fn note(world: &mut World, obstacle: ObstacleId, what: u32, value: u32) {
    world.note_physical(PHYSICAL_OBSTACLE, obstacle.0 | what << 24, value);
}

fn look_again(world: &mut World, is_concerned: impl Fn(&Unit) -> bool) {
    let concerned = |unit: &UnitId| world.units.get(*unit).is_some_and(&is_concerned);
    let units: Vec<UnitId> = (0..world.units.list.len() as u32).map(UnitId).filter(concerned).collect();
    for unit in units {
        driving::look_again(world, unit);
    }
}

/// The unit stands in front of an obstacle that it cannot pass. Signals ahead are given back: nobody waits for a truck that stands.
pub fn block(world: &mut World, unit: UnitId, by: ObstacleId) {
    let now = world.now;
    let Some(state) = world.units.get(unit) else { return };
    if matches!(state.phase, Phase::Blocked { by: already, .. } if already == by) {
        return;
    }
    unblock(world, unit);
    let Some(state) = world.units.get_mut(unit) else { return };
    let (place, goal) = (state.place, state.goal.unwrap_or(state.place));
    state.stand(now, Phase::Blocked { by, since: now });
    let remaining_mm = world.units.get(unit).map_or(0, |state| ways::length_mm(world, &state.route, place, goal));
    let fields = [i64::from(place.link.signed()), place.offset_mm, i64::from(by.signed())];
    world.facts.write(Kind::UnitBlocked, now, unit.signed(), fields);
    world.note_physical(PHYSICAL, unit.0 | 5 << 16, place.link.0);
    asking::withdraw(world, unit);
    world.observations.push_back(Observation::UnitBlocked { unit, at: now, obstacle: by, remaining_mm });
}

/// Nothing holds it any more: the obstacle is gone, or it was halted. Does nothing to a unit that is not blocked.
pub fn unblock(world: &mut World, unit: UnitId) {
    let now = world.now;
    let Some(state) = world.units.get_mut(unit) else { return };
    let Phase::Blocked { since, .. } = state.phase else { return };
    let place = state.place;
    state.stand(now, Phase::Moving { speed_mm_per_s: 0, stop_mm: place.offset_mm });
    let fields: [i64; 3] = [i64::from(place.link.signed()), place.offset_mm, now - since];
    world.facts.write(Kind::UnitUnblocked, now, unit.signed(), fields);
    world.note_physical(PHYSICAL, unit.0 | 6 << 16, place.link.0);
}

/// Of the obstacles that stand now, those that would block a vehicle of this width on the way, in the order in which it meets them.
pub fn along(world: &World, links: &[LinkId], from: Place, goal: Place, width_mm: i64) -> Vec<ObstacleId> {
    let last = links.len().saturating_sub(1);
    let on_link = |(at, link): (usize, &LinkId)| {
        let from_mm = if at == 0 { from.offset_mm } else { 0 };
        let until_mm = if at == last { goal.offset_mm } else { i64::MAX };
        world.obstacles.bars(*link, from_mm, width_mm).take_while(move |bar| bar.offset_mm < until_mm)
    };
    links.iter().enumerate().flat_map(on_link).map(|bar| bar.obstacle).collect()
}
