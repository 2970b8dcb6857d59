import { expect, test } from "vitest";
import type { City, Link } from "./city.ts";
import { linkEnds } from "./stop-lines.ts";

const link = (id: string, from: string, to: string, shapeMm: readonly number[], laneCount: number): Link => ({
  id,
  from,
  to,
  shapeMm,
  lengthMm: 100_000,
  laneCount,
  laneWidthMm: 3000,
  speedMmPerS: 13_889,
  roadClass: laneCount > 1 ? "arterial" : "alley",
});

/** A wide street east-west through the origin, an alley to the north. */
const corner = (signal: string | undefined): City => {
  const links = [
    link("east", "o", "e", [0, 0, 100_000, 0], 3),
    link("east-back", "e", "o", [100_000, 0, 0, 0], 3),
    link("north", "o", "n", [0, 0, 0, 100_000], 1),
    link("north-back", "n", "o", [0, 100_000, 0, 0], 1),
    link("west", "o", "w", [0, 0, -100_000, 0], 3),
    link("west-back", "w", "o", [-100_000, 0, 0, 0], 3),
  ];
  const movement = {
    id: "east-back>west",
    from: "east-back",
    to: "west",
    turn: "through",
    lanes: [0, 1, 2],
    yieldsTo: [],
    conflictsWith: [],
  } as const;
  return { links, movements: [signal === undefined ? movement : { ...movement, signal }] } as unknown as City;
};

test("an alley meets a wide street where its kerb is: half the street and a corner radius away from the node", () => {
  const ends = linkEnds(corner(undefined));
  // 3 lanes of 3 m to the kerb, then a corner of 2 m; the alley's own half is 3 m
  expect(ends[2]?.startSetbackMm).toBe(9000 + 2000);
  expect(ends[0]?.startSetbackMm).toBe(3000 + 2000);
  expect(ends[3]?.stopMm).toBe(11_000 + 1500);
});

test("a signal moves the stop line behind a crosswalk, in both directions of the street", () => {
  const ends = linkEnds(corner("s"));
  expect(ends[1]?.endCrosswalk).toBe(true);
  expect(ends[1]?.stopMm).toBe(5000 + 7400);
  expect(ends[0]?.startCrosswalk).toBe(true);
  expect(ends[2]?.startCrosswalk).toBe(false);
});
