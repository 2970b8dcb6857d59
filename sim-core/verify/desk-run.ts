/** Calls at one desk: the product's own desk (scenario/desk.ts), driven by a plain calendar. Begins empty; the first calls are not counted. */
import { askDesk, type DeskState, leaveDesk, type Ticket } from "../scenario/desk.ts";
import { PlainCalendar } from "./plain-calendar.ts";

/** Until the desk has forgotten that it began empty. */
export const WARM_UP_CALLS = 5000;

export type DeskRun = {
  readonly desk: DeskState;
  /** Calls that count. */
  readonly calls: number;
  /** From call k - 1 to call k. */
  readonly gapMs: (k: number) => number;
  readonly serviceMs: (k: number) => number;
  /** Default 0. */
  readonly priorityOf?: (k: number) => number;
  /** Waits above this are counted as long. */
  readonly longMs: number;
};

export type DeskTally = {
  readonly calls: number;
  refused: number;
  delayed: number;
  longWaits: number;
  /** By priority. */
  readonly served: number[];
  readonly waitMs: number[];
  /** Over the time from the first to the last counted call, in parts of equally many calls: length of each, persons in line x time. */
  readonly spanMs: Float64Array;
  readonly lineMs: Float64Array;
  /** Time with so many seats taken. */
  readonly busyMs: Float64Array;
};

/** Parts of a run, to see whether a line grows. */
const PARTS = 16;
const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

export const meanLineOf = ({ lineMs, spanMs }: DeskTally): number => sum(lineMs) / sum(spanMs);
export const lineOverTime = ({ lineMs, spanMs }: DeskTally): readonly number[] =>
  Array.from(lineMs, (ms, part) => ms / (spanMs[part] ?? 0));
/** Share of the time in which at most so many seats are taken. */
export const atMostBusy = ({ busyMs, spanMs }: DeskTally, seats: number): number => sum(busyMs.subarray(0, seats + 1)) / sum(spanMs);
export const utilisationOf = ({ busyMs, spanMs }: DeskTally): number =>
  sum(busyMs.map((ms, busy) => ms * busy)) / (sum(spanMs) * (busyMs.length - 1));

const ARRIVAL = -1;
const LEAVING = 0;

export const runDesk = ({ desk, calls, gapMs, serviceMs, priorityOf, longMs }: DeskRun): DeskTally => {
  const calendar = new PlainCalendar();
  const tally: DeskTally = {
    calls,
    refused: 0,
    delayed: 0,
    longWaits: 0,
    served: [0, 0, 0],
    waitMs: [0, 0, 0],
    spanMs: new Float64Array(PARTS),
    lineMs: new Float64Array(PARTS),
    busyMs: new Float64Array(desk.seats + 1),
  };
  const [first, last] = [WARM_UP_CALLS, WARM_UP_CALLS + calls - 1];
  let next = 0;
  let open = calls;

  const start = ({ id, priority, sinceMs }: Ticket): void => {
    calendar.add(calendar.nowMs + serviceMs(id), LEAVING);
    if (id < first || id > last) return;
    const waitMs = calendar.nowMs - sinceMs;
    open -= 1;
    tally.served[priority] = (tally.served[priority] ?? 0) + 1;
    tally.waitMs[priority] = (tally.waitMs[priority] ?? 0) + waitMs;
    if (waitMs > 0) tally.delayed += 1;
    if (waitMs > longMs) tally.longWaits += 1;
  };

  const arrive = (): void => {
    const ticket = { id: next, priority: priorityOf === undefined ? 0 : priorityOf(next), sinceMs: calendar.nowMs };
    next += 1;
    calendar.add(calendar.nowMs + gapMs(next), ARRIVAL);
    const answer = askDesk(desk, ticket);
    if (answer === "served") start(ticket);
    else if (answer === "refused" && ticket.id >= first && ticket.id <= last) {
      tally.refused += 1;
      open -= 1;
    }
  };

  calendar.add(gapMs(0), ARRIVAL);
  while (open > 0) {
    const beforeMs = calendar.nowMs;
    const what = calendar.take();
    if (next > first && next <= last) {
      const spanMs = calendar.nowMs - beforeMs;
      const part = Math.floor(((next - first - 1) * PARTS) / calls);
      tally.spanMs[part] = (tally.spanMs[part] ?? 0) + spanMs;
      tally.lineMs[part] = (tally.lineMs[part] ?? 0) + desk.line.length * spanMs;
      tally.busyMs[desk.busy] = (tally.busyMs[desk.busy] ?? 0) + spanMs;
    }
    if (what === ARRIVAL) arrive();
    else {
      const ticket = leaveDesk(desk);
      if (ticket !== undefined) start(ticket);
    }
  }
  return tally;
};
