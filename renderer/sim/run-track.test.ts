import { describe, expect, test } from "vitest";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";
import { makeRunTrack } from "./run-track.ts";

/** The smallest real run: a counter that adds 3 every simulated second, so that its state says where it has been. */
const countingRun = (durationMs: number, calls: { restored: number; ranMs: number }): ScenarioRun => {
  let nowMs = 0;
  let sum = 0;
  return {
    durationMs,
    warmUpMs: 0,
    nowMs: () => nowMs,
    runTo(untilMs) {
      const to = Math.min(untilMs, durationMs);
      for (let second = Math.floor(nowMs / 1000) + 1; second * 1000 <= to; second++) sum = (sum * 31 + second) % 1_000_003;
      calls.ranMs += to - nowMs;
      nowMs = to;
    },
    firstDivergenceMs: () => durationMs,
    snapshot: () => new Uint8Array(new Float64Array([nowMs, sum]).buffer),
    restore(bytes) {
      calls.restored++;
      const [atMs = 0, at = 0] = new Float64Array(bytes.slice().buffer);
      nowMs = atMs;
      sum = at;
    },
    drainEngineFacts: () => new Uint8Array(),
    drainInstitutionalFacts: () => [],
    frameSize: () => 0,
    frame: () => 0,
    timeline: () => [],
    explain: () => undefined,
    units: () => [],
    chain: () => ({ cars: [], hospitals: [], patients: [], cameras: [], hoses: [] }),
    look: (what) => {
      throw new Error(`there is no ${what.kind}`);
    },
    unitPlaces: () => [],
    assetCourses: () => ({ looks: [], beds: [] }),
    stateHash: () => String(sum),
    physicalHash: () => String(sum),
    counts: () => ({ scheduled: 0, waitingToEnter: 0, running: 0, arrived: 0, removed: 0 }),
    free: () => undefined,
  };
};

const DURATION_MS = 90 * 60_000;
const straight = (atMs: number): string => {
  const run = countingRun(DURATION_MS, { restored: 0, ranMs: 0 });
  run.runTo(atMs);
  return run.stateHash();
};

describe("a run that can be asked for any moment", () => {
  test("is in the same state at a moment, however it got there", () => {
    const track = makeRunTrack(() => countingRun(DURATION_MS, { restored: 0, ranMs: 0 }), 1e6);
    const moments = [5_000, 3_600_000, 61_500, 61_500, 0, 5_399_999, 2_345_678, DURATION_MS, 59_999];
    expect(moments.map((atMs) => track.at(atMs).stateHash())).toEqual(moments.map(straight));
  });

  test("going back costs at most a minute of simulation once the run was computed ahead", () => {
    const calls = { restored: 0, ranMs: 0 };
    const track = makeRunTrack(() => countingRun(DURATION_MS, calls), 1e6);
    while (!track.goAhead(7_000)) expect(track.furthest().nowMs()).toBeLessThan(DURATION_MS);
    calls.ranMs = 0;
    track.at(4_000_000);
    track.at(1_000_000);
    expect(calls.restored).toBe(2);
    expect(calls.ranMs).toBeLessThan(120_000);
  });

  test("playing on restores nothing", () => {
    const calls = { restored: 0, ranMs: 0 };
    const track = makeRunTrack(() => countingRun(DURATION_MS, calls), 1e6);
    for (let atMs = 0; atMs <= 300_000; atMs += 250) track.at(atMs);
    expect([calls.restored, calls.ranMs]).toEqual([0, 300_000]);
  });

  test("asks beyond its ends are cut to them", () => {
    const track = makeRunTrack(() => countingRun(DURATION_MS, { restored: 0, ranMs: 0 }), 1e6);
    expect([track.at(-5).nowMs(), track.at(DURATION_MS * 2).nowMs()]).toEqual([0, DURATION_MS]);
  });
});
