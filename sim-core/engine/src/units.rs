//! Emergency vehicles in the city layer.

use crate::ids::UnitId;
use crate::world::World;

#[derive(Default)]
pub struct Units {}

pub fn advance(_world: &mut World, _unit: UnitId, _stamp: u32) {}
