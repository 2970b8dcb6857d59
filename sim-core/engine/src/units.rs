//! Emergency vehicles in the city layer.

use crate::ids::UnitId;
use crate::network::Network;
use crate::snapshot::{Reader, Truncated, Writer};
use crate::world::World;

#[derive(Default)]
pub struct Units {}

impl Units {
    pub fn save(&self, _writer: &mut Writer) {}
    pub fn load(_reader: &mut Reader, _network: &Network) -> Result<Units, Truncated> {
        Ok(Units {})
    }
}

pub fn advance(_world: &mut World, _unit: UnitId, _stamp: u32) {}
