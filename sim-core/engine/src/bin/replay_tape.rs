//! Replays the tape of a WebAssembly run natively and compares every answer and every hash: replay_tape NETWORK TAPE.
//! The lines are described in record-tape.ts. Exit 0 = all equal, 1 = the first difference is printed, 2 = wrong files.

use rehearsal_engine::ids::Ms;
use rehearsal_engine::laws::{self, Law};
use rehearsal_engine::network::Network;
use rehearsal_engine::philox::stream;
use rehearsal_engine::run::Run;
use rehearsal_engine::tokens::Handle;
use rehearsal_engine::world::Stop;
use std::process::ExitCode;

const LAWS: [&str; 7] = ["uniform", "exponential", "lognormal", "constant", "bernoulli", "poisson", "integer"];

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [network, tape] = files.as_slice() else {
        eprintln!("usage: replay_tape NETWORK TAPE");
        return ExitCode::from(2);
    };
    let (Ok(network), Ok(tape)) = (std::fs::read(network), std::fs::read_to_string(tape)) else {
        eprintln!("{network} and {tape} cannot be read");
        return ExitCode::from(2);
    };
    match replay(&network, &tape) {
        Ok(compared) => {
            println!("equal: {compared} answers and hashes");
            ExitCode::SUCCESS
        }
        Err(difference) => {
            eprintln!("{difference}");
            ExitCode::FAILURE
        }
    }
}

fn replay(network: &[u8], tape: &str) -> Result<u32, String> {
    let mut lines = tape.lines().enumerate();
    let (_, head) = lines.next().ok_or("an empty tape")?;
    let [_, "1", seed, replication] = *head.split(' ').collect::<Vec<_>>() else {
        return Err(format!("not a tape of version 1: {head}"));
    };
    let network = Network::parse(network).map_err(|wrong| format!("not a network: {wrong:?}"))?;
    let mut run = Run::new(network, 0, number(seed)?, number(replication)? as u32);
    let mut answer = String::new();
    let mut compared = 0;
    for (at, line) in lines {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        let ours = match kind {
            "C" => run.command(rest.as_bytes()).map(|()| rest.to_string()).map_err(|refusal| format!("{refusal:?}"))?,
            "Q" => {
                let bytes = run.query(rest.as_bytes()).map_err(|refusal| format!("{refusal:?}"))?;
                answer = text(bytes);
                continue;
            }
            "=" => std::mem::take(&mut answer),
            "S" => {
                let [at_ms, token, _] = words(rest)?;
                let handle = run.world.schedule(Ms(number(at_ms)? as i64), number(token)?).ok_or("too many tokens")?;
                format!("{at_ms} {token} {}", handle.0)
            }
            "X" => {
                run.world.tokens.cancel(Handle(number(rest)?));
                continue;
            }
            "R" => {
                let until = rest.split(' ').next().unwrap_or_default();
                let stop = match run.run_until(Ms(number(until)? as i64)) {
                    Stop::Limit => ("limit", String::new()),
                    Stop::Idle => ("idle", String::new()),
                    Stop::Observation => ("observation", String::new()),
                    Stop::Token(token) => ("token", format!(" {token}")),
                    Stop::Broken => return Err(format!("line {}: {:?}", at + 1, run.world.broken)),
                };
                format!("{until} {} {}{}", stop.0, run.world.now.0, stop.1)
            }
            "H" => format!("{:016x} {:016x}", run.state_hash(), run.physical_hash()),
            "O" => text(run.observation()),
            "D" => {
                let [entity, k, law, p1, p2, _, name] = words(rest)?;
                let code = LAWS.iter().position(|other| *other == law).and_then(|code| Law::from_code(code as u32)).ok_or("a law")?;
                let (p1_value, p2_value) = (double(p1)?, double(p2)?);
                let chance = &run.world.chance;
                let drawn = laws::draw(chance, stream(name), number(entity)?, number(k)? as u32, code, p1_value, p2_value);
                format!("{entity} {k} {law} {p1} {p2} {:x} {name}", drawn.to_bits())
            }
            "F" => {
                run.world.finish();
                continue;
            }
            _ => return Err(format!("line {}: unknown: {line}", at + 1)),
        };
        if ours != rest {
            return Err(format!("line {} ({kind}) at {} ms\n wasm   {rest}\n native {ours}", at + 1, run.world.now.0));
        }
        compared += 1;
    }
    Ok(compared)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn number(word: &str) -> Result<u64, String> {
    word.parse().map_err(|_| format!("not a number: {word}"))
}

fn double(word: &str) -> Result<f64, String> {
    u64::from_str_radix(word, 16).map(f64::from_bits).map_err(|_| format!("not 64 bits: {word}"))
}

fn words<const COUNT: usize>(line: &str) -> Result<[&str; COUNT], String> {
    line.splitn(COUNT, ' ').collect::<Vec<_>>().try_into().map_err(|_| format!("not {COUNT} words: {line}"))
}
