/** Every field of the format, spoilt one at a time: one line with the place, what was found, what was expected, how to mend it. */
import { describe, expect, it } from "vitest";
import { parseScenario } from "./parse-scenario.ts";
import { describeProblem, type Problem } from "./problem.ts";
import { ACTION_NAMES, ACTIONS } from "./scenario-actions.ts";
import { scenarioJsonSchema } from "./scenario-shape.ts";

const TIME = { medianS: 30, p90S: 60 };
const PARTY = { class: "facilities" };
const pact = (id: string, more: object = {}): object => ({
  id,
  data: ["plate", "live-video"],
  from: PARTY,
  to: { agency: "fire" },
  law: { basis: "law" },
  mou: { status: "signed" },
  ...more,
});
const step = (id: string, action: string, inputs: object, more: object = {}): object => ({
  id,
  class: "disaster",
  after: [{ step: "dispatch" }],
  do: action,
  with: inputs,
  ...more,
});

/** Uses every key that the format knows. */
const WHOLE = {
  schemaVersion: 1,
  scenario: { id: "whole", version: "1.0.0", title: { ko: "전부", en: "Whole" }, fields: ["disaster"] },
  city: { default: "somewhere", requires: ["signals", "ambulances", "hydrants", "parked-cars"], ownership: "textbook" },
  run: { startsAt: "2026-03-02T08:00:00+09:00", warmUpMin: 15, durationMin: 90 },
  incidents: [
    {
      kind: "fire",
      perRun: 3,
      place: "by-floor-area",
      fromMin: 15,
      toMin: 60,
      onScene: TIME,
      severity: 2,
      fire: { growth: "medium", burningBeforeCall: { meanS: 90 } },
      casualties: { countP: [0.5, 0.5], needP: { none: 0.5, burn: 0.5 }, severeP: 0.2, callerKnowsP: 0.4, care: { lowS: 10, highS: 90 } },
      repeatCallsMean: 2,
    },
    { kind: "leak", place: { building: "b1" }, fromMin: 15, toMin: 15 },
    { kind: "smoke", place: { link: "l1" }, fromMin: 15, toMin: 15 },
  ],
  streetParking: { doubleParkedP: 0.03, carWidthM: 1.9, wallGapM: 0.2 },
  desks: [
    {
      id: "duty",
      class: "disaster",
      title: { ko: "당직", en: "Duty" },
      seats: [
        { fromHour: 8, seats: 3 },
        { fromHour: 20, seats: 1 },
      ],
      otherWork: { perHour: 30, work: TIME, priority: 4, byHour: Array.from({ length: 24 }, () => 1) },
    },
    { id: "night", class: "health", seats: 2 },
  ],
  agreements: [
    pact("one", {
      law: { basis: "law", status: "permitted", since: "2015-09-01" },
      mou: { status: "sandbox", validFrom: "2018-01-01", validTo: "2030-01-01" },
      approval: { mode: "manual", latency: TIME, refuseP: 0.1, desk: "duty" },
      purpose: "for it",
      purposes: ["fire"],
      area: ["old-town"],
      hours: { from: 22, to: 6 },
      dailyLimit: 10,
      retentionH: 48,
      sandbox: { approver: "ministry", riskLimit: "none" },
    }),
    pact("two"),
  ],
  triggers: [
    { id: "call", source: "incident", when: "incident.kind == 'fire'", mode: "parallel", dedupeS: 60 },
    { id: "clock", source: "time", atMin: 3 },
    { id: "level", source: "reading", sensor: "gauge", inARow: 2 },
    { id: "quiet", source: "silence", sensor: "gauge", silenceS: 60 },
    { id: "hurt", source: "event", event: "CasualtiesReported" },
  ],
  steps: [
    {
      id: "take",
      class: "disaster",
      title: { ko: "접수", en: "Taken" },
      after: [{ trigger: "call" }],
      do: "call.take",
      with: { wrongAddressP: 0.01, correction: TIME, repeatedCall: TIME, triageRightP: 0.9 },
      latency: TIME,
      desk: "duty",
      priority: 1,
    },
    {
      id: "dispatch",
      class: "disaster",
      after: [{ step: "take", ended: ["done", "failed"] }],
      do: "unit.dispatch",
      with: {
        fleet: "fire-engine",
        nearest: "first-due",
        units: 2,
        turnout: TIME,
        turnoutNight: TIME,
        nightFromHour: 22,
        nightToHour: 6,
        route: "usual",
        fromTheRoad: true,
        crossRed: false,
        redispatchGainS: 30,
        moveUp: true,
        onFootM: 50,
        onFootMps: 1,
        patienceS: 100,
        ownerOnFootP: 0.5,
        ownerOnFoot: TIME,
        pushAsideP: 0.1,
        pushAside: TIME,
        handOver: TIME,
      },
      needs: ["one", "two"],
      join: "any",
      failP: 0.1,
      timeoutS: 600,
      retry: { max: 2, backoffS: 5 },
      onBlocked: { run: "phone" },
      onRefused: "skip",
      onTimedOut: "stop",
      onFailed: "skip",
    },
    step("look", "camera.view", { nearest: 5, withinM: 100, steer: true, picture: "live", liveUsefulP: 0.9, stillUsefulP: 0.5 }),
    step("route", "route.fastest", { units: "$dispatch.units", everyS: 30 }),
    step("green", "signal.preempt", { aheadM: 300, aheadS: 5, holdS: 40, exit: "dwell", successP: 0.9, maxSignals: 3 }),
    step("street", "street.data", { withinM: 100, completenessP: 0.6 }),
    step("read", "plates.read", { withinM: 100, steer: true, readP: 0.9 }),
    step("owners", "owners.find", { cars: "$read.cars", matchP: 0.9, phoneP: 0.9 }, { after: [{ step: "read" }] }),
    step("ring", "owners.call", { owners: "$owners.owners", reachP: 0.5, move: TIME }, { after: [{ step: "owners" }] }),
    step("tow", "cars.tow", { perCar: TIME }, { after: [{ step: "read" }] }),
    step("water", "water.start", { sizeUp: TIME, setUp: TIME, hoseMps: 0.8, supply: "hydrant" }),
    step("beds", "hospital.find", {
      ask: "broadcast",
      board: true,
      boardRightP: 0.9,
      perCall: TIME,
      acceptP: 0.9,
      waitS: 60,
      mostRounds: 2,
      turnedAwayP: 0.01,
    }),
    step("back", "unit.recall", {}),
    step("phone", "notify", { to: { class: "health" }, message: { ko: "오세요", en: "Come" } }, { after: [], latency: { constantS: 5 } }),
  ],
  baseline: "today",
  arms: {
    today: {
      title: { ko: "오늘", en: "Today" },
      without: ["look"],
      withoutOwners: ["police"],
      agreements: { two: { mou: { status: "none" } } },
      set: { "steps.look.with.withinM": 50 },
    },
  },
  kpis: [
    {
      id: "a",
      title: { ko: "가", en: "A" },
      measure: "share",
      kind: "fire",
      from: "CallReceived",
      to: "UnitArrived",
      limitS: 420,
      better: "higher",
      smallestThatMatters: 0.1,
      primary: true,
      target: ">= 0.8",
    },
    { id: "b", measure: "percentile", from: "CallReceived", to: "UnitArrived", percentile: 90, better: "lower", smallestThatMatters: 1 },
    { id: "c", measure: "meanDelay", of: "other-traffic", better: "lower", smallestThatMatters: 1, guard: { maxIncreaseP: 0.1 } },
    { id: "d", measure: "meanValue", to: "WaterOnFire", field: "heatKw", better: "lower", smallestThatMatters: 1 },
    { id: "e", measure: "utilisation", desk: "duty", better: "lower", smallestThatMatters: 0.1 },
  ],
  experiment: { replications: 5, halfWidthS: 5, maxReplications: 50, confidence: 0.9 },
};

type Part = string | number;
type Spoilt = { readonly path: readonly Part[]; readonly value: unknown };

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Arms hold free changes, which are judged with the arm applied. */
const isFree = (path: readonly Part[]): boolean => path[0] === "arms" && (path[2] === "set" || path[2] === "agreements");

const leaves = (value: unknown, path: readonly Part[] = []): readonly Spoilt[] => {
  if (isFree(path)) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => leaves(entry, [...path, index]));
  if (isGroup(value)) return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]));
  return [{ path, value }];
};
const groups = (value: unknown, path: readonly Part[] = []): readonly (readonly Part[])[] => {
  if (isFree(path)) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => groups(entry, [...path, index]));
  return isGroup(value) ? [path, ...Object.entries(value).flatMap(([key, entry]) => groups(entry, [...path, key]))] : [];
};

const withValue = (source: unknown, [first, ...rest]: readonly Part[], value: unknown): unknown => {
  if (first === undefined) return value;
  if (Array.isArray(source)) return source.map((entry, index) => (index === first ? withValue(entry, rest, value) : entry));
  const group = source as Record<string, unknown>;
  return { ...group, [first]: withValue(group[first], rest, value) };
};

const textOf = (path: readonly Part[]): string =>
  path.reduce<string>((text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`), "");

const problemsOf = (document: unknown): readonly Problem[] => {
  const outcome = parseScenario(JSON.stringify(document, undefined, 1), "bad.yaml");
  return outcome.ok ? [] : outcome.problems;
};

/** One line a person can act on, in both languages. */
const isWhole = (problem: Problem): boolean => {
  const texts = [problem.message.ko, problem.message.en, problem.hint.ko, problem.hint.en];
  const lines = [describeProblem(problem, "ko"), describeProblem(problem, "en")];
  return (
    texts.every((text) => text.length > 3) &&
    lines.every((line) => !line.includes("\n") && line.startsWith("bad.yaml:")) &&
    (problem.line ?? 0) > 0 &&
    (problem.column ?? 0) > 0
  );
};

const spoilt = (document: unknown, path: readonly Part[], key?: string): string | undefined => {
  const problems = problemsOf(document);
  const place = textOf(key === undefined ? path : [...path, key]);
  if (problems.length === 0) return `${place}: accepted`;
  const broken = problems.find((problem) => !isWhole(problem));
  if (broken !== undefined) return `${place}: ${JSON.stringify(broken)}`;
  const named = problems.some(({ path: at = "" }) => at === place || place.startsWith(`${at}.`) || place.startsWith(`${at}[`));
  return named ? undefined : `${place}: named ${problems.map(({ path: at, code }) => `${at} ${code}`).join("; ")}`;
};

describe("a scenario that uses every key", () => {
  it("is read", () => {
    expect(problemsOf(WHOLE).map((problem) => describeProblem(problem, "en"))).toEqual([]);
  });
  it("uses every key indeed", () => {
    const written = new Set(leaves(WHOLE).flatMap(({ path }) => path.filter((part) => typeof part === "string")));
    for (const path of groups(WHOLE)) for (const part of path) if (typeof part === "string") written.add(part);
    for (const key of ["set", "agreements"]) written.add(key);
    const known = new Set<string>();
    const collect = (schema: unknown): void => {
      if (Array.isArray(schema)) for (const entry of schema) collect(entry);
      if (!isGroup(schema)) return;
      if (isGroup(schema["properties"])) for (const key of Object.keys(schema["properties"])) known.add(key);
      for (const entry of Object.values(schema)) collect(entry);
    };
    collect(scenarioJsonSchema);
    for (const name of ACTION_NAMES) collect(ACTIONS[name].inputs.schema);
    expect([...known].filter((key) => !written.has(key))).toEqual([]);
  });
  it("with any value of another type is refused at its place", () => {
    const wrong = (value: unknown): unknown => (typeof value === "string" ? [1, 2] : "perhaps");
    expect(leaves(WHOLE).flatMap(({ path, value }) => spoilt(withValue(WHOLE, path, wrong(value)), path) ?? [])).toEqual([]);
  });
  it("with any number out of its range is refused at its place", () => {
    const numbers = leaves(WHOLE).filter(({ value }) => typeof value === "number");
    // Far below and far above by turns.
    const beyond = (index: number): number => (index % 2 === 0 ? -1e12 : 1e12);
    expect(numbers.flatMap(({ path }, index) => spoilt(withValue(WHOLE, path, beyond(index)), path) ?? [])).toEqual([]);
  });
  it("with nothing where a value belongs is refused at its place", () => {
    // Every third: the shapes are the same that refused another type above.
    const some = leaves(WHOLE).filter((_, index) => index % 3 === 0);
    expect(some.flatMap(({ path }) => spoilt(withValue(WHOLE, path, null), path) ?? [])).toEqual([]);
  });
  it("with a key that nobody knows is refused at its place", () => {
    // Where keys are names (of arms, of needs) a new one is judged by what it holds.
    expect(groups(WHOLE).flatMap((path) => spoilt(withValue(WHOLE, [...path, "nonsense"], 1), path, "nonsense") ?? [])).toEqual([]);
  });
});
