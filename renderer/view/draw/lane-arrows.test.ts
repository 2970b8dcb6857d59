import { expect, test } from "vitest";
import type { City } from "../../../sim-core/model/city.ts";
import { Mesher } from "../geometry/mesher.ts";
import { buildRoadGraph } from "../geometry/road-graph.ts";
import { STYLE } from "../style.ts";
import { labCity } from "../view-lab-city.ts";
import { drawLaneArrows } from "./lane-arrows.ts";

const [from, to] = ["n1-2:n2-2", "n2-2:n3-2"];
/** Only the street from the west leads into the crossing, and only by one lane. */
const withLane = (lane: number, turn: "through" | "left"): City => {
  const lab = labCity();
  return { ...lab, movements: lab.movements.filter((m) => m.from === from && m.to === to).map((m) => ({ ...m, turn, lanes: [lane] })) };
};
const cornersOf = (city: City): readonly (readonly [number, number])[] => {
  const mesher = new Mesher();
  drawLaneArrows(mesher, city, buildRoadGraph(city), STYLE.light);
  const { position } = mesher.parts();
  return Array.from({ length: position.length / 3 }, (_, i) => [position[3 * i] as number, position[3 * i + 1] as number] as const);
};

test("an arrow points ahead 4 m before the stop line, in the middle of the lane at the kerb", () => {
  // The stop line of this street stands at x = 213; three lanes of 3.2 m south of y = 240, the kerb lane's middle 8 m off.
  const corners = cornersOf(withLane(0, "through"));
  const tip = corners.reduce((a, b) => (b[0] > a[0] ? b : a));
  expect(tip[0]).toBeCloseTo(209, 3);
  expect(tip[1]).toBeCloseTo(232, 3);
  expect(Math.min(...corners.map(([x]) => x))).toBeCloseTo(204, 3);
});

test("a lane for turning left only points left, north of its middle, and not ahead", () => {
  const corners = cornersOf(withLane(2, "left"));
  // the lane beside the centre line: its middle 1.6 m off
  const side = corners.reduce((a, b) => (b[1] > a[1] ? b : a));
  expect(side[1]).toBeGreaterThan(238.4 + 1);
  expect(Math.max(...corners.map(([x]) => x))).toBeLessThan(208);
});
