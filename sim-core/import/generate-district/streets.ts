/** The streets of the district as lines of the plan: main roads as given, local streets and alleys laid out by the kind of block. */
import type { RoadClass } from "../../model/city.ts";
import type { Text } from "../../model/units.ts";
import { type Dice, dice, type Point } from "./ground.ts";
import type { Block, DistrictParameters, MainRoad } from "./parameters.ts";

export type Street = {
  readonly id: string;
  readonly name?: Text;
  readonly roadClass: RoadClass;
  readonly lanesPerDirection: number;
  readonly laneWidthM: number;
  readonly speedKmh: number;
  /** From the first point to the last only. */
  readonly oneWay: boolean;
  readonly points: readonly Point[];
  /** Its ends at main roads are signalled, although it is a local street. */
  readonly signalled?: true;
  readonly bridge?: MainRoad["bridge"];
  /** Block it lies in; absent for main roads. */
  readonly block?: string;
  /** Cars are parked along it. */
  readonly parking?: true;
};

/** Ground that a block may build on: inside the kerbs and pavements of the roads around it. */
export type Lot = { readonly block: Block; readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

const LANE_WIDTH_M: Readonly<Record<string, number>> = { arterial: 3.2, collector: 3.1, local: 3, alley: 2.5 };
/** Pavement on each side, metres. */
export const PAVEMENT_M: Readonly<Record<RoadClass, number>> = { motorway: 0, arterial: 4.5, collector: 3.5, local: 1, alley: 0.4 };

export const mainStreets = (parameters: DistrictParameters): Street[] =>
  parameters.roads.map((road) => ({
    id: road.id,
    name: road.name,
    roadClass: road.class,
    lanesPerDirection: road.lanesPerDirection,
    laneWidthM: LANE_WIDTH_M[road.class] ?? 3,
    speedKmh: 50,
    oneWay: false,
    points:
      road.runs === "north-south"
        ? [
            [road.at, road.from],
            [road.at, road.to],
          ]
        : [
            [road.from, road.at],
            [road.to, road.at],
          ],
    ...(road.bridge === undefined ? {} : { bridge: road.bridge }),
  }));

/** Axis to the back of the pavement; collectors keep room for the lane of left turns before signals. */
const halfWidthM = (road: MainRoad): number =>
  (road.lanesPerDirection + (road.class === "collector" ? 1 : 0)) * (LANE_WIDTH_M[road.class] ?? 3) + PAVEMENT_M[road.class];

/** The main road that runs along a side of a block, if any. */
export const roadAlong = (
  parameters: DistrictParameters,
  block: Block,
  side: "west" | "east" | "south" | "north",
): MainRoad | undefined => {
  const runs = side === "west" || side === "east" ? "north-south" : "east-west";
  const at = side === "west" ? block.x[0] : side === "east" ? block.x[1] : side === "south" ? block.y[0] : block.y[1];
  const [low, high] = runs === "north-south" ? block.y : block.x;
  return parameters.roads.find((road) => road.runs === runs && road.at === at && road.from <= low + 1 && road.to >= high - 1);
};

export const lotOf = (parameters: DistrictParameters, block: Block): Lot => {
  const inset = (side: "west" | "east" | "south" | "north"): number => {
    const road = roadAlong(parameters, block, side);
    return road === undefined ? 4 : halfWidthM(road) + 1;
  };
  return {
    block,
    x0: block.x[0] + inset("west"),
    y0: block.y[0] + inset("south"),
    x1: block.x[1] - inset("east"),
    y1: block.y[1] - inset("north"),
  };
};

/** Width of a one-way alley, metres. */
const ONE_WAY_M = 4;

const alley = (block: string, id: string, points: readonly Point[], oneWay: boolean): Street => ({
  id,
  roadClass: "alley",
  lanesPerDirection: 1,
  laneWidthM: oneWay ? ONE_WAY_M : 2.5,
  speedKmh: 30,
  oneWay,
  points,
  block,
  parking: true,
});

const local = (block: Block, id: string, points: readonly Point[], name: Text | undefined): Street => ({
  id,
  ...(name === undefined ? {} : { name }),
  roadClass: "local",
  lanesPerDirection: 1,
  laneWidthM: 3,
  speedKmh: 30,
  oneWay: false,
  points,
  block: block.id,
});

/** Depth of the row of shops between a main road and the first alley behind it. */
export const FRONT_DEPTH_M = 15;

type Rows = { readonly west: number; readonly east: number; readonly ys: readonly number[] };

/** Alleys of a villa block: rows about two houses apart between a western and an eastern alley. */
export const villaRows = (lot: Lot): Rows => {
  const [south, north] = [lot.y0 + FRONT_DEPTH_M + 2.5, lot.y1 - FRONT_DEPTH_M - 2.5];
  const count = Math.max(1, Math.round((north - south) / 37));
  return {
    west: lot.x0 + FRONT_DEPTH_M + 2.5,
    east: lot.x1 - FRONT_DEPTH_M - 2.5,
    ys: Array.from({ length: count + 1 }, (_, k) => south + ((north - south) * k) / count),
  };
};

const through = (parameters: DistrictParameters, block: Block, name: Text | undefined, southEnd: number, northEnd: number): Street[] => {
  if (block.streetAt === undefined) return [];
  const south = roadAlong(parameters, block, "south") === undefined ? southEnd : block.y[0];
  const north = roadAlong(parameters, block, "north") === undefined ? northEnd : block.y[1];
  const points: Point[] = [
    [block.streetAt, south],
    [block.streetAt, north],
  ];
  const street = local(block, `${block.id}s`, points, name);
  return [block.streetSignals === true ? { ...street, signalled: true } : street];
};

const villaStreets = (parameters: DistrictParameters, lot: Lot, chance: Dice, name: Text | undefined): Street[] => {
  const { block } = lot;
  const { west, east, ys } = villaRows(lot);
  const last = ys.length - 1;
  const [low, high] = [ys[0] ?? 0, ys[last] ?? 0];
  const streets = through(parameters, block, name, low, high);
  streets.push(
    alley(
      block.id,
      `${block.id}w`,
      [
        [west, low],
        [west, high],
      ],
      false,
    ),
    alley(
      block.id,
      `${block.id}e`,
      [
        [east, low],
        [east, high],
      ],
      false,
    ),
  );
  const middle = Math.floor(last / 2);
  // Alleys across the rows lie on one line in each half, so that they meet at crossings and not a few metres apart.
  const centre = block.streetAt ?? (west + east) / 2;
  const crossAlleys = (
    [
      ["w", west, centre],
      ["e", centre, east],
    ] as const
  )
    .filter(([, a, b]) => b - a > 110)
    .map(([side, a, b]) => [side, a + (b - a) * chance.between(0.42, 0.58)] as const);
  const rows = ys.map((y, k) => {
    // One row reaches the collector beside the block; western and eastern neighbours use different rows.
    const openWest = k === middle && roadAlong(parameters, block, "west")?.class === "collector";
    const openEast = k === Math.min(last - 1, middle + 1) && roadAlong(parameters, block, "east")?.class === "collector";
    const oneWay = k > 0 && k < last && k % 2 === 1 && !openWest && !openEast;
    const westward = oneWay && chance.chance(0.5);
    // The line of a one-way alley is its left edge: it is moved so that the alley lies in the middle of its ground.
    const line = oneWay ? y + (westward ? -ONE_WAY_M / 2 : ONE_WAY_M / 2) : y;
    return { from: openWest ? block.x[0] : west, to: openEast ? block.x[1] : east, oneWay, westward, line };
  });
  rows.forEach(({ from, to, oneWay, westward, line }, k) => {
    const points: Point[] = westward
      ? [
          [to, line],
          [from, line],
        ]
      : [
          [from, line],
          [to, line],
        ];
    streets.push(alley(block.id, `${block.id}r${k}`, points, oneWay));
    const above = rows[k + 1]?.line;
    if (above === undefined) return;
    for (const [side, x] of crossAlleys) {
      if (chance.chance(0.5))
        streets.push(
          alley(
            block.id,
            `${block.id}c${k}${side}`,
            [
              [x, line],
              [x, above],
            ],
            false,
          ),
        );
    }
  });
  return streets;
};

const APARTMENT_ROW_M = 58;
/** y of the lanes inside an apartment estate; slabs stand between them. */
export const apartmentRows = (lot: Lot): number[] => {
  const count = Math.max(1, Math.round((lot.y1 - lot.y0 - 20) / APARTMENT_ROW_M));
  return Array.from({ length: count }, (_, k) => lot.y0 + ((lot.y1 - lot.y0) * (k + 0.14)) / count + 6);
};

const apartmentStreets = (parameters: DistrictParameters, lot: Lot, name: Text | undefined): Street[] => {
  const ys = apartmentRows(lot);
  const streets = through(parameters, lot.block, name, ys[0] ?? 0, ys[ys.length - 1] ?? 0);
  ys.forEach((y, k) => {
    streets.push({
      ...alley(
        lot.block.id,
        `${lot.block.id}r${k}`,
        [
          [lot.x0 + 12, y],
          [lot.x1 - 12, y],
        ],
        false,
      ),
      laneWidthM: 3,
      speedKmh: 20,
    });
  });
  return streets;
};

const commercialStreets = (parameters: DistrictParameters, lot: Lot, name: Text | undefined): Street[] => {
  const { block } = lot;
  const y = lot.y0 + (lot.y1 - lot.y0) * 0.5;
  const west = roadAlong(parameters, block, "west")?.class === "collector" ? block.x[0] : lot.x0 + 14;
  const east = roadAlong(parameters, block, "east")?.class === "collector" ? block.x[1] : lot.x1 - 14;
  return [
    ...through(parameters, block, name, y, y),
    local(
      block,
      `${block.id}x`,
      [
        [west, y],
        [east, y],
      ],
      undefined,
    ),
  ];
};

/** Alleys grown without a plan: a lattice with bent lines and missing pieces, and two winding streets through it. */
const oldQuarterStreets = (lot: Lot, chance: Dice, name: Text | undefined): Street[] => {
  const { block } = lot;
  const [west, east] = [lot.x0 + FRONT_DEPTH_M + 3, lot.x1 - FRONT_DEPTH_M - 3];
  const [south, north] = [lot.y0 + FRONT_DEPTH_M + 3, lot.y1 - FRONT_DEPTH_M - 3];
  const [columns, rows] = [Math.round((east - west) / 52), Math.round((north - south) / 44)];
  const grid = Array.from({ length: rows + 1 }, (_, j) =>
    Array.from({ length: columns + 1 }, (_, i): Point => {
      const edgeX = i === 0 ? 1 : i === columns ? -1 : 0;
      const edgeY = j === 0 ? 1 : j === rows ? -1 : 0;
      const shift = (edge: number, reach: number): number =>
        edge === 0 ? chance.between(-reach, reach) : edge * chance.between(0, reach / 2);
      return [west + ((east - west) * i) / columns + shift(edgeX, 13), south + ((north - south) * j) / rows + shift(edgeY, 11)];
    }),
  );
  const at = (i: number, j: number): Point => grid[j]?.[i] ?? [0, 0];
  const nearest = (value: number | undefined, from: number, to: number, count: number): number =>
    Math.min(count - 1, Math.max(1, Math.round((((value ?? (from + to) / 2) - from) / (to - from)) * count)));
  const mainColumn = nearest(block.streetAt, west, east, columns);
  const mainRow = nearest(block.crossStreetAt, south, north, rows);
  const line = (points: Point[], id: string): Street => ({ ...local(block, id, points, name), signalled: true });
  const columnPoints = Array.from({ length: rows + 1 }, (_, j) => at(mainColumn, j));
  const rowPoints = Array.from({ length: columns + 1 }, (_, i) => at(i, mainRow));
  const first = (points: readonly Point[]): Point => points[0] ?? [0, 0];
  const last = (points: readonly Point[]): Point => points[points.length - 1] ?? [0, 0];
  const streets: Street[] = [
    line(
      [[block.streetAt ?? first(columnPoints)[0], block.y[0]], ...columnPoints, [block.streetAt ?? last(columnPoints)[0], block.y[1]]],
      `${block.id}s`,
    ),
    line(
      [[block.x[0], block.crossStreetAt ?? first(rowPoints)[1]], ...rowPoints, [block.x[1], block.crossStreetAt ?? last(rowPoints)[1]]],
      `${block.id}x`,
    ),
  ];
  const edges: { a: readonly [number, number]; b: readonly [number, number] }[] = [];
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= columns; i++) {
      if (i < columns && j !== mainRow) edges.push({ a: [i, j], b: [i + 1, j] });
      if (j < rows && i !== mainColumn) edges.push({ a: [i, j], b: [i, j + 1] });
    }
  }
  // Pieces go missing only where the rest stays connected: the two winding streets are one root.
  const key = ([i, j]: readonly [number, number]): number => (i === mainColumn || j === mainRow ? -1 : j * (columns + 1) + i);
  const connected = (without: number, gone: ReadonlySet<number>): boolean => {
    const near = new Map<number, number[]>();
    edges.forEach((edge, k) => {
      if (k === without || gone.has(k)) return;
      for (const [p, q] of [
        [key(edge.a), key(edge.b)],
        [key(edge.b), key(edge.a)],
      ] as const)
        near.set(p, [...(near.get(p) ?? []), q]);
    });
    const seen = new Set([-1]);
    const open = [-1];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of near.get(at) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
    return seen.size === new Set(edges.flatMap((edge) => [key(edge.a), key(edge.b), -1])).size;
  };
  const gone = new Set<number>();
  edges.forEach((_, k) => {
    if (chance.chance(0.16) && connected(k, gone)) gone.add(k);
  });
  edges.forEach((edge, k) => {
    if (gone.has(k)) return;
    const [a, b] = [at(...edge.a), at(...edge.b)];
    const bow: Point = [(a[0] + b[0]) / 2 + chance.between(-3.5, 3.5), (a[1] + b[1]) / 2 + chance.between(-3.5, 3.5)];
    streets.push({ ...alley(block.id, `${block.id}a${k}`, [a, bow, b], false), laneWidthM: chance.chance(0.4) ? 2 : 2.4, speedKmh: 20 });
  });
  return streets;
};

export const blockStreets = (parameters: DistrictParameters, lot: Lot): Street[] => {
  const chance = dice(parameters.seed, `streets ${lot.block.id}`);
  const name = lot.block.name;
  switch (lot.block.zone) {
    case "villa":
      return villaStreets(parameters, lot, chance, name);
    case "apartment":
      return apartmentStreets(parameters, lot, name);
    case "commercial":
    case "office":
    case "hospital":
    case "city-hall":
      return commercialStreets(parameters, lot, name);
    case "old-quarter":
      return oldQuarterStreets(lot, chance, name);
    case "park":
    case "school":
    case "hillside":
      return [];
  }
};
