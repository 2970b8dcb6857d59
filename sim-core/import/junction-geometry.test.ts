import { describe, expect, it } from "vitest";
import type { Link, Movement, RoadClass } from "../model/city.ts";
import { buildMovements, lanesByTurn } from "./junction-geometry.ts";

type Arm = { readonly name: string; readonly to: readonly [number, number]; readonly lanes: number; readonly roadClass?: RoadClass };

/** A junction at (0, 0): each arm is a road in both directions, named `north-in` and `north-out`. */
const junction = (arms: readonly Arm[]): { readonly inLinks: Link[]; readonly outLinks: Link[] } => {
  const link = (arm: Arm, inwards: boolean): Link => ({
    id: `${arm.name}-${inwards ? "in" : "out"}`,
    from: inwards ? arm.name : "middle",
    to: inwards ? "middle" : arm.name,
    shapeMm: inwards ? [...arm.to, 0, 0] : [0, 0, ...arm.to],
    lengthMm: 100_000,
    laneCount: arm.lanes,
    laneWidthMm: 3_200,
    speedMmPerS: 13_889,
    roadClass: arm.roadClass ?? "arterial",
  });
  return { inLinks: arms.map((arm) => link(arm, true)), outLinks: arms.map((arm) => link(arm, false)) };
};

const north: Arm = { name: "north", to: [0, 100_000], lanes: 3 };
const south: Arm = { name: "south", to: [0, -100_000], lanes: 3 };
const east: Arm = { name: "east", to: [100_000, 0], lanes: 3 };
const west: Arm = { name: "west", to: [-100_000, 0], lanes: 3 };
const id = (from: string, to: string): string => `${from}-in>${to}-out`;
const find = (movements: readonly Movement[], from: string, to: string): Movement => {
  const movement = movements.find((candidate) => candidate.id === id(from, to));
  if (movement === undefined) throw new Error(`no movement from ${from} to ${to}`);
  return movement;
};

describe("turns at a junction", () => {
  const movements = buildMovements({ ...junction([north, south, east, west]), signal: "s1" });

  it("names left, straight on and right as a driver would, and does not turn round by itself", () => {
    expect(Object.fromEntries(movements.map(({ id: key, turn }) => [key, turn]))).toEqual({
      [id("south", "north")]: "through",
      [id("south", "west")]: "left",
      [id("south", "east")]: "right",
      [id("north", "south")]: "through",
      [id("north", "east")]: "left",
      [id("north", "west")]: "right",
      [id("east", "west")]: "through",
      [id("east", "south")]: "left",
      [id("east", "north")]: "right",
      [id("west", "east")]: "through",
      [id("west", "north")]: "left",
      [id("west", "south")]: "right",
    });
  });

  it("lets opposing left turns pass each other, but not a left turn and the traffic that comes straight at it", () => {
    const left = find(movements, "south", "west");
    expect(left.conflictsWith).not.toContain(id("north", "east"));
    expect(left.conflictsWith).toContain(id("north", "south"));
    expect(left.yieldsTo).toEqual([id("north", "south")]);
  });

  it("knows that crossing streets conflict and that neither gives way under a signal", () => {
    const straight = find(movements, "south", "north");
    expect(straight.conflictsWith).toEqual(
      expect.arrayContaining([id("east", "west"), id("west", "east"), id("east", "south"), id("west", "north"), id("north", "east")]),
    );
    expect(straight.yieldsTo).toEqual([]);
  });

  it("makes a right turn give way to whoever enters the same road, and permits it on red", () => {
    const right = find(movements, "south", "east");
    expect(right.yieldsTo).toEqual([id("north", "east"), id("west", "east")]);
    expect(right.turnOnRed).toBe(true);
  });

  it("has no conflict that only one side knows of", () => {
    const byId = new Map(movements.map((movement) => [movement.id, movement]));
    for (const movement of movements)
      for (const other of movement.conflictsWith) expect(byId.get(other)?.conflictsWith).toContain(movement.id);
  });

  it("never lets two movements wait for each other", () => {
    const byId = new Map(movements.map((movement) => [movement.id, movement]));
    for (const movement of movements) for (const other of movement.yieldsTo) expect(byId.get(other)?.yieldsTo).not.toContain(movement.id);
  });

  it("turns round where the road ends", () => {
    const { inLinks, outLinks } = junction([north]);
    expect(buildMovements({ inLinks, outLinks }).map(({ id: key, turn }) => [key, turn])).toEqual([[id("north", "north"), "uturn"]]);
  });

  it("leaves out what a sign forbids", () => {
    const forbidden = new Set([id("south", "west")]);
    expect(buildMovements({ ...junction([north, south, east, west]), forbidden }).map((movement) => movement.id)).not.toContain(
      id("south", "west"),
    );
  });
});

describe("right of way without a signal", () => {
  const alley: Arm = { ...east, lanes: 1, roadClass: "alley" };
  const main = [
    { ...north, roadClass: "collector" as const, lanes: 2 },
    { ...south, roadClass: "collector" as const, lanes: 2 },
  ];
  const movements = buildMovements(junction([...main, alley]));

  it("gives the wider road priority and makes the alley stop first", () => {
    const out = find(movements, "east", "south");
    expect(out.yieldsTo).toEqual(
      [id("north", "east"), id("north", "south"), id("south", "north")].filter((other) => out.conflictsWith.includes(other)),
    );
    expect(out.stopFirst).toBe(true);
    expect(find(movements, "south", "north").yieldsTo).toEqual([]);
  });

  it("does not lock four equal streets: somebody always may go", () => {
    const equal = buildMovements(junction([north, south, east, west].map((arm) => ({ ...arm, lanes: 1, roadClass: "local" as const }))));
    const straight = equal.filter(({ turn }) => turn === "through");
    expect(straight.filter(({ yieldsTo }) => yieldsTo.length === 0)).toHaveLength(2);
  });
});

describe("lanes by turn", () => {
  const turns = new Set(["left", "through", "right"] as const);

  it("gives the left turn its own lane from three lanes on, and two when asked", () => {
    expect(lanesByTurn(3, turns, false)).toMatchObject({ left: [2], through: [0, 1], right: [0] });
    expect(lanesByTurn(4, turns, true)).toMatchObject({ left: [2, 3], through: [0, 1], right: [0] });
  });

  it("lets left and straight on share a lane where there are two", () => {
    expect(lanesByTurn(2, turns, false)).toMatchObject({ left: [1], through: [0, 1], right: [0] });
  });

  it("divides the stem of a T between left and right", () => {
    expect(lanesByTurn(3, new Set(["left", "right"]), false)).toMatchObject({ left: [1, 2], right: [0] });
    expect(lanesByTurn(2, new Set(["left", "right"]), false)).toMatchObject({ left: [1], right: [0] });
  });
});
