/**
 * Laws of "more never hurts": a number of the scenario or the city raised step by step over the same days, and whether the chain's own
 * KPI ever gets worse. A law holds unless the mean over the days gets significantly worse (99 %, one-sided). Single days on which it
 * did are exceptions: a unit that is back earlier may be sent elsewhere, a queue may stand elsewhere. They are counted and named.
 */
import { type ReplicationInputs, runReplication } from "../experiment/replication.ts";
import type { City } from "../model/city.ts";
import type { Arm } from "../model/scenario.ts";
import { applyArm } from "../scenario/apply-arm.ts";
import { inputsOf, type Prepared } from "./prepared-rehearsal.ts";
import { meanInterval } from "./random-arrivals.ts";
import type { VerifyRow } from "./verify-case.ts";

/** One level, from the poorest to the richest. */
export type Level = {
  readonly name: string;
  /** As in an arm. */
  readonly set?: Arm["set"];
  readonly city?: (city: City) => City;
};

export type MonotoneLaw = {
  readonly id: string;
  /** The chain's own KPI: what the link is for. */
  readonly kpi: string;
  readonly levels: readonly Level[];
};

/** One row per step between levels. `prepared`: its whole linkage is on. At least two replications. */
export const monotoneRows = (prepared: Prepared, law: MonotoneLaw, replications: number): readonly VerifyRow[] => {
  const kpi = prepared.scenario.kpis.find(({ id }) => id === law.kpi);
  if (kpi === undefined) throw new Error(`the scenario has no KPI ${law.kpi}`);
  const sign = kpi.better === "lower" ? 1 : -1;
  const values = law.levels.map((level) => valuesAt(prepared, law.kpi, level, replications));
  return law.levels.slice(1).map((level, i): VerifyRow => {
    const [before = [], after = []] = [values[i], values[i + 1]];
    const worse = after.map((value, r) => sign * (value - (before[r] ?? Number.NaN)));
    return rowOf(`${law.id}.${law.levels[i]?.name ?? ""}-to-${level.name}`, worse);
  });
};

/** Per replication; NaN where there was no case. */
const valuesAt = (prepared: Prepared, kpi: string, level: Level, replications: number): readonly number[] => {
  const arm: Arm = { id: level.name, without: [], agreements: {}, set: level.set ?? {} };
  const applied = applyArm({ ...prepared.scenario, arms: [arm] }, arm.id);
  if (!applied.ok) throw new Error(applied.problems[0].message.en);
  const whole = inputsOf(prepared);
  const inputs: ReplicationInputs = {
    ...whole,
    city: level.city === undefined ? whole.city : level.city(whole.city),
    arms: [{ id: arm.id, scenario: applied.value, standsAlone: false }],
    kpis: whole.kpis.filter(({ id }) => id === kpi),
  };
  return Array.from({ length: replications }, (_, r) => runReplication(inputs, r).arms[0]?.samples[0]?.value ?? Number.NaN);
};

/** Two-sided 99 % to one-sided 99 % at twenty replications: 2.5395 / 2.8609 (Fisher and Yates 1963, table III). */
const ONE_SIDED = 2.5395 / 2.8609;

const rowOf = (id: string, worse: readonly number[]): VerifyRow => {
  const known = worse.flatMap((value, r) => (Number.isNaN(value) ? [] : [{ value, r }]));
  const exceptions = known.filter(({ value }) => value > 1e-9);
  const { mean, halfWidth } = meanInterval(known.map(({ value }) => value));
  // All days alike leave no doubt: then the mean itself decides.
  const low = mean - halfWidth * ONE_SIDED;
  const named = exceptions.slice(0, 10).map(({ r, value }) => `#${r} +${value.toPrecision(3)}`);
  const more = exceptions.length > named.length ? " …" : "";
  return {
    id,
    expected: "never worse",
    got: mean,
    low: null,
    high: null,
    pass: known.length >= 2 && low <= 0,
    ...(exceptions.length === 0
      ? known.some(({ value }) => value !== 0)
        ? {}
        : { note: `nothing changed on any of ${known.length} days` }
      : { note: `worse on ${exceptions.length} of ${known.length} days: ${named.join(", ")}${more}; on average ${mean.toPrecision(3)}` }),
  };
};
