import { describe, expect, it } from "vitest";
import type { Link, Movement } from "../model/city.ts";
import { buildMovements } from "./junction-geometry.ts";
import { conflictingGreens, MIN_GREEN_MS, outlineStages, pedClearMs, type StageOutline, timeStages, WALK_MS } from "./signal-plan.ts";

const arms = { north: [0, 100_000], south: [0, -100_000], east: [100_000, 0], west: [-100_000, 0] } as const;
type Arm = keyof typeof arms;

const crossing = (lanes: Partial<Record<Arm, number>>): { readonly movements: Movement[]; readonly linkById: Map<string, Link> } => {
  const links = (inwards: boolean): Link[] =>
    (Object.keys(arms) as Arm[])
      .filter((arm) => lanes[arm] !== undefined)
      .map((arm) => ({
        id: `${arm}-${inwards ? "in" : "out"}`,
        from: inwards ? arm : "middle",
        to: inwards ? "middle" : arm,
        shapeMm: inwards ? [...arms[arm], 0, 0] : [0, 0, ...arms[arm]],
        lengthMm: 100_000,
        laneCount: lanes[arm] ?? 1,
        laneWidthMm: 3_200,
        speedMmPerS: 13_889,
        roadClass: "arterial",
      }));
  const [inLinks, outLinks] = [links(true), links(false)];
  const movements = buildMovements({ inLinks, outLinks, signal: "s1" });
  return { movements, linkById: new Map([...inLinks, ...outLinks].map((link) => [link.id, link])) };
};

const wide = crossing({ north: 4, south: 4, east: 3, west: 3 });
const small = crossing({ north: 2, south: 2, east: 2, west: 2 });
const tee = crossing({ north: 3, south: 3, east: 3 });
const byId = ({ movements }: { readonly movements: readonly Movement[] }): Map<string, Movement> =>
  new Map(movements.map((m) => [m.id, m]));
const plan = (junction: typeof wide, stages: readonly StageOutline[], volumes?: ReadonlyMap<string, number>) =>
  timeStages({
    stages,
    movementById: byId(junction),
    fromMsOfDay: 0,
    cycleMs: 140_000,
    offsetMs: -5_000,
    ...(volumes === undefined ? {} : { volumes }),
  });

describe("stages of a signal", () => {
  for (const [name, junction] of Object.entries({ wide, small, tee })) {
    const stages = outlineStages(junction);

    it(`never shows green to two movements in conflict (${name})`, () => {
      expect(conflictingGreens(plan(junction, stages), byId(junction))).toEqual([]);
    });

    it(`shows every movement green at least once (${name})`, () => {
      const green = new Set(stages.flatMap((stage) => stage.green));
      expect(junction.movements.filter(({ id }) => !green.has(id)).map(({ id }) => id)).toEqual([]);
    });

    it(`lets people on foot cross every leg: the sum of crossings is as wide as the widest leg at least (${name})`, () => {
      const widest = Math.max(...[...junction.linkById.values()].map((link) => 2 * link.laneCount * link.laneWidthMm));
      expect(Math.max(...stages.map(({ crossingMm }) => crossingMm))).toBe(widest);
    });
  }

  it("turns left in a stage of its own on a wide road, before straight on", () => {
    const [first, second] = outlineStages(wide);
    const lefts = ["north-in>east-out", "south-in>west-out"];
    const rightsThatMeetNobody = ["east-in>north-out", "west-in>south-out"];
    expect(new Set(first?.green)).toEqual(new Set([...lefts, ...rightsThatMeetNobody]));
    expect(first?.permissive).toEqual([]);
    expect(second?.green).toEqual(expect.arrayContaining(["north-in>south-out", "south-in>north-out"]));
  });

  it("gives each approach its own stage where left and straight on share a lane", () => {
    expect(outlineStages(small)).toHaveLength(4);
  });

  it("lets left turns take gaps where that is asked for, in two stages", () => {
    const leftTurns = new Map(small.movements.map(({ from }) => [from, "permissive"] as const));
    const stages = outlineStages({ ...small, leftTurns });
    expect(stages).toHaveLength(2);
    expect(stages.flatMap(({ permissive }) => permissive)).toEqual(expect.arrayContaining(["north-in>east-out", "west-in>north-out"]));
    expect(conflictingGreens(plan(small, stages, undefined), byId(small))).toEqual([]);
  });

  it("runs straight on beside the other side's left turn at a T", () => {
    const [first] = outlineStages(tee);
    expect(first?.green).toEqual(expect.arrayContaining(["north-in>east-out", "north-in>south-out"]));
    expect(first?.green).not.toContain("south-in>north-out");
  });
});

describe("times of a signal", () => {
  const stages = outlineStages(wide);

  it("adds up to the cycle", () => {
    const { cycleMs, stages: timed } = plan(wide, stages);
    expect(timed.reduce((sum, { greenMs, yellowMs, allRedMs }) => sum + greenMs + yellowMs + allRedMs, 0)).toBe(cycleMs);
  });

  it("never gives less than the minimum green, nor less than people on foot need", () => {
    for (const stage of plan(wide, stages).stages) {
      expect(stage.greenMs).toBeGreaterThanOrEqual(MIN_GREEN_MS);
      if (stage.walkMs > 0) expect(stage.greenMs).toBeGreaterThanOrEqual(stage.walkMs + stage.pedClearMs);
    }
  });

  it("lets a person at 1.0 m/s clear an eight-lane road of 25.6 m in 26 s", () => {
    expect(pedClearMs(25_600)).toBe(26_000);
    expect(WALK_MS).toBe(7_000);
  });

  it("gives more green to the stage with more traffic", () => {
    const busy = new Map([
      ["east-in>west-out", 1400],
      ["north-in>south-out", 300],
    ]);
    const { stages: timed } = plan(wide, stages, busy);
    const greenOf = (id: string): number => timed.filter(({ green }) => green.includes(id)).reduce((sum, { greenMs }) => sum + greenMs, 0);
    expect(greenOf("east-in>west-out")).toBeGreaterThan(greenOf("north-in>south-out"));
  });

  it("makes the cycle longer rather than cut a pedestrian clearance", () => {
    const short = timeStages({ stages, movementById: byId(wide), fromMsOfDay: 0, cycleMs: 40_000, offsetMs: 0 });
    expect(short.cycleMs).toBeGreaterThan(40_000);
    expect(short.stages.every((stage) => stage.walkMs === 0 || stage.greenMs >= stage.walkMs + stage.pedClearMs)).toBe(true);
  });

  it("keeps the offset inside the cycle", () => {
    expect(plan(wide, stages).offsetMs).toBe(135_000);
  });
});
