import { expect, test } from "vitest";
import { crossroadsCity } from "../../../sim-core/model/crossroads-city.ts";
import { buildRoadGraph, type RoadLink } from "../geometry/road-graph.ts";
import { across, carriageway } from "../geometry/street-path.ts";
import { STYLE } from "../style.ts";
import { QueueLines, queueSpanM } from "./queue-lines.ts";

/** 200 m long as drawn, of which 10 m before the stop line's street and 10 m behind it are junction; 185 m drivable. */
const street = { beginM: 5, stopM: 10, line: { lengthM: 200 }, link: { lengthMm: 185_000 } };

test("a queue of 37 m lies from its stop line back, in drivable metres, and never beyond the street's beginning", () => {
  expect(queueSpanM(street, 37)).toEqual([153, 190]); // drawn as long as driven: 185 m of 185 m
  expect(queueSpanM(street, 500)).toEqual([5, 190]);
  expect(queueSpanM({ ...street, link: { lengthMm: 92_500 } }, 37)).toEqual([116, 190]); // drawn twice as long as driven
});

const graph = buildRoadGraph(crossroadsCity);
const north = graph.byId.get("north-centre") as RoadLink;

test("the line runs in the middle of the direction's lanes, the bar across them", () => {
  // Southbound along x = 0 with two lanes of 3.2 m on its right: west of the line.
  expect(carriageway(north, 100, 150, 2).map(([x, y, z]) => [x, y, z].map((m) => Math.round(m * 10) / 10))).toEqual([
    [-3.2, 100, 2],
    [-3.2, 50, 2],
  ]);
  expect(across(north, 100, 2).map(([x, y, z]) => [x, y, z].map((m) => Math.round(m * 10) / 10 + 0))).toEqual([
    [0, 100, 2],
    [-6.4, 100, 2],
  ]);
});

test("lines are made anew only when a queue grew or shrank by a step, and are gone with it", () => {
  const lines = new QueueLines(graph, STYLE.light);
  const queues = new Uint16Array(crossroadsCity.links.length);
  expect(lines.take(queues)).toBe(false);
  const empty = lines.layers("main", true);
  queues[north.index] = 375;
  expect(lines.take(queues)).toBe(true);
  const drawn = lines.layers("main", true);
  expect(drawn).not.toBe(empty);
  expect(drawn.map(({ props }) => props.data)).toEqual([expect.objectContaining({ length: 4 })]); // line and bar, each with its casing
  queues[north.index] = 380;
  expect(lines.take(queues)).toBe(false);
  expect(lines.layers("main", true)).toBe(drawn);
  queues[north.index] = 0;
  expect(lines.take(queues)).toBe(true);
  expect(lines.layers("main", true)[0]?.props.data).toEqual([]);
  expect(lines.layers("main", false)).toEqual([]);
});
