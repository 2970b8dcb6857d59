import { expect, test } from "vitest";
import type { Desk, Scenario } from "../model/scenario.ts";
import { deskYardsticks } from "./desk-yardsticks.ts";

const desk = (fields: Partial<Desk>): Desk => ({ id: "calls", class: "disaster", seats: [{ fromHour: 0, seats: 4 }], ...fields });
const minute = { priority: 4, byHour: [], work: { meanS: 120 } };
const asked = (one: Desk, startsAt = "2026-03-02T08:00:00+09:00", durationMin = 120) =>
  deskYardsticks({ desks: [one], run: { startsAt, durationMin, warmUpMin: 0 } as Scenario["run"] }).map(({ code, params }) => ({
    code,
    ...params,
  }));

test("a call desk of 90 calls an hour of 120 s lets 51 % wait, 61 s in the mean, with four people (Erlang 1917)", () => {
  expect(asked(desk({ otherWork: { ...minute, perHour: 90 } }))).toEqual([
    {
      code: "measure.desk-yardstick",
      desk: "calls",
      seats: 4,
      load: 3,
      waitP: expect.closeTo(0.509434, 6) as number,
      waitS: expect.closeTo(61.132, 3) as number,
    },
  ]);
});

test("the busiest hour of the run counts, with the shift of that hour", () => {
  const otherWork = { ...minute, perHour: 90, byHour: Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 2 : 0.5)) };
  const seats = [
    { fromHour: 6, seats: 9 },
    { fromHour: 22, seats: 2 },
  ];
  // 8 to 10: half of the calls, nine people; 8 to 11: twice the calls; at night half of them for two
  expect(asked(desk({ seats, otherWork }))).toMatchObject([{ seats: 9, load: 1.5 }]);
  expect(asked(desk({ seats, otherWork }), "2026-03-02T08:00:00+09:00", 180)).toMatchObject([{ seats: 9, load: 6 }]);
  expect(asked(desk({ seats, otherWork }), "2026-03-02T21:30:00+09:00", 300)).toMatchObject([{ seats: 2, load: 1.5 }]);
});

test("a desk that cannot even do its other work is a flag, and one without any has no yardstick", () => {
  expect(asked(desk({ otherWork: { ...minute, perHour: 120 } }))).toEqual([
    { code: "flag.desk-overbooked", desk: "calls", seats: 4, load: 4 },
  ]);
  expect(asked(desk({ seats: [{ fromHour: 0, seats: 0 }], otherWork: { ...minute, perHour: 3 } }))).toEqual([
    { code: "flag.desk-overbooked", desk: "calls", seats: 0, load: 0.1 },
  ]);
  expect(asked(desk({}))).toEqual([]);
  expect(asked(desk({ otherWork: { ...minute, perHour: 0 } }))).toEqual([]);
});
