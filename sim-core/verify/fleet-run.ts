/**
 * Calls to a fleet: the product's own choice of the unit (scenario/fleet.ts) and its own line (scenario/desk.ts: a seat for every unit),
 * driven by a plain calendar. Begins empty; the first calls are not counted. A unit is free again where it stands at home.
 */
import { askDesk, leaveDesk, newDesk } from "../scenario/desk.ts";
import { type Candidate, chooseUnit, type DispatchPolicy } from "../scenario/fleet.ts";
import { PlainCalendar } from "./plain-calendar.ts";

/** Until the fleet has forgotten that everybody was at home. */
const WARM_UP_CALLS = 5000;

export type FleetCall = {
  /** For the tally: calls are counted by area and unit. */
  readonly area: number;
  readonly policy: DispatchPolicy;
  /** From each unit's home to the place, by unit number. */
  readonly ms: readonly number[];
};

export type FleetRun = {
  /** Station of each unit. */
  readonly stations: readonly number[];
  readonly areas: number;
  readonly calls: number;
  /** A pure function of k: asked again for a call that has waited. */
  readonly callAt: (k: number) => FleetCall;
  readonly gapMs: (k: number) => number;
  /** How long the unit is away that needs `ms` to the place. */
  readonly awayMs: (k: number, ms: number) => number;
  /** Most calls that may wait; left out: no limit. */
  readonly lineLimit?: number;
  /** Calls before the first that counts; default WARM_UP_CALLS. 0: the run begins with everybody at home, and that counts. */
  readonly warmUpCalls?: number;
  /** A call counts as covered where a unit is there within this. */
  readonly coverMs?: number;
};

export type FleetTally = {
  readonly calls: number;
  lost: number;
  delayed: number;
  covered: number;
  /** From call to arrival, all together. */
  responseMs: number;
  /** Calls of each area that each unit went to: [area * units + unit]. */
  readonly sent: Float64Array;
  spanMs: number;
  /** Time with no call in line, by who is busy: bit u = unit u. */
  readonly stateMs: Float64Array;
  /** Time with a call in line: everybody is busy. */
  lineMs: number;
};

/** Share of the time that a unit is away. */
export const workloadOf = ({ stateMs, lineMs, spanMs }: FleetTally, unit: number): number =>
  stateMs.reduce((sum, ms, state) => sum + ((state >> unit) & 1 ? ms : 0), lineMs) / spanMs;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const ARRIVAL = -1;

export const runFleet = ({
  stations,
  areas,
  calls,
  callAt,
  gapMs,
  awayMs,
  lineLimit,
  coverMs = 0,
  warmUpCalls = WARM_UP_CALLS,
}: FleetRun): FleetTally => {
  const units = stations.length;
  const calendar = new PlainCalendar();
  const desk = newDesk(units, lineLimit);
  const fleet: Mutable<Candidate>[] = stations.map((station, unit) => ({ unit, station, isFree: true, ms: 0 }));
  const tally: FleetTally = {
    calls,
    lost: 0,
    delayed: 0,
    covered: 0,
    responseMs: 0,
    sent: new Float64Array(areas * units),
    spanMs: 0,
    stateMs: new Float64Array(2 ** units),
    lineMs: 0,
  };
  const [first, last] = [warmUpCalls, warmUpCalls + calls - 1];
  let next = 0;
  let open = calls;
  let busy = 0;

  const send = (k: number, sinceMs: number, call: FleetCall): void => {
    for (const candidate of fleet) candidate.ms = call.ms[candidate.unit] ?? -1;
    const unit = chooseUnit(fleet, call.policy);
    const chosen = typeof unit === "number" ? fleet[unit] : undefined;
    if (chosen === undefined) throw new Error(`call ${k}: a unit is free, but the choice is ${unit}`);
    chosen.isFree = false;
    busy |= 1 << chosen.unit;
    calendar.add(calendar.nowMs + awayMs(k, chosen.ms), chosen.unit);
    if (k < first || k > last) return;
    open -= 1;
    const at = call.area * units + chosen.unit;
    tally.sent[at] = (tally.sent[at] ?? 0) + 1;
    const waitMs = calendar.nowMs - sinceMs;
    if (waitMs > 0) tally.delayed += 1;
    tally.responseMs += waitMs + chosen.ms;
    if (waitMs + chosen.ms <= coverMs) tally.covered += 1;
  };

  const arrive = (): void => {
    const k = next;
    next += 1;
    calendar.add(calendar.nowMs + gapMs(next), ARRIVAL);
    const answer = askDesk(desk, { id: k, priority: 0, sinceMs: calendar.nowMs });
    if (answer === "served") send(k, calendar.nowMs, callAt(k));
    else if (answer === "refused" && k >= first && k <= last) {
      tally.lost += 1;
      open -= 1;
    }
  };

  const comeHome = (unit: number): void => {
    const home = fleet[unit];
    if (home === undefined) throw new Error(`there is no unit ${unit}`);
    home.isFree = true;
    busy &= ~(1 << unit);
    const ticket = leaveDesk(desk);
    if (ticket !== undefined) send(ticket.id, ticket.sinceMs, callAt(ticket.id));
  };

  const watch = (spanMs: number): void => {
    tally.spanMs += spanMs;
    if (desk.line.length > 0) tally.lineMs += spanMs;
    else tally.stateMs[busy] = (tally.stateMs[busy] ?? 0) + spanMs;
  };

  calendar.add(gapMs(0), ARRIVAL);
  while (open > 0) {
    const beforeMs = calendar.nowMs;
    const what = calendar.take();
    if (next > first && next <= last) watch(calendar.nowMs - beforeMs);
    if (what === ARRIVAL) arrive();
    else comeHome(what);
  }
  return tally;
};
