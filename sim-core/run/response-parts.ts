/**
 * Where the time between the call's receipt and the first arrival went: parts that follow from the log alone and add up to it exactly,
 * in milliseconds. Each says what caused it. A case without arrival is divided up to the end of the run.
 */

import { FactKind } from "../contract/facts.ts";
import type { CarMover, InstitutionalFact, StepFact, UnitFact } from "../contract/institutional-facts.ts";
import type { Scenario, Step } from "../model/scenario.ts";
import type { Text } from "../model/units.ts";
import { answeredByEngines, answers } from "./answering-fleet.ts";
import type { DriveRecord } from "./fact-records.ts";
import { distanceText, timeText } from "./measure-words.ts";
import type { RunNames } from "./run-names.ts";
import { carName, MOVERS, reasonText } from "./timeline-words.ts";

export type PartName = "handling" | "desk" | "no-unit" | "later-order" | "turnout" | "driving" | "signals" | "queues" | "cars" | "walking";

export type ResponsePart = { readonly part: PartName; readonly title: Text; readonly ms: number; readonly cause: Text };

export type ResponseSplit = {
  readonly receivedMs: number;
  /** First arrival, or the end of the run. */
  readonly endMs: number;
  readonly hasArrived: boolean;
  /** The unit that was there first, or was sent first; undefined = none was sent. */
  readonly unit: number | undefined;
  /** Of that unit's route when it left. */
  readonly routeMm: number | undefined;
  readonly parts: readonly ResponsePart[];
};

export type SplitSource = {
  readonly scenario: Scenario;
  readonly facts: readonly InstitutionalFact[];
  readonly drives: readonly DriveRecord[];
  readonly durationMs: number;
  readonly names: RunNames;
};

const TITLES: Readonly<Record<PartName, Text>> = {
  handling: { ko: "신고 처리", en: "Call handling" },
  desk: { ko: "창구에서 기다림", en: "Waiting at a desk" },
  "no-unit": { ko: "차량을 기다림", en: "Waiting for a unit" },
  "later-order": { ko: "지령이 바뀜", en: "Order changed" },
  turnout: { ko: "출동 준비", en: "Turnout" },
  driving: { ko: "주행", en: "Driving" },
  signals: { ko: "신호에서 잃음", en: "Lost at signals" },
  queues: { ko: "신호 없는 곳에서 잃음", en: "Lost elsewhere on the road" },
  cars: { ko: "주차된 차에 막힘", en: "Blocked by parked cars" },
  walking: { ko: "걸어서", en: "On foot" },
};

const NOTHING: Text = { ko: "", en: "" };

/** undefined = this incident's call never came in. */
export const splitResponse = (source: SplitSource, incident: number): ResponseSplit | undefined => {
  const own = source.facts.filter((fact) => fact.incident === incident);
  const receivedMs = own.find(({ kind }) => kind === "CallReceived")?.atMs;
  if (receivedMs === undefined) return undefined;
  const byEngines = answeredByEngines(own);
  const units = own.filter(
    (fact): fact is UnitFact => "unit" in fact && fact.kind.startsWith("Unit") && answers(fact as UnitFact, byEngines),
  );
  const arrival = units.find(({ kind, atMs }) => kind === "UnitArrived" && atMs >= receivedMs);
  const endMs = arrival?.atMs ?? source.durationMs;
  const firstOrder = units.find(({ kind }) => kind === "UnitDispatched");
  const unit = arrival?.unit ?? firstOrder?.unit;
  const mine = units.filter((fact) => fact.unit === unit && fact.atMs <= endMs);
  const order = mine.findLast(({ kind }) => kind === "UnitDispatched");
  const departure = order === undefined ? undefined : mine.findLast(({ kind, atMs }) => kind === "UnitTurnedOut" && atMs >= order.atMs);

  const firstOrderMs = Math.min(endMs, firstOrder?.atMs ?? endMs);
  const orderMs = Math.min(endMs, order?.atMs ?? firstOrderMs);
  const leftMs = Math.min(endMs, departure?.atMs ?? endMs);
  const drive =
    departure === undefined ? undefined : driveOf(source, departure, endMs, mine, speedOnFoot(source.scenario, own, firstOrderMs));
  const parts: readonly ResponsePart[] = [
    ...handlingParts(source, own, receivedMs, firstOrderMs),
    ...part("later-order", orderMs - firstOrderMs, laterOrder(source, firstOrder, order)),
    ...part("turnout", leftMs - orderMs, unit === undefined ? NOTHING : source.names.unit(unit)),
    ...(drive?.parts ?? []),
  ];
  return { receivedMs, endMs, hasArrived: arrival !== undefined, unit, routeMm: drive?.routeMm, parts };
};

/** Assumption where the scenario says nothing: crews in gear with hose packs. */
const ON_FOOT_MPS = 1.2;

const speedOnFoot = (scenario: Scenario, own: readonly InstitutionalFact[], orderedMs: number): number => {
  const given = dispatchOf(scenario, own, orderedMs)?.with["onFootMps"];
  return typeof given === "number" ? given : ON_FOOT_MPS;
};

const part = (name: PartName, ms: number, cause: Text): readonly ResponsePart[] =>
  ms === 0 ? [] : [{ part: name, title: TITLES[name], ms, cause }];

const laterOrder = ({ names }: SplitSource, first: UnitFact | undefined, own: UnitFact | undefined): Text => {
  if (first === undefined || own === undefined) return NOTHING;
  const [a, b] = [names.unit(first.unit), names.unit(own.unit)];
  return { ko: `처음 지령: ${a.ko}, 먼저 닿은 차: ${b.ko}`, en: `first order to ${a.en}; ${b.en} was there first` };
};

type Span = { readonly fromMs: number; readonly toMs: number };

/** Receipt to the first order: time in lines and time without a free unit are taken out, the rest is work. */
const handlingParts = (
  { scenario, names }: SplitSource,
  own: readonly InstitutionalFact[],
  receivedMs: number,
  orderedMs: number,
): readonly ResponsePart[] => {
  const dispatch = dispatchOf(scenario, own, orderedMs);
  const leading = stepsBefore(scenario, dispatch === undefined ? [] : [dispatch.id]);
  const waits = waitsIn(own, leading).filter(({ fromMs }) => fromMs < orderedMs);
  const forUnit = cut(
    waits.filter(({ desk }) => desk === undefined),
    receivedMs,
    orderedMs,
  );
  const unitMs = lengthOf(forUnit);
  const atDesks = waits.filter(({ desk }) => desk !== undefined);
  const deskMs = lengthOf(cut([...atDesks, ...forUnit], receivedMs, orderedMs)) - unitMs;
  const desks = [...new Set(atDesks.map(({ desk }) => desk ?? ""))].map((desk) => names.desk(desk));
  const done = new Set(own.flatMap((fact) => ("step" in fact && fact.step !== undefined ? [fact.step] : [])));
  const titles = scenario.steps.filter(({ id }) => leading.has(id) && done.has(id)).map(({ id }) => names.step(id));
  return [
    ...part("handling", orderedMs - receivedMs - unitMs - deskMs, list(titles)),
    ...part("desk", deskMs, list(desks)),
    ...part("no-unit", unitMs, reasonText("no-free-unit")),
  ];
};

const list = (texts: readonly Text[]): Text => ({ ko: texts.map(({ ko }) => ko).join(", "), en: texts.map(({ en }) => en).join(", ") });

/** The step whose order went out first: of those that send units the one that was asked for first. */
const dispatchOf = (scenario: Scenario, own: readonly InstitutionalFact[], orderedMs: number): Step | undefined => {
  const sending = scenario.steps.filter((step) => step.do === "unit.dispatch");
  const asked = own.find((fact) => fact.kind === "StepRequested" && fact.atMs <= orderedMs && sending.some(({ id }) => id === fact.step));
  return asked === undefined || !("step" in asked) ? undefined : sending.find(({ id }) => id === asked.step);
};

/** These steps and all that they wait for. Steps beside them (cameras, hospitals) do not hold the order up. */
const stepsBefore = (scenario: Scenario, last: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>();
  // Taking the call comes first, also where the order waits for what it brought to light rather than for the step itself.
  const open = [...last, ...scenario.steps.filter((step) => step.do === "call.take").map(({ id }) => id)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const source of scenario.steps.find((step) => step.id === id)?.after ?? []) if ("step" in source) open.push(source.step);
  }
  return found;
};

type Wait = Span & { readonly desk: string | undefined };

/** In line from StepQueued to the next fact of that step. */
const waitsIn = (own: readonly InstitutionalFact[], steps: ReadonlySet<string>): readonly Wait[] => {
  const queued = new Map<string, StepFact>();
  const waits: Wait[] = [];
  for (const fact of own) {
    if (!("step" in fact) || !fact.kind.startsWith("Step") || !steps.has(fact.step ?? "")) continue;
    const step = fact as StepFact;
    const before = queued.get(step.step);
    if (before !== undefined) waits.push({ fromMs: before.atMs, toMs: step.atMs, desk: before.desk });
    if (step.kind === "StepQueued") queued.set(step.step, step);
    else queued.delete(step.step);
  }
  for (const { atMs, desk } of queued.values()) waits.push({ fromMs: atMs, toMs: Number.MAX_SAFE_INTEGER, desk });
  return waits;
};

/** Cut to a window, in order, overlaps joined. */
const cut = (spans: readonly Span[], fromMs: number, toMs: number): readonly Span[] => {
  const inside = spans
    .map((span) => ({ fromMs: Math.max(fromMs, span.fromMs), toMs: Math.min(toMs, span.toMs) }))
    .filter((span) => span.toMs > span.fromMs)
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
  const joined: { fromMs: number; toMs: number }[] = [];
  for (const span of inside) {
    const last = joined.at(-1);
    if (last !== undefined && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else joined.push({ ...span });
  }
  return joined;
};

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

/** Wheels rolling to arrival. What is lost behind a parked car is not counted a second time as lost at the stop line after it. */
const driveOf = (
  { drives, names }: SplitSource,
  { unit, atMs: leftMs }: UnitFact,
  endMs: number,
  mine: readonly UnitFact[],
  onFootMps: number,
): { readonly routeMm: number | undefined; readonly parts: readonly ResponsePart[] } => {
  const records = drives.filter(([kind, atMs, entity]) => isOfUnit(kind) && entity === unit && atMs >= leftMs && atMs <= endMs);
  const routeMm = records.find(([kind]) => kind === FactKind.UnitDeparted)?.[5];
  const stops = stopsOf(
    mine.filter(({ atMs }) => atMs >= leftMs),
    endMs,
  );
  const standing = cut(stops, leftMs, endMs);
  let signalMs = 0;
  let queueMs = 0;
  let worst = { ms: 0, signal: -1 };
  let beforeMs = leftMs;
  for (const [kind, atMs, , , signal, lost] of records) {
    if (kind !== FactKind.UnitCrossed) continue;
    const lostMs = Math.max(0, lost - lengthOf(cut(standing, beforeMs, atMs)));
    if (signal >= 0) signalMs += lostMs;
    else queueMs += lostMs;
    if (signal >= 0 && lostMs > worst.ms) worst = { ms: lostMs, signal };
    beforeMs = atMs;
  }
  // No part is larger than what is left of the whole: whatever the records say, the parts add up.
  let leftOver = endMs - leftMs;
  const take = (ms: number): number => {
    const taken = Math.min(leftOver, ms);
    leftOver -= taken;
    return taken;
  };
  const walkMm = mine.findLast(({ kind }) => kind === "UnitArrived")?.walkMm ?? 0;
  const onFoot = walkMm > 0 ? (stops.find(({ isFreed }) => !isFreed) ?? undefined) : undefined;
  const walkMs = take(onFoot === undefined ? 0 : Math.min(onFoot.toMs - onFoot.fromMs, Math.round(walkMm / onFootMps)));
  const carMs = take(lengthOf(standing) - walkMs);
  const [atSignals, onRoad] = [take(signalMs), take(queueMs)];
  return {
    routeMm,
    parts: [
      ...part("driving", leftOver, routeMm === undefined ? NOTHING : distanceText(routeMm)),
      ...part("signals", atSignals, worst.signal < 0 ? NOTHING : worstText(worst, names)),
      ...part("queues", onRoad, { ko: "줄과 양보", en: "queues and giving way" }),
      ...part("cars", carMs, carCause(stops)),
      ...part("walking", walkMs, distanceText(walkMm)),
    ],
  };
};

const isOfUnit = (kind: number): boolean => kind === FactKind.UnitDeparted || kind === FactKind.UnitCrossed;

const worstText = ({ ms, signal }: { readonly ms: number; readonly signal: number }, names: RunNames): Text => {
  const [name, time] = [names.signal(signal), timeText(ms)];
  return { ko: `가장 큰 곳: ${name.ko} ${time.ko}`, en: `most at ${name.en}: ${time.en}` };
};

type Stop = Span & { readonly car: number | undefined; readonly by: CarMover | undefined; readonly isFreed: boolean };

const stopsOf = (mine: readonly UnitFact[], endMs: number): readonly Stop[] => {
  const stops: Stop[] = [];
  let open: UnitFact | undefined;
  for (const fact of mine) {
    if (fact.kind === "UnitBlocked") open ??= fact;
    else if (fact.kind === "UnitFreed" && open !== undefined) {
      stops.push({ fromMs: open.atMs, toMs: fact.atMs, car: open.car, by: fact.by, isFreed: true });
      open = undefined;
    }
  }
  if (open !== undefined) stops.push({ fromMs: open.atMs, toMs: endMs, car: open.car, by: undefined, isFreed: false });
  return stops;
};

const carCause = (stops: readonly Stop[]): Text =>
  list(
    stops.map(({ car, by, isFreed }) => {
      const number = car === undefined ? NOTHING : carName(car);
      const end = by !== undefined ? MOVERS[by] : isFreed ? { ko: "치워짐", en: "cleared" } : { ko: "그대로 있음", en: "stayed" };
      return { ko: `${number.ko} ${end.ko}`.trim(), en: `${number.en} ${end.en}`.trim() };
    }),
  );
