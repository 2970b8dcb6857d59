/**
 * One vehicle along the corridor of a grid of signals in its morning state: as a car, as a car with preemption, as an emergency vehicle
 * that crosses red, and both. The four travel times are what the passing speed of the city layer is fitted to.
 */
import { type EmergencyDriving, Observation } from "../contract/commands.ts";
import type { Engine, EngineModule } from "../engine/engine.ts";
import type { CompiledNetwork } from "../engine/network-index.ts";

export type CorridorVariant = "car" | "car-preempted" | "emergency" | "emergency-preempted";

export const CORRIDOR_VARIANTS: readonly CorridorVariant[] = ["car", "car-preempted", "emergency", "emergency-preempted"];

export type CorridorRun = {
  readonly engine: EngineModule;
  readonly network: CompiledNetwork;
  /** State of the other traffic: a snapshot at `startMs` or before. */
  readonly background: Uint8Array;
  readonly startMs: number;
  readonly fromLink: string;
  readonly toLink: string;
  readonly toOffsetMm: number;
  readonly driving: EmergencyDriving;
};

/** Give up after this long: the corridor takes ten minutes at worst. */
const LONGEST_MS = 3_600_000;

export const driveCorridor = (run: CorridorRun, variant: CorridorVariant): number => {
  const engine = run.engine.createEngine(run.network.bytes, "1", 0);
  engine.restore(run.background);
  engine.runUntil(run.startMs);
  const link = (id: string): number => run.network.linkById.get(id) ?? -1;
  const isEmergency = variant === "emergency" || variant === "emergency-preempted";
  order(engine, { kind: "unit.place", unit: 0, link: link(run.fromLink), offsetMm: 0 });
  if (variant === "car-preempted" || variant === "emergency-preempted") {
    // Asked for at 300 m, two signals ahead, held for at most a minute.
    order(engine, {
      kind: "preempt.start",
      unit: 0,
      aheadMm: 300_000,
      aheadMs: 0,
      holdMs: 60_000,
      exit: "dwell",
      successP: 1,
      maxSignals: 2,
    });
  }
  const goal = { link: link(run.toLink), offsetMm: run.toOffsetMm, route: "usual" };
  order(engine, { kind: "unit.drive", unit: 0, ...goal, ...(isEmergency ? { emergency: run.driving } : {}) });
  const arrivedAtMs = untilArrival(engine, run.startMs + LONGEST_MS);
  engine.free();
  return (arrivedAtMs - run.startMs) / 1000;
};

const untilArrival = (engine: Engine, limitMs: number): number => {
  while (engine.runUntil(limitMs) === "observation") {
    const seen = Observation.parse(JSON.parse(ascii(engine.observation())));
    if (seen.kind === "unit-arrived") return seen.atMs;
    if (seen.kind === "unit-stuck") return Number.POSITIVE_INFINITY;
  }
  return Number.POSITIVE_INFINITY;
};

const order = (engine: Engine, command: object): void =>
  engine.command(Uint8Array.from(JSON.stringify(command), (letter) => letter.charCodeAt(0)));

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
