import { readFileSync } from "node:fs";
import { array, assert, boolean, constantFrom, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { crossroadsCity } from "./crossroads-city.ts";
import type { Demand } from "./demand.ts";
import { checkDemandFitsCity, parseDemand } from "./parse-demand.ts";
import { printDemand } from "./print-demand.ts";

const twoTrips: Demand = {
  format: "demand",
  formatVersion: 1,
  id: "two",
  city: "crossroads",
  linkIds: ["west-centre", "centre-east"],
  trips: {
    id: [0, 1],
    departMs: [0, 1000],
    vehicleClass: ["car", "bus"],
    origin: [0, 0],
    destination: [1, 1],
    routeStart: [0, 2, 2],
    routeLinks: [0, 1],
  },
  jitterMs: 0,
  assumptions: [],
};
const codesOf = (source: unknown): readonly string[] => {
  const outcome = parseDemand(source, "a.demand.json");
  return outcome.ok ? [] : outcome.problems.map((problem) => `${problem.code} @ ${problem.path ?? ""}`);
};
const withTrips = (change: Partial<Demand["trips"]>): Demand => ({ ...twoTrips, trips: { ...twoTrips.trips, ...change } });

test("any demand survives printing and parsing", () => {
  const trip = record({
    departMs: integer({ min: 0, max: 7_200_000 }),
    vehicleClass: constantFrom("car", "taxi", "bus", "truck", "motorcycle"),
    isRouted: boolean(),
  });
  void assert(
    property(array(trip, { maxLength: 40 }), (drawn) => {
      const sorted = [...drawn].sort((a, b) => a.departMs - b.departMs);
      const routeStart = [0];
      const routeLinks: number[] = [];
      for (const { isRouted } of sorted) {
        if (isRouted) routeLinks.push(0, 1);
        routeStart.push(routeLinks.length);
      }
      const demand = withTrips({
        id: sorted.map((_, index) => index),
        departMs: sorted.map(({ departMs }) => departMs),
        vehicleClass: sorted.map(({ vehicleClass }) => vehicleClass),
        origin: sorted.map(() => 0),
        destination: sorted.map(() => 1),
        routeStart,
        routeLinks,
      });
      expect(parseDemand(printDemand(demand), "a.demand.json")).toEqual({ ok: true, value: demand });
    }),
  );
});

test("a demand file of version 1 is read for ever", () => {
  expect(codesOf(readFileSync(new URL("old-formats/demand-1.json", import.meta.url), "utf8"))).toEqual([]);
});

test("a demand whose columns disagree is refused with the column's name", () => {
  expect(codesOf(withTrips({ departMs: [0] }))).toEqual(["demand.column-length @ trips.departMs"]);
  expect(codesOf(withTrips({ departMs: [1000, 0] }))).toEqual(["demand.order @ trips.departMs[1]"]);
  expect(codesOf(withTrips({ routeLinks: [0, 7] }))).toContain("demand.unknown-link @ trips.routeLinks[1]");
  expect(codesOf(withTrips({ origin: [1, 0] }))).toEqual(["demand.route-ends @ trips.routeLinks[0]"]);
  expect(codesOf(withTrips({ id: [4, 4] }))).toEqual(["demand.duplicate-id @ trips.id"]);
  expect(codesOf({ ...twoTrips, formatVersion: 9 })).toEqual(["demand.other-version @ formatVersion"]);
});

test("a demand of another city is refused by name, and so is a link the city lacks", () => {
  expect(checkDemandFitsCity(twoTrips, crossroadsCity, "a").length).toBe(0);
  expect(checkDemandFitsCity({ ...twoTrips, city: "elsewhere" }, crossroadsCity, "a").map(({ code }) => code)).toEqual([
    "demand.other-city",
  ]);
  expect(checkDemandFitsCity({ ...twoTrips, linkIds: ["west-centre", "gone"] }, crossroadsCity, "a").map(({ path }) => path)).toEqual([
    "linkIds[1]",
  ]);
});
