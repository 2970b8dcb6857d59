import { expect, test } from "vitest";
import { makeCheckpointStore } from "./checkpoint-store.ts";

const filled = (budgetBytes: number, minutes: number) => {
  const store = makeCheckpointStore(budgetBytes);
  for (let minute = 0; minute < minutes; minute++) store.put({ minute, bytes: new Uint8Array(10) });
  return store;
};

test("within its budget a run can go back to every minute", () => {
  const store = filled(1000, 90);
  expect([store.count(), store.latest(57)?.minute, store.bytes()]).toEqual([90, 57, 900]);
});

test("beyond its budget a run forgets every second minute first, evenly, and never the beginning", () => {
  const store = filled(300, 90);
  expect(store.bytes()).toBeLessThanOrEqual(300);
  expect([0, 1, 3, 5, 30, 60, 89].map((minute) => store.latest(minute)?.minute)).toEqual([0, 0, 0, 4, 28, 60, 88]);
});

test("a budget that is too small for anything still keeps the beginning", () => {
  const store = filled(5, 90);
  expect([store.count(), store.latest(89)?.minute]).toEqual([1, 0]);
});
