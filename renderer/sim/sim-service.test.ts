import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readFrame } from "../../sim-core/contract/frame.ts";
import { branchOf } from "../../sim-core/contract/run-name.ts";
import type { OpenAnswer, OpenRequest, SimService } from "../../sim-core/contract/sim-service.ts";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import { emergencyDriving } from "../../sim-core/run/emergency-driving.ts";
import { makeOpenProject } from "./open-project.ts";
import { makeSimService } from "./sim-service.ts";

const root = new URL("../../", import.meta.url);
const file = (path: string): Uint8Array => readFileSync(new URL(path, root));

const service = (): SimService =>
  makeSimService({
    openProject: makeOpenProject(loadEngine(file("sim-core/engine/pkg/rehearsal_engine_bg.wasm"))),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    checkpointBudgetBytes: 256 * 1024 * 1024,
  });

const request = (change: Partial<OpenRequest> = {}): OpenRequest => ({
  cityJson: file("fixtures/cities/riverside-district/city.json"),
  demandJson: file("fixtures/cities/riverside-district/demand.json"),
  scenarioYaml: readFileSync(new URL("scenarios/fire-preemption/scenario.yaml", root), "utf8"),
  files: { city: "city.json", demand: "demand.json", scenario: "scenario.yaml" },
  seed: "20260302",
  replication: 0,
  ...change,
});

describe("the window's simulation, on the shipped district and scenario", () => {
  let sim: SimService;
  let opened: Extract<OpenAnswer, { ok: true }>;

  beforeAll(async () => {
    sim = service();
    const answer = await sim.open(request());
    if (!answer.ok) throw new Error(answer.problems[0]?.message.en);
    opened = answer;
  });

  test("opens with its arms, its names and its positions", () => {
    expect([opened.durationMs, opened.warmUpMs, opened.baseline, opened.arms[1]?.id]).toEqual([5_400_000, 900_000, "today", "plan"]);
    expect(opened.linkIds).toEqual(opened.city.links.map(({ id }) => id));
  });

  test("shows the same second, byte by byte, however the clock came there", async () => {
    const straight = service();
    await straight.open(request());
    const there = await straight.frame("plan", 2_345_678, new ArrayBuffer(0));
    await sim.frame("plan", 4_000_000, new ArrayBuffer(0));
    await sim.precompute("plan");
    const back = await sim.frame("plan", 2_345_678, new ArrayBuffer(there.byteLength));
    const { vehicleCount } = readFrame(there);
    expect(vehicleCount).toBeGreaterThan(1000);
    const length = Math.min(there.byteLength, back.byteLength);
    expect(Buffer.compare(Buffer.from(back, 0, length), Buffer.from(there, 0, length))).toBe(0);
    expect((await sim.summary("plan", 2_345_678)).stateHash).toBe((await straight.summary("plan", 2_345_678)).stateHash);
    await straight.dispose();
  });

  test("goes on in a fresh worker from a checkpoint of the lost one: the same bytes, and nothing computed again before it", async () => {
    const before = await sim.frame("plan", 2_345_678, new ArrayBuffer(0));
    const checkpoint = await sim.checkpoint("plan", 2_345_678);
    expect([38, 39]).toContain(checkpoint?.minute); // a full store keeps every second minute
    const fresh = service();
    await fresh.open(request());
    if (checkpoint !== undefined) await fresh.adopt("plan", checkpoint);
    const after = await fresh.frame("plan", 2_345_678, new ArrayBuffer(0));
    expect(Buffer.compare(Buffer.from(after), Buffer.from(before, 0, after.byteLength))).toBe(0);
    const [lost, found] = [await sim.summary("plan", 2_345_678), await fresh.summary("plan", 2_345_678)];
    expect(found.stateHash).toBe(lost.stateHash);
    expect(found.timeline.filter(({ startMs }) => startMs <= 2_345_678).length).toBeGreaterThan(0);
    await fresh.dispose();
  });

  test("knows the whole run once it is computed ahead: the calls, the drives, the signals passed and what they cost", async () => {
    await sim.precompute("plan");
    const { timeline, computedMs, atMs, crossings, signalDelayS } = await sim.summary("plan", 1_000_000);
    const calls = timeline.filter(({ kind }) => kind === "incident");
    expect([atMs, computedMs, calls.length]).toEqual([1_000_000, 5_400_000, 8]);
    expect(crossings.length).toBeGreaterThan(8);
    expect(crossings.some(({ preemption }) => preemption === "granted")).toBe(true);
    expect(signalDelayS.length).toBe(90);
  });

  test("knows how fast a truck drove in every second: never less way than the straight line, nothing while it stands at its station", async () => {
    await sim.precompute("plan");
    const { timeline } = await sim.summary("plan", 1_000_000);
    const drives = timeline.filter(({ kind, leg, outcome }) => kind === "drive" && leg === "scene" && outcome === "done");
    expect(drives.length).toBeGreaterThan(7);
    const fastestMPerS = emergencyDriving(1, true).maxSpeedMmPerS / 1000;
    for (const { unit = -1, startMs, endMs = 0 } of drives) {
      const { fromMs, speedsMPerS } = await sim.unitTrace("plan", unit, startMs, endMs);
      expect(fromMs - startMs).toBeLessThan(1000);
      const known = speedsMPerS.filter((speed) => speed !== null);
      // Only the second in which it set out has no beginning on the road.
      expect(speedsMPerS.length - known.length).toBeLessThanOrEqual(2);
      const [there, here] = await Promise.all([startMs, endMs].map((atMs) => sim.units("plan", atMs)));
      const place = (list: typeof there) => list?.find((one) => one.unit === unit);
      const [a, b] = [place(there), place(here)];
      const straightM = Math.hypot((b?.xM ?? 0) - (a?.xM ?? 0), (b?.yM ?? 0) - (a?.yM ?? 0));
      // Its first and last second have only a part on the road, and it stands beside the middle of its street.
      expect(known.reduce((sum, speed) => sum + speed, 0)).toBeGreaterThan(straightM - 60);
      // What rounding to whole millimetres adds.
      expect(Math.max(...known)).toBeLessThanOrEqual(fastestMPerS + 0.01);
    }
    const [first] = drives;
    const before = await sim.unitTrace("plan", first?.unit ?? -1, 0, 60_000);
    expect(new Set(before.speedsMPerS)).toEqual(new Set([null]));
  });

  test("counts a street minute by minute as the whole city's signals do, and tells a standing vehicle's reason", async () => {
    await sim.precompute("plan");
    const all = await sim.linkMinutes(
      "plan",
      opened.linkIds.map((_, link) => link),
    );
    const { signalDelayS } = await sim.summary("plan", 1_200_000);
    expect(all.map(({ left, delayMs }) => (left === 0 ? null : delayMs / left / 1000))).toEqual(signalDelayS);
    expect(all.every(({ speedP }) => speedP !== null && speedP > 0.3 && speedP <= 1)).toBe(true);
    const { vehicleCount, vehicleWords } = readFrame(await sim.frame("plan", 1_200_000, new ArrayBuffer(0)));
    const standing = Array.from(
      { length: vehicleCount },
      (_, at) => [vehicleWords[at * 6 + 4] ?? 0, vehicleWords[at * 6 + 5] ?? 0] as const,
    );
    const causes = new Set<string>();
    for (const [trip] of standing.filter(([, meta]) => (meta & 16) !== 0).slice(0, 200)) {
      const looked = await sim.look("plan", { kind: "vehicle", trip });
      if (looked.kind !== "vehicle" || looked.why.state !== "running") throw new Error("a vehicle of the picture is on the road");
      expect([looked.atMs, looked.why.speedMmPerS]).toEqual([1_200_000, 0]);
      causes.add(looked.why.cause);
    }
    expect(causes).toContain("red");
  });

  test("keeps two arms on one clock with the same calls", async () => {
    await sim.precompute("today");
    const [today, plan] = [await sim.summary("today", 3_000_000), await sim.summary("plan", 3_000_000)];
    const calls = ({ timeline }: typeof today): readonly string[] =>
      timeline.filter(({ kind }) => kind === "incident").map(({ incident, startMs, link }) => `${incident} ${startMs} ${link}`);
    expect(calls(today)).toEqual(calls(plan));
    expect([today.atMs, plan.atMs]).toEqual([3_000_000, 3_000_000]);
    const ghosts = await sim.units("today", 3_000_000);
    expect(ghosts.map(({ unit, state }) => [unit, state])).toEqual(today.units.map(({ unit, state }) => [unit, state]));
  });

  test("a branch is its parent up to its moment, byte by byte, and has a future of its own", async () => {
    const [atMs, laterMs] = [1_500_000, 3_000_000];
    const branch = branchOf("today", atMs, "plan");
    const [parent, child] = [await sim.frame("today", atMs, new ArrayBuffer(0)), await sim.frame(branch, atMs, new ArrayBuffer(0))];
    expect(Buffer.compare(Buffer.from(child, 0, parent.byteLength), Buffer.from(parent))).toBe(0);
    const hashes = async (run: string, ms: number): Promise<readonly string[]> => {
      const { stateHash, physicalHash } = await sim.summary(run, ms);
      return [stateHash, physicalHash];
    };
    expect(await hashes(branch, atMs)).toEqual(await hashes("today", atMs));
    const [, futureHash] = await hashes(branch, laterMs);
    for (const arm of ["today", "plan"]) expect((await hashes(arm, laterMs))[1]).not.toBe(futureHash);
    // Elsewhere, with nothing taken over from a parent, it is the same branch.
    const fresh = service();
    await fresh.open(request());
    expect((await fresh.summary(branch, laterMs)).physicalHash).toBe(futureHash);
    await fresh.dispose();
  });

  test("a branch outlives its worker: a checkpoint after its moment leads to the same state", async () => {
    const branch = branchOf("today", 1_500_000, "plan");
    const { stateHash, timeline } = await sim.summary(branch, 2_000_000);
    const checkpoint = await sim.checkpoint(branch, 2_000_000);
    if (checkpoint === undefined || checkpoint.minute * 60_000 <= 1_500_000) throw new Error("no checkpoint behind the branch's moment");
    const fresh = service();
    await fresh.open(request());
    await fresh.adopt(branch, checkpoint);
    const found = await fresh.summary(branch, 2_000_000);
    expect(found.stateHash).toBe(stateHash);
    const told = (items: typeof timeline): readonly string[] =>
      items.filter(({ startMs }) => startMs <= 2_000_000).map(({ kind, id, startMs }) => `${kind} ${id} ${startMs}`);
    expect(told(found.timeline)).toEqual(told(timeline));
    await fresh.dispose();
  });

  test("says why a branch cannot be made, and that it can", async () => {
    const why = async (run: string): Promise<string | undefined> => (await sim.whyNoBranch(run))?.code;
    expect(await why(branchOf("today", 1_500_000, "plan"))).toBeUndefined();
    expect(await why(branchOf("today", opened.durationMs, "plan"))).toBe("branch.at-the-end");
  });

  test("another morning stands beside this one: the same arm on the same clock, other calls; the day that is open stays as it was", async () => {
    const calls = async (run: string): Promise<string> => {
      await sim.precompute(run);
      const { timeline } = await sim.summary(run, 1_000_000);
      return timeline.flatMap(({ kind, startMs, link }) => (kind === "incident" ? [`${startMs} ${link}`] : [])).join();
    };
    const [own, other] = [await calls("plan"), await calls("plan#3")];
    expect(other).not.toBe(own);
    expect(await calls("plan#0")).toBe(own);
    // Opening that day gives its runs the plain names, and the same calls.
    await sim.replay("20260302", 3);
    expect([await calls("plan"), await calls("plan#0")]).toEqual([other, own]);
    await sim.replay("20260302", 0);
    expect(await calls("plan")).toBe(own);
  });

  test("a broken file is a list of problems with the file's name, and what was open stays open", async () => {
    const broken = await sim.open(request({ scenarioYaml: "schemaVersion: 1\nscenario: {id: x" }));
    expect(broken.ok ? [] : broken.problems.map(({ file: name }) => name)).toContain("scenario.yaml");
    expect((await sim.summary("plan", 1_000_000)).computedMs).toBe(5_400_000);
  });
});
