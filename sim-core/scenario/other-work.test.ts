import { expect, it } from "vitest";
import type { DeskFact } from "../contract/institutional-facts.ts";
import { makeSmallWorld, scenarioText } from "./small-world.ts";

const MIN_MS = 60_000;
/** A desk in a run that begins at 08:00. */
const deskOptions = (desk: string) => ({
  yaml: scenarioText(
    `desks: [{id: duty, class: disaster, ${desk}}]
triggers: [{id: call, source: time, atMin: 59}]
steps:
  - {id: ask, class: disaster, after: [{trigger: call}], do: notify, with: {to: {class: traffic}}}`,
  ).replace("durationMin: 60", "durationMin: 240"),
});
const changes = (desk: string): readonly DeskFact[] => {
  const world = makeSmallWorld(deskOptions(desk));
  world.runTo(240 * MIN_MS);
  return world.facts().filter((fact) => fact.kind === "DeskChanged");
};

it("other work comes in the hours of the day that have any", () => {
  const byHour = Array.from({ length: 24 }, (_, hour) => (hour === 9 || hour === 10 ? 1 : 0));
  const busy = changes(`seats: 2, otherWork: {perHour: 30, byHour: [${byHour.join(", ")}], work: {constantS: 5}}`).filter(
    (fact) => fact.busy > 0,
  );
  const minutes = busy.map(({ atMs }) => atMs / MIN_MS);
  // Thirty an hour for two hours: sixty, give or take four standard deviations.
  expect(Math.abs(busy.length - 60)).toBeLessThan(31);
  expect([Math.min(...minutes) >= 60, Math.max(...minutes) <= 181]).toEqual([true, true]);
});

it("a shift that ends lets everybody finish, and one that begins serves who waits", () => {
  const told = changes(
    "seats: [{fromHour: 8, seats: 1}, {fromHour: 9, seats: 0}, {fromHour: 11, seats: 3}], otherWork: {perHour: 20, work: {constantS: 300}}",
  );
  const seats = told.map((fact) => fact.seats);
  expect([...new Set(seats)]).toEqual([1, 0, 3]);
  const closed = told.filter((fact) => fact.seats === 0);
  // Whoever sat there at nine is done within five minutes; from then on the line only grows.
  expect(closed.filter(({ atMs, busy }) => busy > 0 && atMs > 65 * MIN_MS)).toEqual([]);
  const lines = closed.map((fact) => fact.waiting);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  const opened = told.find((fact) => fact.seats === 3);
  expect(opened).toMatchObject({ atMs: 180 * MIN_MS, busy: 3, waiting: (closed.at(-1)?.waiting ?? 0) - 3 });
});

it("what comes to a desk is the same after the run was saved and loaded", () => {
  const options = deskOptions("seats: 1, otherWork: {perHour: 20, work: {meanS: 200}}");
  const whole = makeSmallWorld(options);
  whole.runTo(240 * MIN_MS);
  const first = makeSmallWorld(options);
  first.runTo(100 * MIN_MS);
  const second = makeSmallWorld(options);
  second.load(first.save());
  second.runTo(240 * MIN_MS);
  expect(second.save()).toBe(whole.save());
});

it("a day has twenty-four hours", () => {
  expect(() => makeSmallWorld(deskOptions("seats: 1, otherWork: {perHour: 1, byHour: [1, 2], work: {constantS: 1}}"))).toThrow();
});
