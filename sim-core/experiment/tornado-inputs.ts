/**
 * Which numbers of a scenario are assumptions, found by their names, and the scenario with one of them moved. Times (median and p90,
 * constant, mean, low and high; rates of other work) are halved and doubled, chances (names that end in P) moved by half of
 * themselves within 0 … 1. What a planner decides (distances, limits, seats, arms, KPIs) is no assumption and stays.
 */
import type { Scenario } from "../model/scenario.ts";

export type Quantity = "factor" | "probability";

export type TornadoInput = {
  /** Like `steps.green.with.successP`; entries of lists by their id, else by their number. */
  readonly path: string;
  readonly quantity: Quantity;
  /** 1 for a factor. */
  readonly base: number;
  readonly low: number;
  readonly high: number;
};

const NO_ASSUMPTIONS: readonly string[] = [
  "schemaVersion",
  "scenario",
  "city",
  "run",
  "triggers",
  "baseline",
  "arms",
  "kpis",
  "experiment",
  "document",
];

const TIME_KEYS = /^(median|p90|constant|mean|low|high)(S|Min)$/;
const RATE_KEYS = /^(perHour|repeatCallsMean)$/;
const CHANCE_KEYS = /P$/;

/** Half, and half as much again: the range of a chance for which nothing better is known. */
const CHANCE_FACTORS = { low: 0.5, high: 1.5 } as const;
const TIME_FACTORS = { low: 0.5, high: 2 } as const;

/** In the order of the scenario. Agreements that no step needs move nothing and are left out. */
export const tornadoInputs = (scenario: Scenario): readonly TornadoInput[] => {
  const needed = new Set(scenario.steps.flatMap(({ needs }) => needs));
  const agreements = scenario.agreements.filter(({ id }) => needed.has(id));
  return Object.entries({ ...scenario, agreements }).flatMap(([key, value]) =>
    NO_ASSUMPTIONS.includes(key) ? [] : inputsBelow(value, key, key),
  );
};

const inputsBelow = (value: unknown, key: string, path: string): readonly TornadoInput[] => {
  if (typeof value === "number") {
    if (RATE_KEYS.test(key) && value > 0) return [{ path, quantity: "factor", base: 1, ...TIME_FACTORS }];
    if (!CHANCE_KEYS.test(key) || value <= 0 || value > 1) return [];
    return [{ path, quantity: "probability", base: value, low: moved(value, CHANCE_FACTORS.low), high: moved(value, CHANCE_FACTORS.high) }];
  }
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((entry, i) => inputsBelow(entry, "", `${path}.${nameOf(entry, i)}`));
  }
  if (!isGroup(value)) return [];
  if (isDistribution(value)) return [{ path, quantity: "factor", base: 1, ...TIME_FACTORS }];
  return Object.entries(value).flatMap(([name, below]) => inputsBelow(below, name, `${path}.${name}`));
};

type Group = { readonly [key: string]: unknown };

const isGroup = (value: unknown): value is Group => typeof value === "object" && value !== null && !Array.isArray(value);

const isDistribution = (value: Group): boolean => {
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key, one]) => TIME_KEYS.test(key) && typeof one === "number");
};

const nameOf = (entry: unknown, position: number): string =>
  isGroup(entry) && typeof entry["id"] === "string" ? entry["id"] : `${position}`;

const moved = (chance: number, factor: number): number => Math.min(1, Math.max(0, chance * factor));

/** The scenario (of one arm) with this input at one of its ends. An arm that has set another value moves its own. */
export const withInputMoved = (scenario: Scenario, { path, quantity }: TornadoInput, end: "low" | "high"): Scenario => {
  const factor = quantity === "factor" ? TIME_FACTORS[end] : CHANCE_FACTORS[end];
  return movedAt(scenario, path.split("."), factor) as Scenario;
};

const movedAt = (value: unknown, [part, ...rest]: readonly string[], factor: number): unknown => {
  if (part === undefined) return movedValue(value, factor);
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).map((entry, i) => (nameOf(entry, i) === part ? movedAt(entry, rest, factor) : entry));
  }
  if (!isGroup(value) || !Object.hasOwn(value, part)) return value;
  // The last part names the number itself: whether it is a chance shows in its name.
  const below = value[part];
  const isChance = rest.length === 0 && typeof below === "number" && CHANCE_KEYS.test(part);
  return { ...value, [part]: isChance ? moved(below, factor) : movedAt(below, rest, factor) };
};

const movedValue = (value: unknown, factor: number): unknown => {
  if (typeof value === "number") return value * factor;
  if (!isGroup(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === "number" ? one * factor : one]));
};
