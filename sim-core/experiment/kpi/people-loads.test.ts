import { expect, test } from "vitest";
import { deskLoads, fleetLoads } from "./people-loads.ts";
import { emptyDigest, foldInstitutionalFacts } from "./run-digest.ts";

const MIN_MS = 60_000;
const changed = (atMin: number, desk: string, busy: number, waiting: number, seats = 2) =>
  ({ kind: "DeskChanged", atMs: atMin * MIN_MS, incident: -1, desk, agency: "fire", busy, seats, waiting }) as const;

test("a desk's load counts from the end of the warm-up to the end of the run, and a line that grows to the end is seen", () => {
  const digest = emptyDigest(20 * MIN_MS, 180 * MIN_MS);
  foldInstitutionalFacts(digest, [
    changed(0, "calm", 2, 0),
    // full in the warm-up, which does not count; then one of two seats for half of the time
    changed(20, "calm", 1, 0),
    changed(100, "calm", 0, 0),
    changed(0, "rush", 0, 0),
    // from the middle on one more waits every ten minutes
    ...Array.from({ length: 8 }, (_, step) => changed(100 + 10 * step, "rush", 2, step + 1)),
  ]);
  expect(deskLoads(digest)).toEqual([
    { id: "calm", stability: { kind: "steady", utilisationP: 0.25 } },
    { id: "rush", stability: { kind: "unstable", because: "growing-line", utilisationP: 0.5 } },
  ]);
});

test("a desk that nobody ever manned has no utilisation, and one without a run has no load at all", () => {
  const digest = emptyDigest(0, 60 * MIN_MS);
  foldInstitutionalFacts(digest, [changed(0, "empty", 0, 0, 0)]);
  expect(deskLoads(digest)).toEqual([{ id: "empty", stability: { kind: "steady", utilisationP: 0 } }]);
  expect(deskLoads(emptyDigest(0, 60 * MIN_MS))).toEqual([]);
});

test("a fleet's load is the time from an order until the unit is back or called off, whoever is sent again on the way home included", () => {
  const digest = emptyDigest(10 * MIN_MS, 110 * MIN_MS);
  const told = (atMin: number, kind: "UnitDispatched" | "UnitReturned" | "UnitRecalled", unit: number) =>
    ({ kind, atMs: atMin * MIN_MS, incident: 0, unit, agency: "fire" }) as const;
  foldInstitutionalFacts(digest, [
    told(0, "UnitDispatched", 0),
    // sent again before it was back: 40 of the 100 minutes that count
    told(20, "UnitDispatched", 0),
    told(50, "UnitReturned", 0),
    told(60, "UnitDispatched", 2),
    told(70, "UnitRecalled", 2),
    // not back when the run ends
    told(15, "UnitDispatched", 1),
  ]);
  const units = [
    { unit: 0, fleet: "fire-engine" },
    { unit: 1, fleet: "ambulance" },
    { unit: 2, fleet: "fire-engine" },
  ] as const;
  expect(fleetLoads(digest, units)).toEqual([
    { id: "fire-engine", stability: { kind: "steady", utilisationP: 0.25 } },
    { id: "ambulance", stability: { kind: "unstable", because: "utilisation", utilisationP: 0.95 } },
  ]);
});
