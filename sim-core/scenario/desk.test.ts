import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDesk, type DeskState, leaveDesk, newDesk, nextShiftMs, seatsAt, setSeats, type Ticket, withdrawTicket } from "./desk.ts";

const ticket = (id: number, priority = 0, sinceMs = 0): Ticket => ({ id, priority, sinceMs });
const ids = (tickets: readonly (Ticket | undefined)[]): readonly (number | undefined)[] => tickets.map((one) => one?.id);

describe("a desk", () => {
  it("serves as many as it has seats and lets the others wait in the order in which they came", () => {
    const desk = newDesk(2);
    expect([1, 2, 3, 4].map((id) => askDesk(desk, ticket(id)))).toEqual(["served", "served", "waits", "waits"]);
    expect(ids([leaveDesk(desk), leaveDesk(desk), leaveDesk(desk), leaveDesk(desk)])).toEqual([3, 4, undefined, undefined]);
    expect(desk.busy).toBe(0);
  });

  it("takes the more urgent first, but never from a seat", () => {
    const desk = newDesk(1);
    askDesk(desk, ticket(1, 5));
    askDesk(desk, ticket(2, 5));
    askDesk(desk, ticket(3, 1));
    askDesk(desk, ticket(4, 5));
    expect(ids([leaveDesk(desk), leaveDesk(desk), leaveDesk(desk)])).toEqual([3, 2, 4]);
  });

  it("refuses whom its line has no room for, and everybody beyond the seats where nobody may wait", () => {
    const short = newDesk(1, 1);
    expect([1, 2, 3].map((id) => askDesk(short, ticket(id)))).toEqual(["served", "waits", "refused"]);
    const none = newDesk(1, 0);
    expect([1, 2].map((id) => askDesk(none, ticket(id)))).toEqual(["served", "refused"]);
    expect(leaveDesk(none)).toBeUndefined();
    expect(askDesk(none, ticket(3))).toBe("served");
  });

  it("lets a ticket be taken back from the line, not from a seat", () => {
    const desk = newDesk(1);
    for (const id of [1, 2, 3]) askDesk(desk, ticket(id));
    expect([withdrawTicket(desk, 1), withdrawTicket(desk, 2), withdrawTicket(desk, 2)]).toEqual([false, true, false]);
    expect(ids([leaveDesk(desk), leaveDesk(desk)])).toEqual([3, undefined]);
  });

  it("lets a seat whose shift is over finish its work and stay empty then", () => {
    const desk = newDesk(2);
    for (const id of [1, 2, 3, 4]) askDesk(desk, ticket(id));
    expect(setSeats(desk, 1)).toEqual([]);
    expect(desk.busy).toBe(2);
    expect(ids([leaveDesk(desk), leaveDesk(desk)])).toEqual([undefined, 3]);
    expect(ids(setSeats(desk, 3))).toEqual([4]);
    expect(desk.busy).toBe(2);
  });

  it("says that nobody can leave an empty desk", () => {
    expect(() => leaveDesk(newDesk(1))).toThrow("nobody sits");
  });

  it("does the same as a sorted list, after being saved and loaded at any moment", () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant("ask" as const), priority: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ kind: fc.constant("leave" as const) }),
      fc.record({ kind: fc.constant("withdraw" as const), id: fc.nat(60) }),
      fc.record({ kind: fc.constant("seats" as const), seats: fc.nat(4) }),
      fc.record({ kind: fc.constant("save" as const) }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
        let desk: DeskState = newDesk(1, 40);
        const model = { seats: 1, busy: 0, line: [] as Ticket[] };
        const take = (): Ticket | undefined => {
          const next = model.line.shift();
          if (next !== undefined) model.busy += 1;
          return next;
        };
        for (const [id, step] of operations.entries()) {
          if (step.kind === "ask") {
            const asked = ticket(id, step.priority, id * 10);
            let expected: string = "served";
            if (model.busy < model.seats) model.busy += 1;
            else if (model.line.length >= 40) expected = "refused";
            else {
              expected = "waits";
              model.line = [...model.line, asked].toSorted((a, b) => a.priority - b.priority || a.id - b.id);
            }
            expect(askDesk(desk, asked)).toBe(expected);
          } else if (step.kind === "leave" && model.busy > 0) {
            model.busy -= 1;
            expect(leaveDesk(desk)?.id).toBe(model.busy < model.seats ? take()?.id : undefined);
          } else if (step.kind === "withdraw") {
            const waits = model.line.some(({ id: other }) => other === step.id);
            model.line = model.line.filter(({ id: other }) => other !== step.id);
            expect(withdrawTicket(desk, step.id)).toBe(waits);
          } else if (step.kind === "seats") {
            model.seats = step.seats;
            const started: Ticket[] = [];
            for (let next = model.busy < model.seats ? take() : undefined; next !== undefined; ) {
              started.push(next);
              next = model.busy < model.seats ? take() : undefined;
            }
            expect(ids(setSeats(desk, step.seats))).toEqual(ids(started));
          } else if (step.kind === "save") {
            const text = JSON.stringify(desk);
            desk = JSON.parse(text) as DeskState;
            expect(JSON.stringify(desk)).toBe(text);
          }
          expect([desk.busy, desk.seats, desk.line.length]).toEqual([model.busy, model.seats, model.line.length]);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});

describe("shifts", () => {
  const shifts = [
    { fromHour: 6, seats: 4 },
    { fromHour: 18.5, seats: 2 },
  ];
  const HOUR_MS = 3_600_000;

  it("the last shift lasts past midnight", () => {
    expect([0, 5.99, 6, 18.49, 18.5, 23.9].map((hour) => seatsAt(shifts, hour * HOUR_MS))).toEqual([2, 2, 4, 4, 2, 2]);
    expect(seatsAt([], 0)).toBe(0);
  });

  it("tells when it changes next, tomorrow if need be", () => {
    expect(nextShiftMs(shifts, 0)).toBe(6 * HOUR_MS);
    expect(nextShiftMs(shifts, 6 * HOUR_MS)).toBe(12.5 * HOUR_MS);
    expect(nextShiftMs(shifts, 20 * HOUR_MS)).toBe(10 * HOUR_MS);
    expect(nextShiftMs([{ fromHour: 0, seats: 3 }], 0)).toBeUndefined();
  });
});
