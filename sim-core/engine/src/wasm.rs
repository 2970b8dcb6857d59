//! The surface towards JavaScript: bytes and numbers only. What it means stands in engine.ts; load-engine.ts is the only caller.

use crate::ids::Ms;
use crate::json::Refusal;
use crate::laws::{self, Law};
use crate::network::Network;
use crate::run::Run;
use crate::tokens::Handle;
use crate::world::Stop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::wasm_bindgen;

/// What the last panic said: after one the engine is a trap, and this is all that can still be asked.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

#[wasm_bindgen]
pub fn last_panic() -> String {
    LAST_PANIC.lock().map(|text| text.clone()).unwrap_or_default()
}

fn remember_panics() {
    static IS_SET: AtomicU32 = AtomicU32::new(0);
    if IS_SET.swap(1, Ordering::Relaxed) == 0 {
        std::panic::set_hook(Box::new(|panic| {
            if let (Ok(mut text), Some(place)) = (LAST_PANIC.lock(), panic.location()) {
                let what = panic.payload_as_str().unwrap_or("panic");
                *text = [what, " (", place.file(), ":", &place.line().to_string(), ")"].concat();
            }
        }));
    }
}

#[wasm_bindgen]
pub struct WasmEngine {
    run: Run,
    problem: String,
    frame: Vec<u8>,
}

/// Answers of `command` and `restore`: 0 = done, 1 = refused, see `problem`.
const DONE: u32 = 0;
const REFUSED: u32 = 1;

#[wasm_bindgen]
impl WasmEngine {
    /// None when the bytes of the network are wrong.
    pub fn create(network: &[u8], engine_hash: u64, seed: u64, replication: u32) -> Option<WasmEngine> {
        remember_panics();
        let network = Network::parse(network).ok()?;
        Some(WasmEngine { run: Run::new(network, engine_hash, seed, replication), problem: String::new(), frame: Vec::new() })
    }

    /// What was refused, or which invariant is broken: JSON.
    pub fn problem(&self) -> Vec<u8> {
        self.problem.clone().into_bytes()
    }

    fn refuse(&mut self, refusal: &Refusal) {
        let json = crate::json::Answer::new().word("code", refusal.code).word("path", &refusal.path).finish();
        self.problem = String::from_utf8(json).unwrap_or_default();
    }

    pub fn command(&mut self, json: &[u8]) -> u32 {
        match self.run.command(json) {
            Ok(()) => DONE,
            Err(refusal) => {
                self.refuse(&refusal);
                REFUSED
            }
        }
    }

    /// Empty = refused, see `problem`.
    pub fn query(&mut self, json: &[u8]) -> Vec<u8> {
        match self.run.query(json) {
            Ok(answer) => answer,
            Err(refusal) => {
                self.refuse(&refusal);
                Vec::new()
            }
        }
    }

    /// -1 = too many tokens wait.
    pub fn schedule(&mut self, at_ms: f64, token: f64) -> f64 {
        self.run.world.schedule(Ms(at_ms as i64), token as u64).map_or(-1.0, |handle| handle.0 as f64)
    }

    pub fn cancel(&mut self, handle: f64) {
        self.run.world.tokens.cancel(Handle(handle as u64));
    }

    /// 0 limit, 1 token, 2 observation, 3 idle, 4 an invariant is broken.
    pub fn run_until(&mut self, until_ms: f64) -> u32 {
        match self.run.run_until(Ms(until_ms as i64)) {
            Stop::Limit => 0,
            Stop::Token(_) => 1,
            Stop::Observation => 2,
            Stop::Idle => 3,
            Stop::Broken => {
                self.describe_broken();
                4
            }
        }
    }

    fn describe_broken(&mut self) {
        if let Some(broken) = self.run.world.broken {
            let json = crate::json::Answer::new()
                .word("code", broken.what)
                .integer("atMs", broken.at.0)
                .integer("sequence", i64::from(broken.sequence))
                .integers("ids", broken.ids.map(|id| i64::from(id as i32)))
                .finish();
            self.problem = String::from_utf8(json).unwrap_or_default();
        }
    }

    pub fn due_token(&self) -> f64 {
        self.run.due_token() as f64
    }

    pub fn now_ms(&self) -> f64 {
        self.run.world.now.0 as f64
    }

    pub fn observation(&mut self) -> Vec<u8> {
        self.run.observation()
    }

    pub fn drain(&mut self) -> Vec<u8> {
        self.run.world.facts.drain()
    }

    pub fn finish(&mut self) {
        self.run.world.finish();
    }

    pub fn set_trace(&mut self, on: bool) {
        self.run.world.facts.trace = on;
    }

    pub fn frame_size(&self) -> u32 {
        crate::frame::size(&self.run.world) as u32
    }

    /// Writes a frame into the engine's own memory and answers its length; `frame_at` is where it lies.
    pub fn write_frame(&mut self) -> u32 {
        crate::frame::write(&self.run.world, &mut self.frame);
        self.frame.len() as u32
    }

    pub fn frame_at(&self) -> u32 {
        self.frame.as_ptr() as usize as u32
    }

    /// NaN = the law or its parameters make no sense.
    pub fn draw(&self, stream: &str, entity: f64, k: u32, law: u32, p1: f64, p2: f64) -> f64 {
        let Some(law) = Law::from_code(law) else { return f64::NAN };
        laws::draw(&self.run.world.chance, crate::philox::stream(stream), entity as u64, k, law, p1, p2)
    }

    pub fn snapshot(&self) -> Vec<u8> {
        self.run.snapshot()
    }

    pub fn restore(&mut self, bytes: &[u8]) -> u32 {
        match self.run.restore(bytes) {
            Ok(()) => DONE,
            Err(wrong) => {
                self.refuse(&Refusal { code: wrong.code(), path: String::new() });
                REFUSED
            }
        }
    }

    pub fn state_hash(&self) -> u64 {
        self.run.state_hash()
    }

    pub fn physical_hash(&self) -> u64 {
        self.run.physical_hash()
    }
}
