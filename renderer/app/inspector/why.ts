/**
 * Why something stands, in one plain sentence: of what the simulation answered (contract/closer-look.ts) and of names. Pure. Where the
 * rules of the street know no reason, the sentence says so.
 */
import type { Look, Looked } from "../../../sim-core/contract/closer-look.ts";
import type { UnitState, VehicleWhy } from "../../../sim-core/contract/commands.ts";
import type { UnitDuty } from "../../../sim-core/contract/unit-duty.ts";
import type { Text } from "../../../sim-core/model/units.ts";
import { fill, MESSAGES, type MessageKey } from "../text/messages.ts";

/** How places and units are called. */
export type WhyNames = {
  readonly street: (link: number) => Text;
  readonly signal: (position: number) => Text;
  readonly unit: (unit: number) => Text;
};

type Values = Readonly<Record<string, string | number | Text>>;

const said = (key: MessageKey, values: Values = {}): Text => {
  const one = (language: "ko" | "en"): string =>
    fill(
      MESSAGES[key][language],
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "object" ? value[language] : value])),
    );
  return { ko: one("ko"), en: one("en") };
};

const joined = (...parts: readonly (Text | undefined)[]): Text => {
  const known = parts.filter((part) => part !== undefined);
  return { ko: known.map(({ ko }) => ko).join(" "), en: known.map(({ en }) => en).join(" ") };
};

const seconds = (ms: number): number => Math.round(ms / 1000);
const metres = (mm: number): number => Math.round(mm / 1000);

type Running = Extract<VehicleWhy, { state: "running" }>;

/** What keeps the first of its lane; undefined = nothing that the rules know of. */
const causeOf = (why: Running, names: WhyNames): Text | undefined => {
  const since = seconds(why.headWaitsMs);
  const unit = why.unit < 0 ? MESSAGES["why.someUnit"] : names.unit(why.unit);
  switch (why.cause) {
    case "red": {
      const red = said("why.red", { place: names.signal(why.signal), seconds: since });
      return why.greenInMs > 0 ? joined(red, said("why.greenIn", { seconds: Math.max(1, seconds(why.greenInMs)) })) : red;
    }
    case "preempted":
      return said("why.preempted", { place: names.signal(why.signal), unit, seconds: since });
    case "held":
      return said("why.held", { unit });
    case "stop-first":
      return said("why.stopFirst");
    case "gap":
      return said("why.gap", { seconds: since });
    case "no-room":
      return said("why.noRoom", { street: names.street(why.beyond), seconds: since });
    case "closed":
      return said("why.closed", { street: names.street(why.beyond) });
    case "ends":
      return said("why.ends");
    case "none":
      return undefined;
  }
};

const ofRunning = (why: Running, names: WhyNames): Text => {
  const cause = causeOf(why, names);
  if (why.speedMmPerS > 0) return said("why.moves", { street: names.street(why.link) });
  if (why.ahead === 0) return cause ?? said(why.ends ? "why.ends" : "why.first");
  const queue = said("why.queue", { count: why.ahead, metres: metres(why.toLineMm) });
  return joined(queue, cause ?? said("why.queue.moves"));
};

const ofVehicle = (why: VehicleWhy, names: WhyNames): Text => {
  switch (why.state) {
    case "running":
      return ofRunning(why, names);
    case "waiting":
      return said("why.waiting", { street: names.street(why.link) });
    case "not-due":
      return said("why.notDue");
    case "arrived":
      return said("why.arrived");
    case "removed":
      return said("why.removed");
  }
};

/** A unit that moves slower than this share of what it would drive there passes a standing queue. */
const SLOW_P = 0.9;

const ofUnit = (state: UnitState, atMs: number, duty: UnitDuty, names: WhyNames): Text => {
  const since = seconds(atMs - state.sinceMs);
  switch (state.phase) {
    case "blocked":
      return said("why.unit.blocked", { street: names.street(state.link), seconds: since });
    case "waiting": {
      if (state.signal < 0) return said("why.unit.gap", { seconds: since });
      const red = said("why.red", { place: names.signal(state.signal), seconds: since });
      return state.greenInMs > 0 ? joined(red, said("why.greenIn", { seconds: Math.max(1, seconds(state.greenInMs)) })) : red;
    }
    case "crossing":
      return said("why.unit.crossing");
    case "moving":
      return state.speedMmPerS < state.freeMmPerS * SLOW_P
        ? said("why.unit.passing", { street: names.street(state.link) })
        : said("why.unit.free", { street: names.street(state.link) });
    case "rest":
      return joined(said("why.unit.rest"), MESSAGES[`unit.${duty}`]);
  }
};

/** `duty` is what a unit is about to do; it says why one rests. Signals and links wait for nothing. */
export const whyText = (looked: Looked, duty: UnitDuty, names: WhyNames): Text | undefined => {
  if (looked.kind === "vehicle") return ofVehicle(looked.why, names);
  if (looked.kind === "unit") return ofUnit(looked.state, looked.atMs, duty, names);
  return undefined;
};

/** Stands, so that the question why is a question. */
export const isStanding = (looked: Looked): boolean => {
  if (looked.kind === "vehicle") return looked.why.state === "waiting" || (looked.why.state === "running" && looked.why.speedMmPerS === 0);
  return looked.kind === "unit" && (looked.state.phase === "waiting" || looked.state.phase === "blocked");
};

export const lookName = (what: Look): string => JSON.stringify(what);
