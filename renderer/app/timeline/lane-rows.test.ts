import { expect, test } from "vitest";
import type { TimelineItem } from "../../../sim-core/contract/sim-service.ts";
import { barsIn, type LanePlan, rowsOfLane } from "./lane-rows.ts";
import type { Window } from "./timeline-model.ts";

/** A window of 1,000 seconds, so that a share of it is read off at once. */
const WINDOW = { fromMs: 0, toMs: 1_000_000 };
const S = 1000;

const planLane = (items: readonly TimelineItem[], window: Window, focus: number | undefined): LanePlan =>
  barsIn(rowsOfLane(items, window.toMs - window.fromMs, focus), window);

const item = (
  kind: TimelineItem["kind"],
  id: string,
  fromS: number,
  toS: number | undefined,
  more: Partial<TimelineItem> = {},
): TimelineItem => ({
  kind,
  id,
  incident: 0,
  agency: "city",
  title: { ko: id, en: id },
  startMs: fromS * S,
  ...(toS === undefined ? {} : { endMs: toS * S }),
  outcome: toS === undefined ? "running" : "done",
  ...more,
});
const moment = (id: string, atS: number, more: Partial<TimelineItem> = {}): TimelineItem => item("car", id, atS, atS, more);

const rowsOf = (items: readonly TimelineItem[]): Record<string, number> =>
  Object.fromEntries(planLane(items, WINDOW, 0).bars.map(({ items: [first], row }) => [first?.id ?? "", row]));

test("bars that leave each other room for their words share a row, others do not", () => {
  expect(rowsOf([item("step", "a", 0, 10), item("step", "b", 50, 60), item("step", "c", 200, 210)])).toEqual({ a: 0, b: 1, c: 0 });
});

test("words give way before rows multiply; bars that would cover each other never share one", () => {
  const short = ["a", "b", "c", "d", "e"].map((id, at) => item("step", id, at * 22, at * 22 + 5));
  expect(planLane(short, WINDOW, 0).rows).toBe(3);
  const long = ["a", "b", "c", "d", "e"].map((id) => item("step", id, 100, 600));
  expect(planLane(long, WINDOW, 0).rows).toBe(5);
});

test("no two bars of a row overlap, whatever comes", () => {
  const items = Array.from({ length: 60 }, (_, at) => item("step", `s${at}`, (at * 37) % 900, ((at * 37) % 900) + ((at * 13) % 90)));
  const { bars } = planLane(
    [...items].sort((a, b) => a.startMs - b.startMs),
    WINDOW,
    0,
  );
  const clashes = bars.filter((a) => bars.some((b) => a !== b && a.row === b.row && a.fromP <= b.fromP && b.fromP < a.toP - 1e-9));
  expect(bars).toHaveLength(60);
  expect(clashes).toEqual([]);
});

test("the same thing at nearly the same moment is one bar with a count; another outcome or a later moment is another", () => {
  const items = [
    moment("read", 100),
    moment("read", 105),
    moment("read", 118),
    moment("read", 106, { outcome: "failed" }),
    moment("read", 400),
  ];
  const { bars } = planLane(
    [...items].sort((a, b) => a.startMs - b.startMs),
    WINDOW,
    0,
  );
  expect(bars.map((bar) => [bar.items[0]?.outcome, bar.items.length])).toEqual([
    ["done", 3],
    ["failed", 1],
    ["done", 1],
  ]);
});

test("a unit keeps to its row from turning out to coming home, with the car in its way on its drive", () => {
  const a = { unit: 0 };
  const b = { unit: 1 };
  const items = [
    item("drive", "a", 100, 300, a),
    item("drive", "b", 120, 280, b),
    item("obstruction", "a", 200, 260, { ...a, car: 3 }),
    item("on-scene", "b", 280, 700, b),
    item("on-scene", "a", 300, 800, a),
  ];
  const { bars, rows } = planLane(items, WINDOW, 0);
  expect(rows).toBe(2);
  expect(bars.map((bar) => [bar.items[0]?.kind, bar.items[0]?.unit, bar.row, bar.over.map(({ car }) => car)])).toEqual([
    ["drive", 0, 0, [3]],
    ["on-scene", 0, 0, []],
    ["drive", 1, 1, []],
    ["on-scene", 1, 1, []],
  ]);
});

test("a wait for a seat lies on its own step of the same incident", () => {
  const items = [item("step", "plates", 10, 80), item("step", "owners", 10, 90), item("queue", "plates", 10, 40)];
  const { bars } = planLane(items, WINDOW, 0);
  expect(bars.map((bar) => [bar.items[0]?.id, bar.over.length])).toEqual([
    ["plates", 1],
    ["owners", 0],
  ]);
});

test("other incidents take no rows, and what lies outside the window is not there", () => {
  const plan = planLane([item("step", "a", 0, 10), item("step", "b", 0, 10, { incident: 1 }), item("step", "c", 2000, 2100)], WINDOW, 0);
  expect(plan.bars).toHaveLength(1);
  expect(plan.others.map(({ id }) => id)).toEqual(["b"]);
});

test("an item that still goes on keeps the rest of its row", () => {
  expect(rowsOf([item("step", "a", 0, undefined), item("step", "b", 500, 510)])).toEqual({ a: 0, b: 1 });
});

test("moving the window along changes no row and no height", () => {
  const items = Array.from({ length: 40 }, (_, at) => item("step", `s${at}`, at * 25, at * 25 + ((at * 17) % 60)));
  const rows = rowsOfLane(items, 100 * S, 0);
  const home = { fromMs: 0, toMs: 1_000_000 };
  const rowOf = new Map<string, Set<number>>();
  const heights = new Set<number>();
  for (let fromS = 0; fromS <= 900; fromS += 13) {
    const plan = barsIn(rows, { fromMs: fromS * S, toMs: (fromS + 100) * S }, home);
    heights.add(plan.rows);
    for (const { key, row } of plan.bars) rowOf.set(key, (rowOf.get(key) ?? new Set()).add(row));
  }
  expect(rowOf.size).toBe(40);
  expect([...rowOf.values()].every(({ size }) => size === 1)).toBe(true);
  expect(heights.size).toBe(1);
});

test("zoomed in, bars that were merged come apart, and what shared a row for want of room gets its words", () => {
  const items = [moment("read", 100), moment("read", 105), moment("read", 118)];
  expect(planLane(items, WINDOW, 0).bars.map(({ items: { length } }) => length)).toEqual([3]);
  const near = planLane(items, { fromMs: 90 * S, toMs: 140 * S }, 0).bars;
  expect(near.map(({ items: { length } }) => length)).toEqual([1, 1, 1]);
  // Words need nine hundredths: 4.5 of the 50 seconds that are left.
  expect(near.map(({ row }) => row)).toEqual([0, 0, 0]);
});

test("a bar that began before the window is cut at its edge, and its words begin there", () => {
  const [bar] = planLane([item("step", "a", 100, 300)], { fromMs: 200 * S, toMs: 400 * S }, 0).bars;
  expect(bar).toMatchObject({ isCut: true, fromP: 0, toP: 0.5, roomP: 1 });
});
