/**
 * One Run: the engine (the city's physics) and the institutions (who may do what) on one clock. The engine's queue holds every wait of
 * both; `runTo` lets it run to the next token or observation, hands that to the institutions, and goes on. Saved and restored together.
 */

import type { Look, Looked } from "../contract/closer-look.ts";
import {
  CountsAnswer,
  LinkStateAnswer,
  Observation,
  ObstaclesAnswer,
  SignalStateAnswer,
  UnitPlacesAnswer,
  UnitStateAnswer,
  VehicleWhyAnswer,
} from "../contract/commands.ts";
import type { InstitutionalFact } from "../contract/institutional-facts.ts";
import { type RunName, readRunName, runName } from "../contract/run-name.ts";
import type { Engine } from "../engine/engine.ts";
import { contentHash } from "../model/content-hash.ts";
import type { Scenario } from "../model/scenario.ts";
import { firstFiringMs, type Institutions, makeInstitutions } from "../scenario/institutions.ts";
import type { UnitHome } from "../scenario/setup.ts";
import { assetCoursesOf } from "./asset-courses.ts";
import { chainAt } from "./chain-at.ts";
import { ask, engineWorld } from "./engine-world.ts";
import { explainIncident, slowestIncident } from "./explain.ts";
import { type DriveRecord, driveRecords, joinBytes, recordsOf } from "./fact-records.ts";
import { textOfBytes } from "./json-bytes.ts";
import { runNames } from "./run-names.ts";
import { frameSnapshot, readSnapshot, SnapshotRefused } from "./run-snapshot.ts";
import type { RunInputs, ScenarioRun, UnitView } from "./scenario-run.ts";
import { setupOf } from "./setup-of-run.ts";
import { timelineOf } from "./timeline.ts";
import { whyNoBranch } from "./why-no-branch.ts";

/** More stops than this without time going on is a loop between the two halves, not a busy millisecond. */
const MAX_STOPS_PER_MS = 1_000_000;

export const makeScenarioRun = (inputs: RunInputs): ScenarioRun => {
  const { network, before = [] } = inputs;
  const refused = whyNoBranch(inputs);
  if (refused !== undefined) throw new Error(refused.message.en);
  /** The rules that hold one after another. */
  const rules = [...before, inputs];
  const [{ scenario } = inputs] = rules;
  const engine = inputs.engine.createEngine(network.bytes, inputs.seed, inputs.replication);
  if (inputs.trace === true) engine.setTrace(true);
  const durationMs = Math.round(scenario.run.durationMin * 60_000);
  const world = engineWorld(engine, inputs.passingSpeedFactor ?? 1);
  const setup = setupOf({ ...inputs, scenario }, engine, world);
  const { units } = setup;
  // All of it before anything moves, as it is known in a run of that arm alone.
  const later = rules.slice(1).map((next) => setupOf({ ...inputs, scenario: next.scenario }, engine, world, units));
  const names = runNames({ scenario, city: inputs.city, network, units });
  const institutions = makeInstitutions(setup, world, later);
  institutions.start();

  const firstDivergenceMs = armsChangeTriggers(scenario) ? 0 : firstFiringMs(setup, durationMs);
  let log: InstitutionalFact[] = [];
  let drainedFacts = 0;
  let drives: DriveRecord[] = [];
  let pending: Uint8Array[] = [];
  let isFinished = false;

  /** Moves what both halves have written into the run's own log. */
  const collect = (): void => {
    for (const fact of institutions.drain()) log.push(fact);
    const records = recordsOf(engine.drain());
    if (records.length === 0) return;
    pending.push(records.slice());
    for (const record of driveRecords(records)) drives.push(record);
  };

  /** Runs on, changing the rules at their moments. A moment's own events come first: there a branch is still its past, to the byte. */
  const runOn = (limit: number): void => {
    for (let at = before[institutions.rules()]; at !== undefined && at.untilMs < limit; at = before[institutions.rules()]) {
      runBothHalves(engine, institutions, at.untilMs);
      institutions.nextRules();
    }
    runBothHalves(engine, institutions, limit);
  };

  /** Which of the rules hold at a moment; the moment of a change belongs to the earlier ones. */
  const rulesAt = (atMs: number): number => {
    const at = before.findIndex(({ untilMs }) => atMs <= untilMs);
    return at < 0 ? before.length : at;
  };

  /** Whose rules hold then and held before, as the name of a run. */
  const ruledBy = (number: number): RunName =>
    runName({ arm: rules[number]?.arm ?? "", replication: inputs.replication, before: before.slice(0, number) });

  /** The scenario as it was when an incident happened. */
  const scenarioAt = (atMs: number): Scenario => (rules[rulesAt(atMs)] ?? inputs).scenario;

  /** Its past is the past of this run. */
  const isOwnPast = (kept: Pick<Kept, "ruledBy" | "atMs">): boolean => {
    const number = rulesAt(kept.atMs);
    const isShared = number === 0 && kept.atMs < firstDivergenceMs && readRunName(kept.ruledBy).before.length === 0;
    return isShared || kept.ruledBy === ruledBy(number);
  };

  return {
    durationMs,
    warmUpMs: Math.round(scenario.run.warmUpMin * 60_000),
    nowMs: () => engine.nowMs(),
    runTo: (untilMs) => {
      const limit = Math.min(untilMs, durationMs);
      if (limit >= engine.nowMs()) runOn(limit);
      if (limit === durationMs && !isFinished) {
        isFinished = true;
        engine.finish();
      }
      collect();
    },
    firstDivergenceMs: () => firstDivergenceMs,
    snapshot: () => {
      collect();
      const kept: Kept = {
        atMs: engine.nowMs(),
        ruledBy: ruledBy(institutions.rules()),
        institutions: institutions.save(),
        log,
        drainedFacts,
        drives,
        isFinished,
      };
      return frameSnapshot(inputs.engine.hash, {
        engine: engine.snapshot(),
        institutions: JSON.stringify(kept),
        pendingFacts: joinBytes(pending),
      });
    },
    restore: (bytes) => {
      const parts = readSnapshot(inputs.engine.hash, bytes);
      const kept = JSON.parse(parts.institutions) as Kept;
      if (!isOwnPast(kept)) {
        const own = ruledBy(rulesAt(kept.atMs));
        throw new SnapshotRefused(`the snapshot is of ${kept.ruledBy} at ${kept.atMs} ms, this run is ${own} then`);
      }
      engine.restore(parts.engine);
      institutions.load(kept.institutions);
      ({ drainedFacts, isFinished } = kept);
      log = [...kept.log];
      drives = [...kept.drives];
      pending = parts.pendingFacts.length > 0 ? [parts.pendingFacts] : [];
    },
    drainEngineFacts: () => {
      collect();
      const records = joinBytes(pending);
      pending = [];
      return records;
    },
    drainInstitutionalFacts: () => {
      collect();
      const facts = log.slice(drainedFacts);
      drainedFacts = log.length;
      return facts;
    },
    frameSize: () => engine.frameSize(),
    frame: (into) => engine.frame(into),
    timeline: () => {
      collect();
      return timelineOf({ scenario, network, facts: log, units, drives });
    },
    explain: (incident) => {
      collect();
      const durationMs = engine.nowMs();
      const asked = incident ?? slowestIncident(log, durationMs);
      if (asked === undefined) return undefined;
      const source = { scenario: scenarioAt(setup.incidents[asked]?.atMs ?? 0), facts: log, drives, durationMs, names };
      return explainIncident(source, asked);
    },
    units: () => units.map((home, unit) => viewUnit(engine, institutions, home, unit)),
    chain: () => {
      collect();
      const { obstacles } = ObstaclesAnswer.parse(ask(engine, { kind: "obstacles" }));
      const known = new Set(obstacles.flatMap(({ obstacle, known: isKnown }) => (isKnown ? [obstacle] : [])));
      return chainAt({ ...setup, steps: scenarioAt(engine.nowMs()).steps }, log, engine.nowMs(), known);
    },
    look: (what) => lookAt(engine, what),
    unitPlaces: () => UnitPlacesAnswer.parse(ask(engine, { kind: "unit-places" })).units,
    assetCourses: () => {
      collect();
      return assetCoursesOf({ ...setup, steps: scenario.steps }, log);
    },
    stateHash: () => contentHash(`${engine.stateHash()} ${institutions.save()}`).slice(0, 16),
    physicalHash: () => engine.physicalHash(),
    counts: () => CountsAnswer.parse(ask(engine, { kind: "counts" })),
    free: () => {
      engine.free();
    },
  };
};

type Kept = {
  readonly atMs: number;
  readonly ruledBy: RunName;
  readonly institutions: string;
  readonly log: readonly InstitutionalFact[];
  readonly drainedFacts: number;
  readonly drives: readonly DriveRecord[];
  readonly isFinished: boolean;
};

const runBothHalves = (engine: Engine, institutions: Institutions, limit: number): void => {
  let stops = 0;
  let lastMs = -1;
  for (;;) {
    const stop = engine.runUntil(limit);
    if (stop === "limit" || stop === "idle") return;
    if (stop === "token") institutions.tokenDue(engine.dueToken());
    else tell(institutions, engine.observation());
    const now = engine.nowMs();
    stops = now === lastMs ? stops + 1 : 0;
    lastMs = now;
    if (stops > MAX_STOPS_PER_MS) throw new Error(`at ${now} ms: engine and institutions answer each other without end`);
  }
};

const tell = (institutions: Institutions, bytes: Uint8Array): void => {
  const observation = Observation.parse(JSON.parse(textOfBytes(bytes)));
  switch (observation.kind) {
    case "unit-arrived":
      institutions.unitArrived(observation.unit);
      return;
    case "unit-stuck":
      institutions.unitStuck(observation.unit);
      return;
    case "unit-blocked":
      institutions.unitBlocked(observation.unit, observation.obstacle, observation.remainingMm);
  }
};

const lookAt = (engine: Engine, what: Look): Looked => {
  const atMs = engine.nowMs();
  switch (what.kind) {
    case "vehicle":
      return { kind: "vehicle", atMs, why: VehicleWhyAnswer.parse(ask(engine, { kind: "vehicle-why", trip: what.trip })) };
    case "unit":
      return { kind: "unit", atMs, state: UnitStateAnswer.parse(ask(engine, { kind: "unit-state", unit: what.unit })) };
    case "link":
      return { kind: "link", atMs, state: LinkStateAnswer.parse(ask(engine, { kind: "link-state", link: what.link })) };
    case "signal":
      return { kind: "signal", atMs, state: SignalStateAnswer.parse(ask(engine, { kind: "signal-state", signal: what.signal })) };
  }
};

/** Arms that change triggers may differ from the first moment on. */
const armsChangeTriggers = ({ arms }: Scenario): boolean =>
  arms.some(({ set }) => Object.keys(set).some((path) => path.startsWith("triggers.")));

const viewUnit = (engine: Engine, institutions: Institutions, { station, agency, fleet }: UnitHome, unit: number): UnitView => {
  const { state, incident } = institutions.units()[unit] ?? { state: "at-station", incident: -1 };
  const { link, offsetMm, route, goalLink, goalOffsetMm, phase, speedMmPerS, freeMmPerS, signal } = UnitStateAnswer.parse(
    ask(engine, { kind: "unit-state", unit }),
  );
  const motion = { phase, speedMmPerS, freeMmPerS, signal };
  return { unit, station, agency, fleet, state, incident, route, link, offsetMm, goalLink, goalOffsetMm, ...motion };
};
