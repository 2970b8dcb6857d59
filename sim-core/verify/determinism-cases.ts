/** The same seed gives the same course, however the caller cuts time, stores, restores or asks. All exact. */
import { compileNetwork } from "../engine/compile-network.ts";
import type { Engine, EngineModule } from "../engine/engine.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "../engine/traffic-parameters.ts";
import { runReplication, runReplicationStraight } from "../experiment/replication.ts";
import { chanceOf, philox4x32 } from "../model/philox.ts";
import type { ScenarioRun } from "../run/scenario-run.ts";
import { inputsOf, kpiTextFromLog, type Prepared, prepare, startRun } from "./prepared-rehearsal.ts";
import { randomRehearsal } from "./random-city.ts";
import { same, type VerifyCase, within } from "./verify-case.ts";

const hex = (words: readonly number[]): string => words.map((word) => word.toString(16).padStart(8, "0")).join(" ");

const philoxVectors: VerifyCase = {
  id: "determinism.philox-vectors",
  source: "Random123 1.09, kat_vectors, philox4x32 with 10 rounds",
  run: () => {
    const ones = 0xffffffff;
    return [
      same("determinism.philox-vectors.zero", "6627e8d5 e169c58d bc57ac4c 9b00dbd8", hex(philox4x32([0, 0, 0, 0], [0, 0]))),
      same(
        "determinism.philox-vectors.ones",
        "408f276d 41c83b0e a20bc7c6 6d5451fd",
        hex(philox4x32([ones, ones, ones, ones], [ones, ones])),
      ),
    ];
  },
};

const emptyEngine = (engine: EngineModule, seed: string, replication: number): Engine => {
  const { city } = randomRehearsal(0);
  const network = compileNetwork(
    city,
    {
      format: "demand",
      formatVersion: 1,
      id: "none",
      city: city.id,
      linkIds: [],
      trips: { id: [], departMs: [], vehicleClass: [], origin: [], destination: [], routeStart: [0], routeLinks: [] },
      jitterMs: 0,
      assumptions: [],
    },
    { startsAt: "2026-03-02T08:00:00+09:00", traffic: DEFAULT_TRAFFIC_PARAMETERS },
  );
  if (!network.ok) throw new Error(network.problems[0].message.en);
  return engine.createEngine(network.value.bytes, seed, replication);
};

const drawsAgree: VerifyCase = {
  id: "determinism.engine-draws",
  source: "Two implementations of one published generator: Rust in the engine, TypeScript in the model",
  run: ({ engine }) => {
    let different = 0;
    for (const [seed, replication] of [
      ["1", 0],
      ["18446744073709551615", 4_000_000_000],
    ] as const) {
      const run = emptyEngine(engine, seed, replication);
      const chance = chanceOf(seed, replication, "verify.draws");
      for (let i = 0; i < 1000; i++) {
        const entity = i * 7_777_777_777;
        if (run.draw("verify.draws", entity, i, "uniform", 0, 1) !== chance.uniform(entity, i)) different++;
      }
      run.free();
    }
    return [within("determinism.engine-draws.different", 0, different, 0)];
  },
};

const neighbouringKeys: VerifyCase = {
  id: "determinism.neighbouring-keys",
  source: "Independent uniforms: |r| < 2.576 / sqrt n with probability .99 (n = 1,000,000: .0026)",
  run: ({ long }) => {
    const n = long ? 1_000_000 : 200_000;
    const a = chanceOf("1", 0, "verify.keys");
    const b = chanceOf("1", 1, "verify.keys");
    let product = 0;
    for (let i = 0; i < n; i++) product += (a.uniform(i, 0) - 0.5) * (b.uniform(i, 0) - 0.5);
    const correlation = (product / n) * 12; // variance of a uniform is 1/12
    return [within("determinism.neighbouring-keys.correlation", 0, correlation, 2.576 / Math.sqrt(n))];
  },
};

const fifoTies: VerifyCase = {
  id: "determinism.fifo-ties",
  source: "First in, first out at equal times",
  run: ({ engine }) => {
    const run = emptyEngine(engine, "1", 0);
    for (let token = 0; token < 10_000; token++) run.schedule(5000, token);
    let next = 0;
    let wrong = 0;
    while (run.runUntil(5000) === "token") if (run.dueToken() !== next++) wrong++;
    run.free();
    return [within("determinism.fifo-ties.tokens", 10_000, next, 0), within("determinism.fifo-ties.out-of-order", 0, wrong, 0)];
  },
};

/** A queue of the plainest kind, to compare with: a list sorted by (time, order of scheduling). */
const queueModel: VerifyCase = {
  id: "determinism.queue-against-list",
  source: "A sorted list",
  run: ({ engine, long }) => {
    const operations = long ? 100_000 : 20_000;
    const run = emptyEngine(engine, "1", 0);
    const chance = chanceOf("5", 0, "verify.queue");
    let list: { atMs: number; token: number; handle: number }[] = [];
    let nowMs = 0;
    let wrong = 0;
    for (let i = 0; i < operations; i++) {
      const kind = chance.integer(i, 0, 10);
      if (kind < 6) {
        const atMs = nowMs + chance.integer(i, 1, 2000);
        const entry = { atMs, token: i, handle: run.schedule(atMs, i) };
        const at = list.findIndex((other) => other.atMs > atMs);
        if (at < 0) list.push(entry);
        else list.splice(at, 0, entry);
      } else if (kind < 8 && list.length > 0) {
        const [gone] = list.splice(chance.integer(i, 2, list.length), 1);
        if (gone !== undefined) run.cancel(gone.handle);
      } else {
        nowMs += chance.integer(i, 3, 400);
        const due = list.filter(({ atMs }) => atMs <= nowMs);
        list = list.slice(due.length);
        for (const { atMs, token } of due) if (run.runUntil(nowMs) !== "token" || run.dueToken() !== token || run.nowMs() !== atMs) wrong++;
        if (run.runUntil(nowMs) === "token") wrong++;
      }
    }
    run.free();
    return [within("determinism.queue-against-list.wrong", 0, wrong, 0)];
  },
};

const hashes = (run: ScenarioRun): string => `${run.stateHash()} ${run.physicalHash()}`;

const courseOf = (prepared: Prepared, arm: string): string => {
  const run = startRun(prepared, arm, 0);
  run.runTo(run.durationMs);
  const text = hashes(run);
  run.free();
  return text;
};

const sameSeed: VerifyCase = {
  id: "determinism.same-seed",
  source: "A run is a function of its inputs and its seed",
  run: ({ engine }) => {
    const prepared = prepare(engine, randomRehearsal(1));
    const first = courseOf(prepared, "plan");
    courseOf(prepare(engine, randomRehearsal(2)), "plan"); // an unrelated run in between
    return [same("determinism.same-seed.again", first, courseOf(prepared, "plan"))];
  },
};

const chunks: VerifyCase = {
  id: "determinism.chunked-stepping",
  source: "How the caller cuts time into calls never changes a result",
  run: ({ engine }) => {
    const prepared = prepare(engine, randomRehearsal(3));
    const whole = courseOf(prepared, "plan");
    const chance = chanceOf("9", 0, "verify.chunks");
    const run = startRun(prepared, "plan", 0);
    const cuts = Array.from({ length: 10_000 }, (_, i) => chance.integer(i, 0, run.durationMs)).sort((a, b) => a - b);
    for (const cut of cuts) run.runTo(cut);
    run.runTo(run.durationMs);
    const chunked = hashes(run);
    run.free();
    return [same("determinism.chunked-stepping.10000", whole, chunked)];
  },
};

const restored: VerifyCase = {
  id: "determinism.snapshot-restore",
  source: "Snapshot, restore, continue = uninterrupted",
  run: ({ engine }) => {
    const prepared = prepare(engine, randomRehearsal(4));
    const whole = courseOf(prepared, "plan");
    const chance = chanceOf("11", 0, "verify.restore");
    let different = 0;
    for (let i = 0; i < 20; i++) {
      const run = startRun(prepared, "plan", 0);
      run.runTo(chance.integer(i, 0, run.durationMs));
      const before = hashes(run);
      const snapshot = run.snapshot();
      if (hashes(run) !== before) different++; // taking a snapshot changes nothing
      for (let again = 0; again < 2; again++) {
        const copy = startRun(prepared, "plan", 0);
        copy.restore(snapshot);
        if (hashes(copy) !== before) different++;
        copy.runTo(copy.durationMs);
        if (hashes(copy) !== whole) different++;
        copy.free();
      }
      run.runTo(run.durationMs);
      if (hashes(run) !== whole) different++;
      run.free();
    }
    return [within("determinism.snapshot-restore.different", 0, different, 0)];
  },
};

const branched: VerifyCase = {
  id: "determinism.branched-arms",
  source: "Arms that branch from their shared past equal arms run from the beginning",
  run: ({ engine }) => {
    let different = 0;
    for (const number of [5, 6, 7]) {
      const inputs = inputsOf(prepare(engine, randomRehearsal(number)));
      if (JSON.stringify(runReplication(inputs, 0)) !== JSON.stringify(runReplicationStraight(inputs, 0))) different++;
    }
    return [within("determinism.branched-arms.different", 0, different, 0)];
  },
};

const noAgreements: VerifyCase = {
  id: "determinism.no-agreements",
  source: "Without any agreement the streets see what they see without the linkage",
  run: ({ engine }) => {
    const outcomes = [8, 9, 10].map((number) => runReplication(inputsOf(prepare(engine, randomRehearsal(number))), 0));
    return outcomes.map(({ arms }, i) =>
      same(`determinism.no-agreements.city-${8 + i}`, arms[0]?.physicalHash ?? "", arms[2]?.physicalHash ?? ""),
    );
  },
};

const fromLog: VerifyCase = {
  id: "determinism.kpis-from-log",
  source: "KPIs are functions of the log",
  run: ({ engine }) => {
    const prepared = prepare(engine, randomRehearsal(11));
    const { streamed, recomputed } = kpiTextFromLog(prepared, ["today", "plan"]);
    return [same("determinism.kpis-from-log.bytes", streamed, recomputed)];
  },
};

/** Every run checks the engine's invariants each simulated minute and ends with a fault where one is broken. */
const randomCities: VerifyCase = {
  id: "determinism.random-cities",
  source: "Conservation of vehicles, no conflicting greens, minimum greens and pedestrian clearances: in every city",
  run: ({ engine }) => {
    let broken = 0;
    let firstFault = "none";
    let unaccounted = 0;
    let physicalOfNoAgreements = 0;
    for (let number = 100; number < 300; number++) {
      try {
        const prepared = prepare(engine, randomRehearsal(number));
        const courses = ["today", "plan", "no-agreements"].map((arm) => {
          const run = startRun(prepared, arm, 0);
          run.runTo(run.durationMs);
          const { scheduled, waitingToEnter, running, arrived, removed } = run.counts();
          if (scheduled !== waitingToEnter + running + arrived + removed) unaccounted++;
          const hash = run.physicalHash();
          run.free();
          return hash;
        });
        if (courses[0] !== courses[2]) physicalOfNoAgreements++;
      } catch (fault) {
        if (broken === 0) firstFault = `city ${number}: ${fault instanceof Error ? fault.message : fault}`;
        broken++;
      }
    }
    return [
      same("determinism.random-cities.first-fault", "none", firstFault),
      within("determinism.random-cities.broken", 0, broken, 0),
      within("determinism.random-cities.unaccounted", 0, unaccounted, 0),
      within("determinism.random-cities.no-agreements-differs", 0, physicalOfNoAgreements, 0),
    ];
  },
};

export const DETERMINISM_CASES: readonly VerifyCase[] = [
  philoxVectors,
  drawsAgree,
  neighbouringKeys,
  fifoTies,
  queueModel,
  sameSeed,
  chunks,
  restored,
  branched,
  noAgreements,
  fromLog,
  randomCities,
];
