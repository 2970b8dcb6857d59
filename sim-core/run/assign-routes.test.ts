import { describe, expect, it } from "vitest";
import { buildMovements } from "../import/junction-geometry.ts";
import type { City, Link, RoadClass } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { assignRoutes } from "./assign-routes.ts";

/** West to east over two streets: `fast` by the north (1 lane), `slow` by the south (1 lane, a little longer), and a one-way way back to nowhere. */
const nodes = {
  west: [0, 0],
  split: [200_000, 0],
  top: [600_000, 120_000],
  under: [600_000, -160_000],
  join: [1_000_000, 0],
  east: [1_200_000, 0],
} as const;
type Node = keyof typeof nodes;
const road = (from: Node, to: Node, laneCount: number, roadClass: RoadClass = "collector"): Link => {
  const [a, b] = [nodes[from], nodes[to]];
  const lengthMm = Math.round(Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2));
  return { id: `${from}-${to}`, from, to, shapeMm: [...a, ...b], lengthMm, laneCount, laneWidthMm: 3_000, speedMmPerS: 13_889, roadClass };
};
const links = [
  road("join", "east", 2),
  road("under", "join", 1),
  road("split", "under", 1),
  road("split", "top", 1),
  road("top", "join", 1),
  road("west", "split", 2),
];
const city: City = {
  format: "city",
  formatVersion: 1,
  id: "two-ways",
  title: { ko: "두 길", en: "Two ways" },
  crs: "local",
  originMm: [0, 0],
  boundsMm: [0, -160_000, 1_200_000, 120_000],
  nodes: Object.entries(nodes).map(([id, xyMm]) => ({ id, xyMm, kind: id === "west" || id === "east" ? "gateway" : "junction" })),
  links,
  movements: ["split", "top", "under", "join"].flatMap((node) =>
    buildMovements({ inLinks: links.filter(({ to }) => to === node), outLinks: links.filter(({ from }) => from === node) }),
  ),
  signals: [],
  buildings: [],
  water: [],
  areas: [],
  assets: [],
  parkedCars: [],
  ownership: [],
  agencies: [],
  assumptions: [],
};

const trips = (count: number, from = "west-split", to = "join-east"): Demand => ({
  format: "demand",
  formatVersion: 1,
  id: "trips",
  city: city.id,
  linkIds: [from, to],
  trips: {
    id: Array.from({ length: count }, (_, i) => i + 1),
    departMs: Array.from({ length: count }, (_, i) => Math.floor((i * 3_600_000) / count)),
    vehicleClass: Array.from({ length: count }, () => "car"),
    origin: Array.from({ length: count }, () => 0),
    destination: Array.from({ length: count }, () => 1),
    routeStart: Array.from({ length: count + 1 }, () => 0),
    routeLinks: [],
  },
  jitterMs: 0,
  assumptions: [],
});
const routeOf = (demand: Demand, trip: number): string =>
  demand.trips.routeLinks
    .slice(demand.trips.routeStart[trip], demand.trips.routeStart[trip + 1])
    .map((k) => demand.linkIds[k])
    .join(" ");

describe("assigning routes", () => {
  it("sends a few drivers all the short way", () => {
    const { demand, report } = assignRoutes(city, trips(20), { hours: 1 });
    expect(new Set([...Array(20).keys()].map((i) => routeOf(demand, i)))).toEqual(new Set(["west-split split-top top-join join-east"]));
    expect(report.routed).toBe(20);
  });

  it("divides many drivers over both ways, more of them on the short one, which has priority where they merge", () => {
    const { demand } = assignRoutes(city, trips(1_600), { hours: 1 });
    const short = [...Array(1_600).keys()].filter((i) => routeOf(demand, i).includes("split-top")).length;
    expect(short).toBeGreaterThan(800);
    expect(short).toBeLessThan(1_500);
  });

  it("starts every route on the trip's first link, ends it on its last, and never leaves the map", () => {
    const { demand } = assignRoutes(city, trips(300), { hours: 1 });
    const movements = new Set(city.movements.map(({ id }) => id));
    for (let i = 0; i < 300; i++) {
      const route = routeOf(demand, i).split(" ");
      expect([route[0], route[route.length - 1]]).toEqual(["west-split", "join-east"]);
      for (let k = 0; k + 1 < route.length; k++) expect(movements.has(`${route[k]}>${route[k + 1]}`)).toBe(true);
    }
  });

  it("counts trips that have no way, with the reason, and leaves them out", () => {
    const { demand, report } = assignRoutes(city, trips(3, "join-east", "west-split"), { hours: 1 });
    expect(report.unroutable).toEqual({ count: 3, reasons: { "no-path": 3, "unknown-link": 0 }, tripIds: [1, 2, 3] });
    expect(demand.trips.id).toEqual([]);
    expect(assignRoutes(city, trips(2, "west-split", "nowhere"), { hours: 1 }).report.unroutable.reasons["unknown-link"]).toBe(2);
  });

  it("keeps the routes that trips bring with them", () => {
    const first = assignRoutes(city, trips(1_600), { hours: 1 }).demand;
    const again = assignRoutes(city, first, { hours: 1 });
    expect(again.demand).toEqual(first);
    expect(again.report.kept).toBe(1_600);
  });

  it("answers the same routes for the same trips", () => {
    expect(assignRoutes(city, trips(700), { hours: 1 }).demand).toEqual(assignRoutes(city, trips(700), { hours: 1 }).demand);
  });
});
