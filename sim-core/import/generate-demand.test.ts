import { expect, test } from "vitest";
import type { City, Link, Movement } from "../model/city.ts";
import { crossroadsCity } from "../model/crossroads-city.ts";
import { parseDemand } from "../model/parse-demand.ts";
import { printDemand } from "../model/print-demand.ts";
import { generateDemand } from "./generate-demand.ts";

/** The crossroads with a ring street: from the eastern arm to a house and back, so that trips can begin and end inside. */
const withStreet = (): City => {
  const street = (id: string, from: string, to: string, shapeMm: readonly number[]): Link => ({
    id,
    from,
    to,
    shapeMm,
    lengthMm: 100_000,
    laneCount: 1,
    laneWidthMm: 3000,
    speedMmPerS: 8333,
    roadClass: "local",
  });
  const links = [street("a-to", "centre", "home", [0, 0, 60_000, 60_000]), street("b-back", "home", "centre", [60_000, 60_000, 0, 0])];
  const movement = (from: string, to: string): Movement => ({
    id: `${from}>${to}`,
    from,
    to,
    turn: "through",
    lanes: [0],
    yieldsTo: [],
    conflictsWith: [],
  });
  const arms = ["east", "north", "south", "west"];
  return {
    ...crossroadsCity,
    nodes: [...crossroadsCity.nodes, { id: "home", xyMm: [60_000, 60_000], kind: "junction" }],
    links: [...links, ...crossroadsCity.links],
    movements: [
      movement("a-to", "b-back"),
      movement("b-back", "a-to"),
      ...arms.map((arm) => movement(`${arm}-centre`, "a-to")),
      ...arms.map((arm) => movement("b-back", `centre-${arm}`)),
      ...crossroadsCity.movements,
    ],
  };
};

const reachable = (city: City, from: string): ReadonlySet<string> => {
  const seen = new Set([from]);
  for (const at of seen) for (const movement of city.movements) if (movement.from === at) seen.add(movement.to);
  return seen;
};

test("as many trips as asked for, the same for the same seed, others for another", () => {
  const city = withStreet();
  const demand = generateDemand(city, { seed: "7", tripsPerHour: 300, hours: 2 });
  expect(demand.trips.id.length).toBe(600);
  expect(printDemand(generateDemand(city, { seed: "7", tripsPerHour: 300, hours: 2 }))).toBe(printDemand(demand));
  expect(printDemand(generateDemand(city, { seed: "8", tripsPerHour: 300, hours: 2 }))).not.toBe(printDemand(demand));
  expect(parseDemand(printDemand(demand), "d").ok).toBe(true);
});

test("every trip joins two places between which a way exists", () => {
  const city = withStreet();
  const { trips, linkIds } = generateDemand(city, { seed: "1", tripsPerHour: 500 });
  trips.origin.forEach((origin, index) => {
    const to = linkIds[trips.destination[index] ?? -1] ?? "";
    expect(reachable(city, linkIds[origin] ?? "").has(to)).toBe(true);
  });
});

test("trips begin and end at the house and at the gateways, in the shares that are stated", () => {
  const { trips, linkIds } = generateDemand(withStreet(), { seed: "1", tripsPerHour: 5000 });
  const inside = trips.origin.filter((origin) => ["a-to", "b-back"].includes(linkIds[origin] ?? "")).length;
  const shareP = inside / trips.id.length;
  // Draws: 18 % outbound, 15 % inside, of which half name one street twice and are drawn again: 0.255 / 0.925 = 0.2757; 10,000 trips,
  // three standard deviations are 0.0134.
  expect(shareP).toBeGreaterThan(0.2757 - 0.0134);
  expect(shareP).toBeLessThan(0.2757 + 0.0134);
});

test("a city of crossing roads only has through traffic, and one without gateways or streets has none", () => {
  const through = generateDemand(crossroadsCity, { seed: "1", tripsPerHour: 100 });
  expect(through.trips.origin.every((origin) => through.linkIds[origin]?.endsWith("-centre"))).toBe(true);
  expect(through.trips.id.length).toBeGreaterThan(150);
  const closed = { ...crossroadsCity, nodes: crossroadsCity.nodes.map((node) => ({ ...node, kind: "junction" as const })), movements: [] };
  expect(generateDemand(closed, { seed: "1", tripsPerHour: 100 }).trips.id).toEqual([]);
});
