import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../model/content-hash.ts";
import { crossroadsCity } from "../model/crossroads-city.ts";
import type { Demand } from "../model/demand.ts";
import { compileNetwork } from "./compile-network.ts";
import type { Engine } from "./engine.ts";
import { CommandRefused, EngineRefused, InvariantBroken } from "./engine-errors.ts";
import { loadEngine } from "./load-engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "./traffic-parameters.ts";

const engine = loadEngine(readFileSync(join(import.meta.dirname, "pkg/rehearsal_engine_bg.wasm")));

const noDemand: Demand = {
  format: "demand",
  formatVersion: 1,
  id: "none",
  city: crossroadsCity.id,
  linkIds: [],
  trips: { id: [], departMs: [], vehicleClass: [], origin: [], destination: [], routeStart: [0], routeLinks: [] },
  jitterMs: 0,
  assumptions: [],
};
const compiled = compileNetwork(crossroadsCity, noDemand, { startsAt: "2026-03-02T08:00:00+09:00", traffic: DEFAULT_TRAFFIC_PARAMETERS });
if (!compiled.ok) throw new Error("the crossroads compile");
const network = compiled.value.bytes;
const create = (replication = 0): Engine => engine.createEngine(network, "42", replication);

const tokensUntil = (run: Engine, untilMs: number): readonly (readonly [number, number])[] => {
  const due: (readonly [number, number])[] = [];
  while (run.runUntil(untilMs) === "token") due.push([run.nowMs(), run.dueToken()]);
  return due;
};
const code = (call: () => void): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof CommandRefused) return error.code;
    throw error;
  }
  return "done";
};

describe("the engine behind its glue", () => {
  it("hands tokens back in the order of time, and in the order of scheduling at equal times", () => {
    const run = create();
    run.schedule(500, 1);
    run.schedule(100, 2);
    const cancelled = run.schedule(300, 3);
    run.schedule(500, 4);
    run.cancel(cancelled);
    run.cancel(cancelled);
    expect(tokensUntil(run, 1000)).toEqual([
      [100, 2],
      [500, 1],
      [500, 4],
    ]);
    run.free();
  });

  it("keeps a cancelled handle from cancelling the token that took its place", () => {
    const run = create();
    const first = run.schedule(10, 1);
    run.cancel(first);
    run.schedule(20, 2);
    run.cancel(first);
    expect(tokensUntil(run, 100)).toEqual([[20, 2]]);
    run.free();
  });

  it("carries the version of the crate and a hash of its own bytes", () => {
    const cargo = readFileSync(join(import.meta.dirname, "Cargo.toml"), "utf8");
    expect(engine.version).toBe(/^version = "(.*)"$/m.exec(cargo)?.[1]);
    const wasm = readFileSync(join(import.meta.dirname, "pkg/rehearsal_engine_bg.wasm"));
    // The section is the last one: its id and length, the length of its name, the name and 16 digits.
    const section = 2 + 1 + "rehearsal.hash".length + 16;
    expect(engine.hash).toBe(sha256Hex(wasm.subarray(0, wasm.length - section)).slice(0, 16));
  });

  it("draws the same number for the same stream, entity and draw, whoever asked before", () => {
    const [one, other] = [create(), create()];
    other.draw("another.stream", 1, 0, "uniform", 0, 1);
    const drawn = one.draw("turnout", 7, 3, "lognormal", 60, 120);
    expect(other.draw("turnout", 7, 3, "lognormal", 60, 120)).toBe(drawn);
    expect(create(1).draw("turnout", 7, 3, "lognormal", 60, 120)).not.toBe(drawn);
    expect(() => one.draw("turnout", 7, 3, "lognormal", 60, 10)).toThrow(RangeError);
  });

  it("goes on after a restore exactly as without one, and a snapshot changes nothing", () => {
    const [straight, branched] = [create(), create()];
    for (const run of [straight, branched]) for (let token = 0; token < 50; token++) run.schedule((token * 7919) % 90_000, token);
    tokensUntil(straight, 90_000);
    tokensUntil(branched, 40_000);
    const snapshot = branched.snapshot();
    const resumed = create();
    resumed.restore(snapshot);
    expect(resumed.snapshot()).toEqual(snapshot);
    for (const run of [branched, resumed]) {
      tokensUntil(run, 90_000);
      expect(run.stateHash()).toBe(straight.stateHash());
      expect(run.physicalHash()).toBe(straight.physicalHash());
    }
  });

  it("refuses a snapshot that is cut off, changed, another run's or no snapshot, and goes on as it was", () => {
    const run = create();
    const snapshot = run.snapshot();
    const before = run.stateHash();
    const changed = snapshot.slice();
    changed[60] = (changed[60] ?? 0) ^ 1;
    expect(code(() => run.restore(snapshot.subarray(0, 100)))).toBe("snapshot.damaged");
    expect(code(() => run.restore(changed))).toBe("snapshot.damaged");
    expect(code(() => run.restore(new Uint8Array(0)))).toBe("snapshot.not-a-snapshot");
    expect(code(() => create(1).restore(snapshot))).toBe("snapshot.another-seed-or-replication");
    expect(run.stateHash()).toBe(before);
  });

  it("refuses wrong bytes, wrong seeds and wrong commands with a reason", () => {
    expect(() => engine.createEngine(network.subarray(0, 40), "1", 0)).toThrow(EngineRefused);
    expect(() => engine.createEngine(network, "-1", 0)).toThrow(EngineRefused);
    const run = create();
    const command = (text: string): string => code(() => run.command(new TextEncoder().encode(text)));
    expect(command("{")).toBe("json.broken");
    expect(command('{"kind":"unit.fly"}')).toBe("command.unknown-word");
  });

  it("ends a run whose signals show conflicting greens, says when, and answers nothing more", () => {
    // No city compiles to this: the second movement of the first stage becomes one of the crossing street.
    const wrong = network.slice();
    const words = new DataView(wrong.buffer);
    const stageLists = 9;
    let at = 16;
    for (let section = 0; section < stageLists; section++) at += words.getUint32((2 + section) * 4, true);
    words.setUint32((at + 1) * 4, words.getUint32((at + 2) * 4, true), true);
    const run = engine.createEngine(wrong, "42", 0);
    const caught = (): unknown => {
      try {
        return run.runUntil(600_000);
      } catch (error) {
        return error;
      }
    };
    const broken = caught();
    expect(broken).toBeInstanceOf(InvariantBroken);
    expect(broken).toMatchObject({ atMs: 0, message: expect.stringMatching(/two conflicting movements/) });
    expect(caught()).toBe(broken);
    expect(() => run.snapshot()).toThrow(InvariantBroken);
    run.free();
  });
});
