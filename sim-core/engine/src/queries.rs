//! Queries (contract/commands.ts): UTF-8 JSON in and out; they never change anything.

use crate::json::{Answer, Fields, Refusal, parse, refuse};
use crate::traffic;
use crate::world::World;

pub fn answer(world: &World, json: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut fields = Fields::of(parse(json)?, "")?;
    match fields.text("kind")?.as_str() {
        "counts" => {
            fields.end()?;
            let counts = traffic::counts(world);
            Ok(Answer::new()
                .integer("scheduled", i64::from(counts.scheduled))
                .integer("waitingToEnter", i64::from(counts.waiting_to_enter))
                .integer("running", i64::from(counts.running))
                .integer("arrived", i64::from(counts.arrived))
                .integer("removed", i64::from(counts.removed))
                .finish())
        }
        _ => refuse("query.unknown-word", "kind"),
    }
}
