import { describe, expect, it } from "vitest";
import { crossroadsCity } from "../model/crossroads-city.ts";
import type { Demand } from "../model/demand.ts";
import { type CompileOptions, compileNetwork } from "./compile-network.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "./traffic-parameters.ts";

const options: CompileOptions = { startsAt: "2026-03-02T08:00:00+09:00", traffic: DEFAULT_TRAFFIC_PARAMETERS };
const across: Demand = {
  format: "demand",
  formatVersion: 1,
  id: "across",
  city: crossroadsCity.id,
  linkIds: ["west-centre", "centre-east", "centre-north"],
  trips: { id: [7], departMs: [1000], vehicleClass: ["bus"], origin: [0], destination: [1], routeStart: [0, 2], routeLinks: [0, 1] },
  jitterMs: 0,
  assumptions: [],
};
const codes = (demand: Demand, changed: Partial<CompileOptions> = {}): readonly string[] => {
  const outcome = compileNetwork(crossroadsCity, demand, { ...options, ...changed });
  return outcome.ok ? [] : outcome.problems.map(({ code, path = "" }) => `${code} ${path}`.trim());
};

describe("a city and its demand become a network", () => {
  it("links, movements and signals get their positions in the order of the city file", () => {
    const outcome = compileNetwork(crossroadsCity, across, options);
    if (!outcome.ok) throw new Error("it compiles");
    const { linkIds, linkById, movementIds, frameMovements, signalIds } = outcome.value;
    expect(linkIds).toEqual(crossroadsCity.links.map(({ id }) => id));
    expect(linkById.get("west-centre")).toBe(linkIds.indexOf("west-centre"));
    expect(frameMovements.map((position) => movementIds[position])).toEqual(crossroadsCity.movements.map(({ id }) => id));
    expect(signalIds).toEqual(["centre"]);
  });

  it("takes the local time of day from the text of the start, wherever it is computed", () => {
    const words = (startsAt: string): number => {
      const outcome = compileNetwork(crossroadsCity, across, { ...options, startsAt });
      if (!outcome.ok) throw new Error("it compiles");
      // Magic, version and 14 lengths come before the first section.
      return new DataView(outcome.value.bytes.buffer).getUint32(16 * 4, true);
    };
    expect(words("2026-03-02T08:00:00+09:00")).toBe(8 * 3_600_000);
    expect(words("2026-03-02T23:59:59.5Z")).toBe(86_399_500);
  });

  it("says which trip cannot be driven and why", () => {
    const route = (routeStart: readonly number[], routeLinks: readonly number[]): Demand => ({
      ...across,
      trips: { ...across.trips, routeStart, routeLinks },
    });
    expect(codes(across)).toEqual([]);
    expect(codes(route([0, 0], []))).toEqual(["network.trip-route trips[0]"]);
    expect(codes(route([0, 2], [0, 2]))).toEqual(["network.trip-route trips[0]"]);
  });

  it("refuses a plan that gives green to two streets at once", () => {
    const everybody = crossroadsCity.movements.map(({ id }) => id);
    const signals = crossroadsCity.signals.map((signal) => ({
      ...signal,
      plans: signal.plans.map((plan) => ({ ...plan, stages: plan.stages.map((stage) => ({ ...stage, green: everybody })) })),
    }));
    const outcome = compileNetwork({ ...crossroadsCity, signals }, across, options);
    expect(outcome.ok ? [] : outcome.problems.map(({ code }) => code)).toEqual([
      "network.conflicting-greens",
      "network.conflicting-greens",
    ]);
  });

  it("refuses a start without offset or beyond the day", () => {
    expect(codes(across, { startsAt: "2026-03-02T08:00:00" })).toEqual(["network.starts-at run.startsAt"]);
    expect(codes(across, { startsAt: "2026-03-02T24:00:00Z" })).toEqual(["network.starts-at run.startsAt"]);
  });

  it("says before the run what is more than the engine holds", () => {
    const count = 100_001;
    const many: Demand = {
      ...across,
      trips: {
        id: Array.from({ length: count }, (_, trip) => trip),
        departMs: Array.from({ length: count }, () => 0),
        vehicleClass: Array.from({ length: count }, () => "car"),
        origin: Array.from({ length: count }, () => 0),
        destination: Array.from({ length: count }, () => 1),
        routeStart: Array.from({ length: count + 1 }, (_, trip) => 2 * trip),
        routeLinks: Array.from({ length: 2 * count }, (_, step) => step % 2),
      },
    };
    expect(codes(many)).toEqual(["network.too-many-vehicles"]);
  });
});
