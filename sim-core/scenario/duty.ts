/** Desks in a run: who comes, who waits, who is served and for how long. desk.ts holds the line itself. */
import { nextArrivalMs } from "./arrivals.ts";
import type { Shift } from "./desk.ts";
import { askDesk, leaveDesk, nextShiftMs, seatsAt, setSeats, type Ticket, withdrawTicket } from "./desk.ts";
import { drawMs, dropTimer, type Office, setTimer } from "./office.ts";
import type { TicketWork } from "./state.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const msOfDay = (office: Office): number => (office.plan.msOfDay + office.world.nowMs()) % DAY_MS;

const shiftsOf = (office: Office, desk: number): readonly Shift[] => office.setup.scenario.desks[desk]?.seats ?? [];

/** Once, before the first token: people sit down, and the first piece of other work is on its way. */
export const openDesks = (office: Office): void => {
  office.setup.scenario.desks.forEach((_, desk) => {
    changeShift(office, desk);
    awaitOtherWork(office, desk, 0);
  });
};

/** The shift changes now: more seats serve who waits, fewer become empty one by one. */
export const changeShift = (office: Office, desk: number): void => {
  const state = office.state.desks[desk];
  if (state === undefined) return;
  const shifts = shiftsOf(office, desk);
  const started = setSeats(state, seatsAt(shifts, msOfDay(office)));
  for (const ticket of started) callForward(office, ticket);
  deskFact(office, desk);
  const nextMs = nextShiftMs(shifts, msOfDay(office));
  if (nextMs !== undefined) setTimer(office, nextMs, { kind: "desk-shift", desk, k: 0 });
};

/** The k-th piece of other work comes by chance (Poisson, by the hour of the day), the same in all arms. */
const awaitOtherWork = (office: Office, desk: number, k: number): void => {
  const written = office.setup.scenario.desks[desk];
  const arrivals = office.state.otherWork[desk];
  if (written?.otherWork === undefined || arrivals === undefined) return;
  const { perHour, byHour } = written.otherWork;
  const perH = byHour.length === 0 ? [perHour] : byHour.map((factor) => factor * perHour);
  const table = { spanMs: HOUR_MS, perH, fromMs: office.plan.msOfDay };
  const atMs = nextArrivalMs(arrivals, table, office.world.draw, `desk.other-work.gap/${written.id}`);
  if (atMs !== undefined) setTimer(office, atMs - office.world.nowMs(), { kind: "desk-other-work", desk, k });
};

export const otherWorkComes = (office: Office, desk: number, k: number): void => {
  const written = office.setup.scenario.desks[desk];
  if (written?.otherWork === undefined) return;
  awaitOtherWork(office, desk, k + 1);
  const durationMs = drawMs(office, written.otherWork.work, `desk.other-work/${written.id}`, k, 0);
  goToDesk(office, { desk, durationMs, priority: written.otherWork.priority, work: { kind: "other" } });
};

export type DeskVisit = {
  readonly desk: number;
  readonly durationMs: number;
  readonly priority: number;
  readonly work: TicketWork["work"];
};

/** "waits" = it stands in line; when it is served and done, `deskDone` answers its work. */
export const goToDesk = (office: Office, { desk, durationMs, priority, work }: DeskVisit): "served" | "waits" => {
  const { state } = office;
  const line = state.desks[desk];
  if (line === undefined) throw new Error(`at ${office.world.nowMs()} ms: there is no desk ${desk}`);
  const ticket: Ticket = { id: state.nextTicket, priority, sinceMs: office.world.nowMs() };
  state.nextTicket += 1;
  state.tickets.set(ticket.id, { desk, durationMs, token: -1, work });
  const isServed = askDesk(line, ticket) === "served";
  if (isServed) serve(office, ticket);
  deskFact(office, desk);
  return isServed ? "served" : "waits";
};

const serve = (office: Office, { id }: Ticket): void => {
  const ticket = office.state.tickets.get(id);
  if (ticket === undefined) throw new Error(`at ${office.world.nowMs()} ms: ticket ${id} has no work`);
  ticket.token = setTimer(office, ticket.durationMs, { kind: "desk-done", ticket: id });
};

/** Served after a wait: whoever asked is told (steps.ts), in order with everything else of this millisecond. */
const callForward = (office: Office, ticket: Ticket): void => {
  serve(office, ticket);
  const work = office.state.tickets.get(ticket.id)?.work;
  if (work !== undefined) office.seated.push(work);
};

/** A seat is free: the next in line takes it. Answers what was done. */
export const deskDone = (office: Office, id: number): TicketWork["work"] => {
  const ticket = office.state.tickets.get(id);
  if (ticket === undefined) throw new Error(`at ${office.world.nowMs()} ms: ticket ${id} is done but was never there`);
  office.state.tickets.delete(id);
  freeSeat(office, ticket.desk);
  return ticket.work;
};

const freeSeat = (office: Office, desk: number): void => {
  const line = office.state.desks[desk];
  if (line === undefined) return;
  const next = leaveDesk(line);
  if (next !== undefined) callForward(office, next);
  deskFact(office, desk);
};

const isOf = ({ work }: TicketWork, course: number, step: number): boolean =>
  (work.kind === "approve" || work.kind === "step") && work.course === course && work.step === step;

/** The step is called off: it leaves every line, and whoever works on it stops. */
export const leaveDesks = (office: Office, course: number, step: number): void => {
  for (const [id, ticket] of [...office.state.tickets]) {
    if (!isOf(ticket, course, step)) continue;
    office.state.tickets.delete(id);
    const line = office.state.desks[ticket.desk];
    if (ticket.token >= 0) {
      dropTimer(office, ticket.token);
      freeSeat(office, ticket.desk);
    } else if (line !== undefined && withdrawTicket(line, id)) deskFact(office, ticket.desk);
  }
};

/** The step has timed out, but the request is still on somebody's table: it takes its time, and its answer is late. */
export const answerLate = (office: Office, course: number, step: number, late: TicketWork["work"] & { readonly kind: "late" }): boolean => {
  let isLate = false;
  for (const ticket of office.state.tickets.values()) {
    if (!isOf(ticket, course, step)) continue;
    ticket.work = late;
    isLate = true;
  }
  return isLate;
};

const deskFact = (office: Office, desk: number): void => {
  const written = office.setup.scenario.desks[desk];
  const state = office.state.desks[desk];
  if (written === undefined || state === undefined) return;
  const { busy, seats, line } = state;
  office.facts.push({
    kind: "DeskChanged",
    atMs: office.world.nowMs(),
    incident: -1,
    desk: written.id,
    agency: office.setup.operators[written.class],
    busy,
    seats,
    waiting: line.length,
  });
};
