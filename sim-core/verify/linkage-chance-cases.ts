/** Institutions whose outcome is a matter of chance: closed forms of exponential waits, through the run's own queue and draws. */
import type { EngineModule } from "../engine/engine.ts";
import { factsOf, meanRow, REPLICATIONS, work } from "./linkage-run.ts";
import { type VerifyCase, type VerifyRow, within } from "./verify-case.ts";

/** Milliseconds from request to end of each case, and the kind of its end. */
const ends = (
  engine: EngineModule,
  wanted: {
    readonly body: string;
    readonly perRun: number;
    readonly spreadMin: number;
    readonly durationMin: number;
    readonly first: RegExp;
    readonly last: RegExp;
  },
  replication: number,
): readonly { readonly ms: number; readonly kind: string }[] => {
  const began = new Map<number, number>();
  const found: { ms: number; kind: string }[] = [];
  const incidents = `[{kind: fire, perRun: ${wanted.perRun}, place: {link: east}, fromMin: 0, toMin: ${wanted.spreadMin}}]`;
  for (const fact of factsOf(engine, { body: wanted.body, incidents, durationMin: wanted.durationMin }, replication)) {
    const name = `${fact.kind}${"step" in fact ? `:${fact.step}` : ""}`;
    if (wanted.first.test(name) && !began.has(fact.incident)) began.set(fact.incident, fact.atMs);
    if (wanted.last.test(name)) found.push({ ms: fact.atMs - (began.get(fact.incident) ?? Number.NaN), kind: fact.kind });
  }
  return found;
};

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const replications = <T>(make: (replication: number) => T): readonly T[] =>
  Array.from({ length: REPLICATIONS }, (_, replication) => make(replication));

/** P = 1 - exp(-3 x 15/20); E = sum over the tries of 20 (1 - exp(-15/20)) x P(the try is made). */
const retry: VerifyCase = {
  id: "linkage.retry",
  source: "Exponential answer of mean 20 s, time-out 15 s, three tries back to back: 1 - exp(-2.25) = 0.894601, mean 17.8920 s",
  run: ({ engine, long }) => {
    const perRun = long ? 10_000 : 800;
    const body = `triggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n${work("ask", "after: [{trigger: call}], latency: {meanS: 20}, timeoutS: 15, retry: {max: 2}")}`;
    const runs = replications((replication) =>
      ends(engine, { body, perRun, spreadMin: 50, durationMin: 60, first: /^StepRequested/, last: /^Step(Done|TimedOut)/ }, replication),
    );
    const success = runs.map((run) => run.filter(({ kind }) => kind === "StepDone").length / run.length);
    const elapsedS = runs.map((run) => average(run.map(({ ms }) => ms / 1000)));
    const longestS = Math.max(...runs.map((run) => run.reduce((most, { ms }) => Math.max(most, ms / 1000), 0)));
    const wide = long ? 1 : 5;
    return [
      meanRow("linkage.retry.success", 0.894601, success, 0.003 * wide),
      meanRow("linkage.retry.elapsed-s", 17.892, elapsedS, 0.1 * wide),
      { id: "linkage.retry.longest-s", expected: 45, got: longestS, low: 0, high: 45, pass: longestS <= 45 },
      within(
        "linkage.retry.cases",
        perRun * REPLICATIONS,
        runs.reduce((sum, run) => sum + run.length, 0),
        0,
      ),
    ];
  },
};

/** One unit of time is an hour, so that rounding to milliseconds stays below 1e-6. */
const HOUR_MS = 3_600_000;
const hours = (engine: EngineModule, steps: readonly string[], perRun: number, replication: number): readonly number[] =>
  ends(
    engine,
    {
      body: `triggers: [{id: call, source: incident, mode: parallel}]\nsteps:\n${steps.join("\n")}`,
      perRun,
      spreadMin: 2000,
      durationMin: 4320,
      first: /^StepRequested/,
      last: /^StepDone:end/,
    },
    replication,
  ).map(({ ms }) => ms / HOUR_MS);

const join: VerifyCase = {
  id: "linkage.join",
  source: "Order statistics of three exponential waits of mean 1: 1 + 1/2 + 1/3, 1/3 + 1/2, 1/3",
  run: ({ engine, long }) => {
    const perRun = long ? 10_000 : 600;
    const three = ["a", "b", "c"].map((id) => work(id, "after: [{trigger: call}], latency: {meanS: 3600}"));
    const after = "after: [{step: a}, {step: b}, {step: c}]";
    const row = (name: string, how: string, expected: number): VerifyRow => {
      const means = replications((replication) =>
        average(hours(engine, [...three, work("end", `${after}, join: ${how}`)], perRun, replication)),
      );
      return meanRow(`linkage.join.${name}`, expected, means, expected * (long ? 0.01 : 0.05));
    };
    return [row("all", "all", 1.833333), row("two-of-three", "2", 0.833333), row("first", "any", 0.333333)];
  },
};

const serial: VerifyCase = {
  id: "linkage.serial",
  source: "Hypoexponential of rates 1 and 2: mean 1.5, P(<= 2) = 1 - 2 exp(-2) + exp(-4) = 0.747645",
  run: ({ engine, long }) => {
    const perRun = long ? 10_000 : 600;
    const steps = [
      work("first", "after: [{trigger: call}], latency: {meanS: 3600}"),
      work("end", "after: [{step: first}], latency: {meanS: 1800}"),
    ];
    const runs = replications((replication) => hours(engine, steps, perRun, replication));
    const wide = long ? 0.01 : 0.05;
    return [
      meanRow("linkage.serial.mean", 1.5, runs.map(average), 1.5 * wide),
      meanRow(
        "linkage.serial.within-2",
        0.747645,
        runs.map((run) => run.filter((time) => time <= 2).length / run.length),
        0.747645 * wide,
      ),
    ];
  },
};

export const CHANCE_CASES: readonly VerifyCase[] = [retry, join, serial];
