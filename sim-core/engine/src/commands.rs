//! Commands (contract/commands.ts): UTF-8 JSON that changes the world at this millisecond.

use crate::json::{Fields, Refusal, parse, refuse};
use crate::world::World;

pub fn apply(_world: &mut World, json: &[u8]) -> Result<(), Refusal> {
    let mut fields = Fields::of(parse(json)?, "")?;
    fields.text("kind")?;
    refuse("command.unknown-word", "kind")
}
