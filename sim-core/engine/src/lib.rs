//! The physics of City Rehearsal: a network, vehicles, signals and emergency vehicles, moved by one event queue in integer milliseconds.
//! Not here: institutions, scenarios, statistics, files. Words: `World` = state of one run, `Event` = what waits in the queue,
//! `Fact` = what happened, `Token` = a number that the institutions get back when it is due, `Unit` = an emergency vehicle,
//! `Trip` = one vehicle of ordinary traffic with its route.

pub mod commands;
pub mod event;
pub mod facts;
pub mod frame;
#[cfg(test)]
mod grid_city;
pub mod hash;
pub mod ids;
pub mod json;
pub mod laws;
pub mod live_times;
pub mod network;
pub mod parameters;
pub mod philox;
pub mod queries;
pub mod queue;
pub mod routing;
pub mod run;
pub mod signals;
pub mod snapshot;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod traffic;
pub mod units;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod world;
