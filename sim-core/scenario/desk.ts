/**
 * A desk: people at seats who take one thing at a time (calls at 119, requests for a signature, pictures to look at), and the line in
 * front of them. Within one priority first come, first served; the lower number goes first; whoever has a seat keeps it to the end.
 * State is data and saved with the run; how long a thing takes, and what is measured, is the caller's.
 */

export type Ticket = {
  readonly id: number;
  /** The lower number is served first. */
  readonly priority: number;
  /** When it was put in line; waiting is counted from here. */
  readonly sinceMs: number;
};

/** `order` counts who asked before whom: the line never depends on equal times. */
export type WaitingTicket = Ticket & { readonly order: number };

export type DeskState = {
  /** Manned seats. Fewer than `busy` for as long as somebody finishes a thing after the end of the shift. */
  seats: number;
  busy: number;
  /** Most that may wait; 0 = nobody waits, everybody beyond the seats is refused. Left out: no limit. */
  readonly lineLimit?: number;
  nextOrder: number;
  /** Binary heap by (priority, order): the first entry is next. */
  readonly line: WaitingTicket[];
};

/** Seats from this hour of the day (0 to below 24, parts allowed) until the next entry; the last one lasts past midnight. */
export type Shift = { readonly fromHour: number; readonly seats: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const newDesk = (seats: number, lineLimit?: number): DeskState => ({
  seats,
  busy: 0,
  ...(lineLimit === undefined ? {} : { lineLimit }),
  nextOrder: 0,
  line: [],
});

/** Served = the ticket has a seat from now on. */
export const askDesk = (desk: DeskState, ticket: Ticket): "served" | "waits" | "refused" => {
  if (desk.busy < desk.seats) {
    desk.busy += 1;
    return "served";
  }
  if (desk.lineLimit !== undefined && desk.line.length >= desk.lineLimit) return "refused";
  desk.line.push({ id: ticket.id, priority: ticket.priority, sinceMs: ticket.sinceMs, order: desk.nextOrder });
  desk.nextOrder += 1;
  rise(desk.line, desk.line.length - 1);
  return "waits";
};

/** A seat is free again; the answer is the ticket that takes it now. A seat whose shift is over stays empty. */
export const leaveDesk = (desk: DeskState): Ticket | undefined => {
  if (desk.busy === 0) throw new RangeError("nobody sits at this desk who could leave it");
  desk.busy -= 1;
  return desk.busy < desk.seats ? takeNext(desk) : undefined;
};

/** Takes a ticket out of the line; false if it does not wait (it has a seat, or was never here). */
export const withdrawTicket = (desk: DeskState, id: number): boolean => {
  const { line } = desk;
  const index = line.findIndex((ticket) => ticket.id === id);
  if (index < 0) return false;
  const last = line.pop();
  if (last !== undefined && index < line.length) {
    line[index] = last;
    rise(line, index);
    sink(line, index);
  }
  return true;
};

/** More or fewer people from now on; the answer is the tickets that have a seat now, in the order in which they took it. */
export const setSeats = (desk: DeskState, seats: number): readonly Ticket[] => {
  desk.seats = seats;
  const started: Ticket[] = [];
  while (desk.busy < desk.seats) {
    const ticket = takeNext(desk);
    if (ticket === undefined) break;
    started.push(ticket);
  }
  return started;
};

/** Seats at a time of day. `shifts` ascend by hour. */
export const seatsAt = (shifts: readonly Shift[], msOfDay: number): number => {
  const begun = shifts.findLast((shift) => startMs(shift) <= msOfDay);
  return (begun ?? shifts.at(-1))?.seats ?? 0;
};

/** Milliseconds until the number of seats may change next; undefined where it never does. */
export const nextShiftMs = (shifts: readonly Shift[], msOfDay: number): number | undefined => {
  if (shifts.length < 2) return undefined;
  const starts = shifts.map(startMs);
  const next = starts.find((start) => start > msOfDay) ?? (starts[0] ?? 0) + DAY_MS;
  return next - msOfDay;
};

const startMs = ({ fromHour }: Shift): number => Math.round(fromHour * HOUR_MS);

const takeNext = (desk: DeskState): Ticket | undefined => {
  const { line } = desk;
  const first = line[0];
  const last = line.pop();
  if (first === undefined || last === undefined) return undefined;
  if (line.length > 0) {
    line[0] = last;
    sink(line, 0);
  }
  desk.busy += 1;
  return first;
};

const goesBefore = (a: WaitingTicket, b: WaitingTicket): boolean =>
  a.priority === b.priority ? a.order < b.order : a.priority < b.priority;

const rise = (line: WaitingTicket[], from: number): void => {
  let place = from;
  const ticket = line[place];
  if (ticket === undefined) return;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = line[parent];
    if (above === undefined || !goesBefore(ticket, above)) break;
    line[place] = above;
    place = parent;
  }
  line[place] = ticket;
};

const sink = (line: WaitingTicket[], from: number): void => {
  let place = from;
  const ticket = line[place];
  if (ticket === undefined) return;
  for (;;) {
    let child = 2 * place + 1;
    let below = line[child];
    if (below === undefined) break;
    const right = line[child + 1];
    if (right !== undefined && goesBefore(right, below)) {
      child += 1;
      below = right;
    }
    if (!goesBefore(below, ticket)) break;
    line[place] = below;
    place = child;
  }
  line[place] = ticket;
};
