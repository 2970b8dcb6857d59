/** Institutions that serve many: car owners called before the water comes, a gauge that must show it twice, officers who sign. */
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import type { EngineModule } from "../engine/engine.ts";
import { chanceOf } from "../model/philox.ts";
import type { Reading } from "../model/reading.ts";
import { newArrivals, nextArrivalMs } from "../scenario/arrivals.ts";
import { factsOf, meanRow, REPLICATIONS, work } from "./linkage-run.ts";
import { replicate } from "./plain-replications.ts";
import { type VerifyCase, type VerifyRow, within } from "./verify-case.ts";

const MIN_MS = 60_000;
const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Cars of one car park, and minutes from the warning to the water. */
const CARS = 150;
const WATER_MIN = 60;

/** Cars that have left in time, by car park: a warning per car, its owner reached (or not), the car driven out. */
const clearedByLot = (engine: EngineModule, lots: number, replication: number): readonly number[] => {
  const steps = [
    work("contact", "after: [{trigger: warning}], latency: {meanS: 300}, failP: 0.2"),
    work("leave", "after: [{step: contact}], latency: {meanS: 1200}"),
  ];
  const facts = factsOf(
    engine,
    {
      body: `triggers: [{id: warning, source: incident, mode: parallel}]\nsteps:\n${steps.join("\n")}`,
      incidents: `[{kind: warning, perRun: ${lots * CARS}, place: {link: east}, fromMin: 0, toMin: 2000}]`,
      durationMin: 4320,
    },
    replication,
  );
  const warnedAtMs = new Map<number, number>();
  const cleared = Array.from({ length: lots }, () => 0);
  for (const fact of facts) {
    if (fact.kind === "StepRequested" && fact.step === "contact") warnedAtMs.set(fact.incident, fact.atMs);
    if (fact.kind !== "StepDone" || fact.step !== "leave") continue;
    const lot = Math.floor(fact.incident / CARS);
    if (fact.atMs - (warnedAtMs.get(fact.incident) ?? Number.NaN) <= WATER_MIN * MIN_MS) cleared[lot] = (cleared[lot] ?? 0) + 1;
  }
  return cleared;
};

const floodLot: VerifyCase = {
  id: "linkage.flood-lot",
  source: "Hypoexponential of means 5 and 20 min within 60 min, times .8: p = .746895; binomial of 150: mean 112.034, sd 5.325",
  run: ({ engine, long }) => {
    // Three runs of fifty car parks a replication at a release.
    const [runs, lots] = long ? [3, 50] : [1, 4];
    const cleared = Array.from({ length: REPLICATIONS }, (_, replication) =>
      Array.from({ length: runs }, (_unused, run) => clearedByLot(engine, lots, replication * runs + run)).flat(),
    );
    const all = cleared.flat();
    const sd = Math.sqrt(all.reduce((sum, value) => sum + (value - average(all)) ** 2, 0) / (all.length - 1));
    return [
      meanRow("linkage.flood-lot.cleared", 112.034, cleared.map(average), long ? 0.4 : 2),
      within("linkage.flood-lot.sd", 5.325, sd, 5.325 * (long ? 0.05 : 0.25)),
    ];
  },
};

const SAMPLE_MIN = 10;
/** After its crossing a level stays high to the end of the hour. */
const EPISODE_MIN = 60;
const EPISODES = 50;
const LATEST_CROSSING_MIN = 40;

/** Minutes from the crossing to the trigger, one per gauge and hour. */
const detectionMin = (engine: EngineModule, gauges: number, replication: number): readonly number[] => {
  const chance = chanceOf("1", replication, "verify.sampling");
  const crossingMs = (gauge: number, episode: number): number =>
    Math.floor(MIN_MS * (EPISODE_MIN * episode + LATEST_CROSSING_MIN * chance.uniform(gauge, episode)));
  const names = Array.from({ length: gauges }, (_, gauge) => `gauge-${gauge}`);
  const readings: Reading[] = [];
  for (let atMin = 0; atMin < EPISODES * EPISODE_MIN; atMin += SAMPLE_MIN) {
    names.forEach((sensor, gauge) => {
      const atMs = atMin * MIN_MS;
      const isHigh = atMs >= crossingMs(gauge, Math.floor(atMin / EPISODE_MIN));
      readings.push({ sensor, quantity: "level", value: isHigh ? 9 : 1, observedAtMs: atMs, receivedAtMs: atMs });
    });
  }
  const triggers = names.map(
    (sensor) => `{id: ${sensor}, source: reading, sensor: ${sensor}, when: "reading.value > 5", inARow: 2, mode: parallel}`,
  );
  const steps = names.map((sensor) => work(`warn-${sensor}`, `after: [{trigger: ${sensor}}]`));
  const body = `triggers: [${triggers.join(", ")}]\nsteps:\n${steps.join("\n")}`;
  const found = new Map<string, number>();
  for (const fact of factsOf(engine, { body, incidents: "[]", durationMin: EPISODES * EPISODE_MIN, readings })) {
    if (fact.kind !== "TriggerFired") continue;
    const episode = Math.floor(fact.atMs / (EPISODE_MIN * MIN_MS));
    const key = `${fact.trigger} ${episode}`;
    if (!found.has(key)) found.set(key, (fact.atMs - crossingMs(names.indexOf(fact.trigger), episode)) / MIN_MS);
  }
  return [...found.values()];
};

const sensorSampling: VerifyCase = {
  id: "linkage.sensor-sampling",
  source: "A crossing at a uniform time, a sample every 10 min, two in a row: delay uniform on 10-20 min, mean 15, sd 20/sqrt(48) = 2.8868",
  run: ({ engine, long }) => {
    const gauges = long ? 50 : 3;
    const delays = Array.from({ length: REPLICATIONS }, (_, replication) => detectionMin(engine, gauges, replication));
    const all = delays.flat();
    const mean = average(all);
    const sd = Math.sqrt(average(all.map((delay) => (delay - mean) ** 2)));
    const [least, most] = all.reduce(([low, high], delay) => [Math.min(low, delay), Math.max(high, delay)], [Infinity, 0]);
    return [
      within("linkage.sensor-sampling.cases", gauges * EPISODES * REPLICATIONS, all.length, 0),
      meanRow("linkage.sensor-sampling.mean-min", 15, delays.map(average), long ? 0.05 : 0.25),
      within("linkage.sensor-sampling.sd-min", 2.8868, sd, long ? 0.05 : 0.25),
      { id: "linkage.sensor-sampling.least-min", expected: 10, got: least, low: 10, high: 20, pass: least >= 10 },
      { id: "linkage.sensor-sampling.most-min", expected: 20, got: most, low: 10, high: 20, pass: most <= 20 },
    ];
  },
};

/** Mean time of one signature. A run of three days holds 8,640 of them one after the other. */
const SIGN_S = 30;
const DAYS_MIN = 4320;
const WARM_UP_MS = 4 * 60 * MIN_MS;

type Requests = { readonly wait: number; readonly mean: number; readonly line: number; readonly tail: number; readonly busy: number };

/** What a run's log says of its desk, times in mean signing times. The line is first come, first served: the n-th to wait sits down n-th. */
const deskOf = (facts: readonly InstitutionalFact[]): Requests => {
  let [requested, queued, late, waitMs, busyMs, lineMs, atMs, waiting, busy] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const line: number[] = [];
  for (const fact of facts) {
    const counts = fact.atMs >= WARM_UP_MS;
    if (fact.kind === "StepRequested" && counts) requested += 1;
    if (fact.kind === "StepQueued") line.push(fact.atMs);
    if (fact.kind !== "DeskChanged") continue;
    if (counts) {
      lineMs += waiting * (fact.atMs - Math.max(atMs, WARM_UP_MS));
      busyMs += busy * (fact.atMs - Math.max(atMs, WARM_UP_MS));
    }
    if (fact.waiting < waiting) {
      const sinceMs = line.shift() ?? Number.NaN;
      if (sinceMs >= WARM_UP_MS) {
        queued += 1;
        waitMs += fact.atMs - sinceMs;
        if (fact.atMs - sinceMs > SIGN_S * 1000) late += 1;
      }
    }
    [atMs, waiting, busy] = [fact.atMs, fact.waiting, fact.busy];
  }
  return {
    wait: queued / requested,
    mean: waitMs / requested / SIGN_S / 1000,
    line: lineMs / (atMs - WARM_UP_MS),
    tail: late / requested,
    busy: busyMs / (atMs - WARM_UP_MS),
  };
};

/** Officers and load; wait probability, mean wait, mean line, P(wait > 1): Erlang's. */
const OFFICERS = [
  { officers: 2, load: 1, wait: 0.333333, mean: 0.333333, line: 0.333333, tail: 0.122626 },
  { officers: 3, load: 1.5, wait: 0.236842, mean: 0.157895, line: 0.236842, tail: 0.052847 },
  { officers: 5, load: 3, wait: 0.236152, mean: 0.118076, line: 0.354227, tail: 0.03196 },
  { officers: 10, load: 8, wait: 0.40918, mean: 0.20459, line: 1.636721, tail: 0.055377 },
] as const;

const officersBody = (officers: number): string => `
desks: [{id: officers, class: disaster, seats: [{fromHour: 0, seats: ${officers}}]}]
agreements:
  - id: pact
    data: [plate]
    from: {class: administration}
    to: {agency: fire}
    law: {basis: law}
    mou: {status: signed}
    approval: {mode: manual, latency: {meanS: ${SIGN_S}}, desk: officers}
triggers: [{id: request, source: reading, sensor: inbox, mode: parallel}]
steps:
${work("ask", "after: [{trigger: request}], needs: [pact]")}`;

const approvalDesk: VerifyCase = {
  id: "linkage.approval-desk",
  source: "M/M/c (Erlang 1917; Kleinrock 1975, 3.4): requests by chance, exponential signatures, through whole runs of three days",
  run: ({ engine, long }) =>
    OFFICERS.slice(0, long ? 4 : 2).flatMap(({ officers, load, ...expected }): readonly VerifyRow[] => {
      const id = `linkage.approval-desk.${officers}-officers-a${load}`;
      const arrivals = replicate(engine, id, (dice) => {
        const state = newArrivals();
        const readings: Reading[] = [];
        for (;;) {
          const atMs = nextArrivalMs(state, { spanMs: MIN_MS, perH: [(3600 * load) / SIGN_S], fromMs: 0 }, dice.draw, id) ?? Infinity;
          if (atMs >= DAYS_MIN * MIN_MS) return readings;
          readings.push({ sensor: "inbox", quantity: "request", value: 1, observedAtMs: atMs, receivedAtMs: atMs });
        }
      });
      const runs = arrivals.map((readings, replication) =>
        deskOf(factsOf(engine, { body: officersBody(officers), incidents: "[]", durationMin: DAYS_MIN, readings }, replication)),
      );
      const mean = (name: keyof Requests, value: number, halfWidth: number): VerifyRow =>
        meanRow(
          `${id}.${name}`,
          value,
          runs.map((run) => run[name]),
          halfWidth,
        );
      return [
        mean("wait", expected.wait, 0.02),
        mean("mean", expected.mean, expected.mean * 0.1),
        mean("line", expected.line, expected.line * 0.1),
        mean("tail", expected.tail, 0.02),
        mean("busy", load, load * 0.05),
      ];
    }),
};

export const CROWD_CASES: readonly VerifyCase[] = [floodLot, sensorSampling, approvalDesk];
