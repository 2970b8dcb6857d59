import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, chooseMoveUp, chooseRedispatch, chooseUnit, type DispatchPolicy, runCardOf } from "./fleet.ts";

const candidate = (unit: number, station: number, ms: number, isFree = true): Candidate => ({ unit, station, isFree, ms });
const live: DispatchPolicy = { kind: "live-travel-time" };

describe("the unit that is sent", () => {
  it("is the nearest free one", () => {
    const units = [candidate(0, 0, 300), candidate(1, 0, 50, false), candidate(2, 1, 200), candidate(3, 1, -1)];
    expect(chooseUnit(units, live)).toBe(2);
  });

  it("is the one with the lower number where two are equally near, in whatever order they are listed", () => {
    expect(chooseUnit([candidate(7, 0, 90), candidate(4, 2, 90), candidate(5, 1, 90)], live)).toBe(4);
  });

  it("comes from one's own station by the run card, even while another is nearer", () => {
    const units = [candidate(0, 0, 300), candidate(1, 1, 20), candidate(2, 2, 100)];
    expect(chooseUnit(units, { kind: "first-due", runCard: [0, 2, 1] })).toBe(0);
    expect(chooseUnit([candidate(0, 0, 300, false), ...units.slice(1)], { kind: "first-due", runCard: [0, 2, 1] })).toBe(2);
    expect(chooseUnit(units, { kind: "first-due", runCard: [2] })).toBe(2);
    expect(chooseUnit(units.slice(0, 2), { kind: "first-due", runCard: [2] })).toBe(1);
  });

  it("comes from the first station of the city by station order", () => {
    expect(chooseUnit([candidate(3, 1, 10), candidate(9, 0, 900)], { kind: "station-order" })).toBe(9);
  });

  it("waits while all that could get there are busy, and is out of the question if none could", () => {
    expect(chooseUnit([candidate(0, 0, 300, false), candidate(1, 1, -1)], live)).toBe("wait");
    expect(chooseUnit([candidate(0, 0, -1), candidate(1, 1, -1, false)], live)).toBe("unreachable");
    expect(chooseUnit([], live)).toBe("unreachable");
  });

  it("does not depend on the order of the list, whatever the policy", () => {
    const anyCandidate = fc.tuple(fc.nat(3), fc.integer({ min: -1, max: 5 }), fc.boolean());
    const policies: readonly DispatchPolicy[] = [live, { kind: "station-order" }, { kind: "first-due", runCard: [2, 0] }];
    fc.assert(
      fc.property(
        fc.array(anyCandidate, { maxLength: 8 }).chain((rows) => {
          const units = rows.map(([station, ms, isFree], unit) => candidate(unit, station, ms, isFree));
          return fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length, maxLength: units.length }));
        }),
        ([units, shuffled]) => {
          for (const policy of policies) expect(chooseUnit(shuffled, policy)).toBe(chooseUnit(units, policy));
        },
      ),
      { seed: 4 },
    );
  });
});

it("a run card ranks stations by their time on empty roads", () => {
  expect(
    runCardOf([
      { station: 0, freeFlowMs: 200 },
      { station: 3, freeFlowMs: 100 },
      { station: 2, freeFlowMs: -1 },
      { station: 1, freeFlowMs: 100 },
    ]),
  ).toEqual([1, 3, 0]);
});

describe("a unit that comes free takes over from one under way", () => {
  const drive = (unit: number, incident: number, remainingMs: number, freedMs: number) => ({ unit, incident, remainingMs, freedMs });

  it("where it gains most, and only if it gains enough", () => {
    const drives = [drive(1, 0, 200_000, 150_000), drive(2, 1, 300_000, 180_000), drive(3, 2, 100_000, -1)];
    expect(chooseRedispatch(drives, 60)?.unit).toBe(2);
    expect(chooseRedispatch(drives, 120)?.unit).toBe(2);
    expect(chooseRedispatch(drives, 121)).toBeUndefined();
  });

  it("never without a gain, and for the earlier incident where gains are equal", () => {
    expect(chooseRedispatch([drive(1, 0, 100, 100)], 0)).toBeUndefined();
    expect(chooseRedispatch([drive(5, 3, 300, 100), drive(6, 2, 400, 200)], 0)?.incident).toBe(2);
  });

  it("relieves a stuck unit before all others", () => {
    expect(chooseRedispatch([drive(1, 0, 900_000, 1), drive(2, 1, -1, 800_000)], 60)?.unit).toBe(2);
    expect(chooseRedispatch([drive(2, 1, -1, -1)], 60)).toBeUndefined();
  });
});

describe("standing by at an empty station", () => {
  const cover = (station: number, freeUnits: readonly number[], weight = 1) => ({ station, freeUnits, weight });
  const apart = (from: number, to: number): number => 60_000 * Math.abs(from - to);
  const policy = { keepUnits: 1, largestMs: 600_000 };

  it("is for the nearest station that can spare a unit", () => {
    expect(chooseMoveUp([cover(0, [1, 2]), cover(1, []), cover(3, [7, 6, 8])], apart, policy)).toEqual({ unit: 1, from: 0, to: 1 });
    expect(chooseMoveUp([cover(0, [1, 2]), cover(1, []), cover(3, [7, 6, 8])], apart, { ...policy, keepUnits: 2 })).toEqual({
      unit: 6,
      from: 3,
      to: 1,
    });
  });

  it("fills the station with most to answer for first, and never opens another hole", () => {
    expect(chooseMoveUp([cover(0, []), cover(1, [4, 5]), cover(2, [], 3)], apart, policy)?.to).toBe(2);
    expect(chooseMoveUp([cover(0, []), cover(1, [4])], apart, { ...policy, keepUnits: 0 })).toBeUndefined();
  });

  it("is not worth a way that is too long or missing, nor a station without calls", () => {
    expect(chooseMoveUp([cover(0, [1, 2]), cover(20, [])], apart, policy)).toBeUndefined();
    expect(chooseMoveUp([cover(0, [1, 2]), cover(1, [])], () => -1, policy)).toBeUndefined();
    expect(chooseMoveUp([cover(0, [1, 2]), cover(1, [], 0)], apart, policy)).toBeUndefined();
  });
});
