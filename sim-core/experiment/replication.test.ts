import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadEngine } from "../engine/load-engine.ts";
import { inputsOf, prepare } from "../verify/prepared-rehearsal.ts";
import { randomRehearsal } from "../verify/random-city.ts";
import { armStandsAlone, runReplication, runReplicationStraight } from "./replication.ts";

const engine = loadEngine(readFileSync(join(import.meta.dirname, "../engine/pkg/rehearsal_engine_bg.wasm")));
const arm = (set: Record<string, unknown>) => ({ id: "x", without: [], agreements: {}, set });

test("only what reaches back before the first call keeps an arm from sharing the past", () => {
  expect(armStandsAlone(arm({ "run.durationMin": 30 }))).toBe(true);
  expect(armStandsAlone(arm({ "incidents[0].perRun": 3 }))).toBe(true);
  expect(armStandsAlone(arm({ "agreements.signal-command.approval": {} }))).toBe(false);
  expect(armStandsAlone(undefined)).toBe(false);
});

test("arms that stand alone and arms that branch come out as if each had been run from its beginning", () => {
  const inputs = inputsOf(prepare(engine, randomRehearsal(41)));
  const mixed = { ...inputs, arms: inputs.arms.map((one, i) => ({ ...one, standsAlone: i === 1 })) };
  expect(runReplication(mixed, 2)).toEqual(runReplicationStraight(inputs, 2));
});

test("a faster way past queues changes the truck's drive and nothing before the first call", () => {
  const inputs = inputsOf(prepare(engine, randomRehearsal(42)));
  const [slow, fast] = [0.25, 4].map(
    (passingSpeedFactor) => runReplication({ ...inputs, passingSpeedFactor }, 0).arms[0]?.driveTime.value ?? 0,
  );
  expect(fast).toBeLessThanOrEqual(slow ?? 0);
});

test("a fault names its arm and keeps the engine's own words", () => {
  const inputs = inputsOf(prepare(engine, randomRehearsal(43)));
  const broken: typeof inputs = {
    ...inputs,
    makeRun: (asked) => {
      const run = inputs.makeRun(asked);
      if (asked.arm !== "plan") return run;
      return {
        ...run,
        runTo: () => {
          throw new Error("vehicle lost (simulated ms 12, event 3, ids 4)");
        },
      };
    },
  };
  expect(() => runReplication(broken, 0)).toThrow("arm plan: vehicle lost (simulated ms 12, event 3, ids 4)");
});
