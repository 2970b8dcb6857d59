import { expect, test } from "vitest";
import { type ChartSeries, chartPath, chartRows, peakOf, timeTicks, valueAt, valueTicks } from "./chart-model.ts";

const BOX = { width: 100, height: 50 };
const WINDOW = { fromMs: 0, toMs: 10_000 };
const all = { window: WINDOW, box: BOX, top: 10, fromMs: 0, toMs: 10_000 };
const seriesOf = (...values: readonly (number | null)[]): ChartSeries => ({
  look: "plan",
  label: "plan",
  points: values.map((value, at) => ({ atMs: at * 1000, value })),
});

test("a line goes through what was measured and breaks where nothing was", () => {
  const { points } = seriesOf(0, 5, null, 10);
  expect(chartPath(points, "line", all)).toBe("M0 50L10 25M30 0");
  expect(chartPath(points, "line", { ...all, toMs: 1500 })).toBe("M0 50L10 25");
  expect(chartPath(points, "line", { ...all, fromMs: 1000 })).toBe("M10 25M30 0");
});

test("steps hold until the next one and to the end of what is asked for", () => {
  const points = [
    { atMs: 0, value: 4 },
    { atMs: 6000, value: 3 },
  ];
  expect(chartPath(points, "steps", all)).toBe("M0 30L60 30L60 35L100 35");
  expect(chartPath(points, "steps", { ...all, toMs: 8000 })).toBe("M0 30L60 30L60 35L80 35");
  expect(chartPath(points, "steps", { ...all, fromMs: 5000, toMs: 5500 })).toBe("M50 30L55 30");
});

test("the axis has two round steps that nothing exceeds", () => {
  expect(valueTicks([seriesOf(3, 47)], 0)).toEqual([0, 25, 50]);
  expect(valueTicks([seriesOf(62)], 0)).toEqual([0, 40, 80]);
  expect(valueTicks([seriesOf(null)], 10)).toEqual([0, 5, 10]);
  expect(valueTicks([seriesOf(0.3)], 0)).toEqual([0, 0.2, 0.4]);
});

test("ticks are counted from the call, not from the run's start", () => {
  expect(timeTicks({ fromMs: 95_000, toMs: 395_000 }, 100_000, 6).map(({ sinceMs }) => sinceMs)).toEqual([
    0, 60_000, 120_000, 180_000, 240_000,
  ]);
});

test("a moment has the value measured last; a gap has none", () => {
  const { points } = seriesOf(1, 2, null);
  expect([-1, 0, 1999, 2000].map((atMs) => valueAt(points, "line", atMs))).toEqual([null, 1, 2, null]);
  expect(valueAt(points.slice(0, 2), "line", 500_000)).toBe(null);
  expect(valueAt(points.slice(0, 2), "steps", 500_000)).toBe(2);
});

test("the table has the same figures as the line, at clock steps, or every change of steps", () => {
  expect(chartRows([seriesOf(1, 2, 3)], "line", { fromMs: 0, toMs: 2000 }, 0)).toEqual([
    { atMs: 0, values: [1] },
    { atMs: 1000, values: [2] },
    { atMs: 2000, values: [3] },
  ]);
  const beds: ChartSeries = {
    look: "today",
    label: "",
    points: [
      { atMs: -500, value: 4 },
      { atMs: 700, value: 3 },
    ],
  };
  expect(chartRows([beds], "steps", { fromMs: 0, toMs: 1000 }, 0)).toEqual([
    { atMs: 0, values: [4] },
    { atMs: 700, values: [3] },
  ]);
});

test("the peak is looked for in the window only", () => {
  expect(peakOf(seriesOf(9, 2, 5, 1), { fromMs: 1000, toMs: 3000 })).toEqual({ atMs: 2000, value: 5 });
  expect(peakOf(seriesOf(null), WINDOW)).toBe(undefined);
});
