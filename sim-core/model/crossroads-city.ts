/** The smallest city with everything in it: one signalled crossroads of four arms, a fire station, a pond and a house. For tests. */
import type { City, Link, Movement } from "./city.ts";

const ARMS: readonly { readonly id: string; readonly xyMm: readonly [number, number] }[] = [
  { id: "east", xyMm: [200_000, 0] },
  { id: "north", xyMm: [0, 200_000] },
  { id: "south", xyMm: [0, -200_000] },
  { id: "west", xyMm: [-200_000, 0] },
];
const OPPOSITE: Readonly<Record<string, string>> = { east: "west", north: "south", south: "north", west: "east" };

const linkOf = (from: string, to: string, shapeMm: readonly number[]): Link => ({
  id: `${from}-${to}`,
  from,
  to,
  shapeMm,
  lengthMm: 185_000,
  laneCount: 2,
  laneWidthMm: 3200,
  speedMmPerS: 13_889,
  roadClass: "collector",
});

const links = ARMS.flatMap(({ id, xyMm: [x, y] }) => [linkOf("centre", id, [0, 0, x, y]), linkOf(id, "centre", [x, y, 0, 0])]).sort(
  (a, b) => (a.id < b.id ? -1 : 1),
);

const crossing = (from: string): readonly string[] =>
  ARMS.filter((arm) => arm.id !== from && arm.id !== OPPOSITE[from]).map(({ id }) => `${id}-centre>centre-${OPPOSITE[id]}`);

const movements: readonly Movement[] = ARMS.map(({ id }) => ({
  id: `${id}-centre>centre-${OPPOSITE[id]}`,
  from: `${id}-centre`,
  to: `centre-${OPPOSITE[id]}`,
  turn: "through" as const,
  lanes: [0, 1],
  yieldsTo: [],
  conflictsWith: crossing(id),
  signal: "centre",
}));

const stage = (arms: readonly string[]) => ({
  greenMs: 40_000,
  yellowMs: 3000,
  allRedMs: 2000,
  minGreenMs: 7000,
  walkMs: 7000,
  pedClearMs: 13_000,
  green: arms.map((arm) => `${arm}-centre>centre-${OPPOSITE[arm]}`),
  permissive: [],
});

export const crossroadsCity: City = {
  format: "city",
  formatVersion: 1,
  id: "crossroads",
  title: { ko: "네거리", en: "Crossroads" },
  crs: "local",
  originMm: [0, 0],
  boundsMm: [-200_000, -200_000, 200_000, 200_000],
  nodes: [{ id: "centre", xyMm: [0, 0], kind: "junction" }, ...ARMS.map(({ id, xyMm }) => ({ id, xyMm, kind: "gateway" as const }))],
  links,
  movements,
  signals: [
    {
      id: "centre",
      xyMm: [0, 0],
      nodes: ["centre"],
      plans: [{ fromMsOfDay: 0, cycleMs: 90_000, offsetMs: 0, stages: [stage(["east", "west"]), stage(["north", "south"])] }],
    },
  ],
  buildings: [
    {
      id: "house",
      ringMm: [20_000, 20_000, 30_000, 20_000, 30_000, 32_000, 20_000, 32_000],
      heightMm: 9000,
      storeys: 3,
      use: "villa",
      floorAreaM2: 360,
    },
  ],
  water: [{ id: "pond", kind: "lake", ringMm: [50_000, 50_000, 80_000, 50_000, 65_000, 80_000] }],
  areas: [],
  assets: [
    {
      id: "station",
      kind: "fire-station",
      xyMm: [-100_000, -20_000],
      name: { ko: "119안전센터", en: "Fire station" },
      access: { link: "west-centre", offsetMm: 100_000 },
      attributes: { units: 2 },
    },
  ],
  parkedCars: [{ link: "centre-east", offsetMm: 50_000, side: "right" }],
  ownership: [],
  agencies: [{ id: "fire", kind: "fire", name: { ko: "소방서", en: "Fire service" } }],
  assumptions: [{ code: "made-up", params: {}, text: { ko: "지어낸 도시입니다.", en: "This city is made up." } }],
};
